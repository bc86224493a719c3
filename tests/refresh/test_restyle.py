"""A deck moved to another master: composed anew there, and what people changed in it stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Deck
from pptx.util import Inches, Pt

from kamdeck import api
from kamdeck.deck.normal import Fields
from kamdeck.deck.spec import DeckSpec
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import read_state
from kamdeck.report import Report
from tests.refreshing import find, shape_of, slide_of

ROOT = Path(__file__).parents[2]
BOOK = "health_cloud.xlsx"
VIEWS = ("cover", "summary", "pareto", "scoring", "concentration", "abc_tiers", "notes")
EXTRA = "Our own words, which stay"
Sound = Callable[[Path | bytes], None]


def light(path: Path) -> Path:
    """A light 4:3 master: the one that python-pptx brings along."""
    show = Presentation()
    show.save(str(path))
    return path


def dark(path: Path) -> Path:
    """The same on dark ground, 10 x 5.63 inches."""
    show = Presentation()
    show.slide_height = Inches(5.625)
    for holder in (show.slide_master, *show.slide_layouts):
        for shape in holder.placeholders:
            if shape.element.spPr.xfrm is not None:
                shape.top, shape.height = round(shape.top * 0.75), round(shape.height * 0.75)
    colors = show.slide_master.element.find("{*}clrMap")
    for name, slot in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
        colors.set(name, slot)
    show.save(str(path))
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A deck of some views beside its workbook, and two masters."""
    shutil.copy(ROOT / "sample_workbooks" / BOOK, tmp_path / BOOK)
    light(tmp_path / "light.pptx")
    dark(tmp_path / "dark.pptx")
    api.build(tmp_path / BOOK, tmp_path / "deck.pptx", views=VIEWS)
    return tmp_path


def moved(desk: Path, template: str | None, name: str = "deck.pptx") -> Report:
    """The report of a restyle; the deck then has no fault, and a refresh has nothing to do."""
    report = api.restyle(desk / name, desk / template if template else None)
    assert report is not None
    assert api.lint(desk / name) == ()
    before = (desk / name).read_bytes()
    again = api.refresh(desk / name)
    assert again.changes == ()
    assert (desk / name).read_bytes() == before
    return report


def seen(path: Path) -> dict[str, Fields]:
    """The fields of all that is ours in a deck, and the layout and order of each slide."""
    package = Package.open(path)
    found: dict[str, Fields] = {}
    for slide in read_state(package, DeckSpec(())).state.slides.values():
        layout = package.read(package.related(slide.part, "slideLayout") or "")
        found[slide.key] = {"layout": str(hash(layout)), "order": tuple(slide.elements), "notes": slide.notes}
        for key, element in slide.elements.items():
            found[key] = {name: value for name, value in element.fields.items() if name != "book"}
    return found


def names(path: Path, folder: str) -> list[str]:
    return [name for name in Package.open(path).names if name.startswith(f"ppt/{folder}/")]


def assert_as_built(desk: Path, template: str | None) -> None:
    """The deck is what a build on that master gives, with no part more."""
    fresh = desk / "fresh.pptx"
    api.build(desk / BOOK, fresh, views=VIEWS, is_forced=True, template=desk / template if template else None)
    assert seen(desk / "deck.pptx") == seen(fresh)
    for folder in ("slideMasters", "slideLayouts", "theme", "notesMasters", "media", "charts", "slides"):
        assert len(names(desk / "deck.pptx", folder)) == len(names(fresh, folder)), folder
    assert (desk / "deck.pptx").stat().st_size < 1.1 * fresh.stat().st_size


# ------------------------------------------------------------------ nobody touched it


def test_a_deck_that_nobody_touched_is_as_if_built_there(desk: Path, sound: Sound) -> None:
    for template in ("light.pptx", "dark.pptx", None):
        report = moved(desk, template)
        sound(desk / "deck.pptx")
        assert (report.kept, report.lost, report.conflicts, report.replaced) == ((), (), (), ())
        assert report.backup
        assert_as_built(desk, template)


def test_new_figures_arrive_on_the_way(desk: Path) -> None:
    book = openpyxl.load_workbook(desk / BOOK)
    for row in book["Revenue"].iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, int | float) and cell.value > 3000:
                cell.value = round(cell.value * 1.1)
    book.save(desk / BOOK)
    report = moved(desk, "light.pptx")
    assert any(change.field.startswith("val/") for change in report.changes)
    assert_as_built(desk, "light.pptx")


# ------------------------------------------------------------------ what people changed


def edit(path: Path) -> dict[str, Any]:
    """A deck as people leave it; what is to be found again."""
    show: Deck = Presentation(str(path))
    title = shape_of(show, "pareto/title")
    title.text_frame.paragraphs[0].runs[0].text = EXTRA
    chart = shape_of(show, "pareto/chart")
    chart.left, chart.top = chart.left + Inches(0.5), chart.top + Inches(0.25)
    points = chart.chart.plots[0].series[0].points
    points[2].format.fill.solid()
    points[2].format.fill.fore_color.rgb = RGBColor(0xC0, 0x10, 0x90)
    slide_of(show, "scoring").notes_slide.notes_text_frame.text = EXTRA
    own = slide_of(show, "scoring").shapes.add_textbox(Inches(4), Inches(2), Inches(3), Inches(1))
    own.name, own.text_frame.text = "Remark", EXTRA
    own.text_frame.paragraphs[0].runs[0].font.size = Pt(20)
    layout = next(
        each for each in show.slide_layouts if each.name == slide_of(show, "scoring").slide_layout.name
    )
    page = show.slides.add_slide(layout)
    page.shapes.title.text_frame.text = "A page of ours"
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("s", (1, 2))
    frame = page.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, Inches(1), Inches(2), Inches(4), Inches(3), data
    )
    frame.name = "Own chart"
    ids = show.slides._sldIdLst
    ids.insert(1, ids[-1])  # the own page second
    gone = next(
        i
        for i, slide in enumerate(show.slides)
        if any(s.name == "kd:concentration/title" for s in slide.shapes)
    )
    show.part.drop_rel(ids[gone].rId)
    ids.remove(ids[gone])
    show.save(str(path))
    return {
        "chart": (chart.left / show.slide_width, chart.width / show.slide_width),
        "own": own.left / show.slide_width,
    }


def check(path: Path, was: dict[str, Any], slides: int) -> None:
    show: Any = Presentation(str(path))
    assert len(show.slides) == slides
    pareto = slide_of(show, "pareto")
    title, chart = find(pareto, "kd:pareto/title"), find(pareto, "kd:pareto/chart")
    assert title.text_frame.text == EXTRA
    assert title.is_placeholder
    assert str(chart.chart.plots[0].series[0].points[2].format.fill.fore_color.rgb) == "C01090"
    assert slide_of(show, "scoring").notes_slide.notes_text_frame.text == EXTRA
    own = find(slide_of(show, "scoring"), "Remark")
    assert own.text_frame.text == EXTRA
    page = show.slides[1]
    assert page.shapes.title.text_frame.text == "A page of ours"
    assert find(page, "Own chart").has_chart
    assert not any(s.name.startswith("kd:concentration/") for slide in show.slides for s in slide.shapes)
    wide, high = show.slide_width, show.slide_height
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left >= -9_000, shape.name
            assert shape.left + shape.width <= wide + 9_000, shape.name
            assert shape.top + shape.height <= high + 9_000, shape.name


def test_what_people_changed_stands_on_every_master(desk: Path, sound: Sound) -> None:
    deck = desk / "deck.pptx"
    was = edit(deck)
    for template in ("light.pptx", "dark.pptx", None):
        report = moved(desk, template)
        sound(deck)
        fields = {(kept.key, kept.field) for kept in report.kept}
        assert ("pareto/title", "text") in fields
        assert ("pareto/chart", "box") in fields
        assert ("concentration", "slide deleted") in fields
        assert report.lost == ()
        assert report.conflicts == ()
        check(deck, was, len(seen_slides(deck)))
    show = Presentation(str(deck))
    chart, own = shape_of(show, "pareto/chart"), find(slide_of(show, "scoring"), "Remark")
    assert chart.width / show.slide_width == pytest.approx(was["chart"][1] * 0.75, rel=0.01)
    assert own.text_frame.paragraphs[0].runs[0].font.size < Pt(20)


def seen_slides(path: Path) -> list[str]:
    return names(path, "slides")
