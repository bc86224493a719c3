"""The presentation's list of slides and its sections, edited as text so that all else stays as it was."""

from __future__ import annotations

import re

from kamdeck.errors import DeckError
from kamdeck.pptxio.markup import R
from kamdeck.pptxio.package import Package
from kamdeck.text import told

_ROOT = re.compile(rb"<(\w+:)?presentation\b[^>]*>")
_PREFIX = re.compile(rb'xmlns:(\w+)="' + R.encode() + rb'"')
_ID = re.compile(rb'\bid="(\d+)"')
_SECTIONS = re.compile(rb"<(\w+):sectionLst\b.*?</\1:sectionLst>", re.DOTALL)


class SlideList:
    """The slides of a presentation, in order, by their ids."""

    def __init__(self, package: Package) -> None:
        self.package, self.part = package, package.main_part
        data = package.read(self.part)
        root, prefix = _ROOT.search(data), _PREFIX.search(data)
        if root is None or prefix is None:
            raise DeckError(told("refused.no_presentation", part=self.part), told("refused.save_deck"))
        self._own, self._rel = root[1] or b"", prefix[1]
        tag = re.escape(self._own)
        listed = re.search(rb"<%ssldIdLst\b[^>]*?(?:/>|>(.*?)</%ssldIdLst>)" % (tag, tag), data, re.DOTALL)
        entry = re.compile(rb"<%ssldId\b[^>]*?(?:/>|>.*?</%ssldId>)" % (tag, tag), re.DOTALL)
        found = entry.findall(listed[1] or b"") if listed else []
        self._entries = {_number(each): each for each in found}
        start, stop = listed.span() if listed else (self._place(data, tag), -1)
        self._head, self._tail = data[:start], data[start if stop < 0 else stop :]
        self._was = tuple(self._entries)

    @staticmethod
    def _place(data: bytes, tag: bytes) -> int:
        """Where the list belongs in a presentation without one: before the slide size."""
        size = re.search(rb"<%s(?:sldSz|notesSz)\b" % tag, data)
        if size is None:
            raise DeckError(told("refused.no_size"), told("refused.save_deck"))
        return size.start()

    @property
    def ids(self) -> tuple[int, ...]:
        """The slides' ids in order."""
        return tuple(self._entries)

    def insert(self, slide_id: int, part: str, after: int | None) -> None:
        """Add a slide behind another one, or in the first place; it joins that one's section."""
        rel_id = self.package.add_rel(self.part, "slide", part)
        entry = b'<%ssldId id="%d" %s:id="%s"/>' % (self._own, slide_id, self._rel, rel_id.encode())
        if after is not None and after == next(reversed(self._entries)):
            self._entries[slide_id] = entry
        else:
            order = list(self._entries.items())
            order.insert(0 if after is None else list(self._entries).index(after) + 1, (slide_id, entry))
            self._entries = dict(order)
        self._tail = _SECTIONS.sub(lambda found: _joined(found[0], found[1], slide_id, after), self._tail)

    def remove(self, slide_id: int) -> None:
        """Take a slide out of the list, of its section and of custom shows, with its relation."""
        entry = self._entries.pop(slide_id)
        rel = re.search(rb'%s:id="([^"]+)"' % self._rel, entry)
        assert rel is not None
        self.package.drop_rel(self.part, rel[1].decode())
        self._tail = _SECTIONS.sub(
            lambda found: re.sub(rb'<%s:sldId id="%d"\s*/>' % (found[1], slide_id), b"", found[0]), self._tail
        )
        shown = rb'<%ssld %s:id="%s"\s*/>' % (re.escape(self._own), self._rel, re.escape(rel[1]))
        self._tail = re.sub(shown, b"", self._tail)

    def save(self) -> None:
        """Write the list back where it changed."""
        if tuple(self._entries) == self._was:
            return
        items = b"".join(self._entries.values())
        text = b"<%ssldIdLst>%s</%ssldIdLst>" % (self._own, items, self._own) if items else b""
        self.package.write(self.part, self._head + text + self._tail)


def _number(entry: bytes) -> int:
    found = _ID.search(entry)
    return int(found[1]) if found else 0


def _joined(sections: bytes, prefix: bytes, slide_id: int, after: int | None) -> bytes:
    """The sections with a slide behind another one, or at the start of the first section."""
    item = b'<%s:sldId id="%d"/>' % (prefix, slide_id)
    if after is not None:
        spot = re.search(rb'<%s:sldId id="%d"\s*/>' % (prefix, after), sections)
        if spot:
            return sections[: spot.end()] + item + sections[spot.end() :]
    empty = rb"<%s:sldIdLst\s*/>" % prefix
    first = re.search(rb"<%s:sldIdLst\s*(/?)>" % prefix, sections)
    if first is None:
        return sections
    if first[1]:
        return re.sub(empty, b"<%s:sldIdLst>%s</%s:sldIdLst>" % (prefix, item, prefix), sections, count=1)
    return sections[: first.end()] + item + sections[first.end() :]
