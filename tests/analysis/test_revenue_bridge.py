"""The revenue bridge by hand: who stands alone, who is summed, new and lost accounts, sums of any book."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.revenue_bridge import LOST, NEW, OTHERS_DOWN, OTHERS_UP, bridge_between

TEN = {f"a{n}": 100.0 for n in range(10)}


def changed(**amounts: float) -> dict[str, float]:
    return {name: 100.0 + amounts.get(name, 0.0) for name in TEN}


def test_up_to_eight_changes_all_stand_alone() -> None:
    found = bridge_between(TEN, changed(a0=1, a1=-5, a2=9, a3=2, a4=-40, a5=3, a6=1, a7=-1))
    assert [(part.accounts, part.amount, part.group) for part in found.parts] == [
        (("a2",), 9, ""), (("a5",), 3, ""), (("a3",), 2, ""), (("a0",), 1, ""), (("a6",), 1, ""),
        (("a4",), -40, ""), (("a1",), -5, ""), (("a7",), -1, ""),
    ]  # fmt: skip
    assert (found.net, found.gained, found.lost, found.level) == (-30, 16, -46, ("a8", "a9"))


def test_of_more_the_largest_stand_alone_and_the_others_are_summed_by_sign() -> None:
    found = bridge_between(TEN, changed(a0=50, a1=40, a2=3, a3=30, a4=20, a5=10, a6=-9, a7=-8, a8=-7, a9=-6))
    assert [(part.accounts, part.group) for part in found.parts] == [
        (("a0",), ""), (("a1",), ""), (("a3",), ""), (("a4",), ""), (("a5",), ""),
        (("a2",), ""),  # one other is named
        (("a6",), ""), (("a7",), ""), (("a8",), ""), (("a9",), ""),
    ]  # fmt: skip
    fewer = bridge_between(
        TEN, changed(a0=50, a1=40, a2=3, a3=30, a4=20, a5=10, a6=-9, a7=-8, a8=-7, a9=-6), most=(2, 1)
    )
    assert [(part.accounts, part.amount, part.group) for part in fewer.parts] == [
        (("a0",), 50, ""), (("a1",), 40, ""), (("a3", "a4", "a5", "a2"), 63, OTHERS_UP),
        (("a6",), -9, ""), (("a7", "a8", "a9"), -21, OTHERS_DOWN),
    ]  # fmt: skip


def test_a_step_below_a_twentieth_of_the_net_change_does_not_stand_alone() -> None:
    found = bridge_between(TEN, changed(a0=100, a1=4.9, a2=4.8, a3=1, a4=1, a5=1, a6=-6, a7=-1, a8=-1, a9=-1))
    assert [part.group for part in found.parts] == ["", OTHERS_UP, "", OTHERS_DOWN]
    assert found.parts[1].accounts == ("a1", "a2", "a3", "a4", "a5")
    more = bridge_between(TEN, changed(a0=100, a1=6, a2=4.8, a3=1, a4=1, a5=1, a6=-6, a7=-1, a8=-1, a9=-1))
    assert more.parts[1].accounts == ("a1",)


def test_several_new_and_several_lost_accounts_are_a_step_each() -> None:
    before = {**TEN, "l1": 30.0, "l2": 10.0}
    after = {**changed(a0=50, a1=40, a2=-30), "n1": 8.0, "n2": 5.0, "n3": 2.0, "n4": 1.0}
    found = bridge_between(before, after, new=("n1", "n2", "n3", "n4"), lost=("l1", "l2"))
    assert [(part.group, part.amount) for part in found.parts] == [
        ("", 50), ("", 40), (NEW, 16), ("", -30), (LOST, -40),
    ]  # fmt: skip
    one = bridge_between(before, after, new=("n1",), lost=("l1",), most=(2, 1))
    assert [(part.group, part.amount) for part in one.parts] == [
        ("", 50), ("", 40), (OTHERS_UP, 16), ("", -30), (OTHERS_DOWN, -40),
    ]  # fmt: skip


def test_equal_changes_stand_in_order_of_revenue() -> None:
    found = bridge_between({"small": 10.0, "large": 90.0}, {"small": 15.0, "large": 95.0})
    assert [part.accounts[0] for part in found.parts] == ["large", "small"]


def test_a_table_of_the_steps() -> None:
    found = bridge_between(TEN, changed(a0=50, a1=-20))
    assert found.to_columns() == {
        "group": ["", ""], "account": ["a0", "a1"], "accounts": [1, 1], "amount": [50, -20],
    }  # fmt: skip


AMOUNTS = st.dictionaries(st.sampled_from([f"a{n}" for n in range(20)]), st.integers(-50, 900), min_size=1)


@given(AMOUNTS, AMOUNTS, st.tuples(st.integers(1, 5), st.integers(1, 3)))
def test_the_steps_lead_from_one_total_to_the_other(
    before: dict[str, int], after: dict[str, int], most: tuple[int, int]
) -> None:
    new = set(after) - set(before)
    found = bridge_between(before, after, new=new, lost=set(before) - set(after), most=most)
    assert sum(part.amount for part in found.parts) == sum(after.values()) - sum(before.values())
    told = [name for part in found.parts for name in part.accounts]
    assert sorted([*told, *found.level]) == sorted({*before, *after})
    assert all(len(part.accounts) == 1 for part in found.parts if not part.group)
    assert all(len(part.accounts) > 1 for part in found.parts if part.group)
    ups = [part for part in found.parts if part.amount > 0]
    assert len(ups) <= most[0] + 2 or len(told) <= 8
