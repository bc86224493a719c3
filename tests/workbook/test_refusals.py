from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from kamdeck.errors import WorkbookError
from kamdeck.text import catalogue
from kamdeck.workbook.reader import read_book
from tests.workbook_files import ACCOUNTS, REVENUE, inline, raw

GOOD = raw({"Accounts": inline(ACCOUNTS), "Revenue": inline(REVENUE)})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BIFF_LOCKED = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12) + struct.pack("<2H", 0x2F, 6) + bytes(6)


def _zip(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return data.getvalue()


def _many_parts() -> bytes:
    return _zip({f"xl/media/{i}.txt": b"" for i in range(5_001)})


def _bomb() -> bytes:
    body = inline(ACCOUNTS).replace("</sheetData>", "</sheetData>" + " " * 30_000_000)
    return raw({"Accounts": body, "Revenue": inline(REVENUE)})


def _lying_bomb() -> bytes:
    """A package whose directory declares a tenth of what the part inflates to."""
    data = bytearray(raw({"Accounts": inline(ACCOUNTS) + " " * 500_000, "Revenue": inline(REVENUE)}))
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        name = bytes(data[place + 46 : place + 46 + struct.unpack_from("<H", data, place + 28)[0]])
        if name.endswith(b"sheet1.xml"):
            struct.pack_into("<L", data, place + 24, 400)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


REFUSED = {
    "empty": b"",
    "locked": OLE + "EncryptedPackage".encode("utf-16-le"),
    "locked xls": OLE + BIFF_LOCKED,
    "locked ods": _zip(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b"<manifest:encryption-data/>",
        }
    ),
    "damaged": GOOD[: len(GOOD) // 2],
    "damaged directory": GOOD[:-40] + bytes(40),
    "damaged xml": raw({"Accounts": "<sheetData><row>", "Revenue": inline(REVENUE)}),
    "damaged row": raw({"Accounts": '<sheetData><row r="x"/></sheetData>', "Revenue": inline(REVENUE)}),
    "doctype": raw(
        {"Accounts": inline(ACCOUNTS), "Revenue": inline(REVENUE)},
        before='<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ),
    "huge": _bomb(),
    "huge lie": _lying_bomb(),
    "huge number of parts": _many_parts(),
    "csv": b"Account;2025;2026\nNorth;1;2\n",
    "html": b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>",
    "xml": b'<?xml version="1.0"?><Workbook/>',
    "numbers": _zip({"Index/Document.iwa": b"x"}),
    "no workbook": _zip({"word/document.xml": b"<w/>"}),
    "no workbook zip": _zip({"a.txt": b"hello"}),
    "no workbook picture": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "old xls": OLE + bytes(2_000),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_file_that_cannot_be_read_gets_a_sentence(tmp_path: Path, case: str, lang: str) -> None:
    path = tmp_path / "Book 1.xlsx"
    path.write_bytes(REFUSED[case])
    with pytest.raises(WorkbookError) as raised:
        read_book(path, lang=lang)
    reason = next(r for r in sorted(catalogue(lang)["unread"], key=len, reverse=True) if case.startswith(r))
    texts = catalogue(lang)["unread"][reason]
    assert raised.value.message == texts["message"].format(name="Book 1.xlsx")
    assert raised.value.hint == texts["hint"]


def test_missing_folder_and_device(tmp_path: Path) -> None:
    for path, word in (
        (tmp_path / "no.xlsx", "does not exist"),
        (tmp_path, "is a folder"),
        (Path("/dev/zero"), "cannot be read"),
    ):
        with pytest.raises(WorkbookError, match=word):
            read_book(path, lang="en")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(GOOD)
    path.chmod(0)
    with pytest.raises(WorkbookError, match="may not be read"):
        read_book(path, lang="en")


def test_permission_is_a_sentence_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError

    path = tmp_path / "book.xlsx"
    path.write_bytes(GOOD)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(WorkbookError, match="may not be read"):
        read_book(path, lang="en")


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamdeck.workbook.xlsx.MOST_CELLS", 8)
    path = tmp_path / "book.xlsx"
    path.write_bytes(GOOD)
    with pytest.raises(WorkbookError, match="larger than kamdeck reads"):
        read_book(path, lang="en")


def test_a_package_behind_other_bytes_and_a_stored_one(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    stored = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as source,
        zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name))
    path.write_bytes(stored.getvalue())
    book, problems = read_book(path, lang="en")
    assert problems == ()
    assert len(book.revenue) == 4
