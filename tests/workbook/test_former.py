"""Former names of accounts: what counts under them, and where they are a fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.workbook.rows import Book
from tests.workbook_files import read, told

Rows = list[list[Any]]
ACCOUNTS: Rows = [["Account", "Formerly"], ["North & Co", "North"], ["South", None]]
WIDE = ["Account", "2024", "2025", "2026"]


def revenue(book: Book) -> dict[tuple[str, int], float]:
    """Revenue by account and year, rows of one account added up."""
    found: dict[tuple[str, int], float] = {}
    for row in book.revenue:
        found[row.account, row.year] = found.get((row.account, row.year), 0) + (row.revenue or 0)
    return found


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_sheet_may_use_the_former_name(tmp_path: Path, lang: str) -> None:
    sheets: dict[str, Rows] = {
        "Accounts": ACCOUNTS,
        "Revenue": [["Account", "2025", "2026"], ["north", 100, 120], ["South", 50, 40]],
        "MRR": [["Account", "Month", "MRR"], ["North", date(2026, 1, 31), 5]],
        "Risk": [["Account", "Reason"], ["NORTH", "late"]],
        "Tasks": [["Task", "Owner", "Account", "Due"], ["Call", "Ann", "North", date(2026, 5, 1)]],
        "Stakeholders": [
            ["Account", "Id", "Name", "Title", "Decision power", "Relationship"],
            ["North", "a", "Ann", "CEO", 1, "positive"],
        ],
        "Settings": [["Setting", "Value"], ["Focus account", "North"]],
    }
    if lang == "fr":
        sheets["Comptes"] = [["Compte", "Anciennement"], *ACCOUNTS[1:]]
        del sheets["Accounts"]
    book, _ = read(tmp_path, sheets, lang=lang)
    for key in ("mrr", "risk", "tasks", "stakeholders"):
        assert {row.account for row in getattr(book, key)} == {"North & Co"}, key
    assert revenue(book)["North & Co", 2026] == 120
    assert book.settings.focus_account == "North & Co"
    assert book.accounts[0].formerly == ("North",)


def test_names_stand_apart_by_semicolon_or_line_and_keep_their_commas(tmp_path: Path) -> None:
    rows: Rows = [
        ["Account", "Former names"],
        ["North", "Nord, Sons; Old  Nord\nNordic\r\n;–"],
        ["South", 360],
    ]
    book, problems = read(tmp_path, {"Accounts": rows})
    assert problems == ()
    assert [row.formerly for row in book.accounts] == [("Nord, Sons", "Old Nord", "Nordic"), ("360",)]


def test_a_wide_row_that_goes_on_under_the_next_name(tmp_path: Path) -> None:
    rows: Rows = [WIDE, ["North", 1, 2, 0], ["North & Co", 0, None, 3], ["South", 1, 1, 1]]
    book, problems = read(tmp_path, {"Accounts": ACCOUNTS, "Revenue": rows})
    assert problems == ()
    assert [revenue(book)["North & Co", year] for year in (2024, 2025, 2026)] == [1, 2, 3]


def test_the_year_of_the_new_name_adds_up_and_both_cells_are_named(tmp_path: Path) -> None:
    rows: Rows = [WIDE, ["North", 1, 2, 5], ["North & Co", None, None, 3], ["South", 1, 1, 1]]
    book, problems = read(tmp_path, {"Accounts": ACCOUNTS, "Revenue": rows})
    assert [(p.severity, p.code, p.place) for p in problems] == [
        ("warning", "former-continued", "Revenue!D3")
    ]
    assert "D2" in problems[0].message
    assert "D2" in problems[0].hint
    assert revenue(book)["North & Co", 2026] == 8


def test_two_figures_of_more_than_one_year_are_a_fault_at_both_cells(tmp_path: Path) -> None:
    rows: Rows = [WIDE, ["North", 1, 2, 5], ["North & Co", None, 4, 3], ["South", 1, 1, 1]]
    _, problems = read(tmp_path, {"Accounts": ACCOUNTS, "Revenue": rows})
    assert told(problems) == [("former-both", "Revenue!C3"), ("former-both", "Revenue!D3")]
    assert [("C2" in problems[0].message, "D2" in problems[1].message)] == [(True, True)]


def test_a_long_sheet_adds_up_and_still_finds_a_row_twice(tmp_path: Path) -> None:
    long: Rows = [
        ["Account", "Year", "Revenue"],
        ["North", 2026, 5],
        ["North & Co", 2026, 7],
        ["South", 2026, 1],
    ]
    book, problems = read(tmp_path, {"Accounts": ACCOUNTS, "Revenue": long})
    assert problems == ()
    assert revenue(book)["North & Co", 2026] == 12
    _, problems = read(tmp_path, {"Accounts": ACCOUNTS, "Revenue": [*long, ["North", 2026, 5]]})
    assert told(problems) == [("row-twice", "Revenue!C5")]


def test_recurring_revenue_goes_on_by_plan(tmp_path: Path) -> None:
    head = ["Account", "Plan", "2026-01", "2026-02", "2026-03"]
    rows: Rows = [
        head,
        ["North", "Basic", 5, 5, 0],
        ["North & Co", "Basic", 0, 0, 6],
        ["North", "Plus", 2, 2, 2],
    ]
    book, problems = read(tmp_path, {"Accounts": ACCOUNTS, "MRR": rows})
    assert [p for p in problems if p.sheet == "MRR"] == []
    months = {row.month for row in book.mrr}
    assert {m.month: sum(r.mrr for r in book.mrr if r.month == m) for m in months} == {1: 7, 2: 7, 3: 8}


def test_one_line_an_account_is_still_one(tmp_path: Path) -> None:
    rows: Rows = [["Account", "Reason"], ["North", "late"], ["North & Co", "later"]]
    _, problems = read(tmp_path, {"Accounts": ACCOUNTS, "Risk": rows})
    assert ("row-twice", "Risk!A3") in told(problems) or ("row-twice", "Risk!B3") in told(problems)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["North", "north"], ["South", None]], [("former-own", "error", "Accounts!B2")]),
        ([["North", "South"], ["South", None]], [("former-today", "error", "Accounts!B2")]),
        ([["North", "Nord"], ["South", "NORD"]], [("former-twice", "error", "Accounts!B3")]),
        ([["North", "Nord; nord"], ["South", None]], [("former-twice", "error", "Accounts!B2")]),
        ([["North", "South"], ["South", "Sud"]], [("former-moved", "warning", "Accounts!B2")]),
    ],
)
def test_a_former_name_that_cannot_be_is_told_at_its_cell(
    tmp_path: Path, rows: Rows, code: list[tuple[str, str, str]]
) -> None:
    for lang in ("en", "fr"):
        _, problems = read(tmp_path, {"Accounts": [["Account", "Formerly"], *rows]}, lang=lang)
        assert [(p.code, p.severity, p.place) for p in problems] == code


def test_a_name_of_today_is_never_read_as_a_former_one(tmp_path: Path) -> None:
    rows: Rows = [["Account", "Formerly"], ["North", "South"], ["South", "North"]]
    book, _ = read(tmp_path, {"Accounts": rows})
    assert {row.account: row.revenue for row in book.revenue if row.year == 2026} == {
        "North": 120,
        "South": 40,
    }


def test_a_former_name_of_two_accounts_leads_nowhere(tmp_path: Path) -> None:
    rows: Rows = [["Account", "Formerly"], ["North", "Old"], ["South", "Old"]]
    sheet: Rows = [["Account", "2026"], ["North", 1], ["South", 2], ["Old", 3]]
    _, problems = read(tmp_path, {"Accounts": rows, "Revenue": sheet})
    assert ("name-unknown", "Revenue!A4") in told(problems)
