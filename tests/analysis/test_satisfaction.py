"""CSAT and NPS by hand: weights, months, accounts, bands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.satisfaction import csat, newest_csat, nps
from kamdeck.workbook.rows import Satisfaction


def survey(kind: str, score: float, day: date, account: str | None = None, answers: int = 1) -> Satisfaction:
    return Satisfaction(
        at="Satisfaction!D2", account=account, date=day, survey=kind, score=score, answers=answers
    )


SEP, OCT = date(2026, 9, 30), date(2026, 10, 31)
ROWS = (
    survey("CSAT", 90, OCT, "a", 1),
    survey("CSAT", 60, OCT, "b", 2),
    survey("CSAT", 80, SEP, "a", 3),
    survey("CSAT", 100, OCT, None, 0),
    survey("NPS", 10, OCT, "a"),
)


def test_csat_weighs_answers_by_month_and_account() -> None:
    assert csat(ROWS) == {(2026, 9): 80, (2026, 10): 70}
    assert csat(ROWS, {"a"}) == {(2026, 9): 80, (2026, 10): 90}
    assert csat(ROWS, until=date(2026, 10, 1)) == csat(ROWS)
    assert csat(ROWS, until=SEP) == {(2026, 9): 80}
    assert newest_csat(ROWS) == {"a": 90, "b": 60}
    assert newest_csat(ROWS, SEP) == {"a": 80}
    assert csat(()) == {} == newest_csat(())


def test_nps_of_the_months_up_to_the_newest_answer() -> None:
    answers = (2, 1, 2, 3, 4, 7, 9, 22, 41, 36, 25)
    rows = [survey("NPS", score, OCT, answers=n) for score, n in enumerate(answers)]
    found = nps([*rows, survey("NPS", 0, date(2025, 10, 31), answers=500), survey("NPS", 11, OCT)])
    assert found.answers == answers
    assert found.count == 152
    assert (found.detractors, found.passives, found.promoters) == (28, 63, 61)
    assert found.score == pytest.approx(33 / 152 * 100)
    assert (found.first, found.last) == (OCT, OCT)
    assert nps(rows, SEP).score is None
    assert nps(()).count == 0


@given(st.lists(st.integers(0, 10), min_size=1))
def test_nps_lies_between_minus_and_plus_hundred(scores: list[int]) -> None:
    found = nps([survey("NPS", s, OCT) for s in scores])
    assert found.score is not None
    assert -100 <= found.score <= 100
    assert found.detractors + found.passives + found.promoters == found.count == len(scores)
