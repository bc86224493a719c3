"""What a mapping says, checked and without words: which of our fields comes from what of a source."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

from kamdeck.record import record

How = Literal[
    "plain", "value", "formula", "sum", "average", "count", "distinct", "first", "last", "most", "min", "max"
]
"""How the lines of a group give one value; a sheet with any but the first three is grouped by those."""

OVER: tuple[How, ...] = ("sum", "average", "count", "distinct", "first", "last", "most", "min", "max")

Constant = str | float | bool | datetime.date


@record
class Given:
    """Where one field comes from: columns of the source (joined by a space), a formula or a constant.

    `order` settles how dates are written: "dmy", "mdy" or "ymd"; "" when the column tells.
    """

    how: How
    columns: tuple[str, ...] = ()
    value: Constant = ""
    order: str = ""


@record
class Condition:
    """Which lines count: the column's value is one of `yes` (None: any), none of `no`, within limits."""

    column: str
    yes: tuple[Constant, ...] | None = None
    no: tuple[Constant, ...] = ()
    above: float | None = None
    below: float | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None


@record
class Place:
    """A file and a sheet of it: None is the workbook itself, its (or the file's) first sheet."""

    file: Path | None = None
    sheet: str | None = None


@record
class Join:
    """Columns of another table, added to each line whose `here` is the first with the same `there`."""

    place: Place
    here: str
    there: str


@record
class MappedSheet:
    """One sheet of ours: `fields` by name of the row class, `spread` by the name of a wide column.

    `others` keeps the columns that nothing names under their own names. `is_lenient` leaves out lines
    that cannot be read with a warning, `is_distinct` brings equal lines together. `decimal` is "," or "."
    where the person settled it. `telling` columns are blank on total rows, as the fields beside the account.
    """

    key: str
    place: Place
    joins: tuple[Join, ...]
    where: tuple[Condition, ...]
    fields: tuple[tuple[str, Given], ...]
    spread: tuple[tuple[str, Given], ...] = ()
    others: bool = False
    is_lenient: bool = False
    is_distinct: bool = False
    decimal: str = ""
    telling: tuple[Given, ...] = ()

    @property
    def is_grouped(self) -> bool:
        """True when lines are brought together: a field is a sum, a count, a most common value ..."""
        return self.is_distinct or any(given.how in OVER for _, given in (*self.fields, *self.spread))


@record
class Mapping:
    """The sheets that come from elsewhere, settings by name, and the file that says so."""

    sheets: tuple[MappedSheet, ...]
    settings: tuple[tuple[str, Constant], ...]
    file: Path
