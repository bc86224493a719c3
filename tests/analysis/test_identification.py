"""The tests for key accounts: marks at the limit, verdicts, order, newest figures."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.identification import (
    VERDICTS,
    latest_mrr,
    mark_of,
    screen_accounts,
)
from kamdeck.analysis.satisfaction import newest_csat
from kamdeck.workbook.rows import Mrr, Qualifier, Satisfaction, Settings


def qualifier(measure: str, threshold: float, comparison: str = ">=", required: bool = False) -> Qualifier:
    return Qualifier(
        criterion=measure, measure=measure, threshold=threshold, comparison=comparison, required=required
    )


@pytest.mark.parametrize(
    ("value", "comparison", "mark"),
    [
        (100.0, ">=", "pass"),
        (99.9999999999, ">=", "pass"),  # the noise of floats does not fail
        (99.0, ">=", "near"),
        (90.0, ">=", "near"),
        (89.9, ">=", "fail"),
        (100.0, "<=", "pass"),
        (110.0, "<=", "near"),
        (110.1, "<=", "fail"),
        (None, ">=", "none"),
    ],
)
def test_marks_at_the_limit(value: float | None, comparison: str, mark: str) -> None:
    assert mark_of(qualifier("x", 100.0, comparison), value, 0.1) == mark


def test_a_negative_limit_has_its_tolerance_too() -> None:
    assert mark_of(qualifier("x", -0.1), -0.105, 0.1) == "near"
    assert mark_of(qualifier("x", -0.1), -0.12, 0.1) == "fail"
    assert mark_of(qualifier("x", 0.0), -0.001, 0.1) == "fail"


def test_a_screen_by_hand() -> None:
    tests = (qualifier("revenue", 100.0, required=True), qualifier("margin", 0.2), qualifier("csat", 70.0))
    revenue = {"big": 500.0, "mid": 95.0, "tight": 100.0, "tiny": 40.0, "gone": 0.0, "poor": 60.0}
    figures = {
        "revenue": revenue,
        "margin": {"big": 0.3, "mid": 0.2, "tight": 0.19, "poor": 0.1},
        "csat": {"big": 60.0, "mid": 80.0, "tight": 90.0, "poor": 75.0},
    }
    found = screen_accounts(tests, figures, revenue, Settings(screen_min_revenue=50.0))
    assert (found.key_passes, found.candidate_passes) == (2, 2)  # all but one; half, rounded up
    told = {row.account: (row.marks, row.verdict) for row in found.rows}
    assert told == {
        "big": (("pass", "pass", "fail"), "key"),
        "tight": (("pass", "near", "pass"), "key"),
        "mid": (("near", "pass", "pass"), "candidate"),  # enough passes, but not the required one
        "poor": (("fail", "fail", "pass"), "not_now"),
    }
    # equal passes: the near miss goes first
    assert [row.account for row in found.rows] == ["tight", "big", "mid", "poor"]
    (mid,) = found.of("candidate")
    assert (mid.passes, mid.nears, mid.lacking, mid.required) == (2, 1, 0, (0,))
    assert found.of("not_now")[0].lacking == 1


def test_settings_set_the_passes() -> None:
    tests = (qualifier("revenue", 10.0), qualifier("revenue", 20.0), qualifier("revenue", 30.0))
    settings = Settings(key_min_passes=3, candidate_min_passes=1)
    found = screen_accounts(tests, {"revenue": {"a": 25.0, "b": 30.0}}, {"a": 25.0, "b": 30.0}, settings)
    assert [(row.account, row.verdict, row.lacking) for row in found.rows] == [
        ("b", "key", 0),
        ("a", "candidate", 1),
    ]


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.floats(-10, 100), max_size=20),
    st.lists(st.tuples(st.floats(-50, 50), st.booleans(), st.booleans()), min_size=1, max_size=6),
    st.floats(0, 60),
)
def test_every_screened_account_has_one_place(
    revenue: dict[str, float], limits: list[tuple[float, bool, bool]], minimum: float
) -> None:
    tests = [qualifier("revenue", t, "<=" if low else ">=", need) for t, low, need in limits]
    found = screen_accounts(tests, {"revenue": revenue}, revenue, Settings(screen_min_revenue=minimum))
    assert {row.account for row in found.rows} == {
        a for a, v in revenue.items() if v > 0 and v >= minimum - 1e-9
    }
    order = [(VERDICTS.index(row.verdict), -row.passes, -row.nears, -row.revenue) for row in found.rows]
    assert order == sorted(order)
    assert all(not row.required for row in found.of("key"))
    assert sum(len(found.of(verdict)) for verdict in VERDICTS) == len(found.rows)


# ------------------------------------------------------------------ newest figures


def answer(
    account: str | None, day: date, score: float, answers: int = 1, survey: str = "CSAT"
) -> Satisfaction:
    return Satisfaction(account=account, date=day, survey=survey, score=score, answers=answers)


def test_csat_is_that_of_the_accounts_newest_month() -> None:
    rows = [
        answer("a", date(2026, 9, 30), 50),
        answer("a", date(2026, 10, 2), 80, 3),
        answer("a", date(2026, 10, 20), 60, 1),
        answer("a", date(2026, 11, 1), 10),
        answer("b", date(2026, 5, 1), 70),
        answer("b", date(2026, 6, 1), 9, survey="NPS"),
        answer(None, date(2026, 10, 1), 1),
        answer("c", date(2026, 10, 1), 40, 0),
    ]
    assert newest_csat(rows, date(2026, 10, 31)) == {"a": 75.0, "b": 70.0}
    assert newest_csat(rows, None)["a"] == 10.0


def test_mrr_is_that_of_the_sheets_newest_month() -> None:
    rows = [
        Mrr(account="a", month=date(2026, 9, 1), mrr=9.0),
        Mrr(account="a", month=date(2026, 10, 1), plan="x", mrr=4.0),
        Mrr(account="a", month=date(2026, 10, 31), plan="y", mrr=1.0),
        Mrr(account="b", month=date(2026, 9, 1), mrr=7.0),
        Mrr(account="b", month=date(2026, 11, 1), mrr=8.0),
    ]
    assert latest_mrr(rows, date(2026, 10, 15)) == {"a": 5.0}
    assert latest_mrr(rows, None) == {"b": 8.0}
    assert latest_mrr([], None) == {}
