"""Where a rule puts its finger: the cell of one field of a row."""

from __future__ import annotations

from typing import Any

from kamdeck.workbook.columns import Row
from kamdeck.workbook.faults import Faults, split
from kamdeck.workbook.rows import Book


class Marks:
    """Notes faults that rules find; `columns` says per sheet key in which column each field stands."""

    __slots__ = ("_columns", "_faults")

    def __init__(self, columns: dict[str, dict[str, int]], faults: Faults) -> None:
        self._columns = columns
        self._faults = faults

    def add(self, code: str, key: str, row: Row, field: str, /, seen: object = "", **fields: Any) -> None:
        """Notes a fault at a field of a row; at the row's own cell when the field has no column."""
        sheet, _, cell = row.at.rpartition("!")
        number, column = split(cell)
        self._faults.add(code, sheet, number, self._columns.get(key, {}).get(field, column), seen, **fields)

    def setting(self, code: str, book: Book, name: str, /, seen: object = "", **fields: Any) -> None:
        """Notes a fault at a setting."""
        self._faults.at(code, book.settings.at(name) or book.title("settings") + "!", seen, **fields)

    def sheet(self, code: str, book: Book, key: str, /, seen: object = "", **fields: Any) -> None:
        """Notes a fault of a whole sheet."""
        self._faults.add(code, book.title(key), seen=seen, **fields)

    def repeated(self, key: str, rows: tuple[Any, ...], *names: str) -> None:
        """Notes every row that has the same fields as an earlier one."""
        first: dict[tuple[Any, ...], Row] = {}
        for row in rows:
            values = tuple(getattr(row, name) for name in names)
            earlier = first.setdefault(values, row)
            if earlier is not row:
                self.add("row-twice", key, row, "", values, first=earlier.at.rpartition("!")[2])

    def in_order(self, key: str, rows: tuple[Any, ...], early: str, late: str) -> None:
        """Notes every row whose later date is before its earlier one."""
        for row in rows:
            a, b = getattr(row, early), getattr(row, late)
            if a is not None and b is not None and b < a:
                facts = {fact.name: fact for fact in type(row).columns}
                self.add("dates-order", key, row, late, b, early=facts[early], late=facts[late], value=a)
