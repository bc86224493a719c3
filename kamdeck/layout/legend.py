"""A legend: marks with their words, one after the other, on one line or on several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from kamdeck.deck.spec import EMU, Box, Connector, Group, Para, Run, Shape, Text
from kamdeck.layout.areas import balanced
from kamdeck.record import record
from kamdeck.text.measure import line_height, shorten, width

Child = Text | Shape | Connector
NEAR, NEXT, SIDE = round(0.07 * EMU), round(0.20 * EMU), round(0.11 * EMU)
CLOSE = round(0.08 * EMU)  # the least gap between two items
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


def lines_of(signs: Sequence[Sign], room: int, size: float = 10) -> list[list[Sign]]:
    """The signs in as few lines as they need where each has `room` EMU, and about as many on each."""
    lines: list[list[Sign]] = [[]]
    for sign in signs:
        if lines[-1] and _needs([*lines[-1], sign], size) > room:
            lines.append([])
        lines[-1].append(sign)
    ends = list(accumulate(balanced(len(signs), -(-len(signs) // len(lines))), initial=0))
    even = [list(signs[first:stop]) for first, stop in pairwise(ends)]
    return even if even and all(_needs(line, size) <= room for line in even) else lines


def _needs(line: Sequence[Sign], size: float) -> int:
    return sum(_wide(sign, size) + CLOSE for sign in line) - CLOSE


def _wide(sign: Sign, size: float) -> int:
    return sign.wide + NEAR + width(sign.word, size) + 25_400


def legend(
    group: str,
    signs: Sequence[Sign],
    box: Box,
    alt: str,
    *,
    follows: str | None = None,
    size: float = 10,
    least: float = 0,
    align: str = "l",
    mark_key: str = "{}_mark",
    word_key: str = "{}",
    color: str = "ink",
    lines: int = 1,
    rule: Connector | None = None,
) -> Group:
    """The signs on one line of `box` (its height is a line's), or on up to `lines` from there on; cut where
    the last ones find no room; on its left or right (`align` "r") edge. Type falls to `least` (where that is
    given) before more lines are taken. Keys are `group/` and the patterns filled with the names; `rule` is
    drawn over it."""
    while least and size > least and _needs(signs, size) > box.w:
        size -= 0.5
    out: list[Child] = [rule] if rule else []
    shown = lines_of(signs, box.w, size)
    rest = [sign for line in shown[lines - 1 :] for sign in line]
    for n, line in enumerate([*shown[: lines - 1], rest]):
        y = box.y + n * box.h
        room = [_wide(sign, size) for sign in line]
        gaps = max(1, len(line) - 1)
        gap = max(CLOSE, min(NEXT, (box.w - sum(room)) // gaps))
        x = box.x if align == "l" else box.x + box.w - sum(room) - gap * (len(line) - 1)
        first = x
        for sign, whole in zip(line, room, strict=True):
            left = box.x + box.w - x - sign.wide - NEAR
            wide = min(whole - sign.wide - NEAR, left)
            if left < min(whole - sign.wide - NEAR, round(0.3 * EMU)) and x > first:
                break
            out += sign.draw(f"{group}/{mark_key.format(sign.name)}", x, y + box.h // 2)
            text = Para((Run(shorten(sign.word, size, wide), size, None, color),))
            beside = Box(x + sign.wide + NEAR, y, wide, box.h)
            key = f"{group}/{word_key.format(sign.name)}"
            out.append(Text(key, (text,), beside, anchor="ctr", wrap=False))
            x += whole + gap
    return Group(group, tuple(out), follows, alt)
