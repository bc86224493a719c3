"""A copy of the workbook with the faulty cells marked, and a first sheet that lists the problems."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kamdeck.errors import Problem, WorkbookError
from kamdeck.workbook.opening import sniff

ERROR_FILL, WARNING_FILL = "FFF9D5D0", "FFFDEBC8"
_NAVY, _WHITE, _LINK = "FF14284F", "FFFFFFFF", "FF4F86C6"
_WORDS = {
    "en": {
        "title": "Problems", "none": "No problem was found.", "error": "error", "warning": "warning",
        "headers": ("No.", "Kind", "Sheet", "Cell", "What is wrong", "What to do"),
        "same": ("The marked copy would replace the workbook itself.", "Give the copy another name."),
        "kind": ("Only .xlsx and .xlsm workbooks can be marked.", "Save the workbook as .xlsx first."),
        "failed": ("The marked copy {name} cannot be made.", "Save the workbook again, then try once more."),
        "write": ("The marked copy {name} cannot be written.", "Close it, and check the folder."),
    },
    "fr": {
        "title": "Problèmes", "none": "Aucun problème trouvé.", "error": "erreur", "warning": "avertissement",
        "headers": ("N°", "Nature", "Feuille", "Cellule", "Ce qui ne va pas", "Que faire"),
        "same": ("La copie annotée remplacerait le classeur lui-même.", "Donnez un autre nom à la copie."),
        "kind": ("Seuls les classeurs .xlsx et .xlsm peuvent être annotés.", "Enregistrez d'abord en .xlsx."),
        "failed": ("La copie {name} ne peut être créée.", "Réenregistrez le classeur, puis réessayez."),
        "write": ("La copie {name} ne peut être écrite.", "Fermez-la, et vérifiez le dossier."),
    },
}  # fmt: skip


def annotate(
    source: str | Path, problems: Iterable[Problem], copy: str | Path, *, lang: str | None = None
) -> None:
    """Writes the copy: faulty cells filled and commented, the problems listed with links on a first sheet.

    The source is only read. Formulas of the copy have no results until Excel calculates them on opening.

    Raises: WorkbookError when the source cannot be marked or the copy not written.
    """
    source, copy, problems = Path(source), Path(copy), tuple(problems)
    words = _WORDS["fr" if lang == "fr" else "en"]
    if copy.exists() and copy.samefile(source):
        raise _error(words, "same", copy)
    if sniff(source.read_bytes()) != "xlsx":
        raise _error(words, "kind", copy)
    from openpyxl import load_workbook

    try:
        book = load_workbook(source, keep_vba=source.suffix.lower() == ".xlsm")
    except Exception:  # openpyxl has no one exception for files it cannot digest
        raise _error(words, "failed", copy) from None
    for problem in problems:
        if problem.cell and problem.sheet in book.sheetnames:
            for cell in (problem.cell, *problem.more):
                _mark(book[problem.sheet][cell], problem)
    _list(book, problems, words)
    try:
        book.save(copy)
    except OSError:
        raise _error(words, "write", copy) from None


def _error(words: dict[str, Any], key: str, copy: Path) -> WorkbookError:
    message, hint = words[key]
    return WorkbookError(message.format(name=copy.name), hint)


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


def _list(book: Any, problems: tuple[Problem, ...], words: dict[str, Any]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    title = words["title"]
    while title in book.sheetnames:
        title += "_"
    page = book.create_sheet(title, 0)
    for column, (header, width) in enumerate(zip(words["headers"], (6, 14, 22, 9, 70, 60), strict=True), 1):
        cell = page.cell(1, column, header)
        cell.font = Font(name="Arial", size=10, bold=True, color=_WHITE)
        cell.fill = PatternFill("solid", fgColor=_NAVY)
        page.column_dimensions[cell.column_letter].width = width
    if not problems:
        page.cell(2, 5, words["none"])
    for row, problem in enumerate(problems, 2):
        line = (row - 1, words[problem.severity], problem.sheet, problem.cell, problem.message, problem.hint)
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
