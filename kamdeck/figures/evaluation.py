"""The evaluation of the managers: their accounts, the measures with their units, what each reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kamdeck.analysis.evaluation import Measured, Rated, rate
from kamdeck.analysis.satisfaction import csat, csat_answers, few
from kamdeck.figures.context import Context
from kamdeck.figures.judged import Status
from kamdeck.figures.kpis import read_indicators
from kamdeck.figures.portfolio import Portfolio, read_portfolio
from kamdeck.figures.wording import limit
from kamdeck.record import record, replace
from kamdeck.text import SCALES
from kamdeck.text.amounts import unit_for
from kamdeck.text.rounding import places_of
from kamdeck.traced import fsum
from kamdeck.workbook.choices import UNIT
from kamdeck.workbook.kpis import of_measure
from kamdeck.workbook.rows import Evaluation, Satisfaction

OWN = "kpi"
SHEETS = {
    "revenue": ("accounts", "revenue"),
    "mrr": ("accounts", "mrr"),
    "mrr and risk": ("accounts", "mrr", "risk"),
    "satisfaction": ("accounts", "satisfaction"),
    OWN: ("accounts", "kpis"),
}
"""The sheets that each kind of actual comes from."""


@record
class Measure:
    """One column: `letter` and `places` say how amounts are read, `weights` are the lowest and the highest,
    `most` is the largest figure or target, the end of the bars' scale."""

    name: str
    unit: str | None
    source: str | None
    weights: tuple[float, float]
    letter: str
    places: int
    most: float


@record
class Evaluated:
    """Managers best first, measures in the sheet's order, the accounts of each manager."""

    ctx: Context
    rated: tuple[Rated, ...]
    measures: tuple[Measure, ...]
    accounts: Mapping[str, tuple[str, ...]]

    @property
    def known(self) -> tuple[Rated, ...]:
        """The managers who have a score."""
        return tuple(row for row in self.rated if row.score is not None)

    @property
    def sources(self) -> tuple[str, ...]:
        """The kinds of actual that were computed from other sheets."""
        used = (m.source for row in self.rated for m in row.measures if m.actual is not None and m.source)
        return tuple(dict.fromkeys(source for source in used if source in SHEETS))

    @property
    def few_answers(self) -> dict[str, int]:
        """How many answers the satisfaction of a manager's accounts rests on, where they are too few to stand
        without their number."""
        asked = [
            row.manager
            for row in self.rated
            if any(m.source == "satisfaction" and m.actual is not None for m in row.measures)
        ]
        rows, day = self.ctx.book.satisfaction, self.ctx.as_of
        counts = {name: few(csat_answers(rows, self.accounts[name], day)) for name in asked}
        return {name: count for name, count in counts.items() if count}

    def status(self, measured: Measured) -> Status:
        """Met, near, missed; unknown without an attainment."""
        if measured.attainment is None:
            return "unknown"
        if measured.is_met:
            return "good"
        return "watch" if measured.is_near(self.ctx.book.settings.kam_near_target) else "risk"

    def figures(self, measure: Measure, measured: Measured) -> tuple[str, str]:
        """Actual and target as they are shown: the target as entered, the actual with further decimals where
        a target that is missed would read like it."""
        target = self._figure(measure, measured.target, self._more(measure, measured.target))
        actual = ""
        for more in range(4) if measured.actual is not None else ():
            actual = self._figure(measure, measured.actual or 0.0, more)
            is_apart = actual != self._figure(measure, measured.target, more)
            if is_apart or measured.is_met or measured.attainment is None:
                break
        return actual, limit(target, lower=measured.is_lower)

    def _more(self, measure: Measure, target: float) -> int:
        """The further decimals that a target was entered with; of millions and thousands two at most."""
        digits = places_of(target / _scale(measure))
        return max(0, (min(digits, 2) if measure.letter else digits) - measure.places)

    def _figure(self, measure: Measure, value: float, more: int) -> str:
        return self.ctx.say.number(value / _scale(measure), measure.places + more)


def _scale(measure: Measure) -> float:
    return 0.01 if measure.unit == "share" else SCALES[measure.letter]


def read_evaluation(ctx: Context) -> Evaluated:
    """Everything the slides show."""
    ctx = ctx.annual  # targets are those of a year
    rows = tuple(_of_indicator(ctx, row) for row in ctx.book.evaluation)
    accounts = _accounts(ctx, dict.fromkeys(row.manager for row in rows))
    rated = rate(rows, _actuals(ctx, rows, accounts), ctx.book.settings)
    names = dict.fromkeys(row.measure for row in rows)
    return Evaluated(ctx, rated, tuple(_measure(name, rated) for name in names), accounts)


def _accounts(
    ctx: Context, managers: Iterable[str], statuses: Sequence[str | None] = (None, "active")
) -> dict[str, tuple[str, ...]]:
    """The accounts of each manager, lost ones and prospects left out unless asked for; groups count by their
    members."""
    mine: dict[str, list[str]] = {}
    for row in ctx.book.accounts:
        if row.manager and row.status in statuses and row.account not in ctx.groups:
            mine.setdefault(row.manager.strip().casefold(), []).append(row.account)
    return {name: tuple(mine.get(name.strip().casefold(), ())) for name in managers}


def _measure(name: str, rated: Sequence[Rated]) -> Measure:
    all_ = [m for row in rated if (m := row.find(name)) is not None]
    unit = next((m.unit for m in all_ if m.unit), None)
    source = next((m.source for m in all_ if m.source in SHEETS), None)
    weights = [m.weight for m in all_]
    values = [abs(v) for m in all_ for v in (m.actual, m.target) if v is not None]
    most = max(values, default=0.0)
    letter, places = "", 0
    if unit == "money":
        found = unit_for(values)
        letter, places = found.letter, int(found.letter != "" and most < 100 * found.scale)
    elif unit == "score" or (unit is None and any(v != int(v) for v in values)):
        places = 1
    return Measure(name, unit, source, (min(weights), max(weights)), letter, places, most)


# ------------------------------------------------------------------ actuals from other sheets


def _of_indicator(ctx: Context, row: Evaluation) -> Evaluation:
    """A line that names an own indicator with its unit and direction, its actual from it where none is
    entered."""
    known = read_indicators(ctx)
    name = of_measure(row, known.names)
    own = next((one for one in known.every() if one.name == name), None)
    if own is None:
        return row
    unit = row.unit or (own.unit if own.unit in UNIT.codes else None)
    source = OWN if row.actual is None else row.actual_from
    return replace(row, unit=unit, actual_from=source, better="lower" if own.is_lower else row.better)


def _actuals(
    ctx: Context, rows: Sequence[Evaluation], accounts: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], float]:
    """What the other sheets say of each manager's accounts, by manager and measure; those without a figure
    are left out."""
    wanted = [row for row in rows if row.actual is None and row.actual_from in SHEETS]
    if not wanted:
        return {}
    known, own = _Known(read_portfolio(ctx)), read_indicators(ctx)
    named = {(row.manager, row.measure): of_measure(row, own.names) for row in ctx.book.evaluation}
    earning = _accounts(ctx, accounts, (None, "active", "lost"))  # a lost account earned before it left

    def actual(row: Evaluation) -> float | None:
        mine = (earning if row.actual_from == "revenue" else accounts)[row.manager]
        if row.actual_from == OWN:
            return own.attained(named[row.manager, row.measure], mine, len(accounts) == 1)
        return _actual(row, known, mine)

    found = ((row, actual(row)) for row in wanted)
    return {(row.manager, row.measure): value for row, value in found if value is not None}


class _Known:
    """What the other sheets say of each account: every sheet is gone through once."""

    def __init__(self, portfolio: Portfolio) -> None:
        ctx = portfolio.ctx
        self.as_of, self.mrr = ctx.as_of, portfolio.mrr
        self.revenue: dict[str, float] = {}
        for line in ctx.book.revenue:
            if ctx.years and line.year == ctx.year and line.revenue is not None:
                self.revenue[line.account] = self.revenue.get(line.account, 0.0) + line.revenue
        self.surveys: dict[str | None, list[Satisfaction]] = {}
        for survey in ctx.book.satisfaction:
            self.surveys.setdefault(survey.account, []).append(survey)
        self.stakes: dict[str, float] = {}
        for waiting in portfolio.queue.rows:
            self.stakes[waiting.account] = self.stakes.get(waiting.account, 0.0) + waiting.stake
        self.upsold = _upsold(portfolio)


def _actual(row: Evaluation, known: _Known, accounts: Sequence[str]) -> float | None:
    """One figure; MRR is a share of the manager's MRR, an amount where the unit is money."""
    if not accounts:
        return None
    if row.actual_from == "revenue":
        values = [known.revenue[name] for name in accounts if name in known.revenue]
        return fsum(values) if values else None
    if row.actual_from == "satisfaction":
        months = csat([s for name in accounts for s in known.surveys.get(name, ())], until=known.as_of)
        return list(months.values())[-1] if months else None
    total = _sum(known.mrr, accounts)
    if row.actual_from == "mrr and risk":
        part: float | None = total - _sum(known.stakes, accounts)
    elif row.unit == "money":
        part = total
    else:
        part = None if known.upsold is None else _sum(known.upsold, accounts)
    if part is None or total <= 0:
        return None
    return part if row.unit == "money" else part / total


def _sum(values: Mapping[str, float], accounts: Sequence[str]) -> float:
    return fsum(values.get(name, 0.0) for name in accounts)


def _upsold(portfolio: Portfolio) -> dict[str, float] | None:
    """Each account's MRR of the newest month on the plan to sell up to; None where the settings name none."""
    plan, last = portfolio.ctx.book.settings.upsell_plan, portfolio.levels.last
    if plan is None or plan not in portfolio.levels.by_plan:
        return None
    found: dict[str, float] = {}
    for row in portfolio.ctx.book.mrr:
        if row.plan == plan and (row.month.year, row.month.month) == last:
            found[row.account] = found.get(row.account, 0.0) + row.mrr
    return found
