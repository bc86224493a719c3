"""Accounts by revenue, largest first, and the vital few that reach the threshold.

Rule (J. M. Juran, "Universals in management planning and controlling", 1954): the vital few are the
fewest accounts whose revenue reaches the threshold, the one that crosses it included.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.traced import fsum

FEW_SHARE, FEW_MOST = 1 / 3, 15  # of the accounts, and in all: more of them are not few

# A sum of floats may miss a threshold that it meets on paper; as a share of the total.
_SLACK = 1e-11


@record
class Pareto(Tidy):
    """One year's ranking: `accounts`, `revenue` and `cumulative` shares (0..1), largest account first.

    `vital` is how many accounts the vital few are. `left_out` are the accounts at or below zero with
    their revenue: they count in no rank and no share. `missing` have no figure for the year. `ties` are
    the accounts of equal revenue that the end of the vital few parts: only the tie rule decides there.
    """

    year: int
    accounts: tuple[str, ...]
    revenue: tuple[float, ...]
    cumulative: tuple[float, ...]
    total: float
    threshold: float
    vital: int
    left_out: tuple[tuple[str, float], ...]
    missing: tuple[str, ...]
    ties: tuple[str, ...]

    def to_columns(self) -> Columns:
        """One row an account, largest first: year, rank, account, revenue, share, cumulative, is_vital."""
        count = len(self.accounts)
        return {
            "year": [self.year] * count,
            "rank": range(1, count + 1),
            "account": self.accounts,
            "revenue": self.revenue,
            "share": [value / self.total for value in self.revenue],
            "cumulative": self.cumulative,
            "is_vital": [place < self.vital for place in range(count)],
        }

    @property
    def vital_share(self) -> float:
        """The vital few's share of revenue (0..1)."""
        return self.cumulative[self.vital - 1] if self.vital else 0.0

    @property
    def is_few(self) -> bool:
        """Whether the vital few are few: at most a third of the accounts, and 15."""
        return are_few(self.vital, len(self.accounts))

    @property
    def left_out_sum(self) -> float:
        """Revenue of the accounts at or below zero."""
        return fsum(value for _, value in self.left_out)

    @property
    def net(self) -> float:
        """Revenue net of credit notes: all accounts, those at or below zero included."""
        return self.total + self.left_out_sum

    @property
    def is_level(self) -> bool:
        """True when several accounts all bring the same revenue."""
        return len(self.revenue) > 1 and self.revenue[0] == self.revenue[-1]

    def count_outweighed(self) -> int:
        """How many of the last accounts together bring less than the largest alone."""
        count, tail = 0, 0.0
        for value in reversed(self.revenue[1:]):
            tail += value
            if tail >= self.revenue[0]:
                break
            count += 1
        return count


def are_few(count: int, all_: int) -> bool:
    """Whether so many of all accounts are few."""
    return count <= min(FEW_SHARE * all_, FEW_MOST)


def rank_accounts(
    table: Mapping[str, Mapping[int, float]], year: int, threshold: float = 0.8, newest: int | None = None
) -> Pareto:
    """The ranking of one year from revenue by account and year.

    Ties go to the larger revenue of the `newest` year (by default the year itself), then to the order
    of the table. `threshold` is a share of revenue (0..1).
    """
    last = year if newest is None else newest
    ranked: list[tuple[float, float, int, str]] = []
    left_out: list[tuple[str, float]] = []
    missing: list[str] = []
    for place, (account, by_year) in enumerate(table.items()):
        value = by_year.get(year)
        if value is None:
            missing.append(account)
        elif value > 0:
            ranked.append((-value, -by_year.get(last, 0.0), place, account))
        else:
            left_out.append((account, value))
    ranked.sort()
    accounts = tuple(entry[3] for entry in ranked)
    revenue = tuple(-entry[0] for entry in ranked)
    total = fsum(revenue)
    cumulative = tuple(min(1.0, reached / total) for reached in accumulate(revenue))
    vital = _count_to(cumulative, threshold)
    return Pareto(
        year=year,
        accounts=accounts,
        revenue=revenue,
        cumulative=cumulative,
        total=total,
        threshold=threshold,
        vital=vital,
        left_out=tuple(left_out),
        missing=tuple(missing),
        ties=_parted(accounts, revenue, vital),
    )


def _count_to(cumulative: tuple[float, ...], threshold: float) -> int:
    """The fewest accounts that reach the threshold, all of them where rounding never gets there."""
    for count, reached in enumerate(cumulative, 1):
        if reached + _SLACK >= threshold:
            return count
    return len(cumulative)


def _parted(accounts: tuple[str, ...], revenue: tuple[float, ...], end: int) -> tuple[str, ...]:
    """The accounts of equal revenue on both sides of `end`, none where it parts no equals."""
    if not 0 < end < len(accounts) or revenue[end - 1] != revenue[end]:
        return ()
    return tuple(a for a, value in zip(accounts, revenue, strict=True) if value == revenue[end])
