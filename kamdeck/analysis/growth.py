"""Growth of revenue: change against the year before, who rose and who fell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from kamdeck.analysis.figure import Figure, Step
from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.traced import fsum


@record
class Growth(Tidy):
    """How revenue changed, net of credit notes: an account below zero takes from the totals.

    `figures` are the totals of the years. `changes` pairs each account of the newest two years with its
    change of revenue, largest rise first (an account without revenue falls by all it had); it is empty where
    the two cannot be compared, or there is one year only. `doubled` are those with more than twice their
    revenue of the first year, largest first.
    """

    years: tuple[int, ...]
    figures: tuple[Figure, ...]
    changes: tuple[tuple[str, float], ...]
    doubled: tuple[str, ...]

    def to_columns(self) -> Columns:
        """One row a year: year, total revenue, change (share of the year before, None in the first)."""
        steps = [one.against(last) for last, one in zip((None, *self.figures), self.figures, strict=False)]
        return {
            "year": self.years,
            "total": self.totals,
            "change": [step.rate if step else None for step in steps],
        }

    @property
    def totals(self) -> tuple[float, ...]:
        """The revenue of each year."""
        return tuple(one.value or 0.0 for one in self.figures)

    @property
    def step(self) -> Step | None:
        """From the total of the year before to the newest; None where there is none, or they cannot be
        compared."""
        return self.figures[-1].against(self.figures[-2]) if len(self.figures) > 1 else None

    @property
    def net(self) -> float:
        """Change of the total against the year before; 0 where there is nothing to compare."""
        return self.step.amount if self.step else 0.0

    @property
    def falls(self) -> tuple[tuple[str, float], ...]:
        """The accounts that shrank, largest loss first."""
        return tuple(sorted((p for p in self.changes if p[1] < 0), key=lambda pair: pair[1]))

    @property
    def lost(self) -> float:
        """What the accounts that shrank lost together, below zero."""
        return fsum(change for _, change in self.falls)


def measure_growth(
    table: Mapping[str, Mapping[int, float]], years: Iterable[int], of_year: Callable[[float, int], Figure]
) -> Growth:
    """Growth over `years` of a table of revenue by account and year; `of_year` gives an amount its year's
    unit and period.

    Net sales deduct returns and allowances (credit notes), so they count in totals and changes.
    """
    ascending = tuple(sorted(years))
    columns = [{a: v for a in table if (v := table[a].get(year, 0.0))} for year in ascending]
    figures = tuple(of_year(fsum(c.values()), year) for c, year in zip(columns, ascending, strict=True))
    has_before, has_first = (
        len(figures) > 1 and figures[-1].against(figures[place]) is not None for place in (-2, 0)
    )
    last = columns[-1] if columns else {}
    before, first = columns[-2] if has_before else {}, columns[0] if has_first else {}
    moved = [(a, last.get(a, 0.0) - before.get(a, 0.0)) for a in table if a in last or a in before]
    doubled = [a for a in last if first.get(a, 0.0) > 0 and last[a] > 2 * first[a]]
    return Growth(
        years=ascending,
        figures=figures,
        changes=tuple(sorted(moved, key=lambda pair: -pair[1])) if has_before else (),
        doubled=tuple(sorted(doubled, key=lambda a: -last[a])),
    )
