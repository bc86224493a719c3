"""Where the names of the classification stand: one for accounts at one point, a number where none fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import hypot

from kamdeck.deck.spec import EMU, Box
from kamdeck.record import record
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.classification.plot import Bubble

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
    bubbles: Sequence[Bubble],
    names: Mapping[str, str],
    amounts: Mapping[str, str],
    cut: tuple[int, int],
    plot: Box,
) -> tuple[Name, ...]:
    """The names that find a place, in the order given: over no bubble, name or cut line (x, y in EMU).

    Accounts at one point share the first one's name ("Oak +2"); a name without a place becomes a number.
    """
    return _Places(bubbles, cut, plot).all_of(names, amounts)


def count_points(bubbles: Sequence[Bubble]) -> int:
    """At how many points of the plot there are bubbles, about."""
    return len({(bubble.x // _SAME, bubble.y // _SAME) for bubble in bubbles})


class _Places:
    """The free places on the plot while they are taken."""

    def __init__(self, bubbles: Sequence[Bubble], cut: tuple[int, int], plot: Box) -> None:
        self.bubbles, self.cut, self.plot = bubbles, cut, plot
        self.taken: list[Box] = []

    def all_of(self, names: Mapping[str, str], amounts: Mapping[str, str]) -> tuple[Name, ...]:
        """The names, then the numbers."""
        out, lost = list[Name](), list[tuple[Bubble, int]]()
        for bubble, others in self._points(names):
            found = self._named(bubble, others, names[bubble.account], amounts.get(bubble.account, ""))
            if found is None:
                lost.append((bubble, others))
            else:
                out.append(found)
        count = 0
        for bubble, others in lost:
            numbered = self._numbered(bubble, others, names[bubble.account], count + 1)
            if numbered is not None and count < MOST_NUMBERED:
                out.append(numbered)
                count += 1
        return tuple(out)

    def _points(self, names: Mapping[str, str]) -> list[tuple[Bubble, int]]:
        """The bubbles to be named, one for each point, and how many further accounts lie there."""
        out: list[tuple[Bubble, int]] = []
        for bubble in self.bubbles:
            if bubble.account in names and not any(_is_at(bubble, first) for first, _ in out):
                out.append((bubble, sum(_is_at(b, bubble) for b in self.bubbles) - 1))
        return out[:MOST_NAMED]

    def _named(self, bubble: Bubble, others: int, full: str, amount: str) -> Name | None:
        """The name at the best place, in full or shorter; the amount only where it is one account's."""
        amount = "" if others else amount
        ending = f" +{others}" if others else ""
        inside = amount if self._holds(bubble, amount) else ""
        value = "" if inside else amount
        for room, shown in ((_NAME_ROOM, value), (_NAME_ROOM * 2 // 3, ""), (_NAME_ROOM // 2, "")):
            name = shorten(full, NAME_SIZE, room - width(ending, NAME_SIZE, True), True) + ending
            wide = width(name, NAME_SIZE, True) + (width(f" {shown}", VALUE_SIZE) if shown else 0)
            box = self._best(bubble, Box(0, 0, wide + 12_700, line_height(NAME_SIZE)))
            if box is not None:
                self.taken.append(box)
                return Name(bubble, name, shown, inside, box, others=others)
        return None

    def _numbered(self, bubble: Bubble, others: int, name: str, number: int) -> Name | None:
        """A number for a bubble whose name has no place: inside where it can be read, else beside."""
        text = str(number)
        size = Box(0, 0, width(text, VALUE_SIZE, True) + 12_700, line_height(VALUE_SIZE))
        middle = Box(bubble.x - size.w // 2, bubble.y - size.h // 2, size.w, size.h)
        fits = size.h <= 2 * bubble.r and self._is_clear(bubble, middle)
        box = middle if fits else self._best(bubble, size)
        if box is None:
            return None
        self.taken.append(box)
        ending = f" +{others}" if others else ""
        return Name(bubble, name + ending, "", text if fits else "", box, number, others)

    def _holds(self, bubble: Bubble, amount: str) -> bool:
        """True when the amount fits inside the bubble and no other bubble lies on it."""
        half, high = width(amount, VALUE_SIZE, True) // 2, line_height(VALUE_SIZE)
        if not amount or bubble.r < _VALUE_RADIUS or half > bubble.r * 0.9:
            return False
        return self._is_clear(bubble, Box(bubble.x - half, bubble.y - high // 2, 2 * half, high))

    def _apart(self, bubble: Bubble) -> Iterator[Bubble]:
        """The bubbles that do not lie on this one."""
        return (b for b in self.bubbles if not _is_at(b, bubble))

    def _is_clear(self, bubble: Bubble, box: Box) -> bool:
        return all(_distance(b, box) > 0 for b in self._apart(bubble))

    def _best(self, bubble: Bubble, size: Box) -> Box | None:
        """The first of the places round the bubble that meets nothing, one away from others before all."""
        second, apart = None, list(self._apart(bubble))
        for box in _around(bubble, size):
            if not self._is_inside(box) or self._meets_cut(box) or any(_meet(box, t) for t in self.taken):
                continue
            nearest = float(EMU)
            for other in apart:
                if (nearest := min(nearest, _distance(other, box))) <= 0:
                    break  # among thousands the first one met settles it
            if nearest > _NEAR:
                return box
            if nearest > 0 and second is None:
                second = box
        return second

    def _is_inside(self, box: Box) -> bool:
        plot = self.plot
        return (
            plot.x + _GAP <= box.x <= plot.x + plot.w - box.w and plot.y <= box.y <= plot.y + plot.h - box.h
        )

    def _meets_cut(self, box: Box) -> bool:
        x, y = self.cut
        margin = 12_700
        return box.x - margin < x < box.x + box.w + margin or box.y - margin < y < box.y + box.h + margin


def _is_at(a: Bubble, b: Bubble) -> bool:
    return abs(a.x - b.x) <= _SAME and abs(a.y - b.y) <= _SAME


def _around(bubble: Bubble, size: Box) -> list[Box]:
    """Right and left, the same a little lower and higher, above, below, then the corners."""
    x, y, r, w, h = bubble.x, bubble.y, bubble.r, size.w, size.h
    slant, shift = round(r * 0.72) + _GAP // 2, round(0.7 * h)
    sides = (x + r + _GAP, x - r - _GAP - w)
    places = [(side, y - h // 2 + dy) for dy in (0, shift, -shift) for side in sides]
    places += [(x - w // 2, y - r - _GAP // 2 - h), (x - w // 2, y + r + _GAP // 2)]
    places += [(side, top) for top in (y - slant - h, y + slant) for side in (x + slant, x - slant - w)]
    return [Box(left, top, w, h) for left, top in places]


def _meet(a: Box, b: Box) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def _distance(bubble: Bubble, box: Box) -> float:
    """The distance between a bubble's edge and a box; below zero where they overlap."""
    dx = max(box.x - bubble.x, 0, bubble.x - box.x - box.w)
    dy = max(box.y - bubble.y, 0, bubble.y - box.y - box.h)
    return hypot(dx, dy) - bubble.r
