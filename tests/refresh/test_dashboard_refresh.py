"""The dashboards under refresh: a month more, a plan renamed, an empty queue, what a person changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.spec import DeckSpec
from kamdeck.record import replace
from kamdeck.views.dashboard import view as dashboard
from kamdeck.views.risk import view as dashboard_risk
from kamdeck.workbook.rows import Book, Mrr, Onboarding, Risk
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
from tests.subscription_books import BOOKS, seen

ROOT = Path(__file__).parents[2]


def spec(book: Book, lang: str = "en") -> DeckSpec:
    """Both slides of a book."""
    return spec_of(book, lang, dashboard_risk.build, dashboard.build)


def a_month_more(book: Book) -> Book:
    last = date(2026, 10, 31)
    more = [
        replace(row, month=date(2026, 11, 30), mrr=row.mrr * 1.05) for row in book.mrr if row.month == last
    ]
    return replace(book, mrr=(*book.mrr, *more), settings=replace(book.settings, as_of=date(2026, 11, 30)))


def a_plan_renamed(book: Book) -> Book:
    rows = tuple(replace(row, plan="Entry" if row.plan == "Basic" else row.plan) for row in book.mrr)
    return replace(
        book, mrr=rows, settings=replace(book.settings, plan_order=("Entry", "Standard", "Premium"))
    )


def a_new_plan(book: Book) -> Book:
    row = Mrr(account="Tarrow", plan="Pilot", month=date(2026, 10, 31), mrr=20_000.0, at="MRR!D999")
    return replace(book, mrr=(*book.mrr, row))


def the_queue_moves(book: Book) -> Book:
    """One account saved, one new at the head, others ranked by days; one onboarding done, one new."""
    new = Risk(account="Mount Sinai", mrr_at_risk=717_000.0, in_queue_since=date(2026, 10, 1), at="Risk!C11")
    ready = [replace(row, completion=1.0, status="done") for row in book.onboarding[:3]]
    extra = Onboarding(
        account="Tarrow", step="Kick-off", completion=0.0, status="not started", at="Onboarding!C11"
    )
    return replace(
        book,
        risk=(*book.risk[1:], new),
        onboarding=(*ready, *book.onboarding[3:], extra),
        settings=replace(book.settings, queue_order="days", kpi_cards=("mrr", "nps", "at_risk")),
    )


def nobody_at_risk(book: Book) -> Book:
    usage = tuple(replace(row, logins_change=0.1, cancellation_risk=0.02) for row in book.usage)
    return replace(book, risk=(), usage=usage)


CHANGES = {
    "a month more": a_month_more,
    "a plan renamed": a_plan_renamed,
    "a new plan": a_new_plan,
    "the queue moves": the_queue_moves,
    "nobody at risk": nobody_at_risk,
}


@pytest.mark.parametrize("name", CHANGES)
def test_refresh_equals_build_and_settles(name: str, sound: Sound) -> None:
    follows(spec(story()), spec(CHANGES[name](story())), sound)


def test_the_other_language_and_back() -> None:
    speaks_both(spec(story()), spec(story("fr"), "fr"))


@pytest.mark.parametrize(("first", "second"), [("three", "many"), ("many", "one"), ("zero", "long")])
def test_from_any_book_to_any_other(first: str, second: str, sound: Sound) -> None:
    old, new = (
        DeckSpec((*dashboard_risk.build(seen(BOOKS[n])), *dashboard.build(seen(BOOKS[n]))))
        for n in (first, second)
    )
    fresh, made = refreshed(built(old), new)
    sound(fresh)
    assert made.conflicts == ()
    assert values_of(fresh, new) == values_of(built(new), new)


# ------------------------------------------------------------------ what a person changed


def test_wording_color_and_place_stand_while_figures_follow() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "dashboard_risk/title").text_frame.text = "Aldbury first"
        shape_of(deck, "dashboard/card:mrr").left += Inches(0.3)
        bar = shape_of(deck, "dashboard_risk/queue_marks/mrr:Wexlinger")
        bar.fill.solid()
        bar.fill.fore_color.rgb = RGBColor(0x80, 0x00, 0x80)

    new = spec(a_month_more(story()))
    data = edited(built(spec(story())), change)
    fresh, made = refreshed(data, new)
    assert ("dashboard_risk/title", "text") in fields_of(made.kept)
    values = values_of(fresh, new)
    assert "Aldbury first" in str(values["dashboard_risk/title"])
    assert "$3.64M" in str(values["dashboard/card:mrr/figure"])
    bar = shape_of(opened(fresh), "dashboard_risk/queue_marks/mrr:Wexlinger")
    assert bar.fill.fore_color.rgb == RGBColor(0x80, 0x00, 0x80)


def test_marks_follow_a_table_that_was_moved() -> None:
    def change(deck: Deck) -> None:
        shape_of(deck, "dashboard/accounts").top += Inches(0.05)

    new = spec(the_queue_moves(story()))
    fresh, _ = refreshed(edited(built(spec(story())), change), new)
    groups = (shape_of(opened(deck), "dashboard/marks").top for deck in (fresh, built(new)))
    assert next(groups) - next(groups) == Inches(0.05)
    assert refreshed(fresh, new)[1].edits == ()
