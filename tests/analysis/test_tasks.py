"""To-do lists: late days, owners in order, what is overdue and what comes soon."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.tasks import days_late, list_tasks
from kamdeck.workbook.rows import Task

AS_OF = date(2026, 10, 31)


def task(
    name: str, days: int | None, owner: str = "Ann", status: str = "open", priority: str | None = None
) -> Task:
    """A task due so many days after the as-of date."""
    due = None if days is None else AS_OF + timedelta(days)
    return Task(task=name, owner=owner, due_on=due, status=status, priority=priority)


def names(tasks: tuple[Task, ...]) -> list[str]:
    return [row.task for row in tasks]


def test_days_late() -> None:
    assert days_late(task("a", -7), AS_OF) == 7
    assert days_late(task("a", 0), AS_OF) == 0
    assert days_late(task("a", 3), AS_OF) == -3
    assert days_late(task("a", None), AS_OF) is None
    assert days_late(task("a", -7), None) is None
    assert days_late(task("a", -7, status="done"), AS_OF) is None


def test_lists_by_hand() -> None:
    rows = [
        task("later", 8),
        task("today", 0),
        task("in a week", 7, "Bob"),
        task("done", -9, "Bob", "done", "high"),
        task("late", -1, "Bob", priority="low"),
        task("late too", -1, "Cid", "in progress", "high"),
        task("undated", None, "Cid"),
        task("oldest", -30, "Cid", priority="high"),
    ]
    lists = list_tasks(rows, AS_OF, 7)
    assert names(lists.overdue) == ["oldest", "late too", "late"]
    assert names(lists.urgent) == ["oldest", "late too"]
    assert names(lists.soon) == ["today", "in a week"]
    assert names(lists.open) == ["oldest", "late too", "late", "today", "in a week", "later", "undated"]
    assert [(o.owner, o.overdue, o.open) for o in lists.owners] == [
        ("Cid", 2, 3),
        ("Bob", 1, 2),
        ("Ann", 0, 2),
    ]
    assert names(lists.owners[1].tasks) == ["late", "in a week", "done"]
    assert lists.done == 1


def test_without_an_as_of_date_nothing_is_late() -> None:
    lists = list_tasks([task("a", -5), task("b", 5)], None, 7)
    assert (lists.overdue, lists.soon, len(lists.open)) == ((), (), 2)


ROWS = st.lists(
    st.builds(
        task,
        st.text(min_size=1, max_size=5),
        st.none() | st.integers(-40, 40),
        st.sampled_from(["Ann", "Bob", "Cid"]),
        st.sampled_from(["open", "in progress", "done"]),
        st.sampled_from(["high", "medium", "low", None]),
    ),
    max_size=25,
)


@given(ROWS, st.integers(0, 20))
def test_no_task_is_lost(rows: list[Task], days: int) -> None:
    lists = list_tasks(rows, AS_OF, days)
    shown = [id(row) for owned in lists.owners for row in owned.tasks]
    assert sorted(shown) == sorted(map(id, rows))
    assert len(lists.open) + lists.done == len(rows)
    assert sum(owned.open for owned in lists.owners) == len(lists.open)
    assert sum(owned.overdue for owned in lists.owners) == len(lists.overdue)
    assert not {id(row) for row in lists.overdue} & {id(row) for row in lists.soon}
