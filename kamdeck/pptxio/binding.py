"""Which slide and which shape is which of ours, whatever marks the last program left.

A shape is found by its name, by its tags part, by the id that it had (a renamed shape), or, for a
placeholder, by its text and place among those of its type. A slide is found by its tags part, by the
shapes on it, or by its recorded id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kamdeck.deck.fields import flatten, kind_of
from kamdeck.deck.ledger import ElementBase, Ledger, fingerprint, is_near
from kamdeck.deck.spec import DeckSpec, Text
from kamdeck.pptxio.look import box_of, text_of
from kamdeck.pptxio.markup import A, P, R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.tags import KEY_TAG, NAME_PREFIX, decoded
from kamdeck.pptxio.xml import Node, parse, whole
from kamdeck.record import fresh, workspace

PNS, ANS = f"{{{P}}}", f"{{{A}}}"
SHAPES = {f"{PNS}sp": "shape", f"{PNS}cxnSp": "line", f"{PNS}graphicFrame": "frame", f"{PNS}grpSp": "group",
          f"{PNS}pic": "picture", f"{PNS}contentPart": "ink"}  # fmt: skip
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
TABLE_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"


@workspace
class Found:
    """A shape on a slide: its node, id, name, and the groups around it, innermost first."""

    node: Node
    kind: str
    shape_id: int
    name: str
    groups: tuple[Node, ...]
    key: str = ""


@workspace
class Known:
    """What is expected on a slide, from the ledger and the spec: kinds by element key."""

    kinds: dict[str, str] = fresh(dict)
    placeholders: dict[str, str] = fresh(dict)  # key -> name in the spec
    base: Mapping[str, ElementBase] = fresh(dict)


def known_slides(spec: DeckSpec, ledger: Ledger | None) -> dict[str, Known]:
    """Every slide that can be ours."""
    found: dict[str, Known] = {}
    for slide in spec.slides:
        known = found[slide.key] = Known()
        for element, _ in flatten(slide):
            known.kinds[element.key] = kind_of(element)
            if isinstance(element, Text) and element.placeholder:
                known.placeholders[element.key] = element.placeholder
    for key, base in (ledger.slides if ledger else {}).items():
        known = found.setdefault(key, Known())
        known.base = base.elements
        for name in base.elements:
            known.kinds.setdefault(name, "")
    return found


def shapes(tree: Node, groups: tuple[Node, ...] = ()) -> Iterator[Found]:
    """Every shape below a shape tree or group, groups before their children."""
    for node in tree:
        kind = SHAPES.get(node.tag)
        if node.tag == _ALTERNATIVES:  # shapes of newer programs, of which older ones show a picture
            yield Found(node, "other", 0, "", groups)
            yield from shapes(node[0], groups)
        if kind is None or not len(node) or not len(node[0]):
            continue
        properties = node[0][0]  # the first child of nvSpPr, nvGrpSpPr, ... is cNvPr
        if kind == "frame":
            kind = _frame_kind(node)
        yield Found(node, kind, whole(properties.get("id")), properties.get("name", ""), groups)
        if kind == "group":
            yield from shapes(node, (node, *groups))


def _frame_kind(node: Node) -> str:
    data = node.find(f"{ANS}graphic/{ANS}graphicData")
    uri = "" if data is None else data.get("uri", "")
    return {CHART_URI: "chart", TABLE_URI: "table"}.get(uri, "frame")


def tag_key(package: Package, part: str, holder: Node | None) -> str:
    """The key in the tags part that a `p:nvPr` or `p:cSld` leads to, "" where there is none."""
    tags = holder.find(f"{PNS}custDataLst/{PNS}tags") if holder is not None else None
    rel = package.rel(part, tags.get(f"{{{R}}}id", "")) if tags is not None else None
    if rel is None or rel.target not in package:
        return ""
    for row in parse(package.read(rel.target), rel.target):
        if row.get("name", "").upper() == KEY_TAG:
            return decoded(row.get("val", "")) or ""
    return ""


def bind(
    package: Package, part: str, found: list[Found], known: Known, *, is_adopted: bool = False
) -> tuple[dict[str, Found], tuple[str, ...]]:
    """Our shapes of a slide by key, and the keys of which a person made copies.

    In a deck that `is_adopted` nothing is known but what we would write: there words and places count too.
    """
    claims: dict[str, list[Found]] = {}
    for shape in found:
        key = shape.name.removeprefix(NAME_PREFIX) if shape.name.startswith(NAME_PREFIX) else ""
        if key not in known.kinds and len(shape.node[0]) > 2:
            key = tag_key(package, part, shape.node[0][2]) or key
        if key in known.kinds:
            claims.setdefault(key, []).append(shape)
    bound = {key: _best(rivals, known.base.get(key), known.kinds[key]) for key, rivals in claims.items()}
    copies = tuple(key for key, rivals in claims.items() if len(rivals) > 1)
    claimed = {id(shape) for rivals in claims.values() for shape in rivals}
    free = [shape for shape in found if id(shape) not in claimed]
    _bind_by_id(bound, free, known)
    _bind_placeholders(bound, free, known)
    if is_adopted:
        _bind_by_likeness(bound, free, known)
    for key, shape in bound.items():
        shape.key = key
    return bound, copies


def _best(rivals: list[Found], base: ElementBase | None, kind: str) -> Found:
    """Of several shapes with one key the one with the recorded id, then the right kind, then the first."""
    shape_id = base.shape_id if base else 0
    return min(rivals, key=lambda shape: (shape.shape_id != shape_id, kind not in ("", shape.kind)))


def _bind_by_id(bound: dict[str, Found], free: list[Found], known: Known) -> None:
    """Shapes that a person renamed and that lost their tags still have their id and kind."""
    by_id = {shape.shape_id: shape for shape in free if not shape.name.startswith("PlaceHolder ")}
    for key, base in known.base.items():
        shape = by_id.get(base.shape_id) if key not in bound else None
        if shape is not None and shape.kind == known.kinds[key] and _is_alike(shape, base):
            bound[key] = shape
            free.remove(shape)


def _is_alike(shape: Found, base: ElementBase) -> bool:
    """Whether a shape has the text or the box that we wrote: an id alone may have been given anew."""
    if shape.kind in ("chart", "table"):
        return True
    text = text_of(shape.node.find(f"{PNS}txBody"))[0]
    return bool(text) and fingerprint(text) == base.marks.get("text")


def _bind_by_likeness(bound: dict[str, Found], free: list[Found], known: Known) -> None:
    """Shapes without any mark: by their words, then by their place, and the only table or chart there is."""
    taken = {id(shape) for shape in bound.values()}
    left = [
        shape
        for shape in free
        if id(shape) not in taken
        and shape.kind in ("shape", "table", "chart")
        and not shape.name.startswith(NAME_PREFIX)
    ]
    for test in (_has_its_words, _stands_in_its_place, _is_of_its_kind):
        for key, base in known.base.items():
            if key in bound:
                continue
            alike = [s for s in left if s.kind == known.kinds[key] and test(s, base)]
            if len(alike) == 1:
                bound[key] = alike[0]
                left.remove(alike[0])


def _has_its_words(shape: Found, base: ElementBase) -> bool:
    text = text_of(shape.node.find(f"{PNS}txBody"))[0] if shape.kind == "shape" else ""
    return bool(text) and fingerprint(text) == base.marks.get("text")


def _stands_in_its_place(shape: Found, base: ElementBase) -> bool:
    transform = shape.node.find(f"{PNS}xfrm")
    if transform is None:
        transform = shape.node.find(f"{PNS}spPr/{ANS}xfrm")
    box, ours = box_of(transform), base.marks.get("box", base.marks.get("place"))
    return box is not None and isinstance(ours, tuple) and is_near(box[: len(ours)], ours)


def _is_of_its_kind(shape: Found, base: ElementBase) -> bool:
    return shape.kind in ("table", "chart")


def _bind_placeholders(bound: dict[str, Found], free: list[Found], known: Known) -> None:
    """Placeholders whose names a program replaced: by type, then by text, then by order."""
    missing = {key: name for key, name in known.placeholders.items() if key not in bound}
    for kind in ("title", "body"):
        keys = [key for key, name in missing.items() if (name == "title") == (kind == "title")]
        spots = [shape for shape in free if _placeholder_type(shape.node) == kind and not shape.groups]
        for key in list(keys):
            base = known.base.get(key)
            texts = [
                s
                for s in spots
                if base and fingerprint(text_of(s.node.find(f"{PNS}txBody"))[0]) == base.marks.get("text")
            ]
            if texts:
                bound[key] = texts[0]
                spots.remove(texts[0])
                keys.remove(key)
        if len(keys) == len(spots):
            bound.update(zip(keys, spots, strict=True))


def _placeholder_type(node: Node) -> str:
    """`title` or `body` for the placeholders that we fill, "" for any other shape."""
    mark = node.find(f"{PNS}nvSpPr/{PNS}nvPr/{PNS}ph")
    if mark is None:
        return ""
    kind = mark.get("type", "obj")
    return {"title": "title", "ctrTitle": "title", "body": "body", "subTitle": "body", "obj": "body"}.get(
        kind, ""
    )


def owners_of(known: Mapping[str, Known]) -> dict[str, list[str]]:
    """For each element key the slides of ours that have it."""
    owners: dict[str, list[str]] = {}
    for slide, expected in known.items():
        for key in expected.kinds:
            owners.setdefault(key, []).append(slide)
    return owners


def slide_votes(found: Iterable[Found], owners: Mapping[str, list[str]]) -> list[tuple[str, int]]:
    """The slides of ours that shapes' names speak for, and how many do; most first."""
    names = [shape.name.removeprefix(NAME_PREFIX) for shape in found if shape.name.startswith(NAME_PREFIX)]
    return Counter(slide for name in names for slide in owners.get(name, ())).most_common()


def by_texts(found: Iterable[Found], known: Mapping[str, Known]) -> str:
    """The slide of ours that most of the texts speak for, "" where there is none."""
    texts = {
        fingerprint(text_of(shape.node.find(f"{PNS}txBody"))[0]) for shape in found if shape.kind == "shape"
    }
    votes = {
        slide: sum(expected.base[key].marks.get("text") in texts for key in _telling(expected))
        for slide, expected in known.items()
    }
    best = max(votes, key=votes.__getitem__, default="")
    return best if best and votes[best] else ""


def _telling(expected: Known) -> list[str]:
    """The elements whose words tell a slide from others: the placeholders, or all texts where it has none."""
    found = [key for key in expected.placeholders if key in expected.base]
    return found or [key for key, base in expected.base.items() if base.marks.get("text")]
