"""Decks on a company's master: what it brought along, what it says on every slide, and its rails of old."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from kamdeck import api
from kamdeck.deck.ledger import Ledger
from kamdeck.errors import DeckError
from kamdeck.pptxio.manifest import read_manifest, write_manifest
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.template import open_template
from kamdeck.record import replace
from kamdeck.run.renewing import sound_bytes
from kamdeck.text import Say

ROOT = Path(__file__).parents[1]
WORKBOOK = ROOT / "sample_workbooks" / "health_cloud.xlsx"
VIEWS = ("cover", "pareto", "scoring")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A 4:3 master whose footers say one thing on every slide."""
    show = Presentation()
    shapes: Any = show.slide_layouts[5].placeholders
    for shape in shapes:
        if shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
            shape.text_frame.text = "Acme confidential"
    path = tmp_path / "company.pptx"
    show.save(str(path))
    return path


@pytest.fixture
def deck(tmp_path: Path, template: Path) -> Path:
    path = tmp_path / "deck.pptx"
    api.build(WORKBOOK, path, template=str(template), views=VIEWS)
    return path


def test_faults_of_a_template_are_its_own(template: Path) -> None:
    show = Presentation(str(template))
    first, second = list(show.slide_layouts[0].shapes)[:2]
    second._element[0][0].set("id", str(first.shape_id))
    show.save(str(template))
    _, package = open_template(template)
    assert sound_bytes(package, str(template), Say("en"))
    slide = package.read("ppt/slideLayouts/slideLayout6.xml")
    package.write("ppt/slideLayouts/slideLayout6.xml", slide.replace(b' id="3"', b' id="2"'))
    with pytest.raises(DeckError, match="new deck"):
        sound_bytes(package, str(template), Say("en"))


def test_fixed_footers_stand_on_every_finding(deck: Path) -> None:
    for slide in list(Presentation(str(deck)).slides)[1:]:
        said = [
            s.text_frame.text
            for s in slide.placeholders
            if s.placeholder_format.type == PP_PLACEHOLDER.FOOTER
        ]
        assert said == ["Acme confidential"]


def test_words_keep_their_direction_on_a_master_that_runs_from_the_right(tmp_path: Path) -> None:
    show = Presentation()
    style = show.slide_masters[0]._element.find("{*}txStyles/{*}titleStyle/{*}lvl1pPr")
    assert style is not None
    style.set("rtl", "1")
    show.save(str(tmp_path / "turned.pptx"))
    api.build(WORKBOOK, tmp_path / "deck.pptx", template=str(tmp_path / "turned.pptx"), views=VIEWS)
    for slide in Presentation(str(tmp_path / "deck.pptx")).slides:
        title = slide.shapes.title
        assert title is not None
        assert [p.get("rtl") for p in title._element.iter("{*}pPr")] == ["0"]
    before = (tmp_path / "deck.pptx").read_bytes()
    api.refresh(tmp_path / "deck.pptx")
    assert (tmp_path / "deck.pptx").read_bytes() == before


def test_a_cover_says_all_in_its_places(deck: Path) -> None:
    cover = Presentation(str(deck)).slides[0]
    said = {s.placeholder_format.type: s.text_frame.text for s in cover.placeholders}
    assert said[PP_PLACEHOLDER.CENTER_TITLE].replace("\v", " ") == "Key account management review"
    subtitle = said[PP_PLACEHOLDER.SUBTITLE]
    assert "4 key accounts" in subtitle
    assert "Microsoft Health Cloud" in subtitle
    assert "FY2026" in subtitle
    assert said[PP_PLACEHOLDER.DATE] == "31 October 2026"
    assert said[PP_PLACEHOLDER.FOOTER].startswith("Confidential")
    assert [s.name for s in cover.shapes if s.has_chart] == ["kd:cover/skyline"]


def test_nothing_moves_in_a_deck_of_today(deck: Path) -> None:
    before = deck.read_bytes()
    assert not api.refresh(deck).changes
    assert deck.read_bytes() == before


@pytest.mark.parametrize("view", ["pareto", "scoring"])
def test_rails_of_the_first_version_become_ours(
    deck: Path, view: str, sound: Callable[[bytes], None]
) -> None:
    """They were shapes without key; now they go where the rail goes, and are not drawn twice."""
    old = _as_first_version(Package.open(deck))
    deck.write_bytes(old)
    api.refresh(deck)
    sound(deck.read_bytes())
    slide = next(s for s in Presentation(str(deck)).slides if s._element.cSld.get("name") == view)
    names = [shape.name for shape in slide.shapes if "rail_" in shape.name or shape.name.startswith("Rail")]
    fresh = deck.with_name("fresh.pptx")
    api.build(WORKBOOK, fresh, template=str(deck.with_name("company.pptx")), views=VIEWS)
    wanted = next(s for s in Presentation(str(fresh)).slides if s._element.cSld.get("name") == view)
    assert names == [shape.name for shape in wanted.shapes if "rail_" in shape.name]
    places = {s.name: (s.left, s.top, s.width, s.height) for s in slide.shapes if s.name in names}
    assert places == {s.name: (s.left, s.top, s.width, s.height) for s in wanted.shapes if s.name in names}


def _as_first_version(package: Package) -> bytes:
    """The deck with its rails as they were written once: elsewhere, and known to nobody."""
    manifest, ledger = read_manifest(package)
    assert ledger is not None
    for part in [name for name in package.names if name.startswith("ppt/slides/slide")]:
        root = etree.fromstring(package.read(part))
        for shape in [s for s in root.iter("{*}sp") if "/rail_" in s[0][0].get("name", "")]:
            is_bar = shape[0][0].get("name", "").endswith("bar")
            shape[0][0].set("name", f"Rail{' Bar' if is_bar else ''} {shape[0][0].get('id')}")
            off = next(shape.iter("{*}off"))
            off.set("x", str(int(off.get("x", "0")) + 300_000))
        package.write(part, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    slides = {
        key: replace(base, elements={k: e for k, e in base.elements.items() if "/rail_" not in k}, digest="")
        for key, base in ledger.slides.items()
    }
    entries = tuple((name, value) for name, value in manifest.items())
    write_manifest(package, entries, manifest, Ledger(slides))
    return package.save_bytes()


def test_a_title_that_cannot_be_seen_takes_our_ink(tmp_path: Path) -> None:
    show = Presentation()
    look = show.slide_masters[0]._element.find("{*}txStyles/{*}titleStyle/{*}lvl1pPr/{*}defRPr")
    assert look is not None
    color = look.find("{*}solidFill/{*}schemeClr")
    assert color is not None
    color.set("val", "bg1")
    show.save(str(tmp_path / "white.pptx"))
    master, _ = open_template(tmp_path / "white.pptx")
    assert master.layout("wide").title_color == "ink"
    assert master.layout("cover").title_color == "ink"
    assert open_template(ROOT / "templates" / "kamdeck.pptx")[0].layout("wide").title_color is None
