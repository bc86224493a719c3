"""Two decks compared: what is at risk, who changed tier, which figures moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kamdeck.record import record
from kamdeck.tidy import Columns, Tidy


@record
class Snapshot(Tidy):
    """The figures that one deck showed; None or empty where it did not know them.

    Amounts are in `currency`; `mrr` is all monthly recurring revenue, `stakes` what each account in the
    at-risk queue puts at stake of it, `stake` their sum; `csat` runs from 0 to 100; `tiers` are A, B or C.
    """

    name: str = ""
    as_of: date | None = None
    currency: str = ""
    year: int | None = None
    accounts: int | None = None
    revenue: float | None = None
    mrr: float | None = None
    csat: float | None = None
    stakes: Mapping[str, float] | None = None
    stake: float | None = None
    tiers: Mapping[str, str] | None = None

    def to_columns(self) -> Columns:
        """One row an account that the deck knew: deck, as_of, account, tier, stake (None = not there)."""
        tiers, stakes = self.tiers or {}, self.stakes or {}
        accounts = list(dict.fromkeys((*tiers, *stakes)))
        return {
            "deck": [self.name] * len(accounts),
            "as_of": [self.as_of] * len(accounts),
            "account": accounts,
            "tier": [tiers.get(account) for account in accounts],
            "stake": [stakes.get(account) for account in accounts],
        }


@record
class TierMove(Tidy):
    """An account's step from one tier to another between two decks."""

    account: str
    before: str
    after: str

    @property
    def is_up(self) -> bool:
        """True when the account rose."""
        return self.after < self.before


def tier_moves(before: Snapshot, now: Snapshot) -> tuple[tuple[TierMove, ...], int]:
    """The accounts of both decks that changed tier, in the newer one's order, and how many are in both."""
    known = before.tiers or {}
    both = [(account, tier) for account, tier in (now.tiers or {}).items() if account in known]
    moves = [TierMove(name, known[name], tier) for name, tier in both if known[name] != tier]
    return tuple(moves), len(both)


def entered(before: Snapshot, now: Snapshot) -> tuple[str, ...]:
    """The accounts in the at-risk queue that were not in it before, the largest amount first."""
    return _beyond(now.stakes, before.stakes)


def left(before: Snapshot, now: Snapshot) -> tuple[str, ...]:
    """The accounts that have left the at-risk queue, the largest amount first."""
    return _beyond(before.stakes, now.stakes)


def _beyond(first: Mapping[str, float] | None, second: Mapping[str, float] | None) -> tuple[str, ...]:
    """The accounts of the first queue that the second lacks; none where either is unknown."""
    if first is None or second is None:
        return ()
    return tuple(sorted((name for name in first if name not in second), key=lambda name: -first[name]))
