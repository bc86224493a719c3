"""The space that a layout leaves to a finding: title block, line, body and source line. Lengths are EMU."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Align, Box
from kamdeck.pptxio.free_area import largest_free, meet
from kamdeck.pptxio.holders import Holder
from kamdeck.pptxio.title_block import TitleBlock, own_block, title_block
from kamdeck.record import record


def _inches(length: float) -> int:
    return round(length * EMU)


LINE_HEIGHT, LINE_GAP = _inches(0.22), _inches(0.10)
EDGE = _inches(0.30)  # nothing stands nearer to the slide's edge
LEAST_WIDTH = _inches(4.0)
_SNAP = _inches(0.15)  # an edge nearer than this to the title's text is the title's
_BLOCK = _inches(1.15)  # the highest title of ours
_BAND_GAP, _NO_BAND = _inches(0.08), _inches(0.45)
_SOURCE, _SOURCE_ROOM, _ONE_LINE, _TWO_LINES = (_inches(v) for v in (0.30, 0.34, 0.16, 0.28))
_HOLDS = 0.60  # of the designer's content area, else that is taken as it is


@record
class Given:
    """What a layout has: its size, the title's format, the title's box where it is at the head, the content
    area with the edges of its text, the boxes of footers at the foot, what stays free of us (art, the slide
    number, a fixed text), and the busy parts of its ground; `is_unseen` where that could not be looked at."""

    width: int
    height: int
    title: Holder
    head: Box | None
    seed: Box
    sides: tuple[int, int]
    footers: tuple[Box, ...] = ()
    obstacles: tuple[Box, ...] = ()
    busy: tuple[Box, ...] = ()
    is_unseen: bool = False


@record
class Space:
    """What is left: the title's box, its text, the line under it, the body, and the source line's box."""

    title: Box
    block: TitleBlock
    line: Box
    body: Box
    source: Box


def space_of(given: Given) -> Space | None:
    """The largest free space of a layout; None where nothing is left.

    Without a title at the head our own stands at the top of it.
    """
    free = _free(given)
    if free is None:
        return None
    if given.head is None:
        title = own_block(given.title, free, _BLOCK)
        block = title_block(given.title, title)
        free = Box(free.x, block.foot, free.w, free.y + free.h - block.foot)
    else:
        title, block = given.head, title_block(given.title, given.head)
    body = _below(free, LINE_HEIGHT + LINE_GAP)
    source = _source(given, body)
    if source is None:
        body = Box(body.x, body.y, body.w, body.h - _SOURCE_ROOM)
        source = Box(body.x, body.y + body.h + _SOURCE_ROOM - _SOURCE, body.w, _SOURCE)
    if body.h <= 0:
        return None
    return Space(title, block, _line(free, block, given.head), body, source)


def _free(given: Given) -> Box | None:
    """The largest free rectangle. A ground that is busy wherever the designer puts content is stood upon."""
    area = _area(given)
    if area is None:
        return None
    free = largest_free(area, (*given.obstacles, *given.busy), LEAST_WIDTH)
    seed = _common(given.seed, area)
    if given.busy and seed and (free is None or _size(free) < _HOLDS * _size(seed)):
        return largest_free(seed, given.obstacles, LEAST_WIDTH)
    return free


def lines_in(source: Box) -> int:
    """How many lines of source a box has room for."""
    return 2 if source.h >= _TWO_LINES else 1


def text_sides(left: int, right: int, align: Align, inset: tuple[int, int, int, int]) -> tuple[int, int]:
    """Left and right edge of what stands on a box's text; under a centred one, of the box itself."""
    return (left, right) if align == "ctr" else (left + inset[0], right - inset[2])


def _area(given: Given) -> Box | None:
    """Where a finding may stand at most: between the sides, from the line under the title to the footers."""
    left, right = given.sides
    top, bottom = EDGE, _bottom(given)
    if given.head:
        block = title_block(given.title, given.head)
        top = block.foot
        if given.title.align != "ctr":
            left = block.left if abs(left - block.left) < _SNAP else left
            right = block.right if abs(right - block.right) < _SNAP else right
    left, right = max(left, EDGE), min(right, given.width - EDGE)
    area = Box(left, top, right - left, bottom - top)
    if area.w <= 0 or area.h <= 0:
        return None
    return _common(area, Box(given.seed.x, 0, given.seed.w, given.height)) if given.is_unseen else area


def _bottom(given: Given) -> int:
    if given.footers:
        return min(box.y for box in given.footers) - _BAND_GAP
    return given.height - _NO_BAND


def _below(box: Box, cut: int) -> Box:
    return Box(box.x, box.y + cut, box.w, box.h - cut)


def _line(free: Box, block: TitleBlock, head: Box | None) -> Box:
    """The line under the title, on the edges of its text where it has room there."""
    left, right = max(free.x, block.left), min(free.x + free.w, block.right)
    if head is None or right - left < LEAST_WIDTH:
        left, right = free.x, free.x + free.w
    return Box(left, free.y, right - left, LINE_HEIGHT)


def _source(given: Given, body: Box) -> Box | None:
    """The source line's box in the band of the footers, or below the body where there are none."""
    top = min((box.y for box in given.footers), default=given.height - _NO_BAND)
    bottom = max((box.y + box.h for box in given.footers), default=given.height - _inches(0.10))
    bottom = min(bottom, given.height - _inches(0.05))
    obstacles = (*given.obstacles, *given.busy)
    left, right = max(given.sides[0], EDGE), min(given.sides[1], given.width - EDGE)
    for x, w in ((body.x, body.w), (left, right - left)):
        found = largest_free(Box(x, top, w, bottom - top), obstacles, LEAST_WIDTH)
        if found is not None and found.h >= _ONE_LINE:
            high = min(found.h, _SOURCE)
            return Box(found.x, found.y + (found.h - high) // 2, found.w, high)
    return None


def _common(a: Box, b: Box | None) -> Box | None:
    """What two boxes share."""
    if b is None or not meet(a, b):
        return None
    x, y = max(a.x, b.x), max(a.y, b.y)
    return Box(x, y, min(a.x + a.w, b.x + b.w) - x, min(a.y + a.h, b.y + b.h) - y)


def _size(box: Box) -> int:
    return box.w * box.h
