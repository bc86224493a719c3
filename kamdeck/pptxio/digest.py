"""A checksum over everything that a slide is made of: whether anybody touched it since we wrote it."""

from __future__ import annotations

from zlib import crc32

from kamdeck.pptxio.package import Package


def slide_digest(package: Package, part: str) -> str:
    """Eight hexadecimal digits over a slide, its charts with their workbooks, and its notes."""
    found = [f"{package.checksum(part):08x}"]
    for rel in package.rels(part):
        if rel.kind in ("chart", "notesSlide") and rel.target in package:
            found.append(f"{rel.id} {package.checksum(rel.target):08x}")
            if rel.kind == "chart":
                books = [r for r in package.rels(rel.target) if r.kind == "package" and r.target in package]
                found += [f"{package.checksum(book.target):08x}" for book in books]
    return f"{crc32(' '.join(found).encode()):08x}"
