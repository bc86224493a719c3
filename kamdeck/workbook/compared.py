"""What may stand against what: whole years, or the same months of the running year and those before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kamdeck.record import fresh, record
from kamdeck.workbook.periods import Period, comparable, periods_of
from kamdeck.workbook.revenue_months import YEAR, known_months, lacking, months_of
from kamdeck.workbook.rows import Book, Revenue
from kamdeck.workbook.values import month_end

LEAST = 3
"""Months that a running year has before accounts are ranked by it: one or two say little of a year."""


@record
class Compared:
    """The years of a deck, ascending, and how much of each of them counts.

    `months` is how many of each, from its first on; 0 = whole years. `whole` are the years whose whole
    figures may stand against each other, `running` the year that the as-of date cuts and that stands against
    none. `lacking` has the accounts that lack one of the months that count, with these: they are left out of
    every year. `last` is the last day that counts of each year where `months` are, `until` the end of the
    month that is under way where months are known.
    """

    years: tuple[int, ...]
    whole: tuple[int, ...]
    running: int | None = None
    months: int = 0
    last: Mapping[int, date] = fresh(dict)
    lacking: Mapping[str, Sequence[date]] = fresh(dict)
    until: date | None = None

    def revenue(self, rows: tuple[Revenue, ...]) -> tuple[Revenue, ...]:
        """The rows of a book that count; of the same months each with its own amount."""
        if not self.months:
            if self.until is None and not self.lacking:
                return rows
            return tuple(row for row in rows if row.account not in self.lacking and not self._is_ahead(row))
        first = {year: months_back(last, self.months) for year, last in self.last.items()}
        return tuple(
            _of_month(row)
            for row in rows
            if row.month is not None
            and row.year in first
            and first[row.year] < row.month <= self.last[row.year]
            and row.account not in self.lacking
        )

    def _is_ahead(self, row: Revenue) -> bool:
        """True for a month of the running year that is not there yet."""
        return bool(row.month and self.until and row.year == self.running and row.month > self.until)


def months_back(last: date, count: int) -> date:
    """The last day of the month before the `count` months that end with `last`."""
    number = last.year * YEAR + last.month - 1 - count
    return months_of(number // YEAR, number % YEAR + 1)[-1]


def _of_month(row: Revenue) -> Revenue:
    if row.revenue is not None:
        return row
    values = {"revenue": row.of_month, "of_month": None}
    made: Revenue = Revenue.of([values.get(name, getattr(row, name)) for name in Revenue.names])
    return made


def compared(book: Book, years: Iterable[int], named: int = 0) -> Compared:
    """What of a book may be compared, of the `years` chosen, up to the last one that a person `named`.

    Where the as-of date cuts the newest year, it stands beside the same months of the years before, as far
    as these months are known of all of them; else whole years stand against each other.
    """
    periods = periods_of(book, years)
    known = known_months(book)
    whole = comparable([p for p in periods if not is_cut(p, book, known)] or periods, named)
    running = next((p for p in periods if p.is_running and p.year not in whole), None)
    end = book.settings.fiscal_year_end_month
    if running is not None and (count := _months(running, known, end)) >= LEAST:
        same = _same_months(running.year, [p.year for p in periods], count, known, end)
        same, broken = _without_gaps(book, same)
        if len(same) > 1:
            last = {year: months[-1] for year, months in same.items()}
            return Compared(tuple(sorted(same)), whole, None, count, last, broken)
    gaps: Mapping[str, Sequence[date]] = {}
    if known:
        kept, gaps = _without_gaps(book, {year: months_of(year, end) for year in whole})
        whole = tuple(kept)
    year = running.year if running else None
    until = month_end(running.as_of) if running and running.as_of and known else None
    return Compared(whole, whole, year, lacking=gaps, until=until)


def _months(running: Period, known: frozenset[date], end: int) -> int:
    """How many months of a running year are over and known, from its first on."""
    count = 0
    for month in months_of(running.year, end):
        if month not in known or (running.as_of and month > running.as_of):
            break
        count += 1
    return count


def _same_months(
    newest: int, years: Iterable[int], count: int, known: frozenset[date], end: int
) -> dict[int, tuple[date, ...]]:
    """The newest year and those right before it whose first months are known too."""
    found: dict[int, tuple[date, ...]] = {}
    for year in sorted(years, reverse=True):
        months = months_of(year, end, count)
        if year == newest - len(found) and known.issuperset(months):
            found[year] = months
    return found


def _without_gaps(
    book: Book, years: dict[int, tuple[date, ...]]
) -> tuple[dict[int, tuple[date, ...]], dict[str, list[date]]]:
    """The years without those before an account's gap of long ago, and the accounts with one in the newest
    two years."""
    newest = sorted(years)[-2:]
    late = lacking(book, {year: years[year] for year in newest})
    old = lacking(book, {year: months for year, months in years.items() if year not in newest})
    gaps = [month for account, months in old.items() if account not in late for month in months]
    broken = [
        year for year, months in years.items() if year not in newest and not set(gaps).isdisjoint(months)
    ]
    return {year: months for year, months in years.items() if year > max(broken, default=0)}, late


def is_cut(period: Period, book: Book, known: frozenset[date]) -> bool:
    """True for a year of months alone of which some are not known."""
    if not known or known.issuperset(months_of(period.year, book.settings.fiscal_year_end_month)):
        return False
    rows = [row for row in book.revenue if row.year == period.year and row.revenue is not None]
    return bool(rows) and all(row.month is not None for row in rows)
