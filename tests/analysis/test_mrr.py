"""MRR by hand: levels, movements with every kind in one month, retention, fiscal years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.mrr import Levels, fiscal_years, levels, month_of, months_between, movement, shift
from kamdeck.workbook.rows import Bridge, Mrr

OPEN, CLOSE = (2025, 10), (2026, 10)


def rows(table: dict[str, dict[tuple[int, int], float]], plan: str | None = "Basic") -> tuple[Mrr, ...]:
    return tuple(
        Mrr(at=f"MRR!{a}", account=a, plan=plan, month=date(*month, 28), mrr=value)
        for a, months in table.items()
        for month, value in months.items()
    )


# One account of each kind: stays, grows, shrinks, leaves, comes, comes back.
ALL_KINDS = {
    "stays": {(2025, 6): 100.0, OPEN: 100.0, CLOSE: 100.0},
    "grows": {OPEN: 200.0, CLOSE: 260.0},
    "shrinks": {OPEN: 300.0, CLOSE: 210.0},
    "leaves": {(2025, 6): 40.0, OPEN: 50.0},
    "comes": {CLOSE: 70.0},
    "returns": {(2025, 6): 25.0, CLOSE: 30.0},
}


def test_movement_of_every_kind_at_once() -> None:
    moved = movement(levels(rows(ALL_KINDS)), OPEN, CLOSE, "FY26")
    assert moved is not None
    assert (moved.opening, moved.closing) == (650, 670)
    assert (moved.new, moved.expansion, moved.reactivation) == (70, 60, 30)
    assert (moved.contraction, moved.churn) == (-90, -50)
    assert moved.is_balanced
    assert moved.nrr == pytest.approx((650 + 60 - 90 - 50) / 650)
    assert moved.grr == pytest.approx((650 - 90 - 50) / 650)
    assert (moved.accounts, moved.lost, moved.gained) == (4, 1, 2)
    assert moved.logo_retention == 0.75


def test_a_move_between_plans_is_no_movement() -> None:
    both = (*rows({"a": {OPEN: 10.0}}, "Basic"), *rows({"a": {CLOSE: 10.0}}, "Premium"))
    moved = movement(levels(both), OPEN, CLOSE)
    assert moved is not None
    assert (moved.new, moved.expansion, moved.contraction, moved.churn) == (0, 0, 0, 0)
    assert (moved.nrr, moved.grr, moved.logo_retention) == (1, 1, 1)


def test_levels_fill_gaps_order_plans_and_leave_out_forecasts() -> None:
    given_rows = (
        *rows({"a": {(2026, 1): 5.0, (2026, 4): 7.0, (2026, 5): 99.0}}, "Basic"),
        *rows({"b": {(2026, 1): 2.0}}, None),
        *rows({"b": {(2026, 1): 3.0}}, "Premium"),
        *rows({"b": {(2026, 1): 0.0}}, "Idle"),
    )
    known = levels(given_rows, ("Premium", "Basic"), until=(2026, 4))
    assert known.months == ((2026, 1), (2026, 2), (2026, 3), (2026, 4))
    assert known.last == (2026, 4)
    assert known.missing == ((2026, 2), (2026, 3))
    assert list(known.by_plan) == ["Premium", "Basic", ""]
    assert list(known.total) == [10, 0, 0, 7]
    assert known.at((2026, 4)) == {"a": 7, "b": 0}
    assert not known.at((2026, 5))
    assert not known.at(None)
    assert movement(known, (2026, 2), (2026, 4)) is None
    assert movement(known, (2025, 4), (2026, 4)) is None


def test_nothing_at_the_opening_has_no_retention() -> None:
    moved = movement(levels(rows({"a": {OPEN: 0.0, CLOSE: 5.0}})), OPEN, CLOSE)
    assert moved is not None
    assert (moved.nrr, moved.grr, moved.logo_retention, moved.new) == (None, None, None, 5)
    assert levels(()) == Levels((), {}, {}, ())
    assert levels(()).last is None


def test_months_are_counted_over_years() -> None:
    assert shift((2026, 1), -1) == (2025, 12)
    assert shift((2025, 12), 13) == (2027, 1)
    assert months_between((2025, 11), (2026, 10)) == 11
    assert month_of(date(2026, 2, 3)) == (2026, 2)


def bridge(year: str, opening: float, closing: float) -> Bridge:
    return Bridge(
        at="MRR bridge!B2", fiscal_year=year, opening=opening, closing=closing, new=closing - opening
    )


def test_fiscal_years_are_computed_where_months_are_known_and_entered_otherwise() -> None:
    known = levels(rows(ALL_KINDS))
    years = fiscal_years(known, (bridge("FY26", 1.0, 2.0), bridge("2024/25", 600.0, 650.0)), 10)
    assert [(y.label, y.opening, y.closing) for y in years] == [("2024/25", 600, 650), ("FY26", 650, 670)]
    assert [y.at for y in years] == ["MRR bridge!B2", ""]
    assert years[0].logo_retention is None


def test_the_running_fiscal_year_ends_with_the_newest_month() -> None:
    known = levels(rows({"a": {(2025, 12): 10.0, (2026, 3): 12.0}}))
    (year,) = fiscal_years(known, (), 12)
    assert (year.label, year.opening, year.closing, year.expansion) == ("FY26", 10, 12, 2)
    assert fiscal_years(known, (bridge("last year", 1, 2),), 3) == ()


VALUES = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(*[st.integers(0, 500)] * 3),
    min_size=1,
)


@given(VALUES)
def test_opening_and_movements_always_give_the_closing(values: dict[str, tuple[int, int, int]]) -> None:
    months = ((2025, 1), OPEN, CLOSE)
    table = {a: dict(zip(months, map(float, v), strict=True)) for a, v in values.items()}
    moved = movement(levels(rows(table)), OPEN, CLOSE)
    assert moved is not None
    assert moved.is_balanced
    assert moved.opening == sum(v[1] for v in values.values())
    assert moved.closing == sum(v[2] for v in values.values())
    if moved.grr is not None and moved.nrr is not None:
        assert 0 <= moved.grr <= 1
        assert moved.grr <= moved.nrr
