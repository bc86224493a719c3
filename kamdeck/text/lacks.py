"""What a catalogue lacks, for who writes one: `python -m kamdeck.text.lacks de`.

A run says nothing of it: a text that is not there is said in English.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from kamdeck.text import catalogue
from kamdeck.text.catalogues import ENGLISH
from kamdeck.text.plural import OTHER, category

FORMS = "forms"
_LANGUAGES = "choice.language."
"""Names of languages: each catalogue has its own too."""
_COUNTED = {"n"}
"""Fields that a text may leave out: "one account" needs no figure."""


def faults(lang: str) -> tuple[str, ...]:
    """A line for each text that a language lacks, has though English has none, or whose fields are others.

    Raises: KamdeckError when there is no such language, or its files cannot be read.
    """
    own, english = catalogue(lang), catalogue(ENGLISH)
    theirs, ours = (
        dict(_texts({key: value for key, value in texts.items() if key != FORMS})) for texts in (own, english)
    )
    found = [f"{key}: lacking" for key in ours if key not in theirs]
    for key in theirs:
        if key not in ours and not key.startswith(_LANGUAGES):
            found.append(f"{key}: English has no such text")
    if f"{_LANGUAGES}{lang}" not in theirs:
        found.append(f"{_LANGUAGES}{lang}: lacking")
    for key, text in theirs.items():
        wrong = _fault(text, ours[key]) if key in ours else ""
        found += [f"{key}: {wrong}"] if wrong else []
    return (*found, *_form_faults(own.get(FORMS, {}), english[FORMS]))


def _texts(node: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Every text and list with its dotted key; the forms of a plural are one text."""
    for name, value in node.items():
        if isinstance(value, Mapping) and OTHER not in value:
            yield from _texts(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def _fault(text: Any, english: Any) -> str:
    """What is wrong with a text beside the English one; "" where nothing is."""
    if isinstance(text, list) != isinstance(english, list):
        return "a list in one language, a text in the other"
    if isinstance(text, list):
        return "" if len(text) == len(english) else f"{len(english)} entries in English, {len(text)} here"
    try:
        here, there = _fields(text), _fields(english)
    except ValueError as fault:
        return str(fault)
    names = [f"{{{name}}}" for name in sorted(here ^ there)]
    return f"only one language has {', '.join(names)}" if names else ""


def _fields(text: Any) -> set[str]:
    """The fields of a text, of all its forms together."""
    wordings = text.values() if isinstance(text, Mapping) else (text,)
    parts = (part for wording in wordings for part in Formatter().parse(str(wording)))
    return {name for _, name, _, _ in parts if name is not None} - _COUNTED


def _form_faults(own: Mapping[str, Any], english: Mapping[str, Any]) -> Iterator[str]:
    for key, value in english.items():
        if key == "joined":  # each language joins its own words
            continue
        if key not in own:
            yield f"{FORMS}.{key}: lacking"
        elif isinstance(value, list) and len(own[key]) != len(value):
            yield f"{FORMS}.{key}: {len(value)} entries in English, {len(own[key])} here"
        elif isinstance(value, Mapping) and key not in ("plural", "ordinals", "ordinal"):
            yield from (f"{FORMS}.{key}.{name}: lacking" for name in value if name not in own[key])
    for key in ("plural", "ordinals"):
        try:
            category(tuple(own.get(key, {}).items()), 1)
        except ValueError as fault:
            yield f"{FORMS}.{key}: {fault}"


if __name__ == "__main__":
    lines = [line for lang in sys.argv[1:] for line in faults(lang)]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.exit(1 if lines else 0)
