"""Rows about the key account programme: charter, rollout, team, tasks and evaluation."""

from __future__ import annotations

import datetime

from kamdeck.workbook import choices
from kamdeck.workbook.columns import EVERYONE, INSIDE, Row, column, shared_column


class Clause(Row):
    """One line of the charter."""

    section: str = column("choice", choices=choices.CHARTER)
    label: str | None = column("text", default=None, also=("label",))
    text: str | None = column("text", default=None)
    measure: str | None = column("choice", default=None, choices=choices.CHARTER_MEASURE)
    actual: float | None = column("number", default=None, also=("réalisé",))
    target: float | None = column("number", default=None, also=("target",))
    unit: str | None = column("choice", default=None, choices=choices.UNIT)
    better: str | None = column(
        "choice",
        default=None,
        choices=choices.BETTER,
        also=("direction", "comparison", "comparaison", "sens"),
    )
    date: datetime.date | None = column("date", default=None)


class RolloutTask(Row):
    """One task of the rollout calendar."""

    workstream: str = column("text")
    owner: str | None = column("text", default=None, also=("workstream owner", "responsable"))
    task: str = column("text")
    start_on: datetime.date = column("date", also=("start on",))
    due_on: datetime.date = column("date", also=("due", "due on"))
    revised_due_on: datetime.date | None = column(
        "date", default=None, also=("revised due", "revised due on")
    )
    status: str | None = column("choice", default=None, choices=choices.ROLLOUT_STATUS)
    needed_for: str | None = column("text", default=None, refers="milestones")
    note: str | None = column("text", default=None, readers=INSIDE)


class Milestone(Row):
    """One milestone of the rollout."""

    milestone: str = column("text")
    due_on: datetime.date = column("date", also=("due", "due on", "échéance"))
    reached: bool = column("yes", default=False)


class Member(Row):
    """One member of a team."""

    member: str = column("text", also=("member", "membre"))
    role: str | None = column("text", default=None)
    team: str | None = column("text", default=None)
    region: str | None = column("text", default=None)
    reports_to: str | None = column("text", default=None)


class Responsibility(Row):
    """One letter of the RACI: what one member is for one activity."""

    account: str | None = column("text", default=None, refers="accounts")
    activity: str = column("text")
    member: str = column("text", refers="team", also=("name", "nom"))
    letter: str = column("choice", choices=choices.LETTER, also=("raci",))


class Task(Row):
    """One task of a to-do list."""

    task: str = column("text", readers=EVERYONE)
    owner: str = column("text", default="", also=("responsable",), readers=EVERYONE)
    account: str | None = column("text", default=None, refers="accounts", readers=EVERYONE)
    priority: str | None = column("choice", default=None, choices=choices.PRIORITY)
    due_on: datetime.date | None = column("date", default=None, also=("due on",), readers=EVERYONE)
    status: str = column("choice", default="open", choices=choices.TASK_STATUS, readers=EVERYONE)
    done_on: datetime.date | None = column("date", default=None, readers=EVERYONE)
    shared: bool = shared_column(default=False)


class Evaluation(Row):
    """One measure of one key account manager."""

    manager: str = column("text")
    measure: str = column("text")
    unit: str | None = column("choice", default=None, choices=choices.UNIT)
    target: float = column("number", also=("objectif",))
    actual: float | None = column("number", default=None, also=("réalisé",))
    weight: float = column("share", low=0)
    actual_from: str | None = column("choice", default=None, choices=choices.ACTUAL_FROM)
    better: str = column(
        "choice",
        default="higher",
        choices=choices.BETTER,
        also=("direction", "comparison", "comparaison", "sens"),
    )


class BuildingBlock(Row):
    """One building block of the programme's maturity."""

    block: str = column("text", also=("building block", "fondation"))
    description: str | None = column("text", default=None)
    level_now: float | None = column("number", default=None, low=0, high=5)
    level_target: float | None = column(
        "number", default=None, low=0, high=5, also=("target level", "level target", "cible")
    )
    next_step: str | None = column("text", default=None)
    owner: str | None = column("text", default=None, also=("responsable",))
    due_on: datetime.date | None = column("date", default=None, also=("due on",))
