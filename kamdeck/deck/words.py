"""Old words matched to new ones: which characters of a new text stand where which old ones stood.

Words and figures are aligned (difflib), then what stands between them. Equal ones are the same, also one
that moved, if there is no other like it; of a run of words that others took the place of, figures go to
figures and words to words, in order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple, TypeVar

from kamdeck.record import record

T = TypeVar("T")

NOWHERE = -1

# A figure goes with the letters that are joined to it, such as the k of $878k.
_TOKEN = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+)*(?:[^\W\d_]{1,3}(?![^\W\d_]))?|[^\W\d_]\w*|_\w*")
_LIKE = 0.3  # the share of common words from which two paragraphs are taken for the same
_SAME_PLACE = 0.29  # what standing at the same place counts, where there are as many paragraphs as before


class Unit(NamedTuple):
    """A word, a figure or a sign in a text, by its first character and the one behind its last."""

    start: int
    end: int
    is_word: bool


class Swap(NamedTuple):
    """A run of old words that a run of new ones took the place of; `more` are new words of a kind with an
    old one that take the place of none."""

    old: tuple[Unit, ...]
    more: tuple[Unit, ...]


@record
class Match:
    """Where each character of a new text comes from.

    `source` is the place in the old text, `NOWHERE` for what was inserted. `is_same` tells what is the same
    word, or a figure in a figure's place. `swaps` are the runs that were replaced.
    """

    source: tuple[int, ...]
    is_same: tuple[bool, ...]
    swaps: tuple[Swap, ...] = ()


def units(text: str) -> list[Unit]:
    """The words, figures and signs of a text in order; spaces belong to none."""
    found: list[Unit] = []
    place = 0
    for token in (*_TOKEN.finditer(text), None):
        end = token.start() if token else len(text)
        found += [Unit(i, i + 1, False) for i in range(place, end) if not text[i].isspace()]
        if token:
            found.append(Unit(token.start(), token.end(), True))
            place = token.end()
    return found


def matched(old: str, new: str) -> Match:
    """The match of two texts, one paragraph each."""
    if old == new:
        return Match(tuple(range(len(new))), (True,) * len(new))
    return _Matching(old, new).match()


class _Matching:
    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.olds, self.news = ([u for u in units(text) if u.is_word] for text in (old, new))
        self.source = [NOWHERE] * len(new)
        self.is_same = [False] * len(new)
        self.partner = [NOWHERE] * len(self.news)  # of each new word the old one
        self.swaps: list[Swap] = []

    def match(self) -> Match:
        olds, news = _texts(self.old, self.olds), _texts(self.new, self.news)
        steps = _steps(olds, news)
        for op, i1, i2, j1, j2 in steps:
            if op == "equal":
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                    self._pair(i, j)
        self._pair_moved(olds, news)
        for op, i1, i2, j1, j2 in steps:
            if op == "replace":
                self._swap(range(i1, i2), range(j1, j2))
        for j in range(len(self.news) + 1):
            self._between(j)
        return Match(tuple(self.source), tuple(self.is_same), tuple(self.swaps))

    def _pair_moved(self, olds: Sequence[str], news: Sequence[str]) -> None:
        """Pair words that stand elsewhere now and of which there is one in each text."""
        counts = Counter(olds), Counter(news)
        for j, word in enumerate(news):
            if self.partner[j] == NOWHERE and counts[0][word] == counts[1][word] == 1:
                self._pair(olds.index(word), j)

    def _swap(self, there: Sequence[int], wanted: Sequence[int]) -> None:
        """Hand a run of words on: like to like, and what is left between them in order."""
        there = [i for i in there if i not in self.partner]
        wanted = [j for j in wanted if self.partner[j] == NOWHERE]
        if not there or not wanted:
            return
        kinds = (
            _kinds(self.old, [self.olds[i] for i in there]),
            _kinds(self.new, [self.news[j] for j in wanted]),
        )
        for _, a1, a2, b1, b2 in SequenceMatcher(None, *kinds, autojunk=False).get_opcodes():
            for i, j in zip(there[a1:a2], wanted[b1:b2], strict=False):
                self._pair(i, j)
        rest = [
            self.news[j]
            for j, kind in zip(wanted, kinds[1], strict=True)
            if self.partner[j] == NOWHERE and kind in kinds[0]
        ]
        self.swaps.append(Swap(tuple([self.olds[i] for i in there]), tuple(rest)))

    def _pair(self, i: int, j: int) -> None:
        old, new = self.olds[i], self.news[j]
        self.partner[j] = i
        long, short = old.end - old.start, new.end - new.start
        words = self.old[old.start : old.end], self.new[new.start : new.end]
        is_same = words[0] == words[1] or (words[0][0].isdigit() and words[1][0].isdigit())
        for k in range(short):
            self._take(new.start + k, old.start + k * long // short, is_same=is_same)

    def _take(self, place: int, source: int, *, is_same: bool = True) -> None:
        self.source[place], self.is_same[place] = source, is_same

    def _between(self, j: int) -> None:
        """Match what stands before new word `j` to what stood between the old words there."""
        start, end = self._gap(self.news, j, len(self.new))
        left = self.partner[j - 1] if j else NOWHERE
        right = self.partner[j] if j < len(self.news) else len(self.olds)
        has_left, has_right = not j or left != NOWHERE, right != NOWHERE
        gap = self.new[start:end]
        if has_left and has_right and right == left + 1:
            first, last = self._gap(self.olds, right, len(self.old))
            blocks = SequenceMatcher(None, self.old[first:last], gap, autojunk=False).get_matching_blocks()
            for a, b, size in blocks:
                for k in range(size):
                    self._take(start + b + k, first + a + k)
            return
        count = 0
        if has_left:
            first, last = self._gap(self.olds, left + 1, len(self.old))
            count = _common(self.old[first:last], gap)
            for k in range(count):
                self._take(start + k, first + k)
        if has_right:
            first, last = self._gap(self.olds, right, len(self.old))
            for k in range(_common(self.old[first:last][::-1], gap[count:][::-1])):
                self._take(end - 1 - k, last - 1 - k)

    def _gap(self, found: Sequence[Unit], i: int, length: int) -> tuple[int, int]:
        """What stands before word `i`."""
        return (found[i - 1].end if i else 0), (found[i].start if i < len(found) else length)


def _texts(text: str, found: Sequence[Unit]) -> list[str]:
    return [text[u.start : u.end] for u in found]


def _steps(olds: Sequence[str], news: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """How one list of words becomes the other; what both begin or end with alike stays, whatever else is
    like it (difflib looks for the longest run first)."""
    least = min(len(olds), len(news))
    head = next((i for i in range(least) if olds[i] != news[i]), least)
    tail = next((i for i in range(least - head) if olds[-1 - i] != news[-1 - i]), least - head)
    middle = olds[head : len(olds) - tail], news[head : len(news) - tail]
    found = SequenceMatcher(None, *middle, autojunk=False).get_opcodes()
    inner = [(op, i1 + head, i2 + head, j1 + head, j2 + head) for op, i1, i2, j1, j2 in found]
    first, last = len(olds) - tail, len(news) - tail
    return [
        ("equal", 0, head, 0, head),
        *inner,
        ("equal", first, len(olds), last, len(news)),
    ]


def _kinds(text: str, found: Sequence[Unit]) -> str:
    """Of each word whether it is a figure."""
    return "".join(["1" if text[u.start].isdigit() else "a" for u in found])


def _common(one: str, other: str) -> int:
    """How many signs two texts begin with alike; spaces behind them go with the words beside."""
    count = 0
    for place, (a, b) in enumerate(zip(one, other, strict=False), 1):
        if a != b:
            break
        count = count if a.isspace() else place
    return count


def stretches(values: Sequence[T]) -> Iterator[tuple[int, int, T]]:
    """Neighbours of one value, by the first place and the one behind the last."""
    start = 0
    for value, found in groupby(values):
        end = start + len(list(found))
        yield start, end, value
        start = end


# ------------------------------------------------------------------ paragraphs


def paired(olds: Sequence[str], news: Sequence[str]) -> list[int]:
    """Of each new paragraph the old one whose place it takes, in order; `NOWHERE` for a new one.

    Where there are as many as before, paragraphs go with those at the same place, unless others are more
    like them; else with the most alike.
    """
    if list(olds) == list(news):
        return list(range(len(news)))
    is_level = len(olds) == len(news)
    bags = [[_bag(text) for text in texts] for texts in (olds, news)]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in range(len(olds) - 1, -1, -1):
        for j in range(len(news) - 1, -1, -1):
            weight = _weight(bags[0][i], bags[1][j], is_near=is_level and i == j)
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + weight)
    out = [NOWHERE] * len(news)
    i = j = 0
    while i < len(olds) and j < len(news):
        weight = _weight(bags[0][i], bags[1][j], is_near=is_level and i == j)
        if weight and best[i][j] == best[i + 1][j + 1] + weight:
            out[j] = i
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return _filled(out, len(olds))


def _bag(text: str) -> Counter[str]:
    return Counter(_texts(text, [u for u in units(text) if u.is_word]))


def _weight(old: Counter[str], new: Counter[str], *, is_near: bool) -> float:
    common, size = (old & new).total(), old.total() + new.total()
    alike = 2 * common / size if size else 1.0
    if is_near:
        return alike + _SAME_PLACE
    return alike if alike >= _LIKE else 0.0


def _filled(found: list[int], count: int) -> list[int]:
    """The pairs, and between two of them as many left over on both sides in order."""
    out = list(found)
    start = 0
    while start < len(out):
        if out[start] != NOWHERE:
            start += 1
            continue
        end = next((j for j in range(start, len(out)) if out[j] != NOWHERE), len(out))
        first = out[start - 1] + 1 if start else 0
        last = out[end] if end < len(out) else count
        if last - first == end - start:
            out[start:end] = range(first, last)
        start = end
    return out
