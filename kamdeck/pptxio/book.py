"""The workbook inside a chart, opened: sheets by name, their cells by place, names and tables."""

from __future__ import annotations

from functools import cached_property

from kamdeck.errors import DeckError
from kamdeck.pptxio.cell_formulas import filled_formula
from kamdeck.pptxio.markup import R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.refs import Place, cell_name, place_of
from kamdeck.pptxio.xml import Node, local, parse, written
from kamdeck.record import workspace

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MNS = f"{{{MAIN}}}"
LARGEST = 4 << 20  # bytes of a sheet that is still edited: a chart's own are a few kilobytes
_ORDINARY = "spreadsheetml.sheet.main+xml"

Value = float | str | bool | None


class ClosedError(Exception):
    """A workbook that cannot be edited in place."""


@workspace
class Cell:
    """A cell as it stands: its node, what it shows, and the formula that gives it ("" for none)."""

    node: Node
    value: Value
    formula: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing but a format."""
        return self.value in (None, "") and not self.formula


class Page:
    """One sheet of a workbook."""

    def __init__(self, name: str, part: str, root: Node, words: list[str]) -> None:
        self.name, self.part, self.root, self.words = name, part, root, words

    @cached_property
    def data(self) -> Node:
        """The node that holds the rows."""
        found = self.root.find(f"{MNS}sheetData")
        if found is None:
            raise ClosedError(self.part)
        return found

    @cached_property
    def rows(self) -> dict[int, Node]:
        """The rows that are there, by number."""
        found: dict[int, Node] = {}
        last = 0
        for node in self.data.iterfind(f"{MNS}row"):
            last = int(node.get("r") or last + 1)
            found[last] = node
        return found

    @cached_property
    def cells(self) -> dict[Place, Cell]:
        """The cells that are there; formulas that share one are written out."""
        found: dict[Place, Cell] = {}
        shared: dict[str, tuple[Place, str]] = {}
        for number, row in self.rows.items():
            column = 0
            for node in row.iterfind(f"{MNS}c"):
                place = place_of(node.get("r") or "") or (number, column + 1)
                column = place[1]
                node.set("r", cell_name(place))
                found[place] = Cell(node, self._value(node), _formula(node, place, shared))
        return found

    def _value(self, node: Node) -> Value:
        kind, text = node.get("t"), node.findtext(f"{MNS}v")
        if kind == "inlineStr":
            return joined(node)
        if not text:
            return "" if kind == "str" else None
        if kind == "s":
            return self.words[int(text)] if int(text) < len(self.words) else None
        if kind == "b":
            return text == "1"
        return text if kind in ("str", "e", "d") else float(text)


def joined(item: Node) -> str:
    """The text of an inline or shared string, its runs joined, reading aids left out."""
    return "".join(
        node.text or ""
        for node in item.iter(f"{MNS}t")
        if local(node.getparent()) != "rPh"  # type: ignore[arg-type]
    )


def _formula(node: Node, place: Place, shared: dict[str, tuple[Place, str]]) -> str:
    found = node.find(f"{MNS}f")
    if found is None:
        return ""
    text, number = found.text or "", found.get("si")
    if found.get("t") != "shared" or number is None:
        return text
    if text:
        shared[number] = (place, text)
        return text
    if number not in shared:
        raise ClosedError(f"shared formula {number}")
    (row, column), first = shared[number]
    return filled_formula(first, place[0] - row, place[1] - column)


class OpenBook:
    """A workbook whose sheets can be edited.

    Raises:
        ClosedError: macros, a password, a format or size that is not edited in place.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self.package = Package.open(data)
            main = self.package.main_part
            if not (self.package.content_type(main) or "").endswith(_ORDINARY):
                raise ClosedError(main)
            self.main, self.root = main, parse(self.package.read(main), main)
            self.targets = {rel.id: rel.target for rel in self.package.rels(main)}
            self.words = self._shared()
            self.pages = self._pages()
            self.edited: set[str] = set()
            if not self.pages:
                raise ClosedError(main)
            for page in self.pages.values():
                page.cells  # noqa: B018  whatever cannot be read is found now
        except (DeckError, ValueError, KeyError) as fault:
            raise ClosedError(str(fault)) from fault

    def _shared(self) -> list[str]:
        part = self.package.related(self.main, "sharedStrings")
        if part is None or part not in self.package:
            return []
        return [joined(item) for item in parse(self.package.read(part), part).iterfind(f"{MNS}si")]

    def _pages(self) -> dict[str, Page]:
        found = {}
        for node in self.root.iter(f"{MNS}sheet"):
            name, part = node.get("name") or "", self.targets.get(node.get(f"{{{R}}}id") or "", "")
            if part not in self.package or not (self.package.content_type(part) or "").endswith(
                "worksheet+xml"
            ):
                continue
            data = self.package.read(part)
            if len(data) > LARGEST:
                raise ClosedError(part)
            found[name] = Page(name, part, parse(data, part), self.words)
        return found

    @property
    def names(self) -> list[Node]:
        """The defined names."""
        return list(self.root.iter(f"{MNS}definedName"))

    def value(self, sheet: str, place: Place) -> Value:
        """What a cell shows."""
        page = self.pages.get(sheet)
        cell = page.cells.get(place) if page else None
        return cell.value if cell else None

    def related(self, page: Page, kind: str) -> list[str]:
        """The parts that a sheet is related to: its tables, comments and the like."""
        rels = self.package.rels(page.part)
        return [rel.target for rel in rels if rel.kind == kind and rel.target in self.package]

    def tree(self, part: str) -> Node:
        """A part as a tree of its own; `put` writes it back."""
        return parse(self.package.read(part), part)

    def put(self, part: str, root: Node) -> None:
        """Write a tree into its part."""
        self.package.write(part, written(root))

    def save(self) -> bytes:
        """The file, with the workbook and its `edited` sheets as they are now; no order of calculation is
        kept."""
        for name in sorted(self.edited):
            self.put(self.pages[name].part, self.pages[name].root)
        self.put(self.main, self.root)
        for rel in self.package.rels(self.main):
            if rel.kind == "calcChain":
                self.package.drop_rel(self.main, rel.id)
                if rel.target in self.package:
                    self.package.drop(rel.target)
        return self.package.save_bytes()
