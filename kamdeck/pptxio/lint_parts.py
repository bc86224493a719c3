"""Faults of the package itself: XML, content types, relations, parts nobody reaches, media."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from typing import NamedTuple, cast

from lxml import etree

from kamdeck.errors import DeckError
from kamdeck.pptxio.markup import P, R
from kamdeck.pptxio.package import Package, Rel
from kamdeck.pptxio.relations import TYPES_PART, extension, rels_name, rows_of
from kamdeck.pptxio.xml import PARSER, Node
from kamdeck.text import told

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"

_OFFICE = "application/vnd.openxmlformats-officedocument."
_SHOW = _OFFICE + "presentationml."
_TYPE_OF_KIND = {
    "chart": _OFFICE + "drawingml.chart+xml",
    "slide": _SHOW + "slide+xml",
    "slideLayout": _SHOW + "slideLayout+xml",
    "slideMaster": _SHOW + "slideMaster+xml",
    "notesSlide": _SHOW + "notesSlide+xml",
    "notesMaster": _SHOW + "notesMaster+xml",
    "theme": _OFFICE + "theme+xml",
    "tags": _SHOW + "tags+xml",
    "tableStyles": _SHOW + "tableStyles+xml",
}
_STARTS = {
    "png": (b"\x89PNG",),
    "jpg": (b"\xff\xd8",),
    "jpeg": (b"\xff\xd8",),
    "gif": (b"GIF8",),
    "xlsx": (b"PK", b"\xd0\xcf\x11\xe0"),  # a protected workbook is an OLE file
    "emf": (b"\x01\0\0\0", b"\x1f\x8b"),
}
_NEEDED = {
    "slide": ("slideLayout",),
    "slideLayout": ("slideMaster",),
    "slideMaster": ("theme",),
    "notesSlide": ("slide", "notesMaster"),
}
_REL_IDS = etree.XPath("//@r:*", namespaces={"r": R}, smart_strings=False)
_CHOICE = f"{{{MC}}}Choice"
_UNUSUAL = (b"\tr:", b"\nr:", b"\rr:")
_RELATED, _CHOOSING = R.encode(), MC.encode()


class Fault(NamedTuple):
    """One fault: a code that names the kind, the part that has it, and what is wrong."""

    code: str
    part: str
    message: str


def nodes(path: etree.XPath, root: Node) -> list[Node]:
    """What a compiled path selects, where it selects elements."""
    return cast("list[Node]", path(root))


class Parts:
    """A package whose XML is looked at part by part: a tree is dropped before the next one is parsed, since
    all of them at once take ten times the deck.

    `looked` are the parts to look into, None for all. What other programs keep in `customXml` is their own
    and is not looked at.
    """

    def __init__(self, package: Package, looked: Container[str] | None = None) -> None:
        self.package = package
        self.names = package.names
        self.inside = tuple([name for name in self.names if looked is None or name in looked])
        self.faults: list[Fault] = []
        self._rels: dict[str, dict[str, Rel]] = {}

    def trees(self) -> Iterator[tuple[str, Node, bytes]]:
        """The parts to look into, with their XML; those that cannot be parsed are faults."""
        for name in self.inside:
            if extension(name) == "xml" and not name.startswith("customXml/"):
                try:
                    data = self.package.read(name)
                    tree = self.package.tree(name)
                    root = etree.fromstring(data, PARSER) if tree is None else cast("Node", tree)
                except (DeckError, etree.XMLSyntaxError) as fault:
                    self.faults.append(Fault("xml", name, str(fault)))
                else:
                    yield name, root, data

    def layout_ids(self, master: str) -> list[Node]:
        """The entries of a master's layouts; none where it cannot be parsed, which is a fault of its own."""
        try:
            root = etree.fromstring(self.package.read(master), PARSER)
        except (DeckError, etree.XMLSyntaxError):
            return []
        return root.findall(f"{{{P}}}sldLayoutIdLst/{{{P}}}sldLayoutId")

    def rels(self, name: str) -> dict[str, Rel]:
        """The relations of a part by id; none where they cannot be read."""
        found = self._rels.get(name)
        if found is None:
            try:
                found = {rel.id: rel for rel in self.package.rels(name)}
            except DeckError as fault:
                self.faults.append(Fault("xml", rels_name(name), str(fault)))
                found = {}
            self._rels[name] = found
        return found

    def kind(self, name: str) -> str:
        """`slide`, `chart`, ... by the part's content type."""
        return (self.package.content_type(name) or "").rpartition(".")[2].partition("+")[0]


def package_faults(parts: Parts) -> list[Fault]:
    """The faults of the package, those found on the way first."""
    faults = [
        *_names(parts),
        *_types(parts),
        *_relations(parts),
        *_orphans(parts),
        *_needed(parts),
        *_media(parts),
    ]
    return [*parts.faults, *faults]


def markup_faults(parts: Parts, name: str, root: Node, data: bytes) -> list[Fault]:
    """The faults that the XML of any part can have. Most parts, like the hundreds of tags parts, use neither
    relations nor alternatives."""
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16, where nothing is found as bytes
    found = []
    if b"<!DOCTYPE" in data:
        found.append(Fault("xml", name, told("fault.doctype")))
    if is_wide or _RELATED in data:
        found += _rel_ids(parts, name, root, data)
    if is_wide or _CHOOSING in data:
        found += _choices(name, root)
    return found


def _names(parts: Parts) -> Iterator[Fault]:
    for name, count in Counter(n.casefold() for n in parts.package.members).items():
        if count > 1:
            yield Fault("name", name, told("fault.names_alike", n=count))


def _types(parts: Parts) -> Iterator[Fault]:
    package = parts.package
    rows = rows_of(package.read(TYPES_PART), ("Override",), TYPES_PART)
    for name, count in Counter(row.get("PartName", "").casefold() for _, row in rows).items():
        if count > 1:
            yield Fault("type", TYPES_PART, told("fault.types", name=name, n=count))
    for name in package.overrides:
        if name not in package:
            yield Fault("type", TYPES_PART, told("fault.type_absent", part=name))
    for name in parts.names:
        if package.content_type(name) is None:
            yield Fault("type", name, told("fault.no_type"))


def _relations(parts: Parts) -> Iterator[Fault]:
    package = parts.package
    for name in ("", *parts.names):
        part, rels = rels_name(name), parts.rels(name)
        if len(rels) != len(package.rels(name) if rels else ()):
            yield Fault("relation", part, told("fault.same_relation"))
        for rel in rels.values():
            if not rel.is_external:
                yield from _target(package, part, rel)


def _target(package: Package, part: str, rel: Rel) -> Iterator[Fault]:
    if rel.target not in package:
        if not rel.target.endswith("/NULL"):  # PowerPoint itself writes this for a lost picture
            yield Fault("relation", part, _missing(rel))
        return
    have, want = package.content_type(rel.target), _TYPE_OF_KIND.get(rel.kind)
    if want not in (None, have):
        yield Fault("type", rel.target, told("fault.used_as", kind=rel.kind, type=have))


def _missing(rel: Rel) -> str:
    if ":/" in rel.target or rel.target.startswith("mailto:"):
        return told("fault.not_external", part=rel.id)
    return told("fault.missing_part", relation=rel.id, part=rel.target)


def _orphans(parts: Parts) -> Iterator[Fault]:
    """Parts that no chain of relations reaches from the package."""
    reached, queue = {""}, [""]
    while queue:
        for rel in parts.rels(queue.pop()).values():
            if not rel.is_external and rel.target not in reached:
                reached.add(rel.target)
                queue.append(rel.target)
    for name in parts.names:
        if name not in reached:
            yield Fault("orphan", name, told("fault.orphan"))
    held = {rels_name(name) for name in ("", *parts.names)}
    for name in parts.package.members:
        if name.endswith(".rels") and name not in held:
            yield Fault("orphan", name, told("fault.relations_absent"))


def _rel_ids(parts: Parts, name: str, root: Node, data: bytes) -> Iterator[Fault]:
    """Ids that the XML uses and no relation has."""
    rels = parts.rels(name)
    if _is_plainly_related(root, data, rels):
        return
    used = cast("list[str]", _REL_IDS(root))
    for rel_id in sorted({value for value in used if value} - rels.keys()):
        yield Fault("relation", name, told("fault.no_relation", id=rel_id))


def _is_plainly_related(root: Node, data: bytes, rels: Container[str]) -> bool:
    """Whether all that looks like an id of a relation is one: true of most parts, and seen in their bytes
    in a tenth of the time that a walk over all attributes takes."""
    if root.nsmap.get("r") != R or data.count(_RELATED) != 1 or any(mark in data for mark in _UNUSUAL):
        return False
    for piece in data.split(b" r:")[1:]:
        name, _, rest = piece.partition(b'="')
        if not name.isalpha() or rest.partition(b'"')[0].decode("utf-8", "replace") not in rels:
            return False
    return True


def _needed(parts: Parts) -> Iterator[Fault]:
    for name in parts.names:
        for kind in _NEEDED.get(parts.kind(name), ()):
            count = sum(1 for rel in parts.rels(name).values() if rel.kind == kind)
            if count != 1:
                yield Fault("relation", name, told("fault.one_relation", kind=kind, n=count))


def _choices(name: str, root: Node) -> Iterator[Fault]:
    for choice in root.iter(_CHOICE):
        for prefix in (choice.get("Requires") or "").split():
            if prefix not in choice.nsmap:
                yield Fault("choice", name, told("fault.alternative", prefix=prefix))


def _media(parts: Parts) -> Iterator[Fault]:
    for name in parts.inside:
        starts = _STARTS.get(extension(name))
        try:
            if starts and not parts.package.read(name).startswith(starts):
                yield Fault("media", name, told("fault.content", type=extension(name)))
        except DeckError as fault:
            yield Fault("media", name, str(fault))
