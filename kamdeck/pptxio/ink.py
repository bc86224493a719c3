"""What words and drawings of a deck are written in: its language and its palette."""

from __future__ import annotations

from kamdeck.pptxio.colors import OUR_PALETTE, Palette
from kamdeck.record import record


@record
class Ink:
    """The language of the words, such as `en-US`, and the palette of the master that they stand on;
    `is_turned` where that master's text runs from right to left unless a paragraph says otherwise."""

    lang: str = "en-US"
    palette: Palette = OUR_PALETTE
    is_turned: bool = False
