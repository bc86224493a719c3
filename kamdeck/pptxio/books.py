"""The embedded workbooks of charts: where they are, and what tells one state of them from another."""

from __future__ import annotations

from kamdeck.pptxio.package import Package


def book_of(package: Package, chart: str) -> str:
    """The part of a chart's embedded workbook, "" where it was lost."""
    found = package.related(chart, "package")
    return found if found is not None and found in package else ""


def book_mark(package: Package, chart: str) -> str:
    """A checksum of a chart's embedded workbook, "" where it was lost."""
    found = book_of(package, chart)
    return f"{package.checksum(found):08x}" if found else ""
