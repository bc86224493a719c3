"""A book that notes which of its sheets are read, so that a fault in one holds back whatever reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from kamdeck.workbook.rows import Book

T = TypeVar("T")
_SHEETS = frozenset(sheet.key for sheet in Book.sheets)


class Watched:
    """A book with the keys of the sheets that were read from it since `seen` was last emptied."""

    __slots__ = ("_book", "seen")

    def __init__(self, book: Book) -> None:
        self._book = book
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        """A sheet's rows, noted; anything else as it is."""
        if name in _SHEETS:
            self.seen.add(name)
        return getattr(self._book, name)


def watched(book: Book) -> Book:
    """The book, watched."""
    return cast(Book, Watched(book))


def changed(book: Book, **values: Any) -> Book:
    """The book with other values in some of its fields; watched as the book is."""
    if isinstance(book, Watched):
        other = Watched(changed(book._book, **values))
        other.seen = book.seen
        return cast(Book, other)
    made: Book = Book.of([values[name] if name in values else getattr(book, name) for name in Book.names])
    return made


def read_by(book: Book, make: Callable[[], T]) -> tuple[T, frozenset[str]]:
    """What `make` gives, and the keys of the sheets of a watched book that it read."""
    seen: set[str] = book.seen  # type: ignore[attr-defined]
    seen.clear()
    made = make()
    return made, frozenset(seen)
