"""The fields of an element: what a refresh compares, in one normal form for the spec and for the deck.

A field has a name (`text`, `cell/<row>/<column>`, `val/<series>/<point>`) and a class, found by the first
part of its name. Values are strings, tuples of lengths (EMU) or tuples of keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Literal

from kamdeck.deck.spec import (
    Axis,
    Cell,
    Chart,
    Connector,
    Data,
    Element,
    Grid,
    Group,
    Line,
    Para,
    Plot,
    Run,
    Series,
    Shape,
    SlideSpec,
    Table,
    Text,
)

Value = str | tuple[int, ...] | tuple[str, ...]
Fields = dict[str, Value]
Colors = Mapping[str, str]
FieldClass = Literal["text", "box", "look", "data"]

CLASSES: dict[str, FieldClass] = {
    "text": "text",
    "alt": "text",
    "notes": "text",
    "label": "text",
    "box": "box",
    "ends": "box",
    "frame": "box",
    "place": "box",
    "width": "box",
    "height": "box",
    "inner": "box",
    "look": "look",
    "font": "look",
    "adjust": "look",
    "glue": "look",
    "fill": "look",
    "axis": "look",
    "format": "look",
    "kind": "data",
    "rows": "data",
    "columns": "data",
    "cell": "data",
    "order": "data",
    "category": "data",
    "series": "data",
    "name": "data",
    "val": "data",
    "x": "data",
    "size": "data",
    "grid": "data",
    "span": "data",
    "book": "data",
}

UNSCALED = 1_000_000  # scale factors of a group's frame are stored in millionths


def class_of(name: str) -> FieldClass:
    """The class of a field, which decides what happens to a person's edit of it."""
    return CLASSES[name.partition("/")[0]]


def flatten(slide: SlideSpec) -> Iterator[tuple[Element, str]]:
    """Every element of a slide with the key of its group ("" outside a group), groups before children."""
    for element in slide.elements:
        yield element, ""
        if isinstance(element, Group):
            for child in element.children:
                yield child, element.key


def kind_of(element: Element) -> str:
    """What an element is in the deck: `shape` (texts too), `line`, `table`, `chart` or `group`."""
    if isinstance(element, Text | Shape):
        return "shape"
    if isinstance(element, Connector):
        return "line"
    return type(element).__name__.lower()


def fields(element: Element, colors: Colors) -> Fields:
    """The fields of an element as the spec wants them.

    `colors` maps color roles to what the deck holds for them; `text:` and the role for characters.
    """
    if isinstance(element, Text):
        return _text_fields(element, colors)
    if isinstance(element, Shape):
        return _shape_fields(element, colors)
    if isinstance(element, Connector):
        return _connector_fields(element, colors)
    if isinstance(element, Table):
        return _table_fields(element, colors)
    if isinstance(element, Chart):
        return _chart_fields(element, colors)
    return {"alt": element.alt, "frame": (0, 0, UNSCALED, UNSCALED)}


# ------------------------------------------------------------------ normal forms


def number(value: float | None) -> str:
    """A number of a chart as text, the same from a spec and from a cache; "" where there is none."""
    if value is None or not isfinite(value):
        return ""
    return format(value + 0.0, ".12g")


def text_of(paras: Sequence[Para]) -> str:
    """The characters of some paragraphs; soft breaks count as line feeds."""
    if len(paras) == 1 and len(paras[0].runs) == 1:
        return paras[0].runs[0].text.replace("\v", "\n")
    return "\n".join([p.text for p in paras]).replace("\v", "\n")


def font_look(paras: Sequence[Para], colors: Colors) -> str:
    """The formats of the runs: `size/bold/italic/color`, runs joined by `,`, paragraphs by `;`.

    Neighbours of the same format count as one run, because programs split and join runs at will.
    """
    return ";".join([_runs_look(p.runs, colors) for p in paras])


def _runs_look(runs: Sequence[Run], colors: Colors) -> str:
    looks: list[str] = []
    for run in runs:
        if run.text:
            color = colors.get(f"text:{run.color}", run.color) if run.color else ""
            look = font_token(run.size, run.bold, run.italic, color)
            if not looks or looks[-1] != look:
                looks.append(look)
    return ",".join(looks)


def font_token(size: float | None, bold: bool | None, italic: bool | None, color: str) -> str:
    """The format of one run; an empty part is inherited."""
    return f"{'' if size is None else format(size, 'g')}/{_flag(bold)}/{_flag(italic)}/{color}"


def _flag(value: bool | None) -> str:
    return "" if value is None else str(int(value))


def line_look(line: Line | None, colors: Colors) -> str:
    """An outline; its width to the nearest quarter point, since programs round it."""
    if line is None:
        return "-"
    return line_token(colors.get(line.color, line.color), line.width, line.dash)


def line_token(color: str, width: float, dash: str) -> str:
    """An outline from its parts; `width` in points."""
    return f"{color} {round(width * 4) / 4:g} {dash}"


def fill_look(color: str | None, colors: Colors) -> str:
    """A fill; `-` draws none."""
    return "-" if color is None else colors.get(color, color)


def shape_look(geom: str, turn: float, flips: str, fill: str, line: str) -> str:
    """The drawn look of a shape; `turn` in degrees."""
    return f"{geom}|{round(turn % 360, 2):g}{flips}|{fill}|{line}"


# ------------------------------------------------------------------ one kind each


def _text_fields(text: Text, colors: Colors) -> Fields:
    found: Fields = {
        "text": text_of(text.paras),
        "font": font_look(text.paras, colors),
    }
    if text.box is not None:
        found["box"] = (text.box.x, text.box.y, text.box.w, text.box.h)
    if text.placeholder is None:
        found["alt"] = text.alt
    return found


def _shape_fields(shape: Shape, colors: Colors) -> Fields:
    box = shape.box
    flips = ("h" if shape.flip_h else "") + ("v" if shape.flip_v else "")
    found: Fields = {
        "box": (box.x, box.y, box.w, box.h),
        "look": shape_look(
            shape.geom, shape.rot, flips, fill_look(shape.fill, colors), line_look(shape.line, colors)
        ),
        "text": text_of(shape.paras),
        "alt": shape.alt,
    }
    if shape.paras:
        found["font"] = font_look(shape.paras, colors)
    if shape.adjust:
        found["adjust"] = " ".join(map(str, shape.adjust))
    return found


def _connector_fields(line: Connector, colors: Colors) -> Fields:
    arrows = (
        ("<" if line.head else "") + ("-" if line.kind == "straight" else "~") + (">" if line.tail else "")
    )
    found: Fields = {"look": f"{arrows}|{line_look(line.line, colors)}", "alt": line.alt}
    if line.start or line.end:
        found["glue"] = glue_look(
            *((end.key, end.site) if end else ("", 0) for end in (line.start, line.end))
        )
    if line.points is not None:
        found["ends"] = line.points
    return found


def glue_look(start: tuple[str, int], end: tuple[str, int]) -> str:
    """Where a connector is glued: key and site of both ends; an empty key is a free end."""
    return f"{start[0]}#{start[1]}>{end[0]}#{end[1]}"


def _table_fields(table: Table, colors: Colors) -> Fields:
    found: Fields = {
        "rows": tuple([r.key for r in table.rows]),
        "columns": tuple([c.key for c in table.columns]),
        "place": (table.x, table.y),
        "alt": table.alt,
    }
    for column in table.columns:
        found[f"width/{column.key}"] = (column.width,)
    for row in table.rows:
        found[f"height/{row.key}"] = (row.height,)
        for column, cell in zip(table.columns, row.cells, strict=True):
            place = f"{row.key}/{column.key}"
            found[f"cell/{place}"] = text_of(cell.paras)
            found[f"fill/{place}"] = cell_look(cell, colors)
            found[f"font/{place}"] = font_look(cell.paras, colors)
    return found


def cell_look(cell: Cell, colors: Colors) -> str:
    """Fill and borders (left, right, top, bottom) of a cell; one covered by a merge has none of its own."""
    if cell.is_covered:
        return "-"
    look = fill_look(cell.fill, colors)
    for line in (cell.left, cell.right, cell.top, cell.bottom):
        look += "|" if line is None else f"|{line_look(line, colors)}"
    return look


# ------------------------------------------------------------------ charts


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


def _chart_fields(chart: Chart, colors: Colors) -> Fields:
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
    for point in series.points:
        if point.key in shown and point.fill is not None:
            found[f"fill/{key}/{point.key}"] = "-" if point.fill == "none" else fill_look(point.fill, colors)
        if point.key in shown and point.labels is not None:
            found[f"label/{key}/{point.key}"] = label_text(point.labels.show, text_of(point.labels.paras))


def label_text(show: str, text: str) -> str:
    """What a point's own label says: its words, or in brackets what it shows."""
    return text or f"[{show}]"
