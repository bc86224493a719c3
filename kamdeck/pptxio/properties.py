"""The properties of a deck's file."""

from __future__ import annotations

import re

from kamdeck.deck.spec import DeckSpec
from kamdeck.pptxio.markup import HEAD, escape
from kamdeck.pptxio.package import Package

_CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_COUNT = re.compile(rb"(<(?:\w+:)?Slides>)\s*\d+\s*(</)")
_LISTS = re.compile(
    rb"<((?:\w+:)?(?:HeadingPairs|TitlesOfParts|HLinks))\b[^>]*?(?:/>|>.*?</\1\s*>)", re.DOTALL
)
_LABELS = ("MSIP_Label_", "ClassificationContentMarking")  # a sensitivity label, and what it prints
_OWNER = "_Owner"  # of a label's properties the one that names a person


def write_properties(package: Package, deck: DeckSpec) -> None:
    """Title, author and date of the file, and what it counts; the date is the spec's, never the clock's."""
    notes = sum(1 for slide in deck.slides if slide.notes)
    for part, kind, rel_type, text in (
        ("docProps/core.xml", _CORE_TYPE, _CORE_REL, _core(deck)),
        ("docProps/app.xml", _APP_TYPE, "extended-properties", _app(len(deck.slides), notes)),
    ):
        found = package.related("", rel_type.rpartition("/")[2])
        if found is None:
            package.add_rel("", rel_type, part)
        package.write(found or part, text.encode(), kind)


def keep_label_alone(package: Package) -> None:
    """Of a template's own properties (a client, a project, a person) its sensitivity label alone stays."""
    part = package.related("", "custom-properties")
    if part is None or part not in package:
        return
    from kamdeck.pptxio.xml import parse, written

    root = parse(package.read(part), part)
    for entry in list(root):
        name = entry.get("name") or ""
        if not name.startswith(_LABELS) or name.endswith(_OWNER):
            root.remove(entry)
    if len(root):
        package.write(part, written(root))
        return
    for rel in package.rels(""):
        if rel.target == part:
            package.drop_rel("", rel.id)
    package.drop(part)


def settle_properties(package: Package, slides: int, *, is_first_same: bool) -> None:
    """Bring up to date what the file says of slides that a refresh has changed: their number is written; the
    lists of their titles and links go, and so does the picture of the first slide, unless that one is the
    same. The next program that saves the deck makes them anew."""
    part = package.related("", "extended-properties")
    if part is not None and part in package:
        data = package.read(part)
        settled = _COUNT.sub(rb"\g<1>%d\g<2>" % slides, _LISTS.sub(b"", data))
        if settled != data:
            package.write(part, settled)
    if is_first_same:
        return
    for rel in package.rels(""):
        if rel.kind == "thumbnail" and not rel.is_external:
            package.drop_rel("", rel.id)
            if rel.target in package:
                package.drop(rel.target)


def _core(deck: DeckSpec) -> str:
    return (
        f"{HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(deck.title)}</dc:title><dc:creator>{escape(deck.author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(deck.author)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{escape(deck.created)}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{escape(deck.created)}</dcterms:modified>'
        f"</cp:coreProperties>"
    )


def _app(slides: int, notes: int) -> str:
    return (
        f"{HEAD}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<TotalTime>0</TotalTime><Application>kamdeck</Application>"
        f"<PresentationFormat>Widescreen</PresentationFormat><Slides>{slides}</Slides><Notes>{notes}</Notes>"
        "<HiddenSlides>0</HiddenSlides><AppVersion>16.0000</AppVersion></Properties>"
    )
