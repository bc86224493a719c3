"""Which managers and measures stand on which slide."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kamdeck.analysis.evaluation import Rated
from kamdeck.deck.spec import EMU, Box
from kamdeck.figures.evaluation import Evaluated, Measure

NAME, RATING, LEAST_RATING, MEASURE, ROW = (round(inch * EMU) for inch in (1.83, 1.54, 1.2, 0.95, 0.225))
MOST_MEASURES = 8
AROUND = round(0.82 * EMU)  # head and legend


def beside(room: Box) -> tuple[int, int]:
    """The widths of the columns of names and of ratings."""
    return min(NAME, room.w // 5), max(LEAST_RATING, min(RATING, room.w * 16 // 100))


def pages_of(found: Evaluated) -> tuple[tuple[tuple[Rated, ...], tuple[Measure, ...]], ...]:
    """Managers and measures of each slide, as many as its room holds and as even as can be, measure by
    measure."""
    room = found.ctx.frame.body
    most_measures = max(1, min(MOST_MEASURES, (room.w - sum(beside(room))) // MEASURE))
    most_managers = max(2, (room.h - AROUND) // ROW)
    return tuple(
        (found.rated[first:stop], found.measures[left:right])
        for left, right in _parts(len(found.measures), most_measures)
        for first, stop in _parts(len(found.rated), most_managers)
    )


def _parts(count: int, most: int) -> Sequence[tuple[int, int]]:
    parts = -(-count // most)
    return tuple(pairwise(count * n // parts for n in range(parts + 1))) if parts else ()
