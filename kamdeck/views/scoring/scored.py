"""The scores that several views show, computed once."""

from __future__ import annotations

from kamdeck.analysis.scoring import Scoring, score_accounts
from kamdeck.layout.context import Context


def read_scoring(ctx: Context, period: str | None = None) -> Scoring:
    """The scores of the accounts that are still customers: of a period, else of the settings', else of the
    newest one."""
    chosen = ctx.book.settings
    wanted = period or chosen.score_period
    return ctx.once(
        ("scoring", wanted),
        lambda: score_accounts(
            ctx.book.criteria,
            ctx.book.scores,
            ctx.customers,
            growth_weight=chosen.growth_weight,
            period=wanted,
        ),
    )
