"""Books of any size: few and many accounts, short and long names, one year and ten."""

from __future__ import annotations

from kamdeck.workbook.rows import Account, Book, Criterion, Influence, Revenue, Score, Settings, Stakeholder

RELATIONS = ("neutral", "positive", "negative", "unknown")
WEIGHTS = {"growth": 0.5, "harmony": 1.0}


def book(accounts: int, years: range, long: bool = False) -> Book:
    """Accounts of falling size with scores and a decision map for the first, names long or short."""
    tail = " Regional Hospital and Outpatient Rehabilitation Trust of the Northern Counties" if long else ""
    names = [f"Account {n:03d}{tail}" for n in range(1, accounts + 1)]
    criteria = [
        ("growth", "Revenue potential"),
        ("growth", "Access to new markets"),
        ("harmony", "Strategic fit"),
    ]
    people = [
        Stakeholder(account=names[0], id=f"p{n}", name=f"Person No{n}{' of the Long Family Name' * long}",
                    title=f"Vice President of Everything {n}", reports_to="p0" if n else None, power=n + 1,
                    relationship=RELATIONS[n % 4], touch_point=n % 2 == 1)
        for n in range(min(9, accounts * 3))
    ]  # fmt: skip
    sheets = ("accounts", "revenue", "criteria", "scores", "stakeholders", "influence")
    return Book(
        settings=Settings(company="Company (illustrative)"),
        accounts=tuple(Account(account=name, at=f"Accounts!A{n}") for n, name in enumerate(names, 2)),
        revenue=tuple(
            Revenue(account=name, year=year, at=f"Revenue!B{n}",
                    revenue=9e6 / n**0.9 * (1 + (n % 5 - 1.5) * (year - years[0]) / 15))
            for n, name in enumerate(names, 2) for year in years
        ),
        criteria=tuple(
            Criterion(axis=axis, criterion=name, question="A question " * 3, weight=WEIGHTS[axis])
            for axis, name in criteria
        ),
        scores=tuple(
            Score(account=name, criterion=criterion, score=1 + (n * 7 + len(criterion)) % 10)
            for n, name in enumerate(names) for _, criterion in criteria
        ),
        stakeholders=tuple(people),
        influence=(Influence(account=names[0], source="p2", target="p0", kind="advises"),),
        titles=tuple((key, key.capitalize()) for key in sheets),
        source="workbook.xlsx",
    )  # fmt: skip


BOOKS = {
    "three": book(3, range(2024, 2027)),
    "one_year": book(12, range(2026, 2027)),
    "ten_years": book(30, range(2017, 2027)),
    "many": book(300, range(2024, 2027), long=True),
    "one": book(1, range(2025, 2027)),
}
