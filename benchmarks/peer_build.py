"""The ordinary script: pandas reads the workbook, python-pptx draws the same slides.

It is told where every shape stands and what every text says (the inventory of a finished deck), so it
neither checks, analyses nor measures anything; the numbers of its charts come from the workbook.
"""

from __future__ import annotations

import json
import sys
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pandas as pd
from pptx import Presentation
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.util import Pt

NAVY = RGBColor(0x14, 0x28, 0x4F)
KINDS = {
    "BarPlot": XL_CHART_TYPE.COLUMN_STACKED,
    "LinePlot": XL_CHART_TYPE.LINE_MARKERS,
    "DoughnutPlot": XL_CHART_TYPE.DOUGHNUT,
    "XyPlot": XL_CHART_TYPE.XY_SCATTER,
    "BubblePlot": XL_CHART_TYPE.BUBBLE,
}


def numbers_of(frames: dict[str, pd.DataFrame]) -> list[float]:
    """Every number of the workbook, the source of the charts' points."""
    found: list[float] = []
    for frame in frames.values():
        for column in frame.select_dtypes("number").columns:
            found += [float(n) for n in frame[column].dropna()]
    return found or [1.0]


def add_chart(slide: Any, item: dict[str, Any], numbers: Any) -> None:
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
    chart = slide.shapes.add_chart(KINDS.get(kind, XL_CHART_TYPE.COLUMN_CLUSTERED), *item["box"], data).chart
    chart.has_legend = False
    chart.font.size = Pt(10)
    for one in chart.plots[0].series:
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = NAVY


def add_table(slide: Any, item: dict[str, Any]) -> None:
    """One table with its texts in 10 points."""
    rows = item["rows"]
    table = slide.shapes.add_table(len(rows), len(rows[0]), *item["box"]).table
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            write(table.cell(r, c).text_frame, text)


def add_text(slide: Any, item: dict[str, Any]) -> None:
    """One text box."""
    write(slide.shapes.add_textbox(*item["box"]).text_frame, item["text"])


def write(frame: Any, text: str) -> None:
    """A text of one format."""
    run = frame.paragraphs[0].add_run()
    run.text = text
    run.font.size = Pt(10)
    run.font.color.rgb = NAVY


def main(workbook: Path, inventory: Path, deck: Path) -> None:
    """Draw the deck."""
    numbers = cycle(numbers_of(pd.read_excel(workbook, sheet_name=None, header=None)))
    presentation = Presentation()
    layout = presentation.slide_layouts[5]
    for plan in json.loads(inventory.read_text(encoding="utf-8")):
        slide = presentation.slides.add_slide(layout)
        for item in plan["shapes"]:
            x, y, w, h = item["box"]
            if item["kind"] == "chart":
                add_chart(slide, item, numbers)
            elif item["kind"] == "table":
                add_table(slide, item)
            elif item["kind"] == "line":
                slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, x, y, x + w, y + h)
            else:
                add_text(slide, item)
        if plan["notes"]:
            notes = slide.notes_slide.notes_text_frame
            if notes is not None:
                notes.text = plan["notes"]
    presentation.save(str(deck))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
