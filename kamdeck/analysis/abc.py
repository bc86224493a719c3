"""Tiers A, B and C of accounts by revenue, year by year, and how accounts move between them.

Rule (cumulative ABC, after H. F. Dickie, "ABC inventory analysis shoots for dollars, not pennies", 1951):
accounts are taken largest first; an account is A while the accounts before it have not reached the
first cut, B while they have not reached the second, C after that. So the account that crosses a cut
belongs to the higher tier.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.traced import fsum

if TYPE_CHECKING:
    from kamdeck.workbook.rows import Revenue

TIERS = ("A", "B", "C")

# A sum of floats may miss a cut that it meets on paper (0.1 + 0.2 < 0.3 is false); as a share of the total.
_SLACK = 1e-11


@record
class Tiers(Tidy):
    """One year's ranking: `accounts` and `revenue` largest first, the A accounts before B before C.

    `sizes` and `sums` are accounts and revenue of A, B, C. `left_out` are accounts at or below zero,
    which count in no share. `ties` names, per cut, the accounts of equal revenue that the cut parts:
    only the tie rule decides between them. `places` are the accounts' places in the workbook.
    """

    year: int
    accounts: tuple[str, ...]
    revenue: tuple[float, ...]
    sizes: tuple[int, int, int]
    sums: tuple[float, float, float]
    total: float
    cuts: tuple[float, float]
    left_out: tuple[str, ...]
    left_out_sum: float
    ties: tuple[tuple[str, ...], ...]
    places: tuple[int, ...]
    tier_of: Mapping[str, str]
    revenue_of: Mapping[str, float]

    def to_columns(self) -> Columns:
        """One row an account, largest first: year, rank, account, tier, revenue, share of the year."""
        count = len(self.accounts)
        return {
            "year": [self.year] * count,
            "rank": range(1, count + 1),
            "account": self.accounts,
            "tier": [self.tier_of[account] for account in self.accounts],
            "revenue": self.revenue,
            "share": [value / self.total for value in self.revenue],
        }

    @property
    def net(self) -> float:
        """Revenue net of credit notes: all accounts, those at or below zero included."""
        return self.total + self.left_out_sum

    def members(self, tier: str) -> tuple[str, ...]:
        """The accounts of a tier, largest first."""
        first = sum(self.sizes[: TIERS.index(tier)])
        return self.accounts[first : first + self.sizes[TIERS.index(tier)]]


@record
class Move(Tidy):
    """An account's step from one tier to another, with its revenue before and after."""

    account: str
    year: int
    before: str
    after: str
    revenue_before: float
    revenue_after: float

    @property
    def is_up(self) -> bool:
        """True when the account rose."""
        return self.after < self.before


@record
class Migration(Tidy):
    """Who stood where in two years: `cells` maps (tier before, tier after) to accounts, largest first.

    "" before is an account that is new in the later year, "" after one that has no revenue in it (at or
    below zero counts as not there). `sums` is the later year's revenue of a cell, the earlier's of the
    accounts that are gone.
    """

    before: Tiers
    after: Tiers
    cells: Mapping[tuple[str, str], tuple[str, ...]]
    sums: Mapping[tuple[str, str], float]
    moves: tuple[Move, ...]

    def to_columns(self) -> Columns:
        """One row an account: account, tier before and after (None = not there), revenue before and after."""
        rows = [(account, *cell) for cell, accounts in self.cells.items() for account in accounts]
        return {
            "account": [account for account, _, _ in rows],
            "before": [before or None for _, before, _ in rows],
            "after": [after or None for _, _, after in rows],
            "revenue_before": [self.before.revenue_of.get(account) for account, _, _ in rows],
            "revenue_after": [self.after.revenue_of.get(account) for account, _, _ in rows],
        }

    @property
    def new(self) -> tuple[str, ...]:
        """Accounts without revenue in the earlier year, largest first."""
        return tuple(a for a in self.after.accounts if a not in self.before.tier_of)

    @property
    def gone(self) -> tuple[str, ...]:
        """Accounts without revenue above zero in the later year, largest of the earlier year first."""
        return tuple(a for a in self.before.accounts if a not in self.after.tier_of)


@record
class Gap(Tidy):
    """The smallest `change` of an account's own revenue that moves it to another tier, all others equal.

    `share` is the change over the account's revenue; both carry a sign.
    """

    account: str
    change: float
    share: float
    before: str
    after: str


def revenue_table(rows: Iterable[Revenue], years: Iterable[int]) -> dict[str, dict[int, float]]:
    """Revenue by account and year, accounts in the workbook's order; blank cells are absent.

    Several rows of one account and year add up (a long ledger); accounts without any figure in the
    years are absent.
    """
    wanted = frozenset(years)
    table: dict[str, dict[int, float]] = {}
    for row in rows:
        if row.revenue is not None and row.year in wanted:
            by_year = table.setdefault(row.account, {})
            by_year[row.year] = by_year.get(row.year, 0.0) + row.revenue
    return table


def rank_years(
    table: Mapping[str, Mapping[int, float]], years: Iterable[int], cuts: tuple[float, float] = (0.8, 0.95)
) -> tuple[Tiers, ...]:
    """Every year's tiers, oldest first, each on that year's own revenue.

    Ties go to the larger revenue of the newest year, then to the workbook's order.
    """
    ascending = sorted(years)
    newest = {a: by_year.get(ascending[-1], 0.0) for a, by_year in table.items()} if ascending else {}
    return tuple(_rank_year(table, year, newest, cuts) for year in ascending)


def _rank_year(
    table: Mapping[str, Mapping[int, float]],
    year: int,
    newest: Mapping[str, float],
    cuts: tuple[float, float],
) -> Tiers:
    ranked, left_out = [], []
    for place, (account, by_year) in enumerate(table.items()):
        value = by_year.get(year)
        if value is not None and value > 0:
            ranked.append((-value, -newest[account], place, account))
        elif value is not None:
            left_out.append((account, value))
    ranked.sort()
    accounts = tuple(entry[3] for entry in ranked)
    revenue = tuple(-entry[0] for entry in ranked)
    total = fsum(revenue)
    ahead = (0.0, *accumulate(revenue))
    tiers = [_tier(before, total, cuts) for before in ahead[:-1]]
    end_a, end_b = tiers.count("A"), len(tiers) - tiers.count("C")
    parts = (revenue[:end_a], revenue[end_a:end_b], revenue[end_b:])
    return Tiers(
        year=year,
        accounts=accounts,
        revenue=revenue,
        sizes=(end_a, end_b - end_a, len(tiers) - end_b),
        sums=(fsum(parts[0]), fsum(parts[1]), fsum(parts[2])),
        total=total,
        cuts=cuts,
        left_out=tuple(account for account, _ in left_out),
        left_out_sum=fsum(value for _, value in left_out),
        ties=tuple(_tied(accounts, revenue, end) for end in dict.fromkeys((end_a, end_b))),
        places=tuple(entry[2] for entry in ranked),
        tier_of=dict(zip(accounts, tiers, strict=True)),
        revenue_of=dict(zip(accounts, revenue, strict=True)),
    )


def _tier(ahead: float, total: float, cuts: tuple[float, float]) -> str:
    """The tier of an account that has `ahead` revenue before it."""
    reached = ahead / total + _SLACK
    return "A" if reached < cuts[0] else "B" if reached < cuts[1] else "C"


def _tied(accounts: tuple[str, ...], revenue: tuple[float, ...], end: int) -> tuple[str, ...]:
    """The accounts of equal revenue on both sides of `end`, none when the cut parts no equals."""
    if not 0 < end < len(accounts) or revenue[end - 1] != revenue[end]:
        return ()
    return tuple(a for a, value in zip(accounts, revenue, strict=True) if value == revenue[end])


# ------------------------------------------------------------------ between years


def migrate(before: Tiers, after: Tiers) -> Migration:
    """How the accounts went from the tiers of one year to those of a later one."""
    cells: dict[tuple[str, str], list[str]] = {}
    moves = []
    for account in after.accounts:
        was, now = before.tier_of.get(account, ""), after.tier_of[account]
        cells.setdefault((was, now), []).append(account)
        if was and was != now:
            pair = before.revenue_of[account], after.revenue_of[account]
            moves.append(Move(account, after.year, was, now, *pair))
    for account in before.accounts:
        if account not in after.tier_of:
            cells.setdefault((before.tier_of[account], ""), []).append(account)
    return Migration(
        before=before,
        after=after,
        cells={key: tuple(names) for key, names in cells.items()},
        sums={
            key: fsum((after if key[1] else before).revenue_of[name] for name in names)
            for key, names in cells.items()
        },
        moves=tuple(moves),
    )


def list_moves(years: tuple[Tiers, ...]) -> tuple[Move, ...]:
    """Every change of tier between years that follow each other: newest year first, then by rank of the
    newest year (accounts that are gone by then come last)."""
    rank = {account: n for n, account in enumerate(years[-1].accounts)} if years else {}
    found: list[Move] = []
    for before, after in reversed(list(pairwise(years))):
        moves = migrate(before, after).moves
        found += sorted(moves, key=lambda move: rank.get(move.account, len(rank)))
    return tuple(found)


# ------------------------------------------------------------------ distance to a threshold


class _Ladder:
    """The ranking of one year, ready to be asked where an account would stand with other revenue."""

    __slots__ = ("ahead", "keys", "tiers")

    def __init__(self, tiers: Tiers) -> None:
        self.tiers = tiers
        self.keys = [(-value, place) for value, place in zip(tiers.revenue, tiers.places, strict=True)]
        self.ahead = (0.0, *accumulate(tiers.revenue))

    def tier_at(self, index: int, value: float) -> str:
        """The tier of the account at `index` if its revenue were `value` and all others stayed."""
        own = self.tiers.revenue[index]
        above = bisect_left(self.keys, (-value, self.tiers.places[index]))
        ahead = self.ahead[above] - (own if above > index else 0.0)
        return _tier(max(ahead, 0.0), self.tiers.total - own + value, self.tiers.cuts)

    def steps_to_move(self, index: int, step: float, sign: int, limit: int) -> int | None:
        """The fewest steps, at most `limit`, that change the account's tier; None when none do.

        More revenue never lowers a tier: what stands ahead shrinks while the total grows. So the
        search may halve.
        """
        own = self.tiers.revenue[index]
        tier = self.tiers.tier_of[self.tiers.accounts[index]]
        if limit < 1 or self.tier_at(index, own + sign * step * limit) == tier:
            return None
        low, high = 0, limit
        while high - low > 1:
            middle = (low + high) // 2
            if self.tier_at(index, own + sign * step * middle) == tier:
                low = middle
            else:
                high = middle
        return high

    def most_steps(self, index: int, step: float, sign: int) -> int:
        """How far to look: down as long as revenue stays above zero, up until the account is first and
        alone reaches the first cut."""
        own = self.tiers.revenue[index]
        if sign < 0:
            steps = int(own / step)
            return steps - 1 if steps * step >= own else steps
        others = self.tiers.total - own
        enough = max(self.tiers.revenue[0], others / self.tiers.cuts[0])
        return int(enough / step) + 2


def find_gap(tiers: Tiers, account: str, sign: int, step: float = 1.0) -> Gap | None:
    """The smallest rise (`sign` +1) or fall (-1) of an account's revenue that changes its tier.

    Counted in multiples of `step`; None when no rise or fall does. `account` must be ranked in the
    newest year: ties there are parted by the workbook's order alone.
    """
    index = tiers.accounts.index(account)
    ladder = _Ladder(tiers)
    steps = ladder.steps_to_move(index, step, sign, ladder.most_steps(index, step, sign))
    return None if steps is None else _gap(ladder, index, sign * steps * step)


def _gap(ladder: _Ladder, index: int, change: float) -> Gap:
    tiers = ladder.tiers
    own, account = tiers.revenue[index], tiers.accounts[index]
    return Gap(account, change, change / own, tiers.tier_of[account], ladder.tier_at(index, own + change))


def find_closest(tiers: Tiers, limit: int = 5, at_top: int = 2, step: float = 1.0) -> tuple[Gap, ...]:
    """The `limit` accounts whose revenue must change least, relative to itself, to change their tier.

    Nearest first, each account once; `at_top` of them (as far as there are any) are the nearest to the
    line between A and B, even where others are nearer to theirs.
    """
    ladder = _Ladder(tiers)
    end_a, end_b = tiers.sizes[0], tiers.sizes[0] + tiers.sizes[1]
    near = _nearest(ladder, end_a, range(end_b), limit, step)
    near += _nearest(ladder, end_b, range(end_a, len(tiers.accounts)), limit, step)
    near.sort()
    kept: dict[str, tuple[float, int, float]] = {}
    for at_line in (True, False):
        for entry in near:
            account = tiers.accounts[entry[1]]
            if len(kept) < (min(at_top, limit) if at_line else limit) and account not in kept:
                gap = _gap(ladder, entry[1], entry[2])
                if not at_line or "A" in (gap.before, gap.after):
                    kept[account] = entry
    return tuple(_gap(ladder, index, change) for _, index, change in sorted(kept.values()))


def _nearest(
    ladder: _Ladder, end: int, around: range, limit: int, step: float
) -> list[tuple[float, int, float]]:
    """The `limit` smallest changes (relative, account's index, change) that cross the line at `end`.

    Starts at the line and goes outwards, so that most accounts are passed over after one look: what
    has no other tier at the worst change kept so far cannot be nearer.
    """
    best: list[tuple[float, int, float]] = []
    for index in sorted(around, key=lambda i: abs(2 * (i - end) + 1)):
        sign = -1 if index < end else 1
        own = ladder.tiers.revenue[index]
        most = ladder.most_steps(index, step, sign)
        if len(best) == limit:
            most = min(most, int(best[-1][0] * own / step + 1e-9))
        steps = ladder.steps_to_move(index, step, sign, most)
        if steps is not None:
            insort(best, (steps * step / own, index, sign * steps * step))
            del best[limit:]
    return best
