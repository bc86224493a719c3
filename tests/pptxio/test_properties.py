"""What a deck's file says of itself: nothing of a template's, and nothing of slides that are gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from kamdeck.pptxio.adapt import adapted
from kamdeck.pptxio.package import OFFICE_REL, Package
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.pptxio.template import open_template
from tests.refreshing import built, built_on, refreshed
from tests.specs import FIRST, Figures, deck

SPEC = deck(Figures(FIRST))
FEW = deck(Figures(FIRST), slides="cover table cloud")
SECRET = "Fabrikam secret pitch"
FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
PROPS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
LABEL = "MSIP_Label_0b1c0f6e-0000-4000-8000-000000000001_"
LABEL_REL = "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels"
THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
MAIN = "ppt/presentation.xml"


def custom(**values: str) -> bytes:
    """Custom properties of a file."""
    rows = "".join(
        f'<property fmtid="{FMTID}" pid="{pid}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(values.items(), 2)
    )
    return f'<Properties xmlns="{PROPS}" xmlns:vt="{VT}">{rows}</Properties>'.encode()


def template(**values: str) -> Package:
    """A company's template that says what it should not, wherever Office lets it."""
    _, package = shipped_master()
    package.write("docProps/custom.xml", custom(**values), CUSTOM)
    package.add_rel("", "custom-properties", "docProps/custom.xml")
    for part, words in (
        ("docProps/core.xml", f"<cp:keywords>{SECRET}</cp:keywords>"),
        ("docProps/app.xml", f"<Company>{SECRET}</Company><Manager>{SECRET}</Manager>"),
    ):
        head, end = package.read(part).decode().rsplit("</", 1)
        package.write(part, f"{head}{words}</{end}".encode())
    layout = next(name for name in package.names if name.startswith("ppt/slideLayouts/slideLayout"))
    for owner, part in ((MAIN, "customXml/item7.xml"), (layout, "customXml/item8.xml")):
        package.write(part, f"<pitch>{SECRET}</pitch>".encode(), "application/xml")
        rel_id = package.add_rel(owner, "customXml", part)
        if owner == layout:
            lists = f'<p:custDataLst><p:custData r:id="{rel_id}"/></p:custDataLst></p:cSld>'
            package.write(layout, package.read(layout).decode().replace("</p:cSld>", lists, 1).encode())
    for part, kind in (
        ("ppt/changesInfos/changesInfo1.xml", "changesInfo"),
        ("ppt/printerSettings/printerSettings1.xml", "printerSettings"),
    ):
        package.write(part, f"<who>{SECRET}</who>".encode(), "application/xml")
        package.add_rel(MAIN, kind, part)
    package.write("docProps/thumbnail.xml", SECRET.encode(), "application/xml")
    package.add_rel("", THUMBNAIL, "docProps/thumbnail.xml")
    return package


def found_in(data: bytes) -> list[str]:
    package = Package.open(data)
    return [name for name in package.members if SECRET.encode() in package.read(name)]


def deck_on(package: Package) -> bytes:
    master, cleared = open_template(package.save_bytes())
    return built_on(master, cleared, adapted(SPEC, master)).save_bytes()


def test_a_deck_says_nothing_of_its_templates(sound: Callable[[bytes], None]) -> None:
    made = template(Client=SECRET, **{f"{LABEL}Name": "Internal", f"{LABEL}Owner": SECRET})
    assert len(found_in(made.save_bytes())) == 8
    data = deck_on(made)
    sound(data)
    assert found_in(data) == []
    properties = etree.fromstring(Package.open(data).read("docProps/custom.xml"))
    assert [entry.get("name") for entry in properties] == [f"{LABEL}Name"], "the label stays"


def test_without_a_label_the_custom_properties_go_as_a_whole(sound: Callable[[bytes], None]) -> None:
    data = deck_on(template(Client=SECRET))
    sound(data)
    assert "docProps/custom.xml" not in Package.open(data)


def test_the_labels_own_part_stays() -> None:
    made = template(Client=SECRET)
    made.write("docMetadata/LabelInfo.xml", b"<clbl:labelList xmlns:clbl='urn:x'/>", "application/xml")
    made.add_rel("", LABEL_REL, "docMetadata/LabelInfo.xml")
    package = Package.open(deck_on(made))
    assert "docMetadata/LabelInfo.xml" in package
    assert package.related("", "classificationlabels") == "docMetadata/LabelInfo.xml"


# ------------------------------------------------------------------ after a refresh


def saved(data: bytes, prefix: str = "") -> bytes:
    """A deck as PowerPoint saves it: with lists of titles and links, and a picture of its first slide."""
    package = Package.open(data)
    p = prefix
    lists = "".join(
        f"<{p}{name}><vt:vector><vt:lpstr>{text}</vt:lpstr></vt:vector></{p}{name}>"
        for name, text in (("HeadingPairs", "Folientitel"), ("TitlesOfParts", SECRET), ("HLinks", SECRET))
    )
    spaces = f'xmlns{":" + p[:-1] if p else ""}="{OFFICE_REL[:-14]}extended-properties" xmlns:vt="{VT}"'
    package.write(
        "docProps/app.xml",
        f"<{p}Properties {spaces}><{p}Slides>9</{p}Slides>{lists}</{p}Properties>".encode(),
    )
    package.write("docProps/thumbnail.jpeg", b"picture", "image/jpeg")
    package.add_rel("", THUMBNAIL, "docProps/thumbnail.jpeg")
    return package.save_bytes()


@pytest.mark.parametrize("prefix", ["", "ap:"])
def test_titles_of_slides_that_a_refresh_removed_leave_the_properties(prefix: str) -> None:
    data, _ = refreshed(saved(built(SPEC), prefix), FEW)
    package = Package.open(data)
    app = etree.fromstring(package.read("docProps/app.xml"))
    assert [(etree.QName(node).localname, node.text) for node in app] == [("Slides", "3")]
    assert found_in(data) == []


def test_titles_that_a_refresh_rewords_leave_them_too() -> None:
    data, made = refreshed(saved(built(SPEC)), deck(Figures(FIRST | {"Dune": (1.0, 0.9)})))
    assert made.edits
    assert found_in(data) == []


def test_an_untouched_deck_keeps_them() -> None:
    before = saved(built(SPEC))
    data, made = refreshed(before, SPEC)
    assert made.edits == ()
    assert Package.open(data).read("docProps/app.xml") == Package.open(before).read("docProps/app.xml")


def test_the_picture_of_the_first_slide_goes_when_that_slide_changes() -> None:
    words = deck(Figures(FIRST))
    other = deck(Figures(FIRST), slides="table cloud")
    assert "docProps/thumbnail.jpeg" in Package.open(refreshed(saved(built(words)), FEW)[0])
    assert "docProps/thumbnail.jpeg" not in Package.open(refreshed(saved(built(words)), other)[0])
