"""The Pareto ranking, computed by hand and by property."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.pareto import rank_accounts


def table(**revenue: float | None) -> dict[str, dict[int, float]]:
    return {name: {} if value is None else {2026: value} for name, value in revenue.items()}


def test_no_accounts() -> None:
    found = rank_accounts({}, 2026)
    assert (found.accounts, found.vital, found.vital_share, found.total) == ((), 0, 0.0, 0.0)
    assert not found.is_level
    assert found.ties == ()


def test_one_account_is_vital_and_has_all() -> None:
    found = rank_accounts(table(only=5.0), 2026)
    assert (found.vital, found.vital_share, found.cumulative) == (1, 1.0, (1.0,))
    assert not found.is_level
    assert found.count_outweighed() == 0


def test_the_account_that_crosses_the_threshold_is_vital() -> None:
    found = rank_accounts(table(c=20, a=50, d=5, b=25), 2026)
    assert found.accounts == ("a", "b", "c", "d")
    assert found.cumulative == (0.5, 0.75, 0.95, 1.0)
    assert (found.vital, found.vital_share) == (3, 0.95)


def test_a_threshold_met_exactly_needs_no_further_account() -> None:
    found = rank_accounts(table(a=50, b=30, c=20), 2026)
    assert (found.vital, found.vital_share) == (2, 0.8)


def test_a_threshold_met_but_for_float_noise() -> None:
    found = rank_accounts(table(a=0.1, b=0.1, c=0.1, d=0.1, e=0.1), 2026, 0.6)
    assert found.vital == 3


def test_ties_go_to_the_newest_year_then_to_the_table() -> None:
    rows = {
        "a": {2025: 10.0, 2026: 1.0},
        "b": {2025: 10.0, 2026: 3.0},
        "c": {2025: 10.0},
        "d": {2025: 10.0, 2026: 3.0},
    }
    assert rank_accounts(rows, 2025, newest=2026).accounts == ("b", "d", "a", "c")
    assert rank_accounts(rows, 2025).accounts == ("a", "b", "c", "d")


def test_equal_revenue_at_the_cut_is_named() -> None:
    found = rank_accounts(table(a=60, b=20, c=20, d=0), 2026)
    assert (found.vital, found.ties) == (2, ("b", "c"))
    assert rank_accounts(table(a=80, b=10, c=10), 2026).ties == ()
    assert rank_accounts(table(a=60, b=20, c=20), 2026, 1.0).ties == ()


def test_zero_negative_and_missing_are_left_out_and_counted() -> None:
    found = rank_accounts(table(a=80, zero=0, owed=-30, b=20, unknown=None), 2026)
    assert found.accounts == ("a", "b")
    assert found.cumulative == (0.8, 1.0)
    assert found.left_out == (("zero", 0.0), ("owed", -30.0))
    assert found.left_out_sum == -30
    assert found.missing == ("unknown",)


def test_nothing_above_zero() -> None:
    found = rank_accounts(table(a=0, b=-1), 2026)
    assert (found.accounts, found.vital, found.total, found.left_out_sum) == ((), 0, 0.0, -1)


def test_a_year_that_nobody_has() -> None:
    found = rank_accounts(table(a=1, b=2), 2020)
    assert (found.accounts, found.missing) == ((), ("a", "b"))


def test_all_equal() -> None:
    found = rank_accounts(table(a=7, b=7, c=7, d=7, e=7), 2026)
    assert found.is_level
    assert (found.vital, found.vital_share, found.ties) == (4, 0.8, ("a", "b", "c", "d", "e"))


def test_how_many_small_accounts_the_largest_outweighs() -> None:
    assert rank_accounts(table(a=10, b=6, c=3, d=2, e=1), 2026).count_outweighed() == 3
    assert rank_accounts(table(a=6, b=3, c=3), 2026).count_outweighed() == 1
    assert rank_accounts(table(a=9, b=3, c=3), 2026).count_outweighed() == 2


REVENUES = st.lists(st.floats(-1e9, 1e9, allow_nan=False), max_size=40)
POSITIVE = st.lists(st.integers(1, 10**9), min_size=1, max_size=40)


def named(values: list[float] | list[int]) -> dict[str, dict[int, float]]:
    return {f"n{i}": {2026: float(value)} for i, value in enumerate(values)}


@given(REVENUES, st.floats(0.05, 1))
def test_every_account_is_counted_once(values: list[float], threshold: float) -> None:
    found = rank_accounts(named(values), 2026, threshold)
    assert sorted([*found.accounts, *(a for a, _ in found.left_out)]) == sorted(named(values))
    assert list(found.revenue) == sorted(found.revenue, reverse=True)
    assert list(found.cumulative) == sorted(found.cumulative)


@given(POSITIVE, st.floats(0.05, 1))
def test_shares_add_up_and_the_vital_few_are_the_fewest(values: list[int], threshold: float) -> None:
    found = rank_accounts(named(values), 2026, threshold)
    assert found.cumulative[-1] == pytest.approx(1)
    assert found.vital_share >= threshold - 1e-9
    if found.vital > 1:
        assert found.cumulative[found.vital - 2] < threshold


@given(st.permutations(list(enumerate([5, 5, 3, 3, 3, 2, 1, 0, -4]))))
def test_the_order_of_the_rows_decides_only_ties(rows: list[tuple[int, int]]) -> None:
    found = rank_accounts({f"n{i}": {2026: float(v)} for i, v in rows}, 2026)
    plain = rank_accounts({f"n{i}": {2026: float(v)} for i, v in sorted(rows)}, 2026)
    assert (found.revenue, found.cumulative, found.vital) == (plain.revenue, plain.cumulative, plain.vital)
    assert set(found.ties) == set(plain.ties)
    places = {f"n{i}": place for place, (i, _) in enumerate(rows)}
    for first, second, a, b in zip(
        found.accounts, found.accounts[1:], found.revenue, found.revenue[1:], strict=False
    ):
        assert a > b or places[first] < places[second]


@given(POSITIVE, st.integers(-20, 20))
def test_scaling_revenue_changes_nothing(values: list[int], power: int) -> None:
    plain = rank_accounts(named(values), 2026)
    scaled = rank_accounts(named([value * 2.0**power for value in values]), 2026)
    assert (plain.accounts, plain.cumulative, plain.vital) == (
        scaled.accounts,
        scaled.cumulative,
        scaled.vital,
    )
