"""The figures that the tests for key accounts look at, by measure and account."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.identification import Screen, latest_mrr, screen_accounts
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.analysis.profit import profit_by_account, year_of
from kamdeck.analysis.satisfaction import newest_csat
from kamdeck.figures.context import Context
from kamdeck.figures.scored import read_scoring

Figures = Mapping[str, float]
# The sheet that each measure comes from.
SHEETS = {
    "revenue": "revenue",
    "revenue_cagr_2_years": "revenue",
    "growth_score": "scores",
    "harmony_score": "scores",
    "csat": "satisfaction",
    "contribution_margin": "accounts",
    "mrr": "mrr",
    "profit": "profit",
}


def revenue_of_year(ctx: Context) -> dict[str, float]:
    """The revenue of the newest year shown of the accounts that are not lost."""
    table = revenue_table(ctx.book.revenue, ctx.years)
    return {a: table[a][ctx.year] for a in ctx.customers if ctx.year in table.get(a, {})}


def revenue_base(ctx: Context) -> float:
    """What shares of revenue are of, on this slide as on every other: all revenue above zero of the newest
    year, that of accounts lost since included; 0 without a year."""
    if not ctx.years:
        return 0.0
    return rank_accounts(revenue_table(ctx.book.revenue, (ctx.year,)), ctx.year).total


def testable(ctx: Context) -> tuple[str, ...]:
    """The accounts that a test could pass: not lost, no groups beside their members, and no prospects, which
    have no revenue yet."""
    having = {row.account for row in ctx.book.revenue if row.revenue}
    hopes = {row.account for row in ctx.book.accounts if row.status == "prospect"} - having
    return tuple(account for account in ctx.customers if account not in hopes | ctx.groups)


def read_screen(ctx: Context) -> Screen | None:
    """The accounts put to the tests for key accounts, computed once, by whole years; None without tests or
    revenue."""
    ctx = ctx.annual
    if not (ctx.years and ctx.book.identification):
        return None

    def screen() -> Screen:
        tests, chosen = ctx.book.identification, ctx.book.settings
        return screen_accounts(tests, figures(ctx), revenue_of_year(ctx), chosen)

    found = ctx.once("screen", screen)
    return found if found.rows else None


def figures(ctx: Context) -> dict[str, Figures]:
    """The figures of every measure that a test names; an account without one is not in the mapping."""
    made: dict[str, Callable[[Context], Figures]] = {
        "revenue": revenue_of_year,
        "revenue_cagr_2_years": _growth_rate,
        "growth_score": lambda c: _axis(c, "growth"),
        "harmony_score": lambda c: _axis(c, "harmony"),
        "csat": lambda c: newest_csat(c.book.satisfaction, c.as_of),
        "contribution_margin": lambda c: {
            r.account: r.margin for r in c.book.accounts if r.margin is not None
        },
        "mrr": lambda c: latest_mrr(c.book.mrr, c.as_of),
        "profit": _profit,
    }
    wanted = dict.fromkeys(test.measure for test in ctx.book.identification)
    return {measure: made[measure](ctx) for measure in wanted if measure in made}


def _growth_rate(ctx: Context) -> Figures:
    """Compound growth a year over the last two years, where there was revenue two years ago."""
    years = (ctx.year - 2, ctx.year)
    table = revenue_table(ctx.book.revenue, years)
    then, now = (ctx.of_year(None, year) for year in years)
    steps = {
        account: now.of(row[years[1]]).against(then.of(row[years[0]]))
        for account, row in table.items()
        if years[0] in row and years[1] in row
    }
    return {account: rate for account, step in steps.items() if step and (rate := step.annual) is not None}


def _axis(ctx: Context, axis: str) -> Figures:
    found = ((row.account, row.axis(axis)) for row in read_scoring(ctx).accounts)
    return {account: value for account, value in found if value is not None}


def _profit(ctx: Context) -> Figures:
    table = profit_by_account(ctx.book.profit, year_of(ctx.book.profit, ctx.year))
    return {account: sum(by_family.values()) for account, by_family in table.items()}


def cells_of(ctx: Context, measure: str) -> list[str]:
    """Where a measure's figures stand in the workbook."""
    book = ctx.book
    if measure == "revenue":
        return [r.at for r in book.revenue if r.year == ctx.year]
    if measure == "revenue_cagr_2_years":
        return [r.at for r in book.revenue if r.year in (ctx.year - 2, ctx.year)]
    if measure in ("growth_score", "harmony_score"):
        axis = measure.removesuffix("_score")
        named = {c.criterion for c in book.criteria if c.axis == axis}
        periods = (None, read_scoring(ctx).period)
        return [r.at for r in book.scores if r.criterion in named and r.period in periods]
    if measure == "contribution_margin":
        return [r.at for r in book.accounts if r.margin is not None]
    if measure == "csat":
        return [r.at for r in book.satisfaction if r.survey == "CSAT"]
    return [r.at for r in getattr(book, SHEETS[measure])]
