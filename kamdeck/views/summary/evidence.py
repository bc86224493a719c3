"""The small charts beside the findings, with the words over, under and beside them."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

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
from kamdeck.layout.rail import label
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.summary.findings import Evidence, Part

LEFT, WIDE, HIGH = round(8.79 * EMU), round(2.45 * EMU), round(0.74 * EMU)
_PITCH, _FILLED = round(0.835 * EMU), 0.63  # of a column's pitch, the column itself
_VALUE, _NAME = 10.0, 9.0
_GAP = round(0.08 * EMU)
_LINE = round(1.57 * EMU)
_DOT = round(0.085 * EMU)
_Drawn = Text | Shape


def draw_evidence(key: str, evidence: Evidence, top: int) -> tuple[Element, ...]:
    """The chart and its words, in a band of 0.74 in from `top` on."""
    draw = {"columns": _columns, "bar": _bar, "line": _line}[evidence.kind]
    chart, words = draw(key, evidence, top)
    return chart, Group(f"{key}_words", tuple(words), follows=key, alt=evidence.alt)


def _y(top: int, inches: float) -> int:
    return top + round(inches * EMU)


def _column_key(part: Part) -> str:
    """The part's key, without the braces that a formula would take for a name."""
    return part.key.replace("{", "(").replace("}", ")")


# ------------------------------------------------------------------ columns


def _columns(key: str, evidence: Evidence, top: int) -> tuple[Chart, list[_Drawn]]:
    parts = evidence.parts
    pitch = min(_PITCH, round(1.09 * WIDE) // len(parts))
    bar = round(pitch * _FILLED)
    plot = Box(LEFT - (pitch - bar) // 2, _y(top, 0.26), pitch * len(parts), round(0.25 * EMU))
    grid = Grid(
        tuple(part.key for part in parts),
        tuple(part.name for part in parts),
        (Data("value", evidence.head, tuple(part.value for part in parts), evidence.format),),
    )
    points = tuple(Point(part.key, part.fill) for part in parts)
    series = Series("value", "value", fill=parts[0].fill, labels=Labels("none"), points=points)
    highest = max(part.value for part in parts)
    chart = Chart(
        key,
        plot,
        grid,
        (Plot("column", (series,), gap=round(100 / _FILLED - 100)),),
        x=Axis(is_visible=False),
        y=Axis(0, highest or 1, is_visible=False),
        inner=(0.0, 0.0, 1.0, 1.0),
        alt=evidence.alt,
    )
    words: list[_Drawn] = []
    for i, part in enumerate(parts):
        x, bold = plot.x + i * pitch, part.fill == "tier_a"
        high = round(plot.h * part.value / highest) if highest else 0
        size = _VALUE if width(part.text, _VALUE, bold) <= pitch else _NAME
        over = Box(x, plot.y + plot.h - high - line_height(size) - 6_350, pitch, line_height(size))
        under = Box(x, _y(top, 0.535), pitch, line_height(_NAME))
        group = f"{key}_words"
        words.append(
            label(
                f"{group}/value:{part.key}",
                part.text,
                over,
                size=size,
                bold=bold,
                color="ink",
                align="ctr",
            )
        )
        name = shorten(part.name, _NAME, pitch)
        words.append(label(f"{group}/name:{part.key}", name, under, size=_NAME, align="ctr"))
    return chart, words


# ------------------------------------------------------------------ bar


def _bar(key: str, evidence: Evidence, top: int) -> tuple[Chart, list[_Drawn]]:
    """One stacked bar; its values are written over it, since programs break labels in so flat a bar."""
    parts, box = evidence.parts, Box(LEFT, _y(top, 0.20), WIDE, round(0.23 * EMU))
    columns = [Data(_column_key(part), part.name, (part.value,), evidence.format) for part in parts]
    series = [
        Series(part.key, _column_key(part), fill=part.fill, line=Line("paper", 1.0), labels=Labels("none"))
        for part in parts
    ]
    chart = Chart(
        key,
        box,
        Grid(("all",), (evidence.head,), tuple(columns)),
        (Plot("bar", tuple(series), "percentStacked", gap=0, overlap=100),),
        x=Axis(is_visible=False),
        y=Axis(0, 1, is_visible=False),
        inner=(0.0, 0.0, 1.0, 1.0),
        alt=evidence.alt,
    )
    edges = _edges(parts, box)
    words: list[_Drawn] = []
    for part, (left, right) in zip(parts, edges, strict=True):
        place = Box(left, box.y, right - left, box.h)
        if width(part.text, _VALUE, True) < 0.97 * place.w:
            words.append(
                label(
                    f"{key}_words/value:{part.key}",
                    part.text,
                    place,
                    size=_VALUE,
                    bold=True,
                    color=part.ink,
                    align="ctr",
                )
            )
    for part, (x, name) in zip(parts, place_names(parts, edges), strict=True):
        under = Box(x, _y(top, 0.47), width(name, _NAME) + 12_700, line_height(_NAME))
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


def _line(key: str, evidence: Evidence, top: int) -> tuple[Chart, list[_Drawn]]:
    """A line with its first and last value; the axis does not start at zero, so both values are written."""
    parts = evidence.parts
    values = [part.value for part in parts]
    span = (max(values) - min(values)) or max(abs(values[0]), 1.0)
    low, high = min(values) - 0.2 * span, max(values) + 0.2 * span
    step = _LINE // (len(parts) - 1)
    plot = Box(LEFT - step // 2, _y(top, 0.17), step * len(parts), round(0.35 * EMU))
    grid = Grid(
        tuple(part.key for part in parts),
        tuple(part.name for part in parts),
        (Data("value", evidence.head, tuple(values), evidence.format),),
    )
    series = Series("value", "value", line=Line("tier_a", 2.0), labels=Labels("none"))
    chart = Chart(
        key,
        plot,
        grid,
        (Plot("line", (series,), "standard"),),
        x=Axis(is_visible=False),
        y=Axis(low, high, is_visible=False),
        inner=(0.0, 0.0, 1.0, 1.0),
        alt=evidence.alt,
    )
    first, last = parts[0], parts[-1]
    heights = [plot.y + round(plot.h * (high - value) / (high - low)) for value in values]
    end = LEFT + step * (len(parts) - 1)
    tall, group = line_height(_VALUE), f"{key}_words"
    beside = end + round(0.10 * EMU)
    wide = width(first.text, _VALUE) + 12_700
    crest = min(heights[: wide // step + 2])  # of the line as far as its first value is written over it
    over = Box(LEFT, crest - tall - round(0.045 * EMU), wide, tall)
    right = Box(beside, heights[-1] - tall // 2, width(last.text, _VALUE, True) + 12_700, tall)
    half = (end - LEFT) // 2
    under = Box(LEFT, _y(top, 0.545), half, line_height(_NAME))
    dot = Box(end - _DOT // 2, heights[-1] - _DOT // 2, _DOT, _DOT)
    return chart, [
        Shape(f"{group}/end", dot, "ellipse", "tier_a"),
        label(f"{group}/first", first.text, over, size=_VALUE, color="ink"),
        label(f"{group}/last", last.text, right, size=_VALUE, bold=True, color="ink"),
        label(f"{group}/from", first.name, under, size=_NAME),
        label(f"{group}/to", last.name, under.moved(half, 0), size=_NAME, align="r"),
    ]
