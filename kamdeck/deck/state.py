"""What a deck holds of ours, as plain values: the other side of the spec."""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.deck.looks import Theme
from kamdeck.deck.normal import Fields
from kamdeck.record import fresh, record


@record
class ElementState:
    """One shape of ours in the deck.

    `parent` is the key of our group that holds it, `home` the name of a person's group around it, `name`
    what the shape is called now. Boxes are in the frame of `parent`, or the slide's where it is "".
    """

    key: str
    kind: str
    fields: Fields
    shape_id: int
    name: str = ""
    parent: str = ""
    home: str = ""


@record
class SlideState:
    """One slide of ours: `place` counts from 1, `has_own` tells that a person added shapes to it."""

    key: str
    slide_id: int
    part: str
    place: int
    elements: Mapping[str, ElementState]
    notes: str = ""
    has_own: bool = False
    copies: tuple[str, ...] = ()


@record
class DeckState:
    """Our slides by key, in the deck's order.

    `copies` are slides that a person duplicated: key and place of the copy. `theme` is
    given where the program that saved the deck last wrote inherited formats and theme colors out.
    `colors` maps color roles to the tokens that the fields of this state use. A deck that `has_notes` False
    has no notes master, and so no notes.
    """

    slides: Mapping[str, SlideState] = fresh(dict)
    copies: tuple[tuple[str, int], ...] = ()
    theme: Theme | None = None
    colors: Mapping[str, str] = fresh(dict)
    has_notes: bool = True
