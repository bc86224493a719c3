from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kamdeck.errors import WorkbookError
from kamdeck.workbook.annotate import ERROR_FILL, WARNING_FILL, annotate
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.story import sample_folder
from tests.workbook_files import ACCOUNTS, write

BROKEN = sample_folder() / "broken.xlsx"


@pytest.mark.parametrize(("lang", "title"), [("en", "Problems"), ("fr", "Problèmes")])
def test_the_copy_marks_every_cell_and_lists_every_problem(tmp_path: Path, lang: str, title: str) -> None:
    _, problems = read_book(BROKEN, lang=lang)
    before = hashlib.sha256(BROKEN.read_bytes()).hexdigest()
    copy = tmp_path / "marked.xlsx"
    annotate(BROKEN, problems, copy, lang=lang)
    assert hashlib.sha256(BROKEN.read_bytes()).hexdigest() == before
    book = load_workbook(copy)
    assert book.sheetnames[0] == title
    for problem in problems:
        if problem.cell:
            cell = book[problem.sheet][problem.cell]
            assert cell.fill.fgColor.rgb in (ERROR_FILL, WARNING_FILL), problem.place
            assert cell.comment is not None
            assert problem.message in cell.comment.text
    listed = list(book[title].iter_rows(min_row=2, values_only=True))
    assert [(row[2], row[3] or "", row[4], row[5]) for row in listed] == [
        (p.sheet, p.cell, p.message, p.hint) for p in problems
    ]
    links = [
        book[title].cell(row, 4).hyperlink or book[title].cell(row, 3).hyperlink
        for row in range(2, len(listed) + 2)
    ]
    assert all(link is not None and link.ref for link in links)


def test_the_marked_copy_still_reads_the_same(tmp_path: Path) -> None:
    book, problems = read_book(BROKEN, lang="en")
    copy = tmp_path / "marked.xlsx"
    annotate(BROKEN, problems, copy)
    again, found = read_book(copy, lang="en")
    # The copy's formulas wait for Excel to calculate them: an error value reads as "no result" until then.
    assert [p.place for p in found] == [p.place for p in problems]
    assert {(p.code, q.code) for p, q in zip(problems, found, strict=True) if p.code != q.code} == {
        ("error-value", "no-result")
    }
    assert again.revenue == book.revenue


def test_a_seen_formula_stays_a_text(tmp_path: Path) -> None:
    path = write(
        tmp_path / "book.xlsx",
        {"Accounts": [*ACCOUNTS, ["=1+1"]], "Revenue": [["Account", "2026"], ["=cmd|x", 1]]},
    )
    _, problems = read_book(path, lang="en")
    copy = tmp_path / "copy.xlsx"
    annotate(path, problems, copy)
    for row in load_workbook(copy)["Problems"].iter_rows():
        assert all(cell.data_type != "f" for cell in row)


def test_the_source_is_never_overwritten(tmp_path: Path) -> None:
    path = write(tmp_path / "book.xlsx", {"Accounts": ACCOUNTS})
    with pytest.raises(WorkbookError, match="replace the workbook itself"):
        annotate(path, (), path)
    with pytest.raises(WorkbookError, match="cannot be written"):
        annotate(path, (), tmp_path / "no folder" / "copy.xlsx")


def test_only_new_workbooks_can_be_marked(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(WorkbookError, match="annotés"):
        annotate(path, (), tmp_path / "copy.xlsx", lang="fr")
