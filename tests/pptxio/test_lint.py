"""The lint: planted faults are found, sound decks have none."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from kamdeck.pptxio.lint import lint
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.shipped import shipped_master
from tests.pptxio.planted import BARS, BOOK, CHART, FAULTS, STAFF, TABLE, TYPES, Planted, planted, zipped
from tests.refreshing import built_on
from tests.specs import FIRST, Figures, deck
from tests.validators import ROOT, audit_findings

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)
PICTURE = (
    '<p:pic><p:nvPicPr><p:cNvPr id="900" name="Picture" descr="A dot"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
    '<p:blipFill><a:blip r:embed="REL"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>'
    '<a:off x="9144000" y="914400"/><a:ext cx="914400" cy="914400"/></a:xfrm><a:prstGeom prst="rect">'
    "<a:avLst/></a:prstGeom></p:spPr></p:pic></p:spTree>"
)


@pytest.fixture(scope="module")
def good() -> dict[str, bytes]:
    """The parts of a sound deck with a chart, a table, connectors, notes and a picture."""
    package = built_on(*shipped_master(), deck(Figures(FIRST)))
    package.write("ppt/media/image1.png", PNG, "image/png")
    rel_id = package.add_rel(STAFF, "image", "ppt/media/image1.png")
    slide = package.read(STAFF).replace(b"</p:spTree>", PICTURE.replace("REL", rel_id).encode())
    package.write(STAFF, slide)
    saved = Package.open(package.save_bytes())
    return {name: saved.read(name) for name in saved.members}


def test_sound_deck_has_no_fault(good: dict[str, bytes], sound: Callable[[bytes], None]) -> None:
    sound(zipped(*good.items()))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_planted_fault_is_found(good: dict[str, bytes], fault: Planted, tmp_path: Path) -> None:
    bad = zipped(*planted(good, fault).items())
    if fault.judge == "audit":
        path = tmp_path / "deck.pptx"
        path.write_bytes(bad)
        assert audit_findings(path)
    else:
        assert fault.judge in {found.code for found in lint(bad)}


def test_missing_part(good: dict[str, bytes]) -> None:
    found = lint(zipped(*((name, data) for name, data in good.items() if name != BOOK)))
    assert [(f.code, f.part) for f in found] == [("relation", "ppt/charts/_rels/chart1.xml.rels")]
    assert BOOK in found[0].message


def test_part_that_nobody_reaches(good: dict[str, bytes]) -> None:
    override = (
        b'<Override PartName="/ppt/slides/slide9.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/></Types>'
    )
    types = good[TYPES].replace(b"</Types>", override)
    found = lint(zipped(*(good | {TYPES: types, "ppt/slides/slide9.xml": good[TABLE]}).items()))
    assert ("orphan", "ppt/slides/slide9.xml") in {(f.code, f.part) for f in found}


def test_member_twice(good: dict[str, bytes]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of what this test plants
        found = lint(zipped(*good.items(), (BARS, good[TABLE])))
    assert [f.code for f in found] == ["package"]
    assert BARS in found[0].message


def test_member_twice_but_for_case(good: dict[str, bytes]) -> None:
    assert "name" in {f.code for f in lint(zipped(*good.items(), ("ppt/Slides/Slide2.xml", good[BARS])))}


def test_type_for_an_absent_part(good: dict[str, bytes]) -> None:
    types = good[TYPES].replace(
        b"</Types>", b'<Override PartName="/ppt/gone.xml" ContentType="application/xml"/></Types>'
    )
    found = lint(zipped(*(good | {TYPES: types}).items()))
    assert [(f.code, "ppt/gone.xml" in f.message) for f in found] == [("type", True)]


def test_notes_of_another_slide(good: dict[str, bytes]) -> None:
    rels = good["ppt/notesSlides/_rels/notesSlide1.xml.rels"].replace(b"slide2.xml", b"slide3.xml")
    found = lint(zipped(*(good | {"ppt/notesSlides/_rels/notesSlide1.xml.rels": rels}).items()))
    assert found
    assert {f.code for f in found} == {"show"}


def test_two_shapes_share_tags(good: dict[str, bytes]) -> None:
    slide = good[BARS].decode()
    first, second = slide.split("<p:tags r:id=")[1:3]
    slide = slide.replace(f"<p:tags r:id={second[:7]}", f"<p:tags r:id={first[:7]}")
    found = lint(zipped(*(good | {BARS: slide.encode()}).items()))
    assert "tags" in {f.code for f in found}


def test_lost_picture_as_powerpoint_writes_it(good: dict[str, bytes]) -> None:
    rels = good["ppt/slides/_rels/slide4.xml.rels"].replace(b"../media/image1.png", b"NULL")
    parts = good | {"ppt/slides/_rels/slide4.xml.rels": rels}
    parts.pop("ppt/media/image1.png")
    assert lint(zipped(*parts.items())) == ()


def test_formulas_are_read_by_sheet_name_with_quotes(good: dict[str, bytes]) -> None:
    chart = good[CHART].replace(b"Data!", b"'Data'!")
    assert lint(zipped(*(good | {CHART: chart}).items())) == ()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"PK\3\4 cut off", "not a PowerPoint file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
    ],
)
def test_file_that_is_no_package(data: bytes, word: str) -> None:
    (found,) = lint(data)
    assert found.code == "package"
    assert word in found.message


# ------------------------------------------------------------------ only what changed is looked into


def written(good: dict[str, bytes], part: str, data: bytes) -> Package:
    """The sound deck, opened, with one member written anew."""
    package = Package.open(zipped(*good.items()))
    if part.endswith(".rels"):
        folder, _, name = part.removesuffix(".rels").rpartition("/")
        source = f"{folder.removesuffix('/_rels')}/{name}"
        package.set_rels(source, Package.open(zipped(*(good | {part: data}).items())).rels(source))
    else:
        package.write(part, data)
    return package


@pytest.mark.parametrize(
    "fault", [f for f in FAULTS if f.judge != "audit" and f.part != TYPES], ids=lambda fault: fault.name
)
def test_fault_is_found_in_a_part_that_was_written(good: dict[str, bytes], fault: Planted) -> None:
    package = written(good, fault.part, planted(good, fault)[fault.part])
    assert fault.judge in {found.code for found in lint(package, is_whole=False)}


def test_chart_is_held_against_a_workbook_that_was_written(good: dict[str, bytes]) -> None:
    empty = Package.open(good[BOOK])
    sheet = empty.read("xl/worksheets/sheet1.xml")
    empty.write("xl/worksheets/sheet1.xml", sheet.replace(b"<v>", b"<v>9"))
    found = lint(written(good, BOOK, empty.save_bytes()), is_whole=False)
    assert {(f.code, f.part) for f in found} == {("sheet", CHART)}


def test_fault_of_another_part_is_not_ours(good: dict[str, bytes]) -> None:
    package = Package.open(zipped(*planted(good, FAULTS[0]).items()))
    package.write(BARS, good[BARS])
    assert lint(package, is_whole=False) == ()
    assert {f.code for f in lint(package)} == {"shape"}


# ------------------------------------------------------------------ decks that other programs saved

# Real faults of real files: what is in the file, by the fault's code.
KNOWN = {
    "libreoffice__ofz35597-1.pptx": {"xml", "media"},  # fuzzed: broken members
    "poi__clusterfuzz-testcase-minimized-POIFuzzer-5205835528404992.pptx": {"package"},  # fuzzed
    "poi__clusterfuzz-testcase-minimized-POIXSLFFuzzer-5471515212382208.pptx": {"package"},  # fuzzed
    "powerpoint__tracker-powerpoint.pptx": {"shape"},  # a converter gave two shapes the id 1
    "pptx-automizer__SlideLayoutWithOle.pptx": {"orphan"},  # a library left a theme behind
}


def corpus() -> list[Path]:
    """Decks and templates of other programs, in KAMDECK_CORPUS or in a folder beside the project's."""
    named = os.environ.get("KAMDECK_CORPUS")
    folder = Path(named) if named else next(ROOT.parent.glob("*/corpus/templates"), None)
    return sorted(folder.iterdir()) if folder else []


def test_decks_of_other_programs_have_only_known_faults() -> None:
    paths = corpus()
    if not paths:
        pytest.skip("no decks of other programs here (KAMDECK_CORPUS)")
    found = {path.name: {fault.code for fault in lint(path)} for path in paths}
    assert {name: codes for name, codes in found.items() if codes} == KNOWN
