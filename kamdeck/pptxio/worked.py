"""What a person did to elements and slides that no field tells: looks by digests, and work on slides."""

from __future__ import annotations

import re

from lxml import etree

from kamdeck.deck.state import Look
from kamdeck.pptxio.binding import ANS, PNS, Found
from kamdeck.pptxio.markup import quote
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read_chart import chart_part
from kamdeck.pptxio.touch import Digests, is_plain
from kamdeck.pptxio.xml import Node, parse

# Relations that our slides and charts have, or that a program adds when it saves.
_OF_SLIDES = frozenset(("slideLayout", "chart", "notesSlide", "tags"))
_OF_CHARTS = frozenset(("package", "oleObject", "chartStyle", "chartColorStyle"))
_NOTES_LOOK = re.compile(r'<a:rPr\b[^>]* (?:b|i|sz)="|<a:rPr\b[^>]*><a:solidFill|<a:pPr\b[^>]*\w="')


def look_of(package: Package, part: str, shape: Found, digests: Digests, *, is_flattened: bool) -> Look:
    """All that an element on a slide looks like; a group without its children, a chart with its part."""
    xml, marks = element_text(package, part, shape)
    return Look(digests.of(xml, *marks), lambda: not marks and is_plain(xml, is_flattened=is_flattened))


def element_text(package: Package, part: str, shape: Found) -> tuple[str, tuple[str, ...]]:
    """The XML of an element, and what else a person hung on it: relations of its chart that are not ours."""
    if shape.kind == "group":
        return "".join([_text(node) for node in list(shape.node)[:2]]), ()
    xml = _text(shape.node)
    chart = chart_part(package, part, shape.node) if shape.kind == "chart" else None
    if chart is None:
        return xml, ()
    own = sorted({rel.kind for rel in package.rels(chart)} - _OF_CHARTS)
    return xml + package.read(chart).decode("utf-8", "replace"), tuple(own)


def _text(node: Node) -> str:
    return etree.tostring(node, encoding="unicode", with_tail=False)


# ------------------------------------------------------------------ whole slides


def is_worked_on(package: Package, part: str, root: Node, layout: str, *, is_flattened: bool) -> bool:
    """Whether a person worked on a slide as a whole: hid it, gave it a background, a transition, animations,
    comments, pictures or links, another layout than `layout`, or its notes formats."""
    if root.get("show") in ("0", "false") or root.find(f"{PNS}cSld/{PNS}bg") is not None:
        return True
    if any(rel.kind not in _OF_SLIDES for rel in package.rels(part)):
        return True
    return (
        _is_animated(root)
        or _has_transition(root, is_flattened=is_flattened)
        or root.find(f"{PNS}clrMapOvr/{ANS}overrideClrMapping") is not None
        or (not is_flattened and _has_other_layout(package, part, root, layout))
        or _has_own_notes(package, part, is_flattened=is_flattened)
    )


def _is_animated(root: Node) -> bool:
    """Whether there is more in the timing than the root that PowerPoint writes by itself."""
    timing = root.find(f"{PNS}timing")
    return timing is not None and len(list(timing.iter(f"{PNS}cTn"))) > 1


def _has_transition(root: Node, *, is_flattened: bool) -> bool:
    """A transition; not the empty slow one that LibreOffice gives every slide."""
    found = list(root.iter(f"{PNS}transition"))
    return any(len(node) or not (is_flattened and node.get("spd") == "slow") for node in found)


def _has_other_layout(package: Package, part: str, root: Node, layout: str) -> bool:
    """Whether a slide stands on another layout than it was written on; where that was not noted, whether
    its placeholders are not the layout's."""
    there = package.related(part, "slideLayout")
    if there is None or there not in package:
        return True
    if layout:
        return layout_name(package, there) != quote(layout)
    mark = f"{PNS}nvSpPr/{PNS}nvPr/{PNS}ph"
    known = {node.get("idx", "0") for node in parse(package.read(there), there).iter(f"{PNS}ph")}
    marks = [found for shape in root.iter(f"{PNS}sp") if (found := shape.find(mark)) is not None]
    return any(node.get("idx", "0") not in known for node in marks)


def layout_name(package: Package, part: str) -> str:
    """The name of a layout as its XML has it."""
    start = re.search(rb'<(?:\w+:)?cSld\b[^>]*? name="([^"]*)"', package.read(part))
    return start[1].decode("utf-8", "replace") if start else ""


def _has_own_notes(package: Package, part: str, *, is_flattened: bool) -> bool:
    """Whether the notes have formats or shapes that we never write."""
    notes = package.related(part, "notesSlide")
    if notes is None or notes not in package:
        return False
    if any(rel.kind not in ("notesMaster", "slide") for rel in package.rels(notes)):
        return True
    text = package.read(notes).decode("utf-8", "replace")
    return not is_plain(text, is_flattened=is_flattened) or (
        not is_flattened and _NOTES_LOOK.search(text) is not None
    )
