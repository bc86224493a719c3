"""The relations that a piece of a slide uses, dropped with what is taken out of it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from kamdeck.pptxio.markup import R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.xml import Node

LINKS = ("hyperlink", "slide")  # a jump leads to a slide; a slide has no other relation to one
_RELATED = etree.XPath("descendant-or-self::*/@r:*", namespaces={"r": R})
_SHARED = ("slideLayout", "slideMaster", "notesMaster", "theme", "slide", "handoutMaster", "presentation")


def related(node: Node) -> frozenset[str]:
    """The ids of the relations that an element uses."""
    found = _RELATED(node)
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def drop_unused(package: Package, part: str, used: Iterable[str], root: Node) -> None:
    """Take out those of the relations used once that a part's tree uses no more."""
    if used:
        for rel_id in sorted(frozenset(used) - related(root)):
            drop_related(package, part, rel_id)


def drop_dead_links(package: Package, part: str, root: Node, kinds: Iterable[str] = LINKS) -> None:
    """Take out the relations of links that nothing in a part uses any more."""
    drop_unused(package, part, [rel.id for rel in package.rels(part) if rel.kind in kinds], root)


def drop_related(package: Package, part: str, rel_id: str) -> None:
    """Take out a relation, and what it led to if nothing else leads there."""
    rel = package.rel(part, rel_id)
    if rel is None:
        return
    package.drop_rel(part, rel_id)
    if not rel.is_external:
        drop_orphan(package, rel.target)


def drop_slide(package: Package, part: str) -> None:
    """Take out a slide's part, which only its own notes lead to, with all that only it uses."""
    rels = package.rels(part)
    package.drop(part)
    for rel in rels:
        if not rel.is_external and rel.kind == "notesSlide" and rel.target in package:
            package.drop(rel.target)
        elif not rel.is_external and rel.kind not in _SHARED:
            drop_orphan(package, rel.target)


def drop_orphan(package: Package, part: str) -> None:
    """Take out a part that no relation leads to, and then what only it led to."""
    if part not in package or package.referrers(part):
        return
    rels = package.rels(part)
    package.drop(part)
    for rel in rels:
        if not rel.is_external and rel.kind not in _SHARED:
            drop_orphan(package, rel.target)
