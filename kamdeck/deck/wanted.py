"""What a spec wants of a deck, slide by slide, as fields and as marks: each found once."""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.deck.fields import fields, flatten
from kamdeck.deck.ledger import ElementBase, Ledger, Mark, Marks, SlideBase, fingerprint, marks
from kamdeck.deck.normal import Colors, Fields
from kamdeck.deck.spec import DeckSpec, Element, SlideSpec


class Wanted:
    """The elements of a spec with their fields; `colors` are those of the deck.

    What is wanted `anew` is composed for another master than the deck's slides were written on.
    """

    def __init__(self, spec: DeckSpec, colors: Colors, *, is_anew: bool = False) -> None:
        self.spec, self.colors, self.is_anew = spec, colors, is_anew
        self._elements: dict[str, list[tuple[Element, str]]] = {}
        self._fields: dict[str, dict[str, Fields]] = {}
        self._marks: dict[str, dict[str, Marks]] = {}

    def elements(self, slide: SlideSpec) -> list[tuple[Element, str]]:
        """Every element of a slide with the key of its group, groups before children."""
        if slide.key not in self._elements:
            self._elements[slide.key] = list(flatten(slide))
        return self._elements[slide.key]

    def fields(self, slide: SlideSpec) -> dict[str, Fields]:
        """The fields of a slide's elements by key."""
        if slide.key not in self._fields:
            self._fields[slide.key] = {e.key: fields(e, self.colors) for e, _ in self.elements(slide)}
        return self._fields[slide.key]

    def marks(self, slide: SlideSpec) -> dict[str, Marks]:
        """The marks of a slide's elements by key."""
        if slide.key not in self._marks:
            self._marks[slide.key] = {key: marks(found) for key, found in self.fields(slide).items()}
        return self._marks[slide.key]

    def settled(self, slide: SlideSpec) -> dict[str, Marks]:
        """The marks of a slide that is written as a whole: nobody asks for its fields any more."""
        found = self.marks(slide)
        for kept in (self._elements, self._fields, self._marks):
            kept.pop(slide.key, None)
        return found

    def expected(self) -> Ledger:
        """The ledger of a deck that shows the spec: what is looked for in one that lost its own."""
        return Ledger(
            {
                slide.key: SlideBase(0, {k: ElementBase(m) for k, m in self.marks(slide).items()})
                for slide in self.spec.slides
            }
        )

    def unchanged(self, ledger: Ledger | None) -> frozenset[str]:
        """The slides of which we want exactly what we last wrote."""
        known = ledger.slides if ledger and not self.is_anew else {}
        return frozenset(
            slide.key
            for slide in self.spec.slides
            if slide.key in known and self._is_unchanged(slide, known[slide.key])
        )

    def _is_unchanged(self, slide: SlideSpec, was: SlideBase) -> bool:
        if not was.digest or was.notes != (fingerprint(slide.notes) if slide.notes else ""):
            return False
        ours = self.marks(slide)
        return ours.keys() == was.elements.keys() and all(
            is_same(ours[key], base.marks) for key, base in was.elements.items()
        )


def is_same(ours: Mapping[str, Mark], was: Mapping[str, Mark]) -> bool:
    """Whether we want what we last wrote; the mark of a chart's workbook is known only once it is written."""
    return ours == was or ours == {name: mark for name, mark in was.items() if name != "book"}
