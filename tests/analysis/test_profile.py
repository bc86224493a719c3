"""The ideal profile: fit, gaps, what a gap costs, averages over scores that are there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.profile import (
    combined_weights,
    fit_account,
    mean_scores,
    median_scores,
    weighted,
)


def test_a_fit_by_hand() -> None:
    found = fit_account("a", (6.0, 9.0, 8.0), (8.0, 8.0, 8.0), (0.5, 0.3, 0.2))
    assert found is not None
    # 0.5 x 6/8 + 0.3 x 1 (capped) + 0.2 x 1
    assert found.fit == pytest.approx(0.875)
    assert found.gaps == (-2.0, 1.0, 0.0)
    assert found.fits == (0.75, 1.0, 1.0)
    assert (found.met, found.counted, found.widest) == (2, 3, 0)
    assert found.cost(0) == pytest.approx(0.125)


def test_the_costliest_gap_is_weight_times_shortfall() -> None:
    found = fit_account("a", (6.0, 7.0), (8.0, 8.0), (0.2, 0.8))
    assert found is not None
    assert found.widest == 1
    met = fit_account("a", (8.0, 9.0), (8.0, 8.0), (0.2, 0.8))
    assert met is not None
    assert met.widest is None
    assert met.fit == 1.0


def test_what_has_no_score_target_or_weight_does_not_count() -> None:
    found = fit_account("a", (4.0, None, 9.0, 5.0), (8.0, 8.0, None, 8.0), (0.3, 0.3, 0.2, 0.0))
    assert found is not None
    assert found.fit == 0.5
    assert found.gaps == (-4.0, None, None, None)
    assert found.shares == (1.0, 0.0, 0.0, 0.0)
    assert found.counted == 1
    assert fit_account("a", (None,), (8.0,), (1.0,)) is None
    assert fit_account("a", (3.0,), (0.0,), (1.0,)) is None


def test_averages_of_what_is_there() -> None:
    rows = [(1.0, None, 4.0), (3.0, None, 5.0), (8.0, None, None)]
    assert mean_scores(rows) == (4.0, None, 4.5)
    assert median_scores(rows) == (3.0, None, 4.5)
    assert weighted((4.0, None, 8.0), (0.25, 0.5, 0.25)) == 6.0
    assert weighted((None,), (1.0,)) is None


def test_weights_of_the_combined_score() -> None:
    axes, weights = ("growth", "growth", "harmony"), (0.4, 0.6, 1.0)
    assert combined_weights(axes, weights, {"growth": 0.5, "harmony": 0.5}) == pytest.approx((0.2, 0.3, 0.5))
    # an axis without weight leaves all to the other
    assert combined_weights(axes, (0.4, 0.6, 0.0), {"growth": 0.3, "harmony": 0.7}) == pytest.approx(
        (0.4, 0.6, 0.0)
    )
    assert combined_weights(axes, (0.0, 0.0, 0.0), {"growth": 0.5, "harmony": 0.5}) == (0.0, 0.0, 0.0)


@given(
    st.lists(
        st.tuples(st.none() | st.floats(1, 10), st.none() | st.floats(1, 10), st.floats(0, 1)),
        min_size=1,
        max_size=12,
    )
)
def test_a_fit_lies_between_none_and_all(rows: list[tuple[float | None, float | None, float]]) -> None:
    scores, targets, weights = zip(*rows, strict=True)
    found = fit_account("a", scores, targets, weights)
    if found is None:
        return
    assert 0 <= found.fit <= 1 + 1e-9
    assert sum(found.shares) == pytest.approx(1)
    assert 0 <= found.met <= found.counted <= len(rows)
    assert (found.widest is None) == (found.met == found.counted)
    missing = sum(found.cost(i) for i, ratio in enumerate(found.fits) if ratio is not None)
    assert found.fit == pytest.approx(1 - missing)
