"""Texts on one line, as mails and messages quote them."""

from __future__ import annotations

import re

_GAP = re.compile(r"[^\S\u00a0\u2007\u202f]+")  # no-break spaces belong to what they hold together


def one_line(text: str, most: int | None = None) -> str:
    """The text with one space for each gap or break between words, and no-break spaces as they are; cut to
    `most` characters with an ellipsis."""
    line = _GAP.sub(" ", text).strip()
    return line if most is None or len(line) <= most else f"{line[: most - 1]}…"
