"""Whatever sheets a workbook lacks, a deck comes out: each one missing, each one alone, few together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import openpyxl
import pytest

import kamdeck
from kamdeck.errors import Problem
from kamdeck.record import replace
from kamdeck.run.choice import Choice
from kamdeck.run.composition import Composition, compose
from kamdeck.text import Say
from kamdeck.views import VIEWS
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book
from kamdeck.workbook.samples import OTHERS
from tests.words import said

FOLDER = Path(__file__).parents[1] / "sample_workbooks"
KEYS = tuple(sheet.key for sheet in Book.sheets)


@cache
def story(name: str = "health_cloud") -> Book:
    return read_book(FOLDER / f"{name}.xlsx")[0]


def composed(gone: set[str], name: str = "health_cloud") -> Composition:
    """A story's deck without some of its sheets."""
    titles = tuple((key, title) for key, title in story(name).titles if key not in gone)
    book = replace(story(name), **dict.fromkeys(gone, ()), titles=titles)
    return compose(book, (), Choice(), Say("en"), is_refresh=True)


def told(found: Composition) -> set[str]:
    """The views that the deck has, and those whose absence has a reason."""
    shown = {slide.key.partition(":")[0] for slide in found.spec.slides}
    reasons = dict(found.left_out)
    assert not shown & reasons.keys()
    assert all(reasons.values())
    return shown | reasons.keys()


@pytest.mark.parametrize("name", ["health_cloud", *OTHERS])
@pytest.mark.parametrize("key", KEYS)
def test_one_sheet_missing(key: str, name: str) -> None:
    found = composed({key}, name)
    assert told(found) == {view.key for view in VIEWS} - {"changes"}
    for view in VIEWS:
        if key in view.needs and view.key != "changes":
            assert view.key in dict(found.left_out)


@pytest.mark.parametrize(
    "kept", [(), ("accounts",), ("accounts", "revenue")], ids=lambda kept: "-".join(kept) or "none"
)
@pytest.mark.parametrize("key", KEYS)
def test_one_sheet_alone(key: str, kept: tuple[str, ...]) -> None:
    found = composed(set(KEYS) - {key, *kept})
    assert told(found) == {view.key for view in VIEWS} - {"changes"}


def test_a_new_deck_is_more_than_its_cover_and_notes() -> None:
    book = replace(story(), **dict.fromkeys(KEYS, ()), titles=())
    with pytest.raises(kamdeck.WorkbookError, match="No slide can be made"):
        compose(book, (), Choice(), Say("en"))
    assert compose(book, (), Choice(views=("cover",)), Say("en")).spec.slides


def test_errors_that_leave_nothing_but_cover_and_notes_make_no_deck(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(FOLDER / "small.xlsx")
    book["Revenue"]["E5"] = "about 8 million"
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(kamdeck.WorkbookError) as refused:
        kamdeck.build(tmp_path / "book.xlsx", tmp_path / "book.pptx")
    assert any(problem.place == "Revenue!E5" for problem in refused.value.problems)
    assert not (tmp_path / "book.pptx").exists()


def test_the_cover_is_never_held_and_leaves_out_what_it_does_not_know() -> None:
    book = story()
    sound = _cover(book, ())
    assert sound["cover/subtitle"] == "4 key accounts"
    for key, title in book.titles:
        problem = Problem("not-number", title, "E5", "x")
        if key == "settings":
            continue
        cover = _cover(book, (problem,))
        assert ("cover/subtitle" in cover) is (key not in COUNTING), key
        assert ("cover/skyline" in cover) is (key != "revenue"), key
        assert cover["cover/title"] == sound["cover/title"]


COUNTING = ("accounts", "revenue", "criteria", "scores", "identification", "satisfaction")
"""What the story's tests of key accounts ask for."""


def _cover(book: Book, problems: tuple[Problem, ...]) -> dict[str, str]:
    """The elements of the cover by key, with their words."""
    spec = compose(book, problems, Choice(views=("cover", "rollout", "building_blocks")), Say("en")).spec
    (slide,) = (slide for slide in spec.slides if slide.key == "cover")
    return dict(said(slide))
