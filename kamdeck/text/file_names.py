"""Texts as parts of files' names, safe on every system."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120  # characters of one part; with a folder's path still below what Windows allows
MOST_BYTES = 200
_FORBIDDEN = r'[<>:"/\\|?*\x00-\x1f\x7f]+'
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


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
