"""A book read through a mapping."""

from __future__ import annotations

from pathlib import Path

from kamdeck.errors import Problem
from kamdeck.sources.delimited import open_table
from kamdeck.sources.mapped import Mapped
from kamdeck.sources.spec import Mapping
from kamdeck.workbook.archive import RefusedError
from kamdeck.workbook.opening import refusal_reason, refused_error
from kamdeck.workbook.reader import read_source
from kamdeck.workbook.rows import Book


def read_mapped(
    path: Path, mapping: Mapping, *, lang: str | None = None, is_check: bool = False
) -> tuple[Book, tuple[Problem, ...]]:
    """The book whose sheets may come from other sheets and files, and all problems; as `read_book` has it.

    The file itself may be a text file (CSV). All files are only ever read.

    Raises: WorkbookError when the file itself cannot be read.
    """
    try:
        source = open_table(path, is_main=True)
        return read_source(source, path.name, Mapped(mapping, path, source), lang, is_check=is_check)
    except (OSError, RefusedError) as error:
        raise refused_error(path, refusal_reason(error, path), lang or "en") from None
