"""What would make PowerPoint repair or refuse a deck, found before the deck replaces another.

The rules look across parts, where no schema looks: relations, content types, ids, axes, caches against
sheets, glued connectors, sections. A deck that people edited elsewhere may have faults of its own: what
a refresh must not do is add one.
"""

from __future__ import annotations

from pathlib import Path

from kamdeck.errors import DeckError
from kamdeck.pptxio.lint_chart import chart_faults
from kamdeck.pptxio.lint_parts import Fault, Parts, markup_faults, package_faults
from kamdeck.pptxio.lint_show import show_faults
from kamdeck.pptxio.lint_slide import slide_faults
from kamdeck.pptxio.markup import C, P
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.xml import Node

__all__ = ["Fault", "lint"]

_SHEETS = {
    f"{{{P}}}{tag}" for tag in ("sld", "sldLayout", "sldMaster", "notes", "notesMaster", "handoutMaster")
}


def lint(source: Package | Path | str | bytes, *, is_whole: bool = True) -> tuple[Fault, ...]:
    """Every fault of a deck, in the order of its parts; none where all is well.

    A package is looked at as it would be saved. Unless `is_whole`, faults inside parts that nobody wrote
    to since it was opened, which it had before, are not looked for; those between parts always are.
    """
    try:
        package = source if isinstance(source, Package) else Package.open(source)
    except DeckError as refusal:
        return (Fault("package", "", str(refusal)),)
    package.settle()
    parts = Parts(package, None if is_whole else _at_stake(package))
    faults = [fault for part in parts.trees() for fault in _inside(parts, *part)]
    return (*package_faults(parts), *faults)


def _inside(parts: Parts, name: str, root: Node, data: bytes) -> list[Fault]:
    """The faults inside one part."""
    found = markup_faults(parts, name, root, data)
    if root.tag in _SHEETS:
        return found + slide_faults(parts, name, root)
    if root.tag == f"{{{C}}}chartSpace":
        return found + chart_faults(parts, name, root)
    return found + show_faults(parts, name, root) if root.tag == f"{{{P}}}presentation" else found


def _at_stake(package: Package) -> frozenset[str]:
    """The parts that may have a new fault inside: those written to, and those that are held against others
    (the presentation and the masters against one another, a chart against its workbook)."""
    changed = package.changed
    found = set(changed)
    for name in package.names:
        kind = package.content_type(name) or ""
        if kind.endswith((".main+xml", "slideMaster+xml")) or (
            kind.endswith("drawingml.chart+xml") and _is_tied(package, name, changed)
        ):
            found.add(name)
    return frozenset(found)


def _is_tied(package: Package, name: str, changed: frozenset[str]) -> bool:
    """Whether a part is related to one that was written to."""
    try:
        return any(rel.target in changed for rel in package.rels(name))
    except DeckError:
        return False  # relations that cannot be read are a fault that is said elsewhere
