"""A copy of the workbook with the faulty cells marked, and a first sheet that lists the problems."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kamdeck.errors import Problem, WorkbookError
from kamdeck.text import Say, entry
from kamdeck.text.catalogues import ENGLISH
from kamdeck.workbook.opening import sniff

ERROR_FILL, WARNING_FILL = "FFF9D5D0", "FFFDEBC8"
_NAVY, _WHITE, _LINK = "FF14284F", "FFFFFFFF", "FF4F86C6"


def annotate(
    source: str | Path, problems: Iterable[Problem], copy: str | Path, *, lang: str | None = None
) -> None:
    """Writes the copy: faulty cells filled and commented, the problems listed with links on a first sheet.

    The source is only read. Formulas of the copy have no results until Excel calculates them on opening.

    Raises: WorkbookError when the source cannot be marked or the copy not written.
    """
    source, copy, problems = Path(source), Path(copy), tuple(problems)
    say = Say(lang or ENGLISH)
    if copy.exists() and copy.samefile(source):
        raise _error(say, "same", copy)
    if sniff(source.read_bytes()) != "xlsx":
        raise _error(say, "kind", copy)
    from openpyxl import load_workbook

    try:
        book = load_workbook(source, keep_vba=source.suffix.lower() == ".xlsm")
    except Exception:  # openpyxl has no one exception for files it cannot digest
        raise _error(say, "failed", copy) from None
    for problem in problems:
        if problem.cell and problem.sheet in book.sheetnames:
            for cell in (problem.cell, *problem.more):
                _mark(book[problem.sheet][cell], problem)
    _list(book, problems, say)
    try:
        book.save(copy)
    except OSError:
        raise _error(say, "write", copy) from None


def _error(say: Say, key: str, copy: Path) -> WorkbookError:
    return WorkbookError(say(f"marked.{key}", name=copy.name), say(f"marked.{key}_hint"))


def _mark(cell: Any, problem: Problem) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if isinstance(cell, MergedCell):
        return
    color = ERROR_FILL if problem.severity == "error" else WARNING_FILL
    cell.fill = PatternFill("solid", fgColor=color)
    text = f"{problem.message}\n{problem.hint}".strip()
    if cell.comment is not None:
        text = f"{text}\n\n{cell.comment.text}"
    cell.comment = Comment(text, "kamdeck", width=320, height=110)


def _list(book: Any, problems: tuple[Problem, ...], say: Say) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    title = say("marked.title")
    while title in book.sheetnames:
        title += "_"
    page = book.create_sheet(title, 0)
    for column, (header, width) in enumerate(
        zip(entry(say.lang, "marked", "headers"), (6, 14, 22, 9, 70, 60), strict=True), 1
    ):
        cell = page.cell(1, column, header)
        cell.font = Font(name="Arial", size=10, bold=True, color=_WHITE)
        cell.fill = PatternFill("solid", fgColor=_NAVY)
        page.column_dimensions[cell.column_letter].width = width
    if not problems:
        page.cell(2, 5, say("marked.none"))
    for row, problem in enumerate(problems, 2):
        line = (
            row - 1,
            say(f"marked.{problem.severity}"),
            problem.sheet,
            problem.cell,
            problem.message,
            problem.hint,
        )
        for column, value in enumerate(line, 1):
            cell = page.cell(row, column)
            # A seen value may begin with "=": it is a text to show, never a formula to run.
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            cell.font = Font(name="Arial", size=10)
            cell.alignment = Alignment(vertical="top", wrap_text=column > 4)
        color = ERROR_FILL if problem.severity == "error" else WARNING_FILL
        page.cell(row, 2).fill = PatternFill("solid", fgColor=color)
        if problem.sheet in book.sheetnames:
            link = page.cell(row, 4 if problem.cell else 3)
            quoted = problem.sheet.replace("'", "''")
            link.hyperlink = f"#'{quoted}'!{problem.cell or 'A1'}"
            link.font = Font(name="Arial", size=10, color=_LINK, underline="single")
    page.freeze_panes = "A2"
    book.active = 0
