"""Building blocks under refresh: levels and blocks change, what a person changed stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.spec import DeckSpec
from kamdeck.record import replace
from kamdeck.views.building_blocks import view as building_blocks
from kamdeck.workbook.rows import Book, BuildingBlock
from tests.refreshing import (
    Sound,
    built,
    edited,
    fields_of,
    follows,
    opened,
    refreshed,
    shape_of,
    speaks_both,
    spec_of,
    story,
    values_of,
)

ROOT = Path(__file__).parents[2]
KEY = "building_blocks"


def spec(book: Book, lang: str = "en") -> DeckSpec:
    return spec_of(book, lang, building_blocks.build)


def a_block_more(book: Book) -> Book:
    new = BuildingBlock(block="Technology", level_now=2.5, level_target=4, at="Building blocks!A11")
    return replace(book, building_blocks=(*book.building_blocks, new))


def a_block_less(book: Book) -> Book:
    return replace(book, building_blocks=book.building_blocks[1:])


def progress(book: Book) -> Book:
    """Value is half built; Insight has reached its target."""
    now = {"Value": 2.5, "Insight": 4.0}
    rows = tuple(replace(row, level_now=now.get(row.block, row.level_now)) for row in book.building_blocks)
    return replace(book, building_blocks=rows)


def renamed(book: Book) -> Book:
    first, *rest = book.building_blocks
    return replace(book, building_blocks=(replace(first, block="Choice of accounts"), *rest))


def many_more(book: Book) -> Book:
    more = [replace(row, block=f"{row.block} again") for row in book.building_blocks]
    return replace(book, building_blocks=(*book.building_blocks, *more))


CHANGES = {
    "a block more": a_block_more,
    "a block less": a_block_less,
    "progress": progress,
    "renamed": renamed,
    "many more": many_more,
}


@pytest.mark.parametrize("name", CHANGES)
def test_refresh_equals_build_and_settles(name: str, sound: Sound) -> None:
    follows(spec(story()), spec(CHANGES[name](story())), sound)


def test_the_other_language_and_back() -> None:
    speaks_both(spec(story()), spec(story("fr"), "fr"))


def test_hand_edits_stand_while_the_levels_follow() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, f"{KEY}/title").text_frame.text = "Value first"
        shape_of(deck, f"{KEY}/table").top += Inches(0.05)
        marks = shape_of(deck, f"{KEY}/marks")
        by_name = {shape.name.removeprefix(f"kd:{KEY}/marks/"): shape for shape in marks.shapes}
        by_name["People/now"].fill.solid()
        by_name["People/now"].fill.fore_color.rgb = RGBColor(1, 2, 3)
        badge = by_name["Process/badge"]._element
        badge.getparent().remove(badge)

    new = spec(a_block_more(progress(story())))
    fresh, made = refreshed(edited(built(spec(story())), change), new)
    assert (f"{KEY}/title", "text") in fields_of(made.kept)
    values = values_of(fresh, new)
    assert "Value first" in str(values[f"{KEY}/title"])
    assert "Technology" in str(values[f"{KEY}/table"])
    deck = opened(fresh)
    marks = {s.name.removeprefix(f"kd:{KEY}/marks/"): s for s in shape_of(deck, f"{KEY}/marks").shapes}
    assert "Process/badge" not in marks
    assert marks["People/now"].fill.fore_color.rgb == RGBColor(1, 2, 3)
    assert marks["Technology/now"].text_frame.text == "2.5"
    moved, plain = (shape_of(d, f"{KEY}/marks").top for d in (deck, opened(built(new))))
    assert moved - plain == Inches(0.05)
    assert refreshed(fresh, new)[0] == fresh
