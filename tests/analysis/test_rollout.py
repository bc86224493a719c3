"""The rollout calendar: states by the as-of date, lateness, milestones at risk, the span of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.rollout import STATES, Programme, plan_rollout
from kamdeck.workbook.rows import Milestone, RolloutTask

NOW = date(2026, 10, 31)


def task(
    start: date, due: date, status: str | None = None, *, again: date | None = None, need: str | None = None
) -> RolloutTask:
    return RolloutTask(
        workstream="Tools", task=f"{start} {due} {status}", start_on=start, due_on=due, revised_due_on=again,
        status=status, needed_for=need, at="Rollout!A5",
    )  # fmt: skip


def milestone(name: str, due: date, reached: bool = False) -> Milestone:
    return Milestone(milestone=name, due_on=due, reached=reached, at="Milestones!A5")


def planned(
    *tasks: RolloutTask, milestones: tuple[Milestone, ...] = (), as_of: date | None = NOW
) -> Programme:
    made = plan_rollout(tasks, milestones, as_of)
    assert made is not None
    return made


def test_no_tasks_no_calendar() -> None:
    assert plan_rollout((), (milestone("Go live", NOW),), NOW) is None


@pytest.mark.parametrize(
    ("status", "due", "again", "state", "late", "missed"),
    [
        ("on track", date(2026, 11, 30), None, "on track", 0, False),
        ("on track", date(2026, 10, 31), None, "on track", 0, False),  # due on the day itself
        ("on track", date(2026, 10, 30), None, "late", 1, True),
        ("done", date(2026, 9, 30), None, "done", 0, False),
        ("late", date(2026, 10, 9), date(2026, 12, 4), "late", 56, False),
        ("planned", date(2026, 9, 1), date(2026, 10, 1), "late", 60, True),  # missed again
        ("at risk", date(2026, 11, 30), date(2026, 12, 14), "at risk", 14, False),
        ("late", date(2026, 12, 1), None, "late", 0, False),  # behind, though not due yet
        (None, date(2026, 12, 1), None, "none", 0, False),
    ],
)
def test_states(
    status: str | None, due: date, again: date | None, state: str, late: int, missed: bool
) -> None:
    (stand,) = planned(task(date(2026, 7, 1), due, status, again=again)).tasks
    assert (stand.state, stand.late, stand.is_missed) == (state, late, missed)


def test_without_a_status_the_start_tells_what_is_planned() -> None:
    (stand,) = planned(task(date(2026, 12, 1), date(2026, 12, 24))).tasks
    assert stand.state == "planned"


def test_without_an_as_of_date_nothing_is_late_by_date() -> None:
    rows = task(date(2020, 1, 1), date(2020, 2, 1)), task(date(2020, 1, 1), date(2020, 2, 1), "late")
    made = planned(*rows, milestones=(milestone("Old", date(2020, 1, 5)),), as_of=None)
    assert [stand.state for stand in made.tasks] == ["none", "late"]
    assert [stand.overruns for stand in made.tasks] == [None, None]
    assert not made.is_overdue(made.milestones[0])


def test_an_end_before_the_start_counts_as_the_start() -> None:
    (stand,) = planned(task(date(2027, 3, 1), date(2027, 1, 1), "planned")).tasks
    assert (stand.ends, stand.overruns) == (date(2027, 3, 1), None)


def test_the_milestone_that_late_tasks_put_at_risk() -> None:
    rows = (
        milestone("B", date(2027, 6, 1)),
        milestone("A", date(2027, 3, 1)),
        milestone("Z", date(2026, 1, 1), True),
    )
    late = (date(2026, 7, 1), date(2026, 10, 1))
    one = planned(task(*late, need="A"), task(*late), milestones=rows)
    assert one.endangered is rows[1]
    assert one.endangered_by_all is None
    both = planned(task(*late, need="B"), task(*late, need="B"), milestones=rows)
    assert both.endangered_by_all is rows[0]
    assert planned(task(*late, need="Z"), milestones=rows).endangered is None  # it is reached
    assert planned(task(*late, need="no such"), milestones=rows).endangered is None
    assert one.next is rows[1]


def test_the_span_is_the_settings_else_all_dates() -> None:
    rows = (task(date(2026, 7, 1), date(2026, 8, 1), "done"),)
    marks = (milestone("M", date(2027, 1, 1)),)
    free = plan_rollout(rows, marks, NOW)
    assert free
    assert (free.start, free.end) == (date(2026, 7, 1), date(2027, 1, 1))
    fixed = plan_rollout(rows, marks, NOW, date(2026, 1, 1), date(2026, 12, 31))
    assert fixed
    assert (fixed.start, fixed.end) == (date(2026, 1, 1), date(2026, 12, 31))
    turned = plan_rollout(rows, marks, NOW, date(2026, 12, 31), date(2026, 1, 1))
    assert turned
    assert (turned.start, turned.end) == (free.start, free.end)
    beyond = plan_rollout(rows, marks, NOW, start=date(2030, 1, 1))
    assert beyond
    assert beyond.start <= beyond.end


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
rows = st.builds(
    task,
    days,
    days,
    st.sampled_from([None, *STATES[:5]]),
    again=st.none() | days,
    need=st.none() | st.just("M"),
)


@given(st.lists(rows, min_size=1, max_size=12), days, st.none() | days, st.none() | days)
def test_what_always_holds(
    tasks: list[RolloutTask], as_of: date, start: date | None, end: date | None
) -> None:
    made = plan_rollout(tasks, (milestone("M", date(2027, 1, 1)),), as_of, start, end)
    assert made
    assert made.start <= made.end
    assert sum(len(made.of(state)) for state in STATES) == len(tasks)
    for stand in made.tasks:
        assert stand.ends >= stand.task.start_on
        assert (stand.overruns is None) == (stand.late == 0)
        if stand.overruns is not None:
            first = max(stand.task.due_on, stand.task.start_on)
            assert stand.overruns == first + timedelta(days=stand.late)
        if stand.state not in ("done", "late"):
            assert stand.ends >= as_of
