"""The queue of accounts at risk: what each brings, how long it waits, why, whose it is, when it renews."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.risk import Queued
from kamdeck.deck.spec import EMU, Box, Element, Group, Line, Para, Run, Shape, Text
from kamdeck.figures.kpis import value_text
from kamdeck.figures.risk_board import RiskBoard
from kamdeck.layout.grid import HAIR, HEAD, Grid, Head, Style
from kamdeck.layout.marks import label
from kamdeck.layout.status import HEAD_HEIGHT, mark, panel_head
from kamdeck.record import record
from kamdeck.text.measure import fit, line_height, shorten, width
from kamdeck.traced import fsum

MOST = 6
_HEADER, _LEAST, _HIGHEST = round(0.27 * EMU), round(0.25 * EMU), round(0.60 * EMU)  # rows
_SIZE, _SMALL = 10.5, 9.5
_TWO_LINES = line_height(10) + line_height(_SMALL)
_OWN = round(0.85 * EMU)  # of the indicator that the queue is ranked by
_BADGE, _URGENT = round(0.22 * EMU), round(0.085 * EMU)
_WIDTHS = (
    (10.5, {"account": 1.475, "mrr": 2.36, "days": 1.75, "csat": 0.45, "owner": 1.00, "renewal": 1.25}),
    (7.2, {"account": 1.50, "mrr": 1.40, "days": 1.08, "csat": 0.50, "owner": 0.95, "renewal": 1.12}),
    (0.0, {"account": 1.40, "mrr": 1.20, "days": 0.90, "csat": 0.50, "owner": 0.95, "renewal": 1.05}),
)
"""From which room on, the columns' widths, in inches; the reason takes the rest, without one the account."""
_BARS = {"mrr": (0.165, 0.79, "tier_b"), "days": (0.11, 0.67, "unknown")}
"""Thickness of the bars, what they leave to their figures (inches), their colour."""
_NAME = Style(_SIZE, True, "ink", "l", right=round(0.08 * EMU))
_TEXT, _CSAT = Style(_SIZE, align="l", right=round(0.06 * EMU)), Style(_SIZE, align="r")
_REASON = Style(_SIZE, align="l", left=round(0.33 * EMU), right=round(0.08 * EMU))


@record
class QueueTable:
    """What is drawn, the rows shown, and the reasons shown shortened with their accounts."""

    elements: tuple[Element, ...] = ()
    shown: tuple[Queued, ...] = ()
    cut: tuple[tuple[str, str], ...] = ()


def draw_queue(view: str, board: RiskBoard, panel: Box, alt: str) -> QueueTable:
    """Head, table and marks; a word where the queue is empty."""
    say, chosen = board.say, board.ctx.book.settings
    if not board.rows:
        head = panel_head(f"{view}/queue", say("dashboard_risk.queue"), "", panel.x, panel.y, panel.w)
        y, high = panel.y + HEAD_HEIGHT + round(0.30 * EMU), line_height(14)
        box = Box(panel.x + round(0.25 * EMU), y - high // 2, panel.w // 2, high + 12_700)
        text = label(f"{view}/none", say("dashboard_risk.none"), box, size=14, bold=True, color="ink")
        return QueueTable((*head, mark(f"{view}/none_mark", "good", panel.x, y, round(0.15 * EMU)), text))
    unit = say(
        "dashboard_risk.queue_unit",
        order=board.order,
        days=chosen.queue_old_days,
        soon=chosen.renewal_soon_days,
    )
    head = panel_head(f"{view}/queue", say("dashboard_risk.queue"), unit, panel.x, panel.y, panel.w)
    room = Box(panel.x, panel.y + HEAD_HEIGHT, panel.w, panel.h - HEAD_HEIGHT)
    grid, group = Grid(f"{view}/queue", room, _heads(board, room.w)), f"{view}/queue_marks"
    grid.head(_HEADER, anchor="ctr", foot=0, rule=None)
    shown = _shown(board, (room.h - _HEADER) // _LEAST)
    rest = tuple(row for row in board.rows if row not in shown)
    height = min(_HIGHEST, (room.h - _HEADER) // (len(shown) + bool(rest)))
    marks, cut = list[Text | Shape](), []
    for row in shown:
        _account(grid, board, row, height)
        if row.reason and "reason" in grid.widths and row.reason not in [c.text for c in grid.rows[-1].cells]:
            cut.append((row.account, row.reason))
        marks += _marks(grid, group, board, row)
    if rest:
        marks += _rest(grid, group, board, rest, height)
    over = Group(group, tuple(marks), grid.key, say("dashboard_risk.queue_marks"))
    return QueueTable((*head, grid.table(alt), over), shown, tuple(cut))


def _shown(board: RiskBoard, most: int) -> tuple[Queued, ...]:
    """The first of the queue, six at most; the wanted account is among them."""
    count = MOST if most > MOST or len(board.rows) <= most <= MOST else max(1, most - 1)
    shown, wanted = board.rows[:count], board.ctx.account
    further = next((row for row in board.rows[count:] if row.account == wanted), None)
    return (*shown[:-1], further) if further else shown


def _heads(board: RiskBoard, room: int) -> list[Head]:
    """The columns that have figures; where there is little room, CSAT leaves first, then the owner."""
    rows, say = board.rows, board.say
    there = {
        "days": any(row.days is not None for row in rows),
        "own": any(row.account in board.own for row in rows),
        "csat": any(row.account in board.csat for row in rows),
        "reason": any(row.reason for row in rows),
        "owner": any(board.owner(row) for row in rows),
        "renewal": any(row.renewal_on for row in rows),
        "mrr": board.stake > 0,
    }
    widths = {"own": _OWN / EMU} | next(each for least, each in _WIDTHS if room >= least * EMU)
    taker, unit = "reason" if there["reason"] else "account", board.unit.head(say)
    name = shorten(next((one.short for one in board.own.values()), ""), HEAD.size, _OWN)
    right = HEAD.but(align="r")
    styles = {"csat": right, "own": right, "reason": HEAD.but(left=_REASON.left, right=_REASON.right)}
    ranks = {"csat": 2, "owner": 1}
    return [
        Head("rank", round(0.375 * EMU)),
        *(
            Head(
                key,
                None if key == taker else round(widths[key] * EMU),
                shorten(name, HEAD.size, _OWN)
                if key == "own"
                else say(f"dashboard_risk.head.{key}", unit=unit),
                styles.get(key, HEAD),
                ranks.get(key, 0),
                round((2.1 if key == "reason" else 1.2) * EMU),
            )
            for key in ("account", "mrr", "days", "own", "csat", "reason", "owner", "renewal")
            if there.get(key, True)
        ),
    ]


def _account(grid: Grid, board: RiskBoard, row: Queued, height: int) -> None:
    """An account's row; figures beside bars are written with the bars."""
    say, room, score, own = board.say, grid.widths, board.csat.get(row.account), board.own.get(row.account)
    lines = 2 if height >= 2 * line_height(_SIZE) else 1
    cells = {
        "account": _NAME.cell(board.portfolio.short.get(row.account, row.account), room=room["account"]),
        "own": _CSAT.cell(value_text(say, own) if own else "–", room=room.get("own", 0)),
        "csat": _CSAT.cell("–" if score is None else say.number(score)),
        "reason": _REASON.cell(row.reason or "–", room=room.get("reason", 0), lines=lines),
        "owner": _TEXT.cell(board.owner(row) or "–", room=room.get("owner", 0)),
        "renewal": Style().cell_of(*_renewal(board, row, height)),
        **dict.fromkeys(("rank", "mrr", "days"), Style().cell_of()),
    }
    grid.row(row.account, height, cells, bottom=HAIR)


def _renewal(board: RiskBoard, row: Queued, height: int) -> tuple[Para, ...]:
    """The day, and how far it is where the row holds two lines."""
    if row.renewal_on is None:
        return (Style(_SIZE, color="muted", align="l").para("–"),)
    is_red, days = board.is_soon(row), row.renewal_days
    day = Style(10, is_red).para(board.say.date(row.renewal_on))
    if days is None or height < _TWO_LINES:
        return (day,)
    left = board.say("dashboard_risk.overdue" if days < 0 else "dashboard_risk.days", n=abs(days))
    return day, Style(_SMALL, is_red, "risk" if is_red else "muted").para(left)


# ------------------------------------------------------------------ marks over the table


def _marks(grid: Grid, group: str, board: RiskBoard, row: Queued) -> list[Text | Shape]:
    """The rank, bars of MRR and of days with their figures, and squares where something is urgent."""
    name, say, line = row.account, board.say, grid.box("rank", row.account)
    middle = line.y + line.h // 2
    out: list[Text | Shape] = [_badge(f"{group}/rank:{name}", board.rows.index(row) + 1, line.x, middle)]
    if "mrr" in grid.widths:
        top = max(each.stake for each in board.rows)
        share = dict(zip([r.account for r in board.rows], board.shares, strict=False)).get(name, 0.0)
        runs = [Run(board.unit.text(say, row.stake) if row.stake else "–", _SIZE, True, "ink")]
        if board.ctx.subject is None and row.stake:
            runs.append(Run(f" {say.percent(share)}", _SMALL, None, "muted"))
        fill = "tier_a" if row.stake == top else None
        out += _bar(grid, group, "mrr", name, row.stake / top, runs, fill)
    if "days" in grid.widths:
        top_days, is_red = max(1, *(each.days or 0 for each in board.rows)), board.is_old(row)
        color = "risk" if is_red else "muted" if row.days is None else "ink"
        run = Run("–" if row.days is None else say.number(row.days), _SIZE, is_red or None, color)
        fill = "risk" if is_red else None
        out += _bar(grid, group, "days", name, max(row.days or 0, 0) / top_days, [run], fill)
        if is_red and (text := out[-1].box):
            x = text.x + text.w + round(0.05 * EMU)
            out.append(mark(f"{group}/old:{name}", "risk", x, middle, _URGENT))
    if "renewal" in grid.widths and row.renewal_on and board.is_soon(row):
        x = grid.box("renewal", name).x + width(say.date(row.renewal_on), 10, True) + round(0.07 * EMU)
        upper = middle - line_height(10) // 2 if line.h >= _TWO_LINES else middle
        out.append(mark(f"{group}/soon:{name}", "risk", x, upper, _URGENT))
    return out


def _badge(key: str, rank: int, x: int, middle: int) -> Shape:
    """The rank in a circle, the first one filled."""
    run = Run(str(rank), _SMALL, True, "paper" if rank == 1 else "ink")
    box = Box(x + round(0.01 * EMU), middle - _BADGE // 2, _BADGE, _BADGE)
    fill, paras = "tier_a" if rank == 1 else None, (Para((run,), align="ctr"),)
    return Shape(key, box, "ellipse", fill, Line("tier_a", 1.25), paras, wrap=False)


def _bar(
    grid: Grid, group: str, name: str, row: str, part: float, runs: Sequence[Run], fill: str | None = None
) -> list[Text | Shape]:
    """A bar (none at zero) with its figures at the right."""
    thick, left, plain = _BARS[name]
    cell, high = grid.box(name, row), line_height(_SIZE) + 12_700
    middle, wide = cell.y + cell.h // 2, round((cell.w - round(left * EMU)) * part)
    tall = round(thick * EMU)
    box = Box(cell.x, middle - tall // 2, wide, tall)
    x = cell.x + wide + (round(0.08 * EMU) if wide else 0)
    room = sum(width(run.text, run.size or _SIZE, bool(run.bold)) for run in runs) + 25_400
    place = Box(x, middle - high // 2, room, high)
    text = Text(f"{group}/{name}_value:{row}", (Para(tuple(runs)),), place, anchor="ctr")
    return [Shape(f"{group}/{name}:{row}", box, "rect", fill or plain), text] if wide else [text]


def _rest(
    grid: Grid, group: str, board: RiskBoard, rest: Sequence[Queued], height: int
) -> list[Text | Shape]:
    """How many are not shown, what they have at stake, and how long the oldest waits."""
    say, muted = board.say, Style(_SIZE, color="muted", align="l")
    cell = muted.cell(say("dashboard.more", n=len(rest)), room=grid.width("account"))
    grid.row("more", height, {"account": cell})
    out, names = list[Text | Shape](), {row.account for row in rest}
    if "mrr" in grid.widths:
        pairs = zip(board.rows, board.shares, strict=False)
        share = say.percent(fsum(share for row, share in pairs if row.account in names))
        sum_ = Run(board.unit.text(say, fsum(row.stake for row in rest)), _SIZE, True, "muted")
        out += _bar(grid, group, "mrr", "more", 0, [sum_, Run(f" {share}", _SMALL, None, "muted")])
    days = [row.days for row in rest if row.days is not None]
    if "days" in grid.widths and days:
        texts = (say("dashboard_risk.oldest", n=max(days)), say("dashboard_risk.days", n=max(days)))
        out += _bar(grid, group, "days", "more", 0, [muted.run(fit(texts, _SIZE, grid.width("days"), 1))])
    return out
