"""Periods as people write them in a cell: a year, half-year, quarter, month or day, as a span of days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.workbook.numerals import SPACES, UnreadableError
from kamdeck.workbook.values import date_of, month_end, year_in, year_name

Kind = Literal["day", "month", "quarter", "half", "year"]

_DAY = timedelta(days=1)
_MONTHS: dict[Kind, int] = {"quarter": 3, "half": 6, "year": 12}
_LETTERS: dict[str, Kind] = {"q": "quarter", "t": "quarter", "h": "half", "s": "half"}
_PART = re.compile(
    r"(?i)(?<![a-z])(?:(?P<letter>[qths])(?P<n>[1-4])(?!\d)"
    r"|(?:(?P<word>quarter|trimestre|half|semestre) ?(?P<m>[1-4])(?!\d))"
    r"|(?P<k>[1-4])(?:st|nd|rd|th|er|re|e|ème|eme)? ?(?P<noun>quarter|trimestre|half|semestre))(?![a-z])"
)
_CALENDAR = re.compile(r"(?i)\bcy ?\d")


@record
class Span:
    """A period from its `first` to its `last` day. `name` is what the workbook calls a year or the year of a
    part where that is more than the digits ("FY26"), else ""; `number` counts the part of its year (1 to 4).
    `until` is the last day that is known of it, None = all of them. A year that `is_rolling` is any twelve
    months, of no calendar.
    """

    kind: Kind
    first: date
    last: date
    name: str = ""
    number: int = 0
    until: date | None = None
    is_rolling: bool = False

    @property
    def end(self) -> date:
        """The last day that is known."""
        return self.last if self.until is None else min(self.until, self.last)

    @property
    def is_whole(self) -> bool:
        """True where all of it is known: a part compares with no whole period."""
        return self.end == self.last

    @property
    def year(self) -> int:
        """The year that it ends in: a fiscal year is named after it."""
        return self.last.year


def span_of(text: str, days_first: bool, order: str = "", end_month: int = 12) -> Span:
    """The period that a text says.

    `2026`, `FY26` and `2025/26` are years of the book, which end with `end_month`; `Q3 2026`, `2026-T3`,
    `H1 2026`, `S1 2026` parts of a calendar year, `Q3 FY26` of a fiscal one; `Oct 2026`, `10/2026` and
    `2026-10` (or `202610`) months; everything else is a day as in `date_of`, which `days_first` and `order`
    are for.

    Raises: UnreadableError.
    """
    body = re.sub(SPACES, " ", text).strip()
    if packed := re.fullmatch(r"((?:19|20)\d{2})(0[1-9]|1[0-2])", body):
        return month_span(date(int(packed[1]), int(packed[2]), 1))
    if found := _PART.search(body):
        return _part(found, (body[: found.start()] + " " + body[found.end() :]).strip(" -/.,'’"), end_month)
    year = year_in(body)
    if year and not year[1]:
        return _months("year", year[0], 0, 12 if _CALENDAR.search(body) else end_month, year_name(body))
    try:
        return day_span(date_of(body, days_first, order=order))
    except UnreadableError as wrong:
        if wrong.reason == "ambiguous":
            raise
    return month_span(date_of(body, days_first, month=True, order=order))


def span_in(text: str | None, end_month: int = 12) -> Span | None:
    """The period that a text names, None where it names none, or one that can be read in two ways."""
    try:
        return span_of(text or "", days_first=False, end_month=end_month)
    except UnreadableError:
        return None


def year_span(year: int, end_month: int = 12) -> Span:
    """A year of the book."""
    return _months("year", year, 0, end_month, "")


def month_span(day: date) -> Span:
    """The month of a day."""
    return Span("month", day.replace(day=1), month_end(day))


def day_span(day: date) -> Span:
    """One day."""
    return Span("day", day, day)


def is_edge(day: date) -> bool:
    """Whether a day is the first or the last of its month, by which people mean the month."""
    return day.day == 1 or day == month_end(day)


def is_next(before: Span, after: Span) -> bool:
    """Whether a period of the same kind follows right upon another; days that are reported may lie apart."""
    return before.kind == after.kind and (before.kind == "day" or before.last + _DAY == after.first)


Apart = Literal["", "part", "length", "calendar", "overlap"]


def apart(before: Span, after: Span) -> Apart:
    """Why two periods may not stand against each other, "" where they may: one is a part and the other whole,
    or their parts are not the same months; they are not equally long; one is a fiscal year and the other is
    not, or of another calendar; or they share days. A period may stand against itself."""
    if before.is_whole != after.is_whole:
        return "part"
    if before.kind != after.kind:
        return "length"
    if not after.is_whole and _elapsed(before) != _elapsed(after):
        return "part"
    is_rolling = before.is_rolling or after.is_rolling
    if before.kind == "year" and before.last.month != after.last.month and not is_rolling:
        return "calendar"
    is_same = before.first == after.first and before.last == after.last
    return "overlap" if not is_same and before.first <= after.end and after.first <= before.end else ""


def _elapsed(span: Span) -> tuple[int, int]:
    """How much of a period is known: months, and days of the month that is under way (0 where it is over)."""
    months = 12 * (span.end.year - span.first.year) + span.end.month - span.first.month
    return (months + 1, 0) if span.end == month_end(span.end) else (months, span.end.day)


def _part(found: re.Match[str], rest: str, end_month: int) -> Span:
    """A quarter or half of the year that the rest of the text names."""
    kind = _LETTERS[(found["letter"] or found["word"] or found["noun"])[0].lower()]
    number = int(found["n"] or found["m"] or found["k"])
    named = year_in(f"20{rest}" if re.fullmatch(r"\d{2}", rest) else re.sub(r"(?i)^(?:of|de|du) ", "", rest))
    if named is None or named[1] or number > 12 // _MONTHS[kind]:
        raise UnreadableError
    name = year_name(rest)
    return _months(kind, named[0], number, end_month if name else 12, name)


def _months(kind: Kind, year: int, number: int, end_month: int, name: str) -> Span:
    """A year that ends with a month, or a part of it."""
    before = end_month % 12 + 12 * (year - (end_month < 12)) + _MONTHS[kind] * max(number - 1, 0)
    first = date(before // 12, before % 12 + 1, 1)
    after = before + _MONTHS[kind]
    return Span(kind, first, date(after // 12, after % 12 + 1, 1) - _DAY, name, number)


def said(span: Span, say: Say) -> str:
    """The period as a person calls it: `2026`, `FY26`, `Q3 2026`, `Oct 2026`, `31 Oct 2026`."""
    year = span.name or str(span.year)
    if span.kind == "quarter":
        return say("period.quarter", n=span.number, year=year)
    if span.kind == "half":
        return say("period.half", n=span.number, year=year)
    return year if span.kind == "year" else say.date(span.last, "month" if span.kind == "month" else "short")
