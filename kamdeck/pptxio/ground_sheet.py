"""A sheet laid over a ground on which neither white nor black words could be read everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from kamdeck.deck.light import contrast, light_of
from kamdeck.deck.spec import EMU, Box
from kamdeck.pptxio.colors import Color
from kamdeck.pptxio.free_area import meet
from kamdeck.pptxio.ground import Colors, mixed

_READ = 7.0  # the contrast that words need of white or black
_OPACITIES = (62, 72, 82, 100)  # percent
_GAP = round(0.03 * EMU)  # to art, beside what is kept clear around it


def sheet_over(colors: Colors) -> tuple[Color, Colors] | None:
    """The color of the sheet that a ground needs, and what the ground becomes under it; None where it needs
    none. It is as clear as it can be, of the ground's own darkest color or, where black is read, its
    lightest."""
    white, black = (min(contrast(end, light_of(color)) for color in colors) for end in (1.0, 0.0))
    if max(white, black) >= _READ:
        return None
    end, edge = (1.0, min(colors, key=light_of)) if white >= black else (0.0, max(colors, key=light_of))
    for own in (edge, "#000000" if end else "#FFFFFF"):
        for opacity in _OPACITIES:
            made = tuple(dict.fromkeys([mixed(color, own, opacity / 100) for color in colors]))
            if min(contrast(end, light_of(color)) for color in made) >= _READ:
                return (own[1:], (("alpha", opacity * 1000),) if opacity < 100 else ()), made
    raise AssertionError(colors)  # black and white are read on each other


def sheet_box(page: tuple[int, int], ours: Box, art: Iterable[Box]) -> Box:
    """Where the sheet lies: from the head of what is ours to the lower edge and from side to side, beside and
    above the art that stands there."""
    left, top, right, bottom = 0, ours.y, *page
    for box in art:
        if not meet(box, Box(left, top, right - left, bottom - top)):
            continue
        if box.y >= ours.y + ours.h:
            bottom = min(bottom, box.y - _GAP)
        elif box.x >= ours.x + ours.w:
            right = min(right, box.x - _GAP)
        elif box.x + box.w <= ours.x:
            left = max(left, box.x + box.w + _GAP)
        else:
            top = max(top, box.y + box.h + _GAP)
    return Box(left, top, right - left, bottom - top)
