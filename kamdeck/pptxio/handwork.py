"""What a person made of a table's cells that the ledger does not know: links, and looks we never give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from kamdeck.deck.ledger import TOLERANCE
from kamdeck.pptxio.read_table import is_covered
from kamdeck.pptxio.table_keys import ANS, CELL
from kamdeck.pptxio.xml import Node, local

Trait = tuple[str, str, str]  # the element, its attribute or child, the value

# What the ledger knows of a cell and its characters, and what programs write of their own accord.
_NO_TRAITS = {
    "rPr": {"lang", "altLang", "sz", "b", "i", "dirty", "err", "noProof", "smtClean", "kern", "bmk", "spc"},
    "pPr": {"rtl", "marL", "marR", "indent", "lvl", "defTabSz", "eaLnBrk", "latinLnBrk", "hangingPunct",
            "fontAlgn"},
    "tcPr": set[str](),
}  # fmt: skip
_PARTS = {
    "rPr": {"highlight", "effectLst", "ln", "latin"},
    "pPr": {"buChar", "buAutoNum", "buBlip"},
    "tcPr": {"lnTlToBr", "lnBlToTr", "cell3D"},
}
_DEFAULTS = {
    ("u", "none"), ("strike", "noStrike"), ("cap", "none"), ("baseline", "0"), ("anchor", "t"),
    ("anchorCtr", "0"), ("vert", "horz"), ("horzOverflow", "clip"), ("algn", "l"),
}  # fmt: skip
_LINKS = f"{ANS}hlinkClick", f"{ANS}hlinkMouseOver"


class Handwork:
    """Tells what a person made of a cell that goes with its row or its column. A look that our drawing has is
    nobody's; one that a quarter of the other rows (or columns) have is a program's, or lives on in them."""

    def __init__(self, drawn: Node, rows: Mapping[str, Node], columns: Sequence[str]) -> None:
        self.drawn = drawn
        self.cells = {
            (row, column): cell
            for row, node in rows.items()
            for column, cell in zip(columns, node.findall(CELL), strict=False)
        }
        self.count = len(rows), len(columns)

    @cached_property
    def _ours(self) -> frozenset[Trait]:
        return frozenset().union(*[set(_traits(cell)) for cell in self.drawn.iter(CELL)])

    @cached_property
    def _owners(self) -> Mapping[Trait, tuple[set[str], set[str]]]:
        """The rows and the columns in which each trait is found."""
        found: dict[Trait, tuple[set[str], set[str]]] = {}
        for place, cell in self.cells.items():
            for trait in _traits(cell):
                for owners, key in zip(found.setdefault(trait, (set(), set())), place, strict=True):
                    owners.add(key)
        return found

    def of(self, row: str, column: str, *, is_column: bool) -> list[str]:
        """What is a person's in a cell: a `link`, a `look`."""
        cell = self.cells[row, column]
        if is_covered(cell):
            return []
        axis, key = (1, column) if is_column else (0, row)
        has_link = next(cell.iter(*_LINKS), None) is not None
        has_look = any(
            trait not in self._ours
            and len(self._owners[trait][axis] - {key}) * 4 < max(self.count[axis] - 1, 1)
            for trait in _traits(cell)
        )
        return ["link"] * has_link + ["look"] * has_look


def _traits(cell: Node) -> Iterator[Trait]:
    """The looks of a cell that the ledger does not know."""
    for node in cell.iter():
        kind = local(node)
        if kind not in _PARTS:
            continue
        for name, value in node.attrib.items():
            if name not in _NO_TRAITS[kind] and (name, value) not in _DEFAULTS:
                yield kind, str(name), _rounded(str(value))
        for part in node:
            if local(part) in _PARTS[kind] and part.find(f"{ANS}noFill") is None:
                yield kind, local(part), part.get("typeface", part.get("char", ""))


def _rounded(value: str) -> str:
    """A length to within what programs round it by."""
    return str(round(int(value) / (2 * TOLERANCE))) if value.lstrip("-").isdigit() else value
