"""What a deck holds of ours, as plain values: the other side of the spec."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kamdeck.deck.looks import Theme
from kamdeck.deck.normal import Fields
from kamdeck.record import fresh, record


class Once:
    """The fields of an element, read when they are first asked for."""

    __slots__ = ("_found", "_read")

    def __init__(self, read: Callable[[], Fields]) -> None:
        self._read = read
        self._found: Fields | None = None

    def __call__(self) -> Fields:
        """The fields."""
        if self._found is None:
            self._found = self._read()
        return self._found


@record
class Look:
    """All that an element looks like: a digest of its XML, and (asked for) whether it has nothing but what we
    or a program that saved the deck write by ourselves."""

    digest: str
    is_plain: Callable[[], bool]


def _nothing_seen() -> Look:
    return Look("", lambda: True)


def _nothing_done() -> bool:
    return False


@record
class ElementState:
    """One shape of ours in the deck; `read` gives its fields, `look` what else there is to see of it.

    `parent` is the key of our group that holds it, `home` the name of a person's group around it, `name`
    what the shape is called now. A group that `has_own` holds a person's shapes beside ours. Boxes are in
    the frame of `parent`, or the slide's where it is "".
    """

    key: str
    kind: str
    read: Callable[[], Fields]
    shape_id: int
    name: str = ""
    parent: str = ""
    home: str = ""
    is_animated: bool = False
    has_own: bool = False
    look: Callable[[], Look] = _nothing_seen

    @property
    def fields(self) -> Fields:
        """What a refresh compares."""
        return self.read()


@record
class SlideState:
    """One slide of ours: `place` counts from 1, `has_own` tells that a person added shapes to it.

    A slide that `is_settled` is, byte for byte, as we left it, with nothing kept on it. One that `is_calm` is
    to stay so as well: nothing else was read of it. `is_worked_on` tells what a person did to the slide as a
    whole: comments, transitions, animations, background, layout, formats of the notes.
    """

    key: str
    slide_id: int
    part: str
    place: int
    elements: Mapping[str, ElementState]
    notes: str = ""
    has_own: bool = False
    copies: tuple[str, ...] = ()
    is_settled: bool = False
    is_calm: bool = False
    is_worked_on: Callable[[], bool] = _nothing_done


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
