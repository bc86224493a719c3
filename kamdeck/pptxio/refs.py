"""References into a sheet: the areas that a chart's formula names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_AREA = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_PIECES = re.compile(r"(?:'(?:[^']|'')*'|[^,'])+")
_PLAIN_NAME = re.compile(r"[A-Za-z_]{2,}\Z")
CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")

Place = tuple[int, int]  # row and column, both from 1


class Area(NamedTuple):
    """Some cells of a sheet, counted from 1; `sheet` is "" where a formula names none."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_cell(self) -> bool:
        """Whether it is one cell."""
        return self.top == self.bottom and self.left == self.right

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def places(self) -> Iterable[Place]:
        """Its cells, row by row."""
        columns = range(self.left, self.right + 1)
        return ((row, column) for row in range(self.top, self.bottom + 1) for column in columns)


def pieces(formula: str) -> list[str]:
    """What a chart's formula joins: `(Data!$A$1,Data!$A$3)` are two."""
    text = formula.strip()
    if text.startswith("(") and text.endswith(")"):
        return _PIECES.findall(text[1:-1])
    return [text]


def areas_of(formula: str) -> tuple[Area, ...] | None:
    """The areas of a chart's formula; None where one of them is no plain area of a sheet."""
    found = []
    for piece in pieces(formula):
        match = _AREA.fullmatch(piece.strip())
        if match is None:
            return None
        quoted, plain, left, top, right, bottom = match.groups()
        name = (quoted or plain).replace("''", "'")
        if "[" in name:
            return None
        rows = sorted((int(top), int(bottom or top)))
        columns = sorted((column_number(left), column_number(right or left)))
        found.append(Area(name, rows[0], columns[0], rows[1], columns[1]))
    return tuple(found)


def formula_of(areas: Iterable[Area]) -> str:
    """The formula that joins some areas, as charts write it."""
    texts = [area_text(area) for area in areas]
    return texts[0] if len(texts) == 1 else f"({','.join(texts)})"


def area_text(area: Area) -> str:
    """One area with absolute addresses."""
    start = f"${letters(area.left)}${area.top}"
    end = "" if area.is_cell else f":${letters(area.right)}${area.bottom}"
    return f"{quoted_sheet(area.sheet)}!{start}{end}"


def range_text(area: Area) -> str:
    """An area without its sheet, such as `A1:D25`."""
    start = f"{letters(area.left)}{area.top}"
    return start if area.is_cell else f"{start}:{letters(area.right)}{area.bottom}"


def range_of(text: str) -> Area | None:
    """The area that `A1:D25` names."""
    ends = [CELL.fullmatch(part) for part in text.split(":")]
    if len(ends) > 2 or any(end is None for end in ends):
        return None
    rows = sorted(int(end[4]) for end in ends if end)
    columns = sorted(column_number(end[2]) for end in ends if end)
    return Area("", rows[0], columns[0], rows[-1], columns[-1])


def quoted_sheet(name: str) -> str:
    """A sheet's name as formulas have it."""
    return name if _PLAIN_NAME.match(name) else "'" + name.replace("'", "''") + "'"


@lru_cache(maxsize=1024)
def column_number(text: str) -> int:
    """The number of a column: A is 1."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=1024)
def letters(number: int) -> str:
    """The letters of a column, counted from 1: A, Z, AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell_name(place: Place) -> str:
    """The address of a cell, such as `B7`."""
    return f"{letters(place[1])}{place[0]}"


def place_of(name: str) -> Place | None:
    """Row and column of an address such as `B7` or `$B$7`."""
    match = CELL.fullmatch(name)
    return (int(match[4]), column_number(match[2])) if match else None
