"""Where the cells of a chart's sheet go when our block takes other rows and columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from kamdeck.deck.chart_fields import distinct
from kamdeck.pptxio.book import Cell
from kamdeck.pptxio.book_block import Block
from kamdeck.pptxio.cell_formulas import MAX_ROW
from kamdeck.pptxio.refs import Area, Place
from kamdeck.pptxio.sheets import Sheet

_ON = 3  # cells below the block that make a column a list of its own


class Move:
    """From the old places of a sheet to the new ones.

    Rows of ours go with their key, a person's rows stay behind the block, and so does all below it. Columns
    of ours go with their key, a person's keep their distance from the block. Cells in a `free` column have
    nothing to do with our rows: they stay in theirs.
    """

    def __init__(self, block: Block, sheet: Sheet, own_columns: Iterable[int], free: Collection[int]) -> None:
        self.block, self.sheet, self.free = block, sheet, frozenset(free)
        self.keys = dict(zip(distinct(sheet.grid.keys), range(sheet.first, sheet.last + 1), strict=True))
        self.rows = {row: self.keys.get(key) for key, row in block.rows.items()}
        self.rows |= {row: sheet.last + 1 + i for i, row in enumerate(block.own_rows)}
        self.last = sheet.last + len(block.own_rows)
        self.edge = max([block.label, *block.columns.values()])
        self.new_edge = max([sheet.column_number(key) for key in sheet.letters])
        self.columns = self._columns(own_columns)
        self.inputs = self._inputs()

    def _columns(self, own: Iterable[int]) -> dict[int, int | None]:
        block, sheet = self.block, self.sheet
        there = sheet.letters
        found: dict[int, int | None] = {block.label: sheet.column_number("label")}
        for key, column in block.columns.items():
            found[column] = sheet.column_number(key) if key in there else None
        taken = {sheet.column_number(key) for key in there}
        if sheet.grid.inputs:
            taken |= {sheet.input_column, sheet.input_column + 1}
        if block.inputs:
            column = next(iter(block.inputs.values()))[1]
            found |= {column - 1: sheet.input_column, column: sheet.input_column + 1}
        edge, new_edge = self.edge, self.new_edge
        last = 0
        waiting = []
        for column in sorted(set(own) - found.keys()):
            if column < block.label:
                found[column] = column
            elif column <= edge:
                waiting.append(column)
            else:
                last = _free(max(column + new_edge - edge, last + 1), taken)
                found[column] = last
        for column in waiting:
            last = _free(max(last, *taken) + 1, taken)
            found[column] = last
        return found

    # ------------------------------------------------------------------ one cell

    def row(self, row: int, column: int) -> int | None:
        """The new row of a cell; None where its row left."""
        if column in self.free or row <= self.block.head:
            return row
        if row > self.block.last:
            return row + self.last - self.block.last
        return self.rows.get(row)

    def column(self, column: int) -> int | None:
        """The new column of a cell; None where it left."""
        if column in self.columns:
            return self.columns[column]
        if column <= self.block.label:
            return column
        return column + self.new_edge - self.edge

    def place(self, place: Place) -> Place | None:
        """The new place of a cell; None where it left."""
        if place in self.inputs:
            return self.inputs[place]
        row, column = self.row(*place), self.column(place[1])
        return None if row is None or column is None else (row, column)

    def _inputs(self) -> dict[Place, Place | None]:
        """Old to new places of the inputs, heads and values."""
        new = {item.key: row for row, item in enumerate(self.sheet.grid.inputs, self.sheet.origin.row)}
        found: dict[Place, Place | None] = {}
        for key, (row, column) in self.block.inputs.items():
            at = new.get(key)
            for side in (0, 1):
                place = None if at is None else (at, self.sheet.input_column + side)
                found[row, column - 1 + side] = place
        return found

    # ------------------------------------------------------------------ areas

    def area(self, area: Area) -> Area | None:
        """Where an area of the sheet stands now: a cell goes with its key, a range spans what it spanned.

        A range over all rows spans all new rows; its end inside the block keeps its rank.
        """
        if area.is_cell:
            place = self.place((area.top, area.left))
            return None if place is None else Area(area.sheet, *place, *place)
        columns = [self.column(column) for column in range(area.left, min(area.right, area.left + 999) + 1)]
        there = [column for column in columns if column is not None]
        top, bottom = self._end(area.top, area.left), self._end(area.bottom, area.left, is_last=True)
        if not there or bottom < top:
            return None
        return Area(area.sheet, top, min(there), bottom, max(there))

    def _end(self, row: int, column: int, *, is_last: bool = False) -> int:
        block = self.block
        if column in self.free or row <= block.head or row == MAX_ROW:
            return row
        if row > block.last:
            return row + self.last - block.last
        ours = max(block.rows.values(), default=block.head)
        if is_last and row >= ours:
            return self.sheet.last + (self.last - self.sheet.last if row > ours else 0)
        return min(row, max(self.sheet.last, self.sheet.first))


def _free(column: int, taken: set[int]) -> int:
    while column in taken:
        column += 1
    taken.add(column)
    return column


def free_columns(
    block: Block,
    cells: Mapping[Place, Cell],
    keyed: Sequence[Area],
    loose: Sequence[Area],
    tables: Sequence[Area],
) -> set[int]:
    """A person's columns whose cells have nothing to do with our rows.

    What the chart shows beside our points (`keyed`) goes by row. Not so what it refers to otherwise
    (`loose`: titles, series with categories of their own), tables of another height, and lists that go on
    below the block.
    """
    ours = {block.label, *block.columns.values()}
    own: dict[int, set[int]] = {}
    for (row, column), cell in cells.items():
        if column not in ours and not cell.is_blank and not block.holds((row, column)):
            own.setdefault(column, set()).add(row)
    by_row = {c for area in keyed if _is_inside(area, block) for c in range(area.left, area.right + 1)}
    found: set[int] = set()
    for area in loose:
        is_below_head = area.bottom > block.head
        alone = area.is_cell and own.get(area.left, set()) - {block.head} <= {area.top}
        if is_below_head and (alone or not area.is_cell):
            found |= set(range(area.left, area.right + 1))
    for table in tables:
        columns = set(range(table.left, table.right + 1))
        if not columns & ours and table.top != block.head:
            found |= columns
    for column, rows in own.items():
        if all(block.last + i in rows for i in range(_ON + 1)):
            found.add(column)
    return found - by_row


def _is_inside(area: Area, block: Block) -> bool:
    return area.bottom > block.head and area.top <= block.last
