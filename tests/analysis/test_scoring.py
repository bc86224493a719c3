"""Scoring by hand: averages, ranks, missing scores and weights, how firm first place is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.scoring import (
    Scoring,
    first_change,
    is_safe,
    newest,
    overtaking_weight,
    periods_of,
    score_accounts,
    standing,
)
from kamdeck.workbook.rows import Criterion, Score


def criterion(axis: str, name: str, weight: float) -> Criterion:
    return Criterion(at="Criteria!D2", axis=axis, criterion=name, weight=weight)


def score(account: str, name: str, value: float, period: str | None = None) -> Score:
    return Score(at="Scores!B2", account=account, criterion=name, score=value, period=period)


CRITERIA = (
    criterion("growth", "potential", 0.6),
    criterion("growth", "cost", 0.4),
    criterion("harmony", "fit", 0.5),
    criterion("harmony", "culture", 0.5),
)


def scores_of(table: Mapping[str, tuple[float | None, ...]], period: str | None = None) -> tuple[Score, ...]:
    names = [c.criterion for c in CRITERIA]
    return tuple(
        score(account, name, value, period)
        for account, values in table.items()
        for name, value in zip(names, values, strict=True)
        if value is not None
    )


def scoring(table: Mapping[str, tuple[float | None, ...]], growth_weight: float = 0.5) -> Scoring:
    return score_accounts(CRITERIA, scores_of(table), tuple(table), growth_weight=growth_weight)


# Oak: growth 0.6*9 + 0.4*6 = 7.8, harmony (8 + 6) / 2 = 7; Elm: 0.6*5 + 0.4*10 = 7, harmony (9 + 8) / 2 = 8.5
THREE = {"Oak": (9.0, 6.0, 8.0, 6.0), "Elm": (5.0, 10.0, 9.0, 8.0), "Ash": (3.0, 3.0, 2.0, 4.0)}


def test_weighted_averages_and_ranks_by_hand() -> None:
    result = scoring(THREE)
    oak, elm, ash = result.accounts
    assert (oak.growth, oak.harmony, oak.combined) == pytest.approx((7.8, 7.0, 7.4))
    assert (elm.growth, elm.harmony, elm.combined) == pytest.approx((7.0, 8.5, 7.75))
    assert (ash.growth, ash.harmony, ash.combined) == pytest.approx((3.0, 3.0, 3.0))
    assert result.ranking == ("Elm", "Oak", "Ash")
    assert [row.rank for row in result.accounts] == [2, 1, 3]
    assert oak.coverage == pytest.approx((1.0, 1.0))


def test_the_growth_weight_shifts_the_combined_score() -> None:
    assert scoring(THREE, 1.0).ranking == ("Oak", "Elm", "Ash")
    assert scoring(THREE, 0.25).of("Oak").combined == pytest.approx(0.25 * 7.8 + 0.75 * 7.0)


def test_a_missing_score_divides_by_the_weights_that_are_there() -> None:
    row = scoring({"Oak": (9.0, None, 8.0, 7.0)}).of("Oak")
    assert (row.growth, row.harmony) == pytest.approx((9.0, 7.5))
    assert row.coverage == pytest.approx((0.6, 1.0))
    assert row.scores == (9.0, None, 8.0, 7.0)
    assert (row.rank, row.is_part) == (1, True)
    assert row.least == pytest.approx(0.6)


def test_what_is_scored_on_less_than_three_fifths_of_an_axis_leads_nowhere() -> None:
    found = scoring({"Oak": (9.0, 9.0, 9.0, None), "Elm": (5.0, 5.0, 5.0, 5.0)})
    assert found.of("Oak").harmony is None
    assert (found.ranking, found.unranked) == (("Elm",), ("Oak",))


def test_an_account_without_a_score_on_an_axis_is_listed_not_ranked() -> None:
    result = scoring({"Oak": (9.0, 6.0, None, None), "Elm": (5.0, 5.0, 5.0, 5.0), "Ash": (None,) * 4})
    assert result.ranking == ("Elm",)
    assert result.unranked == ("Oak", "Ash")
    assert result.of("Oak").growth == pytest.approx(7.8)
    assert result.of("Oak").combined is None
    assert result.of("Oak").rank is None


def test_nothing_at_all() -> None:
    empty = score_accounts((), (), ())
    assert (empty.ranking, empty.unranked, empty.criteria) == ((), (), ())
    assert standing(empty) is None
    assert first_change(empty) is None
    without_criteria = score_accounts((), (), ("Oak",))
    assert without_criteria.unranked == ("Oak",)


def test_one_account_is_first_and_cannot_be_overtaken() -> None:
    result = scoring({"Oak": THREE["Oak"]})
    found = standing(result)
    assert result.of("Oak").rank == 1
    assert found is not None
    assert (found.top, found.alone, found.gap, found.leads) == (4, 4, None, ("growth", "harmony"))
    assert first_change(result) is None
    assert is_safe(result, "Oak")


def test_equal_scores_share_the_better_rank_in_the_order_given() -> None:
    even = (5.0, 5.0, 5.0, 5.0)
    result = scoring({"Ash": (1.0, 1.0, 1.0, 1.0), "Oak": even, "Elm": even, "Fir": (9.0, 9.0, 9.0, 9.0)})
    assert result.ranking == ("Fir", "Oak", "Elm", "Ash")
    assert {row.account: row.rank for row in result.accounts} == {"Fir": 1, "Oak": 2, "Elm": 2, "Ash": 4}


def test_weights_that_do_not_add_to_one_are_normalised_and_named() -> None:
    criteria = (
        criterion("growth", "potential", 60),
        criterion("growth", "cost", 40),
        criterion("harmony", "fit", 1),
    )
    rows = (score("Oak", "potential", 9), score("Oak", "cost", 6), score("Oak", "fit", 7))
    result = score_accounts(criteria, rows, ("Oak",))
    assert result.of("Oak").growth == pytest.approx(7.8)
    assert result.weights == pytest.approx((0.6, 0.4, 1.0))
    assert result.normalised == ("growth",)


def test_weights_of_zero_and_below_count_for_nothing() -> None:
    criteria = (
        criterion("growth", "potential", 0),
        criterion("growth", "cost", -1),
        criterion("harmony", "fit", 1),
    )
    rows = (score("Oak", "potential", 9), score("Oak", "cost", 6), score("Oak", "fit", 7))
    result = score_accounts(criteria, rows, ("Oak",))
    assert result.of("Oak").growth is None
    assert result.of("Oak").combined == pytest.approx(7.0)


def test_an_axis_without_criteria_leaves_the_score_to_the_other() -> None:
    result = score_accounts(CRITERIA[:2], scores_of(THREE), tuple(THREE))
    assert result.of("Oak").combined == pytest.approx(7.8)
    assert result.ranking == ("Oak", "Elm", "Ash")


def test_contributions_add_up_to_the_combined_score() -> None:
    result = scoring(THREE, 0.3)
    assert result.contributions("Oak") == pytest.approx(
        (0.3 * 0.6 * 9, 0.3 * 0.4 * 6, 0.7 * 0.5 * 8, 0.7 * 0.5 * 6)
    )
    partial = scoring({"Oak": (9.0, None, 8.0, 7.0)}, 0.3)
    assert sum(partial.contributions("Oak")) == pytest.approx(partial.of("Oak").combined)


# ------------------------------------------------------------------ standing and firmness


def test_standing_counts_top_scores_and_the_widest_gap() -> None:
    found = standing(scoring(THREE))
    assert found is not None
    assert found.winner == "Elm"
    assert found.leads == ("harmony",)
    assert found.axis_leaders == ("Oak", "Elm")
    assert (found.top, found.alone, found.scored) == (3, 3, 4)
    assert found.gap == ("potential", 5.0, 9.0, "Oak")


def test_a_shared_top_score_is_not_alone() -> None:
    found = standing(scoring({"Oak": (9.0, 9.0, 9.0, 9.0), "Elm": (9.0, 1.0, 1.0, 1.0)}))
    assert found is not None
    assert (found.top, found.alone) == (4, 3)


def test_the_winner_may_lead_on_neither_axis() -> None:
    table = {"Oak": (10.0, 10.0, 1.0, 1.0), "Elm": (1.0, 1.0, 10.0, 10.0), "Ash": (8.0, 8.0, 8.0, 8.0)}
    found = standing(scoring(table))
    assert found is not None
    assert (found.winner, found.leads, found.axis_leaders) == ("Ash", (), ("Oak", "Elm"))


def test_the_weight_at_which_first_place_changes() -> None:
    # Elm leads on harmony by 1.5, Oak on growth by 0.8: level at w = 1.5 / (1.5 + 0.8).
    result = scoring(THREE)
    change = first_change(result)
    assert change is not None
    assert change[0] == pytest.approx(1.5 / 2.3)
    assert change[1] == "Oak"
    assert overtaking_weight(result, "Elm", "Ash") is None
    assert is_safe(result, "Oak")
    assert not is_safe(result, "Elm")
    assert first_change(result, 2) is None


def test_level_at_the_end_of_the_scale_is_not_overtaken() -> None:
    result = scoring({"Oak": (7.0, 7.0, 8.0, 8.0), "Elm": (7.0, 7.0, 6.0, 6.0)})
    assert overtaking_weight(result, "Oak", "Elm") is None
    assert is_safe(result, "Oak")


def test_among_ranks_a_few_accounts_by_themselves() -> None:
    few = scoring(THREE).among(("Ash", "Oak", "nobody"))
    assert few.ranking == ("Oak", "Ash")
    assert [row.rank for row in few.accounts] == [2, 1]


# ------------------------------------------------------------------ periods


def test_periods_are_ordered_by_year_then_by_the_rest() -> None:
    rows = [score("Oak", "fit", 5, p) for p in ("Q3 2026", "2025", "Q1 2026", "FY24", None, "2025")]
    assert periods_of(rows) == ("FY24", "2025", "Q1 2026", "Q3 2026")
    assert newest(periods_of(rows)) == "Q3 2026"


def test_the_newest_period_is_scored_unless_another_is_asked_for() -> None:
    rows = scores_of({"Oak": (9.0, 9.0, 9.0, 9.0)}, "2026") + scores_of({"Oak": (4.0, 4.0, 4.0, 4.0)}, "2025")
    assert score_accounts(CRITERIA, rows, ("Oak",)).of("Oak").combined == pytest.approx(9.0)
    assert score_accounts(CRITERIA, rows, ("Oak",)).period == "2026"
    assert score_accounts(CRITERIA, rows, ("Oak",), period="2025").of("Oak").combined == pytest.approx(4.0)


def test_a_score_without_a_period_stands_in_for_a_missing_one() -> None:
    rows = (*scores_of({"Oak": (5.0, 5.0, 5.0, 5.0)}), score("Oak", "fit", 9, "2026"))
    assert score_accounts(CRITERIA, rows, ("Oak",)).of("Oak").scores == (5.0, 5.0, 9.0, 5.0)


# ------------------------------------------------------------------ properties

VALUES = st.one_of(st.none(), st.integers(1, 10).map(float))
TABLES = st.dictionaries(st.sampled_from("ABCDEFGH"), st.tuples(VALUES, VALUES, VALUES, VALUES), min_size=1)


@given(TABLES, st.floats(0.01, 1000), st.floats(0, 1))
def test_scaling_the_weights_changes_nothing(
    table: dict[str, tuple[float | None, ...]], factor: float, growth_weight: float
) -> None:
    scaled = tuple(criterion(c.axis, c.criterion, c.weight * factor) for c in CRITERIA)
    one = scoring(table, growth_weight)
    two = score_accounts(scaled, scores_of(table), tuple(table), growth_weight=growth_weight)
    assert one.ranking == two.ranking
    assert [r.combined for r in one.accounts] == pytest.approx([r.combined for r in two.accounts])


@given(TABLES, st.randoms())
def test_the_order_of_the_rows_changes_no_figure(
    table: dict[str, tuple[float | None, ...]], random: object
) -> None:
    rows = list(scores_of(table))
    random.shuffle(rows)  # type: ignore[attr-defined]
    one, two = scoring(table), score_accounts(CRITERIA, rows, tuple(reversed(table)))
    for account in table:
        assert one.of(account) == two.of(account)


@given(TABLES, st.floats(0, 1))
def test_averages_stay_inside_the_scale_and_contributions_add_up(
    table: dict[str, tuple[float | None, ...]], growth_weight: float
) -> None:
    result = scoring(table, growth_weight)
    assert set(result.ranking) | set(result.unranked) == set(table)
    for row in result.ranked:
        assert row.combined is not None
        assert 1 - 1e-9 <= row.combined <= 10 + 1e-9
        assert sum(result.contributions(row.account)) == pytest.approx(row.combined)
    ranks = [row.rank for row in result.ranked]
    assert ranks == sorted(ranks, key=lambda rank: rank or 0)


@given(TABLES, st.floats(0.05, 0.95))
def test_first_place_holds_until_the_weight_of_the_first_change(
    table: dict[str, tuple[float | None, ...]], growth_weight: float
) -> None:
    result = scoring(table, growth_weight)
    change = first_change(result)
    if not result.ranking or change is None:
        return
    weight, challenger = change
    assert 0 < weight < 1
    at = scoring(table, weight)
    holder = at.of(result.ranking[0]).combined
    assert at.of(challenger).combined == pytest.approx(holder)
    halfway = scoring(table, (growth_weight + weight) / 2)
    best = max(row.combined or 0 for row in halfway.ranked)
    assert halfway.of(result.ranking[0]).combined == pytest.approx(best)
