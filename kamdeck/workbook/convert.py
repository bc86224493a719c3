"""From a cell to the value of a column, or to a fault at the cell's address."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kamdeck.text import forms
from kamdeck.workbook.amounts import Amounts
from kamdeck.workbook.cells import Cell, Grid, day_of
from kamdeck.workbook.choices import YES, Choices
from kamdeck.workbook.columns import Column
from kamdeck.workbook.faults import Faults
from kamdeck.workbook.header_names import YEARS, Spot
from kamdeck.workbook.numerals import Numeral, UnreadableError, decimal_marks, number_of, reads_two_ways
from kamdeck.workbook.spans import Span, day_span, is_edge, month_span, span_of, year_span
from kamdeck.workbook.values import (
    BLANK_WORDS,
    SLASHED,
    are_fiscal,
    date_of,
    day_order,
    days_first,
    month_end,
    month_in,
    year_in,
    year_name,
)
from kamdeck.workbook.wording import nearest, trimmed

BLANK: Any = object()
BAD: Any = object()
EARLIEST, LATEST = 1900, 2200
MOST_SHARE = 10  # a share of more than 1,000% is a percentage typed without its sign
MOST_DIGITS = 30  # a longer text is no number and no day
LARGE_SHARE = 3  # one of more than 300% may be


class Converter:
    """Turns cells of one sheet into values; what cannot be one is noted and becomes `BAD`.

    `amounts` knows the unit of the sheet's amounts, None where they are taken as they stand. What one text
    leaves open (1.234? 05/10?) the others of its column settle, else those of the sheet. `shown` has the
    percent sign or the currency of plain numbers that show one, by row and column, `factors` those that
    name their own unit (1.2M). A year ends with `end_month`.
    """

    __slots__ = (
        "_amounts", "_by_kind", "_comma", "_days_first", "_end_month", "_faults", "_grid", "_settled",
        "_year_now", "factors", "has_days", "shown", "years",
    )  # fmt: skip

    def __init__(
        self, grid: Grid, lang: str, faults: Faults, amounts: Amounts | None = None, end_month: int = 12
    ) -> None:
        self._grid = grid
        self._comma = forms(lang)["decimal"] == ","
        self._days_first = days_first(lang)
        self._amounts = amounts
        self._settled: dict[tuple[str, int], str] = {}
        self._end_month = end_month
        self._year_now = 0
        self.has_days = False  # whether a month was given by one of its days, as dated lines do
        self.years: dict[int, str] = {}  # what the cells call their years
        self.shown: dict[tuple[int, int], str] = {}
        self.factors: set[tuple[int, int]] = set()
        self._faults = faults
        self._by_kind: dict[str, Callable[[int, Spot, Cell], Any]] = {
            "text": self._text,
            "number": self._number,
            "money": self._money,
            "share": self._number,
            "count": self._count,
            "year": self._year,
            "since": self._since,
            "date": self._date,
            "month": self._month,
            "period": self._period,
            "yes": self._yes,
            "choice": self._choice,
            "list": self._list,
            "names": self._names,
        }

    def of(self, when: object) -> None:
        """Says of which year, month or day the amounts are that follow; None where nobody knows."""
        self._year_now = when if isinstance(when, int) else 0
        if self._amounts is not None:
            self._amounts.when = when

    def value(self, row: int, cell: Cell, spot: Spot) -> Any:
        """The value of a cell for a column; BLANK when there is none, BAD when it is faulty (and noted)."""
        column, kind, seen = cell
        fact = spot.fact
        if kind == "s":
            seen = trimmed(seen)
            if not seen:
                return BLANK
            if fact.kind != "names":  # whose line breaks tell one name from the next
                cell = (column, kind, seen)
        elif kind == "e":
            self._faults.add("error-value", self._grid.title, row, column, seen)
            return BAD
        elif kind == "u":
            self._faults.add("no-result", self._grid.title, row, column)
            return BAD
        try:
            return self._by_kind[fact.kind](row, spot, cell)
        except _WrongError as wrong:
            self._faults.add(
                wrong.code, self._grid.title, row, column, self._seen(cell), column=fact, **wrong.fields
            )
            return BAD

    def _seen(self, cell: Cell) -> Any:
        """What a message shows of a cell: the day of a date, the number or the text."""
        _, kind, seen = cell
        if kind == "d":
            return day_of(seen, self._grid.epoch) or seen
        return ("TRUE" if seen else "FALSE") if kind == "b" else seen

    def _text(self, row: int, spot: Spot, cell: Cell) -> Any:
        _, kind, seen = cell
        if kind == "s":
            return seen
        return str(self._seen(cell)) if kind != "n" or seen != int(seen) else str(int(seen))

    def _list(self, row: int, spot: Spot, cell: Cell) -> Any:
        choices = spot.fact.choices
        text = self._text(row, spot, cell)
        parts = [part.strip() for piece in text.split(";") for part in _pieces(piece, choices, ";" in text)]
        if choices is None:
            return tuple(part for part in parts if part)
        return tuple(dict.fromkeys(_code(choices, part) for part in parts if part))

    def _names(self, row: int, spot: Spot, cell: Cell) -> Any:
        """Names apart from each other by semicolons or line breaks: a comma may be part of one."""
        lines = self._text(row, spot, cell).replace(";", "\n").splitlines()
        names = (trimmed(line) for line in lines)
        return tuple(name for name in names if name and name.casefold() not in BLANK_WORDS) or BLANK

    def _number(self, row: int, spot: Spot, cell: Cell) -> Any:
        numeral = self._numeral(row, spot, cell)
        if numeral is None:
            return BLANK
        place = row, cell[0]
        is_percent = numeral.is_percent or place in self._grid.percents
        if sign := "%" if is_percent else numeral.currency or self._grid.signs.get(place, ""):
            self.shown[place] = sign
        if numeral.has_unit:
            self.factors.add(place)
        return numeral.value

    def _money(self, row: int, spot: Spot, cell: Cell) -> Any:
        numeral = self._numeral(row, spot, cell)
        if numeral is None:
            return BLANK
        if self._amounts is None:
            return numeral.value
        amount = numeral.value if numeral.has_unit else numeral.value * self._amounts.unit(spot)
        return self._amounts.in_book(row, cell, amount, numeral.currency)

    def _numeral(self, row: int, spot: Spot, cell: Cell) -> Numeral | None:
        """The number of a cell within the limits of its column, None for a word that means blank."""
        column, kind, seen = cell
        fact = spot.fact
        if kind == "n":
            numeral = Numeral(seen)
        elif kind == "s":
            if seen.casefold() in BLANK_WORDS:
                return None
            numeral = self._numeral_in(seen, column, fact)
        else:
            raise _WrongError("not-number" if kind != "d" else "date-not-number")
        number = numeral.value
        low, high = fact.low, fact.high
        if high is None and fact.kind == "share":
            high = MOST_SHARE
        if (low is not None and number < low) or (high is not None and number > high):
            if fact.kind == "share" and 1 < abs(number) <= 1000:
                raise _WrongError("not-share", percent=number)
            raise _WrongError("out-of-range", low=low, high=high)
        if fact.kind == "share" and fact.high is None and kind == "n" and number > LARGE_SHARE:
            self._faults.add("share-large", self._grid.title, row, column, number, column=fact)
        return numeral

    def _numeral_in(self, text: str, column: int, fact: Column) -> Numeral:
        marks = self._told("number", column) if reads_two_ways(text) else ""
        if len(marks) > 1:
            raise _WrongError("number-ambiguous")
        try:
            numeral = number_of(text, self._comma, marks)
        except UnreadableError as wrong:
            raise _WrongError("number-ambiguous" if wrong.reason == "ambiguous" else "not-number") from None
        if numeral.is_percent and fact.kind not in ("share", "number"):
            raise _WrongError("not-number")
        return numeral

    def _told(self, kind: str, column: int) -> str:
        """What the texts of a column, else of all columns, show: the decimal mark or the order of days."""
        tell = decimal_marks if kind == "number" else day_order
        for place in (column, 0):
            if (kind, place) not in self._settled:
                self._settled[kind, place] = tell(
                    cell[2]
                    for _, cells in self._grid.rows
                    for cell in cells
                    if cell[1] == "s" and place in (0, cell[0]) and len(cell[2]) <= MOST_DIGITS
                )
            if told := self._settled[kind, place]:
                return told
        return ""

    def _count(self, row: int, spot: Spot, cell: Cell) -> Any:
        number = self._number(row, spot, cell)
        if number is BLANK:
            return BLANK
        if number != int(number):
            raise _WrongError("not-whole")
        return int(number)

    def _year(self, row: int, spot: Spot, cell: Cell) -> Any:
        _, kind, seen = cell
        if kind == "s":
            found = year_in(seen, is_fiscal=self._is_fiscal(cell[0]))
            year = found[0] if found and not found[1] else None
            if year is not None and (name := year_name(seen)):
                self.years.setdefault(year, name)
        elif kind == "n" and seen == int(seen):
            year = int(seen)
        elif kind == "d" and (day := day_of(seen, self._grid.epoch)):
            # A cell that holds the number 2024 and a date format is 16 July 1905: the year was meant.
            year = day.year if day.year >= YEARS.start else (day - self._grid.epoch).days
        else:
            year = None
        if year is None or year not in YEARS:
            raise _WrongError("not-year")
        return year

    def _is_fiscal(self, column: int) -> bool:
        """True where the texts of a column make certain that 2011-12 is a year."""
        place = "fiscal", column
        if place not in self._settled:
            texts = (c[2] for _, cells in self._grid.rows for c in cells if c[0] == column and c[1] == "s")
            self._settled[place] = "yes" if are_fiscal(texts) else ""
        return bool(self._settled[place])

    def _since(self, row: int, spot: Spot, cell: Cell) -> Any:
        """A year, or a day; a month is its first day."""
        _, kind, seen = cell
        if kind == "n" or (kind == "s" and (found := year_in(seen)) and not found[1]):
            return self._year(row, spot, cell)
        if kind == "s" and seen.casefold() not in BLANK_WORDS:
            with suppress(UnreadableError):
                return date_of(seen, self._days_first, order=self._order(cell))
            with suppress(UnreadableError):
                return date_of(seen, self._days_first, month=True).replace(day=1)
        return self._date(row, spot, cell)

    def _date(self, row: int, spot: Spot, cell: Cell) -> Any:
        _, kind, seen = cell
        if kind == "d":
            day = day_of(seen, self._grid.epoch)
        elif kind == "s":
            if seen.casefold() in BLANK_WORDS:
                return BLANK
            try:
                day = date_of(seen, self._days_first, spot.fact.kind == "month", self._order(cell))
            except UnreadableError as wrong:
                raise _WrongError("date-ambiguous" if wrong.reason == "ambiguous" else "not-date") from None
        else:
            raise _WrongError("not-date")
        if day is None or not EARLIEST <= day.year <= LATEST:
            raise _WrongError("not-date")
        return day

    def _month(self, row: int, spot: Spot, cell: Cell) -> Any:
        """The last day of a month; one without a year is of the year that its row says."""
        _, kind, seen = cell
        number = month_in(f"{seen:g}" if kind == "n" else seen) if kind in "ns" else 0
        if number and self._year_now:
            year = self._year_now - (number > self._end_month)
            return month_end(datetime.date(year, number, 1))
        if kind == "n" and re.fullmatch(r"(?:19|20)\d{4}", f"{seen:.0f}") and 1 <= seen % 100 <= 12:  # 202607
            return month_end(datetime.date(int(seen) // 100, int(seen) % 100, 1))
        day = self._date(row, spot, cell)
        if day is BLANK:
            return BLANK
        self.has_days = self.has_days or not is_edge(day)
        return month_end(day)

    def _period(self, row: int, spot: Spot, cell: Cell) -> Any:
        """A year, a part of one, a month or a day; dates that are all edges of months mean the months."""
        column, kind, seen = cell
        span: Span | None = None
        if kind == "d" and (day := day_of(seen, self._grid.epoch)):
            if day.year < YEARS.start:  # the number 2024 under a date format, as in `_year`
                span = year_span((day - self._grid.epoch).days, self._end_month)
            else:
                span = month_span(day) if self._has_edges(column) else day_span(day)
        elif kind == "n" and seen == int(seen):
            year, month = divmod(int(seen), 100)
            if int(seen) in YEARS:
                span = year_span(int(seen), self._end_month)
            elif year in YEARS and 1 <= month <= 12:  # 202610
                span = month_span(datetime.date(year, month, 1))
        elif kind == "s":
            if seen.casefold() in BLANK_WORDS:
                return BLANK
            try:
                span = span_of(seen, self._days_first, self._order(cell), self._end_month)
            except UnreadableError as wrong:
                raise _WrongError("date-ambiguous" if wrong.reason == "ambiguous" else "not-period") from None
            if span.kind == "day" and self._has_edges(column):
                span = month_span(span.last)
        if span is None or not EARLIEST <= span.last.year <= LATEST:
            raise _WrongError("not-period")
        return span

    def _has_edges(self, column: int) -> bool:
        """True where every date of a column is the first or the last day of its month."""
        place = "edges", column
        if place not in self._settled:
            found = (cell for _, cells in self._grid.rows for cell in cells if cell[0] == column)
            days = map(self._day_in, found)
            self._settled[place] = "yes" if all(day is None or is_edge(day) for day in days) else ""
        return bool(self._settled[place])

    def _day_in(self, cell: Cell) -> datetime.date | None:
        """The day that a cell holds or says, None where it is none."""
        if cell[1] == "d":
            return day_of(cell[2], self._grid.epoch)
        if cell[1] == "s":
            with suppress(UnreadableError):
                return date_of(cell[2], self._days_first, order=self._order(cell))
        return None

    def _order(self, cell: Cell) -> str:
        return self._told("day", cell[0]) if re.fullmatch(SLASHED, cell[2]) else ""

    def _yes(self, row: int, spot: Spot, cell: Cell) -> Any:
        _, kind, seen = cell
        if kind == "b":
            return seen
        code = YES.code(self._text(row, spot, cell)) if kind in "sn" else None
        if code is None:
            raise _WrongError("not-yes")
        return code == "yes"

    def _choice(self, row: int, spot: Spot, cell: Cell) -> Any:
        assert spot.fact.choices
        return _code(spot.fact.choices, self._text(row, spot, cell))


def _pieces(text: str, choices: Choices | None, is_split: bool) -> list[str]:
    """The parts of a text that commas separate: among other marks a comma may be part of a person's own
    name."""
    parts = text.split(",")
    if choices is None or not (is_split and choices.is_open):
        return parts
    return parts if all(choices.code(part.strip()) in choices.codes for part in parts) else [text]


def _code(choices: Choices, text: str) -> str:
    """The code of one allowed value; a fault that names the nearest word where it is none."""
    code = choices.code(text)
    if code is None:
        near = nearest(text, [word for words in choices.accepted().values() for word in words])
        raise _WrongError("not-choice", near=choices.code(near) if near else None)
    return code


class _WrongError(Exception):
    """A cell is not what its column holds: the code of the fault and the fields of its message."""

    def __init__(self, code: str, **fields: Any) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields
