"""The properties of a deck's file."""

from __future__ import annotations

from kamdeck.deck.spec import DeckSpec
from kamdeck.pptxio.markup import HEAD, escape
from kamdeck.pptxio.package import Package

_CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"


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
