"""Texts in their boxes: anchored, aligned, turned."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from kamdeck.deck.spec import Box
from kamdeck.pictures.canvas import Canvas
from kamdeck.pictures.words import TextLine


def block_height(lines: Sequence[TextLine]) -> int:
    """How high some lines are together."""
    return sum(line.height for line in lines)


def draw_lines(
    canvas: Canvas, lines: Sequence[TextLine], box: Box, anchor: str, *, rot: float = 0.0,
    about: tuple[float, float] | None = None,
) -> None:  # fmt: skip
    """Lines in a box, turned clockwise by `rot` degrees about a point, its centre unless one is given."""
    high = block_height(lines)
    y = box.y + {"t": 0, "ctr": (box.h - high) // 2, "b": box.h - high}[anchor]
    centre = about or (box.x + box.w / 2, box.y + box.h / 2)
    place = _around(box, centre, rot) if rot else box
    for line in lines:
        for piece in line.pieces:
            is_alone = len(line.pieces) == 1
            align = line.align if is_alone and not piece.look.spacing else "l"
            x = box.x + piece.x + {"l": 0, "ctr": piece.width / 2, "r": piece.width}[align]
            at = _turned((x, y + line.ascent), centre, rot) if rot else (x, y + line.ascent)
            canvas.write(piece.text, at, piece.look, align=align, rot=rot, box=place)
        y += line.height


def _around(box: Box, centre: tuple[float, float], rot: float) -> Box:
    """The upright box around a turned one."""
    ends = [(x, y) for x in (box.x, box.x + box.w) for y in (box.y, box.y + box.h)]
    turned = [_turned(end, centre, rot) for end in ends]
    left, top = min(x for x, _ in turned), min(y for _, y in turned)
    right, foot = max(x for x, _ in turned), max(y for _, y in turned)
    return Box(round(left), round(top), round(right - left), round(foot - top))


def _turned(point: tuple[float, float], centre: tuple[float, float], rot: float) -> tuple[float, float]:
    """A point after a turn about another one."""
    c, s = cos(radians(rot)), sin(radians(rot))
    dx, dy = point[0] - centre[0], point[1] - centre[1]
    return centre[0] + dx * c - dy * s, centre[1] + dx * s + dy * c
