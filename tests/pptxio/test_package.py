"""The package layer: what is not touched stays byte for byte, and odd files are read or refused in words."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.errors import DeckError
from kamdeck.pptxio.container import Member, packed, unzipped, zipped
from kamdeck.pptxio.package import OFFICE_REL, TYPES_PART, Package, Rel, rels_name
from kamdeck.pptxio.relations import content_types_xml, relations_xml, resolved
from kamdeck.pptxio.shipped import shipped_master
from tests.pptxio.test_lint import corpus

SLIDE_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
TYPES = content_types_xml({"rels": "r", "xml": "application/xml"}, {"ppt/presentation.xml": "main"})
ROOT_RELS = relations_xml([Rel("rId1", OFFICE_REL + "officeDocument", "ppt/presentation.xml")], "")


def deck(*more: tuple[str, bytes], types: bytes = TYPES) -> list[tuple[str, bytes]]:
    """The members of the smallest package, and more."""
    return [(TYPES_PART, types), ("_rels/.rels", ROOT_RELS), ("ppt/presentation.xml", b"<p/>"), *more]


def file(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def raw(data: bytes) -> dict[str, tuple[bytes, int, bytes]]:
    return {m.name: (m.packed, m.date, m.extra) for m in unzipped(data, "deck")}


# ------------------------------------------------------------------ nothing is lost


def test_unchanged_package_keeps_every_member() -> None:
    data = file(*deck(("ppt/media/image1.PNG", b"\x89PNG" * 50)))
    saved = Package.open(data).save_bytes()
    assert raw(saved) == raw(data)
    assert list(contents(saved)) == list(contents(data))


def test_one_changed_part_leaves_the_others() -> None:
    data = file(*deck(("ppt/a.xml", b"<a/>" * 40), ("ppt/b.xml", b"<b/>" * 40)))
    package = Package.open(data)
    package.write("ppt/a.xml", b"<changed/>")
    saved = package.save_bytes()
    before, after = raw(data), raw(saved)
    assert contents(saved)["ppt/a.xml"] == b"<changed/>"
    assert {n for n in before if before[n] != after[n]} == {"ppt/a.xml"}
    assert list(after) == list(before)


def test_decks_of_other_programs_survive_unchanged() -> None:
    checked = 0
    for path in corpus():
        data = path.read_bytes()
        try:
            package = Package.open(data)
        except DeckError:
            continue
        for name in ("", *package.names):
            package.rels(name)
        assert raw(package.save_bytes()) == raw(data), path.name
        checked += 1
    if not checked:
        pytest.skip("no decks of other programs here (KAMDECK_CORPUS)")


def test_same_package_gives_same_bytes() -> None:
    def made() -> bytes:
        _, package = shipped_master()
        for number in range(3):
            name = package.free_name("ppt/slides/slide{}.xml")
            package.write(name, b"<p:sld/>" * number, SLIDE_TYPE)
            package.add_rel(package.main_part, "slide", name)
        return package.save_bytes()

    assert made() == made()
    assert next(iter(contents(made()))) == TYPES_PART


# ------------------------------------------------------------------ parts, types, relations


def test_new_part_gets_type_relation_and_number() -> None:
    package = Package.open(file(*deck(("ppt/slides/slide7.xml", b"<s/>"))))
    name = package.free_name("ppt/slides/slide{}.xml")
    package.write(name, b"<p:sld/>", SLIDE_TYPE)
    rel_id = package.add_rel("ppt/presentation.xml", "slide", name)
    again = Package.open(package.save_bytes())
    assert name == "ppt/slides/slide8.xml"
    assert package.free_name("ppt/slides/slide{}.xml") == "ppt/slides/slide9.xml"
    assert again.content_type(name) == SLIDE_TYPE
    assert again.rel("ppt/presentation.xml", rel_id) == Rel(rel_id, OFFICE_REL + "slide", name)
    assert again.related("ppt/presentation.xml", "slide") == name
    assert again.referrers(name) == (("ppt/presentation.xml", Rel(rel_id, OFFICE_REL + "slide", name)),)


def test_type_of_media_goes_by_extension() -> None:
    package = Package.open(file(*deck()))
    package.write("ppt/media/image1.png", b"\x89PNG", "image/png")
    package.write("ppt/media/image2.png", b"\x89PNG", "image/png")
    assert package.overrides == ("ppt/presentation.xml",)
    assert Package.open(package.save_bytes()).content_type("ppt/media/image2.png") == "image/png"


def test_part_without_type_is_refused() -> None:
    with pytest.raises(DeckError, match="no content type"):
        Package.open(file(*deck())).write("ppt/media/film.mp4", b"")


def test_dropped_part_takes_its_relations_and_type() -> None:
    _, package = shipped_master()
    package.drop("ppt/slideLayouts/slideLayout7.xml")
    again = Package.open(package.save_bytes())
    assert "ppt/slideLayouts/slideLayout7.xml" not in again.overrides
    assert not [name for name in again.members if "slideLayout7" in name]
    with pytest.raises(DeckError, match="no part"):
        package.drop("ppt/slideLayouts/slideLayout7.xml")


def test_relations_without_rows_vanish() -> None:
    package = Package.open(file(*deck()))
    rel_id = package.add_rel(
        "ppt/presentation.xml", "hyperlink", "https://example.com/?a=1&b=2", is_external=True
    )
    saved = Package.open(package.save_bytes())
    assert saved.rels("ppt/presentation.xml")[0].target == "https://example.com/?a=1&b=2"
    saved.drop_rel("ppt/presentation.xml", rel_id)
    assert rels_name("ppt/presentation.xml") not in Package.open(saved.save_bytes())


def test_relation_ids_are_never_used_twice() -> None:
    package = Package.open(file(*deck()))
    ids = [package.add_rel("ppt/presentation.xml", "slide", f"ppt/slides/slide{n}.xml") for n in range(5)]
    package.drop_rel("ppt/presentation.xml", ids[1])
    ids.append(package.add_rel("ppt/presentation.xml", "slide", "ppt/slides/slide9.xml"))
    assert len({rel.id for rel in package.rels("ppt/presentation.xml")}) == 5


@pytest.mark.parametrize(
    ("source", "target", "name"),
    [
        ("ppt/slides/slide1.xml", "../media/image1.png", "ppt/media/image1.png"),
        ("ppt/slides/slide1.xml", "/ppt/media/image1.png", "ppt/media/image1.png"),
        ("ppt/slides/slide1.xml", "..\\media\\image1.png", "ppt/media/image1.png"),
        ("ppt/slides/slide1.xml", "./slide2.xml#3", "ppt/slides/slide2.xml"),
        ("", "ppt/presentation.xml", "ppt/presentation.xml"),
        ("ppt/presentation.xml", "slides/slide1.xml", "ppt/slides/slide1.xml"),
    ],
)
def test_targets(source: str, target: str, name: str) -> None:
    assert resolved(source, target) == name


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("/".join),
    st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("/".join),
)
def test_written_targets_lead_where_they_should(source: str, target: str) -> None:
    source, target = f"{source}.xml", f"{target}.bin"
    row = relations_xml([Rel("rId1", "t", target)], source).decode()
    assert resolved(source, row.split('Target="')[1].split('"')[0]) == target


def test_target_in_another_case_or_with_percent_signs() -> None:
    rels = relations_xml(
        [Rel("rId1", "t", "ppt/Media/Image 1.PNG"), Rel("rId2", "t", "ppt/media/%C3%A9.png")],
        "ppt/presentation.xml",
    )
    package = Package.open(
        file(
            *deck(
                ("ppt/_rels/presentation.xml.rels", rels),
                ("ppt/media/image 1.png", b""),
                ("ppt/media/é.png", b""),
            )
        )
    )
    targets = [rel.target for rel in package.rels("ppt/presentation.xml")]
    assert targets == ["ppt/media/image 1.png", "ppt/media/é.png"]


# ------------------------------------------------------------------ odd files


def test_directories_and_backslashes() -> None:
    data = file(*deck(("ppt\\slides\\slide1.xml", b"<s/>"), ("ppt/media/", b"")))
    package = Package.open(data)
    assert package.names == ("ppt/presentation.xml", "ppt/slides/slide1.xml")
    assert len(contents(package.save_bytes())) == 5


def test_streamed_members() -> None:
    """Sizes behind the data, as programs write that cannot seek."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            chunk = bytes(data)  # type: ignore[call-overload]
            self.data += chunk
            return len(chunk)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in deck():
            archive.writestr(name, content)
    saved = Package.open(bytes(pipe.data)).save_bytes()
    assert contents(saved) == dict(deck())


def test_wide_sizes_are_read_and_written_plain() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in deck():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(content)
    data = buffer.getvalue()
    assert contents(Package.open(data).save_bytes()) == dict(deck())
    assert contents(Package.open(_with_wide_directory(data)).save_bytes()) == dict(deck())


def _with_wide_directory(data: bytes) -> bytes:
    """The file with its directory's count, size and place said in 64 bits."""
    end = data.rfind(b"PK\5\6")
    count, length, start = struct.unpack("<HII", data[end + 10 : end + 20])
    wide = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, length, start)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, end, 1)
    plain = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:end] + wide + locator + plain


def test_bytes_before_the_archive() -> None:
    assert Package.open(b"#!/bin/sh\n" + file(*deck())).read("ppt/presentation.xml") == b"<p/>"


def test_stored_members() -> None:
    assert Package.open(file(*deck(), method=zipfile.ZIP_STORED)).read("ppt/presentation.xml") == b"<p/>"


# ------------------------------------------------------------------ refused in words


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match=r"deck\.pptx cannot be read"):
        Package.open(tmp_path / "deck.pptx")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"Account,Revenue\n", "not a PowerPoint file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "protected with a password"),
        (file(*deck())[:-40], "not a PowerPoint file"),
        (file(*deck())[40:], "damaged"),
        (file(("readme.txt", b"hello")), "no Office file"),
        (file(*deck(types=b"<Types")), "damaged"),
        (file(*deck(types=b"<!DOCTYPE a [<!ENTITY b 'c'>]><Types/>")), "document type"),
        (file((TYPES_PART, TYPES)), "no main part"),
    ],
)
def test_refusals(data: bytes, words: str) -> None:
    with pytest.raises(DeckError, match=words):
        assert Package.open(data).main_part


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_part_twice() -> None:
    with pytest.raises(DeckError, match=r"holds the part ppt/a\.xml twice"):
        Package.open(file(*deck(("ppt/a.xml", b"1"), ("ppt/a.xml", b"2"))))


def test_encrypted_member() -> None:
    members = [packed(name, data) for name, data in deck()]
    members[1].flags |= 1
    with pytest.raises(DeckError, match="encrypted"):
        Package.open(zipped(members))


def test_bombs() -> None:
    zeros = zlib.compress(bytes(40 << 20), 9, -15)
    bomb = Member("ppt/a.xml", zeros, 0, 40 << 20, 8)
    liar = Member("ppt/b.xml", zeros, 0, 100, 8)
    package = Package.open(zipped([*(packed(n, d) for n, d in deck()), bomb, liar]))
    with pytest.raises(DeckError, match="would unpack"):
        package.read("ppt/a.xml")
    with pytest.raises(DeckError, match="length is wrong"):
        package.read("ppt/b.xml")


def test_more_parts_than_a_file_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped([packed(n, d) for n, d in deck()])
    monkeypatch.setattr("kamdeck.pptxio.container.MAX_MEMBERS", 2)
    with pytest.raises(DeckError, match="at most 2"):
        Package.open(data)
    with pytest.raises(DeckError, match="can hold 2"):
        zipped([packed(n, d) for n, d in deck()])


def test_damaged_member() -> None:
    members = [packed(name, data) for name, data in deck(("ppt/a.xml", b"<a/>" * 100))]
    members[-1].crc ^= 1
    with pytest.raises(DeckError, match="checksum"):
        Package.open(zipped(members)).read("ppt/a.xml")
    members[-1].packed = b"\xff" * len(members[-1].packed)
    with pytest.raises(DeckError, match="cannot be unpacked"):
        Package.open(zipped(members)).read("ppt/a.xml")


@given(st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_no_damage_gets_through_as_another_error(at: int, junk: bytes) -> None:
    data = file(*deck())
    at %= len(data)
    broken = data[:at] + junk + data[at + len(junk) :]
    with suppress(DeckError):
        package = Package.open(broken)
        for name in package.members:
            package.read(name)
        package.rels("")
