"""Real files written by nobody on this project: each ends in a book with problems or in a sentence."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest

from kamdeck.errors import Problem, WorkbookError
from kamdeck.workbook.reader import read_book

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpus"
SECONDS = 60
FILES = sorted(p for folder in ("hostile", "business") for p in (CORPUS / folder).glob("*") if p.is_file())


@pytest.mark.skipif(not FILES, reason=f"the corpus of real workbooks is not at {CORPUS}")
def test_the_corpus_is_there() -> None:
    assert len(FILES) > 150


def _told(path: Path, lang: str) -> tuple[Problem, ...] | WorkbookError:
    try:
        return read_book(path, lang=lang)[1]
    except WorkbookError as error:
        return error


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_file_ends_in_a_book_or_a_sentence(path: Path) -> None:
    started = monotonic()
    for lang in ("en", "fr"):
        told = _told(path, lang)
        if isinstance(told, WorkbookError):
            assert told.message.endswith(".")
            assert told.hint.endswith(".")
            assert path.name in told.message
        else:
            assert all(isinstance(problem, Problem) and problem.message for problem in told)
            assert {"sheet-missing", "no-sheets", "no-header", "no-rows", "no-spread"} & {
                p.code for p in told
            }
    assert monotonic() - started < SECONDS


@pytest.mark.skipif(not FILES, reason=f"the corpus of real workbooks is not at {CORPUS}")
@pytest.mark.parametrize("part", ["assword", "encrypt", "pwtest"])
def test_protected_files_are_told_as_such(part: str) -> None:
    found = [path for path in FILES if part in path.name and "plain" not in path.name]
    assert found
    for path in found:
        with pytest.raises(WorkbookError, match="password"):
            read_book(path, lang="en")
