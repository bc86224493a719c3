"""Rows about one account from within: its people, divisions, white space and plan."""

from __future__ import annotations

import datetime

from kamdeck.workbook import choices
from kamdeck.workbook.columns import EVERYONE, Row, column, shared_column


class Stakeholder(Row):
    """One person (or outside organisation) that matters to a decision."""

    account: str = column("text", refers="accounts")
    id: str = column("text")
    name: str = column("text")
    title: str | None = column("text", default=None, also=("titre",))
    short_title: str | None = column("text", default=None, also=("titre court",))
    organisation: str | None = column("text", default=None, also=("organization", "outside organisation"))
    reports_to: str | None = column("text", default=None, also=("n+1",))
    power: int | None = column("count", default=None, low=1, also=("power", "power rank", "pouvoir", "rang"))
    role: str | None = column("choice", default=None, choices=choices.ROLE)
    relationship: str = column("choice", default="unknown", choices=choices.RELATIONSHIP)
    touch_point: bool | None = column("yes", default=None, also=("point de contact",))
    last_contact: datetime.date | None = column("date", default=None)
    next_step: str | None = column("text", default=None)
    next_step_on: datetime.date | None = column("date", default=None)


class Influence(Row):
    """One line of influence beside the reporting lines."""

    account: str = column("text", refers="accounts")
    source: str = column("text", also=("source", "from id"))
    target: str = column("text", also=("target", "to id", "à"))
    kind: str | None = column("choice", default=None, choices=choices.INFLUENCE, also=("type",))


class Division(Row):
    """One division of an account."""

    account: str = column("text", refers="accounts", readers=EVERYONE)
    division: str = column("text", also=("business unit", "entité"), readers=EVERYONE)
    short_name: str | None = column("text", default=None, readers=EVERYONE)
    region: str | None = column("text", default=None, readers=EVERYONE)
    head: str | None = column("text", default=None, readers=EVERYONE)
    head_title: str | None = column("text", default=None, also=("head title",), readers=EVERYONE)
    our_lead: str | None = column("text", default=None, readers=EVERYONE)


class Offer(Row):
    """What one division does with one product."""

    account: str = column("text", refers="accounts", readers=EVERYONE)
    division: str = column("text", refers="divisions", readers=EVERYONE)
    product: str = column("text", refers="products", readers=EVERYONE)
    state: str = column(
        "choice", choices=choices.STATE, also=("status", "statut"), readers=EVERYONE, opens=("in use",)
    )
    value: float | None = column("money", default=None, low=0, also=("potential", "potentiel"))
    reason: str | None = column("text", default=None, also=("raison",))


class Initiative(Row):
    """One initiative of an account plan."""

    account: str = column("text", refers="accounts", readers=EVERYONE)
    ambition: str | None = column("text", default=None)
    goal_revenue: float | None = column("money", default=None, low=0)
    goal_year: int | None = column("year", default=None)
    objective: str = column("text", readers=EVERYONE)
    strategy: str | None = column("text", default=None)
    initiative: str = column("text", readers=EVERYONE)
    owner: str | None = column("text", default=None, also=("responsable",), readers=EVERYONE)
    due_on: datetime.date | None = column("date", default=None, also=("due on",), readers=EVERYONE)
    due_label: str | None = column("text", default=None, also=("due label",), readers=EVERYONE)
    status: str | None = column("choice", default=None, choices=choices.PROGRESS, readers=EVERYONE)
    measure: str | None = column("text", default=None)
    now: str | None = column("text", default=None)
    goal: str | None = column("text", default=None)
    better: str | None = column(
        "choice",
        default=None,
        choices=choices.BETTER,
        also=("direction", "comparison", "comparaison", "sens"),
    )
    shared: bool = shared_column(default=False)
