"""How outlines are drawn: steps of a pen. Coordinates run right and down from the box's upper left corner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, radians, sin
from typing import Any

from matplotlib.path import Path

Guide = Sequence[int]
Corner = tuple[float, float]


class Pen:
    """Draws an outline step by step."""

    def __init__(self) -> None:
        self.points: list[Corner] = []
        self.codes: list[int] = []

    def move(self, x: float, y: float) -> None:
        """Start a new outline."""
        self._add(Path.MOVETO, x, y)

    def line(self, x: float, y: float) -> None:
        """A straight line."""
        self._add(Path.LINETO, x, y)

    def curve(self, *points: Corner) -> None:
        """A Bézier curve: two handles and the end."""
        for x, y in points:
            self._add(Path.CURVE4 if len(points) == 3 else Path.CURVE3, x, y)

    def close(self) -> None:
        """Back to where the outline started."""
        self._add(Path.CLOSEPOLY, *self.points[-1])

    def polygon(self, *corners: Corner) -> None:
        """A closed outline through corners."""
        self.move(*corners[0])
        for corner in corners[1:]:
            self.line(*corner)
        self.close()

    def arc(self, x: float, y: float, rx: float, ry: float, first: float, sweep: float) -> None:
        """An arc around a centre, from one angle on, in degrees clockwise from the right."""
        parts = max(1, round(abs(sweep) / 45 + 0.49))
        step = radians(sweep / parts)
        reach = 4 / 3 * sin(step / 4) / cos(step / 4)
        angle = radians(first)
        for _ in range(parts):
            after = angle + step
            self.curve(
                (x + rx * (cos(angle) - reach * sin(angle)), y + ry * (sin(angle) + reach * cos(angle))),
                (x + rx * (cos(after) + reach * sin(after)), y + ry * (sin(after) - reach * cos(after))),
                (x + rx * cos(after), y + ry * sin(after)),
            )
            angle = after

    def path(self) -> Path:
        """What was drawn."""
        return Path(self.points, self.codes)

    def _add(self, code: Any, x: float, y: float) -> None:
        self.codes.append(int(code))
        self.points.append((x, y))


Draw = Callable[[Pen, float, float, Guide], None]  # draws into a box of some width and height


def share(adjust: Guide, index: int, default: int) -> float:
    """A guide as a share of one."""
    return (adjust[index] if index < len(adjust) else default) / 100_000


def ellipse(pen: Pen, w: float, h: float, _: Guide) -> None:
    """The ellipse that fills the box."""
    pen.move(w, h / 2)
    pen.arc(w / 2, h / 2, w / 2, h / 2, 0, 360)
    pen.close()
