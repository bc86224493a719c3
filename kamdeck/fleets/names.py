"""Names of files from names of accounts: safe on every system, none twice."""

from __future__ import annotations

import string
from collections.abc import Mapping

from kamdeck.text.file_names import safe


def fields_of(pattern: str) -> tuple[str, ...]:
    """The names in braces. Raises: ValueError where a brace is left open or a field is no plain name."""
    found = []
    for _, name, form, conversion in string.Formatter().parse(pattern):
        if name is not None:
            if form or conversion or not name.isidentifier():
                raise ValueError(pattern)
            found.append(name)
    return tuple(found)


def file_name(pattern: str, fields: Mapping[str, str]) -> str:
    """The pattern with its fields, each made safe; a slash of the pattern itself starts a folder."""
    made = pattern.format_map({name: safe(value) for name, value in fields.items()})
    if not made.casefold().endswith(".pptx"):
        made += ".pptx"
    parts = [part for part in made.replace("\\", "/").split("/") if part.strip(" .")]
    return "/".join(safe(part) for part in parts) or "deck.pptx"


class Taken:
    """The names given so far; one that is taken gets a number, whether capitals differ or not."""

    def __init__(self) -> None:
        self._names: set[tuple[str, str]] = set()

    def name(self, output: str, wanted: str) -> str:
        """The wanted name, or the next free one: `North (2).pptx`."""
        stem = wanted[: -len(".pptx")]
        found, number = wanted, 1
        while (output, found.casefold()) in self._names:
            number += 1
            found = f"{stem} ({number}).pptx"
        self._names.add((output, found.casefold()))
        return found
