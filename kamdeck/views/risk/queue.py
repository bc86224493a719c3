"""The queue of accounts at risk: what each brings, how long it waits, why, whose it is, when it renews."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.risk import Queued
from kamdeck.deck.spec import (
    EMU,
    Align,
    Box,
    Cell,
    Column,
    Element,
    Line,
    Para,
    Row,
    Run,
    Table,
)
from kamdeck.layout.rail import BODY, label
from kamdeck.layout.status import HEAD_HEIGHT, mark, panel_head
from kamdeck.record import record
from kamdeck.text.measure import clip, line_height, shorten
from kamdeck.views.risk.board import RiskBoard
from kamdeck.views.risk.queue_marks import make_queue_marks

MOST = 6
_BOTTOM = round(6.87 * EMU)
_HEADER = round(0.27 * EMU)
_HIGHEST = round(0.60 * EMU)
_SIZE = 10.5
_HAIR = Line("hairline", 0.75)
# Width of each column in inches; a column without figures goes, the reason's takes its room.
_WIDTHS = {
    "rank": 0.375, "account": 1.475, "mrr": 2.36, "days": 1.75, "csat": 0.45, "reason": 3.67, "owner": 1.00,
    "renewal": 1.25,
}  # fmt: skip
_REASON_GAP = round(0.33 * EMU)


@record
class QueueTable:
    """The table with the rows shown; `rest` are those that follow in the queue, `cut` the reasons that are
    shown shortened."""

    table: Table
    shown: tuple[Queued, ...]
    rest: tuple[Queued, ...]
    cut: tuple[tuple[str, str], ...]


def draw_queue(
    view: str, board: RiskBoard, top: int, alt: str
) -> tuple[tuple[Element, ...], tuple[tuple[str, str], ...]]:
    """Head, table and marks, and the reasons that had to be cut, with their accounts."""
    say, chosen = board.say, board.ctx.book.settings
    unit = say(
        "dashboard_risk.queue_unit",
        order=say(f"dashboard_risk.order.{chosen.queue_order}"),
        days=chosen.queue_old_days,
        soon=chosen.renewal_soon_days,
    )
    head = panel_head(f"{view}/queue", say("dashboard_risk.queue"), unit, BODY.x, top, BODY.w)
    if not board.rows:
        y = top + HEAD_HEIGHT + round(0.30 * EMU)
        box = Box(BODY.x + round(0.25 * EMU), y - line_height(14) // 2, BODY.w // 2, line_height(14) + 12_700)
        text = label(f"{view}/none", say("dashboard_risk.none"), box, size=14, bold=True, color="ink")
        head = panel_head(f"{view}/queue", say("dashboard_risk.queue"), "", BODY.x, top, BODY.w)
        return (*head, mark(f"{view}/none_mark", "good", BODY.x, y, round(0.15 * EMU)), text), ()
    made = _table(view, board, top + HEAD_HEIGHT, alt)
    return (*head, made.table, *make_queue_marks(view, board, made.table, made.shown, made.rest)), made.cut


def shown_rows(board: RiskBoard) -> tuple[Queued, ...]:
    """The first six of the queue; the wanted account is among them."""
    shown, wanted = board.rows[:MOST], board.ctx.account
    further = next((row for row in board.rows[MOST:] if row.account == wanted), None)
    return (*shown[:-1], further) if further else shown


# ------------------------------------------------------------------ table


def _columns(board: RiskBoard) -> tuple[Column, ...]:
    rows = board.rows
    there = {
        "days": any(row.days is not None for row in rows),
        "csat": any(row.account in board.csat for row in rows),
        "reason": any(row.reason for row in rows),
        "owner": any(board.owner(row) for row in rows),
        "renewal": any(row.renewal_on for row in rows),
        "mrr": board.stake > 0,
    }
    keys = [key for key in _WIDTHS if there.get(key, True)]
    spare = BODY.w - sum(round(_WIDTHS[key] * EMU) for key in keys)
    taker = "reason" if "reason" in keys else "account"
    return tuple(Column(key, round(_WIDTHS[key] * EMU) + (spare if key == taker else 0)) for key in keys)


def _table(view: str, board: RiskBoard, y: int, alt: str) -> QueueTable:
    shown = shown_rows(board)
    rest = tuple(row for row in board.rows if row not in shown)
    columns = _columns(board)
    height = min(_HIGHEST, (_BOTTOM - y - _HEADER) // (len(shown) + bool(rest)))
    cut = []
    lines = [_header(board, columns)]
    for row in shown:
        cells = []
        for column in columns:
            paras = _paras(board, row, column, height)
            if column.key == "reason" and row.reason and paras[0].text != row.reason:
                cut.append((row.account, row.reason))
            cells.append(Cell(paras, bottom=_HAIR, inset=_inset(column.key)))
        lines.append(Row(row.account, height, tuple(cells)))
    if rest:
        text = board.say("dashboard.more", n=len(rest))
        cells = [
            Cell(_one(shorten(text, _SIZE, column.width), "l", "muted") if column.key == "account" else ())
            for column in columns
        ]
        lines.append(Row("more", height, tuple(cells)))
    return QueueTable(
        Table(f"{view}/queue", BODY.x, y, columns, tuple(lines), alt=alt), shown, rest, tuple(cut)
    )


def _inset(key: str) -> tuple[int, int, int, int]:
    return (_REASON_GAP, 0, round(0.08 * EMU), 0) if key == "reason" else (0, 0, 0, 0)


def _one(text: str, align: Align, color: str, bold: bool = False) -> tuple[Para, ...]:
    return (Para((Run(text, _SIZE, bold or None, color),), align=align),)


def _header(board: RiskBoard, columns: Sequence[Column]) -> Row:
    cells = []
    for column in columns:
        align: Align = "r" if column.key == "csat" else "l"
        key, unit = f"dashboard_risk.head.{column.key}", board.unit.head(board.say)
        text = board.say(key, unit=unit) if column.key != "rank" else ""
        left, _, right, _ = _inset(column.key)
        run = Run(shorten(text, 10, column.width - left - right), 10, None, "muted")
        cells.append(Cell((Para((run,), align=align),), inset=_inset(column.key), is_data=False))
    return Row("head", _HEADER, tuple(cells))


def _paras(board: RiskBoard, row: Queued, column: Column, height: int) -> tuple[Para, ...]:
    """What a cell says; figures beside bars are written with the bars."""
    say, room = board.say, column.width - sum(_inset(column.key))
    if column.key == "account":
        return _one(
            board.portfolio.name(row.account, _SIZE, room - round(0.08 * EMU), True), "l", "ink", True
        )
    if column.key == "csat":
        score = board.csat.get(row.account)
        return _one("–" if score is None else say.number(score), "r", "ink")
    if column.key == "reason":
        lines = 2 if height >= 2 * line_height(_SIZE) else 1
        return _one(clip(row.reason, _SIZE, room, lines) or "–", "l", "ink")
    if column.key == "owner":
        return _one(shorten(board.owner(row), _SIZE, room - round(0.06 * EMU)) or "–", "l", "ink")
    if column.key == "renewal":
        return _renewal(board, row)
    return ()


def _renewal(board: RiskBoard, row: Queued) -> tuple[Para, ...]:
    say = board.say
    if row.renewal_on is None:
        return _one("–", "l", "muted")
    is_red = board.is_soon(row)
    lines = [Para((Run(say.date(row.renewal_on), 10, is_red or None, "ink"),))]
    if row.renewal_days is not None:
        text = _days_left(board, row.renewal_days)
        lines.append(Para((Run(text, 9.5, is_red or None, "risk" if is_red else "muted"),)))
    return tuple(lines)


def _days_left(board: RiskBoard, days: int) -> str:
    if days < 0:
        return board.say("dashboard_risk.overdue", n=-days)
    return board.say("dashboard_risk.days", n=days)
