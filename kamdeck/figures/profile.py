"""What the ideal profile compares: targets, focus account, leading accounts and their fits."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.profile import (
    Fit,
    combined_weights,
    fit_account,
    mean_scores,
    median_scores,
    weighted,
)
from kamdeck.analysis.scoring import Scoring
from kamdeck.figures.context import Context
from kamdeck.figures.scored import read_scoring
from kamdeck.record import record

Values = tuple[float | None, ...]


@record
class Profile:
    """The focus account against the targets, criterion by criterion in the order of the scoring.

    `weights` are each criterion's share of the combined score. `medians` is 0 where targets are entered,
    else how many Strategic accounts they are the median of. `means` are the leading accounts' averages
    (all None where there is but one), `others` the fits of all leading accounts, best first.
    """

    ctx: Context
    scoring: Scoring
    focus: str
    leading: tuple[str, ...]
    targets: Values
    medians: int
    weights: tuple[float, ...]
    fit: Fit
    scores: Values
    means: Values
    others: tuple[tuple[float, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The criteria."""
        return tuple(c.criterion for c in self.scoring.criteria)

    @property
    def axes(self) -> tuple[str, ...]:
        """The axis of each criterion."""
        return tuple(c.axis for c in self.scoring.criteria)

    @property
    def average(self) -> float | None:
        """The mean fit of the leading accounts; None where there is but one."""
        return sum(value for value, _ in self.others) / len(self.others) if len(self.others) > 1 else None

    def total(self, values: Values) -> float | None:
        """The weighted average over the criteria that count for the fit."""
        return weighted(values, self.fit.shares)


def read_profile(ctx: Context) -> Profile | None:
    """The profile of the wanted, else the focus, else the largest scored account.

    None where nobody is scored, or where neither targets are entered nor any account is Strategic.
    """
    settings = ctx.book.settings
    scoring = read_scoring(ctx)
    table: dict[str, Values] = {
        row.account: row.scores for row in scoring.accounts if any(s is not None for s in row.scores)
    }
    targets, medians = _targets(ctx, scoring)
    leading = _leading(ctx, tuple(table))
    if not leading or not any(targets):
        return None
    shares = {"growth": settings.growth_weight, "harmony": 1 - settings.growth_weight}
    weights = combined_weights([c.axis for c in scoring.criteria], scoring.weights, shares)
    wanted = dict.fromkeys(a for a in (ctx.account, settings.focus_account, *leading) if a in table)
    fits = {a: f for a in wanted if (f := fit_account(a, table[a], targets, weights))}
    focus = next(iter(fits), None)
    if focus is None:
        return None
    others = sorted(((fits[a].fit, a) for a in leading if a in fits), key=lambda pair: -pair[0])
    none = tuple(None for _ in targets)
    means = mean_scores(table[a] for a in leading) if len(leading) > 1 else none
    return Profile(
        ctx,
        scoring,
        focus,
        leading,
        targets,
        medians,
        weights,
        fits[focus],
        table[focus],
        means,
        tuple(others),
    )


def _leading(ctx: Context, scored: Sequence[str]) -> tuple[str, ...]:
    """The scored accounts with most revenue in the newest year, as many as the setting says."""
    table = revenue_table(ctx.book.revenue, ctx.years[-1:])
    revenue = {name: sum(by_year.values()) for name, by_year in table.items()}
    ranked = sorted(scored, key=lambda account: -revenue.get(account, 0.0))
    return tuple(ranked[: ctx.book.settings.leading_accounts])


def _targets(ctx: Context, scoring: Scoring) -> tuple[Values, int]:
    """The entered ideal scores; without any, the median of the Strategic accounts and their number."""
    entered = tuple(c.ideal for c in scoring.criteria)
    if any(entered):
        return entered, 0
    cut = ctx.book.settings.class_cut
    strategic = [
        row
        for row in scoring.accounts
        if row.growth is not None and row.harmony is not None and min(row.growth, row.harmony) >= cut
    ]
    if not strategic:
        return tuple(None for _ in entered), 0
    return median_scores(row.scores for row in strategic), len(strategic)
