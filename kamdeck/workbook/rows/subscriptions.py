"""Rows about recurring revenue: months, onboarding, satisfaction, usage, risk and what is done about it."""

from __future__ import annotations

import datetime

from kamdeck.workbook import choices
from kamdeck.workbook.columns import Row, column


class Mrr(Row):
    """The monthly recurring revenue of one account on one plan in one month."""

    account: str = column("text", refers="accounts")
    plan: str | None = column("text", default=None)
    month: datetime.date = column("month", also=("date",))
    mrr: float = column("money", low=0, also=("monthly recurring revenue", "revenu mensuel récurrent", "rmr"))


class Bridge(Row):
    """The movements of MRR over one fiscal year, where accounts are not known month by month."""

    fiscal_year: str = column("text", also=("year", "année"))
    opening: float = column("money", also=("rmr d’ouverture",))
    new: float = column("money", default=0.0)
    expansion: float = column("money", default=0.0)
    reactivation: float = column("money", default=0.0)
    contraction: float = column("money", default=0.0)
    churn: float = column("money", default=0.0)
    closing: float = column("money", also=("rmr de clôture",))
    accounts_start: int | None = column("count", default=None, low=0)
    accounts_lost: int | None = column("count", default=None, low=0)
    accounts_new: int | None = column("count", default=None, low=0)


class Onboarding(Row):
    """One onboarding."""

    account: str = column("text", refers="accounts")
    step: str = column("text", also=("stage",))
    completion: float = column("share", low=0, high=1, also=("completion", "share done", "part faite"))
    status: str = column("choice", choices=choices.PROGRESS, also=("état",))
    due_on: datetime.date | None = column("date", default=None, also=("due on",))


class Satisfaction(Row):
    """One answer, or the result of one survey."""

    account: str | None = column("text", default=None, refers="accounts")
    date: datetime.date = column("date", also=("month", "mois"))
    survey: str = column("choice", choices=choices.SURVEY)
    score: float = column("number")
    answers: int = column("count", default=1, low=0)


class Usage(Row):
    """How much one account uses what it bought."""

    account: str = column("text", refers="accounts")
    date: datetime.date | None = column("date", default=None)
    logins: float | None = column("number", default=None, low=0)
    logins_change: float | None = column(
        "share", default=None, also=("logins change 90d", "usage change", "évolution de l'usage"), low=-1
    )
    cancellation_risk: float | None = column(
        "share", default=None, low=0, high=1, also=("churn risk", "risque d'attrition")
    )


class Risk(Row):
    """One account at risk."""

    account: str = column("text", refers="accounts")
    in_queue_since: datetime.date | None = column("date", default=None)
    reason: str | None = column("text", default=None, also=("raison",))
    owner: str | None = column("text", default=None, also=("responsable",))
    mrr_at_risk: float | None = column(
        "money", default=None, low=0, also=("mrr at stake", "mrr en jeu", "rmr en jeu", "rmr à risque")
    )
    renewal_on: datetime.date | None = column("date", default=None, also=("renewal on",))
    likelihood_saved: float | None = column(
        "share", default=None, low=0, high=1, also=("likelihood", "probabilité")
    )


class RetentionAction(Row):
    """One action that keeps an account."""

    account: str = column("text", refers="accounts")
    lever: str | None = column("text", default=None)
    action: str = column("text")
    owner: str | None = column("text", default=None, also=("responsable",))
    due_on: datetime.date | None = column("date", default=None, also=("due on",))
    status: str | None = column("choice", default=None, choices=choices.PROGRESS)
    likelihood: float | None = column("share", default=None, low=0, high=1)


class Previous(Row):
    """One figure of an earlier deck, for comparison."""

    deck: str | None = column("text", default=None)
    as_of: datetime.date = column("date")
    figure: str = column("choice", choices=choices.FIGURE)
    account: str | None = column("text", default=None, refers="accounts")
    value: float | None = column("money", default=None)
    text: str | None = column("text", default=None)
