"""A sentence by its clauses: what is too long for its place loses the last of them, not half a word."""

from __future__ import annotations

import re

# A full stop ends one behind a word or figure, not in `St. Mary`; others before a space, not in `1,200`.
_END = re.compile(r"(?:(?<=\w{4})|(?<=[\d)%]))\.(?= [A-ZÀ-Ý])|\s*[;,:](?= )")


def heads_of(text: str, marks: str) -> list[str]:
    """The text up to each clause that one of the marks ends, longest first; none leaves a bracket open."""
    heads = [text[: end.start()] for end in _END.finditer(text) if end[0].strip() in marks]
    return [head for head in reversed(heads) if head.count("(") == head.count(")")]
