"""Edits of which shapes there are: own ones, groups, copies, deletions, animations."""

from __future__ import annotations

import copy
import struct
import zlib
from dataclasses import replace

from tests.raw_deck import NS, Node, RawDeck, a, id_of, p, r, xml
from tests.refresh.model.shape_looks import frame_of
from tests.refresh.model.site import Look, Site, Where, kind

TAGS_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"


def png(color: tuple[int, int, int]) -> bytes:
    """A picture of one pixel."""

    def chunk(tag: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" + bytes(color))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def box(number: str, words: str, x: int = 500000, y: int = 500000) -> Node:
    """A person's own text box."""
    return xml(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="TextBox {number}"/><p:cNvSpPr txBox="1"/><p:nvPr/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="1500000" cy="400000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr '
        'wrap="square"/>'
        f'<a:lstStyle/><a:p><a:r><a:rPr lang="en-US"/><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def stays(number: str) -> Look:
    """The look of a shape of the person's own: all of it, and which group it is in."""

    def see(deck: RawDeck, where: Where) -> object:
        node, part = where.other(deck, number), where.part(deck)
        if node is None or part is None:
            return None
        return deck.canonical(node, part), [id_of(g) for g in node.iterancestors(p + "grpSp")]

    return Look(see, ("group", "released"))


def _append(tree: Node, node: Node) -> None:
    extension = tree.find(p + "extLst")
    if extension is None:
        tree.append(node)
    else:
        extension.addprevious(node)


@kind("own_shape", "slide")
def own_shape(site: Site) -> Look | None:
    number = site.number()
    _append(site.tree, box(number, f"A note of mine {site.rng.randrange(10**6)}"))
    return stays(number)


@kind("own_picture", "slide")
def own_picture(site: Site) -> Look | None:
    number, color = site.number(), (site.rng.randrange(256), 10, 200)
    media = site.deck.add(site.deck.free("ppt/media/own{}.png"), png(color))
    site.deck.add_default("png", "image/png")
    rid = site.deck.relate(site.slide_part, "image", media)
    _append(
        site.tree,
        xml(
            f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="Picture {number}" descr="A logo"/><p:cNvPicPr>'
            '<a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill>'
            f'<a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>'
            '<a:off x="300000" y="300000"/><a:ext cx="400000" cy="400000"/></a:xfrm><a:prstGeom prst="rect">'
            "<a:avLst/></a:prstGeom></p:spPr></p:pic>"
        ),
    )
    return stays(number)


@kind("own_connector", "top shape")
def own_connector(site: Site) -> Look | None:
    """A line of the person's glued to one of our shapes; the shape may go, which unglues it."""
    number = site.number()
    _append(
        site.tree,
        xml(
            f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{number}" name="Straight Connector {number}"/><p:cNvCxnSpPr>'
            f'<a:stCxn id="{site.where.shape}" idx="2"/></p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>'
            "<a:xfrm>"
            '<a:off x="700000" y="700000"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="line">'
            '<a:avLst/></a:prstGeom><a:ln><a:solidFill><a:srgbClr val="00B050"/></a:solidFill></a:ln>'
            "</p:spPr>"
            "</p:cxnSp>"
        ),
    )

    def see(deck: RawDeck, where: Where) -> object:
        node = where.other(deck, number)
        return None if node is None else deck.canonical(node, "", r"<a:stCxn [^>]*></a:stCxn>")

    return Look(see, ("glue",))


@kind("own_in_group", "group", is_whole=True)
def own_in_group(site: Site) -> Look | None:
    number = site.number()
    off = site.node.find("p:grpSpPr/a:xfrm/a:chOff", NS)
    if off is None:
        return None
    own = box(number, f"Mine in a group {site.rng.randrange(10**6)}", int(off.get("x")), int(off.get("y")))
    site.node.append(own)
    look = stays(number)

    def see(deck: RawDeck, where: Where) -> object:
        """The words alone: a group that is fitted anew, or goes without the box, may move it."""
        node = where.other(deck, number)
        return None if node is None else deck.canonical(node.find(p + "txBody"))

    return replace(look, see=see, touched=("*",))


@kind("own_group", "top shape")
def own_group(site: Site) -> Look | None:
    """A group of the person's around one of our shapes and a box of his own."""
    frame, number = frame_of(site.node), site.number()
    if frame is None:
        return None
    off, ext = frame.find(a + "off"), frame.find(a + "ext")
    attributes = [" ".join(f'{k}="{v}"' for k, v in node.attrib.items()) for node in (off, ext)]
    group = xml(
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name="Group {number}"/><p:cNvGrpSpPr/><p:nvPr/>'
        f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off {attributes[0]}/><a:ext {attributes[1]}/>"
        f"<a:chOff {attributes[0]}/><a:chExt {attributes[1]}/></a:xfrm></p:grpSpPr></p:grpSp>"
    )
    site.node.addprevious(group)
    group.append(site.node)
    group.append(box(str(int(number) + 50), "Beside it", int(off.get("x")), int(off.get("y"))))

    def see(deck: RawDeck, where: Where) -> object:
        own = where.other(deck, str(int(number) + 50))
        node = where.node(deck)
        if own is None or node is None:
            return None
        return [id_of(g) for g in own.iterancestors(p + "grpSp")], [
            id_of(g) for g in node.iterancestors(p + "grpSp")
        ]

    return Look(see, ("group",))


@kind("ungrouped", "group", is_whole=True)
def ungrouped(site: Site) -> Look | None:
    frame = site.node.find("p:grpSpPr/a:xfrm", NS)
    pairs = (("off", "chOff"), ("ext", "chExt"))
    if frame is None or any(
        dict(frame.find(a + x).attrib) != dict(frame.find(a + y).attrib) for x, y in pairs
    ):
        values = [
            [int(v) for v in frame.find(a + n).attrib.values()] for n in ("off", "chOff", "ext", "chExt")
        ]
        if any(
            abs(v - w) > 1 for one, two in (values[:2], values[2:]) for v, w in zip(one, two, strict=True)
        ):
            return None
    children = list(site.node[2:])
    numbers = [id_of(each) for each in children if len(each) and len(each[0])]
    if not numbers:
        return None
    for child in children:
        site.node.addprevious(child)
    site.node.getparent().remove(site.node)

    def see(deck: RawDeck, where: Where) -> object:
        if where.part(deck) is None or where.node(deck) is not None:
            return None
        there = [node for each in numbers if (node := where.other(deck, each)) is not None]
        return all(
            node.getparent().tag != p + "grpSp" or id_of(node.getparent()) != where.now(where.shape)
            for node in there
        )

    return Look(see, ("group", "deleted", "frame"), touched=("*",))


def drop_shape(site: Site) -> None:
    """Take a shape off its slide as PowerPoint does: its tags go, lines glued to it are glued no more."""
    gone = {
        id_of(node)
        for node in site.node.iter(p + "sp", p + "cxnSp", p + "graphicFrame", p + "grpSp", p + "pic")
    }
    for end in list(site.tree.iter(a + "stCxn", a + "endCxn")):
        if end.get("id") in gone:
            end.getparent().remove(end)
    used = {node.get(name) for node in site.node.iter() for name in node.attrib if name.startswith(r)}
    site.node.getparent().remove(site.node)
    still = {
        node.get(n) for node in site.deck.tree(site.slide_part).iter() for n in node.attrib if n.startswith(r)
    }
    for rid, kind_, target, rel in site.deck.rels(site.slide_part):
        if rid in used - still:
            rel.getparent().remove(rel)
            if kind_ == "tags":
                site.deck.drop(target)
            elif kind_ == "chart":
                for _, _, below, _ in site.deck.rels(target):
                    site.deck.drop(below)
                site.deck.drop(target)


@kind("deleted_shape", "any")
def deleted_shape(site: Site) -> Look | None:
    if site.node.getparent().tag == p + "grpSp" and len(site.node.getparent()) < 4:
        return None
    drop_shape(site)
    key = site.where.key

    def see(deck: RawDeck, where: Where) -> object:
        return where.part(deck) is not None and where.node(deck) is None and not list(deck.named(key))

    return Look(see, ("deleted",), touched=("*",))


@kind("copied_shape", "top shape")
def copied_shape(site: Site) -> Look | None:
    """Ctrl+D: the copy has the name, and tags of its own."""
    number = site.number()
    twin = copy.deepcopy(site.node)
    twin[0][0].set("id", number)
    frame = frame_of(twin)
    assert frame is not None
    off = frame.find(a + "off")
    off.set("x", str(int(off.get("x")) + 152400))
    for tags in twin.iter(p + "tags"):
        target = next(
            (to for rid, _, to, _ in site.deck.rels(site.slide_part) if rid == tags.get(r + "id")), ""
        )
        own = site.deck.add(site.deck.free("ppt/tags/tag{}.xml"), site.deck.parts[target], TAGS_TYPE)
        tags.set(r + "id", site.deck.relate(site.slide_part, "tags", own))
    _append(site.tree, twin)

    def see(deck: RawDeck, where: Where) -> object:
        node, part = where.other(deck, number), where.part(deck)
        if node is None or part is None:
            return None
        return deck.canonical(node, part, r' name="[^"]*"', r"<p:custDataLst>.*?</p:custDataLst>")

    return Look(see, ("copied",))


TIMING = (
    '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot">'
    "<p:childTnLst>"
    '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq">'
    "<p:childTnLst><p:par>"
    '<p:cTn id="3" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst><p:par>'
    '<p:cTn id="4" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:par>'
    '<p:cTn id="5" '
    'presetID="1" presetClass="entr" presetSubtype="0" fill="hold" grpId="0" nodeType="clickEffect">'
    "<p:stCondLst>"
    '<p:cond delay="0"/></p:stCondLst><p:childTnLst><p:set><p:cBhvr><p:cTn id="6" dur="1" '
    'fill="hold"/><p:tgtEl>'
    '<p:spTgt spid="{}"/></p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst>'
    '</p:cBhvr><p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par></p:childTnLst>'
    "</p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn><p:prevCondLst><p:cond "
    'evt="onPrev" '
    'delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst><p:nextCondLst><p:cond evt="onNext" '
    'delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst></p:seq></p:childTnLst></p:cTn></p:par>'
    "</p:tnLst></p:timing>"
)


@kind("animation", "shape")
def animation(site: Site) -> Look | None:
    root = site.deck.tree(site.slide_part)
    if root.find(p + "timing") is not None:
        return None
    timing = xml(TIMING.format(site.where.shape))
    extension = root.find(p + "extLst")
    if extension is None:
        root.append(timing)
    else:
        extension.addprevious(timing)

    def see(deck: RawDeck, where: Where) -> object:
        part = where.part(deck)
        if part is None or where.node(deck) is None:
            return None
        return where.now(where.shape) in [node.get("spid") for node in deck.tree(part).iter(p + "spTgt")]

    return Look(see, ("animation",))
