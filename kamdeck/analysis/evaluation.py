"""Key account managers against their targets: attainment of each measure, weighted score, rating."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.traced import fsum
from kamdeck.workbook.rows import Evaluation, Settings

_SLACK = 1e-9  # a share that meets its limit on paper may miss it as a float
RATINGS = ("A", "B", "C", "D")
WELL = ("A", "B")


@record
class Measured(Tidy):
    """One measure of one manager: `actual` None means no data.

    `attainment` is actual / target, and target / actual where lower is better (reversed polarity of a key
    figure); uncapped, None without data, and where the target is not above zero, against which nothing can
    be computed.
    """

    measure: str
    unit: str | None
    target: float
    actual: float | None
    weight: float
    attainment: float | None
    source: str | None = None
    at: str = ""
    is_lower: bool = False

    @property
    def is_met(self) -> bool:
        """True when the target is reached."""
        return self.attainment is not None and self.attainment >= 1 - _SLACK

    def is_near(self, limit: float) -> bool:
        """True from this attainment on."""
        return self.attainment is not None and self.attainment >= limit - _SLACK


@record
class Rated(Tidy):
    """One manager: `score` is the weighted attainment, each measure up to the cap, over the weights of the
    measures that have one; None, and no rating, where none has. `met` counts the targets reached."""

    manager: str
    measures: tuple[Measured, ...]
    score: float | None
    rating: str
    met: int

    def to_columns(self) -> Columns:
        """One row a measure: manager, the fields of `Measured`, score and rating of the manager."""
        count = len(self.measures)
        names = ("measure", "unit", "target", "actual", "weight", "attainment", "source")
        return {
            "manager": [self.manager] * count,
            **{name: [getattr(measure, name) for measure in self.measures] for name in names},
            "score": [self.score] * count,
            "rating": [self.rating] * count,
        }

    @property
    def counted(self) -> int:
        """How many measures have an attainment."""
        return sum(m.attainment is not None for m in self.measures)

    @property
    def is_on_target(self) -> bool:
        """True where the weighted targets are reached as a whole."""
        return self.score is not None and self.score >= 1 - _SLACK

    @property
    def is_rated_well(self) -> bool:
        """True for the ratings A and B, which a score short of the targets may have too."""
        return self.rating in WELL

    @property
    def misses_all(self) -> bool:
        """True where there are figures, none reaches its target, and the rating is not A or B either."""
        return self.counted > 0 and self.met == 0 and not self.is_rated_well

    def find(self, measure: str) -> Measured | None:
        """The measure of this name; None where the manager has none."""
        return next((m for m in self.measures if m.measure == measure), None)


def rate(
    rows: Sequence[Evaluation], computed: Mapping[tuple[str, str], float], settings: Settings
) -> tuple[Rated, ...]:
    """Every manager, best score first, equal ones in the sheet's order, those without data last.

    `computed` gives the actual of (manager, measure) where it comes from other sheets; an entered one goes
    before it.
    """
    mine: dict[str, list[Measured]] = {}
    for row in rows:
        actual = row.actual if row.actual is not None else computed.get((row.manager, row.measure))
        is_lower = row.better == "lower"
        attainment = _attainment(actual, row.target, settings.kam_attainment_cap, is_lower=is_lower)
        source = None if row.actual is not None else row.actual_from
        measured = Measured(
            row.measure, row.unit, row.target, actual, row.weight, attainment, source, row.at, is_lower
        )
        mine.setdefault(row.manager, []).append(measured)
    rated = [_rated(manager, tuple(measures), settings) for manager, measures in mine.items()]
    return tuple(sorted(rated, key=lambda r: (r.score is None, -(r.score or 0.0))))


def _attainment(actual: float | None, target: float, most: float, *, is_lower: bool) -> float | None:
    """The share of a target that is reached; `most` where lower is better and there is nothing left."""
    if actual is None or target <= 0:
        return None
    if not is_lower:
        return actual / target
    return target / actual if actual > 0 else max(most, 1.0)


def _rated(manager: str, measures: tuple[Measured, ...], settings: Settings) -> Rated:
    known = [(m.attainment, m.weight) for m in measures if m.attainment is not None]
    weight = fsum(w for _, w in known)
    score = None
    if weight > 0:
        score = fsum(min(settings.kam_attainment_cap, a) * w for a, w in known) / weight
    return Rated(manager, measures, score, _rating(score, settings), sum(m.is_met for m in measures))


def _rating(score: float | None, settings: Settings) -> str:
    if score is None:
        return ""
    limits = (settings.kam_rating_a, settings.kam_rating_b, settings.kam_rating_c)
    return next(
        (r for r, limit in zip(RATINGS, limits, strict=False) if score >= limit - _SLACK), RATINGS[-1]
    )


def most_missed(rated: Sequence[Rated]) -> tuple[str, int] | None:
    """The measure that most managers miss, with how many; of equal ones that of the lowest mean attainment.

    None where nothing is missed.
    """
    missed: dict[str, list[float]] = {}
    for manager in rated:
        for m in manager.measures:
            if m.attainment is not None and not m.is_met:
                missed.setdefault(m.measure, []).append(m.attainment)
    if not missed:
        return None
    worst = min(missed, key=lambda name: (-len(missed[name]), fsum(missed[name]) / len(missed[name])))
    return worst, len(missed[worst])
