"""Merged cells by key: which cell covers each place of a table, and spans that agree with one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.deck.spec import Table
from kamdeck.pptxio.look import words_of
from kamdeck.pptxio.read_table import is_covered, spans_of
from kamdeck.pptxio.table_keys import ANS, CELL
from kamdeck.pptxio.xml import Node

Place = tuple[str, str]  # the keys of a row and of a column
Owners = dict[Place, Place]  # for each place the one whose cell covers it: itself where none does

_SPANS = ("rowSpan", "gridSpan", "hMerge", "vMerge")  # in the order in which Office writes them


def owners_in(rows: Mapping[str, Node], columns: Sequence[str]) -> Owners:
    """The owners as they are in a deck."""
    spans = {
        (row, column): spans_of(cell)
        for row, node in rows.items()
        for column, cell in zip(columns, node.findall(CELL), strict=False)
        if not is_covered(cell)
    }
    return _owners(list(rows), columns, spans)


def owners_wanted(table: Table) -> Owners:
    """The owners as the spec has them."""
    columns = [column.key for column in table.columns]
    spans = {
        (row.key, column): (cell.span, cell.vspan)
        for row in table.rows
        for column, cell in zip(columns, row.cells, strict=True)
        if not cell.is_covered
    }
    return _owners([row.key for row in table.rows], columns, spans)


def _owners(rows: Sequence[str], columns: Sequence[str], spans: Mapping[Place, tuple[int, int]]) -> Owners:
    owners = {(row, column): (row, column) for row in rows for column in columns}
    for (row, column), (wide, high) in spans.items():
        if wide > 1 or high > 1:
            i, j = rows.index(row), columns.index(column)
            for r in rows[i : i + high]:
                owners |= {(r, c): (row, column) for c in columns[j : j + wide]}
    return owners


def lay_spans(rows: Mapping[str, Node], columns: Sequence[str], ours: Owners, was: Owners) -> None:
    """Write spans for a table whose rows and columns are others now.

    `ours` tells what covers our cells, `was` what covered a person's own ones: these stay merged as they
    were, and a place that is new between two merged cells of one row or column joins them. What is no
    rectangle any more falls apart into rectangles.
    """
    keys = list(rows)
    owners = _joined(rows, columns, ours | {place: was[place] for place in was if place not in ours})
    cells = [rows[key].findall(CELL) for key in keys]
    grid = [[owners[key, column] for column in columns] for key in keys]
    done: set[tuple[int, int]] = set()
    for i in range(len(keys)):
        for j in range(len(columns)):
            if (i, j) in done:
                continue
            wide, high = _extent(grid, i, j, done)
            for down in range(high):
                for right in range(wide):
                    done.add((i + down, j + right))
                    _write(cells[i + down][j + right], wide, high, right, down)


def _joined(rows: Mapping[str, Node], columns: Sequence[str], known: Owners) -> Owners:
    """The owners of all places, of a person's own rows too."""
    out = dict(known)
    keys = list(rows)
    for row in keys:
        for j, column in enumerate(columns):
            if (row, column) not in known:
                left = next((known[row, c] for c in reversed(columns[:j]) if (row, c) in known), None)
                right = next((known[row, c] for c in columns[j:] if (row, c) in known), None)
                out[row, column] = left if left is not None and left == right else (row, column)
    for above, row, below in zip(keys, keys[1:], keys[2:], strict=False):
        cells = rows[row].findall(CELL)
        for column, cell in zip(columns, cells, strict=False):
            both = out[above, column], out[below, column]
            if out[row, column] == (row, column) and both[0] == both[1] and not _has_words(cell):
                out[row, column] = both[0]
    return out


def _has_words(cell: Node) -> bool:
    return words_of(cell.find(f"{ANS}txBody")) != ""


def _extent(grid: Sequence[Sequence[Place]], i: int, j: int, done: set[tuple[int, int]]) -> tuple[int, int]:
    """How many columns and rows the rectangle of one owner covers that starts at a place."""
    owner, wide, high = grid[i][j], 1, 1
    while j + wide < len(grid[i]) and grid[i][j + wide] == owner and (i, j + wide) not in done:
        wide += 1
    while i + high < len(grid) and all(each == owner for each in grid[i + high][j : j + wide]):
        high += 1
    return wide, high


def _write(cell: Node, wide: int, high: int, right: int, down: int) -> None:
    """The spans of a cell, so far to the right of and below the first one of its rectangle."""
    wanted = {
        "rowSpan": str(high) if high > 1 and not down else "",
        "gridSpan": str(wide) if wide > 1 and not right else "",
        "hMerge": "1" if right else "",
        "vMerge": "1" if down else "",
    }
    for name in _SPANS:
        if wanted[name]:
            cell.set(name, wanted[name])
        else:
            cell.attrib.pop(name, "")
