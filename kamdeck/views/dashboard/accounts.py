"""The endangered accounts and the largest others: MRR, logins, cancellation risk, endangerment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

from kamdeck.analysis.risk import newest_usage
from kamdeck.deck.spec import (
    COVERED,
    EMU,
    Align,
    Box,
    Cell,
    Column,
    Element,
    Group,
    Line,
    Para,
    Row,
    Run,
    Shape,
    Table,
)
from kamdeck.layout.rail import label
from kamdeck.layout.status import HEAD_HEIGHT, SIDE, Status, bar, mark, panel_head
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.text.measure import fit, line_height, shorten, width
from kamdeck.views.dashboard.plans import HEAD
from kamdeck.views.subscriptions import Portfolio, Unit, choose_unit, danger_limits
from kamdeck.workbook.rows import Usage

MOST = 12
_MOST_ENDANGERED = 11
LEFT, ROOM = round(6.79 * EMU), round(6.04 * EMU)
_HEADER = round(0.25 * EMU)
_HIGHEST, _SIZE = round(0.42 * EMU), 10.5
_NOTE = round(6.71 * EMU)
_INSET = round(0.065 * EMU)
_TRACK = round(0.83 * EMU)
_TINTS = {"risk": "down_tint", "watch": "watch_tint"}
_RULE, _HAIR = Line("ink", 1.05), Line("hairline", 0.75)
# Width of each column in inches; the account's takes the rest.
_WIDTHS = {"mrr": 0.55, "logins": 1.00, "risk": 1.45, "danger": 1.52}


@record
class Board:
    """The accounts shown, by MRR, and those that are not: how many, their MRR, the endangered of them."""

    portfolio: Portfolio
    shown: tuple[str, ...]
    rest: tuple[str, ...]
    usage: Mapping[str, Usage]
    columns: tuple[Column, ...]
    unit: Unit

    @property
    def say(self) -> Say:
        """The language."""
        return self.portfolio.ctx.say

    def at(self, column: str) -> tuple[int, int]:
        """Left edge and width of a column; (0, 0) where it is not shown."""
        x = LEFT
        for each in self.columns:
            if each.key == column:
                return x, each.width
            x += each.width
        return 0, 0

    @property
    def rest_endangered(self) -> tuple[str, ...]:
        """The endangered accounts that are not shown."""
        return tuple(name for name in self.rest if self.portfolio.dangers.get(name) in ("watch", "risk"))


def make_board(portfolio: Portfolio) -> Board:
    """All endangered accounts, eleven at most, and the largest others, twelve in all."""
    by_size = sorted(portfolio.mrr, key=lambda name: -portfolio.mrr[name])
    endangered = portfolio.endangered[:_MOST_ENDANGERED]
    wanted = portfolio.ctx.account
    picked = [name for name in (wanted,) if name in portfolio.mrr and name not in endangered]
    others = [n for n in by_size if portfolio.dangers.get(n) not in ("watch", "risk") and n not in picked]
    room = (MOST + 1 if len(by_size) == MOST + 1 else MOST) - len(endangered) - len(picked)
    shown = {*endangered, *picked, *others[: max(0, room)]}
    rest = tuple(name for name in by_size if name not in shown)
    usage = newest_usage(portfolio.ctx.book.usage)
    unit = choose_unit(portfolio.mrr.values())
    return Board(
        portfolio=portfolio,
        shown=tuple(name for name in by_size if name in shown),
        rest=rest,
        usage=usage,
        columns=_columns(portfolio, usage, unit, rest),
        unit=unit,
    )


def _columns(
    portfolio: Portfolio, usage: Mapping[str, Usage], unit: Unit, rest: Sequence[str]
) -> tuple[Column, ...]:
    """The columns that have figures; the account takes what the others leave."""
    say = portfolio.ctx.say
    have = [usage[name] for name in portfolio.mrr if name in usage]
    keys = ["mrr"]
    keys += ["logins"] if any(row.logins_change is not None for row in have) else []
    keys += ["risk"] if any(row.cancellation_risk is not None for row in have) else []
    keys += ["danger"] if portfolio.dangers else []
    wide = {key: round(_WIDTHS[key] * EMU) for key in keys}
    sums = [*portfolio.mrr.values(), fsum(portfolio.mrr[name] for name in rest)]
    head = width(say("dashboard.head.mrr", unit=unit.head(say)), 10)
    wide["mrr"] = max(wide["mrr"], head, width(unit.text(say, max(sums)), _SIZE, True)) + 12_700
    first = Column("account", ROOM - sum(wide.values()))
    return (first, *(Column(key, wide[key]) for key in keys))


def draw_board(view: str, board: Board, alt: str) -> tuple[Element, ...]:
    """Head, table, its marks, and the rule below."""
    say, has_dangers = board.say, bool(board.portfolio.dangers)
    title = say("dashboard.endangered" if board.portfolio.endangered else "dashboard.largest")
    unit = say("dashboard.endangered_unit" if board.portfolio.endangered else "dashboard.largest_unit")
    table = _table(view, board, alt)
    has_rule = board.portfolio.ctx.book.usage and has_dangers
    rule = (_rule(view, board, table.box.y + table.box.h),) if has_rule else ()
    return (
        *panel_head(f"{view}/accounts", title, unit, LEFT, HEAD, ROOM),
        table,
        *_marks(view, board, table),
        *rule,
    )


# ------------------------------------------------------------------ table


def _table(view: str, board: Board, alt: str) -> Table:
    rows = len(board.shown) + bool(board.rest)
    height = min(_HIGHEST, (_NOTE - HEAD - HEAD_HEIGHT - _HEADER) // max(rows, 1))
    lines = [_header(board)]
    last = board.shown[-1] if board.shown else ""
    lines += [
        _row(board, name, height, _RULE if name == last and board.rest else _HAIR) for name in board.shown
    ]
    if board.rest:
        lines.append(_rest(board, height))
    return Table(f"{view}/accounts", LEFT, HEAD + HEAD_HEIGHT, board.columns, tuple(lines), alt=alt)


def _cell(text: str, align: Align, color: str, *, bold: bool = False, left: int = 0, right: int = 0) -> Cell:
    run = Run(text, _SIZE, bold or None, color)
    return Cell((Para((run,), align=align),), inset=(left, 0, right, 0))


def _insets(key: str) -> tuple[Align, int, int]:
    """How a column's text stands: after the account's inset, before the bar's end, behind the mark."""
    gap = round(0.17 * EMU)
    return {
        "account": ("l", _INSET, round(0.04 * EMU)),
        "mrr": ("r", 0, 0),
        "logins": ("r", 0, 0),
        "risk": ("r", round(0.24 * EMU) + _TRACK, 0),
        "danger": ("l", gap + SIDE + gap, 0),
    }[key]  # type: ignore[return-value]


def _header(board: Board) -> Row:
    cells = []
    for column in board.columns:
        align, left, right = _insets(column.key)
        text = board.say(f"dashboard.head.{column.key}", unit=board.unit.head(board.say))
        if column.key == "risk":
            align, left = "l", round(0.24 * EMU)
        if column.key == "danger":
            left = round(0.17 * EMU)
        room = column.width - left - right
        run = Run(shorten(text, 10, room), 10, None, "muted")
        cells.append(Cell((Para((run,), align=align),), inset=(left, 0, right, 0), is_data=False))
    return Row("head", _HEADER, tuple(cells))


def _row(board: Board, name: str, height: int, rule: Line) -> Row:
    say, danger = board.say, board.portfolio.dangers.get(name)
    is_bold, usage = danger in ("watch", "risk"), board.usage.get(name)
    alarm = "risk" if danger == "risk" else "ink"
    change = usage.logins_change if usage else None
    chance = usage.cancellation_risk if usage else None
    texts = {
        "mrr": (board.unit.text(say, board.portfolio.mrr[name]), "ink", is_bold),
        "logins": ("–" if change is None else say.percent(change, signed=True), alarm, danger == "risk"),
        "risk": ("–" if chance is None else say.percent(chance), alarm, danger == "risk"),
        "danger": (say(f"dashboard.danger.{danger}") if danger else "", "ink", is_bold),
    }
    cells = []
    for column in board.columns:
        align, left, right = _insets(column.key)
        if column.key == "account":
            text = board.portfolio.name(name, _SIZE, column.width - left - right, is_bold)
            cell = _cell(text, align, "ink", bold=is_bold, left=left, right=right)
        else:
            text, color, bold = texts[column.key]
            text = shorten(text, _SIZE, column.width - left - right, bold)
            cell = _cell(text, align, color, bold=bold, left=left, right=right)
        cells.append(_painted(cell, _TINTS.get(danger or ""), rule))
    return Row(name, height, tuple(cells))


def _painted(cell: Cell, fill: str | None, rule: Line | None) -> Cell:
    return Cell(cell.paras, fill, bottom=rule, inset=cell.inset)


def _rest(board: Board, height: int) -> Row:
    """The accounts that are not shown, as one row: their sum, the endangered of them, the worst mark."""
    say, bad = board.say, board.rest_endangered
    total = fsum(board.portfolio.mrr[name] for name in board.rest)
    texts = {
        "account": say("dashboard.more", n=len(board.rest)),
        "mrr": board.unit.text(say, total),
        "danger": _rest_word(board),
    }
    middle = [column for column in board.columns if column.key in ("logins", "risk")]
    cells: list[Cell] = []
    for column in board.columns:
        align, left, right = _insets(column.key)
        if column in middle:
            cells.append(_rest_endangered(board, bad, middle) if column is middle[0] else COVERED)
            continue
        text = shorten(texts[column.key], _SIZE, column.width - left - right)
        cells.append(_cell(text, align, "muted", left=left, right=right))
    return Row("more", height, tuple(cells))


def _rest_endangered(board: Board, bad: Sequence[str], columns: Sequence[Column]) -> Cell:
    """How many of the accounts that are not shown are endangered, with their MRR, over the columns."""
    text = ""
    if bad:
        total = board.unit.text(board.say, fsum(board.portfolio.mrr[name] for name in bad))
        text = board.say("dashboard.more_endangered", n=len(bad), sum=total)
    room = sum(column.width for column in columns)
    run = Run(shorten(text, _SIZE, room, True), _SIZE, True, "ink")
    return Cell((Para((run,), align="r"),), span=len(columns))


def _rest_word(board: Board) -> str:
    status = _rest_status(board)
    return board.say("dashboard.all_low" if status == "good" else f"dashboard.danger.{status}")


def _rest_status(board: Board) -> Status:
    found = {board.portfolio.dangers.get(name, "unknown") for name in board.rest}
    return next((status for status in ("risk", "watch", "unknown") if status in found), "good")


# ------------------------------------------------------------------ marks


def _marks(view: str, board: Board, table: Table) -> tuple[Group, ...]:
    """Bars of the cancellation risk and marks of the endangerment, row by row."""
    group, children, y = f"{view}/marks", list[Shape](), table.y + table.rows[0].height
    bar_x, mark_x = board.at("risk")[0], board.at("danger")[0]
    thick = round(0.085 * EMU)
    for row in table.rows[1:]:
        middle = y + row.height // 2
        usage = board.usage.get(row.key) if row.key in board.shown else None
        danger = board.portfolio.dangers.get(row.key)
        if bar_x and usage and usage.cancellation_risk is not None:
            track = Box(bar_x + round(0.24 * EMU), middle - thick // 2, _TRACK, thick)
            fill = danger if danger in ("watch", "risk") else "ramp8"
            children += bar(f"{group}/bar:{row.key}", track, usage.cancellation_risk, fill)
        status = _rest_status(board) if row.key == "more" and row.key not in board.shown else danger
        if mark_x and status:
            children.append(mark(f"{group}/mark:{row.key}", status, mark_x + round(0.17 * EMU), middle))
        y += row.height
    alt = board.say("dashboard.marks_alt")
    return (Group(group, tuple(children), table.key, alt),) if children else ()


def _rule(view: str, board: Board, top: int) -> Element:
    """What high and medium mean, with the limits of the settings."""
    say, fields = board.say, danger_limits(board.portfolio.ctx)
    text = fit([say("dashboard.rule", **fields), say("dashboard.rule_short", **fields)], 9, ROOM, 1)
    box = Box(LEFT, top + round(0.04 * EMU), ROOM, line_height(9))
    return label(f"{view}/rule", text, box, size=9)
