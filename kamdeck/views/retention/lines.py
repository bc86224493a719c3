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
    Plot,
    Point,
    Series,
    Shape,
    Text,
)
from kamdeck.figures.retention import Period, Retention
from kamdeck.layout.charts import inner_of, widened
from kamdeck.layout.grid import Style
from kamdeck.layout.labels import Side, place_labels
from kamdeck.layout.marks import foot_note
from kamdeck.layout.status import panel_head
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.text.measure import clip, line_height, shorten, width

_LABEL, _END = 10.0, 11.0
_MOST_LABELLED = 6  # periods; with more, first, last, lowest and highest bear labels
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@record
class Measure:
    """One line: its key, colours of line and words, and its value per period in percent (None = unknown)."""

    key: str
    line: str
    words: str
    values: tuple[float | None, ...]


def measures(periods: Sequence[Period], target: float | None = None) -> tuple[Measure, ...]:
    """Net and gross revenue retention and retention of accounts; a measure without any value is left out. The
    net one bears the color of risk where it misses its target, or without one keeps less than there was."""
    moves = [period.movement for period in periods]
    least = 1.0 if target is None else target
    is_met = not moves or moves[-1].nrr is None or moves[-1].nrr >= least - 1e-9
    color = "accent" if is_met else "risk"
    found = (
        Measure("nrr", color, color, tuple(_percent(m.nrr) for m in moves)),
        Measure("grr", "tier_a", "ink", tuple(_percent(m.grr) for m in moves)),
        Measure("logos", "tier_b", "tier_b", tuple(_percent(m.logo_retention) for m in moves)),
    )
    return tuple(each for each in found if any(value is not None for value in each.values))


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100


@record
class Field:
    """Where the lines are drawn: their plot, the number of periods, and the value axis (in percent)."""

    plot: Box
    count: int
    least: float
    most: float
    step: float

    def x(self, place: int) -> int:
        """Where a period stands on the slide."""
        return self.plot.x + round((place + 0.5) * self.plot.w / self.count)

    def y(self, value: float) -> int:
        """Where a value stands on the slide."""
        return self.plot.y + round((self.most - value) / (self.most - self.least) * self.plot.h)


def make_lines(view: str, found: Retention, panel: Box, alt: str) -> tuple[Element, ...]:
    """A panel: head, lines with their labels, and what the measures mean."""
    say, shown, count = (
        found.ctx.say,
        measures(found.periods, found.ctx.book.settings.nrr_target),
        len(found.periods),
    )
    words = say("retention.by_period"), say("retention.percent")
    head = panel_head(f"{view}/lines", *words, panel.x, panel.y, panel.w)
    if count == 1 or not shown:
        return (*head, *_figures(view, found, shown, panel))
    plot = widened(panel, *(round(-inch * EMU) for inch in (0.40, 0.54, 0.73, 0.70)))
    field = Field(plot, count, *_scale([v for each in shown for v in each.values if v is not None]))
    ends = _ends(say, shown, field)
    boxes = [box for box, _ in ends]
    return (
        *head,
        _chart(view, found, shown, field, boxes, alt),
        _names(view, found, shown, ends),
        foot_note(f"{view}/lines_note", say("retention.definition"), panel),
    )


# ------------------------------------------------------------------ chart


def _scale(values: Sequence[float]) -> tuple[float, float, float]:
    """Least, most and step of the value axis: round numbers around the data, 100 among them."""
    low, high = min(*values, 100.0), max(*values, 100.0)
    step = next((s for s in _STEPS if (high - low) / s <= 5.5), 1000)
    least = floor((low - 0.25 * step) / step) * step
    most = ceil((high + 0.25 * step) / step) * step
    return max(0.0, least) if low >= 0 else least, most, step


def _chart(
    view: str, found: Retention, shown: Sequence[Measure], field: Field, taken: Sequence[Box], alt: str
) -> Chart:
    sides = _sides(found, shown, field, taken)
    series = tuple(
        _series(each, found, {i: side for (line, i), side in sides.items() if line == n})
        for n, each in enumerate(shown)
    )
    box = widened(field.plot, *(round(inch * EMU) for inch in (0.40, 0.12, 0.73, 0.42)))
    return Chart(
        f"{view}/lines",
        box,
        _grid(found, shown, field),
        (Plot("line", series, "standard"),),
        x=Axis(crosses_at=100, line=Line("muted", 1.0), size=10 if field.count <= 6 else 9),
        y=Axis(field.least, field.most, field.step, "0", grid=Line("grid", 0.75)),
        inner=inner_of(box, field.plot),
        alt=alt,
    )


def _grid(found: Retention, shown: Sequence[Measure], field: Field) -> Grid:
    """The movements as values, the rates as formulas on them."""
    say, moves = found.ctx.say, [period.movement for period in found.periods]
    formats = dict.fromkeys(("opening", "expansion", "contraction", "churn"), "#,##0")
    formats |= dict.fromkeys(("accounts", "lost"), "0")
    columns = [
        Data(name, say(f"retention.sheet.{name}"), tuple(getattr(m, name) for m in moves), form)
        for name, form in formats.items()
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
    return Grid(keys, _fitted(labels, field.plot.w), tuple(columns), label_head=say("retention.sheet.period"))


def _fitted(labels: Sequence[str], wide: int) -> tuple[str, ...]:
    """The labels under the axis; where they would meet, the last digits of each only, or of every other."""
    size, room = 10 if len(labels) <= 6 else 9, wide // len(labels) - 12_700
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


def _sides(
    found: Retention, shown: Sequence[Measure], field: Field, taken: Sequence[Box]
) -> dict[tuple[int, int], Side]:
    """Where the values stand that have a label at their point; the newest stand beside the ends."""
    lines = [
        [None if v is None else (field.x(i), field.y(v)) for i, v in enumerate(each.values)] for each in shown
    ]
    texts = {
        (n, i): found.ctx.say.number(each.values[i] or 0.0, 1)
        for n, each in enumerate(shown)
        for i in _labelled(each)
        if i != _newest(each)
    }
    return place_labels(lines, texts, _LABEL, taken)


# ------------------------------------------------------------------ words beside the ends, large figures


def _names(
    view: str, found: Retention, shown: Sequence[Measure], ends: Sequence[tuple[Box, tuple[str, str]]]
) -> Group:
    """Name and newest value of each line beside its end."""
    group, out = f"{view}/lines_marks", []
    for each, (box, words) in zip(shown, ends, strict=True):
        paras = tuple(Style(_END, True, each.words).para(text) for text in words)
        # on paper, so that the line at 100 does not strike them out
        fill = "paper" if _newest(each) == len(found.periods) - 1 else None
        out.append(Shape(f"{group}/{each.key}", box, "rect", fill, paras=paras))
    return Group(group, tuple(out), f"{view}/lines", found.ctx.say("retention.ends"))


def _ends(say: Say, shown: Sequence[Measure], field: Field) -> list[tuple[Box, tuple[str, str]]]:
    """Where each line's name and newest value stand: level with its end, or moved apart."""
    tall, values = 2 * line_height(_END), [each.values[_newest(each)] or 0.0 for each in shown]
    order = sorted(range(len(shown)), key=lambda n: -values[n])
    tops: list[int] = []
    for n in order:
        tops.append(max(field.y(values[n]) - tall // 2, tops[-1] + tall if tops else field.plot.y))
    foot = field.plot.y + field.plot.h
    for i in reversed(range(len(tops))):
        foot = tops[i] = min(tops[i], foot - tall)
    out = []
    for n, each in enumerate(shown):
        words = (say(f"retention.measure.{each.key}"), say.percent(values[n] / 100, 1))
        room = max(width(text, _END, True) for text in words) + 25_400
        x = field.x(_newest(each)) + round(0.11 * EMU)
        out.append((Box(x, tops[order.index(n)], room, tall), words))
    return out


def _figures(view: str, found: Retention, shown: Sequence[Measure], panel: Box) -> tuple[Element, ...]:
    """One period: each measure as a large figure with what it means."""
    say, out, above = found.ctx.say, list[Element](), round(0.45 * EMU)
    pitch = min(round(1.35 * EMU), (panel.h - above) // max(1, len(shown)))
    size, lines = (32.0, 2) if pitch >= round(0.95 * EMU) else (20.0, 1)
    for i, each in enumerate(shown):
        name, value = say(f"retention.measure.{each.key}"), say.percent((each.values[-1] or 0.0) / 100, 1)
        meaning = clip(say(f"retention.meaning.{each.key}"), 11, panel.w, lines)
        paras = (
            Style(size, True, each.words).para(value, Style(12, True).run(f"  {name}")),
            Style(11, color="muted").para(meaning),
        )
        high = line_height(size) + lines * line_height(11)
        box = Box(panel.x, panel.y + above + i * pitch, panel.w, high)
        out.append(Text(f"{view}/figure:{each.key}", paras, box))
    return tuple(out)
