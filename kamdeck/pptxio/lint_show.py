"""Faults of the presentation part: lists of slides, masters and layouts, sections, custom shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kamdeck.pptxio.lint_parts import Fault, Parts
from kamdeck.pptxio.markup import P, R
from kamdeck.pptxio.xml import Node
from kamdeck.text import told

P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_NS = {"p": P, "p14": P14, "r": R}
_REL_ID = f"{{{R}}}id"


def show_faults(parts: Parts, name: str, root: Node) -> list[Fault]:
    """The faults of the presentation part `name`."""
    return [Fault("show", name, text) for rule in _RULES for text in rule(parts, name, root)]


def _slides(parts: Parts, name: str, root: Node) -> Iterator[str]:
    rows = root.findall("p:sldIdLst/p:sldId", _NS)
    ids = [row.get("id") or "" for row in rows]
    yield from (told("fault.slide_ids", n=count, id=i) for i, count in Counter(ids).items() if count > 1)
    for i in ids:
        if not (i.isdecimal() and 256 <= int(i) < 2_147_483_648):
            yield told("fault.slide_id", id=i)
    rels = parts.rels(name)
    listed = set()
    for row in rows:
        rel = rels.get(row.get(_REL_ID) or "")
        if rel is None or rel.kind != "slide":
            yield told("fault.no_slide", slide=row.get("id"))
        elif rel.target in listed:
            yield told("fault.listed_twice", part=rel.target)
        else:
            listed.add(rel.target)
    for rel in rels.values():
        if rel.kind == "slide" and rel.target not in listed:
            yield told("fault.unlisted", part=rel.target)


def _masters(parts: Parts, name: str, root: Node) -> Iterator[str]:
    """Ids of masters and layouts must differ from one another all over the deck."""
    rows = root.findall("p:sldMasterIdLst/p:sldMasterId", _NS)
    if not rows:
        yield told("fault.no_master")
    for master in parts.names:
        if parts.kind(master) == "slideMaster":
            rows = rows + parts.layout_ids(master)
    ids = Counter(row.get("id") for row in rows if row.get("id"))
    yield from (told("fault.master_ids", n=count, id=i) for i, count in ids.items() if count > 1)
    for path, kind in (
        ("p:sldMasterIdLst/p:sldMasterId", "slideMaster"),
        ("p:notesMasterIdLst/p:notesMasterId", "notesMaster"),
        ("p:handoutMasterIdLst/p:handoutMasterId", "handoutMaster"),
    ):
        for row in root.findall(path, _NS):
            rel = parts.rels(name).get(row.get(_REL_ID) or "")
            if rel is None or rel.kind != kind:
                yield told("fault.leads_to_no", part=row.get(_REL_ID), kind=kind)


def _sections(_: Parts, __: str, root: Node) -> Iterator[str]:
    """Every slide stands in exactly one section, where there are sections."""
    slides = {row.get("id") for row in root.findall("p:sldIdLst/p:sldId", _NS)}
    placed = Counter(row.get("id") for row in root.iter(f"{{{P14}}}sldId"))
    yield from (told("fault.section_absent", slide=i) for i in placed if i not in slides)
    yield from (told("fault.in_sections", slide=i, n=n) for i, n in placed.items() if n > 1)
    if placed:
        yield from (told("fault.in_no_section", slide=i) for i in sorted(slides - placed.keys(), key=str))


def _shows(parts: Parts, name: str, root: Node) -> Iterator[str]:
    for row in root.findall("p:custShowLst/p:custShow/p:sldLst/p:sld", _NS):
        rel = parts.rels(name).get(row.get(_REL_ID) or "")
        if rel is None or rel.kind != "slide":
            yield told("fault.show", show=row.get(_REL_ID))


def _notes(parts: Parts, _: str, root: Node) -> Iterator[str]:
    """Notes need a notes master that the presentation names, and each page belongs to its own slide."""
    pages = [n for n in parts.names if parts.kind(n) == "notesSlide"]
    if pages and root.find("p:notesMasterIdLst", _NS) is None:
        yield told("fault.notes_master")
    for page in pages:
        slides = [rel.target for rel in parts.rels(page).values() if rel.kind == "slide"]
        for slide in slides:
            back = [rel.target for rel in parts.rels(slide).values() if rel.kind == "notesSlide"]
            if back != [page]:
                yield told("fault.notes_of", notes=page, slide=slide, own=", ".join(back) or "none")


_RULES = (_slides, _masters, _sections, _shows, _notes)
