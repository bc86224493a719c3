"""Visits dealt out by class of accounts: what the plan gives each class, and what it had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record


@record
class ClassVisits(Tidy):
    """One class: its accounts (largest revenue first) with their revenue together, and their visits.

    `each` is the plan per account and year, `planned` that times the accounts, `recorded` the visits of the
    last 12 months of the accounts that have a figure (None where none has), `unknown` those without.
    """

    name: str
    accounts: tuple[str, ...]
    revenue: float
    each: int | None
    planned: int | None
    recorded: int | None
    unknown: tuple[str, ...]

    @property
    def change(self) -> int | None:
        """Planned less recorded visits; None where the plan or an account's figure is missing."""
        if self.planned is None or self.recorded is None or self.unknown:
            return None
        return self.planned - self.recorded


@record
class Visits(Tidy):
    """All classes, by priority. `planned` and `recorded` are the totals, None where a part is missing."""

    rows: tuple[ClassVisits, ...]
    planned: int | None
    recorded: int | None

    def to_columns(self) -> Columns:
        """One row a class: name, accounts (how many), revenue, each, planned, recorded, change (visits)."""
        return {
            "name": [row.name for row in self.rows],
            "accounts": [len(row.accounts) for row in self.rows],
            "revenue": [row.revenue for row in self.rows],
            "each": [row.each for row in self.rows],
            "planned": [row.planned for row in self.rows],
            "recorded": [row.recorded for row in self.rows],
            "change": [row.change for row in self.rows],
        }

    @property
    def change(self) -> int | None:
        """Planned less recorded visits in total."""
        return None if self.planned is None or self.recorded is None else self.planned - self.recorded

    @property
    def gainers(self) -> tuple[ClassVisits, ...]:
        """The classes that get more visits than they had, largest gain first; none without a comparison."""
        return self._moved(1)

    @property
    def givers(self) -> tuple[ClassVisits, ...]:
        """The classes that give visits up, largest loss first; none without a comparison."""
        return self._moved(-1)

    def _moved(self, sign: int) -> tuple[ClassVisits, ...]:
        if self.change is None:
            return ()
        moved = [row for row in self.rows if (row.change or 0) * sign > 0]
        return tuple(sorted(moved, key=lambda row: -(row.change or 0) * sign))

    def furthest(self, recorded: Mapping[str, int]) -> tuple[str, int, int] | None:
        """The account furthest below its plan with its recorded and planned visits; None where none is."""
        short = [
            (row.each - recorded[account], account, row.each)
            for row in self.rows
            if row.each is not None
            for account in row.accounts
            if recorded.get(account, row.each) < row.each
        ]
        if not short:
            return None
        gap, account, each = max(short, key=lambda found: found[0])
        return account, each - gap, each


def deal_visits(
    classes: Sequence[tuple[str, Sequence[str]]],
    each: Mapping[str, int],
    recorded: Mapping[str, int],
    revenue: Mapping[str, float],
) -> Visits:
    """The visits of each class, given as (name, accounts); a figure that is not known is not in its mapping.

    Revenue at or below zero counts as zero, as in every share. A class without accounts needs no plan.
    """
    rows = tuple(_row(name, accounts, each.get(name), recorded, revenue) for name, accounts in classes)
    filled = [row for row in rows if row.accounts]
    planned = [row.planned for row in filled if row.planned is not None]
    known = [row.recorded for row in filled if row.recorded is not None and not row.unknown]
    return Visits(
        rows,
        sum(planned) if filled and len(planned) == len(filled) else None,
        sum(known) if filled and len(known) == len(filled) else None,
    )


def _row(
    name: str,
    accounts: Sequence[str],
    each: int | None,
    recorded: Mapping[str, int],
    revenue: Mapping[str, float],
) -> ClassVisits:
    ordered = tuple(sorted(accounts, key=lambda account: -revenue.get(account, 0.0)))
    known = [recorded[account] for account in ordered if account in recorded]
    return ClassVisits(
        name,
        ordered,
        sum(max(0.0, revenue.get(account, 0.0)) for account in ordered),
        each,
        None if each is None else each * len(ordered),
        sum(known) if known or not ordered else None,
        tuple(account for account in ordered if account not in recorded),
    )
