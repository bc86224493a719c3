"""Visits by class: hand-made plans, missing figures, who gains and who gives up."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.visits import Visits, deal_visits

CLASSES = (("Strategic", ("Oak", "Elm")), ("Star", ("Fir",)), ("Status", ()))
EACH = {"Strategic": 12, "Star": 8, "Status": 6}
REVENUE = {"Oak": 2.0, "Elm": 5.0, "Fir": -1.0}


def dealt(recorded: Mapping[str, int], each: Mapping[str, int] = EACH) -> Visits:
    return deal_visits(CLASSES, each, recorded, REVENUE)


def test_plan_and_record_by_class() -> None:
    found = dealt({"Oak": 9, "Elm": 20, "Fir": 3})
    strategic, star, status = found.rows
    assert strategic.accounts == ("Elm", "Oak")  # largest revenue first
    assert (strategic.planned, strategic.recorded, strategic.change) == (24, 29, -5)
    assert (star.planned, star.recorded, star.change) == (8, 3, 5)
    assert (status.planned, status.recorded, status.change) == (0, 0, 0)
    assert (strategic.revenue, star.revenue, status.revenue) == (7.0, 0.0, 0.0)
    assert (found.planned, found.recorded, found.change) == (32, 32, 0)
    assert [row.name for row in found.gainers] == ["Star"]
    assert [row.name for row in found.givers] == ["Strategic"]


def test_an_account_without_a_figure_stops_the_comparison() -> None:
    found = dealt({"Oak": 9, "Fir": 3})
    strategic, star, _ = found.rows
    assert (strategic.recorded, strategic.unknown, strategic.change) == (9, ("Elm",), None)
    assert star.change == 5
    assert (found.planned, found.recorded, found.change) == (32, None, None)
    assert found.gainers == found.givers == ()


def test_a_class_without_a_plan_stops_the_total_only_when_it_has_accounts() -> None:
    everyone = {"Oak": 1, "Elm": 1, "Fir": 1}
    assert dealt(everyone, {"Strategic": 12, "Star": 8}).planned == 32
    assert dealt(everyone, {"Strategic": 12, "Status": 6}).planned is None
    assert dealt({}, {}).rows[0].recorded is None


def test_nobody_is_classified() -> None:
    found = deal_visits((("Strategic", ()),), EACH, {}, {})
    assert (found.planned, found.recorded) == (None, None)


def test_the_account_furthest_below_its_plan() -> None:
    recorded = {"Oak": 9, "Elm": 20, "Fir": 3}
    assert dealt(recorded).furthest(recorded) == ("Fir", 3, 8)
    assert dealt({"Oak": 12}).furthest({"Oak": 12}) is None  # no figure is no gap


COUNT = st.integers(0, 40)


@given(st.dictionaries(st.sampled_from(["Oak", "Elm", "Fir"]), COUNT), COUNT, COUNT)
def test_gains_less_losses_are_the_change(recorded: dict[str, int], strategic: int, star: int) -> None:
    found = dealt(recorded, {"Strategic": strategic, "Star": star})
    if found.change is None:
        assert len(recorded) < 3
    else:
        moved = [row.change or 0 for row in (*found.gainers, *found.givers)]
        assert sum(moved) == found.change
        assert found.change == sum(row.change or 0 for row in found.rows)
