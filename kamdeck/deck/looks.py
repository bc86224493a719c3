"""Looks compared across programs: LibreOffice writes inherited formats out, and theme colors as RGB."""

from __future__ import annotations

import re
from collections.abc import Mapping

Theme = Mapping[str, str]  # RGB of each theme slot (`tx1`, `accent1`)

_NEAR = 4  # of 255: programs round colors differently
_PARTS = re.compile(r"[|/,; ]")
_RGB = re.compile(r"[0-9A-Fa-f]{6}\Z")


def is_same_look(was: str, now: str, theme: Theme) -> bool:
    """Whether `now` is `was` as a program would write it that spells out what was inherited.

    Empty parts of `was` match anything, a color matches its RGB.
    """
    olds, news = _PARTS.split(was), _PARTS.split(now)
    return len(olds) == len(news) and all(
        old in ("", new) or is_same_color(old, new, theme) for old, new in zip(olds, news, strict=True)
    )


def is_same_color(one: str, other: str, theme: Theme) -> bool:
    """Whether two colors look alike in a theme."""
    first, second = rgb(one, theme), rgb(other, theme)
    if first is None or second is None:
        return False
    return all(abs(a - b) <= _NEAR for a, b in zip(first, second, strict=True))


def rgb(token: str, theme: Theme) -> tuple[int, int, int] | None:
    """The RGB of a color such as `accent2+lumMod45000+lumOff55000`; None for anything else.

    Luminance and saturation change in HSL, as ECMA-376 part 1, 20.1.2.3, has it.
    """
    base, *changes = token.split("+")
    text = theme.get(base, base)
    if not _RGB.match(text):
        return None
    red, green, blue = (int(text[i : i + 2], 16) for i in (0, 2, 4))
    if not changes:
        return red, green, blue
    hue, sat, lum = _hsl(red / 255, green / 255, blue / 255)
    for change in changes:
        name, share = change.rstrip("-0123456789"), change.lstrip("abcdefghijklmnopqrstuvwxyzMO")
        value = int(share or 0) / 100_000
        if name == "lumMod":
            lum *= value
        elif name == "lumOff":
            lum += value
        elif name == "satMod":
            sat *= value
        else:
            return None
    return from_hsl(hue, min(max(sat, 0), 1), min(max(lum, 0), 1))


def hsl(token: str, theme: Theme) -> tuple[float, float, float]:
    """Hue, saturation and lightness, each from 0 to 1, of a color such as `accent2+lumMod45000`; black of
    anything else."""
    red, green, blue = rgb(token, theme) or (0, 0, 0)
    return _hsl(red / 255, green / 255, blue / 255)


def _hsl(red: float, green: float, blue: float) -> tuple[float, float, float]:
    high, low = max(red, green, blue), min(red, green, blue)
    lum, spread = (high + low) / 2, high - low
    if not spread:
        return 0.0, 0.0, lum
    sat = spread / (2 - high - low if lum > 0.5 else high + low)
    if high == red:
        return ((green - blue) / spread % 6) / 6, sat, lum
    return ((blue - red) / spread + 2 if high == green else (red - green) / spread + 4) / 6, sat, lum


def from_hsl(hue: float, sat: float, lum: float) -> tuple[int, int, int]:
    """Red, green and blue of a hue, saturation and lightness."""
    reach = sat * min(lum, 1 - lum)

    def channel(shift: int) -> int:
        place = (shift + hue * 12) % 12
        return round(255 * (lum - reach * max(-1, min(place - 3, 9 - place, 1))))

    return channel(0), channel(8), channel(4)
