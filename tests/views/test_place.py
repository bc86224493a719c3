"""The account of a pack on the portfolio's slides: marked, shown whatever its rank, its place in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamdeck.deck.spec import Chart, SlideSpec, Table, Text
from kamdeck.figures.context import Context
from kamdeck.text import Say
from kamdeck.views.abc import accounts as abc_accounts
from kamdeck.views.cover import view as cover
from kamdeck.views.pareto import view as pareto
from kamdeck.views.scoring import view as scoring
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book
from tests.books import BOOKS
from tests.view_checks import PLAIN, faults

STORY = read_book(Path(__file__).parents[2] / "sample_workbooks" / "health_cloud.xlsx", lang="en")[0]
VIEWS = (cover.VIEW, pareto.VIEW, abc_accounts.VIEW, scoring.VIEW)


def context(book: Book, account: str, lang: str = "en") -> Context:
    return Context(
        book, Say(lang), book.years[-3:], book.settings.as_of, "book.xlsx", account, pack="account"
    )


def words(slide: SlideSpec, key: str) -> str:
    """The text of an element, breaks as spaces."""
    found = next(e for e in slide.elements if e.key == f"{slide.key}/{key}")
    assert isinstance(found, Text)
    return " ".join(p.text for p in found.paras).replace("\v", " ").translate(PLAIN)


def slide_of(view: str, account: str, lang: str = "en", book: Book = STORY) -> SlideSpec:
    made = next(v for v in VIEWS if v.key == view).build(context(book, account, lang))
    return made[0]


def test_pareto_says_rank_and_share() -> None:
    slide = slide_of("pareto", "Meridale Alliance")
    assert words(slide, "title") == "Meridale Alliance is number 5 of 24 accounts, with 7.9% of 2026 revenue"
    assert words(slide, "fact:place") == "5 of 24 by 2026 revenue, with 7.9% of it: $3.4M of $42.9M."
    assert words(slide, "fact:neighbour") == "$1.8M behind Ravensford Cl., the next larger account."
    french = slide_of("pareto", "Meridale Alliance", "fr")
    assert words(french, "title") == "Meridale Alliance est n° 5 sur 24 comptes, avec 7,9 % du CA 2026"


def test_abc_says_the_tier_and_how_far_the_next_one_is() -> None:
    slide = slide_of("abc_accounts", "Brightmere")
    assert words(slide, "title") == (
        "Brightmere is an account of tier B, number 8 of 24; $301k more would lift it to A"
    )
    assert words(slide, "fact:tier").startswith("B is its tier in 2026: number 8 of 24, with 2.8%")
    assert words(slide, "fact:gap_up") == "+$301k would lift it to tier A, all others equal (+25%)."
    assert words(slide, "fact:gap_down") == "−$841k would drop it to tier C, all others equal (−70%)."
    assert words(slide, "fact:change").startswith("−14.3% against 2025, when it was in tier A")


def test_scoring_says_score_rank_and_distance() -> None:
    slide = slide_of("scoring", "Ravensford Clinic")
    assert words(slide, "title") == (
        "Ravensford Clinic scores 7.3: number 2 of 16 scored accounts, 0.7 behind Mount Sinai"
    )
    first = slide_of("scoring", "Mount Sinai")
    assert words(first, "title").endswith(
        "and is first of 16 scored accounts, 0.7 ahead of Ravensford Clinic"
    )


@pytest.mark.parametrize("account", [name.account for name in STORY.accounts if name.status != "lost"][::4])
def test_the_account_is_marked_whatever_its_rank(account: str) -> None:
    chart = next(e for e in slide_of("pareto", account).elements if isinstance(e, Chart))
    bars = chart.plots[0].series[0]
    assert [point.key for point in bars.points if point.fill == "accent"] == [account]
    table = next(e for e in slide_of("abc_accounts", account).elements if isinstance(e, Table))
    row = next(row for row in table.rows if row.key == account)
    assert row.cells[1].paras[0].runs[0].color == "accent_deep"
    cells = [row for row in table.rows if row.key not in ("head", "gone", "total") and ":" not in row.key]
    ranks = [int(row.cells[0].paras[0].text) for row in cells]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", list(BOOKS))
def test_any_account_of_any_book_fits(name: str, lang: str) -> None:
    book = BOOKS[name]
    for place in {0, len(book.accounts) // 2, len(book.accounts) - 1}:
        for view in VIEWS:
            for slide in view.build(context(book, book.accounts[place].account, lang)):
                assert [f for f in faults(slide) if f != "no alternative text: cover/fields"] == []


def test_an_account_without_revenue_keeps_the_portfolios_words() -> None:
    lost = next(row.account for row in STORY.accounts if row.status == "lost")
    assert words(slide_of("pareto", lost), "title").startswith("7 of 24 accounts")
