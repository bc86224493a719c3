"""A text put together from our runs and what a person gave the words that stood there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kamdeck.deck.formats import OF_THESE_WORDS, Line
from kamdeck.deck.words import stretches
from kamdeck.record import record

Place = tuple[int, int]  # line and piece of the old text


class Gift(NamedTuple):
    """A format that a run takes over: its value (None: the run loses it), and the old run it is of."""

    value: str | None
    donor: Place


Gifts = dict[str, Gift]


@record
class Dressed:
    """Characters of the new text with one format: those of our piece `ours`, with what is a person's.

    `source` is the old run whose place they take, None where they are new.
    """

    text: str
    ours: int
    source: Place | None
    gifts: Gifts


@record
class DressedLine:
    """A new paragraph: the old one whose place it takes (`NOWHERE`: none), what it takes over from
    the old paragraph `donor`, and its pieces; `end` is for the mark behind an empty one."""

    source: int
    look: dict[str, str]
    donor: int
    pieces: tuple[Dressed, ...]
    end: Gifts


def dressed(line: Line, gifts: Sequence[Gifts], sources: Sequence[Place | None]) -> tuple[Dressed, ...]:
    """The characters of one of our lines in pieces of one format; each has its gifts and its source."""
    pieces: list[Dressed] = []
    for char, ours, given, source in zip(line.text, line.places, gifts, sources, strict=True):
        last = pieces[-1] if pieces else None
        if last and last.ours == ours and values(last.gifts) == values(given):
            pieces[-1] = Dressed(last.text + char, ours, last.source or source, last.gifts)
        else:
            pieces.append(Dressed(char, ours, source, given))
    return tuple(pieces)


def wearable(gifts: Gifts) -> Gifts:
    """What words may take that are new: no links."""
    return {name: gift for name, gift in gifts.items() if name not in OF_THESE_WORDS}


def values(gifts: Gifts) -> dict[str, str | None]:
    """The formats without whose they are."""
    return {name: gift.value for name, gift in gifts.items()}


def fill_spaces(text: str, gifts: list[Gifts], sources: Sequence[Place | None]) -> None:
    """A new space between two words bears what both of them bear."""
    for start, end, is_new in stretches([text[c].isspace() and s is None for c, s in enumerate(sources)]):
        if is_new and start and end < len(text):
            left, right = gifts[start - 1], gifts[end]
            both = {n: g for n, g in left.items() if n in right and right[n].value == g.value}
            both.pop("field", None)
            gifts[start:end] = [both] * (end - start)
