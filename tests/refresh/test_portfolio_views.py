"""Profit matrix, key account tests and ideal profile, refreshed with other figures and another language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kamdeck.deck.spec import DeckSpec
from kamdeck.figures.context import Context
from kamdeck.text import Say
from kamdeck.views import View
from kamdeck.views.ideal_profile import view as ideal_profile
from kamdeck.views.identification import view as identification
from kamdeck.views.profit import view as profit_matrix
from kamdeck.workbook.reader import read_book
from tests.refreshing import built, edited, refreshed, shape_of, values_of

ROOT = Path(__file__).parents[2]
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
VIEWS = (profit_matrix.VIEW, identification.VIEW, ideal_profile.VIEW)
Sound = Callable[[Path | bytes], None]


def story(lang: str) -> Context:
    book, _ = read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)
    return Context(book, Say(lang), book.years[-3:], book.settings.as_of, FILES[lang])


def changed(ctx: Context) -> Context:
    """Other profits, limits, scores and targets; the same accounts, families and criteria."""
    book = ctx.book
    profit = tuple(
        replace(r, operating_profit=(r.operating_profit or 0) * (1.3 if i % 3 else -0.4))
        for i, r in enumerate(book.profit)
    )
    tests = tuple(replace(t, threshold=t.threshold * 0.9) for t in book.identification)
    scores = tuple(replace(s, score=11 - s.score) if i % 4 == 0 else s for i, s in enumerate(book.scores))
    criteria = tuple(replace(c, ideal=(c.ideal or 8) - i % 3) for i, c in enumerate(book.criteria))
    book = replace(book, profit=profit, identification=tests, scores=scores, criteria=criteria)
    return Context(book, ctx.say, ctx.years, ctx.as_of, ctx.source)


def deck(view: View, ctx: Context) -> DeckSpec:
    return DeckSpec(view.build(ctx), lang=ctx.say.tag)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.key)
def test_a_refresh_with_the_same_data_changes_nothing(view: View) -> None:
    spec = deck(view, story("en"))
    _, plan = refreshed(built(spec), spec)
    assert plan.edits == ()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.key)
def test_a_refresh_equals_a_build(view: View, sound: Sound) -> None:
    first = built(deck(view, story("en")))
    sound(first)
    for other in (changed(story("en")), story("fr")):
        spec = deck(view, other)
        second, _ = refreshed(first, spec)
        sound(second)
        assert values_of(second, spec) == values_of(built(spec), spec)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.key)
def test_what_a_person_did_stays(view: View) -> None:
    def edit(opened: Any) -> None:
        shape_of(opened, f"{view.key}/title").text_frame.text = "Our own words"
        table = shape_of(opened, f"{view.key}/table")
        table.left = table.left + 127_000

    def read(opened: Any) -> None:
        seen.append(shape_of(opened, f"{view.key}/title").text_frame.text)
        seen.append(shape_of(opened, f"{view.key}/table").left)

    seen: list[Any] = []
    spec = deck(view, story("en"))
    data = edited(built(spec), edit)
    edited(data, read)
    after, _ = refreshed(data, deck(view, changed(story("en"))))
    edited(after, read)
    assert seen[:2] == seen[2:]
    assert seen[0] == "Our own words"
