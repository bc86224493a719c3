"""The ZIP container under a package: members kept as the compressed bytes they are.

Only the central directory is read on opening; a member that nobody changes is written back with the
same compressed bytes, date, attributes and extra fields. Format: PKWARE APPNOTE.TXT 6.3, sections 4.3-4.5.
"""

from __future__ import annotations

import zlib
from struct import Struct, error

from kamdeck.errors import DeckError
from kamdeck.text import told

MAX_MEMBERS = 65_534  # what a file can hold; 1,200 slides with forty marked shapes each take 43,000
MAX_MEMBER = 256 << 20  # bytes, inflated
MAX_RATIO = 250  # inflated to compressed, for members above a mebibyte
_RATIO_FROM = 1 << 20
_STORE_BELOW = 64  # bytes: deflate gains nothing on so little
_LEVEL = 3  # half the work of 6, for decks that are a twelfth larger

_LOCAL = Struct("<4s5H3I2H")
_CENTRAL = Struct("<4s6H3I5H2I")
_END = Struct("<4s4H2IH")
_END64 = Struct("<4sQ2H2I4Q")
_LOCATOR64 = Struct("<4sIQI")
_DATE = 0x0021  # 1980-01-01, the earliest date that the format knows
_ZIP64_EXTRA = 1
_STREAMED, _ENCRYPTED, _UTF8 = 0x0008, 0x0001, 0x0800

_DAMAGED = "refused.repair"


class Member:
    """One member as it lies in the file: header fields and compressed bytes."""

    __slots__ = (
        "attributes", "comment", "crc", "date", "extra", "flags", "made_by", "method", "name", "needed",
        "packed", "raw_name", "size", "time",
    )  # fmt: skip

    def __init__(self, name: str, packed: bytes, crc: int, size: int, method: int) -> None:
        self.name, self.packed, self.crc, self.size, self.method = name, packed, crc, size, method
        self.raw_name = name.encode()
        self.flags = 0 if name.isascii() else _UTF8
        self.time, self.date = 0, _DATE
        self.made_by, self.needed = 20, 20
        self.attributes = (0, 0)  # internal, external
        self.extra = self.comment = b""

    def inflate(self) -> bytes:
        """The content.

        Raises:
            DeckError: damaged, longer than it says, or larger than any honest part.
        """
        if self.method == 0:
            data = bytes(self.packed)
        elif self.method == 8:
            data = self._inflated()
        else:
            raise DeckError(told("refused.packing", part=self.name, method=self.method), told(_DAMAGED))
        if zlib.crc32(data) != self.crc:
            raise DeckError(told("refused.checksum", part=self.name), told(_DAMAGED))
        return data

    def _inflated(self) -> bytes:
        if self.size > MAX_MEMBER or (self.size > _RATIO_FROM and self.size > MAX_RATIO * len(self.packed)):
            raise DeckError(
                told("refused.bomb", part=self.name, packed=len(self.packed) >> 10, size=self.size >> 20),
                told("refused.bomb_hint"),
            )
        unpacker = zlib.decompressobj(-15)
        try:
            data = unpacker.decompress(self.packed, self.size + 1)
        except zlib.error as fault:
            raise DeckError(told("refused.unpacking", part=self.name), told(_DAMAGED)) from fault
        if len(data) != self.size:
            raise DeckError(told("refused.length", part=self.name), told(_DAMAGED))
        return data


def packed(name: str, data: bytes) -> Member:
    """A new member with a fixed date, deflated where that makes it smaller."""
    if len(data) >= _STORE_BELOW:
        deflated = zlib.compress(data, _LEVEL, -15)
        if len(deflated) < len(data):
            return Member(name, deflated, zlib.crc32(data), len(data), 8)
    return Member(name, data, zlib.crc32(data), len(data), 0)


def unzipped(data: bytes, label: str) -> list[Member]:
    """The members in the order of the central directory, directories included.

    Raises:
        DeckError: not a ZIP file, encrypted, damaged, or with more members than any honest deck.
    """
    _refuse_other_formats(data, label)
    at, count, shift = _directory(data, label)
    if count > MAX_MEMBERS:
        raise DeckError(told("refused.parts", name=label, n=count, most=MAX_MEMBERS))
    members = []
    try:
        for _ in range(count):
            member, at = _member(data, at, shift, label)
            members.append(member)
    except (error, UnicodeDecodeError) as fault:
        raise DeckError(told("refused.list_unreadable", name=label), told(_DAMAGED)) from fault
    return members


def zipped(members: list[Member]) -> bytes:
    """A ZIP file of the members in their order; the same members give the same bytes.

    Raises:
        DeckError: more than 65,535 members or 4 GB.
    """
    chunks: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for m in members:
        flags = m.flags & ~_STREAMED
        head = (flags, m.method, m.time, m.date, m.crc, len(m.packed), m.size, len(m.raw_name))
        chunks += (_LOCAL.pack(b"PK\3\4", m.needed, *head, len(m.extra)), m.raw_name, m.extra, m.packed)
        directory += (
            _CENTRAL.pack(
                b"PK\1\2", m.made_by, m.needed, *head, len(m.extra), len(m.comment), 0, *m.attributes, at
            ),
            m.raw_name, m.extra, m.comment,
        )  # fmt: skip
        at += 30 + len(m.raw_name) + len(m.extra) + len(m.packed)
        if at >= 0xFFFF_FFFF:
            raise DeckError(told("refused.too_large"), told("refused.too_large_hint"))
    if len(members) > MAX_MEMBERS:
        raise DeckError(told("refused.too_many_parts", n=len(members), most=MAX_MEMBERS))
    central = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(members), len(members), len(central), at, 0)
    return b"".join((*chunks, central, end))


def _refuse_other_formats(data: bytes, label: str) -> None:
    if not data:
        raise DeckError(told("refused.empty", name=label))
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise DeckError(
            told("refused.locked", name=label),
            told("refused.locked_hint"),
        )


def _directory(data: bytes, label: str) -> tuple[int, int, int]:
    """Where the central directory starts, how many entries it has, and by how much offsets are shifted."""
    end = data.rfind(b"PK\5\6", max(0, len(data) - 65_557))
    if end < 0 or end + _END.size > len(data):
        raise DeckError(told("refused.no_pptx", name=label), told(_DAMAGED))
    *_, count, length, start, _ = _END.unpack_from(data, end)
    if 0xFFFF in (count,) or 0xFFFF_FFFF in (length, start):
        count, length, start, end = _directory64(data, end, label) or (count, length, start, end)
    shift = end - length - start  # bytes put before the archive, as self-extracting files have
    if shift < 0:
        raise DeckError(told("refused.list_outside", name=label), told(_DAMAGED))
    return start + shift, count, shift


def _directory64(data: bytes, end: int, label: str) -> tuple[int, int, int, int] | None:
    at = end - _LOCATOR64.size
    if at < 0 or not data.startswith(b"PK\6\7", at):
        return None
    _, _, where, _ = _LOCATOR64.unpack_from(data, at)
    if not data.startswith(b"PK\6\6", where) or where + _END64.size > len(data):
        raise DeckError(told("refused.list_outside", name=label), told(_DAMAGED))
    *_, count, length, start = _END64.unpack_from(data, where)
    return count, length, start, where


def _member(data: bytes, at: int, shift: int, label: str) -> tuple[Member, int]:
    """The member whose directory entry is at `at`, and where the next entry is."""
    (mark, made_by, needed, flags, method, time, date, crc, length, size, name_n, extra_n, comment_n, _,
     internal, external, offset) = _CENTRAL.unpack_from(data, at)  # fmt: skip
    if mark != b"PK\1\2":
        raise DeckError(told("refused.list_unreadable", name=label), told(_DAMAGED))
    at += _CENTRAL.size
    raw_name = data[at : at + name_n]
    extra = data[at + name_n : at + name_n + extra_n]
    comment = data[at + name_n + extra_n : at + name_n + extra_n + comment_n]
    if 0xFFFF_FFFF in (length, size, offset):
        size, length, offset = _wide(extra, size, length, offset)
    name = raw_name.decode("utf-8" if flags & _UTF8 else "cp437").replace("\\", "/").removeprefix("/")
    if flags & _ENCRYPTED:
        raise DeckError(told("refused.encrypted", name=label, part=name))
    member = Member(name, _slice(data, offset + shift, length, f"{label}: {name}"), crc, size, method)
    member.raw_name, member.flags, member.time, member.date = raw_name, flags, time, date
    member.made_by, member.needed, member.attributes = made_by, min(needed, 20), (internal, external)
    member.extra, member.comment = _without_wide(extra), comment
    return member, at + name_n + extra_n + comment_n


def _slice(data: bytes, at: int, length: int, label: str) -> bytes:
    """The compressed bytes behind the local header at `at`, whose own sizes may be left blank."""
    if at + _LOCAL.size > len(data) or not data.startswith(b"PK\3\4", at):
        raise DeckError(told("refused.elsewhere", name=label), told(_DAMAGED))
    *_, name_n, extra_n = _LOCAL.unpack_from(data, at)
    start = at + _LOCAL.size + name_n + extra_n
    if start + length > len(data):
        raise DeckError(told("refused.cut_off", name=label), told(_DAMAGED))
    return data[start : start + length]


def _fields(extra: bytes) -> list[tuple[int, bytes]]:
    """The extra fields (id, content); a broken tail is left out."""
    found, at = [], 0
    while at + 4 <= len(extra):
        length = int.from_bytes(extra[at + 2 : at + 4], "little")
        found.append((int.from_bytes(extra[at : at + 2], "little"), extra[at + 4 : at + 4 + length]))
        at += 4 + length
    return found


def _wide(extra: bytes, size: int, length: int, offset: int) -> tuple[int, int, int]:
    """The 64-bit values for those of the three that are marked as too large for 32 bits."""
    content = next((body for key, body in _fields(extra) if key == _ZIP64_EXTRA), b"")
    values = [content[i : i + 8] for i in range(0, len(content), 8)]
    wide = [
        int.from_bytes(values.pop(0), "little") if value == 0xFFFF_FFFF and values else value
        for value in (size, length, offset)
    ]
    return wide[0], wide[1], wide[2]


def _without_wide(extra: bytes) -> bytes:
    """The extra fields less the 64-bit sizes, which are written as plain ones again."""
    if b"\1\0" not in extra:
        return extra
    return b"".join(
        key.to_bytes(2, "little") + len(body).to_bytes(2, "little") + body
        for key, body in _fields(extra)
        if key != _ZIP64_EXTRA
    )
