"""Numbers and days that know their cells compute as plain ones do, and what comes out knows where from."""

from __future__ import annotations

import math
import operator
import pickle
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamdeck.text.rounding import add_up, half_up, to_places
from kamdeck.traced import cells_of, fsum, like, traced

PLAIN = st.one_of(st.floats(-1e9, 1e9), st.integers(-(10**6), 10**6))
TWO = (operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod)


@pytest.mark.parametrize("do", TWO)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(first=PLAIN, second=PLAIN)
def test_they_compute_as_plain_numbers_do(do: object, first: float, second: float) -> None:
    assert callable(do)
    if do in TWO[3:] and second == 0:
        return
    a, b = traced(first, "A!A1"), traced(second, "A!B2")
    assert do(a, b) == do(first, second) == do(a, second)
    assert cells_of(do(a, b)) == {"A!A1", "A!B2"}
    assert cells_of(do(a, second)) == {"A!A1"}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_a_sum_comes_from_all_its_cells(values: list[float]) -> None:
    rows = [traced(value, f"R!A{n}") for n, value in enumerate(values)]
    for total in (fsum(rows), sum(rows)):
        assert cells_of(total) == {f"R!A{n}" for n in range(len(values))}
    assert fsum(rows) == math.fsum(values)
    assert type(fsum(values)) is float


def test_rounded_shares_keep_the_cell_of_each() -> None:
    shares = [traced(value / 3, f"R!A{n}") for n, value in enumerate((1.0, 1.0, 1.0))]
    assert [cells_of(share) for share in add_up(shares)] == [{"R!A0"}, {"R!A1"}, {"R!A2"}]
    assert add_up(shares) == add_up([1 / 3] * 3)
    assert cells_of(to_places(traced(2.345, "R!A1"), 2)) == {"R!A1"}
    assert half_up(traced(2.345, "R!A1"), 2) == half_up(2.345, 2)


def test_unary_operations_and_rounding() -> None:
    value = traced(-2.6, "R!A1")
    assert (-value, abs(value), round(value), round(value, 1)) == (2.6, 2.6, -3, -2.6)
    assert all(cells_of(each) == {"R!A1"} for each in (-value, abs(value), round(value), round(value, 1)))
    assert max(value, 1.0) == 1.0
    assert min(value, 1.0) is value


def test_days_between_two_cells() -> None:
    late, due = traced(date(2026, 3, 31), "T!C2"), traced(date(2026, 3, 1), "T!D2")
    assert (late - due).days == 30
    assert cells_of((late - due).days) == {"T!C2", "T!D2"}
    assert cells_of((date(2026, 4, 1) - due).days) == {"T!D2"}
    assert late - timedelta(1) == date(2026, 3, 30)
    assert late > due
    assert {late: 1}[date(2026, 3, 31)] == 1


def test_what_is_neither_number_nor_day_stays() -> None:
    for value in ("text", True, None, (1, 2)):
        assert traced(value, "A!A1") is value
    assert traced(1.5, "") == 1.5
    assert cells_of(traced(1.5, "")) == frozenset()
    assert cells_of(like(2.0, 1.0, "text")) == frozenset()


@pytest.mark.parametrize("value", [1.5, 3])
def test_they_can_be_pickled(value: float) -> None:
    again = pickle.loads(pickle.dumps(traced(value, "A!A1")))
    assert again == value
    assert cells_of(again) == {"A!A1"}
