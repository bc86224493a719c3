"""What the titles of the to-do lists say: what is overdue and who comes first, else what is due next."""

from __future__ import annotations

from kamdeck.analysis.tasks import days_late
from kamdeck.layout.page import name_in_title
from kamdeck.layout.titles import Fields, Titles, always, when, wordings
from kamdeck.views.todo.words import TodoWords
from kamdeck.workbook.rows import Task

_FIRST = 2  # accounts that a title names


def _fields(words: TodoWords) -> Fields:
    lists = words.lists
    counts = {"all": len(lists.open), "n": len(lists.overdue), "high": len(lists.urgent)}
    return {**counts, "days": words.ctx.book.settings.task_next_days}


def _of(words: TodoWords, task: Task) -> str:
    """The task's account, or its owner where it has none, or its own words where it has neither."""
    name = words.ctx.short(task.account) if task.account else task.owner
    return name_in_title(words.ctx.frame, task.task if name == words.nobody else name)


def _owners(words: TodoWords) -> int:
    """How many people have open tasks."""
    return sum(owned.open > 0 and owned.owner != words.nobody for owned in words.lists.owners)


def _of_first(words: TodoWords) -> Fields:
    """Where the overdue tasks of high priority are."""
    names = tuple(dict.fromkeys(_of(words, task) for task in words.lists.urgent))[:_FIRST]
    return {"n": len(names), "names": words.say.list(names)}


def _of_oldest(words: TodoWords) -> Fields:
    """The task that has waited longest, and how many days."""
    task = words.lists.overdue[0]
    return {"name": _of(words, task), "n": days_late(task, words.ctx.as_of) or 0}


def _is_kam(words: TodoWords) -> bool:
    return words.view == "todo_kam"


def _is_done(words: TodoWords) -> bool:
    return not words.lists.open


FIRST: Titles[TodoWords] = wordings(
    _fields, when(always, "todo.title.first", fields=_of_first), join="todo.title.both"
)
# whose the tasks are need not be said in the pack of one account
PRESSING: Titles[TodoWords] = wordings(
    _fields,
    when(lambda w: bool(w.lists.urgent) and not w.is_single, "todo.title.urgent", then=FIRST),
    when(lambda w: not w.is_single, "todo.title.oldest", fields=_of_oldest),
)
TITLES: Titles[TodoWords] = wordings(
    _fields,
    when((_is_done, _is_kam), "todo.title.done.todo_kam", fields=lambda w: {"n": w.lists.done}),
    when(_is_done, "todo.title.done.todo_team", fields=lambda w: {"n": w.lists.done}),
    when(
        lambda w: w.ctx.as_of is None,
        "todo.title.undated",
        fields=lambda w: {"n": len(w.lists.open), "owners": _owners(w)},
    ),
    when(lambda w: len(w.lists.overdue) == len(w.lists.open), "todo.title.overdue_all", then=PRESSING),
    when(lambda w: bool(w.lists.overdue), "todo.title.overdue", then=PRESSING),
    when(lambda w: bool(w.lists.soon), "todo.title.soon", fields=lambda w: {"n": len(w.lists.soon)}),
    when(always, "todo.title.none", fields=lambda w: {"n": len(w.lists.open)}),
)
FURTHER: Titles[TodoWords] = wordings(
    lambda _: {},
    when(_is_kam, "todo.title.further", "todo.title.page.todo_kam"),
    when(always, "todo.title.further", "todo.title.page.todo_team"),
)
