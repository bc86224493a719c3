"""pandas frames as the sheets of a book: the same reader, each problem at its row and column label."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

from kamdeck.workbook.addresses import letters
from kamdeck.workbook.cells import EPOCH_1900, Cell, Grid
from kamdeck.workbook.faults import Faults
from kamdeck.workbook.header_names import known_names
from kamdeck.workbook.rows import Book, Settings
from kamdeck.workbook.settings_sheet import settings_titles
from kamdeck.workbook.wording import fold

if TYPE_CHECKING:
    from pandas import DataFrame

SETTINGS = "settings"


class Frames:
    """The door for frames: by sheet key a grid whose row 1 holds the column labels, row 2 the first row.

    Named levels of the index count as columns before the others. So a cell's address is the one it would
    have in the sheet that `frame.to_excel` writes.
    """

    __slots__ = ("_frames", "_settings", "is_partial", "sources", "titles")

    def __init__(self, frames: Mapping[str, DataFrame], settings: Mapping[str, object]) -> None:
        known = sheet_keys()
        self.titles = {known[fold(title)]: title for title in frames if known[fold(title)] != SETTINGS}
        self.sources: frozenset[str] = frozenset()
        self.is_partial = False
        self._frames = {known[fold(title)]: frame for title, frame in frames.items()}
        self._settings = dict(settings)

    def complete(self, present: Iterable[str]) -> None:
        """Nothing: every sheet is a frame."""

    def settings(self) -> Grid | None:
        """The settings given by name, then those of a frame of settings."""
        rows: list[tuple[int, list[Cell]]] = []
        for number, (name, value) in enumerate(self._settings.items(), 1):
            cell = cell_of(2, value)
            rows.append((number, [(1, "s", name.replace("_", " ")), *([cell] if cell else [])]))
        given = {fold(name) for name in self._settings}
        if SETTINGS in self._frames:
            for number, cells in self._rows(self._frames[SETTINGS])[1:]:
                if fold(str(cells[0][2])) not in given:
                    rows.append((len(self._settings) + number, cells))
        return Grid(SETTINGS, rows, [], EPOCH_1900) if rows else None

    def grid(self, key: str, settings: Settings, faults: Faults) -> Grid:
        """The cells of one frame."""
        names = known_names(next(sheet for sheet in Book.sheets if sheet.key == key))
        spans = frozenset(name for name, fact in names.items() if fact.kind == "period")
        rows = self._rows(self._frames[key], spans, settings.fiscal_year_end_month)
        return Grid(self.titles[key], rows, [], EPOCH_1900)

    def settle(self, faults: Faults, lang: str) -> None:
        """Gives each fault its place in the frame: `.loc[17, 'Revenue']`, `['Revenue']` for a column."""
        keys = {title: key for key, title in self.titles.items()}
        for fault in faults.found:
            if fault.sheet in keys and fault.row:
                fault.place = _place(self._frames[keys[fault.sheet]], fault.row, fault.column)
            elif fault.sheet == SETTINGS and 0 < fault.row <= len(self._settings):
                fault.place = f"[{list(self._settings)[fault.row - 1]!r}]"

    def _rows(
        self, frame: DataFrame, spans: frozenset[str] = frozenset(), end_month: int = 12
    ) -> list[tuple[int, list[Cell]]]:
        """The labels and the filled cells of a frame, row by row; `spans` are columns of periods, folded."""
        head: list[Cell] = []
        rows: list[tuple[int, list[Cell]]] = [(1, head), *((n + 2, []) for n in range(len(frame)))]
        for column, (label, values) in enumerate(_columns(frame), 1):
            if name := _label(label):
                head.append((column, "s", name))
            is_span = fold(name) in spans
            for place, value in enumerate(values, 1):
                cell = cell_of(column, span_text(value, end_month) if is_span else value)
                if cell:
                    rows[place][1].append(cell)
        return [row for row in rows if row[1]]


def sheet_keys() -> dict[str, str]:
    """The key of a sheet by each folded name that a frame may have."""
    names = dict.fromkeys((fold(title) for title in settings_titles()), SETTINGS)
    for sheet in Book.sheets:
        names |= {fold(name): sheet.key for name in sheet.names}
    return names


def cell_of(column: int, value: Any) -> Cell | None:
    """The cell that a value of a frame makes; None for None, NaN, NaT and NA."""
    value = value.item() if type(value).__module__ == "numpy" and hasattr(value, "item") else value
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, str):
        return (column, "s", value) if value else None
    if isinstance(value, bool):
        return (column, "b", value)
    if isinstance(value, int | float | Decimal):
        number = float(value)
        if number != number:
            return None
        return (column, "n", number) if isfinite(number) else (column, "s", str(number))
    if isinstance(value, datetime.date):
        return (column, "d", value.date() if isinstance(value, datetime.datetime) else value)
    if hasattr(value, "end_time"):  # a period counts as its last day
        return (column, "d", value.end_time.date())
    if isinstance(value, list | tuple | set | frozenset):
        return (column, "s", "; ".join(map(str, value)))
    return (column, "s", str(value))


def span_text(value: Any, end_month: int) -> Any:
    """A pandas period as a person writes it (`2026`, `2026-Q3`, `2026-10`); its two days where no column of
    periods takes it: a week, a year that is not the book's. What is no period as it stands.
    """
    if value is None or type(value).__name__ != "Period":
        return value
    first, last = value.start_time.date(), value.end_time.date()
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first == last:
        return last
    if first.day == 1 and (last + datetime.timedelta(days=1)).day == 1:
        if months == 1:
            return f"{last:%Y-%m}"
        if months == 3 and last.month % 3 == 0:
            return f"{last.year}-Q{last.month // 3}"
        if months == 12 and last.month in (end_month, 12):
            return f"{'' if last.month == end_month else 'CY '}{last.year}"
    return f"{first} / {last}"


def _columns(frame: DataFrame) -> Iterable[tuple[Any, list[Any]]]:
    """Label and values of each named index level and each column."""
    for level, name in enumerate(frame.index.names):
        if name is not None:
            yield name, list(frame.index.get_level_values(level))
    for place, label in enumerate(frame.columns):
        yield label, frame.iloc[:, place].tolist()


def _levels(frame: DataFrame) -> int:
    return sum(name is not None for name in frame.index.names)


def _label(label: Any) -> str:
    """A column's label as a header: 2024, a month's last day, the parts of a label of several levels."""
    if isinstance(label, tuple):
        return " ".join(text for part in label if (text := _label(part)))
    cell = cell_of(1, label)
    if cell is None:
        return ""
    _, kind, value = cell
    if kind == "n":
        return str(int(value)) if value == int(value) else str(value)
    return value.isoformat() if kind == "d" else str(value)


def _place(frame: DataFrame, row: int, column: int) -> str:
    """How pandas reaches a cell, or a column for the row of labels."""
    at = column - 1 - _levels(frame)
    has_label = 0 <= at < len(frame.columns)
    name = _shown(frame.columns[at]) if has_label else ""
    if row == 1:
        return f"[{name}]" if has_label else ""
    if row - 2 >= len(frame):
        return f"{letters(column)}{row}"
    if not frame.index.is_unique or not frame.columns.is_unique:
        return f"iloc[{row - 2}, {at}]" if has_label else f"iloc[{row - 2}]"
    label = _shown(frame.index[row - 2])
    return f"loc[{label}, {name}]" if has_label else f"loc[{label}]"


def _shown(label: Any) -> str:
    """A label as it is written in Python."""
    plain = label.item() if type(label).__module__ == "numpy" and hasattr(label, "item") else label
    if isinstance(plain, datetime.date) or hasattr(plain, "end_time"):
        return repr(str(plain))
    return repr(plain)
