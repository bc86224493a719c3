"""The revenue bridge under refresh: steps that turn, enter and leave; a person's edits go with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.record import replace
from kamdeck.views.revenue_bridge.view import build
from kamdeck.workbook.rows import Book
from tests.refreshing import built, edited, fields_of, follows, opened, refreshed, shape_of, spec_of, story

Sound = Callable[[Path | bytes], None]
RED = RGBColor(0xAA, 0x22, 0x33)


def with_revenue(book: Book, **amounts: float) -> Book:
    """Other revenue of the newest year, by the account's name without spaces."""
    return replace(
        book,
        revenue=tuple(
            replace(row, revenue=amounts.get(row.account.replace(" ", ""), row.revenue))
            if row.year == 2026
            else row
            for row in book.revenue
        ),
    )


CHANGES: dict[str, Callable[[Book], Book]] = {
    "the largest falls": lambda book: with_revenue(book, MountSinai=1e6),
    "an account enters": lambda book: with_revenue(book, Ardenova=3e6),
    "one goes below zero": lambda book: with_revenue(book, Larkmoor=-4e6),
    "nothing changes": lambda book: replace(
        book, revenue=tuple(row for year in (2024, 2025, 2026) for row in _as_in_2025(book, year))
    ),
}


def _as_in_2025(book: Book, year: int) -> list[Any]:
    return [replace(row, year=year) for row in book.revenue if row.year == 2025]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("change", CHANGES)
def test_refresh_equals_build_there_and_back(change: str, lang: str, sound: Sound) -> None:
    book = story(lang)
    follows(spec_of(book, lang, build), spec_of(CHANGES[change](book), lang, build), sound)


def place_of(deck: Deck, account: str) -> int:
    return list(shape_of(deck, "revenue_bridge/bridge").chart.plots[0].categories).index(account)


def point_of(deck: Deck, series: str, account: str) -> Any:
    chart = shape_of(deck, "revenue_bridge/bridge").chart
    (found,) = (each for each in chart.plots[0].series if each.name == series)
    return found.points[place_of(deck, account)]


def test_a_recoloured_step_keeps_its_colour_at_another_place(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        fill = point_of(deck, "Rise", "Larkmoor").format.fill
        fill.solid()
        fill.fore_color.rgb = RED

    new = spec_of(with_revenue(story(), Larkmoor=12e6), "en", build)
    before = edited(built(spec_of(story(), "en", build)), change)
    data, _ = refreshed(before, new)
    assert place_of(opened(before), "Larkmoor") != place_of(opened(data), "Larkmoor")
    assert point_of(opened(data), "Rise", "Larkmoor").format.fill.fore_color.rgb == RED
    sound(data)


def test_words_places_and_deletions_stay(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "revenue_bridge/title").text_frame.text = "Larkmoor carries us"
        shape_of(deck, "revenue_bridge/growth").left += Inches(0.2)
        arrow = shape_of(deck, "revenue_bridge/growth/rate")._element
        arrow.getparent().remove(arrow)

    new = spec_of(with_revenue(story(), Larkmoor=12e6), "en", build)
    data, made = refreshed(edited(built(spec_of(story(), "en", build)), change), new)
    deck, ours = opened(data), opened(built(new))
    assert shape_of(deck, "revenue_bridge/title").text_frame.text == "Larkmoor carries us"
    assert ("revenue_bridge/title", "text") in fields_of(made.kept)
    moved = shape_of(deck, "revenue_bridge/growth").left - shape_of(ours, "revenue_bridge/growth").left
    assert moved == Inches(0.2)  # it follows the chart, and stands as far from it as it was put
    with pytest.raises(KeyError):
        shape_of(deck, "revenue_bridge/growth/rate")
    assert shape_of(deck, "revenue_bridge/growth/difference").text_frame.text.startswith("+7.7")
    assert refreshed(data, new)[1].edits == ()
    sound(data)
