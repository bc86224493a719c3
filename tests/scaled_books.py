"""The story with as many accounts as wanted, on every sheet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kamdeck.record import replace
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book

STORY = Path(__file__).parents[1] / "sample_workbooks" / "health_cloud.xlsx"
LONGEST = 60  # characters of a long account name
BY_ACCOUNT = tuple(sheet.key for sheet in Book.sheets if sheet.key != "previous")


@cache
def story() -> Book:
    return read_book(STORY)[0]


@cache
def scaled(count: int, *, has_long_names: bool = False) -> Book:
    """So many accounts: the story's first ones, its focus account among them, or all of them again and
    again under further names. Rows of every sheet go with their account; people work at one account only."""
    book = story()
    names = [row.account for row in book.accounts]
    focus = book.settings.focus_account or names[0]
    names = [focus, *(name for name in names if name != focus)]
    rounds = -(-count // len(names))
    wanted = [(name, k) for k in range(rounds) for name in names][:count]
    called = {pair: _name(*pair, has_long_names) for pair in wanted}
    made = {key: _rows(getattr(book, key), called) for key in BY_ACCOUNT}
    settings = replace(book.settings, focus_account=called[focus, 0])
    return replace(book, settings=settings, previous=(), **made)


def _name(account: str, k: int, is_long: bool) -> str:
    name = account if k == 0 else f"{account} {k + 1}"
    return (
        f"{name} {'of the Northern and Western Regions together with all Partners'}"[:LONGEST]
        if is_long
        else name
    )


def _rows(rows: tuple[object, ...], called: dict[tuple[str, int], str]) -> tuple[object, ...]:
    """The rows of one sheet: those without an account once, the others with each of their account's names."""
    found: list[object] = []
    copies = 1 + max(k for _, k in called)
    for k in range(copies):
        for row in rows:
            account = getattr(row, "account", None)
            if account is None:
                found += [row] if k == 0 else []
            elif (account, k) in called:
                name = called[account, k]
                changes: dict[str, object] = {"account": name}
                if k and getattr(row, "short_name", None) and row in story().accounts:
                    changes["short_name"] = None
                found.append(replace(row, **changes))
    return tuple(found)
