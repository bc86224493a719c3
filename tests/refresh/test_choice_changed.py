"""A refresh by another choice: the deck becomes what a build of that choice is, hand edits stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from kamdeck import api
from kamdeck.cli.main import run
from kamdeck.deck.spec import DeckSpec
from kamdeck.errors import KamdeckError
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.package import Package
from kamdeck.workbook.starter import write_starter
from tests.refreshing import fields_of, opened, shape_of, values_of

ACCOUNT = "Mount Sinai"
ANYWHERE = DeckSpec(())


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("choice") / "book.xlsx"
    write_starter(path, lang="en", sample=True)
    return path


def built(book: Path, deck: Path, **choice: Any) -> Path:
    api.build(book, deck, is_forced=True, **choice)
    return deck


def chosen(deck: Path) -> dict[str, Any]:
    found = read_manifest(Package.open(deck))[0]["choice"]
    assert isinstance(found, dict)
    return found


def same(deck: Path, other: Path) -> None:
    """Both hold the same slides and fields; what moved since an earlier run is told by one of them alone."""
    have, want = (values_of(path.read_bytes(), ANYWHERE) for path in (deck, other))
    assert have.keys() == want.keys()
    for key, fields in want.items():
        assert have[key] == fields, key


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        ({}, {"lang": "fr"}),
        ({"lang": "fr"}, {"lang": "en", "years": (2025, 2026)}),
        ({"years": (2026, 2026)}, {"years": (2023, 2026)}),
        ({"views": ["cover", "pareto"]}, {"views": ["cover", "scoring", "concentration"]}),
        ({"pack": "account"}, {"account": "Larkmoor"}),
    ],
)
def test_refresh_equals_build(
    book: Path, tmp_path: Path, first: dict[str, Any], asked: dict[str, Any]
) -> None:
    deck = built(book, tmp_path / "deck.pptx", **first)
    report = api.refresh(deck, **asked)
    assert report.kept == ()
    same(deck, built(book, tmp_path / "other.pptx", **{**first, **asked}))
    before = deck.read_bytes()
    assert api.refresh(deck).changes == ()
    assert deck.read_bytes() == before
    assert api.lint(deck) == ()


def test_the_choice_is_remembered_and_edits_stand(book: Path, tmp_path: Path) -> None:
    deck = built(book, tmp_path / "deck.pptx", views=["cover", "pareto", "scoring"])
    file = Presentation(str(deck))
    shape_of(file, "pareto/title").text_frame.text = "Our own words"
    shape_of(file, "pareto/chart").left += 100_000
    file.save(str(deck))
    report = api.refresh(deck, lang="fr", years=(2024, 2026))
    assert chosen(deck) == {"years": [2024, 2026], "lang": "fr", "views": ["cover", "pareto", "scoring"]}
    assert {("pareto/title", "text"), ("pareto/chart", "box")} <= fields_of(report.kept)
    now = opened(deck.read_bytes())
    assert shape_of(now, "pareto/title").text_frame.text == "Our own words"
    assert "compte" in shape_of(now, "pareto/subtitle").text_frame.text
    assert api.refresh(deck, lang="fr").changes == ()


def test_slides_that_no_longer_belong_go_or_stay_with_the_person(book: Path, tmp_path: Path) -> None:
    deck = built(book, tmp_path / "deck.pptx", views=["cover", "pareto", "scoring", "concentration"])
    file = Presentation(str(deck))
    shape_of(file, "scoring/title").text_frame.text = "Our own words"
    own = file.slides.add_slide(file.slide_layouts[6])
    own.shapes.add_textbox(0, 0, 999_999, 999_999).text_frame.text = "A slide of mine"
    file.save(str(deck))
    report = api.refresh(deck, views=["cover", "pareto"])
    assert {(change.key, change.field) for change in report.changes} >= {("concentration", "slide removed")}
    assert ("scoring", "slide released") in fields_of(report.kept)
    texts = [
        s.text_frame.text
        for page in opened(deck.read_bytes()).slides
        for s in page.shapes
        if s.has_text_frame
    ]
    assert "Our own words" in texts
    assert "A slide of mine" in texts


@pytest.mark.parametrize(
    ("first", "asked", "word"),
    [
        ({}, {"edition": "executive"}, "executive"),
        ({"pack": "account"}, {"edition": "customer"}, "customer"),
        ({"edition": "executive", "pack": "account"}, {"edition": "customer"}, "customer"),
        ({"edition": "customer", "account": ACCOUNT}, {"edition": "executive"}, "executive"),
        ({"edition": "customer", "account": ACCOUNT}, {"edition": "internal"}, "internal"),
        ({"edition": "executive"}, {"edition": "internal", "lang": "fr"}, "internal"),
        ({"edition": "customer", "account": ACCOUNT}, {"account": "Larkmoor"}, "Larkmoor"),
        ({}, {"template": "brand.potx"}, "brand.potx"),
        ({}, {"edition": "everybody"}, "everybody"),
        ({}, {"pack": "parcel"}, "parcel"),
        ({}, {"years": (1999, 2000)}, "1999"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_cannot_be_had_is_refused(
    book: Path, tmp_path: Path, first: dict[str, Any], asked: dict[str, Any], word: str, lang: str
) -> None:
    deck = built(book, tmp_path / "deck.pptx", **first)
    before = deck.read_bytes()
    with pytest.raises(KamdeckError) as caught:
        api.refresh(deck, workbook=book, speak=lang, **asked)
    assert word in caught.value.message
    assert caught.value.hint
    assert deck.read_bytes() == before


def test_the_same_edition_account_and_master_are_no_change(book: Path, tmp_path: Path) -> None:
    deck = built(book, tmp_path / "deck.pptx", edition="customer", account=ACCOUNT)
    before = deck.read_bytes()
    api.refresh(deck, workbook=book, edition="customer", account=ACCOUNT.upper())
    assert values_of(deck.read_bytes(), ANYWHERE) == values_of(before, ANYWHERE)


def test_the_command(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    deck = built(book, tmp_path / "deck.pptx", views=["cover", "pareto"])
    before = deck.read_bytes()
    assert run(["refresh", str(deck), "--lang", "fr", "--years", "2025-2026", "--dry-run"]) == 0
    assert deck.read_bytes() == before
    assert run(["refresh", str(deck), "--years", "2025-2026", "--views", "cover,scoring", "--quiet"]) == 0
    assert chosen(deck) == {"years": [2025, 2026], "views": ["cover", "scoring"]}
    assert run(["refresh", str(deck), "--edition", "executive"]) == 1
    assert "Build a new deck" in capsys.readouterr().err
