"""Cell formats of a workbook that others saved: those that are there, and new ones for our number formats."""

from __future__ import annotations

from kamdeck.pptxio.book import MNS, OpenBook
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
        plain = {"fontId": "0", "fillId": "0", "borderId": "0", "xfId": "0", "applyNumberFormat": "1"}
        child(formats, "xf", MNS).attrib.update({"numFmtId": str(number), **plain})
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
