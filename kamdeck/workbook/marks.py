"""Where a rule puts its finger: the cell of one field of a row."""

from __future__ import annotations

from typing import Any

from kamdeck.workbook.columns import Row
from kamdeck.workbook.faults import MOST_LISTED, Faults, split
from kamdeck.workbook.rows import Book


class Marks:
    """Notes faults that rules find; `columns` says per sheet key in which column each field stands.

    `written` has the former name that a row was written under, by the row's `at`; `heads` has per sheet key
    the row and column of the header of each year, month ... that the sheet is spread over.
    """

    __slots__ = ("_columns", "_faults", "_heads", "written")

    def __init__(
        self,
        columns: dict[str, dict[str, int]],
        faults: Faults,
        written: dict[str, str] | None = None,
        heads: dict[str, dict[Any, tuple[int, int]]] | None = None,
    ) -> None:
        self._columns = columns
        self._faults = faults
        self._heads = heads or {}
        self.written = written or {}

    def has_column(self, key: str, field: str) -> bool:
        """Whether a sheet has a column for a field, which one that is spread over columns has not."""
        return field in self._columns.get(key, {})

    def add(self, code: str, key: str, row: Row, field: str, /, seen: object = "", **fields: Any) -> None:
        """Notes a fault at a field of a row; at the row's own cell when the field has no column."""
        sheet, _, cell = row.at.rpartition("!")
        number, column = split(cell)
        self._faults.add(code, sheet, number, self._columns.get(key, {}).get(field, column), seen, **fields)

    def head(
        self, code: str, book: Book, key: str, over: object, row: Row, /, seen: object = "", **fields: Any
    ) -> None:
        """Notes a fault at the header of a spread column, else (a long sheet) at the first row of it."""
        place = self._heads.get(key, {}).get(over)
        if place is None:
            spread = next(sheet.spread for sheet in Book.sheets if sheet.key == key)
            self.add(code, key, row, spread.over if spread else "", seen, **fields)
        else:
            self._faults.add(code, book.title(key), *place, seen, **fields)

    def blank(self, code: str, key: str, over: object, row: Row, /, seen: object = "", **fields: Any) -> None:
        """Notes a fault at the blank cell of a spread column in the row of the given figure; at the figure
        itself where the sheet is long."""
        sheet, _, cell = row.at.rpartition("!")
        number, column = split(cell)
        column = self._heads.get(key, {}).get(over, (0, column))[1]
        self._faults.add(code, sheet, number, column, seen, **fields)

    def setting(self, code: str, book: Book, name: str, /, seen: object = "", **fields: Any) -> None:
        """Notes a fault at a setting."""
        self._faults.at(code, book.settings.at(name) or book.title("settings") + "!", seen, **fields)

    def sheet(self, code: str, book: Book, key: str, /, seen: object = "", **fields: Any) -> None:
        """Notes a fault of a whole sheet."""
        self._faults.add(code, book.title(key), seen=seen, **fields)

    def repeated(self, key: str, rows: tuple[Any, ...], *names: str, adds_up: bool = False) -> None:
        """Notes every row that has the same fields as an earlier one.

        Rows that `adds_up` may stand once under each name that their account has had; many of them are the
        lines of a ledger, one fault.
        """
        first: dict[tuple[Any, ...], Row] = {}
        twins: list[tuple[Row, tuple[Any, ...], Row]] = []
        for row in rows:
            values = tuple(getattr(row, name) for name in names)
            name = self.written.get(row.at, "") if adds_up else ""
            earlier = first.setdefault((name, *values), row)
            if earlier is not row:
                twins.append((row, values, earlier))
        if adds_up and len(twins) > MOST_LISTED:
            row, values, earlier = twins[0]
            self.add("lines-to-add", key, row, "", values, first=_cell(earlier), count=len(twins), key=key)
            return
        for row, values, earlier in twins:
            self.add("row-twice", key, row, "", values, first=_cell(earlier))

    def in_order(self, key: str, rows: tuple[Any, ...], early: str, late: str) -> None:
        """Notes every row whose later date is before its earlier one."""
        for row in rows:
            a, b = getattr(row, early), getattr(row, late)
            if a is not None and b is not None and b < a:
                facts = {fact.name: fact for fact in type(row).columns}
                self.add("dates-order", key, row, late, b, early=facts[early], late=facts[late], value=a)


def _cell(row: Row) -> str:
    return row.at.rpartition("!")[2]
