"""A placeholder for which a layout has no place: a shape of its own, where it stood and as it looked."""

from __future__ import annotations

from copy import deepcopy

from kamdeck.pptxio.binding import ANS
from kamdeck.pptxio.markup import SLIDE_NAMESPACES
from kamdeck.pptxio.nearest import Held, general
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.seen import NS, Seen
from kamdeck.pptxio.shapes import transform
from kamdeck.pptxio.xml import Node, child, fragment, local, parse, whole

_STYLES = {"title": "titleStyle", "body": "bodyStyle"}


def free(held: Held, before: Package, layout: Seen | None) -> None:
    """Turn a placeholder into a text box (a picture or chart into a plain one); what it inherited from the
    `layout` it stood on in the deck `before`, and from its master, it has of its own now.

    The box is that of the old page: it is scaled with all others.
    """
    shape = held.shape
    holder = held.mark.getparent()
    assert holder is not None
    holder.remove(held.mark)
    properties = shape.find("p:spPr", NS)
    if properties is not None and properties.find("a:xfrm", NS) is None and held.box is not None:
        properties.insert(0, fragment(transform(held.box), SLIDE_NAMESPACES)[0])
    body = shape.find("p:txBody", NS)
    if body is None or properties is None:
        return
    marks = shape.find("p:nvSpPr/p:cNvSpPr", NS)
    if marks is not None:
        marks.set("txBox", "1")
        for locks in marks.findall("a:spLocks", NS):
            locks.attrib.pop("noGrp", "")
    if properties.find("a:prstGeom", NS) is None and properties.find("a:custGeom", NS) is None:
        geometry = fragment('<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>', SLIDE_NAMESPACES)[0]
        properties.insert(1, geometry)
    if layout is not None:
        _inherit(body, _ancestors(held, before, layout), _style(held, before, layout))


def _ancestors(held: Held, before: Package, layout: Seen) -> list[Node]:
    """The text bodies that a placeholder inherits from, nearest first."""
    found = []
    for part, is_master in ((layout.part, False), (layout.master, True)):
        for shape in parse(before.read(part), part).iterfind("p:cSld/p:spTree//p:sp", NS):
            mark, body = shape.find("p:nvSpPr/p:nvPr/p:ph", NS), shape.find("p:txBody", NS)
            if mark is None or body is None:
                continue
            kind = general(mark.get("type") or "obj")
            is_same = kind == general(held.kind)
            if is_same and (is_master or kind != "body" or whole(mark.get("idx")) == held.idx):
                found.append(body)
                break
    return found


def _style(held: Held, before: Package, layout: Seen) -> Node | None:
    """The master's style for texts of that kind."""
    name = _STYLES.get(general(held.kind), "otherStyle")
    return parse(before.read(layout.master), layout.master).find(f"p:txStyles/p:{name}", NS)


def _inherit(body: Node, ancestors: list[Node], style: Node | None) -> None:
    """Write out list styles and the properties of the body."""
    own = body.find("a:bodyPr", NS)
    for ancestor in ancestors:
        theirs = ancestor.find("a:bodyPr", NS)
        for name, value in theirs.attrib.items() if theirs is not None and own is not None else ():
            if own is not None and name not in own.attrib:
                own.set(name, value)
    listed = body.find("a:lstStyle", NS)
    if listed is None:
        listed = child(body, "lstStyle", ANS)
        body.insert(1, listed)
    levels: dict[str, Node] = {}
    nearest_last = [style, *(each.find("a:lstStyle", NS) for each in reversed(ancestors)), deepcopy(listed)]
    for source in nearest_last:
        for level in source if source is not None else ():
            if local(level) == "defPPr" or not local(level).endswith("pPr"):
                continue
            name = local(level)
            copy = _portable(level)
            levels[name] = _over(levels[name], copy) if name in levels else copy
    for node in list(listed):
        listed.remove(node)
    for name in sorted(levels):
        listed.append(levels[name])


def _portable(level: Node) -> Node:
    """A style without what needs a relation of the part that it stands in: bullets and fills of pictures."""
    copy = deepcopy(level)
    for node in list(copy.iter()):
        parent = node.getparent()
        if local(node) in ("buBlip", "blipFill") and parent is not None:
            parent.remove(node)
    return copy


_GROUPS = (
    ("buNone", "buAutoNum", "buChar", "buBlip"),
    ("buClr", "buClrTx"),
    ("buSzTx", "buSzPct", "buSzPts"),
    ("buFont", "buFontTx"),
    ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"),
    ("effectLst", "effectDag"),
)
_ORDER = (
    "lnSpc", "spcBef", "spcAft", "buClrTx", "buClr", "buSzTx", "buSzPct", "buSzPts", "buFontTx", "buFont",
    "buNone", "buAutoNum", "buChar", "buBlip", "tabLst", "defRPr", "ln", "noFill", "solidFill", "gradFill",
    "blipFill", "pattFill", "grpFill", "effectLst", "effectDag", "highlight", "uLnTx", "uLn", "uFillTx",
    "uFill", "latin", "ea", "cs", "sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst",
)  # fmt: skip


def _over(below: Node, above: Node) -> Node:
    """A style with what one nearer to the text says of its own."""
    for name, value in above.attrib.items():
        below.set(name, value)
    for node in above:
        name = local(node)
        rivals = next((group for group in _GROUPS if name in group), (name,))
        old = [each for each in below if local(each) in rivals]
        if name == "defRPr" and old:
            _over(old[0], node)
            continue
        for each in old:
            below.remove(each)
        below.append(deepcopy(node))
    below[:] = sorted(below, key=lambda each: _ORDER.index(local(each)))
    return below
