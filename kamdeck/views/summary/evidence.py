"""The small charts beside the findings, with the words over, under and beside them."""

from __future__ import annotations

from collections.abc import Sequence

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
    Plot,
    Point,
    Series,
    Shape,
    Text,
)
from kamdeck.layout.charts import column_key
from kamdeck.layout.marks import label
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.traced import fsum
from kamdeck.views.summary.findings import Evidence, Part

WIDE, HIGH = round(2.45 * EMU), round(0.74 * EMU)
_PITCH, _FILLED = round(0.835 * EMU), 0.63  # of a column's pitch, the column itself
_VALUE, _NAME = 10.0, 9.0
_GAP = round(0.08 * EMU)
_LINE = round(1.57 * EMU)
_DOT = round(0.085 * EMU)
_NOTHING = Labels("none")
Words = list[Text | Shape]


def draw_evidence(key: str, evidence: Evidence, place: Box) -> tuple[Element, ...]:
    """The chart and its words, in a band of 0.74 in around the middle of the place."""
    band = Box(place.x, place.y + (place.h - HIGH) // 2, min(WIDE, place.w - round(0.15 * EMU)), HIGH)
    chart, words = {"columns": _columns, "bar": _bar, "line": _line}[evidence.kind](key, evidence, band)
    return chart, Group(f"{key}_words", tuple(words), follows=key, alt=evidence.alt)


def _chart(key: str, evidence: Evidence, box: Box, grid: Grid, plot: Plot, low: float, high: float) -> Chart:
    """A chart that fills its box, without axes."""
    x, y = Axis(is_visible=False), Axis(low, high, is_visible=False)
    return Chart(key, box, grid, (plot,), x=x, y=y, inner=(0.0, 0.0, 1.0, 1.0), alt=evidence.alt)


def _values(evidence: Evidence) -> Grid:
    """A sheet with a row for each part."""
    parts = evidence.parts
    values = Data("value", evidence.head, tuple(part.value for part in parts), evidence.format)
    return Grid(tuple(part.key for part in parts), tuple(part.name for part in parts), (values,))


# ------------------------------------------------------------------ columns


def _columns(key: str, evidence: Evidence, band: Box) -> tuple[Chart, Words]:
    parts = evidence.parts
    pitch = min(_PITCH, round(1.09 * band.w) // len(parts))
    bar = round(pitch * _FILLED)
    top, tall = band.y + round(0.26 * EMU), round(0.25 * EMU)
    plot = Box(band.x - (pitch - bar) // 2, top, pitch * len(parts), tall)
    points = tuple(Point(part.key, part.fill) for part in parts)
    series = Series("value", "value", fill=parts[0].fill, labels=_NOTHING, points=points)
    highest = max(part.value for part in parts)
    drawn = Plot("column", (series,), gap=round(100 / _FILLED - 100))
    chart = _chart(key, evidence, plot, _values(evidence), drawn, 0, highest or 1)
    words: Words = []
    for i, part in enumerate(parts):
        x, bold = plot.x + i * pitch, part.fill == "tier_a"
        high = round(plot.h * part.value / highest) if highest else 0
        size = _VALUE if width(part.text, _VALUE, bold) <= pitch else _NAME
        over = Box(x, plot.y + plot.h - high - line_height(size) - 6_350, pitch, line_height(size))
        under = Box(x, band.y + round(0.535 * EMU), pitch, line_height(_NAME))
        named, group = shorten(part.name, _NAME, pitch), f"{key}_words"
        value = f"{group}/value:{part.key}"
        words.append(label(value, part.text, over, size=size, bold=bold, color="ink", align="ctr"))
        words.append(label(f"{group}/name:{part.key}", named, under, size=_NAME, align="ctr"))
    return chart, words


# ------------------------------------------------------------------ bar


def _bar(key: str, evidence: Evidence, band: Box) -> tuple[Chart, Words]:
    """One stacked bar; its values are written over it, since programs break labels in so flat a bar."""
    parts = evidence.parts
    box = Box(band.x, band.y + round(0.20 * EMU), band.w, round(0.23 * EMU))
    columns, series = [], []
    for part in parts:
        name = column_key(part.key)
        columns.append(Data(name, part.name, (part.value,), evidence.format))
        series.append(Series(part.key, name, fill=part.fill, line=Line("paper", 1.0), labels=_NOTHING))
    plot = Plot("bar", tuple(series), "percentStacked", gap=0, overlap=100)
    chart = _chart(key, evidence, box, Grid(("all",), (evidence.head,), tuple(columns)), plot, 0, 1)
    edges = _edges(parts, box)
    words: Words = []
    for part, (left, right) in zip(parts, edges, strict=True):
        place, value = Box(left, box.y, right - left, box.h), f"{key}_words/value:{part.key}"
        if width(part.text, _VALUE, True) < 0.97 * place.w:
            shown = label(value, part.text, place, size=_VALUE, bold=True, color=part.ink, align="ctr")
            words.append(shown)
    for part, (x, name) in zip(parts, place_names(parts, edges), strict=True):
        wide = width(name, _NAME) + 12_700
        under = Box(x, band.y + round(0.47 * EMU), wide, line_height(_NAME))
        words.append(label(f"{key}_words/name:{part.key}", name, under, size=_NAME))
    return chart, words


def _edges(parts: Sequence[Part], box: Box) -> list[tuple[int, int]]:
    """Left and right edge of each segment."""
    total, reached, out = fsum(part.value for part in parts), 0.0, []
    for part in parts:
        left = box.x + round(box.w * reached / total)
        reached += part.value
        out.append((left, box.x + round(box.w * reached / total)))
    return out


def place_names(parts: Sequence[Part], edges: Sequence[tuple[int, int]]) -> list[tuple[int, str]]:
    """The left edge and the text of each name under the bar: under its segment as far as there is room, never
    over another; too long ones are cut, the longest first."""
    left, right = edges[0][0], edges[-1][1]
    room = right - left - _GAP * (len(parts) - 1)
    names = [part.name for part in parts]
    while sum(wides := [width(name, _NAME) + 12_700 for name in names]) > room:
        longest = wides.index(max(wides))
        over = sum(wides) - room
        second = sorted(wides)[-2] if len(wides) > 1 else 0
        target = max(wides[longest] - over, min(second, wides[longest] - 25_400)) - 12_700
        names[longest] = shorten(parts[longest].name, _NAME, target)
    starts: list[int] = []
    for i, ((start, stop), wide) in enumerate(zip(edges, wides, strict=True)):
        last = i == len(parts) - 1
        x = start if i == 0 else stop - wide if last else (start + stop - wide) // 2
        starts.append(max(x, starts[-1] + wides[i - 1] + _GAP) if i else x)
    end = right
    for i in reversed(range(len(parts))):
        starts[i] = min(starts[i], end - wides[i])
        end = starts[i] - _GAP
    return list(zip(starts, names, strict=True))


# ------------------------------------------------------------------ line


def _line(key: str, evidence: Evidence, band: Box) -> tuple[Chart, Words]:
    """A line with its first and last value; the axis does not start at zero, so both values are written."""
    parts, x = evidence.parts, band.x
    values = [part.value for part in parts]
    span = (max(values) - min(values)) or max(abs(values[0]), 1.0)
    low, high = min(values) - 0.2 * span, max(values) + 0.2 * span
    step = _LINE // (len(parts) - 1)
    plot = Box(x - step // 2, band.y + round(0.17 * EMU), step * len(parts), round(0.35 * EMU))
    series = Series("value", "value", line=Line("tier_a", 2.0), labels=_NOTHING)
    chart = _chart(key, evidence, plot, _values(evidence), Plot("line", (series,), "standard"), low, high)
    first, last = parts[0], parts[-1]
    heights = [plot.y + round(plot.h * (high - value) / (high - low)) for value in values]
    end = x + step * (len(parts) - 1)
    tall, group = line_height(_VALUE), f"{key}_words"
    wide = width(first.text, _VALUE) + 12_700
    crest = min(heights[: wide // step + 2])  # of the line as far as its first value is written over it
    over = Box(x, crest - tall - round(0.045 * EMU), wide, tall)
    beside = Box(
        end + round(0.10 * EMU), heights[-1] - tall // 2, width(last.text, _VALUE, True) + 12_700, tall
    )
    half = (end - x) // 2
    under = Box(x, band.y + round(0.545 * EMU), half, line_height(_NAME))
    dot = Box(end - _DOT // 2, heights[-1] - _DOT // 2, _DOT, _DOT)
    return chart, [
        Shape(f"{group}/end", dot, "ellipse", "tier_a"),
        label(f"{group}/first", first.text, over, size=_VALUE, color="ink"),
        label(f"{group}/last", last.text, beside, size=_VALUE, bold=True, color="ink"),
        label(f"{group}/from", first.name, under, size=_NAME),
        label(f"{group}/to", last.name, under.moved(half, 0), size=_NAME, align="r"),
    ]
