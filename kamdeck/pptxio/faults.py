"""Which slides a fault of a deck belongs to, so that one bad slide does not stop the others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kamdeck.errors import DeckError
from kamdeck.pptxio.package import Package

_NAME = re.compile(rb'<(?:\w+:)?cSld\b[^>]*? name="([^"]*)"')
_KEY = re.compile(rb'name="kd:([^"/]+)/')


class FaultySlideError(DeckError):
    """One slide cannot be brought up to date: `slide` is its key."""

    def __init__(self, slide: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.slide = slide


def slides_of(package: Package, parts: Iterable[str]) -> frozenset[str]:
    """The keys of our slides that some parts belong to: the slide itself, its charts, their workbooks, its
    notes; empty where any of them belongs to no slide of ours."""
    owners = _owners(package)
    found = {owners.get(part, "") for part in parts}
    return frozenset() if "" in found else frozenset(found)


def _owners(package: Package) -> dict[str, str]:
    owners: dict[str, str] = {}
    for part in package.names:
        if not part.startswith("ppt/slides/slide"):
            continue
        data = package.read(part)
        named = _NAME.search(data) or _KEY.search(data)
        if named is None:
            continue
        key = owners[part] = named[1].decode("utf-8", "replace")
        for rel in package.rels(part):
            if rel.kind in ("chart", "notesSlide") and not rel.is_external:
                owners[rel.target] = key
                owners |= {r.target: key for r in package.rels(rel.target) if r.kind == "package"}
    return owners
