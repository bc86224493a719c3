"""The outlines of characters: taken from the font files, unhinted, so that text is as wide as in the deck."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, Literal

import numpy
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.textpath import text_to_path
from numpy.typing import NDArray

# The decks are set in Arial; Liberation Sans and Arimo have its widths, DejaVu Sans comes with matplotlib.
FAMILIES = ("Arial", "Liberation Sans", "Arimo", "Helvetica")
LAST = "DejaVu Sans"
LAST_SCALE = 0.87  # DejaVu Sans runs wider than Arial by about this much
_UNIT = 100.0  # points at which outlines are taken
_MISSING = "□"
_SILENT = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff")
_SHAPED = "\u0590"  # from the Hebrew block on, characters may have to be joined or turned round
Points = NDArray[numpy.float64]
Codes = NDArray[Any]
Outline = tuple[Points, Codes, float]

_NOTHING: tuple[Points, Codes] = (numpy.empty((0, 2)), numpy.empty(0, dtype=numpy.uint8))


@cache
def family() -> str:
    """The first of the families that is installed."""
    there = {font.name for font in fontManager.ttflist}
    return next((name for name in FAMILIES if name in there), LAST)


@lru_cache(maxsize=16)
def _file(name: str, is_bold: bool, is_italic: bool) -> FT2Font:
    """A font's file; where it has no bold or italic one, the nearest."""
    weight = "bold" if is_bold else "normal"
    style: Literal["normal", "italic"] = "italic" if is_italic else "normal"
    wanted = FontProperties(family=[name], weight=weight, style=style)
    font = get_font(str(fontManager.findfont(wanted, fallback_to_default=False)))
    font.set_size(_UNIT, 72)
    return font


@lru_cache(maxsize=16)
def _known(name: str, is_bold: bool, is_italic: bool) -> frozenset[int]:
    return frozenset(_file(name, is_bold, is_italic).get_charmap())


@lru_cache(maxsize=4096)
def _glyph(char: str, is_bold: bool, is_italic: bool) -> Outline:
    """The outline of one character and its advance, at `_UNIT` points; unknown ones are an empty box."""
    for name in (family(), LAST):
        if ord(char) in _known(name, is_bold, is_italic):
            font = _file(name, is_bold, is_italic)
            font.set_size(_UNIT, 72)
            glyph = font.load_char(ord(char), flags=LoadFlags.NO_HINTING)
            points, codes = font.get_path()
            scale = LAST_SCALE if name == LAST and family() == LAST else 1.0
            return points * scale, codes, glyph.linearHoriAdvance / 65_536 * scale
    if char in _SILENT or not char.isprintable():
        return (*_NOTHING, 0.0)
    return _glyph(_MISSING, is_bold, is_italic)


@lru_cache(maxsize=8192)
def outline_of(text: str, is_bold: bool, is_italic: bool) -> Outline:
    """Points, path codes and width of a line of text, as multiples of the type size; it starts at (0, 0)."""
    if not text.isascii() and max(text) >= _SHAPED and any(_SHAPED <= char < "\u0780" for char in text):
        return _shaped(text, is_bold, is_italic)
    points, codes, x = [], [], 0.0
    for char in text:
        glyph, steps, advance = _glyph(char, is_bold, is_italic)
        if len(glyph):
            points.append(glyph + numpy.array((x, 0.0)))
            codes.append(steps)
        x += advance
    if not points:
        return (*_NOTHING, x / _UNIT)
    return numpy.concatenate(points) / _UNIT, numpy.concatenate(codes), x / _UNIT


def _shaped(text: str, is_bold: bool, is_italic: bool) -> Outline:
    """Hebrew and Arabic: matplotlib orders and joins the characters."""
    weight = "bold" if is_bold else "normal"
    style: Literal["normal", "italic"] = "italic" if is_italic else "normal"
    names = list(dict.fromkeys((family(), LAST)))
    known = _known(family(), is_bold, is_italic) | _known(LAST, is_bold, is_italic)
    shown = "".join([char if ord(char) in known else _MISSING for char in text if char not in _SILENT])
    font = FontProperties(family=names, size=_UNIT, weight=weight, style=style)
    points, codes = text_to_path.get_text_path(font, shown, ismath=False)
    wide, _, _ = text_to_path.get_text_width_height_descent(shown, font, ismath=False)
    if not len(points):
        return (*_NOTHING, 0.0)
    return numpy.asarray(points) / _UNIT, numpy.asarray(codes), wide / _UNIT
