"""The building blocks slide: the story's figures, every title, missing levels, few and many blocks."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import Shape, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.text import Say
from kamdeck.views.building_blocks import view as building_blocks
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book, BuildingBlock, Settings
from tests.view_checks import faults, flat, texts, title

ROOT = Path(__file__).parents[2]
FIGURES: dict[str, Any] = json.loads((ROOT / "tests/data/story_figures.json").read_text(encoding="utf-8"))
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
Levels = list[tuple[float | None, float | None]]


def story(lang: str) -> SlideSpec:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    (slide,) = building_blocks.build(Context(book, Say(lang), book.years, book.settings.as_of, FILES[lang]))
    return slide


def made(levels: Levels, lang: str = "en", tail: str = "") -> tuple[SlideSpec, ...]:
    rows = tuple(
        BuildingBlock(block=f"Block {n}{tail}", description=f"What it is{tail}", level_now=now,
                      level_target=target, next_step=f"What we do next{tail * 4}", owner=f"Owner{tail}",
                      due_on=date(2027, 9, 30), at=f"Building blocks!A{n + 1}")
        for n, (now, target) in enumerate(levels, 1)
    )  # fmt: skip
    book = Book(settings=Settings(), building_blocks=rows)
    return building_blocks.build(Context(book, Say(lang), (2026,), date(2026, 10, 31), "book.xlsx"))


def cells(slide: SlideSpec) -> dict[str, tuple[str, ...]]:
    (table,) = (e for e in slide.elements if isinstance(e, Table))
    return {row.key: tuple(cell.text for cell in row.cells) for row in table.rows}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures_stand_on_the_slide(lang: str) -> None:
    slide, say = story(lang), Say(lang)
    found, (today, target) = texts(slide), FIGURES["maturity today and target"]["value"]
    assert found["building_blocks/marks/today_value"] == say.number(today, 1)
    assert found["building_blocks/marks/target_value"] == say.number(target, 1)
    assert cells(slide)["average"][7] == say.number(target - today, 1, signed=True)
    tinted = [row for row, badge in badges(slide).items() if badge.fill == "tier_a"]
    assert tinted == (FIGURES["widest gaps"]["value"][::-1] if lang == "en" else ["Connaissance", "Valeur"])
    assert "A5:A10" in slide.notes
    assert faults(slide) == []


def badges(slide: SlideSpec) -> dict[str, Shape]:
    found = (e for e in flat(slide) if isinstance(e, Shape) and e.key.endswith("/badge"))
    return {shape.key.split("/")[2]: shape for shape in found}


def test_the_storys_title() -> None:
    assert title(story("en")) == FIGURES["title: building_blocks"]["value"]
    assert title(story("fr")).startswith("Le programme est à 2,5 sur 5 : valeur et connaissance")


TITLES: dict[str, tuple[Levels, str]] = {
    "two": ([(1, 4), (2, 4), (3, 4)], "The programme stands at 2.0 of 5: block 1 and block 2 are furthest"),
    "one": ([(1, 4), (3, 4), (3, 4)], "The programme stands at 2.3 of 5: block 1 is furthest from target"),
    "only": ([(4, 4), (3, 4)], "The programme stands at 3.5 of 5: only block 2 is below target"),
    "even": ([(3, 4)] * 4, "The programme stands at 3.0 of 5; 4 blocks are below their target"),
    "met": ([(4, 4), (5, 4)], "The programme stands at 4.5 of 5 and meets its target in every block"),
    "met where set": ([(4, 4), (3, None)], "The programme stands at 3.5 of 5 and meets every target"),
    "no target": ([(2, None), (2.5, None)], "The programme stands at 2.3 of 5; no block has a level and a"),
    "unrated": ([(None, 4)], "1 building block, and its level is not set yet"),
}


@pytest.mark.parametrize("case", TITLES)
def test_titles(case: str) -> None:
    levels, beginning = TITLES[case]
    (slide,) = made(levels)
    assert title(slide).startswith(beginning)
    (french,) = made(levels, "fr")
    assert title(french) != title(slide)
    assert faults(slide) == faults(french) == []


def test_a_missing_figure_is_not_drawn_as_zero() -> None:
    (slide,) = made([(2.5, None), (None, 4), (0, 3)])
    found, shown = texts(slide), cells(slide)
    assert found["building_blocks/marks/Block 1/now"] == "2.5"
    assert "building_blocks/marks/Block 1/target" not in found
    assert "building_blocks/marks/Block 2/now" not in found
    assert (shown["Block 1"][7], shown["Block 2"][7], shown["Block 3"][7]) == ("not set", "–", "+3")
    assert found["building_blocks/marks/today_value"] == "1.3"


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 3, 8, 9, 40])
def test_few_and_many_blocks_with_long_names(count: int, lang: str) -> None:
    tail = " of the Regional Hospital and Outpatient Rehabilitation Trust"
    slides = made([(n % 5 + 0.5, 5) for n in range(count)], lang, tail)
    assert len(slides) == -(-count // 8)
    assert [fault for slide in slides for fault in faults(slide)] == []
    rows = [key for slide in slides for key in cells(slide) if key.startswith("Block")]
    assert len(rows) == count
    assert ["average" in cells(slide) for slide in slides] == [False] * (len(slides) - 1) + [True]
    assert len({title(slide) for slide in slides}) == len(slides)


def test_an_empty_sheet_makes_no_slide() -> None:
    assert made([]) == ()
