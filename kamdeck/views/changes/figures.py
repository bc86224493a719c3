"""How the figures of a comparison are written, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.comparison import MONEY, Change, Comparison
from kamdeck.deck.spec import EMU, Box, Group, Shape, Table
from kamdeck.layout.grid import HAIR, Grid, Head
from kamdeck.text import Say
from kamdeck.views.changes.data import Sight
from kamdeck.views.changes.moves import GAP, WORD

ORDER = (
    "revenue", "mrr", "stake", "at_risk_share", "nrr", "grr", "logos", "csat", "nps", "penetration",
    "gini", "hhi", "vital", "endangered", "accounts",
)  # fmt: skip
PERCENT = ("at_risk_share", "penetration")
RATES = ("nrr", "grr", "logos")
RISE_IS_BAD = ("stake", "at_risk_share", "endangered")
RISE_IS_NEITHER = ("gini", "hhi", "vital", "accounts")


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


def make_figures(
    key: str, sight: Sight, shown: Sequence[Change], room: Box, height: int
) -> tuple[Table, Group | None]:
    """One row a figure with its value then and now, and a triangle that says which way it went."""
    say, narrow = sight.ctx.say, round(0.22 * EMU)
    named = round(0.42 * (room.w - 0.22 * EMU))
    grid = Grid(key, room, [Head("mark", narrow), Head("name", named), Head("values", None)])
    figure = WORD.but(bold=True, align="r")
    told, marks, side = [], list[Shape](), round(0.12 * EMU)
    for change in shown:
        name, values = say(f"changes.figure.{change.name}"), _values(sight, change)
        told.append(f"{name} {values}")
        cells = {
            "mark": WORD.cell(""),
            "name": WORD.cell(name, room=grid.widths["name"] - GAP),
            "values": figure.cell(values, room=grid.widths["values"]),
        }
        grid.row(change.name, height, cells, bottom=HAIR)
        if change.amount:
            bad, row = is_bad(change), grid.box("mark", change.name)
            color = "muted" if bad is None else "risk" if bad else "good"
            box = Box(row.x + round(0.02 * EMU), row.y + row.h // 2 - side // 2, side, side)
            marks.append(
                Shape(f"{key}_marks/{change.name}", box, "triangle", color, flip_v=change.amount < 0)
            )
    table = grid.table(say("changes.figures_alt", rows=say.join(told)))
    alt = say("changes.figures_marks_alt")
    return table, Group(f"{key}_marks", tuple(marks), key, alt) if marks else None


def _values(sight: Sight, change: Change) -> str:
    say = sight.ctx.say
    if change.before == change.after:
        return figure_text(change.name, change.after, say)
    first, last = both_texts(change, say)
    return say("changes.then_now", then=first, now=last)
