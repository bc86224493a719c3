"""Every sentence that the deck's layers can say to a person has its French, and every field its name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kamdeck.cli.deck_words import ERRORS, FAULTS, FIELDS, field_word, spoken
from kamdeck.cli.words import Words
from kamdeck.deck.normal import CLASSES

ROOT = Path(__file__).parents[2] / "kamdeck"
# Modules whose errors mean that a spec contradicts itself: a fault of ours, not of a file.
OURS = {"colors", "draft", "labels", "series", "sheets", "tables", "shapes", "charts", "connectors"}


def templates(node: ast.expr) -> Iterator[str]:
    """The fixed words of a message, with `{}` for what varies."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    elif isinstance(node, ast.IfExp):
        yield from templates(node.body)
        yield from templates(node.orelse)


def calls(names: set[str]) -> Iterator[tuple[Path, ast.Call]]:
    for folder in ("deck", "pictures", "pptxio"):
        for path in (ROOT / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                    yield path, node


def said() -> set[str]:
    found = {
        text
        for path, call in calls({"DeckError", "TemplateError", "KamdeckError"})
        if path.stem not in OURS
        for argument in call.args
        for text in templates(argument)
    }
    return (found | own_errors()) - {""}


def own_errors() -> set[str]:
    """What errors say that have a class of their own: the words that they give to the one above."""
    return {
        text
        for folder in ("deck", "pictures", "pptxio")
        for path in (ROOT / folder).glob("*.py")
        for kind in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(kind, ast.ClassDef) and kind.name.endswith("Error")
        for call in ast.walk(kind)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "__init__"
        for argument in call.args
        for text in templates(argument)
    }


def faults() -> set[str]:
    """What the lint says: it yields, returns or lists its sentences."""
    found: set[str] = set()
    for path in (ROOT / "pptxio").glob("lint*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Yield | ast.Return) and node.value is not None:
                found |= set(templates(node.value))
            elif isinstance(node, ast.GeneratorExp):
                found |= set(templates(node.elt))
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault":
                found |= set(templates(node.args[2]))
    return {text for text in found if " " in text}


def test_every_fault_of_a_deck_has_its_french() -> None:
    assert faults() - set(FAULTS) == set()
    assert set(FAULTS) - faults() == set()
    assert all(e.count("{}") == f.count("{}") for e, f in FAULTS.items())


def test_every_error_has_its_french() -> None:
    assert said() - set(ERRORS) == set()


def test_no_french_is_left_over() -> None:
    constants = {"Open it in PowerPoint, let it repair the file, and save it again."}
    assert set(ERRORS) - said() - constants == set()


def test_the_french_has_the_same_places() -> None:
    for english, french in ERRORS.items():
        assert english.count("{}") == french.count("{}"), english
        assert not re.search(r"\w[:;?!]", french), french


def test_an_error_is_said_in_french_with_its_details() -> None:
    french = Words("fr")
    assert spoken("deck.pptx is open in PowerPoint.", french) == "deck.pptx est ouvert dans PowerPoint."
    assert spoken("Something else.", french) == "Something else."
    assert spoken("deck.pptx is open in PowerPoint.", Words("en")) == "deck.pptx is open in PowerPoint."


def test_every_field_of_a_deck_has_a_name() -> None:
    assert set(CLASSES) - set(FIELDS) == set()


def test_every_reported_field_has_a_name() -> None:
    reported = {
        text
        for _, call in calls({"Change", "Kept", "Conflict"})
        if len(call.args) > 1
        for text in templates(call.args[1])
        if not text.startswith("{}")
    }
    assert len(reported) > 10
    assert reported - set(FIELDS) == set()


@pytest.mark.parametrize(
    ("field", "lang", "expected"),
    [
        ("text", "en", "text"),
        ("val/revenue/Acme", "fr", "chiffre revenue/Acme"),
        ("slide deleted", "fr", "page supprimée"),
        ("unheard", "fr", "unheard"),
    ],
)
def test_field_words(field: str, lang: str, expected: str) -> None:
    assert field_word(field, Words(lang)) == expected
