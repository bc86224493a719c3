"""HHI, Gini, top shares and the curve, computed by hand and by property."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.concentration import compare, course, measure, usable_share


def test_nothing() -> None:
    found = measure([])
    assert (found.accounts, found.curve, found.hhi, found.gini, found.equals) == (0, (0.0,), 0.0, 0.0, 0.0)
    assert (found.largest, found.top_share(0.2), found.bottom_share(0.5), found.count_to(0.8)) == (0, 0, 0, 0)


def test_one_account_has_all() -> None:
    found = measure([42.0])
    assert (found.hhi, found.gini, found.largest, found.equals) == (10_000, 0.0, 1.0, 1.0)
    assert found.top_share(0.2) == pytest.approx(0.2)
    assert found.count_to(0.8) == 1


def test_four_accounts_by_hand() -> None:
    found = measure([10, 50, 10, 30])
    assert found.revenue == (50.0, 30.0, 10.0, 10.0)
    assert found.curve == (0.0, 0.5, 0.8, 0.9, 1.0)
    assert found.hhi == pytest.approx(3600)  # 2500 + 900 + 100 + 100
    # mean absolute difference 2 * (20+40+40+20+20+0) / 16 = 17.5, over twice the mean of 25
    assert found.gini == pytest.approx(0.35)
    assert (found.largest, found.top(2), found.top(9)) == (0.5, 0.8, 1.0)
    assert found.top_share(0.2) == pytest.approx(0.4)  # 0.8 of the first account
    assert found.top(1.5) == pytest.approx(0.65)
    assert found.bottom_share(0.5) == pytest.approx(0.2)
    assert found.count_to(0.8) == 2
    assert found.equals == pytest.approx(10_000 / 3600)


def test_odd_half_is_interpolated() -> None:
    assert measure([6, 3, 1]).bottom_share(0.5) == pytest.approx(0.25)  # 1 and half of 3, of 10


def test_all_equal_is_not_concentrated() -> None:
    found = measure([7] * 5)
    assert found.gini == pytest.approx(0, abs=1e-12)
    assert found.hhi == pytest.approx(2000)
    assert found.top_share(0.2) == pytest.approx(0.2)
    assert found.count_to(0.8) == 4


def test_zero_and_negative_are_counted_apart() -> None:
    found = measure([75, 0, -20, 25])
    assert (found.accounts, found.total, found.left_out, found.left_out_sum) == (2, 100, 2, -20)
    assert found.hhi == pytest.approx(6250)
    nothing = measure([0, -5])
    assert (nothing.accounts, nothing.left_out, nothing.left_out_sum) == (0, 2, -5)


def test_steps_keep_the_ends_and_the_top_share_exact() -> None:
    found = measure(range(1, 1001))
    steps = found.steps(100, 0.2)
    assert (steps[0], steps[-1]) == (0, 1000)
    assert {200, 201} <= set(steps)
    assert len(steps) <= 104
    assert measure([3, 2, 1]).steps(100, 0.2) == (0, 1, 2, 3)
    assert measure([3, 2, 1]).steps(100, 1.0) == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("before", "now", "turn"),
    [
        ((3, 3, 2, 2, 1), (9, 3, 2, 2, 1), "rising"),
        ((9, 3, 2, 2, 1), (3, 3, 2, 2, 1), "falling"),
        ((3, 3, 2, 2, 1), (6, 6, 4, 4, 2), "flat"),
        # the largest lost its lead, yet the small ones fell behind further
        ((50, 20, 15, 10, 5), (45, 40, 10, 4, 1), "mixed"),
    ],
)
def test_compare(before: tuple[float, ...], now: tuple[float, ...], turn: str) -> None:
    assert compare(measure(before), measure(now), 0.2) == turn


def test_usable_share() -> None:
    assert usable_share(0.2, 5) == 0.2
    assert usable_share(0.2, 4) is None
    assert usable_share(1.0, 10) is None
    assert usable_share(0.0, 10) is None


POSITIVE = st.lists(st.integers(1, 10**9), min_size=1, max_size=40)


@given(POSITIVE)
def test_bounds_and_sums(values: list[int]) -> None:
    found = measure(values)
    n = len(values)
    assert found.curve[-1] == pytest.approx(1)
    assert 10_000 / n - 1e-6 <= found.hhi <= 10_000 + 1e-6
    assert 0 <= found.gini <= 1 - 1 / n + 1e-9
    assert found.top_share(0.5) + found.bottom_share(0.5) == pytest.approx(1)
    assert found.top_share(0.2) >= 0.2 - 1e-9
    assert 1 <= found.equals <= n + 1e-6


@given(POSITIVE)
def test_gini_is_half_the_relative_mean_difference(values: list[int]) -> None:
    n, mean = len(values), sum(values) / len(values)
    difference = sum(abs(a - b) for a in values for b in values) / n**2
    assert measure(values).gini == pytest.approx(difference / 2 / mean, abs=1e-9)


@given(POSITIVE, st.randoms(use_true_random=False), st.integers(-20, 20))
def test_order_and_scale_change_nothing(values: list[int], random: object, power: int) -> None:
    mixed = [value * 2.0**power for value in values]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    plain, scaled = measure(values), measure(mixed)
    assert (plain.curve, plain.hhi, plain.gini) == (scaled.curve, scaled.hhi, scaled.gini)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=500), st.floats(0.01, 1))
def test_a_line_between_two_steps_gives_the_top_share(values: list[int], share: float) -> None:
    found = measure(values)
    steps = found.steps(20, share)
    place = share * found.accounts
    below = max(count for count in steps if count <= place)
    above = min((count for count in steps if count > place), default=below)
    rise = (found.curve[above] - found.curve[below]) / max(1, above - below)
    assert found.curve[below] + (place - below) * rise == pytest.approx(found.top_share(share))


@pytest.mark.parametrize(
    ("before", "turn"),
    [((8, 1, 1, 1, 1, 1), "unclear"), ((6, 2, 2, 1, 1, 1), "rising"), ((6.9, 2, 1, 1, 1, 1), "rising")],
)
def test_a_course_that_turned_back_is_unclear(before: tuple[float, ...], turn: str) -> None:
    first, now = (4, 3, 2, 1, 1, 1), (7, 2, 1, 1, 1, 1)
    years = [measure(values) for values in (first, before, now)]
    assert compare(years[0], years[-1], 0.2) == "rising"
    assert course(years, 0.2) == turn
    assert course([years[0], years[-1]], 0.2) == "rising"


def test_a_falling_course_that_turned_back_is_unclear() -> None:
    years = [measure(values) for values in ((8, 1, 1, 1, 1, 1), (4, 3, 2, 1, 1, 1), (6, 2, 2, 1, 1, 1))]
    assert compare(years[0], years[-1], 0.2) == "falling"
    assert course(years, 0.2) == "unclear"
    assert course([years[0], years[-1]], 0.2) == "falling"
