"""What a run prints: every number, amount and day that a deck's language wrote, with its value and cells.

A run that explains speaks through a `Recorder`. A text that it makes keeps what was printed in it, so that
a run of the spec carries its figures; what a text lost on the way, when it was cut or joined, is still in
the log of its view.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kamdeck.record import fresh, record, workspace
from kamdeck.text import Say
from kamdeck.traced import Cells, cells_of, traced
from kamdeck.workbook.columns import Column, Row, Sheet
from kamdeck.workbook.rows import Book

_PRINTING = ("number", "percent", "money", "words", "ordinal", "date", "year", "entered", "exact")
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"(.*!)[A-Z]+(\d+)")
_KINDS = frozenset(("number", "money", "share", "count", "date"))


@record
class Printed:
    """A figure as it was written: its text, its value (None for a day), the cells that it comes from."""

    text: str
    value: float | None
    cells: Cells


class Said(str):
    """A text with what was printed in it, in order."""

    prints: tuple[Printed, ...]

    def __new__(cls, text: str, prints: tuple[Printed, ...]) -> Said:
        """The text, with its figures."""
        made = super().__new__(cls, text)
        made.prints = prints
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return str, (str(self),)


def prints_in(text: object) -> tuple[Printed, ...]:
    """What was printed in a text, as far as it knows."""
    return text.prints if isinstance(text, Said) else ()


class Recorder(Say):
    """Speaks as another does, and keeps a log of what it printed."""

    def __init__(self, like: Say) -> None:
        self.__dict__.update(like.__dict__)
        self.log: list[Printed] = []

    def __getattribute__(self, name: str) -> Any:
        """What it is asked for; what prints a figure notes it."""
        found = super().__getattribute__(name)
        return self._noting(found) if name in _PRINTING else found

    def _noting(self, write: Callable[..., str]) -> Callable[..., str]:
        def noted(value: Any, *args: Any, **options: Any) -> str:
            before = len(self.log)
            text = write(value, *args, **options)
            del self.log[before:]  # an amount is a number with its sign: one figure
            number = float(value) if isinstance(value, int | float) else None
            made = Printed(text, number, cells_of(value))
            self.log.append(made)
            return Said(text, (made,))

        return noted

    def filled(self, text: str, fields: Mapping[str, object]) -> str:
        """The text with its fields, and what was printed in these."""
        made = super().filled(text, fields)
        prints = tuple(each for value in fields.values() for each in prints_in(value))
        return Said(made, prints) if prints else made

    def list(self, items: Iterable[str]) -> str:
        """`A, B and C`, with what was printed in them."""
        kept = tuple(items)
        made = super().list(kept)
        prints = tuple(each for item in kept for each in prints_in(item))
        return Said(made, prints) if prints else made


# ------------------------------------------------------------------ the book


@workspace
class Trail:
    """What a run that explains leaves: the figures printed by each view, the sheets it read, what stands in
    each cell that a number or day comes from and whose it is, and the texts with digits that were entered,
    each with its cell."""

    prints: dict[str, list[Printed]] = fresh(dict)
    sheets: dict[str, frozenset[str]] = fresh(dict)
    values: dict[str, float | None] = fresh(dict)
    owners: dict[str, str] = fresh(dict)
    entered: list[tuple[str, str]] = fresh(list)
    told: int = 0

    def speaker(self, say: Say) -> Recorder:
        """The language, with a log of what it prints."""
        return Recorder(say)

    def note(self, view: str, sheets: frozenset[str], say: Say) -> None:
        """Keep what a view read, and what it printed since the last one."""
        assert isinstance(say, Recorder)
        self.sheets[view], self.prints[view] = sheets, say.log[self.told :]
        self.told = len(say.log)

    def book(self, book: Book) -> Book:
        """The book with numbers and days that know their cells."""
        places = {key: dict(columns) for key, columns in book.letters}
        sheets: dict[str, Any] = {}
        for sheet in Book.sheets:
            facts = [column for column in sheet.columns if column.kind in _KINDS]
            rows = getattr(book, sheet.key)
            own = {sheet.main, *(sheet.spread.values if sheet.spread else ())}
            known = places.get(sheet.key, {})
            self._enter(sheet, rows, own, known)
            if facts and rows:
                sheets[sheet.key] = tuple(self._row(row, facts, own, known) for row in rows)
        settings = book.settings
        given = {
            column.name: self._value(getattr(settings, column.name), settings.at(column.name))
            for column in type(settings).columns
            if column.kind in _KINDS and settings.at(column.name)
        }
        made: Book = _changed(book, settings=_changed(settings, **given), **sheets)
        return made

    def _enter(self, sheet: Sheet, rows: Iterable[Row], own: Iterable[str], known: Mapping[str, str]) -> None:
        """Keep whose each row's cell is, and what was entered as a text with digits."""
        owner = next((c.name for c in sheet.columns if c.name == "account"), "")
        texts = [column.name for column in sheet.columns if column.kind in ("text", "list")]
        for row in rows:
            if owner:
                self.owners[row.at] = getattr(row, owner) or ""
            for name in texts:
                text = getattr(row, name)
                if isinstance(text, str) and row.at and _DIGIT.search(text):
                    self.entered.append((text, _cell(row.at, name, own, known)))

    def _row(self, row: Row, facts: Iterable[Column], own: Iterable[str], known: Mapping[str, str]) -> Row:
        found = {}
        for column in facts:
            value = getattr(row, column.name)
            if value is not None and not isinstance(value, bool):
                found[column.name] = self._value(value, _cell(row.at, column.name, own, known))
        if (amount := getattr(row, "of_month", None)) is not None:
            found["of_month"] = self._value(amount, row.at)
        return _changed(row, **found) if found else row

    def _value(self, value: Any, cell: str) -> Any:
        if cell:
            self.values[cell] = float(value) if isinstance(value, int | float) else None
        return traced(value, cell)


def _cell(at: str, column: str, own: Iterable[str], known: Mapping[str, str]) -> str:
    """Where a value of a row stands; the row's own cell where its column is not known."""
    found = _ADDRESS.fullmatch(at)
    if column in own or column not in known or found is None:
        return at
    return f"{found[1]}{known[column]}{found[2]}"


def _changed(row: Any, **values: Any) -> Any:
    kind = type(row)
    return kind.of([values[name] if name in values else getattr(row, name) for name in kind.names])
