"""The to-do lists under refresh: tasks added, done and handed over, what a person changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.spec import DeckSpec, Table
from kamdeck.record import replace
from kamdeck.views.todo import view as todo
from kamdeck.workbook.rows import Book, Task
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
    """Both lists of a book."""
    return spec_of(book, lang, todo.build_kam, todo.build_team)


def a_task_more(book: Book) -> Book:
    new = Task(
        task="Call the CFO", owner="L. Moreau", priority="high", due_on=date(2026, 10, 20), at="Tasks!A19"
    )
    return replace(book, tasks=(*book.tasks, new))


def the_overdue_are_done(book: Book) -> Book:
    as_of = book.settings.as_of or date.max
    tasks = tuple(
        replace(row, status="done" if row.due_on and row.due_on < as_of else row.status) for row in book.tasks
    )
    return replace(book, tasks=tasks)


def handed_over(book: Book) -> Book:
    """A new owner takes all of K. Brandt's tasks, and one that gets another due date."""
    tasks = [replace(row, owner="P. Shah") if row.owner == "K. Brandt" else row for row in book.tasks]
    tasks[0] = replace(tasks[0], owner="P. Shah", due_on=date(2027, 1, 15))
    return replace(book, tasks=tuple(tasks))


def many_more(book: Book) -> Book:
    more = [replace(row, task=f"{row.task} again, part {n}") for n in range(3) for row in book.tasks]
    return replace(book, tasks=(*book.tasks, *more))


CHANGES = {
    "a task more": a_task_more,
    "the overdue are done": the_overdue_are_done,
    "handed over": handed_over,
    "many more": many_more,
}


@pytest.mark.parametrize("name", CHANGES)
def test_refresh_equals_build_and_settles(name: str, sound: Sound) -> None:
    follows(spec(story()), spec(CHANGES[name](story())), sound)


def test_the_other_language_and_back() -> None:
    speaks_both(spec(story()), spec(story("fr"), "fr"))


def test_a_title_of_ones_own_stands_while_the_list_follows() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "todo_team/title").text_frame.text = "Renewals first"

    new = spec(a_task_more(story()))
    fresh, made = refreshed(edited(built(spec(story())), change), new)
    assert ("todo_team/title", "text") in fields_of(made.kept)
    values = values_of(fresh, new)
    assert "Renewals first" in str(values["todo_team/title"])
    assert "Call the CFO" in str(values["todo_team/table"])


def test_marks_follow_a_table_that_was_moved() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "todo_kam/table").top += Inches(0.05)

    new = spec(a_task_more(story()))
    fresh, _ = refreshed(edited(built(spec(story())), change), new)
    moved, plain = (shape_of(opened(deck), "todo_kam/marks").top for deck in (fresh, built(new)))
    assert moved - plain == Inches(0.05)


def test_the_row_of_owners_without_listed_tasks_is_ours_and_follows() -> None:
    """Very many tasks: owners with nothing due soon stand in one row, which counts their open tasks."""
    later = [
        Task(task=f"Later {n}", owner=f"Owner {n % 3}", due_on=date(2027, 6, 1), at=f"Tasks!A{50 + n}")
        for n in range(90)
    ]
    book = many_more(story())
    old = spec(replace(book, tasks=(*book.tasks, *later)))
    new = spec(replace(book, tasks=(*book.tasks, *later[:-7])))
    fresh, made = refreshed(built(old), new)
    tables = [e for slide in old.slides for e in slide.elements if isinstance(e, Table)]
    assert "row:more" in [row.key for table in tables for row in table.rows]
    assert values_of(fresh, new) == values_of(built(new), new)
    assert refreshed(fresh, new)[1].edits == ()
    assert (made.kept, made.conflicts) == ((), ())
