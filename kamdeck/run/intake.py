"""Where a book comes from: a workbook, files that a mapping describes, or frames that somebody read."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from kamdeck.errors import KamdeckError, Problem, WorkbookError
from kamdeck.record import record, replace
from kamdeck.settings import settings_beside
from kamdeck.text import Say
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book

if TYPE_CHECKING:
    from kamdeck.sources.spec import Mapping


UNKNOWN = frozenset({"no-sheets", "sheet-missing"})
"""Faults of a workbook whose sheets have other names than ours."""
TEXT_FILES = (".csv", ".tsv", ".txt")


@record
class Loaded:
    """A workbook that was read once for many decks: where it lies, its rows, its problems, and the file of
    the mapping that was used."""

    path: Path
    book: Book
    problems: tuple[Problem, ...] = ()
    mapping: Path | None = None


def load(path: Path, say: Say) -> Loaded:
    """A workbook with what was found in it.

    Raises: WorkbookError, KamdeckError for a mapping that cannot be read.
    """
    return Loaded(path, *take_in(path, None, say, say.lang))


def read_workbook(
    path: str | PathLike[str], *, mapping: str | PathLike[str] | None = None, lang: str | None = None
) -> tuple[Book, tuple[Problem, ...]]:
    """The book of a workbook, or of a file that a mapping describes, and all problems; for analyses.

    The mapping is the one named, else that of the kamdeck.toml beside the workbook. `lang` is the language
    of messages.

    Raises: WorkbookError when the file cannot be read, KamdeckError for a mapping that cannot be read.
    """
    named = None if mapping is None else Path(mapping)
    book, problems, _ = take_in(Path(path), named, Say(lang or "en"), lang)
    return book, problems


def take_in(
    source: Path | Book | Loaded, mapping: Path | None, say: Say, lang: str | None, *, is_check: bool = False
) -> tuple[Book, tuple[Problem, ...], Path | None]:
    """The book, its problems, and the file of the mapping that was used.

    The mapping is the one named, else that of the kamdeck.toml beside the workbook, where it has one. A
    check also names what a slide says itself.

    Raises: WorkbookError, KamdeckError for a mapping that cannot be read.
    """
    if isinstance(source, Book):
        return source, (), None
    if isinstance(source, Loaded):
        return source.book, source.problems, source.mapping
    found = _mapping_for(source, mapping, say)
    if found is None:
        return *_described(source, say, lang, is_check=is_check), None
    from kamdeck.sources.reading import read_mapped

    return *read_mapped(source, found, lang=lang, is_check=is_check), found.file


def _described(path: Path, say: Say, lang: str | None, *, is_check: bool) -> tuple[Book, tuple[Problem, ...]]:
    """The book of a workbook and its problems; of one that kamdeck does not know by its sheets they say what
    it looks like."""
    try:
        book, problems = read_book(path, lang=lang, is_check=is_check)
    except WorkbookError as error:
        if path.suffix.lower() in TEXT_FILES and (looks := _looks_like(path, say)):
            raise WorkbookError(error.message, looks) from None
        raise
    if not any(problem.code in UNKNOWN for problem in problems) or not (looks := _looks_like(path, say)):
        return book, problems
    return book, tuple(replace(p, hint=looks) if p.code in UNKNOWN else p for p in problems)


def _looks_like(path: Path, say: Say) -> str:
    from kamdeck.run.mapping import looks_like

    return looks_like(path, say)


def companions(workbook: Path, say: Say) -> tuple[Path, ...]:
    """The other files that a workbook's deck is made from: the mapping beside it and what that reads.

    Raises: KamdeckError when the mapping cannot be read.
    """
    found = _mapping_for(workbook, None, say)
    return () if found is None else (found.file, *_files_of(found))


def read_for(workbook: Path, named: Path | None, say: Say) -> tuple[Path, ...]:
    """The files that a deck is made from: the workbook, its mapping and what that reads.

    Raises: KamdeckError when the mapping cannot be read.
    """
    found = _mapping_for(workbook, named, say)
    return (workbook,) if found is None else (workbook, found.file, *_files_of(found))


def reads(mapping: Path, say: Say) -> tuple[Path, ...]:
    """The files that a mapping reads.

    Raises: KamdeckError when it cannot be read.
    """
    from kamdeck.sources.settings import read_mapping

    found = read_mapping(mapping, say)
    return () if found is None else _files_of(found)


def _files_of(mapping: Mapping) -> tuple[Path, ...]:
    places = [
        place for sheet in mapping.sheets for place in (sheet.place, *(join.place for join in sheet.joins))
    ]
    files = (mapping.file.parent / place.file for place in places if place.file)
    return tuple(dict.fromkeys(files))


def _mapping_for(workbook: Path, named: Path | None, say: Say) -> Mapping | None:
    """The mapping in the named file, else in the kamdeck.toml beside the workbook; None without one."""
    path = named or settings_beside(workbook)
    if path is None:
        return None
    from kamdeck.sources.settings import read_mapping

    found = read_mapping(path, say)
    if found is None and named:
        raise KamdeckError(say("mapping.none", file=named.name), say("mapping.none_hint"))
    return found
