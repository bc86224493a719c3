"""The palette as single words, by which spec and deck compare colors."""

from __future__ import annotations

from kamdeck.deck.normal import Colors
from kamdeck.pptxio.colors import FILLS, TEXTS, Color


def token(color: Color) -> str:
    """A color of the palette as one word, such as `accent2+lumMod45000+lumOff55000`."""
    base, changes = color
    return base + "".join([f"+{name}{value}" for name, value in changes])


TOKENS: Colors = {role: token(color) for role, color in FILLS.items()} | {
    f"text:{role}": token(color) for role, color in TEXTS.items()
}
