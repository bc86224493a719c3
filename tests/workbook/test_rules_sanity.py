"""What figures cannot be beside others: each kind is said at its cell, and what is near it is not."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from kamdeck.workbook.reader import read_book
from tests.workbook_files import ACCOUNTS, REVENUE, read, told, write

DAY = datetime.date(2026, 6, 30)
Rows = list[list[Any]]


@pytest.mark.parametrize("twin", ["NORTH", "Nörth", "North.", "north"])
def test_names_that_differ_in_signs_only_are_asked_about(tmp_path: Path, twin: str) -> None:
    _, problems = read(tmp_path, {"Accounts": [*ACCOUNTS, [twin, "West"]]})
    assert ("account-alike", "Accounts!A4") in told(problems)
    problem = next(p for p in problems if p.code == "account-alike")
    assert "“North” (A2)" in problem.message


def test_a_name_that_has_a_word_more_is_another_account(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {"Accounts": [*ACCOUNTS, ["North II", "West"]]})
    assert "account-alike" not in dict(told(problems))


@pytest.mark.parametrize(("threshold", "is_told"), [(5, True), (1.2, True), (1, False), (0.05, False)])
@pytest.mark.parametrize("unit", ["share", None])
def test_a_threshold_of_a_share_is_a_share(
    tmp_path: Path, threshold: float, unit: str | None, is_told: bool
) -> None:
    rows: Rows = [
        ["Criterion", "Measure", "Comparison", "Threshold", "Unit"],
        ["Growth", "CAGR", ">=", threshold, unit],
    ]
    _, problems = read(tmp_path, {"Identification": rows})
    assert (("threshold-share", "Identification!D2") in told(problems)) is is_told


def test_a_change_of_several_hundred_percent_is_asked_about(tmp_path: Path) -> None:
    rows: Rows = [["Account", "Change in logins"], ["North", 5], ["South", 2.5], ["South", "500%"]]
    book, problems = read(tmp_path, {"Usage": rows})
    assert [p for p in told(problems) if p[0] != "row-twice"] == [("share-large", "Usage!B2")]
    assert problems[0].severity == "warning"
    assert "500%" in problems[0].message
    assert [row.logins_change for row in book.usage] == [5, 2.5, 5]


def _surveys(survey: str, *scores: float) -> dict[str, Rows]:
    rows = [["North", DAY, survey, score, 40] for score in scores]
    return {"Satisfaction": [["Account", "Date", "Survey", "Score", "Answers"], *rows]}


def test_an_average_is_no_answer(tmp_path: Path) -> None:
    _, problems = read(tmp_path, _surveys("NPS", 9, 8.9))
    assert told(problems) == [("nps-average", "Satisfaction!D3")]


@pytest.mark.parametrize(
    ("scores", "high"), [((4.2, 4.4), "5"), ((0.8, 0.85), "1"), ((8.1, 4.0), "10"), ((84.0, 4.2), "")]
)
def test_satisfaction_on_another_scale(tmp_path: Path, scores: tuple[float, ...], high: str) -> None:
    _, problems = read(tmp_path, _surveys("CSAT", *scores))
    assert told(problems) == ([("csat-scale", "Satisfaction!D2")] if high else [])
    if high:
        assert f"above {high}," in problems[0].message


@pytest.mark.parametrize(("stake", "is_told"), [(101, True), (100, False), (None, False)])
def test_a_stake_is_no_more_than_the_account_pays(tmp_path: Path, stake: float | None, is_told: bool) -> None:
    sheets: dict[str, Rows] = {
        "Settings": [["Setting", "Value"], ["As of", datetime.date(2026, 7, 31)]],
        "MRR": [
            ["Account", "2026-06", "2026-07", "2026-08"],
            ["North", 300, 100, 900],
            ["South", 50, None, None],
        ],
        "Risk": [["Account", "MRR at risk"], ["North", stake], ["South", 50]],
    }
    _, problems = read(tmp_path, sheets)
    found = [("stake-above", "Risk!B2")] if is_told else []
    stakes = [problem for problem in problems if problem.code == "stake-above"]
    assert told(stakes) == [*found, ("stake-above", "Risk!B3")]


def _space(value: float | None) -> dict[str, Rows]:
    return {
        "Products": [["Product"], ["P"], ["Q"]],
        "Divisions": [["Account", "Division"], ["North", "One"]],
        "White space": [
            ["Account", "Division", "Product", "State", "Value"],
            ["North", "One", "P", "in use", value],
            ["North", "One", "Q", "white space", 900],
        ],
    }


@pytest.mark.parametrize(
    ("value", "code"), [(None, "use-unvalued"), (121, "use-above"), (120, ""), (0, ""), (30, "")]
)
def test_what_is_in_use_has_a_value_within_the_revenue(
    tmp_path: Path, value: float | None, code: str
) -> None:
    _, problems = read(tmp_path, _space(value))
    assert told(problems) == ([(code, "White space!E2")] if code else [])
    assert all(problem.severity == "warning" for problem in problems)


@pytest.mark.parametrize(("value", "is_told"), [(120, False), (121, True)])
def test_what_a_year_brings_is_held_against_a_whole_year(tmp_path: Path, value: float, is_told: bool) -> None:
    sheets = _space(value) | {
        "Settings": [["Setting", "Value"], ["As of", datetime.date(2026, 7, 31)]],
        "Revenue": [["Account", 2025, 2026], ["North", 120, 70], ["South", 80, 50]],
    }
    _, problems = read(tmp_path, sheets)
    found = [problem for problem in problems if problem.code == "use-above"]
    assert told(found) == ([("use-above", "White space!E2")] if is_told else [])


def test_an_activity_has_one_accountable_and_only_a_check_says_so(tmp_path: Path) -> None:
    rows: Rows = [
        ["Account", "Activity", "Ann", "Bo", "Cy"],
        ["North", "Set targets", "A", "A", "R"],
        ["North", "Renew", "R", "C", None],
        ["North", "Train", "A/R", "C", "I"],
        ["South", "Renew", "A", None, "R"],
    ]
    team: Rows = [["Name", "Role"], ["Ann", "x"], ["Bo", "x"], ["Cy", "x"]]
    sheets: dict[str, Rows] = {
        "Accounts": ACCOUNTS,
        "Revenue": REVENUE,
        "Team": team,
        "Responsibilities": rows,
    }
    path = write(tmp_path / "book.xlsx", sheets)
    _, problems = read_book(path, lang="en", is_check=True)
    assert told(problems) == [
        ("two-accountable", "Responsibilities!B2"),
        ("none-accountable", "Responsibilities!B3"),
    ]
    assert "Ann, Bo" in problems[0].message
    assert read_book(path)[1] == ()


@pytest.mark.parametrize(
    ("actual", "target", "better", "said"),
    [
        (310, 100, None, "310%"),
        (300, 100, None, ""),
        (-101, 100, None, "−101%"),
        (-100, 100, None, ""),
        (25, 100, "lower", "400%"),
        (40, 100, "lower", ""),
        (310, 100, "lower", ""),
        (0, 100, "lower", ""),
    ],
)
def test_an_attainment_beyond_what_can_be(
    tmp_path: Path, actual: float, target: float, better: str | None, said: str
) -> None:
    rows: Rows = [
        ["Manager", "Measure", "Unit", "Target", "Actual", "Weight", "Better"],
        ["M. One", "R", "money", target, actual, 1, better],
    ]
    book, problems = read(tmp_path, {"Evaluation": rows})
    assert told(problems) == ([("attainment-beyond", "Evaluation!E2")] if said else [])
    assert ("evaluation" in book.faulty) is bool(said)
    assert not said or said in problems[0].message


@pytest.mark.parametrize(
    ("key", "rows", "cells"),
    [
        (
            "Evaluation",
            [["Manager", "Measure", "Target", "Actual", "Unit", "Weight"], ["M", "R", 95, 0.9, "share", 1]],
            ["C2"],
        ),
        (
            "Charter",
            [["Section", "Text", "Actual", "Goal", "Unit"], ["objective", "O", 110, "120%", "share"]],
            ["C2"],
        ),
        (
            "Identification",
            [["Criterion", "Measure", "Threshold", "Unit"], ["Margin", "Margin", 30, "share"]],
            ["C2"],
        ),
    ],
)
def test_a_percentage_without_its_sign_where_the_unit_is_a_share(
    tmp_path: Path, key: str, rows: Rows, cells: list[str]
) -> None:
    _, problems = read(tmp_path, {key: rows})
    assert told(problems) == [("not-share", f"{key}!{cell}") for cell in cells]


@pytest.mark.parametrize(
    ("limit", "is_told"), [(4.2, True), (0.84, True), ("84%", True), (84, False), (10.5, False)]
)
def test_a_limit_of_satisfaction_on_another_scale(tmp_path: Path, limit: object, is_told: bool) -> None:
    sheets: dict[str, Rows] = {
        **_surveys("CSAT", 84.0, 80.0),
        "Settings": [["CSAT target", limit]],
        "Charter": [
            ["Section", "Title", "Text", "Measure", "Actual", "Goal"],
            ["objective", "Content", "Clients", "csat", None, limit],
            ["objective", "Content", "Their own scale", "csat", 4.0, limit],
        ],
        "Evaluation": [
            ["Manager", "Measure", "Unit", "Target", "Actual", "Weight", "Actual from"],
            ["Ann", "Satisfaction", None, limit, None, 1, "satisfaction"],
        ],
        "Identification": [
            ["Criterion", "Measure", "Comparison", "Threshold"],
            ["Content", "csat", ">=", limit],
        ],
    }
    for lang in ("en", "fr"):
        _, problems = read(tmp_path, sheets, lang=lang)
        wanted = ["Settings!B1", "Charter!F2", "Evaluation!D2", "Identification!D2"] if is_told else []
        assert sorted(p.place for p in problems if p.code == "csat-target") == sorted(wanted)
    _, problems = read(tmp_path, sheets | {"Satisfaction": _surveys("NPS", 9, 8)["Satisfaction"]})
    assert "csat-target" not in dict(told(problems))
