"""The charter under refresh: lines added, dropped, reworded and signed; figures that move; hand edits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.spec import DeckSpec
from kamdeck.record import replace
from kamdeck.views.charter import view as charter
from kamdeck.workbook.rows import Book, Clause
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
PRINCIPLE = "We plan with the client, not about them."


def spec(book: Book, lang: str = "en") -> DeckSpec:
    return spec_of(book, lang, charter.build)


def without(book: Book, text: str) -> Book:
    return replace(book, charter=tuple(row for row in book.charter if row.text != text))


def a_line_more(book: Book) -> Book:
    """A meeting before all others."""
    new = Clause(section="governance", label="Daily", text="Stand-up: blockers", at="Charter!A42")
    rows = [row for row in book.charter if row.label != "Yearly"]
    place = next(n for n, row in enumerate(rows) if row.section == "governance")
    return replace(book, charter=(*rows[:place], new, *rows[place:]))


def a_line_dropped(book: Book) -> Book:
    return without(book, PRINCIPLE)


def a_goal_changed(book: Book) -> Book:
    rows = tuple(replace(r, target=0.5) if r.measure == "premium_share" else r for r in book.charter)
    return replace(book, charter=rows)


def revenue_moved(book: Book) -> Book:
    rows = tuple(replace(r, revenue=(r.revenue or 0.0) * 1.1) if r.year == 2026 else r for r in book.revenue)
    return replace(book, revenue=rows)


def an_owner_left(book: Book) -> Book:
    return replace(
        book, accounts=tuple(replace(a, manager=None) if a.manager == "A. Chen" else a for a in book.accounts)
    )


def signed_anew(book: Book) -> Book:
    rows = []
    for row in book.charter:
        if row.label == "H. Sato":
            rows.append(replace(row, date=None))
        elif row.label == "M. Keller":
            rows.append(replace(row, label="T. Novak", date=date(2026, 10, 1)))
        else:
            rows.append(row)
    return replace(book, charter=tuple(rows))


def no_mission(book: Book) -> Book:
    return replace(book, charter=tuple(row for row in book.charter if row.section != "mission"))


def twice_as_long(book: Book) -> Book:
    more = [
        replace(row, text=f"{row.text} again", label=row.label and f"{row.label} again")
        for row in book.charter
        if row.section not in ("version", "validity", "mission", "signature")
    ]
    return replace(book, charter=(*book.charter, *more))


CHANGES = {
    "a line more": a_line_more,
    "a line dropped": a_line_dropped,
    "a goal changed": a_goal_changed,
    "revenue moved": revenue_moved,
    "an owner left": an_owner_left,
    "signed anew": signed_anew,
    "no mission": no_mission,
    "twice as long": twice_as_long,
}


@pytest.mark.parametrize("name", CHANGES)
def test_refresh_equals_build_and_settles(name: str, sound: Sound) -> None:
    follows(spec(story()), spec(CHANGES[name](story())), sound)


def test_the_other_language_and_back() -> None:
    speaks_both(spec(story()), spec(story("fr"), "fr"))


def test_a_title_of_ones_own_and_a_moved_table_stand() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "charter/title").text_frame.text = "Our promise"
        shape_of(deck, "charter/principles").left += Inches(0.04)
        shape_of(deck, "charter/mission/band").fill.solid()
        shape_of(deck, "charter/mission/band").fill.fore_color.rgb = RGBColor(0x33, 0x66, 0x33)

    new = spec(a_line_dropped(a_goal_changed(story())))
    fresh, made = refreshed(edited(built(spec(story())), change), new)
    assert ("charter/title", "text") in fields_of(made.kept) or "Our promise" in str(values_of(fresh, new))
    values = values_of(fresh, new)
    assert "Our promise" in str(values["charter/title"])
    assert "50%" in str(values["charter/objectives"])
    assert PRINCIPLE not in str(values["charter/principles"])
    deck, plain = opened(fresh), opened(built(new))
    for key in ("charter/principles", "charter/principles_marks"):
        assert shape_of(deck, key).left - shape_of(plain, key).left == Inches(0.04)
    assert shape_of(deck, "charter/mission/band").fill.fore_color.rgb == RGBColor(0x33, 0x66, 0x33)


def test_a_line_keeps_its_own_looks_where_lines_come_before_it() -> None:
    """A person makes one meeting italic: the format goes with the meeting, not with its place."""

    def change(deck: Deck) -> None:
        cell = shape_of(deck, "charter/governance").table.cell(1, 1)
        assert cell.text == "Portfolio review"
        cell.text_frame.paragraphs[0].runs[0].font.italic = True

    fresh, _ = refreshed(edited(built(spec(story())), change), spec(a_line_more(story())))
    table = shape_of(opened(fresh), "charter/governance").table
    looks = {
        row.cells[1].text: row.cells[1].text_frame.paragraphs[0].runs[0].font.italic for row in table.rows
    }
    assert looks["Portfolio review"] is True
    assert [name for name, italic in looks.items() if italic] == ["Portfolio review"]


def test_a_deleted_mark_stays_deleted() -> None:
    key = f"charter/principles_marks/principle: {PRINCIPLE}"

    def change(deck: Deck) -> None:
        element = shape_of(deck, key)._element
        element.getparent().remove(element)

    fresh, made = refreshed(edited(built(spec(story())), change), spec(a_goal_changed(story())))
    assert key not in values_of(fresh, spec(a_goal_changed(story())))
    assert refreshed(fresh, spec(a_goal_changed(story())))[1].edits == ()
    assert made.conflicts == ()
