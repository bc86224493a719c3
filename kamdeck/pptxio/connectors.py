"""Connectors, with a stored geometry that is right also where a program does not route them again."""

from __future__ import annotations

from typing import NamedTuple

from kamdeck.deck.sites import BOTTOM, LEFT, RIGHT, TOP, site_point
from kamdeck.deck.spec import Box, Connector, End
from kamdeck.pptxio.draft import Draft

LANE = 160_000  # EMU between a box and a connector that runs around it
_THIN = 12_700  # width of an elbow whose ends are level, as PowerPoint stores it

Point = tuple[int, int]


class Route(NamedTuple):
    """The geometry of a connector: preset, frame before rotation (EMU), turn and guides."""

    preset: str
    box: Box
    rot: int = 0  # 60,000 to the degree, clockwise
    flip_h: bool = False
    flip_v: bool = False
    guides: tuple[int, ...] = ()

    @property
    def hull(self) -> Box:
        """The smallest box around both ends."""
        x, y, w, h = self.box.x, self.box.y, self.box.w, self.box.h
        if self.rot in (5_400_000, 16_200_000):
            return Box(x + w // 2 - h // 2, y + h // 2 - w // 2, h, w)
        return self.box


def straight(start: Point, end: Point, preset: str = "straightConnector1") -> Route:
    """The straight line between two points."""
    (x1, y1), (x2, y2) = start, end
    box = Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    return Route(preset, box, 0, x2 < x1, y2 < y1)


def elbow(start: Point, start_side: int, end: Point, end_side: int, bend: int | None = None) -> Route:
    """The right-angled line that leaves `start` on one side and meets `end` on another.

    `bend` is the place of the middle piece: a y when it leaves top or bottom, an x when it leaves a
    side. Without one, facing sides meet half way, equal sides are joined by a lane outside both, and
    sides turned away from each other by a line around.
    """
    is_vertical = start_side in (TOP, BOTTOM)
    if is_vertical != (end_side in (TOP, BOTTOM)):
        return _framed("bentConnector2", start, end, is_vertical)
    axis = 1 if is_vertical else 0
    first, last = start[axis], end[axis]
    forward = 1 if start_side in (BOTTOM, RIGHT) else -1
    if bend is None and start_side == end_side:
        bend = (max(first, last) if forward > 0 else min(first, last)) + forward * LANE
    if bend is None and (last - first) * forward < 0:
        return _around(start, end, is_vertical)
    if bend is None:
        return _framed("bentConnector3", start, end, is_vertical, (50_000,))
    if abs(last - first) < _THIN:
        end = (end[0], first) if is_vertical else (first, end[1])
        last = first + _THIN
    middle = round((bend - first) / (last - first) * 100_000)
    return _framed("bentConnector3", start, end, is_vertical, (middle,))


def _around(start: Point, end: Point, is_vertical: bool) -> Route:
    """From one side to the opposite one that lies behind: out, across half way, and back."""
    axis = 1 if is_vertical else 0
    share = round(LANE / max(abs(end[axis] - start[axis]), _THIN) * 100_000)
    return _framed("bentConnector5", start, end, is_vertical, (-share, 50_000, 100_000 + share))


def _framed(preset: str, start: Point, end: Point, is_vertical: bool, guides: tuple[int, ...] = ()) -> Route:
    """The preset, which runs to the right, turned and flipped so that it starts and ends where it must."""
    (x1, y1), (x2, y2) = start, end
    dx, dy = x2 - x1, y2 - y1
    # A guide outside the frame is a share of its length, which therefore must not be 0.
    thin = _THIN if guides and guides != (50_000,) else 0
    if not is_vertical:
        width = abs(dx) or thin
        x = (x1 + x2) // 2 - width // 2
        return Route(preset, Box(x, min(y1, y2), width, abs(dy)), 0, dx < 0, dy < 0, guides)
    length = abs(dy) or thin
    box = Box((x1 + x2) // 2 - length // 2, (y1 + y2) // 2 - abs(dx) // 2, length, abs(dx))
    is_down, is_right = dy >= 0, dx >= 0
    rot = 16_200_000 if is_right else 5_400_000
    return Route(preset, box, rot, is_down == is_right, False, guides)


def route_of(connector: Connector, draft: Draft) -> Route:
    """The geometry of a connector between the shapes of a slide as they stand.

    Raises: DeckError where an end is glued to no shape of the slide.
    """
    points = connector.points or (0, 0, 0, 0)
    start, start_side = _end(connector.start, points[:2], draft)
    end, end_side = _end(connector.end, points[2:], draft)
    if connector.kind == "straight":
        is_bare = not (connector.start or connector.end or connector.head or connector.tail)
        return straight(start, end, "line" if is_bare else "straightConnector1")
    if start_side is None:
        is_right = end[0] >= start[0]
        start_side = RIGHT if is_right else LEFT
    if end_side is None:
        end_side = (start_side + 2) % 4
    return elbow(start, start_side, end, end_side, connector.bend)


def _end(end: End | None, point: tuple[int, ...], draft: Draft) -> tuple[Point, int | None]:
    if end is None:
        return (point[0], point[1]), None
    hold = draft.hold(end.key)
    x, y, side = site_point(hold.box, hold.geom, end.site)
    return (x, y), side


def geometry_xml(route: Route) -> str:
    """`a:xfrm` and `a:prstGeom` of a route."""
    turn = f' rot="{route.rot}"' if route.rot else ""
    turn += (' flipH="1"' if route.flip_h else "") + (' flipV="1"' if route.flip_v else "")
    guides = "".join([f'<a:gd name="adj{i}" fmla="val {g}"/>' for i, g in enumerate(route.guides, 1)])
    box = route.box
    return (
        f'<a:xfrm{turn}><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></a:xfrm>'
        f'<a:prstGeom prst="{route.preset}"><a:avLst>{guides}</a:avLst></a:prstGeom>'
    )


def connector_xml(connector: Connector, draft: Draft, head: str, data: str) -> str:
    """`p:cxnSp`; `head` is its `p:cNvPr`, `data` the tags inside `p:nvPr`."""
    glue = ""
    for tag, end in (("stCxn", connector.start), ("endCxn", connector.end)):
        if end is not None:
            glue += f'<a:{tag} id="{draft.shape_id(end.key)}" idx="{end.site}"/>'
    line = draft.ink.palette.line(connector.line, line_ends(connector))
    look = f"{geometry_xml(route_of(connector, draft))}{line}"
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{head}<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr>{data}</p:nvPr></p:nvCxnSpPr>"
        f"<p:spPr>{look}</p:spPr></p:cxnSp>"
    )


def line_ends(connector: Connector) -> str:
    """Joint and arrow heads inside a connector's `a:ln`."""
    ends = "<a:round/>" + ('<a:headEnd type="triangle"/>' if connector.head else "")
    return ends + ('<a:tailEnd type="triangle"/>' if connector.tail else "")
