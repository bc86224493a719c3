"""Rules about the programme: rollout, charter, team, tasks, evaluation, building blocks."""

from __future__ import annotations

from collections import defaultdict

from kamdeck.workbook.kpis import Indicators, of_clause
from kamdeck.workbook.marks import Marks
from kamdeck.workbook.rows import Book, Evaluation

TOLERANCE = 0.0005
LEAST_REACHED, MOST_REACHED = -1.0, 3.0


def rollout(book: Book, marks: Marks) -> None:
    """Rollout: a task ends after it starts, and a new date is later than the old one."""
    marks.in_order("rollout", book.rollout, "start_on", "due_on")
    marks.in_order("rollout", book.rollout, "due_on", "revised_due_on")
    marks.repeated("rollout", book.rollout, "workstream", "task")


def milestones(book: Book, marks: Marks) -> None:
    """Milestones: each once; what is reached is not in the future."""
    marks.repeated("milestones", book.milestones, "milestone")
    as_of = book.settings.as_of
    for row in book.milestones:
        if as_of and row.reached and row.due_on > as_of:
            marks.add("reached-early", "milestones", row, "reached", row.due_on, as_of=as_of)


def charter(book: Book, marks: Marks) -> None:
    """Charter: an objective has a goal, its own or that of the indicator it names."""
    known = Indicators(book.kpis, book.settings.as_of)
    for row in book.charter:
        own = of_clause(row, known)
        if row.section == "objective" and row.target is None and (own is None or own.target is None):
            marks.add("no-goal", "charter", row, "target", row.text or row.label or "")


def team(book: Book, marks: Marks) -> None:
    """Team and responsibilities: a member once per team, a letter once per activity."""
    marks.repeated("team", book.team, "member", "team")
    marks.repeated("responsibilities", book.responsibilities, "account", "activity", "member", "letter")


def tasks(book: Book, marks: Marks) -> None:
    """Tasks: a day of completion only where the task is done, and not after the as-of date."""
    as_of = book.settings.as_of
    for row in book.tasks:
        if row.done_on and row.status != "done":
            marks.add("done-open", "tasks", row, "status", row.status, on=row.done_on)
        elif row.done_on and as_of and row.done_on > as_of:
            marks.add("after-as-of", "tasks", row, "done_on", row.done_on, as_of=as_of)


def evaluation(book: Book, marks: Marks) -> None:
    """Evaluation: a measure once per manager, weights add up to 100%, targets above zero."""
    marks.repeated("evaluation", book.evaluation, "manager", "measure")
    weights: dict[str, float] = defaultdict(float)
    first: dict[str, Evaluation] = {}
    for row in book.evaluation:
        weights[row.manager] += row.weight
        first.setdefault(row.manager, row)
        if row.target <= 0:
            marks.add("target-zero", "evaluation", row, "target", row.target)
        elif row.actual is not None and not LEAST_REACHED <= _reached(row) <= MOST_REACHED:
            fields = {"attainment": _reached(row), "target": row.target}
            marks.add("attainment-beyond", "evaluation", row, "actual", row.actual, **fields)
    for manager, total in weights.items():
        if abs(total - 1) > TOLERANCE:
            marks.add("weights", "evaluation", first[manager], "weight", total, axis=manager, total=total)


def _reached(row: Evaluation) -> float:
    """The attainment of an entered actual; where lower is better nothing left is no more than the target."""
    if row.better != "lower":
        return (row.actual or 0.0) / row.target
    return row.target / row.actual if row.actual and row.actual > 0 else 1.0


def building_blocks(book: Book, marks: Marks) -> None:
    """Building blocks: each once, the target not below today's level."""
    marks.repeated("building_blocks", book.building_blocks, "block")
    for row in book.building_blocks:
        if row.level_now is not None and row.level_target is not None and row.level_target < row.level_now:
            marks.add(
                "target-below", "building_blocks", row, "level_target", row.level_target, now=row.level_now
            )


PROGRAMME_RULES = (rollout, milestones, charter, team, tasks, evaluation, building_blocks)
