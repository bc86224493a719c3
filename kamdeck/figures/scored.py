"""The scores that several views show, computed once."""

from __future__ import annotations

from kamdeck.analysis.classification import Classes, classify
from kamdeck.analysis.scoring import Scoring, score_accounts
from kamdeck.figures.context import Context


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


def read_classes(ctx: Context) -> Classes:
    """The classes of all scored accounts that are still customers, by their weighted scores."""
    scored = [row for row in read_scoring(ctx).accounts if any(score is not None for score in row.scores)]
    return classify([(row.account, row.growth, row.harmony) for row in scored], ctx.book.settings.class_cut)
