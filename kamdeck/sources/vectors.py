"""The values that a mapping's fields and conditions take, line by line."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from kamdeck.sources.formula import Formula
from kamdeck.sources.lines import Lines
from kamdeck.sources.spec import Condition, Given
from kamdeck.sources.typed import Value, Wrong, days, numbers, periods, texts, years
from kamdeck.workbook.columns import Column
from kamdeck.workbook.numerals import UnreadableError
from kamdeck.workbook.values import month_end
from kamdeck.workbook.wording import fold

NUMERIC = frozenset({"number", "money", "share", "count"})
FIGURES = frozenset({"formula", "sum", "average"})
COUNTS = frozenset({"count", "distinct"})


def names_of(given: Given) -> tuple[str, ...]:
    """Every name that may be a column: those of a formula too, which may itself be a column's name."""
    names = given.columns
    if given.how in FIGURES:
        for text in given.columns:
            formula = formula_in(text)
            names += tuple(formula.names) if formula else ()
    return names


def formula_in(text: str) -> Formula | None:
    """The formula that a text is, None when it is none."""
    try:
        return Formula(text)
    except UnreadableError:
        return None


class Vectors:
    """Reads columns of `lines` as fields want them; `end_month` is the last month of the fiscal year."""

    __slots__ = ("_decimal", "_end_month", "_known", "_lines")

    def __init__(self, lines: Lines, end_month: int, decimal: str) -> None:
        self._lines = lines
        self._end_month = end_month
        self._decimal = decimal
        self._known: dict[tuple[int, str, str], list[Value]] = {}

    def missing(self, given: Given) -> tuple[str, ...]:
        """The columns that a field asks for and that are not there."""
        lost: list[str] = []
        for name in given.columns:
            if self._lines.column(name):
                continue
            formula = formula_in(name) if given.how in FIGURES else None
            parts = formula.names if formula else [name]
            lost += [part for part in parts if not self._lines.column(part)]
        return tuple(lost)

    def of(self, fact: Column, given: Given) -> list[Value]:
        """One value a line: as the field is kept, or what is summed, counted ... where it is."""
        if given.how == "value":
            return [given.value] * len(self._lines)
        if given.how == "formula":
            return [None if _is_blank(value) else value for value in self.figures(given.columns[0])]
        if given.how in FIGURES:
            return self.figures(given.columns[0])
        if given.how in COUNTS:
            return self.texts(given.columns[0])
        if len(given.columns) > 1:
            return [_joined(row) for row in zip(*map(self.texts, given.columns), strict=True)]
        name = given.columns[0]
        if fact.kind == "year":
            return self._read("year", name, given.order)
        if fact.kind == "period":
            return self._read("period", name, given.order)
        if fact.kind == "date":
            return self.days(name, given.order)
        if fact.kind == "month":
            days = self.days(name, given.order)
            return [month_end(day) if isinstance(day, datetime.date) else day for day in days]
        return self.figures(name) if fact.kind in NUMERIC else self.texts(name)

    def texts(self, name: str) -> list[Value]:
        """The texts of a column."""
        return self._read("text", name)

    def days(self, name: str, order: str = "") -> list[Value]:
        """The days of a column."""
        return self._read("day", name, order)

    def figures(self, text: str) -> list[Value]:
        """The numbers of a column, or of a formula over columns."""
        if self._lines.column(text):
            return self._read("number", text)
        formula = formula_in(text)
        assert formula is not None
        columns = [self._lines.column(name) for name in formula.names]
        rows = zip(*(self._read("number", name) for name in formula.names), strict=True)
        return [_worked(formula, row, columns) for row in rows]

    def _read(self, kind: str, name: str, order: str = "") -> list[Value]:
        column = self._lines.column(name)
        place = (column, kind, order)
        if place not in self._known:
            cells, epoch = self._lines.cells[column], self._lines.epoch
            if kind == "number":
                self._known[place] = numbers(cells, self._decimal)
            elif kind == "day":
                self._known[place] = days(cells, epoch, order)
            elif kind == "period":
                self._known[place] = periods(cells, epoch, order)
            elif kind == "year":
                self._known[place] = years(cells, epoch, self._end_month, order)
            else:
                self._known[place] = texts(cells, epoch)
        return self._known[place]

    def meets(self, condition: Condition) -> list[Any]:
        """For each line True, False, or the Wrong that keeps it from being compared."""
        result: list[Any] = [True] * len(self._lines)
        name = condition.column
        if condition.yes is not None:
            result = _both(result, self._is_one(name, condition.yes, True))
        if condition.no:
            result = _both(result, self._is_one(name, condition.no, False))
        if condition.above is not None or condition.below is not None:
            result = _both(result, _within(self.figures(name), condition.above, condition.below, True))
        if condition.since is not None or condition.until is not None:
            result = _both(result, _within(self.days(name), condition.since, condition.until, False))
        return result

    def _is_one(self, name: str, wanted: Sequence[Any], sought: bool) -> list[Any]:
        words = {_plain(value) for value in wanted}
        loose = {fold(word) for word in words} - {""}
        found: dict[Any, bool] = {}
        result: list[Any] = []
        for value in self.texts(name):
            if isinstance(value, Wrong):
                result.append(value)
                continue
            text = value or ""
            if text not in found:
                found[text] = (text in words or fold(text) in loose) is sought
            result.append(found[text])
        return result


def _plain(value: Any) -> str:
    """A constant of the mapping as the text of a cell."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return str(int(value)) if value == int(value) else str(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _both(first: list[Any], second: list[Any]) -> list[Any]:
    return [b if a is True else a for a, b in zip(first, second, strict=True)]


def _within(values: list[Value], low: Any, high: Any, is_open: bool) -> list[Any]:
    """Blank values lie outside; numbers must lie above and below the limits, days may lie on them."""
    result: list[Any] = []
    for value in values:
        if value is None or isinstance(value, Wrong):
            result.append(False if value is None else value)
        elif is_open:
            result.append((low is None or value > low) and (high is None or value < high))
        else:
            result.append((low is None or value >= low) and (high is None or value <= high))
    return result


def _is_blank(value: Value) -> bool:
    """True for a formula over a blank cell."""
    return isinstance(value, Wrong) and value.code == "lines-blank"


def _joined(row: tuple[Value, ...]) -> Value:
    wrong = next((value for value in row if isinstance(value, Wrong)), None)
    return wrong or " ".join(value for value in row if value) or None


def _worked(formula: Formula, row: tuple[Value, ...], columns: Sequence[int]) -> Value:
    """The value of a formula on one line; what keeps it from having one, at its column."""
    for value, column in zip(row, columns, strict=True):
        if value is None:
            return Wrong("lines-blank", column=column)
        if isinstance(value, Wrong):
            return Wrong(value.code, value.seen, column)
    try:
        return formula.value(row)
    except ZeroDivisionError:
        return Wrong("not-number", "÷ 0", columns[-1])
