"""How accounts moved in a ranking between two periods."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from kamdeck.analysis.tidy import Tidy
from kamdeck.record import record


@record
class Standing(Tidy):
    """One account: its rank and score, and its rank and score before (None = not ranked then).

    `climb` is how many places it rose among the accounts ranked both times, so that nobody falls because
    others came: below zero where it fell, 0 where it was not ranked before.
    """

    account: str
    rank: int
    score: float
    before: int | None
    score_before: float | None
    climb: int = 0

    @property
    def places(self) -> int:
        """How many places lie between the ranks of both periods; 0 where that is only because others came or
        went."""
        move = 0 if self.before is None else self.before - self.rank
        return move if move * self.climb > 0 else 0

    @property
    def is_plain(self) -> bool:
        """Whether the places of both periods say the same: nobody came or went above it."""
        return self.before is not None and self.before - self.rank == self.climb

    @property
    def change(self) -> float:
        """The points gained since before."""
        return self.score - self.score_before if self.score_before is not None else 0.0


def compare_ranks(
    now: Iterable[tuple[str, int, float]], before: Iterable[tuple[str, int, float]]
) -> tuple[Standing, ...]:
    """The accounts ranked now, given as (account, rank, score), best first, beside their places before."""
    ranked, earlier = tuple(now), {account: (rank, score) for account, rank, score in before}
    same = {account: rank for account, rank, _ in ranked if account in earlier}
    old, new = sorted(earlier[account][0] for account in same), sorted(same.values())
    none: tuple[None, None, int] = (None, None, 0)
    moves = {
        account: (*earlier[account], bisect_left(old, earlier[account][0]) - bisect_left(new, rank))
        for account, rank in same.items()
    }
    return tuple(Standing(account, rank, score, *moves.get(account, none)) for account, rank, score in ranked)


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
