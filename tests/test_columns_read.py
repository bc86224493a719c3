"""Every column of a workbook is read by a slide, or by what chooses the rows; what waits is listed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from kamdeck.run.composition import compose
from kamdeck.text import Say
from kamdeck.workbook.rows import Book
from tests.pins import cases

COPYING = ("kamdeck/record.py", "run/editions.py", "run/portfolios.py")  # they take every field, or any
CONVERTING = {  # amounts, and which of them may stand against each other, where they are read
    *(("rates", name) for name in ("currency", "rate", "since", "note")), ("revenue", "month"),
}  # fmt: skip
CHOOSING = {  # who may see a row, which accounts a deck is about, who belongs to whom
    ("accounts", "region"), ("accounts", "segment"), ("accounts", "parent"),
    ("plan", "shared"), ("tasks", "shared"), ("kpis", "shared"), ("team", "region"),
}  # fmt: skip
WAITING = {  # asked for, and on no slide yet
    ("accounts", "customer_since"), ("revenue", "units"), ("revenue", "cost"), ("strategies", "rule"),
    ("products", "product_family"), ("profit", "revenue"), ("profit", "cost"), ("onboarding", "due_on"),
    ("usage", "date"), ("usage", "logins"), ("team", "reports_to"), ("tasks", "done_on"),
}  # fmt: skip


def test_every_column_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[tuple[str, str]] = set()
    wanted = [case for case in cases() if case[0].startswith(("health_cloud.xlsx", "30 accounts en"))]
    for sheet in Book.sheets:
        monkeypatch.setattr(sheet.row, "__getattribute__", _noting(sheet, read))
    for _, book, choice in wanted:
        compose(book, (), choice, Say("en"), is_refresh=True)
    columns = {(sheet.key, column.name) for sheet in Book.sheets for column in sheet.columns}
    assert len(read) > 100
    assert columns - read == CHOOSING | CONVERTING | WAITING


def _noting(sheet: Any, read: set[tuple[str, str]]) -> Callable[[object, str], Any]:
    """What notes each column that is asked for outside the workbook's own room."""
    names, get = {column.name for column in sheet.columns}, object.__getattribute__

    def noting(row: object, name: str) -> Any:
        if name in names:
            file = sys._getframe(1).f_code.co_filename
            is_reader = "/kamdeck/workbook/" not in file or file.endswith("/workbook/kpis.py")
            if is_reader and not file.endswith(COPYING):
                read.add((sheet.key, name))
        return get(row, name)

    return noting
