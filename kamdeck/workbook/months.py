"""Months of recurring revenue: which are not known, since a gap is not a zero."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from kamdeck.workbook.rows.portfolio import Account
from kamdeck.workbook.rows.subscriptions import Mrr
from kamdeck.workbook.values import month_end


def gaps(rows: Iterable[Mrr], accounts: Collection[str], until: date | None = None) -> dict[date, list[Mrr]]:
    """The months in which one of the accounts has no figure though it had one above zero before: by month
    the account's last row before the gap, months ascending.

    A 0 says that the account left; a month that no account has is not counted. Months after `until` are
    forecasts.
    """
    known: dict[str, dict[date, list[Mrr]]] = {}
    for row in rows:
        if until is None or (row.month.year, row.month.month) <= (until.year, until.month):
            known.setdefault(row.account, {}).setdefault(row.month, []).append(row)
    months = sorted({month for own in known.values() for month in own})
    found: dict[date, list[Mrr]] = {month: [] for month in months}
    for account in accounts:
        last: list[Mrr] = []
        for month in months:
            own = known.get(account, {}).get(month, [])
            if own:
                last = own
            elif sum(row.mrr for row in last) > 0:
                found[month].append(last[0])
    return {month: last for month, last in found.items() if last}


def unknown_months(
    rows: Sequence[Mrr], accounts: Iterable[Account], until: date | None = None
) -> tuple[date, ...]:
    """The months that no figure may rest on: those in which an active account has a gap, and the newest one
    where most of the accounts without a status have theirs in it, since such a month is not loaded.
    """
    there = [row for row in accounts if row.lost_on is None]
    open_ = {*gaps(rows, [row.account for row in there if row.status == "active"], until)}
    unsure = {row.account for row in there if row.status is None}
    late = gaps(rows, unsure, until)
    months = sorted({row.month for row in rows if until is None or row.month <= month_end(until)})
    if len(months) > 1 and months[-1] in late:
        had = {row.account for row in rows if row.month == months[-2] and row.account in unsure}
        gone = {row.account for row in late[months[-1]]} & had
        if 2 * len(gone) > len(had):
            open_.add(months[-1])
    return tuple(sorted(open_))
