"""The tier chart under refresh when its kind is chosen anew: the chart asked for takes the other's place."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.spec import DeckSpec
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.abc import tiers as abc_tiers
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book
from tests.refreshing import built, edited, opened, refreshed, shape_of, slide_of, values_of

WORKBOOK = Path(__file__).parents[2] / "sample_workbooks" / "health_cloud.xlsx"
KINDS = ("columns", "mirrored")
OF_KIND = {"columns": {"chart", "marks"}, "mirrored": {"mirror", "mirror_marks"}}
Sound = Callable[[Path | bytes], None]


@cache
def story() -> Book:
    return read_book(WORKBOOK, lang="en")[0]


def spec(kind: str) -> DeckSpec:
    book = replace(story(), settings=replace(story().settings, abc_chart=kind))
    ctx = Context(book, Say("en"), (2024, 2025, 2026), book.settings.as_of, WORKBOOK.name)
    return DeckSpec(abc_tiers.build(ctx), ctx.say.tag)


def names(data: bytes) -> set[str]:
    start = "kd:abc_tiers/"
    shapes = slide_of(opened(data), "abc_tiers").shapes
    return {shape.name.removeprefix(start) for shape in shapes if shape.name.startswith(start)}


@pytest.mark.parametrize("before", KINDS)
def test_the_chart_asked_for_takes_the_others_place(before: str, sound: Sound) -> None:
    (after,) = set(KINDS) - {before}
    old, new = spec(before), spec(after)
    data = built(old)
    assert refreshed(data, old)[0] == data
    fresh, made = refreshed(data, new)
    sound(fresh)
    assert (made.kept, made.conflicts) == ((), ())
    assert OF_KIND[after] <= names(fresh)
    assert not OF_KIND[before] & names(fresh)
    assert values_of(fresh, new) == values_of(built(new), new)
    assert refreshed(fresh, new)[1].edits == ()


def test_a_chart_that_a_person_moved_is_theirs_and_the_new_one_comes_beside_it() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "abc_tiers/chart").top += Inches(0.1)

    new = spec("mirrored")
    fresh, made = refreshed(edited(built(spec("columns")), change), new)
    shapes = [shape for shape in slide_of(opened(fresh), "abc_tiers").shapes if shape.has_chart]
    assert len(shapes) == 2
    assert "abc_tiers/chart" in {item.key for item in made.kept}
    assert "mirror" in names(fresh)
    assert refreshed(fresh, new)[1].edits == ()
