"""Books with an evaluation of any size, and its slides."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.workbook.rows import Account, Book, Evaluation, Settings

Given = tuple[str, str, float, float | None, float]  # manager, measure, target, actual, weight


def rows(given: Sequence[Given], unit: str | None = "count") -> tuple[Evaluation, ...]:
    """Rows with entered actuals."""
    return tuple(
        Evaluation(manager=who, measure=what, unit=unit, target=target, actual=actual, weight=weight,
                   at=f"Evaluation!D{n}")
        for n, (who, what, target, actual, weight) in enumerate(given, 2)
    )  # fmt: skip


def book(evaluation: tuple[Evaluation, ...], accounts: tuple[Account, ...] = ()) -> Book:
    """A book of these rows and little else."""
    titles = (("evaluation", "Evaluation"), ("accounts", "Accounts"))
    return Book(settings=Settings(), accounts=accounts, evaluation=evaluation, titles=titles)


def many(managers: int, measures: int, long: bool = False) -> Book:
    """Managers of all ratings, some without data; measures in every unit."""
    tail = " of the Northern Counties and the Outpatient Rehabilitation Trust" if long else ""
    units = ("money", "share", "csat", "score", "count", "days", None)
    tops = {
        "money": 15.5e6,
        "share": 0.85,
        "csat": 78.0,
        "score": 7.5,
        "count": 40.0,
        "days": 12.0,
        None: 5.5,
    }
    out: list[Evaluation] = []
    for n in range(managers):
        for m in range(measures):
            unit = units[m % len(units)]
            target = tops[unit]
            actual = None if (n + m) % 9 == 8 else target * (1.25 - 0.9 * n / max(managers, 2) - 0.03 * m)
            out.append(
                Evaluation(manager=f"Manager {n + 1:02d}{tail}", measure=f"Measure {m + 1}{tail}", unit=unit,
                           target=target, actual=actual, weight=1 / measures, at=f"Evaluation!D{len(out)}")
            )  # fmt: skip
    accounts = tuple(
        Account(account=f"Account {n}", manager=f"Manager {n % managers + 1:02d}{tail}")
        for n in range(3 * managers)
    )
    return book(tuple(out), accounts)
