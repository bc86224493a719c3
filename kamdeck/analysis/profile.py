"""How well accounts meet the ideal profile: gaps to the target scores and a weighted fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record

SAME = 1e-6  # scores that differ by less are equal


@record
class Fit(Tidy):
    """One account against the targets; criteria without score, target or weight are None.

    `fit` (0..1) is score / target, capped at 1, weighted over the criteria that have both; `gaps` are
    score less target, `fits` the capped ratios, `shares` the weights as used: they add to 1.
    """

    account: str
    fit: float
    gaps: tuple[float | None, ...]
    fits: tuple[float | None, ...]
    shares: tuple[float, ...]

    def to_columns(self) -> Columns:
        """One row a criterion in the order of the scores: account, criterion (from 1), weight, gap (score
        scale), criterion_fit, fit of the account (0 to 1)."""
        count = len(self.gaps)
        return {
            "account": [self.account] * count,
            "criterion": range(1, count + 1),
            "weight": self.shares,
            "gap": self.gaps,
            "criterion_fit": self.fits,
            "fit": [self.fit] * count,
        }

    @property
    def counted(self) -> int:
        """How many targets it is held against."""
        return sum(gap is not None for gap in self.gaps)

    @property
    def met(self) -> int:
        """How many of them it reaches."""
        return sum(gap is not None and gap >= -SAME for gap in self.gaps)

    @property
    def widest(self) -> int | None:
        """The criterion whose shortfall takes the most off the fit; None where every target is met."""
        short = [i for i, gap in enumerate(self.gaps) if gap is not None and gap < -SAME]
        return max(short, key=self.cost, default=None)

    def cost(self, place: int) -> float:
        """What the shortfall on one criterion takes off the fit (0..1)."""
        return self.shares[place] * (1 - (self.fits[place] or 0.0))


def fit_account(
    account: str,
    scores: Sequence[float | None],
    targets: Sequence[float | None],
    weights: Sequence[float],
) -> Fit | None:
    """The fit of one account; None where no criterion has score, target and weight."""
    pairs = list(zip(scores, targets, weights, strict=True))
    whole = sum(w for s, t, w in pairs if s is not None and t and t > 0 and w > 0)
    if whole <= 0:
        return None
    gaps: list[float | None] = []
    fits: list[float | None] = []
    shares: list[float] = []
    for score, target, weight in pairs:
        is_counted = score is not None and target is not None and target > 0 and weight > 0
        gaps.append(score - target if is_counted and score is not None and target is not None else None)
        fits.append(
            min(1.0, max(0.0, score / target)) if is_counted and score is not None and target else None
        )
        shares.append(weight / whole if is_counted else 0.0)
    fit = sum(share * (ratio or 0.0) for share, ratio in zip(shares, fits, strict=True))
    return Fit(account, fit, tuple(gaps), tuple(fits), tuple(shares))


def mean_scores(rows: Iterable[Sequence[float | None]]) -> tuple[float | None, ...]:
    """The average score per criterion over the accounts that have one."""
    return tuple(_mean([s for s in column if s is not None]) for column in zip(*rows, strict=True))


def median_scores(rows: Iterable[Sequence[float | None]]) -> tuple[float | None, ...]:
    """The median score per criterion over the accounts that have one."""
    columns = [[s for s in column if s is not None] for column in zip(*rows, strict=True)]
    return tuple(_median(column) if column else None for column in columns)


def weighted(values: Sequence[float | None], shares: Sequence[float]) -> float | None:
    """The weighted average of the values that are there; None without any."""
    held = [(v, w) for v, w in zip(values, shares, strict=True) if v is not None and w > 0]
    whole = sum(w for _, w in held)
    return sum(v * w for v, w in held) / whole if whole > 0 else None


def combined_weights(
    axes: Sequence[str], weights: Sequence[float], axis_shares: Mapping[str, float]
) -> tuple[float, ...]:
    """Each criterion's share of the combined score: its share of the axis times the axis's own weight.

    An axis without any weight leaves all to the others.
    """
    has = {axis for axis, weight in zip(axes, weights, strict=True) if weight > 0}
    whole = sum(axis_shares.get(axis, 0.0) for axis in has)
    if whole <= 0:
        return tuple(0.0 for _ in axes)
    return tuple(
        weight * axis_shares.get(axis, 0.0) / whole for axis, weight in zip(axes, weights, strict=True)
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two in the middle."""  # importing statistics takes 10 ms
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2
