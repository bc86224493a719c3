"""The two small tables under the migration matrix: who moved, and who stands closest to a threshold."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import Gap, Move
from kamdeck.deck.spec import COVERED, EMU, Box, Connector, Group, Line, Shape, Table
from kamdeck.figures.standing import Standing, before_after
from kamdeck.layout.grid import RULE, Grid, Head, Style
from kamdeck.layout.marks import arrow, tier_step
from kamdeck.record import record
from kamdeck.text.measure import width

HEAD, _ROW, _LEAST_ROW = round(0.27 * EMU), round(0.31 * EMU), round(0.25 * EMU)
MOST_ROWS = 5
_HAIR, _SIZE = Line("hairline"), 10.0
_COLUMNS = {
    False: (0.45, 1.60),
    True: (1.05, 0.78),
}  # inches of the figures: a year, or money first


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
            (gap_money(standing, gap, signed=True), say.percent(gap.share, places, signed=True)),
        )
        for gap in gaps
    ]


_MARGIN = round(0.08 * EMU)


def gap_money(standing: Standing, gap: Gap, *, signed: bool = False) -> str:
    """A gap as the table shows it, and its words."""
    return standing.ctx.say.money(gap.change if signed else abs(gap.change), 2, signed=signed)


def make_table(
    key: str,
    standing: Standing,
    room: Box,
    heads: tuple[str, str, str],
    steps: Sequence[Step],
    empty: str,
    alt: str,
) -> tuple[Table, Group | None]:
    """A small table of as many rows as its room holds, five at most, and its marks; what does not fit is
    counted in the last row. The last figure leaves where names would have no room."""
    first, second = (
        max(round(least * EMU), max((width(step.texts[n], _SIZE) for step in steps), default=0) + _MARGIN)
        for n, least in enumerate(_COLUMNS[bool(heads[1])])
    )
    grey, name = Style(_SIZE, color="muted"), Style(_SIZE, True, align="l")
    grid = Grid(
        key,
        room,
        (
            Head("mark", round(0.23 * EMU)),
            Head("account", None, least=round(0.9 * EMU)),
            Head("tiers", round(0.80 * EMU)),
            Head("first", first),
            Head("second", second, rank=1),
        ),
    )
    _head(grid, heads)
    most = max(2, min(MOST_ROWS, (room.h - HEAD) // _LEAST_ROW))
    shown = steps if len(steps) <= most else steps[: most - 1]
    height = min(_ROW, (room.h - HEAD) // most)
    for step in shown:
        named = standing.name(step.account, _SIZE, grid.width("account") - round(0.05 * EMU), True)
        figures = [Style(_SIZE, align="r").cell(text) for text in step.texts]
        cells = {"account": name.cell(named), "first": figures[0], "second": figures[1]}
        blank = name.but(bold=False).cell("")
        grid.row(step.key, height, {"mark": blank, "tiers": blank} | cells, bottom=_HAIR)
    left = len(steps) - len(shown)
    if left or not steps:
        text = standing.ctx.say("abc_migration.more", n=left) if left else empty
        span = len(grid.widths)
        wide = grey.cell(text, room=room.w, span=span, bottom=_HAIR)
        grid.row("more" if left else "none", height, dict.fromkeys(grid.widths, COVERED) | {"mark": wide})
    marks = _marks(f"{key}_marks", grid, shown, standing.ctx.say("abc_migration.steps_alt"))
    return grid.table(alt), marks


def _head(grid: Grid, heads: tuple[str, str, str]) -> None:
    """The table's title, and what the figures are: one head for both, or one each."""
    figure = Style(_SIZE, color="muted", align="r", is_data=False)
    title = Style(12, True, is_data=False).cell(heads[0], room=grid.width("mark", 3), span=3, bottom=RULE)
    cells = {"mark": title, "account": COVERED, "tiers": COVERED}
    if not heads[1] and "second" in grid.widths:
        both = figure.but(is_data=True).cell(heads[2], span=2, bottom=RULE)
        cells |= {"first": both, "second": COVERED}
    else:
        cells |= {"first": figure.cell(heads[1], bottom=RULE), "second": figure.cell(heads[2], bottom=RULE)}
    grid.row("head", HEAD, cells)


def _marks(group: str, grid: Grid, steps: Sequence[Step], alt: str) -> Group | None:
    """A triangle, and the chips of both tiers with an arrow between them, on the middle of each row."""
    out: list[Shape | Connector] = []
    for step in steps:
        row, side = grid.box("mark", step.key), round(0.12 * EMU)
        box = Box(row.x + round(0.01 * EMU), row.y + row.h // 2 - side // 2, side, side)
        out.append(arrow(f"{group}/arrow:{step.key}", 1.0 if step.is_up else -1.0, box))
        x, middle = grid.box("tiers", step.key).x, row.y + row.h // 2
        out += tier_step(group, step.key, step.before, step.after, x, middle)
    return Group(group, tuple(out), grid.key, alt) if out else None
