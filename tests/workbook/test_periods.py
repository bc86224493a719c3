"""Years as spans of days: calendar and fiscal, whole, running and ahead; what may be compared."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kamdeck
from kamdeck.figures.years import speaker
from kamdeck.pptxio.package import Package
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.workbook.periods import comparable, period_of
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.values import year_name

MONTHS = st.integers(1, 12)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("year", "end", "first", "last"),
    [
        (2026, 12, date(2026, 1, 1), date(2026, 12, 31)),
        (2026, 3, date(2025, 4, 1), date(2026, 3, 31)),
        (2024, 2, date(2023, 3, 1), date(2024, 2, 29)),
        (2026, 11, date(2025, 12, 1), date(2026, 11, 30)),
    ],
)
def test_a_fiscal_year_is_named_after_the_year_it_ends_in(
    year: int, end: int, first: date, last: date
) -> None:
    found = period_of(year, end)
    assert (found.first, found.last, found.is_whole) == (first, last, True)


@given(st.integers(2021, 2029), MONTHS, DAYS)
def test_every_day_lies_in_one_year_and_a_year_is_whole_from_its_last_day(
    year: int, end: int, day: date
) -> None:
    found = period_of(year, end, day)
    assert found.is_whole == (day >= found.last)
    assert found.is_running == (found.first <= day < found.last)
    assert period_of(year + 1, end).first == found.last + timedelta(days=1)


@given(st.sets(st.integers(2021, 2029), min_size=1), MONTHS, DAYS)
def test_what_is_compared_is_whole(years: set[int], end: int, day: date) -> None:
    found = comparable(period_of(year, end, day) for year in years)
    assert list(found) == sorted(found)
    assert set(found) <= years
    assert all(period_of(year, end, day).is_whole for year in found) or found == (min(years),)


@given(st.sets(st.integers(2021, 2029), min_size=1), MONTHS, DAYS, st.integers(2021, 2029))
def test_a_year_that_a_person_named_is_whole_though_it_lies_ahead(
    years: set[int], end: int, day: date, named: int
) -> None:
    found = comparable((period_of(year, end, day) for year in years), named)
    periods = {year: period_of(year, end, day) for year in years}
    ahead = {year for year, period in periods.items() if period.first > day and year <= named}
    assert ahead <= set(found)
    assert not any(periods[year].is_running for year in found) or found == (min(years),)


def test_a_named_year_ahead_of_the_as_of_date_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "w.xlsx", (2025, 2026, 2027), date(2026, 12, 31), 12)
    book = openpyxl.load_workbook(path)
    _, problems = read_book(path)
    assert [p.code for p in problems] == ["year-ahead"]
    book["Settings"].append(("Last year", 2027))
    book.save(path)
    found, problems = read_book(path)
    assert [p.code for p in problems] == ["year-named"]
    assert compose(found, (), Choice(), Say("en")).context.years[-1] == 2027


@pytest.mark.parametrize(
    ("label", "name"),
    [("FY26", "FY26"), ("Revenue FY 26", "FY 26"), ("2026", ""), ("CA exercice 2026", "exercice 2026"),
     ("2025/26", "2025/26"), ("Revenue 2025-2026", "2025-2026"), ("2026 (k€)", "")],
)  # fmt: skip
def test_a_year_keeps_the_name_of_its_header(label: str, name: str) -> None:
    assert year_name(label) == name


def workbook(path: Path, heads: tuple[object, ...], as_of: date, end: int, lang: str = "en") -> Path:
    """Three accounts whose newest year is a quarter of the one before."""
    book = openpyxl.Workbook()
    settings = book.create_sheet("Settings", 0)
    for row in (("As of", as_of), ("Fiscal year ends in month", end), ("Language", lang)):
        settings.append(row)
    accounts, revenue = book.create_sheet("Accounts"), book.create_sheet("Revenue")
    accounts.append(["Account"])
    revenue.append(["Account", *heads])
    for n, name in enumerate(("Alpha", "Beta", "Gamma"), 1):
        accounts.append([name])
        revenue.append([name, *(n * 1e6 for _ in heads[:-1]), n * 0.25e6])
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("heads", "as_of", "end", "cell"),
    [
        ((2024, 2025, 2026), date(2026, 3, 31), 12, "D1"),
        (("FY25", "FY26", "FY27"), date(2026, 6, 30), 3, "D1"),
        ((2025, 2026), date(2026, 12, 30), 12, "C1"),
    ],
)
def test_a_year_that_is_not_over_is_told_at_its_header(
    tmp_path: Path, heads: tuple[object, ...], as_of: date, end: int, cell: str
) -> None:
    book, problems = kamdeck.read_workbook(workbook(tmp_path / "a.xlsx", heads, as_of, end))
    assert [(p.code, p.cell, p.severity) for p in problems] == [("year-running", cell, "warning")]
    day = "to 31 Mar" if end == 12 and as_of.month == 3 else "to 30"
    assert day in speaker("en", book).year(book.years[-1])
    whole, _ = kamdeck.read_workbook(workbook(tmp_path / "b.xlsx", heads, date(2027, 12, 31), end))
    assert speaker("en", whole).year(whole.years[-1]) == str(heads[-1])


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_slide_sets_a_quarter_against_a_year(tmp_path: Path, lang: str) -> None:
    heads, end = ("FY25", "FY26", "FY27"), 3
    path = workbook(tmp_path / "a.xlsx", heads, date(2026, 6, 30), end, lang)
    kamdeck.build(path, tmp_path / "a.pptx")
    package = Package.open(tmp_path / "a.pptx")
    text = "".join(
        package.read(name).decode() for name in package.names if name.startswith("ppt/slides/slide")
    )
    assert "75.0%" not in text
    assert "75,0" not in text
    assert "FY26" in text
    assert {"en": "FY27 to 30 Jun", "fr": "FY27 au 30 juin"}[lang] in text
    assert ">2026<" not in text
