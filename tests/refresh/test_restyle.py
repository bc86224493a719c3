"""A deck moved to another master: composed anew there, and what people changed in it stands."""

from __future__ import annotations

import json
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
from kamdeck.cli.main import run
from kamdeck.deck.normal import Fields
from kamdeck.deck.spec import DeckSpec
from kamdeck.errors import KamdeckError
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import read_state
from kamdeck.pptxio.touch import Digests
from kamdeck.report import Report
from tests.kept_lines import untrue_lines
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
    was = (desk / name).read_bytes()
    report = api.restyle(desk / name, desk / template if template else None)
    assert report is not None
    lines = untrue_lines(was, (desk / name).read_bytes(), report)
    assert [line for line in lines if " box: " not in line] == []  # they are in proportion to the page
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
    for axis in frame.chart._chartSpace.iter():  # python-pptx writes ids below zero, which the SDK refuses
        if axis.get("val", "").startswith("-2"):
            axis.set("val", axis.get("val")[1:])
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


# ------------------------------------------------------------------ a person's own slides


def test_texts_of_own_slides_find_a_place_or_look_as_before(desk: Path, sound: Sound) -> None:
    deck = desk / "deck.pptx"
    moved(desk, "light.pptx")
    show: Any = Presentation(str(deck))
    two = show.slides.add_slide(next(each for each in show.slide_layouts if each.name == "Two Content"))
    for shape, words in zip(two.placeholders, ("Two columns", "Left", "Right"), strict=True):
        shape.text_frame.text = words
    empty = show.slides.add_slide(next(each for each in show.slide_layouts if each.name == "Two Content"))
    empty.shapes.title.text_frame.text = "Half empty"
    empty.placeholders[1].text_frame.text = "Left"
    show.slides.add_slide(next(each for each in show.slide_layouts if each.name == "Blank"))
    show.save(str(deck))
    moved(desk, "dark.pptx")
    sound(deck)
    show = Presentation(str(deck))
    two, empty, blank = list(show.slides)[-3:]
    assert [each.slide_layout.name for each in (two, empty, blank)] == ["Two Content", "Two Content", "Blank"]
    assert [shape.text_frame.text for shape in two.placeholders] == ["Two columns", "Left", "Right"]
    moved(desk, None)  # its layouts have room for one text
    sound(deck)
    show = Presentation(str(deck))
    two, empty, blank = list(show.slides)[-3:]
    assert [shape.text_frame.text for shape in two.placeholders] == ["Two columns", "Left"]
    right = next(s for s in two.shapes if s.has_text_frame and s.text_frame.text == "Right")
    assert not right.is_placeholder
    style = right._element.txBody.find("{*}lstStyle/{*}lvl1pPr")
    assert style.find("{*}buChar") is not None
    assert int(style.find("{*}defRPr").get("sz")) > 2000
    assert right.width > Inches(4)
    assert "Half empty" in [shape.text_frame.text for shape in empty.placeholders]
    assert not [s for s in (*empty.shapes, *blank.shapes) if s.has_text_frame and not s.text_frame.text]


def test_formats_of_words_and_boxes_of_texts_stay(desk: Path) -> None:
    deck = desk / "deck.pptx"
    show: Any = Presentation(str(deck))
    runs = shape_of(show, "summary/title").text_frame.paragraphs[0].runs
    runs[0].font.underline = True
    runs[0].font.color.rgb = RGBColor(0xC0, 0x10, 0x10)
    title = shape_of(show, "abc_tiers/title")
    title.left, title.top, title.width, title.height = (Inches(n) for n in (2, 0.2, 9, 0.9))
    title.fill.solid()
    title.fill.fore_color.rgb = RGBColor(0xFF, 0xF0, 0x80)
    words = title.text_frame.text
    show.save(str(deck))
    for template, share in (("light.pptx", 2 / 13.333), (None, None)):
        moved(desk, template)
        show = Presentation(str(deck))
        run = shape_of(show, "summary/title").text_frame.paragraphs[0].runs[0]
        assert run.font.underline
        assert run.font.color.rgb == RGBColor(0xC0, 0x10, 0x10)
        title = shape_of(show, "abc_tiers/title")
        assert title.is_placeholder
        assert title.fill.fore_color.rgb == RGBColor(0xFF, 0xF0, 0x80)
        if share:
            assert title.left / show.slide_width == pytest.approx(share, rel=0.01)
            assert "".join(title.text_frame.text.split()) == "".join(words.split())


# ------------------------------------------------------------------ the door


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_deck_of_the_first_version_moves_too(tmp_path: Path, lang: str, sound: Sound) -> None:
    book = {"en": BOOK, "fr": "health_cloud_fr.xlsx"}[lang]
    shutil.copy(ROOT / "tests" / "data" / "decks" / f"story-0.1.0-{lang}.pptx", tmp_path / "deck.pptx")
    shutil.copy(ROOT / "sample_workbooks" / book, tmp_path / book)
    light(tmp_path / "light.pptx")
    report = moved(tmp_path, "light.pptx")
    sound(tmp_path / "deck.pptx")
    assert (report.conflicts, report.lost) == ((), ())
    assert len(names(tmp_path / "deck.pptx", "slideMasters")) == 1
    show: Any = Presentation(str(tmp_path / "deck.pptx"))
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= show.slide_width + 9_000, shape.name


def test_what_the_deck_remembers_follows(desk: Path) -> None:
    moved(desk, "light.pptx")
    choice: Any = read_manifest(Package.open(desk / "deck.pptx"))[0]["choice"]
    assert choice["template"].endswith("light.pptx")
    assert tuple(choice["views"]) == VIEWS
    with pytest.raises(KamdeckError, match=r"dark\.pptx"):
        api.refresh(desk / "deck.pptx", template=desk / "dark.pptx")
    moved(desk, None)
    choice = read_manifest(Package.open(desk / "deck.pptx"))[0]["choice"]
    assert "template" not in choice


def test_another_file_leaves_the_deck_as_it_is(desk: Path) -> None:
    before = (desk / "deck.pptx").read_bytes()
    (desk / "below").mkdir()
    out = desk / "below" / "out.pptx"
    report = api.restyle(desk / "deck.pptx", desk / "light.pptx", out)
    assert report is not None
    assert report.backup == ""
    assert (desk / "deck.pptx").read_bytes() == before
    assert api.refresh(out, workbook=desk / BOOK).changes == ()
    with pytest.raises(KamdeckError, match="already there"):
        api.restyle(desk / "deck.pptx", desk / "dark.pptx", out)
    report = api.restyle(desk / "deck.pptx", desk / "dark.pptx", out, is_forced=True)
    assert report is not None
    assert report.backup.endswith("out.bak.pptx")


def test_the_command_says_how_it_ended(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck, template = str(desk / "deck.pptx"), str(desk / "light.pptx")
    before = (desk / "deck.pptx").read_bytes()
    assert run(["restyle", deck, "--template", template, "--dry-run"]) == 0
    assert "was not written" in capsys.readouterr().out
    assert (desk / "deck.pptx").read_bytes() == before
    assert run(["restyle", deck, "--template", template]) == 0
    assert "deck.bak.pptx" in capsys.readouterr().out
    moved_once = (desk / "deck.pptx").read_bytes()
    assert run(["restyle", deck, "--template", template]) == 0
    assert "nothing to do" in capsys.readouterr().out
    assert (desk / "deck.pptx").read_bytes() == moved_once
    edit_title(desk / "deck.pptx")
    assert run(["restyle", deck, "--strict", "--json"]) == 3
    answer = json.loads(capsys.readouterr().out)
    assert [(each["key"], each["field"]) for each in answer["kept"]] == [("pareto/title", "text")]


def edit_title(path: Path) -> None:
    show: Any = Presentation(str(path))
    shape_of(show, "pareto/title").text_frame.paragraphs[0].runs[0].text = EXTRA
    show.save(str(path))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_cannot_be_moved_is_refused(
    desk: Path, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"{lang}.UTF-8")
    deck, light_one = str(desk / "deck.pptx"), str(desk / "light.pptx")
    (desk / "no.pptx").write_bytes(b"no deck")
    for arguments in (
        [light_one, "--template", light_one],  # none of ours
        [deck, "--template", str(desk / "no.pptx")],
        [deck, "--template", str(desk / "nowhere.pptx")],
        [deck, "--template", light_one, "-o", light_one],
        [str(desk / "nowhere.pptx")],
    ):
        assert run(["restyle", *arguments]) == 1
        assert capsys.readouterr().err.strip()
    (desk / ".~lock.deck.pptx#").write_text("open")
    assert run(["restyle", deck, "--template", light_one]) == 1
    assert "LibreOffice" in capsys.readouterr().err
    (desk / ".~lock.deck.pptx#").unlink()
    (desk / BOOK).unlink()
    assert run(["restyle", deck, "--template", light_one]) == 1
    assert BOOK in capsys.readouterr().err


def test_empty_words_are_written_in_two_ways() -> None:
    once = "<c:pt idx='0'><c:v></c:v></c:pt><a:r><a:t></a:t></a:r>"
    again = "<c:pt idx='0'><c:v/></c:pt><a:r><a:t/></a:r>"
    assert Digests().of(once) == Digests().of(again)
