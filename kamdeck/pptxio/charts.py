"""Native charts: the chart part, its embedded workbook, and the frame on the slide."""

from __future__ import annotations

from kamdeck.deck.spec import Chart, Plot
from kamdeck.pptxio.axes import axes_xml, axis_ids
from kamdeck.pptxio.draft import Draft
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.markup import HEAD, A, C, R
from kamdeck.pptxio.series import series_xml
from kamdeck.pptxio.sheets import Sheet
from kamdeck.pptxio.workbooks import workbook

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHART_PATTERN = "ppt/charts/chart{}.xml"
WORKBOOK_PATTERN = "ppt/embeddings/Microsoft_Excel_Sheet{}.xlsx"
WORKBOOK_REL = "rId1"  # the chart part's only relation


def chart_parts(chart: Chart, ink: Ink) -> tuple[bytes, bytes]:
    """The chart's XML and its workbook, both from the same cells.

    The XML leads to the workbook by the relation `WORKBOOK_REL`, of type `package`.

    Raises: DeckError where the spec contradicts itself (columns, formulas, label positions).
    """
    sheet = Sheet(chart.grid)
    return chart_xml(chart, sheet, ink).encode(), workbook(sheet)


def chart_frame(chart: Chart, draft: Draft, head: str, data: str) -> str:
    """`p:graphicFrame` of a new chart, whose parts are put into the draft's package."""
    package = draft.package
    xml, book = chart_parts(chart, draft.ink)
    part = package.free_name(CHART_PATTERN)
    book_part = package.free_name(WORKBOOK_PATTERN)
    package.write(part, xml, CHART_TYPE)
    package.write(book_part, book, WORKBOOK_TYPE)
    package.add_rel(part, "package", book_part)
    frame = frame_xml(chart, package.add_rel(draft.part, "chart", part), head, data)
    draft.looks[chart.key] = frame + xml.decode()
    return frame


def frame_xml(chart: Chart, rel_id: str, head: str, data: str) -> str:
    """`p:graphicFrame` that shows the chart part behind `rel_id`."""
    box = chart.box
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{head}<p:cNvGraphicFramePr>"
        f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>{data}</p:nvPr></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></p:xfrm><a:graphic>'
        f'<a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="{rel_id}"/></a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )


def chart_xml(chart: Chart, sheet: Sheet, ink: Ink) -> str:
    """`c:chartSpace`: no title, no legend, no rounded corners, no fill of its own."""
    index = 0
    plots = []
    for plot in chart.plots:
        plots.append(_plot(plot, index, sheet, ink))
        index += len(plot.series)
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/>'
        f'<c:lang val="{ink.lang}"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{_layout(chart)}{''.join(plots)}{axes_xml(chart, ink)}"
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1000"/></a:pPr>'
        f'<a:endParaRPr lang="{ink.lang}"/></a:p></c:txPr>'
        f'<c:externalData r:id="{WORKBOOK_REL}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _layout(chart: Chart) -> str:
    if chart.inner is None:
        return "<c:layout/>"
    x, y, w, h = (f"{part:.6f}" for part in chart.inner)
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x}"/><c:y val="{y}"/><c:w val="{w}"/><c:h val="{h}"/></c:manualLayout></c:layout>'
    )


def _plot(plot: Plot, first: int, sheet: Sheet, ink: Ink) -> str:
    """One `c:...Chart` with its series, numbered from `first`."""
    series = "".join([series_xml(s, plot, i, sheet, ink) for i, s in enumerate(plot.series, first)])
    ids = axis_ids(plot)
    plain = '<c:varyColors val="0"/>'
    if plot.kind in ("column", "bar"):
        is_stacked = plot.grouping in ("stacked", "percentStacked")
        grouping = plot.grouping if is_stacked else "clustered"
        overlap = 100 if is_stacked else plot.overlap
        return (
            f'<c:barChart><c:barDir val="{"col" if plot.kind == "column" else "bar"}"/>'
            f'<c:grouping val="{grouping}"/>{plain}{series}<c:gapWidth val="{min(max(plot.gap, 0), 500)}"/>'
            f'<c:overlap val="{overlap}"/>{ids}</c:barChart>'
        )
    if plot.kind == "line":
        grouping = "standard" if plot.grouping == "clustered" else plot.grouping
        start = f'<c:lineChart><c:grouping val="{grouping}"/>'
        return f'{start}{plain}{series}<c:marker val="1"/>{ids}</c:lineChart>'
    if plot.kind == "scatter":
        style = '<c:scatterStyle val="lineMarker"/>'
        return f"<c:scatterChart>{style}{plain}{series}{ids}</c:scatterChart>"
    if plot.kind == "bubble":
        return (
            f'<c:bubbleChart>{plain}{series}<c:bubbleScale val="100"/><c:showNegBubbles val="0"/>'
            f"{ids}</c:bubbleChart>"
        )
    return (
        f'<c:doughnutChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="{plot.first_angle}"/>'
        f'<c:holeSize val="{min(max(plot.hole, 10), 90)}"/></c:doughnutChart>'
    )
