"""Months of revenue: of which year each is, which are known, and which an account lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kamdeck.workbook.rows import Account, Book, Revenue
from kamdeck.workbook.values import month_end

YEAR = 12


def fiscal_year(day: date, end_month: int) -> int:
    """The year of a day, named after the calendar year that it ends in; it ends with `end_month`."""
    return day.year + (day.month > end_month)


def months_of(year: int, end_month: int, count: int = YEAR) -> tuple[date, ...]:
    """The last days of the first months of a year that ends with `end_month`."""
    first = (year * YEAR + end_month) - YEAR  # months since year 0 before the first of the year
    return tuple(_end(first + n) for n in range(count))


def _end(number: int) -> date:
    """The last day of a month counted from January of year 0."""
    return month_end(date(number // YEAR, number % YEAR + 1, 1))


def dated(rows: tuple[Revenue, ...], end_month: int) -> tuple[Revenue, ...]:
    """The rows, each with its year; those under a month's header with their month.

    Where the year of an account has a total of its own, its months stand beside it and add nothing to it.
    """
    if all(row.month is None and type(row.year) is int for row in rows):
        return rows
    made = [_dated(row, end_month) for row in rows]
    totals = {(row.account, row.year) for row in made if row.month is None and row.revenue is not None}
    return tuple(
        _changed(row, revenue=None, of_month=row.revenue)
        if row.month is not None and (row.account, row.year) in totals
        else row
        for row in made
    )


def _dated(row: Revenue, end_month: int) -> Revenue:
    over: object = row.year  # the month of a header, where months are columns; None where there is no year
    month = over if isinstance(over, date) else row.month
    if month is None:
        return row
    year = over if isinstance(over, int) else fiscal_year(month, end_month)
    return _changed(row, year=year, month=month)


def _changed(row: Revenue, **values: object) -> Revenue:
    made: Revenue = Revenue.of([values.get(name, getattr(row, name)) for name in Revenue.names])
    return made


# ------------------------------------------------------------------ which months are known


def amount(row: Revenue) -> float | None:
    """What a month's row says, whether its year's total holds it already or not."""
    return row.of_month if row.revenue is None else row.revenue


def known_months(book: Book) -> frozenset[date]:
    """The months of which any account has a figure; of a ledger all from its first line on, all of its years
    where its lines lie so far apart that the first and last tell nothing."""
    found = {row.month for row in book.revenue if row.month is not None and amount(row) is not None}
    if not found or not book.is_ledger:
        return frozenset(found)
    first, last = min(found), max(*found, book.settings.as_of or date.min)
    if not _is_dense(found):
        end = book.settings.fiscal_year_end_month
        first, last = months_of(fiscal_year(first, end), end)[0], months_of(fiscal_year(last, end), end)[-1]
    span = range(_number(first), _number(last) + 1)
    return frozenset(_end(n) for n in span)


def known_until(book: Book) -> dict[int, date]:
    """The newest year whose figures are months alone, with the last day of the last one that is known; a
    ledger whose lines lie far apart does not tell."""
    found: dict[int, set[date]] = defaultdict(set)
    totals = set()
    for row in book.revenue:
        if row.revenue is not None:
            if row.month is None:
                totals.add(row.year)
            else:
                found[row.year].add(row.month)
    if not found or max(found) in totals:
        return {}
    newest = max(found)
    every = set().union(*found.values())
    if book.is_ledger and not _is_dense(every):
        return {}
    return {newest: max(every)}


def _is_dense(months: set[date]) -> bool:
    """True where a year or more of months follow each other without a gap: then their ends are real."""
    numbers = {_number(month) for month in months}
    return len(numbers) >= YEAR and len(numbers) == max(numbers) - min(numbers) + 1


def _number(month: date) -> int:
    return month.year * YEAR + month.month - 1


# ------------------------------------------------------------------ which an account lacks


def lacking(book: Book, years: Mapping[int, Sequence[date]]) -> dict[str, list[date]]:
    """The accounts that lack one of the months of a year though they had revenue before it: a gap is not a
    zero. A lost account may end, as may one without a figure for a year, and in a ledger a month without a
    line is one without revenue.

    `years` has the months that count of each; a total of the whole year stands for all twelve.
    """
    if book.is_ledger:
        return {}
    known: dict[str, dict[date, float]] = defaultdict(dict)
    totals: dict[str, set[int]] = defaultdict(set)
    for row in book.revenue:
        value = amount(row)
        if row.month is None and value:
            totals[row.account].add(row.year)
        elif row.month is not None and value is not None:
            known[row.account][row.month] = known[row.account].get(row.month, 0.0) + value
    lost, end_month = _lost(book.accounts), book.settings.fiscal_year_end_month
    found: dict[str, list[date]] = {}
    for account in dict.fromkeys((*known, *totals)):
        own = known[account]
        ends = [months_of(year, end_month)[-1] for year in totals[account]]
        first = min([month for month, value in own.items() if value] + ends, default=date.max)
        last = max([*own, *ends], default=date.min)
        gone = lost.get(account, date.max)
        for year, months in years.items():
            is_told = year in totals[account]
            if is_told and len(months) == YEAR:
                continue
            gaps = [m for m in months if m not in own and (m > first or is_told)]
            gaps = [m for m in gaps if m < last or (m < gone and _number(m) - _number(last) <= YEAR)]
            if gaps:
                found.setdefault(account, []).extend(gaps)
    return found


def _lost(accounts: Iterable[Account]) -> dict[str, date]:
    """The accounts that are lost, each with the day since when."""
    rows = ((row.account, row.lost_on) for row in accounts if row.status == "lost" or row.lost_on)
    return {account: day or date.min for account, day in rows}
