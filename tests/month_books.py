"""Workbooks whose revenue is known by month, with sums by plain arithmetic."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Any

MONTHS = [date(y, m, calendar.monthrange(y, m)[1]) for y in (2024, 2025, 2026) for m in range(1, 13)]
KNOWN = [month for month in MONTHS if month <= date(2026, 7, 31)]
ACCOUNTS = ("North", "South", "West")


def figure(account: str, month: date) -> float:
    """Revenue that grows by a tenth a year, most of it late in the year: read as whole years, it falls."""
    size = {"North": 100.0, "South": 50.0, "West": 20.0}[account]
    return size * (1.1 ** (month.year - 2024)) * (1 if month.month < 9 else 3)


def told(heads: Sequence[Any], rows: Sequence[Sequence[Any]], **settings: Any) -> dict[str, list[list[Any]]]:
    """The sheets of a workbook as of 31 July 2026."""
    given = {"As_of": date(2026, 7, 31), **settings}
    return {
        "Settings": [["Setting", "Value"], *([name.replace("_", " "), v] for name, v in given.items())],
        "Accounts": [["Account", "Status"], *([account, "active"] for account in ACCOUNTS)],
        "Revenue": [list(heads), *map(list, rows)],
    }


def wide(months: Sequence[date], heads: Sequence[Any] | None = None, **settings: Any) -> dict[str, Any]:
    """One column a month."""
    rows = [[account, *(figure(account, month) for month in months)] for account in ACCOUNTS]
    return told(["Account", *(heads or [f"{month:%Y-%m}" for month in months])], rows, **settings)


def right(months: Sequence[date], until: int, end: int = 12) -> dict[int, float]:
    """The sums of the first months of each year, by plain arithmetic."""
    sums: dict[int, float] = {}
    for month in months:
        year = month.year + (month.month > end)
        if (month.month - end - 1) % 12 < until:
            sums[year] = sums.get(year, 0.0) + sum(figure(account, month) for account in ACCOUNTS)
    return sums
