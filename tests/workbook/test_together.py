"""One cause is one problem, with a count and the first places; a ledger on Revenue is one too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kamdeck.workbook.annotate import annotate
from kamdeck.workbook.faults import MOST_LISTED, Faults, together
from kamdeck.workbook.reader import read_book
from tests.workbook_files import read, told, write

Rows = list[list[Any]]


def _accounts(count: int) -> Rows:
    return [["Account", "Margin"], *[[f"A{n}", 20 + n] for n in range(count)]]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "The same in 6 more cells: B3 (21), B4 (22)"),
        ("fr", "De même dans 6 autres cellules\u202f: B3 (21)"),
    ],
)
def test_many_cells_with_one_fault_are_one_problem(tmp_path: Path, lang: str, words: str) -> None:
    revenue: Rows = [["Account", "2026"], *[[f"A{n}", 5] for n in range(7)]]
    _, problems = read(tmp_path, {"Accounts": _accounts(7), "Revenue": revenue}, lang=lang)
    assert told(problems) == [("not-share", "Accounts!B2")]
    assert words in problems[0].message
    assert problems[0].count == 7
    assert problems[0].more == ("B3", "B4", "B5", "B6", "B7", "B8")


def test_a_few_are_each_told(tmp_path: Path) -> None:
    revenue: Rows = [["Account", "2026"], *[[f"A{n}", 5] for n in range(5)]]
    _, problems = read(tmp_path, {"Accounts": _accounts(5), "Revenue": revenue})
    assert len(problems) == MOST_LISTED
    assert {problem.count for problem in problems} == {1}


def test_columns_and_sheets_are_causes_of_their_own() -> None:
    faults = Faults()
    for row in range(1, 10):
        for column in (1, 2):
            faults.add("not-number", "S", row, column)
        faults.add("not-number", "T", row, 1)
    assert [(f.sheet, f.column, len(f.others)) for f in together(faults.found)] == [
        ("S", 1, 8), ("S", 2, 8), ("T", 1, 8),
    ]  # fmt: skip


def test_invoice_lines_are_one_problem_that_names_the_mapping(tmp_path: Path) -> None:
    lines: Rows = [["Account", "Year", "Revenue"], *[["North", 2024 + n % 3, n] for n in range(2000)]]
    _, problems = read(tmp_path, {"Accounts": [["Account"], ["North"]], "Revenue": lines})
    assert told(problems) == [("lines-to-add", "Revenue!C5")]
    assert "1997" in problems[0].message
    assert "[mapping.revenue]" in problems[0].hint
    assert "sum" in problems[0].hint


def test_a_row_that_is_there_twice_is_one_to_delete(tmp_path: Path) -> None:
    lines: Rows = [["Account", "Year", "Revenue"], ["North", 2026, 5], ["North", 2026, 5]]
    _, problems = read(tmp_path, {"Accounts": [["Account"], ["North"]], "Revenue": lines})
    assert told(problems) == [("row-twice", "Revenue!C3")]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_workbook_without_a_sheet_of_ours_is_one_problem(tmp_path: Path, lang: str) -> None:
    ledger: Rows = [["Invoice", "Customer", "Date", "Amount"], ["A1", "North", "2026-01-05", 100]]
    _, problems = read_book(write(tmp_path / "book.xlsx", {"Sheet1": ledger}), lang=lang)
    assert told(problems) == [("no-sheets", "")]
    assert "[mapping.revenue]" in problems[0].hint


def test_every_cell_of_a_problem_is_marked(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = write(tmp_path / "book.xlsx", {"Accounts": _accounts(7)})
    problems = tuple(p for p in read_book(path, lang="en")[1] if p.code == "not-share")
    annotate(path, problems, tmp_path / "copy.xlsx", lang="en")
    sheet = load_workbook(tmp_path / "copy.xlsx")["Accounts"]
    assert all(sheet[f"B{row}"].comment is not None for row in range(2, 9))
