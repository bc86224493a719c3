"""An open deck as a `DeckState`: what it holds of ours, found by whatever marks are left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from kamdeck.deck.frames import four
from kamdeck.deck.ledger import Ledger
from kamdeck.deck.looks import Theme
from kamdeck.deck.normal import Fields
from kamdeck.deck.spec import Chart, DeckSpec, Element, Table
from kamdeck.deck.state import DeckState, ElementState, Look, Once, SlideState
from kamdeck.deck.wanted import Wanted
from kamdeck.pptxio.binding import (
    ANS,
    PNS,
    Found,
    Known,
    bind,
    known_slides,
)
from kamdeck.pptxio.colors import OUR_PALETTE
from kamdeck.pptxio.first_rails import with_rails
from kamdeck.pptxio.look import box_of, words_of
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.notes import notes_of
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read_chart import read_chart
from kamdeck.pptxio.read_shape import line_fields, shape_fields
from kamdeck.pptxio.read_table import read_table
from kamdeck.pptxio.scale import Scale, frame_of, group_frame
from kamdeck.pptxio.slide_search import candidates, choose, is_settled, linked_slides, shape_tree
from kamdeck.pptxio.touch import Digests
from kamdeck.pptxio.worked import is_worked_on, look_of
from kamdeck.pptxio.xml import Node, local, parse
from kamdeck.record import fresh, workspace
from kamdeck.report import Kept

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
    """A deck that was read: its state, what was last written to it, and the trees to edit.

    `lost` is filled while a plan is carried out: edits of a person's that found no place. `digests` know the
    tags of the deck.
    """

    state: DeckState
    ledger: Ledger | None = None
    manifest: dict[str, object] = fresh(dict)
    slides: dict[str, SlideTree] = fresh(dict)
    lost: list[Kept] = fresh(list)
    digests: Digests = fresh(Digests)


def read_state(
    package: Package,
    spec: DeckSpec = DeckSpec(()),  # noqa: B008
    told: tuple[dict[str, object], Ledger | None] | None = None,
    wanted: Wanted | None = None,
) -> Reading:
    """What the deck holds of ours. `spec` helps to find elements where the ledger is lost, `told` is what
    the manifest says where that has been read already. With what is `wanted`, slides that are to stay as they
    are are not looked into.

    Raises:
        DeckError: a part that cannot be read.
    """
    manifest, ledger = told if told is not None else read_manifest(package)
    known = known_slides(spec, ledger or (wanted.expected() if wanted else None))
    is_adopted = ledger is None
    is_flattened = APP_PART in package and b"LibreOffice" in package.read(APP_PART)
    calm = wanted.unchanged(ledger) if wanted else ()
    chosen, copies = choose(candidates(package, known, ledger, is_flattened or is_adopted, calm), ledger)
    specs = {element.key: element for slide in spec.slides for element in slide.elements}
    reading = Reading(DeckState(), ledger, manifest)
    linked = linked_slides(package)
    states = {}
    for place, slide_id, part, root, found, key in chosen:
        if root is None:
            states[key] = SlideState(key, slide_id, part, place, {}, is_settled=True, is_calm=True)
            continue
        settled = is_settled(package, part, ledger, key)
        if ledger and key in ledger.slides:
            ledger = reading.ledger = with_rails(ledger, key, found, known[key])
        bound, copied = bind(package, part, found, known[key], is_adopted=is_adopted)
        if is_adopted:  # what we would write served to find the shapes; what was written nobody knows
            known[key].base = {}
        reading.slides[key] = SlideTree(key, part, root, bound, found)
        base = ledger.slides.get(key) if ledger else None
        layout = base.layout if base else ""
        looks = partial(look_of, package, part, digests=reading.digests, is_flattened=is_flattened)
        states[key] = SlideState(
            key,
            slide_id,
            part,
            place,
            _elements(package, part, bound, known[key], specs, _animated(root), settled, found, looks),
            notes_of(package, part),
            part in linked
            or any(not shape.key and not _is_furniture(shape, is_flattened=is_flattened) for shape in found),
            copied,
            settled,
            is_worked_on=partial(is_worked_on, package, part, root, layout, is_flattened=is_flattened),
        )
    theme = theme_of(package) if is_flattened else None
    has_notes = package.related(package.main_part, "notesMaster") is not None
    colors = wanted.colors if wanted else OUR_PALETTE.tokens
    reading.state = DeckState(states, tuple(copies), theme, colors, has_notes)
    return reading


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


def _is_furniture(shape: Found, *, is_flattened: bool) -> bool:
    """Slide numbers, which we write; footers and dates that a program adds alone."""
    mark = shape.node.find(f"{PNS}nvSpPr/{PNS}nvPr/{PNS}ph")
    if mark is not None and mark.get("type") in ("ftr", "dt"):
        return is_flattened or not words_of(shape.node.find(f"{PNS}txBody")).strip()
    return mark is not None and mark.get("type") == "sldNum"


# ------------------------------------------------------------------ elements


def _elements(
    package: Package,
    part: str,
    bound: dict[str, Found],
    known: Known,
    wanted: Mapping[str, Element],
    animated: frozenset[str],
    settled: bool,
    found: list[Found],
    looks: Callable[[Found], Look],
) -> dict[str, ElementState]:
    groups = {id(shape.node): key for key, shape in bound.items() if shape.kind == "group"}
    shared = {id(shape.groups[0]) for shape in found if not shape.key and shape.groups}
    keys = {shape.shape_id: key for key, shape in bound.items()}
    out = {}
    for key, shape in bound.items():
        parent, home, scale = frame_of(shape, groups)
        read = Once(partial(_placed, package, part, shape, keys, known, wanted.get(key), scale, settled))
        is_animated = str(shape.shape_id) in animated
        out[key] = ElementState(
            key,
            shape.kind,
            read,
            shape.shape_id,
            shape.name,
            parent,
            home,
            is_animated,
            id(shape.node) in shared,
            partial(looks, shape),
        )
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
    is_settled: bool,
) -> Fields:
    """The fields of an element, its place in the coordinates of our group around it."""
    fields = _fields(package, part, shape, keys, known, spec, is_settled)
    if box := four(fields.get("box")):
        fields["box"] = scale.box(box)
    if ends := four(fields.get("ends")):
        fields["ends"] = scale.ends(ends)
    if shape.kind == "group":
        fields["frame"] = scale.frame(group_frame(shape.node))
    return fields


def _fields(
    package: Package,
    part: str,
    shape: Found,
    keys: Mapping[int, str],
    known: Known,
    spec: Element | None,
    is_settled: bool,
) -> Fields:
    base = known.base[shape.key].marks if shape.key in known.base else {}
    alt: Fields = {"alt": shape.node[0][0].get("descr", "")}
    if shape.kind == "shape":
        return alt | shape_fields(shape.node)
    if shape.kind == "line":
        return alt | line_fields(shape.node, keys)
    if shape.kind in ("table", "chart"):
        x, y, w, h = box_of(shape.node.find(f"{PNS}xfrm")) or (0, 0, 0, 0)
        if shape.kind == "table":
            table = spec if isinstance(spec, Table) else None
            return alt | {"place": (x, y)} | read_table(shape.node, base, table, is_settled=is_settled)
        chart = spec if isinstance(spec, Chart) else None
        return alt | {"box": (x, y, w, h)} | read_chart(package, part, shape.node, base, chart)
    return alt
