"""The largest free rectangle: against every rectangle there is, and on layouts drawn for it."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from kamdeck.deck.spec import Box
from kamdeck.pptxio.free_area import largest_free, meet

AREA = Box(5, 5, 30, 20)


def _every(area: Box, obstacles: list[Box], least: int) -> int:
    """The largest size of a free rectangle between any two edges."""
    xs = {area.x, area.x + area.w, *(e for o in obstacles for e in (o.x, o.x + o.w))}
    ys = {area.y, area.y + area.h, *(e for o in obstacles for e in (o.y, o.y + o.h))}
    across = [x for x in sorted(xs) if area.x <= x <= area.x + area.w]
    down = [y for y in sorted(ys) if area.y <= y <= area.y + area.h]
    return max(
        (
            (right - left) * (bottom - top)
            for left, right in combinations(across, 2)
            for top, bottom in combinations(down, 2)
            if right - left >= least
            and not any(meet(Box(left, top, right - left, bottom - top), o) for o in obstacles)
        ),
        default=0,
    )


@pytest.mark.parametrize("seed", range(60))
def test_no_free_rectangle_is_larger(seed: int) -> None:
    random = Random(seed)
    obstacles = [
        Box(random.randint(0, 36), random.randint(0, 26), random.randint(1, 8), random.randint(1, 8))
        for _ in range(random.randint(0, 6))
    ]
    least = random.choice([0, 6, 15])
    found = largest_free(AREA, obstacles, least)
    assert (found.w * found.h if found else 0) == _every(AREA, obstacles, least)
    if found:
        assert found.w >= least
        assert not any(meet(found, box) for box in obstacles)


def test_a_free_area_is_taken_whole() -> None:
    assert largest_free(AREA, [Box(0, 0, 5, 40), Box(35, 0, 5, 5)]) == AREA


def test_nothing_is_left() -> None:
    assert largest_free(AREA, [Box(0, 0, 50, 50)]) is None
    assert largest_free(AREA, [Box(15, 0, 2, 50)], least=19) is None
