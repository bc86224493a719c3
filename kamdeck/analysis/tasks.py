"""To-do lists: what is overdue, what comes next, owner by owner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.workbook.rows import Task

_PRIORITIES = ("high", "medium", "low")


@record
class Owned(Tidy):
    """The tasks of one owner: open ones by due date, then the done ones."""

    owner: str
    tasks: tuple[Task, ...]
    overdue: int
    open: int

    def to_columns(self) -> Columns:
        """One row a task: owner, task, account, priority, due, status, done."""
        names = {"task": "task", "account": "account", "priority": "priority", "due": "due_on",
                 "status": "status", "done": "done_on"}  # fmt: skip
        columns = {label: [getattr(task, name) for task in self.tasks] for label, name in names.items()}
        return {"owner": [self.owner] * len(self.tasks), **columns}


@record
class TaskLists(Tidy):
    """All tasks by owner, most overdue first; `open` and `overdue` oldest first, `soon` those due next."""

    owners: tuple[Owned, ...]
    open: tuple[Task, ...]
    overdue: tuple[Task, ...]
    soon: tuple[Task, ...]

    def to_columns(self) -> Columns:
        """One row a task, owner by owner: the columns of `Owned`."""
        rows = [owned.to_columns() for owned in self.owners]
        return {name: [value for row in rows for value in row[name]] for name in (rows[0] if rows else ())}

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return sum(len(owner.tasks) - owner.open for owner in self.owners)

    @property
    def urgent(self) -> tuple[Task, ...]:
        """The overdue tasks of high priority, oldest first."""
        return tuple(task for task in self.overdue if task.priority == "high")


def days_late(task: Task, as_of: date | None) -> int | None:
    """Days past the due date (negative = still to go); None without dates or when done."""
    if as_of is None or task.due_on is None or task.status == "done":
        return None
    return (as_of - task.due_on).days


def list_tasks(rows: Sequence[Task], as_of: date | None, days: int) -> TaskLists:
    """The lists as of a date; `soon` looks ahead as many days, the as-of date included."""
    waiting = sorted((task for task in rows if task.status != "done"), key=_by_date)
    late = [(task, days_late(task, as_of)) for task in waiting]
    overdue = tuple(task for task, n in late if n is not None and n > 0)
    soon = tuple(task for task, n in late if n is not None and -days <= n <= 0)
    mine: dict[str, list[Task]] = {}
    for task in rows:
        mine.setdefault(task.owner, []).append(task)
    owners = [_owned(owner, tasks, as_of) for owner, tasks in mine.items()]
    owners.sort(key=lambda owned: (-owned.overdue, -owned.open))
    return TaskLists(tuple(owners), tuple(waiting), overdue, soon)


def _owned(owner: str, tasks: Sequence[Task], as_of: date | None) -> Owned:
    ordered = sorted(tasks, key=lambda task: (task.status == "done", *_by_date(task)))
    overdue = sum((days_late(task, as_of) or 0) > 0 for task in tasks)
    return Owned(owner, tuple(ordered), overdue, sum(task.status != "done" for task in tasks))


def _by_date(task: Task) -> tuple[date, int]:
    rank = _PRIORITIES.index(task.priority) if task.priority in _PRIORITIES else len(_PRIORITIES)
    return task.due_on or date.max, rank
