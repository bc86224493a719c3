"""The fields of a chart: its data by series and point key, its axes, and what is special about points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kamdeck.deck.normal import Colors, Fields, fill_look, line_look, number, text_of
from kamdeck.deck.spec import Axis, Chart, Data, Grid, Plot, Series

PLACES = "grid/places"  # the mark that says which columns and inputs the sheet had when we wrote it

OWN_BOOK = "grid/own"  # the mark of a workbook that others than we have written


class Layout(NamedTuple):
    """The columns and inputs of a chart's sheet, in order, each with its key and head."""

    label_head: str
    columns: tuple[tuple[str, str], ...]
    inputs: tuple[tuple[str, str], ...]


def distinct(keys: Sequence[str]) -> tuple[str, ...]:
    """The keys with a count behind repeated ones, so that each names one point."""
    if len(set(keys)) == len(keys):
        return tuple(keys)
    seen: dict[str, int] = {}
    out = []
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        out.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return tuple(out)


def chart_kind(chart: Chart) -> str:
    """The kinds of a chart's plots, in drawing order."""
    return "+".join([plot_kind(p.kind, p.grouping) for p in chart.plots])


def plot_kind(kind: str, grouping: str) -> str:
    """The kind of one plot; only stacking changes what a bar means."""
    is_stacked = grouping in ("stacked", "percentStacked") and kind in ("bar", "column", "line")
    return f"{kind} {grouping}" if is_stacked else kind


def is_xy(plot: Plot) -> bool:
    """Whether the plot's points have coordinates instead of categories."""
    return plot.kind in ("scatter", "bubble")


def span_of(series: Series, grid: Grid) -> tuple[int, int]:
    """The first row of a series and the one behind its last."""
    return series.rows or (0, len(grid.keys))


def layout_of(grid: Grid) -> Layout:
    """The layout of a grid."""
    columns = tuple([(column.key, column.head) for column in grid.columns])
    return Layout(grid.label_head, columns, tuple([(item.key, item.head) for item in grid.inputs]))


def layout_mark(layout: Layout) -> tuple[str, ...]:
    """A layout as the ledger keeps it: the head of the labels, how many columns, then keys and heads."""
    pairs = [text for pair in (*layout.columns, *layout.inputs) for text in pair]
    return (layout.label_head, str(len(layout.columns)), *pairs)


def layout_in(mark: object) -> Layout | None:
    """The layout that the ledger keeps; None where it keeps none."""
    if not isinstance(mark, tuple) or len(mark) < 2 or not str(mark[1]).isdecimal():
        return None
    texts = [str(text) for text in mark[2:]]
    pairs = list(zip(texts[::2], texts[1::2], strict=False))
    return Layout(str(mark[0]), tuple(pairs[: int(mark[1])]), tuple(pairs[int(mark[1]) :]))


def chart_fields(chart: Chart, colors: Colors) -> Fields:
    """Every field of a chart as the spec wants it."""
    grid, box = chart.grid, chart.box
    columns = {column.key: column for column in grid.columns}
    keys = distinct(grid.keys)
    found: Fields = {
        "box": (box.x, box.y, box.w, box.h),
        "alt": chart.alt,
        "kind": chart_kind(chart),
        "order": keys,
        "series": tuple([s.key for plot in chart.plots for s in plot.series]),
        "grid": repr((grid.keys, grid.labels, grid.columns, grid.inputs, grid.sheet, grid.label_head)),
        PLACES: layout_mark(layout_of(grid)),
    }
    if chart.inner is not None:
        found["inner"] = tuple([round(part * 100_000) for part in chart.inner])
    _add_axes(found, chart)
    for plot in chart.plots:
        for series in plot.series:
            first, stop = span_of(series, grid)
            if series.rows is not None:
                found[f"span/{series.key}"] = (first, stop)
            is_single = is_xy(plot) and stop - first == 1 and series.rows is not None
            head = columns[series.values].head
            found[f"name/{series.key}"] = grid.labels[first] if is_single else head
            _add_values(found, series, plot, keys[first:stop], grid, columns)
            found[f"format/{series.key}"] = columns[series.values].format
            _add_looks(found, series, plot, keys, grid, colors)
    return found


def _add_axes(found: Fields, chart: Chart) -> None:
    """The range and number format of every axis that is drawn."""
    plots = [plot for plot in chart.plots if plot.kind != "doughnut"]
    if not plots:
        return
    axes = [("x", chart.x), ("y", chart.y)]
    if any(plot.is_secondary for plot in plots):
        axes.append(("y2", chart.y2 or Axis()))
    for name, axis in axes:
        found[f"axis/{name}/min"] = number(axis.min)
        found[f"axis/{name}/max"] = number(axis.max)
        found[f"axis/{name}/format"] = axis.format
        if name != "x" or is_xy(plots[0]):
            found[f"axis/{name}/major"] = number(axis.major or None)


def _add_values(
    found: Fields, series: Series, plot: Plot, keys: Sequence[str], grid: Grid, columns: Mapping[str, Data]
) -> None:
    """The numbers of a series, and the labels of its categories."""
    first, stop = span_of(series, grid)
    wanted = [("val", series.values)]
    if is_xy(plot):
        wanted += [("x", series.x or "")] + ([("size", series.size or "")] if plot.kind == "bubble" else [])
    else:
        for key, label in zip(keys, grid.labels[first:stop], strict=True):
            found[f"category/{key}"] = label
    for field, column in wanted:
        for key, value in zip(keys, columns[column].values[first:stop], strict=True):
            found[f"{field}/{series.key}/{key}"] = number(value)


def _add_looks(
    found: Fields, series: Series, plot: Plot, keys: Sequence[str], grid: Grid, colors: Colors
) -> None:
    """The looks and labels of a series and of its points."""
    key, labels = series.key, series.labels
    first, stop = span_of(series, grid)
    line = line_look(series.line, colors)
    is_line = plot.kind in ("line", "scatter")
    found[f"fill/{key}"] = f"|{line}" if is_line else f"{fill_look(series.fill, colors)}|{line}"
    if labels is not None and labels.show == "category" and is_xy(plot):
        for point, label in zip(keys[first:stop], grid.labels[first:stop], strict=True):
            found[f"label/{key}/{point}"] = label
    elif labels is not None and labels.show != "none":
        found[f"label/{key}"] = f"[{labels.show}]"
        found[f"format/{key}/labels"] = labels.format
    shown = set(keys[first:stop])
    for special in series.points:
        if special.key in shown and special.fill is not None:
            found[f"fill/{key}/{special.key}"] = (
                "-" if special.fill == "none" else fill_look(special.fill, colors)
            )
        if special.key in shown and special.labels is not None:
            found[f"label/{key}/{special.key}"] = label_text(
                special.labels.show, text_of(special.labels.paras)
            )


def label_text(show: str, text: str) -> str:
    """What a point's own label says: its words, or in brackets what it shows."""
    return text or f"[{show}]"
