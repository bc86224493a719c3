"""Sections stay complete when slides come and go."""

from __future__ import annotations

from kamdeck.pptxio.package import Package
from tests.refreshing import built, opened, refreshed
from tests.specs import FIRST, SECOND, Figures, deck

OLD, NEW = deck(Figures(FIRST)), deck(Figures(SECOND))
FEW = deck(Figures(FIRST), slides="cover table cloud")

SECTIONS = (
    '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
    '<p14:section name="First" id="{6B616D64-0000-4000-8000-000000000001}"><p14:sldIdLst>%s</p14:sldIdLst>'
    '</p14:section><p14:section name="Rest" id="{6B616D64-0000-4000-8000-000000000002}"><p14:sldIdLst>%s'
    "</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst></p:presentation>"
)


def sectioned(data: bytes) -> bytes:
    """The deck with its first slide in one section and the others in another."""
    package = Package.open(data)
    items = [f'<p14:sldId id="{slide.slide_id}"/>' for slide in opened(data).slides]
    text = package.read("ppt/presentation.xml").decode()
    assert "<p:extLst>" not in text
    sections = SECTIONS % (items[0], "".join(items[1:]))
    package.write("ppt/presentation.xml", text.replace("</p:presentation>", sections).encode())
    return package.save_bytes()


def listed(data: bytes) -> list[list[int]]:
    """The slide ids of each section."""
    root = opened(data).part._element
    return [[int(s.get("id", "0")) for s in section.iter("{*}sldId")] for section in root.iter("{*}section")]


def test_a_new_slide_joins_the_section_of_its_neighbour(sound) -> None:  # type: ignore[no-untyped-def]
    data, _ = refreshed(sectioned(built(FEW)), NEW)
    sound(data)
    ids = [slide.slide_id for slide in opened(data).slides]
    assert listed(data) == [ids[:2], ids[2:]]  # bars stands behind the cover


def test_a_vanished_slide_leaves_its_section(sound) -> None:  # type: ignore[no-untyped-def]
    data, _ = refreshed(sectioned(built(OLD)), FEW)
    sound(data)
    ids = [slide.slide_id for slide in opened(data).slides]
    assert listed(data) == [ids[:1], ids[1:]]
    app = Package.open(data).read("docProps/app.xml")
    assert b"<Slides>3</Slides>" in app
