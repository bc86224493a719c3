"""Packs and editions under refresh: the choice is kept, hand edits stand, a lost account is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from kamdeck import api
from kamdeck.errors import KamdeckError
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.package import Package
from kamdeck.workbook.pages import pages
from kamdeck.workbook.starter import write_workbook
from kamdeck.workbook.story import sample_settings
from tests.readback import ReadDeck
from tests.refreshing import shape_of

ACCOUNT = "Mount Sinai"
Change = Callable[[str, str, Any], Any]  # sheet, column, value -> value


def write(path: Path, change: Change = lambda sheet, column, value: value, **settings: Any) -> Path:
    """The sample story with `change` made to every cell."""
    made = pages("en", sample=True)
    for page in made:
        names = [fact.name for _, fact in page.columns]
        page.rows = [
            [change(page.sheet.key, n, v) for n, v in zip(names, row, strict=True)] for row in page.rows
        ]
    write_workbook(path, made, "en", sample_settings("en") | settings)
    return path


def chosen(deck: Path) -> object:
    return read_manifest(Package.open(deck))[0]["choice"]


def reword(deck: Path, key: str, text: str) -> None:
    """What a person does: another wording in a shape of ours."""
    file = Presentation(str(deck))
    shape_of(file, key).text_frame.text = text
    file.save(str(deck))


def test_an_accounts_pack_keeps_its_account_and_the_edits(tmp_path: Path) -> None:
    book, deck = write(tmp_path / "book.xlsx"), tmp_path / "deck.pptx"
    built = api.build(book, deck, pack="account")
    assert chosen(deck) == {"account": ACCOUNT, "pack": "account"}
    reword(deck, "pareto/title", "Our fourth largest")

    def halved(sheet: str, column: str, value: Any) -> Any:
        return (
            value / 2 if sheet == "revenue" and isinstance(value, float | int) and value == 8.6e6 else value
        )

    write(book, halved, focus_account="Larkmoor")
    report = api.refresh(deck)
    read = ReadDeck(deck, "en")
    assert report.slides == built.slides
    assert read.text("pareto/title") == "Our fourth largest"
    kept = {kept.key: kept.ours for kept in report.kept}
    assert kept["pareto/title"] == "Mount Sinai is number 4 of 24 accounts, with 11.1% of 2026 revenue"
    assert read.text("pareto/fact:place").startswith("4 of 24")
    assert read.text("abc_accounts/title").startswith("Mount Sinai is an account of tier A, number 4 of 24")
    before = deck.read_bytes()
    assert api.refresh(deck).changes == ()
    assert deck.read_bytes() == before


@pytest.mark.parametrize("edition", ["executive", "customer"])
def test_an_edition_is_kept_with_what_a_person_changed(tmp_path: Path, edition: str) -> None:
    book, deck = write(tmp_path / "book.xlsx"), tmp_path / "deck.pptx"
    built = api.build(book, deck, edition=edition)
    slide = f"divisions:{ACCOUNT}"
    reword(deck, f"{slide}/title", "Where we work together")

    def renamed(sheet: str, column: str, value: Any) -> Any:
        return "Uptown clinics" if value == "Long Island clinics" else value

    write(book, renamed)
    report = api.refresh(deck)
    read = ReadDeck(deck, "en")
    assert report.slides == built.slides
    assert report.withheld == built.withheld
    assert read.text(f"{slide}/title") == "Where we work together"
    assert f"{slide}/card:Uptown clinics" in read.shapes
    assert f"{slide}/card:Long Island clinics" not in read.shapes
    assert chosen(deck)["edition"] == edition  # type: ignore[index]
    assert api.refresh(deck).changes == ()


def test_a_shared_task_more_is_on_the_customers_slide(tmp_path: Path) -> None:
    book, deck = write(tmp_path / "book.xlsx"), tmp_path / "deck.pptx"
    api.build(book, deck, edition="customer")
    assert "Show dictation to Queens" not in str(ReadDeck(deck, "en").rows("todo_team/table"))

    def shared(sheet: str, column: str, value: Any) -> Any:
        return "yes" if sheet == "tasks" and column == "shared" else value

    write(book, shared)
    api.refresh(deck)
    rows = str(ReadDeck(deck, "en").rows("todo_team/table"))
    assert "Show dictation to Queens" in rows
    assert "Send the renewal proposal" not in rows  # another account's


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_account_that_is_gone_is_told(tmp_path: Path, lang: str) -> None:
    book, deck = write(tmp_path / "book.xlsx"), tmp_path / "deck.pptx"
    api.build(book, deck, account="Larkmoor")
    before = deck.read_bytes()

    def replaced(sheet: str, column: str, value: Any) -> Any:
        if sheet == "revenue" and isinstance(value, float | int):
            return value * 2
        return "Larkmoor Group" if value == "Larkmoor" else value

    write(book, replaced)
    with pytest.raises(KamdeckError) as caught:
        api.refresh(deck, speak=lang)
    assert "Larkmoor" in caught.value.message
    assert "Larkmoor Group" in caught.value.hint
    assert deck.read_bytes() == before


def test_a_review_follows_the_focus_account(tmp_path: Path) -> None:
    book, deck = write(tmp_path / "book.xlsx"), tmp_path / "deck.pptx"
    slides = api.build(book, deck, pack="review").slides
    assert {"dashboard", "retention", "todo_team", f"blueprint:{ACCOUNT}"} <= set(slides)
    assert not {"pareto", "scoring", "classification"} & set(slides)
    assert chosen(deck) == {"pack": "review"}
    assert api.refresh(deck).slides == slides
