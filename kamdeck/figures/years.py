"""The years of a book under the one name that each has in a deck."""

from __future__ import annotations

from kamdeck.text import Say
from kamdeck.workbook.periods import periods_of
from kamdeck.workbook.rows import Book


def speaker(lang: str, book: Book) -> Say:
    """The language of a deck: the book's currency, and its years by the workbook's own names (`FY26`); a year
    that is not over carries its last known day (`2026 to 31 Mar`)."""
    say, names = Say(lang, book.settings.currency), dict(book.year_names)
    for period in periods_of(book, book.years):
        name = names.get(period.year, str(period.year))
        if period.is_running and period.as_of:
            names[period.year] = say("numbers.year_to", year=name, date=say.date(period.as_of, "day"))
        elif not period.is_whole:
            names[period.year] = say("numbers.year_ahead", year=name)
    return Say(lang, book.settings.currency, names)
