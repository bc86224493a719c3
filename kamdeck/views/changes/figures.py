"""How the figures of a comparison are written, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.comparison import MONEY, Change, Comparison
from kamdeck.deck.spec import EMU, Align, Box, Cell, Column, Group, Line, Para, Row, Run, Shape, Table
from kamdeck.text import Say
from kamdeck.text.measure import shorten
from kamdeck.views.changes.data import Sight
from kamdeck.views.changes.moves import ROW, SIZE

ORDER = (
    "revenue", "mrr", "stake", "at_risk_share", "nrr", "grr", "logos", "csat", "nps", "penetration",
    "gini", "hhi", "vital", "endangered", "accounts",
)  # fmt: skip
PERCENT = ("at_risk_share", "penetration")
RATES = ("nrr", "grr", "logos")
RISE_IS_BAD = ("stake", "at_risk_share", "endangered")
RISE_IS_NEITHER = ("gini", "hhi", "vital", "accounts")
_GAP = round(0.06 * EMU)


def figure_text(name: str, value: float, say: Say, places: int = 0) -> str:
    """A figure as other slides write it; `places` are further decimals, to tell two values apart."""
    if name in MONEY:
        return say.money(value, (1 if name == "revenue" else 2) + places)
    if name in PERCENT or name in RATES:
        return say.percent(value, (1 if name in RATES else 0) + places)
    return say.number(value, (2 if name == "gini" else 0) + places)


def both_texts(change: Change, say: Say) -> tuple[str, str]:
    """The figure then and now, with as many decimals as it takes to tell them apart (at most two more)."""
    for places in range(3):
        pair = [figure_text(change.name, value, say, places) for value in (change.before, change.after)]
        if pair[0] != pair[1]:
            break
    return pair[0], pair[1]


def figures_in_order(found: Comparison) -> tuple[Change, ...]:
    """The figures that moved, in the order in which a review reads them."""
    return tuple(sorted(found.figures, key=lambda change: ORDER.index(change.name)))


def is_bad(change: Change) -> bool | None:
    """Whether the figure turned for the worse; None where neither way is better."""
    if change.name in RISE_IS_NEITHER:
        return None
    return (change.amount > 0) == (change.name in RISE_IS_BAD)


# ------------------------------------------------------------------ table


def make_figures(key: str, sight: Sight, shown: Sequence[Change], area: Box) -> tuple[Table, Group | None]:
    """One row a figure with its value then and now, and a triangle that says which way it went."""
    say = sight.ctx.say
    widths = round(0.22 * EMU), round(0.42 * (area.w - 0.22 * EMU))
    columns = (
        Column("mark", widths[0]),
        Column("name", widths[1]),
        Column("values", area.w - sum(widths)),
    )
    rows, told = [], []
    for change in shown:
        name, values = say(f"changes.figure.{change.name}"), _values(sight, change)
        told.append(f"{name} {values}")
        cells = (
            _cell(""),
            _cell(shorten(name, SIZE, columns[1].width - _GAP)),
            _cell(shorten(values, SIZE, columns[2].width, True), "r", is_bold=True),
        )
        rows.append(Row(change.name, ROW, cells))
    alt = say("changes.figures_alt", rows="; ".join(told))
    table = Table(key, area.x, area.y, columns, tuple(rows), alt=alt)
    return table, _arrows(f"{key}_marks", sight, table, shown)


def _values(sight: Sight, change: Change) -> str:
    say = sight.ctx.say
    if change.before == change.after:
        return figure_text(change.name, change.after, say)
    first, last = both_texts(change, say)
    return say("changes.then_now", then=first, now=last)


def _cell(text: str, align: Align = "l", *, is_bold: bool = False) -> Cell:
    paras = (Para((Run(text, SIZE, is_bold or None, "ink"),), align=align),)
    return Cell(paras, bottom=Line("hairline", 0.75))


def _arrows(key: str, sight: Sight, table: Table, shown: Sequence[Change]) -> Group | None:
    side, out = round(0.12 * EMU), []
    for i, change in enumerate(shown):
        if not change.amount:
            continue
        bad = is_bad(change)
        color = "muted" if bad is None else "risk" if bad else "good"
        middle = table.y + ROW * i + ROW // 2
        box = Box(table.x + round(0.02 * EMU), middle - side // 2, side, side)
        out.append(Shape(f"{key}/{change.name}", box, "triangle", color, flip_v=change.amount < 0))
    return Group(key, tuple(out), table.key, sight.ctx.say("changes.figures_marks_alt")) if out else None
