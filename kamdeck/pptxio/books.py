"""The embedded workbooks of charts: where they are, and what tells one state of them from another."""

from __future__ import annotations

from kamdeck.pptxio.charts import WORKBOOK_PATTERN, WORKBOOK_TYPE
from kamdeck.pptxio.package import Package


def book_of(package: Package, chart: str) -> str:
    """The part of a chart's embedded workbook, "" where it was lost."""
    found = package.related(chart, "package")
    return found if found is not None and found in package else ""


def book_mark(package: Package, chart: str) -> str:
    """A checksum of a chart's embedded workbook, "" where it was lost."""
    found = book_of(package, chart)
    return f"{package.checksum(found):08x}" if found else ""


def link_of(package: Package, chart: str) -> str:
    """Where a chart takes its data from outside the deck, "" where it has a workbook of its own or none."""
    kinds = ("package", "oleObject", "externalLink", "externalLinkPath")
    return next((rel.target for rel in package.rels(chart) if rel.is_external and rel.kind in kinds), "")


def embed(package: Package, part: str, book: bytes) -> str:
    """Write the workbook into the part it has, or a new one; the id of its relation."""
    found = book_of(package, part)
    if found and found.endswith(".xlsx"):
        package.write(found, book, WORKBOOK_TYPE)
        return next(rel.id for rel in package.rels(part) if rel.target == found)
    name = package.free_name(WORKBOOK_PATTERN)
    package.write(name, book, WORKBOOK_TYPE)
    links = [rel for rel in package.rels(part) if rel.kind in ("package", "oleObject")]
    for rel in links:
        package.drop_rel(part, rel.id)
        if not rel.is_external and rel.target in package and not package.referrers(rel.target):
            package.drop(rel.target)
    return package.add_rel(part, "package", name)
