"""What is drawn over the queue: ranks, bars of MRR and of days with their figures, marks of urgency."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from kamdeck.analysis.risk import Queued
from kamdeck.deck.spec import EMU, Box, Group, Line, Para, Run, Shape, Table, Text
from kamdeck.layout.status import mark
from kamdeck.text.measure import line_height, width
from kamdeck.views.risk.board import RiskBoard

_SIZE = 10.5
_BADGE = round(0.22 * EMU)
_THICK = (round(0.165 * EMU), round(0.11 * EMU))  # bars of MRR and of days


def make_queue_marks(
    view: str, board: RiskBoard, table: Table, shown: Sequence[Queued], rest: Sequence[Queued]
) -> tuple[Group, ...]:
    """Ranks, bars of MRR and of days with their figures, and squares where something is urgent."""
    group = f"{view}/queue_marks"
    lefts = {}
    x = table.x
    for column in table.columns:
        lefts[column.key] = x
        x += column.width
    children: list[Text | Shape] = []
    y = table.y + table.rows[0].height
    for row, line in zip(shown, table.rows[1:], strict=False):
        height = line.height
        middle = y + height // 2
        rank = board.rows.index(row) + 1
        children.append(_badge(f"{group}/rank:{row.account}", rank, table.x, middle))
        if "mrr" in lefts:
            children += _mrr_bar(group, board, row, lefts["mrr"], middle)
        if "days" in lefts:
            children += _days_bar(group, board, row, lefts["days"], middle)
        if "renewal" in lefts and row.renewal_on and board.is_soon(row):
            beside = lefts["renewal"] + width(board.say.date(row.renewal_on), 10, True) + round(0.07 * EMU)
            upper = middle - line_height(10) // 2 if height >= 2 * line_height(10) else middle
            children.append(mark(f"{group}/soon:{row.account}", "risk", beside, upper, round(0.085 * EMU)))
        y += height
    if rest:
        children += _rest(group, board, rest, lefts, y + table.rows[-1].height // 2)
    return (Group(group, tuple(children), table.key, board.say("dashboard_risk.queue_marks")),)


def _badge(key: str, rank: int, x: int, middle: int) -> Shape:
    """The rank in a circle, the first one filled."""
    is_first = rank == 1
    run = Run(str(rank), 9.5, True, "paper" if is_first else "ink")
    box = Box(x + round(0.01 * EMU), middle - _BADGE // 2, _BADGE, _BADGE)
    fill = "tier_a" if is_first else None
    return Shape(key, box, "ellipse", fill, Line("tier_a", 1.25), (Para((run,), align="ctr"),), wrap=False)


def _beside(key: str, runs: Sequence[Run], x: int, middle: int) -> Text:
    """Figures right of a bar."""
    wide = sum(width(run.text, run.size or _SIZE, bool(run.bold)) for run in runs) + 25_400
    high = line_height(_SIZE) + 12_700
    return Text(key, (Para(tuple(runs)),), Box(x, middle - high // 2, wide, high), anchor="ctr")


def _mrr_bar(group: str, board: RiskBoard, row: Queued, x: int, middle: int) -> list[Text | Shape]:
    say, top = board.say, max(each.stake for each in board.rows)
    share = dict(zip([r.account for r in board.rows], board.shares, strict=False)).get(row.account, 0.0)
    runs = [
        Run(board.unit.text(say, row.stake), _SIZE, True, "ink"),
        *((Run(f" {say.percent(share)}", 9.5, None, "muted"),) if board.ctx.subject is None else ()),
    ]
    return _bar(
        group,
        "mrr",
        row,
        (x, middle),
        round(1.57 * EMU * row.stake / top),
        "tier_a" if row.stake == top else "tier_b",
        runs,
    )


def _days_bar(group: str, board: RiskBoard, row: Queued, x: int, middle: int) -> list[Text | Shape]:
    if row.days is None:
        return [_beside(f"{group}/days_value:{row.account}", (Run("–", _SIZE, None, "muted"),), x, middle)]
    top = max(1, *(each.days or 0 for each in board.rows))
    is_red = board.is_old(row)
    runs = [Run(board.say.number(row.days), _SIZE, is_red or None, "risk" if is_red else "ink")]
    wide = round(1.08 * EMU * max(row.days, 0) / top)
    out = _bar(group, "days", row, (x, middle), wide, "risk" if is_red else "unknown", runs)
    if is_red:
        text = out[-1].box
        assert text is not None
        out.append(
            mark(
                f"{group}/old:{row.account}",
                "risk",
                text.x + text.w + round(0.05 * EMU),
                middle,
                round(0.085 * EMU),
            )
        )
    return out


def _bar(
    group: str, name: str, row: Queued, at: tuple[int, int], wide: int, fill: str, runs: Sequence[Run]
) -> list[Text | Shape]:
    (x, middle), thick = at, _THICK[name == "days"]
    out: list[Text | Shape] = []
    if wide:
        out.append(
            Shape(f"{group}/{name}:{row.account}", Box(x, middle - thick // 2, wide, thick), "rect", fill)
        )
    out.append(
        _beside(
            f"{group}/{name}_value:{row.account}", runs, x + wide + (round(0.08 * EMU) if wide else 0), middle
        )
    )
    return out


def _rest(
    group: str, board: RiskBoard, rest: Sequence[Queued], lefts: dict[str, int], middle: int
) -> list[Text | Shape]:
    """What the accounts that are not shown have at stake, and how long the oldest waits."""
    say, out = board.say, list[Text | Shape]()
    if "mrr" in lefts:
        names = {row.account for row in rest}
        parts = zip(board.rows, board.shares, strict=False)
        share = fsum(share for row, share in parts if row.account in names)
        sum_ = Run(board.unit.text(say, fsum(row.stake for row in rest)), _SIZE, True, "muted")
        runs = (sum_, Run(f" {say.percent(share)}", 9.5, None, "muted"))
        out.append(_beside(f"{group}/mrr_value:more", runs, lefts["mrr"], middle))
    days = [row.days for row in rest if row.days is not None]
    if "days" in lefts and days:
        run = Run(say("dashboard_risk.oldest", n=max(days)), _SIZE, None, "muted")
        out.append(_beside(f"{group}/days_value:more", (run,), lefts["days"], middle))
    return out
