"""What one table looks like: its header below titles, and for each column what kind of values it holds."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kamdeck.record import record
from kamdeck.sources.propose.words import roles_of, words_of
from kamdeck.workbook.cells import Cell, day_of
from kamdeck.workbook.numerals import UnreadableError, decimal_marks, number_of, reads_two_ways
from kamdeck.workbook.totals import is_total
from kamdeck.workbook.values import BLANK_WORDS, SLASHED, date_of, day_order, month_end, year_in
from kamdeck.workbook.wording import fold, trimmed

SEARCHED_ROWS = 25
LOOKED_BELOW = 200
LONGEST_LABEL = 80
MOST_OF = 0.9
"""The share of a column's cells that make it one of numbers or days; the others are told one by one."""
_PACKED = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_PLAIN_NUMBER = re.compile(r"[-+]?\d[\d.,]*")

Rows = Sequence[tuple[int, Sequence[Cell]]]
Key = tuple[str, Any]
"""Kind and value of a cell."""


@record
class Sample:
    """The rows of one sheet of a file as they stand; `sheet` is "" for a text file, `signs` as in a grid."""

    file: Path
    sheet: str
    rows: Rows
    epoch: datetime.date
    signs: frozenset[str] = frozenset()


class Seen:
    """One column: `kind` is "number", "date", "text" or "blank", `values` are None where blank or wrong.

    `wrong` counts the texts that the kind cannot read, `order` is that of days and months ("" where nothing
    tells), `by` the joined-on column it was found by ("" for one of the table itself).
    """

    __slots__ = (
        "_distinct", "_texts", "by", "cells", "column", "filled", "kind", "label", "order", "table", "values",
        "wrong",
    )  # fmt: skip

    def __init__(self, column: int, label: str, cells: list[Cell | None], epoch: datetime.date) -> None:
        self.column = column
        self.label = label
        self.cells = cells
        self.by = ""
        self.table = ""
        self.order = ""
        keys = [None if cell is None else (cell[1], cell[2]) for cell in cells]
        counted = Counter(key for key in keys if key is not None)
        self.filled = sum(counted.values())
        known = {key: text_of((0, *key)) for key in counted}
        self._texts = ["" if key is None else known[key] for key in keys]
        self._distinct: dict[str, int] = Counter()
        for key, n in counted.items():
            if text := known[key]:
                self._distinct[fold(text) or text] += n
        self.wrong: Counter[str] = Counter()
        self.kind, read = self._read(counted, epoch)
        self.values: list[object] = [None if key is None else read[key] for key in keys]

    @property
    def roles(self) -> tuple[str, ...]:
        """What the header may mean."""
        return roles_of(self.label)

    def texts(self) -> list[str]:
        """What each cell says, as a condition of the mapping compares it."""
        return self._texts

    def distinct(self) -> dict[str, int]:
        """How often each text occurs, case and accents aside."""
        return self._distinct

    @property
    def is_key(self) -> bool:
        """True where every row has another value."""
        return len(self._distinct) == self.filled > 1

    def _read(self, counted: Counter[Key], epoch: datetime.date) -> tuple[str, dict[Key, object]]:
        """The kind of the column, and the value of each cell that occurs in it."""
        told = {key: n for key, n in counted.items() if not _says_nothing(key)}
        total = sum(told.values())
        if not total:
            return "blank", dict.fromkeys(counted)
        texts = [trimmed(value) for kind, value in told if kind == "s"]
        self.order = day_order(texts)
        may_be_days = any(kind in "sd" for kind, _ in told) or all(
            _PACKED.fullmatch(text_of((0, *key))) for key in told
        )
        days = {key: _day((0, *key), epoch, self.order) for key in told} if may_be_days else {}
        if days and self._is_kind(days, told, total):
            return "date", dict.fromkeys(counted) | days
        marks = decimal_marks(texts)
        numbers = {key: _number((0, *key), marks if len(marks) == 1 else "") for key in told}
        if self._is_kind(numbers, told, total):
            return "number", dict.fromkeys(counted) | numbers
        return "text", {key: text_of((0, *key)) or None for key in counted}

    def _is_kind(self, read: dict[Key, Any], told: dict[Key, int], total: int) -> bool:
        """Whether nearly every cell could be read so; what could not is counted then."""
        wrong = Counter({text_of((0, *key)): told[key] for key, value in read.items() if value is None})
        if sum(wrong.values()) > (1 - MOST_OF) * total:
            return False
        self.wrong = wrong
        return True


@record
class Table:
    """A table of a sheet: the row of its header, its columns, the number of each row below, which of them are
    no totals and notes (`body`), the texts above, and headers that occur twice."""

    sample: Sample
    header: int
    columns: tuple[Seen, ...]
    numbers: tuple[int, ...]
    body: tuple[bool, ...]
    above: tuple[str, ...]
    twins: tuple[str, ...]

    @property
    def name(self) -> str:
        """The file with the sheet, as a person calls it."""
        return (
            f"{self.sample.file.name} › {self.sample.sheet}" if self.sample.sheet else self.sample.file.name
        )

    @property
    def lines(self) -> int:
        """How many rows are no totals and notes."""
        return sum(self.body)

    def column(self, label: str) -> Seen | None:
        """The column with this header."""
        return next((seen for seen in self.columns if seen.label == label), None)


def find_table(sample: Sample) -> Table | None:
    """The table that a sheet holds; None where no row is a header with rows below."""
    best, most = -1, 0.0
    for index, (_, cells) in enumerate(sample.rows[:SEARCHED_ROWS]):
        score = _header_score(cells, sample.rows[index + 1 : index + 1 + LOOKED_BELOW], sample.epoch)
        if score > most:
            best, most = index, score
    return _table(sample, best) if best >= 0 else None


def label_of(cell: Cell, epoch: datetime.date) -> str:
    """The header that a cell is, as the mapping names it; "" for none."""
    _, kind, value = cell
    if kind == "s":
        return trimmed(value) if len(value) <= LONGEST_LABEL else ""
    if kind == "n" and value == int(value) and 1980 <= value <= 2100:
        return str(int(value))
    return ""


def month_in(label: str, order: str = "") -> datetime.date | None:
    """The last day of the month that a header names, None for none."""
    try:
        return month_end(date_of(label, False, month=True, order=order))
    except UnreadableError:
        return None


def is_period(label: str) -> bool:
    """True for a header that names a year or a month."""
    return year_in(label) is not None or month_in(label) is not None


def _header_score(cells: Sequence[Cell], below: Rows, epoch: datetime.date) -> float:
    """How much a row looks like a header: words that are known, that do not come again below, over cells."""
    labels = {cell[0]: label for cell in cells if (label := label_of(cell, epoch))}
    if len(labels) < 2:
        return 0.0
    texts: dict[int, set[str]] = {}
    for _, row in below:
        for column, kind, value in row:
            if column in labels:
                texts.setdefault(column, set()).add(fold(value) if kind == "s" else "0")
    score = 0.0
    for column, label in labels.items():
        if column not in texts or (_PLAIN_NUMBER.fullmatch(label) and not is_period(label)):
            continue
        score += fold(label) not in texts[column]
        score += 2 * bool(roles_of(label) or is_period(label))
    beside = {column for _, row in below for column, *_ in row} - labels.keys()
    return score - len(beside) / 2


def _table(sample: Sample, index: int) -> Table | None:
    header, cells = sample.rows[index]
    labels = {cell[0]: label for cell in cells if (label := label_of(cell, sample.epoch))}
    rows = [(number, {c[0]: c for c in row if c[0] in labels}) for number, row in sample.rows[index + 1 :]]
    rows = [(number, row) for number, row in rows if row]
    if not rows:
        return None
    columns = tuple(
        Seen(column, label, [row.get(column) for _, row in rows], sample.epoch)
        for column, label in labels.items()
    )
    counted = Counter(labels.values())
    return Table(
        sample,
        header,
        tuple(seen for seen in columns if seen.kind != "blank"),
        tuple(number for number, _ in rows),
        tuple(_is_body(row, labels) for _, row in rows),
        tuple(trimmed(c[2]) for _, row in sample.rows[:index] for c in row if c[1] == "s" and trimmed(c[2])),
        tuple(label for label, times in counted.items() if times > 1),
    )


def _is_body(row: dict[int, Cell], labels: dict[int, str]) -> bool:
    """False for a total, a note below the table and a header that is repeated."""
    if len(row) == 1 and len(labels) > 2:
        return False
    texts = [trimmed(cell[2]) for cell in row.values() if cell[1] == "s" and any(map(str.isalpha, cell[2]))]
    if len(texts) <= 2 and any(is_total(text) for text in texts):
        return False
    repeated = [cell for column, cell in row.items() if cell[1] == "s" and cell[2] == labels[column]]
    return len(repeated) < 2


# ------------------------------------------------------------------ cells


def text_of(cell: Cell | None) -> str:
    """What a cell says: whole numbers without decimals; "" for a blank one."""
    if cell is None:
        return ""
    _, kind, value = cell
    if kind == "n":
        return str(int(value)) if value == int(value) else str(value)
    return trimmed(value) if kind == "s" else str(value)


def _says_nothing(key: Key) -> bool:
    kind, value = key
    return kind == "s" and trimmed(str(value)).casefold() in ("", *BLANK_WORDS)


def _day(cell: Cell, epoch: datetime.date, order: str) -> datetime.date | None:
    _, kind, value = cell
    if kind == "d":
        return day_of(value, epoch)
    text = text_of(cell)
    if _PACKED.fullmatch(text):
        try:
            return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:8]))
        except ValueError:
            return None
    if kind != "s" or not any(c.isdigit() for c in text):
        return None
    if not order and re.fullmatch(SLASHED, text):
        order = "dmy"
    try:
        return date_of(text, False, month=True, order=order)
    except UnreadableError:
        return None


def _number(cell: Cell, mark: str) -> float | None:
    _, kind, value = cell
    if kind == "n":
        return float(value)
    if kind != "s":
        return None
    text = trimmed(value)
    try:
        return number_of(text, False, mark or ("." if reads_two_ways(text) else "")).value
    except UnreadableError:
        return None


def label_words(label: str) -> frozenset[str]:
    """The words of a header as a set."""
    return frozenset(words_of(label))
