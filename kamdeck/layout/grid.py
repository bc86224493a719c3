"""A table that is written row by row: widths, rules, room and the places of marks follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.deck.spec import EMU, Align, Anchor, Box, Cell, Column, Line, Para, Row, Run, Table
from kamdeck.record import record, replace
from kamdeck.text.measure import clip, shorten

RULE, HAIR = Line("ink", 1.05), Line("hairline", 0.75)
BLANK = Cell(is_data=False)


@record
class Style:
    """How the words of a cell look and where they stand: `left` and `right` (EMU) keep them off the column's
    edges. `is_data` cells come from the workbook, others are our wording."""

    size: float = 10.5
    bold: bool = False
    color: str = "ink"
    align: Align | None = None
    left: int = 0
    right: int = 0
    is_data: bool = True

    def but(self, **changes: object) -> Style:
        """The same style with some of it changed."""
        return replace(self, **changes)

    def run(self, text: str) -> Run:
        """The text in this style."""
        return Run(text, self.size, self.bold or None, self.color)

    def para(self, *parts: str | Run, room: int = 0, lines: int = 1) -> Para:
        """A paragraph; words are cut to `room` (EMU) in so many lines where that is given."""
        runs = [part if isinstance(part, Run) else self.run(self.cut(part, room, lines)) for part in parts]
        return Para(tuple(runs), align=self.align)

    def cut(self, text: str, room: int, lines: int = 1) -> str:
        """As much of the text as the room (EMU) between the edges holds; all of it without a limit."""
        inside = room - self.left - self.right
        if not room:
            return text
        if lines == 1:
            return shorten(text, self.size, inside, self.bold)
        return clip(text, self.size, inside, lines, self.bold)

    def cell(self, *parts: str | Run, room: int = 0, lines: int = 1, **look: object) -> Cell:
        """A cell of one paragraph; `look` are the fields of `Cell`."""
        return self.cell_of(self.para(*parts, room=room, lines=lines), **look)

    def cell_of(self, *paras: Para, **look: object) -> Cell:
        """A cell of these paragraphs."""
        fields = {"inset": (self.left, 0, self.right, 0), "is_data": self.is_data, **look}
        return Cell(paras, **fields)  # type: ignore[arg-type]


HEAD = Style(10, color="muted", align="l", is_data=False)
"""The words of a column's head."""


@record
class Head:
    """A column: key, width in EMU (None: what the others leave), its head's words and their style.

    Where a column without a width of its own would have less room than `least`, columns with a `rank` leave
    the table, the highest first.
    """

    key: str
    width: int | None
    text: str = ""
    style: Style = HEAD
    rank: int = 0
    least: int = 0


def fitting(heads: Sequence[Head], room: int) -> tuple[Head, ...]:
    """The columns that a table of `room` EMU can have."""
    kept = list(heads)
    while True:
        spare = room - sum(head.width if head.width is not None else head.least for head in kept)
        worst = max(kept, key=lambda head: head.rank)
        if spare >= 0 or not worst.rank:
            return tuple(kept)
        kept.remove(worst)


class Grid:
    """A table while it is written, from the upper left corner of `room` on and as wide as that."""

    def __init__(self, key: str, room: Box, heads: Sequence[Head]) -> None:
        heads = fitting(heads, room.w)
        self.key, self.room, self.heads = key, room, heads
        fixed = sum(head.width for head in heads if head.width is not None)
        open_ = [head for head in heads if head.width is None]
        each = (room.w - fixed) // len(open_) if open_ else 0
        self.widths = {head.key: each if head.width is None else head.width for head in heads}
        self.rows: list[Row] = []

    def width(self, key: str, span: int = 1) -> int:
        """How wide a column is, with those after it that it spans."""
        keys = list(self.widths)
        start = keys.index(key)
        return sum(self.widths[name] for name in keys[start : start + span])

    def head(
        self,
        height: int,
        *,
        lines: int = 1,
        anchor: Anchor = "b",
        foot: int = 25_400,
        rule: Line | None = RULE,
        key: str = "head",
    ) -> None:
        """The row of column heads, cut to their columns, on a rule."""
        cells = []
        for head in self.heads:
            if not head.text:
                cells.append(Cell(bottom=rule, is_data=head.style.is_data))
                continue
            style, room = head.style, self.widths[head.key]
            inset = (style.left, 0, style.right, foot)
            para = style.para(head.text, room=room, lines=lines)
            cells.append(style.cell_of(para, anchor=anchor, bottom=rule, inset=inset))
        self.rows.append(Row(key, height, tuple(cells)))

    def row(self, key: str, height: int, cells: Mapping[str, Cell], *, bottom: Line | None = None) -> None:
        """One more row: a cell for each column by its key, those of columns that left the table aside; blank
        where there is none. `bottom` is the rule below cells that have none."""
        made = [cells.get(name, BLANK) for name in self.widths]
        if bottom is not None:
            made = [c if c.bottom or c.is_covered else replace(c, bottom=bottom) for c in made]
        self.rows.append(Row(key, height, tuple(made)))

    def underline(self, line: Line = RULE) -> None:
        """A rule below the last row."""
        last = self.rows[-1]
        self.rows[-1] = replace(
            last, cells=tuple(c if c.is_covered else replace(c, bottom=line) for c in last.cells)
        )

    @property
    def bottom(self) -> int:
        """Where the last row ends on the slide."""
        return self.room.y + sum(row.height for row in self.rows)

    def box(self, column: str, first: str, last: str = "") -> Box:
        """Where a column's cells from one row to another stand on the slide: for marks laid over them."""
        keys = [row.key for row in self.rows]
        start, end = keys.index(first), keys.index(last or first)
        names = list(self.widths)
        x = self.room.x + sum(self.widths[name] for name in names[: names.index(column)])
        y = self.room.y + sum(row.height for row in self.rows[:start])
        return Box(x, y, self.widths[column], sum(row.height for row in self.rows[start : end + 1]))

    def table(self, alt: str, *, has_header: bool = True) -> Table:
        """The finished table."""
        columns = tuple(Column(key, width) for key, width in self.widths.items())
        return Table(self.key, self.room.x, self.room.y, columns, tuple(self.rows), has_header, alt)


def row_height(room: int, count: int, *, most: float, least: float = 0.235) -> int:
    """The height of each of `count` rows that share `room` EMU: `least` to `most` inches."""
    return max(round(least * EMU), min(round(most * EMU), room // max(1, count)))
