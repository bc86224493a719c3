"""Attainment, score and rating of key account managers: cases computed by hand, and what always holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.evaluation import RATINGS, most_missed, rate
from kamdeck.record import replace
from kamdeck.workbook.rows import Evaluation, Settings
from tests.evaluation_books import Given, rows

PLAIN = Settings()


def test_score_by_hand() -> None:
    """0.5 x 90% + 0.3 x 120% (capped from 150%) + 0.2 x 100% = 101%."""
    (ann,) = rate(
        rows([("Ann", "a", 100, 90, 0.5), ("Ann", "b", 10, 15, 0.3), ("Ann", "c", 4, 4, 0.2)]), {}, PLAIN
    )
    assert ann.score == pytest.approx(0.5 * 0.9 + 0.3 * 1.2 + 0.2)
    assert (ann.rating, ann.met, ann.counted, ann.is_on_target) == ("A", 2, 3, True)
    assert [m.attainment for m in ann.measures] == pytest.approx([0.9, 1.5, 1.0])


def test_the_weight_of_a_missing_actual_goes_to_the_others() -> None:
    (ann,) = rate(
        rows([("Ann", "a", 100, 50, 0.25), ("Ann", "b", 10, 10, 0.25), ("Ann", "c", 4, None, 0.5)]), {}, PLAIN
    )
    assert ann.score == pytest.approx(0.75)
    assert (ann.rating, ann.met, ann.counted) == ("C", 1, 2)


@pytest.mark.parametrize(
    ("actual", "attainment", "is_met"),
    [(10.0, 0.5, False), (5.0, 1.0, True), (2.0, 2.5, True), (0.0, 1.2, True)],
)
def test_lower_is_better_turns_the_attainment(actual: float, attainment: float, is_met: bool) -> None:
    given = tuple(replace(row, better="lower") for row in rows([("Ann", "Churn", 5, actual, 1)]))
    (ann,) = rate(given, {}, PLAIN)
    assert ann.measures[0].attainment == pytest.approx(attainment)
    assert ann.measures[0].is_met == is_met
    (plain,) = rate(rows([("Ann", "Churn", 5, actual, 1)]), {}, PLAIN)
    assert plain.measures[0].is_met == (actual >= 5)


@pytest.mark.parametrize("target", [0.0, -5.0])
def test_a_target_not_above_zero_counts_nowhere(target: float) -> None:
    (ann,) = rate(rows([("Ann", "a", target, 50, 0.5), ("Ann", "b", 10, 8, 0.5)]), {}, PLAIN)
    assert ann.measures[0].attainment is None
    assert ann.score == pytest.approx(0.8)
    assert ann.counted == 1


def test_a_manager_without_data_has_no_rating_and_comes_last() -> None:
    found = rate(rows([("Ann", "a", 10, None, 1), ("Bob", "a", 10, 1, 1), ("Cid", "a", 10, 9, 1)]), {}, PLAIN)
    assert [row.manager for row in found] == ["Cid", "Bob", "Ann"]
    last = found[-1]
    assert (last.score, last.rating, last.met, last.counted, last.misses_all) == (None, "", 0, 0, False)


def test_weights_of_zero_give_no_score() -> None:
    (ann,) = rate(rows([("Ann", "a", 10, 9, 0.0)]), {}, PLAIN)
    assert (ann.score, ann.rating) == (None, "")


def test_an_entered_actual_goes_before_a_computed_one() -> None:
    computed = {("Ann", "a"): 5.0, ("Ann", "b"): 7.0}
    (ann,) = rate(rows([("Ann", "a", 10, 9, 0.5), ("Ann", "b", 10, None, 0.5)]), computed, PLAIN)
    assert [m.actual for m in ann.measures] == [9, 7]


@pytest.mark.parametrize(
    ("actual", "rating"), [(100, "A"), (99.9, "B"), (90, "B"), (89.9, "C"), (75, "C"), (74.9, "D"), (0, "D")]
)
def test_ratings_start_at_their_limits(actual: float, rating: str) -> None:
    (ann,) = rate(rows([("Ann", "a", 100, actual, 1)]), {}, PLAIN)
    assert ann.rating == rating


def test_limits_and_cap_are_settings() -> None:
    own = Settings(kam_attainment_cap=1.0, kam_rating_a=0.8, kam_rating_b=0.6, kam_rating_c=0.4)
    (ann,) = rate(rows([("Ann", "a", 10, 30, 0.5), ("Ann", "b", 10, 5, 0.5)]), {}, own)
    assert ann.score == pytest.approx(0.75)
    assert ann.rating == "B"


def test_equal_scores_stay_in_the_order_of_the_sheet() -> None:
    found = rate(rows([("Zoe", "a", 10, 9, 1), ("Ann", "a", 20, 18, 1)]), {}, PLAIN)
    assert [row.manager for row in found] == ["Zoe", "Ann"]


def test_who_is_on_target_overall_misses_nothing_badly() -> None:
    """Every target just missed: rated B, not among those who need support."""
    ann, bob = rate(rows([("Ann", "a", 10, 9.5, 1), ("Bob", "a", 10, 8, 1)]), {}, PLAIN)
    assert (ann.is_on_target, ann.is_rated_well, ann.misses_all) == (False, True, False)
    assert (bob.is_on_target, bob.is_rated_well, bob.misses_all) == (False, False, True)


def test_the_measure_missed_by_most() -> None:
    found = rate(
        rows(
            [("Ann", "a", 10, 9, 0.5), ("Ann", "b", 10, 11, 0.5), ("Bob", "a", 10, 8, 0.5),
             ("Bob", "b", 10, 9, 0.5), ("Cid", "a", 10, None, 0.5), ("Cid", "b", 10, 20, 0.5)]
        ), {}, PLAIN,
    )  # fmt: skip
    assert most_missed(found) == ("a", 2)
    even = rate(rows([("Ann", "a", 10, 9, 0.5), ("Ann", "b", 10, 7, 0.5)]), {}, PLAIN)
    assert most_missed(even) == ("b", 1)
    assert most_missed(rate(rows([("Ann", "a", 10, 10, 1)]), {}, PLAIN)) is None


figures = st.one_of(st.none(), st.floats(0, 1e6))
given_rows = st.lists(
    st.tuples(
        st.sampled_from(["Ann", "Bob", "Cid"]), st.sampled_from("abcd"), st.floats(0.01, 1e6), figures,
        st.floats(0.01, 1),
    ),
    min_size=1, max_size=12, unique_by=lambda row: row[:2],
)  # fmt: skip


@given(given_rows)
def test_what_always_holds(entered: list[Given]) -> None:
    found = rate(rows(entered), {}, PLAIN)
    assert {row.manager for row in found} == {row[0] for row in entered}
    assert sum(len(row.measures) for row in found) == len(entered)
    scores = [row.score for row in found if row.score is not None]
    assert scores == sorted(scores, reverse=True)
    assert [row.score is None for row in found] == sorted(row.score is None for row in found)
    for row in found:
        assert (row.score is None) == (row.counted == 0) == (row.rating == "")
        assert 0 <= row.met <= row.counted <= len(row.measures)
        if row.score is not None:
            reached = [min(1.2, m.attainment) for m in row.measures if m.attainment is not None]
            assert min(reached) - 1e-9 <= row.score <= max(reached) + 1e-9
            assert row.rating in RATINGS
            if row.met == row.counted:
                assert row.rating == "A"


@given(given_rows, st.floats(0.1, 10))
def test_scaling_all_weights_changes_nothing(entered: list[Given], factor: float) -> None:
    plain = rate(rows(entered), {}, PLAIN)
    scaled = rate(rows([(*row[:4], row[4] * factor) for row in entered]), {}, PLAIN)
    by_name = {row.manager: row.score for row in scaled}
    for row in plain:
        assert by_name[row.manager] == pytest.approx(row.score)


def test_rows_carry_their_cells() -> None:
    (ann,) = rate(
        (Evaluation(manager="Ann", measure="a", target=1, actual=1, weight=1, at="E!D7"),), {}, PLAIN
    )
    assert ann.measures[0].at == "E!D7"
