"""Months of revenue: a running year against the same months, whatever way they are written."""

from __future__ import annotations

from datetime import date
from math import fsum
from pathlib import Path
from typing import Any

import pytest

from kamdeck.analysis.abc import revenue_table
from kamdeck.errors import Problem
from kamdeck.workbook.compared import Compared, compared
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book
from tests.month_books import ACCOUNTS, KNOWN, MONTHS, figure, right, told, wide
from tests.workbook_files import write


def read(path: Path, sheets: dict[str, Any]) -> tuple[Book, tuple[Problem, ...], Compared]:
    """The book, its problems, and what of it may be compared."""
    book, problems = read_book(write(path / "book.xlsx", sheets))
    return book, problems, compared(book, book.years)


def totals(book: Book, found: Compared) -> dict[int, float]:
    """All revenue that counts, by year."""
    table = revenue_table(found.revenue(book.revenue), found.years)
    return {year: fsum(own.get(year, 0.0) for own in table.values()) for year in found.years}


NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
FRENCH = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
WRITTEN = {
    "iso": [f"{month:%Y-%m}" for month in KNOWN],
    "english": [f"{NAMES[month.month - 1]} {month.year}" for month in KNOWN],
    "french": [f"{FRENCH[month.month - 1]} {month.year}" for month in KNOWN],
    "slashed": [f"{month:%m/%Y}" for month in KNOWN],
    "dates": KNOWN,
    "first days": [month.replace(day=1) for month in KNOWN],
}


@pytest.mark.parametrize("heads", WRITTEN.values(), ids=list(WRITTEN))
def test_months_as_headers(tmp_path: Path, heads: list[Any]) -> None:
    book, problems, found = read(tmp_path, wide(KNOWN, heads))
    assert [(p.code, p.severity) for p in problems] == [("year-to-date", "warning")]
    assert (found.years, found.whole, found.months) == ((2024, 2025, 2026), (2024, 2025), 7)
    assert totals(book, found) == pytest.approx(right(KNOWN, 7))
    assert totals(book, found)[2026] > totals(book, found)[2025], "growth, where whole years would fall"
    whole = revenue_table(book.revenue, (2025, 2026))
    assert all(own[2026] < own[2025] for own in whole.values())


LONG = {
    "months": (["Account", "Month", "Revenue"], lambda a, m: [[a, f"{m:%Y-%m}", figure(a, m)]]),
    "a year beside": (
        ["Account", "Year", "Month", "Revenue"],
        lambda a, m: [[a, m.year, m.month, figure(a, m)]],
    ),
    "named": (
        ["Compte", "Année", "Mois", "Chiffre d’affaires"],
        lambda a, m: [[a, m.year, FRENCH[m.month - 1], figure(a, m)]],
    ),
    "dated lines": (
        ["Account", "Date", "Revenue"],
        lambda a, m: [[a, m.replace(day=day), figure(a, m) / 2] for day in (4, 17)],
    ),
}


@pytest.mark.parametrize(("heads", "lines"), LONG.values(), ids=list(LONG))
def test_months_in_rows(tmp_path: Path, heads: list[str], lines: Any) -> None:
    rows = [line for account in ACCOUNTS for month in KNOWN for line in lines(account, month)]
    book, problems, found = read(tmp_path, told(heads, rows))
    assert [p.code for p in problems] == ["year-to-date"]
    assert totals(book, found) == pytest.approx(right(KNOWN, 7))
    assert {row.month for row in book.revenue} == set(KNOWN)


def test_fiscal_years(tmp_path: Path) -> None:
    """A year from April: as of 31 July it has four months, since FY26 began in April 2025."""
    book, problems, found = read(tmp_path, wide(KNOWN, Fiscal_year_ends_in_month=3))
    assert found.years == (2025, 2026, 2027)
    assert found.months == 4
    assert found.last == {2025: date(2024, 7, 31), 2026: date(2025, 7, 31), 2027: date(2026, 7, 31)}
    assert totals(book, found) == pytest.approx({y: v for y, v in right(KNOWN, 4, 3).items() if y > 2024})
    assert [(p.code, p.cell) for p in problems] == [("year-cut", "B1"), ("year-to-date", "AC1")]
    assert found.whole == (2025, 2026), "of FY24 three months are there: it is no whole year"


@pytest.mark.parametrize(
    ("day", "months"), [(date(2026, 7, 30), 6), (date(2026, 3, 31), 3), (date(2026, 7, 31), 7)]
)
def test_months_that_are_over_count(tmp_path: Path, day: date, months: int) -> None:
    known = [month for month in MONTHS if (month.year, month.month) <= (day.year, day.month)]
    book, _, found = read(tmp_path, wide(known, As_of=day))
    assert found.months == months
    assert totals(book, found) == pytest.approx(right(known, months))


def test_the_last_month_that_is_known_ends_the_year(tmp_path: Path) -> None:
    """Without an as-of date, or with a later one."""
    for day in (None, date(2026, 9, 30)):
        _, _, found = read(tmp_path, wide(KNOWN, As_of=day))
        assert found.last[2026] == date(2026, 7, 31)
    _, problems, found = read(tmp_path, wide(MONTHS, As_of=date(2026, 12, 31)))
    assert (found.years, found.months, problems) == ((2024, 2025, 2026), 0, ())


def test_two_months_say_little_of_a_year(tmp_path: Path) -> None:
    known = [month for month in KNOWN if month <= date(2026, 2, 28)]
    _, problems, found = read(tmp_path, wide(known, As_of=date(2026, 2, 28)))
    assert (found.years, found.running, found.months) == ((2024, 2025), 2026, 0)
    assert [p.code for p in problems] == ["year-running"]


def test_months_beside_totals(tmp_path: Path) -> None:
    """Totals of the years count for these, the months where the same months are compared."""
    months = [month for month in KNOWN if month.year > 2024 and month.month < 8]
    rows: list[list[Any]] = []
    for account in ACCOUNTS:
        sums = [fsum(figure(account, m) for m in KNOWN if m.year == y) for y in (2024, 2025, 2026)]
        rows.append([account, *sums, *(figure(account, month) for month in months)])
    heads = ["Account", 2024, 2025, 2026, *(f"{month:%Y-%m}" for month in months)]
    book, problems, found = read(tmp_path, told(heads, rows))
    assert [p.code for p in problems] == ["year-to-date"]
    assert found.years == (2025, 2026)
    assert totals(book, found) == pytest.approx({y: v for y, v in right(KNOWN, 7).items() if y > 2024})
    year = revenue_table(book.revenue, (2025,))
    assert year["North"][2025] == pytest.approx(fsum(figure("North", m) for m in KNOWN if m.year == 2025))
    rows[1][3] += 100
    _, problems, _ = read(tmp_path, told(heads, rows))
    assert [(p.code, p.cell, p.severity) for p in problems][-1] == ("months-differ", "D3", "warning")


def test_a_gap_is_not_a_zero(tmp_path: Path) -> None:
    """South lacks May 2026: it is left out of both years, and named."""
    sheets = wide(KNOWN)
    sheets["Revenue"][2][1 + KNOWN.index(date(2026, 5, 31))] = None
    book, problems, found = read(tmp_path, sheets)
    assert [(p.code, p.cell) for p in problems] == [("year-to-date", "Z1"), ("revenue-blank", "AD3")]
    assert list(found.lacking) == ["South"]
    rest = right(KNOWN, 7)
    south = {y: fsum(figure("South", m) for m in KNOWN if m.year == y and m.month < 8) for y in rest}
    assert totals(book, found) == pytest.approx({year: value - south[year] for year, value in rest.items()})
    sheets["Revenue"][2][1 + KNOWN.index(date(2026, 5, 31))] = 0
    assert not read(tmp_path, sheets)[2].lacking


def test_who_is_lost_or_new_has_no_gap(tmp_path: Path) -> None:
    sheets = wide(KNOWN)
    for column, month in enumerate(KNOWN, 1):
        if month > date(2026, 3, 31):
            sheets["Revenue"][2][column] = None
        if month < date(2025, 9, 1):
            sheets["Revenue"][3][column] = None
    sheets["Accounts"] = [
        ["Account", "Status", "Lost on"],
        ["North", "active"],
        ["South", "lost", date(2026, 4, 5)],
        ["West"],
    ]
    _, problems, found = read(tmp_path, sheets)
    assert ([p.code for p in problems], dict(found.lacking)) == (["year-to-date"], {})


def test_a_ledger_has_no_gaps(tmp_path: Path) -> None:
    """An account that bought nothing in May has no line in it."""
    rows = [
        [a, m.replace(day=9), figure(a, m)] for a in ACCOUNTS for m in KNOWN if (a, m.month) != ("South", 5)
    ]
    book, problems, found = read(tmp_path, told(["Account", "Date", "Revenue"], rows))
    assert (book.is_ledger, [p.code for p in problems], dict(found.lacking)) == (True, ["year-to-date"], {})


def test_what_contradicts_itself_is_told(tmp_path: Path) -> None:
    heads = [*(f"{month:%Y-%m}" for month in KNOWN), "Janvyer 2027"]
    rows = [[a, *(figure(a, m) for m in KNOWN), 1.0] for a in ACCOUNTS]
    _, problems, _ = read(tmp_path, told(["Account", *heads], rows))
    assert ("month-unread", "AG1") in [(p.code, p.cell) for p in problems]
    _, problems, _ = read(tmp_path, wide([*KNOWN, KNOWN[-1]]))
    assert ("column-twice", "AG1") in [(p.code, p.cell) for p in problems]
    lines = [[a, 2025, "2025-03", 5.0] for a in ACCOUNTS] + [["North", 2025, "2026-03", 7.0]]
    _, problems, _ = read(tmp_path, told(["Account", "Year", "Month", "Revenue"], lines))
    assert ("month-year", "C5") in [(p.code, p.cell) for p in problems]
    lines = [["North", "2025-03", 5.0], ["North", "2025-03", 6.0]]
    _, problems, _ = read(tmp_path, told(["Account", "Month", "Revenue"], lines))
    assert "row-twice" in [p.code for p in problems]


def test_months_after_the_as_of_date_are_left_out(tmp_path: Path) -> None:
    book, problems, found = read(tmp_path, wide(MONTHS))
    assert [(p.code, p.cell) for p in problems] == [("year-to-date", "Z1"), ("month-ahead", "AG1")]
    assert totals(book, found) == pytest.approx(right(KNOWN, 7))


def test_days_that_end_years_are_no_months(tmp_path: Path) -> None:
    """12/31/2025 over the figures of a year: asked about, as before."""
    rows = [[a, 1.0, 2.0, 3.0] for a in ACCOUNTS]
    _, problems, _ = read(tmp_path, told(["Account", 2024, 2025, date(2026, 12, 31)], rows))
    assert [p.code for p in problems] == ["year-unread"]
    _, problems, _ = read(tmp_path, told(["Account", 2024, 2025, "Q1 2026"], rows))
    assert [p.code for p in problems] == ["year-unread"]
