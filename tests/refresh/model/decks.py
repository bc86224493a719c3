"""Decks to begin with, and what programs make of an edited deck when they save it."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

from lxml import etree

import kamdeck
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.tables import distinct, row_id
from tests.raw_deck import A16, NS, Node, RawDeck, a, id_of, local, name_of, p, words_of, xml
from tests.refresh.model.books import ROOT

Moved = Mapping[str, Mapping[str, str]]  # slide id -> old shape id -> new shape id

BASES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("health_cloud.xlsx", ()),
    ("health_cloud.xlsx", ()),
    ("health_cloud_fr.xlsx", ()),
    ("health_cloud.xlsx", (("pack", "review"),)),
    ("small.xlsx", ()),
    ("health_cloud.xlsx", (("account", "Mount Sinai"),)),
    ("health_cloud.xlsx", (("edition", "executive"),)),
    ("health_cloud_fr.xlsx", (("edition", "customer"), ("account", "Mount Sinai"))),
)


@cache
def built(base: int) -> bytes:
    """The deck that kamdeck builds of a sample."""
    source, options = BASES[base]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.pptx"
        kamdeck.build(ROOT / "sample_workbooks" / source, path, **dict(options))  # type: ignore[arg-type]
        return path.read_bytes()


@cache
def keys_of(base: int) -> Mapping[str, Mapping[str, object]]:
    """What kamdeck noted of each element of a built deck: the keys of rows and points among it."""
    _, ledger = read_manifest(Package.open(built(base)))
    assert ledger is not None
    return {key: element.marks for slide in ledger.slides.values() for key, element in slide.elements.items()}


def row_keys(base: int, element: str) -> dict[str, str]:
    """The keys of a table's rows by the ids that they bear."""
    rows = [str(key) for key in _listed(base, element, "rows")]
    return {str(mark): key for mark, key in zip(distinct([row_id(key) for key in rows]), rows, strict=True)}


def point_keys(base: int, element: str) -> list[str]:
    """The keys of a chart's points in their order."""
    return [str(key) for key in _listed(base, element, "order")]


def _listed(base: int, element: str, name: str) -> Sequence[object]:
    found = keys_of(base).get(element, {}).get(name, ())
    return found if isinstance(found, tuple) else ()


@dataclass(frozen=True)
class Saved:
    """A deck as a program saved it, and the ids of shapes that it gave anew."""

    data: bytes
    moved: Moved
    slides: Mapping[str, str]


def _slides(deck: RawDeck) -> list[tuple[str, Node]]:
    return [(number, deck.tree(part)) for number, part in deck.slides()]


def plain(deck: RawDeck) -> Moved:
    """As PowerPoint leaves it."""
    return {}


def renumbered(deck: RawDeck) -> Moved:
    """All slides, charts, notes, tags and sheets under other names, and all relation ids new."""
    pattern = re.compile(
        r"(ppt/(?:slides/slide|charts/chart|notesSlides/notesSlide|tags/tag|embeddings/\D*))(\d+)(\.\w+)"
    )
    deck = _written(deck)
    names: dict[str, str] = {}
    for part in deck.parts:
        found = pattern.fullmatch(part)
        names[part] = f"{found[1]}{int(found[2]) + 700}{found[3]}" if found else part
    parts = {}
    for part, data in deck.parts.items():
        if part.endswith(".rels"):
            continue
        if deck.rels_of(part) in deck.parts:
            data = re.sub(rb'(\br:\w+=")rId(\d+)"', rb'\g<1>rId9\g<2>"', data)
            rels = deck.tree(deck.rels_of(part))
            for rid, _, target, rel in deck.rels(part):
                rel.set("Id", rid.replace("rId", "rId9") if rid.startswith("rId") else rid)
                if rel.get("TargetMode") != "External":
                    rel.set("Target", "/" + names.get(target, target))
            parts[deck.rels_of(names[part])] = etree.tostring(
                rels, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        parts[names[part]] = data
    parts["_rels/.rels"] = deck.parts["_rels/.rels"]
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = re.sub(
        r'PartName="/([^"]+)"', lambda found: f'PartName="/{names.get(found[1], found[1])}"', types
    ).encode()
    deck.parts, deck.trees = parts, {}
    return {}


def _written(deck: RawDeck) -> RawDeck:
    """The deck with its trees put back into its parts."""
    deck.parts, deck.trees = RawDeck(deck.save()).parts, {}
    return deck


def ids_new(deck: RawDeck) -> Moved:
    """Every shape has another id, as after a paste into another file."""
    moved: dict[str, dict[str, str]] = {}
    for number, root in _slides(deck):
        ours = moved.setdefault(number, {})
        for node in root.iter(p + "cNvPr"):
            if node.get("id") != "1":
                ours[node.get("id")] = str(int(node.get("id")) + 5000)
                node.set("id", ours[node.get("id")])
        for node in root.iter():
            for name in ("spid",) if node.tag not in (a + "stCxn", a + "endCxn") else ("id",):
                if node.get(name) in ours:
                    node.set(name, ours[node.get(name)])
    return moved


def untagged(deck: RawDeck) -> Moved:
    """All tags gone."""
    for _, part in deck.slides():
        for node in list(deck.tree(part).iter(p + "custDataLst")):
            node.getparent().remove(node)
        for _, kind, target, rel in list(deck.rels(part)):
            if kind == "tags":
                rel.getparent().remove(rel)
                deck.drop(target)
    return {}


def unnamed(deck: RawDeck) -> Moved:
    """The names of slides gone."""
    for _, root in _slides(deck):
        root.find("p:cSld", NS).attrib.pop("name", None)
    return {}


def without_row_ids(deck: RawDeck) -> Moved:
    """The ids of rows and columns of tables gone, as Google Slides leaves them."""
    for _, root in _slides(deck):
        for node in list(root.iter(A16 + "rowId", A16 + "colId")):
            holder = node.getparent().getparent()
            holder.getparent().remove(holder)
    return {}


def turned(deck: RawDeck) -> Moved:
    """The attributes of everything in another order."""
    for _, part in deck.slides():
        for node in deck.tree(part).iter("*"):
            pairs = list(node.attrib.items())
            node.attrib.clear()
            node.attrib.update(pairs[::-1])
    return {}


def rewritten(deck: RawDeck) -> Moved:
    """What PowerPoint adds of its own: marks of spelling, runs split and joined, ids of creation, ends of
    paragraphs."""
    for _, root in _slides(deck):
        for run in list(root.iter(a + "r")):
            look, text = run.find(a + "rPr"), run.find(a + "t")
            if look is not None:
                look.set("dirty", "0")
            if text.text and len(text.text) > 6 and _is_picked(text.text, 3):
                _split(run, len(text.text) // 2)
        for para in root.iter(a + "p"):
            if para.find(a + "endParaRPr") is None and para.find(a + "r") is not None:
                para.append(xml('<a:endParaRPr lang="en-US" dirty="0"/>'))
        for properties in root.iter(p + "cNvPr"):
            if properties.get("id") != "1" and properties.find(a + "extLst") is None:
                properties.append(_creation(int(properties.get("id"))))
        _join(root)
    return {}


def _is_picked(text: str, of: int) -> bool:
    """Whether some words are of those that a program treats so: the same words always are."""
    return crc32(text.encode()) % of == 0


def _creation(number: int) -> Node:
    return xml(
        '<a:extLst><a:ext uri="{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}"><a16:creationId '
        'xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main" '
        f'id="{{00000000-0001-4000-8000-{number:012X}}}"/></a:ext></a:extLst>'
    )


def _split(run: Node, at: int) -> None:
    rest = deepcopy(run)
    whole = run.find(a + "t").text
    run.find(a + "t").text, rest.find(a + "t").text = whole[:at], whole[at:]
    if rest.find(a + "rPr") is not None:
        rest.find(a + "rPr").set("err", "1")
    run.addnext(rest)


def _join(root: Node) -> None:
    """Of runs that look the same, one in five pairs is joined, as after a word was typed again."""
    for run in list(root.iter(a + "r")):
        after = run.getnext()
        if not _is_picked(run.findtext(a + "t") or "", 5) or after is None or after.tag != a + "r":
            continue
        looks = [
            dict(each.find(a + "rPr").attrib) if each.find(a + "rPr") is not None else {}
            for each in (run, after)
        ]
        children = [
            len(each.find(a + "rPr")) if each.find(a + "rPr") is not None else 0 for each in (run, after)
        ]
        for look in looks:
            look.pop("err", None)
        if looks[0] == looks[1] and children == [0, 0]:
            run.find(a + "t").text += after.find(a + "t").text or ""
            after.getparent().remove(after)


def libreoffice(data: bytes) -> bytes:
    """The deck as LibreOffice saves it."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "deck.pptx", Path(folder) / "out"
        path.write_bytes(data)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/home", "--headless", "--convert-to", "pptx",
             "--outdir", out, path],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return (out / "deck.pptx").read_bytes()


VARIANTS: dict[str, Callable[[RawDeck], Moved] | None] = {
    "plain": plain, "renumbered": renumbered, "ids_new": ids_new, "untagged": untagged, "unnamed": unnamed,
    "without_row_ids": without_row_ids, "turned": turned, "rewritten": rewritten, "libreoffice": None,
}  # fmt: skip


def saved(data: bytes, variant: str) -> Saved:
    """The deck as a program saves it."""
    change = VARIANTS[variant]
    if change is None:
        written = libreoffice(data)
        old, new = RawDeck(data), RawDeck(written)
        ids = [[number for number, _ in side.slides()] for side in (old, new)]
        slides = dict(zip(*ids, strict=True))  # LibreOffice numbers them anew and keeps their order
        return Saved(written, found_again(old, new, slides), slides)
    deck = RawDeck(data)
    moved = change(deck)
    return Saved(deck.save(), moved, {})


def found_again(old: RawDeck, new: RawDeck, slides: Mapping[str, str]) -> Moved:
    """The new ids of shapes, by their names where these are single, else by their words."""
    moved: dict[str, dict[str, str]] = {}
    for number, part in old.slides():
        to = new.part_of(slides[number])
        ours = moved.setdefault(number, {})
        sides = [d.shapes(q) if q is not None else [] for d, q in ((old, part), (new, to))]
        for shape in sides[0]:
            marks: tuple[Callable[[Node], str], ...] = (
                name_of,
                lambda node: f"{local(node)} {words_of(node)}",
            )
            ours[id_of(shape)] = "gone"
            for mark in marks:
                same = [[s for s in side if mark(s) == mark(shape)] for side in sides]
                if len(same[0]) == len(same[1]) == 1:
                    ours[id_of(shape)] = id_of(same[1][0])
                    break
    return moved
