"""The cells of a chart's embedded workbook, as far as its formulas name them."""

from __future__ import annotations

import re

from kamdeck.pptxio.package import Package
from kamdeck.pptxio.refs import areas_of, letters, pieces
from kamdeck.pptxio.xml import Node, parse

Value = float | str | None

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRUCTURED = re.compile(r"[A-Za-z_]\w*\[")
_LARGEST = 4 << 20  # bytes of a sheet that are still read: a chart's own are a few kilobytes
_CELL, _TEXT, _VALUE, _SHEET = (f"{{{_MAIN}}}{tag}" for tag in ("c", "t", "v", "sheet"))


class ChartSheets:
    """Names of sheets and ranges at once, cells when they are first asked for."""

    def __init__(self, package: Package) -> None:
        """Raises DeckError where the workbook cannot be read."""
        self._package = package
        main = package.main_part
        book = parse(package.read(main), main)
        targets = {rel.id: rel.target for rel in package.rels(main)}
        self._parts = {s.get("name") or "": targets.get(s.get(_REL_ID) or "") for s in book.iter(_SHEET)}
        self._ranges = {n.get("name") for n in book.iter(f"{{{_MAIN}}}definedName")}
        self._shared = package.related(main, "sharedStrings")
        self._cells: dict[str, dict[str, Value] | None] = {}
        self._words: list[str] | None = None

    def knows(self, formula: str) -> bool:
        """Whether a formula names a sheet or range of this workbook, or one elsewhere."""
        for area in pieces(formula):
            sheet, has_sheet, rest = area.rpartition("!")
            name = sheet.strip("'").replace("''", "'")
            if "[" in sheet or _STRUCTURED.match(area):
                continue
            if has_sheet and name not in self._parts and rest not in self._ranges:
                return False
            if not has_sheet and area not in self._ranges:
                return False
        return True

    def values(self, formula: str) -> list[Value] | None:
        """What the cells of a formula hold, row by row; None where that cannot be told."""
        areas = areas_of(formula)
        found: list[Value] = []
        for area in areas or ():
            cells = self._sheet(area.sheet)
            if cells is None or area.size > 100_000:
                return None
            columns = [letters(column) for column in range(area.left, area.right + 1)]
            rows = range(area.top, area.bottom + 1)
            found += [cells.get(f"{column}{row}") for row in rows for column in columns]
        return found if areas else None

    def _sheet(self, name: str) -> dict[str, Value] | None:
        """The cells of a sheet by address; None where it is no worksheet, large, or hides rows or columns
        (which charts leave out)."""
        if name not in self._cells:
            part = self._parts.get(name)
            self._cells[name] = self._read(part) if part and part in self._package else None
        return self._cells[name]

    def _read(self, part: str) -> dict[str, Value] | None:
        data = self._package.read(part)
        if len(data) > _LARGEST or b"hidden=" in data:
            return None
        root = parse(data, part)
        return {cell.get("r") or "": self._value(cell) for cell in root.iter(_CELL)}

    def _value(self, cell: Node) -> Value:
        kind = cell.get("t")
        if kind == "inlineStr":
            return "".join(node.text or "" for node in cell.iter(_TEXT))
        text = next((child.text for child in cell if child.tag == _VALUE), None)
        if text is None:
            return None
        if kind == "s":
            return self._word(int(text))
        return text if kind in ("str", "e") else float(text)

    def _word(self, index: int) -> str | None:
        if self._words is None:
            part = self._shared
            root = parse(self._package.read(part), part) if part and part in self._package else None
            self._words = [] if root is None else [_joined(item) for item in root]
        return self._words[index] if index < len(self._words) else None


def _joined(item: Node) -> str:
    """The text of a shared string, its runs joined, reading aids left out."""
    phonetic = f"{{{_MAIN}}}rPh"
    return "".join(
        node.text or "" for node in item.iter(_TEXT) if not any(True for _ in node.iterancestors(phonetic))
    )
