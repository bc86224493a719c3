"""The cells of an .xlsx or .xlsm, in one streaming pass a sheet.

Blank, error value and formula without a stored result stay apart, each with its address. The declared
dimension is never believed, a DTD is refused, and namespaces do not matter (strict files read the same).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kamdeck.workbook.archive import Archive, RefusedError
from kamdeck.workbook.cells import EPOCH_1900, EPOCH_1904, Grid
from kamdeck.workbook.currencies import without_currency
from kamdeck.workbook.xlsx_parsers import DATE, PERCENT, SheetParser, StringsParser, local_name, parse

MOST_CELLS = 3_000_000

_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_BUILT_IN_PERCENTS = ("9", "10")
_NOT_DATE_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_STYLE_LISTS = frozenset({"numFmts", "cellStyleXfs", "cellXfs", "dxfs"})

_CURRENCY_CODE = re.compile(r"\[\$([^\]-]+)(?:-[0-9A-F]+)?\]", re.IGNORECASE)
MOST_TOTALS = 5


class Xlsx:
    """An opened workbook: `titles` lists its worksheets, hidden ones included; `grid` reads one.

    Raises: RefusedError when the package is damaged, locked, huge or no workbook at all.
    """

    __slots__ = ("_archive", "_epoch", "_filled", "_parts", "_related", "_strings", "_styles", "titles")

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        self._filled = 0
        self._strings: list[str] | None = None
        self._styles: dict[str, str] = {}
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
            self._styles = self._shown_styles()
        sheet = SheetParser(self._strings, self._styles, MOST_CELLS - self._filled)
        parse(self._archive.chunks(self._parts[title]), sheet.start, sheet.end, sheet.piece.append)
        self._filled += sheet.filled
        rows = sheet.rows
        rows.sort(key=lambda row: row[0])  # in order in all but strange files, and then a quick pass
        grid = Grid(title, rows, sheet.merged, self._epoch)
        grid.signs = sheet.signs
        grid.percents = sheet.percents
        grid.hidden = frozenset(sheet.hidden)
        grid.totals = frozenset(self._totals(self._parts[title]))
        return grid

    def _totals(self, part: str) -> Iterable[int]:
        """The rows that the tables of a sheet call their totals."""
        rows: list[int] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            count = attributes.get("totalsRowCount", "0")
            last = attributes.get("ref", "").rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")
            if local_name(name) == "table" and count.isdigit() and last.isdigit():
                rows.extend(range(int(last) - min(int(count), MOST_TOTALS) + 1, int(last) + 1))

        for kind, table in self._relations(part):
            if kind == "table" and table in self._archive:
                parse(self._archive.chunks(table), start)
        return rows

    def _sheets(self, book: str) -> list[tuple[str, str]]:
        sheets: list[tuple[str, str]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            tag = local_name(name)
            if tag == "sheet":
                rid = next((v for k, v in attributes.items() if k.endswith(":id")), "")
                sheets.append((attributes.get("name", ""), rid))
            elif tag == "workbookPr" and attributes.get("date1904", "0") in ("1", "true", "on"):
                self._epoch = EPOCH_1904

        parse(self._archive.chunks(book), start)
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
            parse(self._archive.chunks(name), start)
        return found

    def _shared_strings(self) -> list[str]:
        part = self._related.get("sharedStrings", "xl/sharedstrings.xml")
        parser = StringsParser()
        if part in self._archive:
            parse(self._archive.chunks(part), parser.start, parser.end, parser.text)
        return parser.strings

    def _shown_styles(self) -> dict[str, str]:
        """What a cell style (its index as text) shows a number as: DATE, PERCENT, or a currency."""
        part = self._related.get("styles", "xl/styles.xml")
        formats: dict[str, str] = {}
        styles: list[str] = []
        inside = ""  # the list of the part that is being read: a differential format has formats of its own

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            tag = local_name(name)
            if tag in _STYLE_LISTS:
                inside = tag
            elif tag == "numFmt" and inside == "numFmts":
                formats[attributes.get("numFmtId", "")] = _shown(attributes.get("formatCode", ""))
            elif tag == "xf" and inside == "cellXfs":
                styles.append(attributes.get("numFmtId", "0"))

        if part in self._archive:
            parse(self._archive.chunks(part), start)
        built_in = {f: DATE for f in styles if f.isdigit() and int(f) in _BUILT_IN_DATES}
        known = built_in | dict.fromkeys(_BUILT_IN_PERCENTS, PERCENT) | formats
        return {str(i): known[f] for i, f in enumerate(styles) if known.get(f)}


def _shown(code: str) -> str:
    """What a number format shows: DATE, PERCENT, the sign or code of a currency, else ""."""
    first = code.partition(";")[0]
    bare = _NOT_DATE_CODE.sub("", code).partition(";")[0].lower()
    if "general" not in bare and any(c in bare for c in "dmyhs"):
        return DATE
    if "%" in bare:
        return PERCENT
    if match := _CURRENCY_CODE.search(first):
        return without_currency(match[1])[1]
    return without_currency(first.replace('"', " ").replace("\\", " "))[1]


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
