"""Edits of whole slides and of the deck: which there are, their order, and what belongs to a slide alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.raw_deck import MAIN, NS, A, Node, P, R, RawDeck, a, p, r, words_of, xml
from tests.refresh.model.shape_parts import box
from tests.refresh.model.site import Look, Site, Where, kind

SLIDE_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
AUTHORS = "application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml"
COMMENTS = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
P188 = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
MODERN = "http://schemas.microsoft.com/office/2018/10/relationships/"
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
        return deck.part_of(number) is None and key not in names

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
        order = [number for number, _ in deck.slides()]
        if where.slide not in order:
            return None
        return [n for n in order[: order.index(where.slide)] if n in after]

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
        part = deck.part_of(number)
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
        f'<p:sld xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/>'
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
        part = deck.part_of(number)
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


# ------------------------------------------------------------------ what belongs to a slide


def _on_slide(
    see_root: Callable[[RawDeck, str, Node], object], put: Callable[[Site, Node], bool], *fields: str
) -> Callable[[Site], Look | None]:
    def see(deck: RawDeck, where: Where) -> object:
        part = where.part(deck)
        return None if part is None else see_root(deck, part, deck.tree(part))

    def make(site: Site) -> Look | None:
        was = see(site.deck, site.where)
        if not put(site, site.node) or was == see(site.deck, site.where):
            return None
        return Look(see, fields)

    return make


def _put_hidden(site: Site, root: Node) -> bool:
    root.set("show", "0")
    return True


def _put_background(site: Site, root: Node) -> bool:
    holder = root.find(p + "cSld")
    for old in holder.findall(p + "bg"):
        holder.remove(old)
    holder.insert(
        0,
        xml(
            '<p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFF2CC"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
        ),
    )
    return True


def _put_transition(site: Site, root: Node) -> bool:
    if root.find(p + "transition") is not None:
        return False
    before = root.find(p + "clrMapOvr")
    node = xml('<p:transition spd="slow"><p:push dir="u"/></p:transition>')
    (root.find(p + "cSld") if before is None else before).addnext(node)
    return True


def _put_footer(site: Site, root: Node) -> bool:
    """A footer of the person's own, as Insert > Header & Footer puts it."""
    root.find("p:cSld/p:spTree", NS).append(
        xml(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{site.number()}" name="Footer Placeholder 3"/><p:cNvSpPr>'
            '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="ftr" sz="quarter" idx="2211"/></p:nvPr></p:nvSpPr>'
            '<p:spPr><a:xfrm><a:off x="400000" y="6500000"/><a:ext cx="2000000" cy="300000"/></a:xfrm></p:spPr>'
            '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-US"/><a:t>Draft for the board</a:t></a:r>'
            "</a:p></p:txBody></p:sp>"
        )
    )
    return True


def _see_child(tag: str) -> Callable[[RawDeck, str, Node], object]:
    def see(deck: RawDeck, part: str, root: Node) -> object:
        found = root.find(tag, NS)
        return None if found is None else deck.canonical(found, part)

    return see


kind("slide_hidden", "slide")(_on_slide(lambda deck, part, root: root.get("show", "1"), _put_hidden))
kind("background", "slide")(_on_slide(_see_child("p:cSld/p:bg"), _put_background))
kind("transition", "slide")(_on_slide(_see_child("p:transition"), _put_transition))
kind("footer", "slide")(
    _on_slide(
        lambda deck, part, root: [
            words_of(s)
            for s in deck.shapes(part)
            if s.find("p:nvSpPr/p:nvPr/p:ph[@type='ftr']", NS) is not None
        ],
        _put_footer,
    )
)


@kind("layout_changed", "slide")
def layout_changed(site: Site) -> Look | None:
    deck, part = site.deck, site.slide_part
    now = deck.related(part, "slideLayout")
    master = deck.related(now or "", "slideMaster") or ""
    others = [to for _, kind_, to, _ in deck.rels(master) if kind_ == "slideLayout" and to != now]
    if not others:
        return None
    wanted = site.rng.choice(sorted(others))
    rel = next(rel for _, kind_, _, rel in deck.rels(part) if kind_ == "slideLayout")
    rel.set("Target", "/" + wanted)

    def see(deck: RawDeck, where: Where) -> object:
        part = where.part(deck)
        layout = deck.related(part, "slideLayout") if part else None
        return None if layout is None else deck.tree(layout).find("p:cSld", NS).get("name")

    return Look(see, ("layout",), touched=("*",))


@kind("comment", "slide")
def comment(site: Site) -> Look | None:
    deck, words = site.deck, f"Agreed on Friday {site.rng.randrange(10**6)}"
    if deck.related(site.slide_part, "comments") is not None:
        return None
    if deck.related(MAIN, "commentAuthors") is None:
        author = f'<p:cmAuthorLst xmlns:p="{P}"><p:cmAuthor id="1" name="Ann" initials="A" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>'
        deck.relate(MAIN, "commentAuthors", deck.add("ppt/commentAuthors.xml", author, AUTHORS))
    text = (
        f'<p:cmLst xmlns:p="{P}"><p:cm authorId="1" dt="2026-11-30T10:00:00" idx="1"><p:pos x="10" y="10"/>'
        f"<p:text>{words}</p:text></p:cm></p:cmLst>"
    )
    deck.relate(
        site.slide_part, "comments", deck.add(deck.free("ppt/comments/comment{}.xml"), text, COMMENTS)
    )
    return Look(_comments("p:cm/p:text"), ("comment",))


@kind("modern_comment", "slide")
def modern_comment(site: Site) -> Look | None:
    deck, words = site.deck, f"See the other deck {site.rng.randrange(10**6)}"
    if deck.related(site.slide_part, "comments") is not None:
        return None
    author, moment = "{00000000-0000-4000-8000-000000000001}", "2026-11-30T10:00:00.000"
    if deck.related(MAIN, "authors") is None:
        text = (
            f'<p188:authorLst xmlns:p188="{P188}"><p188:author id="{author}" name="Ann" initials="A" '
            'userId="ann" providerId="None"/></p188:authorLst>'
        )
        deck.add("ppt/authors.xml", text, "application/vnd.ms-powerpoint.authors+xml")
        deck.relate(MAIN, MODERN + "authors", "ppt/authors.xml")
    part = deck.free("ppt/comments/modernComment_{}.xml")
    deck.add(
        part,
        f'<p188:cmLst xmlns:p188="{P188}" xmlns:a="{A}"><p188:cm id="{{00000000-0000-4000-8000-0000000000A1}}" '
        f'authorId="{author}" created="{moment}"><p188:unknownAnchor/><p188:txBody><a:bodyPr/><a:lstStyle/>'
        f'<a:p><a:r><a:rPr lang="en-US"/><a:t>{words}</a:t></a:r></a:p></p188:txBody></p188:cm></p188:cmLst>',
        "application/vnd.ms-powerpoint.comments+xml",
    )
    deck.relate(site.slide_part, MODERN + "comments", part)
    return Look(_comments(".//a:t"), ("comment",))


def _comments(path: str) -> Callable[[RawDeck, Where], object]:
    def see(deck: RawDeck, where: Where) -> object:
        part = where.part(deck)
        found = deck.related(part, "comments") if part else None
        if found is None or found not in deck.parts:
            return None
        return [node.text for node in deck.tree(found).iterfind(path, NS)]

    return see
