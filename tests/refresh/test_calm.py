"""Slides that are as we left them, and are to stay so, are not looked into; all others are."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from pptx.presentation import Presentation as Deck

from kamdeck import api
from kamdeck.deck.spec import DeckSpec
from kamdeck.deck.wanted import Wanted
from kamdeck.pptxio.colors import OUR_PALETTE
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import read_state
from kamdeck.record import replace
from kamdeck.workbook.starter import write_starter
from tests.refreshing import built, edited, fields_of, refreshed, shape_of, slide_of, values_of
from tests.specs import FIRST, SECOND, Figures, deck

OLD, NEW = deck(Figures(FIRST)), deck(Figures(SECOND))
# The new figures on one slide alone.
ONE = replace(
    OLD, slides=tuple(n if n.key == "table" else o for o, n in zip(OLD.slides, NEW.slides, strict=True))
)


def saved() -> bytes:
    """The deck after another program wrote all of it anew, and a refresh changed its table."""
    return refreshed(edited(built(ONE), lambda _: None), OLD)[0]


def calm(data: bytes, spec: DeckSpec) -> set[str]:
    """The slides that a refresh does not look into."""
    state = read_state(Package.open(data), spec, wanted=Wanted(spec, OUR_PALETTE.tokens)).state
    return {slide.key for slide in state.slides.values() if slide.is_calm}


def test_only_what_changes_is_read() -> None:
    data = built(OLD)
    assert calm(data, OLD) == {slide.key for slide in OLD.slides}
    assert calm(data, ONE) == {slide.key for slide in OLD.slides} - {"table"}
    fresh, _ = refreshed(data, ONE)
    assert calm(fresh, ONE) == {slide.key for slide in OLD.slides}
    assert values_of(fresh, ONE) == values_of(built(ONE), ONE)


def test_a_deck_that_a_program_wrote_anew_is_read_once() -> None:
    assert calm(edited(built(OLD), lambda _: None), OLD) == set()
    assert calm(saved(), OLD) == {slide.key for slide in OLD.slides}


def test_what_a_person_touched_is_read_every_time() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "bars/title").text_frame.text = "Mine"
        shape_of(deck, "staff/box/ann").left += 100_000
        shape_of(deck, "cloud/scatter").left += 100_000

    theirs = edited(saved(), change)
    assert calm(theirs, OLD) - {"table"} == {"cover"}
    data, made = refreshed(theirs, OLD)
    assert {("bars/title", "text"), ("staff/box/ann", "box")} <= fields_of(made.kept)
    again, nothing = refreshed(data, OLD)
    assert calm(data, OLD) - {"table"} == {"cover"}
    assert (nothing.edits, again, set(nothing.kept)) == ((), data, set(made.kept))


def test_a_copy_of_a_calm_slide_is_named() -> None:
    def change(deck: Deck) -> None:
        first = slide_of(deck, "staff")
        new = deck.slides.add_slide(first.slide_layout)
        for shape in list(new.shapes):
            shape._element.getparent().remove(shape._element)
        for shape in first.shapes:
            new.shapes._spTree.append(copy.deepcopy(shape._element))

    theirs = edited(saved(), change)
    assert "staff" in calm(theirs, OLD)
    _, made = refreshed(theirs, OLD)
    assert ("staff", "slide copied") in fields_of(made.kept)


def test_an_unchanged_deck_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, path = tmp_path / "book.xlsx", tmp_path / "deck.pptx"
    write_starter(book, lang="en", sample=True)
    api.build(book, path, views=["cover", "pareto", "scoring"])
    before = path.stat()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("nothing is to be written")

    monkeypatch.setattr(Package, "save_bytes", refuse)
    assert api.refresh(path).changes == ()
    assert path.stat().st_mtime_ns == before.st_mtime_ns
