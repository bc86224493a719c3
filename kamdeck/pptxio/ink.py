"""What words and drawings of a deck are written in: its language and its palette."""

from __future__ import annotations

from kamdeck.pptxio.colors import OUR_PALETTE, Palette
from kamdeck.record import record


@record
class Ink:
    """The language of the words, such as `en-US`, and the palette of the master that they stand on."""

    lang: str = "en-US"
    palette: Palette = OUR_PALETTE
