"""The cells of an .xlsx or .xlsm, in one streaming pass a sheet.

Blank, error value and formula without a stored result stay apart, each with its address. The declared
dimension is never believed, a DTD is refused, and namespaces do not matter (strict files read the same).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn
from xml.parsers import expat

from kamdeck.workbook.addresses import column_number
from kamdeck.workbook.archive import Archive, RefusedError
from kamdeck.workbook.cells import EPOCH_1900, EPOCH_1904, Cell, Grid

MOST_CELLS = 3_000_000
MOST_MERGED = 10_000

_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_DATE_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", re.IGNORECASE)

Start = Callable[[str, dict[str, str]], None]


class Xlsx:
    """An opened workbook: `titles` lists its worksheets, hidden ones included; `grid` reads one.

    Raises: RefusedError when the package is damaged, locked, huge or no workbook at all.
    """

    __slots__ = ("_archive", "_dates", "_epoch", "_filled", "_parts", "_related", "_strings", "titles")

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        self._filled = 0
        self._strings: list[str] | None = None
        self._dates: dict[str, bool] | None = None
        self._epoch = EPOCH_1900
        book = next(
            (part for kind, part in self._relations("") if kind == "officeDocument"), "xl/workbook.xml"
        )
        if book not in self._archive:
            raise RefusedError("no workbook")
        targets = {rid: part for rid, (_, part) in self._relations_by_id(book).items()}
        self._related = dict(self._relations(book))
        self._parts: dict[str, str] = {}
        for title, rid in self._sheets(book):
            if rid in targets and "chartsheet" not in targets[rid] and title not in self._parts:
                self._parts[title] = targets[rid]
        self.titles = tuple(self._parts)

    def grid(self, title: str) -> Grid:
        """The cells of one sheet; the work is proportional to what the sheet holds.

        Raises: RefusedError when the part is damaged or the workbook holds more than MOST_CELLS cells.
        """
        if self._strings is None:
            self._strings = self._shared_strings()
            self._dates = self._date_styles()
        sheet = _SheetParser(self._strings, self._dates or {}, MOST_CELLS - self._filled)
        _parse(self._archive.chunks(self._parts[title]), sheet.start, sheet.end, sheet.piece.append)
        self._filled += sheet.filled
        rows = sheet.rows
        rows.sort(key=lambda row: row[0])  # in order in all but strange files, and then a quick pass
        return Grid(title, rows, sheet.merged, self._epoch)

    def _sheets(self, book: str) -> list[tuple[str, str]]:
        sheets: list[tuple[str, str]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            tag = _local(name)
            if tag == "sheet":
                rid = next((v for k, v in attributes.items() if k.endswith(":id")), "")
                sheets.append((attributes.get("name", ""), rid))
            elif tag == "workbookPr" and attributes.get("date1904", "0") in ("1", "true", "on"):
                self._epoch = EPOCH_1904

        _parse(self._archive.chunks(book), start)
        return sheets

    def _relations(self, part: str) -> Iterable[tuple[str, str]]:
        return self._relations_by_id(part).values()

    def _relations_by_id(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id to (last word of the type, name of the part), for internal targets."""
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels"
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if _local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, _resolved(folder, attributes.get("Target", "")))

        if name in self._archive:
            _parse(self._archive.chunks(name), start)
        return found

    def _shared_strings(self) -> list[str]:
        part = self._related.get("sharedStrings", "xl/sharedstrings.xml")
        parser = _StringsParser()
        if part in self._archive:
            _parse(self._archive.chunks(part), parser.start, parser.end, parser.text)
        return parser.strings

    def _date_styles(self) -> dict[str, bool]:
        """Index of a cell style (as text) to whether it shows a date."""
        part = self._related.get("styles", "xl/styles.xml")
        formats: dict[str, bool] = {}
        styles: list[str] = []
        inside = False

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            tag = _local(name)
            if tag == "numFmt":
                code = _NOT_DATE_CODE.sub("", attributes.get("formatCode", "")).partition(";")[0].lower()
                formats[attributes.get("numFmtId", "")] = "general" not in code and any(
                    c in code for c in "dmyhs"
                )
            elif tag in ("cellXfs", "cellStyleXfs"):
                inside = tag == "cellXfs"
            elif tag == "xf" and inside:
                styles.append(attributes.get("numFmtId", "0"))

        if part in self._archive:
            _parse(self._archive.chunks(part), start)
        return {
            str(i): formats[f] if f in formats else f.isdigit() and int(f) in _BUILT_IN_DATES
            for i, f in enumerate(styles)
        }


class _StringsParser:
    """Collects the shared strings; phonetic readings are no part of the text."""

    __slots__ = ("_inside", "_phonetic", "_piece", "strings")

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._piece: list[str] = []
        self._inside = False
        self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        if tag == "t":
            self._inside = not self._phonetic
        elif tag == "si":
            self._piece = []
        elif tag == "rPh":
            self._phonetic = True

    def text(self, data: str) -> None:
        if self._inside:
            self._piece.append(data)

    def end(self, name: str) -> None:
        tag = _local(name)
        if tag == "t":
            self._inside = False
        elif tag == "si":
            self.strings.append(unescaped("".join(self._piece)))
        elif tag == "rPh":
            self._phonetic = False


class _Tags(dict[str, str]):
    """Element names as they stand in the part to their local names."""

    def __missing__(self, name: str) -> str:
        self[name] = _local(name)
        return self[name]


class _SheetParser:
    """Collects the filled cells of one sheet; blank ones, most of a formatted sheet, cost next to nothing."""

    __slots__ = (
        "_attributes", "_cells", "_column", "_columns", "_dates", "_formula", "_most", "_phonetic", "_row",
        "_strings", "_tags", "_value", "filled", "merged", "piece", "rows",
    )  # fmt: skip

    def __init__(self, strings: list[str], dates: dict[str, bool], most: int) -> None:
        self.rows: list[tuple[int, list[Cell]]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.filled = 0
        self.piece: list[str] = []  # the parser appends text to it directly
        self._most = most
        self._strings = strings
        self._dates = dates
        self._tags = _Tags()
        self._columns: dict[str, int] = {}
        self._cells: list[Cell] = []
        self._row = self._column = 0
        self._formula = self._phonetic = False
        self._attributes: dict[str, str] = {}
        self._value: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
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
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        tag = self._tags[name]
        if tag == "v":
            self._value = "".join(self.piece)
        elif tag == "c":
            if self._value is not None or self._formula:
                self._cell(self._attributes, self._value)
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
        made: tuple[str, Any]
        if value is None or (value == "" and self._formula and kind != "str"):
            made = ("u", None)
        elif kind == "s":
            there = value.isdigit() and int(value) < len(self._strings)
            made = ("s", self._strings[int(value)]) if there else ("e", "?")
        elif kind == "n":
            made = _number(value, self._dates.get(attributes.get("s", "0"), False))
        elif kind == "b":
            made = ("b", value in ("1", "true"))
        elif kind == "e":
            made = ("e", value)
        elif kind == "d":
            made = _iso(value)
        else:
            made = ("s", unescaped(value))
        self._cells.append((self._column, *made))

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


def _number(value: str, is_date: bool) -> tuple[str, Any]:
    try:
        number = float(value)
    except ValueError:
        return ("s", value)
    if not -1e300 < number < 1e300:
        return ("s", value)
    return ("d" if is_date else "n", number)


def _iso(value: str) -> tuple[str, Any]:
    try:
        return ("d", datetime.date.fromisoformat(value[:10]))
    except ValueError:
        return ("s", value)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _no_doctype(*_: object) -> NoReturn:
    raise RefusedError("doctype")


def _parse(
    chunks: Iterable[bytes],
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
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
