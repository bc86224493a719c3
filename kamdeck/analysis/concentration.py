"""How unevenly revenue is spread over accounts: Lorenz curve, HHI, Gini and top shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import ceil
from typing import Literal

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.traced import fsum

# A sum of floats may miss a threshold that it meets on paper; as a share of the total.
_SLACK = 1e-11

# A point of each measure as it is printed: 1% of revenue, 1 of 10,000, 0.01.
_POINTS = (0.01, 1.0, 0.01)
GIANT = 0.5  # an account above this share is the whole story

Turn = Literal["rising", "falling", "flat", "mixed", "unclear"]


@record
class Concentration(Tidy):
    """The spread of revenue over `accounts` accounts with revenue above zero.

    `revenue` is largest first; `curve` holds accounts + 1 points: the share of revenue (0..1) that the
    0, 1, 2, ... largest accounts bring. `hhi` is the Herfindahl-Hirschman index, the sum of squared
    shares x 10,000; `gini` lies between 0 (all equal) and 1 (one account has all), without correction
    for small samples. `left_out` counts the values at or below zero, `left_out_sum` adds them.
    """

    revenue: tuple[float, ...]
    curve: tuple[float, ...]
    total: float
    hhi: float
    gini: float
    left_out: int
    left_out_sum: float

    def to_columns(self) -> Columns:
        """The Lorenz curve, one row an account: rank, revenue, share of accounts and of revenue up to it."""
        return {
            "rank": range(1, self.accounts + 1),
            "revenue": self.revenue,
            "share_of_accounts": [rank / self.accounts for rank in range(1, self.accounts + 1)],
            "share_of_revenue": self.curve[1:],
        }

    @property
    def accounts(self) -> int:
        """How many accounts bring revenue."""
        return len(self.revenue)

    @property
    def largest(self) -> float:
        """The largest account's share (0..1)."""
        return self.top(1)

    @property
    def equals(self) -> float:
        """How many accounts of equal size would be as concentrated (10,000 / HHI); 0 without accounts."""
        return 10_000 / self.hhi if self.hhi else 0.0

    def top(self, count: float) -> float:
        """The share of revenue of the `count` largest accounts, interpolated between whole accounts."""
        if count >= self.accounts:
            return self.curve[-1]
        below = int(count)
        return self.curve[below] + (count - below) * (self.curve[below + 1] - self.curve[below])

    def top_share(self, share: float) -> float:
        """The share of revenue of the largest `share` (0..1) of accounts, interpolated."""
        return self.top(share * self.accounts)

    def top_or_largest(self, share: float | None) -> float:
        """The share of revenue of the largest `share` of accounts; of the largest account without one."""
        return self.largest if share is None else self.top_share(share)

    def bottom_share(self, share: float) -> float:
        """The share of revenue of the smallest `share` (0..1) of accounts, interpolated."""
        return self.curve[-1] - self.top((1 - share) * self.accounts)

    def count_to(self, threshold: float) -> int:
        """The fewest accounts that reach `threshold` (0..1) of revenue."""
        for count, reached in enumerate(self.curve):
            if reached + _SLACK >= threshold:
                return count
        return self.accounts

    def steps(self, limit: int, share: float) -> tuple[int, ...]:
        """At most about `limit` places on the curve, from none to all accounts.

        Both whole accounts around `share` of the accounts are among them, so that a straight line
        between two steps gives `top_share(share)` exactly.
        """
        stride = max(1, ceil(self.accounts / limit))
        around = int(share * self.accounts)
        wanted = {*range(0, self.accounts, stride), around, around + 1, self.accounts}
        return tuple(sorted(count for count in wanted if count <= self.accounts))


def measure(values: Iterable[float]) -> Concentration:
    """The concentration of one year's revenue by account; the order of the values does not matter.

    Values at or below zero are counted apart and enter no share.

    Sources: A. O. Hirschman, "The paternity of an index", American Economic Review 54 (1964), for HHI;
    C. Gini, "Variabilità e mutabilità" (1912), as one minus twice the area under the Lorenz curve.
    """
    given = tuple(values)
    revenue = tuple(sorted((value for value in given if value > 0), reverse=True))
    rest = [value for value in given if value <= 0]
    total = fsum(revenue)
    shares = tuple(value / total for value in revenue)
    curve = (0.0, *(min(1.0, reached / total) for reached in accumulate(revenue)))
    count = len(revenue)
    # Twice the area under the curve of the largest-first order, by trapezia, less the diagonal's.
    gini = fsum(share * (2 * (count - i) - 1) for i, share in enumerate(shares)) / count - 1 if count else 0.0
    return Concentration(
        revenue=revenue,
        curve=curve,
        total=total,
        hhi=fsum(share * share for share in shares) * 10_000,
        gini=max(0.0, gini),
        left_out=len(rest),
        left_out_sum=fsum(rest),
    )


def compare(before: Concentration, now: Concentration, share: float | None) -> Turn:
    """Whether revenue concentrates: only where the share of the top `share` of accounts (None: of the
    largest), HHI and Gini all move the same way, each by a point or more.

    Mixed where two of them move different ways by that much: a Lorenz curve that crosses an earlier one, or
    one of fewer accounts, is neither more nor less concentrated. Flat where top share and Gini stay within a
    point, unclear otherwise.
    """
    changes = (
        now.top_or_largest(share) - before.top_or_largest(share),
        now.hhi - before.hhi,
        now.gini - before.gini,
    )
    signs = [(c >= p - _SLACK) - (c <= _SLACK - p) for c, p in zip(changes, _POINTS, strict=True)]
    if abs(sum(signs)) == len(signs):
        return "rising" if signs[0] > 0 else "falling"
    if 1 in signs and -1 in signs:
        return "mixed"
    return "unclear" if signs[0] or signs[2] else "flat"


def course(years: Sequence[Concentration], share: float | None) -> Turn:
    """Where revenue went from the first of the years to the newest, as `compare` has it; unclear where the
    top share has turned back by a point or more since the year before."""
    turn = compare(years[0], years[-1], share)
    last = years[-1].top_or_largest(share) - years[-2].top_or_largest(share)
    turned = last <= _SLACK - _POINTS[0] if turn == "rising" else last >= _POINTS[0] - _SLACK
    return "unclear" if turn in ("rising", "falling") and turned else turn


def usable_share(share: float, accounts: int) -> float | None:
    """The top share of accounts that can be shown: None where it comes to less than one account or to all."""
    return share if 0 < share < 1 and share * accounts >= 1 else None
