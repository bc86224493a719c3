"""What charts share: the plot in its box, keys of columns, sizes of words, steps and units of amounts."""

from __future__ import annotations

from collections.abc import Iterable

from kamdeck.deck.spec import Box
from kamdeck.text.measure import width

_STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8)


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


def round_steps(least: float) -> list[float]:
    """The first round numbers of at least `least`, the last of them less than twice that."""
    power = 1.0
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    steps = [s * p for p in (power, 10 * power) for s in _STEPS if s * p >= least]
    return [step for step in steps if step < 1.9 * least] or steps[:1]


def places_of(step: float, most: int = 2) -> int:
    """The decimals that a value axis needs for its steps."""
    return next((d for d in range(most + 1) if abs(step * 10**d - round(step * 10**d)) < 1e-6), most)
