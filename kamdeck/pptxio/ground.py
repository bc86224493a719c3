"""The ground that a layout puts under its slides: the colors that are really there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, radians, sin

from kamdeck.deck.light import grey_of
from kamdeck.deck.page import Drawn, Freeform, Picture
from kamdeck.deck.spec import Box, Shape
from kamdeck.pptxio.binding import ANS, PNS
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.picture_cells import extremes
from kamdeck.pptxio.scene import Under
from kamdeck.pptxio.scene_colors import Tints
from kamdeck.pptxio.xml import Node, local, parse, whole

_FIRST_BACKGROUND = 1001  # `idx` of a theme's first background fill (ECMA-376 part 1, 20.1.4.2.19)
_PAPER = "#FFFFFF"
_MOST = 0.60  # of the slide: what covers more is ground
_END = 100_000  # a gradient's end

Colors = tuple[str, ...]  # such as `#12264A`, each once


def ground_of(
    package: Package, below: Under, drawn: Sequence[Drawn], page: tuple[int, int], areas: Sequence[Box]
) -> Colors:
    """The colors under some areas (EMU) of a layout's slides: of its background, else its master's, and of
    what is `drawn` over most of the page. Of a picture the darkest and the lightest parts."""
    colors = _background(package, below, page, areas) or (_PAPER,)
    for element in drawn:
        box = getattr(element, "box", None)
        if box is None or box.w * box.h <= _MOST * page[0] * page[1]:
            continue
        if isinstance(element, Picture):
            found = extremes(element, colors[0], areas)
            colors = tuple([grey_of(light) for light in found]) if found else colors
        elif isinstance(element, Shape | Freeform) and element.fill:
            colors = (element.fill,)
    return tuple(dict.fromkeys(colors))


def _background(package: Package, below: Under, page: tuple[int, int], areas: Sequence[Box]) -> Colors:
    for root in (below.layout_root, below.master_root):
        holder = root.find(f"{PNS}cSld/{PNS}bg")
        if holder is not None and len(holder):
            node = holder[0]
            if local(node) != "bgRef":
                return tuple([c for fill in node for c in _filled(fill, below.tints, "", page, areas)])
            own = below.tints.color(node) or _PAPER
            style = _style(package, below, whole(node.get("idx")))
            return tuple(_filled(style, below.tints, own, page, areas)) if style is not None else (own,)
    return ()


def _filled(fill: Node, tints: Tints, own: str, page: tuple[int, int], areas: Sequence[Box]) -> Iterator[str]:
    """The colors of a fill under some areas; `own` is what its placeholder color stands for."""
    kind = local(fill)
    if kind == "gradFill":
        stops = [
            (whole(stop.get("pos")), tints.color(stop, own)) for stop in fill.iterfind(f"{ANS}gsLst/{ANS}gs")
        ]
        line = fill.find(f"{ANS}lin")
        turn = radians(whole(line.get("ang")) / 60_000) if line is not None else None
        yield from _met(sorted([(at, color) for at, color in stops if color]), turn, page, areas)
        return
    for holder in [fill] if kind == "solidFill" else fill if kind == "pattFill" else ():
        if (color := tints.color(holder, own)) is not None:
            yield color


def _met(
    stops: list[tuple[int, str]], turn: float | None, page: tuple[int, int], areas: Sequence[Box]
) -> Iterator[str]:
    """The colors of a gradient that some areas meet; all where it does not run in a line."""
    if turn is None or not stops:
        yield from (color for _, color in stops)
        return

    def span(boxes: Sequence[Box]) -> tuple[float, float]:
        corners = [(x, y) for b in boxes for x in (b.x, b.x + b.w) for y in (b.y, b.y + b.h)]
        places = [x * cos(turn) + y * sin(turn) for x, y in corners]
        return min(places), max(places)

    start, end = span([Box(0, 0, *page)])
    first, last = ((place - start) / ((end - start) or 1) * _END for place in span(areas))
    yield _between(stops, first)
    yield from (color for at, color in stops if first < at < last)
    yield _between(stops, last)


def _between(stops: list[tuple[int, str]], place: float) -> str:
    """The color of a gradient at a place."""
    before = next((stop for stop in reversed(stops) if stop[0] <= place), stops[0])
    after = next((stop for stop in stops if stop[0] >= place), stops[-1])
    share = (place - before[0]) / (after[0] - before[0]) if after[0] > before[0] else 0.0
    return mixed(before[1], after[1], min(max(share, 0.0), 1.0))


def mixed(one: str, other: str, share: float) -> str:
    """A color with a share of another one."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join([f"{round(a + (b - a) * share):02X}" for a, b in pairs])


def _style(package: Package, below: Under, index: int) -> Node | None:
    """The background fill of that number in the theme."""
    part = package.related(below.master, "theme")
    if part is None or index < _FIRST_BACKGROUND:
        return None
    fills = parse(package.read(part), part).find(f"{ANS}themeElements/{ANS}fmtScheme/{ANS}bgFillStyleLst")
    place = index - _FIRST_BACKGROUND
    return fills[place] if fills is not None and place < len(fills) else None
