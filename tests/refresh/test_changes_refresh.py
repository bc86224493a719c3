"""The slide on what changed under refresh: rows follow their data, edits stay, the basis stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

import kamdeck
from kamdeck.deck.spec import DeckSpec
from kamdeck.figures.context import Context
from kamdeck.figures.key_figures import BASIS, Figures, key_figures
from kamdeck.record import replace
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Account, Book, Revenue
from tests.refreshing import built, edited, fields_of, opened, refreshed, shape_of, values_of

ROOT = Path(__file__).parents[2]
FILES = {"en": "health_cloud.xlsx", "fr": "health_cloud_fr.xlsx"}
Sound = Callable[[Path | bytes], None]


@cache
def story(lang: str = "en") -> Book:
    return read_book(ROOT / "sample_workbooks" / FILES[lang], lang=lang)[0]


@cache
def basis(lang: str = "en") -> Figures:
    """The story in July, Aldbury Clinic not at risk, one account larger."""
    book = story(lang)
    book = replace(
        book,
        settings=replace(book.settings, as_of=date(2026, 7, 31)),
        risk=tuple(row for row in book.risk if row.account != "Aldbury Clinic"),
        revenue=tuple(
            replace(row, revenue=1_600_000.0) if (row.account, row.year) == ("Brightmere", 2026) else row
            for row in book.revenue
        ),
    )
    found = key_figures(Context(book, Say(), book.years[-3:], book.settings.as_of))
    return {**found, "source": "Q3", BASIS: True}


def spec(book: Book, lang: str = "en") -> DeckSpec:
    return compose(
        book, (), Choice(lang=lang, views=("changes",), since="Q3"), Say("en"), (basis(lang),)
    ).spec


def a_row_more(book: Book) -> Book:
    """A new account at the top."""
    account = Account(account="Northgate", at="Accounts!A99")
    revenue = Revenue(account="Northgate", year=2026, revenue=12e6, at="Revenue!E99")
    return replace(book, accounts=(*book.accounts, account), revenue=(*book.revenue, revenue))


def a_row_less(book: Book) -> Book:
    return replace(book, risk=tuple(row for row in book.risk if row.account != "Aldbury Clinic"))


def renamed(book: Book) -> Book:
    def named(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            replace(r, account="Brightmere Health") if r.account == "Brightmere" else r for r in rows
        )

    return replace(book, accounts=named(book.accounts), revenue=named(book.revenue), mrr=named(book.mrr))


def a_person_turned(book: Book) -> Book:
    rows = tuple(
        replace(row, relationship="negative") if row.relationship == "positive" else row
        for row in book.stakeholders
    )
    return replace(book, stakeholders=rows)


def no_mrr(book: Book) -> Book:
    return replace(book, mrr=(), mrr_bridge=(), risk=())


CHANGES = {
    "a row more": a_row_more,
    "a row less": a_row_less,
    "renamed": renamed,
    "a person turned": a_person_turned,
    "no MRR": no_mrr,
}


@pytest.mark.parametrize("lang", FILES)
def test_the_same_data_write_nothing(lang: str, sound: Sound) -> None:
    made = spec(story(lang), lang)
    data = built(made)
    again, plan = refreshed(data, made)
    assert again == data
    assert plan.changes == ()
    sound(again)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_refresh_gives_what_a_build_would(change: Callable[[Book], Book], sound: Sound) -> None:
    new = spec(change(story()))
    data, plan = refreshed(built(spec(story())), new)
    assert values_of(data, new) == values_of(built(new), new)
    assert (plan.kept, plan.conflicts) == ((), ())
    assert refreshed(data, new)[0] == data
    sound(data)


def by_hand(deck: Deck) -> None:
    shape_of(deck, "changes/title").text_frame.text = "A good quarter"
    shape_of(deck, "changes/next").text_frame.paragraphs[1].runs[0].text = "Call Ann."
    chart = shape_of(deck, "changes/bridge")
    chart.left = Inches(4.9)
    chip = shape_of(deck, "changes/moves_marks/after:tier:Brightmere")
    chip.fill.solid()
    chip.fill.fore_color.rgb = RGBColor(0xFF, 0xEE, 0xDD)
    mark = shape_of(deck, "changes/moves_marks/mark:risk:Aldbury Clinic")._element
    mark.getparent().remove(mark)


def test_edits_stay_and_figures_follow(sound: Sound) -> None:
    new = spec(a_row_more(story()))
    data, plan = refreshed(edited(built(spec(story())), by_hand), new)
    deck = opened(data)
    assert shape_of(deck, "changes/title").text_frame.text == "A good quarter"
    assert "Call Ann." in shape_of(deck, "changes/next").text_frame.text
    assert shape_of(deck, "changes/bridge").left == Inches(4.9)
    chip = shape_of(deck, "changes/moves_marks/after:tier:Brightmere")
    assert chip.fill.fore_color.rgb == RGBColor(0xFF, 0xEE, 0xDD)
    with pytest.raises(KeyError):
        shape_of(deck, "changes/moves_marks/mark:risk:Aldbury Clinic")
    rows = {cell.text for row in shape_of(deck, "changes/moves").table.rows for cell in row.cells}
    assert {"Northgate", "new account", "$12.0M"} <= rows
    assert ("changes/title", "text") in fields_of(plan.kept)
    assert refreshed(data, new)[0] == data
    sound(data)


def test_the_basis_stays_when_its_file_is_gone_and_the_date_moves_on(tmp_path: Path, sound: Sound) -> None:
    source, old, deck = tmp_path / "book.xlsx", tmp_path / "Q3.xlsx", tmp_path / "deck.pptx"
    shutil.copy(ROOT / "sample_workbooks" / FILES["en"], source)
    book: Any = load_workbook(source)
    setting = next(line[1] for line in book["Settings"].iter_rows() if line[0].value == "As of")
    setting.value = date(2026, 7, 31)
    book.save(old)
    kamdeck.build(source, deck, views=["summary", "changes"], since=old)
    old.unlink()
    assert kamdeck.refresh(deck).changes == ()
    setting.value = date(2026, 12, 31)
    book.save(source)
    kamdeck.refresh(deck)
    shown = Presentation(str(deck))
    assert shape_of(shown, "changes/title").text_frame.text.endswith("since 31\u00a0Jul\u00a02026")
    assert shape_of(shown, "summary/since").text_frame.text.endswith("Q3, 31 Jul 2026")
    once = deck.read_bytes()
    assert kamdeck.refresh(deck).changes == ()
    assert deck.read_bytes() == once
    sound(deck)
