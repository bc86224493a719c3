"""What charts share: the plot inside its box, keys of columns, the size at which words fit."""

from __future__ import annotations

from collections.abc import Iterable

from kamdeck.deck.spec import Box
from kamdeck.text.measure import width


def widened(box: Box, left: int = 0, top: int = 0, right: int = 0, bottom: int = 0) -> Box:
    """A box with more (below zero: less) room on its sides, in EMU."""
    return Box(box.x - left, box.y - top, box.w + left + right, box.h + top + bottom)


def inner_of(box: Box, plot: Box) -> tuple[float, float, float, float]:
    """Where a plot stands in its chart's box, as fractions of that: `Chart.inner`."""
    return ((plot.x - box.x) / box.w, (plot.y - box.y) / box.h, plot.w / box.w, plot.h / box.h)


def column_key(name: str) -> str:
    """A name as the key of a sheet's column: braces are those of formulas."""
    return name.replace("{", "(").replace("}", ")")


def size_for(texts: Iterable[str], room: float, *, sizes: tuple[float, ...] = (10.0, 9.0)) -> float:
    """The largest of the sizes at which each text is within `room` EMU; 0 where none is."""
    words = tuple(texts)
    return next((size for size in sizes if all(width(text, size) <= room for text in words)), 0)
