"""Edits of words: what they say, and how they look."""

from __future__ import annotations

import copy
from collections.abc import Callable
from difflib import SequenceMatcher

from tests.raw_deck import NS, Node, RawDeck, a, local, p, words_of, xml
from tests.refresh.model.site import Look, Site, Where, kind
from tests.word_formats import FILLS, Word, words_with_formats

LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_ORDER = ("ln", "fill", "effectLst", "highlight", "uLnTx", "uFillTx", "latin", "ea", "cs", "sym",
          "hlinkClick", "hlinkMouseOver", "rtl", "extLst")  # fmt: skip
Bodies = Callable[[RawDeck, Where], tuple[Node | None, str]]
ATTRIBUTES = {
    "bold": ("b", "1"), "italic": ("i", "1"), "underline": ("u", "sng"), "strike": ("strike", "sngStrike"),
    "caps": ("cap", "small"), "superscript": ("baseline", "30000"), "subscript": ("baseline", "-25000"),
    "size": ("sz", "2300"), "spacing": ("spc", "300"),
}  # fmt: skip
CHILDREN = {
    "highlight": '<a:highlight><a:srgbClr val="FFFF00"/></a:highlight>',
    "colour": '<a:solidFill><a:srgbClr val="FF00FF"/></a:solidFill>',
    "typeface": '<a:latin typeface="Georgia" panose="02040502050405020303" pitchFamily="18" charset="0"/>',
    "glow": '<a:effectLst><a:glow rad="63500"><a:srgbClr val="00B0F0"/></a:glow></a:effectLst>',
    "link": '<a:hlinkClick r:id="{}"/>',
    "mouse_over": '<a:hlinkMouseOver r:id="{}"/>',
}


# ------------------------------------------------------------------ runs


def runs_of(body: Node) -> list[Node]:
    """The runs of a text that show something."""
    return [run for run in body.iter(a + "r") if (run.findtext(a + "t") or "").strip()]


def look_of(run: Node) -> Node:
    """A run's properties, made where there are none."""
    look = run.find(a + "rPr")
    if look is None:
        look = xml('<a:rPr lang="en-US"/>')
        run.insert(0, look)
    return look


def put_look(look: Node, element: Node) -> None:
    """A child of run properties, in its place."""

    def sort(node: Node) -> str:
        return "fill" if node.tag in FILLS else local(node)

    for old in [node for node in look if sort(node) == sort(element)]:
        look.remove(old)
    at = 0
    while at < len(look) and _ORDER.index(sort(look[at])) < _ORDER.index(sort(element)):
        at += 1
    look.insert(at, element)


def split_off(run: Node, word: str) -> Node:
    """The run of one word of a run, split off as PowerPoint does."""
    text = run.findtext(a + "t")
    at = text.index(word)
    alone = run
    for piece in (text[:at], word, text[at + len(word) :]):
        if piece:
            part = copy.deepcopy(run)
            part.find(a + "t").text = piece
            run.addprevious(part)
            alone = part if piece == word else alone
    run.getparent().remove(run)
    return alone


def dress(site: Site, part: str, run: Node, name: str) -> None:
    """Give a run a look, as PowerPoint writes it."""
    if name in ATTRIBUTES:
        look_of(run).set(*ATTRIBUTES[name])
        return
    text = CHILDREN[name]
    if "{}" in text:
        text = text.format(site.deck.relate(part, LINK, "https://example.org/mine", is_external=True))
    put_look(look_of(run), xml(text))


# ------------------------------------------------------------------ looks of words


def worded(
    body_of: Bodies,
    found: tuple[Node, RawDeck, str],
    before: list[Word],
    fields: tuple[str, ...],
    about: tuple[str, ...] = (),
) -> Look | None:
    """The look of formats that the words of a body have now and had not before; None where none is new."""
    after = words_with_formats(*found)
    marked = [(i, w.formats - b.formats) for i, (b, w) in enumerate(zip(before, after, strict=True))]
    fresh = [(i, new) for i, new in marked if new]
    if not fresh:
        return None
    wanted = frozenset.intersection(*(new for _, new in fresh))
    if not wanted:
        return None

    def see(deck: RawDeck, where: Where) -> object:
        body, part = body_of(deck, where)
        if body is None:
            return None
        return [(w.text, wanted <= w.formats) for w in words_with_formats(body, deck, part)]

    return Look(see, fields, about, is_borne)


def is_borne(was: object, now: object) -> bool:
    """Whether formats of words stand on the same words still: those that stay bear them, and where a word
    gave way to others, one of these; the same word elsewhere will do, since texts can be matched in several
    ways. A text that bore them whole bears them on all words that stay."""
    if not isinstance(was, list) or not isinstance(now, list) or not any(bears for _, bears in was):
        return False
    matcher = SequenceMatcher(None, [text for text, _ in was], [text for text, _ in now], autojunk=False)
    is_whole, stays = all(bears for _, bears in was), False
    elsewhere = set() if is_whole else {text for text, bears in now if bears}
    for op, i, to_i, j, to_j in matcher.get_opcodes():
        old, new = was[i:to_i], now[j:to_j]
        if op == "equal":
            stays = True
            bare = [text for (text, bore), (_, bears) in zip(old, new, strict=True) if bore and not bears]
            if any(text not in elsewhere for text in bare):
                return False
        elif not is_whole and any(bore for _, bore in old) and not any(bears for _, bears in new):
            return False
    return stays or not is_whole or (bool(now) and all(bears for _, bears in now))


def body_of_shape(deck: RawDeck, where: Where) -> tuple[Node | None, str]:
    node = where.node(deck)
    return (None, "") if node is None else (node.find(p + "txBody"), where.part(deck) or "")


def _format(name: str, *, is_part: bool) -> Callable[[Site], Look | None]:
    def make(site: Site) -> Look | None:
        body = site.node.find(p + "txBody")
        before = words_with_formats(body, site.deck, site.slide_part)
        runs = runs_of(body)
        if is_part:
            run = site.rng.choice(runs)
            words = [w for w in run.findtext(a + "t").split() if len(w) > 2]
            if not words or len(before) < 3:
                return None
            runs = [split_off(run, site.rng.choice(words))]
        for run in runs:
            dress(site, site.slide_part, run, name)
        return worded(body_of_shape, (body, site.deck, site.slide_part), before, ("font", "text", "link"))

    return make


for _name in (*ATTRIBUTES, *CHILDREN):
    kind(f"words_{_name}", "text")(_format(_name, is_part=True))
    kind(f"all_{_name}", "text")(_format(_name, is_part=False))


# ------------------------------------------------------------------ what words say


def texts(deck: RawDeck, where: Where) -> object:
    """The words of a shape."""
    node = where.node(deck)
    return None if node is None else words_of(node)


@kind("text_changed", "text")
def text_changed(site: Site) -> Look | None:
    runs = runs_of(site.node)
    runs[0].find(a + "t").text = f"My own words {site.rng.randrange(1000)}"
    for run in runs[1:]:
        run.getparent().remove(run)
    return Look(texts, ("text",))


@kind("text_appended", "text")
def text_appended(site: Site) -> Look | None:
    last = runs_of(site.node)[-1].find(a + "t")
    last.text += " (agreed on Friday)"
    return Look(texts, ("text",))


@kind("paragraph_added", "text")
def paragraph_added(site: Site) -> Look | None:
    site.node.find(p + "txBody").append(
        xml(
            '<a:p><a:r><a:rPr lang="en-US"/><a:t>A line of mine</a:t></a:r><a:endParaRPr lang="en-US"/></a:p>'
        )
    )
    return Look(texts, ("text",))


@kind("paragraph_removed", "text")
def paragraph_removed(site: Site) -> Look | None:
    paras = site.node.findall("p:txBody/a:p", NS)
    if len(paras) < 2:
        return None
    paras[-1].getparent().remove(paras[-1])
    return Look(texts, ("text",))
