"""Building blocks: gaps, averages, which stand out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kamdeck.analysis.maturity import Maturity, assess, gap_of
from kamdeck.workbook.rows import BuildingBlock

Levels = list[tuple[float | None, float | None]]


def made(levels: Levels) -> Maturity:
    """Blocks A, B, ... with these levels and targets."""
    return assess(
        [
            BuildingBlock(block=chr(65 + n), level_now=now, level_target=target)
            for n, (now, target) in enumerate(levels)
        ]
    )


def names(rows: tuple[BuildingBlock, ...]) -> str:
    return "".join(row.block for row in rows)


def test_by_hand() -> None:
    found = made([(4, 4), (3, 4), (None, 5), (2, 4.5), (1.5, None), (5, 4)])
    assert (found.today, found.target) == ((4 + 3 + 2 + 1.5 + 5) / 5, (4 + 4 + 5 + 4.5 + 4) / 5)
    assert found.mean_gap == (0 + 1 + 2.5 - 1) / 4
    assert names(found.behind) == "DB"
    assert names(found.widest) == "DB"
    assert (found.rated, found.is_complete) == (5, False)
    assert found.to_columns()["gap"] == [0, 1, None, 2.5, None, -1]


def test_which_stand_out() -> None:
    assert names(made([(1, 4), (2, 4), (3, 4)]).widest) == "AB"
    assert names(made([(1, 4), (3, 4), (3, 4)]).widest) == "A"
    assert names(made([(2, 4), (2, 4), (3, 4)]).widest) == "AB"
    assert names(made([(3, 4), (3, 4), (3, 4)]).widest) == ""
    assert names(made([(4, 4), (3.5, 4)]).widest) == "B"
    assert names(made([(4, 4), (5, 4)]).widest) == ""


def test_nothing_is_not_zero() -> None:
    for found in (made([]), made([(None, None)])):
        assert (found.today, found.target, found.mean_gap) == (None, None, None)
        assert (found.behind, found.widest, found.rated) == ((), (), 0)
    assert made([(0, 3)]).today == 0


level = st.none() | st.integers(0, 10).map(lambda n: n / 2)


@given(st.lists(st.tuples(level, level), max_size=12))
def test_what_always_holds(levels: Levels) -> None:
    found = made(levels)
    gaps = [gap_of(row) or 0 for row in found.behind]
    assert gaps == sorted(gaps, reverse=True)
    assert all(gap > 0 for gap in gaps)
    assert len(found.widest) <= 2
    assert found.widest == found.behind[: len(found.widest)]
    if found.widest and len(gaps) > len(found.widest):
        assert gaps[len(found.widest) - 1] > gaps[len(found.widest)]
    if found.today is not None and found.is_complete and levels:
        ends = (found.target or 0) - found.today
        assert abs(ends - (found.mean_gap or 0)) < 1e-9
