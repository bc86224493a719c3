"""A legend: marks with their words, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kamdeck.deck.spec import EMU, Box, Connector, Group, Para, Run, Shape, Text
from kamdeck.record import record
from kamdeck.text.measure import line_height, shorten, width

Child = Text | Shape | Connector
NEAR, NEXT, SIDE = round(0.07 * EMU), round(0.20 * EMU), round(0.11 * EMU)
HIGH = line_height(10) + 12_700


@record
class Sign:
    """One item: its name in keys, its word, and its mark: `draw` is given the mark's key, its left edge and
    the middle of the line, and returns shapes that are `wide` EMU."""

    name: str
    word: str
    draw: Callable[[str, int, int], Sequence[Child]]
    wide: int = SIDE


def swatch(name: str, word: str, fill: str | None, *, geom: str = "rect", side: int = SIDE) -> Sign:
    """An item whose mark is a small filled shape."""

    def draw(key: str, x: int, middle: int) -> Sequence[Child]:
        return (Shape(key, Box(x, middle - side // 2, side, side), geom, fill),)

    return Sign(name, word, draw, side)


def legend(
    group: str,
    signs: Sequence[Sign],
    box: Box,
    alt: str,
    *,
    follows: str | None = None,
    size: float = 10,
    align: str = "l",
    mark_key: str = "{}_mark",
    word_key: str = "{}",
    color: str = "ink",
) -> Group:
    """The signs on one line of `box` (its height is the line's), cut where the last ones find no room; on its
    left or right (`align` "r") edge. Keys are `group/` and the patterns filled with the names."""
    words = {sign.name: sign.word for sign in signs}
    room = [sign.wide + NEAR + width(sign.word, size) + 25_400 for sign in signs]
    gaps = max(1, len(signs) - 1)
    gap = max(round(0.10 * EMU), min(NEXT, (box.w - sum(room)) // gaps))
    x = box.x if align == "l" else box.x + box.w - sum(room) - gap * (len(signs) - 1)
    out: list[Child] = []
    for sign, whole in zip(signs, room, strict=True):
        left = box.x + box.w - x - sign.wide - NEAR
        wide = min(whole - sign.wide - NEAR, left)
        if wide < round(0.3 * EMU) and out:
            break
        out += sign.draw(f"{group}/{mark_key.format(sign.name)}", x, box.y + box.h // 2)
        text = Para((Run(shorten(words[sign.name], size, wide), size, None, color),))
        beside = Box(x + sign.wide + NEAR, box.y, wide, box.h)
        key = f"{group}/{word_key.format(sign.name)}"
        out.append(Text(key, (text,), beside, anchor="ctr", wrap=False))
        x += whole + gap
    return Group(group, tuple(out), follows, alt)
