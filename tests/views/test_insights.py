"""Facts in narrow places: whole clauses before an ellipsis."""

from __future__ import annotations

import pytest

from kamdeck.deck.spec import EMU, Text
from kamdeck.figures.context import Context
from kamdeck.layout.areas import area_of
from kamdeck.layout.insights import Fact, Rail, Step, draw_rail
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.text.measure import width
from kamdeck.workbook.rows import Book
from tests.frames import ROOMS


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Short.", "Short."),
        (
            "St. Mary leads by far here. " + "It also wins each of the years that are shown " * 30,
            "St. Mary leads by far here.",
        ),
        ("Ahead of the second; " + "at a growth weight of 70% others pass it, " * 15, "Ahead of the second."),
        ("No clause ends in these words " * 30, "…"),
    ],
)
def test_a_fact_keeps_whole_clauses(text: str, shown: str) -> None:
    frame = replace(ROOMS["4:3, art"], font="Arial")
    ctx = Context(Book(), Say("en"), (2026,), frame=frame)
    rail = Rail("", (Fact("one", "9", text), Fact("two", "8", "More")), Step("Next"))
    drawn = draw_rail(ctx, "v", rail, area_of(frame))
    told = next(e for e in drawn if isinstance(e, Text) and e.key == "v/fact:one")
    assert told.paras[0].runs[1].text.endswith(shown)
    assert width(told.paras[0].runs[1].text, 10) < 18 * EMU
