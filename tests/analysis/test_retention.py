"""Accounts between two months: a hand-made cohort, and how it agrees with the movements of MRR."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.retention import compare_accounts, retention_without

BEFORE = {"Oak": 100.0, "Elm": 50.0, "Fir": 30.0, "Ash": 20.0, "Yew": 0.0}
AFTER = {"Oak": 180.0, "Elm": 40.0, "Fir": 30.0, "Yew": 15.0, "Bay": 5.0}


def test_what_became_of_each_account() -> None:
    found = compare_accounts(BEFORE, AFTER)
    assert found.grew == (("Oak", 80.0),)
    assert found.shrank == (("Elm", -10.0),)
    assert found.left == (("Ash", 20.0),)
    assert found.came == (("Yew", 15.0), ("Bay", 5.0))
    assert found.mean == 50.0


def test_retention_without_an_account() -> None:
    assert retention_without(BEFORE, AFTER, "Oak") == pytest.approx((40 + 30) / 100)
    assert retention_without(BEFORE, AFTER, "Nobody") == pytest.approx(250 / 200)
    assert retention_without({"Oak": 5.0}, {"Oak": 9.0}, "Oak") is None


def test_nobody_was_there() -> None:
    found = compare_accounts({}, {"Oak": 5.0})
    assert (found.grew, found.left, found.came, found.mean) == ((), (), (("Oak", 5.0),), 0.0)


TABLE = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0, 1e6), max_size=8)


@given(TABLE, TABLE)
def test_opening_and_changes_give_the_closing(before: dict[str, float], after: dict[str, float]) -> None:
    found = compare_accounts(before, after)
    moved = sum(c for _, c in (*found.grew, *found.shrank, *found.came)) - sum(v for _, v in found.left)
    assert sum(before.values()) + moved == pytest.approx(sum(after.values()), abs=1e-3)
    named = [a for part in (found.grew, found.shrank, found.left, found.came) for a, _ in part]
    assert len(named) == len(set(named))
