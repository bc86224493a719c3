"""The order of rows and columns: ours or a person's, with what is new and what is a person's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.deck.row_order import is_reordered, ordered
from kamdeck.deck.structures import OWN

MINE, YOURS = f"{OWN}1", f"{OWN}2"
keys = st.lists(st.sampled_from("abcdefgh"), unique=True)


def test_a_new_ranking_is_followed_and_own_rows_stay_behind_theirs() -> None:
    now = [YOURS, "a", MINE, "b", "c"]
    assert ordered(["c", "a", "d", "b"], now) == [YOURS, "c", "a", MINE, "d", "b"]


def test_an_own_row_behind_a_row_that_leaves_stays_where_that_was() -> None:
    assert ordered(["a", "c"], ["a", "b", MINE, "c"]) == ["a", MINE, "c"]


def test_a_persons_order_stays_and_new_rows_stand_beside_their_neighbours() -> None:
    now = ["d", "a", "b", "c"]  # d was dragged to the top
    assert ordered(list("abcd"), now, is_theirs=True) == now
    assert ordered(list("aebcdf"), now, is_theirs=True) == ["d", "a", "e", "b", "c", "f"]
    assert ordered(list("xabcd"), now, is_theirs=True) == ["d", "x", "a", "b", "c"]


def test_rows_that_a_merged_cell_joins_stay_together() -> None:
    now = ["head", "c", "a", "a2", MINE, "b"]
    wanted = ["head", "a", "a2", "a3", "b", "c"]
    joined = {"a2", "a3"}
    assert ordered(wanted, now, is_theirs=True, joined=joined) == ["head", "c", "a", "a2", "a3", MINE, "b"]
    inside = ["head", "a", MINE, "a2", "b", "c"]
    assert ordered(wanted, inside, joined=joined) == ["head", "a", MINE, "a2", "a3", "b", "c"]


@pytest.mark.parametrize(
    ("now", "was", "is_theirs"),
    [("abc", "abc", False), ("ac", "abc", False), ("abcx", "abc", False), ("acb", "abc", True)],
)
def test_only_what_stood_there_can_have_been_moved(now: str, was: str, is_theirs: bool) -> None:
    assert is_reordered(list(now), list(was)) == is_theirs


@given(keys, keys, st.booleans())
def test_every_row_stands_once_and_the_order_is_settled(
    wanted: list[str], now: list[str], is_theirs: bool
) -> None:
    found = ordered(wanted, [*now, MINE], is_theirs=is_theirs)
    assert sorted(found) == sorted([*wanted, MINE])
    assert ordered(wanted, found, is_theirs=is_theirs) == found
    if is_theirs:
        assert [k for k in found if k in now] == [k for k in now if k in wanted]
