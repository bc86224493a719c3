"""The course of connectors: the points that a preset runs through, turned and flipped in its frame."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from kamdeck.deck.page import Point
from kamdeck.deck.spec import Box
from kamdeck.pptxio.connectors import Route


def course(
    preset: str,
    box: Box,
    *,
    rot: float = 0.0,
    flip_h: bool = False,
    flip_v: bool = False,
    guides: Sequence[int] = (),
) -> tuple[Point, ...]:
    """The points of a connector, from start to end; `rot` in degrees clockwise. Curves run straight."""
    w, h = box.w, box.h
    cx, cy = box.x + w / 2, box.y + h / 2
    c, s = cos(radians(rot)), sin(radians(rot))
    out = []
    for x, y in _bends(preset, w, h, guides):
        dx, dy = (w / 2 - x if flip_h else x - w / 2), (h / 2 - y if flip_v else y - h / 2)
        out.append((round(cx + dx * c - dy * s), round(cy + dx * s + dy * c)))
    return tuple(out)


def course_of(route: Route) -> tuple[Point, ...]:
    """The points of a connector that we route ourselves."""
    return course(
        route.preset,
        route.box,
        rot=route.rot / 60_000,
        flip_h=route.flip_h,
        flip_v=route.flip_v,
        guides=route.guides,
    )


def _bends(preset: str, w: int, h: int, guides: Sequence[int]) -> list[tuple[float, float]]:
    """The points in the frame, before it is turned."""
    first, second, third = (guides[i] / 100_000 if i < len(guides) else 0.5 for i in range(3))
    bends = preset.removeprefix("bentConnector").removeprefix("curvedConnector")
    if bends == "2":
        return [(0, 0), (w, 0), (w, h)]
    if bends == "3":
        return [(0, 0), (w * first, 0), (w * first, h), (w, h)]
    if bends == "4":
        return [(0, 0), (w * first, 0), (w * first, h * second), (w, h * second), (w, h)]
    if bends == "5":
        return [
            (0, 0),
            (w * first, 0),
            (w * first, h * second),
            (w * third, h * second),
            (w * third, h),
            (w, h),
        ]
    return [(0, 0), (w, h)]
