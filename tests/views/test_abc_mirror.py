"""The tiers as mirrored bars: shares that add up, one scale, the same words as the columns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import Chart, SlideSpec
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.views.abc.tiers import VIEW
from tests.abc_books import context, many, one, story, texts, title
from tests.view_checks import faults

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "story_figures.json").read_text(encoding="utf-8")
)


def mirrored(ctx: Context) -> Context:
    return replace(ctx, book=replace(ctx.book, settings=replace(ctx.book.settings, abc_chart="mirrored")))


def chart(slide: SlideSpec) -> Chart:
    (found,) = (e for e in slide.elements if isinstance(e, Chart))
    return found


def columns(slide: SlideSpec) -> dict[str, tuple[float | None, ...]]:
    return {column.key: column.values for column in chart(slide).grid.columns}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_storys_figures(lang: str) -> None:
    slide = one(VIEW, mirrored(story(lang)))
    held = columns(slide)
    for tail, year in (("", 2026), ("_before", 2025), ("_2024", 2024)):
        for kind in ("accounts", "revenue"):
            wanted = tuple(EXPECTED[f"tier {tier} {kind} {year}"]["value"] for tier in "ABC")
            assert held[f"amount_{kind}{tail}"] == wanted
            sign = 1 if kind == "revenue" else -1
            assert sum(value or 0 for value in held[f"{kind}{tail}"]) == pytest.approx(sign)
    assert chart(slide).grid.keys == ("A", "B", "C")  # the first one is the lowest bar
    assert faults(slide) == []


def test_both_arms_have_one_zero_line_and_one_scale() -> None:
    made = chart(one(VIEW, mirrored(story())))
    assert made.y2 == made.y
    assert made.y.min is not None
    assert made.y.max is not None
    assert made.y.min < -9 / 24 < 0 < 34.8 / 42.88 < made.y.max
    (bars, frames) = made.plots
    assert (bars.kind, bars.overlap, frames.is_secondary) == ("bar", 100, True)
    assert [series.fill for series in frames.series] == [None, None]


def test_the_figures_at_the_bars() -> None:
    found = texts(one(VIEW, mirrored(story())))
    assert found["abc_tiers/mirror_marks/revenue:A"] == "81%  $34.8M\n2025: 83%   2024: 82%"
    assert found["abc_tiers/mirror_marks/accounts:A"] == "29%  7 accounts\n2025: 33%   2024: 33%"
    assert found["abc_tiers/mirror_marks/head_revenue"] == "Revenue, 2026"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_title_facts_and_notes_are_those_of_the_columns(lang: str) -> None:
    plain, other = one(VIEW, story(lang)), one(VIEW, mirrored(story(lang)))
    assert title(plain) == title(other)
    assert plain.notes == other.notes
    words, mirror = texts(plain), texts(other)
    for key in words:
        if key.startswith("abc_tiers/fact:") or key in (
            "abc_tiers/next",
            "abc_tiers/note",
            "abc_tiers/source",
        ):
            assert words[key] == mirror[key]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 3, 30, 300])
def test_few_and_many_accounts(count: int, lang: str) -> None:
    slide = one(VIEW, mirrored(many(count, lang=lang)))
    assert faults(slide) == []
    assert len([key for key in texts(slide) if "/chip:" in key]) == 3


def test_a_single_year_has_no_frames() -> None:
    ctx = mirrored(context({"a": {2026: 85.0}, "b": {2026: 10.0}, "c": {2026: 5.0}}, (2026,)))
    slide = one(VIEW, ctx)
    assert len(chart(slide).plots) == 1
    assert chart(slide).y2 is None
    assert "abc_tiers/mirror_marks/frame" not in texts(slide)
