"""Accounts in danger: who is endangered, who stands in the queue, what is at stake and what may be saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import inf
from typing import Literal

from kamdeck.analysis.tidy import Columns, Tidy, rows_of
from kamdeck.record import record
from kamdeck.traced import fsum
from kamdeck.workbook.rows import RetentionAction, Risk, Settings, Usage

Danger = Literal["good", "watch", "risk", "unknown"]


@record
class Queued(Tidy):
    """One account at risk. `stake` is MRR; `days` in the queue and `renewal_days` (negative = overdue) count
    to the as-of date; `saved` is the MRR expected to be saved, 0 without an action."""

    account: str
    stake: float
    days: int | None
    renewal_days: int | None
    reason: str
    owner: str
    renewal_on: date | None
    likelihood: float | None
    saved: float
    actions: tuple[RetentionAction, ...]
    at: str = ""


@record
class Queue(Tidy):
    """All accounts at risk in the order asked for, and what the actions promise.

    `overdue` are the actions past due and not done; `saved_late` the part of `saved` at their accounts.
    """

    rows: tuple[Queued, ...]
    stake: float
    saved: float
    overdue: tuple[RetentionAction, ...]
    saved_late: float
    without_action: tuple[str, ...]

    def to_columns(self) -> Columns:
        """One row an account at risk, in the queue's order: the fields of `Queued` that are one value."""
        return rows_of(self.rows)


def newest_usage(rows: Sequence[Usage]) -> dict[str, Usage]:
    """The newest usage row of each account; of rows without a date, the last one."""
    newest: dict[str, Usage] = {}
    for row in rows:
        known = newest.get(row.account)
        if known is None or (row.date or date.min) >= (known.date or date.min):
            newest[row.account] = row
    return newest


def endangerment(rows: Sequence[Usage], settings: Settings) -> dict[str, Danger]:
    """How endangered each account with usage figures is; its newest row counts.

    Risk: low engagement and high cancellation risk, both against the limits. Watch: one of the medium limits.
    """
    return {account: danger(row, settings) for account, row in newest_usage(rows).items()}


def danger(row: Usage, settings: Settings) -> Danger:
    """How endangered an account is by one row of usage; unknown where the row has no figure."""
    change, risk = row.logins_change, row.cancellation_risk
    if change is None and risk is None:
        return "unknown"
    is_low = change is not None and change <= settings.logins_high
    is_high = risk is not None and risk >= settings.cancellation_high
    if is_low and is_high:
        return "risk"
    is_medium = change is not None and change <= settings.logins_medium
    return "watch" if is_medium or (risk is not None and risk >= settings.cancellation_medium) else "good"


def queue(
    rows: Sequence[Risk],
    actions: Sequence[RetentionAction],
    mrr: Mapping[str, float],
    as_of: date | None,
    order: str = "mrr",
    renewals: Mapping[str, date | None] | None = None,
    ranks: Mapping[str, float] | None = None,
) -> Queue:
    """The accounts at risk: MRR at stake is the entered figure, else the account's latest MRR (`mrr`).

    `order` is mrr (largest first), days (longest in the queue first) or renewal (soonest first); ties go to
    the larger MRR, unknown days last. `ranks` put the accounts in another order, the smallest first, those
    that it lacks last. A row without renewal takes the account's of `renewals`. An account
    without an action saves nothing; its likelihood is the account's, else the mean of its actions'.
    """
    by_account: dict[str, list[RetentionAction]] = {}
    for action in actions:
        by_account.setdefault(action.account, []).append(action)
    dates = renewals or {}
    queued = [
        _queued(
            row, tuple(by_account.get(row.account, ())), mrr, row.renewal_on or dates.get(row.account), as_of
        )
        for row in rows
    ]
    places = {q.account: _place(q, order) if ranks is None else ranks.get(q.account, inf) for q in queued}
    queued.sort(key=lambda q: (places[q.account], -q.stake))
    names = {row.account for row in rows}
    late = tuple(a for a in actions if a.account in names and is_overdue(a, as_of))
    tardy = {a.account for a in late}
    return Queue(
        rows=tuple(queued),
        stake=fsum(q.stake for q in queued),
        saved=fsum(q.saved for q in queued),
        overdue=late,
        saved_late=fsum(q.saved for q in queued if q.account in tardy),
        without_action=tuple(q.account for q in queued if not q.actions),
    )


def _place(row: Queued, order: str) -> float:
    """What puts an account before another: the smaller first."""
    if order == "days":
        return inf if row.days is None else -row.days
    if order == "renewal":
        return inf if row.renewal_days is None else row.renewal_days
    return -row.stake


def _queued(
    row: Risk,
    actions: tuple[RetentionAction, ...],
    mrr: Mapping[str, float],
    renewal: date | None,
    as_of: date | None,
) -> Queued:
    stake = row.mrr_at_risk if row.mrr_at_risk is not None else mrr.get(row.account, 0.0)
    likelihood = row.likelihood_saved
    given = [a.likelihood for a in actions if a.likelihood is not None]
    if likelihood is None and given:
        likelihood = fsum(given) / len(given)
    return Queued(
        account=row.account,
        stake=stake,
        days=(as_of - row.in_queue_since).days if as_of and row.in_queue_since else None,
        renewal_days=(renewal - as_of).days if as_of and renewal else None,
        reason=row.reason or "",
        owner=row.owner or "",
        renewal_on=renewal,
        likelihood=likelihood,
        saved=stake * likelihood if actions and likelihood is not None else 0.0,
        actions=actions,
        at=row.at,
    )


def is_overdue(action: RetentionAction, as_of: date | None) -> bool:
    """True when the action was due before the as-of date and is not done."""
    return bool(as_of and action.due_on and action.due_on < as_of and action.status != "done")
