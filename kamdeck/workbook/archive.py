"""The parts of a zip package, with limits that come before any byte is inflated.

Own reader rather than `zipfile`: that module takes 13 ms to import, a third of the time in which a whole
workbook is read, and trusts the sizes that the directory declares.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

MEGABYTE = 1 << 20
MOST_PARTS = 5_000
MOST_PER_PART = 256 * MEGABYTE
MOST_IN_ALL = 512 * MEGABYTE
MOST_RATIO = 200
RATIO_FROM = MEGABYTE
CHUNK = 256 * 1024

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")


class RefusedError(Exception):
    """The package is damaged, locked or larger than any workbook is; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Archive:
    """A zip package held in memory; parts are found by name, leading slashes and case aside.

    Raises: RefusedError with reason "damaged", "locked" (encrypted) or "huge".
    """

    __slots__ = ("_data", "_entries", "_left")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = MOST_IN_ALL
        self._entries: dict[str, tuple[int, int, int, int]] = {}
        end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
        if end < 0 or len(data) < end + _END.size:
            raise RefusedError("damaged")
        _, _, _, _, count, size, offset, _ = _END.unpack_from(data, end)
        if count > MOST_PARTS:
            raise RefusedError("huge")
        # Bytes before the package (a mail header, say) move every offset by the same amount.
        self._index(end - size, count, end - size - offset)

    def _index(self, place: int, count: int, moved: int) -> None:
        declared = 0
        for _ in range(count):
            if place < 0 or place + _ENTRY.size > len(self._data):
                raise RefusedError("damaged")
            fields = _ENTRY.unpack_from(self._data, place)
            magic, _, _, flags, method = fields[:5]
            packed, size, name_size, extra, comment = fields[8:13]
            if magic != b"PK\x01\x02":
                raise RefusedError("damaged")
            if flags & 1:
                raise RefusedError("locked")
            declared += size
            if size > MOST_PER_PART or declared > MOST_IN_ALL:
                raise RefusedError("huge")
            if size > RATIO_FROM and size > packed * MOST_RATIO:
                raise RefusedError("huge")
            start = place + _ENTRY.size
            name = self._data[start : start + name_size].decode("utf-8", "replace")
            self._entries[_plain(name)] = (fields[16] + moved, packed, size, method)
            place = start + name_size + extra + comment

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, lower case, without leading slash."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """The whole part.

        Raises: RefusedError when it is absent, damaged or too large.
        """
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """The part piece by piece, so that a large sheet is never in memory at once.

        Raises: RefusedError when it is absent, damaged or inflates beyond what was declared.
        """
        entry = self._entries.get(_plain(name))
        if entry is None:
            raise RefusedError("damaged")
        offset, packed, size, method = entry
        if (
            not 0 <= offset <= len(self._data) - _LOCAL.size
            or self._data[offset : offset + 4] != b"PK\x03\x04"
        ):
            raise RefusedError("damaged")
        local = _LOCAL.unpack_from(self._data, offset)
        start = offset + _LOCAL.size + local[9] + local[10]
        source = memoryview(self._data)[start : start + packed]
        if len(source) < packed or method not in (0, 8):
            raise RefusedError("damaged")
        made = 0
        for chunk in (
            (source[i : i + CHUNK] for i in range(0, packed, CHUNK)) if method == 0 else _inflated(source)
        ):
            made += len(chunk)
            self._left -= len(chunk)
            if made > size or self._left < 0:
                raise RefusedError("huge")
            yield bytes(chunk)
        if made < size:
            raise RefusedError("damaged")


def _inflated(source: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    try:
        for i in range(0, len(source), CHUNK):
            rest: bytes | memoryview = source[i : i + CHUNK]
            while rest and not inflater.eof:
                yield inflater.decompress(rest, CHUNK)
                rest = inflater.unconsumed_tail
        if last := inflater.flush():
            yield last
    except zlib.error:
        raise RefusedError("damaged") from None


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
