"""Retention by period: net, gross and of accounts as lines; large figures where there is one period only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor

from kamdeck.deck.spec import (
    EMU,
    Axis,
    Box,
    Chart,
    Data,
    Element,
    Grid,
    Group,
    Labels,
    Line,
    Marker,
    Para,
    Plot,
    Point,
    Run,
    Series,
    Shape,
    Text,
    inches,
)
from kamdeck.layout.rail import label
from kamdeck.layout.status import panel_head
from kamdeck.record import record
from kamdeck.text.measure import clip, line_height, shorten, width
from kamdeck.views.retention.labels import Side, place_labels
from kamdeck.views.retention.periods import Period, Retention

PANEL = inches(0.50, 1.56, 3.88, 5.32)
_BOX = inches(0.50, 1.98, 3.88, 4.62)
_PLOT = inches(0.90, 2.10, 2.75, 4.08)
_NOTE = round(6.64 * EMU)
_LABEL, _END = 10.0, 11.0
_MOST_LABELLED = 6  # periods; with more, first, last, lowest and highest bear labels
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)

Scale = tuple[float, float, float]  # least, most and step of the value axis, in percent


@record
class Measure:
    """One line: its key, colours of line and words, and its value per period in percent (None = unknown)."""

    key: str
    line: str
    words: str
    values: tuple[float | None, ...]


def measures(periods: Sequence[Period]) -> tuple[Measure, ...]:
    """Net and gross revenue retention and retention of accounts; a measure without any value is left out."""
    moves = [period.movement for period in periods]
    found = (
        Measure("nrr", "accent", "accent", tuple(_percent(m.nrr) for m in moves)),
        Measure("grr", "tier_a", "ink", tuple(_percent(m.grr) for m in moves)),
        Measure("logos", "tier_b", "tier_b", tuple(_percent(m.logo_retention) for m in moves)),
    )
    return tuple(each for each in found if any(value is not None for value in each.values))


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100


def make_lines(view: str, found: Retention, alt: str) -> tuple[Element, ...]:
    """The left panel: head, lines with their labels, and what the measures mean."""
    say = found.ctx.say
    shown = measures(found.periods)
    words = say("retention.by_period"), say("retention.percent")
    head = panel_head(f"{view}/lines", *words, PANEL.x, PANEL.y, PANEL.w)
    if len(found.periods) == 1 or not shown:
        return (*head, *_figures(view, found, shown))
    scale = _scale([v for each in shown for v in each.values if v is not None])
    return (
        *head,
        _chart(view, found, shown, scale, alt),
        _ends(view, found, shown, scale),
        note(f"{view}/lines_note", say("retention.definition"), PANEL),
    )


def note(key: str, text: str, panel: Box) -> Text:
    """A line or two of small words at the panel's foot."""
    box = Box(panel.x, _NOTE, panel.w, 2 * line_height(9))
    return label(key, clip(text, 9, panel.w, 2), box, size=9, anchor="t")


# ------------------------------------------------------------------ chart


def _scale(values: Sequence[float]) -> Scale:
    """Least, most and step of the value axis: round numbers around the data, 100 among them."""
    low, high = min(*values, 100.0), max(*values, 100.0)
    step = next((s for s in _STEPS if (high - low) / s <= 5.5), 1000)
    least = floor((low - 0.25 * step) / step) * step
    most = ceil((high + 0.25 * step) / step) * step
    return max(0.0, least) if low >= 0 else least, most, step


def _chart(view: str, found: Retention, shown: Sequence[Measure], scale: Scale, alt: str) -> Chart:
    low, high, step = scale
    sides = _sides(found, shown, scale)
    series = tuple(
        _series(each, found, {i: side for (line, i), side in sides.items() if line == n})
        for n, each in enumerate(shown)
    )
    inner = (
        (_PLOT.x - _BOX.x) / _BOX.w,
        (_PLOT.y - _BOX.y) / _BOX.h,
        _PLOT.w / _BOX.w,
        _PLOT.h / _BOX.h,
    )
    return Chart(
        f"{view}/lines",
        _BOX,
        _grid(found, shown),
        (Plot("line", series, "standard"),),
        x=Axis(crosses_at=100, line=Line("muted", 1.0), size=10 if len(found.periods) <= 6 else 9),
        y=Axis(low, high, step, "0", grid=Line("grid", 0.75)),
        inner=inner,
        alt=alt,
    )


def _grid(found: Retention, shown: Sequence[Measure]) -> Grid:
    """The movements as values, the rates as formulas on them."""
    say, moves = found.ctx.say, [period.movement for period in found.periods]
    parts = ("opening", "expansion", "contraction", "churn")
    columns = [
        Data(name, say(f"retention.sheet.{name}"), tuple(getattr(m, name) for m in moves), "#,##0")
        for name in parts
    ]
    columns += [
        Data(name, say(f"retention.sheet.{name}"), tuple(getattr(m, name) for m in moves), "0")
        for name in ("accounts", "lost")
    ]
    formulas = {
        "nrr": "100*SUM({opening}{r}:{churn}{r})/{opening}{r}",
        "grr": "100*({opening}{r}+{contraction}{r}+{churn}{r})/{opening}{r}",
        "logos": "100*({accounts}{r}-{lost}{r})/{accounts}{r}",
    }
    for each in shown:
        filled = tuple("" if value is None else formulas[each.key] for value in each.values)
        name = say(f"retention.measure.{each.key}")
        columns.append(Data(each.key, name, each.values, "0.0", formulas=filled))
    labels = [period.label for period in found.periods]
    keys = tuple(period.key for period in found.periods)
    return Grid(keys, _fitted(labels), tuple(columns), label_head=say("retention.sheet.period"))


def _fitted(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels under the axis; where they would meet, the last digits of each only, or of every other."""
    size, room = 10 if len(labels) <= 6 else 9, _PLOT.w // len(labels) - 12_700
    if all(width(text, size) <= room for text in labels):
        return tuple(labels)
    brief = [f"’{text[-2:]}" if text[-2:].isdigit() else shorten(text, size, room) for text in labels]
    each = -(-max(width(text, size) for text in brief) // room)
    return tuple(text if (len(brief) - 1 - i) % each == 0 else "" for i, text in enumerate(brief))


def _series(each: Measure, found: Retention, sides: Mapping[int, Side]) -> Series:
    """A line whose newest point is filled; its value stands beside the name, the others' at the points."""
    points = [
        Point(found.periods[i].key, None, Labels("value", side, "0.0", _LABEL, color=each.words))
        for i, side in sides.items()
    ]
    points.append(Point(found.periods[_newest(each)].key, each.line))
    return Series(
        each.key,
        each.key,
        line=Line(each.line, 2.25),
        marker=Marker("circle", 7, "paper", Line(each.line, 1.75)),
        labels=Labels("none"),
        points=tuple(points),
    )


def _newest(each: Measure) -> int:
    return max(i for i, value in enumerate(each.values) if value is not None)


def _labelled(each: Measure) -> list[int]:
    """The periods whose value is written: all where there are few, else first, last, lowest and highest."""
    known = [(value, i) for i, value in enumerate(each.values) if value is not None]
    if len(each.values) <= _MOST_LABELLED:
        return [i for _, i in known]
    return sorted({known[0][1], known[-1][1], min(known)[1], max(known)[1]})


def _sides(found: Retention, shown: Sequence[Measure], scale: Scale) -> dict[tuple[int, int], Side]:
    """Where the values stand that have a label at their point; the newest stand beside the ends."""
    count = len(found.periods)
    lines = [
        [None if v is None else (_x(i, count), _y(v, scale)) for i, v in enumerate(each.values)]
        for each in shown
    ]
    texts = {
        (n, i): found.ctx.say.number(each.values[i] or 0.0, 1)
        for n, each in enumerate(shown)
        for i in _labelled(each)
        if i != _newest(each)
    }
    return place_labels(lines, texts, _LABEL, [box for box, _ in _end_boxes(found, shown, scale)])


def _x(place: int, count: int) -> int:
    return _PLOT.x + round((place + 0.5) * _PLOT.w / count)


def _y(value: float, scale: Scale) -> int:
    return _PLOT.y + round((scale[1] - value) / (scale[1] - scale[0]) * _PLOT.h)


# ------------------------------------------------------------------ words beside the ends, large figures


def _ends(view: str, found: Retention, shown: Sequence[Measure], scale: Scale) -> Group:
    """Name and newest value of each line beside its end."""
    group = f"{view}/lines_marks"
    out = []
    for each, (box, words) in zip(shown, _end_boxes(found, shown, scale), strict=True):
        paras = tuple(Para((Run(text, _END, True, each.words),)) for text in words)
        # on paper, so that the line at 100 does not strike them out
        fill = "paper" if _newest(each) == len(found.periods) - 1 else None
        out.append(Shape(f"{group}/{each.key}", box, "rect", fill, paras=paras))
    return Group(group, tuple(out), f"{view}/lines", found.ctx.say("retention.ends"))


def _end_boxes(found: Retention, shown: Sequence[Measure], scale: Scale) -> list[tuple[Box, tuple[str, str]]]:
    """Where each line's name and newest value stand: level with its end, or moved apart."""
    say, tall = found.ctx.say, 2 * line_height(_END)
    ends = [each.values[_newest(each)] or 0.0 for each in shown]
    order = sorted(range(len(shown)), key=lambda n: -ends[n])
    tops: list[int] = []
    for n in order:
        tops.append(max(_y(ends[n], scale) - tall // 2, tops[-1] + tall if tops else _PLOT.y))
    foot = _PLOT.y + _PLOT.h
    for i in reversed(range(len(tops))):
        tops[i] = min(tops[i], foot - tall)
        foot = tops[i]
    out = []
    for n, each in enumerate(shown):
        words = (say(f"retention.measure.{each.key}"), say.percent(ends[n] / 100, 1))
        room = max(width(text, _END, True) for text in words) + 25_400
        x = _x(_newest(each), len(found.periods)) + round(0.11 * EMU)
        out.append((Box(x, tops[order.index(n)], room, tall), words))
    return out


def _figures(view: str, found: Retention, shown: Sequence[Measure]) -> tuple[Element, ...]:
    """One period: each measure as a large figure with what it means."""
    say = found.ctx.say
    out: list[Element] = []
    y = PANEL.y + round(0.45 * EMU)
    for each in shown:
        name = say(f"retention.measure.{each.key}")
        meaning = clip(say(f"retention.meaning.{each.key}"), 11, PANEL.w, 2)
        value = say.percent((each.values[-1] or 0.0) / 100, 1)
        paras = (
            Para((Run(value, 32, True, each.words), Run(f"  {name}", 12, True, "ink"))),
            Para((Run(meaning, 11, None, "muted"),)),
        )
        box = Box(PANEL.x, y, PANEL.w, line_height(32) + 2 * line_height(11))
        out.append(Text(f"{view}/figure:{each.key}", paras, box))
        y += round(1.35 * EMU)
    return tuple(out)
