"""Figures that are followed back from what is printed on a slide to the cells that they come from.

The kinds of figure in the registry have names and formulas of their own; every other number of a deck is
explained by what its run recorded: the cells, the settings and the rules of the view that printed it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from kamdeck.figures.context import Context, Shown
from kamdeck.figures.explained import Converted, Explained, Threshold, converted, thresholds
from kamdeck.figures.kind import Inputs
from kamdeck.figures.places import Place, Places, plain
from kamdeck.figures.printed import Printed, Trail
from kamdeck.figures.rules import rules_of
from kamdeck.text import Say
from kamdeck.text.lines import one_line
from kamdeck.traced import Cells
from kamdeck.workbook.rows import Settings

_FEW = 3  # views whose rules are told, and rules that are all told
_CONTEXT = 60  # characters of the text around a figure that tell it from others
_PLACE = re.compile(r"(.*!)([A-Z]+)(\d+)")


class Follower:
    """Explains what stands on the slides of a deck by the trail of the run that made it, in the words of
    `say`; `context_of` gives what each view was given."""

    def __init__(
        self,
        shown: Sequence[Shown],
        context_of: Callable[[Shown], Context],
        places: Places,
        trail: Trail,
        say: Say,
    ) -> None:
        self.views = {view.key: view for view in shown}
        self.context_of = context_of
        self.places = places
        self._trail = trail
        self.say = say

    def of(self, wanted: str, told: Collection[Place] = ()) -> tuple[Explained, ...]:
        """Each figure that reads so, but where it is told already, with all its places; where it is no
        figure, the text that it stands in."""
        found: dict[Printed, list[Place]] = {}
        known = set(told)
        for place, one in self.places.printed(wanted):
            known.add(place)
            if place not in told:
                found.setdefault(one, []).append(place)
        texts = [place for place in self.places.of((wanted,)) if place not in known]
        return (
            *(self._figure(one, tuple(dict.fromkeys(places))) for one, places in found.items()),
            *self._words(wanted, texts),
        )

    def _figure(self, one: Printed, places: tuple[Place, ...]) -> Explained:
        key = "cells" if one.cells else "counted"
        sheets = self.say.list(self._titles(places))
        formula = self.say(f"explain.followed.{key}", sheets=sheets) if sheets or one.cells else ""
        return self._explained(one.text, one.value, one.cells, places, formula)

    def _words(self, wanted: str, places: Sequence[Place]) -> Iterator[Explained]:
        """The texts with digits that say what is no figure: entered in a cell, or words of the slide."""
        found: dict[Cells, list[Place]] = {}
        if not any(letter.isdigit() for letter in wanted):
            return
        for place in places:
            found.setdefault(self.entered(wanted, place), []).append(place)
        for cells, there in found.items():
            key = "explain.followed.entered" if cells else "explain.followed.words"
            yield self._explained(wanted, None, cells, tuple(there), self.say(key))

    def entered(self, wanted: str, place: Place) -> Cells:
        """The cells whose text stands there, whole or cut."""
        asked, pieces = plain(wanted), _parts(place.text)
        return frozenset(
            cell
            for entered, cell in self._trail.entered
            if asked in (whole := plain(entered))
            if whole in place.text or any(piece in whole for piece in pieces)
        )

    def _explained(
        self, text: str, value: float | None, cells: Cells, places: tuple[Place, ...], formula: str
    ) -> Explained:
        first = places[0]
        views = tuple(dict.fromkeys(place.view for place in places))
        told = views if len(views) <= _FEW else ()
        inputs = tuple(self._inputs(cells))
        rules = [rule for view in told for rule in self._rules(view, cells)]
        return Explained(
            key=first.key,
            kind=first.key,
            label=self.say("explain.followed.label", text=one_line(first.text, _CONTEXT), slide=first.number),
            said=text,
            value=value,
            formula=tuple(dict.fromkeys(line for line in (formula, *rules) if line)),
            origin="",
            inputs=inputs,
            left_out=(),
            converted=tuple(self._converted(first, inputs)),
            thresholds=tuple(self._settings(first, cells)),
            views=views,
            places=places,
        )

    # -------------------------------------------------------------- what it comes from

    def _titles(self, places: Iterable[Place]) -> list[str]:
        """The sheets that the views of these places read."""
        read = {key for place in places for key in self._trail.sheets.get(place.view, ())}
        view = next((self.views[place.view] for place in places if place.view in self.views), None)
        titles = self.context_of(view).book.titles if view else ()
        return [title for key, title in titles if key in read]

    def _rules(self, view: str, cells: Cells) -> tuple[str, ...]:
        """The rules that a view follows; of one that follows many, those about the sheets of the cells."""
        if view not in self.views:
            return ()
        ctx = self.context_of(self.views[view])
        titles = {cell.partition("!")[0] for cell in cells}
        sheets = {key for key, title in ctx.book.titles if title in titles}
        spoken = ctx.spoken(self.say.lang)
        names = self.views[view].rules
        return rules_of(spoken, names, sheets if len(names) > _FEW else None)

    def _inputs(self, cells: Cells) -> Iterator[Inputs]:
        """The cells sheet by sheet, row by row; those of settings are told beside."""
        sheets: dict[str, list[str]] = {}
        for cell in sorted(cells - self._given().keys(), key=_order):
            sheets.setdefault(cell.partition("!")[0], []).append(cell)
        for title, there in sheets.items():
            yield Inputs(title, tuple((cell, self._trail.values.get(cell)) for cell in there))

    def _settings(self, place: Place, cells: Cells) -> Iterator[Threshold]:
        given = self._given()
        names = [given[cell] for cell in sorted(cells, key=_order) if cell in given]
        if names and place.view in self.views:
            ctx = self.context_of(self.views[place.view])
            yield from thresholds(ctx.spoken(self.say.lang), names)

    def _converted(self, place: Place, given: Sequence[Inputs]) -> Iterator[Converted]:
        if place.view in self.views:
            ctx = self.context_of(self.views[place.view])
            yield from converted(ctx.spoken(self.say.lang), given)

    def _given(self) -> dict[str, str]:
        """The settings by the cells that give them."""
        view = next(iter(self.views.values()), None)
        if view is None:
            return {}
        settings = self.context_of(view).book.settings
        known = {column.name for column in Settings.columns}
        return {cell: name for name, cell in settings.cells if name in known}


def _parts(text: str) -> list[str]:
    """The longer pieces of a text, as they are parted on slides; those that were cut without their ends."""
    return [part for piece in text.split(" | ") if len(part := piece.rstrip("…").strip()) > 3]


def _order(cell: str) -> tuple[str, int, int, str]:
    found = _PLACE.fullmatch(cell)
    return (found[1], len(found[2]), int(found[3]), found[2]) if found else (cell, 0, 0, "")
