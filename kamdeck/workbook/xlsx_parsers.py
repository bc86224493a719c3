"""What expat tells of a sheet and of the shared strings, turned into cells and texts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import NoReturn
from xml.parsers import expat

from kamdeck.workbook.addresses import column_number
from kamdeck.workbook.archive import RefusedError
from kamdeck.workbook.cells import Cell

MOST_MERGED = 10_000
DATE, PERCENT = "date", "%"
"""What a style shows a day as; any other style that matters shows a currency."""

Start = Callable[[str, dict[str, str]], None]

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", re.IGNORECASE)


class StringsParser:
    """Collects the shared strings; phonetic readings are no part of the text."""

    __slots__ = ("_inside", "_phonetic", "_piece", "strings")

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._piece: list[str] = []
        self._inside = False
        self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes the beginning of an element."""
        tag = local_name(name)
        if tag == "t":
            self._inside = not self._phonetic
        elif tag == "si":
            self._piece = []
        elif tag == "rPh":
            self._phonetic = True

    def text(self, data: str) -> None:
        """Takes text."""
        if self._inside:
            self._piece.append(data)

    def end(self, name: str) -> None:
        """Takes the end of an element."""
        tag = local_name(name)
        if tag == "t":
            self._inside = False
        elif tag == "si":
            self.strings.append(unescaped("".join(self._piece)))
        elif tag == "rPh":
            self._phonetic = False


class _Tags(dict[str, str]):
    """Element names as they stand in the part to their local names."""

    def __missing__(self, name: str) -> str:
        self[name] = local_name(name)
        return self[name]


class SheetParser:
    """Collects the filled cells of one sheet; blank ones, most of a formatted sheet, cost next to nothing."""

    __slots__ = (
        "_attributes", "_cells", "_column", "_columns", "_formula", "_most", "_phonetic", "_row", "_strings",
        "_styles", "_tags", "_value", "filled", "hidden", "merged", "percents", "piece", "rows", "signs",
    )  # fmt: skip

    def __init__(self, strings: list[str], styles: dict[str, str], most: int) -> None:
        self.rows: list[tuple[int, list[Cell]]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.signs: dict[tuple[int, int], str] = {}
        self.percents: set[tuple[int, int]] = set()
        self.hidden: list[int] = []
        self.filled = 0
        self.piece: list[str] = []  # the parser appends text to it directly
        self._most = most
        self._strings = strings
        self._styles = styles
        self._tags = _Tags()
        self._columns: dict[str, int] = {}
        self._cells: list[Cell] = []
        self._row = self._column = 0
        self._formula = self._phonetic = False
        self._attributes: dict[str, str] = {}
        self._value: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes the beginning of an element."""
        tag = self._tags[name]
        if tag == "c":
            self._attributes = attributes
            self._value = None
            self._formula = False
            if "r" not in attributes:
                self._column += 1
        elif tag == "v" or tag == "t":
            self.piece.clear()
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
            self._cells = []
            if attributes.get("hidden", "0") in ("1", "true"):
                self.hidden.append(self._row)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        """Takes the end of an element."""
        tag = self._tags[name]
        if tag == "c":
            if self._value is not None or self._formula:
                self._cell(self._attributes, self._value)
        elif tag == "v":
            self._value = "".join(self.piece)
        elif tag == "t":
            if not self._phonetic:
                self._value = (self._value or "") + "".join(self.piece)
        elif tag == "row":
            if self._cells:
                self.rows.append((self._row, self._cells))
        elif tag == "rPh":
            self._phonetic = False

    def _cell(self, attributes: dict[str, str], value: str | None) -> None:
        self.filled += 1
        if self.filled > self._most:
            raise RefusedError("huge")
        if "r" in attributes:
            name = attributes["r"].rstrip("0123456789")
            self._column = self._columns.get(name) or self._new_column(name)
        kind = attributes.get("t", "n")
        if value is None or (value == "" and self._formula and kind != "str"):
            self._cells.append((self._column, "u", None))
        elif kind == "n":
            shown = self._styles.get(attributes.get("s", "0"), "")
            self._cells.append(_number(self._column, value, shown == DATE))
            if shown == PERCENT:
                self.percents.add((self._row, self._column))
            elif shown and shown != DATE:
                self.signs[self._row, self._column] = shown
        elif kind == "s":
            there = value.isdigit() and int(value) < len(self._strings)
            text = self._strings[int(value)] if there else "?"
            self._cells.append((self._column, "s" if there else "e", text))
        elif kind == "b":
            self._cells.append((self._column, "b", value in ("1", "true")))
        elif kind == "e":
            self._cells.append((self._column, "e", value))
        elif kind == "d":
            self._cells.append(_iso(self._column, value))
        else:
            self._cells.append((self._column, "s", unescaped(value)))

    def _new_column(self, name: str) -> int:
        self._columns[name] = column_number(name) or self._column + 1
        return self._columns[name]

    def _merge(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference)
        if match and match[3] and len(self.merged) < MOST_MERGED:
            area = (int(match[2]), column_number(match[1]), int(match[4]), column_number(match[3]))
            self.merged.append(area)


def unescaped(text: str) -> str:
    """The text with `_x000D_` and its like turned into the characters they stand for."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def _number(column: int, value: str, is_date: bool) -> Cell:
    try:
        number = float(value)
    except ValueError:
        return (column, "s", value)
    if not -1e300 < number < 1e300:
        return (column, "s", value)
    return (column, "d" if is_date else "n", number)


def _iso(column: int, value: str) -> Cell:
    try:
        return (column, "d", datetime.date.fromisoformat(value[:10]))
    except ValueError:
        return (column, "s", value)


def local_name(name: str) -> str:
    """The name without its prefix: which namespace it is in never matters here."""
    return name.rpartition(":")[2]


def _no_doctype(*_: object) -> NoReturn:
    raise RefusedError("doctype")


def parse(
    chunks: Iterable[bytes],
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Tells the handlers of the elements and the text of a part.

    Raises: RefusedError when it is no well-formed XML, or has a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        raise RefusedError("damaged") from None
