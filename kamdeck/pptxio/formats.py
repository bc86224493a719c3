"""Formats of words and paragraphs in DrawingML: read as `deck.formats` has them, and put on others.

What says nothing is no format: neutral values, which programs write out (`u="none"`), and what they note for
themselves (`dirty`, `err`, `lang`).
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from json import dumps

from lxml import etree

from kamdeck.deck.formats import FOUR, Line, Piece, encoded
from kamdeck.pptxio.look import FILL_NAMES, FILLS, NS, run_look
from kamdeck.pptxio.xml import Node, local, put

P, R, BR, FLD, T = f"{NS}p", f"{NS}r", f"{NS}br", f"{NS}fld", f"{NS}t"
RPR, PPR, END = f"{NS}rPr", f"{NS}pPr", f"{NS}endParaRPr"
PIECES = (R, BR, FLD)

_SOLID = f"{NS}solidFill"
_FOUR_ATTRIBUTES = {"size": "sz", "bold": "b", "italic": "i"}
_NEUTRAL = {
    "u": ("none",), "strike": ("noStrike",), "cap": ("none",), "baseline": ("0", "0%"), "kern": ("0",),
    "spc": ("0", "-1"),  # what LibreOffice writes for 0
}  # fmt: skip
_EFFECTS = ("effectLst", "effectDag")
_CHILDREN = frozenset(("ln", *_EFFECTS, "highlight", "uLn", "uFill", "latin", "ea", "cs", "sym", "rtl",
                       "hlinkClick", "hlinkMouseOver"))  # fmt: skip
RUN_ORDER = ("ln", *FILL_NAMES, *_EFFECTS, "highlight", "uLnTx", "uLn", "uFillTx", "uFill", "latin", "ea",
             "cs", "sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst")  # fmt: skip

# Bullets come in groups of which a paragraph has one each.
_BULLETS = (("buClrTx", "buClr"), ("buSzTx", "buSzPct", "buSzPts"), ("buFontTx", "buFont"),
            ("buNone", "buAutoNum", "buChar", "buBlip"))  # fmt: skip
_SPACES = ("lnSpc", "spcBef", "spcAft")
_PARAGRAPH_CHILDREN = (*_SPACES, *(name for group in _BULLETS for name in group), "tabLst")
PARAGRAPH_ORDER = (*_PARAGRAPH_CHILDREN, "defRPr", "extLst")

_HAS_EXTRAS = etree.XPath(
    f"boolean(descendant::a:rPr[@{' or @'.join(_NEUTRAL)} or *[not(self::a:solidFill)]]"
    " | descendant::a:endParaRPr[@u or @strike or @cap or @baseline or *[not(self::a:solidFill)]]"
    " | descendant::a:pPr[@*[name() != 'algn' and name() != 'rtl']]"
    " | descendant::a:pPr/*[not(self::a:lnSpc or self::a:spcBef or self::a:spcAft or self::a:tabLst)]"
    " | descendant::a:fld)",
    namespaces={"a": NS[1:-1]},
)


# ------------------------------------------------------------------ reading


def has_extras(node: Node) -> bool:
    """Whether texts in a piece of a slide may have formats that we never write."""
    return bool(_HAS_EXTRAS(node))


def runs_of(body: Node | None, font: str, *, is_plain: bool | None = None) -> list[object]:
    """The runs of a text body as JSON values; nothing where its field `font` says all of its formats.

    `is_plain` tells that `has_extras` was asked for already, of the whole table.
    """
    if body is None:
        return []
    looks = {look for line in font.split(";") for look in line.split(",") if look}
    if len(looks) < 2 and ";" not in font and (not has_extras(body) if is_plain is None else is_plain):
        return []
    return encoded(line_of(paragraph) for paragraph in body.iterfind(P))


def runs_field(body: Node | None, font: str) -> str:
    """The same as the field `runs` of a shape."""
    found = runs_of(body, font)
    return dumps(found, sort_keys=True) if found else ""


def line_of(paragraph: Node) -> Line:
    """A paragraph with its formats."""
    end = paragraph.find(END)
    return Line(
        tuple([_piece(node) for node in pieces_of(paragraph)]),
        paragraph_look(paragraph.find(PPR)),
        {} if end is None else look_of(end),
    )


def pieces_of(paragraph: Node) -> list[Node]:
    """The runs, breaks and fields of a paragraph that show something."""
    return [node for node in paragraph if node.tag in PIECES and (node.tag == BR or node.findtext(T))]


def _piece(node: Node) -> Piece:
    look = look_of(node.find(RPR))
    if node.tag == FLD:
        look["field"] = f"{node.get('type', '')} {node.get('id', '')}"
    return Piece("\n" if node.tag == BR else node.findtext(T) or "", look)


def look_of(properties: Node | None) -> dict[str, str]:
    """The formats of a run, from its `a:rPr`."""
    if properties is None:
        return {}
    values = zip(FOUR, run_look(properties).split("/"), strict=True)
    found = {name: value for name, value in values if value}
    for name, value in properties.items():
        if name in _NEUTRAL and value not in _NEUTRAL[str(name)]:
            found[str(name)] = str(value)
    for node in properties:
        name = local(node)
        if node.tag in FILLS:
            if node.tag != _SOLID:
                found["fill"] = _whole(node)
        elif name in _CHILDREN and not _is_neutral(node, name):
            found["effects" if name in _EFFECTS else name] = _whole(node)
    return found


def _is_neutral(node: Node, name: str) -> bool:
    if name == "ln":
        return len(node) == 1 and local(node[0]) == "noFill"
    return name in _EFFECTS and not len(node)


def paragraph_look(properties: Node | None) -> dict[str, str]:
    """The formats of a paragraph, from its `a:pPr`."""
    if properties is None:
        return {}
    found = {str(name): str(value) for name, value in properties.items()}
    for node in properties:
        name = local(node)
        if name in _SPACES and len(node):
            found[name] = f"{local(node[0])} {node[0].get('val', '')}"
        elif name == "tabLst":
            found[name] = " ".join([f"{tab.get('pos', '')}{tab.get('algn', '')}" for tab in node])
        elif name in _PARAGRAPH_CHILDREN:
            found[name] = _whole(node)
    return found


def _whole(node: Node) -> str:
    return etree.tostring(node, method="c14n", exclusive=True, with_tail=False).decode()


# ------------------------------------------------------------------ putting on


def wear(properties: Node, name: str, value: str | None, donor: Node | None) -> None:
    """Put a format of another run on a run; without a value take it off."""
    if name in _FOUR_ATTRIBUTES or name in _NEUTRAL or name == "lang":
        attribute = _FOUR_ATTRIBUTES.get(name, name)
        found = donor.get(attribute) if donor is not None and value is not None else None
        if found is None:
            properties.attrib.pop(attribute, "")
        else:
            properties.set(attribute, found)
    elif name in ("color", "fill"):
        exchange(properties, FILL_NAMES, donor if value is not None else None, RUN_ORDER)
    else:
        exchange(properties, _EFFECTS if name == "effects" else (name,), donor, RUN_ORDER)


def wear_paragraph(properties: Node, name: str, donor: Node) -> None:
    """Put a format of another paragraph on a paragraph."""
    if name in _PARAGRAPH_CHILDREN:
        group = next((group for group in _BULLETS if name in group), (name,))
        exchange(properties, group, donor, PARAGRAPH_ORDER)
    else:
        properties.set(name, donor.get(name, ""))


def exchange(properties: Node, names: Iterable[str], donor: Node | None, order: tuple[str, ...]) -> None:
    """Put the donor's children of these names in place of those that are there."""
    for node in [node for node in properties if local(node) in names]:
        properties.remove(node)
    for node in donor if donor is not None else ():
        if local(node) in names:
            put(properties, deepcopy(node), order)
