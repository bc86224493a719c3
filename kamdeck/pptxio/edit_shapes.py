"""Single shapes edited in place: box, look, words, glue, and what binds them to us."""

from __future__ import annotations

from kamdeck.deck.spec import Box, Connector, Shape
from kamdeck.pptxio.binding import ANS, PNS, Found
from kamdeck.pptxio.colors import Palette
from kamdeck.pptxio.connectors import Route, geometry_xml, line_ends
from kamdeck.pptxio.draft import Draft
from kamdeck.pptxio.look import FILL_NAMES, length
from kamdeck.pptxio.markup import SLIDE_NAMESPACES, R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.related import drop_related, related
from kamdeck.pptxio.shapes import guides_xml
from kamdeck.pptxio.tags import NAME_PREFIX
from kamdeck.pptxio.xml import Node, child, fragment, local, needed, put

PROPERTIES = (
    "xfrm", "custGeom", "prstGeom", "noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill",
    "ln", "effectLst", "effectDag", "scene3d", "sp3d", "extLst",
)  # fmt: skip
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


def transform_of(shape: Found) -> Node:
    """The `a:xfrm` or `p:xfrm` of a shape, made where the layout decided so far."""
    if shape.kind in ("chart", "table", "frame"):
        return next(node for node in shape.node if local(node) == "xfrm")
    properties = needed(shape.node.find(f"{PNS}{'grpSpPr' if shape.kind == 'group' else 'spPr'}"))
    found = properties.find(f"{ANS}xfrm")
    if found is None:
        found = child(properties, "xfrm", ANS)
        properties.insert(0, found)
        child(found, "off", ANS)
        child(found, "ext", ANS)
    return found


def set_box(shape: Found, box: tuple[int, int, int, int]) -> None:
    """Place a shape; `box` in the coordinates of its own group."""
    transform = transform_of(shape)
    for tag, names, values in (("off", ("x", "y"), box[:2]), ("ext", ("cx", "cy"), box[2:])):
        node = needed(transform.find(f"{ANS}{tag}"))
        for name, value in zip(names, values, strict=True):
            node.set(name, str(max(value, 0) if tag == "ext" else value))


def set_look(shape: Found, spec: Shape, palette: Palette) -> None:
    """Preset, turn, fill and outline of a drawn shape."""
    properties = _properties(shape)
    transform = transform_of(shape)
    for name, value in (
        ("rot", str(round(spec.rot % 360 * 60_000)) if spec.rot else ""),
        ("flipH", "1" if spec.flip_h else ""),
        ("flipV", "1" if spec.flip_v else ""),
    ):
        if value:
            transform.set(name, value)
        else:
            transform.attrib.pop(name, "")
    set_guides(shape, spec)
    for node in [n for n in properties if local(n) in (*FILL_NAMES, "ln")]:
        properties.remove(node)
    for node in fragment(palette.fill(spec.fill) + palette.line(spec.line), SLIDE_NAMESPACES):
        put(properties, node, PROPERTIES)


def set_guides(shape: Found, spec: Shape) -> None:
    """Preset and guide values of a drawn shape."""
    text = f'<a:prstGeom prst="{spec.geom}"><a:avLst>{guides_xml(spec)}</a:avLst></a:prstGeom>'
    _put_geometry(_properties(shape), fragment(text, SLIDE_NAMESPACES)[0])


def set_line(shape: Found, spec: Connector, palette: Palette) -> None:
    """Outline and arrow heads of a connector."""
    properties = _properties(shape)
    for node in properties.findall(f"{ANS}ln"):
        properties.remove(node)
    put(properties, fragment(palette.line(spec.line, line_ends(spec)), SLIDE_NAMESPACES)[0], PROPERTIES)


def set_route(shape: Found, route: Route, box: tuple[int, int, int, int]) -> None:
    """The course of a connector; `box` is the route's frame in the coordinates of its own group."""
    properties = _properties(shape)
    for node in properties.findall(f"{ANS}xfrm"):
        properties.remove(node)
    placed = Route(route.preset, Box(*box), route.rot, route.flip_h, route.flip_v, route.guides)
    transform, geometry = fragment(geometry_xml(placed), SLIDE_NAMESPACES)
    put(properties, transform, PROPERTIES)
    _put_geometry(properties, geometry)


def set_glue(shape: Found, spec: Connector, draft: Draft) -> None:
    """Which shapes a connector is glued to."""
    holder = needed(shape.node.find(f"{PNS}nvCxnSpPr/{PNS}cNvCxnSpPr"))
    for tag, end in (("stCxn", spec.start), ("endCxn", spec.end)):
        for node in holder.findall(f"{ANS}{tag}"):
            holder.remove(node)
        if end is not None:
            node = holder.makeelement(
                f"{ANS}{tag}", {"id": str(draft.ids[end.key]), "idx": str(end.site)}, None
            )
            put(holder, node, ("cxnSpLocks", "stCxn", "endCxn", "extLst"))


def set_alt(shape: Found, alt: str) -> None:
    """The alternative text; a shape that has one is no decoration."""
    properties = shape.node[0][0]
    if not alt:
        properties.attrib.pop("descr", "")
        return
    properties.set("descr", alt)
    for extension in properties.iterfind(f"{ANS}extLst/{ANS}ext"):
        if extension.get("uri") == _DECORATIVE:
            holder = needed(extension.getparent())
            holder.remove(extension)
            if not len(holder):
                properties.remove(holder)


def set_shift(shape: Found, shift: tuple[int, int]) -> None:
    """Move a group as one: its frame stands so far from its children's own coordinates."""
    transform = transform_of(shape)
    inner, outer = transform.find(f"{ANS}chOff"), transform.find(f"{ANS}off")
    if inner is not None and outer is not None:
        outer.set("x", str(length(inner, "x") + shift[0]))
        outer.set("y", str(length(inner, "y") + shift[1]))


def refit(group: Node) -> None:
    """Make a group's frame the hull of its children, without moving any of them."""
    transform = group.find(f"{PNS}grpSpPr/{ANS}xfrm")
    boxes = [box for node in group for box in [_box_in(node)] if box is not None]
    if transform is None or not boxes:
        return
    off, ext, inner_off, inner_ext = (transform.find(f"{ANS}{n}") for n in ("off", "ext", "chOff", "chExt"))
    if off is None or ext is None or inner_off is None or inner_ext is None:
        return
    across = length(ext, "cx") / (length(inner_ext, "cx") or length(ext, "cx") or 1) or 1.0
    down = length(ext, "cy") / (length(inner_ext, "cy") or length(ext, "cy") or 1) or 1.0
    x, y = min(b[0] for b in boxes), min(b[1] for b in boxes)
    w, h = max(b[0] + b[2] for b in boxes) - x, max(b[1] + b[3] for b in boxes) - y
    off.set("x", str(round(length(off, "x") + (x - length(inner_off, "x")) * across)))
    off.set("y", str(round(length(off, "y") + (y - length(inner_off, "y")) * down)))
    ext.set("cx", str(round(w * across)))
    ext.set("cy", str(round(h * down)))
    for node, names, values in ((inner_off, ("x", "y"), (x, y)), (inner_ext, ("cx", "cy"), (w, h))):
        for name, value in zip(names, values, strict=True):
            node.set(name, str(value))


def _box_in(node: Node) -> tuple[int, int, int, int] | None:
    """The box of a group's child as drawn: a connector turned by a quarter covers the turned frame."""
    transform = next((t for t in node.iter(f"{ANS}xfrm", f"{PNS}xfrm")), None)
    if transform is None or local(node) == "grpSpPr":
        return None
    off, ext = transform.find(f"{ANS}off"), transform.find(f"{ANS}ext")
    if off is None or ext is None:
        return None
    x, y, w, h = length(off, "x"), length(off, "y"), length(ext, "cx"), length(ext, "cy")
    route = Route("", Box(x, y, w, h), length(transform, "rot"))
    hull = route.hull
    return hull.x, hull.y, hull.w, hull.h


def release(package: Package, part: str, shape: Found) -> None:
    """Hand a shape over to the person: no name and no tags of ours."""
    properties = shape.node[0][0]
    properties.set("name", properties.get("name", "").removeprefix(NAME_PREFIX))
    drop_tags(package, part, shape.node[0][-1])


def keep_tags(package: Package, part: str, old: Node, node: Node) -> None:
    """Let a shape that takes another one's place have that one's tags, and not those written for it."""
    theirs, ours = old[0][-1].find(f"{PNS}custDataLst"), node[0][-1].find(f"{PNS}custDataLst")
    if ours is None:
        return
    for rel_id in related(ours):
        rel = package.rel(part, rel_id)
        if rel is not None:
            package.drop_rel(part, rel_id)
            package.drop(rel.target)  # it was made for this shape alone
    holder = needed(ours.getparent())
    if theirs is None:
        holder.remove(ours)
    else:
        holder.replace(ours, theirs)


def drop_tags(package: Package, part: str, holder: Node | None) -> None:
    """Take the tags part from a shape or slide."""
    data = holder.find(f"{PNS}custDataLst") if holder is not None else None
    if holder is None or data is None:
        return
    for tags in data.findall(f"{PNS}tags"):
        drop_related(package, part, tags.get(f"{{{R}}}id", ""))
        data.remove(tags)
    if not len(data):
        holder.remove(data)


def remove(package: Package, part: str, shape: Found) -> None:
    """Take a shape off its slide, with the parts that only it uses."""
    rel_ids = related(shape.node)
    parent = needed(shape.node.getparent())
    parent.remove(shape.node)
    _unglue(parent.getroottree().getroot(), {node.get("id", "") for node in shape.node.iter(f"{PNS}cNvPr")})
    if rel_ids:
        for rel_id in sorted(rel_ids - related(parent.getroottree().getroot())):
            drop_related(package, part, rel_id)


def _unglue(root: Node, gone: set[str]) -> None:
    """Free the ends of connectors that were glued to shapes that are gone."""
    for end in list(root.iter(f"{ANS}stCxn", f"{ANS}endCxn")):
        holder = end.getparent()
        if end.get("id", "") in gone and holder is not None:
            holder.remove(end)


def _properties(shape: Found) -> Node:
    return needed(shape.node.find(f"{PNS}spPr"))


def _put_geometry(properties: Node, geometry: Node) -> None:
    for node in [n for n in properties if local(n) in ("prstGeom", "custGeom")]:
        properties.remove(node)
    put(properties, geometry, PROPERTIES)
