"""From a cell to the value of a column, or to a fault at the cell's address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kamdeck.workbook.cells import Cell, Grid, day_of
from kamdeck.workbook.choices import YES, Choices
from kamdeck.workbook.columns import Column
from kamdeck.workbook.faults import Faults
from kamdeck.workbook.header_names import YEARS
from kamdeck.workbook.values import (
    BLANK_WORDS,
    UnreadableError,
    date_of,
    month_end,
    number_of,
    year_in,
    year_name,
)
from kamdeck.workbook.wording import nearest, trimmed

BLANK: Any = object()
BAD: Any = object()
EARLIEST, LATEST = 1900, 2200
MOST_SHARE = 10  # a share of more than 1,000% is a percentage typed without its sign


class Converter:
    """Turns cells of one sheet into values; what cannot be one is noted and becomes `BAD`."""

    __slots__ = ("_by_kind", "_faults", "_french", "_grid", "scale", "years")

    def __init__(self, grid: Grid, french: bool, scale: float, faults: Faults) -> None:
        self._grid = grid
        self._french = french
        self.scale = scale
        self.years: dict[int, str] = {}  # what the cells call their years
        self._faults = faults
        self._by_kind: dict[str, Callable[[Column, Cell], Any]] = {
            "text": self._text,
            "number": self._number,
            "money": self._number,
            "share": self._number,
            "count": self._count,
            "year": self._year,
            "date": self._date,
            "month": self._date,
            "yes": self._yes,
            "choice": self._choice,
            "list": self._list,
            "names": self._names,
        }

    def value(self, row: int, cell: Cell, fact: Column, factor: float = 1.0) -> Any:
        """The value of a cell for a column; BLANK when there is none, BAD when it is faulty (and noted)."""
        column, kind, seen = cell
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
            value = self._by_kind[fact.kind](fact, cell)
        except _WrongError as wrong:
            self._faults.add(
                wrong.code, self._grid.title, row, column, self._seen(cell), column=fact, **wrong.fields
            )
            return BAD
        if fact.kind == "money" and value is not BLANK:
            return value * factor * self.scale
        return value

    def _seen(self, cell: Cell) -> Any:
        """What a message shows of a cell: the day of a date, the number or the text."""
        _, kind, seen = cell
        if kind == "d":
            return day_of(seen, self._grid.epoch) or seen
        return ("TRUE" if seen else "FALSE") if kind == "b" else seen

    def _text(self, fact: Column, cell: Cell) -> Any:
        _, kind, seen = cell
        if kind == "s":
            return seen
        return str(self._seen(cell)) if kind != "n" or seen != int(seen) else str(int(seen))

    def _list(self, fact: Column, cell: Cell) -> Any:
        parts = [part.strip() for part in self._text(fact, cell).replace(",", ";").split(";")]
        if fact.choices is None:
            return tuple(part for part in parts if part)
        return tuple(dict.fromkeys(_code(fact.choices, part) for part in parts if part))

    def _names(self, fact: Column, cell: Cell) -> Any:
        """Names apart from each other by semicolons or line breaks: a comma may be part of one."""
        lines = self._text(fact, cell).replace(";", "\n").splitlines()
        names = (trimmed(line) for line in lines)
        return tuple(name for name in names if name and name.casefold() not in BLANK_WORDS) or BLANK

    def _number(self, fact: Column, cell: Cell) -> Any:
        _, kind, seen = cell
        if kind == "n":
            number = seen
        elif kind == "s":
            if seen.casefold() in BLANK_WORDS:
                return BLANK
            number = self._number_in(seen, fact)
        else:
            raise _WrongError("not-number" if kind != "d" else "date-not-number")
        low, high = fact.low, fact.high
        if high is None and fact.kind == "share":
            high = MOST_SHARE
        if (low is not None and number < low) or (high is not None and number > high):
            if fact.kind == "share" and 1 < abs(number) <= 1000:
                raise _WrongError("not-share", percent=number)
            raise _WrongError("out-of-range", low=low, high=high)
        return number

    def _number_in(self, text: str, fact: Column) -> float:
        try:
            number, percent = number_of(text, self._french)
        except UnreadableError as wrong:
            raise _WrongError("number-ambiguous" if wrong.reason == "ambiguous" else "not-number") from None
        if percent and fact.kind not in ("share", "number"):
            raise _WrongError("not-number")
        return number

    def _count(self, fact: Column, cell: Cell) -> Any:
        number = self._number(fact, cell)
        if number is BLANK:
            return BLANK
        if number != int(number):
            raise _WrongError("not-whole")
        return int(number)

    def _year(self, fact: Column, cell: Cell) -> Any:
        _, kind, seen = cell
        if kind == "s":
            found = year_in(seen)
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

    def _date(self, fact: Column, cell: Cell) -> Any:
        _, kind, seen = cell
        if kind == "d":
            day = day_of(seen, self._grid.epoch)
        elif kind == "s":
            if seen.casefold() in BLANK_WORDS:
                return BLANK
            try:
                day = date_of(seen, self._french, month=fact.kind == "month")
            except UnreadableError as wrong:
                raise _WrongError("date-ambiguous" if wrong.reason == "ambiguous" else "not-date") from None
        else:
            raise _WrongError("not-date")
        if day is None or not EARLIEST <= day.year <= LATEST:
            raise _WrongError("not-date")
        return month_end(day) if fact.kind == "month" else day

    def _yes(self, fact: Column, cell: Cell) -> Any:
        _, kind, seen = cell
        if kind == "b":
            return seen
        code = YES.code(self._text(fact, cell)) if kind in "sn" else None
        if code is None:
            raise _WrongError("not-yes")
        return code == "yes"

    def _choice(self, fact: Column, cell: Cell) -> Any:
        assert fact.choices
        return _code(fact.choices, self._text(fact, cell))


def _code(choices: Choices, text: str) -> str:
    """The code of one allowed value; a fault that names the nearest word where it is none."""
    code = choices.code(text)
    if code is None:
        near = nearest(text, [word for item in choices.items for word in item[1:]])
        raise _WrongError("not-choice", near=choices.code(near) if near else None)
    return code


class _WrongError(Exception):
    """A cell is not what its column holds: the code of the fault and the fields of its message."""

    def __init__(self, code: str, **fields: Any) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields
