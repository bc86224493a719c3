"""Where figures stand on the slides of a deck: every text with what was printed in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from kamdeck.deck.spec import Chart, DeckSpec, Element, Group, Para, Shape, Table, Text
from kamdeck.figures.printed import Printed, Trail, prints_in
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.traced import Cells, cells_of

_SPACES = str.maketrans("\u00a0\u202f\v\n", "    ")
Prints = tuple[Printed, ...]
Stands = tuple[tuple[Printed, int], ...]  # with the place of its first character


@record
class Place:
    """One text of the deck: the slide's number and key, the element's key, the text."""

    number: int
    slide: str
    key: str
    text: str

    @property
    def view(self) -> str:
        """The view that made the slide."""
        return self.slide.partition(":")[0]


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
    """All texts of a deck, slide by slide, with their figures; `say` is the deck's language, for the numbers
    of charts, `trail` what the run that made the deck left."""

    def __init__(self, spec: DeckSpec, say: Say, trail: Trail) -> None:
        self._spec = spec
        self._say = say
        self._trail = trail

    @cached_property
    def all(self) -> tuple[tuple[Place, Stands], ...]:
        """Every text, in the deck's order, with what was printed in it."""
        found = []
        for number, slide in enumerate(self._spec.slides, 1):
            for element in slide.elements:
                for key, text, prints in _texts(element, self._say):
                    if text:
                        place = Place(number, slide.key, key, plain(text))
                        known, rest = _stand(place.text, prints)
                        found.append((place, (*known, *self._lost(place, rest))))
        return tuple(found)

    def _lost(self, place: Place, rest: str) -> Stands:
        """What a text's view printed that stands in the rest of it, which does not know so itself; of what
        reads alike, that of the accounts which are named there."""
        if not any(letter.isdigit() for letter in rest):
            return ()
        log = dict.fromkeys(self._trail.prints.get(place.view, ()))
        found = [one for one in log if plain(one.text) in rest and says(rest, (one.text,))]
        around = f"{place.slide} {place.key} {place.text}"
        named = {
            one: any(owner and owner in around for owner in map(self._owner, one.cells)) for one in found
        }
        told = {one.text for one in found if named[one]}
        return tuple(
            (one, at)
            for one in found
            if named[one] or one.text not in told
            for at in (match.start() for match in _pattern(one.text).finditer(rest))
        )

    def _owner(self, cell: str) -> str:
        return self._trail.owners.get(cell, "")

    def of(
        self,
        said: Collection[str],
        views: Collection[str] = (),
        about: Iterable[str] = (),
        cells: Cells = frozenset(),
    ) -> tuple[Place, ...]:
        """The texts that say one of these as a figure of its own, on the slides of these views (of all where
        none is named); of a figure about an account or person only those that name it too, and only those
        whose figure comes from some of the cells, where it is known what it comes from. What reads the same
        and comes from the same cells is the figure wherever it stands.

        A slide of one account is about it, whatever its texts name.
        """
        patterns = [_pattern(text) for text in said if text]
        names = tuple(plain(name) for name in about if name)
        return tuple(
            place
            for place, stands in self.all
            if any(one.cells == cells and one.text in said for one, _ in stands if cells)
            or (
                (not views or place.view in views)
                and any(pattern.search(place.text) for pattern in patterns)
                and (not names or any(name in f"{place.slide} {place.key} {place.text}" for name in names))
                and _is_from(cells, stands, said)
            )
        )

    def printed(self, wanted: str) -> Iterator[tuple[Place, Printed]]:
        """Every figure that reads so, or stands in what reads so, with its place."""
        pattern = _pattern(wanted)
        for place, stands in self.all:
            for match in pattern.finditer(place.text):
                for one, at in stands:
                    if at < match.end() and at + len(one.text) > match.start():
                        yield place, one


def _stand(text: str, prints: Prints) -> tuple[Stands, str]:
    """Where the prints stand in a text, one after the other, and the text without them."""
    stands, rest = [], text
    for one in prints:
        shown = plain(one.text)
        at = rest.find(shown)
        if at >= 0 and shown:
            stands.append((one, at))
            rest = rest[:at] + "\0" * len(shown) + rest[at + len(shown) :]
    return tuple(stands), rest


def _is_from(cells: Cells, stands: Stands, said: Iterable[str]) -> bool:
    """Whether what was printed there can be a figure of these cells: it comes from one of their rows, or from
    none of their sheets."""
    wordings = [plain(text) for text in said]
    rows = {_row(cell) for cell in cells}
    sheets = {sheet for sheet, _ in rows}
    meant = [
        {row for row in map(_row, one.cells) if row[0] in sheets}
        for one, _ in stands
        if any(plain(one.text) in text for text in wordings)
    ]
    return not any(meant) or any(here & rows for here in meant)


def _row(cell: str) -> tuple[str, str]:
    sheet, _, place = cell.rpartition("!")
    return sheet, place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _pattern(said: str) -> re.Pattern[str]:
    """Finds the text where it stands alone: not as a part of a longer number or word."""
    text = re.sub(r"(?<=\d)(\\ )?%", " ?%", re.escape(plain(said)))  # `25%` and `25 %`
    grouped = r"(?<!\d )" if said[:1].isdigit() else ""  # `8 600 000`
    return re.compile(rf"(?<![\w.,$€£]){grouped}{text}(?![\w%])(?![.,]\d)(?! ?[%$€£])")


# ------------------------------------------------------------------ texts


def _texts(element: Element, say: Say) -> Iterator[tuple[str, str, Prints]]:
    if isinstance(element, Text | Shape):
        yield element.key, *_joined(element.paras)
    elif isinstance(element, Group):
        for child in element.children:
            yield from _texts(child, say)
    elif isinstance(element, Table):
        for row in element.rows:
            cells = [told for cell in row.cells if (told := _joined(cell.paras))[0]]
            words = " | ".join(text for text, _ in cells)
            yield f"{element.key}/{row.key}", words, tuple(one for _, prints in cells for one in prints)
    elif isinstance(element, Chart):
        yield element.key, element.alt, prints_in(element.alt)
        yield from _chart_texts(element, say)


def _chart_texts(chart: Chart, say: Say) -> Iterator[tuple[str, str, Prints]]:
    for place, label in enumerate(chart.grid.labels):
        values = [(data.values[place], data.format) for data in chart.grid.columns]
        told = [
            Printed(_number(value, code, say), value, cells_of(value))
            for value, code in values
            if value is not None
        ]
        words = " | ".join((label, *(one.text for one in told)))
        yield f"{chart.key}/{chart.grid.keys[place]}", words, (*_known(label), *told)
    for plot in chart.plots:
        for series in plot.series:
            for point in series.points:
                if point.labels and point.labels.paras:
                    yield f"{chart.key}/{point.key}", *_joined(point.labels.paras)


def _number(value: float, code: str, say: Say) -> str:
    """A value of a chart as its number format shows it."""
    digits = code.partition(";")[0].rstrip("%").rstrip(",")
    places = len(digits.partition(".")[2].replace('"', "")) if "." in digits else 0
    scale = 1000.0 ** (len(code.partition(";")[0]) - len(code.partition(";")[0].rstrip(",")))
    return str(say.percent(value, places) if "%" in code else say.number(value / scale, places))


def _joined(paras: Iterable[Para]) -> tuple[str, Prints]:
    kept = tuple(paras)
    prints = tuple(one for para in kept for run in para.runs for one in _known(run.text))
    return " ".join(para.text for para in kept), prints


def _known(text: str) -> Prints:
    """What a text says was printed in it; a number alone is a place in an order, or a point of a scale."""
    alone = (Printed(text, float(text), frozenset()),) if text.isdecimal() else ()
    return prints_in(text) or alone
