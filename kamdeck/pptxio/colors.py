"""Color roles as theme slots: a brand's theme changes them all, but for the status colors.

A `Palette` says what each role is on a master; `OUR_PALETTE` is the one of our own. Tints and shades are
`lumMod`/`lumOff` (and `satMod`) of a slot, in thousandths of a percent, chosen so that the shipped theme
gives the palette of the design: `l' = l x lumMod + lumOff` in HSL.
"""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.deck.normal import Colors
from kamdeck.deck.spec import Line
from kamdeck.errors import DeckError
from kamdeck.text import told

Change = tuple[str, int]
Color = tuple[str, tuple[Change, ...]]  # theme slot or RGB, and what is done to it


def _shade(slot: str, lum: int, off: int = 0, sat: int = 0) -> Color:
    changes = (("satMod", sat), ("lumMod", lum), ("lumOff", off))
    return slot, tuple((name, value * 1000) for name, value in changes if value)


def _tint(slot: str, percent: int, sat: int = 0) -> Color:
    """So many percent of the slot's distance from white."""
    return _shade(slot, percent, 100 - percent, sat)


FILLS: dict[str, Color] = {
    "ink": ("tx1", ()),
    "paper": ("bg1", ()),
    "muted": ("tx2", ()),
    "sheet": ("bg1", ()),
    "panel": ("bg2", ()),
    "hairline": _shade("bg2", 91, 0, 65),
    "grid": _shade("bg2", 97, 0, 60),
    "tier_a": ("accent1", ()),
    "tier_b": ("accent2", ()),
    "tier_c": ("accent3", ()),
    "accent": ("accent4", ()),
    "accent_deep": _shade("accent4", 78),
    "tier_a_soft": _tint("accent1", 46, 23),
    "tier_b_soft": _tint("accent2", 45),
    "tier_c_soft": _tint("accent3", 50),
    "total_soft": _tint("tx2", 50),
    "total": ("tx2", ()),
    "stayed": _tint("accent2", 10),
    "up_tint": ("E2F2F0", ()),
    "down_tint": ("F9E5E3", ()),
    "watch_tint": ("FCF3E1", ()),
    "open_low": _tint("accent4", 13, 45),
    "open_mid": _tint("accent4", 28, 50),
    "open_high": _tint("accent4", 50, 55),
    "loss": ("9C2B24", ()),
    "loss_light": ("FAE9E7", ()),
    "loss_mid": ("F6D9D6", ()),
    "loss_deep": ("F2C6C1", ()),
    "good": ("1B998B", ()),
    "watch": ("E0A030", ()),
    "risk": ("C8413B", ()),
    "good_mid": ("8CCBC4", ()),
    "risk_mid": ("D98079", ()),
    "risk_light": ("ECBFBC", ()),
    "unknown": _tint("tx2", 60),
    "cover": ("tx1", ()),
    "cover_far": _shade("accent1", 90, 10),
    "cover_near": _shade("accent2", 68),
    "cover_text": ("accent3", ()),
    "ramp1": _tint("accent2", 5),
    "ramp2": _tint("accent2", 14),
    "ramp3": _tint("accent2", 22),
    "ramp4": _tint("accent2", 31),
    "ramp5": _tint("accent2", 39),
    "ramp6": _tint("accent2", 48),
    "ramp7": _tint("accent2", 57),
    "ramp8": _tint("accent2", 66),
    "ramp9": _shade("accent2", 85),
    "ramp10": _shade("accent2", 62, 0, 125),
}

_SLOTS = frozenset(("tx1", "bg1", "tx2", "bg2", *(f"accent{i}" for i in range(1, 7))))

# Small type needs 4.5:1 against paper and panel (WCAG 2.1, 1.4.3): these roles are darker as text.
TEXTS: dict[str, Color] = FILLS | {
    "muted": _shade("tx2", 92),
    "accent": _shade("accent4", 78),
    "tier_b": _shade("accent2", 75),
    "total": _shade("tx2", 92),
    "unknown": _shade("tx2", 92),
    "good": ("14786D", ()),
    "watch": ("8A5E0C", ()),
    "risk": ("B8372F", ()),
}


class Palette:
    """What each role of `spec.COLORS` is on a master, as fill and as text; `tokens` are the same as single
    words, by which spec and deck compare colors."""

    __slots__ = ("_fills", "_texts", "fills", "texts", "tokens")

    def __init__(self, fills: Mapping[str, Color], texts: Mapping[str, Color]) -> None:
        self.fills, self.texts = fills, texts
        self._fills = {role: _solid(color) for role, color in fills.items()}
        self._texts = {role: _solid(color) for role, color in texts.items()}
        self.tokens: Colors = {role: token(color) for role, color in fills.items()} | {
            f"text:{role}": token(color) for role, color in texts.items()
        }

    def fill(self, role: str | None) -> str:
        """The solid fill of a role; None draws none.

        Raises: DeckError where no such role exists.
        """
        return "<a:noFill/>" if role is None else _known(self._fills, role)

    def text_fill(self, role: str) -> str:
        """The solid fill of characters in a role's color, made so that they can be read.

        Raises: DeckError where no such role exists.
        """
        return _known(self._texts, role)

    def line(self, line: Line | None, ends: str = "") -> str:
        """An outline `a:ln`; None draws none. `ends` holds the arrow heads."""
        if line is None:
            return "<a:ln><a:noFill/></a:ln>"
        return f'<a:ln w="{round(line.width * 12_700)}">{self.stroke(line)}{ends}</a:ln>'

    def stroke(self, line: Line) -> str:
        """Color and dashes of a line: the content shared by `a:ln` and the borders of table cells."""
        dash = "" if line.dash == "solid" else f'<a:prstDash val="{line.dash}"/>'
        return f"{self.fill(line.color)}{dash}"


def token(color: Color) -> str:
    """A color as one word, such as `accent2+lumMod45000+lumOff55000`."""
    base, changes = color
    return base + "".join([f"+{name}{value}" for name, value in changes])


def _known(fills: dict[str, str], role: str) -> str:
    try:
        return fills[role]
    except KeyError:
        raise DeckError(
            f"There is no color role {role!r}.", told("refused.roles", names=", ".join(fills))
        ) from None


def _solid(color: Color) -> str:
    base, changes = color
    tag = "schemeClr" if base in _SLOTS else "srgbClr"
    inner = "".join([f'<a:{name} val="{value}"/>' for name, value in changes])
    node = f'<a:{tag} val="{base}">{inner}</a:{tag}>' if inner else f'<a:{tag} val="{base}"/>'
    return f"<a:solidFill>{node}</a:solidFill>"


OUR_PALETTE = Palette(FILLS, TEXTS)
"""The palette of our own master."""
