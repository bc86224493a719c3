"""The unit in which amounts that stand together are written."""

from __future__ import annotations

from collections.abc import Iterable

from kamdeck.record import record
from kamdeck.text import SCALES, Say

_THOUSANDS, _MILLIONS = 1e4, 1e6  # what is below is written in the smaller unit
_LONG = 99_950_000.0  # where five digits of thousands end


@record
class Unit:
    """Millions ("M"), thousands ("k") or units (""), with so many decimals."""

    letter: str
    places: int

    @property
    def scale(self) -> float:
        """What one of the unit is worth."""
        return SCALES[self.letter]

    def text(self, say: Say, value: float) -> str:
        """An amount without its sign of currency; what is too small for the unit is "<1"."""
        scaled, least = value / self.scale, 10.0**-self.places
        if self.letter and 0 < scaled < least / 2:
            return f"<{say.number(least, self.places)}"
        return say.number(scaled, self.places)

    def head(self, say: Say) -> str:
        """The unit as it stands over the column."""
        return say.unit(self.letter)

    def format(self, say: Say) -> str:
        """The number format code that shows plain amounts so."""
        return say.money_format(self.letter, self.places)


def unit_for(values: Iterable[float], *, adds_up: bool = False) -> Unit:
    """The unit of amounts that stand together, by the largest: thousands from 10,000, with a decimal below
    100,000; millions from a million, with a decimal below a billion.

    Where the amounts are read as a sum (a bridge, a queue, a column with its total) thousands go on up to
    five digits, so that the small ones keep theirs.
    """
    largest = max(map(abs, values), default=0.0)
    if largest >= (_LONG if adds_up else _MILLIONS):
        return Unit("M", int(largest < 999_950_000))
    return Unit("k", int(largest < 99_950)) if largest >= _THOUSANDS else Unit("", 0)
