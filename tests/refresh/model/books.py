"""Random changes of the workbook: figures, accounts, years, sheets, rows, settings."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

ROOT = Path(__file__).parents[3]
HEAD = 4  # the row of the headers in the samples
NAMES = {
    "health_cloud.xlsx": {"revenue": "Revenue", "accounts": "Accounts", "settings": "Settings",
                          "plan": "Plan", "tasks": "Tasks", "risk": "Risk", "last": "Last year"},
    "health_cloud_fr.xlsx": {"revenue": "Chiffre d’affaires", "accounts": "Comptes", "settings": "Paramètres",
                             "plan": "Plan", "tasks": "Tâches", "risk": "Risques", "last": "Dernière année"},
    "small.xlsx": {"revenue": "Revenue", "accounts": "Accounts", "settings": "Settings", "last": "Last year"},
}  # fmt: skip
NEEDED = ("revenue", "accounts", "settings")
Change = Callable[[Any, dict[str, str], random.Random], None]


def _last(sheet: Any) -> int:
    """The newest year's column."""
    return max(int(cell.column) for cell in sheet[HEAD] if cell.value)


def _rows(sheet: Any) -> list[int]:
    """The rows that hold data."""
    return [row for row in range(HEAD + 1, sheet.max_row + 1) if sheet.cell(row, 1).value is not None]


def figures(book: Any, names: dict[str, str], rng: random.Random) -> None:
    """All revenue of the last year another, and another order of the accounts."""
    sheet = book[names["revenue"]]
    column = _last(sheet)
    for row in _rows(sheet):
        value = sheet.cell(row, column).value
        if isinstance(value, int | float):
            sheet.cell(row, column).value = max(1000, round(value * rng.uniform(0.5, 1.7), -3))


def one_figure(book: Any, names: dict[str, str], rng: random.Random) -> None:
    sheet = book[names["revenue"]]
    row = rng.choice([r for r in _rows(sheet) if isinstance(sheet.cell(r, _last(sheet)).value, int | float)])
    sheet.cell(row, _last(sheet)).value = rng.randrange(500, 9000) * 1000


def _set(book: Any, names: dict[str, str], which: str, value: object) -> None:
    sheet = book[names["settings"]]
    for row in _rows(sheet):
        if sheet.cell(row, 1).value == names[which]:
            sheet.cell(row, 2).value = value


def year_more(book: Any, names: dict[str, str], rng: random.Random) -> None:
    sheet = book[names["revenue"]]
    last = _last(sheet)
    year = int(sheet.cell(HEAD, last).value) + 1
    sheet.cell(HEAD, last + 1).value = year if isinstance(sheet.cell(HEAD, last).value, int) else str(year)
    for row in _rows(sheet):
        value = sheet.cell(row, last).value
        if isinstance(value, int | float):
            sheet.cell(row, last + 1).value = round(value * rng.uniform(0.6, 1.5), -3)
    _set(book, names, "last", year)


def year_less(book: Any, names: dict[str, str], rng: random.Random) -> None:
    """The first year goes."""
    book[names["revenue"]].delete_cols(2)


def _accounts(book: Any, names: dict[str, str]) -> list[str]:
    sheet = book[names["accounts"]]
    return [str(sheet.cell(row, 1).value) for row in _rows(sheet)]


def account_gone(book: Any, names: dict[str, str], rng: random.Random) -> None:
    """An account leaves every sheet that names it in its first column."""
    gone = rng.choice(_accounts(book, names)[4:])
    for sheet in book:
        for row in range(sheet.max_row, HEAD, -1):
            if sheet.cell(row, 1).value == gone:
                sheet.delete_rows(row)


def account_new(book: Any, names: dict[str, str], rng: random.Random) -> None:
    name = f"Newcomer {rng.randrange(100)}"
    accounts, revenue = book[names["accounts"]], book[names["revenue"]]
    last = _rows(accounts)[-1]
    for column in range(1, accounts.max_column + 1):
        accounts.cell(last + 1, column).value = accounts.cell(last, column).value
    accounts.cell(last + 1, 1).value = name
    for cell in accounts[HEAD]:
        if str(cell.value) in ("Short name", "Nom court"):
            accounts.cell(last + 1, cell.column).value = name
    row = _rows(revenue)[-1] + 1
    revenue.cell(row, 1).value = name
    for column in range(2, _last(revenue) + 1):
        revenue.cell(row, column).value = rng.randrange(300, 4000) * 1000


LATER = " Ltd"
RENAMED = {"": LATER}  # what an account's name was given


def account_renamed(book: Any, names: dict[str, str], rng: random.Random) -> None:
    old = rng.choice(_accounts(book, names))
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.value == old:
                    cell.value = old + LATER


def sheet_gone(book: Any, names: dict[str, str], rng: random.Random) -> None:
    kept = {names[key] for key in NEEDED} | set(book.sheetnames[:1])
    others = [name for name in book.sheetnames if name not in kept]
    if others:
        del book[rng.choice(others)]


def sheet_faulty(book: Any, names: dict[str, str], rng: random.Random) -> None:
    """A figure or a date that cannot be read, on some sheet but those that every deck needs."""
    kept = {names[key] for key in NEEDED} | set(book.sheetnames[:1])
    spots = [
        cell
        for name in book.sheetnames if name not in kept
        for line in book[name].iter_rows(min_row=HEAD + 1)
        for cell in line if isinstance(cell.value, int | float | datetime)
    ]  # fmt: skip
    if spots:
        rng.choice(spots).value = "not a value"


def _listed(book: Any, names: dict[str, str], rng: random.Random) -> Any:
    there = [names[key] for key in ("plan", "tasks", "risk") if names.get(key) in book.sheetnames]
    return book[rng.choice(there)] if there else None


def row_gone(book: Any, names: dict[str, str], rng: random.Random) -> None:
    sheet = _listed(book, names, rng)
    if sheet is not None and len(_rows(sheet)) > 3:
        sheet.delete_rows(rng.choice(_rows(sheet)))


def row_copied(book: Any, names: dict[str, str], rng: random.Random) -> None:
    """A task, an initiative or a risk more: like another, by another name."""
    sheet = _listed(book, names, rng)
    if sheet is None:
        return
    like, at = rng.choice(_rows(sheet)), _rows(sheet)[-1] + 1
    for column in range(1, sheet.max_column + 1):
        value = sheet.cell(like, column).value
        head = str(sheet.cell(HEAD, column).value)
        sheet.cell(at, column).value = (
            f"{value}, part two" if head in ("Task", "Tâche", "Initiative") else value
        )


def rows_reordered(book: Any, names: dict[str, str], rng: random.Random) -> None:
    sheet = _listed(book, names, rng)
    if sheet is None:
        return
    rows = _rows(sheet)
    values = [[sheet.cell(row, column).value for column in range(1, sheet.max_column + 1)] for row in rows]
    rng.shuffle(values)
    for row, line in zip(rows, values, strict=True):
        for column, value in enumerate(line, 1):
            sheet.cell(row, column).value = value


def as_of_moved(book: Any, names: dict[str, str], rng: random.Random) -> None:
    sheet = book[names["settings"]]
    for row in _rows(sheet):
        value = sheet.cell(row, 2).value
        if isinstance(value, datetime):
            sheet.cell(row, 2).value = value + timedelta(days=rng.choice((7, 21, 45)))
            return


def setting_changed(book: Any, names: dict[str, str], rng: random.Random) -> None:
    """Where the cuts of the classes lie."""
    sheet = book[names["settings"]]
    for row in _rows(sheet):
        if sheet.cell(row, 1).value in ("A up to", "A jusqu’à", "Pareto threshold", "Seuil de Pareto"):
            sheet.cell(row, 2).value = rng.choice((0.7, 0.75, 0.85))


def nothing(book: Any, names: dict[str, str], rng: random.Random) -> None:
    """The workbook as it was."""


CHANGES: dict[str, tuple[Change, ...]] = {
    "figures": (figures,), "one_figure": (one_figure,), "year_more": (year_more,), "year_less": (year_less,),
    "account_gone": (account_gone, figures), "account_new": (account_new, figures),
    "account_renamed": (account_renamed, one_figure), "sheet_gone": (sheet_gone, one_figure),
    "sheet_faulty": (sheet_faulty, figures), "row_gone": (row_gone, figures), "row_copied": (row_copied,),
    "rows_reordered": (rows_reordered, figures), "as_of_moved": (as_of_moved, figures),
    "setting_changed": (setting_changed,), "sheets_gone": (sheet_gone, sheet_gone, sheet_gone, figures),
    "nothing": (nothing,),
}  # fmt: skip


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="books-")


@cache
def changed(source: str, name: str, seed: int) -> Path:
    """A copy of a sample workbook, changed, under the name of the sample."""
    rng = random.Random(f"{source} {name} {seed}")
    book = openpyxl.load_workbook(ROOT / "sample_workbooks" / source)
    for change in CHANGES[name]:
        change(book, NAMES[source], rng)
    folder = Path(_folder().name) / f"{name}-{seed}"
    folder.mkdir(exist_ok=True)
    path = folder / source
    book.save(path)
    return path
