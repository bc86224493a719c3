"""Decks of every size: sound, the same each time, and a refresh finds nothing to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kamdeck.deck.plan import plan
from kamdeck.deck.spec import Chart, DeckSpec, Table, Text
from kamdeck.deck.state import DeckState
from kamdeck.pptxio.apply import apply
from kamdeck.pptxio.colors import OUR_PALETTE
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import read_state
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from tests.books import BOOKS as PORTFOLIOS
from tests.subscription_books import BOOKS as SUBSCRIPTIONS

BOOKS = PORTFOLIOS | {f"subscriptions_{name}": book for name, book in SUBSCRIPTIONS.items()}
CASES = [(name, lang) for name in BOOKS for lang in ("en", "fr")]


def deck_of(spec: DeckSpec) -> bytes:
    """The bytes of a new deck."""
    master, package = shipped_master()
    apply(plan(spec, DeckState(colors=OUR_PALETTE.tokens), None), package, spec, master)
    return package.save_bytes()


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_a_deck_is_sound_and_stable(name: str, lang: str, sound: Callable[[bytes], None]) -> None:
    spec = compose(BOOKS[name], (), Choice(lang=lang), Say("en")).spec
    data = deck_of(spec)
    sound(data)
    assert deck_of(spec) == data
    reading = read_state(Package.open(data), spec)
    again = plan(spec, reading.state, reading.ledger)
    assert (again.edits, again.changes, again.kept, again.conflicts) == ((), (), (), ())


@pytest.mark.parametrize("name", BOOKS)
def test_titles_are_unique_and_every_slide_has_one(name: str) -> None:
    slides = compose(BOOKS[name], (), Choice(), Say("en")).spec.slides
    titles = [
        "".join(run.text for para in element.paras for run in para.runs)
        for slide in slides
        for element in slide.elements
        if isinstance(element, Text) and element.placeholder == "title"
    ]
    assert len(titles) == len(slides)
    assert all(titles)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", BOOKS)
def test_charts_and_tables_have_an_alternative_text(name: str) -> None:
    slides = compose(BOOKS[name], (), Choice(), Say("en")).spec.slides
    silent = [
        element.key
        for slide in slides
        for element in slide.elements
        if isinstance(element, Chart | Table) and not element.alt
    ]
    assert silent == []
