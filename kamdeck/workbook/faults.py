"""Faults as they are found: a code, a place and what was seen; words come at the end, in one language."""

from __future__ import annotations

from typing import Any

from kamdeck.workbook.addresses import a1, column_number


class Fault:
    """One fault; `fields` fill the message of its code (see `messages`).

    `place` says where it is when an A1 address would not help: a line of a text file, a row of a frame.
    """

    __slots__ = ("code", "column", "fields", "place", "row", "seen", "sheet")

    def __init__(
        self, code: str, sheet: str, row: int, column: int, seen: Any, fields: dict[str, Any]
    ) -> None:
        self.code = code
        self.sheet = sheet
        self.row = row
        self.column = column
        self.seen = seen
        self.fields = fields
        self.place = ""

    @property
    def cell(self) -> str:
        """The A1 address or the place, "" when the whole sheet is meant."""
        if self.place:
            return self.place
        return a1(self.row, self.column) if self.row and self.column else ""


class Faults:
    """The faults of one workbook, collected while it is read."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(
        self, code: str, sheet: str, row: int = 0, column: int = 0, /, seen: object = "", **fields: Any
    ) -> None:
        """Notes one fault at a cell, or of a whole sheet when row and column are 0."""
        self.found.append(Fault(code, sheet, row, column, seen, fields))

    def at(self, code: str, place: str, /, seen: object = "", **fields: Any) -> None:
        """Notes one fault at a row's `at`, such as `Revenue!D7`."""
        sheet, _, cell = place.rpartition("!")
        row, column = split(cell)
        self.found.append(Fault(code, sheet, row, column, seen, fields))


def split(cell: str) -> tuple[int, int]:
    """Row and column of an A1 address: `D7` is (7, 4)."""
    name = cell.rstrip("0123456789")
    return int(cell[len(name) :] or 0), column_number(name)
