"""The migration matrix: tiers of last year in rows, of this year in columns, and the marks upon it."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import TIERS, Migration
from kamdeck.deck.spec import (
    COVERED,
    EMU,
    Align,
    Box,
    Cell,
    Column,
    Connector,
    Group,
    Line,
    Para,
    Row,
    Run,
    Shape,
    Table,
)
from kamdeck.figures.standing import Standing, before_after, shown_shares
from kamdeck.layout.charts import widened
from kamdeck.layout.marks import arrow, chip
from kamdeck.record import record
from kamdeck.text.measure import line_height, width

_SIDES, _NARROW = (round(1.33 * EMU), round(1.09 * EMU)), (round(1.06 * EMU), round(0.84 * EMU))
_ENDS, _LOW = (round(0.44 * EMU), round(0.48 * EMU)), (round(0.34 * EMU), round(0.36 * EMU))
_WIDE, _TALL = round(8.6 * EMU), round(3.0 * EMU)  # from here on, heads and totals have their full size
HEIGHT = round(3.23 * EMU)  # at most
_LEAST_NAME = round(0.75 * EMU)  # less, and a mover is counted, not named
_COUNT_WIDTH, _GAP, _MARK = round(0.46 * EMU), round(0.12 * EMU), round(0.19 * EMU)
_NAME_SIZE, _SIZE = 11.0, 10.0
_EDGE, _RULE = Line("paper", 3.0), Line("ink", 1.05)


@record
class Matrix:
    """The matrix to draw in a room: `rows` and `columns` are tiers, "" for accounts that are not there that
    year."""

    standing: Standing
    migration: Migration
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    room: Box

    @property
    def sides(self) -> tuple[int, int]:
        """The widths of the column of heads and of the totals."""
        return _SIDES if self.room.w >= _WIDE else _NARROW

    @property
    def ends(self) -> tuple[int, int]:
        """The heights of the row of heads and of the totals."""
        return _ENDS if self.room.h >= _TALL else _LOW

    @property
    def cell_width(self) -> int:
        """The width of a cell in EMU."""
        return (self.room.w - sum(self.sides)) // len(self.columns)

    @property
    def name_room(self) -> int:
        """The room for a name in a cell, behind count and triangle."""
        return self.cell_width - _COUNT_WIDTH - _GAP - _MARK - round(0.05 * EMU)

    def box(self, row: int, column: int) -> Box:
        """Where a cell stands on the slide."""
        x = self.room.x + self.sides[0] + column * self.cell_width
        return Box(x, self.room.y + self.ends[0] + row * self.cell_height, self.cell_width, self.cell_height)

    @property
    def count_size(self) -> float:
        """The type size at which the largest count fits its column."""
        most = self.standing.ctx.say.number(max(len(names) for names in self.migration.cells.values()))
        sizes = (20.0, 16.0, 13.0, 11.0)
        return next((size for size in sizes if width(most, size, True) <= _COUNT_WIDTH), 9.0)

    @property
    def cell_height(self) -> int:
        """The height of a cell in EMU."""
        return (self.room.h - sum(self.ends)) // len(self.rows)

    def is_named(self, names: Sequence[str]) -> bool:
        """Whether the movers of a cell are named: one or two, where there is room."""
        return len(names) <= 2 and self.name_room >= _LEAST_NAME


def make_matrix(standing: Standing, migration: Migration, room: Box) -> Matrix:
    """Three rows and columns, and one more where accounts are new or lost."""
    rows = (*TIERS, *([""] if migration.new else []))
    columns = (*TIERS, *([""] if migration.gone else []))
    return Matrix(standing, migration, rows, columns, room)


# ------------------------------------------------------------------ table


def make_table(view: str, matrix: Matrix, alt: str) -> Table:
    """The native table, two columns a tier (count and words); chips and triangles lie upon it."""
    room = matrix.room
    columns = [Column("head", matrix.sides[0])]
    for tier in matrix.columns:
        name = f"to:{tier or 'lost'}"
        columns.append(Column(f"{name}:count", _COUNT_WIDTH))
        columns.append(Column(name, matrix.cell_width - _COUNT_WIDTH))
    columns.append(Column("total", room.w - sum(column.width for column in columns)))
    rows = [_head_row(matrix)]
    for i, tier in enumerate(matrix.rows):
        edges = (_EDGE if i else _RULE, _EDGE if i + 1 < len(matrix.rows) else _RULE)
        rows.append(Row(f"from:{tier or 'new'}", matrix.cell_height, _body_cells(matrix, tier, edges)))
    rows.append(_total_row(matrix))
    return Table(f"{view}/matrix", room.x, room.y, tuple(columns), tuple(rows), alt=alt)


def _cell(
    paras: Sequence[Para],
    left: int = 0,
    edges: tuple[Line | None, Line | None] = (None, None),
    *,
    right: Line | None = None,
    fill: str | None = None,
    span: int = 1,
) -> Cell:
    top, bottom = edges
    inset = (left, 0, 0, 0)
    return Cell(tuple(paras), fill, top=top, bottom=bottom, right=right, inset=inset, span=span)


def _text(text: str, size: float = _SIZE, color: str = "ink", bold: bool = False, align: Align = "l") -> Para:
    return Para((Run(text, size, bold or None, color),), align=align)


def _head_row(matrix: Matrix) -> Row:
    say, years = matrix.standing.ctx.say, matrix.migration
    cells = [_cell([_text("")], edges=(None, _RULE))]
    for tier in matrix.columns:
        in_year = say("abc_migration.in_year", year=say.year(years.after.year))
        text = in_year if tier else say(f"abc_migration.{_gone_word(matrix)}")
        left = round((0.43 if tier else 0.10) * EMU)
        cells.append(_cell([_text(text, _NAME_SIZE, bold=True)], left, edges=(None, _RULE), span=2))
        cells.append(COVERED)
    total = say("abc_migration.total", year=say.year(years.before.year))
    cells.append(_cell([_text(total, color="muted", align="r")], edges=(None, _RULE)))
    return Row("head", matrix.ends[0], tuple(cells))


def _body_cells(matrix: Matrix, tier: str, edges: tuple[Line, Line]) -> tuple[Cell, ...]:
    say, migration = matrix.standing.ctx.say, matrix.migration
    if tier:
        index = TIERS.index(tier)
        count = migration.before.sizes[index]
        amount = say.money(migration.before.sums[index]) if count else "–"
        in_year = say("abc_migration.in_year", year=say.year(migration.before.year))
        head = [_text(in_year, _NAME_SIZE, bold=True), _text(amount, color="muted")]
    else:
        count = len(migration.new)
        new_in = say("abc_migration.new_in", year=say.year(migration.after.year))
        head = [_text(new_in, _NAME_SIZE, bold=True)]
    cells = [_cell(head, round((0.42 if tier else 0.0) * EMU), edges, right=_EDGE)]
    for to in matrix.columns:
        cells += _moved_cells(matrix, tier, to, edges)
    unit = say("abc_migration.accounts", n=count)
    total = [_text(say.number(count), 13, bold=True, align="r"), _text(unit, color="muted", align="r")]
    return (*cells, _cell(total, 0, edges))


def _moved_cells(matrix: Matrix, was: str, now: str, edges: tuple[Line, Line]) -> tuple[Cell, Cell]:
    """The count, and beside it `stayed` and a sum, one or two names, or how many moved."""
    names = matrix.migration.cells.get((was, now), ())
    if not names:
        dash = _text("–" if was or now else "", color="muted")
        middle = matrix.cell_width // 2 - _COUNT_WIDTH - round(0.04 * EMU)
        return _cell([_text("")], 0, edges), _cell([dash], middle, edges, right=_EDGE)
    fill = _fill(was, now)
    count = _text(matrix.standing.ctx.say.number(len(names)), matrix.count_size, bold=True, align="r")
    left = _GAP if was == now else _GAP + _MARK
    words = _cell(_words(matrix, was, now), left, edges, right=_EDGE, fill=fill)
    return _cell([count], 0, edges, fill=fill), words


def _gone_word(matrix: Matrix) -> str:
    """What the accounts without revenue now are called: lost where Accounts says so of every one."""
    is_lost = matrix.standing.ctx.lost.issuperset(matrix.migration.gone)
    return "lost" if is_lost else "without"


def _fill(was: str, now: str) -> str:
    if was == now:
        return "stayed"
    return "down_tint" if not now or (was and now > was) else "up_tint"


def _words(matrix: Matrix, was: str, now: str) -> tuple[Para, ...]:
    say, migration = matrix.standing.ctx.say, matrix.migration
    names = migration.cells[was, now]
    amount = say.money(migration.sums[was, now])
    if was == now:
        stayed = say("abc_migration.stayed", n=len(names))
        return _text(stayed, _NAME_SIZE), _text(amount, color="muted")
    if not matrix.is_named(names):
        kind = _gone_word(matrix) if not now else "came" if not was else "down" if now > was else "up"
        return _text(say(f"abc_migration.{kind}"), _NAME_SIZE, bold=True), _text(amount, color="muted")
    room = matrix.name_room
    shown = [
        _text(matrix.standing.name(name, _NAME_SIZE, room, True), _NAME_SIZE, bold=True) for name in names
    ]
    if len(names) == 2:
        return tuple(shown)
    if was and now:
        pair = migration.before.revenue_of[names[0]], migration.after.revenue_of[names[0]]
        both = before_after(matrix.standing, *pair)
        amount = both if width(both, _SIZE) <= room else amount
    return shown[0], _text(amount, color="muted")


def _total_row(matrix: Matrix) -> Row:
    say, migration = matrix.standing.ctx.say, matrix.migration
    after = migration.after
    shares = shown_shares(after.sums)
    cells = [
        _cell(
            [_text(say("abc_migration.total", year=say.year(after.year)), color="muted")], edges=(_RULE, None)
        )
    ]
    for tier in matrix.columns:
        if tier:
            i = TIERS.index(tier)
            count = after.sizes[i]
            text = f"{say.money(after.sums[i])} · {say.percent(shares[i])}" if count else "–"
        else:
            count = len(migration.gone)
            text = say.money(sum(migration.before.revenue_of[a] for a in migration.gone))
        cells.append(
            _cell(
                [_text(say.number(count), min(13.0, matrix.count_size), bold=True, align="r")],
                edges=(_RULE, None),
            )
        )
        cells.append(_cell([_text(text)], _GAP, edges=(_RULE, None)))
    total = _text(say.number(len(after.accounts)), 13, bold=True, align="r")
    return Row("total", matrix.ends[1], (*cells, _cell([total], edges=(_RULE, None))))


# ------------------------------------------------------------------ marks


def make_marks(view: str, matrix: Matrix) -> Group:
    """Chips of rows and columns, outlines of empty cells, triangles before the names of movers.

    The two rules are drawn again: the gaps between the cells are white borders, which notch them.
    """
    group = f"{view}/matrix_marks"
    wide, tall = round(0.27 * EMU), round(0.20 * EMU)
    room, head = matrix.room, matrix.ends[0]
    out: list[Shape | Connector] = []
    for i, tier in enumerate(matrix.columns):
        if tier:
            x = matrix.box(0, i).x + round(0.08 * EMU)
            out.append(chip(f"{group}/to:{tier}", tier, Box(x, room.y + (head - tall) // 2, wide, tall)))
    for i, tier in enumerate(matrix.rows):
        y = matrix.box(i, 0).y
        if tier:
            box = Box(room.x, y + (matrix.cell_height - tall) // 2, wide, tall)
            out.append(chip(f"{group}/from:{tier}", tier, box))
        for j, to in enumerate(matrix.columns):
            out += _cell_marks(group, matrix, tier, to, matrix.box(i, j))
    for name, y in (("top", room.y + head), ("bottom", matrix.box(len(matrix.rows), 0).y)):
        points = (room.x, y, room.x + room.w, y)
        out.append(Connector(f"{group}/rule:{name}", points=points, line=_RULE))
    say = matrix.standing.ctx.say
    return Group(group, tuple(out), f"{view}/matrix", say("abc_migration.marks"))


def _cell_marks(group: str, matrix: Matrix, was: str, now: str, cell: Box) -> list[Shape]:
    key = f"{was or 'new'}:{now or 'lost'}"
    names = matrix.migration.cells.get((was, now), ())
    if not names:
        pad = round(0.02 * EMU)
        box = widened(cell, -pad, -pad, -pad, -pad)
        return [Shape(f"{group}/empty:{key}", box, "rect", None, Line("hairline"))] if was or now else []
    if was == now:
        return []
    up = -1.0 if _fill(was, now) == "down_tint" else 1.0
    has_two = len(names) == 2 and matrix.is_named(names)
    first, second = line_height(_NAME_SIZE), line_height(_NAME_SIZE if has_two else _SIZE)
    top = cell.y + (cell.h - first - second) // 2
    middles = [top + first // 2, top + first + second // 2][: 2 if has_two else 1]
    side = round(0.12 * EMU)
    left = cell.x + _COUNT_WIDTH + _GAP
    return [
        arrow(f"{group}/arrow:{key}:{n}", up, Box(left, middle - side // 2, side, side))
        for n, middle in enumerate(middles)
    ]
