"""What a person made of a table's cells that the ledger does not know: links, and looks we never give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from kamdeck.deck.ledger import TOLERANCE
from kamdeck.pptxio.read_table import is_covered
from kamdeck.pptxio.table_keys import ANS, CELL, ROW
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
    """Tells what a person made of a cell. A look that our drawing has, or a quarter of the table's cells, is
    nobody's in particular: a program wrote it out, or it lives on in the others."""

    def __init__(self, drawn: Node, now: Node) -> None:
        self.drawn, self.now = drawn, [cell for row in now.findall(ROW) for cell in row.findall(CELL)]

    @cached_property
    def _usual(self) -> frozenset[Trait]:
        counted = Counter(trait for cell in self.now for trait in set(_traits(cell)))
        often = {trait for trait, count in counted.items() if count * 4 >= len(self.now)}
        return frozenset(often.union(*[set(_traits(cell)) for cell in self.drawn.iter(CELL)]))

    def of(self, cell: Node) -> list[str]:
        """What is a person's in a cell: a `link`, a `look`."""
        if is_covered(cell):
            return []
        has_link = next(cell.iter(*_LINKS), None) is not None
        has_look = any(trait not in self._usual for trait in _traits(cell))
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
