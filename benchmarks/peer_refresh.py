"""The ordinary refresh: python-pptx opens a deck, replaces the data of every chart, and saves it.

With a workbook as third argument it reads that first, as a script does whose figures stand in one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData


def data_of(chart: Any) -> Any:
    """The chart's own data, a tenth larger."""
    kind = type(chart.plots[0]).__name__
    series = [one for plot in chart.plots for one in plot.series]
    data: Any
    if kind in ("XyPlot", "BubblePlot"):
        data = BubbleChartData() if kind == "BubblePlot" else XyChartData()
        for one in series:
            points = data.add_series(one.name)
            for n, y in enumerate(one.values):
                points.add_data_point(
                    *((n, (y or 0) * 1.1, 1) if kind == "BubblePlot" else (n, (y or 0) * 1.1))
                )
        return data
    data = CategoryChartData()
    data.categories = list(chart.plots[0].categories)
    for one in series:
        data.add_series(one.name, [(y or 0) * 1.1 for y in one.values])
    return data


def main(deck: Path, target: Path, workbook: Path | None = None) -> None:
    """Replace the data of every chart."""
    if workbook is not None:
        import pandas as pd

        pd.read_excel(workbook, sheet_name=None, header=None)
    presentation = Presentation(str(deck))
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                chart = shape.chart
                chart.replace_data(data_of(chart))
    presentation.save(str(target))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
