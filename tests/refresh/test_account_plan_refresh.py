"""Division map, white space and account plan under refresh: a division more, a product dropped, initiatives
done and added, a strategy renamed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from kamdeck.deck.spec import DeckSpec
from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.views.blueprint import view as blueprint
from kamdeck.views.divisions import view as divisions
from kamdeck.views.whitespace import view as whitespace
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book, Division, Offer
from tests.refreshing import built, edited, fields_of, find, follows, refreshed, values_of

ROOT = Path(__file__).parents[2]
KEY = "Mount Sinai"
Sound = Callable[[Path | bytes], None]


@cache
def story() -> Book:
    return read_book(ROOT / "sample_workbooks" / "health_cloud.xlsx")[0]


def spec(book: Book, lang: str = "en") -> DeckSpec:
    """The three slides of a book."""
    ctx = Context(book, Say(lang), (2024, 2025, 2026), date(2026, 10, 31), "health_cloud.xlsx")
    made = [slide for view in (blueprint, divisions, whitespace) for slide in view.build(ctx)]
    return DeckSpec(tuple(made), ctx.say.tag)


def one_more_division(book: Book) -> Book:
    row = Division(account=KEY, division="Harbour", region="Long Island", head="P. Vance")
    offer = Offer(account=KEY, division="Harbour", product="Security", state="white space", value=2e6)
    return replace(book, divisions=(*book.divisions, row), whitespace=(offer, *book.whitespace))


def one_product_less(book: Book) -> Book:
    rows = tuple(row for row in book.whitespace if row.product != "Dictation")
    return replace(book, whitespace=rows)


def sold_and_blocked(book: Book) -> Book:
    """What was proposed is in use, what was open is with a competitor."""
    states = {"proposed": "in use", "white space": "competitor"}
    rows = tuple(replace(row, state=states.get(row.state, row.state)) for row in book.whitespace)
    return replace(book, whitespace=rows)


def other_plan(book: Book) -> Book:
    """One initiative done, one gone, one new, a strategy renamed."""
    rows = list(book.plan)
    rows[0] = replace(rows[0], status="done", now="positive")
    rows[3], rows[4] = (replace(row, strategy="Archive in every division") for row in rows[3:5])
    extra = replace(rows[2], initiative="Audit of the access rights", ambition=None, status="late")
    return replace(book, plan=(*rows[:3], extra, *rows[3:7], rows[8]))


CHANGES = {
    "division": one_more_division,
    "product": one_product_less,
    "states": sold_and_blocked,
    "plan": other_plan,
}


@pytest.mark.parametrize("change", CHANGES)
def test_refresh_equals_build_there_and_back(change: str, sound: Sound) -> None:
    follows(spec(story()), spec(CHANGES[change](story())), sound)


def test_a_persons_edits_stand(sound: Sound) -> None:
    def change(deck: Deck) -> None:
        shapes = list(deck.slides)
        title = find(shapes[0], f"kd:blueprint:{KEY}/title")
        title.text_frame.paragraphs[0].runs[0].text = "Our words"
        find(shapes[1], f"kd:divisions:{KEY}/card:Queens").left += Inches(0.05)
        find(shapes[2], f"kd:whitespace:{KEY}/table").top += Inches(0.05)

    new = spec(sold_and_blocked(other_plan(story())))
    data, made = refreshed(edited(built(spec(story())), change), new)
    sound(data)
    have, want = values_of(data, new), values_of(built(new), new)
    assert "Our words" in str(have[f"blueprint:{KEY}/title"]["text"])
    assert (f"whitespace:{KEY}/table", "place") in fields_of(made.kept)
    name = f"whitespace:{KEY}/table"
    cells = {field: value for field, value in want[name].items() if field.startswith("cell/")}
    assert {field: have[name][field] for field in cells} == cells
    assert refreshed(data, new)[1].edits == ()
