"""The largest rectangle that obstacles leave free in an area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kamdeck.deck.spec import Box


def meet(a: Box, b: Box) -> bool:
    """Whether two boxes have a point inside both."""
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def largest_free(area: Box, obstacles: Sequence[Box], least: int = 0) -> Box | None:
    """The largest rectangle in `area` that meets no obstacle and is at least `least` wide; None without one.

    A largest one reaches from edge to edge of obstacles or area, so that those edges are all the lines there
    are to look at. One pass over the rows, each a histogram of how far up it is free.
    """
    near = [box for box in obstacles if meet(area, box)]
    xs = _lines(area.x, area.x + area.w, [edge for box in near for edge in (box.x, box.x + box.w)])
    ys = _lines(area.y, area.y + area.h, [edge for box in near for edge in (box.y, box.y + box.h)])
    tops = [area.y] * (len(xs) - 1)  # how far up each column is free
    best: Box | None = None
    for top, bottom in pairwise(ys):
        for box in near:
            if box.y < bottom and top < box.y + box.h:
                for i, left in enumerate(xs[:-1]):
                    if box.x <= left < box.x + box.w:
                        tops[i] = bottom
        for found in _under(xs, tops, bottom):
            if found.w >= least and (best is None or found.w * found.h > best.w * best.h):
                best = found
    return best


def _lines(start: int, end: int, edges: list[int]) -> list[int]:
    return sorted({start, end, *(edge for edge in edges if start < edge < end)})


def _under(xs: list[int], tops: list[int], bottom: int) -> Iterator[Box]:
    """The rectangles that stand on a line and can grow to no side."""
    open_: list[tuple[int, int]] = []  # left edge and top, ever lower
    for x, top in zip(xs, [*tops, bottom], strict=True):
        left = x
        while open_ and open_[-1][1] < top:
            left, high = open_.pop()
            yield Box(left, high, x - left, bottom - high)
        if not open_ or open_[-1][1] > top:
            open_.append((left, top))
