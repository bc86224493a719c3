"""A company's own cover: which layout it is, and the room for our words and columns on it."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.frame import Cover
from kamdeck.deck.light import contrast, light_of
from kamdeck.deck.spec import EMU, Box
from kamdeck.pptxio.draft import Place
from kamdeck.pptxio.findings import SEEN, Finder, Room, is_fixed, scaled
from kamdeck.pptxio.free_area import largest_free, meet
from kamdeck.pptxio.holders import Holder
from kamdeck.pptxio.seen import TITLES, Seen, Spot
from kamdeck.pptxio.space import Given
from kamdeck.record import record, replace

_LINES = 3  # of a subtitle: what the deck holds, for whom, and where there is no other place, date and reader
_SPACING = 1.25  # a line's height as a multiple of the type size
_LEAST_CONTRAST = 3.0
_ALIKE = 2.0  # contrast of two grounds on which the same colors can be seen
_WIDE, _HIGH, _HIGHEST = 6 * EMU, round(1.3 * EMU), round(1.9 * EMU)  # of the columns
_GAP = round(0.25 * EMU)
_TEXT_SIZE = 20.0  # points, of a subtitle that the layout has no place for, or above columns


@record
class Covering:
    """A layout as a cover: the placeholders of title and subtitle, boxes (EMU of the page) for those that
    have none, and whether a title in the company's own color can hardly be seen."""

    seen: Seen
    cover: Cover
    title: Place
    subtitle: Place | None
    boxes: dict[str, Box]
    is_faint: bool = False


def covering_of(finder: Finder, seen: Sequence[Seen], room: Room) -> Covering:
    """The layout made for covers, one without a place for a picture first; without any, that of findings."""
    made = [row for row in seen if row.kind == "title" and row.of(*TITLES)]
    made = made or [row for row in seen if row.of("ctrTitle")]
    if made:
        return _covering(finder, min(made, key=lambda row: bool(row.of("pic"))), room)
    return _substitute(room)


def _covering(finder: Finder, seen: Seen, room: Room) -> Covering:
    share = 1 / finder.scale
    given = finder.given(seen)
    title = _largest(seen.of("ctrTitle") or seen.of("title")) or Place("title", 0)
    below = _largest(seen.of("subTitle") or seen.of("body", "obj"))
    holder = finder.holder(seen, title)
    heading = _inner(holder, title, share)
    boxes: dict[str, Box] = {}
    if below is not None and below.box:
        other = finder.holder(seen, below)
        text, size = _inner(other, below, share), (other.run.size or _TEXT_SIZE) * share
        top = text.y + _text_height(min(size, _TEXT_SIZE)) if other.anchor == "t" else text.y + text.h
    else:
        text, size = Box(heading.x, heading.y + heading.h, heading.w, round(1.2 * EMU)), _TEXT_SIZE
        top, boxes = text.y + text.h, {"subtitle": scaled(text, finder.scale)}
    cover = Cover(heading, (holder.run.size or 44.0) * share, text, size, holder.align if boxes else None)
    columns = _skyline(given, heading, text, top)
    cover = replace(
        cover,
        has_date=_is_legible(finder, seen, "dt", given),
        has_footer=_is_legible(finder, seen, "ftr", given),
        skyline=columns if columns and _is_alike(finder, seen, columns, room) else None,
    )
    return Covering(seen, cover, title, below, boxes, _is_faint(finder, seen, title, given))


def _substitute(room: Room) -> Covering:
    """A cover on the layout of findings: words in the middle of their body, columns at its foot."""
    body = room.frame.body
    heading = Box(body.x, body.y + body.h // 8, body.w, round(1.4 * EMU))
    text = Box(body.x, heading.y + heading.h + _GAP // 2, body.w, round(1.1 * EMU))
    left = Box(body.x, text.y + text.h + _GAP, body.w, body.y + body.h - text.y - text.h - _GAP)
    skyline = _lowest(left) if left.w >= _WIDE and left.h >= _HIGH else None
    cover = Cover(heading, 40.0, text, _TEXT_SIZE, room.frame.align, skyline=skyline)
    boxes = {"title": scaled(heading, room.frame.scale), "subtitle": scaled(text, room.frame.scale)}
    return Covering(room.seen, cover, room.title._replace(box=None), None, boxes)


def _largest(spots: Sequence[Spot]) -> Place | None:
    spot = max(spots, key=lambda spot: spot.box.w * spot.box.h if spot.box else 0, default=None)
    return Place(spot.kind, spot.idx, spot.box) if spot else None


def _inner(holder: Holder, place: Place, share: float) -> Box:
    """The room for a placeholder's text."""
    left, top, right, bottom = holder.inset
    box = place.box or Box(0, 0, 0, 0)
    return scaled(Box(box.x + left, box.y + top, box.w - left - right, box.h - top - bottom), share)


def _text_height(size: float) -> int:
    """How high a subtitle of a line at its size and more at 70 percent of it is."""
    return round(size * _SPACING * (1 + 0.75 * (_LINES - 1)) * EMU / 72)


def _skyline(given: Given, heading: Box, text: Box, top: int) -> Box | None:
    """Quiet ground under the words, above the footers."""
    left, right = min(heading.x, text.x), max(heading.x + heading.w, text.x + text.w)
    foot = min((box.y for box in given.footers), default=given.height - EMU // 2) - _GAP // 2
    area = Box(left, top + _GAP, right - left, foot - top - _GAP)
    free = largest_free(area, (*given.obstacles, *given.busy), _WIDE) if area.h > 0 else None
    return _lowest(free) if free is not None and free.h >= _HIGH and not given.is_unseen else None


def _lowest(free: Box) -> Box:
    high = min(free.h, _HIGHEST)
    return Box(free.x, free.y + free.h - high, free.w, high)


def _is_legible(finder: Finder, seen: Seen, kind: str, given: Given) -> bool:
    """Whether a footer of the layout is free for our words, and can be read there."""
    spot = next((spot for spot in seen.of(kind) if spot.box), None)
    if spot is None or spot.box is None or is_fixed(spot):
        return False
    box = scaled(spot.box, 1 / finder.scale)
    if given.is_unseen or any(meet(box, art) for art in (*given.obstacles, *given.busy)):
        return False
    color = finder.holder(seen, Place(spot.kind, spot.idx)).run.color or "#000000"
    return all(
        contrast(light_of(color), light) >= _LEAST_CONTRAST
        for light in map(light_of, finder.ground(seen, spot.box))
    )


def _is_faint(finder: Finder, seen: Seen, title: Place, given: Given) -> bool:
    """Whether a title is hardly seen on its ground; one on art, such as a bar, was meant for that."""
    color = finder.holder(seen, title).run.color
    if color is None or title.box is None:
        return False
    if any(meet(scaled(title.box, 1 / finder.scale), art) for art in given.obstacles):
        return False
    return min(contrast(light_of(color), light_of(g)) for g in finder.ground(seen, title.box)) < SEEN


def _is_alike(finder: Finder, seen: Seen, area: Box, room: Room) -> bool:
    """Whether the colors that are made for the ground of findings may stand in an area of another layout."""
    here = [light_of(color) for color in finder.ground(seen, scaled(area, finder.scale))]
    there = [light_of(color) for color in finder.floor(room).colors]
    return contrast(min(here), min(there)) <= _ALIKE and contrast(max(here), max(there)) <= _ALIKE
