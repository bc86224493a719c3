"""What an edition withholds is in no part of the deck: not as it stands, not as a sum, not as a count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kamdeck import api
from kamdeck.run.editions import is_withheld, narrow, prune
from kamdeck.views import VIEWS
from kamdeck.views.view import LAST, NEVER, PACKS, PORTFOLIO
from kamdeck.workbook.columns import CUSTOMER, EDITIONS, EXECUTIVE, INTERNAL
from kamdeck.workbook.rows import Account, Book, Initiative, Revenue, Risk, Settings, Task
from tests.edition_books import ACCOUNT, Marks, found, write_marked

STORY = Path(__file__).parents[1] / "sample_workbooks" / "health_cloud.xlsx"
OUTSIDE = (EXECUTIVE, CUSTOMER)


def build(book: Path, edition: str, **more: Any) -> bytes:
    """The deck of an edition, written beside its workbook."""
    deck = book.parent / f"{edition}.pptx"
    api.build(book, deck, edition=edition, is_forced=True, **more)
    return deck.read_bytes()


# ------------------------------------------------------------------ nothing gets out


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("edition", OUTSIDE)
def test_no_withheld_cell_is_in_any_part(tmp_path: Path, edition: str, lang: str) -> None:
    book, marks = tmp_path / "book.xlsx", Marks()
    write_marked(book, edition, marks, lang=lang)
    assert len(marks.texts) > 50
    assert len(marks.numbers) > 40
    assert found(build(book, edition), marks, lang) == set()


@pytest.mark.parametrize("edition", OUTSIDE)
def test_the_search_finds_them_in_the_internal_edition(tmp_path: Path, edition: str) -> None:
    book, marks = tmp_path / "book.xlsx", Marks()
    write_marked(book, edition, marks)
    seen, texts = found(build(book, INTERNAL), marks), set(marks.texts.values())
    assert len(seen & texts) > len(texts) * 2 / 3
    assert len(seen - texts) > 20 or edition == EXECUTIVE  # the sheets it withholds hold hardly a figure


@pytest.mark.parametrize("edition", OUTSIDE)
def test_other_withheld_values_make_the_same_deck(tmp_path: Path, edition: str) -> None:
    """No sum, share, rank, count or wording depends on what is withheld: the decks are the same bytes."""
    book, decks = tmp_path / "book.xlsx", []
    for salt, is_stripped in ((0, False), (7, False), (0, True)):
        write_marked(book, edition, Marks(salt), is_stripped=is_stripped)
        decks.append(build(book, edition))
    if edition == EXECUTIVE:  # its data notes count the rows that it withholds
        decks.pop()
    assert all(deck == decks[0] for deck in decks)


@pytest.mark.parametrize("edition", OUTSIDE)
def test_nothing_gets_out_on_a_refresh(tmp_path: Path, edition: str) -> None:
    book, marks = tmp_path / "book.xlsx", Marks()
    write_marked(book, edition, Marks(3))
    build(book, edition)
    write_marked(book, edition, marks)
    deck = tmp_path / f"{edition}.pptx"
    report = api.refresh(deck)
    assert report.withheld
    assert found(deck.read_bytes(), marks) == set()


def test_the_customers_deck_knows_no_folder_and_no_notes(tmp_path: Path) -> None:
    folder = tmp_path / "Secret folder"
    folder.mkdir()
    book = folder / "book.xlsx"
    book.write_bytes(STORY.read_bytes())
    parts = dict(_parts(build(book, CUSTOMER, account=ACCOUNT)))
    assert not [name for name, text in parts.items() if "Secret folder" in text]
    assert not [name for name in parts if "notesSlide" in name]
    assert "L. Moreau" in parts["docProps/core.xml"]


def _parts(data: bytes) -> list[tuple[str, str]]:
    from tests.edition_books import contents

    return list(contents(data))


def test_the_internal_edition_withholds_nothing(tmp_path: Path) -> None:
    plain, internal = tmp_path / "plain.pptx", tmp_path / "internal.pptx"
    first = api.build(STORY, plain)
    second = api.build(STORY, internal, edition=INTERNAL)
    assert second.withheld == ()
    assert first.slides == second.slides
    decks = [
        [part for part in _parts(path.read_bytes()) if "customXml" not in part[0]]
        for path in (plain, internal)
    ]
    assert decks[0] == decks[1]


@pytest.mark.parametrize("edition", OUTSIDE)
def test_an_edition_has_no_slide_that_the_internal_one_lacks(tmp_path: Path, edition: str) -> None:
    account = ACCOUNT if edition == CUSTOMER else None
    whole = api.build(STORY, tmp_path / "whole.pptx", account=account)
    part = api.build(STORY, tmp_path / "part.pptx", account=account, edition=edition)
    assert set(part.slides) < set(whole.slides)
    assert {view for view, _ in part.left_out} >= {"decision"}


# ------------------------------------------------------------------ what is pruned


def book_of(**sheets: Any) -> Book:
    return Book(
        settings=Settings(focus_account="Ashgrove", key_account_manager="L. Ray", disclaimer="Not Birch."),
        accounts=(
            Account(account="Ashgrove", short_name="Ash", manager="L. Ray", margin=0.3, at="Accounts!A4"),
            Account(account="Birchwood", short_name="Birch", manager="M. Sol", formerly=("Alder",)),
            Account(account="Ashgrove West"),
        ),
        revenue=(Revenue(account="Ashgrove", year=2026, revenue=1.0),),
        **sheets,
    )


def test_a_row_that_names_another_account_is_withheld() -> None:
    def task(text: str) -> Task:
        return Task(task=text, owner="L. Ray", account="Ashgrove", shared=True)

    texts = (
        "Call Ashgrove", "As for birch, visit", "Ask Ashgrove West", "Birching", "Ash and Ashgrove",
        "See Alder",
    )  # fmt: skip
    book, withheld = prune(book_of(tasks=tuple(map(task, texts))), CUSTOMER, "Ashgrove")
    assert [row.task for row in book.tasks] == ["Call Ashgrove", "Birching", "Ash and Ashgrove"]
    assert [(item.why, item.rows) for item in withheld if item.sheet == "tasks"] == [("named", 3)]
    assert book.settings.disclaimer is None


def test_the_customers_book_is_its_own() -> None:
    plan = tuple(
        Initiative(
            account=name,
            objective="Grow",
            initiative="Do",
            strategy="How",
            goal="9",
            shared=shared,
            at="P!A1",
        )
        for name, shared in (("Ashgrove", True), ("Ashgrove", False), ("Birchwood", True))
    )
    book, _ = prune(book_of(plan=plan, risk=(Risk(account="Ashgrove"),)), CUSTOMER, "Birchwood")
    assert [row.account for row in book.accounts] == ["Birchwood"]
    assert [(row.account, row.strategy, row.goal, row.at) for row in book.plan] == [
        ("Birchwood", None, None, "")
    ]
    assert not book.revenue
    assert not book.risk
    assert book.settings.focus_account == "Birchwood"
    assert book.settings.key_account_manager is None


def test_what_may_not_be_shown_can_be_left_empty() -> None:
    """A column that an edition withholds from a sheet that it shows has a default to stand in for it."""
    for edition in OUTSIDE:
        for sheet in Book.sheets:
            if edition in sheet.readers:
                assert not [c.name for c in sheet.columns if edition not in c.readers and c.required]
        assert not [c.name for c in Settings.columns if edition not in c.readers and c.required]


def test_narrowing_keeps_what_belongs_to_nobody() -> None:
    book = narrow(book_of(tasks=(Task(task="Ours", owner="L. Ray"),)), "Birchwood")
    assert [row.account for row in book.accounts] == ["Birchwood"]
    assert book.tasks == ()
    assert book.revenue == ()


# ------------------------------------------------------------------ packs


def test_every_view_says_where_it_belongs() -> None:
    for view in VIEWS:
        assert set(view.packs) <= set(PACKS[1:])
        assert view.every_pack == tuple(pack for pack in PACKS if pack == PORTFOLIO or pack in view.packs)
        assert not view.is_own or "account" in view.packs
    for places in ([view.finding for view in VIEWS], [view.picture for view in VIEWS]):
        given = sorted(place for place in places if place not in (NEVER, LAST))
        assert given == list(range(1, len(given) + 1))
    assert is_withheld("stakeholders", EXECUTIVE)
    assert not is_withheld("stakeholders", EDITIONS[0])
