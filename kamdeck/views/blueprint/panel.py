"""The ambition of an account plan, with revenue, goal and share of the potential."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Anchor, Box, Connector, Element, Group, Line, Shape, Text
from kamdeck.layout.areas import columns_of
from kamdeck.layout.grid import Style
from kamdeck.text.measure import clip, fitting, line_height, width, wrap
from kamdeck.views.blueprint.sheet import Sheet
from kamdeck.views.blueprint.words import PlanWords

_PAD = round(0.19 * EMU)
_SIZE, _FIGURE, _LABEL = 14.0, 16.0, 10.0
_STEP = round(0.645 * EMU)
_LEAST = round(0.9 * EMU)  # for the ambition above its figures


def make_panel(key: str, words: PlanWords, sheet: Sheet) -> tuple[Element, ...]:
    """The ambition above its figures, alone it stands in the middle; where it lies above all, beside them."""
    figures, group, panel = words.figures(), f"{key}/ambition", sheet.panel
    room, x = panel.w - _PAD - round(0.10 * EMU), panel.x + _PAD
    out: list[Text | Shape | Connector] = [
        Shape(f"{group}/panel", panel, "rect", "panel"),
        Shape(f"{group}/bar", Box(panel.x, panel.y, round(0.04 * EMU), panel.h), "rect", "accent"),
    ]
    if sheet.is_stacked:
        inner, *places = columns_of(Box(x, panel.y, room, panel.h), (2.4, *(1.0 for _ in figures)), _PAD)
        gap, size = round(0.08 * EMU), 12.0
    else:
        figures = figures[: max(1, (panel.h - _LEAST) // _STEP)]
        top = panel.y + panel.h - len(figures) * _STEP - round(0.02 * EMU)
        inner = Box(x, panel.y + round(0.17 * EMU), room, top - panel.y - round(0.30 * EMU))
        places = [Box(x, top + i * _STEP, room, _STEP) for i in range(len(figures))]
        gap, size = round(0.09 * EMU), _SIZE
    text = words.plan.ambition or words.say("blueprint.no_ambition")
    longest = max(text.split(), key=lambda word: width(word, size, True))
    smaller = (size, 11.0) if sheet.is_full else (size, 11.0, 10.0, 9.5)

    def fits(size: float) -> bool:
        high = len(wrap(text, size, inner.w, True)) * line_height(size)
        return high <= inner.h and width(longest, size, True) <= inner.w

    size = next(filter(fits, smaller), smaller[-1])
    ambition = Style(size, True, "ink" if words.plan.ambition else "muted")
    para = ambition.para(clip(text, size, inner.w, max(1, inner.h // line_height(size)), True))
    anchor: Anchor = "t" if figures and not sheet.is_stacked else "ctr"
    out.append(Text(f"{group}/text", (para,), inner, anchor=anchor))
    for (name, figure, unit), place in zip(figures, places, strict=True):
        if sheet.is_stacked:
            points = (place.x - gap, place.y + gap, place.x - gap, place.y + place.h - gap)
        else:
            points = (place.x, place.y, place.x + place.w, place.y)
        out.append(Connector(f"{group}/rule:{name}", points=points, line=Line("hairline", 1.0)))
        big = Style(fitting(figure, (_FIGURE, 14.0, 12.0, 10.0), place.w, bold=True), True)
        small = Style(_LABEL, color="muted").but(size=fitting(unit, (_LABEL, 9.5, 9.0), place.w))
        paras = big.para(figure, room=place.w), small.para(unit, room=place.w)
        high = line_height(_FIGURE) + line_height(_LABEL) + 12_700
        out.append(Text(f"{group}/{name}", paras, Box(place.x, place.y + gap, place.w, high)))
    alt = " ".join((text, *(f"{figure} {unit}." for _, figure, unit in figures)))
    return (Group(group, tuple(out), alt=alt),)
