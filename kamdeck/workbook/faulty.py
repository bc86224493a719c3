"""The broken sample workbook: the story with one of each fault planted in it."""

from __future__ import annotations

from pathlib import Path

from kamdeck.workbook.starter import write_starter


def write_broken(path: Path) -> None:
    """Writes the workbook."""
    write_starter(path, sample=True)
