"""Where a figure stands on the slides of a deck, by the text that says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from kamdeck.deck.spec import Chart, DeckSpec, Element, Group, Para, Shape, Table, Text
from kamdeck.record import record
from kamdeck.text import Say

_SPACES = str.maketrans("\u00a0\u202f\v\n", "    ")


@record
class Place:
    """One text of the deck: the slide's number and key, the element's key, the text."""

    number: int
    slide: str
    key: str
    text: str


def says(text: str, wordings: Iterable[str]) -> bool:
    """Whether a text says one of these as a figure of its own."""
    shown = plain(text)
    return any(_pattern(wording).search(shown) for wording in wordings if wording)


def is_at(key: str, places: Iterable[Place]) -> bool:
    """Whether an element, or a row or point of one, is one of the places."""
    return any(
        key == place.key or key.startswith(f"{place.key}/") or place.key.startswith(f"{key}/")
        for place in places
    )


def plain(text: str) -> str:
    """The text with ordinary spaces, as a person types it."""
    return text.translate(_SPACES)


class Places:
    """All texts of a deck, slide by slide; `say` is the deck's language, for the numbers of charts."""

    def __init__(self, spec: DeckSpec, say: Say) -> None:
        self._spec = spec
        self._say = say

    @cached_property
    def all(self) -> tuple[Place, ...]:
        """Every text, in the deck's order."""
        return tuple(
            Place(number, slide.key, key, plain(text))
            for number, slide in enumerate(self._spec.slides, 1)
            for element in slide.elements
            for key, text in _texts(element, self._say)
            if text
        )

    def of(
        self, said: Iterable[str], views: Iterable[str] = (), about: Iterable[str] = ()
    ) -> tuple[Place, ...]:
        """The texts that say one of these as a figure of its own, on the slides of these views (of all where
        none is named); of a figure about an account or person only those that name it too.

        A slide of one account is about it, whatever its texts name.
        """
        patterns = [_pattern(text) for text in said if text]
        wanted, names = tuple(views), tuple(plain(name) for name in about if name)
        return tuple(
            place
            for place in self.all
            if (not wanted or _view(place.slide) in wanted)
            and any(pattern.search(place.text) for pattern in patterns)
            and (not names or any(name in f"{place.slide} {place.key} {place.text}" for name in names))
        )


def _view(slide: str) -> str:
    """The view that made a slide."""
    return slide.partition(":")[0]


def _pattern(said: str) -> re.Pattern[str]:
    """Finds the text where it stands alone: not as a part of a longer number or word."""
    text = re.escape(plain(said))
    return re.compile(rf"(?<![\w.,$€£])(?<!\d ){text}(?![\w%])(?![.,]\d)(?! ?[%$€£])")


def _texts(element: Element, say: Say) -> Iterator[tuple[str, str]]:
    if isinstance(element, Text | Shape):
        yield element.key, _joined(element.paras)
    elif isinstance(element, Group):
        for child in element.children:
            yield from _texts(child, say)
    elif isinstance(element, Table):
        for row in element.rows:
            words = " | ".join(text for cell in row.cells if (text := _joined(cell.paras)))
            yield f"{element.key}/{row.key}", words
    elif isinstance(element, Chart):
        yield element.key, element.alt
        for place, label in enumerate(element.grid.labels):
            values = [_number(data.values[place], data.format, say) for data in element.grid.columns]
            yield f"{element.key}/{element.grid.keys[place]}", " | ".join((label, *filter(None, values)))
        for plot in element.plots:
            for series in plot.series:
                for point in series.points:
                    if point.labels and point.labels.paras:
                        yield f"{element.key}/{point.key}", _joined(point.labels.paras)


def _number(value: float | None, code: str, say: Say) -> str:
    """A value of a chart as its number format shows it."""
    if value is None:
        return ""
    digits = code.partition(";")[0].rstrip("%").rstrip(",")
    places = len(digits.partition(".")[2].replace('"', "")) if "." in digits else 0
    scale = 1000.0 ** (len(code.partition(";")[0]) - len(code.partition(";")[0].rstrip(",")))
    return say.percent(value, places) if "%" in code else say.number(value / scale, places)


def _joined(paras: Iterable[Para]) -> str:
    return " ".join(para.text for para in paras)
