"""The scores that several views show, computed once."""

from __future__ import annotations

from collections.abc import Iterable

from kamdeck.analysis.classification import Classes, classify
from kamdeck.analysis.figure import Figure
from kamdeck.analysis.scoring import Scored, Scoring, periods_of, score_accounts
from kamdeck.figures.context import Context
from kamdeck.workbook.spans import span_in

_NAMED = 3  # in a source line


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


def read_scoring_before(ctx: Context, now: Scoring) -> Scoring | None:
    """The scores of the newest period before these that they may stand against; None without one."""
    names = periods_of(ctx.book.scores)
    end = ctx.book.settings.fiscal_year_end_month

    def of(period: str | None) -> Figure:
        return ctx.figure(0.0, span_in(period, end), "score", "scores")

    earlier = names[: names.index(now.period)] if now.period in names else ()
    found = next((name for name in reversed(earlier) if of(now.period).against(of(name))), None)
    then = read_scoring(ctx, found) if found else None
    return then if then and then.ranking else None


def with_coverage(ctx: Context, scope: str, accounts: Iterable[str]) -> str:
    """A scope, and which of these accounts have averages on a part of the weights only, with that part."""
    say, rows = ctx.say, {row.account: row for row in read_scoring(ctx).accounts}
    found = [row for name in dict.fromkeys(accounts) if (row := rows.get(name)) and row.is_part]
    if not found:
        return scope
    named = [f"{ctx.short(row.account)} {say.percent(row.least)}" for row in found[:_NAMED]]
    if len(found) > _NAMED:
        named.append(say("scoring.others", n=len(found) - _NAMED))
    return say("scoring.partly", scope=scope, names=say.list(named))


def points_of(ctx: Context, row: Scored) -> str:
    """The combined score of a ranked account, with the share of the weights that it rests on where that is
    not all of them."""
    points = ctx.say.number(row.combined or 0.0, 1)
    if not row.is_part:
        return points
    return ctx.say("scoring.part_of", s=points, share=ctx.say.percent(row.least))


def read_classes(ctx: Context) -> Classes:
    """The classes of all scored accounts that are still customers, by their weighted scores."""
    scored = [row for row in read_scoring(ctx).accounts if any(score is not None for score in row.scores)]
    return classify([(row.account, row.growth, row.harmony) for row in scored], ctx.book.settings.class_cut)
