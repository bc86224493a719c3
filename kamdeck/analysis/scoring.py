"""Accounts scored on growth and harmony: weighted averages, rank, and how firm first place is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record, replace
from kamdeck.workbook.rows import Criterion, Score

AXES = ("growth", "harmony")
COVERED = 0.6  # of an axis's weight: what is scored on less has no average, so that it leads nowhere
SAME = 1e-6  # scores that differ by less are equal: they carry the noise of adding weights


@record
class Scored(Tidy):
    """One account: `scores` in the order of the scoring's criteria (None = missing), the two axes on the
    score scale (None where less than `COVERED` of the weight is scored), `coverage` the share of each axis's
    weight that is scored, and the combined score.

    `rank` is None without a combined score; equal combined scores share the better rank (1, 2, 2, 4).
    """

    account: str
    scores: tuple[float | None, ...]
    growth: float | None
    harmony: float | None
    combined: float | None
    coverage: tuple[float, float]
    rank: int | None = None

    @property
    def is_part(self) -> bool:
        """Whether an average rests on a part of its axis's weight only."""
        return any(0 < share < 1 - SAME for share in self.coverage)

    @property
    def least(self) -> float:
        """The smaller share of an axis's weight that is scored, of the axes that are."""
        return min((share for share in self.coverage if share > 0), default=0.0)

    def axis(self, name: str) -> float | None:
        """The weighted average on one axis."""
        return self.growth if name == "growth" else self.harmony


@record
class Scoring(Tidy):
    """Every scored account, the criteria (growth first) with weights that add to 1 per axis, and the period.

    `accounts` keep the order asked for; `ranking` is best first; `unranked` are the accounts without
    an average on an axis; `normalised` names the axes whose weights did not add to 100%.
    """

    criteria: tuple[Criterion, ...]
    weights: tuple[float, ...]
    accounts: tuple[Scored, ...]
    ranking: tuple[str, ...]
    unranked: tuple[str, ...]
    growth_weight: float
    period: str | None = None
    normalised: tuple[str, ...] = ()

    def to_columns(self) -> Columns:
        """One row an account and criterion: account, rank, growth, harmony, combined, axis, criterion, weight
        (share of the axis), score (None = missing); scores on the score scale."""
        pairs = [(row, place) for row in self.accounts for place in range(len(self.criteria))]
        names = ("account", "rank", "growth", "harmony", "combined")
        return {
            **{name: [getattr(row, name) for row, _ in pairs] for name in names},
            "axis": [self.criteria[place].axis for _, place in pairs],
            "criterion": [self.criteria[place].criterion for _, place in pairs],
            "weight": [self.weights[place] for _, place in pairs],
            "score": [row.scores[place] for row, place in pairs],
        }

    def of(self, account: str) -> Scored:
        """The scores of one account."""
        return next(row for row in self.accounts if row.account == account)

    @property
    def ranked(self) -> tuple[Scored, ...]:
        """The ranked accounts, best first."""
        rows = {row.account: row for row in self.accounts}
        return tuple(rows[name] for name in self.ranking)

    def contributions(self, account: str) -> tuple[float, ...]:
        """Points that each criterion adds to the combined score: they add up to it."""
        row = self.of(account)
        shares = _axis_shares(self.criteria, self.weights, self.growth_weight)
        out = []
        for i, (criterion, score) in enumerate(zip(self.criteria, row.scores, strict=True)):
            covered = row.coverage[AXES.index(criterion.axis)]
            missing = score is None or row.axis(criterion.axis) is None
            out.append(
                0.0 if missing else shares[criterion.axis] * self.weights[i] / covered * (score or 0.0)
            )
        return tuple(out)

    def among(self, accounts: Iterable[str]) -> Scoring:
        """The same scores for these accounts only, ranked among themselves."""
        rows = {row.account: row for row in self.accounts}
        chosen = [rows[name] for name in accounts if name in rows]
        return _ranked(self.criteria, self.weights, chosen, self.growth_weight, self.period, self.normalised)


def score_accounts(
    criteria: Sequence[Criterion],
    scores: Sequence[Score],
    accounts: Sequence[str],
    *,
    growth_weight: float = 0.5,
    period: str | None = None,
) -> Scoring:
    """The scoring of `accounts` in one period, by default the newest that the scores name.

    An axis is the weighted average of its criteria, divided by the weights that are present; without an
    average where these are less than `COVERED` of its weight. The combined
    score is growth x `growth_weight` + harmony x the rest; an axis without criteria leaves it to the
    other. Ties keep the order of `accounts`.
    """
    chosen = period if period is not None else newest(periods_of(scores))
    ordered = tuple(c for axis in AXES for c in criteria if c.axis == axis)
    weights, normalised = _weights(ordered)
    table = _table(scores, chosen)
    rows = [_scored(name, ordered, weights, table, growth_weight) for name in dict.fromkeys(accounts)]
    return _ranked(ordered, weights, rows, growth_weight, chosen, normalised)


# ------------------------------------------------------------------ periods


def periods_of(scores: Iterable[Score]) -> tuple[str, ...]:
    """The named periods of the scores, oldest first: by year, then by the other numbers in the name."""
    names = dict.fromkeys(score.period for score in scores if score.period)
    return tuple(sorted(names, key=_age))


def newest(periods: Sequence[str]) -> str | None:
    """The last period, None where none is named."""
    return periods[-1] if periods else None


def _age(period: str) -> tuple[int, ...]:
    """`FY26`, `2026` and `Q3 2026` by their year, then by quarter or month."""
    runs = ["".join(run) for is_digit, run in groupby(period, str.isdecimal) if is_digit]
    years = [run for run in runs if len(run) == 4] or [run for run in runs if len(run) == 2]
    if not years:
        return (0, *map(int, runs))
    rest = list(runs)
    rest.remove(years[0])
    year = int(years[0])
    return (year if year >= 100 else 2000 + year, *map(int, rest))


# ------------------------------------------------------------------ averages


def _weights(criteria: Sequence[Criterion]) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """The weights as shares of their axis (below zero counts as zero), and the axes that this changed."""
    totals = {axis: sum(max(0.0, c.weight) for c in criteria if c.axis == axis) for axis in AXES}
    shares = tuple(max(0.0, c.weight) / totals[c.axis] if totals[c.axis] else 0.0 for c in criteria)
    has = {c.axis for c in criteria}
    return shares, tuple(axis for axis in AXES if axis in has and abs(totals[axis] - 1) > SAME)


def _table(scores: Sequence[Score], period: str | None) -> dict[tuple[str, str], float]:
    """Scores by account and criterion. A row without a period counts in every period that has no own row."""
    table = {(s.account, s.criterion): s.score for s in scores if not s.period}
    table.update({(s.account, s.criterion): s.score for s in scores if s.period and s.period == period})
    return table


def _axis_shares(
    criteria: Sequence[Criterion], weights: Sequence[float], growth_weight: float
) -> dict[str, float]:
    """How much each axis counts: an axis without any weight leaves all to the other."""
    has = [any(w > 0 and c.axis == axis for c, w in zip(criteria, weights, strict=True)) for axis in AXES]
    growth = growth_weight if all(has) else float(has[0])
    return {"growth": growth, "harmony": 1 - growth}


def _scored(
    account: str,
    criteria: Sequence[Criterion],
    weights: Sequence[float],
    table: Mapping[tuple[str, str], float],
    growth_weight: float,
) -> Scored:
    scores = tuple(table.get((account, c.criterion)) for c in criteria)
    averages: dict[str, float | None] = {}
    coverage = []
    for axis in AXES:
        present = [
            (w, s)
            for c, w, s in zip(criteria, weights, scores, strict=True)
            if c.axis == axis and s is not None and w > 0
        ]
        weight = sum(w for w, _ in present)
        is_known = weight > 0 and weight >= COVERED - SAME
        averages[axis] = sum(w * s for w, s in present) / weight if is_known else None
        coverage.append(weight)
    shares = _axis_shares(criteria, weights, growth_weight)
    needed = [
        axis for axis in AXES if any(c.axis == axis and w > 0 for c, w in zip(criteria, weights, strict=True))
    ]
    values = [(shares[axis], averages[axis]) for axis in needed]
    is_complete = bool(values) and all(value is not None for _, value in values)
    combined = sum(share * (value or 0.0) for share, value in values) if is_complete else None
    return Scored(
        account, scores, averages["growth"], averages["harmony"], combined, (coverage[0], coverage[1])
    )


def _ranked(
    criteria: tuple[Criterion, ...],
    weights: tuple[float, ...],
    rows: Sequence[Scored],
    growth_weight: float,
    period: str | None,
    normalised: tuple[str, ...],
) -> Scoring:
    """The scoring with ranks: by combined score, equal ones in the order given."""
    held = [(row.combined, row.account) for row in rows if row.combined is not None]
    held.sort(key=lambda pair: -round(pair[0], 6))
    ranks: dict[str, int] = {}
    last: tuple[float, int] | None = None
    for place, (value, account) in enumerate(held, 1):
        rank = last[1] if last and round(last[0], 6) == round(value, 6) else place
        ranks[account] = rank
        last = (value, rank)
    return Scoring(
        criteria,
        weights,
        tuple(replace(row, rank=ranks.get(row.account)) for row in rows),
        tuple(account for _, account in held),
        tuple(row.account for row in rows if row.combined is None),
        growth_weight,
        period,
        normalised,
    )


# ------------------------------------------------------------------ how firm the ranking is


@record
class Standing(Tidy):
    """How the winner stands among the ranked accounts.

    `leads` are the axes where nobody is higher; `axis_leaders` the best account on growth and harmony;
    `top` counts the criteria where the winner has the highest score, `alone` those it shares with nobody,
    `scored` those it has a score for. `gap` is the criterion where it is furthest from the best, with its
    own score, the best score and who has it (None where it is best everywhere).
    """

    winner: str
    leads: tuple[str, ...]
    axis_leaders: tuple[str | None, str | None]
    top: int
    alone: int
    scored: int
    gap: tuple[str, float, float, str] | None


def standing(scoring: Scoring) -> Standing | None:
    """Where the winner leads and where it trails; None when nobody is ranked."""
    ranked = scoring.ranked
    if not ranked:
        return None
    first = ranked[0]
    leaders = (_axis_leader(ranked, "growth"), _axis_leader(ranked, "harmony"))
    leads = tuple(axis for axis in AXES if _is_highest(first, ranked, axis))
    top = alone = scored = 0
    widest: tuple[float, str, float, float, str] | None = None
    for i, criterion in enumerate(scoring.criteria):
        own = first.scores[i]
        if own is None:
            continue
        scored += 1
        others = [(s, row.account) for row in ranked[1:] if (s := row.scores[i]) is not None]
        best, holder = max(others, key=lambda pair: pair[0], default=(own, first.account))
        top += own >= best - SAME
        alone += own > best + SAME or not others
        if best - own > SAME and (widest is None or best - own > widest[0] + SAME):
            widest = (best - own, criterion.criterion, own, best, holder)
    return Standing(first.account, leads, leaders, top, alone, scored, widest[1:] if widest else None)


def _axis_leader(rows: Sequence[Scored], axis: str) -> str | None:
    """The account with the highest average; the better ranked one of equals."""
    held = [(value, row.account) for row in rows if (value := row.axis(axis)) is not None]
    return max(held, key=lambda pair: round(pair[0], 6))[1] if held else None


def _is_highest(row: Scored, rows: Sequence[Scored], axis: str) -> bool:
    own = row.axis(axis)
    return own is not None and all((other.axis(axis) or 0.0) <= own + SAME for other in rows)


def overtaking_weight(scoring: Scoring, ahead: str, behind: str) -> float | None:
    """The growth weight, nearest to the one in use, at which `behind` draws level with `ahead`.

    None when no weight between 0 and 1 does it (level at the very end is not passed), or when they lie
    level at any weight. The lines H + w (G - H) meet where the leads on the two axes cancel out.
    """
    a, b = scoring.of(ahead), scoring.of(behind)
    if a.growth is None or a.harmony is None or b.growth is None or b.harmony is None:
        return None
    growth, harmony = a.growth - b.growth, a.harmony - b.harmony
    if abs(growth - harmony) < SAME:
        return None
    weight = harmony / (harmony - growth)
    return weight if SAME < weight < 1 - SAME else None


def is_safe(scoring: Scoring, account: str) -> bool:
    """True when every account below it is no higher on either axis: no growth weight can change its place."""
    names = scoring.ranking
    own = scoring.of(account)
    below = [scoring.of(name) for name in names[names.index(account) + 1 :]]
    return all(
        (other.growth or 0.0) <= (own.growth or 0.0) + SAME
        and (other.harmony or 0.0) <= (own.harmony or 0.0) + SAME
        for other in below
    )


def first_change(scoring: Scoring, place: int = 1) -> tuple[float, str] | None:
    """The nearest growth weight at which somebody below overtakes the account at `place`, and who does.

    None when nothing between 0 and 1 changes it. The distance to `growth_weight` says how far the weight
    must move before the place changes hands.
    """
    names = scoring.ranking
    if len(names) <= place:
        return None
    holder = names[place - 1]
    found = [
        (w, name) for name in names[place:] if (w := overtaking_weight(scoring, holder, name)) is not None
    ]
    return min(found, key=lambda pair: abs(pair[0] - scoring.growth_weight), default=None)
