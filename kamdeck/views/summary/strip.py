"""The strip at the foot of the summary: what moved since the last deck, or where a first deck starts."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import EMU, Box, Connector, Element, Group, Line, Para, Run, Shape, Text, inches
from kamdeck.layout.rail import label
from kamdeck.layout.status import mark
from kamdeck.text.measure import clip, fit, line_height, shorten, wrap
from kamdeck.views.summary.findings import Desk
from kamdeck.views.summary.tiles import Tile, tiles

PANEL = inches(0.50, 5.66, 12.33, 1.22)
MOST = 3
_HEAD = inches(0.73, 5.80, 1.92, 0.98)
_COLUMNS = ((2.96, 2.98), (6.29, 2.67), (9.31, 3.39))  # left edge and width of each tile
_HEAD_SIZE, _NAME_SIZE, _FIGURE, _TEXT = 12.5, 10.5, 16.0, 11.0
_SIDE, _INDENT = round(0.13 * EMU), round(0.21 * EMU)
_LINES = 2


def draw_strip(view: str, desk: Desk) -> tuple[Element, ...]:
    """Panel, heading and up to three tiles."""
    say, shown = desk.ctx.say, tiles(desk)[:MOST]
    heading = say("summary.since" if desk.ctx.before else "summary.baseline")
    out: list[Element] = [_panel(view, len(shown), heading), _heading(view, desk, heading)]
    for tile, (x, wide) in zip(shown, _COLUMNS, strict=False):
        out += _tile(view, tile, round(x * EMU), round(wide * EMU))
    return tuple(out)


def _panel(view: str, count: int, heading: str) -> Group:
    group = f"{view}/strip"
    bar = Box(PANEL.x, PANEL.y, round(0.04 * EMU), PANEL.h)
    children: list[Shape | Connector | Text] = [
        Shape(f"{group}/panel", PANEL, "rect", "panel"),
        Shape(f"{group}/bar", bar, "rect", "accent"),
    ]
    for i in range(count):
        x = round((_COLUMNS[i][0] - 0.23) * EMU)
        points = (x, PANEL.y + round(0.18 * EMU), x, PANEL.y + PANEL.h - round(0.19 * EMU))
        children.append(Connector(f"{group}/line:{i + 1}", points=points, line=Line("hairline", 0.75)))
    return Group(group, tuple(children), alt=heading)


def _heading(view: str, desk: Desk, heading: str) -> Text:
    """What the deck is compared with: its name and date."""
    say, before = desk.ctx.say, desk.ctx.before
    day = before.as_of if before else desk.ctx.as_of
    found = [before.name if before else "", say.date(day) if day else ""]
    lines = wrap(heading, _HEAD_SIZE, _HEAD.w, True)
    room = _HEAD.w * (3 - min(len(lines), 2))
    below = clip(", ".join(filter(None, found)), _NAME_SIZE, _HEAD.w, 2) if room else ""
    paras = [Para((Run(clip(heading, _HEAD_SIZE, _HEAD.w, 2, True), _HEAD_SIZE, True, "ink"),))]
    if below:
        paras.append(Para((Run(below, _NAME_SIZE, None, "muted"),), before=1))
    return Text(f"{view}/since", tuple(paras), _HEAD)


def _tile(view: str, tile: Tile, x: int, wide: int) -> list[Element]:
    """Name, figure with its mark, and what is behind it."""
    top = PANEL.y
    head = Box(x, top + round(0.17 * EMU), wide, line_height(_NAME_SIZE) + 12_700)
    middle = top + round(0.55 * EMU)
    indent = _INDENT if tile.mark else 0
    tall = line_height(_FIGURE) + 12_700
    figure = Box(x + indent, middle - tall // 2, wide - indent, tall)
    under = Box(x, top + round(0.72 * EMU), wide, _LINES * line_height(_TEXT) + 12_700)
    out: list[Element] = [
        label(f"{view}/tile:{tile.key}", shorten(tile.head, _NAME_SIZE, wide), head, size=_NAME_SIZE),
        label(
            f"{view}/figure:{tile.key}",
            _shown(tile.figures, wide - indent),
            figure,
            size=_FIGURE,
            bold=True,
            color="ink",
        ),
    ]
    if tile.mark:
        out.append(_mark(f"{view}/mark:{tile.key}", tile, x, middle))
    if tile.texts:
        text = fit(tile.texts, _TEXT, wide, _LINES)
        out.append(label(f"{view}/said:{tile.key}", text, under, size=_TEXT, color="ink", anchor="t"))
    return out


def _shown(figures: Sequence[str], room: int) -> str:
    return fit(figures, _FIGURE, room, 1, True)


def _mark(key: str, tile: Tile, x: int, middle: int) -> Shape:
    """A triangle up or down in the colour of what it means, a dash where nothing moved, or a status mark."""
    box = Box(x, middle - _SIDE // 2, _SIDE, _SIDE)
    color = "risk" if tile.is_bad else "good"
    if tile.mark == "up":
        return Shape(key, box, "triangle", color)
    if tile.mark == "down":
        return Shape(key, box, "triangle", color, flip_v=True)
    if tile.mark == "same":
        return Shape(key, Box(x, middle - 12_700, _SIDE, 25_400), "rect", "unknown")
    return mark(key, "risk" if tile.is_bad else "good", x, middle, _SIDE)
