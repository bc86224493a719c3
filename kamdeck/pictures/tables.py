"""Tables: fills below, then borders, then texts, as programs draw them."""

from __future__ import annotations

from itertools import accumulate

from kamdeck.deck.spec import Box, Cell, Line, Table
from kamdeck.pictures.canvas import Canvas
from kamdeck.pictures.texts import block_height, draw_lines
from kamdeck.pictures.words import Look, TextLine, lines_of


def draw_table(canvas: Canvas, table: Table) -> None:
    """The whole table; rows grow where their text needs more room than they have."""
    lefts = [table.x, *accumulate((c.width for c in table.columns), initial=table.x)][1:]
    made = [
        [_lines(cell, _span(lefts, j, cell.span)) for j, cell in enumerate(row.cells)] for row in table.rows
    ]
    heights = [
        max([row.height, *(_need(cell, lines) for cell, lines in zip(row.cells, texts, strict=True))])
        for row, texts in zip(table.rows, made, strict=True)
    ]
    tops = list(accumulate(heights, initial=table.y))
    places = [
        (cell, Box(lefts[j], tops[i], _span(lefts, j, cell.span), _span(tops, i, cell.vspan)), made[i][j])
        for i, row in enumerate(table.rows)
        for j, cell in enumerate(row.cells)
        if not cell.is_covered
    ]
    for cell, box, _ in places:
        if cell.fill:
            canvas.rect(box, cell.fill)
    for cell, box, _ in places:
        _borders(canvas, cell, box)
    for cell, box, lines in places:
        left, top, right, bottom = cell.inset
        room = Box(box.x + left, box.y + top, box.w - left - right, box.h - top - bottom)
        draw_lines(canvas, lines, room, cell.anchor)


def _span(edges: list[int], first: int, count: int) -> int:
    """How long so many columns or rows are."""
    return edges[min(first + count, len(edges) - 1)] - edges[first]


def _lines(cell: Cell, width: int) -> tuple[TextLine, ...]:
    if cell.is_covered or not any(para.text for para in cell.paras):
        return ()
    return lines_of(cell.paras, width - cell.inset[0] - cell.inset[2], base=Look())


def _need(cell: Cell, lines: tuple[TextLine, ...]) -> int:
    """The height that a cell's text needs; merged cells make no row grow."""
    if cell.vspan > 1 or not lines:
        return 0
    return block_height(lines) + cell.inset[1] + cell.inset[3]


def _borders(canvas: Canvas, cell: Cell, box: Box) -> None:
    right, foot = box.x + box.w, box.y + box.h
    sides: tuple[tuple[Line | None, tuple[tuple[float, float], tuple[float, float]]], ...] = (
        (cell.top, ((box.x, box.y), (right, box.y))),
        (cell.bottom, ((box.x, foot), (right, foot))),
        (cell.left, ((box.x, box.y), (box.x, foot))),
        (cell.right, ((right, box.y), (right, foot))),
    )
    for line, ends in sides:
        if line is not None and line.width:
            canvas.course(ends, line)
