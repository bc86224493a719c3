"""The workbook in a chart: its first sheet as XML, changed as Excel saves it (results of formulas stay)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from lxml import etree

from tests.raw_deck import Node, RawDeck

OWN_COLUMN = "AZ"


class InnerBook:
    """The workbook that a chart part embeds; `save` puts it back."""

    def __init__(self, deck: RawDeck, part: str) -> None:
        self.deck, self.part = deck, part
        with zipfile.ZipFile(io.BytesIO(deck.parts[part])) as archive:
            self.members = {name: archive.read(name) for name in archive.namelist()}
        self.sheet = next(name for name in sorted(self.members) if name.startswith("xl/worksheets/sheet"))
        self.tree: Node = etree.fromstring(self.members[self.sheet])
        self.main = self.tree.nsmap[None]

    @property
    def name(self) -> str:
        """What the sheet is called."""
        found = re.search(r'<sheet [^>]*name="([^"]+)"', self.members["xl/workbook.xml"].decode())
        assert found is not None
        return found[1]

    def tag(self, name: str) -> str:
        return f"{{{self.main}}}{name}"

    def row(self, number: int) -> Node:
        """A row, made behind the others where there is none."""
        for row in self.tree.iter(self.tag("row")):
            if row.get("r") == str(number):
                return row
        return etree.SubElement(self.tree.find(self.tag("sheetData")), self.tag("row"), r=str(number))

    def type_over(self, column: str, number: int, value: float) -> bool:
        """A figure in the place of what a cell holds; whether there is such a cell."""
        for cell in self.row(number):
            if cell.get("r") == f"{column}{number}":
                cell.attrib.pop("t", "")
                for old in list(cell):
                    cell.remove(old)
                etree.SubElement(cell, self.tag("v")).text = str(value)
                return True
        return False

    def add_column(self, first: int, values: Sequence[object]) -> None:
        """Values in a column of the person's own, right of what is there."""
        for i, value in enumerate(values, first):
            row = self.row(i)
            row.attrib.pop("spans", "")
            is_number = isinstance(value, int | float)
            inside = f"<v>{value}</v>" if is_number else f"<is><t>{escape(str(value))}</t></is>"
            kind = "" if is_number else ' t="inlineStr"'
            cell = f'<c xmlns="{self.main}" r="{OWN_COLUMN}{i}"{kind}>{inside}</c>'
            row.append(etree.fromstring(cell))
        extent = self.tree.find(self.tag("dimension"))
        if extent is not None:
            last = max(int(row.get("r")) for row in self.tree.iter(self.tag("row")))
            extent.set("ref", f"A1:{OWN_COLUMN}{last}")

    def save(self) -> None:
        """Put the workbook back into the deck."""
        sheet = etree.tostring(self.tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in {**self.members, self.sheet: sheet}.items():
                archive.writestr(name, content)
        self.deck.parts[self.part] = data.getvalue()


def book_of(deck: RawDeck, chart: str) -> InnerBook | None:
    """The workbook in a chart; None where there is none."""
    found = deck.related(chart, "package")
    return InnerBook(deck, found) if found in deck.parts and found else None
