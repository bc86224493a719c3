"""What a deck may show to whom: the book without the sheets, columns and rows that its readers must not see.

Which sheet and column may be shown stands with the row classes. The book is pruned before anything is
computed from it, so that no slide, note, chart sheet or remembered figure can hold what was withheld.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from kamdeck.record import record
from kamdeck.workbook.columns import CUSTOMER, INTERNAL, Column, Sheet
from kamdeck.workbook.rows import Book, Row, Settings

R = TypeVar("R", Book, Settings)
Test = Callable[[Row], bool]


@record
class Withheld:
    """Something left out of a sheet (`settings` counts as one): all of it, some columns, or some rows.

    `why` is `sheet` or `columns` where its readers may not see them, for rows `others` (of other accounts),
    `closed` (not marked for the account's eyes) or `named` (a text names another account).
    """

    sheet: str
    why: str
    columns: tuple[Column, ...] = ()
    rows: int = 0


def prune(book: Book, edition: str, account: str | None) -> tuple[Book, tuple[Withheld, ...]]:
    """The book that an edition may draw on, and what it lacks; the internal edition lacks nothing.

    The customer's edition keeps nothing but the rows of `account`; addresses of cells go too, since they
    tell how many rows there were.
    """
    if edition == INTERNAL:
        return book, ()
    names = _Names(book, account) if edition == CUSTOMER else None
    withheld: list[Withheld] = []
    kept: dict[str, Any] = {}
    for sheet in Book.sheets:
        rows = getattr(book, sheet.key)
        if not rows:
            continue
        if edition not in sheet.readers:
            withheld.append(Withheld(sheet.key, "sheet", rows=len(rows)))
            kept[sheet.key] = ()
            continue
        if names is not None:
            rows = _own_rows(rows, sheet, names, withheld)
        kept[sheet.key] = _without_columns(rows, sheet, edition, withheld)
    settings = _settings(book.settings, edition, names, withheld)
    readable = {sheet.key for sheet in Book.sheets if edition in sheet.readers}
    titles = tuple(pair for pair in book.titles if pair[0] in readable)
    return _changed(book, settings=settings, titles=titles, **kept), tuple(withheld)


def narrow(book: Book, account: str) -> Book:
    """The book with nothing but the account's rows on every sheet that says whose a row is."""
    kept = {}
    for sheet in Book.sheets:
        owner = _owner(sheet)
        if owner and (rows := getattr(book, sheet.key)):
            kept[sheet.key] = tuple(row for row in rows if getattr(row, owner) == account)
    return _changed(book, **kept)


def is_withheld(key: str, edition: str) -> bool:
    """Whether an edition withholds a whole sheet."""
    return edition != INTERNAL and any(s.key == key and edition not in s.readers for s in Book.sheets)


# ------------------------------------------------------------------ rows


def _owner(sheet: Sheet) -> str:
    """The column that says whose a row is; "" where there is none."""
    if sheet.key == "accounts":
        return "account"
    return next((c.name for c in sheet.columns if c.refers == "accounts"), "")


def _own_rows(
    rows: tuple[Row, ...], sheet: Sheet, names: _Names, withheld: list[Withheld]
) -> tuple[Row, ...]:
    """The rows of the account that are marked for its eyes and name no other."""
    owner = _owner(sheet)
    doors = [(c.name, c.opens) for c in sheet.columns if c.opens is not None]
    texts = [c.name for c in sheet.columns if c.kind == "text" and c.name != owner and CUSTOMER in c.readers]
    tests: tuple[tuple[str, Test], ...] = (
        ("others", lambda row: not owner or getattr(row, owner) == names.account),
        ("closed", lambda row: all(getattr(row, name) in opens for name, opens in doors)),
        ("named", lambda row: not any(names.has_other(getattr(row, name)) for name in texts)),
    )
    for why, may_stay in tests:
        kept = tuple(row for row in rows if may_stay(row))
        if len(kept) < len(rows):
            doorway = tuple(c for c in sheet.columns if c.opens is not None) if why == "closed" else ()
            withheld.append(Withheld(sheet.key, why, doorway, len(rows) - len(kept)))
        rows = kept
    return rows


class _Names:
    """The account of a customer's edition, and whether a text names another one of the workbook's."""

    def __init__(self, book: Book, account: str | None) -> None:
        self.account = account
        mine = [row for row in book.accounts if row.account == account]
        own = {account, *(name for row in mine for name in (row.short_name, *row.formerly))}
        every = set(_all_names(book))
        self._own = {name.casefold() for name in own if name}
        words = sorted({name.casefold() for name in every} | self._own, key=len, reverse=True)
        self._pattern = re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)" if words else r"\Z."
        )

    def has_other(self, text: object) -> bool:
        """Whether the text names an account that is not the reader's; the longest name is the one meant."""
        if not isinstance(text, str):
            return False
        return any(found not in self._own for found in self._pattern.findall(text.casefold()))


def _all_names(book: Book) -> Iterator[str]:
    """Every account that any sheet names, by its name, its short name and those it had before."""
    for row in book.accounts:
        yield from (name for name in (row.account, row.short_name, *row.formerly) if name)
    for sheet in Book.sheets:
        if owner := _owner(sheet):
            yield from (name for row in getattr(book, sheet.key) if (name := getattr(row, owner)))


# ------------------------------------------------------------------ columns


def _without_columns(
    rows: tuple[Row, ...], sheet: Sheet, edition: str, withheld: list[Withheld]
) -> tuple[Row, ...]:
    """The rows without the columns that the edition may not show, and for a customer without addresses."""
    hidden = {c.name: c for c in sheet.columns if edition not in c.readers}
    lost = tuple(c for n, c in hidden.items() if any(getattr(row, n) != c.default for row in rows))
    if lost:
        withheld.append(Withheld(sheet.key, "columns", lost))
    blanks: dict[str, object] = {c.name: c.default for c in lost}
    if edition == CUSTOMER:
        blanks["at"] = ""
    if not blanks:
        return rows
    fields = sheet.row.names
    return tuple(
        sheet.row.of([blanks[n] if n in blanks else getattr(row, n) for n in fields]) for row in rows
    )


def _settings(settings: Settings, edition: str, names: _Names | None, withheld: list[Withheld]) -> Settings:
    """The settings that may be shown; a customer's are about its account."""
    hidden = [c for c in Settings.columns if edition not in c.readers]
    if names is not None:
        hidden += [c for c in Settings.columns if names.has_other(getattr(settings, c.name))]
    changes: dict[str, object] = {c.name: c.default for c in hidden}
    lost = tuple(dict.fromkeys(c for c in hidden if getattr(settings, c.name) != c.default))
    if lost:
        withheld.append(Withheld("settings", "columns", lost))
    if names is not None:
        if names.account != settings.focus_account:
            changes["key_account_manager"] = None
        changes |= {"focus_account": names.account, "cells": ()}
    return _changed(settings, **changes)


def _changed(whole: R, **changes: object) -> R:
    """A book or settings with some fields changed."""
    kind = type(whole)
    made: R = kind.of([changes[n] if n in changes else getattr(whole, n) for n in kind.names])
    return made
