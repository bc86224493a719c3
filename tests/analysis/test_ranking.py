"""Moves between two rankings, by hand-computed cases."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.ranking import compare_ranks, outranker, widest_climb, widest_fall

NOW = [("Oak", 1, 8.0), ("Elm", 2, 7.0), ("Ash", 3, 6.0), ("Fir", 4, 5.0)]
THEN = [("Elm", 1, 9.0), ("Oak", 2, 8.0), ("Fir", 3, 7.0)]


def test_moves_are_places_before_less_places_now() -> None:
    oak, elm, ash, fir = compare_ranks(NOW, THEN)
    assert (oak.climb, elm.climb, ash.climb, fir.climb) == (1, -1, 0, 0)  # Fir is fourth since Ash came
    assert [place.is_plain for place in (oak, elm, ash, fir)] == [True, True, False, False]
    assert (ash.before, ash.score_before, ash.change) == (None, None, 0.0)
    assert (oak.change, elm.change, fir.change) == (0.0, -2.0, -2.0)


def test_the_widest_moves() -> None:
    places = compare_ranks(NOW, THEN)
    climb, fall = widest_climb(places), widest_fall(places)
    assert climb is not None
    assert climb.account == "Oak"
    assert fall is not None
    assert fall.account == "Elm"  # as far as Fir, as many points: the better placed
    assert widest_climb(compare_ranks(THEN, THEN)) is None
    assert widest_fall(compare_ranks(THEN, ())) is None


def test_who_outranks_larger_accounts() -> None:
    places = compare_ranks(NOW, ())
    found = outranker(places, {"Oak": 9, "Elm": 2, "Ash": 3, "Fir": 4})
    assert found is not None
    assert (found[0].account, found[1]) == ("Elm", 2)
    many = outranker(places, {"Oak": 3, "Elm": 1, "Ash": 4, "Fir": 5}, least=2)
    assert many is not None
    assert (many[0].account, many[1]) == ("Oak", 2)
    assert outranker(places, {"Oak": 9, "Elm": 8, "Ash": 7, "Fir": 6}) is None


@given(st.permutations("ABCDEF"), st.permutations("ABCDEF"))
def test_climbs_and_falls_cancel_out(now: list[str], then: list[str]) -> None:
    ranks = [[(name, i, 10.0 - i) for i, name in enumerate(names, 1)] for names in (now, then)]
    places = compare_ranks(*ranks)
    assert sum(place.climb for place in places) == 0
    assert (widest_climb(places) is None) == (now == then) == (widest_fall(places) is None)
