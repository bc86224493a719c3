"""Faults as they are found: a code, a place and what was seen; words come at the end, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kamdeck.workbook.addresses import a1, column_number

MOST_LISTED = 5
"""Faults of one cause that are told one by one."""


class Fault:
    """One fault; `fields` fill the message of its code (see `messages`).

    `place` says where it is when an A1 address would not help: a line of a text file, a row of a frame.
    It stands for `count` faults, where nobody needs each; `others` have the same cause (see `together`).
    """

    __slots__ = ("code", "column", "count", "fields", "others", "place", "row", "seen", "sheet")

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
        self.count = 1
        self.others: list[Fault] = []

    @property
    def cell(self) -> str:
        """The A1 address or the place, "" when the whole sheet is meant."""
        if self.place:
            return self.place
        return a1(self.row, self.column) if self.row and self.column else ""


def together(found: Sequence[Fault]) -> list[Fault]:
    """The faults in their order; one that many cells of a column share is one fault, the first of them.

    Up to MOST_LISTED stand each for itself, unless a fault names its `cause`.
    """
    groups: dict[tuple[object, ...], list[Fault]] = {}
    for fault in found:
        cause = fault.fields.get("cause")
        groups.setdefault((fault.code, fault.sheet, cause or fault.column), []).append(fault)
    told: dict[int, Fault] = {}
    for group in groups.values():
        if "cause" in group[0].fields or sum(fault.count for fault in group) > MOST_LISTED:
            group[0].others = group[1:]
            group = group[:1]
        told |= {id(fault): fault for fault in group}
    return [fault for fault in found if id(fault) in told]


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
