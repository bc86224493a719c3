"""What Office has been seen to write, and the patterns of a deck that it has never been seen to write.

An inventory counts, per kind of part: parent and child, element and attribute, values that look like
enumerations, and which child came before which. A stranger is a place to look, not a verdict: it is
written the way Office does, or stands in `ACCEPTED` with its reason.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from kamdeck.pptxio.package import Package
from kamdeck.pptxio.relations import TYPES_PART
from kamdeck.pptxio.xml import Node

KINDS = (
    (re.compile(r"ppt/slides/slide\d+\.xml"), "slide"),
    (re.compile(r"ppt/slideLayouts/.*\.xml"), "layout"),
    (re.compile(r"ppt/slideMasters/.*\.xml"), "master"),
    (re.compile(r"ppt/charts/chart[^/]*\.xml"), "chart"),
    (re.compile(r"ppt/theme/.*\.xml"), "theme"),
    (re.compile(r"ppt/presentation\.xml"), "presentation"),
    (re.compile(r"ppt/notesSlides/.*\.xml"), "notes"),
    (re.compile(r"ppt/tags/.*\.xml"), "tags"),
    (re.compile(re.escape(TYPES_PART)), "types"),
    (re.compile(r".*\.rels"), "rels"),
)

# Patterns that no specimen shows and that are right all the same.
ACCEPTED = {
    # The order that the schema asks for; of axes that cross at a value the specimens hold the reverse only.
    "chart: chart:catAx: chart:spPr < chart:crossesAt",
    # Shapes marked as decorative for screen readers: Office 2019 and later; the specimens are older.
    "slide: main:ext > decorative:decorative",
    "slide: decorative:decorative @val",
    # The tick of a status: the specimens have this shape on layouts only.
    "slide: main:prstGeom @prst=corner",
    # A number format of one label's own: the schema has it; nobody happened to use it in a specimen.
    "chart: chart:dLbl > chart:numFmt",
    # Right is where a line chart puts its labels by itself, so that no specimen says it; the schema
    # (ST_DLblPos) has it for line and scatter charts.
    "chart: chart:dLblPos @val=r",
    # A chart's filter, as Office 2013 and later write it (MS-ODRAWXML 2.24.3); nobody used one in a specimen.
    "chart: chart:strRef > chart:extLst",
    "chart: chart:numRef > chart:extLst",
    "chart: chart:ext > chart:fullRef",
    "chart: chart:fullRef > chart:sqref",
    # A workbook with macros inside a chart, as a person may have put one there.
    "types: content-types:Default @ContentType=application/vnd.ms-excel.sheet.macroEnabled.12",
}

_ENUMERATION = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,24}")
_HEX = re.compile(r"[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}")
_FREE = {"name", "id", "descr", "title", "typeface", "lang", "embed", "userDrawn", "altLang"}
_PACKAGE_ENUMERATIONS = {"Type", "ContentType", "TargetMode"}


class Inventory:
    """The patterns of Office, by kind of part."""

    def __init__(self, kinds: dict[str, dict[str, int]]) -> None:
        self._kinds = kinds

    def strangers(self, deck: bytes) -> list[str]:
        """The patterns of a deck that are neither known nor accepted."""
        found = {
            f"{kind}: {pattern}" for kind, pattern in _deck_patterns(deck) if self._is_strange(kind, pattern)
        }
        return sorted(found - ACCEPTED)

    def _is_strange(self, kind: str, pattern: str) -> bool:
        known = self._kinds.get(kind, {})
        if pattern in known:
            return False
        if " < " in pattern:  # an order says something only where the reverse was seen
            parent, _, order = pattern.partition(": ")
            first, _, second = order.partition(" < ")
            return f"{parent}: {second} < {first}" in known
        return "=" not in pattern or pattern.partition("=")[0] in known


def load(path: Path) -> Inventory:
    """The inventory in a file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return Inventory(json.load(file)["kinds"])


def _deck_patterns(deck: bytes) -> Iterator[tuple[str, str]]:
    package = Package.open(deck)
    for name in package.members:
        kind = next((kind for pattern, kind in KINDS if pattern.fullmatch(name)), None)
        if kind is not None:
            for node in etree.fromstring(package.read(name)).iter(etree.Element):
                yield from ((kind, pattern) for pattern in _patterns(kind, node))


def _patterns(kind: str, node: Node) -> Iterator[str]:
    tag = _short(node.tag)
    children = list(dict.fromkeys(_short(child.tag) for child in node if isinstance(child.tag, str)))
    for i, child in enumerate(children):
        yield f"{tag} > {child}"
        yield from (f"{tag}: {child} < {later}" for later in children[i + 1 :])
    for key, value in node.attrib.items():
        attribute, text = _short(key), str(value)
        yield f"{tag} @{attribute}"
        if _is_enumeration(kind, attribute, text):
            yield f"{tag} @{attribute}={text}"


def _is_enumeration(kind: str, attribute: str, value: str) -> bool:
    if kind in ("rels", "types"):
        return attribute in _PACKAGE_ENUMERATIONS
    return (
        kind != "tags"
        and attribute not in _FREE
        and not attribute.startswith("relationships:")
        and _ENUMERATION.fullmatch(value) is not None
        and _HEX.fullmatch(value) is None
    )


def _short(tag: object) -> str:
    """A name with the last piece of its namespace: `main:ext`."""
    space, closed, name = str(tag).removeprefix("{").rpartition("}")
    return f"{space.rstrip('/').rpartition('/')[2]}:{name}" if closed else name
