"""Growth by hand: changes, growth rates, new and lost accounts."""

from __future__ import annotations

import pytest

from kamdeck.analysis.growth import annual_rate, change_rate, measure_growth

TABLE = {
    "up": {2024: 10.0, 2025: 20.0, 2026: 25.0},
    "down": {2024: 30.0, 2025: 30.0, 2026: 24.0},
    "lost": {2024: 5.0, 2025: 4.0, 2026: -1.0},
    "new": {2026: 3.0},
    "never": {2024: 0.0},
}


def test_changes_losses_and_doubling() -> None:
    growth = measure_growth(TABLE, (2024, 2025, 2026))
    assert list(growth.totals) == [45, 54, 51]
    assert growth.net == -3
    assert list(growth.changes) == [("up", 5), ("new", 3), ("lost", -5), ("down", -6)]
    assert list(growth.falls) == [("down", -6), ("lost", -5)]
    assert growth.lost == -11
    assert growth.doubled == ("up",)


def test_exactly_twice_is_not_more_than_doubled() -> None:
    assert measure_growth({"a": {2025: 1.0, 2026: 2.0}}, (2025, 2026)).doubled == ()


def test_one_year_and_no_year_have_no_change() -> None:
    one = measure_growth(TABLE, (2026,))
    assert (one.net, one.changes, one.falls, one.doubled) == (0, (), (), ())
    none = measure_growth({}, ())
    assert (none.totals, none.net, none.changes) == ((), 0, ())


def test_rates() -> None:
    assert change_rate(4, 5) == 0.25
    assert change_rate(0, 5) is None
    assert annual_rate((4.1, 6.2, 8.6), (2024, 2025, 2026)) == pytest.approx(0.4483, abs=1e-4)
    assert annual_rate((1.0, 8.0), (2020, 2023)) == pytest.approx(1.0)
    assert annual_rate((0.0, 8.0), (2020, 2023)) is None
    assert annual_rate((3.0, 0.0), (2020, 2023)) == -1.0
    assert annual_rate((3.0, -1.0), (2020, 2023)) is None
    assert annual_rate((3.0,), (2020,)) is None
