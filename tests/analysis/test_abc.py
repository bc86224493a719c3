"""ABC by hand: cuts, ties, what is left out, migration, and the exact distance to a threshold."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamdeck.analysis.abc import (
    Gap,
    Move,
    Tiers,
    find_closest,
    find_gap,
    list_moves,
    migrate,
    rank_years,
    revenue_table,
)
from tests.steps import steps


@dataclass(frozen=True)
class Line:
    account: str
    year: int
    revenue: float | None


def rank(values: dict[str, float], cuts: tuple[float, float] = (0.8, 0.95)) -> Tiers:
    return rank_years({a: {2026: v} for a, v in values.items()}, (2026,), cuts)[0]


def letters(tiers: Tiers) -> str:
    return "".join(tiers.tier_of[a] for a in tiers.accounts)


# ------------------------------------------------------------------ one year


def test_the_account_that_crosses_a_cut_belongs_to_the_higher_tier() -> None:
    # cumulative: 50, 79, 90, 96, 100
    tiers = rank({"a": 50, "b": 29, "c": 11, "d": 6, "e": 4})
    assert letters(tiers) == "AAABC"
    assert tiers.sizes == (3, 1, 1)
    assert list(tiers.sums) == [90, 6, 4]
    assert tiers.total == 100
    assert tiers.members("A") == ("a", "b", "c")
    assert tiers.members("C") == ("e",)


def test_a_cut_met_exactly_ends_the_tier() -> None:
    assert letters(rank({"a": 80, "b": 15, "c": 5})) == "ABC"


def test_a_cut_met_only_on_paper_ends_the_tier_too() -> None:
    # 0.1 + 0.2 is a hair above 0.3 in floats, 3 x 0.1 a hair above too: shares must not notice
    tiers = rank({"a": 0.1, "b": 0.1, "c": 0.1, "d": 0.1, "e": 0.1}, (0.6, 0.8))
    assert letters(tiers) == "AAABC"


def test_cuts_are_settings() -> None:
    values = {"a": 50.0, "b": 29.0, "c": 11.0, "d": 6.0, "e": 4.0}
    assert letters(rank(values, (0.5, 0.7))) == "ABCCC"
    assert letters(rank(values, (1.0, 1.0))) == "AAAAA"


def test_no_accounts_and_no_years() -> None:
    empty = rank({})
    assert (empty.accounts, empty.sizes, empty.total, empty.ties) == ((), (0, 0, 0), 0.0, ((),))
    assert rank_years({}, ()) == ()
    assert find_closest(empty) == ()
    assert list_moves(()) == ()


def test_one_account_is_a_whatever_it_earns() -> None:
    only = rank({"a": 7})
    assert letters(only) == "A"
    assert find_closest(only) == ()


def test_zero_and_negative_accounts_are_left_out_and_summed() -> None:
    tiers = rank({"a": 100, "b": 0, "c": -30, "d": 20})
    assert tiers.accounts == ("a", "d")
    assert tiers.total == 120
    assert tiers.left_out == ("b", "c")
    assert tiers.left_out_sum == -30
    assert "c" not in tiers.tier_of


def test_all_equal_accounts_keep_the_workbooks_order_and_are_named() -> None:
    tiers = rank(dict.fromkeys("zyxwvutsrq", 10.0))
    assert tiers.accounts == tuple("zyxwvutsrq")
    assert letters(tiers) == "AAAAAAAABB"
    assert tiers.ties[0] == tuple("zyxwvutsrq")


def test_ties_go_to_the_larger_newest_revenue_then_to_the_workbooks_order() -> None:
    table = {"p": {2025: 10.0, 2026: 1.0}, "q": {2025: 10.0, 2026: 9.0}, "r": {2025: 10.0, 2026: 1.0}}
    older, newer = rank_years(table, (2026, 2025))
    assert older.year == 2025
    assert older.accounts == ("q", "p", "r")
    assert newer.accounts == ("q", "p", "r")


def test_only_ties_that_a_cut_parts_are_named() -> None:
    parted = rank({"a": 70, "b": 10, "c": 10, "d": 10})
    assert letters(parted) == "AABB"
    assert parted.ties[0] == ("b", "c", "d")
    whole = rank({"a": 40, "b": 40, "c": 15, "d": 5})
    assert letters(whole) == "AABC"
    assert whole.ties == ((), ())


def test_rows_of_one_account_and_year_add_up_and_blanks_are_absent() -> None:
    rows = [
        Line("a", 2025, None),
        Line("a", 2026, 3.0),
        Line("b", 2026, None),
        Line("a", 2026, 4.0),
        Line("c", 2020, 9.0),
    ]
    assert revenue_table(rows, (2025, 2026)) == {"a": {2026: 7.0}}  # type: ignore[arg-type]


# ------------------------------------------------------------------ between years

TWO = {
    "stay": {2025: 80.0, 2026: 70.0},
    "rise": {2025: 4.0, 2026: 16.0},
    "fall": {2025: 12.0, 2026: 3.0},
    "gone": {2025: 4.0, 2026: 0.0},
    "new": {2026: 5.0},
}


def test_migration_counts_movers_new_and_lost_accounts() -> None:
    before, after = rank_years(TWO, (2025, 2026))
    assert letters(before) == "ABBC"  # 80, 92, 96, 100 of 100: rise before gone (16 against 0 in 2026)
    assert before.accounts == ("stay", "fall", "rise", "gone")
    assert letters(after) == "AABC"  # 70, 86, 91, 94 of 94
    moved = migrate(before, after)
    assert moved.cells == {
        ("A", "A"): ("stay",),
        ("B", "A"): ("rise",),
        ("", "B"): ("new",),
        ("B", "C"): ("fall",),
        ("C", ""): ("gone",),
    }
    assert moved.sums[("B", "A")] == 16
    assert moved.sums[("C", "")] == 4
    assert moved.new == ("new",)
    assert moved.gone == ("gone",)
    assert moved.moves == (Move("rise", 2026, "B", "A", 4, 16), Move("fall", 2026, "B", "C", 12, 3))
    assert [move.is_up for move in moved.moves] == [True, False]


def test_moves_of_all_years_come_newest_first() -> None:
    table = {"a": {2024: 80.0, 2025: 10.0, 2026: 80.0}, "b": {2024: 20.0, 2025: 90.0, 2026: 20.0}}
    moves = list_moves(rank_years(table, (2024, 2025, 2026)))
    assert [(m.account, m.year, m.before, m.after) for m in moves] == [
        ("a", 2026, "B", "A"),
        ("b", 2026, "A", "B"),
        ("a", 2025, "A", "B"),
        ("b", 2025, "B", "A"),
    ]


def test_an_account_missing_for_a_year_is_lost_then_new() -> None:
    table = {"a": {2024: 5.0, 2026: 5.0}, "b": {2024: 5.0, 2025: 5.0, 2026: 5.0}}
    first, second, third = rank_years(table, (2024, 2025, 2026))
    assert migrate(first, second).gone == ("a",)
    assert migrate(second, third).new == ("a",)
    assert migrate(first, second).moves == ()


# ------------------------------------------------------------------ distance to a threshold


def test_the_distance_is_the_first_change_that_moves_the_tier() -> None:
    # b is A while a's 50 is under 80%: with b at v, b leaves A only when 50 >= 0.8 * (60 + v), v <= 2.5;
    # but below 10 it stands behind c, and 60 >= 0.8 * (60 + v) at v <= 15 already.
    tiers = rank({"a": 50, "b": 40, "c": 10})
    assert letters(tiers) == "AAB"
    assert find_gap(tiers, "b", -1) == Gap("b", -31, -31 / 40, "A", "B")
    assert find_gap(tiers, "b", +1) is None
    # c enters A when what stands before it, 90, is under 80% of 90 + v: v > 22.5
    assert find_gap(tiers, "c", +1) == Gap("c", 13, 1.3, "B", "A")
    assert find_gap(tiers, "a", -1) == Gap("a", -41, -41 / 50, "A", "B")


def test_the_step_is_the_unit_of_the_answer() -> None:
    tiers = rank({"a": 50_000, "b": 40_000, "c": 10_000})
    gap = find_gap(tiers, "c", +1, step=1000)
    assert gap is not None
    assert gap.change == 13_000


def test_closest_keeps_two_at_the_top_line() -> None:
    values = {"a": 800.0, "b": 100.0, "c": 30.0, "d": 22.0, "e": 21.0, "f": 20.0, "g": 19.0, "h": 18.0}
    tiers = rank(values)
    near = find_closest(tiers, limit=3)
    assert sum("A" in (gap.before, gap.after) for gap in near) == 2
    assert [abs(g.share) for g in near] == sorted(abs(g.share) for g in near)
    assert len({g.account for g in near}) == 3


def test_ten_times_the_accounts_are_at_most_ten_times_the_work() -> None:
    def work(accounts: int) -> int:
        tiers = rank({f"a{i}": float((i * 7919) % 100_003 + 1) for i in range(accounts)})
        return steps(lambda: find_closest(tiers))

    assert len(find_closest(rank({f"a{i}": float(i + 1) for i in range(3000)}))) == 5
    assert work(3000) < 11 * work(300)


# ------------------------------------------------------------------ properties

AMOUNTS = st.lists(st.integers(-50, 400), min_size=1, max_size=14)


def named(amounts: list[int]) -> dict[str, float]:
    return {f"n{i}": float(v) for i, v in enumerate(amounts)}


@given(AMOUNTS)
def test_sizes_and_sums_add_up(amounts: list[int]) -> None:
    tiers = rank(named(amounts))
    assert sum(tiers.sizes) == len(tiers.accounts) == sum(v > 0 for v in amounts)
    assert len(tiers.left_out) == sum(v <= 0 for v in amounts)
    assert sum(tiers.sums) == pytest.approx(tiers.total)
    assert tiers.total + tiers.left_out_sum == pytest.approx(sum(amounts))
    assert letters(tiers) == "".join(sorted(letters(tiers)))
    if tiers.total:
        assert tiers.sizes[0] >= 1
        assert tiers.sums[0] >= 0.8 * tiers.total - 1e-6


@given(st.sets(st.integers(1, 400), min_size=1, max_size=14), st.randoms(use_true_random=False))
def test_order_in_the_workbook_decides_nothing_but_ties(amounts: set[int], random: object) -> None:
    values = named(sorted(amounts))
    mixed = list(values.items())
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert rank(dict(mixed)).tier_of == rank(values).tier_of


@given(AMOUNTS, st.sampled_from([2.0, 0.5, 1000.0, 3.7]))
def test_scaling_changes_nothing(amounts: list[int], factor: float) -> None:
    values = named(amounts)
    assert rank({a: v * factor for a, v in values.items()}).tier_of == rank(values).tier_of


@settings(max_examples=150)
@given(AMOUNTS, st.sampled_from([(0.8, 0.95), (0.5, 0.5), (0.6, 0.9)]))
def test_the_gap_moves_the_tier_and_one_unit_less_does_not(
    amounts: list[int], cuts: tuple[float, float]
) -> None:
    values = named(amounts)
    tiers = rank(values, cuts)
    for account in tiers.accounts:
        for sign in (-1, 1):
            now = tiers.tier_of[account]
            gap = find_gap(tiers, account, sign)
            if gap is None:
                last = 1.0 if sign < 0 else 1e7
                assert rank(values | {account: last}, cuts).tier_of[account] == now
                continue
            after = rank(values | {account: values[account] + gap.change}, cuts).tier_of[account]
            short = rank(values | {account: values[account] + gap.change - sign}, cuts).tier_of[account]
            assert after == gap.after != now
            assert short == now
            assert (after < now) == (sign > 0)


@settings(max_examples=60)
@given(AMOUNTS)
def test_closest_is_what_looking_at_every_account_gives(amounts: list[int]) -> None:
    tiers = rank(named(amounts))
    gaps = [g for a in tiers.accounts for s in (-1, 1) if (g := find_gap(tiers, a, s))]
    best = min((abs(g.share) for g in gaps), default=None)
    near = find_closest(tiers, limit=4, at_top=0)
    assert (abs(near[0].share) if near else None) == best
    smallest: dict[str, float] = {}
    for gap in gaps:
        smallest[gap.account] = min(abs(gap.share), smallest.get(gap.account, 1e9))
    assert [abs(g.share) for g in near] == sorted(smallest.values())[:4]
