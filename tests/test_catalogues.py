"""The English and the French catalogue: the same keys, the same fields, French typography."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from kamdeck.text import LANGUAGES, Say, catalogue
from kamdeck.views import VIEWS

FIELD = re.compile(r"{(\w*)[^}]*}")


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every text or list of a catalogue with its dotted key."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    else:
        yield path, node


def plural_free(path: str) -> str:
    """The key without the plural form."""
    return path.removesuffix(".one").removesuffix(".other")


ENGLISH = dict(leaves(catalogue("en")))
FRENCH = dict(leaves(catalogue("fr")))


def test_the_same_keys() -> None:
    english = {plural_free(key) for key in ENGLISH}
    french = {plural_free(key) for key in FRENCH}
    assert sorted(english - french) == []
    assert sorted(french - english) == []


def test_plurals_have_both_forms() -> None:
    for texts in (ENGLISH, FRENCH):
        for key in texts:
            if key.endswith((".one", ".other")):
                stem = plural_free(key)
                assert f"{stem}.one" in texts, key
                assert f"{stem}.other" in texts, key


def test_the_same_fields() -> None:
    """A singular may write its number in words, so `n` may be missing there."""
    fields: list[dict[str, set[str]]] = []
    for texts in (ENGLISH, FRENCH):
        found: dict[str, set[str]] = {}
        for key, text in texts.items():
            if isinstance(text, str):
                found.setdefault(plural_free(key), set()).update(FIELD.findall(text))
        fields.append(found)
    differing = [key for key in fields[0] if fields[0][key] - {"n"} != fields[1].get(key, set()) - {"n"}]
    assert differing == []


def test_lists_are_as_long() -> None:
    for key, value in ENGLISH.items():
        if isinstance(value, list):
            assert len(value) == len(FRENCH[key]), key


@pytest.mark.parametrize("mark", [":", ";", "?", "!", "%", "»"])
def test_french_has_a_space_before_double_marks(mark: str) -> None:
    # clock times, number formats, codes and the field after the mark are no text
    wrong = [
        (key, text)
        for key, text in FRENCH.items()
        if isinstance(text, str) and re.search(rf"[\w}})]{re.escape(mark)}(?![\w{{/])", text)
    ]
    assert wrong == []


def test_no_text_is_empty_or_padded() -> None:
    for texts in (ENGLISH, FRENCH):
        for key, text in texts.items():
            if isinstance(text, str):
                assert text, key
                assert text == text.strip(), key
                assert "  " not in text, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_view_has_a_name(lang: str) -> None:
    say = Say(lang)
    assert [view.key for view in VIEWS if not say.has(f"{view.key}.view")] == []
