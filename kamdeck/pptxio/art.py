"""What a layout and its master draw: where it stands in the way, and what is only ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, radians, sin

from kamdeck.deck.light import contrast, light_of
from kamdeck.deck.page import Drawn, Freeform, Picture, Trail
from kamdeck.deck.spec import EMU, Box, Shape, Text
from kamdeck.pptxio.free_area import meet
from kamdeck.pptxio.picture_cells import NEAR, Pictures
from kamdeck.record import record

_GAP = EMU // 20  # kept clear around art
_GROUND = 0.60  # of the slide: what covers more is ground
_TEXTURE = 0.04  # of the slide: what covers more and hardly differs from the ground is a watermark


@record
class Art:
    """The art of a layout: the boxes that nothing of ours may meet, the busy parts of the picture under it
    all, and whether that could not be looked at."""

    obstacles: tuple[Box, ...] = ()
    busy: tuple[Box, ...] = ()
    is_unseen: bool = False


def art_of(color: str, elements: Sequence[Drawn], size: tuple[int, int], pictures: Pictures) -> Art:
    """The art among what layout and master draw on a ground of that color, lowest first.

    What covers most of the slide is ground: of a picture the busy parts are art. Texture that hardly differs
    from the ground may stand under text.
    """
    slide, ground = Box(0, 0, *size), color
    obstacles: list[Box] = []
    busy: list[Box] = []
    is_unseen = False
    for element in elements:
        box = extent(element)
        share = box.w * box.h / (slide.w * slide.h)
        if not meet(box, slide):
            continue
        if share > _GROUND and isinstance(element, Picture):
            parts = pictures.busy(element, ground)
            is_unseen = is_unseen or parts is None
            busy += parts or ()
        elif share > _GROUND:
            ground = _fill(element) or ground
        elif share <= _TEXTURE or not _is_texture(element, ground, pictures):
            obstacles.append(Box(box.x - _GAP, box.y - _GAP, box.w + 2 * _GAP, box.h + 2 * _GAP))
    return Art(tuple(obstacles), tuple(busy), is_unseen)


def extent(element: Drawn) -> Box:
    """The upright box around an element as it is turned."""
    if isinstance(element, Trail):
        xs, ys = [x for x, _ in element.points], [y for _, y in element.points]
        return Box(min(xs), min(ys), max(max(xs) - min(xs), 1), max(max(ys) - min(ys), 1))
    box = element.box
    assert box is not None
    turn = radians(element.rot) if isinstance(element, Shape | Text | Freeform | Picture) else 0.0
    if not turn:
        return Box(box.x, box.y, max(box.w, 1), max(box.h, 1))
    across, down = abs(cos(turn)), abs(sin(turn))
    w, h = round(box.w * across + box.h * down), round(box.w * down + box.h * across)
    return Box(box.x + (box.w - w) // 2, box.y + (box.h - h) // 2, w, h)


def _is_texture(element: Drawn, ground: str, pictures: Pictures) -> bool:
    if isinstance(element, Picture):
        return pictures.is_near(element, ground)
    light, colors = light_of(ground), list(_colors(element))
    return bool(colors) and all(contrast(light_of(color), light) <= NEAR for color in colors)


def _fill(element: Drawn) -> str | None:
    return element.fill if isinstance(element, Shape | Freeform) else None


def _colors(element: Drawn) -> Iterator[str]:
    """All colors of a shape or text; none of what is drawn in ways of its own."""
    if isinstance(element, Text | Shape):
        yield from (run.color for para in element.paras for run in para.runs if run.color)
    if isinstance(element, Shape | Freeform):
        yield from (color for color in (element.fill, element.line and element.line.color) if color)
