"""The ground that a layout puts under its slides: the colors that are really there."""

from __future__ import annotations

from collections.abc import Iterator

from kamdeck.deck.light import light_of
from kamdeck.pptxio.binding import ANS, PNS
from kamdeck.pptxio.colors import Color
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.scene import Under
from kamdeck.pptxio.scene_colors import Tints
from kamdeck.pptxio.xml import Node, local, parse, whole
from kamdeck.record import record

_FIRST_BACKGROUND = 1001  # `idx` of a theme's first background fill (ECMA-376 part 1, 20.1.4.2.19)
_PAPER = "#FFFFFF"


@record
class Ground:
    """The luminances of all that lies under a slide; `color` where it is one color."""

    lights: tuple[float, ...]
    color: Color | None = None


def ground_of(package: Package, below: Under) -> Ground:
    """The ground of a layout: its own background, else its master's."""
    for root in (below.layout_root, below.master_root):
        holder = root.find(f"{PNS}cSld/{PNS}bg")
        if holder is not None and len(holder):
            colors = list(_colors(package, below, holder[0]))
            break
    else:
        colors = []
    hexes = tuple(dict.fromkeys(colors)) or (_PAPER,)
    return Ground(
        tuple([light_of(color) for color in hexes]), (hexes[0][1:], ()) if len(hexes) == 1 else None
    )


def _colors(package: Package, below: Under, node: Node) -> Iterator[str]:
    """The colors of a `p:bgPr`, or of the theme's background that a `p:bgRef` names."""
    if local(node) == "bgRef":
        own = below.tints.color(node) or _PAPER
        style = _style(package, below, whole(node.get("idx")))
        yield from _filled(style, below.tints, own) if style is not None else (own,)
        return
    for fill in node:
        yield from _filled(fill, below.tints, "")


def _filled(fill: Node, tints: Tints, own: str) -> Iterator[str]:
    """The colors of a fill; `own` is what its placeholder color stands for."""
    kind = local(fill)
    holders = {"solidFill": [fill], "pattFill": list(fill)}.get(kind, fill.findall(f"{ANS}gsLst/{ANS}gs"))
    for holder in holders:
        if (color := tints.color(holder, own)) is not None:
            yield color


def _style(package: Package, below: Under, index: int) -> Node | None:
    """The background fill of that number in the theme."""
    part = package.related(below.master, "theme")
    if part is None or index < _FIRST_BACKGROUND:
        return None
    fills = parse(package.read(part), part).find(f"{ANS}themeElements/{ANS}fmtScheme/{ANS}bgFillStyleLst")
    place = index - _FIRST_BACKGROUND
    return fills[place] if fills is not None and place < len(fills) else None
