"""What the XML of one slide needs beside itself: shape ids, relations, and where glued shapes stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kamdeck.deck.spec import Box, Chart, Connector, Element, Group, Shape, Table, Text
from kamdeck.errors import DeckError
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.package import Package
from kamdeck.record import fresh, workspace


class Place(NamedTuple):
    """A placeholder of a layout: its OOXML type and index, and the box it has there if known."""

    type: str
    idx: int
    box: Box | None = None


class Hold(NamedTuple):
    """A shape that connectors can be glued to: its box as it stands in the deck, and its preset."""

    box: Box
    geom: str = "rect"


@workspace
class Draft:
    """One slide in the making.

    `part` is the slide's part name; `places` are the placeholders of its layout by name; `ids` the shape
    ids by element key, `holds` the shapes by key. For a slide that is there already, fill both with
    what stands in the deck and set `last_id` to its highest shape id; new elements get the next ones.
    `looks` collects the XML that each element was written as, a group's without its children.
    """

    package: Package
    part: str
    places: Mapping[str, Place]
    ink: Ink = Ink()
    ids: dict[str, int] = fresh(dict)
    holds: dict[str, Hold] = fresh(dict)
    last_id: int = 1
    looks: dict[str, str] = fresh(dict)

    def shape_id(self, key: str) -> int:
        """The shape id of an element: the one it has, else the next free one."""
        found = self.ids.get(key)
        if found is None:
            self.last_id += 1
            found = self.ids[key] = self.last_id
        return found

    def hold(self, key: str) -> Hold:
        """The shape of that key.

        Raises: DeckError where the slide has no such shape.
        """
        try:
            return self.holds[key]
        except KeyError:
            raise DeckError(
                f"A connector is glued to {key!r}, which is not on {self.part}.",
                f"Shapes there: {', '.join(self.holds)}.",
            ) from None

    def admit(self, elements: Iterable[Element]) -> None:
        """Gives ids to the elements, children too, in drawing order, and notes where they stand."""
        for element in elements:
            self.shape_id(element.key)
            if isinstance(element, Group):
                self.admit(element.children)
            hold = hold_of(element, self.places)
            if hold is not None:
                self.holds.setdefault(element.key, hold)


def hold_of(element: Element, places: Mapping[str, Place]) -> Hold | None:
    """Where an element stands by its spec; None for connectors and groups, which follow others."""
    if isinstance(element, Shape):
        return Hold(element.box, element.geom)
    if isinstance(element, Table | Chart):
        return Hold(element.box)
    if isinstance(element, Text):
        place = places.get(element.placeholder or "")
        box = element.box or (place.box if place else None)
        return Hold(box) if box else None
    assert isinstance(element, Connector | Group)
    return None
