"""Where a chart's values lie: ranges of its axes, and the plot area in EMU."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, isfinite, log10

from kamdeck.deck.spec import Axis, Box, Chart, Plot, Series
from kamdeck.record import record

XY_KINDS = ("scatter", "bubble")
_TICKS = 6  # about so many where the axis does not say
_MOST_TICKS = 200


@record
class Range:
    """What an axis spans, and the distance of its ticks."""

    low: float
    high: float
    step: float
    is_reversed: bool = False

    def share(self, value: float) -> float:
        """How far along the axis a value lies, from 0 to 1."""
        part = (value - self.low) / ((self.high - self.low) or 1.0)
        return 1 - part if self.is_reversed else part

    def ticks(self) -> Iterator[float]:
        """The values at which there are grid lines and labels."""
        count = min(floor((self.high - self.low) / self.step + 1e-6), _MOST_TICKS) if self.step > 0 else 0
        for i in range(count + 1):
            yield round(self.low + i * self.step, 10)

    @property
    def ends(self) -> tuple[float, float]:
        """Left and right, or lower and upper end."""
        return (self.high, self.low) if self.is_reversed else (self.low, self.high)


@record
class Frame:
    """The plot area with both ranges; in a flat one the categories run upwards."""

    box: Box
    x: Range
    y: Range
    is_flat: bool = False

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place of a value on the slide, EMU."""
        across, up = self.x.share(x), self.y.share(y)
        if self.is_flat:
            across, up = up, across
        return self.box.x + across * self.box.w, self.box.y + (1 - up) * self.box.h


def plot_box(chart: Chart) -> Box:
    """The plot area inside the axes; a tenth is left for labels where the chart does not say."""
    is_round = all(plot.kind == "doughnut" for plot in chart.plots)
    x, y, w, h = chart.inner or ((0.02, 0.02, 0.96, 0.96) if is_round else (0.08, 0.05, 0.88, 0.82))
    box = chart.box
    return Box(round(box.x + x * box.w), round(box.y + y * box.h), round(w * box.w), round(h * box.h))


def frame_of(chart: Chart, plots: Sequence[Plot], values: Values, *, is_secondary: bool) -> Frame:
    """The frame of the plots that share a pair of axes."""
    is_flat = plots[0].kind == "bar"
    own = (chart.y2 or Axis()) if is_secondary else chart.y
    is_xy = plots[0].kind in XY_KINDS
    heights = list(_heights(plots, values))
    is_share = any(plot.grouping == "percentStacked" for plot in plots)
    y = _share_range(own) if is_share else value_range(heights, own)
    if is_xy:
        across = [v for plot in plots for s in plot.series for v in values.of(s.x or "", s) if v is not None]
        x = value_range(across, chart.x)
    else:
        x = Range(-0.5, values.count - 0.5, 1.0, chart.x.is_reversed)
    return Frame(plot_box(chart), x, y, is_flat)


def _share_range(axis: Axis) -> Range:
    """The range of shares of a whole."""
    low, high = axis.min or 0.0, 1.0 if axis.max is None else axis.max
    return Range(low, high, axis.major or 0.1, axis.is_reversed)


def value_range(values: Sequence[float], axis: Axis) -> Range:
    """The range of a value axis: as it says, otherwise round numbers around the values, 0 among them."""
    least, most = min(values, default=0.0), max(values, default=1.0)
    if least > 0 and (axis.min is not None or most - least > most / 6):
        least = 0.0
    if most < 0:
        most = 0.0
    low, high = axis.min, axis.max
    least, most = least if low is None else low, most if high is None else high
    step = axis.major or nice_step(max(most - least, 0.0) or 1.0)
    if low is None:
        low = floor(least / step + 1e-9) * step
    if high is None:
        high = ceil(most / step - 1e-9) * step
        if high - most < (most - least) / 20:
            high += step
    if high <= low:
        high = low + step
    return Range(low, high, step, axis.is_reversed)


def nice_step(span: float) -> float:
    """The distance of about six ticks: 1, 2 or 5 times a power of ten."""
    raw = span / _TICKS
    power = 10.0 ** floor(log10(raw))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= raw * 0.999)


@record
class Values:
    """The numbers of a chart's sheet by column; `count` is how many categories there are."""

    columns: dict[str, tuple[float | None, ...]]
    formats: dict[str, str]
    heads: dict[str, str]
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    count: int

    def of(self, column: str, series: Series) -> tuple[float | None, ...]:
        """The values of a column in the rows of a series; None where there is no finite number."""
        found = self.columns.get(column, ())[slice(*self.span(series))]
        return tuple([v if v is not None and isfinite(v) else None for v in found])

    def span(self, series: Series) -> tuple[int, int]:
        """The first row of a series and the one behind its last."""
        return series.rows or (0, len(self.keys))


def values_of(chart: Chart) -> Values:
    """The numbers of a chart."""
    grid = chart.grid
    spans = [s.rows or (0, len(grid.keys)) for plot in chart.plots for s in plot.series]
    return Values(
        {column.key: column.values for column in grid.columns},
        {column.key: column.format for column in grid.columns},
        {column.key: column.head for column in grid.columns},
        grid.keys,
        grid.labels,
        max([stop - first for first, stop in spans], default=0),
    )


def stacked(plot: Plot, values: Values) -> list[list[tuple[float, float] | None]]:
    """Foot and height of every bar or point of each series; shares of the whole in percent stacks."""
    rows = [values.of(series.values, series) for series in plot.series]
    if plot.grouping not in ("stacked", "percentStacked"):
        return [[None if v is None else (0.0, v) for v in row] for row in rows]
    wholes = [sum(abs(row[i] or 0.0) for row in rows if i < len(row)) for i in range(values.count)]
    above, below = [0.0] * values.count, [0.0] * values.count
    out: list[list[tuple[float, float] | None]] = []
    for row in rows:
        made: list[tuple[float, float] | None] = []
        for i, raw in enumerate(row):
            if raw is None:
                made.append(None)
                continue
            height = raw / (wholes[i] or 1.0) if plot.grouping == "percentStacked" else raw
            pile = above if height >= 0 else below
            made.append((pile[i], height))
            pile[i] += height
        out.append(made)
    return out


def _heights(plots: Sequence[Plot], values: Values) -> Iterator[float]:
    """Every value that the value axis must reach."""
    for plot in plots:
        if plot.kind in ("column", "bar"):
            yield 0.0
        for row in stacked(plot, values):
            for pair in row:
                if pair is not None:
                    yield pair[0] + pair[1]
