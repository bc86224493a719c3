"""Headers of years and months: read where they are clear, said at their place where they are not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.workbook.period_headers import month_order
from tests.workbook_files import read, told

Rows = list[list[Any]]


def _years(folder: Path, *headers: Any) -> tuple[list[int], list[tuple[str, str]], str]:
    figures = [*range(1, len(headers) + 1)]
    rows: Rows = [["Account", *headers], ["North", *figures], ["South", *figures]]
    book, problems = read(folder, {"Revenue": rows})
    return sorted({row.year for row in book.revenue}), told(problems), " ".join(p.message for p in problems)


@pytest.mark.parametrize(
    "header",
    [
        "2026*", "CY26", "CY 2026", "2025/26", "FY25/26", "FY 2025/2026", "2025-26", "'26", "2026 (1)",
        "2026 (prelim.)", "2026 prov.", "Net sales 2026", "CA HT 2026", "Exercice 2025/26",
    ],
)  # fmt: skip
def test_headers_that_are_a_full_year(tmp_path: Path, header: str) -> None:
    assert _years(tmp_path, "2024", "2025", header)[:2] == ([2024, 2025, 2026], [])


@pytest.mark.parametrize(
    "header", ["2026 YTD", "Jan-Oct 2026", "2026e", "Budget 2026", "Forecast 2026", "2026-12-31", "YTD 2026"]
)
def test_a_header_that_is_no_full_year_is_said(tmp_path: Path, header: str) -> None:
    years, found, message = _years(tmp_path, "2024", "2025", header)
    assert (years, found) == ([2024, 2025], [("year-unread", "Revenue!D1")])
    assert header in message


@pytest.mark.parametrize(
    "header",
    ["Growth 2026", "Δ 2025/2026", "% 2026", "CAGR 2024–2026", "Rank 2026", "Budget 2025"],
)
def test_what_is_made_from_the_years_is_not(tmp_path: Path, header: str) -> None:
    assert _years(tmp_path, "2024", "2025", header)[:2] == ([2024, 2025], [])


def test_all_headers_of_a_sheet_are_one_problem(tmp_path: Path) -> None:
    years, found, message = _years(tmp_path, "2025", "2026 H1", None, "2026 H2")
    assert (years, found) == ([2025], [("year-unread", "Revenue!C1")])
    assert "C1" in message
    assert "E1" in message


def test_a_blank_header_over_figures_is_said_where_the_years_stand(tmp_path: Path) -> None:
    assert _years(tmp_path, "2024", None, "2026")[1] == [
        ("year-gap", "Revenue"),
        ("year-unread", "Revenue!C1"),
    ]
    assert ("year-unread", "Revenue!D1") in _years(tmp_path, "2024", "2025", None)[1]
    assert _years(tmp_path, "2024", "2025", "Comment", None)[1] == []


def test_a_title_that_is_the_name_of_a_column_is_no_header(tmp_path: Path) -> None:
    rows: Rows = [["Revenue"], [], ["Account", "First half 2026"], ["North", 1], ["South", 2]]
    assert told(read(tmp_path, {"Revenue": rows})[1]) == [
        ("no-spread", "Revenue"),
        ("year-unread", "Revenue!B3"),
    ]


def _months(folder: Path, *headers: Any) -> tuple[list[str], list[tuple[str, str]]]:
    rows: Rows = [["Account", "Plan", *headers], ["North", "P", *[5] * len(headers)]]
    book, problems = read(folder, {"MRR": rows})
    return [f"{row.month:%Y-%m}" for row in book.mrr], told(problems)


@pytest.mark.parametrize("header", ["2026-3x", None, "March", "mars 26x", "2026/13"])
def test_a_month_that_cannot_be_read_is_an_error(tmp_path: Path, header: str | None) -> None:
    assert _months(tmp_path, "2026-01", "2026-02", header, "2026-04")[1] == [("month-unread", "MRR!E1")]


def test_totals_beside_the_months_are_not(tmp_path: Path) -> None:
    assert _months(tmp_path, "2026-01", "2026-02", "Total", "Average 2026")[1] == []


def test_the_row_tells_whether_months_or_days_come_first(tmp_path: Path) -> None:
    us = ["10/1/2025", "11/1/2025", "12/1/2025", "1/1/2026"]
    months = ["2025-10", "2025-11", "2025-12", "2026-01"]
    assert _months(tmp_path, *us) == (months, [])
    assert _months(tmp_path, "01/10/2025", "01/11/2025", "01/12/2025", "01/01/2026") == (months, [])
    assert month_order(["1/31/2026", "2/28/2026"]) == "mdy"
    assert month_order(["1/2/2026"]) == ""
    assert month_order(["1/2/2026", "2/1/2026"]) == ""


@pytest.mark.parametrize(
    ("header", "is_told"),
    [("26", True), ("27", False), ("YTD", True), ("LTM", True), ("Q1", True), ("S1", True), ("Rank", False)],
)
def test_a_part_of_a_year_and_a_year_in_two_digits_are_said(
    tmp_path: Path, header: str, is_told: bool
) -> None:
    rows: list[list[Any]] = [["Account", "2024", "2025", header], ["North", 1, 2, 3], ["South", 1, 2, 3]]
    _, problems = read(tmp_path, {"Revenue": rows})
    assert told(problems) == ([("year-unread", "Revenue!D1")] if is_told else [])


FISCAL = (
    ("2010-11", "2011-12", "2012-13"),
    ("2010/11", "2011-12", "2012/13"),
    ("10/11", "11/12", "12/13"),
    ("FY10-11", "FY11-12", "FY12-13"),
    ("10-11", "11-12", "FY12-13"),
    ("2010-2011", "2011-12", "12/13"),
    (date(2010, 11, 1), date(2011, 12, 1), "2012-13"),  # a program made days of the first two
)


@pytest.mark.parametrize("headers", FISCAL, ids=str)
def test_fiscal_years_that_read_as_months_are_settled_by_their_row(
    tmp_path: Path, headers: tuple[Any, ...]
) -> None:
    assert _years(tmp_path, *headers)[:2] == ([2011, 2012, 2013], [])
    rows: Rows = [
        ["Account", "Year", "Revenue"],
        *([a, header, 5] for a in ("North", "South") for header in headers),
    ]
    if all(isinstance(header, str) for header in headers):
        book, problems = read(tmp_path, {"Revenue": rows})
        assert (sorted({row.year for row in book.revenue}), told(problems)) == ([2011, 2012, 2013], [])


@pytest.mark.parametrize(
    ("headers", "years", "cell"),
    [
        (("2010", "2011", "2011-12"), [2010, 2011], "D1"),
        (("2010", "2011", "11/12"), [2010, 2011], "D1"),
        (("2011-12", None, None), [], "B1"),
    ],
)
def test_one_that_nothing_settles_is_asked(
    tmp_path: Path, headers: tuple[Any, ...], years: list[int], cell: str
) -> None:
    found = _years(tmp_path, *headers)
    assert found[0] == years
    assert ("year-unread", f"Revenue!{cell}") in found[1]


def test_months_of_mrr_are_no_fiscal_years(tmp_path: Path) -> None:
    assert _months(tmp_path, "2010-11", "2011-12")[0] == ["2010-11", "2011-12"]
