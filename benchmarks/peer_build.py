"""The ordinary script: pandas reads the workbook, python-pptx draws the same slides.

It is told where every shape stands, what every text says and how it is set (the inventory of a finished
deck), so it neither checks, analyses nor measures anything; the numbers of its charts come from the
workbook. Connectors are not glued, no cell has borders, charts have no formulas, nothing can be refreshed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pandas as pd
from pptx import Presentation
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

NAVY, PALE = RGBColor(0x14, 0x28, 0x4F), RGBColor(0xC5, 0xD4, 0xEA)
KINDS = {
    "BarPlot": XL_CHART_TYPE.COLUMN_STACKED,
    "LinePlot": XL_CHART_TYPE.LINE_MARKERS,
    "DoughnutPlot": XL_CHART_TYPE.DOUGHNUT,
    "XyPlot": XL_CHART_TYPE.XY_SCATTER,
    "BubblePlot": XL_CHART_TYPE.BUBBLE,
}
SHAPES = {int(shape): shape for shape in MSO_SHAPE}
ALIGNMENTS = {int(align): align for align in PP_ALIGN}
Item = dict[str, Any]
Numbers = Iterator[float]


def numbers_of(frames: dict[str, pd.DataFrame]) -> list[float]:
    """Every number of the workbook, the source of the charts' points."""
    found: list[float] = []
    for frame in frames.values():
        for column in frame.columns:
            found += [float(n) for n in pd.to_numeric(frame[column], errors="coerce").dropna()]
    return found or [1.0]


def add_chart(shapes: Any, item: Item, numbers: Numbers) -> None:
    """One chart with as many series and points; a combination is drawn as its first kind."""
    kind = item["plots"][0]["kind"]
    series = sum(plot["series"] for plot in item["plots"])
    points = max(plot["points"] for plot in item["plots"])
    data: Any
    if kind in ("XyPlot", "BubblePlot"):
        data = BubbleChartData() if kind == "BubblePlot" else XyChartData()
        for n in range(series):
            one = data.add_series(f"Series {n + 1}")
            for x, y in zip(islice(numbers, points), islice(numbers, points), strict=False):
                one.add_data_point(*((x, y, 1) if kind == "BubblePlot" else (x, y)))
    else:
        data = CategoryChartData()
        data.categories = [f"Account {n + 1}" for n in range(points)]
        for n in range(series):
            data.add_series(f"Series {n + 1}", list(islice(numbers, points)))
    shape_kind = KINDS.get(kind, XL_CHART_TYPE.COLUMN_CLUSTERED)
    format_chart(shapes.add_chart(shape_kind, *item["box"], data).chart, item)


def format_chart(chart: Any, item: Item) -> None:
    """Type size, fills, the points and labels that have formats of their own."""
    chart.has_legend = False
    chart.font.size = Pt(10)
    formatted = sum(plot["formatted"] for plot in item["plots"])
    labels = sum(plot["labels"] for plot in item["plots"])
    for n, one in enumerate(chart.plots[0].series):
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = NAVY
        if n < labels:
            one.data_labels.show_value = True
            one.data_labels.font.size = Pt(10)
        for k in range(formatted if n == 0 else 0):
            point = one.points[k].format.fill
            point.solid()
            point.fore_color.rgb = PALE


def add_table(shapes: Any, item: Item) -> None:
    """One table: widths, heights, margins, fills and texts."""
    cells = item["cells"]
    table = shapes.add_table(len(cells), len(cells[0]), *item["box"]).table
    for column, width in zip(table.columns, item["widths"], strict=True):
        column.width = width
    for row, height in zip(table.rows, item["heights"], strict=True):
        row.height = height
    for r, row in enumerate(cells):
        for c, told in enumerate(row):
            cell = table.cell(r, c)
            cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = 0
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            if told["is_filled"]:
                cell.fill.solid()
                cell.fill.fore_color.rgb = PALE
            else:
                cell.fill.background()
            write(cell.text_frame, told["paragraphs"])


def add_shape(shapes: Any, item: Item) -> None:
    """One text box or drawn shape."""
    if item["geometry"] is None:
        shape = shapes.add_textbox(*item["box"])
    else:
        shape = shapes.add_shape(SHAPES[item["geometry"]], *item["box"])
        if item["is_filled"]:
            shape.fill.solid()
            shape.fill.fore_color.rgb = NAVY
        shape.line.fill.background()
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    write(frame, item["paragraphs"])


def write(frame: Any, paragraphs: list[Item]) -> None:
    """Paragraphs with their runs."""
    for n, told in enumerate(paragraphs):
        paragraph = frame.add_paragraph() if n else frame.paragraphs[0]
        if told["align"]:
            paragraph.alignment = ALIGNMENTS[told["align"]]
        for text, size, bold in told["runs"]:
            run = paragraph.add_run()
            run.text = text
            if size:
                run.font.size = Pt(size)
            run.font.bold = bold
            run.font.color.rgb = NAVY


def draw(shapes: Any, item: Item, numbers: Numbers) -> None:
    """One item of the inventory."""
    x, y, w, h = item["box"]
    kind = item["kind"]
    if kind == "group":
        group = shapes.add_group_shape()
        for child in item["shapes"]:
            draw(group.shapes, child, numbers)
    elif kind == "chart":
        add_chart(shapes, item, numbers)
    elif kind == "table":
        add_table(shapes, item)
    elif kind == "line":
        shapes.add_connector(MSO_CONNECTOR.STRAIGHT, x, y, x + w, y + h).line.width = Pt(1)
    else:
        add_shape(shapes, item)


def main(workbook: Path, inventory: Path, deck: Path) -> None:
    """Draw the deck."""
    numbers = cycle(numbers_of(pd.read_excel(workbook, sheet_name=None, header=None)))
    presentation = Presentation()
    layout = presentation.slide_layouts[6]
    for plan in json.loads(inventory.read_text(encoding="utf-8")):
        slide = presentation.slides.add_slide(layout)
        for item in plan["shapes"]:
            draw(slide.shapes, item, numbers)
        if plan["notes"]:
            notes = slide.notes_slide.notes_text_frame
            if notes is not None:
                notes.text = plan["notes"]
    presentation.save(str(deck))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
