"""Which accounts grew, shrank, left and came between two months, and what retention is without one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.traced import fsum

Changes = tuple[tuple[str, float], ...]  # accounts with an amount


@record
class Cohort(Tidy):
    """The accounts of two months. `grew` and `shrank` carry the change of those there in both, the largest
    first; `left` the MRR that went with each, `came` the MRR that each brought."""

    grew: Changes
    shrank: Changes
    left: Changes
    came: Changes
    mean: float  # MRR of an account of the first month, 0 where there was none

    def to_columns(self) -> Columns:
        """One row an account: account, what became of it (grew, shrank, left, came), change of MRR."""
        parts = {"grew": self.grew, "shrank": self.shrank, "left": self.left, "came": self.came}
        rows = [(account, kind, value) for kind, part in parts.items() for account, value in part]
        return {
            "account": [account for account, _, _ in rows],
            "became": [kind for _, kind, _ in rows],
            "change": [-value if kind == "left" else value for _, kind, value in rows],
        }


def compare_accounts(before: Mapping[str, float], after: Mapping[str, float]) -> Cohort:
    """The accounts by what became of their MRR; at or below zero is not there."""
    had = {account: value for account, value in before.items() if value > 0}
    has = {account: value for account, value in after.items() if value > 0}
    changes = [(account, has[account] - value) for account, value in had.items() if account in has]
    return Cohort(
        _largest((a, c) for a, c in changes if c > 0),
        _largest((a, c) for a, c in changes if c < 0),
        _largest((a, v) for a, v in had.items() if a not in has),
        _largest((a, v) for a, v in has.items() if a not in had),
        fsum(had.values()) / len(had) if had else 0.0,
    )


def _largest(changes: Iterable[tuple[str, float]]) -> Changes:
    return tuple(sorted(changes, key=lambda pair: -abs(pair[1])))


def retention_without(before: Mapping[str, float], after: Mapping[str, float], account: str) -> float | None:
    """Net revenue retention of all other accounts; None where the account was the only one."""
    others = [a for a, value in before.items() if value > 0 and a != account]
    base = fsum(before[a] for a in others)
    return fsum(max(0.0, after.get(a, 0.0)) for a in others) / base if base > 0 else None
