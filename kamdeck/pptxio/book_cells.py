"""Single cells of a workbook that others saved, as its XML has them."""

from __future__ import annotations

from kamdeck.pptxio.book import MNS, Value
from kamdeck.pptxio.markup import number
from kamdeck.pptxio.refs import Place, cell_name
from kamdeck.pptxio.sheets import SheetCell
from kamdeck.pptxio.xml import Node, child


def our_cell(row: Node, place: Place, cell: SheetCell, style: str) -> Node:
    """The node of one of our cells; `style` is the number of its format."""
    node = row.makeelement(f"{MNS}c", {"r": cell_name(place)}, None)
    if style != "0":
        node.set("s", style)
    if cell.formula:
        child(node, "f", MNS).text = cell.formula
    put_value(node, plain(cell.value))
    return node


def put_value(node: Node, value: Value) -> None:
    """What a cell shows, in the form that its kind has."""
    for name in ("v", "is"):
        for old in node.findall(f"{MNS}{name}"):
            node.remove(old)
    node.attrib.pop("t", "")
    if value is None:
        return
    if isinstance(value, bool):
        node.set("t", "b")
        child(node, "v", MNS).text = str(int(value))
    elif isinstance(value, float):
        child(node, "v", MNS).text = number(value)
    elif node.find(f"{MNS}f") is not None:
        node.set("t", "e" if value.startswith("#") and value[-1] in "!?A0" else "str")
        child(node, "v", MNS).text = value
    else:
        node.set("t", "inlineStr")
        text = child(child(node, "is", MNS), "t", MNS)
        text.text = value
        if value != value.strip():
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def plain(value: float | str | None) -> Value:
    """What a cell of ours holds, numbers as a sheet has them."""
    return float(value) if isinstance(value, int | float) else value
