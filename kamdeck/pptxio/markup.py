"""The plain pieces of OOXML text: namespaces, escaped words, lengths."""

from __future__ import annotations

import re
from functools import lru_cache

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
C16 = "http://schemas.microsoft.com/office/drawing/2014/chart"
A16 = "http://schemas.microsoft.com/office/drawing/2014/main"

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SLIDE_NAMESPACES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'

# Characters that XML 1.0 cannot hold, and halves of surrogate pairs, which UTF-8 cannot.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@lru_cache(maxsize=4096)
def escape(text: str) -> str:
    """The text as element content, remembered: most words stand in a deck many times."""
    return escape_once(text)


def escape_once(text: str) -> str:
    """The text as element content: escaped, without characters that XML forbids."""
    text = _ILLEGAL.sub("", text)
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


@lru_cache(maxsize=4096)
def quote(text: str) -> str:
    """The text as the inside of a double-quoted attribute; line feeds survive as character references."""
    text = escape(text)
    if '"' in text or "\n" in text or "\t" in text:
        text = text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return text


def number(value: float) -> str:
    """A number as OOXML stores it: the shortest text that reads back as the same double."""
    whole = int(value)
    return str(whole) if whole == value and abs(whole) < 10**15 else repr(float(value))
