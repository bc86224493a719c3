"""Onboardings, those that need help first."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import EMU, Box, Element, Group, Shape
from kamdeck.figures.judged import Status
from kamdeck.figures.portfolio import Portfolio
from kamdeck.layout.grid import HAIR, Grid, Head, Style
from kamdeck.layout.status import OF_PROGRESS, SIDE, bar, mark, panel_head
from kamdeck.workbook.rows import Onboarding

MOST = 6
TOP = round(0.27 * EMU)  # the panel's head
_HIGHEST, _THICK = round(0.36 * EMU), round(0.11 * EMU)
_FILLS = {"risk": "risk", "watch": "watch"}
_SIZE = 10.5
_COLUMNS: tuple[tuple[float, dict[str, float | None], float, float], ...] = (
    (5.2, {"account": 1.16, "step": None, "done": 2.17, "state": 1.13}, 1.68, 0.14),
    (4.35, {"account": 1.25, "step": None, "done": 1.16, "state": 1.0}, 0.66, 0.12),
    (0.0, {"account": None, "done": 1.30, "state": 1.0}, 0.80, 0.12),
)
"""From which width on, the columns (None: the rest), the bar's length, the mark's place; all in inches."""


def worst_first(rows: Sequence[Onboarding]) -> tuple[Onboarding, ...]:
    """Onboardings by state, worst first, then the least done."""
    order = {state: i for i, (state, _) in enumerate(OF_PROGRESS)}
    return tuple(sorted(rows, key=lambda row: (order.get(row.status, len(order)), row.completion)))


def status_of(row: Onboarding) -> Status:
    """How an onboarding is marked."""
    return dict(OF_PROGRESS).get(row.status, "unknown")


def needs_help(row: Onboarding) -> bool:
    """True when it is late or at risk."""
    return row.status in ("late", "at risk")


def draw_onboarding(view: str, portfolio: Portfolio, panel: Box, most: int, alt: str) -> tuple[Element, ...]:
    """Head, a table of at most so many rows, and marks: bars of the share done, and the states; what is not
    shown has the mark of its worst."""
    say, rows, group = portfolio.ctx.say, worst_first(portfolio.ctx.book.onboarding), f"{view}/progress"
    helped = say("dashboard.need_help", n=sum(map(needs_help, rows)))
    unit = say("dashboard.onboarding_unit", n=len(rows), help=helped)
    shown = rows if len(rows) <= most else rows[: most - 1]
    rest = rows[len(shown) :]
    _, columns, track, place = next(look for look in _COLUMNS if panel.w >= look[0] * EMU)
    heads = [Head(key, None if wide is None else round(wide * EMU)) for key, wide in columns.items()]
    lip, long = round(place * EMU), round(track * EMU)
    grid = Grid(f"{view}/onboarding", Box(panel.x, panel.y + TOP, panel.w, panel.h - TOP), heads)
    pitch = grid.room.h // most
    height = max(pitch, min(_HIGHEST, grid.room.h // (len(shown) + bool(rest))))
    marks = list[Shape]()

    def add(key: str, texts: Sequence[str], status: Status, color: str, is_bold: bool) -> int:
        """One row with its mark; the middle of its height."""
        looks = {
            "account": Style(_SIZE, is_bold, color, "l", right=round(0.06 * EMU)),
            "step": Style(_SIZE, False, color, "l", right=round(0.05 * EMU)),
            "done": Style(_SIZE, is_bold, color, "r"),
            "state": Style(_SIZE, False, color, "l", left=lip + SIDE + round(0.10 * EMU)),
        }
        pairs = zip(looks.items(), texts, strict=True)
        cells = {name: look.cell(text, room=grid.widths.get(name, 1)) for (name, look), text in pairs}
        grid.row(key, height, cells, bottom=HAIR)
        middle = grid.bottom - height + height // 2
        marks.append(mark(f"{group}/mark:{key}", status, grid.box("state", key).x + lip, middle))
        return middle

    for row in shown:
        key, status, is_bold = f"{row.account}/{row.step}", status_of(row), needs_help(row)
        name = portfolio.short.get(row.account, row.account)
        word = say(f"dashboard.progress.{row.status.replace(' ', '_')}", n=1)
        middle = add(key, (name, row.step, say.percent(row.completion), word), status, "ink", is_bold)
        x = grid.box("done", key).x + round(0.04 * EMU)
        fill, box = _FILLS.get(status, "ramp8"), Box(x, middle - _THICK // 2, long, _THICK)
        marks[-1:-1] = bar(f"{group}/bar:{key}", box, row.completion, fill)
    if rest:
        late = sum(map(needs_help, rest))
        word = say("dashboard.more_late", n=late) if late else say("dashboard.more_well")
        texts = (say("dashboard.more_onboardings", n=len(rest)), "", "", word)
        add("more", texts, status_of(rest[0]), "muted", is_bold=False)
    return (
        *panel_head(f"{view}/onboarding", say("dashboard.onboarding"), unit, panel.x, panel.y, panel.w),
        grid.table(alt, has_header=False),
        Group(group, tuple(marks), grid.key, say("dashboard.progress_alt")),
    )
