"""The migration matrix: tiers of last year in rows, of this year in columns, and the marks upon it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from kamdeck.analysis.abc import TIERS, Migration
from kamdeck.deck.spec import EMU, Align, Box, Cell, Column, Group, Line, Para, Row, Run, Shape, Table
from kamdeck.text.measure import line_height, shorten
from kamdeck.views.abc_data import Standing, shown_shares
from kamdeck.views.frame import MAIN, arrow, chip

_HEAD_WIDTH, _TOTAL_WIDTH = round(1.33 * EMU), round(1.09 * EMU)
_HEAD_HEIGHT, _BODY_HEIGHT, _TOTAL_HEIGHT = round(0.44 * EMU), round(2.31 * EMU), round(0.48 * EMU)
HEIGHT = _HEAD_HEIGHT + _BODY_HEIGHT + _TOTAL_HEIGHT
_COUNT, _TEXT, _NAME = round(0.46 * EMU), round(0.58 * EMU), round(0.75 * EMU)  # tab stops in a cell
_COUNT_SIZE, _NAME_SIZE, _SIZE = 20.0, 11.0, 10.0
_TABS: tuple[tuple[int, Align], ...] = ((_COUNT, "r"), (_TEXT, "l"), (_NAME, "l"))
_EDGE, _RULE = Line("paper", 3.0), Line("ink", 1.05)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix to draw: `rows` and `columns` are tiers, "" for accounts that are not there that year."""

    standing: Standing
    migration: Migration
    rows: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def cell_width(self) -> int:
        """The width of a cell in EMU."""
        return (MAIN.w - _HEAD_WIDTH - _TOTAL_WIDTH) // len(self.columns)

    @property
    def cell_height(self) -> int:
        """The height of a cell in EMU."""
        return _BODY_HEIGHT // len(self.rows)


def make_matrix(standing: Standing, migration: Migration) -> Matrix:
    """Three rows and columns, and one more where accounts are new or lost."""
    rows = (*TIERS, *([""] if migration.new else []))
    columns = (*TIERS, *([""] if migration.lost else []))
    return Matrix(standing, migration, rows, columns)


# ------------------------------------------------------------------ table


def make_table(view: str, matrix: Matrix, alt: str) -> Table:
    """The native table; chips and triangles lie upon it."""
    wide = matrix.cell_width
    columns = [Column("head", _HEAD_WIDTH), *(Column(f"to:{c or 'lost'}", wide) for c in matrix.columns)]
    columns.append(Column("total", MAIN.w - _HEAD_WIDTH - wide * len(matrix.columns)))
    rows = [_head_row(matrix)]
    rows += [
        Row(f"from:{tier or 'new'}", matrix.cell_height, _body_cells(matrix, tier, i == 0))
        for i, tier in enumerate(matrix.rows)
    ]
    rows.append(_total_row(matrix))
    return Table(f"{view}/matrix", MAIN.x, MAIN.y, tuple(columns), tuple(rows), alt=alt)


def _cell(paras: Sequence[Para], left: int = 0, **fields: object) -> Cell:
    return Cell(tuple(paras), inset=(left, 0, 0, 0), **fields)  # type: ignore[arg-type]


def _text(text: str, size: float = _SIZE, color: str = "ink", bold: bool = False, align: Align = "l") -> Para:
    return Para((Run(text, size, bold or None, color),), align=align)


def _head_row(matrix: Matrix) -> Row:
    say, years = matrix.standing.ctx.say, matrix.migration
    now, was = str(years.after.year), str(years.before.year)
    cells = [_cell([_text("")], bottom=_RULE)]
    for tier in matrix.columns:
        text = say("abc_migration.in_year", year=now) if tier else say("abc_migration.lost")
        left = round((0.43 if tier else 0.10) * EMU)
        cells.append(_cell([_text(text, _NAME_SIZE, bold=True)], left, bottom=_RULE))
    total = say("abc_migration.total", year=was)
    cells.append(_cell([_text(total, color="muted", align="r")], bottom=_RULE))
    return Row("head", _HEAD_HEIGHT, tuple(cells))


def _body_cells(matrix: Matrix, tier: str, is_first: bool) -> tuple[Cell, ...]:
    say, migration = matrix.standing.ctx.say, matrix.migration
    top = _RULE if is_first else _EDGE
    was = str(migration.before.year)
    if tier:
        index = TIERS.index(tier)
        count = migration.before.sizes[index]
        amount = say.money(migration.before.sums[index]) if count else "–"
        head = [_text(say("abc_migration.in_year", year=was), _NAME_SIZE, bold=True)]
        head.append(_text(amount, color="muted"))
    else:
        count = len(migration.new)
        head = [_text(say("abc_migration.new_in", year=str(migration.after.year)), _NAME_SIZE, bold=True)]
    left = round((0.42 if tier else 0.0) * EMU)
    cells = [_cell(head, left, top=top, right=_EDGE)]
    cells += [_moved_cell(matrix, tier, to, top) for to in matrix.columns]
    unit = say("abc_migration.accounts", n=count)
    total = [_text(say.number(count), 13, bold=True, align="r"), _text(unit, color="muted", align="r")]
    return (*cells, _cell(total, top=top))


def _moved_cell(matrix: Matrix, was: str, now: str, top: Line) -> Cell:
    edge = partial(_cell, top=top, bottom=_EDGE, right=_EDGE)
    names = matrix.migration.cells.get((was, now), ())
    if not names:
        return edge([_text("–" if was or now else "", color="muted", align="ctr")])
    first, second = _lines(matrix, was, now)
    count = Run(f"\t{matrix.standing.ctx.say.number(len(names))}", _COUNT_SIZE, True, "ink")
    paras = [Para((count, *first), tabs=_TABS), Para(second, tabs=_TABS)]
    return edge(paras, fill=_fill(was, now))


def _fill(was: str, now: str) -> str:
    if was == now:
        return "stayed"
    return "down_tint" if not now or (was and now > was) else "up_tint"


def _lines(matrix: Matrix, was: str, now: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The words beside a cell's count: `stayed` and a sum, one or two names, or how many moved."""
    say, migration = matrix.standing.ctx.say, matrix.migration
    names = migration.cells[was, now]
    amount = say.money(migration.sums[was, now])
    if was == now:
        return (Run(f"\t{say('abc_migration.stayed', n=len(names))}", _NAME_SIZE, None, "ink"),), _second(
            amount
        )
    if len(names) > 2:
        kind = "gone" if not now else "came" if not was else "down" if now > was else "up"
        return (Run(f"\t\t{say(f'abc_migration.{kind}')}", _NAME_SIZE, True, "ink"),), _second(amount)
    room = matrix.cell_width - _NAME - round(0.08 * EMU)
    shown = [matrix.standing.name(name, _NAME_SIZE, room, True) for name in names]
    runs = [(Run(f"\t\t{name}", _NAME_SIZE, True, "ink"),) for name in shown]
    if len(names) == 2:
        return runs[0], (Run("\t", _NAME_SIZE), *runs[1])
    if was and now:
        pair = migration.before.revenue_of[names[0]], migration.after.revenue_of[names[0]]
        amount = before_after(matrix.standing, *pair)
    return runs[0], _second(shorten(amount, _SIZE, matrix.cell_width - _TEXT))


def _second(text: str) -> tuple[Run, ...]:
    return (Run(f"\t\t{text}", _SIZE, None, "muted"),)


def before_after(standing: Standing, before: float, after: float) -> str:
    """`$1.4M → $1.2M`; with two decimals where one would show no change."""
    say = standing.ctx.say
    shown = say.money(before), say.money(after)
    if shown[0] == shown[1] and before != after:
        shown = say.money(before, 2), say.money(after, 2)
    return f"{shown[0]} → {shown[1]}"


def _total_row(matrix: Matrix) -> Row:
    say, migration = matrix.standing.ctx.say, matrix.migration
    after = migration.after
    shares = shown_shares(after.sums)
    cells = [_cell([_text(say("abc_migration.total", year=str(after.year)), color="muted")], top=_RULE)]
    for tier in matrix.columns:
        if tier:
            i = TIERS.index(tier)
            count = after.sizes[i]
            text = f"{say.money(after.sums[i])} · {say.percent(shares[i])}" if count else "–"
        else:
            count = len(migration.lost)
            text = say.money(sum(migration.before.revenue_of[a] for a in migration.lost))
        runs = Run(f"\t{say.number(count)}", 13, True, "ink"), Run(f"\t{text}", _SIZE, None, "ink")
        cells.append(_cell([Para(runs, tabs=_TABS)], top=_RULE))
    total = _text(say.number(len(after.accounts)), 13, bold=True, align="r")
    return Row("total", _TOTAL_HEIGHT, (*cells, _cell([total], top=_RULE)))


# ------------------------------------------------------------------ marks


def make_marks(view: str, matrix: Matrix) -> Group:
    """Chips of rows and columns, outlines of empty cells, triangles before the names of movers."""
    group = f"{view}/matrix_marks"
    wide, tall = round(0.27 * EMU), round(0.20 * EMU)
    out: list[Shape] = []
    for i, tier in enumerate(matrix.columns):
        if tier:
            x = MAIN.x + _HEAD_WIDTH + i * matrix.cell_width + round(0.08 * EMU)
            box = Box(x, MAIN.y + (_HEAD_HEIGHT - tall) // 2, wide, tall)
            out.append(chip(f"{group}/to:{tier}", tier, box))
    for i, tier in enumerate(matrix.rows):
        y = MAIN.y + _HEAD_HEIGHT + i * matrix.cell_height
        if tier:
            box = Box(MAIN.x, y + (matrix.cell_height - tall) // 2, wide, tall)
            out.append(chip(f"{group}/from:{tier}", tier, box))
        for j, to in enumerate(matrix.columns):
            x = MAIN.x + _HEAD_WIDTH + j * matrix.cell_width
            out += _cell_marks(group, matrix, tier, to, x, y)
    say = matrix.standing.ctx.say
    return Group(group, tuple(out), f"{view}/matrix", say("abc_migration.marks"))


def _cell_marks(group: str, matrix: Matrix, was: str, now: str, x: int, y: int) -> list[Shape]:
    key = f"{was or 'new'}:{now or 'lost'}"
    names = matrix.migration.cells.get((was, now), ())
    if not names:
        pad = round(0.02 * EMU)
        box = Box(x + pad, y + pad, matrix.cell_width - 2 * pad, matrix.cell_height - 2 * pad)
        return [Shape(f"{group}/empty:{key}", box, "rect", None, Line("hairline"))] if was or now else []
    if was == now:
        return []
    up = -1.0 if _fill(was, now) == "down_tint" else 1.0
    first, second = line_height(_COUNT_SIZE), line_height(_NAME_SIZE if len(names) == 2 else _SIZE)
    top = y + (matrix.cell_height - first - second) // 2
    # the name stands on the base line of the count beside it
    base = top + round(0.787 * first)
    side = round(0.12 * EMU)
    rise = round(0.36 * _NAME_SIZE * 12_700) + side // 2
    spots = [base - rise]
    if len(names) == 2:
        spots.append(top + first + round(0.787 * second) - rise)
    return [
        arrow(f"{group}/arrow:{key}:{n}", up, Box(x + _TEXT, spot, side, side))
        for n, spot in enumerate(spots)
    ]
