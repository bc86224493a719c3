"""Books made at random: of any size, with queues, late actions, scores, gaps, lost accounts and prospects."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from kamdeck.workbook.rows import (
    Account,
    Book,
    Criterion,
    Initiative,
    Mrr,
    Offer,
    Profit,
    Qualifier,
    RetentionAction,
    Revenue,
    Risk,
    Score,
    Settings,
    Strategy,
    Task,
)  # fmt: skip

AS_OF = date(2026, 12, 31)
YEARS = (2024, 2025, 2026)
SIZES = (2, 3, 5, 9, 24, 60)
CRITERIA = (("growth", "Potential", 0.6), ("growth", "Access", 0.4), ("harmony", "Fit", 0.7),
            ("harmony", "Cost to serve", 0.3))  # fmt: skip
LEVERS = ("Price", "Service")
VISITS = {"Strategic": 8, "Star": 6, "Status": 3, "Streamline": 1}


def random_book(seed: int) -> Book:
    """The book of a seed; equal seeds give equal books. Accounts are called `Firm 01` and so on."""
    rng = Random(seed)
    size = SIZES[seed % len(SIZES)]
    names = [f"Firm {n:02d}" for n in range(1, size + 1)]
    accounts = tuple(_account(rng, name, n) for n, name in enumerate(names, 5))
    there = [row.account for row in accounts if row.status == "active"]
    queued = [name for name in there if rng.random() < rng.choice((0.0, 0.2, 0.5))]
    focus = rng.choice(there) if there and rng.random() < 0.7 else None
    sheets: dict[str, Any] = {
        "accounts": accounts,
        "revenue": _revenue(rng, accounts),
        "criteria": tuple(Criterion(axis=a, criterion=name, weight=weight) for a, name, weight in CRITERIA),
        "scores": _scores(rng, names) if rng.random() < 0.8 else (),
        "risk": tuple(Risk(account=name, mrr_at_risk=rng.choice((None, 400.0, 9e3))) for name in queued),
        "retention_actions": tuple(_action(rng, name) for name in names if rng.random() < 0.3),
        "plan": tuple(_initiative(rng, name) for name in there if name == focus or rng.random() < 0.1),
        "tasks": tuple(_task(rng, name) for name in names if rng.random() < 0.2),
        "whitespace": _offers(rng, [name for name in there if name == focus or rng.random() < 0.2]),
        "mrr": _mrr(rng, accounts) if rng.random() < 0.6 else (),
        "profit": _profit(rng, names) if rng.random() < 0.5 else (),
        "identification": (Qualifier(criterion="Size", measure="revenue", threshold=2e5),)
        if rng.random() < 0.5
        else (),
        "strategies": tuple(
            Strategy(account_class=name, visits_per_account=visits, lever=lever, text=f"{lever} for {name}")
            for name, visits in VISITS.items()
            for lever in LEVERS
        ),
    }  # fmt: skip
    settings = Settings(company="Company", as_of=AS_OF, focus_account=focus)
    titles = tuple((key, key.capitalize()) for key, rows in sheets.items() if rows)
    return Book(settings=settings, titles=titles, source="workbook.xlsx", **sheets)


def _account(rng: Random, name: str, row: int) -> Account:
    status = rng.choices(("active", "lost", "prospect"), (0.88, 0.07, 0.05))[0]
    return Account(
        account=name,
        status=status,
        manager=rng.choice(("M. Bell", "M. Bell", None)),
        key_account=True if rng.random() < 0.1 else None,
        visits=rng.randrange(10) if rng.random() < 0.9 else None,
        lost_on=AS_OF - timedelta(40) if status == "lost" else None,
        at=f"Accounts!A{row}",
    )


def _revenue(rng: Random, accounts: tuple[Account, ...]) -> tuple[Revenue, ...]:
    steep, trend = rng.choice((0.0, 0.4, 0.9, 1.6)), rng.choice((0.7, 1.0, 1.0, 1.3))
    rows = []
    for n, account in enumerate(accounts, 1):
        value = 1e6 / n**steep
        for year in YEARS:
            if account.status != "prospect" and rng.random() < 0.95:
                rows.append(Revenue(account=account.account, year=year, revenue=round(value, 2), at=f"R!{n}"))
            value *= (
                trend if steep == 0.0 else trend * rng.uniform(0.7, 1.4) * (-1 if rng.random() < 0.01 else 1)
            )
    return tuple(rows)


def _scores(rng: Random, names: list[str]) -> tuple[Score, ...]:
    rows = []
    for name in names:
        level, missing = rng.choice((2, 5, 8)), rng.choice((0.0, 0.0, 0.3, 1.0))
        for _, criterion, _ in CRITERIA:
            if rng.random() >= missing:
                score = min(10, max(1, level + rng.choice((-3, -1, 0, 1, 3))))
                rows.append(Score(account=name, criterion=criterion, score=score, period="2026"))
    return tuple(rows)


def _due(rng: Random) -> dict[str, Any]:
    return {
        "due_on": AS_OF + timedelta(rng.choice((-30, -1, 0, 20))),
        "status": rng.choice(("in progress", "done")),
    }


def _action(rng: Random, name: str) -> RetentionAction:
    return RetentionAction(account=name, action="Visit", likelihood=0.5, **_due(rng))


def _initiative(rng: Random, name: str) -> Initiative:
    return Initiative(account=name, objective="Grow", strategy="Sell", initiative="Pilot", **_due(rng))


def _task(rng: Random, name: str) -> Task:
    due = AS_OF + timedelta(rng.choice((-30, -1, 0, 20)))
    return Task(task="Call", owner="M. Bell", account=name, due_on=due, status=rng.choice(("open", "done")))


def _offers(rng: Random, names: list[str]) -> tuple[Offer, ...]:
    states = ("in use", "proposed", "white space", "competitor")
    return tuple(
        Offer(account=name, division=division, product=product, state=rng.choice(states),
              value=rng.choice((None, 2e4, 3e5, 5e6)))
        for name in names for division in ("North", "South") for product in ("Archive", "Portal")
    )  # fmt: skip


def _mrr(rng: Random, accounts: tuple[Account, ...]) -> tuple[Mrr, ...]:
    months = [date(2025 + n // 12, n % 12 + 1, 1) for n in range(11, 24)]
    rows = []
    for account in accounts:
        start, leaves = rng.choice((300.0, 5e3, 8e4)), account.status == "lost"
        for place, month in enumerate(months):
            value = 0.0 if leaves and place > 6 else start * (1 + rng.uniform(-0.1, 0.1))
            rows.append(Mrr(account=account.account, month=month, mrr=round(value, 2)))
    return tuple(rows)


def _profit(rng: Random, names: list[str]) -> tuple[Profit, ...]:
    return tuple(
        Profit(account=name, year=2026, product_family=family, operating_profit=rng.choice((-4e4, 1e4, 2e5)))
        for name in names for family in ("Core", "Extras")
    )  # fmt: skip
