"""The edits of a plan brought about in a package. A build imports no XML library: it only adds slides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kamdeck.deck.changes import Plan
from kamdeck.deck.ledger import TO_COME, ElementBase, Ledger, SlideBase
from kamdeck.deck.spec import Chart, DeckSpec, SlideSpec
from kamdeck.errors import DeckError
from kamdeck.pptxio.books import book_mark
from kamdeck.pptxio.digest import slide_digest
from kamdeck.pptxio.lending import lend_layout
from kamdeck.pptxio.manifest import is_manifest, write_manifest
from kamdeck.pptxio.marks import mark_edition
from kamdeck.pptxio.markup import quote
from kamdeck.pptxio.master import Layout, Master
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.presentation import SlideList
from kamdeck.pptxio.properties import settle_properties, write_properties
from kamdeck.pptxio.slides import add_slide, slide_id
from kamdeck.pptxio.touch import Digests
from kamdeck.pptxio.written import Written
from kamdeck.record import replace
from kamdeck.text import told

if TYPE_CHECKING:
    from kamdeck.pptxio.read import Reading


def apply(
    plan: Plan, package: Package, spec: DeckSpec, master: Master, reading: Reading | None = None
) -> Package:
    """Bring about every edit and write the manifest; the package, changed in place.

    `reading` is what the plan was made from; without one the package is a fresh master to build upon.
    Parts that no edit names stay the bytes they are.

    Raises:
        DeckError: the deck lacks a layout that a new slide needs, or the spec contradicts itself.
    """
    if plan.edits:
        mark_edition(package, spec.edition)
    listed = SlideList(package)
    first = listed.ids[:1]
    done: dict[str, Written] = {}
    if reading is not None:
        from kamdeck.pptxio.refresh import edit_slides

        done = edit_slides(plan, package, spec, master, reading, listed)
        calm = (slide for slide in reading.state.slides.values() if slide.is_calm)
        done |= {slide.key: Written(slide.part, slide.slide_id, {}, {}, {}) for slide in calm}
    slides = {slide.key: slide for slide in spec.slides}
    digests = reading.digests if reading is not None else Digests()
    for edit in plan.edits:
        if edit.op == "add_slide":
            before = done.get(str(edit.value))
            done[edit.slide] = _add(package, slides[edit.slide], spec, master, listed, before, digests)
    listed.save()
    if reading is None:
        write_properties(package, spec)
    elif plan.edits:
        changed = {done[edit.slide].slide_id for edit in plan.edits if edit.slide in done}
        is_same = not first or (listed.ids[:1] == first and not changed.intersection(first))
        settle_properties(package, len(listed.ids), is_first_same=is_same)
    ledger = _completed(plan.ledger, done, package)
    if not plan.edits and reading is not None and reading.ledger is not None:
        ledger = _with_digests(ledger, reading.ledger)
        if is_manifest(spec.manifest, reading.manifest) and _is_all(ledger, reading.ledger):
            return package
    write_manifest(package, spec.manifest, reading.manifest if reading else {}, ledger)
    return package


def _add(
    package: Package,
    slide: SlideSpec,
    spec: DeckSpec,
    master: Master,
    listed: SlideList,
    before: Written | None,
    digests: Digests,
) -> Written:
    """A new slide behind the one that precedes it in our order; without one, behind all that are there."""
    after = before.slide_id if before else (listed.ids[-1] if listed.ids else None)
    place = listed.ids.index(after) + 2 if after is not None else 1
    layout = layout_in(package, master, slide.layout)
    notes_master = package.related(package.main_part, "notesMaster")
    part, draft = add_slide(
        package,
        slide,
        layout,
        number=place,
        ink=master.ink(spec.lang),
        notes_master=notes_master,
        edition=spec.edition,
    )
    number = slide_id(slide.key, set(listed.ids))
    listed.insert(number, part, after)
    charts = [rel.target for rel in package.rels(part) if rel.kind == "chart"]
    keys = [element.key for element in slide.elements if isinstance(element, Chart)]
    books = {key: book_mark(package, chart) for key, chart in zip(keys, charts, strict=True)}
    looks = {key: digests.of(xml) for key, xml in draft.looks.items()}
    return Written(part, number, draft.ids, books, looks, layout.name)


def layout_in(package: Package, master: Master, role: str) -> Layout:
    """The master's layout in a role, where this package has it: a program that saves a deck renames parts.

    Raises:
        DeckError: the deck has no layout of that name any more.
    """
    layout = master.layout(role)
    # A company's master was read from this very package; the shipped one may have been renamed in it.
    if layout.part in package and (not master.is_own or _is_named(package, layout.part, layout.name)):
        return layout
    for part in package.names:
        if part.startswith("ppt/slideLayouts/") and _is_named(package, part, layout.name):
            return replace(layout, part=part)
    if master.is_own and (lent := lend_layout(package, layout)) is not None:
        return lent
    raise DeckError(
        told("refused.no_layout", layout=repr(layout.name)),
        told("refused.no_layout_hint"),
    )


def _is_named(package: Package, part: str, name: str) -> bool:
    start = re.search(rb"<(?:\w+:)?cSld\b[^>]*>", package.read(part))
    return start is not None and f' name="{quote(name)}"'.encode() in start[0]


def _with_digests(ledger: Ledger, old: Ledger) -> Ledger:
    """The ledger with the old checksums: where nothing was written, the manifest stays as it was too."""
    slides = {}
    for key, base in ledger.slides.items():
        was = old.slides.get(key)
        digest, is_pure = (was.digest, was.is_pure) if was else ("", False)
        is_same = (base.digest, base.is_pure) == (digest, is_pure)
        slides[key] = base if is_same else replace(base, digest=digest, is_pure=is_pure)
    return Ledger(slides)


def _is_all(ledger: Ledger, old: Ledger) -> bool:
    """Whether every slide's entry is the old one itself."""
    return list(ledger.slides) == list(old.slides) and all(
        base is old.slides[key] for key, base in ledger.slides.items()
    )


def _completed(ledger: Ledger, done: Mapping[str, Written], package: Package) -> Ledger:
    """The plan's ledger with the ids and checksums that slides, shapes and workbooks have now."""
    slides: dict[str, SlideBase] = {}
    for key, base in ledger.slides.items():
        found = done.get(key)
        if found is None or base.digest not in ("", TO_COME):
            slides[key] = base
            continue
        elements = {}
        for name, element in base.elements.items():
            marks = {**element.marks, "book": found.books[name]} if name in found.books else element.marks
            look = found.digests.get(name, element.digest)
            elements[name] = ElementBase(marks, found.shape_ids.get(name, element.shape_id), look)
        slides[key] = replace(
            base,
            slide_id=found.slide_id,
            elements=elements,
            digest=slide_digest(package, found.part) if base.digest else "",
            layout=found.layout or base.layout,
        )
    return Ledger(slides)
