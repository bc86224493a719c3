"""The two small tables under the migration matrix: who moved, and who stands closest to a threshold."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import Gap, Move
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
from kamdeck.layout.rail import MAIN, arrow, chip
from kamdeck.record import record
from kamdeck.views.abc.data import Standing
from kamdeck.views.abc.matrix import before_after

TOP = round(4.90 * EMU)
HEAD, HEIGHT = round(0.27 * EMU), round(0.31 * EMU)
WIDTH = round(4.48 * EMU)
MOST_ROWS = 5
RIGHT_X = MAIN.x + MAIN.w - WIDTH
_SIZE = 10.0


@record
class Step:
    """A row: an account, whether it rises, its tiers before and after, and the two figures."""

    key: str
    account: str
    is_up: bool
    before: str
    after: str
    texts: tuple[str, str]


def list_movers(standing: Standing, moves: Sequence[Move]) -> list[Step]:
    """The rows of the movers, newest year first."""
    return [
        Step(
            f"{move.account}:{move.year}",
            move.account,
            move.is_up,
            move.before,
            move.after,
            (
                standing.ctx.say.year(move.year),
                before_after(standing, move.revenue_before, move.revenue_after),
            ),
        )
        for move in moves
    ]


def list_gaps(standing: Standing, gaps: Sequence[Gap]) -> list[Step]:
    """The rows of the accounts closest to a threshold, nearest first."""
    say = standing.ctx.say
    places = 1 if any(abs(gap.share) < 0.01 for gap in gaps) else 0
    return [
        Step(
            gap.account,
            gap.account,
            gap.change > 0,
            gap.before,
            gap.after,
            (gap_money(standing, gap, gaps, signed=True), say.percent(gap.share, places, signed=True)),
        )
        for gap in gaps
    ]


def gap_money(standing: Standing, gap: Gap, gaps: Sequence[Gap], *, signed: bool = False) -> str:
    """A gap as the table shows it: in millions with two decimals where no gap would vanish by that."""
    say, value = standing.ctx.say, gap.change if signed else abs(gap.change)
    unit = "M" if all(10_000 <= abs(g.change) < 1e9 for g in gaps) else ""
    return say.money(value, 2, signed=signed, unit=unit)


def make_table(
    key: str,
    standing: Standing,
    x: int,
    heads: tuple[str, str, str],
    steps: Sequence[Step],
    empty: str,
    alt: str,
) -> Table:
    """A small table of at most five rows; what does not fit is counted in the last one."""
    widths = _widths(heads)
    shown = steps if len(steps) <= MOST_ROWS else steps[: MOST_ROWS - 1]
    rows = [_head_row(heads)]
    for step in shown:
        name = standing.name(step.account, _SIZE, widths[1][1] - round(0.05 * EMU), True)
        cells = [_cell(""), _cell(name, bold=True), _cell("")]
        cells += [_cell(text, align="r") for text in step.texts]
        rows.append(Row(step.key, HEIGHT, tuple(cells)))
    if len(shown) < len(steps):
        more = standing.ctx.say("abc_migration.more", n=len(steps) - len(shown))
        rows.append(_wide_row("more", more))
    elif not steps:
        rows.append(_wide_row("none", empty))
    columns = tuple(Column(name, width) for name, width in widths)
    return Table(key, x, TOP, columns, tuple(rows), alt=alt)


def _widths(heads: tuple[str, str, str]) -> tuple[tuple[str, int], ...]:
    """Column keys and widths: a year needs less room than an amount."""
    wide = (0.23, 1.40, 0.80, 0.45, 1.60) if not heads[1] else (0.23, 1.62, 0.80, 1.05, 0.78)
    keys = ("mark", "account", "tiers", "first", "second")
    return tuple((key, round(width * EMU)) for key, width in zip(keys, wide, strict=True))


def _head_row(heads: tuple[str, str, str]) -> Row:
    rule = Line("ink", 1.05)
    title = Cell((Para((Run(heads[0], 12, True, "ink"),)),), bottom=rule, span=3, is_data=False)
    if not heads[1]:
        last = Cell((Para((Run(heads[2], _SIZE, None, "muted"),), align="r"),), bottom=rule, span=2)
        return Row("head", HEAD, (title, COVERED, COVERED, last, COVERED))
    rest = [
        Cell((Para((Run(text, _SIZE, None, "muted"),), align="r"),), bottom=rule, is_data=False)
        for text in heads[1:]
    ]
    return Row("head", HEAD, (title, COVERED, COVERED, *rest))


def _wide_row(key: str, text: str) -> Row:
    cell = Cell((Para((Run(text, _SIZE, None, "muted"),)),), bottom=Line("hairline"), span=5)
    return Row(key, HEIGHT, (cell, COVERED, COVERED, COVERED, COVERED))


def _cell(text: str, *, bold: bool = False, align: Align = "l") -> Cell:
    return Cell((Para((Run(text, _SIZE, bold or None, "ink"),), align=align),), bottom=Line("hairline"))


def make_marks(key: str, table: Table, steps: Sequence[Step], alt: str) -> Group | None:
    """A triangle, and the chips of both tiers with an arrow between them, on the middle of each row."""
    tiers_x = table.x + sum(column.width for column in table.columns[:2])
    y = table.y + HEAD
    out: list[Shape | Connector] = []
    for step, row in zip(steps, table.rows[1:], strict=False):
        if row.key != step.key:
            break
        middle = y + row.height // 2
        y += row.height
        side, wide, tall = round(0.12 * EMU), round(0.22 * EMU), round(0.18 * EMU)
        out.append(
            arrow(
                f"{key}/arrow:{step.key}",
                1.0 if step.is_up else -1.0,
                Box(table.x + round(0.01 * EMU), middle - side // 2, side, side),
            )
        )
        far = tiers_x + round(0.46 * EMU)
        out.append(
            chip(f"{key}/before:{step.key}", step.before, Box(tiers_x, middle - tall // 2, wide, tall))
        )
        out.append(chip(f"{key}/after:{step.key}", step.after, Box(far, middle - tall // 2, wide, tall)))
        gap = round(0.04 * EMU)
        points = (tiers_x + wide + gap, middle, far - gap, middle)
        out.append(Connector(f"{key}/line:{step.key}", points=points, line=Line("muted", 1.0), tail=True))
    return Group(key, tuple(out), table.key, alt) if out else None
