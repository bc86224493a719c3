"""A slide as it is to be drawn: every place, text and color resolved, nothing left to a layout or program.

Both a spec and a deck come to this form, so one painter shows either. Lengths are EMU; colors are roles of
`spec.COLORS` (as characters `text:ROLE`), which the page's `colors` translate, or RGB such as `#12264A`.
"""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.deck.spec import Box, Chart, Line, Shape, Table, Text
from kamdeck.record import record

Point = tuple[int, int]


@record
class Trail:
    """A line through points, with arrows at its ends: a connector whose course is settled."""

    key: str
    points: tuple[Point, ...]
    line: Line
    head: bool = False  # arrow at the first point
    tail: bool = False  # arrow at the last one


@record
class Step:
    """One step of a freeform's outline: to a point, or along a curve with two handles before it; without
    points it closes the outline. `is_start` lifts the pen first. Shares of the shape's box."""

    points: tuple[tuple[float, float], ...]
    is_start: bool = False


@record
class Freeform:
    """A shape with an outline of its own."""

    key: str
    box: Box
    steps: tuple[Step, ...]
    fill: str | None = None
    line: Line | None = None
    rot: float = 0.0
    flip_h: bool = False
    flip_v: bool = False


@record
class Picture:
    """An image file in a box; `crop` is what is cut off left, top, right, bottom, as shares."""

    key: str
    box: Box
    data: bytes
    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    rot: float = 0.0


@record
class Unread:
    """Something that is there and cannot be shown: its place, and a word that says what it is."""

    key: str
    box: Box
    label: str


Drawn = Text | Shape | Table | Chart | Trail | Freeform | Picture | Unread


@record
class Page:
    """One slide: its key ("" for a person's own), its number in the deck, its ground and what stands on it,
    lowest first. Texts have boxes and their runs a size; groups and placeholders are resolved."""

    key: str
    number: int
    width: int
    height: int
    ground: str
    elements: tuple[Drawn, ...]
    colors: Mapping[str, str]
    lang: str = "en-US"
