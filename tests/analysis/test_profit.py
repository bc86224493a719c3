"""The profit matrix: groups, families, earning and losing cells, service against policy."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.profit import (
    Matrix,
    group_sizes,
    make_matrix,
    misfits,
    profit_by_account,
    value_of,
    year_of,
)
from kamdeck.workbook.rows import Profit, Settings


def row(account: str, family: str, profit: float | None, year: int | None = 2026, **more: Any) -> Profit:
    return Profit(account=account, product_family=family, operating_profit=profit, year=year, **more)


def made(table: dict[str, tuple[float, ...]], **settings: Any) -> Matrix:
    rows = [row(a, f"F{i}", v) for a, values in table.items() for i, v in enumerate(values, 1)]
    found = make_matrix(rows, Settings(**settings), 2026)
    assert found is not None
    return found


def test_profit_is_the_entered_figure_else_revenue_less_cost() -> None:
    assert value_of(row("a", "x", 5.0, revenue=9.0, cost=1.0)) == 5.0
    assert value_of(row("a", "x", None, revenue=9.0, cost=1.0)) == 8.0
    assert value_of(row("a", "x", None, revenue=9.0)) is None


def test_the_newest_year_that_is_shown_counts() -> None:
    rows = [row("a", "x", 1.0, 2024), row("a", "x", 2.0, 2026), row("a", "x", 4.0, None)]
    assert year_of(rows, 2026) == 2026
    assert year_of(rows, 2025) == 2024
    assert year_of(rows, 2023) is None
    assert profit_by_account(rows, 2026) == {"a": {"x": 6.0}}
    assert profit_by_account(rows, 2024) == {"a": {"x": 5.0}}


@pytest.mark.parametrize(
    ("count", "settings", "sizes"),
    [
        (24, {}, (6, 6, 6, 6)),
        (26, {}, (6, 6, 7, 7)),  # what is left over goes to the later groups
        (5, {}, (1, 1, 1, 2)),
        (3, {}, (1, 1, 1, 0)),  # few accounts have a group each, whatever is set
        (3, {"profit_group_a": 3}, (1, 1, 1, 0)),
        (0, {}, (0, 0, 0, 0)),
        (
            24,
            {"profit_group_a": 3, "profit_group_b": 5, "profit_group_c": 7, "profit_group_d": 9},
            (3, 5, 7, 9),
        ),
        (
            30,
            {"profit_group_a": 3, "profit_group_b": 5, "profit_group_c": 7, "profit_group_d": 9},
            (3, 5, 7, 15),
        ),
        (
            10,
            {"profit_group_a": 3, "profit_group_b": 5, "profit_group_c": 7, "profit_group_d": 9},
            (3, 5, 2, 0),
        ),
        (12, {"profit_group_a": 2}, (2, 3, 3, 4)),
        (9, {"profit_group_a": 0, "profit_group_d": 1}, (0, 4, 4, 1)),
    ],
)
def test_group_sizes(count: int, settings: dict[str, Any], sizes: tuple[int, ...]) -> None:
    assert group_sizes(count, Settings(**settings)) == sizes


@given(
    st.integers(0, 60),
    st.tuples(*[st.none() | st.integers(0, 30)] * 4),
)
def test_every_account_has_one_group(count: int, given_sizes: tuple[int | None, ...]) -> None:
    a, b, c, d = given_sizes
    settings = Settings(profit_group_a=a, profit_group_b=b, profit_group_c=c, profit_group_d=d)
    sizes = group_sizes(count, settings)
    assert sum(sizes) == count
    assert min(sizes) >= 0


def test_a_matrix_by_hand() -> None:
    found = made({"low": (1.0, -4.0), "top": (60.0, 20.0), "mid": (10.0, 3.0)})
    assert found.letters == ("A", "B", "C")
    assert found.groups == (("top",), ("mid",), ("low",))
    assert found.families == ("F1", "F2")
    assert found.cells == ((60.0, 20.0), (10.0, 3.0), (1.0, -4.0))
    assert found.total == 90.0
    assert found.by_family == (71.0, 19.0)
    # 60 is 67% of 90, 60 and 20 are 89%: the second cell crosses 80%
    assert found.earning == ((0, 0), (0, 1))
    assert found.earned == 80.0
    assert found.losses == ((2, 1),)
    assert found.lost == -4.0
    assert found.name((2, 1)) == "C2"


def test_families_beyond_the_third_of_more_than_four_are_merged() -> None:
    found = made({"a": (9.0, 8.0, 7.0, 1.0, 2.0)})
    assert found.families == ("F1", "F2", "F3", "")
    assert found.merged == ("F5", "F4")
    assert found.cells == ((9.0, 8.0, 7.0, 3.0),)
    assert made({"a": (9.0, 8.0, 7.0, 1.0)}).families == ("F1", "F2", "F3", "F4")


def test_ties_keep_the_workbooks_order() -> None:
    found = made({"z": (1.0,), "a": (1.0,), "m": (2.0,)})
    assert list(found.accounts) == ["m", "z", "a"]


def test_no_share_of_nothing() -> None:
    found = made({"a": (5.0, -5.0)})
    assert found.total == 0.0
    assert found.earning == ()
    assert make_matrix([row("a", "x", None)], Settings(), 2026) is None


@given(
    st.dictionaries(
        st.text("abcdef", min_size=1, max_size=3),
        st.tuples(*[st.integers(-500, 500)] * 6),
        min_size=1,
        max_size=40,
    )
)
def test_cells_add_up_and_earning_is_the_fewest(table: dict[str, tuple[int, ...]]) -> None:
    found = made({a: tuple(map(float, values)) for a, values in table.items()})
    whole = sum(sum(values) for values in table.values())
    assert sum(map(sum, found.cells)) == pytest.approx(whole)
    assert sum(found.by_family) == pytest.approx(whole)
    assert sorted(found.accounts) == sorted(table)
    if whole > 0:
        assert found.earned >= 0.8 * whole - 0.01
        *fewer, _ = (found.cells[g][f] for g, f in found.earning)
        assert sum(fewer) < 0.8 * whole
    assert all(found.cells[g][f] < 0 for g, f in found.losses)


# ------------------------------------------------------------------ service against policy


def test_service_against_policy() -> None:
    settings: dict[str, Any] = {
        "profit_group_a": 3,
        "profit_group_b": 3,
        "profit_group_c": 2,
        "profit_group_d": 0,
    }
    found = made({name: (100.0 - i,) for i, name in enumerate("abcdefgh")}, **settings)
    visits = {"a": 12, "b": 10, "c": 3, "d": 6, "e": 11, "f": 5, "g": 2, "h": 7}
    # medians: A 10, B 6, C 4.5; c has fewer than B's median; e and h have a visit more than A's and B's,
    # less than a fifth of them
    wrong = misfits(found, visits)
    assert [(m.account, m.letter, m.compared, m.median, m.has_more) for m in wrong] == [
        ("c", "A", "B", 6.0, False),
    ]


def test_one_figure_makes_no_median() -> None:
    settings: dict[str, Any] = {
        "profit_group_a": 2,
        "profit_group_b": 2,
        "profit_group_c": 2,
        "profit_group_d": 0,
    }
    found = made({name: (100.0 - i,) for i, name in enumerate("abcdef")}, **settings)
    assert misfits(found, {"a": 1, "c": 9}) == ()
    assert misfits(found, {}) == ()
    # B has one figure only: its account is held against C, and those of C against A
    wrong = misfits(found, {"a": 4, "b": 4, "c": 1, "e": 5, "f": 1})
    assert [(m.account, m.compared) for m in wrong] == [("c", "C"), ("e", "A")]
