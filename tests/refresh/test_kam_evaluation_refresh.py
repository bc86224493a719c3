"""The evaluation under refresh: managers and measures come and go, targets change, hand edits stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.spec import DeckSpec
from kamdeck.record import replace
from kamdeck.views.kam_evaluation import view as kam_evaluation
from kamdeck.workbook.rows import Book, Evaluation
from tests.evaluation_books import many
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
    return spec_of(book, lang, kam_evaluation.build)


def a_manager_more(book: Book) -> Book:
    mine = [row for row in book.evaluation if row.manager == "R. Diaz"]
    new = tuple(replace(row, manager="T. Novak", actual=row.target * 1.3) for row in mine)
    return replace(book, evaluation=(*book.evaluation, *new))


def a_manager_gone(book: Book) -> Book:
    return replace(book, evaluation=tuple(row for row in book.evaluation if row.manager != "A. Chen"))


def a_target_changed(book: Book) -> Book:
    """A. Chen's revenue target falls: met now."""
    rows = tuple(
        replace(row, target=11e6) if (row.manager, row.measure) == ("A. Chen", "Revenue") else row
        for row in book.evaluation
    )
    return replace(book, evaluation=rows)


def a_measure_less(book: Book) -> Book:
    return replace(book, evaluation=tuple(row for row in book.evaluation if row.measure != "Actions on time"))


def a_measure_more(book: Book) -> Book:
    names = dict.fromkeys(row.manager for row in book.evaluation)
    new = (Evaluation(manager=n, measure="New logos", target=4, actual=3, weight=0.1) for n in names)
    return replace(book, evaluation=(*book.evaluation, *new))


def without_surveys(book: Book) -> Book:
    return replace(book, satisfaction=())


def three_managers_more(book: Book) -> Book:
    """Lower rows, bars beside the figures."""
    mine = [row for row in book.evaluation if row.manager == "R. Diaz"]
    new = (replace(row, manager=f"New {n}", actual=row.target * n / 3) for n in range(3) for row in mine)
    return replace(book, evaluation=(*book.evaluation, *new))


def twenty_managers(book: Book) -> Book:
    return replace(book, evaluation=many(20, 5).evaluation)


CHANGES = {
    "a manager more": a_manager_more,
    "a manager gone": a_manager_gone,
    "a target changed": a_target_changed,
    "without surveys": without_surveys,
    "a measure less": a_measure_less,
    "a measure more": a_measure_more,
    "three managers more": three_managers_more,
    "twenty managers": twenty_managers,
}


@pytest.mark.parametrize("name", CHANGES)
def test_refresh_equals_build_and_settles(name: str, sound: Sound) -> None:
    follows(spec(story()), spec(CHANGES[name](story())), sound)


def test_the_other_language_and_back() -> None:
    speaks_both(spec(story()), spec(story("fr"), "fr"))


def test_what_a_person_changed_stands_while_figures_follow() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "kam_evaluation/title").text_frame.text = "A good year"
        shape_of(deck, "kam_evaluation/table").top += Inches(0.05)

    new = spec(a_target_changed(story()))
    fresh, made = refreshed(edited(built(spec(story())), change), new)
    assert ("kam_evaluation/title", "text") in fields_of(made.kept)
    values = values_of(fresh, new)
    assert "A good year" in str(values["kam_evaluation/title"])
    assert "of 11.0" in str(values["kam_evaluation/table"])
    moved, plain = (shape_of(opened(deck), "kam_evaluation/marks").top for deck in (fresh, built(new)))
    assert moved - plain == Inches(0.05)


def test_a_colour_of_ones_own_goes_with_its_manager() -> None:
    """The bars are R. Diaz's wherever the manager's row stands."""
    key, own = "kam_evaluation/marks/R. Diaz:Revenue:bar", RGBColor(0x80, 0x00, 0x80)

    def change(deck: Deck) -> None:
        shape_of(deck, key).fill.solid()
        shape_of(deck, key).fill.fore_color.rgb = own

    new = spec(a_manager_more(story()))
    deck = opened(refreshed(edited(built(spec(story())), change), new)[0])
    bars = {
        shape.name: shape
        for shape in shape_of(deck, "kam_evaluation/marks").shapes
        if shape.name.endswith(":Revenue:bar")
    }
    purple = [
        name for name, bar in bars.items() if bar.fill.fore_color.type == 1 and bar.fill.fore_color.rgb == own
    ]
    assert purple == [f"kd:{key}"]
    plain = opened(built(new))
    assert shape_of(deck, key).top == shape_of(plain, key).top


def test_a_deleted_mark_stays_deleted() -> None:
    key = "kam_evaluation/marks/P. Shah:rating"

    def change(deck: Deck) -> None:
        element = shape_of(deck, key)._element
        element.getparent().remove(element)

    new = spec(a_target_changed(story()))
    fresh, _ = refreshed(edited(built(spec(story())), change), new)
    assert key not in values_of(fresh, new)
    assert refreshed(fresh, new)[1].edits == ()
