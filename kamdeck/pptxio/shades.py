"""Shades of a color: its hue kept, its lightness moved to where a contrast wants it.

They are written as `lumMod` and `lumOff` of the same theme slot, so that another theme changes them too.
"""

from __future__ import annotations

from kamdeck.deck.light import luminance
from kamdeck.deck.looks import Theme, from_hsl, hsl, rgb
from kamdeck.pptxio.colors import Color, token

_WHOLE = 100_000  # DrawingML's hundred percent
_STEPS = 12  # of the search: a lightness to a four-thousandth


class Shades:
    """Shades of a theme's colors beside a ground: darker than it, or lighter where `is_dark`."""

    def __init__(self, theme: Theme, *, is_dark: bool) -> None:
        self._theme, self._is_dark = theme, is_dark

    def light(self, color: Color) -> float:
        """The luminance of a color."""
        return luminance(rgb(token(color), self._theme) or (0, 0, 0))

    def hue(self, color: Color) -> tuple[float, float]:
        """Hue in degrees, and saturation from 0 to 1."""
        hue, sat, _ = hsl(token(color), self._theme)
        return hue * 360, sat

    def level(self, color: Color, ground: float) -> float:
        """The contrast of a color with a ground of that luminance; below 1 on the wrong side of it."""
        light = self.light(color)
        return (light + 0.05) / (ground + 0.05) if self._is_dark else (ground + 0.05) / (light + 0.05)

    def within(self, color: Color, ground: float, least: float, most: float = 21.0) -> Color:
        """The color where its contrast with a ground lies between two bounds, else its nearest shade that
        does; the last one, white or black, where none does."""
        own = self.level(color, ground)
        if least <= own <= most:
            return color
        return self.at(color, ground, least * 1.01 if own < least else max(most * 0.99, least))

    def at(self, color: Color, ground: float, level: float, sat: int = 100) -> Color:
        """The shade that has a contrast with a ground; of `sat` percent of the color's saturation."""
        wanted = (ground + 0.05) * level - 0.05 if self._is_dark else (ground + 0.05) / level - 0.05
        base, changes = color
        if sat != 100:
            changes = (*changes, ("satMod", sat * 1000))
        hue, full, own = hsl(token((base, changes)), self._theme)
        low, high = 0.0, 1.0
        for _ in range(_STEPS):
            middle = (low + high) / 2
            if luminance(from_hsl(hue, full, middle)) < wanted:
                low = middle
            else:
                high = middle
        return base, (*changes, *_moved(own, high if self._is_dark else low))


def _moved(own: float, wanted: float) -> tuple[tuple[str, int], ...]:
    """What brings one lightness to another: `l' = l x lumMod + lumOff`."""
    if wanted <= own:
        return (("lumMod", round(wanted / own * _WHOLE) if own else 0),)
    share = round((1 - wanted) / (1 - own) * _WHOLE)
    return ("lumMod", share), ("lumOff", _WHOLE - share)
