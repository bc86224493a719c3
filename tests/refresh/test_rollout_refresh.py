"""The rollout calendar under refresh: tasks added, moved, finished; what a person changed stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.spec import DeckSpec
from kamdeck.record import replace
from kamdeck.views.rollout import view as rollout
from kamdeck.workbook.rows import Book, RolloutTask
from tests.refreshing import (
    Sound,
    built,
    edited,
    fields_of,
    find,
    follows,
    opened,
    refreshed,
    shape_of,
    slide_of,
    spec_of,
    story,
    values_of,
)

ROOT = Path(__file__).parents[2]
TRAINING, LINK = "KAM training, 5 modules", "CRM and usage data link"


def spec(book: Book, lang: str = "en") -> DeckSpec:
    return spec_of(book, lang, rollout.build)


def with_task(book: Book, name: str, **changes: object) -> Book:
    rows = tuple(replace(row, **changes) if row.task == name else row for row in book.rollout)
    return replace(book, rollout=rows)


def a_task_more(book: Book) -> Book:
    new = RolloutTask(
        workstream="People", owner="P. Shah", task="Second hiring round", start_on=date(2027, 1, 4),
        due_on=date(2027, 5, 28), status="planned", at="Rollout!A20",
    )  # fmt: skip
    return replace(book, rollout=(*book.rollout, new))


def another_workstream(book: Book) -> Book:
    return with_task(book, TRAINING, workstream="Governance", owner="N. Berg")


def finished(book: Book) -> Book:
    return with_task(book, TRAINING, status="done")


def a_milestone_moved(book: Book) -> Book:
    rows = tuple(
        replace(row, due_on=date(2027, 4, 30)) if row.milestone == "Wave 1 live" else row
        for row in book.milestones
    )
    return replace(book, milestones=rows)


def a_task_less(book: Book) -> Book:
    return replace(book, rollout=tuple(row for row in book.rollout if row.task != LINK))


def many_more(book: Book) -> Book:
    more = tuple(replace(row, task=f"{row.task}, again") for row in book.rollout)
    return replace(book, rollout=(*book.rollout, *more))


CHANGES = {
    "a task more": a_task_more,
    "another workstream": another_workstream,
    "finished": finished,
    "a milestone moved": a_milestone_moved,
    "a task less": a_task_less,
    "many more": many_more,
}


@pytest.mark.parametrize("name", CHANGES)
def test_refresh_equals_build_and_settles(name: str, sound: Sound) -> None:
    follows(spec(story()), spec(CHANGES[name](story())), sound)


def test_the_other_language() -> None:
    english, french = spec(story()), spec(story("fr"), "fr")
    there, _ = refreshed(built(english), french)
    assert values_of(there, french) == values_of(built(french), french)


def test_what_a_person_changed_stands_when_the_task_goes_to_another_workstream() -> None:
    def change(deck: Deck) -> None:
        bar = shape_of(deck, f"rollout/bars/{TRAINING}")
        bar.fill.solid()
        bar.fill.fore_color.rgb = RGBColor(0x80, 0x00, 0x80)
        shape_of(deck, f"rollout/comments/{LINK}").text_frame.text = "agreed with R. Diaz"
        mark = shape_of(deck, f"rollout/marks/{LINK}")
        mark._element.getparent().remove(mark._element)
        shape_of(deck, "rollout/title").text_frame.text = "Two tasks hold up wave 1"

    new = spec(with_task(another_workstream(story()), LINK, revised_due_on=date(2026, 12, 18)))
    fresh, made = refreshed(edited(built(spec(story())), change), new)
    deck = opened(fresh)
    assert shape_of(deck, f"rollout/bars/{TRAINING}").fill.fore_color.rgb == RGBColor(0x80, 0x00, 0x80)
    assert shape_of(deck, f"rollout/comments/{LINK}").text_frame.text == "agreed with R. Diaz"
    assert shape_of(deck, "rollout/title").text_frame.text == "Two tasks hold up wave 1"
    with pytest.raises(KeyError):
        find(slide_of(deck, "rollout"), f"kd:rollout/marks/{LINK}")
    kept = fields_of(made.kept)
    assert ("rollout/title", "text") in kept
    assert (f"rollout/comments/{LINK}", "text") in kept
    assert refreshed(fresh, new)[1].edits == ()


def test_a_bar_that_was_moved_stays_and_the_others_follow_the_dates() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, f"rollout/bars/{LINK}").top += Inches(0.02)

    base = edited(built(spec(story())), change)
    new = spec(
        with_task(with_task(story(), LINK, start_on=date(2026, 9, 1)), TRAINING, start_on=date(2026, 9, 14))
    )
    fresh, plain = opened(refreshed(base, new)[0]), opened(built(new))
    before = opened(base)
    moved = [shape_of(deck, f"rollout/bars/{LINK}").left for deck in (before, fresh)]
    assert moved[0] == moved[1]
    other = [shape_of(deck, f"rollout/bars/{TRAINING}").left for deck in (fresh, plain)]
    assert other[0] == other[1]
