"""The figures of the charter: the same ones, computed the same way, as on the slides they come from."""

from __future__ import annotations

from kamdeck.analysis.abc import Tiers, rank_years, revenue_table
from kamdeck.analysis.mrr import Movement
from kamdeck.analysis.satisfaction import csat, csat_answers, few
from kamdeck.figures.context import Context
from kamdeck.figures.counted import read_key_accounts
from kamdeck.figures.portfolio import Portfolio, read_portfolio
from kamdeck.figures.retention import read_retention
from kamdeck.traced import fsum
from kamdeck.workbook.periods import periods_of

WORDS = ("accounts", "revenue", "tier_a_accounts", "tier_a_share")


class Figures:
    """What a line of the charter may name in braces, and the actuals of its objectives."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.tiers = _tiers(ctx)
        self.counted = read_key_accounts(ctx)
        self.accounts = self.counted.accounts
        self._portfolio: Portfolio | None = None
        self._movements: tuple[Movement | None, ...] = ()  # of the newest whole year, once looked for

    @property
    def revenue(self) -> float | None:
        """Revenue of the key accounts in the newest year; None without any."""
        if self.tiers is None or not self.tiers.accounts:
            return None
        mine = set(self.accounts)
        if mine >= set(self.tiers.accounts):
            return self.tiers.net
        return fsum(v for name, v in self.tiers.revenue_of.items() if name in mine and v > 0)

    @property
    def is_year_end(self) -> bool:
        """True where the newest year ends on the as-of date, so that every figure is of that year."""
        ctx = self.ctx
        return ctx.as_of is None or not ctx.years or periods_of(ctx.book, (ctx.year,))[0].last == ctx.as_of

    def word(self, name: str) -> str:
        """What a name in braces stands for: "–" without a figure, "" for a name that is none of ours."""
        say, tiers = self.ctx.say, self.tiers
        if name not in WORDS:
            return ""
        if name == "accounts":
            return say.number(len(self.accounts))
        if self.revenue is None or tiers is None:
            return "–"
        if name == "revenue":
            return say.money(self.revenue)
        return (
            say.number(tiers.sizes[0])
            if name == "tier_a_accounts"
            else say.percent(tiers.sums[0] / tiers.total)
        )

    def measure(self, name: str | None) -> float | None:
        """The actual of a measure that other sheets give; None where they do not."""
        if name == "revenue":
            return self.revenue
        if name == "csat":
            months = csat(self.ctx.book.satisfaction, until=self.ctx.as_of)
            return list(months.values())[-1] if months else None
        if name in ("nrr", "logo_retention"):
            return self._retention(name)
        if name in ("premium_share", "mrr_at_risk_share"):
            return self._share(name)
        return None

    @property
    def few_answers(self) -> int:
        """How many answers CSAT rests on, where they are too few to stand without their number; else 0."""
        return few(csat_answers(self.ctx.book.satisfaction, until=self.ctx.as_of))

    def _retention(self, name: str) -> float | None:
        """Retention of the newest whole fiscal year where it heads the column, else of the newest twelve
        months."""
        if not self._movements:
            found = read_retention(self.ctx)
            whole = [period for period in found.periods if not period.is_partial] if found else []
            if self.ctx.book.settings.current_fiscal_year and self.is_year_end:
                whole = [period for period in whole if not period.is_rolling] or whole
            self._movements = (whole[-1].movement if whole else None,)
        moved = self._movements[0]
        if moved is None:
            return None
        return moved.nrr if name == "nrr" else moved.logo_retention

    def _share(self, name: str) -> float | None:
        """A share of the newest month's MRR."""
        book = self.ctx.book
        portfolio = self._portfolio = self._portfolio or read_portfolio(self.ctx)
        if not portfolio.total:
            return None
        if name == "mrr_at_risk_share":
            return portfolio.queue.stake / portfolio.total if book.risk else None
        values = portfolio.levels.by_plan.get(book.settings.upsell_plan or "")
        return values[-1] / portfolio.total if values and book.settings.upsell_plan else None


def _tiers(ctx: Context) -> Tiers | None:
    if not ctx.years:
        return None
    chosen = ctx.book.settings
    table = revenue_table(ctx.book.revenue, ctx.years)
    return rank_years(table, (ctx.year,), (chosen.tier_a_share, chosen.tier_b_share))[0]
