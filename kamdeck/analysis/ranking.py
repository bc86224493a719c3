"""How accounts moved in a ranking between two periods."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from kamdeck.analysis.tidy import Tidy
from kamdeck.record import record


@record
class Standing(Tidy):
    """One account: its rank and score, and its rank and score before (None = not ranked then)."""

    account: str
    rank: int
    score: float
    before: int | None
    score_before: float | None

    @property
    def climb(self) -> int:
        """How many places the account rose; below zero where it fell, 0 where it was not ranked before."""
        return self.before - self.rank if self.before is not None else 0

    @property
    def change(self) -> float:
        """The points gained since before."""
        return self.score - self.score_before if self.score_before is not None else 0.0


def compare_ranks(
    now: Iterable[tuple[str, int, float]], before: Iterable[tuple[str, int, float]]
) -> tuple[Standing, ...]:
    """The accounts ranked now, given as (account, rank, score), best first, beside their places before."""
    earlier = {account: (rank, score) for account, rank, score in before}
    none: tuple[None, None] = (None, None)
    return tuple(Standing(a, rank, score, *earlier.get(a, none)) for a, rank, score in now)


def widest_climb(places: Sequence[Standing]) -> Standing | None:
    """The account that rose most places; of equals the one that gained more points. None where none rose."""
    risen = [place for place in places if place.climb > 0]
    return max(risen, key=lambda p: (p.climb, round(p.change, 6), -p.rank), default=None)


def widest_fall(places: Sequence[Standing]) -> Standing | None:
    """The account that fell most places; of equals the one that lost more points. None where none fell."""
    fallen = [place for place in places if place.climb < 0]
    return min(fallen, key=lambda p: (p.climb, round(p.change, 6), p.rank), default=None)


def outranker(
    places: Sequence[Standing], revenue: Mapping[str, float], least: int = 3
) -> tuple[Standing, int] | None:
    """The best placed account that outranks `least` or more larger ones, and how many; else any that does."""
    below: list[float] = []  # revenues of the places after those counted, ascending
    counts: list[tuple[Standing, int]] = []
    for _, level in groupby(reversed(places), key=lambda place: place.rank):
        alike = [(place, revenue.get(place.account, 0.0)) for place in level]
        counts += [(place, len(below) - bisect_right(below, own)) for place, own in alike]
        for _, own in alike:
            insort(below, own)
    counts.reverse()
    for wanted in (least, 1):
        for place, larger in counts:
            if larger >= wanted and place.account in revenue:
                return place, larger
    return None
