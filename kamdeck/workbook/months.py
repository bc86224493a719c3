"""Months of recurring revenue: which are not known, since a gap is not a zero."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from kamdeck.workbook.rows.subscriptions import Mrr


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
