"""Makes the sample workbooks: `python -m kamdeck.workbook.samples [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from kamdeck.workbook.faulty import write_broken
from kamdeck.workbook.pages import Page, filled, pages
from kamdeck.workbook.rows import Book
from kamdeck.workbook.starter import write_starter, write_workbook
from kamdeck.workbook.story import sample_folder, told_story

SMALL_ACCOUNTS = 6
DISCLAIMER = "Illustrative figures."
OTHERS = ("pumps", "emballages")
"""Stories in one language, each of which holds what the others lack; not part of the installed package."""


def make(folder: Path) -> tuple[Path, ...]:
    """The sample workbooks, written to the folder; the same bytes every time.

    Raises: WorkbookError when one cannot be written.
    """
    story, french, small, broken = (
        folder / f"{name}.xlsx" for name in ("health_cloud", "health_cloud_fr", "small", "broken")
    )
    write_starter(story, lang="en", sample=True)
    write_starter(french, lang="fr", sample=True)
    write_workbook(small, _small(), "en", {"language": "en", "currency": "USD", "disclaimer": DISCLAIMER})
    write_broken(broken)
    return story, french, small, broken, *(_told(folder, name) for name in OTHERS)


def _told(folder: Path, name: str) -> Path:
    """The workbook of a story in the story's own language, with the sheets that it has."""
    path, story = folder / f"{name}.xlsx", told_story(name)
    lang = story["settings"]["language"]
    told = [(sheet, story[sheet.key]) for sheet in Book.sheets if sheet.key in story]
    shown = [filled(sheet, lang, table["columns"], table["rows"]) for sheet, table in told]
    write_workbook(path, shown, lang, story["settings"])
    return path


def _small() -> list[Page]:
    """Accounts and Revenue alone, with the first six accounts of the story."""
    found = [page for page in pages("en", sample=True) if page.sheet.required]
    for page in found:
        page.rows = page.rows[:SMALL_ACCOUNTS]
    return found


if __name__ == "__main__":
    for made in make(Path(sys.argv[1]) if len(sys.argv) > 1 else sample_folder()):
        print(made)
