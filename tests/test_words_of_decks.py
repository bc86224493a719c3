"""The words of whole decks, mails and messages: no kind of fault that a native reader stumbles over."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kamdeck
from kamdeck.run.choice import Choice
from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.workbook.reader import read_book
from tests.turning_books import turned
from tests.words import KINDS, faults, faults_of, named, said, words_of

SAMPLES = Path(__file__).parents[1] / "sample_workbooks"
BOOKS = (
    (1, "as it is"),
    (2, "wild"),
    (2, "equal"),
    (3, "shrinking"),
    (3, "losing"),
    (12, "wild 2"),
    (12, "giant"),
)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("count", "kind"), BOOKS, ids=str)
def test_the_words_of_a_deck(count: int, kind: str, lang: str) -> None:
    deck = compose(named(turned(count, kind)), (), Choice(lang=lang), Say(lang)).spec
    assert len(deck.slides) > 20
    found = [fault for slide in deck.slides for fault in faults_of(said(slide), lang)]
    assert [each for each in found if not each.startswith("charter/scope")] == []  # the workbook's sentences


LIMIT = r"_?(MOST_)?(NAMED|NAMES|LISTED|CELLS|SHEETS)"


def limits() -> Iterator[tuple[str, str]]:
    """The constants that say how many are named in a text, by module and name."""
    for module in pkgutil.walk_packages(kamdeck.__path__, "kamdeck."):
        if re.match(r"kamdeck\.(views|figures)\.", module.name):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, int) and re.fullmatch(
                    r"_?(MOST_)?(NAMED|NAMES|LISTED|CELLS|SHEETS)", name
                ):
                    yield module.name, name


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_lists_that_are_just_as_long_as_they_may_be(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few are named: nobody is counted where nobody is left, one is not many."""
    lang = ("en", "fr")[limit % 2]
    found = [*limits()]
    assert len(found) > 15
    for module, name in found:
        monkeypatch.setattr(importlib.import_module(module), name, limit)
    deck = compose(named(turned(12, "as it is")), (), Choice(lang=lang), Say(lang)).spec
    wrong = [fault for slide in deck.slides for fault in faults_of(said(slide), lang)]
    assert [each for each in wrong if not each.startswith("charter/scope")] == []


@pytest.mark.parametrize(("sample", "lang"), [("health_cloud.xlsx", "en"), ("health_cloud_fr.xlsx", "fr")])
def test_the_words_of_the_samples(sample: str, lang: str) -> None:
    book, _ = read_book(SAMPLES / sample, lang=lang)
    deck = compose(book, (), Choice(lang=lang), Say(lang)).spec
    found = [fault for slide in deck.slides for fault in faults_of(said(slide), lang)]
    # a cell is read with ordinary spaces
    assert [each for each in found if "no narrow space" not in each] == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_words_of_a_catalogue(lang: str) -> None:
    """Wordings that no deck shows: messages, mails, helps."""
    texts = ((key, re.sub(r"\{+[^{}]*\}+", "#", text)) for key, text in words_of(lang))
    texts = ((key, text) for key, text in texts if key != "pareto.largest_first" and "--" not in text)
    assert faults_of(texts, lang) == []


FIELDS = "account|ally|blocker|division|family|file|first|member|month|name|names|plan|product|team|top|who"


def test_french_words_are_joined_to_names_by_their_form() -> None:
    found = [(k, t) for k, t in words_of("fr") if re.search(rf"\b(?:[Dd]e|[Qq]ue|à) \{{(?:{FIELDS})\}}", t)]
    assert [
        key for key, _ in found if key not in ("building_blocks.scope.one", "identification.funnel")
    ] == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_words_of_check(lang: str) -> None:
    _, problems = read_book(SAMPLES / "broken.xlsx", lang=lang)
    assert len(problems) > 30
    texts = [(p.code, text) for p in problems for text in (p.message, p.hint)]
    assert faults_of(texts, lang) == []


FAULTY = {
    "en": {
        "two spaces": "Revenue fell  $3M",
        "a space before a full stop or comma": "Revenue fell .",
        "a mark twice": "No discount without a trade..",
        "the straight apostrophe": "the team's hours",
        "an unfilled field": "{name} leads",
        "account(s)": "account(s) left",
        "none more": "Harborview and 0 more",
        "a word twice": "of the the accounts",
        "the letter x for times": "weight x shortfall",
        "all one or two": "All 2 accounts grew",
        "a before a vowel": "an month later",
        "one of many": "1 accounts left",
        "many of one": "1 of 10 account brings 80%",
    },
    "fr": {
        "two spaces": "Le CA  recule",
        "a space before a full stop or comma": "Le CA recule .",
        "a mark twice": "sans contrepartie..",
        "the straight apostrophe": "le chiffre d'affaires",
        "an unfilled field": "{name:de} recule",
        "account(s)": "compte(s) partis",
        "none more": "Nord et 0 autre",
        "a word twice": "le compte de de Nord",
        "the letter x for times": "poids x manque",
        "all one or two": "Les 2 comptes reculent",
        "no narrow space before a double mark": "Le CA recule ; Nord part",
        "no elision": "Revoir le plan de Intégral",
        "no contraction": "Revoir le plan de Le Creuset",
        "vs": "+3 vs réalisé",
        "one of many": "1 comptes reculent",
        "many of one": "12 compte recule",
    },
}


@pytest.mark.parametrize(("lang", "kind"), [(lang, kind) for lang in FAULTY for kind in FAULTY[lang]])
def test_each_kind_is_seen(lang: str, kind: str) -> None:
    assert [fault.partition(":")[0] for fault in faults(FAULTY[lang][kind], lang)] == [kind]


def test_no_kind_is_forgotten() -> None:
    for lang, kinds in KINDS.items():
        assert {*kinds, "one of many", "many of one"} == set(FAULTY[lang])
