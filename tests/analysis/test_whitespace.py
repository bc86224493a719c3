"""White space: sums by hand, and what holds for any map."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.whitespace import map_account, peers, thirds
from kamdeck.workbook.rows import Offer

STATES = ("in use", "proposed", "white space", "competitor", "not applicable")


def offer(division: str, product: str, state: str, value: float | None, account: str = "Oak") -> Offer:
    return Offer(account=account, division=division, product=product, state=state, value=value)


ROWS = (
    offer("North", "Cloud", "in use", 100),
    offer("North", "Archive", "proposed", 30),
    offer("North", "Portal", "not applicable", 999),
    offer("South", "Cloud", "competitor", 50),
    offer("South", "Archive", "white space", 20),
    offer("South", "Portal", "white space", None),
    offer("North", "Cloud", "in use", 7, account="Elm"),
    offer("North", "Archive", "in use", 30, account="Elm"),
    offer("South", "Archive", "competitor", 10, account="Ash"),
    offer("West", "Archive", "not applicable", 10, account="Fir"),
)


def test_sums_by_hand() -> None:
    found = map_account(ROWS, "Oak")
    whole = found.whole
    assert (whole.used, whole.open, whole.proposed, whole.rival) == (100, 100, 30, 50)
    assert (whole.cells, whole.cells_used, whole.unknown, whole.is_known) == (5, 1, 1, False)
    assert whole.penetration == 0.5
    north, south = found.divisions["North"], found.divisions["South"]
    assert (north.used, north.open, north.cells) == (100, 30, 2)
    assert (south.used, south.open, south.penetration) == (0, 70, 0)
    assert found.gaps() == ("South", "North")
    assert found.products["Archive"].open == 50
    assert found.widest() == "Cloud"  # as much open as the archive, and earlier in the list
    assert [o.product for o in found.offers("white space")] == ["Archive", "Portal"]


def test_the_order_given_comes_first() -> None:
    found = map_account(ROWS, "Oak", ("South",), ("Portal", "Archive"))
    assert tuple(found.divisions) == ("South", "North")
    assert tuple(found.products) == ("Portal", "Archive", "Cloud")


def test_a_cell_named_twice_counts_once() -> None:
    found = map_account((*ROWS, offer("North", "Cloud", "in use", 80)), "Oak")
    assert found.whole.used == 80
    assert found.whole.cells == 5


def test_nothing_known() -> None:
    empty = map_account(ROWS, "Nobody")
    assert empty.whole.penetration is None
    assert empty.widest() is None
    assert not empty.whole.is_known
    assert map_account([offer("N", "P", "white space", None)], "Oak").widest() is None


def test_peers_leave_out_the_account_and_what_is_not_applicable() -> None:
    count, found = peers(ROWS, "Oak", "Archive")
    assert count == 2
    assert found.penetration == 0.75
    assert peers(ROWS, "Oak", "Portal")[0] == 0


@pytest.mark.parametrize(
    ("values", "cuts"),
    [((), (0, 0)), ((5,), (5, 5)), ((1, 2, 3), (1, 2)), ((6, 5, 4, 3, 2, 1), (2, 4))],
)
def test_thirds(values: tuple[float, ...], cuts: tuple[float, float]) -> None:
    assert thirds(values) == cuts


@given(
    st.lists(
        st.builds(
            offer,
            st.sampled_from("ABC"),
            st.sampled_from("XYZ"),
            st.sampled_from(STATES),
            st.none() | st.integers(0, 10**6),
        )
    )
)
def test_the_parts_add_to_the_whole(rows: list[Offer]) -> None:
    found = map_account(rows, "Oak")
    for part in (found.divisions, found.products):
        for field in ("used", "open", "proposed", "rival", "cells", "cells_used", "unknown"):
            assert sum(getattr(t, field) for t in part.values()) == getattr(found.whole, field)
    share = found.whole.penetration
    assert share is None or 0 <= share <= 1
