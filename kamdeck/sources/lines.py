"""The lines of a source below its header, column by column, with those of joined tables beside them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from kamdeck.workbook.amounts import CURRENCY_HEADERS
from kamdeck.workbook.cells import Cell
from kamdeck.workbook.wording import fold, trimmed

SEARCHED_ROWS = 25

Rows = Iterable[tuple[int, list[Cell]]]


class Lines:
    """The columns of a table that `names` names, or the whole table.

    Once the header is found, `only` is filled with those columns: the rest of the rows needs no more.
    `labels` are the headers by column, `numbers` the row of each line, `cells` the lines' cells by
    column. `joined` says of a column that comes from another table by which column of this one.
    """

    __slots__ = ("cells", "epoch", "header", "joined", "labels", "numbers", "title", "unmatched")

    def __init__(
        self,
        title: str,
        rows: Rows,
        epoch: datetime.date,
        names: Collection[str],
        is_whole: bool = False,
        only: list[int] | None = None,
    ) -> None:
        self.title = title
        self.epoch = epoch
        self.header = 0
        self.labels: dict[int, str] = {}
        self.joined: dict[int, int] = {}
        self.unmatched: dict[int, set[int]] = {}
        first = iter(rows)
        head = list(islice(first, SEARCHED_ROWS))
        self._find_header(head, names)
        wanted = set(self.labels) if is_whole else {c for name in names if (c := self.column(name))}
        wanted |= {column for column, label in self.labels.items() if fold(label) in CURRENCY_HEADERS}
        self.numbers: list[int] = []
        self.cells: dict[int, list[Cell | None]] = {column: [] for column in sorted(wanted)}
        if only is not None:
            only += self.cells
        self._fill(row for row in head if row[0] > self.header)
        self._fill(first)

    def _find_header(self, head: list[tuple[int, list[Cell]]], names: Collection[str]) -> None:
        """The row with most of the names; the first with several texts where none has any."""
        exact, loose = set(names), {fold(name) for name in names} - {""}
        most = -1
        for number, cells in head:
            labels = _labels(cells)
            found = sum(text in exact or fold(text) in loose for text in labels.values())
            if found > most and (found or len(labels) > 1 or number == head[-1][0]):
                most, self.header, self.labels = found, number, labels

    def _fill(self, rows: Rows) -> None:
        columns = list(self.cells.items())
        for number, cells in rows:
            here = {cell[0]: cell for cell in cells}
            if self.cells.keys().isdisjoint(here):
                continue
            self.numbers.append(number)
            for column, found in columns:
                found.append(here.get(column))

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> int:
        """The column with this header, 0 when there is none; case and accents matter only between twins."""
        text = trimmed(name)
        for column, label in self.labels.items():
            if label == text:
                return column
        folded = fold(name)
        return next((c for c, label in self.labels.items() if folded and fold(label) == folded), 0)

    def root(self, column: int) -> int:
        """The column of this table by which a joined one was found; of one of its own the column itself."""
        while column in self.joined:
            column = self.joined[column]
        return column

    def key_of(self, column: int, place: int) -> object:
        """By what a line looks for its partner in the table that a joined column comes from."""
        while column in self.joined:
            column = self.joined[column]
            if cell := self.cells[column][place]:
                return cell[2]
        return ""

    def add(self, other: Lines, here: int, there: int, names: Iterable[str]) -> None:
        """Columns of another table, to each line those of the first line there with the same key."""
        keys: dict[str, int] = {}
        for place, cell in enumerate(other.cells[there]):
            if (key := _key(cell)) and key not in keys:
                keys[key] = place
        partners = [keys.get(_key(cell)) for cell in self.cells[here]]
        unmatched = {place for place, partner in enumerate(partners) if partner is None}
        for name in names:
            source = other.cells[other.column(name)]
            column = max(self.labels) + 1
            self.labels[column] = other.labels[other.column(name)]
            self.joined[column] = here
            self.unmatched[column] = unmatched
            self.cells[column] = [None if p is None else _moved(source[p], column) for p in partners]


def _moved(cell: Cell | None, column: int) -> Cell | None:
    return (column, cell[1], cell[2]) if cell else None


def _key(cell: Cell | None) -> str:
    """What two cells must have in common to be partners: the number 7 and the text "7" do."""
    if cell is None:
        return ""
    _, kind, value = cell
    if kind == "n" and value == int(value):
        return str(int(value))
    return trimmed(value) if kind == "s" else str(value)


def _labels(cells: Iterable[Cell]) -> dict[int, str]:
    """The header texts of a row by column."""
    return dict(_texts(cells))


def _texts(cells: Iterable[Cell]) -> Iterator[tuple[int, str]]:
    for column, kind, value in cells:
        if kind == "s" and (text := trimmed(value)):
            yield column, text
        elif kind == "n":
            yield column, str(int(value)) if value == int(value) else str(value)
