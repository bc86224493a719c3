"""What formats each word of a text bears, read from the XML of its runs, and which words stay."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

from tests.raw_deck import Node, RawDeck, a, local, r

FILLS = frozenset(a + name for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))
_SPELLING = frozenset(("lang", "altLang", "dirty", "err", "noProof", "smtClean", "bmk", "kumimoji"))
_LINKS = frozenset((a + "hlinkClick", a + "hlinkMouseOver"))

_SIGNS = frozenset(".,;:!?()[]«»“”\"'’")

Feature = tuple[str, str]


class Word(NamedTuple):
    """A word and the formats that all of its characters bear."""

    text: str
    formats: frozenset[Feature]


def formats_of(look: Node | None, deck: RawDeck, part: str) -> frozenset[Feature]:
    """The formats of a run, from its `a:rPr`: what a program adds for spelling is none."""
    if look is None:
        return frozenset()
    found = {(str(name), value) for name, value in look.attrib.items() if name not in _SPELLING}
    for node in look:
        if node.tag in _LINKS:
            found.add((local(node), address_of(node, deck, part)))
        elif node.tag in FILLS:
            found.add(("fill", deck.canonical(node)))
        elif local(node) != "extLst":
            found.add((local(node), deck.canonical(node)))
    return frozenset(found)


def address_of(link: Node, deck: RawDeck, part: str) -> str:
    """Where a link leads: its action and its address, or the id of the slide it jumps to."""
    target = next((to for rid, _, to, _ in deck.rels(part) if rid == link.get(r + "id")), "")
    slide = next((number for number, found in deck.slides() if found == target), "")
    return f"{link.get('action', '')} {slide or target}".strip()


def words_with_formats(body: Node | None, deck: RawDeck, part: str) -> list[Word]:
    """The words of a text body in order; a paragraph ends a word."""
    words: list[Word] = []
    for para in body.iter(a + "p") if body is not None else ():
        chars: list[tuple[str, frozenset[Feature]]] = []
        for node in para:
            if node.tag == a + "br":
                chars.append(("\n", frozenset()))
            elif node.tag in (a + "r", a + "fld"):
                formats = formats_of(node.find(a + "rPr"), deck, part)
                chars += [(char, formats) for char in node.findtext(a + "t") or ""]
        words += _split(chars)
    return words


def _split(chars: list[tuple[str, frozenset[Feature]]]) -> list[Word]:
    words: list[Word] = []
    held: list[tuple[str, frozenset[Feature]]] = []
    for char, formats in [*chars, (" ", frozenset())]:
        if char.isspace():
            held = _bare(held)
            if held:
                common = frozenset.intersection(*(f for _, f in held))
                words.append(Word("".join(each for each, _ in held), common))
            held = []
        else:
            held.append((char, formats))
    return words


def _bare(held: list[tuple[str, frozenset[Feature]]]) -> list[tuple[str, frozenset[Feature]]]:
    """A word without the signs before and behind it, which are no part of it; signs alone are kept."""
    places = [place for place, (char, _) in enumerate(held) if char not in _SIGNS]
    return held[places[0] : places[-1] + 1] if places else held


def staying(before: list[Word], after: list[Word]) -> list[tuple[int, int]]:
    """The places of the words that stay, in the old text and in the new one."""
    matcher = SequenceMatcher(None, [w.text for w in before], [w.text for w in after], autojunk=False)
    return [(i + k, j + k) for i, j, size in matcher.get_matching_blocks() for k in range(size)]
