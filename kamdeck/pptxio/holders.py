"""What a placeholder gives to the text in it: its place, and the format of what the text leaves open."""

from __future__ import annotations

from kamdeck.deck.spec import Align, Anchor, Box, Run
from kamdeck.pptxio.binding import ANS, PNS
from kamdeck.pptxio.draft import Place
from kamdeck.pptxio.markup import SLIDE_NAMESPACES
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.scene import Under, lists_of
from kamdeck.pptxio.scene_shapes import Scene, inherited, styles_of
from kamdeck.pptxio.scene_text import body_of
from kamdeck.pptxio.shapes import placeholder_mark
from kamdeck.pptxio.xml import Node, fragment
from kamdeck.record import record


@record
class Holder:
    """A placeholder's box (EMU), and the format that a text without any of its own has there."""

    box: Box | None
    run: Run
    anchor: Anchor = "t"
    inset: tuple[int, int, int, int] = (0, 0, 0, 0)
    align: Align = "l"
    line: float | None = None


def holder_of(package: Package, part: str, place: Place, below: Under) -> Holder:
    """What an empty placeholder of a slide on the layout `part` inherits from what lies `below` it."""
    node = _placeholder(place)
    scene = Scene(package, part, below.tints, below.plain, lists_of(below), 0, below)
    holders = list(inherited(scene, node))
    style = styles_of(scene, node, holders)[0]
    fit = body_of([found.find(f"{PNS}txBody/{ANS}bodyPr") for found in holders])
    run = Run("", style.size, style.bold, style.color, style.italic, style.spacing)
    return Holder(place.box, run, fit.anchor, fit.inset, style.align, style.line)


def _placeholder(place: Place) -> Node:
    """A slide's placeholder without anything of its own."""
    mark = f"<p:nvSpPr><p:cNvPr/><p:cNvSpPr/><p:nvPr>{placeholder_mark(place)}</p:nvPr></p:nvSpPr>"
    return fragment(f"<p:sp>{mark}</p:sp>", SLIDE_NAMESPACES)[0]
