"""What a person gave the words of a text, carried to the words of a new one; what finds no place is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby
from typing import NamedTuple, TypeVar

from kamdeck.deck.formats import (
    FOUR,
    LINKS,
    OF_THESE_WORDS,
    OUR_PARAGRAPHS,
    Change,
    Judge,
    Line,
    Look,
    extras,
    paragraph_extras,
)
from kamdeck.deck.words import NOWHERE, Match, Swap, matched, paired, units
from kamdeck.record import record

T = TypeVar("T")
Place = tuple[int, int]  # line and piece of the old text

REPORTED = ("font", "link", "field")  # what a report calls formats of words


class Gift(NamedTuple):
    """A format that a run takes over: its value (None: the run loses it), and the old run it is of."""

    value: str | None
    donor: Place


Gifts = dict[str, Gift]


@record
class Dressed:
    """Characters of the new text with one format: those of our piece `ours`, with what is a person's.

    `source` is the old run whose place they take, None where they are new.
    """

    text: str
    ours: int
    source: Place | None
    gifts: Gifts


@record
class DressedLine:
    """A new paragraph: the old one whose place it takes (`NOWHERE`: none), what it takes over from
    the old paragraph `donor`, and its pieces; `end` is for the mark behind the last of them."""

    source: int
    look: dict[str, str]
    donor: int
    pieces: tuple[Dressed, ...]
    end: Gifts


@record
class Carried:
    """The new text, and the words on which a person's formats stand (`kept`) or stood (`lost`), by what is
    reported: `font`, `link`, `field`, `paragraph`. No words stand for the whole text."""

    lines: tuple[DressedLine, ...]
    kept: dict[str, str]
    lost: dict[str, str]


def carry(old: Sequence[Line], new: Sequence[Line], judge: Judge) -> Carried:
    """The old text's formats of a person's on the new text, whose own formats are ours."""
    return _Carrying(old, new, judge).carried()


class _Old:
    """An old line while it is carried: whose its formats are, and what became of them."""

    def __init__(self, line: Line, base: Sequence[Look] | None, look: dict[str, str]) -> None:
        self.line, self.base, self.look = line, base, look
        self.text = line.text
        self.pieces = [k for k, piece in enumerate(line.pieces) for _ in piece.text]
        self.theirs: list[dict[str, str | None]] = []  # of each character what is a person's
        self.found: list[set[str]] = [set() for _ in self.text]  # what of it found a place
        self.rules: dict[str, Gift] = {}  # what the whole line bears


class _Carrying:
    def __init__(self, old: Sequence[Line], new: Sequence[Line], judge: Judge) -> None:
        self.new, self.judge = new, judge
        self.run_looks = frozenset(
            [item for line in new for piece in line.pieces for item in piece.look.items()]
        )
        looks = frozenset([item for line in new for item in line.look.items()])
        self.olds = [
            _Old(line, base, paragraph_extras(line.look, looks))
            for line, base in zip(old, judge.bases(old), strict=True)
        ]
        self.extras = [[extras(p.look, self.run_looks) for p in line.pieces] for line in old]
        self.sources = paired([o.text for o in self.olds], [line.text for line in new])
        self.changes: dict[tuple[int, int, int, int], Change] = {}

    def carried(self) -> Carried:
        matches = [
            matched(self.olds[i].text, line.text) if i != NOWHERE else None
            for i, line in zip(self.sources, self.new, strict=True)
        ]
        self._tell_theirs(matches)
        self.rules = self._common([o.rules for o in self.olds if o.text.strip() or o.rules])
        self.para_rules = self._paragraph_rules()
        lines = tuple([self._line(j, match) for j, match in enumerate(matches)])
        return Carried(lines, self._kept(lines), self._lost())

    # ------------------------------------------------------------------ what is theirs

    def _change(self, i: int, k: int, j: int, ours: int) -> Change:
        """What is a person's of old run `k` of line `i` where our run `ours` of line `j` stands now."""
        key = i, k, j, ours
        if key not in self.changes:
            look = self.new[j].pieces[ours].look if ours != NOWHERE else None
            old = self.olds[i]
            found = self.judge.four(old.line.pieces[k].look, look, old.base)
            self.changes[key] = {**found, **self.extras[i][k]}
        return self.changes[key]

    def _tell_theirs(self, matches: Sequence[Match | None]) -> None:
        goes: list[dict[int, tuple[int, int]]] = [{} for _ in self.olds]
        for j, (i, match) in enumerate(zip(self.sources, matches, strict=True)):
            if match is not None:
                pieces = _places(self.new[j])
                for c, s in enumerate(match.source):
                    if s != NOWHERE:
                        goes[i].setdefault(s, (j, pieces[c]))
        for i, old in enumerate(self.olds):
            for c, k in enumerate(old.pieces):
                old.theirs.append(dict(self._change(i, k, *goes[i].get(c, (NOWHERE, NOWHERE)))))
            old.rules = self._rules(i)

    def _rules(self, i: int) -> dict[str, Gift]:
        """What of a person's rules a whole line: all of its words have it."""
        old = self.olds[i]
        places = [c for c, char in enumerate(old.text) if not char.isspace()]
        if not places:
            found = extras(old.line.end, self.run_looks)
            return {name: Gift(value, (i, NOWHERE)) for name, value in found.items() if name not in LINKS}
        names = {name for c in places for name in old.theirs[c]}
        looks = [(old.pieces[c], old.line.pieces[old.pieces[c]].look) for c in places]
        return {
            name: Gift(looks[0][1].get(name), (i, looks[0][0]))
            for name in sorted(names)
            if len({look.get(name) for _, look in looks}) == 1
        }

    def _common(self, rules: Sequence[dict[str, Gift]]) -> dict[str, Gift]:
        """What rules the whole text."""
        first, *rest = rules or [{}]
        return {
            name: gift
            for name, gift in first.items()
            if all(name in other and other[name].value == gift.value for other in rest)
        }

    def _paragraph_rules(self) -> dict[str, str]:
        first, *rest = [o.look for o in self.olds] or [{}]
        return {name: value for name, value in first.items() if all(o.get(name) == value for o in rest)}

    # ------------------------------------------------------------------ the new text

    def _line(self, j: int, match: Match | None) -> DressedLine:
        line, i = self.new[j], self.sources[j]
        if match is None:
            rules = _wearable(self.rules)
            gifts = [rules if not char.isspace() else {} for char in line.text]
            return self._dressed(line, NOWHERE, gifts, [None] * len(gifts), rules)
        old = self.olds[i]
        rules = _wearable(old.rules)
        gifts = []
        pieces = _places(line)
        for c, s in enumerate(match.source):
            gifts.append(
                self._gifts(i, s, j, pieces[c], is_same=match.is_same[c])
                if s != NOWHERE
                else rules | _of_swap(old, i, c, match.swaps)
                if not line.text[c].isspace()
                else {}
            )
        sources = [(i, old.pieces[s]) if s != NOWHERE else None for s in match.source]
        made = self._dressed(line, i, gifts, sources, rules)
        self._note(old, match, gifts, made)
        return made

    def _gifts(self, i: int, s: int, j: int, ours: int, *, is_same: bool) -> Gifts:
        """What a character takes over from the one whose place it takes; links only where it is the same."""
        old = self.olds[i]
        k = old.pieces[s]
        return {
            name: Gift(value, (i, k))
            for name, value in self._change(i, k, j, ours).items()
            if is_same or name not in OF_THESE_WORDS or (name in LINKS and name in self.rules)
        }

    def _dressed(
        self, line: Line, i: int, gifts: list[Gifts], sources: Sequence[Place | None], rules: Gifts
    ) -> DressedLine:
        _fill_spaces(line.text, gifts, sources)
        self._break_fields(line.text, gifts)
        pieces: list[Dressed] = []
        ours = _places(line)
        for c, char in enumerate(line.text):
            last = pieces[-1] if pieces else None
            if last and last.ours == ours[c] and _values(last.gifts) == _values(gifts[c]):
                pieces[-1] = Dressed(last.text + char, last.ours, last.source or sources[c], last.gifts)
            else:
                pieces.append(Dressed(char, ours[c], sources[c], gifts[c]))
        look = self.para_rules if i == NOWHERE else self.olds[i].look
        donor = 0 if i == NOWHERE else i
        return DressedLine(i, dict(look), donor, tuple(pieces), rules if not pieces else {})

    def _break_fields(self, text: str, gifts: list[Gifts]) -> None:
        """A field (a date, a page's number) stays one only where all of its characters stand together."""
        for start, end, gift in _stretches([g.get("field") for g in gifts]):
            whole = gift and self.olds[gift.donor[0]].line.pieces[gift.donor[1]].text
            if gift and whole != text[start:end]:
                for c in range(start, end):
                    gifts[c] = {name: each for name, each in gifts[c].items() if name != "field"}

    # ------------------------------------------------------------------ what became of it

    def _note(self, old: _Old, match: Match, gifts: Sequence[Gifts], made: DressedLine) -> None:
        """Mark on an old line what found a place in the new one."""
        for c, s in enumerate(match.source):
            if s != NOWHERE:
                old.found[s] |= gifts[c].keys()
        rules = set(_wearable(old.rules) if made.pieces or made.end else ())
        rules |= {name for each in gifts for name in each if name in self.rules}
        for found in old.found:
            found |= rules
        for swap in match.swaps:
            for name in _wearable(_shared(old, swap)):
                for c in range(swap.old_start, swap.old_end):
                    old.found[c].add(name)

    def _kept(self, lines: Sequence[DressedLine]) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        whole = set(REPORTED)
        for line, dressed in zip(self.new, lines, strict=True):
            worn = [self._told(piece.gifts) for piece in dressed.pieces for _ in piece.text]
            for field in REPORTED:
                bare = _words(line.text, worn, field, is_with=False)
                found.setdefault(field, []).extend(_words(line.text, worn, field))
                whole -= {field} if bare else set()
        return {field: "" if field in whole else ", ".join(words) for field, words in found.items() if words}

    def _told(self, gifts: Gifts) -> set[str]:
        """The fields by which a report names some formats: what a program wrote on every word is no edit."""
        is_written_out = self.judge.theme is not None
        return {
            report_of(name) for name in gifts if not is_written_out or name in FOUR or name not in self.rules
        }

    def _lost(self) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        has_text = any(line.text.strip() for line in self.new)
        for i, old in enumerate(self.olds):
            rules = _wearable(self.rules) if has_text or i in self.sources else {}
            theirs = [{report_of(name) for name in names} for names in old.theirs]
            gone = [
                {report_of(name) for name in names if name not in found and name not in rules}
                for names, found in zip(old.theirs, old.found, strict=True)
            ]
            for field in REPORTED:
                words = _words(old.text, gone, field, theirs)
                if words:
                    found.setdefault(field, []).extend(words)
            if i not in self.sources and self._has_lost_look(old):
                found.setdefault("paragraph", []).append(old.text)
        return {field: ", ".join(words) for field, words in found.items()}

    def _has_lost_look(self, old: _Old) -> bool:
        return any(
            name not in self.para_rules and not (self.judge.theme is not None and name in OUR_PARAGRAPHS)
            for name in old.look
        )


def report_of(name: str) -> str:
    """The field by which a report names a format of words; "" for a language, which is none to look at."""
    if name == "lang":
        return ""
    return "link" if name in LINKS else "field" if name == "field" else "font"


def _places(line: Line) -> list[int]:
    """Of each character the piece it stands in."""
    return [k for k, piece in enumerate(line.pieces) for _ in piece.text]


def _wearable(gifts: Gifts) -> Gifts:
    """What words may take that are new: no links."""
    return {name: gift for name, gift in gifts.items() if name not in OF_THESE_WORDS}


def _values(gifts: Gifts) -> dict[str, str | None]:
    return {name: gift.value for name, gift in gifts.items()}


def _shared(old: _Old, swap: Swap) -> Gifts:
    """What a whole run of replaced words bore."""
    places = [c for c in range(swap.old_start, swap.old_end) if not old.text[c].isspace()]
    first = old.theirs[places[0]]
    return {
        name: Gift(value, (NOWHERE, old.pieces[places[0]]))
        for name, value in first.items()
        if all(name in old.theirs[c] and old.theirs[c][name] == value for c in places)
    }


def _of_swap(old: _Old, i: int, place: int, swaps: Iterable[Swap]) -> Gifts:
    """What a new character takes that stands in a run of replaced words and in no old one's place."""
    for swap in swaps:
        if swap.new_start <= place < swap.new_end:
            return {n: Gift(g.value, (i, g.donor[1])) for n, g in _wearable(_shared(old, swap)).items()}
    return {}


def _fill_spaces(text: str, gifts: list[Gifts], sources: Sequence[Place | None]) -> None:
    """A new space between two words bears what both of them bear."""
    for start, end, is_new in _stretches([text[c].isspace() and s is None for c, s in enumerate(sources)]):
        if is_new and start and end < len(text):
            left, right = gifts[start - 1], gifts[end]
            both = {
                n: g for n, g in left.items() if n in right and right[n].value == g.value and n != "field"
            }
            for c in range(start, end):
                gifts[c] = both


def _stretches(values: Sequence[T]) -> Iterator[tuple[int, int, T]]:
    """Neighbours of one value, by the first place and the one behind the last."""
    start = 0
    for value, found in groupby(values):
        end = start + len(list(found))
        yield start, end, value
        start = end


def _words(
    text: str,
    fields: Sequence[Set[str]],
    field: str,
    all_fields: Sequence[Set[str]] | None = None,
    *,
    is_with: bool = True,
) -> list[str]:
    """The words (with the signs between them) of which some character has the field; or has it not.

    Signs alone are not named where they belong to words that have it in `all_fields`.
    """
    found = units(text)
    has = [any(field in each for each in fields[u.start : u.end]) == is_with for u in found]
    words = []
    for start, end, is_in in _stretches(has):
        if not is_in:
            continue
        beside = found[max(start - 1, 0) : end + 1]
        is_part = all_fields is not None and not any(u.is_word for u in found[start:end])
        if is_part and sum(field in all_fields[u.start] for u in beside) > end - start:  # type: ignore[index]
            continue
        words.append(text[found[start].start : found[end - 1].end])
    return words


def is_bare(old: Sequence[Line], new: Sequence[Line], judge: Judge) -> bool:
    """Whether nothing in a text is a person's, so that there is nothing to carry."""
    if any(base is not None for base in judge.bases(old)):
        return False
    runs = frozenset([item for line in new for piece in line.pieces for item in piece.look.items()])
    looks = frozenset([item for line in new for item in line.look.items()])
    return not any(
        paragraph_extras(line.look, looks)
        or extras(line.end, runs)
        or any(extras(piece.look, runs) for piece in line.pieces)
        for line in old
    )
