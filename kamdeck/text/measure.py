"""How much room text takes, from real advance widths, so that no font need be installed at run time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from unicodedata import combining, east_asian_width

PT = 12_700  # EMU to the point
LINE = 1.15  # single spacing of Arial, as a multiple of the type size
FAMILIES: dict[str, tuple[str, float]] = {
    "arial": ("Arial", 1.0),
    "helvetica": ("Arial", 1.0),
    "helvetica neue": ("Arial", 1.01),
    "helvetica neue medium": ("Arial", 1.03),
    "liberation sans": ("Arial", 1.0),
    "tahoma": ("Arial", 1.0),
    "segoe ui": ("Arial", 1.0),
    "segoe ui light": ("Arial", 0.99),
    "trebuchet ms": ("Arial", 1.02),
    "aptos": ("Arial", 1.02),
    "aptos display": ("Arial", 1.0),
    "verdana": ("Arial", 1.16),
    "century gothic": ("Arial", 1.08),
    "lucida sans": ("Arial", 1.1),
    "lucida sans unicode": ("Arial", 1.1),
    "corbel": ("Arial", 0.95),
    "candara": ("Arial", 0.95),
    "gill sans mt": ("Arial", 0.94),
    "gill sans": ("Arial", 0.94),
    "franklin gothic book": ("Arial", 0.95),
    "franklin gothic medium": ("Arial", 0.98),
    "tw cen mt": ("Arial", 0.9),
    "calibri": ("Calibri", 1.0),
    "calibri light": ("Calibri", 1.0),
    "carlito": ("Calibri", 1.0),
    "times new roman": ("Times New Roman", 1.0),
    "times": ("Times New Roman", 1.0),
    "liberation serif": ("Times New Roman", 1.0),
    "garamond": ("Times New Roman", 0.96),
    "perpetua": ("Times New Roman", 0.93),
    "cambria": ("Times New Roman", 1.06),
    "constantia": ("Times New Roman", 1.08),
    "georgia": ("Times New Roman", 1.13),
    "palatino linotype": ("Times New Roman", 1.09),
    "book antiqua": ("Times New Roman", 1.09),
}
"""The family whose widths are known, and by how much another one's letters are wider than these; where the
factor is not 1 it is an estimate, and the text's box has the usual slack beside."""
UNKNOWN = ("Arial", 1.08)
SLACK = 1.015  # programs differ by about a percent in how they lay out the same font


_NO_BREAK = "\u00a0\u202f"
"""Spaces that a font may lack: another one's stands there, no wider than its own space."""
_FONT: ContextVar[str] = ContextVar(
    "font", default="Arial"
)  # what text is written in while a slide is composed


_BEFORE_CUT = f" ,;:-({_NO_BREAK}"


def is_measured(font: str) -> bool:
    """Whether a family's widths are known, and not estimated."""
    return FAMILIES.get(font.casefold(), UNKNOWN)[1] == 1.0


@contextmanager
def written_in(font: str) -> Iterator[None]:
    """Text is measured in this family, but where another is named."""
    token = _FONT.set(font)
    try:
        yield
    finally:
        _FONT.reset(token)


@lru_cache(maxsize=16)
def _table(font: str, bold: bool) -> dict[str, int]:
    """Advance widths in thousandths of the type size; of a family without a table those of the one whose
    letters are most like its own, as much wider as they are."""
    like, factor = FAMILIES.get(font.casefold(), UNKNOWN)
    with (Path(__file__).parent / "widths.json").open(encoding="utf-8") as file:
        groups = json.load(file)[like]["bold" if bold else "regular"]
    found = {char: round(int(width) * factor) for width, chars in groups.items() for char in chars}
    return {**dict.fromkeys(_NO_BREAK, found[" "]), **found}


def _advance(char: str) -> int:
    """The width of a character that the table lacks: wide for East Asian and emoji, none for marks."""
    if combining(char) or char in "\u200b\u200c\u200d\u200e\u200f\ufe0e\ufe0f\u2060":
        return 0
    if ord(char) >= 0x1F000 or east_asian_width(char) in "WF":
        return 1250 if ord(char) >= 0x1F000 else 1000
    return 620


def width(text: str, size: float, bold: bool = False, font: str = "") -> int:
    """The width of one line in EMU, at `size` points."""
    return _width(text, size, bold, font or _FONT.get())


@lru_cache(maxsize=8192)
def _width(text: str, size: float, bold: bool, font: str) -> int:
    return _emu(_units(text, bold, font), size)


@lru_cache(maxsize=8192)
def _units(text: str, bold: bool, font: str) -> int:
    """The width of a text in thousandths of the type size."""
    table = _table(font, bold)
    return sum([table[c] if c in table else _advance(c) for c in text])


def _emu(units: int, size: float) -> int:
    return round(units * size * PT * SLACK / 1000)


@lru_cache(maxsize=1024)
def _units_in(room: int, size: float) -> int:
    """The widest text that `room` EMU hold."""
    units = int(room * 1000 / (size * PT * SLACK)) + 1
    while _emu(units, size) > room:
        units -= 1
    return units


def line_height(size: float, spacing: float = 1.0) -> int:
    """The height of one line in EMU."""
    return round(size * PT * LINE * spacing)


def wrap(text: str, size: float, room: int, bold: bool = False, font: str = "") -> tuple[str, ...]:
    """The lines that `text` makes in `room` EMU: broken at spaces and hyphens, inside a word if need be."""
    lines: list[str] = []
    most, font = _units_in(room, size), font or _FONT.get()
    for block in text.split("\n"):
        if _units(bare := block.rstrip(), bold, font) <= most:
            lines.append(bare)
        else:
            lines += _broken(block, size, room, bold, font)
    return tuple(lines)


def _broken(block: str, size: float, room: int, bold: bool, font: str) -> list[str]:
    """The lines of a paragraph that does not fit in one."""
    lines: list[str] = []
    line, units, most = "", 0, _units_in(room, size)
    for word in pieces(block):
        bare = word.rstrip()  # spaces that end a line are not seen, and take no room
        ink = _units(bare, bold, font)
        if not bare or units + ink <= most:
            line += word
        else:
            if line:
                lines.append(line.rstrip())
            *full, line = _cut(word, size, room, bold, font)
            lines += full
            word, bare, units = line, line.rstrip(), 0
            ink = _units(bare, bold, font)
        units += ink + _units(word[len(bare) :], bold, font)
    return [*lines, line.rstrip()]


def pieces(text: str) -> list[str]:
    """Words with the space or hyphen that ends them; no-break spaces do not end a word."""
    words = text.split(" ")
    whole = [f"{word} " for word in words[:-1]] + ([words[-1]] if words[-1] else [])
    if "-" not in text:
        return whole
    out: list[str] = []
    for word in whole:
        start = 0
        for i, char in enumerate(word[:-1]):
            if char == "-" and i:
                out.append(word[start : i + 1])
                start = i + 1
        out.append(word[start:])
    return out


def _cut(word: str, size: float, room: int, bold: bool, font: str) -> list[str]:
    """A word in pieces that each fit in `room`; a single character always counts as fitting."""
    parts, part = [], ""
    for char in word:
        if part and _width((part + char).rstrip(), size, bold, font) > room:
            parts.append(part)
            part = ""
        part += char
    return [*parts, part]


def shorten(text: str, size: float, room: int, bold: bool = False, font: str = "") -> str:
    """`text`, or as much of it as fits in `room` EMU with an ellipsis."""
    if width(text, size, bold, font) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip(_BEFORE_CUT) + "…", size, bold, font) <= room:
            low = middle
        else:
            high = middle - 1
    while low and (combining(text[low]) or text[low] in "\u200d\ufe0f"):
        low -= 1
    return text[:low].rstrip(_BEFORE_CUT) + "…"


def clip(text: str, size: float, room: int, lines: int, bold: bool = False, font: str = "") -> str:
    """`text`, or as much of it as fits in `lines` lines of `room` EMU with an ellipsis."""
    have = wrap(text, size, room, bold, font)
    if len(have) <= lines:
        return text
    head = " ".join(have[: lines - 1])
    rest = text[len(head) :].lstrip() if text.startswith(head) else " ".join(have[lines - 1 :])
    return f"{head} {shorten(rest, size, room, bold, font)}".strip()


def fitting(text: str, sizes: Sequence[float], room: int, lines: int = 1, bold: bool = False) -> float:
    """The first of the type sizes at which `text` fits in `lines` lines of `room` EMU, else the last."""
    return next((size for size in sizes if len(wrap(text, size, room, bold)) <= lines), sizes[-1])


def fit(candidates: Sequence[str], size: float, room: int, lines: int, bold: bool = False) -> str:
    """The first candidate that fits in `lines` lines, else the last one cut to fit."""
    for text in candidates:
        if len(wrap(text, size, room, bold)) <= lines:
            return text
    return clip(candidates[-1], size, room, lines, bold)
