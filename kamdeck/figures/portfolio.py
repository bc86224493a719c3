"""What the dashboards share: MRR to the as-of month, who is endangered, who stands in the queue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.figure import Step
from kamdeck.analysis.mrr import Levels, Month, Movement, levels, month_of, months_between, movement, shift
from kamdeck.analysis.risk import Danger, Queue, endangerment, newest_usage, queue
from kamdeck.analysis.satisfaction import newest_csat
from kamdeck.deck.spec import EMU
from kamdeck.figures.context import Context
from kamdeck.figures.identified import testable
from kamdeck.figures.kpis import read_indicators
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.text.measure import shorten
from kamdeck.workbook.months import unknown_months

YEAR = 12
_NAME = round(4.2 * EMU)


@record
class Portfolio:
    """The subscriptions as of the newest month: `mrr` by account, those without any left out.

    `opening` is the same month a year before, or the oldest one known; None where there is one month only.
    `dangers` say how endangered each account with MRR is; empty where no sheet says it.
    """

    ctx: Context
    levels: Levels
    mrr: Mapping[str, float]
    opening: Month | None
    dangers: Mapping[str, Danger]
    queue: Queue
    short: Mapping[str, str]

    @property
    def total(self) -> float:
        """MRR of the newest month; 0 where none is known."""
        return self.levels.total[-1] if self.levels.total else 0.0

    def step_of(self, values: Sequence[float]) -> Step | None:
        """From the opening to the newest month of some values by month; None where there is nothing to
        compare."""
        opening, last = self.opening, self.levels.last
        if opening is None or last is None:
            return None
        before = self.ctx.of_month(values[self.levels.months.index(opening)], opening)
        return self.ctx.of_month(values[-1], last).against(before)

    @property
    def step(self) -> Step | None:
        """From the MRR of the opening month to that of the newest; None where nothing was there."""
        step = self.step_of(self.levels.total) if self.levels.total else None
        return step if step and step.first else None

    @property
    def months(self) -> int:
        """How many months lie between the opening and the newest month."""
        last = self.levels.last
        return months_between(self.opening, last) if self.opening and last else 0

    @property
    def movement(self) -> Movement | None:
        """What led from the opening to the newest month; None unless they are a year apart."""
        last = self.levels.last
        if self.opening is None or last is None or self.months != YEAR:
            return None
        return movement(self.levels, self.opening, last)

    @property
    def endangered(self) -> tuple[str, ...]:
        """The accounts in danger, largest MRR first."""
        found = (name for name, danger in self.dangers.items() if danger in ("watch", "risk"))
        return tuple(sorted(found, key=lambda name: -self.mrr[name]))

    @property
    def endangered_share(self) -> float:
        """The share of MRR that the endangered accounts hold."""
        return sum(self.mrr[name] for name in self.endangered) / self.total if self.total else 0.0

    def name(self, account: str, size: float, room: int = _NAME, is_bold: bool = False) -> str:
        """The account's short name, cut to the room."""
        return shorten(self.short.get(account, account), size, room, is_bold)


def read_levels(ctx: Context) -> Levels:
    """MRR up to the as-of month, computed once; a month in which an active account has no figure, or most of
    the accounts have none, is not known, so that the newest whole one carries the figures."""

    def read() -> Levels:
        open_ = map(month_of, unknown_months(ctx.book.mrr, ctx.book.accounts, ctx.as_of))
        until = month_of(ctx.as_of) if ctx.as_of else None
        return levels(ctx.book.mrr, ctx.book.settings.plan_order, until, tuple(open_))

    return ctx.once("levels", read)


def read_queue(ctx: Context) -> Queue:
    """The accounts at risk with their actions, largest MRR at stake first."""
    known = read_levels(ctx)
    return queue(ctx.book.risk, ctx.book.retention_actions, known.at(known.last), ctx.as_of)


def read_portfolio(ctx: Context) -> Portfolio:
    """The subscriptions of the book; without usage figures the accounts in the queue are the endangered."""
    book, chosen = ctx.book, ctx.book.settings
    known = read_levels(ctx)
    mrr = {account: value for account, value in known.at(known.last).items() if value > 0}
    waiting = queue(
        book.risk,
        book.retention_actions,
        mrr,
        ctx.as_of,
        chosen.queue_order,
        {row.account: row.renewal for row in book.accounts},
        _ranks(ctx),
    )
    return Portfolio(
        ctx=ctx,
        levels=known,
        mrr=mrr,
        opening=_opening(known),
        dangers=_dangers(ctx, mrr),
        queue=waiting,
        short={row.account: row.short_name for row in book.accounts if row.short_name},
    )


def _ranks(ctx: Context) -> dict[str, float] | None:
    """What puts the accounts of the queue in order, the worst first: smallest revenue and so on last; None
    where the queue itself knows it."""
    order, book = ctx.book.settings.queue_order, ctx.book
    usage = newest_usage(book.usage).items()
    if order == "revenue":
        table = revenue_table(book.revenue, ctx.years[-1:])
        found = {account: -by_year[ctx.year] for account, by_year in table.items()}
    elif order == "csat":
        found = newest_csat(book.satisfaction, ctx.as_of)
    elif order == "cancellation_risk":
        found = {a: -row.cancellation_risk for a, row in usage if row.cancellation_risk is not None}
    elif order == "logins_change":
        found = {a: row.logins_change for a, row in usage if row.logins_change is not None}
    else:
        own = read_indicators(ctx).comparable(order)
        found = {account: -one.value if one.is_lower else one.value for account, one in own.items()}
    return found or None


def _opening(known: Levels) -> Month | None:
    if len(known.months) < 2:
        return None
    a_year_ago = shift(known.months[-1], -YEAR)
    return a_year_ago if a_year_ago in known.months and a_year_ago not in known.missing else known.months[0]


def _dangers(ctx: Context, mrr: Iterable[str]) -> dict[str, Danger]:
    by_usage = endangerment(ctx.book.usage, ctx.book.settings)
    if by_usage:
        return {name: by_usage.get(name, "unknown") for name in mrr}
    waiting = {row.account for row in ctx.book.risk}
    return {name: "risk" if name in waiting else "good" for name in mrr} if waiting else {}


# ------------------------------------------------------------------ amounts and months


def whole_money(say: Say, value: float, *, signed: bool = False) -> str:
    """An amount in a sentence: two decimals of a million, thousands whole."""
    return say.money(value, 2, signed=signed)


def month_name(say: Say, month: Month, style: str = "month") -> str:
    """A month as `Oct 2026`; styles: month, long (`October 2026`), short (`Oct`)."""
    day = date(month[0], month[1], 1)
    if style == "long":
        return say.date(day, "long").partition(" ")[2]
    text = say.date(day, "month")
    return text.rpartition(" ")[0] if style == "short" else text


def count_against(ctx: Context, accounts: Sequence[str], portfolio: Portfolio) -> int:
    """How many accounts some of them stand against: those with MRR where all of them have some, else all
    that are customers, so that a count never takes its two numbers from two lists."""
    if all(account in portfolio.mrr for account in accounts):
        return len(portfolio.mrr)
    return len({*testable(ctx), *accounts})


def danger_limits(ctx: Context) -> dict[str, str]:
    """The limits of high and medium endangerment, as the fields of a text."""
    say, chosen = ctx.say, ctx.book.settings
    return {
        "high": say.entered(-chosen.logins_high, "share"),
        "high_risk": say.entered(chosen.cancellation_high, "share"),
        "medium": say.entered(-chosen.logins_medium, "share"),
        "medium_risk": say.entered(chosen.cancellation_medium, "share"),
    }
