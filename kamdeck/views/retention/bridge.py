"""The bridge from opening to closing MRR: a native waterfall of stacked columns, also across zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kamdeck.deck.spec import (
    EMU,
    Axis,
    Box,
    Chart,
    Connector,
    Element,
    Grid,
    Group,
    Labels,
    Line,
    Para,
    Plot,
    Point,
    Run,
    Series,
    Shape,
    Text,
    inches,
)
from kamdeck.layout.status import panel_head
from kamdeck.text import Say
from kamdeck.text.measure import shorten, width
from kamdeck.views.retention.lines import note
from kamdeck.views.retention.periods import Retention
from kamdeck.views.retention.steps import PLOT, Scale, Step, is_above, make_columns, scale_of, steps, unit_of

PANEL = inches(4.75, 1.56, 4.63, 5.32)
_BOX = inches(4.75, 1.98, 4.63, 4.62)
_GAP = 47  # of the columns, in percent of a column
_LABEL, _TOTAL = 10.5, 11.0
_LOOKS = (
    ("base", None),
    ("total", "tier_a"),
    ("up", "good"),
    ("down", "risk"),
    ("up_below", "good"),
    ("down_below", "risk"),
)


# ------------------------------------------------------------------ panel


def make_bridge(view: str, found: Retention, alt: str) -> tuple[Element, ...]:
    """The right panel: head, waterfall, lines from column to column, and what to know about the axis."""
    say = found.ctx.say
    shown = steps(found)
    scale = scale_of(shown)
    unit = say.unit(unit_of(shown)[1])
    now = found.now
    if now.opening and now.closing:
        first = found.month(_next(now.opening))
        unit = say("retention.bridge_unit", unit=unit, first=first, last=found.month(now.closing))
    name = say("retention.bridge", period=now.label)
    head = panel_head(f"{view}/bridge", name, unit, PANEL.x, PANEL.y, PANEL.w)
    words = [cut_note(say, scale)] if scale.cut else []
    if any(step.key == "unexplained" for step in shown):
        words.append(say("retention.unexplained"))
    elif not scale.cut:
        words.append(say("retention.outside"))
    return (
        *head,
        *waterfall(view, say, shown, scale, alt),
        note(f"{view}/bridge_note", " ".join(words), PANEL),
    )


def waterfall(view: str, say: Say, shown: Sequence[Step], scale: Scale, alt: str) -> tuple[Element, ...]:
    """The chart, and the lines that carry each level on."""
    return _chart(view, say, shown, scale, alt), _marks(view, say, shown, scale)


def cut_note(say: Say, scale: Scale) -> str:
    """Where the columns of a cut axis start."""
    places = next((n for n in range(3) if round(scale.least, 6) % 10 ** (6 - n) == 0), 3)
    return say("retention.cut", level=say.money(scale.least, places))


def _next(month: tuple[int, int]) -> tuple[int, int]:
    return (month[0] + 1, 1) if month[1] == 12 else (month[0], month[1] + 1)


def _names(say: Say, shown: Sequence[Step]) -> tuple[tuple[str, ...], float]:
    """The columns' names and their type size: whole where they fit, else abbreviated."""
    room = PLOT.w // len(shown) - round(0.05 * EMU)
    for form in ("step", "step_short"):
        names = tuple(say(f"retention.{form}.{step.key}") for step in shown)
        for size in (10.0, 9.0):
            if all(width(name, size) <= room for name in names):
                return names, size
    return tuple(shorten(name, 9, room) for name in names), 9.0


# ------------------------------------------------------------------ chart


def _chart(view: str, say: Say, shown: Sequence[Step], scale: Scale, alt: str) -> Chart:
    names, size = _names(say, shown)
    columns = make_columns(say, shown)
    has = {column.key: any(column.values) for column in columns}
    bars = [Series(key, key, fill=fill) for key, fill in _LOOKS if has.get(key)]
    return Chart(
        f"{view}/bridge",
        _BOX,
        Grid(tuple(step.key for step in shown), names, columns, label_head=say("retention.sheet.step")),
        (
            Plot("column", tuple(bars), "stacked", gap=_GAP, overlap=100),
            Plot("line", _label_series(say, shown), "standard"),
        ),
        x=Axis(size=size, color="ink", line=Line("muted", 1.0)),
        y=Axis(scale.least, scale.most, is_visible=False),
        inner=(
            (PLOT.x - _BOX.x) / _BOX.w,
            (PLOT.y - _BOX.y) / _BOX.h,
            PLOT.w / _BOX.w,
            PLOT.h / _BOX.h,
        ),
        alt=alt,
    )


def _label_series(say: Say, shown: Sequence[Step]) -> tuple[Series, ...]:
    """Unseen lines whose points bear the amounts: labels of stacked columns cannot stand outside them."""
    scale, _, places = unit_of(shown)
    out = []
    sides: tuple[tuple[str, Literal["t", "b"]], ...] = (("label_above", "t"), ("label_below", "b"))
    for key, side in sides:
        points = []
        for step in shown:
            if is_above(step) == (side == "t"):
                text = say.number(step.amount / scale, places, signed=not step.is_total)
                size = _TOTAL if step.is_total else _LABEL
                color = "ink" if step.is_total or not step.amount else "good" if step.amount > 0 else "risk"
                paras = (Para((Run(text, size, True, color),), align="ctr"),)
                labels = Labels("value", side, "", size, True, color, paras)
                points.append(Point(step.key, None, labels))
        if points:
            out.append(Series(key, key, labels=Labels("none"), points=tuple(points)))
    return tuple(out)


# ------------------------------------------------------------------ marks


def _marks(view: str, say: Say, shown: Sequence[Step], scale: Scale) -> Group:
    """Thin lines that carry each level to the next column, and the break of a cut axis."""
    group = f"{view}/bridge_marks"
    pitch = PLOT.w / len(shown)
    half = pitch / (1 + _GAP / 100) / 2
    out: list[Text | Shape | Connector] = []
    for i, step in enumerate(shown[:-1]):
        y = scale.y(step.after)
        start = half if step.amount else -half  # a step of nothing has no column to carry the level
        left, right = round(PLOT.x + pitch * (i + 0.5) + start), round(PLOT.x + pitch * (i + 1.5) - half)
        line = Line("muted", 0.75)
        out.append(Connector(f"{group}/level:{step.key}", points=(left, y, right, y), line=line))
    if scale.cut:
        for i, step in ((0, shown[0]), (len(shown) - 1, shown[-1])):
            wide, tall = round(2 * half * 1.12), round(0.09 * EMU)
            x = round(PLOT.x + pitch * (i + 0.5)) - wide // 2
            box = Box(x, PLOT.y + PLOT.h - round(0.34 * EMU), wide, tall)
            out.append(Shape(f"{group}/break:{step.key}", box, "rect", "paper", rot=-8.0))
    return Group(group, tuple(out), f"{view}/bridge", say("retention.bridge_marks"))
