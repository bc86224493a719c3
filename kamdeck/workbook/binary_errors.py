"""The cells of an .xls or .xlsb that hold an error, which calamine shows as blank.

Sources: [MS-XLS] (BoundSheet8, BoolErr, Formula, Bes), [MS-CFB] (header, sectors, directory), [MS-XLSB]
(BrtBundleSh, BrtRowHdr, BrtCellError, BrtFmlaError). What is out of order ends the search: calamine reads the
file all the same.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from kamdeck.workbook.archive import Archive, RefusedError
from kamdeck.workbook.xlsx_parsers import parse

Errors = dict[str, dict[tuple[int, int], str]]
"""By sheet the errors by row and column, both counted from 1."""

_NAMES = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_SECTOR = 0xFFFFFFFA  # this and all above mark no sector
_BOF, _EOF, _FORMULA, _BOUND_SHEET, _BOOL_ERR = 0x809, 0x0A, 0x06, 0x85, 0x205
_BIFF8, _RESULT_IS_ERROR = 0x600, 2
_ROW_HEADER, _CELL_ERROR, _FORMULA_ERROR, _BUNDLE_SHEET = 0, 3, 11, 156


def binary_errors(data: bytes) -> Errors:
    """The errors of an old or a binary workbook; empty where the file is none, or cannot be followed."""
    found: Errors = {}
    try:
        if data.startswith(_OLE):
            _old(_Compound(data).stream("Workbook", "Book"), found)
        elif data.startswith(b"PK"):
            _binary(Archive(data), found)
    except (struct.error, IndexError, ValueError, RefusedError):
        pass
    return found


# ------------------------------------------------------------------ .xls


class _Compound:
    """A compound file: sectors that follow each other by a table."""

    def __init__(self, data: bytes) -> None:
        shift, self._mini_shift = struct.unpack_from("<2H", data, 30)
        (first,) = struct.unpack_from("<I", data, 48)
        self._cutoff, self._first_mini = struct.unpack_from("<2I", data, 56)
        (next_list,) = struct.unpack_from("<I", data, 68)
        self._data, self._size = data, 1 << shift
        lists = list(struct.unpack_from("<109I", data, 76))
        while next_list < _NO_SECTOR and len(lists) * self._size < len(data):
            *more, next_list = struct.unpack(f"<{self._size // 4}I", self._sector(next_list))
            lists += more
        table = b"".join(self._sector(number) for number in lists if number < _NO_SECTOR)
        self._links = struct.unpack(f"<{len(table) // 4}I", table)
        self._directory = self._whole(first)

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _whole(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _chain(first, self._links))

    def stream(self, *names: str) -> bytes:
        """The stream of one of the names; empty where there is none."""
        for place in range(0, len(self._directory), 128):
            entry = self._directory[place : place + 128]
            (length,) = struct.unpack_from("<H", entry, 64)
            if entry[: max(length - 2, 0)].decode("utf-16-le", "replace") in names:
                start, total = struct.unpack_from("<2I", entry, 116)
                return (self._whole(start) if total >= self._cutoff else self._small(start))[:total]
        return b""

    def _small(self, first: int) -> bytes:
        """A stream of small sectors, which lie in the stream of the root entry."""
        inside = self._whole(struct.unpack_from("<I", self._directory, 116)[0])
        table = self._whole(self._first_mini)
        links = struct.unpack(f"<{len(table) // 4}I", table)
        step = 1 << self._mini_shift
        return b"".join(inside[n * step : (n + 1) * step] for n in _chain(first, links))


def _chain(first: int, links: tuple[int, ...]) -> Iterator[int]:
    """The sectors from the first on; a chain that is longer than its table is none."""
    for _ in links:
        if first >= _NO_SECTOR:
            return
        yield first
        first = links[first]


def _old(stream: bytes, found: Errors) -> None:
    version = struct.unpack_from("<H", stream, 4)[0]
    for kind, body in _records(stream, 0):
        if kind == _BOUND_SHEET:
            (place,) = struct.unpack_from("<I", body)
            count = body[6]
            is_wide = version >= _BIFF8 and body[7] & 1
            text = body[8:] if version >= _BIFF8 else body[7:]
            title = text[: 2 * count].decode("utf-16-le") if is_wide else text[:count].decode("latin-1")
            found[title] = dict(_old_errors(stream, place))


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of a stream, those of parts within it (charts) left out."""
    depth = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, place)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, stream[place + 4 : place + 4 + size]
        elif depth <= 0:
            return
        place += 4 + size


def _old_errors(stream: bytes, place: int) -> Iterator[tuple[tuple[int, int], str]]:
    for kind, body in _records(stream, place):
        if kind not in (_BOOL_ERR, _FORMULA):
            continue
        row, column = struct.unpack_from("<2H", body)
        if kind == _BOOL_ERR and body[7]:
            yield (row + 1, column + 1), _NAMES.get(body[6], "#N/A")
        elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == _RESULT_IS_ERROR:
            yield (row + 1, column + 1), _NAMES.get(body[8], "#N/A")


# ------------------------------------------------------------------ .xlsb


def _binary(archive: Archive, found: Errors) -> None:
    parts = _sheet_parts(archive.read("xl/_rels/workbook.bin.rels"))
    for kind, body in _small_records(archive.read("xl/workbook.bin")):
        if kind == _BUNDLE_SHEET:
            rid, rest = _wide(body[8:])
            title, _ = _wide(rest)
            if parts.get(rid, "") in archive:
                found[title] = dict(_binary_errors(archive.read(parts[rid])))


def _sheet_parts(relations: bytes) -> dict[str, str]:
    parts: dict[str, str] = {}

    def start(_: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "")
        parts[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

    parse([relations], start)
    return parts


def _wide(body: bytes) -> tuple[str, bytes]:
    """A text with its length before it, and what follows."""
    end = 4 + 2 * struct.unpack_from("<I", body)[0]
    return body[4:end].decode("utf-16-le"), body[end:]


def _small_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part: kind and size take as many bytes as they need, seven bits in each."""
    place = 0
    while place < len(part):
        kind = part[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[place] << 7)
            place += 1
        size = 0
        for turn in range(4):
            byte = part[place]
            place += 1
            size |= (byte & 0x7F) << (7 * turn)
            if not byte & 0x80:
                break
        yield kind, part[place : place + size]
        place += size


def _binary_errors(part: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    row = 0
    for kind, body in _small_records(part):
        if kind == _ROW_HEADER:
            (row,) = struct.unpack_from("<I", body)
        elif kind in (_CELL_ERROR, _FORMULA_ERROR):
            (column,) = struct.unpack_from("<I", body)
            yield (row + 1, column + 1), _NAMES.get(body[8], "#N/A")
