"""The title in a company's own placeholder: how large it is written, and where the line under it stands."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Box
from kamdeck.pptxio.holders import Holder
from kamdeck.record import record

SIZES = (60, 54, 48, 44, 40, 36, 32, 28, 26, 24, 22, 20)  # points of titles
LEAST = SIZES[-1]
LINES = 2
_SINGLE = 1.15  # single spacing, as a multiple of the type size
_PER_POINT = 0.40  # inches of width that a point of size wants, so that a finding takes two lines at most
_GAP = round(0.05 * EMU)


TITLE_INSET = (0, 45_720, 0, 45_720)  # of a title in a box of ours, which stands at its foot


@record
class TitleBlock:
    """The title's type in points, its lines, left and right edge of its text, and the y below its lines."""

    size: float
    lines: int
    left: int
    right: int
    foot: int


def title_block(holder: Holder, box: Box) -> TitleBlock:
    """How a title stands in a placeholder of that format, in that box (EMU).

    Its size is the largest that is not above the master's own, lets two lines fit and wants no more than the
    width; a box for less than two lines of the least size holds one.
    """
    left, top, right, bottom = holder.inset
    wide, high = box.w - left - right, box.h - top - bottom
    line = _SINGLE * (holder.line or 1.0) * EMU / 72  # of one point of size
    lines = LINES if box.h >= LINES * LEAST * line else 1
    most = min(holder.run.size or SIZES[0], high / line / lines, wide / EMU / _PER_POINT)
    size = next((size for size in SIZES if size <= most), LEAST)
    text = round(lines * size * line)
    foot = {
        "b": box.y + box.h,
        "ctr": box.y + box.h // 2 + text // 2,
        "t": box.y + top + text,
    }[holder.anchor]
    return TitleBlock(size, lines, box.x + left, box.x + box.w - right, foot + _GAP)


def own_block(holder: Holder, area: Box, most: int) -> Box:
    """The box of a title that the layout has no place for: at the top of an area, two lines and at most so
    high."""
    _, top, _, bottom = holder.inset
    size = title_block(holder, Box(area.x, area.y, area.w, most)).size
    high = top + bottom + round(LINES * size * _SINGLE * (holder.line or 1.0) * EMU / 72)
    return Box(area.x, area.y, area.w, min(high, most))
