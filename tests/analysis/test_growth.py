"""Growth by hand: changes, new and lost accounts, and what is not compared."""

from __future__ import annotations

from datetime import date

import pytest

from kamdeck.analysis.figure import Figure
from kamdeck.analysis.growth import measure_growth
from kamdeck.record import replace
from kamdeck.workbook.spans import year_span

TABLE = {
    "up": {2024: 10.0, 2025: 20.0, 2026: 25.0},
    "down": {2024: 30.0, 2025: 30.0, 2026: 24.0},
    "lost": {2024: 5.0, 2025: 4.0, 2026: -1.0},
    "new": {2026: 3.0},
    "never": {2024: 0.0},
}


def of_year(value: float, year: int) -> Figure:
    return Figure(value, "money", "USD", year_span(year))


def test_changes_losses_and_doubling() -> None:
    growth = measure_growth(TABLE, (2024, 2025, 2026), of_year)
    assert list(growth.totals) == [45, 54, 51]
    assert growth.net == -3
    assert list(growth.changes) == [("up", 5), ("new", 3), ("lost", -5), ("down", -6)]
    assert list(growth.falls) == [("down", -6), ("lost", -5)]
    assert growth.lost == -11
    assert growth.doubled == ("up",)


def test_exactly_twice_is_not_more_than_doubled() -> None:
    assert measure_growth({"a": {2025: 1.0, 2026: 2.0}}, (2025, 2026), of_year).doubled == ()


def test_one_year_and_no_year_have_no_change() -> None:
    one = measure_growth(TABLE, (2026,), of_year)
    assert (one.net, one.changes, one.falls, one.doubled) == (0, (), (), ())
    none = measure_growth({}, (), of_year)
    assert (none.totals, none.net, none.changes) == ((), 0, ())


def test_a_part_of_a_year_has_no_change() -> None:
    def cut(value: float, year: int) -> Figure:
        until = date(2026, 7, 31) if year == 2026 else None
        return Figure(value, "money", "USD", replace(year_span(year), until=until))

    growth = measure_growth(TABLE, (2024, 2025, 2026), cut)
    assert list(growth.totals) == [45, 54, 51]
    assert (growth.step, growth.net, growth.changes, growth.falls, growth.doubled) == (None, 0, (), (), ())
    assert growth.to_columns()["change"] == [None, pytest.approx(0.2), None]
