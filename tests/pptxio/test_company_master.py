"""A company's master is read by role and emptied safely; what is composed in its room stands there."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Inches

from kamdeck.deck.spec import Chart, Connector, DeckSpec, Element, Table, Text
from kamdeck.errors import DeckError, TemplateError
from kamdeck.pptxio.adapt import adapted
from kamdeck.pptxio.lint import lint
from kamdeck.pptxio.master import ROLES, Master
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.pptxio.template import open_template
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.workbook.rows import Book
from tests.contrast import sample
from tests.pptxio.test_lint import corpus
from tests.refreshing import built_on
from tests.specs import FIRST, Figures, deck

PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
SECTION = (
    '<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:ext '
    'uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="x" '
    'id="{11111111-2222-3333-4444-555555555555}"><p14:sldIdLst><p14:sldId id="256"/></p14:sldIdLst>'
    "</p14:section></p14:sectionLst></p:ext></p:extLst>"
)


@pytest.fixture(scope="module")
def book() -> Book:
    return sample()


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A 4:3 template of another program: slides linked to each other and from a layout, notes, a section."""
    show = Presentation()
    first = show.slides.add_slide(show.slide_layouts[0])
    second = show.slides.add_slide(show.slide_layouts[5])
    first.notes_slide.notes_text_frame.text = "old"
    box = second.shapes.add_textbox(Inches(1), Inches(2), Inches(3), Inches(1))
    box.click_action.target_slide = first
    link = show.slide_layouts[1].shapes[0]
    rel_id = show.slide_layouts[1].part.relate_to(
        first.part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"
    )
    link._element.xpath(".//p:cNvPr")[0].append(
        etree.fromstring(
            '<a:hlinkClick xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas'
            f'.openxmlformats.org/officeDocument/2006/relationships" r:id="{rel_id}" action="ppaction://hlinksldjump"/>'
        )
    )
    show.part._element.append(etree.fromstring(SECTION))
    path = tmp_path / "company.pptx"
    show.save(str(path))
    return path


def test_template_is_emptied(company: Path) -> None:
    master, package = open_template(company)
    data = package.save_bytes()
    again = Package.open(data)
    assert not [name for name in again.names if "/slides/" in name or "notesSlide" in name]
    assert "sectionLst" not in again.read(again.main_part).decode()
    assert lint(data) == ()
    assert again.content_type(again.main_part) == PRESENTATION
    assert len(Presentation(io.BytesIO(data)).slide_layouts) == 11
    assert master.notes_master is not None
    assert master.notes_master in again
    assert not master.is_own


def test_roles_of_a_company_master(company: Path) -> None:
    master, _ = open_template(company)
    names = {role: master.layout(role).name for role in ROLES}
    assert names == {
        "cover": "Title Slide",
        "rail": "Title Only",
        "rail_broad": "Title Only",
        "wide": "Title Only",
        "table": "Title Only",
        "section": "Section Header",
        "notes": "Title Only",
    }
    assert master.placeholder("cover", "subtitle") is not None
    assert master.remarks == ()
    assert master.colors["accent1"] == "4F81BD"
    assert master.fonts == ("Calibri", "Calibri")


def test_deck_on_a_company_master_opens(company: Path, book: Book, sound: Callable[[bytes], None]) -> None:
    master, package = open_template(company)
    spec = composed(book, master)
    data = built_on(master, package, adapted(spec, master)).save_bytes()
    sound(data)
    slides = list(Presentation(io.BytesIO(data)).slides)
    for slide, made in zip(slides[1:], spec.slides[1:], strict=True):
        texts = {e.key.partition("/")[2]: e.paras[0].text for e in made.elements if isinstance(e, Text)}
        shown = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert slide.shapes.title.text_frame.text == texts["title"]
        assert {texts["kicker"], texts["source"]} <= {*shown}
        assert slide.notes_slide.notes_text_frame.text == made.notes


def test_elements_stay_on_the_slide_and_below_the_title(company: Path, book: Book) -> None:
    master, _ = open_template(company)
    spec = adapted(composed(book, master), master)
    title = master.layout("wide").places["title"].box
    assert title is not None
    checked = 0
    for slide in spec.slides[1:]:
        for element in slide.elements:
            if isinstance(element, Connector) or element.box is None:
                continue
            box = element.box
            assert 0 <= box.x < box.x + box.w <= master.width, element.key
            assert title.y + title.h / 2 < box.y < box.y + box.h <= master.height, element.key
            checked += 1
    assert checked > 20


def test_titles_have_one_size_and_other_elements_their_own(company: Path) -> None:
    master, _ = open_template(company)
    old = elements(deck(Figures(FIRST)))
    for slide in adapted(deck(Figures(FIRST)), master).slides[1:]:
        titles = [e for e in slide.elements if isinstance(e, Text) and e.placeholder == "title"]
        assert [title.paras[0].runs[0].size for title in titles] == [master.frame.title_size]
        assert all(e == old[e.key] for e in slide.elements if e not in titles), slide.key


def test_a_large_page_enlarges_what_was_composed(tmp_path: Path) -> None:
    show = Presentation()
    show.slide_width, show.slide_height = Inches(26.667), Inches(15)
    path = tmp_path / "large.pptx"
    show.save(str(path))
    master, _ = open_template(path)
    scale = master.frame.scale
    assert scale == pytest.approx(2, abs=0.01)
    before = elements(deck(Figures(FIRST)))
    after = elements(adapted(deck(Figures(FIRST)), master))
    checked = 0
    for key, was in before.items():
        now = after.get(key)
        if isinstance(was, Chart) and isinstance(now, Chart):
            assert [*box_of(now)] == pytest.approx([v * scale for v in box_of(was)], abs=2)
            assert now.x.size == pytest.approx(was.x.size * scale, abs=0.06)
        elif isinstance(was, Table) and isinstance(now, Table):
            assert now.box.w == pytest.approx(was.box.w * scale, abs=len(was.columns))
        elif isinstance(was, Connector) and isinstance(now, Connector) and was.points and now.points:
            assert [*now.points] == pytest.approx([v * scale for v in was.points], abs=2)
        else:
            continue
        checked += 1
    assert checked == 5


def elements(spec: DeckSpec) -> dict[str, Element]:
    return {e.key: e for slide in spec.slides for e in slide.elements}


def box_of(chart: Chart) -> tuple[int, int, int, int]:
    return chart.box.x, chart.box.y, chart.box.w, chart.box.h


def test_template_without_a_title(sound: Callable[[bytes], None], tmp_path: Path) -> None:
    """It gets one of ours, which is a title to every program."""
    show = Presentation()
    show.slide_width, show.slide_height = Inches(13.333), Inches(7.5)
    for layout in list(show.slide_layouts):
        if layout.name != "Blank":
            show.slide_layouts.remove(layout)
    path = tmp_path / "blank.pptx"
    show.save(str(path))
    master, package = open_template(path)
    assert ("no_layout", "wide") in master.remarks
    data = _built(master, package)
    sound(data)
    title = Presentation(io.BytesIO(data)).slides[1].shapes.title
    assert title is not None
    assert title.text_frame.text == "Acme leads with 6.0 of 12.5"
    assert 0 < title.top < title.top + title.height < master.frame.body.y


def test_refusals(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="cannot be read"):
        open_template(tmp_path / "none.potx")
    _, package = shipped_master()
    main = package.main_part
    text = package.read(main).decode()
    package.write(main, text.replace("schemas.openxmlformats.org/presentationml", "purl.oclc.org/p").encode())
    (tmp_path / "strict.pptx").write_bytes(package.save_bytes())
    with pytest.raises(TemplateError, match="Strict Open XML"):
        open_template(tmp_path / "strict.pptx")


def test_masters_of_other_programs() -> None:
    """Every real template gives a deck that has no fault, or is refused in words."""
    paths = corpus()
    if not paths:
        pytest.skip("no templates of other programs here (KAMDECK_CORPUS)")
    built = 0
    for path in paths:
        with suppress(DeckError, TemplateError):
            assert lint(_built(*open_template(path))) == (), path.name
            built += 1
    assert built > 40


def test_emptied_templates_hold_no_slide() -> None:
    paths = [path for path in corpus() if path.suffix == ".potx"]
    if not paths:
        pytest.skip("no templates of other programs here (KAMDECK_CORPUS)")
    for path in paths:
        show = Presentation(io.BytesIO(open_template(path)[1].save_bytes()))
        assert len(show.slides) == 0
        assert len(show.slide_layouts) > 0


def composed(book: Book, master: Master) -> DeckSpec:
    """A cover, a chart with its insights and a table, made for the room of a master."""
    choice = Choice(views=("cover", "pareto", "scoring"))
    return compose(book, (), choice, Say("en"), is_refresh=True, frame=master.frame).spec


def _built(master: Master, package: Package) -> bytes:
    return built_on(master, package, adapted(deck(Figures(FIRST)), master)).save_bytes()
