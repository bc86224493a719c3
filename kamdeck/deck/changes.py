"""The kinds of change that a plan is made of."""

from __future__ import annotations

from typing import Literal

from kamdeck.deck.ledger import Ledger
from kamdeck.record import fresh, record
from kamdeck.report import Change, Conflict, Kept

Op = Literal[
    "add_slide",  # value: key of the slide it follows, "" for the first place
    "remove_slide",
    "release_slide",
    "notes",
    "add",  # value: key of its group or ""; names: the elements it is drawn over, nearest first
    "remove",
    "release",
    "anew",  # as it would be built; names: "edited" where a person did, and "words", "place" that stay
    "text",  # value: "words" keeps fonts that are not ours, "fresh" writes ours; links stay in both
    "box",  # lengths: the box in the frame of the element's group
    "look",
    "adjust",
    "alt",
    "name",  # gives the shape the name that binds it to us
    "glue",
    "ends",  # lengths: x1, y1, x2, y2
    "route",  # lengths: the boxes of both ends on the slide
    "frame",  # lengths: the group's shift, x and y
    "table",  # names: the fields to write
    "order",  # names: our elements from the lowest to the highest
    "chart",  # names: the fields to write
]


@record
class Edit:
    """One thing to do to the deck: to which slide, to which element ("" for the slide itself)."""

    op: Op
    slide: str
    key: str = ""
    value: str = ""
    lengths: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


@record
class Plan:
    """All edits of one run, what is reported about them, and the ledger that then holds.

    The ledger's shape and slide ids are those of the deck as it was; new ones are known once the edits
    are applied.
    """

    edits: tuple[Edit, ...] = ()
    changes: tuple[Change, ...] = ()
    replaced: tuple[Kept, ...] = ()
    kept: tuple[Kept, ...] = ()
    lost: tuple[Kept, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    ledger: Ledger = fresh(Ledger)
