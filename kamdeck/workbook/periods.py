"""Years as spans of days: which of them the as-of date cuts, so that they compare with no whole year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from kamdeck.record import record
from kamdeck.workbook.revenue_months import known_until
from kamdeck.workbook.rows import Book


@record
class Period:
    """The months of a year of figures: `first` to `last` day, and the last day that is known (`as_of`; None =
    all of them). A fiscal year is named after the calendar year that it ends in."""

    year: int
    first: date
    last: date
    as_of: date | None

    @property
    def is_whole(self) -> bool:
        """True when the year is over: figures of a part of it compare with no whole year."""
        return self.as_of is None or self.last <= self.as_of

    @property
    def is_running(self) -> bool:
        """True when the as-of date cuts the year."""
        return self.as_of is not None and self.first <= self.as_of < self.last


def period_of(year: int, end_month: int = 12, as_of: date | None = None) -> Period:
    """The year that ends with `end_month` (1 to 12)."""
    first = date(year, 1, 1) if end_month == 12 else date(year - 1, end_month + 1, 1)
    after = date(year + 1, 1, 1) if end_month == 12 else date(year, end_month + 1, 1)
    return Period(year, first, after - timedelta(days=1), as_of)


def periods_of(book: Book, years: Iterable[int]) -> tuple[Period, ...]:
    """The periods of some years of a book, by its fiscal year and its as-of date, or the last month that it
    knows where that is earlier."""
    end, as_of = book.settings.fiscal_year_end_month, book.settings.as_of
    known = known_until(book)
    ends = {year: min(day, as_of or day) for year, day in known.items()}
    return tuple(period_of(year, end, ends.get(year, as_of)) for year in years)


def comparable(periods: Iterable[Period], named: int = 0) -> tuple[int, ...]:
    """The years whose figures may stand against each other, oldest first: those that are whole. Where none
    is, the first one alone, which then stands against nothing.

    A year that has not begun by the as-of date counts as whole up to the last one that a person `named`.
    """
    ordered = sorted(periods, key=lambda period: period.year)
    whole = tuple(
        period.year
        for period in ordered
        if period.is_whole or (period.year <= named and not period.is_running)
    )
    return whole or tuple(period.year for period in ordered[:1])
