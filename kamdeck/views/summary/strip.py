"""The strip at the foot of the summary: what moved since the last deck, or where a first deck starts."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import EMU, Box, Connector, Element, Group, Line, Para, Run, Shape, Text
from kamdeck.figures.context import Context
from kamdeck.layout.areas import columns_of
from kamdeck.layout.marks import label
from kamdeck.layout.status import mark
from kamdeck.text.measure import clip, fit, fitting, line_height, shorten, width
from kamdeck.views.summary.findings import Desk
from kamdeck.views.summary.tiles import Tile, tiles

MOST = 3
_LEAST, WIDE = round(2.1 * EMU), round(11 * EMU)  # of a tile; of a strip with its heading at the left
_LOW, _LOWEST = round(4.2 * EMU), round(3.7 * EMU)  # bodies that leave a tile one line of words, or none
_PARTS, _GAP = (2.98, 2.67, 3.39), round(0.35 * EMU)
_HEAD_SIZE, _NAME_SIZE, _FIGURE, _TEXT = 12.5, 10.5, 16.0, 11.0
_SIDE, _INDENT, _PAD = round(0.13 * EMU), round(0.21 * EMU), round(0.23 * EMU)


def lines_of(ctx: Context) -> int:
    """How many lines of words stand below a tile's figure."""
    return 2 if ctx.frame.body.h >= _LOW else int(ctx.frame.body.h >= _LOWEST)


def strip_height(ctx: Context) -> int:
    """The height of the strip: with the heading over the tiles where it is narrow."""
    high = round(1.22 * EMU) if ctx.frame.body.w >= WIDE else round(1.28 * EMU)
    return high - (2 - lines_of(ctx)) * line_height(_TEXT)


def shown_tiles(desk: Desk) -> tuple[tuple[Tile, ...], tuple[Tile, ...]]:
    """The tiles that the strip has room for, and those that it has not."""
    found = tiles(desk)[:MOST]
    room = max(1, desk.ctx.frame.body.w // _LEAST)
    return found[:room], found[room:]


def draw_strip(view: str, desk: Desk, panel: Box) -> tuple[Element, ...]:
    """Panel, heading and up to three tiles."""
    heading = desk.ctx.say("summary.since" if desk.ctx.before else "summary.baseline")
    shown, _ = shown_tiles(desk)
    if panel.w >= WIDE:
        x = panel.x + round(2.46 * EMU)
        head = Box(panel.x + _PAD, panel.y + round(0.14 * EMU), round(1.92 * EMU), round(0.98 * EMU))
        room = Box(x, panel.y, panel.x + panel.w - round(0.13 * EMU) - x, panel.h)
        places, since = columns_of(room, _PARTS, _GAP), _heading(view, desk, heading, head)
    else:
        head = Box(panel.x + _PAD, panel.y + round(0.09 * EMU), panel.w - 2 * _PAD, line_height(_HEAD_SIZE))
        room = Box(head.x, panel.y + round(0.16 * EMU), head.w, panel.h)
        places = columns_of(room, (1.0,) * max(1, len(shown)), _GAP)
        since = _heading_line(view, desk, heading, head)
    rules = [place.x - _PAD for place in places[: len(shown)] if place.x > head.x]
    top = max(panel.y + round(0.18 * EMU), room.y + round(0.18 * EMU))
    out: list[Element] = [_panel(view, rules, heading, panel, top), since]
    for tile, place in zip(shown, places, strict=False):
        out += _tile(view, tile, place, panel.w >= WIDE, lines_of(desk.ctx))
    return tuple(out)


def _panel(view: str, rules: Sequence[int], heading: str, panel: Box, top: int) -> Group:
    group, low = f"{view}/strip", panel.y + panel.h - round(0.19 * EMU)
    bar = Box(panel.x, panel.y, round(0.04 * EMU), panel.h)
    lines = [
        Connector(f"{group}/line:{n}", points=(x, top, x, low), line=Line("hairline", 0.75))
        for n, x in enumerate(rules, 1)
    ]
    ground = Shape(f"{group}/panel", panel, "rect", "panel"), Shape(f"{group}/bar", bar, "rect", "accent")
    return Group(group, (*ground, *lines), alt=heading)


def _compared(desk: Desk) -> str:
    """What the deck is compared with: its name and date."""
    say, before = desk.ctx.say, desk.ctx.before
    day = before.as_of if before else desk.ctx.as_of
    return ", ".join(filter(None, (before.name if before else "", say.date(day) if day else "")))


def _heading(view: str, desk: Desk, heading: str, box: Box) -> Text:
    """The heading over what the deck is compared with."""
    below = clip(_compared(desk), _NAME_SIZE, box.w, 2)
    paras = [Para((Run(clip(heading, _HEAD_SIZE, box.w, 2, True), _HEAD_SIZE, True, "ink"),))]
    if below:
        paras.append(Para((Run(below, _NAME_SIZE, None, "muted"),), before=1))
    return Text(f"{view}/since", tuple(paras), box)


def _heading_line(view: str, desk: Desk, heading: str, box: Box) -> Text:
    """The heading with what the deck is compared with behind it."""
    head = f"{shorten(heading, _HEAD_SIZE, box.w, True)}  "
    runs = [Run(head, _HEAD_SIZE, True, "ink")]
    if below := shorten(_compared(desk), _NAME_SIZE, box.w - width(head, _HEAD_SIZE, True)):
        runs.append(Run(below, _NAME_SIZE, None, "muted"))
    return Text(f"{view}/since", (Para(tuple(runs)),), box, anchor="ctr")


def _tile(view: str, tile: Tile, place: Box, is_wide: bool, lines: int) -> list[Element]:
    """Name, figure with its mark, and what is behind it."""
    x, wide, middle = place.x, place.w, place.y + round(0.55 * EMU)
    indent = _INDENT if tile.mark else 0
    tall = line_height(_FIGURE) + 12_700
    head = Box(x, place.y + round(0.17 * EMU), wide, line_height(_NAME_SIZE) + 12_700)
    figure = Box(x + indent, middle - tall // 2, wide - indent, tall)
    sizes, told = ((_FIGURE,), _TEXT) if is_wide else ((_FIGURE, 14.0, 12.0, 11.0, 10.0), 10.0)
    size = fitting(tile.figures[-1], sizes, wide - indent, bold=True)
    shown = fit(tile.figures, size, wide - indent, 1, True)
    out: list[Element] = [
        label(f"{view}/tile:{tile.key}", shorten(tile.head, _NAME_SIZE, wide), head, size=_NAME_SIZE),
        label(f"{view}/figure:{tile.key}", shown, figure, size=size, bold=True, color="ink"),
    ]
    if tile.mark:
        out.append(_mark(f"{view}/mark:{tile.key}", tile, x, middle))
    if tile.texts and lines:
        under = Box(x, place.y + round(0.72 * EMU), wide, lines * line_height(_TEXT) + 12_700)
        text = fit(tile.texts, told, wide, lines)
        out.append(label(f"{view}/said:{tile.key}", text, under, size=told, color="ink", anchor="t"))
    return out


def _mark(key: str, tile: Tile, x: int, middle: int) -> Shape:
    """A triangle up or down in the colour of what it means, a dash where nothing moved, or a status mark."""
    box = Box(x, middle - _SIDE // 2, _SIDE, _SIDE)
    color = "risk" if tile.is_bad else "good"
    if tile.mark in ("up", "down"):
        return Shape(key, box, "triangle", color, flip_v=tile.mark == "down")
    if tile.mark == "same":
        return Shape(key, Box(x, middle - 12_700, _SIDE, 25_400), "rect", "unknown")
    return mark(key, "risk" if tile.is_bad else "good", x, middle, _SIDE)
