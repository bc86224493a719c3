"""How words are compared: case, accents, spaces and punctuation do not matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The text reduced to lower-case letters and digits, single spaces between words, no accents."""
    lower = text.casefold()
    if not lower.isascii():
        lower = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
        lower = lower.replace("œ", "oe").replace("æ", "ae")
    return " ".join("".join(c if c.isalnum() else " " for c in lower).split())


@lru_cache(maxsize=20_000)
def trimmed(text: str) -> str:
    """The text without outer spaces, no-break and zero-width ones included; inner runs become one space."""
    if text.isascii():
        return text if " " not in text and text.isprintable() else " ".join(text.split())
    plain = text.replace("\u200b", "").replace("\ufeff", "").replace("\u2060", "")
    return " ".join(plain.split())


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name that a person most likely meant, "" when none is near."""
    from difflib import get_close_matches

    folded = {fold(name): name for name in known}
    match = get_close_matches(fold(word), list(folded), n=1, cutoff=0.72)
    return folded[match[0]] if match else ""
