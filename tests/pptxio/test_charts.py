"""Native charts: what is plotted is what the sheet holds, in the order that PowerPoint wants."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.utils import range_boundaries

from kamdeck.deck.spec import (
    Axis,
    Chart,
    Data,
    Grid,
    Input,
    Labels,
    Line,
    Marker,
    Para,
    Plot,
    Point,
    Run,
    Series,
    inches,
)
from kamdeck.errors import DeckError
from kamdeck.pptxio.charts import chart_parts
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.markup import C16, A, C
from kamdeck.pptxio.series import series_uid

NS = {"a": A, "c": C, "c16": C16}
BOX = inches(1, 1, 6, 4)
NAMES = ("Mount Sinai", "R&D <Inc>", "Éco", "Duke")
GRID = Grid(
    NAMES,
    NAMES,
    (
        Data("rev", "Revenue", (8.6, 7.9, None, -1.5), "0.0"),
        Data("share", "Share", (0.5, 0.4, 0.05, 0.05), "0%"),
        Data("limit", "Threshold", (0.8,) * 4, "0%", "{in:limit}"),
        Data("size", "Size", (1.0, 2.0, 3.0, 4.0)),
    ),
    (Input("limit", "Threshold", 0.8, "0%"),),
)
COLUMN = Series("rev", "rev", fill="tier_a")


def chart(*plots: Plot, **rest: Any) -> Chart:
    return Chart("v/chart", BOX, GRID, plots, **rest)


def pareto() -> Chart:
    points = (Point("Duke", "risk"), Point("Mount Sinai", "accent", Labels("none")))
    bars = Plot("column", (replace(COLUMN, labels=Labels("value", "outEnd", "0.0"), points=points),), gap=40)
    curve = Series("share", "share", line=Line("accent", 2.25), marker=Marker(line=Line("accent", 1.5)))
    limit = Series("limit", "limit", trend=Line("risk", 1.25, "dash"))
    return chart(bars, Plot("line", (curve, limit), is_secondary=True), y2=Axis(0, 1, 0.2, "0%"))


def stacked() -> Chart:
    series = tuple(
        Series(k, k, fill="tier_b", labels=Labels("value", "ctr"), line=Line("paper"))
        for k in ("rev", "size")
    )
    total = Plot("line", (Series("share", "share", labels=Labels("value", "t")),))
    return chart(Plot("column", series, "stacked"), total, y=Axis(is_visible=False))


def bars() -> Chart:
    return chart(
        Plot("bar", (COLUMN, Series("size", "size", fill="tier_c")), overlap=100), x=Axis(is_reversed=True)
    )


def lorenz() -> Chart:
    line = Series("y", "share", "size", line=Line("ink", 2))
    dot = Series(
        "dot", "share", "size", rows=(1, 2), marker=Marker(size=9), labels=Labels("series", "r"),
        points=(Point("R&D <Inc>", "accent"),),
    )  # fmt: skip
    return chart(Plot("scatter", (line, dot)))


def bubbles() -> Chart:
    series = Series("all", "share", "rev", "size", fill="tier_b", labels=Labels("category", "r"))
    return chart(Plot("bubble", (series,)), x=Axis(0, 10, crosses_at=0.5), y=Axis(0, 1, crosses_at=5))


def doughnut() -> Chart:
    points = tuple(Point(name, "tier_a") for name in NAMES)
    return chart(Plot("doughnut", (Series("share", "share", points=points),), hole=68, first_angle=90))


KINDS = {
    "pareto": pareto,
    "stacked": stacked,
    "bars": bars,
    "lorenz": lorenz,
    "bubbles": bubbles,
    "doughnut": doughnut,
}
EVERY = pytest.mark.parametrize("name", KINDS)


def tree(it: Chart) -> etree._Element:
    return etree.fromstring(chart_parts(it, Ink("fr-FR"))[0])


def local(node: etree._Element) -> str:
    return etree.QName(node).localname


def values(node: etree._Element, where: str) -> list[str | None]:
    return [e.get("val") for e in node.iterfind(where, NS)]


# ------------------------------------------------------------------ one cell model


def cells(book: Any, formula: str) -> list[Any]:
    name, area = formula.rsplit("!", 1)
    page = book[name.strip("'").replace("''", "'")]
    left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(area.replace("$", "")))
    return [page.cell(r, c).value for r in range(top, bottom + 1) for c in range(left, right + 1)]


def caches(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for formula in root.iter(f"{{{C}}}f"):
        cache = formula.getnext()
        assert cache is not None
        assert formula.text is not None
        yield formula.text, cache


@EVERY
def test_caches_hold_what_their_cells_hold(name: str) -> None:
    xml, data = chart_parts(KINDS[name](), Ink())
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    count = 0
    for formula, cache in caches(etree.fromstring(xml)):
        held = cells(book, formula)
        assert values(cache, "c:ptCount") == [str(len(held))]
        points = {int(p.get("idx", "-1")): p.findtext("c:v", None, NS) for p in cache.iterfind("c:pt", NS)}
        for i, value in enumerate(held):
            count += 1
            if local(cache) == "numCache":
                assert points.get(i) is None if value is None else float(points[i] or "") == value
            else:
                assert points.get(i) == value
    assert count


@EVERY
def test_number_formats_are_those_of_the_cells(name: str) -> None:
    xml, data = chart_parts(KINDS[name](), Ink())
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert page is not None
    for formula, cache in caches(etree.fromstring(xml)):
        if local(cache) == "numCache":
            first = formula.rsplit("!", 1)[1].partition(":")[0].replace("$", "")
            assert cache.findtext("c:formatCode", None, NS) == page[first].number_format


@EVERY
def test_the_same_chart_gives_the_same_bytes(name: str) -> None:
    assert chart_parts(KINDS[name](), Ink()) == chart_parts(KINDS[name](), Ink())


# ------------------------------------------------------------------ what PowerPoint insists on


@EVERY
def test_axes_are_positive_and_pair_up(name: str) -> None:
    area = tree(KINDS[name]()).find(".//c:plotArea", NS)
    assert area is not None
    axes = {axis.find("c:axId", NS).get("val"): axis for axis in area if local(axis).endswith("Ax")}  # type: ignore[union-attr]
    used = values(area, "./*/c:axId")
    assert all(int(number or 0) > 0 for number in used)
    for number, axis in axes.items():
        (other,) = values(axis, "c:crossAx")
        assert values(axes[other or ""], "c:crossAx") == [number]
    for plot in area:
        if local(plot).endswith("Chart") and local(plot) != "doughnutChart":
            assert set(values(plot, "c:axId")) <= set(axes)
            assert len(values(plot, "c:axId")) == 2


@EVERY
def test_series_are_numbered_through_and_known_by_their_keys(name: str) -> None:
    it = KINDS[name]()
    root = tree(it)
    series = root.findall(".//c:ser", NS)
    assert [s.find("c:idx", NS).get("val") for s in series] == [str(i) for i in range(len(series))]  # type: ignore[union-attr]
    assert [s.find("c:order", NS).get("val") for s in series] == [str(i) for i in range(len(series))]  # type: ignore[union-attr]
    keys = [s.key for plot in it.plots for s in plot.series]
    assert values(root, ".//c16:uniqueId") == [series_uid(key) for key in keys]


@EVERY
def test_space_without_title_legend_and_frame(name: str) -> None:
    root = tree(KINDS[name]())
    assert values(root, "c:roundedCorners") == ["0"]
    assert values(root, "c:chart/c:autoTitleDeleted") == ["1"]
    assert values(root, "c:chart/c:dispBlanksAs") == ["gap"]
    assert root.find(".//c:legend", NS) is None
    assert values(root, "c:lang") == ["fr-FR"]
    assert (
        root[-1].get(f"{{{'http://schemas.openxmlformats.org/officeDocument/2006/relationships'}}}id")
        == "rId1"
    )


def test_unique_ids_are_guids_that_depend_on_the_key_alone() -> None:
    assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", series_uid("rev"))
    assert series_uid("rev") == series_uid("rev") != series_uid("share")


def test_points_stand_in_ascending_order() -> None:
    bar = tree(pareto()).find(".//c:barChart/c:ser", NS)
    assert bar is not None
    assert values(bar, "c:dPt/c:idx") == ["0", "3"]
    assert values(bar, "c:dLbls/c:dLbl/c:idx") == ["0"]
    assert values(bar, "c:dLbls/c:dLbl/c:delete") == ["1"]


def test_points_of_a_part_are_counted_from_its_start() -> None:
    dot = tree(lorenz()).findall(".//c:ser", NS)[1]
    assert values(dot, "c:dPt/c:idx") == ["0"]


def test_a_point_that_is_no_row_is_an_error() -> None:
    with pytest.raises(DeckError, match="Nobody"):
        chart_parts(chart(Plot("column", (replace(COLUMN, points=(Point("Nobody", "risk"),)),))), Ink())


@pytest.mark.parametrize(
    ("plot", "position"),
    [
        (Plot("column", (COLUMN,), "stacked"), "outEnd"),
        (Plot("column", (COLUMN,)), "t"),
        (Plot("line", (COLUMN,)), "outEnd"),
        (Plot("doughnut", (COLUMN,)), "ctr"),
    ],
)
def test_label_positions_that_powerpoint_refuses_are_errors(plot: Plot, position: Any) -> None:
    labelled = replace(plot, series=(replace(COLUMN, labels=Labels("value", position)),))
    with pytest.raises(DeckError, match="cannot stand"):
        chart_parts(chart(labelled), Ink())


def test_stacked_bars_overlap_whatever_the_spec_says() -> None:
    assert values(tree(stacked()), ".//c:barChart/c:overlap") == ["100"]
    assert values(tree(stacked()), ".//c:barChart/c:grouping") == ["stacked"]
    assert values(tree(pareto()), ".//c:barChart/c:grouping") == ["clustered"]


# ------------------------------------------------------------------ combinations


def test_a_second_pair_of_axes_stands_on_the_right() -> None:
    area = tree(pareto()).find(".//c:plotArea", NS)
    assert area is not None
    hidden, right = area.findall("c:catAx", NS)[1], area.findall("c:valAx", NS)[1]
    assert values(hidden, "c:delete") == ["1"]
    assert (values(right, "c:crosses"), values(right, "c:axPos")) == (["max"], ["r"])
    assert [local(e) for e in area][:3] == ["layout", "barChart", "lineChart"]


def test_plots_on_one_pair_share_its_axes() -> None:
    area = tree(stacked()).find(".//c:plotArea", NS)
    assert area is not None
    assert values(area, "c:barChart/c:axId") == values(area, "c:lineChart/c:axId")
    assert len(area.findall("c:catAx", NS)) == 1


def test_reversed_categories_keep_the_value_axis_below() -> None:
    root = tree(bars())
    assert values(root, ".//c:catAx/c:scaling/c:orientation") == ["maxMin"]
    assert values(root, ".//c:valAx/c:crosses") == ["max"]
    assert values(root, ".//c:catAx/c:axPos") == ["l"]


def test_axes_that_cross_at_a_value_keep_their_labels_outside() -> None:
    root = tree(bubbles())
    assert values(root, ".//c:valAx/c:crossesAt") == ["0.5", "5"]
    assert values(root, ".//c:valAx/c:tickLblPos") == ["low", "low"]


def test_a_threshold_is_the_trend_of_an_invisible_series() -> None:
    limit = tree(pareto()).findall(".//c:lineChart/c:ser", NS)[1]
    assert limit.find("c:spPr/a:ln/a:noFill", NS) is not None
    assert values(limit, "c:trendline/c:forward") == ["0.5"]
    assert values(limit, "c:trendline/c:backward") == ["0.5"]
    assert values(limit, "c:marker/c:symbol") == ["none"]


def test_one_point_of_a_cloud_is_named_by_its_row() -> None:
    names = [s.findtext("c:tx//c:v", None, NS) for s in tree(lorenz()).iterfind(".//c:ser", NS)]
    assert names == ["Share", "R&D <Inc>"]


def test_points_of_a_cloud_show_their_rows_names() -> None:
    texts = [t.text for t in tree(bubbles()).iterfind(".//c:dLbl/c:tx//a:t", NS)]
    assert texts == list(NAMES)


def test_labels_in_words_have_the_labels_format() -> None:
    words = (Para((Run("33%", 14), Run(" of all", bold=False))),)
    own = Point("Éco", labels=Labels("value", "ctr", size=9, bold=True, color="paper", paras=words))
    bar = replace(COLUMN, labels=Labels("value", "ctr", "0.0"), points=(own,))
    label = tree(chart(Plot("column", (bar,), "stacked"))).find(".//c:dLbl", NS)
    assert label is not None
    assert [local(e) for e in label][:3] == ["idx", "tx", "spPr"]
    runs = [(e.get("sz"), e.get("b")) for e in label.iterfind(".//a:rPr", NS)]
    assert runs == [("1400", "1"), ("900", "0")]
    assert values(label, "c:showVal") == ["1"]


def test_the_plot_area_can_be_fixed() -> None:
    layout = tree(chart(Plot("column", (COLUMN,)), inner=(0.05, 0.1, 0.9, 0.7))).find(".//c:manualLayout", NS)
    assert layout is not None
    assert values(layout, "c:layoutTarget") == ["inner"]
    assert [float(v or 0) for v in values(layout, "c:w")] == [0.9]


def test_clouds_need_their_columns() -> None:
    with pytest.raises(DeckError, match="needs x and size"):
        chart_parts(chart(Plot("bubble", (COLUMN,))), Ink())


def test_an_empty_sheet_is_still_a_chart() -> None:
    empty = Chart("v/chart", BOX, Grid((), (), (Data("v", "V", ()),)), (Plot("column", (Series("v", "v"),)),))
    xml, data = chart_parts(empty, Ink())
    assert b'<c:ptCount val="0"/>' in xml
    assert openpyxl.load_workbook(io.BytesIO(data)).active is not None
