"""Cell formats of a workbook that others saved: those that are there, and new ones for our number formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from kamdeck.deck.chart_fields import distinct
from kamdeck.pptxio.book import MNS, Cell, OpenBook
from kamdeck.pptxio.book_block import Block
from kamdeck.pptxio.refs import Place
from kamdeck.pptxio.sheets import Sheet
from kamdeck.pptxio.xml import Node, child

_BUILT_IN = {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}
_FIRST_OWN = 164


class Styles:
    """The `styles.xml` of a workbook, read when a format is first asked for."""

    def __init__(self, book: OpenBook) -> None:
        self.book = book
        self.part = book.package.related(book.main, "styles")
        self._root: Node | None = None
        self._found: dict[str, int] = {"General": 0}

    def number(self, code: str) -> int:
        """The number of a cell format that shows numbers so; a new one where there is none."""
        if code not in self._found:
            self._found[code] = self._search(code)
        return self._found[code]

    def _search(self, code: str) -> int:
        if self.part is None or self.part not in self.book.package:
            return 0
        if self._root is None:
            self._root = self.book.tree(self.part)
        formats = self._root.find(f"{MNS}cellXfs")
        if formats is None:
            return 0
        known = _BUILT_IN | {
            int(node.get("numFmtId") or 0): node.get("formatCode") or ""
            for node in self._root.iterfind(f"{MNS}numFmts/{MNS}numFmt")
        }
        numbers = [number for number, text in known.items() if text == code]
        for place, node in enumerate(formats):
            if int(node.get("numFmtId") or 0) in numbers and (node.get("fontId") or "0") == "0":
                return place
        number = numbers[0] if numbers else self._add_code(code, max([*known, _FIRST_OWN - 1]) + 1)
        made = child(formats, "xf", MNS)
        made.set("numFmtId", str(number))
        for name, value in (("fontId", "0"), ("fillId", "0"), ("borderId", "0"), ("xfId", "0")):
            made.set(name, value)
        made.set("applyNumberFormat", "1")
        formats.set("count", str(len(formats)))
        self.book.put(self.part, self._root)
        return len(formats) - 1

    def _add_code(self, code: str, number: int) -> int:
        assert self._root is not None
        codes = self._root.find(f"{MNS}numFmts")
        if codes is None:
            codes = self._root.makeelement(f"{MNS}numFmts", {}, None)
            self._root.insert(0, codes)
        made = child(codes, "numFmt", MNS)
        made.set("numFmtId", str(number))
        made.set("formatCode", code)
        codes.set("count", str(len(codes)))
        return number


class CellStyles:
    """The formats of our cells: those they had, in new rows and columns those of their neighbours."""

    def __init__(
        self,
        book: OpenBook,
        block: Block,
        sheet: Sheet,
        old: Mapping[Place, Cell],
        restyled: Collection[str],
    ) -> None:
        self.block, self.sheet, self.old, self.restyled = block, sheet, old, restyled
        self.styles = Styles(book)
        self.columns = {sheet.column_number(key): key for key in sheet.letters}
        self.rows = dict(zip(range(sheet.first, sheet.last + 1), distinct(sheet.grid.keys), strict=True))
        self.old_columns = {"label": block.label, **block.columns}
        self.common = {key: self._common(column) for key, column in self.old_columns.items()}

    def _style(self, row: int, column: int) -> str | None:
        cell = self.old.get((row, column))
        return cell.node.get("s", "0") if cell is not None else None

    def _common(self, column: int) -> str | None:
        found = Counter(s for row in self.block.rows.values() if (s := self._style(row, column)) is not None)
        return found.most_common(1)[0][0] if found else None

    def of(self, place: Place) -> str:
        """The number of the format of one of our cells."""
        block, sheet = self.block, self.sheet
        key, row = self.columns.get(place[1]), self.rows.get(place[0])
        if key is None:
            return self._of_input(place)
        old = self.old_columns.get(key)
        if row is None:
            neighbour = max(self.old_columns.values())
            return self._style(block.head, old or neighbour) or self._style(block.head, neighbour) or "0"
        code = "General" if key == "label" else sheet.column(key).format
        if old is None or key in self.restyled:
            return str(self.styles.number(code))
        own = self._style(block.rows[row], old) if row in block.rows else None
        return own or self.common.get(key) or str(self.styles.number(code))

    def _of_input(self, place: Place) -> str:
        sheet, block = self.sheet, self.block
        item = sheet.grid.inputs[place[0] - sheet.origin.row]
        side = place[1] - sheet.input_column
        old = block.inputs.get(item.key)
        found = self._style(old[0], old[1] - 1 + side) if old else None
        return found or (str(self.styles.number(item.format)) if side else "0")
