"""A company's master by role: which of its layouts is a cover, which a finding, and where there is room.

Layouts are told by their type and by the type and place of their placeholders, never by their name, which
may be in any language. Our own master is known by its layouts' names, in any deck.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kamdeck.deck.spec import EMU, Box
from kamdeck.errors import TemplateError
from kamdeck.pptxio.draft import Place
from kamdeck.pptxio.findings import Finder
from kamdeck.pptxio.ground import ground_of
from kamdeck.pptxio.markup import A, P, R
from kamdeck.pptxio.master import ROLES, Layout, Master
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.palette import palette_for
from kamdeck.pptxio.room import (
    BODY,
    LEAST_SCALE,
    bare_layout,
    content_of,
    finding_layout,
    fitting_size,
    is_at_head,
    scale_of,
)
from kamdeck.pptxio.scene import under
from kamdeck.pptxio.seen import layouts_of
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.pptxio.xml import Node, local, parse

_NS = {"p": P, "a": A, "r": R}
_REL_ID = f"{{{R}}}id"
_TITLES = ("title", "ctrTitle")
_FOOTERS = ("dt", "ftr", "sldNum", "hdr")
_VERTICAL = ("vertTx", "vertTitleAndTx", "clipArtAndVertTx")
_LARGE_TITLE = 44.0  # points, where a master does not say how large its titles are


class Seen(NamedTuple):
    """A layout as it stands: placeholders as kind, index, box (the master's where it has none) and size."""

    part: str
    name: str
    kind: str
    holders: tuple[tuple[str, int, Box | None, float | None], ...]

    def of(self, *kinds: str) -> list[tuple[str, int, Box | None, float | None]]:
        """The placeholders of these kinds."""
        return [holder for holder in self.holders if holder[0] in kinds]

    @property
    def bodies(self) -> list[tuple[str, int, Box | None, float | None]]:
        """The placeholders that hold content."""
        return [holder for holder in self.holders if holder[0] not in (*_TITLES, *_FOOTERS)]


def read_master(package: Package) -> Master:
    """The first master of a deck or template, with a layout for every role.

    Raises:
        TemplateError: Strict Open XML, or no slide master with layouts.
        DeckError: a part cannot be read.
    """
    main = package.main_part
    show = parse(package.read(main), main)
    size = show.find("p:sldSz", _NS)
    if size is None:
        raise TemplateError(
            f"{package.label} is saved as Strict Open XML, or has no slide size.",
            "Save it in PowerPoint as an ordinary .pptx or .potx.",
        )
    width, height = int(size.get("cx") or 0), int(size.get("cy") or 0)
    masters = _listed(package, main, show, "p:sldMasterIdLst/p:sldMasterId")
    seen = _layouts(package, masters[0]) if masters else []
    if not seen:
        raise TemplateError(f"{package.label} has no slide master with layouts.")
    colors, fonts = _theme(package, masters[0])
    own = _own(seen)
    notes = package.related(main, "notesMaster")
    if own:
        return Master(width, height, colors, fonts, own, notes)
    layouts, remarks = _by_role(seen, width, height)
    if len(masters) > 1:
        remarks.append(("masters", str(len(masters))))
    if notes is None:
        remarks.append(("no_notes_master", ""))
    every = [row for master in masters for row in layouts_of(package, master)]
    frame = Finder(package, show, (width, height)).best(every).frame
    finding = next(layout for layout in layouts if layout.role == "wide")
    below = under(package, finding.part, show)
    ground = ground_of(package, below)
    palette = palette_for(below.tints.theme, ground.lights, ground.color)
    return Master(width, height, colors, fonts, layouts, notes, False, tuple(remarks), frame, palette)


def _listed(package: Package, name: str, root: Node, path: str) -> list[str]:
    """The parts that a list of relation ids names, in the list's order."""
    rels = {rel.id: rel.target for rel in package.rels(name)}
    targets = [rels.get(row.get(_REL_ID) or "") for row in root.findall(path, _NS)]
    return [target for target in targets if target and target in package]


# ------------------------------------------------------------------ what stands in the file


def _layouts(package: Package, master: str) -> list[Seen]:
    root = parse(package.read(master), master)
    title = root.find("p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr", _NS)
    title_size = _points(title) or _LARGE_TITLE
    inherited = {_general(kind): (box, size) for kind, _, box, size in _holders(root, {}, title_size)}
    found = []
    for name in _listed(package, master, root, "p:sldLayoutIdLst/p:sldLayoutId"):
        layout = parse(package.read(name), name)
        common = layout.find("p:cSld", _NS)
        label = (common.get("name") if common is not None else "") or name
        holders = tuple(_holders(layout, inherited, title_size))
        found.append(Seen(name, label, layout.get("type") or "", holders))
    return found


def _holders(
    root: Node, inherited: Mapping[str, tuple[Box | None, float | None]], title_size: float
) -> Iterator[tuple[str, int, Box | None, float | None]]:
    for shape in root.iterfind("p:cSld/p:spTree//p:sp", _NS):
        mark = shape.find("p:nvSpPr/p:nvPr/p:ph", _NS)
        if mark is not None:
            kind = mark.get("type") or "obj"
            box, size = inherited.get(_general(kind), (None, title_size if kind in _TITLES else None))
            own = _points(shape.find("p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr", _NS))
            yield kind, int(mark.get("idx") or 0), _box(shape) or box, own or size


def _general(kind: str) -> str:
    """The master's placeholder that a layout's inherits from."""
    if kind in _TITLES:
        return "title"
    return kind if kind in _FOOTERS else "body"


def _box(shape: Node) -> Box | None:
    offset, extent = shape.find("p:spPr/a:xfrm/a:off", _NS), shape.find("p:spPr/a:xfrm/a:ext", _NS)
    if offset is None or extent is None:
        return None
    values = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
    x, y, w, h = (int(value or 0) for value in values)
    return Box(x, y, w, h)


def _points(properties: Node | None) -> float | None:
    size = None if properties is None else properties.get("sz")
    return int(size) / 100 if size else None


def _theme(package: Package, master: str) -> tuple[dict[str, str], tuple[str, str]]:
    part = package.related(master, "theme")
    if part is None or part not in package:
        return {}, ("Arial", "Arial")
    root = parse(package.read(part), part)
    colors = {}
    for slot in root.iterfind("a:themeElements/a:clrScheme/*", _NS):
        for value in slot:
            colors[local(slot)] = (value.get("lastClr") or value.get("val") or "").upper()
    fonts = [
        font.get("typeface") or "Arial"
        for kind in ("major", "minor")
        for font in root.iterfind(f"a:themeElements/a:fontScheme/a:{kind}Font/a:latin", _NS)
    ]
    return colors, (fonts[0], fonts[-1]) if fonts else ("Arial", "Arial")


# ------------------------------------------------------------------ roles


def _own(seen: list[Seen]) -> tuple[Layout, ...]:
    """Our own layouts, with the geometry that they have in this file; none where one is missing."""
    by_name = {layout.name: layout for layout in seen}
    layouts = []
    for ours in shipped_master()[0].layouts:
        found = by_name.get(ours.name)
        boxes = {(kind, idx): box for kind, idx, box, _ in found.holders} if found else {}
        if found is None or not all((place.type, place.idx) in boxes for place in ours.places.values()):
            return ()
        places = {n: Place(p.type, p.idx, boxes[p.type, p.idx]) for n, p in ours.places.items()}
        layouts.append(Layout(ours.role, ours.name, found.part, places, ours.content))
    return tuple(layouts)


def _by_role(seen: list[Seen], width: int, height: int) -> tuple[tuple[Layout, ...], list[tuple[str, str]]]:
    finding = _best_finding(seen, height)
    cover, section, notes = _cover(seen), _first(seen, "secHead"), _first(seen, "obj", "tx")
    content = content_of(finding.holders, width, height)
    layouts: list[Layout] = []
    remarks: list[tuple[str, str]] = []
    others = {"cover": cover, "section": section, "notes": notes}
    for role in ROLES:
        layout = others.get(role)
        if layout is None:
            layouts.append(_finding(role, finding, content, width, height))
            remarks += [("no_layout", role)] if role in others else []
            continue
        names = {"title": _TITLES, "body" if role == "notes" else "subtitle": ("subTitle", "body", "obj")}
        places = _places(layout, names)
        size = fitting_size("title", layout.holders, places)
        sizes = {"title": size} if size else {}
        layouts.append(Layout(role, layout.name, layout.part, places, content, is_own=False, sizes=sizes))
    if not _has_room(finding, content, height):
        remarks.append(("no_layout", "wide"))
    scale = next(layout.content.w for layout in layouts if layout.role == "wide") / BODY.w
    if round(scale, 3) != 1:
        remarks.append(("scaled", f"{scale:.2f}"))
    return tuple(layouts), remarks


def _finding(role: str, seen: Seen, content: Box, width: int, height: int) -> Layout:
    if not _has_room(seen, content, height):
        return bare_layout(role, seen.name, seen.part, _places(seen, {}), width, height)
    places = _places(seen, {"title": ("title",)})
    return finding_layout(role, seen.name, seen.part, places, content, seen.holders)


def _has_room(seen: Seen, content: Box, height: int) -> bool:
    """Whether findings can be laid out below the layout's title; a cover's large title leaves no room."""
    return is_at_head(seen.holders, height) and scale_of(content) >= LEAST_SCALE


def _best_finding(seen: list[Seen], height: int) -> Seen:
    """The layout for findings: title only, else the one with the least beside its title, else a blank one."""
    titled = [row for row in seen if is_at_head(row.holders, height) and row.kind not in _VERTICAL]
    return min(
        titled or seen,
        key=lambda s: (
            bool(titled) and s.kind != "titleOnly",
            s.kind in ("title", "secHead"),
            len(s.holders),
        ),
    )


def _cover(seen: list[Seen]) -> Seen | None:
    return _first(seen, "title") or next((s for s in seen if s.of("ctrTitle")), None)


def _first(seen: list[Seen], *kinds: str) -> Seen | None:
    return next((s for s in seen if s.kind in kinds and s.of(*_TITLES)), None)


def _places(layout: Seen, names: Mapping[str, tuple[str, ...]]) -> dict[str, Place]:
    """The placeholders by our names, footer and slide number too; the largest where there are several."""
    places = {}
    for name, kinds in ({**names, "footer": ("ftr",), "number": ("sldNum",)}).items():
        found = layout.of(*kinds)
        if found:
            kind, idx, box, _ = max(found, key=lambda holder: _area(holder[2]))
            places[name] = Place(kind, idx, box)
    return places


def _area(box: Box | None) -> float:
    return box.w / EMU * box.h / EMU if box else 0.0
