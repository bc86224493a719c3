"""Charts: grid lines, then the data as matplotlib's own artists, then axes and labels."""

from __future__ import annotations

from kamdeck.deck.spec import Axis, Chart, Plot
from kamdeck.pictures.canvas import Canvas
from kamdeck.pictures.chart_axes import draw_axis_lines, draw_category_labels, draw_grid, draw_value_labels
from kamdeck.pictures.chart_data import draw_bars, draw_bubbles, draw_lines, draw_rings
from kamdeck.pictures.chart_frame import XY_KINDS, Frame, Values, frame_of, values_of
from kamdeck.pictures.chart_labels import draw_labels
from kamdeck.record import replace


def draw_chart(canvas: Canvas, chart: Chart, lang: str) -> None:
    """The whole chart; one matplotlib area for each pair of axes, one for each ring."""
    values = values_of(chart)
    frames: list[tuple[list[Plot], Frame, bool]] = []
    for is_secondary in (False, True):
        plots = [p for p in chart.plots if p.is_secondary == is_secondary and p.kind != "doughnut"]
        if plots and values.count:
            frames.append((plots, frame_of(chart, plots, values, is_secondary=is_secondary), is_secondary))
    for plots, frame, is_secondary in frames:
        draw_grid(canvas, frame, chart.x, _y(chart, is_secondary), is_xy=plots[0].kind in XY_KINDS)
    for plots, frame, _ in frames:
        for plot in plots:
            _plot(canvas, chart.key, plot, frame, values)
    for plot in chart.plots:
        if plot.kind == "doughnut":
            draw_rings(canvas, chart, plot, values)
    for plots, frame, is_secondary in frames:
        _axes(canvas, chart, plots, frame, values, lang, is_secondary)
    for plot in chart.plots:
        frame_here = next((f for plots, f, _ in frames if plot in plots), None)
        draw_labels(canvas, chart, plot, frame_here, values, lang)


def _y(chart: Chart, is_secondary: bool) -> Axis:
    return (chart.y2 or Axis()) if is_secondary else chart.y


def _plot(canvas: Canvas, key: str, plot: Plot, frame: Frame, values: Values) -> None:
    axes = canvas.axes(key, frame.box)
    across, up = (frame.y, frame.x) if frame.is_flat else (frame.x, frame.y)
    axes.set_xlim(*across.ends)
    axes.set_ylim(*up.ends)
    if plot.kind in ("column", "bar"):
        draw_bars(canvas, axes, plot, values)
    elif plot.kind == "bubble":
        draw_bubbles(canvas, axes, plot, frame, values)
    else:
        draw_lines(canvas, axes, plot, frame, values)


def _axes(
    canvas: Canvas, chart: Chart, plots: list[Plot], frame: Frame, values: Values, lang: str, is_second: bool
) -> None:
    """Axis lines and tick labels; the category axis of a second pair is never seen."""
    is_xy = plots[0].kind in XY_KINDS
    x = replace(chart.x, is_visible=False) if is_second else chart.x
    y = _y(chart, is_second)
    is_far = is_second != chart.x.is_reversed
    bounds = chart.box
    draw_axis_lines(canvas, frame, x, y, is_xy=is_xy, is_far=is_far)
    if y.is_visible and y.has_labels:
        draw_value_labels(
            canvas, frame, y, lang, bounds, is_far=is_far, is_across=frame.is_flat, other=frame.x
        )
    if not x.is_visible or not x.has_labels:
        return
    if is_xy:
        draw_value_labels(canvas, frame, x, lang, bounds, is_far=False, is_across=True, other=frame.y)
    else:
        draw_category_labels(canvas, frame, x, values, bounds)
