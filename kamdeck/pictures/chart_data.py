"""The data of charts as matplotlib's artists: bars, lines, markers, bubbles and wedges.

Each artist's gid is its series' key; a bar's or wedge's is followed by a slash and the point's key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Wedge
from matplotlib.path import Path

from kamdeck.deck.spec import Box, Chart, Line, Marker, Plot, Point, Series
from kamdeck.pictures.canvas import Canvas
from kamdeck.pictures.chart_frame import XY_KINDS, Frame, Values, plot_box, stacked

LARGEST_BUBBLE = 0.25  # of the plot area's shorter side, as programs draw a scale of 100
_SYMBOLS: dict[str, Any] = {"circle": "o", "square": "s", "triangle": "^", "diamond": "D"}
_DASH = Path([(-0.5, -0.14), (0.5, -0.14), (0.5, 0.14), (-0.5, 0.14), (-0.5, -0.14)], closed=True)
_DIAMOND = 0.5**0.5  # matplotlib's diamond is that much larger than its size


def draw_bars(canvas: Canvas, axes: Axes, plot: Plot, values: Values) -> None:
    """Columns or bars, side by side or stacked."""
    piles = stacked(plot, values)
    width, starts = bar_places(plot)
    for series, row, start in zip(plot.series, piles, starts, strict=True):
        fills = fills_of(series)
        keys = values.keys[slice(*values.span(series))]
        shown = [(i, pair) for i, pair in enumerate(row) if pair is not None]
        if not shown:
            continue
        places = [i + start + width / 2 for i, _ in shown]
        feet, heights = [pair[0] for _, pair in shown], [pair[1] for _, pair in shown]
        colors = [_color(canvas, fills.get(keys[i], series.fill)) for i, _ in shown]
        style = _edge(canvas, series.line)
        if plot.kind == "bar":
            bars = axes.barh(places, heights, width, left=feet, color=colors, **style)
        else:
            bars = axes.bar(places, heights, width, bottom=feet, color=colors, **style)
        for patch, (i, _) in zip(bars.patches, shown, strict=True):
            patch.set_gid(f"{series.key}/{keys[i]}")


def bar_places(plot: Plot) -> tuple[float, list[float]]:
    """The width of a bar, and where the bars of each series start, in categories from its middle."""
    count = 1 if plot.grouping in ("stacked", "percentStacked") else max(len(plot.series), 1)
    overlap = plot.overlap / 100 if count > 1 else 0.0
    cluster = count - (count - 1) * overlap
    width = 1 / (cluster + plot.gap / 100)
    starts = [-cluster * width / 2 + i * width * (1 - overlap) for i in range(count)]
    return width, starts if count > 1 else starts * len(plot.series)


def draw_lines(canvas: Canvas, axes: Axes, plot: Plot, frame: Frame, values: Values) -> None:
    """Lines and their markers, over categories or over x values."""
    is_xy = plot.kind in XY_KINDS
    for series, row in zip(plot.series, stacked(plot, values), strict=True):
        ys = [float("nan") if pair is None else sum(pair) for pair in row]
        xs = _numbers(values.of(series.x or "", series)) if is_xy else [float(i) for i in range(len(ys))]
        ys = ys[: len(xs)]
        is_inside = all(not frame.y.low > y and not frame.y.high < y for y in ys)
        line = Line2D(xs, ys, clip_on=not is_inside, **_course(canvas, series.line))
        line.set_gid(series.key)
        axes.add_line(line)
        _markers(canvas, axes, series, xs, ys, values)
        if series.trend is not None:
            _trend(canvas, axes, series, xs, ys, series.trend, is_xy)


def _markers(
    canvas: Canvas, axes: Axes, series: Series, xs: Sequence[float], ys: Sequence[float], values: Values
) -> None:
    """The markers: the series' own, and those of points that have a fill."""
    fills = fills_of(series)
    keys = values.keys[slice(*values.span(series))]
    marker = series.marker or Marker()
    shown = [
        (x, y, fills.get(key, marker.fill))
        for key, x, y in zip(keys, xs, ys, strict=False)
        if (series.marker is not None or key in fills) and x == x and y == y
    ]
    if not shown:
        return
    size = marker.size * (_DIAMOND if marker.symbol == "diamond" else 1.0)
    edge = _edge(canvas, marker.line)
    dots = axes.scatter(
        [x for x, _, _ in shown],
        [y for _, y, _ in shown],
        s=size**2,
        marker=_SYMBOLS.get(marker.symbol, _DASH),
        facecolors=[_color(canvas, fill) for _, _, fill in shown],
        edgecolors=edge["edgecolor"],
        linewidths=edge["linewidth"],
        clip_on=False,
        zorder=3,
    )
    dots.set_gid(series.key)


def _trend(
    canvas: Canvas,
    axes: Axes,
    series: Series,
    xs: Sequence[float],
    ys: Sequence[float],
    line: Line,
    is_xy: bool,
) -> None:
    """The straight line of least squares, half a category beyond both ends."""
    points = [(x, y) for x, y in zip(xs, ys, strict=True) if x == x and y == y]
    if len(points) < 2:
        return
    mx, my = (sum(p[i] for p in points) / len(points) for i in (0, 1))
    spread = sum((x - mx) ** 2 for x, _ in points)
    slope = sum((x - mx) * (y - my) for x, y in points) / spread if spread else 0.0
    reach = 0.0 if is_xy else 0.5
    ends = [min(x for x, _ in points) - reach, max(x for x, _ in points) + reach]
    trend = Line2D(ends, [my + slope * (x - mx) for x in ends], **_course(canvas, line))
    trend.set_gid(f"{series.key}/trend")
    axes.add_line(trend)


def draw_bubbles(canvas: Canvas, axes: Axes, plot: Plot, frame: Frame, values: Values) -> None:
    """Bubbles whose areas are their sizes."""
    largest = largest_size(plot, values)
    for series in plot.series:
        fills = fills_of(series)
        keys = values.keys[slice(*values.span(series))]
        columns = [values.of(c or "", series) for c in (series.x, series.values, series.size)]
        shown = [
            (x, y, bubble_width(size, largest, frame.box) / 12_700, fills.get(key, series.fill))
            for key, x, y, size in zip(keys, *columns, strict=True)
            if x is not None and y is not None and size is not None and size > 0
        ]
        edge = _edge(canvas, series.line)
        dots = axes.scatter(
            [row[0] for row in shown],
            [row[1] for row in shown],
            s=[row[2] ** 2 for row in shown],
            facecolors=[_color(canvas, row[3]) for row in shown],
            edgecolors=edge["edgecolor"],
            linewidths=edge["linewidth"],
            clip_on=True,
        )
        dots.set_gid(series.key)


def largest_size(plot: Plot, values: Values) -> float:
    """The size that the largest bubble of a plot stands for."""
    sizes = [v for s in plot.series for v in values.of(s.size or "", s) if v is not None]
    return max([*sizes, 0.0])


def bubble_width(size: float, largest: float, box: Box) -> float:
    """The diameter of a bubble, EMU."""
    return float(min(box.w, box.h) * LARGEST_BUBBLE * sqrt(max(size, 0.0) / (largest or 1.0)))


def draw_rings(canvas: Canvas, chart: Chart, plot: Plot, values: Values) -> None:
    """A doughnut: one ring for each series, the first one inside."""
    box = plot_box(chart)
    side = min(box.w, box.h)
    square = Box(box.x + (box.w - side) // 2, box.y + (box.h - side) // 2, side, side)
    axes = canvas.axes(chart.key, square)
    axes.set_xlim(-1, 1)
    axes.set_ylim(-1, 1)
    for index, series in enumerate(plot.series):
        inner, outer = ring_radii(plot, index)
        fills = fills_of(series)
        for key, first, last in wedges(plot, series, values):
            style = _edge(canvas, series.line)
            wedge = Wedge(
                (0, 0),
                outer,
                90 - last,
                90 - first,
                width=outer - inner,
                facecolor=_color(canvas, fills.get(key, series.fill)),
                **style,
            )
            wedge.set_gid(f"{series.key}/{key}")
            axes.add_patch(wedge)


def ring_radii(plot: Plot, index: int) -> tuple[float, float]:
    """Inner and outer radius of a series' ring, as shares of the whole."""
    hole = min(max(plot.hole, 0), 90) / 100
    thick = (1 - hole) / max(len(plot.series), 1)
    return hole + index * thick, hole + (index + 1) * thick


def wedges(plot: Plot, series: Series, values: Values) -> list[tuple[str, float, float]]:
    """Key and both angles of each wedge, in degrees clockwise from the top."""
    row = [max(v or 0.0, 0.0) for v in values.of(series.values, series)]
    keys = values.keys[slice(*values.span(series))]
    whole, at = sum(row) or 1.0, float(plot.first_angle)
    out = []
    for key, value in zip(keys, row, strict=True):
        turn = value / whole * 360
        out.append((key, at, at + turn))
        at += turn
    return out


# ------------------------------------------------------------------ styles


def fills_of(series: Series) -> Mapping[str, str]:
    """The fills of special points by key; "none" draws none."""
    points: Sequence[Point] = series.points
    return {point.key: point.fill for point in points if point.fill is not None}


def _color(canvas: Canvas, fill: str | None) -> str:
    return "none" if fill is None or fill == "none" else canvas.color(fill)


def _edge(canvas: Canvas, line: Line | None) -> dict[str, Any]:
    if line is None:
        return {"edgecolor": "none", "linewidth": 0.0}
    return {"edgecolor": canvas.color(line.color), "linewidth": line.width}


def _course(canvas: Canvas, line: Line | None) -> dict[str, Any]:
    if line is None:
        return {"linestyle": "none", "marker": "none"}
    return {
        "color": canvas.color(line.color),
        "linewidth": line.width,
        "linestyle": canvas.dashes(line),
        "solid_capstyle": "round",
        "dash_capstyle": "butt",
        "solid_joinstyle": "round",
        "marker": "none",
    }


def _numbers(row: Sequence[float | None]) -> list[float]:
    return [float("nan") if v is None else v for v in row]
