"""Which font the pictures are drawn with, and which of its characters there are."""

from __future__ import annotations

from functools import cache, lru_cache

from matplotlib.font_manager import FontProperties, fontManager, get_font

# The decks are set in Arial; Liberation Sans and Arimo have its widths, DejaVu Sans comes with matplotlib.
FAMILIES = ("Arial", "Liberation Sans", "Arimo", "Helvetica")
LAST = "DejaVu Sans"
LAST_SCALE = 0.87  # DejaVu Sans runs wider than Arial by about this much
ASCENT, DESCENT = 0.905, 0.212  # of Arial, as shares of the type size
_MISSING = "□"


@cache
def family() -> str:
    """The first of the families that is installed."""
    there = {font.name for font in fontManager.ttflist}
    return next((name for name in FAMILIES if name in there), LAST)


@lru_cache(maxsize=512)
def font(size: float, is_bold: bool, is_italic: bool) -> FontProperties:
    """The font at `size` points; characters that it lacks come from DejaVu Sans."""
    first = family()
    names = [first] if first == LAST else [first, LAST]
    return FontProperties(
        family=names,
        size=size * (LAST_SCALE if first == LAST else 1.0),
        weight="bold" if is_bold else "normal",
        style="italic" if is_italic else "normal",
    )


@cache
def _known() -> frozenset[int]:
    """The characters that can be drawn."""
    found: set[int] = set()
    for name in {family(), LAST}:
        path = fontManager.findfont(FontProperties(family=[name]), fallback_to_default=False)
        found |= get_font(str(path)).get_charmap().keys()
    return frozenset(found)


@lru_cache(maxsize=8192)
def drawable(text: str) -> str:
    """The text with a box in place of each character that no font has; marks without width are left out."""
    if text.isascii():
        return text
    known = _known()
    shown = [char if ord(char) in known else "" if ord(char) in _SILENT else _MISSING for char in text]
    return "".join(shown)


_SILENT = frozenset((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF))
