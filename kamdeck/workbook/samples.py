"""Makes the sample workbooks: `python -m kamdeck.workbook.samples [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from kamdeck.workbook.faulty import write_broken
from kamdeck.workbook.pages import Page, pages
from kamdeck.workbook.starter import write_starter, write_workbook
from kamdeck.workbook.story import sample_folder

SMALL_ACCOUNTS = 6
DISCLAIMER = "Illustrative figures."


def make(folder: Path) -> tuple[Path, ...]:
    """The four sample workbooks, written to the folder; the same bytes every time.

    Raises: WorkbookError when one cannot be written.
    """
    story, french, small, broken = (
        folder / f"{name}.xlsx" for name in ("health_cloud", "health_cloud_fr", "small", "broken")
    )
    write_starter(story, lang="en", sample=True)
    write_starter(french, lang="fr", sample=True)
    write_workbook(small, _small(), "en", {"language": "en", "currency": "USD", "disclaimer": DISCLAIMER})
    write_broken(broken)
    return story, french, small, broken


def _small() -> list[Page]:
    """Accounts and Revenue alone, with the first six accounts of the story."""
    found = [page for page in pages("en", sample=True) if page.sheet.required]
    for page in found:
        page.rows = page.rows[:SMALL_ACCOUNTS]
    return found


if __name__ == "__main__":
    for made in make(Path(sys.argv[1]) if len(sys.argv) > 1 else sample_folder()):
        print(made)
