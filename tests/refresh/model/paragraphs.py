"""Edits of paragraphs, of the box of a text, and of notes."""

from __future__ import annotations

import copy
from collections.abc import Callable

from tests.raw_deck import NS, Node, RawDeck, a, local, p, words_of, xml
from tests.refresh.model.site import Look, Site, Where, kind
from tests.refresh.model.words import dress, runs_of, split_off, worded
from tests.word_formats import words_with_formats

# ------------------------------------------------------------------ paragraphs and the box of a text


def _paragraph(attribute: tuple[str, str] | None, child: str) -> Callable[[Site], Look | None]:
    mark = xml(child) if child else None

    def see(deck: RawDeck, where: Where) -> object:
        node = where.node(deck)
        if node is None:
            return None
        looks = [para.find(a + "pPr") for para in node.iter(a + "p") if words_of(para)]
        if attribute is not None:
            return [look is not None and look.get(attribute[0]) == attribute[1] for look in looks]
        assert mark is not None
        meant = deck.canonical(mark)
        return [
            look is not None and any(deck.canonical(each) == meant for each in look.findall(mark.tag))
            for look in looks
        ]

    def make(site: Site) -> Look | None:
        was = see(site.deck, site.where)
        if isinstance(was, list) and any(was):
            return None
        for para in site.node.iter(a + "p"):
            look = para.find(a + "pPr")
            if look is None:
                look = xml("<a:pPr/>")
                para.insert(0, look)
            if attribute is not None:
                look.set(*attribute)
            else:
                _put_paragraph(look, copy.deepcopy(mark))
        return Look(see, ("font", "text"), is_kept=_lines_borne)

    return make


def _lines_borne(was: object, now: object) -> bool:
    """All paragraphs bear it where their number stayed, else at least the first."""
    if not isinstance(was, list) or not isinstance(now, list) or not now:
        return False
    return all(now) if len(was) == len(now) else bool(now[0])


_PARA_ORDER = ("lnSpc", "spcBef", "spcAft", "buClr", "buSzPct", "buFont", "buNone", "buAutoNum", "buChar")


def _put_paragraph(look: Node, element: Node) -> None:
    for old in [n for n in look if n.tag == element.tag or (local(element)[:2] == local(n)[:2] == "bu")]:
        look.remove(old)
    rank = _PARA_ORDER.index(local(element))
    at = sum(local(n) in _PARA_ORDER and _PARA_ORDER.index(local(n)) < rank for n in look)
    look.insert(at, element)


kind("bullets", "box text")(_paragraph(None, '<a:buChar char="§"/>'))
kind("alignment", "text")(_paragraph(("algn", "ctr"), ""))
kind("indent", "text")(_paragraph(("marL", "271463"), ""))
kind("line_spacing", "text")(_paragraph(None, '<a:lnSpc><a:spcPct val="130000"/></a:lnSpc>'))


def _body(attributes: dict[str, str], child: str = "") -> Callable[[Site], Look | None]:
    mark = xml(child) if child else None

    def see(deck: RawDeck, where: Where) -> object:
        node = where.node(deck)
        body = None if node is None else node.find("p:txBody/a:bodyPr", NS)
        if body is None:
            return None
        if mark is not None and (
            len(found := body.findall(mark.tag)) != 1 or dict(found[0].attrib) != dict(mark.attrib)
        ):
            return None
        return None if any(body.get(name) != value for name, value in attributes.items()) else True

    def make(site: Site) -> Look | None:
        body = site.node.find("p:txBody/a:bodyPr", NS)
        if see(site.deck, site.where):
            return None
        for name, value in attributes.items():
            body.set(name, value)
        if mark is not None:
            for old in body.findall("*"):
                if local(old) in ("noAutofit", "normAutofit", "spAutoFit"):
                    body.remove(old)
            body.insert(0, copy.deepcopy(mark))
        return Look(see, ("look", "text", "font", "box"))

    return make


kind("autofit", "text")(_body({}, '<a:normAutofit fontScale="92500" lnSpcReduction="10000"/>'))
kind("insets", "box text")(_body({"lIns": "180000", "rIns": "180000"}))
kind("text_columns", "box text")(_body({"numCol": "2", "spcCol": "144000"}))
kind("anchor", "box text")(_body({"anchor": "b"}))
kind("vertical_text", "box text")(_body({"vert": "vert270"}))


# ------------------------------------------------------------------ notes


def body_of_notes(deck: RawDeck, where: Where) -> tuple[Node | None, str]:
    part = where.part(deck)
    notes = deck.notes(part) if part is not None else None
    return (None, "") if notes is None else (_notes_body(deck.tree(notes)), notes)


def _notes_body(root: Node) -> Node | None:
    shapes = root.iterfind(".//p:sp", NS)
    return next(
        (s.find(p + "txBody") for s in shapes if s.find(".//p:ph[@type='body']", NS) is not None), None
    )


@kind("notes_words", "notes")
def notes_words(site: Site) -> Look | None:
    body = _notes_body(site.node)
    if body is None or not runs_of(body):
        return None
    runs_of(body)[-1].find(a + "t").text += " Ask about the archive."

    def see(deck: RawDeck, where: Where) -> object:
        found, _ = body_of_notes(deck, where)
        return None if found is None else words_of(found)

    return Look(see, ("notes",))


@kind("notes_formats", "notes")
def notes_formats(site: Site) -> Look | None:
    body = _notes_body(site.node)
    if body is None or not runs_of(body):
        return None
    before = words_with_formats(body, site.deck, site.more)
    run = site.rng.choice(runs_of(body))
    words = [w for w in run.findtext(a + "t").split() if len(w) > 3]
    if not words:
        return None
    name = site.rng.choice(("bold", "underline", "colour", "highlight"))
    dress(site, site.more, split_off(run, site.rng.choice(words)), name)
    return worded(body_of_notes, (body, site.deck, site.more), before, ("notes", "font"))
