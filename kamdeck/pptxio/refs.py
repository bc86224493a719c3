"""References into a sheet: the areas that a chart's formula names, and the cells inside a cell's formula."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

_AREA = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_PIECES = re.compile(r"(?:'(?:[^']|'')*'|[^,'])+")
_PLAIN_NAME = re.compile(r"[A-Za-z_]{2,}\Z")
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"|\[[^\]]*\]'  # texts and structured references stay as they are
    r"|(?P<sheet>(?:'(?:[^']|'')+'|(?<![\w.\]'])[^\W\d][\w.]*)!)?"
    r"(?:(?(sheet)|(?<![\w.$!]))(?P<one>\$?[A-Z]{1,3}\$?[1-9]\d*)(?::(?P<other>\$?[A-Z]{1,3}\$?[1-9]\d*))?(?![\w(.!\[])"
    r"|(?(sheet)|(?<![\w.$!]))(?P<columns>\$?[A-Z]{1,3}:\$?[A-Z]{1,3})(?![\w(.!\[])"
    r"|(?(sheet)|(?<![\w.$:!]))(?P<rows>\$?[1-9]\d*:\$?[1-9]\d*)(?![\w(.!\[]))"
)
_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")
GONE = "#REF!"
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384

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
    ends = [_CELL.fullmatch(part) for part in text.split(":")]
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
    match = _CELL.fullmatch(name)
    return (int(match[4]), column_number(match[2])) if match else None


# ------------------------------------------------------------------ formulas of cells


# Where an area stands now (None: gone); the second argument says whether it names its rows without a `$`.
Mover = Callable[[Area, bool], Area | None]


def moved_formula(formula: str, move: Mover) -> str:
    """The formula with every reference led to where its cells stand now; `#REF!` where they are gone.

    Texts, names and structured references stay as they are.
    """

    def text(match: re.Match[str]) -> str:
        sheet = match["sheet"] or ""
        name = _unquoted(sheet)
        if "[" in name:
            return match[0]
        if match["one"]:
            return _moved_area(match, sheet, name, move)
        if match["columns"] or match["rows"]:
            return _moved_lines(match, sheet, name, move)
        return match[0]

    return _TOKEN.sub(text, formula)


def references(formula: str) -> list[Area]:
    """The areas that a cell's formula names; `sheet` "" stands for its own."""
    found: list[Area] = []

    def note(area: Area, _: bool) -> Area:
        found.append(area)
        return area

    moved_formula(formula, note)
    return found


def filled_formula(formula: str, down: int, across: int) -> str:
    """The formula as Excel fills it so many rows down and columns across: what has a `$` stays."""

    def end(text: str) -> str:
        match = _CELL.fullmatch(text)
        assert match is not None
        row = int(match[4]) + (0 if match[3] else down)
        column = column_number(match[2]) + (0 if match[1] else across)
        return f"{match[1]}{letters(column)}{match[3]}{row}" if row > 0 and column > 0 else GONE

    def text(match: re.Match[str]) -> str:
        if not match["one"] or (match["sheet"] and "[" in match["sheet"]):
            return match[0]
        return (match["sheet"] or "") + ":".join(end(e) for e in (match["one"], match["other"]) if e)

    return _TOKEN.sub(text, formula)


def _unquoted(sheet: str) -> str:
    name = sheet.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _moved_area(match: re.Match[str], sheet: str, name: str, move: Mover) -> str:
    one, other = _CELL.fullmatch(match["one"]), _CELL.fullmatch(match["other"] or match["one"])
    assert one is not None
    assert other is not None
    rows, columns = (int(one[4]), int(other[4])), (column_number(one[2]), column_number(other[2]))
    if max(rows) > MAX_ROW or max(columns) > MAX_COLUMN:
        return match[0]
    area = Area(name, min(rows), min(columns), max(rows), max(columns))
    now = move(area, not (one[3] or other[3]))
    if now == area:
        return match[0]
    if now is None:
        return GONE
    first = f"{one[1]}{letters(now.left)}{one[3]}{now.top}"
    last = f":{other[1]}{letters(now.right)}{other[3]}{now.bottom}" if match["other"] else ""
    return f"{sheet}{first}{last}"


def _moved_lines(match: re.Match[str], sheet: str, name: str, move: Mover) -> str:
    """Whole columns or rows: moved as their first and last cells are."""
    first, _, last = (match["columns"] or match["rows"]).partition(":")
    marks = ["$" if end.startswith("$") else "" for end in (first, last)]
    first, last = first.strip("$"), last.strip("$")
    if match["rows"]:
        return match[0]
    left, right = sorted((column_number(first), column_number(last)))
    now = move(Area(name, 1, left, MAX_ROW, right), False)
    if now is None:
        return GONE
    return f"{sheet}{marks[0]}{letters(now.left)}:{marks[1]}{letters(now.right)}"
