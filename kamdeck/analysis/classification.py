"""Four classes of accounts by growth and harmony, parted by one cut on both axes.

Strategic: both at or above the cut; Star: growth only; Status: harmony only; Streamline: neither.
"""

from __future__ import annotations

from collections.abc import Iterable

from kamdeck.analysis.tidy import Columns, Tidy, rows_of
from kamdeck.record import record

CLASSES = ("Strategic", "Star", "Status", "Streamline")

# Averages carry the noise of adding weights: 5.499999999999999 meets a cut of 5.5.
_SLACK = 1e-6


@record
class Classified(Tidy):
    """One account with its scores on the two axes and its class."""

    account: str
    growth: float
    harmony: float
    account_class: str


@record
class Classes(Tidy):
    """The classified accounts in the order given; `unclassified` lack a score on an axis."""

    cut: float
    accounts: tuple[Classified, ...]
    unclassified: tuple[str, ...]

    def to_columns(self) -> Columns:
        """One row an account: account, growth and harmony (score scale), account_class; None unclassified."""
        found = rows_of(self.accounts)
        rest = {"account": list(self.unclassified)}
        blank = [None] * len(self.unclassified)
        names = ("account", "growth", "harmony", "account_class")
        return {name: [*found.get(name, []), *rest.get(name, blank)] for name in names}

    def members(self, name: str) -> tuple[str, ...]:
        """The accounts of a class."""
        return tuple(row.account for row in self.accounts if row.account_class == name)


def class_of(growth: float, harmony: float, cut: float) -> str:
    """The class of an account with these two scores; a score on the cut is above it."""
    is_growing, is_close = growth >= cut - _SLACK, harmony >= cut - _SLACK
    return CLASSES[2 * (not is_growing) + (not is_close)]


def classify(scores: Iterable[tuple[str, float | None, float | None]], cut: float) -> Classes:
    """The classes of accounts given as (account, growth, harmony), None where an axis is not scored."""
    found, missing = [], []
    for account, growth, harmony in scores:
        if growth is None or harmony is None:
            missing.append(account)
        else:
            found.append(Classified(account, growth, harmony, class_of(growth, harmony, cut)))
    return Classes(cut, tuple(found), tuple(missing))
