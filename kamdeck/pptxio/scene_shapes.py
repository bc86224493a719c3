"""The shapes of a slide, layout or master as they are drawn; what cannot be shown becomes a labelled box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from kamdeck.deck.page import Drawn, Freeform, Picture, Trail, Unread
from kamdeck.deck.spec import Box, Shape, Text
from kamdeck.pptxio.binding import ANS, PNS
from kamdeck.pptxio.courses import course
from kamdeck.pptxio.look import box_of, turn_of
from kamdeck.pptxio.markup import R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.scale import Scale, group_frame
from kamdeck.pptxio.scene_chart import drawn_chart
from kamdeck.pptxio.scene_colors import Tints
from kamdeck.pptxio.scene_freeform import freeform_steps
from kamdeck.pptxio.scene_table import drawn_table
from kamdeck.pptxio.scene_text import Style, body_of, listed, paras_of
from kamdeck.pptxio.tags import NAME_PREFIX
from kamdeck.pptxio.xml import Node, local, whole
from kamdeck.record import replace, workspace

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
UNSCALED = Scale()
_TITLES = ("title", "ctrTitle")
_OTHERS = ("dt", "ftr", "sldNum", "hdr")


class Trees(Protocol):
    """The trees below a slide."""

    @property
    def layout_root(self) -> Node:
        """The layout."""

    @property
    def master_root(self) -> Node:
        """The master."""


@workspace
class Scene:
    """What the shapes of one part need beside themselves."""

    package: Package
    part: str
    tints: Tints
    plain: tuple[Style, ...]
    lists: Mapping[str, tuple[Style, ...]]
    number: int
    trees: Trees

    def on(self, part: str) -> Scene:
        """The same for shapes of another part."""
        return Scene(self.package, part, self.tints, self.plain, self.lists, self.number, self.trees)


def drawn(
    scene: Scene,
    tree: Node | Iterable[Node],
    scale: Scale = UNSCALED,
    *,
    is_layout: bool = False,
) -> Iterator[Drawn]:
    """Everything below a shape tree or group, lowest first; of layouts no placeholders."""
    for node in tree:
        kind = local(node)
        if node.tag == f"{_MC}AlternateContent":
            older = node.find(f"{_MC}Fallback")
            yield from drawn(scene, older if older is not None else (), scale, is_layout=is_layout)
        elif kind == "grpSp":
            yield from drawn(scene, node, scale.after(group_frame(node)), is_layout=is_layout)
        elif kind in ("sp", "cxnSp", "pic", "graphicFrame", "contentPart") and not _is_hidden(node):
            is_prompt = is_layout and _mark(node) is not None
            yield from () if is_prompt else _one(scene, node, kind, scale)


def key_of(node: Node) -> str:
    """What a shape is called, without our mark."""
    return node[0][0].get("name", "").removeprefix(NAME_PREFIX) if len(node) and len(node[0]) else ""


def _is_hidden(node: Node) -> bool:
    return bool(len(node) and len(node[0])) and node[0][0].get("hidden") in ("1", "true")


def _mark(node: Node) -> Node | None:
    """The placeholder's mark."""
    found = node.find(f"{PNS}nvSpPr/{PNS}nvPr/{PNS}ph")
    return found if found is not None else node.find(f"{PNS}nvPicPr/{PNS}nvPr/{PNS}ph")


def _one(scene: Scene, node: Node, kind: str, scale: Scale) -> Iterator[Drawn]:
    if kind == "cxnSp":
        yield from _trail(scene, node, scale)
    elif kind == "graphicFrame":
        yield from _framed(scene, node, scale)
    elif kind == "pic":
        box = _box(scene, node, scale)
        if box is not None:
            yield _picture(scene, node, box)
    elif kind == "contentPart":
        box = _boxed(node.find(f"{PNS}xfrm"), scale)
        if box is not None:
            yield Unread(key_of(node), box, key_of(node))
    else:
        yield from _shape(scene, node, scale)


# ------------------------------------------------------------------ shapes and texts


def _shape(scene: Scene, node: Node, scale: Scale) -> Iterator[Drawn]:
    box = _box(scene, node, scale)
    if box is None:
        return
    properties = node.find(f"{PNS}spPr")
    preset = properties.find(f"{ANS}prstGeom") if properties is not None else None
    geom = "rect" if preset is None else preset.get("prst", "rect")
    guides = tuple([_guide(g.get("fmla", "")) for g in preset.iter(f"{ANS}gd")]) if preset is not None else ()
    form = Shape(key_of(node), box, geom, adjust=guides)
    yield from _outlined(scene, node, form, properties)
    yield from _words(scene, node, form, turn_of(node.find(f"{PNS}spPr/{ANS}xfrm"))[0])


def _outlined(scene: Scene, node: Node, form: Shape, properties: Node | None) -> Iterator[Drawn]:
    """The drawn part of a shape: its outline and fill, or the picture in it."""
    if properties is None:
        return
    rot, flips = turn_of(properties.find(f"{ANS}xfrm"))
    flip_h, flip_v = "h" in flips, "v" in flips
    style = node.find(f"{PNS}style")
    line, fill = scene.tints.line(properties, style), scene.tints.fill(properties, style)
    custom, blip = properties.find(f"{ANS}custGeom"), properties.find(f"{ANS}blipFill/{ANS}blip")
    if blip is not None:
        data = picture_bytes(scene.package, scene.part, blip.get(f"{{{R}}}embed", ""))
        yield Picture(form.key, form.box, data)
    elif custom is not None:
        steps = freeform_steps(custom, (form.box.w, form.box.h))
        drawn_form = Freeform(form.key, form.box, steps, fill, line, rot, flip_h, flip_v)
        yield drawn_form if steps else Unread(form.key, form.box, form.key)
    elif form.geom in ("line", "straightConnector1") and line is not None:
        points = course(form.geom, form.box, rot=rot, flip_h=flip_h, flip_v=flip_v)
        yield Trail(form.key, points, line, *_arrows(properties))
    elif fill is not None or line is not None:
        yield replace(form, fill=fill, line=line, rot=rot, flip_h=flip_h, flip_v=flip_v)


def _words(scene: Scene, node: Node, form: Shape, rot: float) -> Iterator[Drawn]:
    """The text of a shape, above it."""
    body = node.find(f"{PNS}txBody")
    if body is None:
        return
    holders = list(inherited(scene, node))
    fit = body_of([found.find(f"{PNS}txBody/{ANS}bodyPr") for found in (node, *holders)])
    paras = paras_of(body, styles_of(scene, node, holders), scene.tints, fit, scene.number)
    if not paras:
        return
    box = form.box
    if form.geom != "rect" and not fit.turn:
        yield replace(form, paras=paras, anchor=fit.anchor, inset=fit.inset, wrap=fit.wrap, rot=rot)
        return
    if fit.turn:
        box = Box(box.x + (box.w - box.h) // 2, box.y + (box.h - box.w) // 2, box.h, box.w)
    yield Text(form.key, paras, box, None, fit.anchor, fit.wrap, fit.inset, rot + fit.turn)


def styles_of(scene: Scene, node: Node, holders: list[Node]) -> tuple[Style, ...]:
    """The styles of a text's levels: the master's, the placeholders' it inherits from, its own."""
    mark = _mark(node)
    kind = mark.get("type", "obj") if mark is not None else ""
    if mark is None:
        styles = scene.plain
        color = scene.tints.color(node.find(f"{PNS}style/{ANS}fontRef"))
        if color is not None:
            styles = tuple([replace(style, color=color) for style in styles])
    elif kind in _TITLES:
        styles = scene.lists["title"]
    else:
        styles = scene.lists["other" if kind in _OTHERS else "body"]
    for found in (*reversed(holders), node):
        styles = listed(styles, found.find(f"{PNS}txBody"), scene.tints)
    return styles


def inherited(scene: Scene, node: Node) -> Iterator[Node]:
    """The placeholders of layout and master that a placeholder takes after, nearest first."""
    mark = _mark(node)
    if mark is None:
        return
    kind, index = mark.get("type", "obj"), mark.get("idx", "0")
    for root, is_master in ((scene.trees.layout_root, False), (scene.trees.master_root, True)):
        rivals = [(shape, found) for shape in root.iter(f"{PNS}sp") if (found := _mark(shape)) is not None]
        for shape, found in rivals:
            other = found.get("type", "obj")
            is_same = _general(other) == _general(kind) if is_master else found.get("idx", "0") == index
            if is_same and (is_master or _general(other) == _general(kind)):
                yield shape
                break


def _general(kind: str) -> str:
    if kind in _TITLES:
        return "title"
    return kind if kind in _OTHERS else "body"


def _box(scene: Scene, node: Node, scale: Scale) -> Box | None:
    """Where a shape stands: its own place, or its layout's or master's."""
    box = _boxed(node.find(f"{PNS}spPr/{ANS}xfrm"), scale)
    if box is not None:
        return box
    for found in inherited(scene, node):
        box = _boxed(found.find(f"{PNS}spPr/{ANS}xfrm"), Scale())
        if box is not None:
            return box
    return None


def _boxed(transform: Node | None, scale: Scale) -> Box | None:
    found = box_of(transform)
    return Box(*scale.box(found)) if found is not None else None


def _guide(formula: str) -> int:
    return whole(formula.removeprefix("val ").strip())


# ------------------------------------------------------------------ lines, pictures, frames


def _trail(scene: Scene, node: Node, scale: Scale) -> Iterator[Drawn]:
    properties = node.find(f"{PNS}spPr")
    transform = properties.find(f"{ANS}xfrm") if properties is not None else None
    box = _boxed(transform, scale)
    line = scene.tints.line(properties, node.find(f"{PNS}style"))
    if properties is None or box is None or line is None:
        return
    rot, flips = turn_of(transform)
    preset = properties.find(f"{ANS}prstGeom")
    geom = "line" if preset is None else preset.get("prst", "line")
    guides = [_guide(g.get("fmla", "")) for g in preset.iter(f"{ANS}gd")] if preset is not None else []
    points = course(geom, box, rot=rot, flip_h="h" in flips, flip_v="v" in flips, guides=guides)
    yield Trail(key_of(node), points, line, *_arrows(properties))


def _arrows(properties: Node | None) -> tuple[bool, bool]:
    """Whether a line has arrows at its start and at its end."""
    line = properties.find(f"{ANS}ln") if properties is not None else None
    ends = [line.find(f"{ANS}{name}") if line is not None else None for name in ("headEnd", "tailEnd")]
    first, last = (end is not None and end.get("type", "none") != "none" for end in ends)
    return first, last


def _picture(scene: Scene, node: Node, box: Box) -> Drawn:
    blip = node.find(f"{PNS}blipFill/{ANS}blip")
    data = picture_bytes(scene.package, scene.part, blip.get(f"{{{R}}}embed", "") if blip is not None else "")
    cut = node.find(f"{PNS}blipFill/{ANS}srcRect")
    sides = [whole(cut.get(side)) / 100_000 if cut is not None else 0.0 for side in "ltrb"]
    rot, _ = turn_of(node.find(f"{PNS}spPr/{ANS}xfrm"))
    left, top, right, bottom = (min(max(side, 0.0), 0.95) for side in sides)
    return Picture(key_of(node), box, data, (left, top, right, bottom), rot)


def picture_bytes(package: Package, part: str, rel_id: str) -> bytes:
    """The file of an image, b"" where it is linked or lost."""
    rel = package.rel(part, rel_id) if rel_id else None
    return package.read(rel.target) if rel is not None and rel.target in package else b""


def _framed(scene: Scene, node: Node, scale: Scale) -> Iterator[Drawn]:
    box, key = _boxed(node.find(f"{PNS}xfrm"), scale), key_of(node)
    if box is None:
        return
    grid = node.find(f"{ANS}graphic/{ANS}graphicData/{ANS}tbl")
    if grid is not None:
        yield drawn_table(key, grid, box, scene.plain, scene.tints)
        return
    picture = next(node.iter(f"{PNS}pic"), None)
    if picture is not None:
        yield _picture(scene, picture, box)
        return
    yield from drawn_chart(key, scene.package, scene.part, node, box, scene.tints) or (Unread(key, box, key),)
