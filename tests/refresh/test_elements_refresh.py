"""The programme's elements under refresh: states change, elements come and go, hand edits stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.spec import DeckSpec
from kamdeck.record import replace
from kamdeck.views.elements import view as elements
from kamdeck.workbook.rows import Book
from tests.refreshing import (
    Sound,
    built,
    edited,
    fields_of,
    follows,
    opened,
    refreshed,
    shape_of,
    speaks_both,
    spec_of,
    story,
    values_of,
)

ROOT = Path(__file__).parents[2]


def spec(book: Book, lang: str = "en") -> DeckSpec:
    return spec_of(book, lang, elements.build)


def all_done(book: Book) -> Book:
    return replace(book, tasks=tuple(replace(row, status="done") for row in book.tasks))


def without_charter(book: Book) -> Book:
    return replace(book, charter=())


def a_plan_more(book: Book) -> Book:
    return replace(book, plan=(*book.plan, replace(book.plan[0], account="Larkmoor", at="Plan!A30")))


CHANGES = {"all done": all_done, "without a charter": without_charter, "a plan more": a_plan_more}


@pytest.mark.parametrize("name", CHANGES)
def test_refresh_equals_build_and_settles(name: str, sound: Sound) -> None:
    follows(spec(story()), spec(CHANGES[name](story())), sound)


def test_the_other_language_and_back() -> None:
    speaks_both(spec(story()), spec(story("fr"), "fr"))


def test_hand_edits_stand_while_the_states_follow() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "elements/title").text_frame.text = "Maps and plans first"
        shape_of(deck, "elements/table").top += Inches(0.05)
        marks = {
            s.name.removeprefix("kd:elements/marks/"): s for s in shape_of(deck, "elements/marks").shapes
        }
        marks["bar:team"].fill.solid()
        marks["bar:team"].fill.fore_color.rgb = RGBColor(1, 2, 3)
        gone = marks["charter"]._element
        gone.getparent().remove(gone)

    new = spec(all_done(story()))
    fresh, made = refreshed(edited(built(spec(story())), change), new)
    assert ("elements/title", "text") in fields_of(made.kept)
    values = values_of(fresh, new)
    assert "Maps and plans first" in str(values["elements/title"])
    assert "14 of 14" in str(values["elements/table"])
    deck = opened(fresh)
    marks = {s.name.removeprefix("kd:elements/marks/"): s for s in shape_of(deck, "elements/marks").shapes}
    assert "charter" not in marks
    assert marks["bar:team"].fill.fore_color.rgb == RGBColor(1, 2, 3)
    moved, plain = (shape_of(d, "elements/marks").top for d in (deck, opened(built(new))))
    assert moved - plain == Inches(0.05)
    assert refreshed(fresh, new)[0] == fresh
