"""How much room a company's layout leaves, and how our finding is laid into it.

Findings are drawn on a grid of 13.33 x 7.5 inches; elsewhere they are scaled as a whole, type too, so that
every proportion stays. Lengths in EMU.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.deck.spec import EMU, Box, inches
from kamdeck.pptxio.draft import Place
from kamdeck.pptxio.master import RAILS, Layout

BODY = inches(0.50, 1.56, 12.34, 5.35)  # what findings fill, the broad rail's foot included
SUBTITLE_HEIGHT, KICKER_HEIGHT, SOURCE_HEIGHT, SOURCE_GAP = 0.30, 0.20, 0.18, 0.05  # inches, on our grid
TITLE_WIDTH, TITLE_SIZE, TITLE_LINES = 12.33, 23.0, 2
COVER_WIDTH, COVER_SIZE = 6.80, 40.0
_GRID = inches(0, 0, 13.333, 7.5)
_OUR_BOXES = {
    "kicker": inches(0.50, 0.334, 9.00, 0.18),
    "title": inches(0.50, 0.591, 12.33, 0.76),
    "subtitle": inches(0.50, 1.029, 12.33, 0.22),
    "source": inches(0.50, 7.198, 11.40, 0.18),
}
LEAST_SCALE = 0.5  # below, a layout leaves too little room for a finding to be read
_SPACING = 1.2  # a line's height as a multiple of the type size, for fonts we do not know
_LEAST_TITLE = 14.0

Holder = tuple[str, int, Box | None, float | None]


def is_at_head(holders: Sequence[Holder], height: int) -> bool:
    """Whether there is a title and it stands in the upper part of the slide."""
    boxes = [box for kind, _, box, _ in holders if kind == "title"]
    return bool(boxes) and (boxes[0] is None or boxes[0].y + boxes[0].h <= height * 0.45)


def content_of(holders: Sequence[Holder], width: int, height: int) -> Box:
    """The area between title and footers, as wide as title and body together."""
    title = next((box for kind, _, box, _ in holders if kind in ("title", "ctrTitle") and box), None)
    bodies = [box for kind, _, box, _ in holders if box and kind not in _NOT_BODY]
    footers = [box.y for kind, _, box, _ in holders if box and kind in _FOOTERS and box.y > height // 2]
    margin = round(width * 0.0375)
    title = title or Box(margin, round(height * 0.06), width - 2 * margin, round(height * 0.12))
    left = max(min([title.x, *(b.x for b in bodies)]), 0)
    right = min(max([title.x + title.w, *(b.x + b.w for b in bodies)]), width)
    bottom = min([*footers, height - margin // 2])
    top = title.y + title.h
    return Box(left, top, max(right - left, width // 3), max(bottom - top, height // 3))


def scale_of(content: Box) -> float:
    """By how much findings are scaled to fit, subtitle and source line above and below them included."""
    head_and_foot = (SUBTITLE_HEIGHT + SOURCE_GAP + SOURCE_HEIGHT) * EMU
    scale = min(content.w / BODY.w, content.h / (BODY.h + head_and_foot))
    return 1.0 if 0.99 < scale < 1.06 else round(scale, 3)


def finding_layout(
    role: str, name: str, part: str, places: Mapping[str, Place], content: Box, holders: Sequence[Holder]
) -> Layout:
    """A layout for findings: our grid scaled into its free area, our small texts around it."""
    scale = scale_of(content)
    inner = Box(
        content.x, content.y + _emu(SUBTITLE_HEIGHT, scale), round(BODY.w * scale), round(BODY.h * scale)
    )
    foot = inner.y + inner.h + _emu(SOURCE_GAP, scale)
    boxes = {
        "subtitle": Box(content.x, content.y, inner.w, _emu(SUBTITLE_HEIGHT, scale)),
        "source": Box(content.x, foot, inner.w, _emu(SOURCE_HEIGHT, scale)),
    }
    title = places.get("title")
    rise = _emu(KICKER_HEIGHT + 0.05, scale)
    if title and title.box and title.box.y > rise:
        boxes["kicker"] = Box(title.box.x, title.box.y - rise, title.box.w, _emu(KICKER_HEIGHT, scale))
    rail = placed(RAILS[role], inner, scale) if role in RAILS else None
    size = fitting_size("title", holders, places)
    return Layout(role, name, part, places, inner, False, boxes, rail, {"title": size} if size else {})


def bare_layout(
    role: str, name: str, part: str, places: Mapping[str, Place], width: int, height: int
) -> Layout:
    """A layout for findings without a useful title: our whole grid, texts in boxes of their own."""
    scale = min(width / _GRID.w, height / _GRID.h)
    left = round((width - _GRID.w * scale) / 2)
    inner = Box(left + _emu(0.5, scale), _emu(1.56, scale), round(BODY.w * scale), round(BODY.h * scale))
    boxes = {text: placed(box, inner, scale) for text, box in _OUR_BOXES.items()}
    rail = placed(RAILS[role], inner, scale) if role in RAILS else None
    return Layout(role, name, part, places, inner, False, boxes, rail)


def placed(box: Box, inner: Box, scale: float) -> Box:
    """Where a box of our grid comes to stand."""
    return Box(
        inner.x + round((box.x - BODY.x) * scale),
        inner.y + round((box.y - BODY.y) * scale),
        round(box.w * scale),
        round(box.h * scale),
    )


def fitting_size(name: str, holders: Sequence[Holder], places: Mapping[str, Place]) -> float | None:
    """The type size at which our title fits its placeholder; None where the layout's own size does."""
    place = places[name] if name == "title" and name in places else None
    if place is None or place.box is None:
        return None
    own = next((size for kind, idx, _, size in holders if (kind, idx) == place[:2] and size), None)
    is_cover = place.type == "ctrTitle"
    width, size = (COVER_WIDTH, COVER_SIZE) if is_cover else (TITLE_WIDTH, TITLE_SIZE)
    room = place.box.w / EMU - 0.2  # inches, less the usual insets
    fits = min(size * room / width, place.box.h / EMU * 72 / (TITLE_LINES * _SPACING))
    fits = max(_LEAST_TITLE, round(fits * 2) / 2)
    return None if own is not None and own <= fits else fits


def _emu(length: float, scale: float) -> int:
    return round(length * scale * EMU)


_FOOTERS = ("dt", "ftr", "sldNum", "hdr")
_NOT_BODY = ("title", "ctrTitle", *_FOOTERS)
