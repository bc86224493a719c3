"""Edits of how a shape looks and where it stands."""

from __future__ import annotations

from collections.abc import Callable

from tests.raw_deck import NS, Node, RawDeck, a, local, p, r, xml
from tests.refresh.model.site import Look, Site, Where, kind
from tests.refresh.model.words import LINK
from tests.word_formats import FILLS, address_of

_ORDER = ("xfrm", "custGeom", "prstGeom", "fill", "ln", "effectLst", "effectDag", "scene3d", "sp3d", "extLst")
_RED = '<a:srgbClr val="C00000"/>'


def _sort(node: Node) -> str:
    return "fill" if node.tag in FILLS else local(node)


def put_in_properties(shape: Node, element: Node) -> None:
    """A child of a shape's properties, in its place."""
    props = shape.find(p + "spPr")
    for old in [node for node in props if _sort(node) == _sort(element)]:
        props.remove(old)
    rank = _ORDER.index(_sort(element))
    props.insert(sum(_ORDER.index(_sort(node)) < rank for node in props), element)


def _property(*texts: str, fields: tuple[str, ...] = ("look", "fill")) -> Callable[[Site], Look | None]:
    """Put children into the properties of a shape."""
    sorts = [_sort(xml(text)) for text in texts]

    def see(deck: RawDeck, where: Where) -> object:
        node = where.node(deck)
        props = None if node is None else node.find(p + "spPr")
        if props is None:
            return None
        return [deck.canonical(child) for child in props if _sort(child) in sorts]

    def make(site: Site) -> Look | None:
        was = see(site.deck, site.where)
        for text in texts:
            put_in_properties(site.node, xml(text))
        return None if was == see(site.deck, site.where) else Look(see, fields)

    return make


kind("fill", "shape")(_property(f"<a:solidFill>{_RED}</a:solidFill>"))
kind("gradient", "shape")(
    _property(
        f'<a:gradFill rotWithShape="1"><a:gsLst><a:gs pos="0">{_RED}</a:gs><a:gs pos="100000">'
        '<a:schemeClr val="accent2"/></a:gs></a:gsLst><a:lin ang="5400000" scaled="1"/></a:gradFill>'
    )
)
kind("outline", "shape")(_property(f'<a:ln w="38100"><a:solidFill>{_RED}</a:solidFill></a:ln>'))
kind("dash", "shape")(
    _property(f'<a:ln w="19050"><a:solidFill>{_RED}</a:solidFill><a:prstDash val="lgDashDot"/></a:ln>')
)
kind("shadow", "shape")(
    _property(
        '<a:effectLst><a:outerShdw blurRad="50800" dist="38100" dir="2700000" algn="tl" rotWithShape="0">'
        '<a:prstClr val="black"><a:alpha val="40000"/></a:prstClr></a:outerShdw></a:effectLst>'
    )
)
kind("glow", "shape")(
    _property('<a:effectLst><a:glow rad="101600"><a:schemeClr val="accent2"/></a:glow></a:effectLst>')
)
kind("three_d", "shape")(
    _property(
        '<a:scene3d><a:camera prst="orthographicFront"/><a:lightRig rig="threePt" dir="t"/></a:scene3d>',
        '<a:sp3d><a:bevelT w="63500" h="25400"/></a:sp3d>',
    )
)
kind("line_colour", "connector")(
    _property(f'<a:ln w="28575"><a:solidFill>{_RED}</a:solidFill><a:prstDash val="sysDash"/></a:ln>')
)


@kind("preset", "shape")
def preset(site: Site) -> Look | None:
    geom = site.node.find("p:spPr/a:prstGeom", NS)
    if geom is None:
        return None
    geom.set("prst", "snip1Rect" if geom.get("prst") != "snip1Rect" else "plaque")
    for guide in geom.findall("a:avLst/a:gd", NS):
        guide.getparent().remove(guide)

    def see(deck: RawDeck, where: Where) -> object:
        node = where.node(deck)
        found = None if node is None else node.find("p:spPr/a:prstGeom", NS)
        return None if found is None else found.get("prst")

    return Look(see, ("look", "adjust"))


# ------------------------------------------------------------------ where it stands


def frame_of(node: Node | None) -> Node | None:
    """The transform of any kind of shape."""
    if node is None:
        return None
    props = node.find(p + "grpSpPr") if node.tag == p + "grpSp" else node.find(p + "spPr")
    return node.find(p + "xfrm") if props is None else props.find(a + "xfrm")


def _numbers(tag: str) -> Callable[[RawDeck, Where], object]:
    def see(deck: RawDeck, where: Where) -> object:
        frame = frame_of(where.node(deck))
        found = None if frame is None else frame.find(a + tag)
        return None if found is None else tuple(int(value) for value in found.attrib.values())

    return see


def _near(was: object, now: object) -> bool:
    """Whether lengths are the same but for rounding."""
    if not isinstance(was, tuple) or not isinstance(now, tuple) or len(was) != len(now):
        return False
    return all(abs(one - other) <= 2 for one, other in zip(was, now, strict=True))


@kind("moved", "any")
def moved(site: Site) -> Look | None:
    frame = frame_of(site.node)
    if frame is None or frame.find(a + "off") is None or site.node.tag == p + "cxnSp":
        return None
    off = frame.find(a + "off")
    for name, by in (("x", 91440), ("y", 45720)):
        off.set(name, str(int(off.get(name)) + by))
    return Look(_numbers("off"), ("box", "place", "frame"), is_kept=_near, touched=("*",))


@kind("resized", "shape")
def resized(site: Site) -> Look | None:
    ext = site.node.find("p:spPr/a:xfrm/a:ext", NS)
    for name in ("cx", "cy"):
        ext.set(name, str(int(ext.get(name)) * 9 // 10))
    return Look(_numbers("ext"), ("box",), is_kept=_near, touched=("*",))


def _turn(name: str, value: str) -> Callable[[Site], Look | None]:
    def see(deck: RawDeck, where: Where) -> object:
        frame = frame_of(where.node(deck))
        return None if frame is None else frame.get(name)

    def make(site: Site) -> Look | None:
        frame = frame_of(site.node)
        if frame is None or frame.get(name) == value:
            return None
        frame.set(name, value)
        return Look(see, ("look", "box"), touched=("*",))

    return make


kind("rotated", "shape")(_turn("rot", "900000"))
kind("flipped", "shape")(_turn("flipH", "1"))


@kind("z_order", "any")
def z_order(site: Site) -> Look | None:
    """In front of all others of its slide or group."""
    parent = site.node.getparent()
    others = [
        n[0][0].get("id") for n in parent if n is not site.node and len(n) and len(n[0]) and n[0][0].get("id")
    ]
    if parent[-1] is site.node or len(others) < 2:
        return None
    parent.append(site.node)
    extension = parent.find(p + "extLst")
    if extension is not None:
        parent.append(extension)

    def see(deck: RawDeck, where: Where) -> object:
        node = where.node(deck)
        if node is None:
            return None
        return not [
            n
            for n in node.itersiblings()
            if len(n) and len(n[0]) and n[0][0].get("id") in [where.now(number) for number in others]
        ]

    return Look(see, ("order", "box"), touched=("*",), goes_along=True)


# ------------------------------------------------------------------ what it is called, and where it leads


def _attribute(name: str, value: str, fields: tuple[str, ...]) -> Callable[[Site], Look | None]:
    def see(deck: RawDeck, where: Where) -> object:
        node = where.node(deck)
        return None if node is None else node[0][0].get(name)

    def make(site: Site) -> Look | None:
        site.node[0][0].set(name, value)
        return Look(see, fields)

    return make


kind("alt_text", "any")(_attribute("descr", "My own alternative text", ("alt",)))
kind("hidden_shape", "any")(_attribute("hidden", "1", ("look",)))
kind("renamed", "any")(_attribute("name", "Renamed by me", ("name",)))


@kind("decorative", "box text")
def decorative(site: Site) -> Look | None:
    site.node[0][0].append(
        xml(
            '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1" '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
        )
    )

    def see(deck: RawDeck, where: Where) -> object:
        node = where.node(deck)
        return None if node is None else sum(local(each) == "decorative" for each in node[0][0].iter("*"))

    return Look(see, ("alt",))


@kind("locked", "shape")
def locked(site: Site) -> Look | None:
    holder = site.node.find("p:nvSpPr/p:cNvSpPr", NS)
    for old in holder.findall(a + "spLocks"):
        holder.remove(old)
    holder.insert(0, xml('<a:spLocks noMove="1" noResize="1"/>'))

    def see(deck: RawDeck, where: Where) -> object:
        node = where.node(deck)
        found = None if node is None else node.find("p:nvSpPr/p:cNvSpPr/a:spLocks", NS)
        return None if found is None else dict(found.attrib)

    return Look(see, ("look",))


def put_link(site: Site, link: Node) -> Look:
    """A link on the whole shape."""
    properties = site.node[0][0]
    for old in properties.findall(a + "hlinkClick"):
        properties.remove(old)
    properties.insert(0, link)

    def see(deck: RawDeck, where: Where) -> object:
        node, part = where.node(deck), where.part(deck)
        found = None if node is None else node[0][0].find(a + "hlinkClick")
        return None if found is None or part is None else address_of(found, deck, part)

    return Look(see, ("link", "look"))


@kind("shape_link", "shape")
def shape_link(site: Site) -> Look | None:
    rid = site.deck.relate(site.slide_part, LINK, "https://example.org/shape", is_external=True)
    return put_link(site, xml(f'<a:hlinkClick r:id="{rid}"/>'))


@kind("jump_link", "shape")
def jump_link(site: Site) -> Look | None:
    """A link to another of our slides."""
    others = [part for number, part in site.deck.slides() if number != site.where.slide]
    if not others:
        return None
    rid = site.deck.relate(site.slide_part, "slide", site.rng.choice(others))
    look = put_link(site, xml(f'<a:hlinkClick r:id="{rid}" action="ppaction://hlinksldjump"/>'))
    assert site.node[0][0].find(a + "hlinkClick").get(r + "id") == rid
    return look
