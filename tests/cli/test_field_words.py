"""Every field that a report can name has its name in every language; what is told is said in each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kamdeck.cli.show import field_word
from kamdeck.cli.words import Words
from kamdeck.deck.normal import CLASSES
from kamdeck.text import Say, Sentence, catalogue, languages, told

ROOT = Path(__file__).parents[2] / "kamdeck"
FIELDS = set(catalogue("en")["field"])


def reported() -> Iterator[str]:
    for folder in ("deck", "pptxio"):
        for path in (ROOT / folder).glob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(call, ast.Call) or len(call.args) < 2:
                    continue
                if getattr(call.func, "id", "") in {"Change", "Kept", "Conflict"}:
                    value = call.args[1]
                    for part in (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,):
                        if isinstance(part, ast.Constant) and isinstance(part.value, str):
                            yield part.value


def test_every_field_of_a_deck_has_a_name() -> None:
    assert set(CLASSES) - FIELDS == set()


def test_every_reported_field_has_a_name() -> None:
    found = set(reported())
    assert len(found) > 10
    assert found - FIELDS == set()


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


def test_a_sentence_is_said_again_in_another_language() -> None:
    sentence = told("refused.open", name="deck.pptx", program="PowerPoint")
    assert sentence == "deck.pptx is open in PowerPoint."
    assert Say("fr").again(sentence) == "deck.pptx est ouvert dans PowerPoint."
    assert Say("en").again(sentence) == sentence
    assert Say("fr").again("Something else.") == "Something else."


def test_a_sentence_within_a_sentence_is_said_too() -> None:
    inner = told("refused.cut_off", name="book.xlsx")
    assert Say("fr").again(told("fault.book_unreadable", detail=inner)) == (
        "le classeur incorporé ne peut pas être lu\u202f: book.xlsx est tronqué."
    )


def test_a_sentence_goes_from_process_to_process() -> None:
    import pickle

    sent = pickle.loads(pickle.dumps(told("refused.cut_off", name="deck.pptx")))
    assert isinstance(sent, Sentence)
    assert Say("fr").again(sent) == "deck.pptx est tronqué."


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "told":
                yield f"{path.name}:{node.lineno}", node


def test_what_is_told_has_its_text_with_these_fields() -> None:
    """Literal keys: the text is there, and takes the fields that it is given."""
    seen = 0
    for place, call in calls():
        if isinstance(call.args[0], ast.Constant):
            fields = {k.arg: "x" for k in call.keywords if k.arg}
            for lang in languages():
                text = Say(lang)(str(call.args[0].value), **fields)
                assert text.count("x") >= len(fields), place
            seen += 1
    assert seen > 100


def test_no_sentence_of_a_refusal_is_left_over() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py"))
    for section in ("refused", "fault"):
        unused = [key for key in catalogue("en")[section] if f'"{section}.{key}"' not in source]
        assert unused == []
