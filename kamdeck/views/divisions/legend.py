"""How to read a card of the division map: in the free corner under the columns, else at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import EMU, Box, Group, Line, Para, Run, Shape, Text
from kamdeck.layout.legend import Sign, legend
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.divisions.data import Divisions
from kamdeck.views.divisions.layout import FULL, INDENT, Layout
from kamdeck.views.divisions.map import Child, chip, chip_names

_HIGH = line_height(10) + 9_525
_STEP = round(0.255 * EMU)
_ROOM = round(4.4 * EMU)  # the block needs this width


def make_legend(key: str, data: Divisions, layout: Layout, foot: Box) -> Group | None:
    """The legend as a block in a free corner, or on the line at the foot; none where nothing is known."""
    if data.space is None or data.ctx.is_outside:
        return None
    group, alt, place = f"{key}/legend", data.ctx.say("divisions.legend.alt"), _free(layout)
    if place is None:
        signs = (_bar(data, round(0.6 * EMU)), *_marks(data, layout))
        return Group(group, _line(group, signs, foot), alt=alt)
    say = data.ctx.say
    rows = [Box(place.x, place.y + n * _STEP, place.w, _HIGH) for n in range(4)]
    out = [
        _word(f"{group}/head", say("divisions.legend.head"), rows[0], bold=True),
        *_line(group, (_bar(data, round(1.25 * EMU)),), rows[1]),
        *_line(group, _marks(data, layout), rows[2]),
    ]
    if layout.size == FULL:
        out.append(_word(f"{group}/people", say("divisions.legend.people"), rows[3]))
    return Group(group, tuple(out), alt=alt)


def _line(group: str, signs: Sequence[Sign], box: Box) -> tuple[Child, ...]:
    return legend(group, signs, box, "", mark_key="{}", word_key="{}_word").children if signs else ()


def _free(layout: Layout) -> Box | None:
    """The widest free place under neighbouring columns that the block fits in, at the right first."""
    ends, bottom = [layout.end(column) for column in layout.columns], layout.body.y + layout.body.h
    best: Box | None = None
    for first in range(len(ends)):
        for last in range(first, len(ends)):
            top = max(ends[first : last + 1]) + round(0.16 * EMU)
            x = layout.columns[first].x + INDENT
            wide = layout.columns[last].x + layout.columns[last].width - x
            fits = wide >= _ROOM and bottom - top >= 4 * _STEP
            if fits and (best is None or (wide, -x) > (best.w, -best.x)):
                best = Box(x, max(top, bottom - 5 * _STEP), wide, 4 * _STEP)
    return best


def _word(key: str, text: str, box: Box, *, bold: bool = False) -> Text:
    shown = shorten(text, 10, box.w, bold)
    place = Box(box.x, box.y, min(box.w, width(shown, 10, bold) + 25_400), box.h)
    return Text(key, (Para((Run(shown, 10, bold or None, "muted"),)),), place, anchor="ctr", wrap=False)


def _bar(data: Divisions, wide: int) -> Sign:
    """Penetration: what is in use on the whole potential."""

    def draw(key: str, x: int, middle: int) -> tuple[Shape, Shape]:
        tall = round(0.09 * EMU)
        box = Box(x, middle - tall // 2, wide, tall)
        used = Box(x, box.y, round(wide * 0.58), tall)
        return Shape(key, box, "rect", "tier_c"), Shape(key.replace("/bar", "/used_bar"), used, "rect", "ink")

    return Sign("bar", data.ctx.say("divisions.legend.bar"), draw, wide)


def _marks(data: Divisions, layout: Layout) -> list[Sign]:
    """Chips in use and open, and the frame of the largest, as far as they occur."""
    say, least, out = data.ctx.say, round(0.40 * EMU), list[Sign]()
    if not layout.is_low and data.products:
        name = min(chip_names(data), key=len)
        wide = max(least, width(name, 9) + round(0.06 * EMU))

        def product(key: str, x: int, middle: int) -> tuple[Shape]:
            box = Box(x, middle - _HIGH // 2, wide, _HIGH)
            return (chip(key, name, box, key.endswith("used")),)

        out.append(Sign("chip_used", say("divisions.legend.used"), product, wide))
        out.append(Sign("chip_open", say("divisions.legend.open"), product, wide))
    if largest := data.largest():

        def frame(key: str, x: int, middle: int) -> tuple[Shape]:
            box = Box(x, middle - _HIGH // 2, least, _HIGH)
            return (Shape(key, box, "roundRect", "paper", Line("accent", 2.0), wrap=False, adjust=(12_000,)),)

        out.append(Sign("marked", say("divisions.legend.marked", n=len(largest)), frame, least))
    return out
