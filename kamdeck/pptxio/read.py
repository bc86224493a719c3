"""An open deck as a `DeckState`: what it holds of ours, found by whatever marks are left."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from kamdeck.deck.frames import four
from kamdeck.deck.ledger import Ledger
from kamdeck.deck.looks import Theme
from kamdeck.deck.normal import Fields, glue_look, shape_look
from kamdeck.deck.spec import Chart, DeckSpec, Element, Table
from kamdeck.deck.state import DeckState, ElementState, Once, SlideState
from kamdeck.pptxio.binding import (
    ANS,
    PNS,
    Found,
    Known,
    bind,
    by_texts,
    known_slides,
    owners_of,
    shapes,
    slide_votes,
    tag_key,
)
from kamdeck.pptxio.digest import slide_digest
from kamdeck.pptxio.look import box_of, ends_of, fill_of, length, line_of, text_of, turn_of
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.markup import R
from kamdeck.pptxio.notes import notes_of
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read_chart import read_chart
from kamdeck.pptxio.read_table import read_table
from kamdeck.pptxio.scale import Scale, frame_of, group_frame
from kamdeck.pptxio.tokens import TOKENS
from kamdeck.pptxio.xml import Node, local, needed, parse, whole
from kamdeck.record import fresh, workspace

APP_PART = "docProps/app.xml"
_ALIASES = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}


@workspace
class SlideTree:
    """A slide of ours with its parsed XML and its bound shapes."""

    key: str
    part: str
    root: Node
    shapes: dict[str, Found]
    all_shapes: list[Found]

    @property
    def tree(self) -> Node:
        """The shape tree."""
        return shape_tree(self.root)


@workspace
class Reading:
    """A deck that was read: its state, what was last written to it, and the trees to edit."""

    state: DeckState
    ledger: Ledger | None = None
    manifest: dict[str, object] = fresh(dict)
    slides: dict[str, SlideTree] = fresh(dict)


def read_state(package: Package, spec: DeckSpec = DeckSpec(())) -> Reading:  # noqa: B008
    """What the deck holds of ours. `spec` helps to find elements where the ledger is lost.

    Raises:
        DeckError: a part that cannot be read.
    """
    manifest, ledger = read_manifest(package)
    known = known_slides(spec, ledger)
    is_flattened = APP_PART in package and b"LibreOffice" in package.read(APP_PART)
    candidates = _candidates(package, known, ledger, is_flattened)
    chosen, copies = _choose(candidates, ledger)
    wanted = {element.key: element for slide in spec.slides for element in slide.elements}
    reading = Reading(DeckState(), ledger, manifest)
    linked = _linked(package)
    states = {}
    for place, slide_id, part, root, found, key in chosen:
        bound, copied = bind(package, part, found, known[key])
        reading.slides[key] = SlideTree(key, part, root, bound, found)
        states[key] = SlideState(
            key,
            slide_id,
            part,
            place,
            _elements(package, part, bound, known[key], wanted, _animated(root)),
            notes_of(package, part),
            part in linked or any(not shape.key and not _is_furniture(shape) for shape in found),
            copied,
            _is_settled(package, part, ledger, key),
        )
    theme = theme_of(package) if is_flattened else None
    has_notes = package.related(package.main_part, "notesMaster") is not None
    reading.state = DeckState(states, tuple(copies), theme, TOKENS, has_notes)
    return reading


def _is_settled(package: Package, part: str, ledger: Ledger | None, key: str) -> bool:
    """Whether a slide is, byte for byte, as we left it with nothing kept on it."""
    base = ledger.slides.get(key) if ledger else None
    return base is not None and base.digest != "" and base.digest == slide_digest(package, part)


def slide_ids(package: Package) -> list[tuple[int, str]]:
    """The id and part of every slide, in the deck's order."""
    main = package.main_part
    root = parse(package.read(main), main)
    out = []
    for node in root.iterfind(f"{PNS}sldIdLst/{PNS}sldId"):
        rel = package.rel(main, node.get(f"{{{R}}}id", ""))
        if rel is not None and rel.target in package:
            out.append((whole(node.get("id")), rel.target))
    return out


def shape_tree(root: Node) -> Node:
    """The `p:spTree` of a slide."""
    return needed(root.find(f"{PNS}cSld/{PNS}spTree"))


def _linked(package: Package) -> set[str]:
    """The slides that a link on another slide leads to."""
    slides = [part for _, part in slide_ids(package)]
    return {rel.target for part in slides for rel in package.rels(part) if rel.kind == "slide"}


Candidate = tuple[int, int, str, Node, list[Found], str]  # place, id, part, root, shapes, key


def theme_of(package: Package) -> Theme:
    """The RGB of the theme's slots, by the names that colors use."""
    master = package.related(package.main_part, "slideMaster") or ""
    part = package.related(master, "theme")
    if part is None:
        return {}
    found: dict[str, str] = {}
    for slot in parse(package.read(part), part).iterfind(f"{ANS}themeElements/{ANS}clrScheme/*"):
        found[local(slot)] = slot[0].get("lastClr", slot[0].get("val", "")) if len(slot) else ""
    return found | {alias: found.get(slot, "") for alias, slot in _ALIASES.items()}


def _candidates(
    package: Package, known: Mapping[str, Known], ledger: Ledger | None, is_flattened: bool
) -> list[Candidate]:
    """Every slide that bears a mark of ours, with the key that its marks speak for.

    A program that dropped the names of placeholders leaves slides with nothing else unmarked: those are
    known by their texts.
    """
    owners = owners_of(known)
    recorded = {
        base.slide_id: key for key, base in (ledger.slides if ledger else {}).items() if base.slide_id
    }
    out: list[Candidate] = []
    for place, (slide_id, part) in enumerate(slide_ids(package), 1):
        data = package.read(part)
        is_marked = b"kd:" in data or b"custDataLst" in data or slide_id in recorded
        if not is_marked and not is_flattened:
            continue
        root = parse(data, part)
        found = list(shapes(shape_tree(root)))
        key = tag_key(package, part, root.find(f"{PNS}cSld"))
        votes = slide_votes(found, owners)
        if key not in known:
            key = votes[0][0] if votes else ""
        if not key and is_flattened:
            key = by_texts(found, known)
        elif not key and slide_id in recorded and any(_is_placeholder(shape) for shape in found):
            key = recorded[slide_id]
        if key:
            out.append((place, slide_id, part, root, found, key))
    return out


def _choose(
    candidates: list[Candidate], ledger: Ledger | None
) -> tuple[list[Candidate], list[tuple[str, int]]]:
    """One slide for each key: the one with the recorded id, else the one with most of our shapes."""
    rivals: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        rivals.setdefault(candidate[5], []).append(candidate)
    chosen, copies = [], []
    for key, found in rivals.items():
        base = ledger.slides.get(key) if ledger else None
        slide_id = base.slide_id if base else 0
        best = min(
            found, key=lambda c: (c[1] != slide_id, -sum(s.name.startswith("kd:") for s in c[4]), c[0])
        )
        chosen.append(best)
        copies += [(key, c[0]) for c in found if c is not best]
    return sorted(chosen, key=lambda c: c[0]), copies


def _is_placeholder(shape: Found) -> bool:
    return shape.node.find(f"{PNS}nvSpPr/{PNS}nvPr/{PNS}ph") is not None


def _is_furniture(shape: Found) -> bool:
    """Slide numbers, footers, dates and the rail's ground: on every slide, and nobody's work."""
    mark = shape.node.find(f"{PNS}nvSpPr/{PNS}nvPr/{PNS}ph")
    is_ground = shape.name.startswith(("Rail ", "Rail Bar "))
    return is_ground or (mark is not None and mark.get("type") in ("sldNum", "ftr", "dt"))


# ------------------------------------------------------------------ elements


def _elements(
    package: Package,
    part: str,
    bound: dict[str, Found],
    known: Known,
    wanted: Mapping[str, Element],
    animated: frozenset[str],
) -> dict[str, ElementState]:
    groups = {id(shape.node): key for key, shape in bound.items() if shape.kind == "group"}
    keys = {shape.shape_id: key for key, shape in bound.items()}
    out = {}
    for key, shape in bound.items():
        parent, home, scale = frame_of(shape, groups)
        read = Once(partial(_placed, package, part, shape, keys, known, wanted.get(key), scale))
        is_animated = str(shape.shape_id) in animated
        out[key] = ElementState(key, shape.kind, read, shape.shape_id, shape.name, parent, home, is_animated)
    return out


def _animated(root: Node) -> frozenset[str]:
    """The ids of shapes that the slide's animations name."""
    timing = root.find(f"{PNS}timing")
    targets = timing.iter(f"{PNS}spTgt") if timing is not None else ()
    return frozenset(node.get("spid", "") for node in targets)


def _placed(
    package: Package,
    part: str,
    shape: Found,
    keys: Mapping[int, str],
    known: Known,
    spec: Element | None,
    scale: Scale,
) -> Fields:
    """The fields of an element, its place in the coordinates of our group around it."""
    fields = _fields(package, part, shape, keys, known, spec)
    if box := four(fields.get("box")):
        fields["box"] = scale.box(box)
    if ends := four(fields.get("ends")):
        fields["ends"] = scale.ends(ends)
    if shape.kind == "group":
        fields["frame"] = scale.frame(group_frame(shape.node))
    return fields


def _fields(
    package: Package, part: str, shape: Found, keys: Mapping[int, str], known: Known, spec: Element | None
) -> Fields:
    base = known.base[shape.key].marks if shape.key in known.base else {}
    alt: Fields = {"alt": shape.node[0][0].get("descr", "")}
    if shape.kind == "shape":
        return alt | _shape_fields(shape.node)
    if shape.kind == "line":
        return alt | _line_fields(shape.node, keys)
    if shape.kind in ("table", "chart"):
        x, y, w, h = box_of(shape.node.find(f"{PNS}xfrm")) or (0, 0, 0, 0)
        if shape.kind == "table":
            return (
                alt
                | {"place": (x, y)}
                | read_table(shape.node, base, spec if isinstance(spec, Table) else None)
            )
        chart = spec if isinstance(spec, Chart) else None
        return alt | {"box": (x, y, w, h)} | read_chart(package, part, shape.node, base, chart)
    return alt


def _shape_fields(node: Node) -> Fields:
    properties = node.find(f"{PNS}spPr")
    transform = properties.find(f"{ANS}xfrm") if properties is not None else None
    text, font = text_of(node.find(f"{PNS}txBody"))
    found: Fields = {"text": text, "font": font}
    if (box := box_of(transform)) is not None:
        found["box"] = box
    preset = properties.find(f"{ANS}prstGeom") if properties is not None else None
    geom = "custom" if preset is None else preset.get("prst", "")
    found["look"] = shape_look(geom, *turn_of(transform), fill_of(properties), line_of(properties))
    if preset is not None:
        guides = [guide.get("fmla", "").removeprefix("val ") for guide in preset.iter(f"{ANS}gd")]
        found["adjust"] = " ".join(guides)
    return found


def _line_fields(node: Node, keys: Mapping[int, str]) -> Fields:
    properties = needed(node.find(f"{PNS}spPr"))
    transform, preset, line = (properties.find(f"{ANS}{n}") for n in ("xfrm", "prstGeom", "ln"))
    geom = "" if preset is None else preset.get("prst", "")
    head, tail = (_has_arrow(line, name) for name in ("headEnd", "tailEnd"))
    arrows = ("<" if head else "") + ("~" if geom.startswith("bent") else "-") + (">" if tail else "")
    found: Fields = {"look": f"{arrows}|{line_of(properties)}"}
    glue = [_glued(node, tag, keys) for tag in ("stCxn", "endCxn")]
    if any(key for key, _ in glue):
        found["glue"] = glue_look(*glue)
    if transform is not None:
        found["ends"] = ends_of(transform)
    return found


def _has_arrow(line: Node | None, name: str) -> bool:
    end = line.find(f"{ANS}{name}") if line is not None else None
    return end is not None and end.get("type", "none") != "none"


def _glued(node: Node, tag: str, keys: Mapping[int, str]) -> tuple[str, int]:
    end = node.find(f"{PNS}nvCxnSpPr/{PNS}cNvCxnSpPr/{ANS}{tag}")
    if end is None:
        return "", 0
    shape_id = length(end, "id")
    return keys.get(shape_id, f"#{shape_id}"), length(end, "idx")
