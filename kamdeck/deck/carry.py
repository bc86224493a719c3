"""What a person gave the words of a text, carried to the words of a new one; what finds no place is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set

from kamdeck.deck.dressed import (
    DressedLine,
    Gift,
    Gifts,
    Place,
    dressed,
    fill_spaces,
    values,
    wearable,
)
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
from kamdeck.deck.words import NOWHERE, Match, Swap, matched, paired, stretches, units
from kamdeck.record import record

REPORTED = ("font", "link", "field")  # what a report calls formats of words


@record
class Carried:
    """The new text, and the words on which a person's formats stand (`kept`) or stood (`lost`), by what is
    reported: `font`, `link`, `field`, `paragraph`. No words stand for the whole text."""

    lines: tuple[DressedLine, ...]
    kept: dict[str, str]
    lost: dict[str, str]


def is_bare(old: Sequence[Line], new: Sequence[Line], judge: Judge) -> bool:
    """Whether nothing in a text is a person's, so that there is nothing to carry."""
    if any(base is not None for base in judge.bases(old)):
        return False
    runs, looks = _ours(new)
    return not any(
        paragraph_extras(line, looks)
        or extras(line.end, runs)
        or any(extras(piece.look, runs) for piece in line.pieces)
        for line in old
    )


def carry(old: Sequence[Line], new: Sequence[Line], judge: Judge) -> Carried:
    """The old text's formats of a person's on the new text, whose own formats are ours."""
    return _Carrying(old, new, judge).carried()


def report_of(name: str) -> str:
    """The field by which a report names a format of words; "" for a language, which nobody sees."""
    if name == "lang":
        return ""
    return "link" if name in LINKS else "field" if name == "field" else "font"


class _Old:
    """An old line while it is carried: whose its formats are, and what became of them."""

    def __init__(self, line: Line, base: Sequence[Look] | None, look: dict[str, str]) -> None:
        self.line, self.base, self.look = line, base, look
        self.text = line.text
        self.pieces = line.places
        self.theirs: list[Change] = []  # of each character what is a person's
        self.found: list[set[str]] = [set() for _ in self.text]  # what of it found a place
        self.rules: Gifts = {}  # what the whole line bears

    def shared(self, i: int, swap: Swap) -> Gifts:
        """What all words of a run that was replaced bore, but what belongs to certain words alone."""
        places = [c for unit in swap.old for c in range(unit.start, unit.end)]
        first, *rest = [self.theirs[c] for c in places]
        return {
            name: Gift(value, (i, self.pieces[places[0]]))
            for name, value in first.items()
            if name not in OF_THESE_WORDS and all(name in other and other[name] == value for other in rest)
        }


class _Carrying:
    def __init__(self, old: Sequence[Line], new: Sequence[Line], judge: Judge) -> None:
        self.new, self.judge = new, judge
        self.run_looks, looks = _ours(new)
        self.olds = [
            _Old(line, base, paragraph_extras(line, looks))
            for line, base in zip(old, judge.bases(old), strict=True)
        ]
        self.extras = [[extras(p.look, self.run_looks) for p in line.pieces] for line in old]
        self.sources = paired([o.text for o in self.olds], [line.text for line in new])
        self.usual = self._usual()
        self.has_text = any(line.text.strip() for line in new)
        self.changes: dict[tuple[int, int, int, int], Change] = {}

    def carried(self) -> Carried:
        matches = [
            matched(self.olds[i].text, line.text) if i != NOWHERE else None
            for i, line in zip(self.sources, self.new, strict=True)
        ]
        self._tell_theirs(matches)
        self.rules = _common([o.rules for o in self.olds if o.text.strip() or o.rules])
        for old in self.olds:  # words that come into an empty line are dressed as the whole text is
            if not old.text.strip() and not old.rules:
                old.rules = self.rules
        first, *rest = [o.look for o in self.olds] or [{}]
        self.look = {n: value for n, value in first.items() if all(o.get(n) == value for o in rest)}
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
                pieces = self.new[j].places
                for c, s in enumerate(match.source):
                    if s != NOWHERE:
                        goes[i].setdefault(s, (j, pieces[c]))
        for i, old in enumerate(self.olds):
            for c, k in enumerate(old.pieces):
                old.theirs.append(self._change(i, k, *goes[i].get(c, (NOWHERE, NOWHERE))))
            old.rules = self._rules(i)

    def _rules(self, i: int) -> Gifts:
        """What of a person's rules a whole line: all of its words have it."""
        old = self.olds[i]
        places = [c for c, char in enumerate(old.text) if not char.isspace()]
        if not places:
            found = extras(old.line.end, self.run_looks)
            return {name: Gift(value, (i, NOWHERE)) for name, value in found.items() if name not in LINKS}
        names = {name for c in places for name in old.theirs[c]}
        looks = {old.pieces[c]: old.line.pieces[old.pieces[c]].look for c in places}
        return {
            name: Gift(look.get(name), (i, k))
            for name in sorted(names)
            for k, look in list(looks.items())[:1]
            if all(other.get(name) == look.get(name) for other in looks.values())
        }

    # ------------------------------------------------------------------ the new text

    def _line(self, j: int, match: Match | None) -> DressedLine:
        line, i = self.new[j], self.sources[j]
        if match is None:
            rules = wearable(self.rules)
            gifts = [rules if not char.isspace() else {} for char in line.text]
            return self._dressed(line, NOWHERE, gifts, [None] * len(gifts), rules)
        old = self.olds[i]
        rules = wearable(old.rules)
        gifts = [self._gifts(j, c, ours, match) for c, ours in enumerate(line.places)]
        sources = [(i, old.pieces[s]) if s != NOWHERE else None for s in match.source]
        made = self._dressed(line, i, gifts, sources, rules)
        self._note(old, match, gifts, made)
        return made

    def _gifts(self, j: int, c: int, ours: int, match: Match) -> Gifts:
        """What a character takes over from the one whose place it takes, and links only where it is the
        same; a new one takes what the words around it bear."""
        i, s = self.sources[j], match.source[c]
        old = self.olds[i]
        if s != NOWHERE:
            k = old.pieces[s]
            return {
                name: Gift(value, (i, k))
                for name, value in self._change(i, k, j, ours).items()
                if match.is_same[c] or name not in OF_THESE_WORDS or (name in LINKS and name in self.rules)
            }
        if self.new[j].text[c].isspace():
            return {}
        swap = next((s for s in match.swaps if any(u.start <= c < u.end for u in s.more)), None)
        return wearable(old.rules) | (old.shared(i, swap) if swap else {})

    def _dressed(
        self, line: Line, i: int, gifts: list[Gifts], sources: Sequence[Place | None], rules: Gifts
    ) -> DressedLine:
        fill_spaces(line.text, gifts, sources)
        self._break_fields(line.text, gifts)
        pieces = dressed(line, gifts, sources)
        look = self.look if i == NOWHERE else self.olds[i].look
        return DressedLine(i, dict(look), max(i, 0), pieces, {} if pieces else rules)

    def _break_fields(self, text: str, gifts: list[Gifts]) -> None:
        """A field (a date, a page's number) stays one only where all of its characters stand together."""
        for start, end, gift in stretches([g.get("field") for g in gifts]):
            if gift and self.olds[gift.donor[0]].line.pieces[gift.donor[1]].text != text[start:end]:
                for c in range(start, end):
                    gifts[c] = {name: each for name, each in gifts[c].items() if name != "field"}

    def _note(self, old: _Old, match: Match, gifts: Sequence[Gifts], made: DressedLine) -> None:
        """Mark on an old line what found a place in the new one."""
        for c, s in enumerate(match.source):
            if s != NOWHERE:
                old.found[s] |= gifts[c].keys()
        rules = set(wearable(old.rules) if made.pieces or not self.has_text else ())
        rules |= {name for each in gifts for name in each if name in self.rules}
        for found in old.found:
            found |= rules
        for swap in match.swaps:
            names = old.shared(self.olds.index(old), swap).keys()
            for unit in swap.old:
                for c in range(unit.start, unit.end):
                    old.found[c] |= names

    # ------------------------------------------------------------------ what is told of it

    def _kept(self, lines: Sequence[DressedLine]) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        whole = set(REPORTED)
        for line, made in zip(self.new, lines, strict=True):
            worn = [self._told(values(piece.gifts).items()) for piece in made.pieces for _ in piece.text]
            for field in REPORTED:
                bare = _words(line.text, worn, field, is_with=False)
                found.setdefault(field, []).extend(_words(line.text, worn, field))
                whole -= {field} if bare else set()
        return {field: "" if field in whole else ", ".join(words) for field, words in found.items() if words}

    def _told(self, formats: Iterable[tuple[str, str | None]]) -> set[str]:
        """The fields by which a report names some formats: what a program wrote on most words is no edit."""
        return {
            report_of(name) for name, value in formats if name in FOUR or self.usual.get(name, "") != value
        }

    def _usual(self) -> dict[str, str | None]:
        """Where a program wrote formats out, the one that most of the text has of each kind."""
        if self.judge.theme is None:
            return {}
        looks = [piece.look for old in self.olds for piece in old.line.pieces for _ in piece.text]
        looks = looks or [old.line.end for old in self.olds]
        names = {name for look in looks for name in look}
        return {name: Counter([look.get(name) for look in looks]).most_common(1)[0][0] for name in names}

    def _lost(self) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        rules = wearable(self.rules)
        for i, old in enumerate(self.olds):
            theirs = [self._told(names.items()) for names in old.theirs]
            gone = [
                self._told((n, value) for n, value in names.items() if n not in there and n not in rules)
                for names, there in zip(old.theirs, old.found, strict=True)
            ]
            for field in REPORTED:
                found.setdefault(field, []).extend(_words(old.text, gone, field, theirs))
            if i not in self.sources and self._has_lost_look(old):
                found.setdefault("paragraph", []).append(old.text)
        return {field: ", ".join(words) for field, words in found.items() if words}

    def _has_lost_look(self, old: _Old) -> bool:
        return any(
            name not in self.look and not (self.judge.theme is not None and name in OUR_PARAGRAPHS)
            for name in old.look
        )


def _ours(lines: Sequence[Line]) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """The formats of runs and of paragraphs that we write in a text."""
    runs = [item for line in lines for piece in line.pieces for item in piece.look.items()]
    return frozenset(runs), frozenset([item for line in lines for item in line.look.items()])


def _common(rules: Sequence[Gifts]) -> Gifts:
    """What rules all lines of a text."""
    first, *rest = rules or [{}]
    return {n: g for n, g in first.items() if all(n in o and o[n].value == g.value for o in rest)}


def _words(
    text: str,
    fields: Sequence[Set[str]],
    field: str,
    all_fields: Iterable[Set[str]] = (),
    *,
    is_with: bool = True,
) -> list[str]:
    """The words (with what stands between them) of which some character has the field, or has it not.

    Signs alone are not named where `all_fields` gives the field to a word beside them too.
    """
    found = units(text)
    known = list(all_fields)
    has = [any(field in each for each in fields[u.start : u.end]) == is_with for u in found]
    words = []
    for start, end, is_in in stretches(has):
        if not is_in:
            continue
        if known and not any(u.is_word for u in found[start:end]):
            beside = [*found[max(start - 1, 0) : start], *found[end : end + 1]]
            if any(field in known[u.start] for u in beside):
                continue
        words.append(text[found[start].start : found[end - 1].end])
    return words
