"""How light colors are, and how well they are told apart."""

from __future__ import annotations

from collections.abc import Sequence


def luminance(channels: Sequence[int]) -> float:
    """Relative luminance of red, green and blue of 0 to 255: 0 is black, 1 white (WCAG 2.1)."""
    red, green, blue = (linear(value / 255) for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def light_of(color: str) -> float:
    """The relative luminance of a color such as `#12264A`."""
    return luminance([int(color[i : i + 2], 16) for i in (1, 3, 5)])


def grey_of(light: float) -> str:
    """The grey of a luminance, such as `#808080`."""
    share = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return "#" + f"{round(255 * min(max(share, 0.0), 1.0)):02X}" * 3


def contrast(one: float, other: float) -> float:
    """The contrast of two luminances, from 1 to 21 (WCAG 2.1)."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def linear(share: float) -> float:
    """The light that a channel gives which is set to a share of its full value."""
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
