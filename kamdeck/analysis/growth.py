"""Growth of revenue: change against the year before, growth rate over all years, who rose and who fell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.traced import fsum


@record
class Growth(Tidy):
    """How revenue changed, net of credit notes: an account below zero takes from the totals.

    `changes` pairs each account of the newest two years with its change of revenue, largest rise first
    (an account without revenue falls by all it had); it is empty where there is one year only. `doubled` are
    those with more than twice their revenue of the first year, largest first.
    """

    years: tuple[int, ...]
    totals: tuple[float, ...]
    changes: tuple[tuple[str, float], ...]
    doubled: tuple[str, ...]

    def to_columns(self) -> Columns:
        """One row a year: year, total revenue, change (share of the year before, None in the first)."""
        before = (None, *self.totals)
        return {
            "year": self.years,
            "total": self.totals,
            "change": [
                None if last is None else change_rate(last, total)
                for last, total in zip(before, self.totals, strict=False)
            ],
        }

    @property
    def net(self) -> float:
        """Change of the total against the year before; 0 where there is one year only."""
        return self.totals[-1] - self.totals[-2] if len(self.totals) > 1 else 0.0

    @property
    def falls(self) -> tuple[tuple[str, float], ...]:
        """The accounts that shrank, largest loss first."""
        return tuple(sorted((p for p in self.changes if p[1] < 0), key=lambda pair: pair[1]))

    @property
    def lost(self) -> float:
        """What the accounts that shrank lost together, below zero."""
        return fsum(change for _, change in self.falls)


def measure_growth(table: Mapping[str, Mapping[int, float]], years: Iterable[int]) -> Growth:
    """Growth over `years` of a table of revenue by account and year.

    Net sales deduct returns and allowances (credit notes), so they count in totals and changes.
    """
    ascending = tuple(sorted(years))
    columns = [{a: v for a in table if (v := table[a].get(year, 0.0))} for year in ascending]
    last = columns[-1] if columns else {}
    before = columns[-2] if len(columns) > 1 else {}
    moved = [(a, last.get(a, 0.0) - before.get(a, 0.0)) for a in table if a in last or a in before]
    first = columns[0] if len(columns) > 1 else {}
    doubled = [a for a in last if first.get(a, 0.0) > 0 and last[a] > 2 * first[a]]
    return Growth(
        years=ascending,
        totals=tuple(fsum(column.values()) for column in columns),
        changes=tuple(sorted(moved, key=lambda pair: -pair[1])) if len(columns) > 1 else (),
        doubled=tuple(sorted(doubled, key=lambda a: -last[a])),
    )


def change_rate(before: float, after: float) -> float | None:
    """Relative change (0.1 = 10% more); None where there was nothing before."""
    return after / before - 1 if before > 0 else None


def annual_rate(values: Sequence[float], years: Sequence[int]) -> float | None:
    """Compound annual growth rate from the first to the last year: (last / first)^(1 / years between) - 1.

    None where there is one year only, the first value is not above zero or the last is below it.
    """
    if len(years) < 2 or values[0] <= 0 or values[-1] < 0:
        return None
    return float((values[-1] / values[0]) ** (1 / (years[-1] - years[0]))) - 1
