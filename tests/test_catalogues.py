"""The English and the French catalogue: the same keys, the same fields, French typography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import kamdeck.text
from kamdeck.cli.main import run
from kamdeck.errors import KamdeckError
from kamdeck.text import Say, catalogue, catalogues, lacks, languages
from kamdeck.views import VIEWS


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every text or list of a catalogue with its dotted key."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    else:
        yield path, node


def plural_free(path: str) -> str:
    """The key without the plural form."""
    return path.removesuffix(".one").removesuffix(".other")


ENGLISH, FRENCH = (
    dict(leaves({key: texts for key, texts in catalogue(lang).items() if key != lacks.FORMS}))
    for lang in ("en", "fr")
)


@pytest.mark.parametrize("lang", languages())
def test_every_language_has_every_text_with_its_fields(lang: str) -> None:
    assert lacks.faults(lang) == ()


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
                assert text == text.strip(" \n"), key  # a tail may begin with a narrow space
                assert "  " not in text, key


@pytest.mark.parametrize("lang", languages())
def test_every_view_has_a_name(lang: str) -> None:
    say = Say(lang)
    assert [view.key for view in VIEWS if not say.has(f"{view.key}.view")] == []


@pytest.mark.parametrize("content", ["[numbers\n", ""])
@pytest.mark.parametrize("arguments", [["views"], ["views", "--lang", "fr", "--json"], ["--help"]])
def test_our_own_texts_that_cannot_be_read_are_said(
    arguments: list[str],
    content: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "views").mkdir()
    for lang in ("en", "fr"):
        (tmp_path / "text" / f"{lang}.toml").write_text(content, encoding="utf-8")
    caches = (kamdeck.text.catalogue, kamdeck.text.forms)
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path)
    for cache in caches:
        cache.cache_clear()
    try:
        with pytest.raises(KamdeckError, match=r"texts of kamdeck itself .*en\.(toml|json)"):
            Say("fr")
        assert run(arguments) == 1
    finally:
        for cache in caches:
            cache.cache_clear()
    said = capsys.readouterr()
    assert said.err.startswith("The texts of kamdeck itself cannot be read: ")
    assert "Install kamdeck anew." in said.err
    assert ("--json" in arguments) == ('"message": "The texts of kamdeck itself' in said.out)
