"""Native charts of any deck in the terms of the spec, from the values that the chart itself stores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, NamedTuple

from kamdeck.deck.page import Drawn
from kamdeck.deck.spec import Axis, Box, Chart, Data, Grid, Labels, Line, Marker, Para, Plot, Point, Series
from kamdeck.pptxio.binding import ANS
from kamdeck.pptxio.chart_data import CNS, cached
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read_chart import ChartReader, chart_part, series_name, value
from kamdeck.pptxio.scene_chart_text import chart_style, legend, text_style, title
from kamdeck.pptxio.scene_colors import Tints
from kamdeck.pptxio.scene_text import Body, Style, paras_of
from kamdeck.pptxio.xml import Node, local, parse, whole
from kamdeck.record import replace

_KINDS = {"barChart": "column", "bar3DChart": "column", "lineChart": "line", "scatterChart": "scatter",
          "bubbleChart": "bubble", "doughnutChart": "doughnut", "pieChart": "doughnut",
          "pie3DChart": "doughnut"}  # fmt: skip
_USUAL: tuple[Any, ...] = ("diamond", "square", "triangle", "circle")
_SYMBOLS = ("circle", "diamond", "square", "triangle", "dash")
_SHOWS = (("showVal", "value"), ("showCatName", "category"), ("showSerName", "series"))
_PALE = Line("#D9D9D9", 0.75)  # grid and axes of a new chart in Office


class Sheet(NamedTuple):
    """A chart being read: colors, the style of its words, and the columns found so far."""

    tints: Tints
    style: Style
    columns: list[Data]
    rows: int


def drawn_chart(
    key: str, package: Package, part: str, frame: Node, box: Box, tints: Tints
) -> tuple[Drawn, ...]:
    """The chart in a frame, its title and legend as texts; () where there is none that we can draw."""
    name = chart_part(package, part, frame)
    if name is None:
        return ()
    root = parse(package.read(name), name)
    reader = ChartReader(root, {}, None)
    if not reader.plots or any(local(plot) not in _KINDS for plot in reader.plots):
        return ()
    style = chart_style(root, tints)
    count = max((len(cached(child)) for node in _series(reader) for child in node), default=0)
    sheet = Sheet(tints, style, [], count)
    axes = reader.axes()
    plots = tuple(_plots(reader, sheet, axes))
    labels = next(
        (cached(node.find(f"{CNS}cat")) for node in _series(reader) if cached(node.find(f"{CNS}cat"))), []
    )
    labels = [*labels, *[""] * count][:count]
    grid = Grid(tuple([str(i) for i in range(count)]), tuple(labels), tuple(sheet.columns))
    inner = _inner(reader)
    heading, key_of_colors = (
        title(root, key, box, style, tints),
        legend(root, key, box, style, tints, plots, grid),
    )
    x, y = (_axis(axes.get(n), tints, style, sheet) for n in ("x", "y"))
    y2 = _axis(axes["y2"], tints, style, sheet) if "y2" in axes else None
    if inner is None and any(plot.kind != "doughnut" for plot in plots):
        inner = _room(box, x, y, bool(heading), bool(key_of_colors))
    elif inner is None and (heading or key_of_colors):
        inner = (0.05, 0.16 if heading else 0.05, 0.9, 0.68 if heading else 0.8)
    return (Chart(key, box, grid, plots, x, y, y2, inner), *heading, *key_of_colors)


def _inner(reader: ChartReader) -> tuple[float, float, float, float] | None:
    """The plot area inside the axes, where the chart says where it is."""
    layout = reader.area.find(f"{CNS}layout/{CNS}manualLayout")
    if layout is None:
        return None
    x, y, w, h = (_number(value(layout, name)) for name in ("x", "y", "w", "h"))
    return (x or 0.0, y or 0.0, w, h) if w and h else None


def _room(box: Box, x: Axis, y: Axis, has_title: bool, has_legend: bool) -> tuple[float, float, float, float]:
    """About the plot area that a program leaves: less the labels of both axes, title and legend."""
    em = 12_700
    left = 3.2 * y.size * em if y.is_visible and y.has_labels else 0
    foot = 1.8 * x.size * em if x.is_visible and x.has_labels else 0
    foot += 1.5 * x.size * em if has_legend else 0
    head = 0.15 if has_title else 0.05
    across, down = left / (box.w or 1) + 0.02, foot / (box.h or 1) + 0.02
    return across, head, max(0.97 - across, 0.2), max(1 - head - down, 0.2)


def _series(reader: ChartReader) -> Iterator[Node]:
    for plot in reader.plots:
        yield from plot.findall(f"{CNS}ser")


def _plots(reader: ChartReader, sheet: Sheet, axes: Mapping[str, Node]) -> Iterator[Plot]:
    second = value(axes.get("y2"), "axId")
    place = 0
    for node in reader.plots:
        kind: Any = _KINDS[local(node)]
        if kind == "column" and value(node, "barDir") == "bar":
            kind = "bar"
        members = []
        marks = local(node) == "lineChart" and value(node, "marker") in ("1", "true")
        for child in node.findall(f"{CNS}ser"):
            members.append(_one(child, kind, place, sheet, marks))
            place += 1
        grouping: Any = value(node, "grouping") or "clustered"
        is_second = bool(second) and second in [n.get("val", "") for n in node.findall(f"{CNS}axId")]
        hole = whole(value(node, "holeSize"), 50) if local(node) == "doughnutChart" else 0
        yield Plot(
            kind,
            tuple(members),
            grouping,
            whole(value(node, "gapWidth"), 150),
            whole(value(node, "overlap")),
            is_second,
            hole,
            whole(value(node, "firstSliceAng")),
        )


def _one(node: Node, kind: str, place: int, sheet: Sheet, marks: bool) -> Series:
    """A series; its columns go to the sheet."""
    tints = sheet.tints
    names = {"y": "val", "x": "xVal", "size": "bubbleSize"} if kind in ("scatter", "bubble") else {"y": "val"}
    if kind in ("scatter", "bubble"):
        names["y"] = "yVal"
    keys: dict[str, str] = {}
    length = 0
    for field, tag in names.items():
        holder = node.find(f"{CNS}{tag}")
        found = [_number(text) for text in cached(holder)]
        if field == "x" and not any(v is not None for v in found):
            found = [float(i + 1) for i in range(sheet.rows)]
        length = max(length, len(found)) if field == "y" else length
        code = holder.findtext(f".//{CNS}formatCode") if holder is not None else None
        keys[field] = f"{field}{place}"
        values = tuple([*found, *[None] * sheet.rows][: sheet.rows])
        sheet.columns.append(Data(keys[field], series_name(node), values, code or "General"))
    look = node.find(f"{CNS}spPr")
    is_line = kind in ("line", "scatter")
    own = _accent(tints, place)
    has_look = look is not None and len(look)
    fill = None if is_line else (tints.fill(look) if has_look else own)
    line = tints.line(look) if has_look else (Line(own, 2.25) if kind == "line" else None)
    trend = node.find(f"{CNS}trendline/{CNS}spPr")
    points = _points(node, kind, sheet, varies=kind == "doughnut" and not has_look)
    return Series(
        f"{place}",
        keys["y"],
        keys.get("x"),
        keys.get("size"),
        (0, length),
        fill,
        line,
        _marker(node.find(f"{CNS}marker"), tints, own, place if marks else None) if is_line else None,
        _labels(node.find(f"{CNS}dLbls"), sheet),
        points,
        tints.line(trend) if trend is not None else None,
    )


def _accent(tints: Tints, place: int) -> str:
    """The color that programs give to the next series."""
    return f"#{tints.theme.get(f'accent{place % 6 + 1}', '808080')}"


def _marker(node: Node | None, tints: Tints, own: str, place: int | None) -> Marker | None:
    """A series' marker; `place` is set where programs choose one by the series' place."""
    symbol = value(node, "symbol")
    if node is None and place is not None:
        return Marker(_USUAL[place % len(_USUAL)], 5, own)
    if node is None or symbol in ("none", ""):
        return None
    look = node.find(f"{CNS}spPr")
    fill = own if look is None else tints.fill(look)
    shape: Any = symbol if symbol in _SYMBOLS else "circle"
    return Marker(shape, whole(value(node, "size"), 5), fill, tints.line(look))


def _points(node: Node, kind: str, sheet: Sheet, *, varies: bool) -> tuple[Point, ...]:
    """What is special about single points: fills and labels."""
    fills: dict[int, str] = {i: _accent(sheet.tints, i) for i in range(sheet.rows)} if varies else {}
    for point in node.findall(f"{CNS}dPt"):
        path = f"{CNS}marker/{CNS}spPr" if kind in ("line", "scatter") else f"{CNS}spPr"
        look = point.find(path)
        if look is not None and (
            kind not in ("line", "scatter") or value(point.find(f"{CNS}marker"), "symbol") != "none"
        ):
            fills[whole(value(point, "idx"))] = sheet.tints.fill(look) or "none"
    labels: dict[int, Labels] = {}
    whole_labels = node.find(f"{CNS}dLbls")
    for label in whole_labels.findall(f"{CNS}dLbl") if whole_labels is not None else ():
        labels[whole(value(label, "idx"))] = _label(label, sheet)
    return tuple(
        [Point(f"{i}", fills.get(i), labels.get(i)) for i in sorted({*fills, *labels}) if i < sheet.rows]
    )


def _labels(node: Node | None, sheet: Sheet) -> Labels | None:
    """The labels of a whole series; None where it shows none."""
    if node is None or not _show(node):
        return None
    return _label(node, sheet)


def _show(node: Node) -> str:
    if value(node, "showPercent") in ("1", "true"):
        return "value"
    return next((word for tag, word in _SHOWS if value(node, tag) in ("1", "true")), "")


def _label(node: Node, sheet: Sheet) -> Labels:
    if value(node, "delete") in ("1", "true"):
        return Labels("none")
    style = text_style(node, sheet.style, sheet.tints)
    rich = node.find(f"{CNS}tx/{CNS}rich")
    paras: tuple[Para, ...] = ()
    if rich is not None:
        inner = text_style(node.find(f"{CNS}tx"), style, sheet.tints)
        paras = paras_of(rich, (replace(inner, align="ctr"),), sheet.tints, Body(), 0)
    form = node.find(f"{CNS}numFmt")
    code = "" if form is None or form.get("sourceLinked") == "1" else form.get("formatCode", "")
    show: Any = _show(node) or "none"
    position: Any = value(node, "dLblPos") or None
    return Labels(show, position, code, style.size, style.bold, style.color, paras)


def _axis(node: Node | None, tints: Tints, base: Style, sheet: Sheet) -> Axis:
    """An axis as it is drawn."""
    if node is None:
        return Axis(is_visible=False)
    style = text_style(node, base, tints)
    scaling, form = node.find(f"{CNS}scaling"), node.find(f"{CNS}numFmt")
    linked = form is None or form.get("sourceLinked") == "1"
    code = form.get("formatCode", "General") if form is not None else "General"
    if linked and local(node) == "valAx" and code == "General" and sheet.columns:
        code = sheet.columns[0].format
    look, grid = node.find(f"{CNS}spPr"), node.find(f"{CNS}majorGridlines")
    grid_look = grid.find(f"{CNS}spPr") if grid is not None else None
    body = node.find(f"{CNS}txPr/{ANS}bodyPr")
    rot = whole(body.get("rot")) / 60_000 if body is not None else 0.0
    crosses = _number(value(node, "crossesAt"))
    return Axis(
        min=_number(value(scaling, "min")),
        max=_number(value(scaling, "max")),
        major=_number(value(node, "majorUnit")),
        format=code,
        is_visible=value(node, "delete") not in ("1", "true"),
        grid=None if grid is None else tints.line(grid_look) if grid_look is not None else _PALE,
        line=_PALE if look is None else tints.line(look),
        size=style.size,
        color=style.color,
        bold=style.bold,
        rot=rot if abs(rot) <= 90 else 0.0,
        is_reversed=value(scaling, "orientation") == "maxMin",
        has_labels=value(node, "tickLblPos") != "none",
        crosses_at=crosses,
    )


def _number(text: str) -> float | None:
    try:
        number = float(text) if text else None
    except ValueError:
        return None
    return number if number is not None and isfinite(number) else None
