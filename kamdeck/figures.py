"""The key figures of a run, kept in the deck so that a later run can say what moved."""

from __future__ import annotations

from kamdeck.analysis.abc import rank_years, revenue_table
from kamdeck.analysis.concentration import measure
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.analysis.scoring import score_accounts
from kamdeck.views import Context

LEADERS = 10


def key_figures(context: Context) -> dict[str, object]:
    """As-of date, newest year, its revenue (in the workbook's currency), concentration, tiers and leaders."""
    settings, book = context.book.settings, context.book
    found: dict[str, object] = {
        "as_of": context.as_of.isoformat() if context.as_of else None,
        "currency": settings.currency,
        "accounts": len(book.accounts),
    }
    if context.years:
        table = revenue_table(book.revenue, context.years)
        pareto = rank_accounts(table, context.year, settings.pareto_threshold)
        spread = measure(pareto.revenue)
        cuts = (settings.tier_a_share, settings.tier_b_share)
        (tiers,) = rank_years(table, (context.year,), cuts)
        found |= {
            "year": context.year,
            "revenue": pareto.total,
            "vital": pareto.vital,
            "hhi": round(spread.hhi, 1),
            "gini": round(spread.gini, 4),
            "tiers": [list(tiers.sizes), list(tiers.sums)],
            "largest": [[n, v] for n, v in zip(pareto.accounts, pareto.revenue, strict=True)][:LEADERS],
        }
    if book.criteria and book.scores:
        scoring = score_accounts(
            book.criteria,
            book.scores,
            context.accounts,
            growth_weight=settings.growth_weight,
            period=settings.score_period,
        )
        scored = {row.account: row.combined for row in scoring.accounts}
        found["scores"] = [[name, scored[name]] for name in scoring.ranking[:LEADERS]]
    return found
