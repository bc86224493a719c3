"""Responsibilities: letters, faults, load, suggestions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.raci import Chart, chart
from kamdeck.workbook.rows import Responsibility, Settings


def made(
    cells: dict[str, dict[str, str]], members: tuple[str, ...] = (), settings: Settings | None = None
) -> Chart:
    """The chart of letters by activity and member."""
    rows = [
        Responsibility(activity=activity, member=member, letter=letter)
        for activity, letters in cells.items()
        for member, held in letters.items()
        for letter in held
    ]
    return chart(rows, settings or Settings(), members)


BY_HAND = {
    "sound": {"Ann": "A", "Bob": "R", "Cid": "C", "Dan": "I"},
    "two A": {"Ann": "A", "Bob": "R", "Cid": "A"},
    "no A": {"Ann": "R", "Bob": "R", "Dan": "I"},
    "neither": {"Cid": "C"},
    "no R": {"Dan": "A", "Ann": "C"},
    "both": {"Bob": "RA"},
}


def test_by_hand() -> None:
    found = made(BY_HAND)
    assert found.members == ("Ann", "Bob", "Cid", "Dan")
    assert [a.activity for a in found.faults] == ["two A", "no A", "neither"]
    assert [a.activity for a in found.without_responsible] == ["neither", "no R"]
    assert found.load == {"Ann": 2 + 2 + 3 + 1, "Bob": 3 + 3 + 3 + 5, "Cid": 1 + 2 + 1, "Dan": 2}
    assert found.mean_load == 28 / 4
    assert [a.suggested for a in found.activities] == [None, "Cid", "Ann", None, None, None]
    assert (found.heaviest, found.lightest, found.idle) == (("Bob",), "Dan", ())
    assert (found.count("Bob", "A"), found.count("Bob", "R")) == (1, 4)
    assert found.activities[-1].letters == {"Bob": "AR"}
    assert found.activities[1].holders("A") == ("Ann", "Cid")


def test_points_are_settings() -> None:
    points = Settings(raci_points_r=1, raci_points_a=4, raci_points_c=0, raci_points_i=0.5)
    assert made(BY_HAND, settings=points).load == {"Ann": 4 + 4 + 1, "Bob": 1 + 1 + 1 + 5, "Cid": 4, "Dan": 5}


def test_members_of_the_team_come_first_and_stay_without_letters() -> None:
    found = made({"plan": {"Bob": "A", "Zoe": "R"}}, ("Ann", "Bob"))
    assert found.members == ("Ann", "Bob", "Zoe")
    assert found.idle == ("Ann",)
    assert found.mean_load == 5 / 3


def test_ties_name_all_who_share_the_largest_load_and_suggest_the_first() -> None:
    found = made({"one": {"Bob": "A", "Ann": "A"}, "two": {"Ann": "R", "Bob": "R"}})
    assert found.heaviest == ("Bob", "Ann")
    assert [a.suggested for a in found.activities] == ["Bob", "Bob"]


def test_a_letter_twice_counts_once() -> None:
    assert made({"plan": {"Ann": "RR"}}).load == {"Ann": 3}


def test_nothing_and_no_points() -> None:
    nothing = chart((), Settings())
    assert (nothing.members, nothing.faults, nothing.mean_load, nothing.heaviest) == ((), (), 0, ())
    assert nothing.lightest is None
    told = made({"plan": {"Ann": "I"}})
    assert (told.heaviest, told.lightest) == ((), "Ann")


letters = st.dictionaries(
    st.sampled_from("pqrstu"),
    st.dictionaries(st.sampled_from("VWXYZ"), st.text("RACI", min_size=1)),
    min_size=1,
)


@given(letters)
def test_what_always_holds(cells: dict[str, dict[str, str]]) -> None:
    found = made(cells)
    points = {"R": 3, "A": 2, "C": 1, "I": 0}
    assert sum(found.load.values()) == sum(
        points[letter] for held in cells.values() for text in held.values() for letter in set(text)
    )
    for activity in found.activities:
        held = cells[activity.activity]
        assert activity.accountable == sum("A" in text for text in held.values())
        assert activity.has_responsible == any("R" in text for text in held.values())
        if activity.suggested:
            able = activity.holders("A" if activity.accountable else "R")
            assert activity.suggested in able
            assert found.load[activity.suggested] == min(found.load[member] for member in able)
        else:
            assert activity.accountable == 1 or not activity.holders("AR"[not activity.accountable])
