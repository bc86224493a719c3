"""The room that a master leaves to a slide, as what is composed in it needs it."""

from __future__ import annotations

from kamdeck.deck.spec import Align, Box, inches
from kamdeck.record import record


@record
class Cover:
    """The room of a company's own cover; lengths in EMU, type in points, as in the Frame.

    `title` and `text` are the room of title and subtitle, at most as large as `title_size` and `text_size`,
    which are the company's; `align` is None where the layout says how the subtitle stands. `has_date` and
    `has_footer` say that there is a place for the date and for who may read the deck. `skyline` is quiet
    ground below the words, None where there is too little.
    """

    title: Box
    title_size: float
    text: Box
    text_size: float
    align: Align | None = None
    has_date: bool = False
    has_footer: bool = False
    skyline: Box | None = None


@record
class Frame:
    """Where a finding's slide may be drawn upon; lengths in EMU, type in points.

    A slide is composed at its real size; one wider than 14 inches is composed at `width` x `height` and
    enlarged by `scale`. `body` is what main part and rail share. The title stands in the master's
    placeholder: `title_width` is the room for its text, at `title_size`, in `title_lines`. `line` is where
    kicker and subtitle stand under it, on its `align`; None where the master has placeholders for both, as
    our own. `source` is the box of the source line; None where there is a placeholder. `heading` and `font`
    are the families of titles and of all else, by which text is measured.
    """

    width: int
    height: int
    body: Box
    title_width: int
    title_size: float
    title_lines: int = 2
    kicker_width: int = 0
    source_width: int = 0
    line: Box | None = None
    source: Box | None = None
    source_lines: int = 1
    align: Align = "l"
    heading: str = "Arial"
    font: str = "Arial"
    scale: float = 1.0
    cover: Cover | None = None


OURS = Frame(
    width=12_192_000,
    height=6_858_000,
    body=inches(0.50, 1.56, 12.33, 5.32),
    title_width=inches(0, 0, 12.33, 0).w,
    title_size=23.0,
    kicker_width=inches(0, 0, 9.0, 0).w,
    source_width=inches(0, 0, 11.4, 0).w,
)
"""The room of our own master."""
