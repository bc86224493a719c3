"""The ambition of an account plan, with revenue, goal and share of the potential."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Box, Connector, Element, Group, Line, Para, Run, Shape, Text, inches
from kamdeck.text.measure import clip, line_height, shorten, wrap
from kamdeck.views.blueprint.words import PlanWords

PANEL = inches(0.50, 2.02, 1.75, 4.65)
_PAD = round(0.19 * EMU)
_SIZE, _FIGURE, _LABEL = 14.0, 16.0, 10.0
_STEP = round(0.645 * EMU)


def make_panel(key: str, words: PlanWords) -> tuple[Element, ...]:
    """The ambition above its figures; alone it stands in the middle."""
    figures = words.figures()
    group = f"{key}/ambition"
    room = PANEL.w - _PAD - round(0.10 * EMU)
    x = PANEL.x + _PAD
    out: list[Text | Shape | Connector] = [
        Shape(f"{group}/panel", PANEL, "rect", "panel"),
        Shape(f"{group}/bar", Box(PANEL.x, PANEL.y, round(0.04 * EMU), PANEL.h), "rect", "accent"),
    ]
    top = PANEL.y + PANEL.h - len(figures) * _STEP - round(0.02 * EMU)
    inner = Box(x, PANEL.y + round(0.17 * EMU), room, top - PANEL.y - round(0.30 * EMU))
    text = words.plan.ambition or words.say("blueprint.no_ambition")
    size = _SIZE if len(wrap(text, _SIZE, room, True)) * line_height(_SIZE) <= inner.h else 11.0
    shown = clip(text, size, room, max(1, inner.h // line_height(size)), True)
    color = "ink" if words.plan.ambition else "muted"
    para = Para((Run(shown, size, True, color),))
    out.append(Text(f"{group}/text", (para,), inner, anchor="t" if figures else "ctr"))
    for i, (name, figure, label) in enumerate(figures):
        y = top + i * _STEP
        out.append(Connector(f"{group}/rule:{name}", points=(x, y, x + room, y), line=Line("hairline", 1.0)))
        paras = (
            Para((Run(shorten(figure, _FIGURE, room, True), _FIGURE, True, "ink"),)),
            Para((Run(shorten(label, _LABEL, room), _LABEL, None, "muted"),)),
        )
        high = line_height(_FIGURE) + line_height(_LABEL) + 12_700
        out.append(Text(f"{group}/{name}", paras, Box(x, y + round(0.09 * EMU), room, high)))
    alt = " ".join((text, *(f"{figure} {label}." for _, figure, label in figures)))
    return (Group(group, tuple(out), alt=alt),)
