"""Two decks compared, by hand: moves between tiers, the queue, the MRR bridge, people, figures, names."""

from __future__ import annotations

from datetime import date
from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamdeck.analysis.comparison import (
    Change,
    MrrBridge,
    Person,
    PersonShift,
    Snapshot,
    TierMove,
    aligned,
    compare,
    entered,
    left,
    merged,
    renames,
    tier_moves,
)
from kamdeck.record import replace


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


# ------------------------------------------------------------------ two whole decks, by hand


def person(account: str, id: str, relationship: str, role: str | None = "", name: str = "") -> Person:
    return Person(account, id, name or id.upper(), relationship, role)


def people(*rows: Person) -> dict[tuple[str, str], Person]:
    return {(row.account, row.id): row for row in rows}


Q3 = Snapshot(
    name="Q3",
    as_of=date(2026, 7, 31),
    currency="USD",
    year=2026,
    accounts=5,
    revenue=1000.0,
    mrr=150.0,
    csat=75.0,
    names=("Oak", "Elm", "Ash", "Yew", "Gone"),
    tiers={"Oak": "A", "Elm": "A", "Ash": "B", "Yew": "C", "Gone": "C"},
    revenue_of={"Oak": 500.0, "Elm": 300.0, "Ash": 120.0, "Yew": 50.0, "Gone": 30.0},
    mrr_of={"Oak": 80.0, "Elm": 50.0, "Ash": 0.0, "Gone": 20.0},
    ranking=("Oak", "Elm", "Ash", "Yew", "Gone"),
    scores={"Oak": 8.0, "Elm": 7.0, "Ash": 6.0, "Yew": 5.0, "Gone": 4.0},
    stakes={"Elm": 50.0},
    stake=50.0,
    people=people(
        person("Oak", "p1", "positive"),
        person("Oak", "p2", "neutral", "champion"),
        person("Oak", "p3", "positive"),
    ),
    levels={"hhi": 3000.0, "gini": 0.4, "nrr": 1.05},
)
Q4 = replace(
    Q3,
    name="Q4",
    as_of=date(2026, 10, 31),
    revenue=1100.0,
    mrr=175.0,
    names=("Oak", "Elm", "Ash", "Yew", "New"),
    tiers={"Oak": "A", "Elm": "C", "Ash": "A", "Yew": "C", "New": "C"},
    revenue_of={"Oak": 600.0, "Elm": 60.0, "Ash": 350.0, "Yew": 50.0, "New": 40.0},
    mrr_of={"Oak": 90.0, "Elm": 35.0, "Ash": 40.0, "New": 10.0, "Gone": 0.0},
    ranking=("Oak", "Yew", "Ash", "Elm", "New"),
    scores={"Oak": 8.0, "Elm": 5.5, "Ash": 6.0, "Yew": 6.5, "New": 3.0},
    stakes={"Ash": 40.0, "Oak": 90.0},
    stake=130.0,
    people=people(
        person("Oak", "p1", "negative"),
        person("Oak", "p2", "neutral", "blocker"),
        person("New", "p9", "unknown"),
    ),
    levels={"hhi": 2900.0, "gini": 0.4, "nrr": 1.1, "nps": 20.0},
)


def test_accounts_tiers_and_ranks() -> None:
    found = compare(Q3, Q4)
    assert (found.came, found.gone, found.renamed) == (("New",), ("Gone",), ())
    assert found.tiers == (TierMove("Elm", "A", "C"), TierMove("Ash", "B", "A"))  # the wider step first
    assert found.both == 4
    assert found.ranked_by == "score"
    assert found.ranks == (Change("Yew", 4, 2), Change("Elm", 2, 4))
    assert (found.entered, found.left) == (("Oak", "Ash"), ("Elm",))


def test_the_bridge_by_hand() -> None:
    found = compare(Q3, Q4)
    assert found.bridge == MrrBridge(150.0, 10.0, 10.0, 40.0, -15.0, -20.0, 175.0)
    assert found.bridge is not None
    assert found.bridge.moved == 95.0
    assert [(c.name, c.amount, c.kind) for c in found.mrr] == [
        ("Ash", 40.0, "reactivation"),
        ("Gone", -20.0, "churn"),
        ("Elm", -15.0, "contraction"),
        ("Oak", 10.0, "expansion"),
        ("New", 10.0, "new"),
    ]


def test_people_figures_and_scores() -> None:
    found = compare(Q3, Q4)
    assert found.people is not None
    assert [(p.id, p.kind, p.before, p.after, p.warmth) for p in found.people] == [
        ("p1", "relationship", "positive", "negative", -2),
        ("p2", "role", "champion", "blocker", 0),
        ("p3", "left", "", "", 0),
        ("p9", "came", "", "", 0),
    ]
    assert PersonShift("Oak", "p1", "P1", "relationship", "positive", "unknown").warmth == 0
    assert [c.name for c in found.figures] == ["stake", "mrr", "revenue", "nrr", "hhi"]
    assert found.scores == (Change("Elm", 7.0, 5.5), Change("Yew", 5.0, 6.5))
    assert found.unknown == (("nps", "now"),)
    assert not found.is_empty


def test_a_new_account_with_mrr_of_old_is_no_new_one() -> None:
    """An account that had MRR before the earlier deck and none in it comes back."""
    lapsed = compare(Snapshot(mrr_of={"Oak": 0.0}), Snapshot(mrr_of={"Oak": 5.0}))
    never = compare(Snapshot(mrr_of={}), Snapshot(mrr_of={"Oak": 5.0}))
    assert lapsed.bridge is not None
    assert never.bridge is not None
    assert (lapsed.bridge.reactivation, lapsed.bridge.new) == (5.0, 0.0)
    assert (never.bridge.reactivation, never.bridge.new) == (0.0, 5.0)


# ------------------------------------------------------------------ what cannot be compared


def test_other_currencies_compare_no_amount() -> None:
    found = compare(replace(Q3, currency="EUR"), Q4)
    assert found.remarks == ("currency",)
    assert (found.bridge, found.mrr) == (None, ())
    assert [c.name for c in found.figures] == ["nrr", "hhi"]
    assert found.tiers
    assert found.entered == ("Oak", "Ash")


def test_another_year_compares_no_revenue() -> None:
    found = compare(replace(Q3, year=2025), Q4)
    assert found.remarks == ("year",)
    assert "revenue" not in {c.name for c in found.figures}
    assert found.bridge is not None
    bare = [replace(side, ranking=None, year=year) for side, year in ((Q3, 2025), (Q4, 2026))]
    assert (compare(*bare).ranks, compare(*bare).ranked_by) == (None, "")


def test_without_scores_revenue_ranks() -> None:
    found = compare(replace(Q3, ranking=None), Q4)
    assert found.ranked_by == "revenue"
    assert found.ranks == (Change("Elm", 2, 3), Change("Ash", 3, 2))[::-1]


def test_other_editions_and_parts_are_told() -> None:
    found = compare(replace(Q3, edition="executive", part="Region = West"), replace(Q4, edition="internal"))
    assert found.remarks == ("edition", "part")


def test_an_old_deck_that_knew_less() -> None:
    found = compare(Snapshot(tiers=Q3.tiers, revenue=1000.0, year=2026), Q4)
    assert found.tiers
    assert (found.bridge, found.people, found.scores, found.ranks, found.entered) == (None,) * 5
    assert (found.came, found.gone) == ((), ())
    assert {"mrr", "mrr_of", "people", "scores", "stake"} <= {name for name, _ in found.unknown}
    assert {where for _, where in found.unknown} == {"now"}


# ------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("old", "new", "shorts", "is_same"),
    [
        ("Oak", "OAK", ({}, {}), True),
        ("Oak Hospital", "Oak Medical", ({"Oak Hospital": "Oak"}, {"Oak Medical": "oak"}), True),
        ("Oak", "Oak Medical", ({}, {"Oak Medical": "Oak"}), True),
        ("Oak Hospital", "Oak Medical", ({}, {}), False),
    ],
)
def test_a_renamed_account(old: str, new: str, shorts: tuple[dict[str, str], ...], is_same: bool) -> None:
    before = Snapshot(names=(old, "Elm"), shorts=shorts[0], tiers={old: "A"}, mrr_of={old: 5.0})
    now = Snapshot(names=(new, "Elm"), shorts=shorts[1], tiers={new: "B"}, mrr_of={new: 5.0})
    found = compare(before, now)
    assert found.renamed == (((old, new),) if is_same else ())
    assert (found.came, found.gone) == (((), ()) if is_same else ((new,), (old,)))
    assert found.tiers == ((TierMove(new, "A", "B"),) if is_same else ())
    assert bool(found.mrr) is not is_same


def test_a_short_name_of_two_accounts_says_nothing() -> None:
    before = Snapshot(names=("Oak 1", "Oak 2"), shorts={"Oak 1": "Oak", "Oak 2": "Oak"})
    found = compare(before, Snapshot(names=("Oak 3",), shorts={"Oak 3": "Oak"}))
    assert found.renamed == ()


# ------------------------------------------------------------------ always


NAMES = tuple("abcdefgh")
AMOUNTS = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 10**7).map(lambda n: n / 100))
RELATIONS = st.sampled_from(("positive", "neutral", "negative", "unknown"))


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=8))
    mrr = draw(AMOUNTS)
    revenue = {name: draw(st.floats(1, 1e6)) for name in names}
    rows = [person(name, "p1", draw(RELATIONS)) for name in names]
    return Snapshot(
        currency="USD",
        year=2026,
        names=tuple(names),
        tiers={name: draw(st.sampled_from("ABC")) for name in names},
        revenue_of=revenue,
        mrr_of=mrr,
        mrr=fsum(mrr.values()),
        ranking=tuple(draw(st.permutations(names))),
        scores={name: draw(st.floats(1, 10)) for name in names},
        stakes=draw(AMOUNTS),
        people=people(*rows),
        levels={"hhi": draw(st.floats(0, 10_000))},
    )


@given(snapshots(), snapshots())
@settings(deadline=None)
def test_the_bridge_adds_up(before: Snapshot, now: Snapshot) -> None:
    bridge = compare(before, now).bridge
    assert bridge is not None
    moved = bridge.new + bridge.expansion + bridge.reactivation + bridge.contraction + bridge.churn
    assert bridge.opening + moved == pytest.approx(bridge.closing, abs=1e-6)
    assert bridge.opening == before.mrr
    assert bridge.closing == now.mrr
    assert (
        min(bridge.new, bridge.expansion, bridge.reactivation) >= 0 >= max(bridge.contraction, bridge.churn)
    )


@given(snapshots())
@settings(deadline=None)
def test_a_deck_and_itself_have_no_difference(side: Snapshot) -> None:
    found = compare(side, side)
    assert found.is_empty
    assert not found.remarks
    assert not found.unknown


@given(snapshots(), snapshots())
@settings(deadline=None)
def test_backwards_is_the_mirror(before: Snapshot, now: Snapshot) -> None:
    there, back = compare(before, now), compare(now, before)
    assert (there.came, there.gone) == (back.gone, back.came)
    assert (there.entered, there.left) == (back.left, back.entered)
    assert {(m.account, m.before, m.after) for m in there.tiers or ()} == {
        (m.account, m.after, m.before) for m in back.tiers or ()
    }
    for name in ("ranks", "scores", "figures", "mrr"):
        ways = [{(c.name, c.before, c.after) for c in getattr(there, name) or ()}]
        ways.append({(c.name, c.after, c.before) for c in getattr(back, name) or ()})
        assert ways[0] == ways[1], name
    assert there.bridge is not None
    assert back.bridge is not None
    assert there.bridge.new + there.bridge.reactivation == pytest.approx(-back.bridge.churn)
    assert there.bridge.expansion == pytest.approx(-back.bridge.contraction)
    turned = [{(p.account, p.id, p.warmth * sign) for p in side.people or () if p.warmth}
              for side, sign in ((there, 1), (back, -1))]  # fmt: skip
    assert turned[0] == turned[1]


@given(snapshots(), snapshots())
@settings(deadline=None)
def test_the_largest_effect_first(before: Snapshot, now: Snapshot) -> None:
    found = compare(before, now)
    for name in ("mrr", "scores", "ranks"):
        sizes = [abs(change.amount) for change in getattr(found, name) or ()]
        assert sizes == sorted(sizes, reverse=True), name


# ------------------------------------------------------------------ other names


def deck_of(*names: str, formerly: dict[str, str] | None = None, **traces: str) -> Snapshot:
    """A deck with these accounts; `traces` their revenue of three years, marks apart by commas."""
    marks = {name: tuple(text.split(",")) for name, text in traces.items()}
    return Snapshot(
        names=names, formerly=formerly, traced=(2024, 2025, 2026) if marks else (), traces=marks or None
    )


def found(before: Snapshot, now: Snapshot) -> list[tuple[str, str, str]]:
    return [(one.before, one.after, one.by) for one in renames(before, now)]


def test_a_former_name_is_the_account() -> None:
    now = deck_of("North & Co", "South", formerly={"north": "North & Co", "Nord": "North & Co"})
    assert found(deck_of("North", "South"), now) == [("North", "North & Co", "formerly")]
    assert found(deck_of("Nord", "South"), now) == [("Nord", "North & Co", "formerly")]
    assert found(now, deck_of("Nord", "South")) == [("North & Co", "Nord", "formerly")]
    assert found(now, now) == []


def test_names_may_be_exchanged_once() -> None:
    before = deck_of("Oak", "Elm")
    now = deck_of("Oak", "Elm", formerly={"Oak": "Elm", "Elm": "Oak"})
    assert found(before, now) == [("Oak", "Elm", "formerly"), ("Elm", "Oak", "formerly")]
    assert found(now, now) == []
    tiers = {"Oak": "A", "Elm": "B"}
    old = replace(before, tiers=tiers)
    assert aligned(old, now).tiers == {"Elm": "A", "Oak": "B"}
    assert aligned(aligned(old, now), now) == aligned(old, now)
    assert compare(old, replace(now, tiers={"Elm": "A", "Oak": "B"})).tiers == ()


def test_names_may_move_on() -> None:
    now = deck_of("Elm", "Fir", formerly={"Oak": "Elm", "Elm": "Fir"})
    assert found(deck_of("Oak", "Elm"), now) == [("Oak", "Elm", "formerly"), ("Elm", "Fir", "formerly")]
    assert found(now, now) == []
    # Where Elm had no other name before, the deck's Elm is today's.
    assert found(deck_of("Oak", "Elm"), deck_of("Elm", "Fir", formerly={"Elm": "Fir"})) == []


def test_accounts_that_became_one_are_not_renamed() -> None:
    before = deck_of("Oak", "Elm", "Ash")
    now = deck_of("Ash", "Wood", formerly={"Oak": "Wood", "Elm": "Wood"})
    assert found(before, now) == []
    assert merged(before, now) == (("Wood", ("Oak", "Elm")),)
    now = deck_of("Elm", "Ash", formerly={"Oak": "Elm"})
    assert found(before, now) == []
    assert merged(before, now) == (("Elm", ("Elm", "Oak")),)
    assert merged(now, now) == ()


def test_the_same_revenue_in_every_year_is_the_same_account() -> None:
    before = deck_of("Oak", "Elm", Oak="1,2,3", Elm="4,5,6")
    assert found(before, deck_of("Yew", "Elm", Yew="1,2,3", Elm="4,5,6")) == [("Oak", "Yew", "figures")]
    assert found(before, deck_of("Yew", "Elm", Yew="1,2,4", Elm="4,5,6")) == []
    assert found(before, deck_of("Yew", "Fir", Yew="1,2,3", Fir="1,2,3")) == []
    assert found(before, deck_of("Oak", "Yew", Oak="1,2,3", Yew="1,2,3")) == []
    new_year = replace(deck_of("Yew", Yew="2,3,9"), traced=(2025, 2026, 2027))
    assert found(before, new_year) == [("Oak", "Yew", "figures")]
    lone = deck_of("Oak", Oak=",,3")
    assert found(lone, deck_of("Yew", Yew=",,3")) == []
