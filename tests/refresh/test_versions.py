"""Decks of earlier versions stay refreshable: one of each is kept, and what people did in it stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Inches, Pt

from kamdeck import api
from kamdeck.deck.spec import DeckSpec
from kamdeck.pptxio.manifest import READERS, VERSION, read_manifest
from kamdeck.pptxio.package import Package
from kamdeck.report import Report
from kamdeck.workbook.rows import Book
from tests.refreshing import find, shape_of, slide_of, values_of

ROOT = Path(__file__).parents[2]
DECKS = ROOT / "tests" / "data" / "decks"
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
ANYWHERE = DeckSpec(())
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def newer(workbook: Path) -> None:
    """Every amount of the newest year is other than it was."""
    book = openpyxl.load_workbook(workbook)
    sheet = next(s for s in book.worksheets if s.title in ("Revenue", "Chiffre d’affaires"))
    head = next(row for row in sheet.iter_rows(max_row=6) if any("2026" in str(c.value) for c in row))
    column: Any = next(cell.column for cell in head if "2026" in str(cell.value))
    first: Any = head[0].row
    for i, row in enumerate(sheet.iter_rows(min_row=first + 1)):
        cell = row[column - 1]
        if isinstance(cell.value, (int, float)):
            cell.value = round(cell.value * (1.3 if i % 2 else 0.8))
    book.save(workbook)


@pytest.fixture
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """A deck of version 0.1.0 beside its workbook."""
    lang = request.param
    deck, workbook = tmp_path / "story.pptx", tmp_path / FILES[lang]
    shutil.copy(DECKS / f"story-0.1.0-{lang}.pptx", deck)
    shutil.copy(ROOT / "sample_workbooks" / FILES[lang], workbook)
    return deck, workbook


both = pytest.mark.parametrize("desk", ["en", "fr"], indirect=True)


def refreshed(deck: Path) -> Report:
    report = api.refresh(deck)
    assert api.lint(deck) == ()
    before = deck.read_bytes()
    again = api.refresh(deck)
    assert again.changes == ()
    assert deck.read_bytes() == before
    return report


def test_there_is_a_reader_and_a_deck_of_every_version() -> None:
    found = set()
    for path in DECKS.glob("*.pptx"):
        package = Package.open(path)
        part = next(name for name in package.names if b"urn:kamdeck:manifest" in package.read(name)[:400])
        found.add(int(package.read(part).split(b'"version":')[1].split(b",")[0]))
        manifest, ledger = read_manifest(package)
        assert manifest["choice"] is not None
        assert ledger is not None
        assert ledger.slides
    assert found == set(range(1, VERSION))
    assert set(READERS) == set(range(1, VERSION + 1))


@both
def test_an_untouched_deck_becomes_what_a_build_would_be(desk: tuple[Path, Path], tmp_path: Path) -> None:
    deck, workbook = desk
    newer(workbook)
    report = refreshed(deck)
    assert (report.kept, report.lost, report.replaced, report.conflicts) == ((), (), (), ())
    api.build(workbook, tmp_path / "new.pptx")
    have, want = (values_of(path.read_bytes(), ANYWHERE) for path in (deck, tmp_path / "new.pptx"))
    assert have.keys() >= want.keys()
    strip = {key for key in have if key.startswith("summary/")}  # it says what moved since the last deck
    for key in want.keys() - strip:
        assert have[key] == want[key], key


# ------------------------------------------------------------------ what people did


def reworded(deck: Deck) -> None:
    shape_of(deck, "pareto/title").text_frame.text = "Our own words"


def moved(deck: Deck) -> None:
    shape_of(deck, "pareto/chart").left += Emu(150_000)


def coloured_point(deck: Deck) -> None:
    series = shape_of(deck, "pareto/chart").chart.plots[0].series[0]
    fill = series.points[1].format.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor(0x12, 0xAB, 0x34)


def own_box(deck: Deck) -> None:
    slide_of(deck, "concentration").shapes.add_textbox(
        0, 0, Inches(2), Inches(0.5)
    ).text_frame.text = "Own box"


def deleted(deck: Deck) -> None:
    shape = shape_of(deck, "abc_tiers/subtitle")._element
    shape.getparent().remove(shape)


def linked_words(deck: Deck) -> None:
    run = shape_of(deck, "scoring/title").text_frame.paragraphs[0].runs[0]
    run.hyperlink.address = "https://example.com/scoring"


def underlined(deck: Deck) -> None:
    shape_of(deck, "retention/title").text_frame.paragraphs[0].runs[0].font.underline = True


def shadowed(deck: Deck) -> None:
    frame = find(slide_of(deck, "cover"), "kd:cover/title")._element
    etree.SubElement(frame.find(qn("p:spPr")), f"{A}effectLst").append(
        etree.fromstring(
            f'<a:outerShdw xmlns:a="{A[1:-1]}" dist="38100"><a:srgbClr val="112233"/></a:outerShdw>'
        )
    )


def filled_cell(deck: Deck) -> None:
    cell = shape_of(deck, "abc_accounts/table").table.cell(2, 0)
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor(0xFE, 0xDC, 0xBA)


def own_notes(deck: Deck) -> None:
    slide_of(deck, "ranking").notes_slide.notes_text_frame.text = "My own notes"


def hidden(deck: Deck) -> None:
    slide_of(deck, "rollout")._element.set("show", "0")


def transition(deck: Deck) -> None:
    slide = slide_of(deck, "strategies")._element
    node = etree.SubElement(slide, qn("p:transition"), spd="med")
    etree.SubElement(node, qn("p:fade"))


def own_slide(deck: Deck) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.text = "A slide of mine"


def trendline(deck: Deck) -> None:
    series = shape_of(deck, "dashboard/chart").chart.plots[0].series[0]._element
    line = etree.fromstring(
        '<c:trendline xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:trendlineType val="linear"/><c:dispRSqr val="0"/><c:dispEq val="0"/></c:trendline>'
    )
    series.find(qn("c:cat")).addprevious(line)


def outlined(deck: Deck) -> None:
    shape = shape_of(deck, "pareto/subtitle")
    shape.line.color.rgb = RGBColor(0xAA, 0x00, 0x55)
    shape.line.width = Pt(2)
    shape.line.dash_style = MSO_LINE.DASH


EDITS: tuple[Callable[[Deck], None], ...] = (
    reworded, moved, coloured_point, own_box, deleted, linked_words, underlined, shadowed, filled_cell,
    own_notes, hidden, transition, own_slide, trendline, outlined,
)  # fmt: skip


def state_of(deck: Deck) -> dict[str, Any]:
    """What the fifteen edits come to, read back from a deck."""

    def xml(key: str) -> str:
        return etree.tostring(shape_of(deck, key)._element, encoding="unicode")

    title = shape_of(deck, "scoring/title").text_frame.paragraphs[0].runs[0]
    charts = {key: shape_of(deck, key).chart._chartSpace for key in ("pareto/chart", "dashboard/chart")}
    points = charts["pareto/chart"].findall(".//" + qn("c:dPt"))
    texts = [s.text_frame.text for p in deck.slides for s in p.shapes if s.has_text_frame]
    table = shape_of(deck, "abc_accounts/table").table
    return {
        "reworded": shape_of(deck, "pareto/title").text_frame.text,
        "moved": shape_of(deck, "pareto/chart").left,
        "coloured": [n for n in points if "12AB34" in etree.tostring(n, encoding="unicode")] != [],
        "own box": "Own box" in texts,
        "deleted": "kd:abc_tiers/subtitle" in {s.name for s in slide_of(deck, "abc_tiers").shapes},
        "linked": title.hyperlink.address,
        "underlined": shape_of(deck, "retention/title").text_frame.paragraphs[0].runs[0].font.underline,
        "shadowed": "outerShdw" in xml("cover/title"),
        "filled": [r for r in table.rows if "FEDCBA" in etree.tostring(r._tr, encoding="unicode")] != [],
        "own notes": slide_of(deck, "ranking").notes_slide.notes_text_frame.text,
        "hidden": slide_of(deck, "rollout")._element.get("show"),
        "transition": slide_of(deck, "strategies")._element.find(qn("p:transition")) is not None,
        "own slide": "A slide of mine" in texts,
        "trendline": charts["dashboard/chart"].find(".//" + qn("c:trendline")) is not None,
        "outlined": "AA0055" in xml("pareto/subtitle"),
    }  # fmt: skip


@both
def test_fifteen_edits_of_a_person_stand(desk: tuple[Path, Path]) -> None:
    deck, workbook = desk
    file = Presentation(str(deck))
    for edit in EDITS:
        edit(file)
    file.save(str(deck))
    wanted = state_of(Presentation(str(deck)))
    newer(workbook)
    report = refreshed(deck)
    assert state_of(Presentation(str(deck))) == wanted
    assert report.lost == ()
    assert len([change for change in report.changes if change.field.startswith("val/")]) > 50


@both
def test_what_was_worked_on_is_handed_over_when_its_sheet_goes(desk: tuple[Path, Path]) -> None:
    deck, workbook = desk
    file = Presentation(str(deck))
    for edit in (hidden, transition):
        edit(file)
    file.save(str(deck))
    book = openpyxl.load_workbook(workbook)
    gone = {
        t
        for s in Book.sheets
        if s.key in ("rollout", "strategies", "profit")
        for t in (s.title("en"), s.title("fr"))
    }
    for title in gone & set(book.sheetnames):
        del book[title]
    book.save(workbook)
    report = refreshed(deck)
    released = {kept.key for kept in report.kept if kept.field == "slide released"}
    removed = {change.key for change in report.changes if change.field == "slide removed"}
    assert {"rollout", "strategies"} <= released
    assert "profit_matrix" in removed
