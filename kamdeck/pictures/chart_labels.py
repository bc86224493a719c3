"""Data labels of charts: words or numbers beside, on or in the points."""

from __future__ import annotations

from math import cos, radians, sin

from kamdeck.deck.spec import Box, Chart, Labels, Para, Plot, Run, Series
from kamdeck.pictures.canvas import Canvas
from kamdeck.pictures.chart_data import (
    bar_places,
    bubble_width,
    largest_size,
    ring_radii,
    wedges,
)
from kamdeck.pictures.chart_frame import XY_KINDS, Frame, Values, plot_box, stacked
from kamdeck.pictures.numbers import formatted
from kamdeck.pictures.texts import block_height, draw_lines
from kamdeck.pictures.words import Look, lines_of

GAP = 40_000  # EMU between a point and its label
_ROOM = 3_000_000  # EMU: labels are not broken


def draw_labels(
    canvas: Canvas, chart: Chart, plot: Plot, frame: Frame | None, values: Values, lang: str
) -> None:
    """All labels of a plot."""
    piles = stacked(plot, values)
    for index, series in enumerate(plot.series):
        own = {point.key: point.labels for point in series.points if point.labels is not None}
        if series.labels is None and not own:
            continue
        spots = _spots(chart, plot, index, piles[index], frame, values)
        first, _ = values.span(series)
        for i, spot in enumerate(spots):
            labels = own.get(values.keys[first + i], series.labels)
            if spot is None or labels is None:
                continue
            paras = _paras(labels, series, first + i, values, lang)
            if paras:
                _place(canvas, chart.key, paras, labels, spot, plot)


def _spots(
    chart: Chart, plot: Plot, index: int, row: list[tuple[float, float] | None], frame: Frame | None,
    values: Values,
) -> list[Box | None]:  # fmt: skip
    """The box that each point takes on the slide, in EMU: the bar, the marker, the bubble."""
    series = plot.series[index]
    if plot.kind == "doughnut":
        return _ring_spots(chart, plot, index, values)
    assert frame is not None
    out: list[Box | None] = []
    xs = values.of(series.x or "", series) if plot.kind in XY_KINDS else tuple(map(float, range(len(row))))
    sizes = values.of(series.size or "", series) if plot.kind == "bubble" else ()
    largest = largest_size(plot, values) if plot.kind == "bubble" else 0.0
    width, starts = bar_places(plot)
    for i, pair in enumerate(row):
        x = xs[i] if i < len(xs) else None
        if pair is None or x is None:
            out.append(None)
        elif plot.kind in ("column", "bar"):
            foot, height = pair
            out.append(
                _box(frame.at(x + starts[index], foot), frame.at(x + starts[index] + width, foot + height))
            )
        else:
            px, py = frame.at(x, sum(pair))
            half = 0.0
            if plot.kind == "bubble":
                half = bubble_width(sizes[i] or 0.0, largest, frame.box) / 2
            elif series.marker is not None:
                half = series.marker.size * 12_700 / 2
            out.append(_box((px - half, py - half), (px + half, py + half)))
    return out


def _box(one: tuple[float, float], other: tuple[float, float]) -> Box:
    """The rectangle between two corners; a bar that points down or left has a negative side."""
    return Box(round(one[0]), round(one[1]), round(other[0] - one[0]), round(other[1] - one[1]))


def _ring_spots(chart: Chart, plot: Plot, index: int, values: Values) -> list[Box | None]:
    box = plot_box(chart)
    radius = min(box.w, box.h) / 2
    inner, outer = ring_radii(plot, index)
    out: list[Box | None] = []
    for _, first, last in wedges(plot, plot.series[index], values):
        angle, reach = radians((first + last) / 2), radius * (inner + outer) / 2
        x = box.x + box.w / 2 + reach * sin(angle)
        y = box.y + box.h / 2 - reach * cos(angle)
        out.append(Box(round(x), round(y), 0, 0) if last > first else None)
    return out


def _paras(labels: Labels, series: Series, row: int, values: Values, lang: str) -> tuple[Para, ...]:
    """What a label says, each run with its format."""
    if labels.paras:
        return labels.paras
    if labels.show == "none":
        return ()
    if labels.show == "category":
        text = values.labels[row]
    elif labels.show == "series":
        text = values.heads.get(series.values, "")
    else:
        value = values.columns[series.values][row]
        code = labels.format or values.formats.get(series.values, "General")
        text = "" if value is None else formatted(value, code, lang)
    return (Para((Run(text),)),) if text.strip() else ()


def _place(canvas: Canvas, key: str, paras: tuple[Para, ...], labels: Labels, spot: Box, plot: Plot) -> None:
    """Write a label at its place beside, on or in the point's box."""
    base = Look(labels.size, labels.bold, False, labels.color)
    lines = lines_of(paras, _ROOM, wraps=False, base=base, align="ctr")
    wide = max(sum(piece.width for piece in line.pieces) for line in lines)
    lines = lines_of(paras, wide, wraps=False, base=base, align="ctr")
    high = block_height(lines)
    x, y = _corner(labels.position or _default(plot), spot, wide, high, plot.kind == "bar")
    draw_lines(canvas, lines, Box(round(x), round(y), wide, high), "t")


def _default(plot: Plot) -> str:
    """Where labels stand when nobody says."""
    if plot.kind in ("column", "bar"):
        return "outEnd" if plot.grouping == "clustered" else "ctr"
    return "ctr" if plot.kind == "doughnut" else "r"


def _corner(position: str, spot: Box, wide: int, high: int, is_flat: bool) -> tuple[float, float]:
    """The upper left corner of a label of some size."""
    left, right = sorted((spot.x, spot.x + spot.w))
    top, foot = sorted((spot.y, spot.y + spot.h))
    cx, cy = (left + right - wide) / 2, (top + foot - high) / 2
    if position in ("t", "b", "l", "r"):
        return {
            "t": (cx, top - GAP - high),
            "b": (cx, foot + GAP),
            "l": (left - GAP - wide, cy),
            "r": (right + GAP, cy),
        }[position]
    if position == "ctr":
        return cx, cy
    is_far = position == "outEnd"
    at_end = position in ("outEnd", "inEnd")
    if is_flat:
        is_right = (spot.w >= 0) == at_end
        edge = right if is_right else left
        return (edge + GAP if is_right == is_far else edge - GAP - wide), cy
    is_up = (spot.h <= 0) == at_end
    edge = top if is_up else foot
    return cx, (edge - GAP - high if is_up == is_far else edge + GAP)
