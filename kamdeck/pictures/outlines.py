"""Outlines of drawn shapes: the presets of DrawingML as paths. Coordinates run right and down from the
box's upper left corner; guides are those of ECMA-376 part 1, 20.1.9.18 and presetShapeDefinitions.xml."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, radians, sin

from matplotlib.path import Path

from kamdeck.pictures import outlines_curved as curved
from kamdeck.pictures.pen import Corner, Draw, Guide, Pen, ellipse, share


def outline(geom: str, w: float, h: float, adjust: Guide = ()) -> Path | None:
    """The outline of a preset in a box of that size; None for a preset that is not known."""
    draw = _PRESETS.get(geom)
    if draw is None:
        return None
    pen = Pen()
    draw(pen, w, h, adjust)
    return pen.path()


def text_room(geom: str, w: float, h: float, adjust: Guide = ()) -> tuple[float, float, float, float]:
    """How much of a shape's box its text stays away from: left, top, right, bottom."""
    if geom == "ellipse":
        return w * 0.1464, h * 0.1464, w * 0.1464, h * 0.1464
    if geom == "roundRect":
        inner = min(w, h) * share(adjust, 0, 16_667) * 0.29289
        return inner, inner, inner, inner
    if geom == "diamond":
        return w / 4, h / 4, w / 4, h / 4
    if geom == "triangle":
        return w / 4, h / 2, w / 4, 0
    if geom == "homePlate":
        return 0, 0, min(w, h) * share(adjust, 0, 50_000) / 2, 0
    if geom == "chevron":
        tip = min(w, h) * share(adjust, 0, 50_000)
        return tip, 0, tip, 0
    return 0, 0, 0, 0


def _rect(pen: Pen, w: float, h: float, _: Guide) -> None:
    pen.polygon((0, 0), (w, 0), (w, h), (0, h))


def _rounded(pen: Pen, w: float, h: float, radii: Sequence[float]) -> None:
    """A rectangle with its own radius at each corner, from the upper left one clockwise."""
    a, b, c, d = radii
    pen.move(0, a)
    pen.arc(a, a, a, a, 180, 90)
    pen.line(w - b, 0)
    pen.arc(w - b, b, b, b, 270, 90)
    pen.line(w, h - c)
    pen.arc(w - c, h - c, c, c, 0, 90)
    pen.line(d, h)
    pen.arc(d, h - d, d, d, 90, 90)
    pen.close()


def _round_rect(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    radius = min(w, h) * min(max(share(adjust, 0, 16_667), 0), 0.5)
    _rounded(pen, w, h, [radius] * 4)


def _round_one(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    _rounded(pen, w, h, [0, min(w, h) * share(adjust, 0, 16_667), 0, 0])


def _round_same(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    top, bottom = (min(w, h) * share(adjust, i, d) for i, d in ((0, 16_667), (1, 0)))
    _rounded(pen, w, h, [top, top, bottom, bottom])


def _round_diagonal(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    one, other = (min(w, h) * share(adjust, i, d) for i, d in ((0, 16_667), (1, 0)))
    _rounded(pen, w, h, [one, other, one, other])


def _triangle(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    pen.polygon((w * share(adjust, 0, 50_000), 0), (w, h), (0, h))


def _right_triangle(pen: Pen, w: float, h: float, _: Guide) -> None:
    pen.polygon((0, 0), (w, h), (0, h))


def _diamond(pen: Pen, w: float, h: float, _: Guide) -> None:
    pen.polygon((w / 2, 0), (w, h / 2), (w / 2, h), (0, h / 2))


def _parallelogram(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    lean = min(w, h) * share(adjust, 0, 25_000)
    pen.polygon((lean, 0), (w, 0), (w - lean, h), (0, h))


def _trapezoid(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    lean = min(w, h) * share(adjust, 0, 25_000)
    pen.polygon((lean, 0), (w - lean, 0), (w, h), (0, h))


def _hexagon(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    tip = min(w, h) * share(adjust, 0, 25_000)
    pen.polygon((tip, 0), (w - tip, 0), (w, h / 2), (w - tip, h), (tip, h), (0, h / 2))


def _octagon(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    cut = min(w, h) * share(adjust, 0, 29_289)
    pen.polygon(
        (cut, 0), (w - cut, 0), (w, cut), (w, h - cut), (w - cut, h), (cut, h), (0, h - cut), (0, cut)
    )


def _pentagon(pen: Pen, w: float, h: float, _: Guide) -> None:
    angles = [radians(a) for a in (-90, -18, 54, 126, 198)]
    pen.polygon(*((w / 2 * (1 + cos(a) / cos(radians(18))), h * (1 + sin(a)) / 1.809) for a in angles))


def _home_plate(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    tip = min(w, h) * share(adjust, 0, 50_000)
    pen.polygon((0, 0), (w - tip, 0), (w, h / 2), (w - tip, h), (0, h))


def _chevron(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    tip = min(w, h) * share(adjust, 0, 50_000)
    pen.polygon((0, 0), (w - tip, 0), (w, h / 2), (w - tip, h), (0, h), (tip, h / 2))


def _arrow(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    """To the right; the other directions are turned copies."""
    shaft, tip = h * share(adjust, 0, 50_000), min(w, h) * share(adjust, 1, 50_000)
    top, foot = (h - shaft) / 2, (h + shaft) / 2
    pen.polygon((0, top), (w - tip, top), (w - tip, 0), (w, h / 2), (w - tip, h), (w - tip, foot), (0, foot))


def _turned(swap: Callable[[float, float, float, float], Corner], is_upright: bool) -> Callable[..., None]:
    """An arrow in another direction."""

    def draw(pen: Pen, w: float, h: float, adjust: Guide) -> None:
        inner = Pen()
        _arrow(inner, *((h, w) if is_upright else (w, h)), adjust)
        pen.points += [swap(x, y, w, h) for x, y in inner.points]
        pen.codes += inner.codes

    return draw


def _plus(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    a = min(w, h) * share(adjust, 0, 25_000)
    pen.polygon(
        (a, 0), (w - a, 0), (w - a, a), (w, a), (w, h - a), (w - a, h - a),
        (w - a, h), (a, h), (a, h - a), (0, h - a), (0, a), (a, a),
    )  # fmt: skip


def _multiply(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    """Two crossing bars along the diagonals, ending short of the corners."""
    thick, length = min(w, h) * share(adjust, 0, 23_520), (w * w + h * h) ** 0.5 or 1.0
    across, down = w / length, h / length
    rest = length * (1 - 0.51965) / 2
    x1, y1 = across * rest - down * thick / 2, down * rest + across * thick / 2
    x2, y2 = across * rest + down * thick / 2, down * rest - across * thick / 2
    notch = y2 + (w / 2 - x2) * down / (across or 1.0)
    side = x1 + (h / 2 - y1) * across / (down or 1.0)
    pen.polygon(
        (x1, y1), (x2, y2), (w / 2, notch), (w - x2, y2), (w - x1, y1), (w - side, h / 2),
        (w - x1, h - y1), (w - x2, h - y2), (w / 2, h - notch), (x2, h - y2), (x1, h - y1), (side, h / 2),
    )  # fmt: skip


def _corner(pen: Pen, w: float, h: float, adjust: Guide) -> None:
    foot, stem = min(w, h) * share(adjust, 0, 50_000), min(w, h) * share(adjust, 1, 50_000)
    pen.polygon((0, 0), (stem, 0), (stem, h - foot), (w, h - foot), (w, h), (0, h))


_PRESETS: dict[str, Draw] = {
    "rect": _rect,
    "flowChartProcess": _rect,
    "roundRect": _round_rect,
    "flowChartAlternateProcess": _round_rect,
    "round1Rect": _round_one,
    "round2SameRect": _round_same,
    "round2DiagRect": _round_diagonal,
    "ellipse": ellipse,
    "flowChartConnector": ellipse,
    "triangle": _triangle,
    "rtTriangle": _right_triangle,
    "diamond": _diamond,
    "flowChartDecision": _diamond,
    "parallelogram": _parallelogram,
    "trapezoid": _trapezoid,
    "hexagon": _hexagon,
    "octagon": _octagon,
    "pentagon": _pentagon,
    "homePlate": _home_plate,
    "chevron": _chevron,
    "rightArrow": _arrow,
    "leftArrow": _turned(lambda x, y, w, h: (w - x, y), False),
    "downArrow": _turned(lambda x, y, w, h: (y, x), True),
    "upArrow": _turned(lambda x, y, w, h: (y, h - x), True),
    "plus": _plus,
    "mathPlus": _plus,
    "mathMultiply": _multiply,
    "corner": _corner,
    "donut": curved.donut,
    "pie": curved.pie,
    "arc": curved.arc,
    "blockArc": curved.block_arc,
    "star4": curved.star(4, 0.375),
    "star5": curved.star(5, 0.382),
    "star8": curved.star(8, 0.75),
    "line": curved.line,
    "straightConnector1": curved.line,
    "leftBracket": curved.bracket(True),
    "rightBracket": curved.bracket(False),
    "leftBrace": curved.brace(True),
    "rightBrace": curved.brace(False),
    "wedgeRectCallout": curved.callout,
}
