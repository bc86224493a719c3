"""Any deck as pages: every slide with its layout and master, all that is inherited resolved."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from kamdeck.deck.page import Drawn, Page, Picture
from kamdeck.deck.spec import Box
from kamdeck.pptxio.binding import ANS, PNS, tag_key
from kamdeck.pptxio.markup import R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.read import read_state
from kamdeck.pptxio.scene_colors import Tints
from kamdeck.pptxio.scene_shapes import Scene, drawn, picture_bytes
from kamdeck.pptxio.scene_text import Style, styled
from kamdeck.pptxio.slide_search import slide_ids
from kamdeck.pptxio.xml import Node, local, parse, whole

_LEVELS = range(1, 10)
_PLAIN = "#FFFFFF"
_PAPER = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}


class Under(NamedTuple):
    """What lies under a slide: the trees of layout and master, colors, and styles of plain text by level."""

    layout: str
    master: str
    layout_root: Node
    master_root: Node
    tints: Tints
    plain: tuple[Style, ...]


def pages_of(package: Package, wanted: Collection[str] | None = None) -> tuple[Page, ...]:
    """Every slide as it stands in the deck, in its order; ours with their keys, a person's with "".

    `wanted` are the keys of the slides to read; None reads all.

    Raises: DeckError where a part cannot be read.
    """
    keys = {slide.part: key for key, slide in read_state(package).state.slides.items()}
    main = parse(package.read(package.main_part), package.main_part)
    width, height = slide_size(main)
    beneath: dict[str, Under] = {}
    made = []
    for number, (_, part) in enumerate(slide_ids(package), 1):
        root = parse(package.read(part), part)
        key = keys.get(part) or tag_key(package, part, root.find(f"{PNS}cSld"))
        if wanted is not None and key not in wanted:
            continue
        layout = package.related(part, "slideLayout") or ""
        if layout not in beneath:
            beneath[layout] = under(package, layout, main)
        ground, elements = slide_of(package, part, root, beneath[layout], (width, height), number)
        made.append(Page(key, number, width, height, ground, elements, {}, _language(root)))
    return tuple(made)


def slide_size(main: Node) -> tuple[int, int]:
    """Width and height of the slides, EMU."""
    size = main.find(f"{PNS}sldSz")
    if size is None:
        return 12_192_000, 6_858_000
    return whole(size.get("cx"), 12_192_000), whole(size.get("cy"), 6_858_000)


def under(package: Package, layout: str, main: Node) -> Under:
    """What lies under the slides of a layout."""
    master = package.related(layout, "slideMaster") or ""
    layout_root, master_root = parse(package.read(layout), layout), parse(package.read(master), master)
    own = layout_root.find(f"{PNS}clrMapOvr/{ANS}overrideClrMapping")
    mapped = own if own is not None else master_root.find(f"{PNS}clrMap")
    names = {str(k): str(v) for k, v in mapped.attrib.items()} if mapped is not None else _PAPER
    tints = Tints(_theme(package, master), names)
    base = Style(color=f"#{tints.theme.get('tx1', '000000')}")
    default = main.find(f"{PNS}defaultTextStyle")
    return Under(layout, master, layout_root, master_root, tints, _levels(default, base, tints))


def _theme(package: Package, master: str) -> dict[str, str]:
    part = package.related(master, "theme")
    if part is None:
        return {}
    slots = parse(package.read(part), part).iterfind(f"{ANS}themeElements/{ANS}clrScheme/*")
    return {
        local(slot): slot[0].get("lastClr", slot[0].get("val", "")).upper() for slot in slots if len(slot)
    }


def _levels(holder: Node | None, base: Style, tints: Tints) -> tuple[Style, ...]:
    """The styles of nine levels in a list style."""
    if holder is None:
        return (base,) * 9
    return tuple([styled(base, holder.find(f"{ANS}lvl{i}pPr"), tints) for i in _LEVELS])


def slide_of(
    package: Package, part: str, root: Node, below: Under, size: tuple[int, int], number: int
) -> tuple[str, tuple[Drawn, ...]]:
    """The ground of a slide, and all that is drawn on it: master first, then layout, then its own."""
    scene = Scene(package, part, below.tints, below.plain, lists_of(below), number, below)
    elements: list[Drawn] = []
    sources = [(part, root), (below.layout, below.layout_root), (below.master, below.master_root)]
    ground = _PLAIN
    for name, tree in sources:
        found = _background(package, name, tree, below.tints, size)
        if found is not None:
            ground, picture = found
            elements += picture
            break
    if _shows_master(root):
        if _shows_master(below.layout_root):
            elements += drawn(scene.on(below.master), _tree(below.master_root), is_layout=True)
        elements += drawn(scene.on(below.layout), _tree(below.layout_root), is_layout=True)
    elements += drawn(scene, _tree(root))
    return ground, tuple(elements)


def lists_of(below: Under) -> dict[str, tuple[Style, ...]]:
    """The master's styles for titles, bodies and other placeholders."""
    styles = below.master_root.find(f"{PNS}txStyles")
    out = {}
    for name in ("title", "body", "other"):
        holder = styles.find(f"{PNS}{name}Style") if styles is not None else None
        out[name] = _levels(holder, below.plain[0], below.tints)
    return out


def _shows_master(root: Node) -> bool:
    return root.get("showMasterSp", "1") in ("1", "true")


def _tree(root: Node) -> Node | Sequence[Node]:
    tree = root.find(f"{PNS}cSld/{PNS}spTree")
    return tree if tree is not None else ()


def _background(
    package: Package, part: str, root: Node, tints: Tints, size: tuple[int, int]
) -> tuple[str, list[Drawn]] | None:
    """The ground that a slide, layout or master sets, and its picture; None where it sets none."""
    holder = root.find(f"{PNS}cSld/{PNS}bg")
    if holder is None or not len(holder):
        return None
    node = holder[0]
    if local(node) == "bgRef":
        return tints.color(node) or _PLAIN, []
    blip = node.find(f"{ANS}blipFill/{ANS}blip")
    if blip is not None:
        data = picture_bytes(package, part, blip.get(f"{{{R}}}embed", ""))
        return _PLAIN, [Picture("background", Box(0, 0, *size), data)]
    return tints.fill(node) or _PLAIN, []


def _language(root: Node) -> str:
    """The language of most of a slide's words."""
    counts: dict[str, int] = {}
    for name in _languages(root):
        counts[name] = counts.get(name, 0) + 1
    return max(counts, key=counts.__getitem__, default="en-US")


def _languages(root: Node) -> Iterator[str]:
    for node in root.iter(f"{ANS}rPr"):
        if (name := node.get("lang")) is not None:
            yield name
