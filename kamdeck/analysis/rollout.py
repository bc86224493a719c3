"""The rollout calendar: how tasks stand by the as-of date, and which milestone late ones put at risk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.workbook.rows import Milestone, RolloutTask

State = Literal["done", "on track", "at risk", "late", "planned", "none"]
STATES: tuple[State, ...] = ("done", "on track", "at risk", "late", "planned", "none")
_ENTERED: dict[str, State] = {state: state for state in STATES}


@record
class Standing(Tidy):
    """One task: `ends` is the last day now expected (never before its start), `overruns` the last day past
    the planned end that it runs to, None where it keeps its plan; `late` counts days past the planned end."""

    task: RolloutTask
    state: State
    ends: date
    overruns: date | None = None
    late: int = 0

    def to_columns(self) -> Columns:
        """One row: workstream, task, owner, start, end, state, ends, overruns (None = no), late (days)."""
        task = self.task
        return {
            "workstream": [task.workstream],
            "task": [task.task],
            "owner": [task.owner],
            "start": [task.start_on],
            "end": [task.due_on],
            "state": [self.state],
            "ends": [self.ends],
            "overruns": [self.overruns],
            "late": [self.late],
        }

    @property
    def has_new_date(self) -> bool:
        """True when a later end was set."""
        new = self.task.revised_due_on
        return new is not None and new > self.task.due_on

    @property
    def is_missed(self) -> bool:
        """True when the task runs past the last date that was set for it."""
        return self.overruns is not None and self.overruns > max(
            self.task.due_on, self.task.revised_due_on or self.task.due_on
        )


@record
class Programme(Tidy):
    """All tasks in the sheet's order, milestones by date, and the days the calendar spans."""

    tasks: tuple[Standing, ...]
    milestones: tuple[Milestone, ...]
    start: date
    end: date
    as_of: date | None = None

    def to_columns(self) -> Columns:
        """One row a task, in the sheet's order: the columns of `Standing`."""
        rows = [task.to_columns() for task in self.tasks]
        return {name: [row[name][0] for row in rows] for name in (rows[0] if rows else ())}

    @property
    def late(self) -> tuple[Standing, ...]:
        """The late tasks, in the sheet's order."""
        return self.of("late")

    def of(self, *states: State) -> tuple[Standing, ...]:
        """The tasks in these states."""
        return tuple(task for task in self.tasks if task.state in states)

    @property
    def next(self) -> Milestone | None:
        """The earliest milestone that is not reached."""
        return next((row for row in self.milestones if not row.reached), None)

    def is_overdue(self, row: Milestone) -> bool:
        """True when a milestone was due before the as-of date and is not reached."""
        return self.as_of is not None and not row.reached and row.due_on < self.as_of

    @property
    def endangered(self) -> Milestone | None:
        """The earliest milestone to come that a late task is needed for."""
        needed = {task.task.needed_for for task in self.late}
        coming = (row for row in self.milestones if not row.reached and not self.is_overdue(row))
        return next((row for row in coming if row.milestone in needed), None)

    @property
    def endangered_by_all(self) -> Milestone | None:
        """The same, where every late task is needed for it."""
        row = self.endangered
        same = row is not None and all(task.task.needed_for == row.milestone for task in self.late)
        return row if same else None


def plan_rollout(
    tasks: Sequence[RolloutTask],
    milestones: Sequence[Milestone],
    as_of: date | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Programme | None:
    """The calendar from `start` to `end`, by default the span of all dates; None without tasks.

    A task is late when the workbook says so, or when it is not done and its last date (the new one, else
    the planned one) is before the as-of date; without an as-of date only the workbook says. Its lateness is
    counted from the planned end to the new one, or to the as-of date where that is later.
    """
    if not tasks:
        return None
    stands = tuple(_stand(task, as_of) for task in tasks)
    known = sorted(milestones, key=lambda row: row.due_on)
    first, last = _span(stands, known)
    if start and end and end < start:
        start = end = None
    begin, stop = start or first, end or last
    if stop < begin:  # all dates lie on the far side of the only bound that was set
        begin, stop = min(begin, stop), max(begin, stop)
    return Programme(stands, tuple(known), begin, stop, as_of)


def _span(stands: Iterable[Standing], milestones: Iterable[Milestone]) -> tuple[date, date]:
    days = [row.due_on for row in milestones]
    for stand in stands:
        days += [stand.task.start_on, stand.ends, stand.overruns or stand.ends]
    return min(days), max(days)


def _stand(task: RolloutTask, as_of: date | None) -> Standing:
    """How a task stands."""
    planned = max(task.due_on, task.start_on)
    ends = max(planned, task.revised_due_on or planned)
    state = _ENTERED.get(task.status or "none", "none")
    is_missed = as_of is not None and state != "done" and ends < as_of
    if is_missed:
        state = "late"
    elif state == "none" and as_of is not None and task.start_on > as_of:
        state = "planned"
    stop = as_of if is_missed and as_of is not None else ends
    if stop <= planned:
        return Standing(task, state, ends)
    return Standing(task, state, ends, stop, (stop - planned).days)
