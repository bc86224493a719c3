"""How the figures of a comparison are written, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.comparison import MONEY, Change, Comparison, KeptChange
from kamdeck.deck.spec import EMU, Box, Group, Shape, Table
from kamdeck.figures.kpis import kept_name, kept_texts
from kamdeck.layout.grid import HAIR, Grid, Head
from kamdeck.record import record
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


@record
class Line:
    """A figure then and now: its key, its name, the values in words, by how much it moved and whether for the
    worse (None where neither way is better)."""

    key: str
    name: str
    values: str
    amount: float = 0.0
    is_bad: bool | None = None

    @property
    def told(self) -> str:
        """The line as a sentence of an alternative text."""
        return f"{self.name} {self.values}"


def ours(change: Change, say: Say) -> Line:
    """The line of one of our figures."""
    name = say(f"changes.figure.{change.name}")
    if not change.amount:
        return Line(change.name, name, figure_text(change.name, change.after, say))
    return Line(change.name, name, _then_now(both_texts(change, say), say), change.amount, is_bad(change))


def own(change: KeptChange, sight: Sight) -> Line:
    """The line of an own indicator."""
    say, one = sight.ctx.say, change.after
    name = kept_name(say, one, sight.short(one.account))
    amount = one.value - change.before.value
    key = f"kpi:{one.name}|{one.account}"
    return Line(key, name, _then_now(kept_texts(say, change), say), amount, (amount > 0) == one.is_lower)


def chosen_lines(figures: Sequence[Line], kpis: Sequence[Line], room: int) -> tuple[Line, ...]:
    """As many lines as there is room for: a third of them the own indicators, more where ours are few."""
    first = max(room - len(kpis), room - room // 3)
    lines = (*figures[:first], *kpis)
    return lines[: max(room, 0)]


def _then_now(values: tuple[str, str], say: Say) -> str:
    return say("changes.then_now", then=values[0], now=values[1])


# ------------------------------------------------------------------ table


def make_figures(
    key: str, sight: Sight, shown: Sequence[Line], room: Box, height: int
) -> tuple[Table, Group | None]:
    """One row a figure with its value then and now, and a triangle that says which way it went."""
    say, narrow = sight.ctx.say, round(0.22 * EMU)
    named = round(0.42 * (room.w - 0.22 * EMU))
    grid = Grid(key, room, [Head("mark", narrow), Head("name", named), Head("values", None)])
    figure = WORD.but(bold=True, align="r")
    marks, side = list[Shape](), round(0.12 * EMU)
    for line in shown:
        cells = {
            "mark": WORD.cell(""),
            "name": WORD.cell(line.name, room=grid.widths["name"] - GAP),
            "values": figure.cell(line.values, room=grid.widths["values"]),
        }
        grid.row(line.key, height, cells, bottom=HAIR)
        if line.amount:
            row = grid.box("mark", line.key)
            color = "muted" if line.is_bad is None else "risk" if line.is_bad else "good"
            box = Box(row.x + round(0.02 * EMU), row.y + row.h // 2 - side // 2, side, side)
            marks.append(Shape(f"{key}_marks/{line.key}", box, "triangle", color, flip_v=line.amount < 0))
    table = grid.table(say("changes.figures_alt", rows=say.join(line.told for line in shown)))
    alt = say("changes.figures_marks_alt")
    return table, Group(f"{key}_marks", tuple(marks), key, alt) if marks else None
