"""Rows that are no accounts: told by their figures, by the program's own tables, or asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.workbook.cells import EPOCH_1900, Grid
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.totals import SumRows, sounds_total
from tests.workbook_files import ACCOUNTS, REVENUE, read, told

Rows = list[list[Any]]
SUMS, MEANS, GROWTH = [150, 160], [75, 80], [0.1, 0.07]


@pytest.mark.parametrize("label", ["All customers", "Total (all hospitals)", "Gesamtsumme", "Σ", "xyz"])
def test_a_row_that_is_the_sum_of_the_rows_above_is_no_account(tmp_path: Path, label: str) -> None:
    book, problems = read(tmp_path, {"Revenue": [*REVENUE, [label, *SUMS]]})
    assert told(problems) == [("total-row", "Revenue!A4")]
    assert "is the sum of" in problems[0].message
    assert problems[0].severity == "warning"
    assert {row.account for row in book.revenue} == {"North", "South"}


@pytest.mark.parametrize(("figures", "word"), [(MEANS, "average"), (SUMS, "sum")])
def test_averages_after_totals(tmp_path: Path, figures: list[float], word: str) -> None:
    _, problems = read(tmp_path, {"Revenue": [*REVENUE, ["Total", *SUMS], ["Per account", *figures]]})
    assert told(problems) == [("total-row", "Revenue!A5")]
    assert f"is the {word} of" in problems[0].message


def test_a_growth_row_is_told_by_its_name_and_its_figures(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {"Revenue": [*REVENUE, ["Growth", *GROWTH]]})
    assert told(problems) == [("total-row", "Revenue!A4")]
    _, problems = read(tmp_path, {"Revenue": [*REVENUE, ["Newbridge", *GROWTH]]})
    assert told(problems) == [("name-unknown", "Revenue!A4")]


@pytest.mark.parametrize("label", ["Total West", "Subtotal One", "All customers", "Moyenne"])
def test_a_name_like_a_total_over_other_figures_is_asked_about(tmp_path: Path, label: str) -> None:
    book, problems = read(tmp_path, {"Revenue": [*REVENUE, [label, 999, 1]]})
    assert told(problems) == [("total-unclear", "Revenue!A4")]
    assert "add it" not in problems[0].hint
    assert book.faulty == ("revenue",)


def test_a_name_that_is_on_accounts_is_an_account_whatever_its_figures(tmp_path: Path) -> None:
    accounts: Rows = [*ACCOUNTS, ["All Saints", "West"]]
    book, problems = read(tmp_path, {"Accounts": accounts, "Revenue": [*REVENUE, ["All Saints", *SUMS]]})
    assert problems == ()
    assert len(book.revenue) == 6


def test_an_unknown_name_is_still_an_unknown_name(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {"Revenue": [*REVENUE, ["Norht", 33, 44]]})
    assert told(problems) == [("name-unknown", "Revenue!A4")]
    assert "North" in problems[0].message


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=20), st.integers(-(10**6), 10**6))
def test_only_the_sum_is_the_sum(values: list[int], off: int) -> None:
    rows = [(row, [(2, "n", float(value))]) for row, value in enumerate(values, 2)]
    told_sum = float(sum(values) + off)
    grid = Grid("S", [*rows, (len(values) + 2, [(2, "n", told_sum)])], [], EPOCH_1900)
    found = SumRows(grid, 1).made(len(values) + 2, {2: (2, "n", told_sum)}, "All")
    assert (found == "sum") is (abs(off) <= max(min(0.51, abs(told_sum) * 0.005), abs(told_sum) * 1e-6))


def test_words_of_totals() -> None:
    assert sounds_total("Croissance en %")
    assert not sounds_total("TotalEnergies")
    assert not sounds_total("Allianz")


def _table(path: Path, total_row: bool) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Accounts")
    for at, values in enumerate([*ACCOUNTS, ["Whole", "-"]]):
        sheet.write_row(at, 0, values)
    sheet = book.add_worksheet("Revenue")
    for at, values in enumerate([*REVENUE, ["Whole", 7, 7]]):
        sheet.write_row(at, 0, values)
    columns = [{"header": str(name)} for name in REVENUE[0]]
    sheet.add_table(0, 0, 3, 2, {"columns": columns, "total_row": total_row})
    book.close()
    return path


@pytest.mark.parametrize("total_row", [True, False])
def test_the_totals_row_of_a_table_is_no_account(tmp_path: Path, total_row: bool) -> None:
    book, problems = read_book(_table(tmp_path / "book.xlsx", total_row), lang="en")
    assert len({row.account for row in book.revenue}) == (2 if total_row else 3)
    assert told(problems) == ([("no-revenue", "Accounts!A4")] if total_row else [])


def test_hidden_rows_are_counted_and_said(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "book.xlsx"))
    for title, rows in {"Accounts": ACCOUNTS, "Revenue": REVENUE}.items():
        sheet = book.add_worksheet(title)
        for at, values in enumerate(rows):
            sheet.write_row(at, 0, values)
        if title == "Revenue":
            sheet.set_row(2, None, None, {"hidden": True})
            sheet.set_row(8, None, None, {"hidden": True})
    book.close()
    read_back, problems = read_book(tmp_path / "book.xlsx", lang="en")
    assert told(problems) == [("hidden-rows", "Revenue!A3")]
    assert problems[0].severity == "warning"
    assert len(read_back.revenue) == 4


GROUP: Rows = [["Account", "2025", "2026"], ["Group", 90, 110], ["France", 60, 70], ["Spain", 30, 40]]


def _group(folder: Path, rows: Rows) -> list[tuple[str, str]]:
    accounts: Rows = [["Account"], *[[row[0]] for row in rows[1:]]]
    return told(read(folder, {"Accounts": accounts, "Revenue": rows})[1])


def test_a_group_above_its_subsidiaries_is_asked_about(tmp_path: Path) -> None:
    assert _group(tmp_path, [*GROUP, ["Other", 5, 5]]) == [("group-sum", "Revenue!A2")]
    assert _group(tmp_path, [GROUP[0], ["Other", 5, 5], *GROUP[1:]]) == [("group-sum", "Revenue!A3")]


def _with_parents(folder: Path, parent: str, group: list[float]) -> tuple[float, list[tuple[str, str]]]:
    accounts: Rows = [["Account", "Parent"], ["Group", None], ["France", parent], ["Spain", parent]]
    rows: Rows = [GROUP[0], ["Group", *group], *GROUP[2:]]
    book, problems = read(folder, {"Accounts": accounts, "Revenue": rows})
    return sum(row.revenue or 0 for row in book.revenue if row.year == 2026), told(problems)


def test_a_group_that_is_the_parent_of_its_subsidiaries_counts_once(tmp_path: Path) -> None:
    assert _with_parents(tmp_path, "GROUP", [90, 110]) == (110, [])
    assert _with_parents(tmp_path, "Group", [90, 115]) == (225, [])  # business of its own beside theirs
    assert _with_parents(tmp_path, "Grupo", [90, 115])[1] == [
        ("parent-unknown", "Accounts!B3"),
        ("parent-unknown", "Accounts!B4"),
    ]


def test_the_group_of_a_french_workbook(tmp_path: Path) -> None:
    accounts: Rows = [["Compte", "Groupe"], ["Group", None], ["France", "Group"], ["Spain", "Group"]]
    revenue: Rows = [["Compte", 2025, 2026], *GROUP[1:]]
    sheets = {"Comptes": accounts, "Chiffre d'affaires": revenue}
    book, problems = read(tmp_path, sheets)
    assert problems == ()
    assert {row.account for row in book.revenue} == {"France", "Spain"}


def test_one_year_or_one_year_that_differs_is_no_group(tmp_path: Path) -> None:
    assert _group(tmp_path, [row[:2] for row in GROUP]) == []
    assert _group(tmp_path, [*GROUP[:3], ["Spain", 30, 41]]) == []


def test_groups_of_one_and_a_note_right_below(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Account", "2025", "2026"],
        ["North", 100, 120],
        ["Subtotal East", 100, 120],
        ["South", 50, 40],
        ["Sous-total Ouest", 50, 40],
        ["Total portfolio (all)", 150, 160],
        ["Provisional, by the finance team", None, None],
    ]
    book, problems = read(tmp_path, {"Revenue": rows})
    assert told(problems) == [
        ("total-row", "Revenue!A3"), ("total-row", "Revenue!A5"), ("note-row", "Revenue!A7"),
    ]  # fmt: skip
    assert sum(row.revenue or 0 for row in book.revenue) == 310
    _, problems = read(tmp_path, {"Revenue": [*rows[:2], ["Sotuh", None, None]]})
    assert ("name-unknown", "Revenue!A3") in told(problems)
