"""Books with subscriptions of any size: accounts, months, plans, usage, onboarding, answers, a queue."""

from __future__ import annotations

from datetime import date, timedelta

from kamdeck.analysis.mrr import shift
from kamdeck.figures.context import Context
from kamdeck.text import Say
from kamdeck.workbook.rows import (
    Account,
    Book,
    Mrr,
    Onboarding,
    RetentionAction,
    Risk,
    Satisfaction,
    Settings,
    Usage,
)

AS_OF = date(2026, 10, 31)
LONG = " Regional Hospital and Outpatient Rehabilitation Trust of the Northern Counties"
STATES = ("late", "at risk", "not started", "on track", "in progress", "done")


def subscriptions(
    accounts: int = 5,
    months: int = 13,
    plans: tuple[str | None, ...] = ("Basic", "Premium"),
    *,
    growth: float = 0.02,
    endangered: int = 1,
    waiting: int = 1,
    onboardings: int = 3,
    csat: tuple[float, ...] = (80.0, 78.0, 75.0),
    nps: int = 40,
    scale: float = 1.0,
    is_long: bool = False,
    is_used: bool = True,
    settings: Settings | None = None,
) -> Book:
    """Accounts of falling MRR, the first `endangered` of them in danger, the first `waiting` in the queue."""
    names = [f"Account {n:03d}{LONG if is_long else ''}" for n in range(1, accounts + 1)]
    month = [shift((AS_OF.year, AS_OF.month), i - months + 1) for i in range(months)]
    sheets = ("accounts", "mrr", "usage", "onboarding", "satisfaction", "risk", "retention_actions")
    return Book(
        settings=settings or Settings(as_of=AS_OF, plan_order=("Basic", "Premium"), upsell_plan="Premium"),
        accounts=tuple(Account(account=name, manager="Ann Lee", at="Accounts!A2") for name in names),
        mrr=tuple(
            Mrr(account=name, plan=plan, month=date(*m, 28), at=f"MRR!D{n}",
                mrr=scale * 90_000 / n * (1 + growth * i) / (1 + p))
            for n, name in enumerate(names, 2) for i, m in enumerate(month) for p, plan in enumerate(plans)
        ),
        usage=tuple(
            Usage(account=name, at=f"Usage!D{n}",
                  logins_change=-0.5 if n < endangered else 0.1,
                  cancellation_risk=0.6 if n < endangered else 0.05)
            for n, name in enumerate(names)
        ) if is_used else (),
        onboarding=tuple(
            Onboarding(account=names[n % accounts], step=f"Step {n}{' of the long way' * is_long}",
                       completion=(n * 17 % 100) / 100, status=STATES[n % 6], at=f"Onboarding!C{n}")
            for n in range(onboardings)
        ),
        satisfaction=tuple(
            Satisfaction(account=names[0], date=date(*shift((2026, 10), i - len(csat) + 1), 28),
                         survey="CSAT", score=score, answers=40, at=f"Satisfaction!D{i}")
            for i, score in enumerate(csat)
        ) + tuple(
            Satisfaction(account=None, date=AS_OF, survey="NPS", score=n * 3 % 11, at=f"Satisfaction!D{n}")
            for n in range(nps)
        ),
        risk=tuple(
            Risk(account=name, in_queue_since=AS_OF - timedelta(days=20 + 7 * n), at=f"Risk!C{n}",
                 reason="Budget freeze" + " and a long story about it" * 9 * is_long,
                 renewal_on=AS_OF + timedelta(days=40 * n - 30))
            for n, name in enumerate(names[:waiting])
        ),
        retention_actions=(RetentionAction(account=names[0], action="Call", at="Retention actions!B2"),),
        titles=tuple((key, key.capitalize()) for key in sheets),
        source="workbook.xlsx",
    )  # fmt: skip


def seen(book: Book, lang: str = "en", account: str | None = None) -> Context:
    """The context of a book."""
    return Context(book, Say(lang), (), book.settings.as_of, book.source, account)


BOOKS = {
    "three": subscriptions(3, waiting=3, endangered=3, onboardings=2),
    "many": subscriptions(
        300, endangered=30, waiting=30, onboardings=40, is_long=True, csat=tuple(range(60, 90))
    ),
    "long": subscriptions(
        8, waiting=8, is_long=True, plans=tuple(f"Plan {n} of the longest kind" for n in range(7))
    ),
    "one": subscriptions(1, 1, (None,), endangered=0, waiting=0, onboardings=0, csat=(71.0,), nps=0),
    "tiny": subscriptions(4, 5, scale=0.0004, nps=9),
    "huge": subscriptions(40, 14, scale=90_000.0, endangered=0, waiting=0),
    "nothing_used": subscriptions(14, is_used=False, waiting=2),
    "falling": subscriptions(13, 13, growth=-0.03, endangered=13, onboardings=7),
    "level": subscriptions(12, 13, growth=0.0, csat=(), onboardings=6, waiting=7),
    "zero": subscriptions(3, 2, scale=0.0, waiting=3),
}
