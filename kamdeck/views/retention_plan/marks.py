"""The marks and bars upon the table of the retention plan, and their legend."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Box, Connector, Group, Shape, Table, Text
from kamdeck.layout.rail import label
from kamdeck.layout.status import mark
from kamdeck.text.measure import line_height, width
from kamdeck.views.retention_plan.rows import Entry, Plan
from kamdeck.views.retention_plan.table import SIZE, TOTAL, insets_of, state_of

_BAR, _BAR_HIGH, _BAR_LOW = round(1.24 * EMU), round(0.19 * EMU), round(0.15 * EMU)


def make_marks(key: str, plan: Plan, page: int, table: Table) -> Group:
    """Status marks, the bars of what is saved and lost, and their legend beside the total."""
    say, group = plan.ctx.say, f"{key}/marks"
    edges = {}
    x = table.x
    for column in table.columns:
        edges[column.key] = x
        x += column.width
    most = max((row.stake for row in plan.queue.rows), default=0.0) / plan.unit[0]
    out: list[Text | Shape | Connector] = []
    y = table.y + table.rows[0].height
    height = table.rows[1].height if len(table.rows) > 1 else 0
    for entry in plan.pages[page]:
        for i, action in enumerate(entry.actions):
            state = state_of(action, plan)[1]
            if state:
                name = f"{group}/mark:{entry.account}" + (f"/{i + 1}" if i else "")
                out.append(mark(name, state, edges["status"], y + height * i + height // 2))
        middle = y + height * entry.height // 2
        out += _bar(group, plan, entry, edges["saved"] + insets_of("saved")[0], middle, most)
        y += height * entry.height
    if page == len(plan.pages) - 1:
        foot = table.y + table.box.h - TOTAL // 2
        out += _legend(group, plan, table.x + table.box.w, foot)
    return Group(group, tuple(out), table.key, say("retention_plan.marks"))


def _bar(group: str, plan: Plan, entry: Entry, x: int, middle: int, most: float) -> list[Text | Shape]:
    """What is saved in green, the rest of the MRR at stake in pale blue, and the amount saved."""
    out: list[Text | Shape] = []
    high = _BAR_LOW if entry.height == 1 else _BAR_HIGH
    whole = round(_BAR * min(1.0, entry.stake / most)) if most > 0 else 0
    saved = round(whole * min(1.0, entry.saved / entry.stake)) if entry.stake > 0 else 0
    top = middle - high // 2
    if whole > saved:
        box = Box(x + saved, top, whole - saved, high)
        out.append(Shape(f"{group}/lost:{entry.account}", box, "rect", "tier_c"))
    if saved:
        out.append(Shape(f"{group}/saved:{entry.account}", Box(x, top, saved, high), "rect", "good"))
    text = plan.ctx.say.number(entry.saved)
    room = width(text, SIZE, True) + 25_400
    left = x + whole + (round(0.07 * EMU) if whole else 0)
    box = Box(left, middle - line_height(SIZE) // 2, room, line_height(SIZE))
    out.append(label(f"{group}/value:{entry.account}", text, box, size=SIZE, bold=True, color="ink"))
    return out


def _legend(group: str, plan: Plan, right: int, middle: int) -> list[Text | Shape]:
    """What the two colours of the bars are, at the right end of the total's row."""
    say, side, high = plan.ctx.say, round(0.10 * EMU), line_height(10)
    out: list[Text | Shape] = []
    x = right
    for name, fill in (("lost", "tier_c"), ("saved", "good")):
        text = say(f"retention_plan.legend_{name}")
        x -= width(text, 10) + 25_400
        box = Box(x, middle - high // 2, width(text, 10) + 25_400, high)
        out.append(label(f"{group}/legend_{name}", text, box, color="ink"))
        x -= round(0.15 * EMU)
        out.append(Shape(f"{group}/legend_{name}_mark", Box(x, middle - side // 2, side, side), "rect", fill))
        x -= round(0.10 * EMU)
    return out
