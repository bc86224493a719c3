"""The shipped master is what its sources make; a company's master is read by role and emptied safely."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Inches

from kamdeck.deck.frame import OURS
from kamdeck.deck.spec import Box, Chart, Connector, Group, Shape, Table, Text
from kamdeck.errors import DeckError, TemplateError
from kamdeck.pptxio.adapt import adapted
from kamdeck.pptxio.lint import lint
from kamdeck.pptxio.master import RAILS, ROLES, Master
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.roles import read_master
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.pptxio.template import open_template
from templates import build_master
from tests.pptxio.test_lint import corpus
from tests.refreshing import built_on
from tests.specs import FIRST, Figures, deck
from tests.validators import ROOT

PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
SECTION = (
    '<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:ext '
    'uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="x" '
    'id="{11111111-2222-3333-4444-555555555555}"><p14:sldIdLst><p14:sldId id="256"/></p14:sldIdLst>'
    "</p14:section></p14:sectionLst></p:ext></p:extLst>"
)


# ------------------------------------------------------------------ the shipped master


def test_sources_make_the_committed_files() -> None:
    """Part by part and in order: how a part is deflated differs from one zlib to the next."""
    made, known = Package.open(build_master.deck_bytes()), Package.open(ROOT / "templates" / "kamdeck.pptx")
    assert made.members == known.members
    assert {name: made.read(name) for name in made.members} == {n: known.read(n) for n in known.members}
    assert build_master.facts_json() == (ROOT / "templates" / "kamdeck.json").read_text(encoding="utf-8")


def test_shipped_master_opens(sound: Callable[[Path], None]) -> None:
    sound(ROOT / "templates" / "kamdeck.pptx")


def test_facts_are_those_of_the_file() -> None:
    """What the writer is told without parsing is what the XML says."""
    told, package = shipped_master()
    read = read_master(package)
    assert read.is_own
    assert (read.width, read.height, read.fonts) == (told.width, told.height, told.fonts)
    assert dict(read.colors) == dict(told.colors)
    assert read.notes_master == told.notes_master
    for role in ROLES:
        assert dict(read.layout(role).places) == dict(told.layout(role).places), role
        assert read.layout(role).part == told.layout(role).part


def test_an_independent_reader_agrees() -> None:
    show = Presentation(str(ROOT / "templates" / "kamdeck.pptx"))
    master, _ = shipped_master()
    assert (show.slide_width, show.slide_height) == (master.width, master.height) == (12_192_000, 6_858_000)
    assert len(show.slides) == 0
    layouts = {layout.name: layout for layout in show.slide_layouts}
    for layout in master.layouts:
        holders: list[Any] = list(layouts[layout.name].placeholders)
        found = {p.placeholder_format.idx: p for p in holders}
        for name, place in layout.places.items():
            holder = found[place.idx]
            assert holder.name.lower() == name
            assert Box(holder.left, holder.top, holder.width, holder.height) == place.box


def test_layouts_have_the_agreed_placeholders() -> None:
    master, _ = shipped_master()
    finding = {"kicker", "title", "subtitle", "source", "footer", "number"}
    assert set(master.layout("cover").places) == {"title", "subtitle", "company"}
    assert all(set(master.layout(role).places) == finding for role in ("rail", "rail_broad", "wide", "table"))
    assert set(master.layout("notes").places) == {*finding, "body"}
    assert set(master.layout("section").places) == {"title", "subtitle", "footer", "number"}
    places = master.layout("rail").places
    marks = {name: place[:2] for name, place in places.items()}
    assert marks == {
        "title": ("title", 0),
        "subtitle": ("body", 13),
        "kicker": ("body", 14),
        "source": ("body", 15),
        "number": ("sldNum", 12),
        "footer": ("ftr", 11),
    }


def test_placeholders_keep_clear_of_each_other_and_of_the_body() -> None:
    """But for the subtitle, which stands where a second line of the title would."""
    master, _ = shipped_master()
    for layout in master.layouts:
        boxes = [(n, p.box) for n, p in layout.places.items() if p.box and n not in ("subtitle", "body")]
        for i, (name, box) in enumerate(boxes):
            assert 0 <= box.x <= box.x + box.w <= master.width, (layout.role, name)
            assert 0 <= box.y <= box.y + box.h <= master.height, (layout.role, name)
            for other, second in boxes[i + 1 :]:
                assert not _meet(box, second), (layout.role, name, other)
            if layout.role in RAILS:
                assert not _meet(box, layout.content), (layout.role, name)


def _meet(a: Box, b: Box) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def test_rail_is_drawn_by_the_layout() -> None:
    _, package = shipped_master()
    master = read_master(package)
    for role, rail in RAILS.items():
        show = etree.fromstring(package.read(master.layout(role).part))
        places = [(node[0].attrib, node[1].attrib) for node in show.iter("{*}xfrm")]
        corners = {
            tuple(int(at[k]) for at, k in zip((o, o, e, e), ("x", "y", "cx", "cy"), strict=True))
            for o, e in places
        }
        assert (rail.x, rail.y, rail.w, rail.h) in corners


def test_no_leftovers_and_no_pictures() -> None:
    _, package = shipped_master()
    assert not [name for name in package.names if "thumbnail" in name or "printerSettings" in name]
    core = package.read("docProps/core.xml").decode()
    assert '<dcterms:created xsi:type="dcterms:W3CDTF">2020-01-01T00:00:00Z<' in core
    assert 'lang="en-US"' in package.read("ppt/slideLayouts/slideLayout2.xml").decode()
    assert package.read("ppt/theme/theme1.xml").decode().count('typeface="Arial"') == 2


def test_text_colors_of_the_master_can_be_read() -> None:
    """Contrast of at least 4.5:1 (WCAG 2.1, 1.4.3) for all small type that the layouts format."""
    spec = build_master._source()
    for name, ground in (
        ("subtitle", "lt1"),
        ("kicker", "lt1"),
        ("source", "lt1"),
        ("cover_subtitle", "dk1"),
    ):
        slot, *changes = spec["styles"][name]["color"].split()
        slot = {"tx2": "dk2"}.get(slot, slot)
        ink = [int(spec["colors"][slot][i : i + 2], 16) for i in (0, 2, 4)]
        factor = int(changes[1]) / 100 if changes else 1  # lumMod darkens at least so much
        paper = [int(spec["colors"][ground][i : i + 2], 16) for i in (0, 2, 4)]
        light, dark = sorted((_luminance([v * factor for v in ink]), _luminance(paper)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, name


def _luminance(rgb: list[float] | list[int]) -> float:
    parts = [v / 255 / 12.92 if v <= 10 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_facts_lie_beside_the_deck_and_need_no_xml() -> None:
    facts = json.loads((ROOT / "templates" / "kamdeck.json").read_bytes())
    assert [row["role"] for row in facts["layouts"]] == list(ROLES)


def test_unknown_role() -> None:
    with pytest.raises(TemplateError, match="agenda") as refusal:
        shipped_master()[0].layout("agenda")
    assert "rail_broad" in refusal.value.hint


# ------------------------------------------------------------------ a company's master


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
    assert [code for code, _ in master.remarks] == ["scaled"]
    assert master.colors["accent1"] == "4F81BD"
    assert master.fonts == ("Calibri", "Calibri")


def test_deck_on_a_company_master_opens(company: Path, sound: Callable[[bytes], None]) -> None:
    data = _built(*open_template(company))
    sound(data)
    show = Presentation(io.BytesIO(data))
    assert [slide.shapes.title.text_frame.text for slide in show.slides][1] == "Acme leads with 6.0 of 12.5"
    texts = [shape.text_frame.text for shape in show.slides[1].shapes if shape.has_text_frame]
    assert "KICKER" in texts
    assert "Source: sample workbook, bars" in texts
    assert show.slides[1].notes_slide.notes_text_frame.text == "Say this."


def test_elements_stay_on_the_slide_and_below_the_title(company: Path) -> None:
    master, _ = open_template(company)
    spec = adapted(deck(Figures(FIRST)), master)
    title = master.layout("wide").places["title"].box
    assert title is not None
    checked = 0
    for slide in spec.slides[1:]:
        for element in slide.elements:
            if isinstance(element, Chart | Table | Shape | Group) or (
                isinstance(element, Text) and element.box
            ):
                box = element.box
                assert box is not None
                assert 0 <= box.x < box.x + box.w <= master.width
                assert box.y + box.h <= master.height
                if not element.key.endswith("kicker"):
                    assert box.y >= title.y + title.h, element.key
                checked += 1
    assert checked == 22


def test_proportions_survive(company: Path) -> None:
    master, _ = open_template(company)
    area = master.layout("rail").content
    scale = area.w / OURS.body.w
    before, after = deck(Figures(FIRST)), adapted(deck(Figures(FIRST)), master)
    old = {e.key: e for slide in before.slides for e in slide.elements}
    for slide in after.slides:
        for element in slide.elements:
            was = old.get(element.key)
            if isinstance(element, Chart) and isinstance(was, Chart):
                assert element.box == _placed(was.box, area, scale)
                assert element.x.size == pytest.approx(was.x.size * scale, abs=0.06)
            if isinstance(element, Table) and isinstance(was, Table):
                assert element.box.w == pytest.approx(was.box.w * scale, abs=len(was.columns))
            if (
                isinstance(element, Connector)
                and isinstance(was, Connector)
                and was.points
                and element.points
            ):
                assert element.points[2] - element.points[0] == pytest.approx(
                    (was.points[2] - was.points[0]) * scale, abs=2
                )


def _placed(box: Box, area: Box, scale: float) -> Box:
    """Where a box of our grid comes to stand."""
    x, y = area.x + round((box.x - OURS.body.x) * scale), area.y + round((box.y - OURS.body.y) * scale)
    return Box(x, y, round(box.w * scale), round(box.h * scale))


def test_own_master_leaves_a_spec_as_it_is() -> None:
    spec = deck(Figures(FIRST))
    assert adapted(spec, shipped_master()[0]) is spec


def test_our_master_is_known_in_a_deck_built_on_it() -> None:
    master, package = shipped_master()
    built_on(master, package, deck(Figures(FIRST)))
    assert read_master(Package.open(package.save_bytes())).is_own


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


def _built(master: Master, package: Package) -> bytes:
    return built_on(master, package, adapted(deck(Figures(FIRST)), master)).save_bytes()


def test_shipped_master_needs_no_heavy_library() -> None:
    code = (
        "import sys; from kamdeck.pptxio.template import shipped_master; shipped_master(); "
        "print([m for m in ('lxml', 'pptx', 'openpyxl', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
