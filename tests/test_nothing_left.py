"""A deck that would be a cover and data notes only is not made, and the workbook's problems are said."""

from __future__ import annotations

from pathlib import Path

import pytest

import kamdeck
from kamdeck.errors import WorkbookError
from tests.workbook_files import ACCOUNTS, REVENUE, write


def test_a_fault_that_holds_back_every_view_ends_the_build(tmp_path: Path) -> None:
    rows = [*REVENUE[:-1], ["South", 50, "about 40"]]
    book = write(tmp_path / "book.xlsx", {"Accounts": ACCOUNTS, "Revenue": rows})
    with pytest.raises(WorkbookError, match="No slide can be made") as raised:
        kamdeck.build(book, tmp_path / "deck.pptx", lang="en")
    assert [problem.place for problem in raised.value.problems] == ["Revenue!C3"]
    assert not (tmp_path / "deck.pptx").exists()


def test_a_cover_that_is_asked_for_alone_is_made(tmp_path: Path) -> None:
    book = write(tmp_path / "book.xlsx", {"Accounts": ACCOUNTS, "Revenue": REVENUE})
    report = kamdeck.build(book, tmp_path / "deck.pptx", lang="en", views=["cover", "notes"])
    assert "cover" in report.slides
