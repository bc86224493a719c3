"""Two decks compared, by hand: moves between tiers, who entered and left the queue."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.comparison import Snapshot, entered, left, tier_moves


def test_moves_of_accounts_in_both_decks() -> None:
    before = Snapshot(tiers={"Oak": "A", "Elm": "B", "Ash": "C", "Gone": "A"})
    now = Snapshot(tiers={"Elm": "A", "Oak": "B", "Ash": "C", "New": "C"})
    moves, count = tier_moves(before, now)
    assert [(m.account, m.before, m.after, m.is_up) for m in moves] == [
        ("Elm", "B", "A", True),
        ("Oak", "A", "B", False),
    ]
    assert count == 3


def test_unknown_tiers_are_no_moves() -> None:
    assert tier_moves(Snapshot(), Snapshot(tiers={"Oak": "A"})) == ((), 0)
    assert tier_moves(Snapshot(tiers={"Oak": "A"}), Snapshot()) == ((), 0)


def test_the_queue() -> None:
    before = Snapshot(stakes={"Oak": 5.0, "Elm": 40.0, "Ash": 7.0})
    now = Snapshot(stakes={"Oak": 9.0, "Fir": 1.0, "Yew": 30.0})
    assert entered(before, now) == ("Yew", "Fir")
    assert left(before, now) == ("Elm", "Ash")
    assert entered(Snapshot(), now) == left(before, Snapshot()) == ()


QUEUES = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1e9))


@given(QUEUES, QUEUES)
def test_who_is_in_both_neither_came_nor_left(first: dict[str, float], second: dict[str, float]) -> None:
    before, now = Snapshot(stakes=first), Snapshot(stakes=second)
    came, gone = entered(before, now), left(before, now)
    assert set(came) == set(second) - set(first)
    assert set(gone) == set(first) - set(second)
    assert left(now, before) == came
