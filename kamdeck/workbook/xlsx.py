"""The cells of an .xlsx or .xlsm, in one streaming pass a sheet.

Blank, error value and formula without a stored result stay apart, each with its address. The declared
dimension is never believed, a DTD is refused, and namespaces do not matter (strict files read the same).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NoReturn
from xml.parsers import expat

from kamdeck.workbook.archive import Archive, RefusedError
from kamdeck.workbook.cells import EPOCH_1900, EPOCH_1904, Grid
from kamdeck.workbook.xlsx_parsers import SheetParser, StringsParser, local_name

MOST_CELLS = 3_000_000

_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_DATE_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_STYLE_LISTS = frozenset({"numFmts", "cellStyleXfs", "cellXfs", "dxfs"})

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
        sheet = SheetParser(self._strings, self._dates or {}, MOST_CELLS - self._filled)
        _parse(self._archive.chunks(self._parts[title]), sheet.start, sheet.end, sheet.piece.append)
        self._filled += sheet.filled
        rows = sheet.rows
        rows.sort(key=lambda row: row[0])  # in order in all but strange files, and then a quick pass
        return Grid(title, rows, sheet.merged, self._epoch)

    def _sheets(self, book: str) -> list[tuple[str, str]]:
        sheets: list[tuple[str, str]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            tag = local_name(name)
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
            if local_name(tag) == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, _resolved(folder, attributes.get("Target", "")))

        if name in self._archive:
            _parse(self._archive.chunks(name), start)
        return found

    def _shared_strings(self) -> list[str]:
        part = self._related.get("sharedStrings", "xl/sharedstrings.xml")
        parser = StringsParser()
        if part in self._archive:
            _parse(self._archive.chunks(part), parser.start, parser.end, parser.text)
        return parser.strings

    def _date_styles(self) -> dict[str, bool]:
        """Index of a cell style (as text) to whether it shows a date."""
        part = self._related.get("styles", "xl/styles.xml")
        formats: dict[str, bool] = {}
        styles: list[str] = []
        inside = ""  # the list of the part that is being read: a differential format has formats of its own

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            tag = local_name(name)
            if tag in _STYLE_LISTS:
                inside = tag
            elif tag == "numFmt" and inside == "numFmts":
                code = _NOT_DATE_CODE.sub("", attributes.get("formatCode", "")).partition(";")[0].lower()
                formats[attributes.get("numFmtId", "")] = "general" not in code and any(
                    c in code for c in "dmyhs"
                )
            elif tag == "xf" and inside == "cellXfs":
                styles.append(attributes.get("numFmtId", "0"))

        if part in self._archive:
            _parse(self._archive.chunks(part), start)
        return {
            str(i): formats[f] if f in formats else f.isdigit() and int(f) in _BUILT_IN_DATES
            for i, f in enumerate(styles)
        }


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
