"""A deck without the slides that were judged in other decks, so that each slide is judged once.

The judges take seconds for a deck of thirty slides, and most decks of the tests share most of their slides.
What is left is a whole deck: presentation, masters, layouts and properties, and every slide that is new.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterable
from hashlib import sha256

from lxml import etree

from tests.raw_deck import MAIN

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "[Content_Types].xml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHARED = ("slideMaster", "notesMaster", "slide", "theme")  # judged in every deck, or slides themselves

Rels = dict[str, tuple[str, str]]  # the last word of the type and the part, by id; "" for what lies outside


class Unjudged:
    """Knows the slides that were judged."""

    def __init__(self) -> None:
        self._judged: set[str] = set()

    def rest(self, data: bytes) -> bytes:
        """The deck with the slides that are new, and the first; these count as judged from then on."""
        deck = _Deck(data)
        digests = {slide: deck.digest(slide) for slide in deck.slides()}
        old = {slide for slide, digest in list(digests.items())[1:] if digest in self._judged}
        self._judged |= set(digests.values())
        return deck.without(old)


class _Deck:
    def __init__(self, data: bytes) -> None:
        self.data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def rels(self, part: str) -> Rels:
        folder, _, name = part.rpartition("/")
        found = self.parts.get(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        rows = etree.fromstring(found).iter(_REL) if found else ()
        return {
            row.get("Id", ""): (
                row.get("Type", "").rpartition("/")[2],
                ""
                if row.get("TargetMode") == "External"
                else posixpath.normpath(posixpath.join("/", folder, row.get("Target", ""))).lstrip("/"),
            )
            for row in rows
        }

    def slides(self) -> list[str]:
        """The slides in their order; none where there are shows of their own, which name slides."""
        root = etree.fromstring(self.parts[MAIN])
        if root.find("{*}custShowLst") is not None:
            return []
        rels = self.rels(MAIN)
        return [rels[node.get(_R, "")][1] for node in root.iterfind("{*}sldIdLst/{*}sldId")]

    def digest(self, part: str, seen: tuple[str, ...] = ()) -> str:
        """What a part and all that only it uses amount to, whatever the parts are called."""
        told = [self.parts.get(part, b"")]
        for rel_id, (kind, target) in sorted(self.rels(part).items()):
            told.append(f"{rel_id} {kind}".encode())
            if kind == "slideLayout":
                told.append(self.parts.get(target, b""))
            elif target and target not in seen and kind not in _SHARED:
                told.append(self.digest(target, (*seen, part)).encode())
        return sha256(b"\0".join(told)).hexdigest()

    def without(self, gone: set[str]) -> bytes:
        """The deck without some slides; those that another one's link leads to stay."""
        if not gone:
            return self.data
        linked = {
            target for slide in self.slides() for kind, target in self.rels(slide).values() if kind == "slide"
        }
        gone = gone - linked
        rels = self.rels(MAIN)
        ids = {rel_id for rel_id, (_, target) in rels.items() if target in gone}
        before = self._reached(gone)
        parts = dict(self.parts)
        parts[MAIN] = _less_slides(parts[MAIN], ids)
        name = "ppt/_rels/presentation.xml.rels"
        parts[name] = _less(parts[name], lambda node: node.get("Id") in ids)
        self.parts = parts
        after = self._reached([""])
        dropped = before - after
        self.parts = {
            name: content
            for name, content in parts.items()
            if name not in dropped and _owner(name) not in dropped
        }
        self.parts[_TYPES] = _less(
            parts[_TYPES], lambda node: node.get("PartName", "").lstrip("/") in dropped
        )
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return out.getvalue()

    def _reached(self, starts: Iterable[str]) -> set[str]:
        found, waiting = set[str](), list(starts)
        while waiting:
            part = waiting.pop()
            if part not in found:
                found.add(part)
                waiting += [target for _, target in self.rels(part).values() if target]
        return found


def _owner(name: str) -> str:
    """The part whose relations a member holds, "" for any other."""
    folder, mark, last = name.rpartition("_rels/")
    return f"{folder}{last.removesuffix('.rels')}" if mark and last.endswith(".rels") else ""


def _less(xml: bytes, is_gone: Callable[[etree._Element], bool]) -> bytes:
    root = etree.fromstring(xml)
    for node in [node for node in root if is_gone(node)]:
        root.remove(node)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _less_slides(xml: bytes, ids: set[str]) -> bytes:
    """The presentation without the slides of these relations, in its sections too."""
    root = etree.fromstring(xml)
    numbers = set()
    for node in list(root.iterfind("{*}sldIdLst/{*}sldId")):
        if node.get(_R) in ids:
            numbers.add(node.get("id"))
            node.getparent().remove(node)  # type: ignore[union-attr]
    for node in list(root.iterfind("{*}extLst//{*}section/{*}sldIdLst/{*}sldId")):
        if node.get("id") in numbers:
            node.getparent().remove(node)  # type: ignore[union-attr]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
