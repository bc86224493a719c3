"""The periods of the retention slide: fiscal years, and the last twelve months while a year is running."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from kamdeck.analysis.figure import Step
from kamdeck.analysis.mrr import Levels, Month, Movement, fiscal_years, movement, shift
from kamdeck.analysis.retention import Cohort, compare_accounts, retention_without
from kamdeck.figures.context import Context
from kamdeck.figures.portfolio import read_levels
from kamdeck.record import record
from kamdeck.workbook.spans import Span, month_span, year_span


@record
class Period:
    """One movement under the name it is shown by. `opening` and `closing` are its months, None where it was
    entered as a whole; `is_partial` where it is shorter than a year, `is_rolling` where its twelve months are
    no fiscal year."""

    key: str
    label: str
    movement: Movement
    opening: Month | None = None
    closing: Month | None = None
    is_partial: bool = False
    is_rolling: bool = False


@record
class Retention:
    """The periods oldest first; the last one is in the title, in the bridge and in the facts."""

    ctx: Context
    periods: tuple[Period, ...]
    known: Levels

    @property
    def now(self) -> Period:
        """The newest period."""
        return self.periods[-1]

    @property
    def before(self) -> Movement | None:
        """The period before, where the newest may stand against it."""
        return self.periods[-2].movement if self.step(lambda _: 0.0) else None

    def step(self, rate: Callable[[Movement], float | None]) -> Step | None:
        """From a rate of the period before to that of the newest; None where there is none, or they cannot
        be compared."""
        if len(self.periods) < 2:
            return None
        end = self.ctx.book.settings.fiscal_year_end_month
        before, now = (
            self.ctx.figure(rate(each.movement), span_of(each, end), "share", "mrr")
            for each in self.periods[-2:]
        )
        return now.against(before)

    @property
    def cohort(self) -> Cohort | None:
        """What became of each account; None where accounts are not known month by month."""
        if self.now.opening is None:
            return None
        return compare_accounts(self.known.at(self.now.opening), self.known.at(self.now.closing))

    def without(self, account: str) -> float | None:
        """Net retention of all other accounts."""
        before, after = self.known.at(self.now.opening), self.known.at(self.now.closing)
        return retention_without(before, after, account)

    @property
    def unexplained(self) -> float:
        """What the movements lack to the closing MRR, 0 where they add up."""
        m = self.now.movement
        if m.is_balanced:
            return 0.0
        return m.closing - m.opening - m.new - m.expansion - m.reactivation - m.contraction - m.churn

    def month(self, month: Month) -> str:
        """A month in words, such as `Oct 2026`."""
        return self.ctx.say.date(date(*month, 1), "month")


def read_retention(ctx: Context, known: Levels | None = None) -> Retention | None:
    """Everything the slide shows; None without two months of MRR or a year of the bridge sheet.

    `known` are the levels of MRR to the as-of month, where the caller has them.
    """
    book, chosen = ctx.book, ctx.book.settings
    known = known or read_levels(ctx)
    found = Retention(ctx, (), known)
    end = chosen.fiscal_year_end_month
    periods = [_period(found, each, end) for each in fiscal_years(known, book.mrr_bridge, end)]
    last = known.last
    if last is not None and not (periods and periods[-1].closing == last and not periods[-1].is_partial):
        running = _running(found, last)
        if running and periods and periods[-1].is_partial:
            periods.pop()
        if running and not (running.is_partial and periods):
            periods.append(running)
    return Retention(ctx, tuple(periods), known) if periods else None


def span_of(period: Period, end: int) -> Span | None:
    """The year that a period is, or is a part of; of one that was entered as a whole by its name, such as
    `FY26` or `2025/26`: None without a year in it."""
    if period.opening is None or period.closing is None:
        named = re.search(r"(\d{4}|\d{2})\D*$", period.label)
        return year_span(int(named[1]) % 100 + 2000, end) if named else None
    first, last = (month_span(date(*shift(period.opening, months), 1)) for months in (1, 12))
    until = month_span(date(*period.closing, 1)).last if period.is_partial else None
    return Span("year", first.first, last.last, until=until, is_rolling=period.is_rolling)


def _period(found: Retention, made: Movement, end: int) -> Period:
    """A fiscal year, named as the workbook names it."""
    if made.at:
        return Period(made.label, made.label, made)
    months = found.known.months
    year = next(y for y in range(months[0][0], months[-1][0] + 2) if f"{y % 100:02}" == made.label[-2:])
    closing = min((year, end), months[-1])
    label = _own_name(found.ctx, made.label[-2:])
    return Period(made.label, label, made, (year - 1, end), closing, closing != (year, end))


def _own_name(ctx: Context, digits: str) -> str:
    """The workbook's name of the fiscal year with these last digits, else the language's."""
    named = [row.fiscal_year for row in ctx.book.mrr_bridge]
    named.append(ctx.book.settings.current_fiscal_year or "")
    return next((n for n in named if n.rstrip().endswith(digits)), ctx.say("retention.year", year=digits))


def _running(found: Retention, last: Month) -> Period | None:
    """The twelve months to the newest one; all there are where the workbook knows fewer."""
    opening = shift(last, -12)
    made = movement(found.known, opening, last)
    if made is not None:
        return Period("12 months", found.month(last), made, opening, last, is_rolling=True)
    first = found.known.months[0]
    made = movement(found.known, first, last)
    if made is None or first == last:
        return None
    return Period("months", found.month(last), made, first, last, is_partial=True)
