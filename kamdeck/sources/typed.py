"""Typed values of cells; what one leaves open (1,234? 05/10?) was settled from its column, or is a fault."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Any

from kamdeck.workbook.cells import Cell, day_of
from kamdeck.workbook.convert import EARLIEST, LATEST
from kamdeck.workbook.header_names import YEARS
from kamdeck.workbook.numerals import UnreadableError, number_of, reads_two_ways
from kamdeck.workbook.values import BLANK_WORDS, SLASHED, date_of, year_in
from kamdeck.workbook.wording import trimmed

Cells = Sequence[Cell | None]

_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d+)?")
_PACKED = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
ORDERS = ("dmy", "mdy", "ymd")
BEYOND = 1e30  # no amount of anything; sums stay exact below it


class Wrong:
    """Stands where a cell is not what its column must hold: the code of the fault and what was seen.

    `column` is that of the cell where a value comes from several columns, else 0.
    """

    __slots__ = ("code", "column", "seen")

    def __init__(self, code: str, seen: object = "", column: int = 0) -> None:
        self.code = code
        self.seen = seen
        self.column = column


Value = Any
"""str, float, bool, date, None (blank) or Wrong."""


def texts(cells: Cells, epoch: datetime.date) -> list[Value]:
    """The texts of cells; whole numbers without decimals, days as 2026-10-31."""
    return [None if cell is None else _text(cell, epoch) for cell in cells]


def _text(cell: Cell, epoch: datetime.date) -> Value:
    _, kind, seen = cell
    if kind == "s":
        return trimmed(seen) or None
    if kind == "n":
        return str(int(seen)) if seen == int(seen) else str(seen)
    if kind == "d":
        day = day_of(seen, epoch)
        return day.isoformat()[:10] if day else str(seen)
    if kind == "b":
        return "TRUE" if seen else "FALSE"
    return _faulty(cell)


def _faulty(cell: Cell) -> Wrong:
    return Wrong("error-value", cell[2]) if cell[1] == "e" else Wrong("no-result")


def numbers(cells: Cells, mark: str) -> list[Value]:
    """The numbers of cells; `mark` is the decimal mark of their column, "" where nothing tells.

    A text with one mark before three digits is a fault then.
    """
    return [_in_cell(cell, lambda text: _number(text, mark), _as_number) for cell in cells]


def _as_number(cell: Cell) -> Value:
    _, kind, seen = cell
    return float(seen) if kind == "n" else Wrong("date-not-number" if kind == "d" else "not-number", seen)


def _in_cell(cell: Cell | None, read: Callable[[str], Value], otherwise: Callable[[Cell], Value]) -> Value:
    if cell is None:
        return None
    if cell[1] == "s":
        return read(cell[2])
    return _faulty(cell) if cell[1] in "eu" else otherwise(cell)


def _number(text: str, mark: str) -> Value:
    if mark != "," and _PLAIN.fullmatch(text) and (mark or not reads_two_ways(text)):
        return float(text)
    body = trimmed(text)
    if not body or body.casefold() in BLANK_WORDS:
        return None
    if not mark and reads_two_ways(body):
        return Wrong("number-ambiguous", body)
    try:
        number = number_of(body, False, mark).value
    except UnreadableError as wrong:
        return Wrong("number-ambiguous" if wrong.reason == "ambiguous" else "not-number", body)
    return number if abs(number) < BEYOND else Wrong("not-number", body)


def days(cells: Cells, epoch: datetime.date, order: str) -> list[Value]:
    """The days of cells; `order` is "dmy", "mdy" or "ymd".

    It is "" where nothing tells; `05/10/2026` is a fault then.
    """

    def otherwise(cell: Cell) -> Value:
        if cell[1] == "n" and cell[2] == int(cell[2]) and (packed := _PACKED.fullmatch(str(int(cell[2])))):
            return _made(packed[1], packed[2], packed[3], str(int(cell[2])))
        day = day_of(cell[2], epoch) if cell[1] == "d" else None
        return day if day and EARLIEST <= day.year <= LATEST else Wrong("not-date", cell[2])

    return [_in_cell(cell, lambda text: _day(text, order), otherwise) for cell in cells]


def periods(cells: Cells, epoch: datetime.date, order: str = "") -> list[Value]:
    """The periods of a column as the reader of a sheet takes them: days as days, the rest as it stands (2026,
    202610, Q3 2026, FY26, Oct 2026), which the reader reads.
    """
    told = texts(cells, epoch)
    found = days(cells, epoch, order)
    for place, (cell, text) in enumerate(zip(cells, told, strict=True)):
        if not isinstance(text, str) or cell is None or cell[1] == "d":
            continue
        is_day = re.fullmatch(SLASHED, text) or _PACKED.fullmatch(text)
        if not is_day or isinstance(found[place], Wrong):
            found[place] = text
    return found


def _day(text: str, order: str) -> Value:
    body = trimmed(text)
    if not body or body.casefold() in BLANK_WORDS:
        return None
    if match := re.fullmatch(SLASHED, body):
        a, b, year = match.groups()
        if order == "ymd" and len(year) == 2:
            return _made(f"20{a}", b, year, body)
        if order in ("dmy", "mdy"):
            day, month = (a, b) if order == "dmy" else (b, a)
            return _made(year if len(year) == 4 else f"20{year}", month, day, body)
    if match := _PACKED.fullmatch(body):
        return _made(match[1], match[2], match[3], body)
    try:
        day = date_of(body, False, month=True)
    except UnreadableError as wrong:
        return Wrong("date-ambiguous" if wrong.reason == "ambiguous" else "not-date", body)
    return day if EARLIEST <= day.year <= LATEST else Wrong("not-date", body)


def _made(year: str, month: str, day: str, seen: str) -> Value:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return Wrong("not-date", seen)


def years(cells: Cells, epoch: datetime.date, end_month: int, order: str) -> list[Value]:
    """The years of cells that hold years (2024, FY24), or the fiscal years of days.

    A fiscal year is named after the calendar year in which it ends; `end_month` is its last month. A day
    that reads two ways is no fault where both lie in one year.
    """
    found = days(cells, epoch, order)
    for place, (cell, day) in enumerate(zip(cells, found, strict=True)):
        if isinstance(day, datetime.date):
            found[place] = _fiscal(day, end_month)
        elif isinstance(day, Wrong) and cell is not None and (year := _year(cell)):
            found[place] = year
        elif isinstance(day, Wrong) and day.code == "date-ambiguous":
            both = {_fiscal(_day(str(day.seen), way), end_month) for way in ("dmy", "mdy")}
            found[place] = both.pop() if len(both) == 1 else day
    return found


def _fiscal(day: datetime.date, end_month: int) -> int:
    return day.year + (day.month > end_month)


def _year(cell: Cell) -> int:
    """The year that a cell holds as such, 0 when it holds none."""
    _, kind, seen = cell
    if kind == "n":
        year = int(seen) if seen == int(seen) else 0
    elif kind == "s":
        told = year_in(seen)
        year = told[0] if told and not told[1] else 0
    else:
        year = 0
    return year if year in YEARS else 0
