"""Cards of own indicators under refresh: a new figure, what a person moved or deleted, one that leaves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.spec import DeckSpec
from kamdeck.record import replace
from kamdeck.views.dashboard import view as dashboard
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

CARD = "dashboard/card:kpi:adoption rate"
OTHER = "dashboard/card:kpi:days to resolve a case"


def spec(book: Book, lang: str = "en") -> DeckSpec:
    return spec_of(book, lang, dashboard.build)


def with_cards(book: Book, *names: str) -> Book:
    return replace(book, settings=replace(book.settings, kpi_cards=names))


def whole(book: Book) -> Any:
    """The row of the figure: the whole's newest adoption rate."""
    return next(row for row in reversed(book.kpis) if row.account is None and row.unit == "share")


def another_figure(book: Book) -> Book:
    newest = whole(book)
    return replace(book, kpis=tuple(replace(r, value=0.80) if r is newest else r for r in book.kpis))


def a_month_more(book: Book) -> Book:
    newest = whole(book)
    later = replace(newest.period, first=date(2026, 11, 1), last=date(2026, 11, 30))
    book = replace(book, kpis=(*book.kpis, replace(newest, period=later, value=0.65)))
    return replace(book, settings=replace(book.settings, as_of=date(2026, 11, 30)))


def a_month_missing(book: Book) -> Book:
    gone = [row for row in book.kpis if row.account is None and row.unit == "share"][-3]
    return replace(book, kpis=tuple(row for row in book.kpis if row is not gone))


def it_leaves(book: Book) -> Book:
    return replace(book, kpis=tuple(row for row in book.kpis if row.unit != "share"))


def another_order(book: Book) -> Book:
    return with_cards(book, "Days to resolve", "adoption", "mrr")


def another_case(book: Book) -> Book:
    return replace(book, kpis=tuple(replace(row, kpi=row.kpi.upper()) for row in book.kpis))


CHANGES = {
    "another figure": another_figure,
    "a month more": a_month_more,
    "a month missing": a_month_missing,
    "it leaves": it_leaves,
    "another order": another_order,
    "another case": another_case,
}


@pytest.mark.parametrize("name", CHANGES)
def test_refresh_equals_build_and_settles(name: str, sound: Sound) -> None:
    follows(spec(story()), spec(CHANGES[name](story())), sound)


def test_the_other_language_and_back() -> None:
    order = ("mrr", "adoption", "Days to resolve")
    english, french = with_cards(story(), *order), with_cards(story("fr"), "mrr")
    speaks_both(spec(replace(french, kpis=english.kpis, settings=english.settings)), spec(english, "fr"))


def test_a_card_that_was_moved_stays_and_its_figure_and_trend_follow() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, CARD).top += Inches(0.5)

    new = spec(another_figure(story()))
    data = edited(built(spec(story())), change)
    before = shape_of(opened(data), CARD).top
    fresh, made = refreshed(data, new)
    assert shape_of(opened(fresh), CARD).top == before
    values = values_of(fresh, new)
    assert "80%" in str(values[f"{CARD}/figure"])
    wanted = values_of(built(new), new)
    assert values[f"{CARD}/trend/line:2026-10-01"] == wanted[f"{CARD}/trend/line:2026-10-01"]
    assert refreshed(fresh, new)[1].edits == ()
    assert made.conflicts == ()


def test_a_deleted_card_stays_deleted() -> None:
    def change(deck: Deck) -> None:
        card = shape_of(deck, CARD)._element
        card.getparent().remove(card)

    new = spec(another_figure(story()))
    fresh, _ = refreshed(edited(built(spec(story())), change), new)
    assert CARD not in values_of(fresh, new)
    assert not any(key.startswith(f"{CARD}/") for key in values_of(fresh, new))
    assert refreshed(fresh, new)[1].edits == ()
    back, _ = refreshed(fresh, new, CARD)
    assert f"{CARD}/figure" in values_of(back, new)


def test_words_and_colors_of_a_person_stand() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, f"{CARD}/label").text_frame.paragraphs[0].runs[0].text = "Users on board"
        line = shape_of(deck, f"{CARD}/trend/line:2026-09-01").line
        line.color.rgb = RGBColor(0x80, 0x00, 0x80)

    new = spec(a_month_more(story()))
    fresh, made = refreshed(edited(built(spec(story())), change), new)
    assert (f"{CARD}/label", "text") in fields_of(made.kept)
    deck = opened(fresh)
    assert shape_of(deck, f"{CARD}/label").text_frame.text == "Users on board"
    line = shape_of(deck, f"{CARD}/trend/line:2026-09-01").line
    assert line.color.rgb == RGBColor(0x80, 0x00, 0x80)
    assert "65%" in shape_of(deck, f"{CARD}/figure").text_frame.text


def test_an_indicator_that_leaves_takes_its_card_along_unless_somebody_worked_on_it() -> None:
    new = spec(it_leaves(story()))
    plain, _ = refreshed(built(spec(story())), new)
    names = [shape.name for shape in opened(plain).slides[0].shapes]
    assert not any("adoption" in name for name in names)
    assert values_of(plain, new) == values_of(built(new), new)

    def recolored(deck: Deck) -> None:
        fill = shape_of(deck, f"{CARD}/box").fill
        fill.solid()
        fill.fore_color.rgb = RGBColor(0xFF, 0xF0, 0xC0)

    worked, _ = refreshed(edited(built(spec(story())), recolored), new)
    text = " ".join(s.text_frame.text for s in _leaves(opened(worked).slides[0].shapes) if s.has_text_frame)
    assert "71%" in text


def _leaves(shapes: Any) -> list[Any]:
    return [leaf for s in shapes for leaf in (_leaves(s.shapes) if s.shape_type == 6 else [s])]


def test_two_cards_change_places(sound: Sound) -> None:
    old = with_cards(story(), "adoption", "Days to resolve a case")
    new = spec(with_cards(story(), "Days to resolve a case", "adoption"))
    fresh, _ = refreshed(built(spec(old)), new)
    sound(fresh)
    assert values_of(fresh, new) == values_of(built(new), new)
    deck = opened(fresh)
    assert shape_of(deck, OTHER).left < shape_of(deck, CARD).left
