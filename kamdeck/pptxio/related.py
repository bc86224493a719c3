"""The relations that a piece of a slide uses, dropped with what is taken out of it."""

from __future__ import annotations

from lxml import etree

from kamdeck.pptxio.edit_shapes import drop_related
from kamdeck.pptxio.markup import R
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.xml import Node

_RELATED = etree.XPath(f"descendant-or-self::*/@*[namespace-uri()='{R}']")


def related(node: Node) -> frozenset[str]:
    """The ids of the relations that an element uses."""
    found = _RELATED(node)
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def drop_unused(package: Package, part: str, used: frozenset[str], root: Node) -> None:
    """Take out those of the relations used once that a part's tree uses no more."""
    if used:
        for rel_id in sorted(used - related(root)):
            drop_related(package, part, rel_id)
