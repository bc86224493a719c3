"""The cells of one sheet as they stand in the file, before anybody asks what they mean."""

from __future__ import annotations

import datetime
from typing import Any, Literal

CellKind = Literal["s", "n", "d", "b", "e", "u"]
"""Text, number, date (a serial number or a date), yes/no, error value, formula without a stored result."""

Cell = tuple[int, str, Any]
"""Column from 1, kind (a CellKind), value."""


class Grid:
    """One sheet: rows from the top as (row number, filled cells left to right), and the merged areas.

    `merged` holds (first row, first column, last row, last column). Blank cells are not there at all.
    `epoch` is the day that serial number 0 stands for. A grid that `is_made` was computed: it has no
    total rows and no notes below it. `signs` holds the currency that a number's format shows, by row and
    column, `percents` the cells whose format shows a percentage, `hidden` the rows that nobody sees,
    `totals` those that a table of the program calls its totals.
    """

    __slots__ = ("epoch", "hidden", "is_made", "merged", "percents", "rows", "signs", "title", "totals")

    def __init__(
        self,
        title: str,
        rows: list[tuple[int, list[Cell]]],
        merged: list[tuple[int, int, int, int]],
        epoch: datetime.date,
        is_made: bool = False,
    ) -> None:
        self.title = title
        self.rows = rows
        self.merged = merged
        self.epoch = epoch
        self.is_made = is_made
        self.signs: dict[tuple[int, int], str] = {}
        self.percents: set[tuple[int, int]] = set()
        self.hidden: frozenset[int] = frozenset()
        self.totals: frozenset[int] = frozenset()


EPOCH_1900 = datetime.date(1899, 12, 30)
EPOCH_1904 = datetime.date(1904, 1, 1)


def day_of(serial: Any, epoch: datetime.date) -> datetime.date | None:
    """The day of a date cell's value, None when it is no day (a time alone, or beyond the calendar)."""
    if isinstance(serial, datetime.date):
        return serial
    if not 1 <= serial < 2_958_466:
        return None
    return epoch + datetime.timedelta(days=int(serial))
