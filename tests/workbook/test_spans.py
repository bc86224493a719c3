"""Periods as people write them, with the days that they mean."""

from __future__ import annotations

from datetime import date

import pytest

from kamdeck.text import Say
from kamdeck.workbook.numerals import UnreadableError
from kamdeck.workbook.spans import is_next, said, span_of

WRITTEN = {
    "2026": ("year", date(2026, 1, 1), date(2026, 12, 31)),
    "FY26": ("year", date(2026, 1, 1), date(2026, 12, 31)),
    "Q3 2026": ("quarter", date(2026, 7, 1), date(2026, 9, 30)),
    "T3 2026": ("quarter", date(2026, 7, 1), date(2026, 9, 30)),
    "2026-Q3": ("quarter", date(2026, 7, 1), date(2026, 9, 30)),
    "3e trimestre 2026": ("quarter", date(2026, 7, 1), date(2026, 9, 30)),
    "Q4'26": ("quarter", date(2026, 10, 1), date(2026, 12, 31)),
    "S1 2026": ("half", date(2026, 1, 1), date(2026, 6, 30)),
    "H2 2026": ("half", date(2026, 7, 1), date(2026, 12, 31)),
    "Oct 2026": ("month", date(2026, 10, 1), date(2026, 10, 31)),
    "octobre 2026": ("month", date(2026, 10, 1), date(2026, 10, 31)),
    "10/2026": ("month", date(2026, 10, 1), date(2026, 10, 31)),
    "2026-02": ("month", date(2026, 2, 1), date(2026, 2, 28)),
    "31/10/2026": ("day", date(2026, 10, 31), date(2026, 10, 31)),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_what_people_write(text: str) -> None:
    span = span_of(text, days_first=True)
    assert (span.kind, span.first, span.last) == WRITTEN[text]


@pytest.mark.parametrize("text", ["Q5 2026", "H3 2026", "Week 40", "YTD 2026", "soon", "Q3"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(UnreadableError):
        span_of(text, days_first=True)


def test_a_day_in_two_readings_is_asked_about() -> None:
    with pytest.raises(UnreadableError) as wrong:
        span_of("05/10/2026", days_first=False)
    assert wrong.value.reason == "ambiguous"


def test_a_fiscal_year_ends_with_its_month_and_so_do_its_quarters() -> None:
    year, quarter = span_of("2026", False, end_month=9), span_of("Q3 FY26", False, end_month=9)
    assert (year.first, year.last) == (date(2025, 10, 1), date(2026, 9, 30))
    assert (quarter.first, quarter.last) == (date(2026, 4, 1), date(2026, 6, 30))
    plain = span_of("Q3 2026", False, end_month=9)
    assert plain.first == date(2026, 7, 1)


def test_what_follows_upon_what() -> None:
    spans = [span_of(text, False) for text in ("Q3 2026", "Q4 2026", "Q1 2027", "Oct 2026")]
    assert is_next(spans[0], spans[1])
    assert is_next(spans[1], spans[2])
    assert not is_next(spans[0], spans[2])
    assert not is_next(spans[0], spans[3])


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        ("Q3 2026", "Q3 2026", "T3 2026"),
        ("S1 2026", "H1 2026", "S1 2026"),
        ("FY26", "FY26", "FY26"),
        ("2026-10", "Oct 2026", "oct. 2026"),
        ("2026-10-05", "5 Oct 2026", "5 oct. 2026"),
    ],
)
def test_they_are_said_in_the_language(text: str, english: str, french: str) -> None:
    span = span_of(text, False)
    assert (said(span, Say("en")), said(span, Say("fr"))) == (english, french)
