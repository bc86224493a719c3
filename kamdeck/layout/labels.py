"""Where the values of several lines stand: at their points, clear of every line and of each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from kamdeck.deck.spec import Box
from kamdeck.text.measure import line_height, width

Side = Literal["t", "b", "l", "r"]
Spot = tuple[int, int]  # a point on the slide, in EMU
_GAP = 63_500  # between a point and its label
_STEPS = 24  # checked along a piece of a line


def place_labels(
    lines: Sequence[Sequence[Spot | None]],
    texts: Mapping[tuple[int, int], str],
    size: float,
    taken: Sequence[Box] = (),
) -> dict[tuple[int, int], Side]:
    """The side of each label by (line, point); those that find no free side are absent.

    The highest point of a category is labelled above first, the lowest below. `taken` are boxes of other
    words.
    """
    boxes = list(taken)
    out: dict[tuple[int, int], Side] = {}
    for key in sorted(texts, key=lambda pair: (pair[1], pair[0])):
        spot = lines[key[0]][key[1]]
        if spot is None:
            continue
        for side in _sides(lines, *key):
            box = _box(spot, side, width(texts[key], size), line_height(size))
            if not any(_meets(box, other) for other in boxes) and not _is_crossed(box, lines):
                out[key] = side
                boxes.append(box)
                break
    return out


def _sides(lines: Sequence[Sequence[Spot | None]], line: int, point: int) -> tuple[Side, ...]:
    """The sides to try, the one away from the other lines first."""
    own = lines[line][point] or (0, 0)
    others = [spot[1] for n, row in enumerate(lines) if n != line and (spot := row[point]) is not None]
    above = min((own[1] - y for y in others if y <= own[1]), default=None)
    below = min((y - own[1] for y in others if y > own[1]), default=None)
    if above is None or (below is not None and above >= below):
        return ("t", "l", "r", "b")
    return ("b", "r", "l", "t")


def _box(spot: Spot, side: Side, wide: int, high: int) -> Box:
    x, y = spot
    if side == "t":
        return Box(x - wide // 2, y - _GAP - high, wide, high)
    if side == "b":
        return Box(x - wide // 2, y + _GAP, wide, high)
    return Box(x - _GAP - wide if side == "l" else x + _GAP, y - high // 2, wide, high)


def _meets(a: Box, b: Box) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def _is_crossed(box: Box, lines: Sequence[Sequence[Spot | None]]) -> bool:
    """True where a line passes through the letters, which are lower than their line of text."""
    top, foot = box.y + box.h // 6, box.y + box.h * 5 // 6
    return any(box.x < x < box.x + box.w and top < y < foot for row in lines for x, y in _along(row))


def _along(row: Sequence[Spot | None]) -> Iterator[tuple[float, float]]:
    """Points on a line, close enough that none of a label's size is jumped over."""
    for start, end in pairwise(row):
        if start is not None and end is not None:
            for n in range(_STEPS + 1):
                part = n / _STEPS
                yield start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])
    yield from (spot for spot in row if spot is not None)
