"""Retention, retention plan and strategies under refresh: a bridge that turns below zero, actions added and
done, an account that changes class, a lever more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.spec import DeckSpec
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.retention import view as retention
from kamdeck.views.retention_plan import view as retention_plan
from kamdeck.views.strategies import view as strategies
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book, Bridge, RetentionAction, Risk, Strategy
from tests.refreshing import built, edited, fields_of, follows, refreshed, shape_of, values_of

ROOT = Path(__file__).parents[2]
Sound = Callable[[Path | bytes], None]


@cache
def story() -> Book:
    return read_book(ROOT / "sample_workbooks" / "health_cloud.xlsx")[0]


def spec(book: Book, lang: str = "en") -> DeckSpec:
    """The three slides of a book."""
    ctx = Context(book, Say(lang), (2024, 2025, 2026), date(2026, 10, 31), "health_cloud.xlsx")
    made = [slide for view in (retention, retention_plan, strategies) for slide in view.build(ctx)]
    return DeckSpec(tuple(made), ctx.say.tag)


def below_zero(book: Book) -> Book:
    """The bridge sheet alone, with credits that carry the level below zero, and movements unaccounted for."""
    row = Bridge(
        fiscal_year="FY26", opening=3e6, new=1e5, reactivation=2e5, expansion=1e5, contraction=-3e6,
        churn=-9e5, closing=-4e5, accounts_start=23, accounts_lost=5, at="MRR bridge!H8",
    )  # fmt: skip
    return replace(book, mrr=(), mrr_bridge=(*book.mrr_bridge[:3], row))


def more_actions(book: Book) -> Book:
    """An action more in the middle, one gone, one done, and an account new in the queue."""
    actions = list(book.retention_actions)
    actions[0] = replace(actions[0], status="done")
    del actions[3]
    name = book.risk[1].account
    extra = RetentionAction(account=name, action="Ask for a reference visit", due_on=date(2026, 12, 1))
    queued = Risk(account="Mount Sinai", mrr_at_risk=300_000.0, likelihood_saved=0.9, at="Risk!E11")
    return replace(book, retention_actions=(*actions[:1], extra, *actions[1:]), risk=(*book.risk, queued))


def other_classes(book: Book) -> Book:
    """Everybody scores lower, one more lever, one class without a plan of visits."""
    scores = tuple(replace(row, score=max(1.0, row.score - 1.5)) for row in book.scores)
    rows = [replace(r, visits_per_account=9) if r.account_class == "Star" else r for r in book.strategies]
    rows.append(
        Strategy(account_class="Star", lever="Training", text="Two days a year", visits_per_account=9)
    )
    return replace(book, scores=scores, strategies=tuple(rows))


CHANGES = {"below zero": below_zero, "more actions": more_actions, "other classes": other_classes}


@pytest.mark.parametrize("change", CHANGES)
def test_refresh_equals_build_there_and_back(change: str, sound: Sound) -> None:
    follows(spec(story()), spec(CHANGES[change](story())), sound)


def test_a_persons_edits_stand(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        bar = shape_of(deck, "retention_plan/marks/saved:Brightmere")
        bar.fill.solid()
        bar.fill.fore_color.rgb = RGBColor(0xAA, 0, 0)
        shape_of(deck, "retention/title").text_frame.paragraphs[0].runs[0].text = "Our words"
        shape_of(deck, "retention/bridge").left += Inches(0.1)

    new = spec(more_actions(story()))
    data, made = refreshed(edited(built(spec(story())), change), new)
    sound(data)
    have, want = values_of(data, new), values_of(built(new), new)
    assert "Our words" in str(have["retention/title"]["text"])
    assert ("retention/bridge", "box") in fields_of(made.kept)
    table = {name: value for name, value in want["retention_plan/table"].items() if name.startswith("cell/")}
    assert {name: have["retention_plan/table"][name] for name in table} == table
    assert refreshed(data, new)[1].edits == ()
