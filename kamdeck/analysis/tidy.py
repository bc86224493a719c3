"""Results of analyses as tidy tables: one row per account, person, month ..., named columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

Columns = Mapping[str, Sequence[Any]]
_SIMPLE = (str, int, float, bool, date)


class Tidy:
    """A result that is a table too. Shares are between 0 and 1, amounts in the book's currency."""

    __slots__ = ()

    def to_columns(self) -> Columns:
        """Values by column, all columns equally long; without a word of its own a result is one row."""
        return rows_of((self,))

    def to_frame(self) -> DataFrame:
        """The table of `to_columns` as a pandas frame.

        Raises: KamdeckError when pandas is not installed.
        """
        return frame_of(self.to_columns())


def rows_of(records: Sequence[Any], **named: str) -> dict[str, list[Any]]:
    """One row a record: its fields that hold one value; `named` calls a field by another name.

    Fields that hold several values have no place in a row and are left out, as is the cell's address.
    """
    columns: dict[str, list[Any]] = {}
    for record in records:
        for field in type(record).__slots__:
            value = getattr(record, field)
            if field != "at" and (value is None or isinstance(value, _SIMPLE)):
                columns.setdefault(field, [])
    for record in records:
        for field, values in columns.items():
            value = getattr(record, field, None)
            values.append(value if value is None or isinstance(value, _SIMPLE) else None)
    return {named.get(field, field): values for field, values in columns.items()}


def frame_of(columns: Columns) -> DataFrame:
    """The columns as a pandas frame.

    Raises: KamdeckError when pandas is not installed.
    """
    try:
        from pandas import DataFrame
    except ImportError:
        from kamdeck.errors import KamdeckError

        raise KamdeckError("Frames need pandas.", 'Install it: pip install "kamdeck[frames]".') from None
    return DataFrame({label: list(values) for label, values in columns.items()})
