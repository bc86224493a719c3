"""Verbs of direction, the order of the fields and the forms of a plural, in every wording: the other
language, and the other form, tell where one was turned round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from kamdeck.text import catalogue
from tests.directions import (
    TURNS,
    forms_turned_otherwise,
    of_form,
    ordered_otherwise,
    reversed_forms,
    turned_otherwise,
)

# Where each language says it rightly with the other's word: "{open} or more", "au moins {open}"; minus signs.
OTHERWISE = {
    "more or less: decision.notes.rule", "more or less: divisions.title.most",
    "more or less: divisions.title.unvalued", "more or less: map.note.credits",
}  # fmt: skip
# Whose sentence is built otherwise in French: "Sur {all} {many}, {n} n’a pas encore de responsable".
REORDERED = {
    "abc_tiers.title_fewer_years", "changes.title.accounts", "charter.title.ownerless",
    "charter.title.ownerless_short", "ideal_profile.next", "mail.lacks", "problem.use-above.message",
    "ranking.next.move", "team.next.give", "team.next.keep",
}  # fmt: skip


def wordings(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every text with its dotted key; the forms of a plural are one text."""
    for name, value in node.items():
        if isinstance(value, Mapping) and "other" not in value:
            yield from wordings(value, f"{path}{name}.")
        elif not isinstance(value, list):
            yield f"{path}{name}", value


ENGLISH, FRENCH = (
    dict(wordings({k: v for k, v in catalogue(lang).items() if k != "forms"})) for lang in ("en", "fr")
)
BOTH = [
    (key, of_form(text, form), of_form(FRENCH[key], form))
    for key, text in ENGLISH.items()
    for form in ("one", "other")
]
PLURALS = [
    (key, lang, text)
    for lang, texts in (("en", ENGLISH), ("fr", FRENCH))
    for key, text in texts.items()
    if isinstance(text, Mapping) and "one" in text
]


@pytest.mark.parametrize("turn", TURNS)
def test_both_languages_turn_the_same_way(turn: str) -> None:
    found = [f"{turn}: {key}" for key, *texts in BOTH if turned_otherwise(turn, *texts)]
    assert set(found) == {each for each in OTHERWISE if each.startswith(f"{turn}:")}


def test_both_languages_name_the_fields_in_the_same_order() -> None:
    """What is "{n} of {all}" is "{n} sur {all}": where they are exchanged in one, the other tells."""
    assert {key for key, *texts in BOTH if ordered_otherwise(*texts)} == REORDERED


def test_the_forms_of_a_plural_turn_the_same_way() -> None:
    assert [(key, lang) for key, lang, text in PLURALS if forms_turned_otherwise(text, lang)] == []


def test_the_forms_of_a_plural_are_one_and_many() -> None:
    found = [(key, lang, *reversed_forms(text, lang)) for key, lang, text in PLURALS]
    assert [each for each in found if len(each) > 2] == []


@pytest.mark.parametrize(
    ("english", "french", "turn"),
    [
        ("Revenue fell to {sum}", "Le CA atteint {sum}", "up or down"),
        ("{n} fewer", "{n} de plus", "more or less"),
        ("largest last", "du plus grand au plus petit", "falling or rising order"),
        ("{names} joined", "{names} en sortent", "in or out"),
        ("{n} days early", "{n} jours de retard", "before or after"),
    ],
)
def test_a_word_that_is_turned_round_is_seen(english: str, french: str, turn: str) -> None:
    assert turned_otherwise(turn, english, french)


def test_a_form_that_is_turned_round_is_seen() -> None:
    assert forms_turned_otherwise({"one": "{n} account less", "other": "{n} accounts more"}, "en")
    assert reversed_forms({"one": "{n} comptes reculent", "other": "{n} compte recule"}, "fr")
    assert reversed_forms({"one": "each of the {n}", "other": "the account"}, "en")
    assert ordered_otherwise("{n} of {all}", "{all} sur {n}")
