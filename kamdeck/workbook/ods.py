"""The cells of an OpenDocument spreadsheet (.ods), in one streaming pass over its content.

Blank, error value and formula without a result stay apart, merged areas and hidden rows are known
(OpenDocument 1.3 part 3; LibreOffice marks an error with `calcext:value-type`).
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from kamdeck.workbook.archive import Archive, RefusedError
from kamdeck.workbook.cells import EPOCH_1900, Cell, Grid
from kamdeck.workbook.xlsx_parsers import MOST_MERGED, local_name, parse

MOST_CELLS = 3_000_000

_ERROR = re.compile(r"#(?:REF|N/A|DIV/0|VALUE|NAME|NUM|NULL)[!?]?|Err:\d+")


class Ods:
    """An opened spreadsheet: the same surface as `Xlsx`.

    Raises: RefusedError when the package is damaged, huge or no spreadsheet at all.
    """

    __slots__ = ("_grids", "titles")

    def __init__(self, data: bytes) -> None:
        archive = Archive(data)
        if "content.xml" not in archive:
            raise RefusedError("no workbook")
        content = _Content()
        parse(archive.chunks("content.xml"), content.start, content.end, content.text)
        self._grids = content.grids
        self.titles = tuple(self._grids)

    def grid(self, title: str) -> Grid:
        """The cells of one sheet."""
        return self._grids[title]


class _Content:
    """Collects the filled cells of all sheets; what is repeated and blank costs nothing."""

    def __init__(self) -> None:
        self.grids: dict[str, Grid] = {}
        self._grid: Grid | None = None
        self._depth = 0  # of tables: one within a cell is no sheet
        self._row = self._column = self._filled = 0
        self._cells: list[Cell] = []
        self._signs: dict[int, str] = {}
        self._hidden: set[int] = set()
        self._attributes: dict[str, str] = {}
        self._row_attributes: dict[str, str] = {}
        self._lines: list[str] = []
        self._in_text = self._aside = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes the beginning of an element."""
        tag = local_name(name)
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._begin(attributes)
        elif tag in ("annotation", "shapes"):
            self._aside += 1
        elif self._depth != 1 or self._aside:
            return
        elif tag == "table-row":
            self._cells, self._signs, self._column = [], {}, 0
            self._row_attributes = attributes
        elif tag in ("table-cell", "covered-table-cell"):
            self._attributes = attributes
            self._lines = []
        elif tag == "p":
            self._lines.append("")
            self._in_text += 1
        elif tag in ("s", "tab", "line-break"):
            self.text("\n" if tag == "line-break" else " ")

    def text(self, data: str) -> None:
        """Takes text."""
        if self._in_text and not self._aside and self._depth == 1 and self._lines:
            self._lines[-1] += data

    def end(self, name: str) -> None:
        """Takes the end of an element."""
        tag = local_name(name)
        if tag == "table":
            self._depth -= 1
        elif tag in ("annotation", "shapes"):
            self._aside -= 1
        elif self._depth != 1 or self._aside:
            return
        elif tag == "p":
            self._in_text -= 1
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell(_plain(self._attributes), tag == "covered-table-cell")
        elif tag == "table-row":
            self._end_row(_plain(self._row_attributes))

    def _begin(self, attributes: dict[str, str]) -> None:
        title = _plain(attributes).get("name", "")
        self._grid = Grid(title, [], [], EPOCH_1900)
        self.grids.setdefault(title, self._grid)
        self._row = 1
        self._hidden = set()

    def _cell(self, attributes: dict[str, str], is_covered: bool) -> None:
        count = _count(attributes, "number-columns-repeated")
        found = None if is_covered else _value(attributes, "\n".join(self._lines))
        if found is not None:
            kind, value = found
            self._filled += count
            if self._filled > MOST_CELLS:
                raise RefusedError("huge")
            self._cells += [(self._column + i, kind, value) for i in range(1, count + 1)]
            sign = "%" if attributes.get("value-type") == "percentage" else attributes.get("currency", "")
            if kind == "n" and sign:
                self._signs |= dict.fromkeys(range(self._column + 1, self._column + count + 1), sign)
        down, right = _count(attributes, "number-rows-spanned"), _count(attributes, "number-columns-spanned")
        if self._grid and down * right > 1 and len(self._grid.merged) < MOST_MERGED:
            first = self._column + 1
            self._grid.merged.append((self._row, first, self._row + down - 1, first + right - 1))
        self._column += count

    def _end_row(self, attributes: dict[str, str]) -> None:
        count = _count(attributes, "number-rows-repeated")
        if self._cells and self._grid:
            self._filled += len(self._cells) * (count - 1)
            if self._filled > MOST_CELLS:
                raise RefusedError("huge")
            for row in range(self._row, self._row + count):
                self._grid.rows.append((row, self._cells))
                for column, sign in self._signs.items():
                    if sign == "%":
                        self._grid.percents.add((row, column))
                    else:
                        self._grid.signs[row, column] = sign
                if attributes.get("visibility", "visible") != "visible":
                    self._grid.hidden |= {row}
        self._row += count


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes by local name; LibreOffice's own type of a value goes before that of the standard."""
    ordered = sorted(attributes.items(), key=lambda item: item[0].startswith("calcext"))
    return {local_name(name): value for name, value in ordered}


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(int(text), 1) if text.isdigit() else 1


def _value(attributes: dict[str, str], text: str) -> tuple[Any, Any] | None:
    """Kind and value of a cell, None where it is blank."""
    kind = attributes.get("value-type", "")
    is_formula = "formula" in attributes
    if kind == "error" or (is_formula and _ERROR.fullmatch(text.strip())):
        return "e", text.strip() or "#N/A"
    if kind in ("float", "percentage", "currency"):
        return _number(attributes.get("value", ""))
    if kind == "date":
        try:
            return "d", datetime.date.fromisoformat(attributes.get("date-value", "")[:10])
        except ValueError:
            return "s", text
    if kind == "boolean":
        return "b", attributes.get("boolean-value") == "true"
    if not kind and is_formula and not text:
        return "u", None
    text = attributes.get("string-value", "") or text
    return ("s", text) if text else None


def _number(value: str) -> tuple[Any, Any]:
    try:
        number = float(value)
    except ValueError:
        return "s", value
    return ("n", number) if -1e300 < number < 1e300 else ("s", value)
