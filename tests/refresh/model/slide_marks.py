"""Edits of what belongs to a slide alone: whether it is shown, its ground, layout and comments."""

from __future__ import annotations

from collections.abc import Callable

from tests.raw_deck import MAIN, NS, A, Node, P, RawDeck, p, words_of, xml
from tests.refresh.model.site import Look, Site, Where, kind

AUTHORS = "application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml"
COMMENTS = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
P188 = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
MODERN = "http://schemas.microsoft.com/office/2018/10/relationships/"


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
            '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="ftr" sz="quarter" idx="2211"/>'
            "</p:nvPr></p:nvSpPr>"
            '<p:spPr><a:xfrm><a:off x="400000" y="6500000"/><a:ext cx="2000000" cy="300000"/>'
            "</a:xfrm></p:spPr>"
            '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-US"/><a:t>Draft for the '
            "board</a:t></a:r>"
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
        author = (
            f'<p:cmAuthorLst xmlns:p="{P}"><p:cmAuthor id="1" name="Ann" initials="A" lastIdx="1" '
            'clrIdx="0"/></p:cmAuthorLst>'
        )
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
        f'<p188:cmLst xmlns:p188="{P188}" xmlns:a="{A}"><p188:cm '
        f'id="{{00000000-0000-4000-8000-0000000000A1}}" '
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
