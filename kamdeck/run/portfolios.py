"""A part of the accounts: the book of one manager, region or segment, before anything is computed from it.

Which part stands in the deck's choice, so that a refresh makes the same one; a row that comes to the part
later is in the next refresh.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kamdeck.errors import KamdeckError
from kamdeck.text import Say
from kamdeck.workbook.columns import Sheet
from kamdeck.workbook.rows import Account, Book, Row, Settings

MANAGER = "manager"
COLUMNS = ("manager", "region", "segment")
# What a row without an account says of the whole company, and so nothing of a part.
_OF_THE_WHOLE = ("mrr_bridge", "satisfaction", "previous")
_SIZES = ("profit_group_a", "profit_group_b", "profit_group_c", "profit_group_d")


def column_named(name: str, say: Say) -> str:
    """The field of the column of Accounts that has this header, in any language.

    Raises: KamdeckError with the right names.
    """
    wanted = name.strip().casefold()
    columns = [column for column in Account.columns if column.name in COLUMNS]
    for column in columns:
        if wanted in (known.casefold() for known in (column.name, *column.names)):
            return column.name
    names = ", ".join(column.header(say.lang) for column in columns)
    raise KamdeckError(say("fleet.no_column", name=name), say("run.choose", names=names))


def header_of(name: str, lang: str) -> str:
    """The header of a column of Accounts by its field."""
    return next(column.header(lang) for column in Account.columns if column.name == name)


def values_of(book: Book, column: str) -> tuple[str, ...]:
    """What stands in a column of Accounts, each value once, in the workbook's order; blanks are no value."""
    return tuple(dict.fromkeys(str(value) for row in book.accounts if (value := getattr(row, column))))


def portfolio(book: Book, column: str, value: str, say: Say) -> Book:
    """The book with nothing but the accounts that have the value in the column, and what belongs to them.

    Rows that name no account stay where they are about the programme, and go where they are about the whole
    company. Tasks without an account and measures of managers stay where they are the manager's own.

    Raises: KamdeckError where no account has the value.
    """
    names = {row.account for row in book.accounts if getattr(row, column) == value}
    if not names:
        header = header_of(column, say.lang)
        hint = say("run.choose", names=", ".join(values_of(book, column)))
        raise KamdeckError(say("fleet.no_value", file=book.source, column=header, name=f"“{value}”"), hint)
    manager = value if column == MANAGER else None
    kept: dict[str, Any] = {}
    for sheet in Book.sheets:
        stays = _test(sheet, names, manager)
        kept[sheet.key] = tuple(row for row in getattr(book, sheet.key) if stays(row))
    kept["settings"] = _settings(book.settings, names, manager)
    made: Book = Book.of([kept[name] if name in kept else getattr(book, name) for name in Book.names])
    return made


def _test(sheet: Sheet, names: set[str], manager: str | None) -> Callable[[Row], bool]:
    """Which rows of a sheet stay."""
    fields = {column.name for column in sheet.columns}
    if sheet.key == "evaluation":  # what a manager reached is computed from all of the manager's accounts
        return lambda row: manager is not None and getattr(row, "manager") == manager  # noqa: B009
    is_task, is_of_whole = sheet.key == "tasks", sheet.key in _OF_THE_WHOLE

    def stays(row: Row) -> bool:
        account = getattr(row, "account", None) if "account" in fields else None
        if account is not None:
            return account in names
        if is_task and manager is not None:
            return bool(getattr(row, "owner") == manager)  # noqa: B009
        return not is_of_whole

    return stays


def _settings(settings: Settings, names: set[str], manager: str | None) -> Settings:
    """The settings without those that are about accounts outside the part, or about all of them."""
    changes: dict[str, Any] = dict.fromkeys(_SIZES)
    if settings.focus_account not in names:
        changes |= {"focus_account": None, "key_account_manager": None}
    if manager is not None:
        changes["key_account_manager"] = manager
    made: Settings = Settings.of(
        [changes[n] if n in changes else getattr(settings, n) for n in Settings.names]
    )
    return made
