"""How to read a card of the division map: in the free corner under the columns, else at the foot."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Box, Connector, Group, Line, Para, Run, Shape, Text
from kamdeck.layout.rail import BODY
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.divisions.data import Divisions
from kamdeck.views.divisions.map import CARDS, FOOT, INDENT, Layout, chip_names

Child = Text | Shape | Connector
_HIGH = line_height(10) + 9_525
_STEP = round(0.255 * EMU)
_ROOM = round(4.4 * EMU)  # the block needs this width
_BOTTOM = round(6.88 * EMU)


def make_legend(key: str, data: Divisions, layout: Layout) -> Group | None:
    """The legend as a block, or in one line at the foot; none where nothing is known."""
    if data.space is None or data.ctx.is_outside:
        return None
    place = _free(layout)
    alt = data.ctx.say("divisions.legend.alt")
    group = f"{key}/legend"
    children = _block(group, data, layout, place) if place else _line(group, data, layout)
    return Group(group, tuple(children), alt=alt)


def _free(layout: Layout) -> Box | None:
    """The widest free place under neighbouring columns that the block fits in, at the right first."""
    high, pitch, _ = layout.sizes
    ends = []
    for column in layout.columns:
        count = len(column.cards) + bool(column.hidden)
        ends.append(CARDS + (count - 1) * pitch + high if count else CARDS)
    best: Box | None = None
    for first in range(len(ends)):
        for last in range(first, len(ends)):
            top = max(ends[first : last + 1]) + round(0.16 * EMU)
            x = layout.columns[first].x + INDENT
            wide = layout.columns[last].x + layout.columns[last].width - x
            fits = wide >= _ROOM and _BOTTOM - top >= 4 * _STEP
            if fits and (best is None or (wide, -x) > (best.w, -best.x)):
                best = Box(x, max(top, _BOTTOM - 5 * _STEP), wide, 4 * _STEP)
    return best


def _word(key: str, text: str, x: int, y: int, room: int, *, color: str = "ink", bold: bool = False) -> Text:
    shown = shorten(text, 10, room, bold)
    box = Box(x, y, min(room, width(shown, 10, bold) + 25_400), _HIGH)
    return Text(key, (Para((Run(shown, 10, bold or None, color),)),), box, anchor="ctr", wrap=False)


def _bar(group: str, x: int, y: int, wide: int) -> list[Child]:
    top, tall = y + _HIGH // 2 - round(0.045 * EMU), round(0.09 * EMU)
    return [
        Shape(f"{group}/bar", Box(x, top, wide, tall), "rect", "tier_c"),
        Shape(f"{group}/used_bar", Box(x, top, round(wide * 0.58), tall), "rect", "ink"),
    ]


def _chip(key: str, text: str, x: int, y: int, is_used: bool) -> Shape:
    fill, line = ("ink", Line("ink", 0.75)) if is_used else ("paper", Line("unknown", 0.75))
    wide = max(round(0.40 * EMU), width(text, 9) + round(0.06 * EMU))
    run = Run(text, 9, None, "paper" if is_used else "muted")
    box = Box(x, y, wide, _HIGH)
    return Shape(key, box, "roundRect", fill, line, (Para((run,), align="ctr"),), wrap=False, adjust=(8_000,))


def _marked(group: str, x: int, y: int) -> Shape:
    box = Box(x, y, round(0.40 * EMU), _HIGH)
    return Shape(f"{group}/marked", box, "roundRect", "paper", Line("accent", 2.0), adjust=(12_000,))


def _block(group: str, data: Divisions, layout: Layout, box: Box) -> list[Child]:
    """Heading, bar, chips and frame, people."""
    say = data.ctx.say
    x, y, right = box.x, box.y, box.x + box.w
    out: list[Child] = [
        _word(f"{group}/head", say("divisions.legend.head"), x, y, box.w, color="muted", bold=True)
    ]
    y += _STEP
    wide = round(1.25 * EMU)
    out += _bar(group, x, y, wide)
    text = x + wide + round(0.12 * EMU)
    out.append(_word(f"{group}/bar_word", _penetration(data), text, y, right - text))
    y += _STEP
    out += _marks(group, data, layout, x, y, right)
    if not layout.is_low:
        y += _STEP
        out.append(_word(f"{group}/people", say("divisions.legend.people"), x, y, box.w, color="muted"))
    return out


def _penetration(data: Divisions) -> str:
    return data.ctx.say("divisions.legend.bar")


def _marks(group: str, data: Divisions, layout: Layout, x: int, y: int, right: int) -> list[Child]:
    """Chips in use and open, and the frame of the largest, as far as they occur and fit."""
    say = data.ctx.say
    out: list[Child] = []
    items: list[tuple[Shape, str]] = []
    if not layout.is_low and data.products:
        name = min(chip_names(data), key=len)
        items = [
            (_chip(f"{group}/chip_used", name, x, y, True), say("divisions.legend.used")),
            (_chip(f"{group}/chip_open", name, x, y, False), say("divisions.legend.open")),
        ]
    if data.largest():
        items.append((_marked(group, x, y), say("divisions.legend.marked", n=len(data.largest()))))
    for shape, text in items:
        text_x = x + shape.box.w + round(0.07 * EMU)
        if text_x + round(0.4 * EMU) > right:
            break
        moved = Box(x, shape.box.y, shape.box.w, shape.box.h)
        out.append(
            Shape(
                shape.key,
                moved,
                shape.geom,
                shape.fill,
                shape.line,
                shape.paras,
                wrap=False,
                adjust=shape.adjust,
            )
        )
        word = _word(f"{shape.key}_word", text, text_x, y, right - text_x)
        out.append(word)
        x = text_x + (word.box.w if word.box else 0) + round(0.17 * EMU)
    return out


def _line(group: str, data: Divisions, layout: Layout) -> list[Child]:
    """All in one line at the foot."""
    x, right = BODY.x + INDENT, BODY.x + BODY.w
    out = _bar(group, x, FOOT, round(0.6 * EMU))
    text = x + round(0.68 * EMU)
    word = _word(f"{group}/bar_word", _penetration(data), text, FOOT, round(5 * EMU))
    out.append(word)
    after = text + (word.box.w if word.box else 0) + round(0.20 * EMU)
    return [*out, *_marks(group, data, layout, after, FOOT, right)]
