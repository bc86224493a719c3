"""The table of strategies: a row per class, a column per lever, and the visits with their bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from kamdeck.analysis.classification import CLASSES
from kamdeck.analysis.visits import ClassVisits, Visits
from kamdeck.deck.spec import (
    EMU,
    Box,
    Cell,
    Column,
    Connector,
    Group,
    Line,
    Para,
    Row,
    Run,
    Shape,
    Table,
    Text,
)
from kamdeck.layout.context import Context
from kamdeck.layout.rail import BODY, MAIN, arrow, label
from kamdeck.record import record
from kamdeck.text.measure import clip, line_height, shorten, width, wrap

CLASS_WIDTH = round(1.94 * EMU)
VISITS_WIDTH = round(1.41 * EMU)
HEAD = round(0.31 * EMU)
ROW = round(1.18 * EMU)
FOOT = round(6.66 * EMU)
MOST_LEVERS = 5  # beside the visits; a slide of levers alone takes more
MOST_LEVERS_WIDE = 7
_GAP = round(0.11 * EMU)
_HEAD_GAP = round(0.02 * EMU)
_TOP = round(0.10 * EMU)
_SIZE, _NAME_SIZE = 11.0, 10.0
_TEXT_LINE = 1.08  # between the lines of a lever's text
_NAME_LINES, _TEXT_LINES, _HEAD_LINES = 3, 5, 2
_MOST_NAMED = 24
_BAR = round(0.88 * EMU)
_RULE, _HAIR = Line("ink", 1.05), Line("hairline", 0.75)


@record
class Policies:
    """What each class gets: `texts` by class and lever, and the visits; the levers in the sheet's order."""

    ctx: Context
    visits: Visits
    levers: tuple[str, ...]
    texts: Mapping[tuple[str, str], str]

    @property
    def has_visits(self) -> bool:
        """True when a plan or a record of visits is there."""
        return any(row.each is not None or row.recorded for row in self.visits.rows)

    def pages(self) -> tuple[tuple[str, ...], ...]:
        """The levers by slide: the first has the visits beside them."""
        first, rest = self.levers[:MOST_LEVERS], self.levers[MOST_LEVERS:]
        count = -(-len(rest) // MOST_LEVERS_WIDE)
        cuts = [len(rest) * n // count for n in range(count + 1)] if count else []
        return (first, *(rest[a:b] for a, b in pairwise(cuts)))


# ------------------------------------------------------------------ table


def make_table(key: str, policies: Policies, levers: Sequence[str], is_first: bool, alt: str) -> Table:
    """Four rows, always: an empty class says so."""
    has_visits = is_first and policies.has_visits
    room = (MAIN.w if is_first else BODY.w) - CLASS_WIDTH - (VISITS_WIDTH if has_visits else 0)
    each = room // len(levers)
    columns = [Column("class", CLASS_WIDTH), *(Column(f"lever:{name}", each) for name in levers)]
    if has_visits:
        columns.append(Column("visits", MAIN.w - CLASS_WIDTH - each * len(levers)))
    heads = [_head(policies.ctx.say("strategies.class"), CLASS_WIDTH, "muted", False)]
    heads += [_head(name, each, "ink", True) for name in levers]
    if has_visits:
        heads.append(_head(policies.ctx.say("strategies.visits"), VISITS_WIDTH, "ink", True))
    lines = max(len(wrap(cell.text, 10, each - _HEAD_GAP, True)) for cell in heads[1:])
    head = HEAD if lines == 1 else HEAD + line_height(10)
    height = (4 * ROW + HEAD - head) // 4
    rows = [Row("head", head, tuple(heads))]
    for row in policies.visits.rows:
        cells = [_class_cell(policies, row)]
        cells += [_text_cell(policies.texts.get((row.name, lever), "–"), each - _GAP) for lever in levers]
        if has_visits:
            cells.append(_visits_cell(policies, row))
        bottom = _RULE if row.name == CLASSES[-1] else _HAIR
        rows.append(Row(row.name, height, tuple(_ruled(cell, bottom) for cell in cells)))
    return Table(f"{key}/table", MAIN.x, MAIN.y, tuple(columns), tuple(rows), alt=alt)


def _head(text: str, room: int, color: str, bold: bool) -> Cell:
    shown = clip(text, 10, room - _HEAD_GAP, _HEAD_LINES, bold)
    run = Run(shown, 10, bold or None, color)
    return Cell((Para((run,)),), anchor="b", bottom=_RULE, inset=(0, 0, _HEAD_GAP, round(0.04 * EMU)))


def _ruled(cell: Cell, bottom: Line) -> Cell:
    return Cell(
        cell.paras, anchor="t", bottom=bottom, inset=(0, _TOP, _GAP, round(0.03 * EMU)), is_data=cell.is_data
    )


def _class_cell(policies: Policies, row: ClassVisits) -> Cell:
    say, room = policies.ctx.say, CLASS_WIDTH - _GAP
    paras = [Para((Run(say(f"strategies.name.{row.name}"), 14, True, "ink"),))]
    if not row.accounts:
        paras.append(Para((Run(say("strategies.empty"), _NAME_SIZE, None, "muted"),)))
        return Cell(tuple(paras))
    count = say("strategies.accounts", n=len(row.accounts))
    whole = f"{count} · {say.money(row.revenue)}"
    shown = whole if width(whole, _NAME_SIZE) <= room else count
    paras.append(Para((Run(shown, _NAME_SIZE, None, "muted"),), after=2))
    names = names_that_fit(policies.ctx, row.accounts, room, _NAME_LINES)
    paras.append(Para((Run(names, _NAME_SIZE, None, "ink"),)))
    return Cell(tuple(paras))


def names_that_fit(ctx: Context, accounts: Sequence[str], room: int, lines: int) -> str:
    """As many names as `lines` hold, largest first, then `and n more`; a name is never broken."""
    names = [shorten(ctx.short(a), _NAME_SIZE, room).replace(" ", "\u00a0") for a in accounts[:_MOST_NAMED]]
    for count in range(len(names), 1, -1):
        text, left = ", ".join(names[:count]), len(accounts) - count
        if left:
            text = ctx.say("strategies.more", names=text, n=left)
        if len(wrap(text, _NAME_SIZE, room)) <= lines:
            return text
    left = len(accounts) - 1
    return ctx.say("strategies.more", names=names[0], n=left) if left else names[0]


def _text_cell(text: str, room: int) -> Cell:
    """What the class gets, cut after five lines (the notes have it whole)."""
    run = Run(clip(text, _SIZE, room, _TEXT_LINES), _SIZE, None, "ink")
    return Cell((Para((run,), line=_TEXT_LINE),))


def shortened(policies: Policies, table: Table) -> tuple[tuple[str, str, str], ...]:
    """Class, lever and whole text of the cells that the table shows cut."""
    out = []
    for row in table.rows[1:]:
        for column, cell in zip(table.columns, row.cells, strict=True):
            lever = column.key.removeprefix("lever:")
            text = policies.texts.get((row.key, lever), "")
            if column.key != lever and text and cell.text != text:
                out.append((row.key, lever, text))
    return tuple(out)


def _visits_cell(policies: Policies, row: ClassVisits) -> Cell:
    if row.each is None:
        return Cell((Para((Run("–", 18, True, "muted"),)),))
    say = policies.ctx.say
    runs = (
        Run(say.number(row.each), 18, True, "ink"),
        Run(f" {say('strategies.each')}", _NAME_SIZE, None, "muted"),
    )
    return Cell((Para(runs),))


# ------------------------------------------------------------------ marks


def make_marks(key: str, policies: Policies, table: Table) -> Group | None:
    """Bars of the planned and the recorded visits of each class, with the difference below."""
    top = max((max(row.planned or 0, row.recorded or 0) for row in policies.visits.rows), default=0)
    if not top or table.columns[-1].key != "visits":
        return None
    group = f"{key}/marks"
    x = table.x + table.box.w - table.columns[-1].width
    out: list[Text | Shape | Connector] = []
    y = table.y + table.rows[0].height
    for row, line in zip(policies.visits.rows, table.rows[1:], strict=True):
        if row.accounts:
            out += _bars(group, policies, row, top, x, y)
            out += _difference(group, policies, row, x, y)
        y += line.height
    return Group(group, tuple(out), table.key, policies.ctx.say("strategies.marks"))


def _bars(group: str, policies: Policies, row: ClassVisits, top: int, x: int, y: int) -> list[Text | Shape]:
    out: list[Text | Shape] = []
    tall = round(0.13 * EMU)
    looks = (("plan", row.planned, "tier_a", 0.495, True), ("past", row.recorded, "tier_c", 0.69, False))
    for name, value, fill, offset, bold in looks:
        if value is None:
            continue
        bar = Box(x, y + round(offset * EMU), max(round(_BAR * value / top), 12_700), tall)
        if value:
            out.append(Shape(f"{group}/{name}:{row.name}", bar, "rect", fill))
        text = policies.ctx.say.number(value)
        left = x + (bar.w + round(0.06 * EMU) if value else 0)
        beside = Box(
            left,
            bar.y + tall // 2 - line_height(10) // 2,
            width(text, 10, bold) + 25_400,
            line_height(10),
        )
        color = "ink" if bold else "muted"
        out.append(label(f"{group}/{name}_value:{row.name}", text, beside, bold=bold, color=color))
    return out


def _difference(group: str, policies: Policies, row: ClassVisits, x: int, y: int) -> list[Text | Shape]:
    """Arrow and words for planned less recorded; how many figures are missing where some are."""
    say, side = policies.ctx.say, round(0.10 * EMU)
    middle = y + round(0.965 * EMU)
    left, color = x, "ink"
    out: list[Text | Shape] = []
    if row.change is not None:
        left += round(0.18 * EMU)
        out.append(arrow(f"{group}/arrow:{row.name}", row.change, Box(x, middle - side // 2, side, side)))
        words = say("strategies.change", change=say.number(row.change, signed=True))
        text = words if row.change else say("strategies.same")
    elif row.unknown and row.recorded is not None:
        text, color = say("strategies.unknown", n=len(row.unknown)), "muted"
    else:
        return []
    box = Box(left, middle - line_height(10) // 2, x + VISITS_WIDTH - left, line_height(10))
    out.append(label(f"{group}/change:{row.name}", shorten(text, 10, box.w), box, color=color))
    return out


def make_legend(key: str, policies: Policies) -> Group | None:
    """What the two bars are, with their totals; right-aligned under the table."""
    say, visits = policies.ctx.say, policies.visits
    parts = []
    for name, total, fill in (("plan", visits.planned, "tier_a"), ("past", visits.recorded, "tier_c")):
        is_shown = any((row.planned if name == "plan" else row.recorded) for row in visits.rows)
        if is_shown:
            text = say(f"strategies.legend_{name}")
            whole = f"{text} ({say.number(total)})" if total is not None else text
            parts.append((name, whole, fill))
    if not parts:
        return None
    group = f"{key}/legend"
    children: list[Text | Shape | Connector] = []
    x, side, high = MAIN.x + MAIN.w, round(0.10 * EMU), line_height(10)
    for name, text, fill in reversed(parts):
        wide = width(text, 10) + 25_400
        x -= wide
        children.append(label(f"{group}/{name}", text, Box(x, FOOT, wide, high), color="ink"))
        x -= round(0.17 * EMU)
        square = Box(x, FOOT + (high - side) // 2, side, side)
        children.append(Shape(f"{group}/{name}_mark", square, "rect", fill))
        x -= round(0.16 * EMU)
    return Group(group, tuple(reversed(children)), None, say("strategies.marks"))
