"""What the revenue bridge shows: the two newest years, the columns between them, their names and unit."""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.figure import Step as YearStep
from kamdeck.analysis.revenue_bridge import LOST, NEW, Part, RevenueBridge, bridge_between
from kamdeck.figures.context import Context
from kamdeck.layout.marks import numbered
from kamdeck.layout.waterfall import Step
from kamdeck.record import record
from kamdeck.text.amounts import Unit, unit_for
from kamdeck.traced import fsum

LEAST_STEP = 0.095  # of the unit: a smaller step would read 0.0 or 0.1


@record
class Bridged:
    """The bridge between the two newest years, and the `step` of the whole; `before` is the first year's
    total where there are more, and `rate` the growth a year since then."""

    ctx: Context
    bridge: RevenueBridge
    step: YearStep
    before: float | None
    rate: float | None

    @property
    def years(self) -> tuple[int, ...]:
        """The years whose totals stand as columns."""
        years = self.ctx.years
        return years[-2:] if self.before is None else (years[0], *years[-2:])

    @property
    def steps(self) -> tuple[Step, ...]:
        """The columns, from the first total to the last."""
        found, out = self.bridge, list[Step]()
        if self.before is not None:
            out.append(Step(f"year:{self.years[0]}", self.before, 0.0, self.before, True, True))
        out.append(Step(f"year:{self.years[-2]}", found.opening, 0.0, found.opening, True))
        reached = found.opening
        for part, key in zip(found.parts, self._keys(), strict=True):
            is_pale = bool(part.group) and part.group != NEW and part.group != LOST
            out.append(Step(key, part.amount, reached, reached + part.amount, is_pale=is_pale))
            reached += part.amount
        return (*out, Step(f"year:{self.years[-1]}", found.closing, 0.0, found.closing, True))

    def _keys(self) -> tuple[str, ...]:
        parts = self.bridge.parts
        return numbered([f"sum:{part.group}" if part.group else part.accounts[0] for part in parts])

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """What each column is called: with the account's name, then with its short one."""
        totals = [(self.ctx.say.year(year),) for year in self.years]
        return (*totals[:-1], *(self._names(part) for part in self.bridge.parts), totals[-1])

    def _names(self, part: Part) -> tuple[str, ...]:
        if part.group:
            return (self.ctx.say(f"revenue_bridge.{part.group}", n=len(part.accounts)),)
        return part.accounts[0], self.ctx.short(part.accounts[0])

    @property
    def mover(self) -> tuple[str, float] | None:
        """The account that moved most the way that the whole did, with its change; None where it did not."""
        pairs = self.bridge.gains if self.bridge.net > 0 else self.bridge.losses
        return pairs[0] if pairs and self.bridge.net else None

    @property
    def unit(self) -> Unit:
        """The unit of the amounts: of the totals, finer where a step would read as nothing in it."""
        unit = unit_for(step.amount for step in self.steps)
        least = min((abs(part.amount) for part in self.bridge.parts), default=unit.scale)
        if unit.letter and least < LEAST_STEP * unit.scale:
            return unit_for((step.amount for step in self.steps), adds_up=True)
        return unit


def read_bridge(ctx: Context, most: tuple[int, int]) -> Bridged | None:
    """The bridge with so many gains and losses that stand alone; None without two years of revenue that may
    stand against each other, or with fewer than two accounts in them."""
    if len(ctx.years) < 2:
        return None
    table = revenue_table(ctx.book.revenue, ctx.book.years)
    totals = {year: fsum(by_year.get(year, 0.0) for by_year in table.values()) for year in ctx.years}
    before, after = (_of_year(table, year) for year in ctx.years[-2:])
    new = [name for name in after if min(year for year, value in table[name].items() if value) == ctx.year]
    lost = [name for name in before if name in ctx.lost and name not in after]
    bridge = bridge_between(before, after, new=new, lost=lost, most=most)
    figures = {year: ctx.of_year(total, year) for year, total in totals.items()}
    step = figures[ctx.year].against(figures[ctx.years[-2]])
    if bridge.accounts < 2 or not before or not after or step is None:
        return None
    longer = figures[ctx.year].against(figures[ctx.years[0]]) if len(ctx.years) > 2 else None
    rate = longer.annual if longer else None
    return Bridged(ctx, bridge, step, totals[ctx.years[0]] if rate is not None else None, rate)


def _of_year(table: Mapping[str, Mapping[int, float]], year: int) -> dict[str, float]:
    """The revenue of a year by account, without those that have none."""
    return {name: value for name, by_year in table.items() if (value := by_year.get(year, 0.0))}
