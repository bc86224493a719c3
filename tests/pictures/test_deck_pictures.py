"""A deck is shown as it stands: hand edits, own slides, and what cannot be shown as a named box."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.presentation import Presentation as Deck
from pptx.util import Inches, Pt

from kamdeck.deck.page import Drawn, Page, Picture, Trail, Unread
from kamdeck.deck.spec import Chart, Shape, Table, Text, inches
from kamdeck.pictures import picture
from kamdeck.pictures.painter import Painter
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.scene import pages_of
from tests import specs
from tests.refreshing import built, edited, shape_of, slide_of

PLAIN = built(specs.deck(specs.Figures(specs.FIRST)))


def _shown(change: Callable[[Deck], object]) -> dict[str, Page]:
    return {page.key or f"own {page.number}": page for page in pages_of(Package.open(edited(PLAIN, change)))}


def _of(page: Page, key: str, kind: type[Any]) -> Any:
    (found,) = [e for e in page.elements if e.key == key and isinstance(e, kind)]
    return found


def _words(page: Page) -> str:
    painter = Painter(600)
    painter.lay(page)
    return " ".join(text for text, _, _ in painter.canvas.words)


def test_edits_of_our_shapes() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "bars/title").text_frame.text = "Reworded by hand"
        chart = shape_of(deck, "bars/chart")
        chart.left, chart.width = Inches(2), Inches(5)
        point = chart.chart.plots[0].series[0].points[1]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = RGBColor(0xE0, 0x00, 0x80)
        source = shape_of(deck, "bars/source")._element
        source.getparent().remove(source)

    page = _shown(change)["bars"]
    assert "Reworded" in _words(page)
    chart = _of(page, "bars/chart", Chart)
    assert (chart.box.x, chart.box.w) == (Inches(2), Inches(5))
    assert [p.fill for p in chart.plots[0].series[0].points if p.key == "1"] == ["#E00080"]
    assert not [e for e in page.elements if e.key == "bars/source"]
    assert "Source" not in _words(page)


def test_the_order_of_the_deck_and_slides_of_ones_own() -> None:
    def change(deck: Deck) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = "A slide of my own"
        ids = deck.slides._sldIdLst
        last = list(ids)[-1]
        ids.remove(last)
        ids.insert(0, last)

    found = _shown(change)
    assert next(iter(found)) == "own 1"
    assert [page.number for page in found.values()] == list(range(1, len(found) + 1))
    assert "A slide of my own" in _words(found["own 1"])


def test_only_the_slides_that_are_wanted() -> None:
    every = {page.key: page for page in pages_of(Package.open(PLAIN))}
    (only,) = pages_of(Package.open(PLAIN), ("bars",))
    assert (only.key, only.number) == ("bars", every["bars"].number)
    assert picture(only, width_px=300) == picture(every["bars"], width_px=300)


def _own(deck: Deck) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[3])
    return slide.shapes


def _elements(change: Callable[[Any], object]) -> list[Drawn]:
    found = _shown(lambda deck: change(_own(deck)))
    (page,) = [page for name, page in found.items() if name.startswith("own")]
    picture(page, width_px=400)  # whatever it holds can be drawn
    return [e for e in page.elements if not e.key.startswith(("Rule", "Rail"))]


def test_own_shapes_take_the_look_that_their_style_gives() -> None:
    def change(shapes: Any) -> None:
        arrow = shapes.add_shape(MSO_SHAPE.RIGHT_ARROW, Inches(1), Inches(2), Inches(2), Inches(1))
        arrow.name, arrow.text_frame.text = "arrow", "Go"
        line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(1), Inches(4), Inches(3), Inches(5))
        line.name = "line"

    elements = _elements(change)
    drawn, words = [e for e in elements if e.key == "arrow"]
    assert isinstance(drawn, Shape)
    assert (drawn.geom, drawn.fill) == ("rightArrow", "#14284F")
    assert isinstance(words, Shape)
    assert (words.paras[0].text, words.paras[0].runs[0].color) == ("Go", "#FFFFFF")
    (line,) = [e for e in elements if e.key == "line"]
    assert isinstance(line, Trail)
    assert line.points == ((Inches(1), Inches(4)), (Inches(3), Inches(5)))


def test_own_text_with_bullets_and_formats() -> None:
    def change(shapes: Any) -> None:
        box = shapes.add_textbox(Inches(1), Inches(2), Inches(4), Inches(2))
        box.name = "mine"
        frame = box.text_frame
        frame.word_wrap, frame.text = True, "First"
        second = frame.add_paragraph()
        second.text, second.font.bold, second.font.size = "Second", True, Pt(24)
        second.font.color.rgb = RGBColor(0xC8, 0, 0)

    (text,) = [e for e in _elements(change) if isinstance(e, Text) and e.key == "mine"]
    first, second = (para.runs[0] for para in text.paras)
    assert (first.size, first.bold, first.color) == (18, False, "#12264A")
    assert (second.size, second.bold, second.color) == (24, True, "#C80000")


def test_own_table_pictures_and_charts() -> None:
    image = io.BytesIO()
    Image.new("RGB", (30, 20), (240, 200, 40)).save(image, "png")

    def change(shapes: Any) -> None:
        shapes.add_picture(image, Inches(1), Inches(2), Inches(1)).name = "photo"
        table = shapes.add_table(2, 2, Inches(3), Inches(2), Inches(3), Inches(1))
        table.name = "table"
        table.table.cell(0, 0).text = "Head"
        data = CategoryChartData()
        data.categories = ["North", "South"]
        data.add_series("2026", (3, 5))
        where = (Inches(1), Inches(4), Inches(3), Inches(2))
        for kind, name in ((XL_CHART_TYPE.PIE, "pie"), (XL_CHART_TYPE.AREA, "area")):
            chart = shapes.add_chart(kind, *where, data)
            chart.name = name
            chart.chart.has_legend = True

    elements = {e.key: e for e in _elements(change)}
    assert isinstance(elements["photo"], Picture)
    assert elements["photo"].data == image.getvalue()
    assert isinstance(elements["table"], Table)
    assert elements["table"].rows[0].cells[0].fill == "#14284F"
    pie = elements["pie"]
    assert isinstance(pie, Chart)
    assert pie.plots[0].hole == 0
    assert pie.grid.columns[0].values == (3.0, 5.0)
    legend = elements["pie/legend"]
    assert isinstance(legend, Text)
    assert "North" in legend.paras[0].text
    assert isinstance(elements["area"], Unread)
    assert elements["area"].label == "area"


def test_an_unreadable_picture_and_an_unknown_shape_are_named_boxes() -> None:
    def change(shapes: Any) -> None:
        cloud = shapes.add_shape(MSO_SHAPE.CLOUD, Inches(1), Inches(2), Inches(2), Inches(1))
        cloud.name = "weather"

    found = _shown(lambda deck: change(_own(deck)))
    (page,) = [page for name, page in found.items() if name.startswith("own")]
    assert "cloud" in _words(page)
    lost = Picture("logo", inches(1, 1, 3, 2), b"no image")
    broken = Page("", 1, 9_144_000, 6_858_000, "#FFFFFF", (lost,), {})
    assert "logo" in _words(broken)


def test_groups_scale_what_they_hold() -> None:
    def change(deck: Deck) -> None:
        shapes = slide_of(deck, "bars").shapes
        group = shapes.add_group_shape()
        group.shapes.add_shape(MSO_SHAPE.OVAL, Inches(1), Inches(1), Inches(1), Inches(1)).name = "dot"
        group.width, group.left = Inches(3), Inches(4)

    dot = _of(_shown(change)["bars"], "dot", Shape)
    assert (dot.box.x, dot.box.w, dot.box.h) == (Inches(4), Inches(3), Inches(1))
