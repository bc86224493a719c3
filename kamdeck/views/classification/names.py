"""Where the names of the classification stand: one for accounts at one point, a number where none fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot

from kamdeck.deck.spec import EMU, Box
from kamdeck.record import record
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.classification.plot import PLOT, Bubble

NAME_SIZE, VALUE_SIZE = 10.0, 9.0
MOST_NAMED = 40
MOST_NUMBERED = 6  # as many as the rail can list

_GAP = round(0.05 * EMU)  # between a bubble and its name
_NEAR = round(0.08 * EMU)  # a name closer than this to another bubble could be taken for that one's
_SAME = round(0.04 * EMU)  # bubbles with middles closer than this lie on one another
_NAME_ROOM = round(2.0 * EMU)
_VALUE_RADIUS = round(0.25 * EMU)  # from here on the amount stands inside the bubble


@record
class Name:
    """Where an account's name stands: `value` beside it, `inside` the bubble, or "" where unknown.

    `number` is its number where the rail has the name, else 0; `others` are the accounts at the same point.
    """

    bubble: Bubble
    name: str
    value: str
    inside: str
    box: Box
    number: int = 0
    others: int = 0


def place_names(
    bubbles: Sequence[Bubble], names: Mapping[str, str], amounts: Mapping[str, str], cut: tuple[int, int]
) -> tuple[Name, ...]:
    """The names that find a place, in the order given: over no bubble, name or cut line (x, y in EMU).

    Accounts at one point share the first one's name ("Oak +2"); a name without a place becomes a number.
    """
    taken: list[Box] = []
    out: list[Name] = []
    lost: list[tuple[Bubble, int]] = []
    for bubble, others in _points(bubbles, names):
        apart = [b for b in bubbles if not _is_at(b, bubble)]
        found = _named(
            bubble, others, names[bubble.account], amounts.get(bubble.account, ""), apart, taken, cut
        )
        if found is None:
            lost.append((bubble, others))
        else:
            taken.append(found.box)
            out.append(found)
    return (*out, *_numbered(lost, names, bubbles, taken, cut))


def count_points(bubbles: Sequence[Bubble]) -> int:
    """At how many points of the plot there are bubbles, about."""
    return len({(bubble.x // _SAME, bubble.y // _SAME) for bubble in bubbles})


def _points(bubbles: Sequence[Bubble], names: Mapping[str, str]) -> list[tuple[Bubble, int]]:
    """The bubbles to be named, one for each point, and how many further accounts lie there."""
    out: list[tuple[Bubble, int]] = []
    for bubble in bubbles:
        if bubble.account in names and not any(_is_at(bubble, first) for first, _ in out):
            out.append((bubble, sum(_is_at(b, bubble) for b in bubbles) - 1))
    return out[:MOST_NAMED]


def _is_at(a: Bubble, b: Bubble) -> bool:
    return abs(a.x - b.x) <= _SAME and abs(a.y - b.y) <= _SAME


def _named(
    bubble: Bubble,
    others: int,
    full: str,
    amount: str,
    apart: Sequence[Bubble],
    taken: Sequence[Box],
    cut: tuple[int, int],
) -> Name | None:
    """The name at the best place, in full or shorter; the amount only where it is one account's."""
    amount = "" if others else amount
    ending = f" +{others}" if others else ""
    inside = amount if _holds(bubble, amount, apart) else ""
    value = "" if inside else amount
    for room, shown in ((_NAME_ROOM, value), (_NAME_ROOM * 2 // 3, ""), (_NAME_ROOM // 2, "")):
        name = shorten(full, NAME_SIZE, room - width(ending, NAME_SIZE, True), True) + ending
        wide = width(name, NAME_SIZE, True) + (width(f" {shown}", VALUE_SIZE) if shown else 0)
        box = _best(bubble, Box(0, 0, wide + 12_700, line_height(NAME_SIZE)), apart, taken, cut)
        if box is not None:
            return Name(bubble, name, shown, inside, box, others=others)
    return None


def _numbered(
    lost: Sequence[tuple[Bubble, int]],
    names: Mapping[str, str],
    bubbles: Sequence[Bubble],
    taken: Sequence[Box],
    cut: tuple[int, int],
) -> list[Name]:
    """Numbers for the first bubbles whose name has no place: inside where it can be read, else beside."""
    out: list[Name] = []
    full = [*taken]
    for bubble, others in lost:
        number = len(out) + 1
        text = str(number)
        apart = [b for b in bubbles if not _is_at(b, bubble)]
        size = Box(0, 0, width(text, VALUE_SIZE, True) + 12_700, line_height(VALUE_SIZE))
        ending = f" +{others}" if others else ""
        middle = Box(bubble.x - size.w // 2, bubble.y - size.h // 2, size.w, size.h)
        fits = size.h <= 2 * bubble.r and all(_apart(b, middle) > 0 for b in apart)
        box = middle if fits else _best(bubble, size, apart, full, cut)
        if box is not None and number <= MOST_NUMBERED:
            full.append(box)
            inside = text if fits else ""
            out.append(Name(bubble, names[bubble.account] + ending, "", inside, box, number, others))
    return out


def _holds(bubble: Bubble, amount: str, apart: Sequence[Bubble]) -> bool:
    """True when the amount fits inside the bubble and no other bubble lies on it."""
    half = width(amount, VALUE_SIZE, True) // 2
    if not amount or bubble.r < _VALUE_RADIUS or half > bubble.r * 0.9:
        return False
    high = line_height(VALUE_SIZE)
    box = Box(bubble.x - half, bubble.y - high // 2, 2 * half, high)
    return all(_apart(b, box) > 0 for b in apart)


def _best(
    bubble: Bubble, size: Box, apart: Sequence[Bubble], taken: Sequence[Box], cut: tuple[int, int]
) -> Box | None:
    """The first of the places round the bubble that meets nothing, one away from others before all."""
    second = None
    for box in _places(bubble, size):
        if not _is_inside(box) or _meets_cut(box, cut) or any(_meet(box, other) for other in taken):
            continue
        nearest = float(EMU)
        for other in apart:
            if (nearest := min(nearest, _apart(other, box))) <= 0:
                break  # among thousands the first one met settles it
        if nearest > _NEAR:
            return box
        if nearest > 0 and second is None:
            second = box
    return second


def _places(bubble: Bubble, size: Box) -> list[Box]:
    """Right and left, the same a little lower and higher, above, below, then the corners."""
    x, y, r, w, h = bubble.x, bubble.y, bubble.r, size.w, size.h
    slant, shift = round(r * 0.72) + _GAP // 2, round(0.7 * h)
    sides = (x + r + _GAP, x - r - _GAP - w)
    places = [(side, y - h // 2 + dy) for dy in (0, shift, -shift) for side in sides]
    places += [(x - w // 2, y - r - _GAP // 2 - h), (x - w // 2, y + r + _GAP // 2)]
    places += [(side, top) for top in (y - slant - h, y + slant) for side in (x + slant, x - slant - w)]
    return [Box(left, top, w, h) for left, top in places]


def _is_inside(box: Box) -> bool:
    return (
        box.x >= PLOT.x + _GAP
        and box.x + box.w <= PLOT.x + PLOT.w
        and box.y >= PLOT.y
        and box.y + box.h <= PLOT.y + PLOT.h
    )


def _meets_cut(box: Box, cut: tuple[int, int]) -> bool:
    margin = 12_700
    return (
        box.x - margin < cut[0] < box.x + box.w + margin or box.y - margin < cut[1] < box.y + box.h + margin
    )


def _meet(a: Box, b: Box) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def _apart(bubble: Bubble, box: Box) -> float:
    """The distance between a bubble's edge and a box; below zero where they overlap."""
    dx = max(box.x - bubble.x, 0, bubble.x - box.x - box.w)
    dy = max(box.y - bubble.y, 0, bubble.y - box.y - box.h)
    return hypot(dx, dy) - bubble.r
