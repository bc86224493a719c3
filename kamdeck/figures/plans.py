"""The plan of one account: ambition and goal, objectives, strategies, initiatives, and what is late."""

from __future__ import annotations

from datetime import date

from kamdeck.analysis.whitespace import Tally
from kamdeck.figures.context import Context, accounts_with
from kamdeck.figures.kpis import read_indicators, target_text, value_text
from kamdeck.figures.spaces import read_spaces
from kamdeck.record import record, replace
from kamdeck.workbook.kpis import Indicator
from kamdeck.workbook.rows import Initiative

STARTED = ("on track", "in progress", "at risk", "late", "done")


@record
class Plan:
    """All initiatives of an account, with what the workbook says once for the whole plan.

    `revenue` is that of the newest year shown, `potential` the tally of the white-space map,
    `own` the account's own indicators.
    """

    ctx: Context
    account: str
    rows: tuple[Initiative, ...]
    ambition: str
    goal: float | None
    goal_year: int | None
    revenue: float | None
    potential: Tally | None
    own: tuple[Indicator, ...]

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objectives, in the sheet's order."""
        return tuple(dict.fromkeys(row.objective for row in self.rows))

    @property
    def started(self) -> int:
        """How many initiatives have started."""
        return sum(row.status in STARTED for row in self.rows)

    def state(self, row: Initiative) -> str:
        """The status, but late where the due date has passed and the initiative is not done."""
        is_overdue = bool(self.ctx.as_of and row.due_on and row.due_on < self.ctx.as_of)
        return "late" if is_overdue and row.status != "done" else row.status or ""

    @property
    def late(self) -> int:
        """How many initiatives are late."""
        return sum(self.state(row) == "late" for row in self.rows)

    @property
    def without_goal(self) -> int:
        """How many measures have no goal."""
        return sum(bool(row.measure) and not row.goal for row in self.rows)

    def nearest(self, count: int) -> tuple[Initiative, ...]:
        """The initiatives with the nearest due dates, in the sheet's order; those without a date last."""
        order = sorted(range(len(self.rows)), key=lambda i: (self.rows[i].due_on or date.max, i))
        return tuple(self.rows[i] for i in sorted(order[:count]))


def read_plans(ctx: Context) -> tuple[Plan, ...]:
    """The plan of every account that has initiatives, the focus account first; its goal is a year's."""
    ctx = ctx.annual
    rows: dict[str, list[Initiative]] = {}
    for row in ctx.book.plan:
        rows.setdefault(row.account, []).append(row)
    revenue: dict[str, float] = {}
    for line in ctx.book.revenue:
        if ctx.years and line.year == ctx.year and line.revenue is not None:
            revenue[line.account] = revenue.get(line.account, 0.0) + line.revenue
    spaces = {space.map.account: space.map.whole for space in read_spaces(ctx)}
    out, every = [], read_indicators(ctx).every()
    for account in accounts_with(ctx, rows):
        mine = tuple(_measured(ctx, row) for row in rows[account])
        out.append(
            Plan(
                ctx,
                account,
                mine,
                next((row.ambition for row in mine if row.ambition), ""),
                next((row.goal_revenue for row in mine if row.goal_revenue), None),
                next((row.goal_year for row in mine if row.goal_year), None),
                revenue.get(account),
                spaces.get(account),
                tuple(one for one in every if one.account == account and not one.is_old),
            )
        )
    return tuple(out)


def _measured(ctx: Context, row: Initiative) -> Initiative:
    """The initiative; where its measure is an own indicator of the account, where that stands and where it
    should, as far as the plan does not say it."""
    own = read_indicators(ctx).of(row.measure, row.account)
    if own is None:
        return row
    now = row.now or (None if own.is_old else value_text(ctx.say, own))
    return replace(row, now=now, goal=row.goal or target_text(ctx.say, own) or None)
