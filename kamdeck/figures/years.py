"""The years of a book under the one name that each has in a deck."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kamdeck.text import Say
from kamdeck.workbook.periods import periods_of
from kamdeck.workbook.rows import Book


def speaker(lang: str, book: Book, last: Mapping[int, date] | None = None) -> Say:
    """The language of a deck: the book's currency, and its years as `named` calls them."""
    return named(Say(lang, book.settings.currency), book, last)


def named(say: Say, book: Book, last: Mapping[int, date] | None = None) -> Say:
    """The language with the years of a book by the workbook's own names (`FY26`); a year that is not over
    carries its last known day (`2026 to 31 Mar`), as does one of which the months to a `last` day count."""
    names, days = dict(book.year_names), dict(last or {})
    for period in periods_of(book, book.years):
        if period.is_running and period.as_of:
            days.setdefault(period.year, period.as_of)
        elif not period.is_whole and period.year not in days:
            name = names.get(period.year, str(period.year))
            names[period.year] = say("numbers.year_ahead", year=name)
    return say.with_years(names, days)
