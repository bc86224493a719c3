"""Opening a workbook whatever its kind, or saying in a sentence why it cannot be opened."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Protocol

from kamdeck.errors import WorkbookError
from kamdeck.workbook.archive import Archive, RefusedError
from kamdeck.workbook.cells import Grid
from kamdeck.workbook.xlsx import Xlsx

MOST_BYTES = 256 << 20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF8 = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # the beginning of a workbook stream
_FILE_PASS, _EARLY_RECORDS = 0x2F, 6
_OLD_EXCEL = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")  # BIFF2 to BIFF5 without a container


class Source(Protocol):
    """An opened workbook: the titles of its sheets, and the cells of each."""

    titles: tuple[str, ...]

    def grid(self, title: str) -> Grid:
        """The cells of one sheet."""


def open_workbook(path: Path, lang: str) -> tuple[Source, bool]:
    """As `open_file` has it.

    Raises: WorkbookError when it is missing, locked, damaged, huge or no workbook, with what to do.
    """
    try:
        return open_file(path)
    except (OSError, RefusedError) as error:
        raise refused_error(path, refusal_reason(error, path), lang) from None


def open_file(path: Path) -> tuple[Source, bool]:
    """The opened workbook, and whether it is of a kind that hides uncalculated formulas.

    Raises: RefusedError, OSError.
    """
    if path.is_dir():
        raise RefusedError("directory")
    if not path.is_file() and path.exists():
        raise RefusedError("unreadable")  # a device or a pipe would never end
    if path.stat().st_size > MOST_BYTES:
        raise RefusedError("huge")
    data = path.read_bytes()
    kind = sniff(data)
    if kind == "xlsx":
        return Xlsx(data), False
    if kind == "ods":
        from kamdeck.workbook.ods import Ods

        return Ods(data), False
    if kind != "legacy":
        raise RefusedError(kind)
    from kamdeck.workbook.legacy import Legacy

    return Legacy(path, data), True


def refusal_reason(error: Exception, path: Path) -> str:
    """Why a file cannot be read, as a reason of `refused_error`."""
    if isinstance(error, RefusedError):
        return error.reason
    if isinstance(error, FileNotFoundError):
        return "missing"
    if isinstance(error, PermissionError):
        return "forbidden"
    return "directory" if path.is_dir() else "unreadable"


def refused_error(path: Path, reason: str, lang: str) -> WorkbookError:
    """The error for a workbook that cannot be read, with a sentence and a hint in the language."""
    from kamdeck.workbook.messages import refusal

    message, hint = refusal(reason, path.name, lang)
    return WorkbookError(message, hint)


def sniff(data: bytes) -> str:
    """What bytes are, whatever the file is called: "xlsx", "ods", "legacy", or why they are no workbook."""
    if not data:
        return "empty"
    if data.startswith(b"PK\x03\x04"):
        return _sniff_zip(data)
    if data.startswith(_OLE):
        return "locked" if _is_locked(data) else "legacy"
    if data[:2] in _OLD_EXCEL:
        return "legacy"
    head = data[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return "html"
    if head.startswith(b"<"):
        return "xml"
    text = all(byte >= 32 or byte in b"\t\r\n\f" for byte in head[:512])
    return "csv" if head and text and any(mark in head for mark in b",;\t") else "no workbook"


def _is_locked(data: bytes) -> bool:
    """True for an encrypted package, or an old workbook stream that opens with a FILEPASS record."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return True
    place = data.find(_BIFF8)
    for _ in range(_EARLY_RECORDS):
        if place < 0 or place + 4 > len(data):
            return False
        kind, size = struct.unpack_from("<2H", data, place)
        if kind == _FILE_PASS:
            return True
        place += 4 + size
    return False


def _sniff_zip(data: bytes) -> str:
    archive = Archive(data)
    names = archive.names
    if "xl/workbook.bin" in archive:
        return "legacy"
    if "mimetype" in archive and "spreadsheet" in archive.read("mimetype")[:200].decode("ascii", "replace"):
        manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive else b""
        return "locked" if b"encryption-data" in manifest else "ods"
    if any(name.endswith((".iwa", "index.zip")) for name in names):
        return "numbers"
    if any(name.startswith(("word/", "ppt/")) for name in names) and not any(
        n.startswith("xl/") for n in names
    ):
        return "no workbook"
    return "xlsx"
