"""A gap is not a zero: blank months of recurring revenue, months that end early, and old answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kamdeck
from kamdeck.analysis.satisfaction import csat, newest_csat, nps
from kamdeck.figures.context import Context
from kamdeck.figures.retention import read_retention
from kamdeck.text import Say
from kamdeck.views.retention.words import RetentionWords
from kamdeck.workbook.months import gaps, unknown_months
from kamdeck.workbook.rows import Account, Mrr, Satisfaction
from kamdeck.workbook.values import month_end

DAY = date(2026, 7, 31)
ENDS = [month_end(date(2025 + (5 + n) // 12, (5 + n) % 12 + 1, 1)) for n in range(14)]  # Jun 2025 to Jul 2026


def rows(**accounts: list[float | None]) -> list[Mrr]:
    """Rows of MRR: one value a month, the last of them July 2026; None leaves the cell blank."""
    return [
        Mrr(account=name, plan="P", month=ENDS[len(ENDS) - len(values) + place], mrr=value)
        for name, values in accounts.items()
        for place, value in enumerate(values)
        if value is not None
    ]


def test_a_blank_after_a_figure_is_a_gap_and_a_zero_is_none() -> None:
    known = rows(a=[5, 5, 5, None], b=[5, 5, 0, None], c=[5, None, 5, 5], d=[None, None, 5, 5])
    found = {month.month: [row.account for row in last] for month, last in gaps(known, "abcd").items()}
    assert found == {5: ["c"], 7: ["a"]}
    assert gaps(known, "bd") == {}


@given(st.lists(st.lists(st.sampled_from([None, 0.0, 1.0]), min_size=6, max_size=6), min_size=1, max_size=4))
def test_every_gap_follows_a_figure_above_zero(table: list[list[float | None]]) -> None:
    named = {f"a{n}": values for n, values in enumerate(table)}
    for month, last in gaps(rows(**named), list(named)).items():
        place = ENDS.index(month) - (len(ENDS) - 6)
        for row in last:
            values = named[row.account]
            assert values[place] is None
            assert [v for v in values[:place] if v is not None][-1] == 1.0


def workbook(path: Path, table: dict[str, list[float | None]], status: str | None) -> Path:
    book = openpyxl.Workbook()
    settings, accounts = book.create_sheet("Settings", 0), book.create_sheet("Accounts")
    revenue, mrr = book.create_sheet("Revenue"), book.create_sheet("MRR")
    settings.append(["As of", DAY])
    accounts.append(["Account", "Status"])
    revenue.append(["Account", 2025])
    count = max(len(values) for values in table.values())
    mrr.append(["Account", "Plan", *(f"{end:%Y-%m}" for end in ENDS[-count:])])
    for name, values in table.items():
        accounts.append([name, status])
        revenue.append([name, 100])
        mrr.append([name, "P", *values])
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("last", "status", "codes", "nrr"),
    [
        (None, "active", [("mrr-blank", "P3")], 1.0),
        (None, "lost", [], 0.5),
        (0, "active", [], 0.5),
    ],
)
def test_a_gap_is_asked_about_and_no_churn_rests_on_it(
    tmp_path: Path, last: float | None, status: str, codes: list[tuple[str, str]], nrr: float
) -> None:
    table: dict[str, list[float | None]] = {"a": [100.0] * 14, "b": [*[100.0] * 13, last]}
    book, problems = kamdeck.read_workbook(workbook(tmp_path / "a.xlsx", table, status))
    assert [(p.code, p.cell) for p in problems if p.sheet == "MRR"] == codes
    found = read_retention(Context(book, Say(), (2025,), DAY))
    assert found is not None
    assert found.now.movement.nrr == pytest.approx(nrr)


@pytest.mark.parametrize(("blank", "last"), [(1, 7), (2, 7), (3, 6), (4, 7)])
def test_a_month_that_most_accounts_lack_is_not_loaded(blank: int, last: int) -> None:
    """One or two of four accounts may have left; where three lack the month, it is not there yet."""
    values: dict[str, list[float | None]] = {f"a{n}": [5.0, 5.0, 5.0] for n in range(4)}
    for n in range(blank % 4):
        values[f"a{n}"][-1] = None
    accounts = [Account(account=name) for name in values]
    known = [month.month for month in ENDS[-3:] if month not in unknown_months(rows(**values), accounts, DAY)]
    assert known[-1] == last


def test_months_that_end_before_the_as_of_date_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"a": [1.0] * 9}, "active")
    book = openpyxl.load_workbook(path)
    book["Settings"]["B1"] = date(2026, 9, 30)
    book.save(path)
    _, problems = kamdeck.read_workbook(path)
    assert [p.code for p in problems if p.sheet == "MRR"] == ["mrr-ends"]


@pytest.mark.parametrize(("lang", "words"), [("en", "in four months"), ("fr", "en quatre mois")])
def test_retention_over_less_than_a_year_says_so_in_its_title(tmp_path: Path, lang: str, words: str) -> None:
    table: dict[str, list[float | None]] = {"a": [100.0] * 5, "b": [80.0, 80.0, 80.0, 40.0, 40.0]}
    book, _ = kamdeck.read_workbook(workbook(tmp_path / "a.xlsx", table, "active"))
    found = read_retention(Context(book, Say(lang), (2025,), DAY))
    assert found is not None
    assert words in RetentionWords(found).titles()[0]


@pytest.mark.parametrize(("months", "counted"), [(11, True), (12, False), (30, False)])
def test_windows_count_back_from_the_as_of_date(months: int, counted: bool) -> None:
    index = DAY.year * 12 + DAY.month - 1 - months
    day = date(index // 12, index % 12 + 1, 15)
    answers = [
        Satisfaction(account="a", date=day, survey=survey, score=9, answers=40) for survey in ("NPS", "CSAT")
    ]
    assert (nps(answers, DAY).score is not None) == counted
    assert bool(csat(answers, until=DAY)) == counted
    assert bool(newest_csat(answers, DAY)) == counted
    assert nps(answers).score == 100
