"""The figures whose turns titles claim, computed from a book's rows by plain arithmetic.

Each gives its change and what a level one may move at most; None where the rows hold no comparison.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from kamdeck.figures.context import Context

Found = tuple[float, float] | None


def revenue_of(ctx: Context, year: int) -> dict[str, float]:
    """Revenue by account of one year."""
    found: dict[str, float] = defaultdict(float)
    for row in ctx.book.revenue:
        if row.year == year and row.revenue is not None:
            found[row.account] += row.revenue
    return found


def _changes(ctx: Context) -> dict[str, float]:
    before, after = (revenue_of(ctx, year) for year in ctx.years[-2:])
    return {name: after.get(name, 0.0) - before.get(name, 0.0) for name in {*before, *after}}


def revenue(ctx: Context) -> Found:
    """All revenue against the year before."""
    if len(ctx.years) < 2:
        return None
    before, after = (sum(revenue_of(ctx, year).values()) for year in ctx.years[-2:])
    return after - before, 0.005 * abs(before)


def best_account(ctx: Context) -> Found:
    """The largest change of an account."""
    return (max(_changes(ctx).values()), 0) if len(ctx.years) > 1 else None


def worst_account(ctx: Context) -> Found:
    """The smallest change of an account."""
    return (min(_changes(ctx).values()), 0) if len(ctx.years) > 1 else None


def a_accounts(ctx: Context) -> Found:
    """The smallest change of an account of tier A."""
    if len(ctx.years) < 2:
        return None
    ranked = sorted(((v, a) for a, v in revenue_of(ctx, ctx.year).items() if v > 0), reverse=True)
    whole, cut, reached, members = sum(v for v, _ in ranked), ctx.book.settings.tier_a_share, 0.0, []
    for value, name in ranked:
        if reached >= cut * whole * (1 - 1e-12):
            break
        members.append(name)
        reached += value
    return min(_changes(ctx)[name] for name in members), 0


FIGURES: dict[str, Callable[[Context], Found]] = {
    "A accounts": a_accounts,
    "best account": best_account,
    "revenue": revenue,
    "worst account": worst_account,
}
