"""A workbook that went wrong: the slides it cannot make today stay as they were, hand edits and all."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

import kamdeck
from kamdeck.cli.main import run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """The story's workbook and its deck."""
    book, deck = tmp_path / "book.xlsx", tmp_path / "book.pptx"
    shutil.copy(ROOT / "sample_workbooks" / "health_cloud.xlsx", book)
    kamdeck.build(book, deck, views=("cover", "scoring", "pareto", "ranking"))
    return book, deck


def spoil(book: Path, title: str = "Scores") -> None:
    """Write a word where a number belongs."""
    workbook = openpyxl.load_workbook(book)
    sheet = workbook[title]
    row = next(r for r in range(1, 20) if isinstance(sheet.cell(row=r, column=4).value, int | float))
    sheet.cell(row=row, column=4).value = "good"
    workbook.save(book)


def texts(deck: Path) -> dict[str, list[str]]:
    """The texts of each slide, by the slide's title element."""
    found = {}
    for slide in kamdeck.open_presentation(deck).slides:
        names = [shape.name for shape in slide.shapes if shape.name.startswith("kd:")]
        key = names[0].removeprefix("kd:").partition("/")[0]
        found[key] = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return found


def test_slides_of_a_faulty_sheet_stay_and_are_refreshed_again_later(pair: tuple[Path, Path]) -> None:
    book, deck = pair
    good = book.read_bytes()
    edited = kamdeck.open_presentation(deck)
    slide = edited.slides[1]
    title = slide.shapes.title
    assert title is not None
    title.text_frame.text = "My words"
    edited.save(deck)
    kamdeck.refresh(deck)
    before = texts(deck)

    spoil(book)
    report = kamdeck.refresh(deck)
    held = [conflict.key for conflict in report.conflicts if conflict.reason == "slide held"]
    assert held == ["cover", "scoring", "ranking"]  # a new cover leaves out what it does not know
    assert not [change for change in report.changes if change.key in held]
    assert {view for view, _ in report.left_out} == set(held)
    now = texts(deck)
    assert {view: now[view] for view in held} == {view: before[view] for view in held}
    # without advice, which rests on the scores
    assert now["pareto"][1] == "7 of 24 accounts bring 81% of revenue"
    assert kamdeck.refresh(deck).changes == ()

    book.write_bytes(good)
    again = kamdeck.refresh(deck)
    assert not again.conflicts
    assert [kept.now for kept in again.kept] == ["My words"]
    assert texts(deck) == before
    assert len(kamdeck.open_presentation(deck).slides) == 4


@pytest.mark.parametrize("title", ["Scores", "Revenue", "Identification"])
def test_a_cover_loses_nothing_while_a_sheet_has_errors(pair: tuple[Path, Path], title: str) -> None:
    book, deck = pair
    deck.unlink()
    kamdeck.build(book, deck, views=("cover", "rollout"))
    before = cover_of(deck)
    assert {"kd:cover/subtitle", "kd:cover/skyline"} <= before.keys()
    spoil(book, title)
    report = kamdeck.refresh(deck)
    assert "cover" in [conflict.key for conflict in report.conflicts if conflict.reason == "slide held"]
    assert cover_of(deck) == before


def cover_of(deck: Path) -> dict[str, str]:
    """The cover's shapes with their texts."""
    shapes = kamdeck.open_presentation(deck).slides[0].shapes
    return {shape.name: shape.text_frame.text if shape.has_text_frame else "" for shape in shapes}


def test_the_report_says_it_in_both_languages(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    book, deck = pair
    spoil(book)
    for lang, words in (("en_US", "as it was: the sheets it needs have errors"), ("fr_FR", "telle quelle")):
        monkeypatch.setenv("LC_ALL", lang)
        assert run(["refresh", str(deck)]) == 0
        assert words in capsys.readouterr().out


def test_a_sheet_taken_out_on_purpose_takes_its_slides_with_it(pair: tuple[Path, Path]) -> None:
    book, deck = pair
    workbook = openpyxl.load_workbook(book)
    for name in ("Scores", "Criteria"):
        del workbook[name]
    workbook.save(book)
    report = kamdeck.refresh(deck)
    assert [c.key for c in report.changes if c.field == "slide removed"] == ["scoring", "ranking"]


@pytest.mark.parametrize("name", ["Accounts", "Revenue"])
def test_a_deck_is_not_emptied(pair: tuple[Path, Path], name: str) -> None:
    book, deck = pair
    workbook = openpyxl.load_workbook(book)
    del workbook[name]
    workbook.save(book)
    before = deck.read_bytes()
    with pytest.raises(kamdeck.WorkbookError, match=f"no rows on the sheet {name}") as caught:
        kamdeck.refresh(deck)
    assert caught.value.problems
    assert deck.read_bytes() == before
