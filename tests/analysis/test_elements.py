"""The elements of the programme: shares, states, the weakest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.elements import Element, gather


def test_states_by_hand() -> None:
    states = {
        (8, 10): "in place",
        (10, 10): "in place",
        (79, 100): "partly",
        (4, 10): "partly",
        (39, 100): "weak",
    }
    for (done, whole), state in states.items():
        assert Element("x", done, whole).state == state
    assert Element("x", 0, 24).state == "weak"
    assert Element("x").state == Element("x", 0, 0).state == "missing"
    assert Element("x", 10, 10, True).state == "partly"
    assert Element("x", 1, 10, True).state == "weak"


def test_together_by_hand() -> None:
    found = gather(
        [Element("a", 4, 4), Element("b", 1, 24), Element("c"), Element("d", 2, 48), Element("e", 6, 6, True)]
    )
    assert [element.key for element in found.weakest] == ["b", "d"]
    assert [element.key for element in found.of("missing")] == ["c"]
    assert len(found.present) == 4
    assert found.mean == (1 + 1 / 24 + 2 / 48 + 1) / 4
    assert found.to_columns()["state"] == ["in place", "weak", "missing", "weak", "partly"]
    assert gather([]).mean is None
    assert gather([Element("a", 3, 3)]).weakest == ()


counts = st.integers(0, 30).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(st.lists(st.tuples(counts, st.booleans()), max_size=12))
def test_what_always_holds(rows: list[tuple[tuple[int, int], bool]]) -> None:
    found = gather([Element(str(n), done, whole, stale) for n, ((done, whole), stale) in enumerate(rows)])
    states = ("in place", "partly", "weak", "missing")
    counts: list[int] = [len(found.of(state)) for state in states]  # type: ignore[arg-type]
    assert sum(counts) == len(rows)
    assert (not found.weakest) == (len(found.of("in place")) == len(found.present))
    for element in found.weakest:
        assert all((element.share or 0) <= (other.share or 0) + 1e-9 for other in found.of("partly"))
    assert found.mean is None or 0 <= found.mean <= 1
