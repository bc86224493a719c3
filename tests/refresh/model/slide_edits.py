"""Edits of whole slides and of the deck: which there are, their order, and what belongs to a slide alone."""

from __future__ import annotations

import re

from tests.raw_deck import MAIN, NS, A, Node, P, R, RawDeck, a, p, r, words_of, xml
from tests.refresh.model.shape_parts import box
from tests.refresh.model.site import Look, Site, Where, kind

SLIDE_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
_SHARED = ("slideLayout", "notesMaster", "slide", "image", "hyperlink", "slideMaster", "theme")


def _listed(deck: RawDeck) -> Node:
    return deck.tree(MAIN).find(p + "sldIdLst")


def _drop_from_sections(deck: RawDeck, number: str) -> None:
    for entry in list(deck.tree(MAIN).iter("{*}sldId")):
        if entry.get("id") == number and entry.getparent() is not _listed(deck):
            entry.getparent().remove(entry)


@kind("slide_deleted", "slide")
def slide_deleted(site: Site) -> Look | None:
    """The slide goes with its charts, tags and notes, and links to it go."""
    deck, number, key = site.deck, site.where.slide, site.where.slide_key
    if len(deck.slides()) < 4:
        return None
    for _, part in deck.slides():
        for rid, kind_, target, rel in list(deck.rels(part)):
            if kind_ == "slide" and target == site.slide_part and part != site.slide_part:
                for link in list(deck.tree(part).iter(a + "hlinkClick", a + "hlinkMouseOver")):
                    if link.get(r + "id") == rid:
                        link.getparent().remove(link)
                rel.getparent().remove(rel)
    for rid, _, target, rel in list(deck.rels(MAIN)):
        if target == site.slide_part:
            for entry in [e for e in _listed(deck) if e.get(r + "id") == rid]:
                entry.getparent().remove(entry)
            rel.getparent().remove(rel)
    _drop_from_sections(deck, number)
    _drop_tree(deck, site.slide_part)

    def see(deck: RawDeck, where: Where) -> object:
        names = [deck.tree(part).find("p:cSld", NS).get("name", "") for _, part in deck.slides()]
        return deck.part_of(where.slide_now(number)) is None and key not in names

    return Look(see, ("slide deleted",), touched=("*",))


def _drop_tree(deck: RawDeck, part: str) -> None:
    for _, kind_, target, _ in deck.rels(part):
        if kind_ not in _SHARED and target in deck.parts:
            _drop_tree(deck, target)
    deck.drop(part)


@kind("slide_moved", "slide")
def slide_moved(site: Site) -> Look | None:
    """To the front: no slide that stood before it stands before it now."""
    entries = list(_listed(site.deck))
    mine = next(entry for entry in entries if entry.get("id") == site.where.slide)
    if mine is entries[0] or site.deck.tree(MAIN).find(".//{*}sectionLst") is not None:
        return None
    at = site.rng.randrange(entries.index(mine))
    entries[at].addprevious(mine)
    after = [entry.get("id") for entry in entries[at:] if entry is not mine]

    def see(deck: RawDeck, where: Where) -> object:
        order, mine = [number for number, _ in deck.slides()], where.slide_now(where.slide)
        if mine not in order:
            return None
        behind = [where.slide_now(number) for number in after]
        return [n for n in order[: order.index(mine)] if n in behind]

    return Look(see, ("slide order",))


def copy_part(deck: RawDeck, part: str, owner: str = "", new_owner: str = "") -> str:
    """A copy of a part with copies of all that is its own."""
    name = deck.free(re.sub(r"\d*(\.\w+)$", r"{}\1", part))
    if part in deck.trees:
        from lxml import etree

        deck.parts[part] = etree.tostring(
            deck.trees[part], xml_declaration=True, encoding="UTF-8", standalone=True
        )
    deck.add(name, deck.parts[part], deck.type_of(part))
    for rid, kind_, target, rel in deck.rels(part):
        is_external = rel.get("TargetMode") == "External"
        to = target
        if target == owner:
            to = new_owner
        elif not is_external and kind_ not in _SHARED:
            to = copy_part(deck, target, part, name)
        made = deck.relate(name, rel.get("Type"), to, is_external=is_external)
        deck.rels(name)[-1][3].set("Id", rid)
        assert made
    return name


@kind("slide_copied", "slide")
def slide_copied(site: Site) -> Look | None:
    """Ctrl+D on a slide: the copy stands behind it, with the names and tags of all of its shapes."""
    deck = site.deck
    if deck.tree(MAIN).find(".//{*}sectionLst") is not None:
        return None
    made = copy_part(deck, site.slide_part)
    number = str(max(int(n) for n, _ in deck.slides()) + 1)
    rid = deck.relate(MAIN, "slide", made)
    mine = next(entry for entry in _listed(deck) if entry.get("id") == site.where.slide)
    mine.addnext(xml(f'<p:sldId id="{number}" r:id="{rid}"/>'))

    def see(deck: RawDeck, where: Where) -> object:
        part = deck.part_of(where.slide_now(number))
        return None if part is None else (words_of(deck.tree(part)), len(deck.shapes(part)))

    return Look(see, ("slide copied",))


@kind("own_slide", "slide")
def own_slide(site: Site) -> Look | None:
    deck = site.deck
    if deck.tree(MAIN).find(".//{*}sectionLst") is not None:
        return None
    words = f"A slide of mine {site.rng.randrange(10**6)}"
    part = deck.free("ppt/slides/slide{}.xml")
    deck.add(
        part,
        f'<p:sld xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr '
        'id="1" name=""/>'
        "<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/></p:spTree></p:cSld></p:sld>",
        SLIDE_TYPE,
    )
    deck.tree(part).find("p:cSld/p:spTree", NS).append(box("2", words))
    deck.relate(part, "slideLayout", deck.related(site.slide_part, "slideLayout") or "")
    rid = deck.relate(MAIN, "slide", part)
    number = str(max(int(n) for n, _ in deck.slides()) + 1)
    mine = next(entry for entry in _listed(deck) if entry.get("id") == site.where.slide)
    mine.addnext(xml(f'<p:sldId id="{number}" r:id="{rid}"/>'))

    def see(deck: RawDeck, where: Where) -> object:
        part = deck.part_of(where.slide_now(number))
        return None if part is None else deck.canonical(deck.tree(part), part)

    return Look(see, ("slide released",))


@kind("section", "deck")
def section(site: Site) -> Look | None:
    """A section of the person's over all slides."""
    root = site.node
    if root.find(".//{*}sectionLst") is not None:
        return None
    numbers = "".join(f'<p14:sldId id="{number}"/>' for number, _ in site.deck.slides())
    extension = xml(
        '<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
        'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="My section" '
        'id="{5B0F4C5A-1111-4222-8333-944455556666}"><p14:sldIdLst>'
        + numbers
        + "</p14:sldIdLst></p14:section>"
        "</p14:sectionLst></p:ext>"
    )
    holder = root.find(p + "extLst")
    if holder is None:
        root.append(xml("<p:extLst/>"))
        holder = root[-1]
    holder.append(extension)

    def see(deck: RawDeck, where: Where) -> object:
        return [node.get("name") for node in deck.tree(MAIN).iter("{*}section")]

    return Look(see, ("section",))
