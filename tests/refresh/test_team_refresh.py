"""Responsibilities under refresh: letters, activities and members change, what a person changed stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.spec import DeckSpec
from kamdeck.record import replace
from kamdeck.views.team import view as team
from kamdeck.workbook.rows import Book, Member, Responsibility
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
KEY = "team:Mount Sinai"


def spec(book: Book, lang: str = "en") -> DeckSpec:
    return spec_of(book, lang, team.build)


def letter(activity: str, member: str, held: str) -> Responsibility:
    return Responsibility(
        account="Mount Sinai", activity=activity, member=member, letter=held, at="Responsibilities!C17"
    )


def an_activity_more(book: Book) -> Book:
    new = (letter("Innovation days", "T. Adler", "A"), letter("Innovation days", "M. Ruiz", "R"))
    return replace(book, responsibilities=(*book.responsibilities, *new))


def an_activity_less(book: Book) -> Book:
    rows = tuple(row for row in book.responsibilities if row.activity != "Solution design")
    return replace(book, responsibilities=rows)


def mended(book: Book) -> Book:
    """The two faults are gone: another A, and one A less."""
    rows = tuple(
        row
        for row in book.responsibilities
        if (row.activity, row.member, row.letter) != ("Pricing and contracts", "L. Moreau", "A")
    )
    more = letter("Security review with the CISO", "T. Adler", "A")
    return replace(book, responsibilities=(*rows, more))


def a_member_more(book: Book) -> Book:
    new = Member(member="A. Chen", role="Sponsor", team="Mount Sinai", at="Team!A20")
    return replace(book, team=(new, *book.team))


def somebody_else(book: Book) -> Book:
    """S. Iyer hands over to somebody new."""
    swap = {"S. Iyer": "C. Weber"}
    rows = tuple(replace(row, member=swap.get(row.member, row.member)) for row in book.responsibilities)
    staff = tuple(replace(row, member=swap.get(row.member, row.member)) for row in book.team)
    return replace(book, responsibilities=rows, team=staff)


def many_more(book: Book) -> Book:
    more = [replace(row, activity=f"{row.activity}, again") for row in book.responsibilities]
    return replace(book, responsibilities=(*book.responsibilities, *more))


CHANGES = {
    "an activity more": an_activity_more,
    "an activity less": an_activity_less,
    "mended": mended,
    "somebody else": somebody_else,
    "many more": many_more,
}


@pytest.mark.parametrize("name", CHANGES)
def test_refresh_equals_build_and_settles(name: str, sound: Sound) -> None:
    follows(spec(story()), spec(CHANGES[name](story())), sound)


def test_a_member_more_is_a_column_more(sound: Sound) -> None:
    old, new = spec(story()), spec(a_member_more(story()))
    fresh, _ = refreshed(built(old), new)
    sound(fresh)
    assert refreshed(fresh, new)[1].edits == ()
    assert "A. Chen" in str(values_of(fresh, new)[f"{KEY}/chart"])


def test_the_other_language_and_back() -> None:
    speaks_both(spec(story()), spec(story("fr"), "fr"))


def test_hand_edits_stand_while_the_letters_follow() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, f"{KEY}/title").text_frame.text = "Two activities need one owner"
        shape_of(deck, f"{KEY}/table").top += Inches(0.05)
        shape_of(deck, f"{KEY}/next").text_frame.paragraphs[1].runs[0].font.color.rgb = RGBColor(1, 2, 3)
        marks = shape_of(deck, f"{KEY}/marks")
        mark = next(shape for shape in marks.shapes if shape.name.endswith("/Renewal"))
        mark._element.getparent().remove(mark._element)

    new = spec(an_activity_more(story()))
    fresh, made = refreshed(edited(built(spec(story())), change), new)
    assert (f"{KEY}/title", "text") in fields_of(made.kept)
    values = values_of(fresh, new)
    assert "Two activities need one owner" in str(values[f"{KEY}/title"])
    assert "Innovation days" in str(values[f"{KEY}/table"])
    deck = opened(fresh)
    names = [shape.name for shape in shape_of(deck, f"{KEY}/marks").shapes]
    assert not any(name.endswith("/Renewal") for name in names)
    assert any(name.endswith("/Innovation days") for name in names)
    assert shape_of(deck, f"{KEY}/next").text_frame.paragraphs[1].runs[0].font.color.rgb == RGBColor(1, 2, 3)
    moved, plain = (shape_of(d, f"{KEY}/table").top for d in (deck, opened(built(new))))
    assert moved - plain == Inches(0.05)
    assert refreshed(fresh, new)[0] == fresh
