"""A palette for a company's master: the color roles made from its theme, against the ground they stand on.

Every role is a shade of a theme slot (status colors: of one of ours) that has the contrast the role needs
with its ground, and lets be read what views write on it; on a dark ground "stronger" is lighter. Contrasts
are those of WCAG 2.1: 4.5 for text, 3 for marks, 1.5 between the tiers, by which they differ in grey too.
"""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.light import contrast, light_of
from kamdeck.deck.looks import Theme
from kamdeck.pptxio.colors import Color, Palette
from kamdeck.pptxio.shades import Shades

_TEXT, _INK, _READ = 4.5, 7.0, 4.6  # of small type; of most words; of words on a fill
_APART = 1.5  # of neighbouring fills
_ACCENTS = tuple(f"accent{i}" for i in range(1, 7))
_WHITE: Color = ("FFFFFF", ())
_BLACK: Color = ("000000", ())
_TEAL, _RED, _AMBER, _OCHRE = "1B998B", "C8352D", "D08A10", "B87500"
_RED_SPAN = 25.0  # degrees of hue around red that mean danger
_TINTS = {  # role: the base, its contrast with the ground
    "up_tint": ("good", 1.13),
    "down_tint": ("risk", 1.15),
    "watch_tint": ("watch", 1.12),
    "stayed": ("mid", 1.12),
    "grid": ("ink", 1.13),
    "hairline": ("ink", 1.25),
}
_LOSSES = {"loss_light": 1.13, "loss_mid": 1.25, "loss_deep": 1.4}
_OPEN = {"open_low": 1.2, "open_mid": 1.55, "open_high": 2.1}


def palette_for(theme: Theme, ground: Sequence[str], sheet: Color | None = None) -> Palette:
    """The palette on a ground of these colors. `theme` has the slots by the names that shapes use (`tx1`);
    the `sheet` is what makes the ground what it is."""
    return _Mix(theme, ground, sheet).palette()


class _Mix:
    def __init__(self, theme: Theme, ground: Sequence[str], sheet: Color | None) -> None:
        lights = [light_of(color) for color in ground]
        white, black = (min(contrast(end, light) for light in lights) for end in (1.0, 0.0))
        self.theme, self.sheet, self.is_dark = theme, sheet, (is_dark := white > black)
        self.shades = Shades(theme, is_dark=is_dark)
        self.accents = [(slot, ()) for slot in _ACCENTS if slot in theme]
        self.ground = max(lights) if is_dark else min(lights)  # the one nearest to the words
        end = _WHITE if is_dark else _BLACK
        self.ink = next((c for c in (("tx1", ()), ("bg1", ())) if self._reads(c, _INK)), end)
        self.span = self.shades.level(self.ink, self.ground)
        last = _BLACK if is_dark else _WHITE
        self.paper = next(
            (
                c
                for c in (("bg1", ()), (ground[0][1:], ()) if len(ground) == 1 else last)
                if self._is_paper(c)
            ),
            last,
        )
        self.strong = self._strong()
        self.mid = next((c for c in self.accents if self._is_blue(c)), self.strong)
        self.focus = self._focus()
        hue = self.shades.hue(self.focus)[0]
        self.good: Color = self.focus if 90 <= hue <= 195 else (_TEAL, ())

    def _reads(self, color: Color, least: float) -> bool:
        return self.shades.level(color, self.ground) >= least

    def _is_paper(self, color: Color) -> bool:
        return 1 / self.shades.level(color, self.shades.light(self.ink)) >= _INK

    # ------------------------------------------------------------------ which slots

    def _strong(self) -> Color:
        """The text color tx2 where it is a color that can be read, else the first accent that is no red."""
        hue, sat = self.shades.hue(("tx2", ()))
        if sat > 0.30 and not _is_red(hue) and self._reads(("tx2", ()), 5.5):
            return "tx2", ()
        return next((c for c in self.accents if not self._is_danger(c)), self.ink)

    def _is_danger(self, color: Color) -> bool:
        hue, sat = self.shades.hue(color)
        return _is_red(hue) and sat > 0.15

    def _is_blue(self, color: Color) -> bool:
        hue, sat = self.shades.hue(color)
        return 190 <= hue <= 250 and sat > 0.20

    def _focus(self) -> Color:
        """The accent nearest to teal, among those between green and cyan."""
        hues = [(abs(self.shades.hue(c)[0] - 172), c) for c in self.accents if self.shades.hue(c)[1] > 0.15]
        near = [(far, c) for far, c in hues if 85 <= self.shades.hue(c)[0] <= 205]
        return min(near)[1] if near else (_TEAL, ())

    # ------------------------------------------------------------------ roles

    def palette(self) -> Palette:
        fills = self._fills()
        texts = fills | self._texts(fills)
        return Palette(fills, texts)

    def _fills(self) -> dict[str, Color]:
        within, at, ground = self.shades.within, self.shades.at, self.ground
        most = self.span / _READ  # above, our words can no longer be read on it
        bases = {
            "ink": self.ink,
            "mid": self.mid,
            "good": self.good,
            "risk": (_RED, ()),
            "watch": (_AMBER, ()),
        }
        fills: dict[str, Color] = {"ink": self.ink, "paper": self.paper, "panel": self._panel()}
        fills["sheet"] = self.sheet or self.paper
        fills |= self._tiers()
        fills |= {role: at(bases[base], ground, level) for role, (base, level) in _TINTS.items()}
        fills |= {role: at((_RED, ()), ground, level) for role, level in _LOSSES.items()}
        fills |= {role: at(self.focus, ground, min(level, most), 60) for role, level in _OPEN.items()}
        fills |= self._ramp()
        muted = self._muted(fills)
        bearing = self._bearing()
        fills |= {
            "muted": muted,
            "total": muted,
            "total_soft": at(self.ink, ground, 2.0),
            "unknown": at(self.ink, ground, 3.0),
            "accent": within(self.focus, ground, _TEXT),
            "accent_deep": within(self.focus, bearing, _TEXT),
            "good": within(self.good, bearing, _TEXT),
            "watch": within((_AMBER, ()), ground, min(3.0, most), most),
            "risk": within((_RED, ()), bearing, _TEXT),
            "good_mid": at(self.good, ground, 1.9),
            "risk_mid": at((_RED, ()), ground, 2.4),
            "risk_light": at((_RED, ()), ground, 1.6),
            "cover": fills["tier_a"],
            "cover_far": at(self.strong, ground, 6.0),
            "cover_near": fills["tier_b"],
        }
        return fills | {"loss": self._text(self.shades.light(fills["loss_deep"]), _RED)}

    def _bearing(self) -> float:
        """The luminance against which a fill must stand so that paper is read on it, and it on the ground."""
        lights = (self.ground, self.shades.light(self.paper))
        return max(lights) if self.is_dark else min(lights)

    def _panel(self) -> Color:
        return self.shades.at(self.strong, self.ground, 1.15 if self.is_dark else 1.08)

    def _muted(self, fills: dict[str, Color]) -> Color:
        """Ink drawn back towards the ground as far as it can be read on all that is pale, rules too."""
        surface = self._surface({**fills, "panel": fills["hairline"]})
        return self.shades.at(self.ink, surface, min(_READ, self.span))

    def _tiers(self) -> dict[str, Color]:
        """A stands farthest from the ground, C next to it; paper is read on A and B, ink on C."""
        within, at, ground, bearing = self.shades.within, self.shades.at, self.ground, self._bearing()
        least = _READ * _APART * 1.02
        a = within(self.strong, bearing, least, max(least, 9.0 if self.is_dark else 21.0))
        b = within(self.mid, bearing, _READ, self.shades.level(a, bearing) / _APART)
        level_a, level_b = self.shades.level(a, ground), self.shades.level(b, ground)
        level_c = min(2.0 if self.is_dark else 1.5, level_b / _APART, self.span / _READ)
        return {
            "tier_a": a,
            "tier_b": b,
            "tier_c": at(self.mid, ground, level_c),
            "tier_a_soft": at(self.strong, ground, level_a**0.45),
            "tier_b_soft": at(self.mid, ground, level_b**0.45),
            "tier_c_soft": at(self.mid, ground, level_c**0.5),
        }

    def _ramp(self) -> dict[str, Color]:
        """Ten steps of the middle blue: ink is read on the first eight, paper on the last two."""
        last = min(self.span / _READ, 3.6)
        steps = [1.06 * (last / 1.06) ** (i / 7) for i in range(8)]
        ramp = {f"ramp{i}": self.shades.at(self.mid, self.ground, step) for i, step in enumerate(steps, 1)}
        bearing = self._bearing()
        return ramp | {
            "ramp9": self.shades.at(self.mid, bearing, _READ * 1.05),
            "ramp10": self.shades.at(self.mid, bearing, 7.2),
        }

    def _surface(self, fills: dict[str, Color]) -> float:
        """The luminance nearest to the words of all that words of a color stand on."""
        roles = ("paper", "panel", "up_tint", "down_tint", "watch_tint", "stayed")
        lights = [self.ground, *(self.shades.light(fills[role]) for role in roles)]
        return max(lights) if self.is_dark else min(lights)

    def _text(self, surface: float, base: str) -> Color:
        return self.shades.within((base, ()), surface, _TEXT)

    def _texts(self, fills: dict[str, Color]) -> dict[str, Color]:
        surface, within = self._surface(fills), self.shades.within
        strong = self.shades.light(fills["tier_a"])
        return {
            "accent": within(self.focus, surface, _TEXT),
            "accent_deep": within(fills["accent_deep"], surface, _TEXT),
            "tier_a": within(fills["tier_a"], surface, _TEXT),
            "tier_b": within(fills["tier_b"], surface, _TEXT),
            "tier_c": self._on(fills["tier_c"], strong),
            "cover_text": self._on(fills["tier_c"], strong),
            "unknown": fills["muted"],
            "good": within(self.good, surface, _TEXT),
            "watch": self._text(surface, _OCHRE),
            "risk": self._text(surface, _RED),
        }

    def _on(self, color: Color, fill: float) -> Color:
        """A shade of a color next to the ground that is read on a strong fill."""
        return Shades(self.theme, is_dark=not self.is_dark).within(color, fill, _TEXT)


def _is_red(hue: float) -> bool:
    return hue <= _RED_SPAN or hue >= 360 - _RED_SPAN
