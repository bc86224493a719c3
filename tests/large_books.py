"""The sample story made larger: every account of the portfolio sheets several times, under further names."""

from __future__ import annotations

from kamdeck.workbook.rows import Book, Row

PORTFOLIO = (
    "accounts", "revenue", "scores", "mrr", "onboarding", "satisfaction", "usage", "risk",
    "retention_actions", "profit", "tasks",
)  # fmt: skip


def times(book: Book, count: int) -> Book:
    """The book with `count` of every account; the copies are smaller by a hundredth each."""
    kept = {}
    for sheet in Book.sheets:
        rows = getattr(book, sheet.key)
        if sheet.key in PORTFOLIO:
            owners = [
                c.name
                for c in sheet.columns
                if c.refers == "accounts" or (c.name == "account" and not c.refers)
            ]
            rows = tuple(_copy(row, owners, n) for n in range(count) for row in rows)
        kept[sheet.key] = rows
    made: Book = Book.of([kept.get(name, getattr(book, name)) for name in Book.names])
    return made


def _copy(row: Row, owners: list[str], n: int) -> Row:
    if not n:
        return row
    kind = type(row)
    values = []
    for name in kind.names:
        value = getattr(row, name)
        if (name in owners or name == "short_name") and value:
            value = f"{value} {n + 1}"
        if name in ("revenue", "mrr", "mrr_at_risk") and isinstance(value, float):
            value = value * (1 - n / 100)
        values.append(value)
    made: Row = kind.of(values)
    return made
