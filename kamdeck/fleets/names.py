"""Names of files from names of accounts: safe on every system, none twice."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Mapping

LONGEST = 120  # characters of one part; with a folder's path still below what Windows allows
MOST_BYTES = 200
_FORBIDDEN = r'[<>:"/\\|?*\x00-\x1f\x7f]+'
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


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


def safe(text: str) -> str:
    """A text as a part of a file's name."""
    flat = re.sub(_FORBIDDEN, "-", unicodedata.normalize("NFC", text))
    flat = re.sub(r"\s+", " ", flat).strip(" .")
    stem, dot, ending = flat.rpartition(".") if flat.casefold().endswith(".pptx") else (flat, "", "")
    stem = stem[:LONGEST]
    while len(stem.encode()) > MOST_BYTES:
        stem = stem[:-1]
    stem = stem.strip(" .") or "deck"
    if stem.partition(".")[0].casefold() in _RESERVED:
        stem = f"_{stem}"
    return f"{stem}{dot}{ending}"


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
