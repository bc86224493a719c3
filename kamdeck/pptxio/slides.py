"""Slides and their speaker notes as parts of a package."""

from __future__ import annotations

from zlib import crc32

from kamdeck.deck.spec import SlideSpec, Text
from kamdeck.pptxio.draft import Draft
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.markup import HEAD, SLIDE_NAMESPACES, escape, quote
from kamdeck.pptxio.master import Layout
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.shapes import element_xml, placeholder_mark
from kamdeck.pptxio.tags import tagged

SLIDE_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml"
SLIDE_PATTERN = "ppt/slides/slide{}.xml"
NOTES_PATTERN = "ppt/notesSlides/notesSlide{}.xml"
NUMBER = "number"  # the placeholder that is written on every slide whose layout has it
UNNUMBERED = ("cover",)

_FIRST_SLIDE_ID = 256
_SLIDE_IDS = 2_000_000_000
_TREE_HEAD = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_TREE_TAIL = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"


def slide_id(key: str, taken: set[int]) -> int:
    """The `p:sldId` of a slide's key, kept clear of those taken and added to them; at least 256."""
    number = _FIRST_SLIDE_ID + crc32(key.encode("utf-8", "surrogatepass")) % _SLIDE_IDS
    while number in taken:
        number += 1
    taken.add(number)
    return number


def add_slide(
    package: Package,
    slide: SlideSpec,
    layout: Layout,
    *,
    number: int,
    ink: Ink,
    notes_master: str | None = None,
    edition: str = "",
) -> tuple[str, Draft]:
    """Writes a slide with its charts, tags and notes into a package; its part name and its draft.

    The slide is not yet in the presentation's list. `number` is what the slide number shows until the
    program counts itself. Without a notes master the notes are left out.

    Raises: DeckError where the spec contradicts itself or names what is not there.
    """
    part = package.free_name(SLIDE_PATTERN)
    package.write(part, b"", SLIDE_TYPE)  # known before its relations are
    package.add_rel(part, "slideLayout", layout.part)
    draft = Draft(package, part, layout.places, ink)
    draft.admit(slide.elements)
    package.write(part, slide_xml(slide, draft, number, edition, is_bare=layout.is_bare).encode())
    if slide.notes and notes_master:
        add_notes(package, part, slide.notes, notes_master, ink.lang)
    return part, draft


def slide_xml(
    slide: SlideSpec, draft: Draft, number: int, edition: str = "", *, is_bare: bool = False
) -> str:
    """`p:sld`: the elements in their order, the slide number, and the tags that name the slide and the
    `edition` it was made for. One that `is_bare` hides what layout and master draw."""
    body = "".join([element_xml(element, draft) for element in slide.elements])
    own = any(isinstance(e, Text) and e.placeholder == NUMBER for e in slide.elements)
    if NUMBER in draft.places and slide.layout not in UNNUMBERED and not own:
        body += number_xml(draft, number)
    tags = tagged(draft.package, draft.part, slide.key, edition)
    shows = ' showMasterSp="0"' if is_bare else ""
    return (
        f'{HEAD}<p:sld {SLIDE_NAMESPACES}{shows}><p:cSld name="{quote(slide.key)}">'
        f"<p:spTree>{_TREE_HEAD}{body}</p:spTree>{tags}</p:cSld>{_TREE_TAIL}</p:sld>"
    )


def number_xml(draft: Draft, number: int) -> str:
    """The slide number's placeholder: the layout's own, so it has no key and belongs to nobody."""
    draft.last_id += 1
    mark, lang = placeholder_mark(draft.places[NUMBER]), draft.ink.lang
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{draft.last_id}" name="Slide Number Placeholder {draft.last_id}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{mark}</p:nvPr>'
        "</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>"
        f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr lang="{lang}"/>'
        f'<a:t>{number}</a:t></a:fld><a:endParaRPr lang="{lang}"/></a:p></p:txBody></p:sp>'
    )


# ------------------------------------------------------------------ notes


def add_notes(package: Package, slide_part: str, notes: str, notes_master: str, lang: str) -> str:
    """Writes the notes page of a slide and relates both ways; its part name."""
    part = package.free_name(NOTES_PATTERN)
    package.write(part, notes_xml(notes, lang).encode(), NOTES_TYPE)
    package.add_rel(part, "notesMaster", notes_master)
    package.add_rel(part, "slide", slide_part)
    package.add_rel(slide_part, "notesSlide", part)
    return part


def notes_xml(notes: str, lang: str) -> str:
    """`p:notes`: the slide's picture, and the notes line by line."""
    return (
        f"{HEAD}<p:notes {SLIDE_NAMESPACES}><p:cSld><p:spTree>{_TREE_HEAD}"
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image Placeholder 1"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/>'
        "</p:nvPr></p:nvSpPr><p:spPr/></p:sp>"
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes Placeholder 2"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{notes_paragraphs(notes, lang)}</p:txBody></p:sp>"
        f"</p:spTree></p:cSld>{_TREE_TAIL}</p:notes>"
    )


def notes_paragraphs(notes: str, lang: str) -> str:
    """The `a:p` of the notes' body."""
    return "".join(
        [
            f'<a:p><a:r><a:rPr lang="{lang}"/><a:t>{escape(line)}</a:t></a:r></a:p>'
            if line
            else f'<a:p><a:endParaRPr lang="{lang}"/></a:p>'
            for line in notes.split("\n")
        ]
    )
