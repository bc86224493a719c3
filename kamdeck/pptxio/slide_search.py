"""Which slides of a deck are ours: by their tags, by the shapes on them, by id, or by their texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kamdeck.deck.ledger import Ledger
from kamdeck.pptxio.binding import PNS, Found, Known, by_texts, owners_of, shapes, slide_votes, tag_key
from kamdeck.pptxio.digest import slide_digest
from kamdeck.pptxio.markup import R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.xml import Node, needed, parse, whole


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


def is_settled(package: Package, part: str, ledger: Ledger | None, key: str) -> bool:
    """Whether a slide is, byte for byte, as we left it with nothing kept on it."""
    base = ledger.slides.get(key) if ledger else None
    return base is not None and base.digest != "" and base.digest == slide_digest(package, part)


def shape_tree(root: Node) -> Node:
    """The `p:spTree` of a slide."""
    return needed(root.find(f"{PNS}cSld/{PNS}spTree"))


def linked_slides(package: Package) -> set[str]:
    """The slides that a link on another slide leads to."""
    slides = [part for _, part in slide_ids(package)]
    return {rel.target for part in slides for rel in package.rels(part) if rel.kind == "slide"}


Candidate = tuple[int, int, str, Node | None, list[Found], str]  # place, id, part, root, shapes, key


def candidates(
    package: Package,
    known: Mapping[str, Known],
    ledger: Ledger | None,
    is_flattened: bool,
    unchanged: Collection[str] = (),
) -> list[Candidate]:
    """Every slide that bears a mark of ours, with the key that its marks speak for.

    A program that dropped the names of placeholders leaves slides with nothing else unmarked: those are
    known by their texts. Those that are as we left them, and are to stay so (`unchanged`), are not parsed.
    """
    owners = owners_of(known)
    recorded = {
        base.slide_id: key for key, base in (ledger.slides if ledger else {}).items() if base.slide_id
    }
    out: list[Candidate] = []
    for place, (slide_id, part) in enumerate(slide_ids(package), 1):
        key = recorded.get(slide_id, "")
        if key in unchanged and is_settled(package, part, ledger, key):
            out.append((place, slide_id, part, None, [], key))
            continue
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


def choose(found: list[Candidate], ledger: Ledger | None) -> tuple[list[Candidate], list[tuple[str, int]]]:
    """One slide for each key, and the places of copies: the one with the recorded id stays ours, else the
    one with most of our shapes."""
    rivals: dict[str, list[Candidate]] = {}
    for candidate in found:
        rivals.setdefault(candidate[5], []).append(candidate)
    chosen, copies = [], []
    for key, several in rivals.items():
        base = ledger.slides.get(key) if ledger else None
        best = min(several, key=lambda c: _rank(c, base.slide_id if base else 0))
        chosen.append(best)
        copies += [(key, c[0]) for c in several if c is not best]
    return sorted(chosen, key=lambda c: c[0]), copies


def _rank(candidate: Candidate, slide_id: int) -> tuple[bool, int, int]:
    """How well a slide fits, least first: recorded id, number of our shapes, place."""
    place, number, _, _, found, _ = candidate
    return number != slide_id, -sum(shape.name.startswith("kd:") for shape in found), place


def _is_placeholder(shape: Found) -> bool:
    return shape.node.find(f"{PNS}nvSpPr/{PNS}nvPr/{PNS}ph") is not None
