"""Four classes of accounts: hand-made cases, the cut itself, accounts without a score."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.classification import CLASSES, class_of, classify

SCORE = st.floats(1, 10)


@pytest.mark.parametrize(
    ("growth", "harmony", "expected"),
    [
        (8.0, 8.0, "Strategic"),
        (7.1, 4.9, "Star"),
        (4.9, 6.85, "Status"),
        (5.0, 4.3, "Streamline"),
        (5.5, 5.5, "Strategic"),  # on the cut is above it
        (5.5, 5.4, "Star"),
        (5.499999999999999, 5.5, "Strategic"),  # what adding weights makes of 5.5
        (5.49, 5.5, "Status"),
    ],
)
def test_class_of_two_scores(growth: float, harmony: float, expected: str) -> None:
    assert class_of(growth, harmony, 5.5) == expected


def test_accounts_keep_their_order_and_those_without_a_score_are_named() -> None:
    found = classify([("Oak", 8, 2), ("Elm", None, 9), ("Fir", 3, 3), ("Ash", 9, 1), ("Yew", 4, None)], 5.5)
    assert [row.account for row in found.accounts] == ["Oak", "Fir", "Ash"]
    assert found.members("Star") == ("Oak", "Ash")
    assert found.members("Strategic") == ()
    assert found.members("Streamline") == ("Fir",)
    assert found.unclassified == ("Elm", "Yew")


@given(st.lists(st.tuples(SCORE, SCORE), max_size=20), SCORE)
def test_every_account_is_in_exactly_one_class(scores: list[tuple[float, float]], cut: float) -> None:
    found = classify([(f"Account {n}", *pair) for n, pair in enumerate(scores)], cut)
    members = [name for group in CLASSES for name in found.members(group)]
    assert sorted(members) == sorted(row.account for row in found.accounts)
    assert len(members) == len(scores)


@given(SCORE, SCORE, SCORE)
def test_more_growth_never_leaves_the_upper_classes(growth: float, harmony: float, cut: float) -> None:
    if class_of(growth, harmony, cut) in ("Strategic", "Star"):
        assert class_of(growth + 1, harmony, cut) in ("Strategic", "Star")
