"""What words and drawings of a deck are written in: language, palette, and what shuts out its defaults."""

from __future__ import annotations

from kamdeck.pptxio.colors import OUR_PALETTE, Palette
from kamdeck.record import record


@record
class Ink:
    """The language of the words, such as `en-US`, and the palette of the master that they stand on;
    `is_turned` where that deck's text runs from right to left unless a paragraph says otherwise.
    `list_style` is the `a:lstStyle` of text boxes and cells."""

    lang: str = "en-US"
    palette: Palette = OUR_PALETTE
    is_turned: bool = False
    list_style: str = "<a:lstStyle/>"
