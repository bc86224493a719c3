"""What the slide on accounts at risk shows: the queue, satisfaction, onboarding, and who they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from kamdeck.analysis.figure import Figure, Step
from kamdeck.analysis.risk import Queued
from kamdeck.analysis.satisfaction import ENOUGH, Month, Promoters, csat, csat_answers, few, newest_csat, nps
from kamdeck.figures.context import Context
from kamdeck.figures.kpis import read_indicators
from kamdeck.figures.portfolio import YEAR, Portfolio, read_portfolio
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.text.amounts import Unit, unit_for
from kamdeck.text.rounding import add_up
from kamdeck.workbook.choices import QUEUE_ORDER
from kamdeck.workbook.kpis import Indicator

Trend = Literal["slides", "recovers", "holds", ""]
LEVEL = 1.0
"""Points of CSAT within which it holds."""


@record
class RiskBoard:
    """The figures of the slide. `shares` are the queue's, rounded to add to 100%; empty without any MRR.

    `own` is the indicator that the queue is ranked by, of each account that it can be told of.
    `answers` counts those that the CSAT of each of the `months` rests on. `is_listed` is False where the
    workbook has no sheet on risk: then nothing is said about it.
    """

    portfolio: Portfolio
    is_listed: bool
    shares: tuple[float, ...]
    months: Mapping[Month, float]
    answers: Mapping[Month, int]
    csat: Mapping[str, float]
    promoters: Promoters
    owners: Mapping[str, str]
    own: Mapping[str, Indicator]

    @property
    def ctx(self) -> Context:
        """The context."""
        return self.portfolio.ctx

    @property
    def say(self) -> Say:
        """The language."""
        return self.portfolio.ctx.say

    @property
    def rows(self) -> tuple[Queued, ...]:
        """The queue in the order of the settings."""
        return self.portfolio.queue.rows

    @property
    def stake(self) -> float:
        """All MRR at risk."""
        return self.portfolio.queue.stake

    @property
    def share(self) -> float | None:
        """The part of all MRR that is at risk; None where MRR is not known."""
        return self.stake / self.portfolio.total if self.portfolio.total else None

    @property
    def largest(self) -> tuple[tuple[Queued, float], ...]:
        """The rows with their rounded share of what is at risk, largest first."""
        if not self.shares:
            return ()
        pairs = zip(self.rows, self.shares, strict=True)
        return tuple(sorted(pairs, key=lambda pair: -pair[0].stake))

    @property
    def unit(self) -> Unit:
        """The unit of the amounts."""
        return unit_for((row.stake for row in self.rows), adds_up=True)

    @property
    def step(self) -> Step | None:
        """From the satisfaction of the first month shown to that of the last; None where there is one only,
        or one of the two rests on too few answers to be compared."""
        if len(self.months) < 2:
            return None

        def figure(month: Month) -> Figure:
            value = self.months[month] if self.answers[month] >= ENOUGH else None
            return self.ctx.of_month(value, month, "score", "satisfaction")

        first, *_, last = self.months
        return figure(last).against(figure(first))

    @property
    def trend(self) -> Trend:
        """Where satisfaction goes; "" where that is not known."""
        if (step := self.step) is None:
            return ""
        return "holds" if abs(step.amount) <= LEVEL + 1e-9 else "slides" if step.amount < 0 else "recovers"

    @property
    def few_answers(self) -> int:
        """How many answers the newest CSAT rests on, where they are too few for a headline; else 0."""
        return few(self.answers)

    @property
    def order(self) -> str:
        """What the queue is ranked by, in words."""
        name, one = self.ctx.book.settings.queue_order, next(iter(self.own.values()), None)
        if one:
            return self.say("dashboard_risk.order.own", name=one.short)
        return self.say(f"dashboard_risk.order.{name if name in QUEUE_ORDER.codes else 'mrr'}")

    def is_old(self, row: Queued) -> bool:
        """True when an account waits for as many days as the settings call old, or longer."""
        return row.days is not None and row.days >= self.ctx.book.settings.queue_old_days

    def is_soon(self, row: Queued) -> bool:
        """True when the renewal is as near as the settings call soon, or past."""
        return row.renewal_days is not None and row.renewal_days <= self.ctx.book.settings.renewal_soon_days

    def owner(self, row: Queued) -> str:
        """Who looks after an account: the owner entered, else its manager."""
        return row.owner or self.owners.get(row.account, "")


def read_board(ctx: Context) -> RiskBoard:
    """The figures of the book up to the as-of date; CSAT of the newest twelve months that have any."""
    book, portfolio = ctx.book, read_portfolio(ctx)
    stakes = [row.stake for row in portfolio.queue.rows]
    total = portfolio.queue.stake
    months = csat(book.satisfaction, until=ctx.as_of)
    return RiskBoard(
        portfolio=portfolio,
        is_listed=bool(book.risk) or any(key == "risk" for key, _ in book.titles),
        shares=add_up([stake / total for stake in stakes]) if total > 0 else (),
        months=dict(tuple(months.items())[-YEAR:]),
        answers=csat_answers(book.satisfaction, until=ctx.as_of),
        csat=newest_csat(book.satisfaction, ctx.as_of),
        promoters=nps(book.satisfaction, ctx.as_of, YEAR),
        owners={row.account: row.manager for row in book.accounts if row.manager},
        own=read_indicators(ctx).comparable(book.settings.queue_order),
    )
