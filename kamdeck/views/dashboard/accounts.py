"""The endangered accounts and the largest others: MRR, logins, cancellation risk, endangerment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamdeck.analysis.risk import newest_usage
from kamdeck.deck.spec import COVERED, EMU, Box, Cell, Element, Group, Shape
from kamdeck.figures.judged import Status
from kamdeck.figures.portfolio import Portfolio, danger_limits
from kamdeck.layout.grid import HAIR, HEAD, RULE, Grid, Head, Style
from kamdeck.layout.marks import label
from kamdeck.layout.status import HEAD_HEIGHT, SIDE, bar, mark, panel_head
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.text.amounts import Unit, unit_for
from kamdeck.text.measure import fit, line_height, width, wrap
from kamdeck.traced import fsum
from kamdeck.workbook.rows import Usage

MOST = 12
_HEADER, _LEAST, _HIGHEST = round(0.25 * EMU), round(0.235 * EMU), round(0.42 * EMU)  # rows
_SIZE = 10.5
_INSET = round(0.065 * EMU)
_THICK = round(0.085 * EMU)
_TINTS = {"risk": "down_tint", "watch": "watch_tint"}


@record
class _Look:
    """How the table looks from a width on (inches): the wording of its heads, its columns, where the risk's
    bar begins and how long it is, and the gap beside the mark."""

    least: float
    head: str
    columns: Mapping[str, float]
    bar: float
    long: float
    gap: float


_LOOKS = (
    _Look(5.4, "head", {"logins": 1.00, "risk": 1.45, "danger": 1.52}, 0.24, 0.83, 0.17),
    _Look(4.6, "head_tight", {"logins": 0.70, "risk": 1.08, "danger": 1.04}, 0.12, 0.50, 0.12),
    _Look(0.0, "head_tight", {"logins": 0.60, "risk": 0.54, "danger": 1.00}, 0.0, 0.0, 0.10),
)


@record
class Board:
    """The accounts shown, by MRR, and those that are not: how many, their MRR, the endangered of them."""

    portfolio: Portfolio
    shown: tuple[str, ...]
    rest: tuple[str, ...]
    usage: Mapping[str, Usage]
    unit: Unit

    @property
    def say(self) -> Say:
        """The language."""
        return self.portfolio.ctx.say

    @property
    def rest_endangered(self) -> tuple[str, ...]:
        """The endangered accounts that are not shown."""
        return tuple(name for name in self.rest if self.portfolio.dangers.get(name) in _TINTS)

    @property
    def rest_status(self) -> Status:
        """The worst mark of those that are not shown."""
        found = {self.portfolio.dangers.get(name, "unknown") for name in self.rest}
        return next((status for status in ("risk", "watch", "unknown") if status in found), "good")

    def sum(self, names: Sequence[str]) -> str:
        """The MRR of some accounts."""
        return self.unit.text(self.say, fsum(self.portfolio.mrr[name] for name in names))


def _rule_room(wide: int) -> int:
    """The height that is kept for what high and medium mean: a line, two in a narrow panel."""
    return round((0.17 if wide >= _LOOKS[1].least * EMU else 0.32) * EMU)


def rows_in(panel: Box) -> int:
    """How many accounts a panel can show, twelve at most; the others are one row more."""
    return max(2, min(MOST, (panel.h - HEAD_HEIGHT - _HEADER - _rule_room(panel.w)) // _LEAST - 1))


def make_board(portfolio: Portfolio, most: int) -> Board:
    """All endangered accounts that there is room for, and the largest others, `most` in all."""
    by_size = sorted(portfolio.mrr, key=lambda name: -portfolio.mrr[name])
    endangered = portfolio.endangered[: most - 1]
    wanted = portfolio.ctx.account
    picked = [name for name in (wanted,) if name in portfolio.mrr and name not in endangered]
    others = [n for n in by_size if portfolio.dangers.get(n) not in _TINTS and n not in picked]
    room = (most + 1 if len(by_size) == most + 1 else most) - len(endangered) - len(picked)
    shown = {*endangered, *picked, *others[: max(0, room)]}
    return Board(
        portfolio=portfolio,
        shown=tuple(name for name in by_size if name in shown),
        rest=tuple(name for name in by_size if name not in shown),
        usage=newest_usage(portfolio.ctx.book.usage),
        unit=unit_for(portfolio.mrr.values(), adds_up=True),
    )


def draw_board(view: str, board: Board, panel: Box, alt: str) -> tuple[Element, ...]:
    """Head, table, its marks, and what high and medium mean."""
    say, portfolio = board.say, board.portfolio
    key = "endangered" if portfolio.endangered else "largest"
    look = next(look for look in _LOOKS if panel.w >= look.least * EMU)
    room = Box(panel.x, panel.y + HEAD_HEIGHT, panel.w, panel.h - HEAD_HEIGHT)
    grid = Grid(f"{view}/accounts", room, _heads(board, look))
    grid.head(_HEADER, anchor="ctr", foot=0, rule=None)
    rows = len(board.shown) + bool(board.rest)
    height = min(_HIGHEST, (room.h - _HEADER - _rule_room(panel.w)) // max(rows, 1))
    marks = list[Shape]()
    for name in board.shown:
        marks += _account(grid, f"{view}/marks", board, look, name, height)
    if board.rest:
        grid.underline(RULE)
        marks += _rest(grid, f"{view}/marks", board, look, height)
    group = (Group(f"{view}/marks", tuple(marks), grid.key, say("dashboard.marks_alt")),) if marks else ()
    return (
        *panel_head(
            f"{view}/accounts",
            say(f"dashboard.{key}"),
            say(f"dashboard.{key}_unit"),
            panel.x,
            panel.y,
            panel.w,
        ),
        grid.table(alt),
        *group,
        *(_rule(view, board, grid) if portfolio.ctx.book.usage and portfolio.dangers else ()),
    )


def _heads(board: Board, look: _Look) -> list[Head]:
    """The columns that have figures; the account takes what the others leave."""
    say, portfolio = board.say, board.portfolio
    have = [board.usage[name] for name in portfolio.mrr if name in board.usage]
    is_there = {
        "logins": any(row.logins_change is not None for row in have),
        "risk": any(row.cancellation_risk is not None for row in have),
        "danger": bool(portfolio.dangers),
    }
    head = say("dashboard.head.mrr", unit=board.unit.head(say))
    sums = [*portfolio.mrr.values(), fsum(portfolio.mrr[name] for name in board.rest)]
    figure = width(board.unit.text(say, max(sums)), _SIZE, True)
    mrr = max(round(0.55 * EMU), width(head, 10), figure) + 12_700
    right, name = HEAD.but(align="r"), HEAD.but(left=_INSET, right=round(0.04 * EMU))
    styles = {
        "logins": right,
        "risk": HEAD.but(left=round(look.bar * EMU)) if look.bar else right,
        "danger": HEAD.but(left=round(look.gap * EMU)),
    }
    columns = [
        Head(key, round(wide * EMU), say(f"dashboard.{look.head}.{key}"), styles[key])
        for key, wide in look.columns.items()
        if is_there[key]
    ]
    return [
        Head("account", None, say("dashboard.head.account"), name),
        Head("mrr", mrr, head, right),
        *columns,
    ]


def _styles(look: _Look, color: str = "ink", is_bold: bool = False) -> dict[str, Style]:
    """How each column's words stand: after the account's inset, behind the bar, behind the mark."""
    gap = round(look.gap * EMU)
    plain = Style(_SIZE, is_bold, color, "r")
    return {
        "account": plain.but(align="l", left=_INSET, right=round(0.04 * EMU)),
        "mrr": plain,
        "logins": plain,
        "risk": plain.but(left=round((look.bar + look.long) * EMU)),
        "danger": plain.but(align="l", left=gap + SIDE + gap),
    }


def _account(grid: Grid, group: str, board: Board, look: _Look, name: str, height: int) -> list[Shape]:
    """An account's row; the bar of its cancellation risk and the mark of its endangerment."""
    say, danger, usage = board.say, board.portfolio.dangers.get(name), board.usage.get(name)
    is_high, room = danger == "risk", grid.widths
    styles = _styles(look, is_bold=danger in _TINTS)
    alarm = {"color": "risk" if is_high else "ink", "bold": is_high}
    change = usage.logins_change if usage else None
    chance = usage.cancellation_risk if usage else None
    texts = {
        "account": board.portfolio.short.get(name, name),
        "mrr": board.sum((name,)),
        "logins": "–" if change is None else say.percent(change, signed=True),
        "risk": "–" if chance is None else say.percent(chance),
        "danger": say(f"dashboard.danger.{danger}") if danger else "",
    }
    styles |= {key: styles[key].but(**alarm) for key in ("logins", "risk")}
    fill = _TINTS.get(danger or "")
    cells = {key: styles[key].cell(texts[key], room=room[key], fill=fill) for key in room}
    grid.row(name, height, cells, bottom=HAIR)
    out, middle = list[Shape](), grid.bottom - height + height // 2
    if chance is not None and look.long and "risk" in room:
        x = grid.box("risk", name).x + round(look.bar * EMU)
        track = Box(x, middle - _THICK // 2, round(look.long * EMU), _THICK)
        out += bar(f"{group}/bar:{name}", track, chance, danger if danger in _TINTS else "ramp8")
    return [*out, *_mark(grid, group, look, name, danger, middle)]


def _mark(
    grid: Grid, group: str, look: _Look, row: str, status: Status | None, middle: int
) -> tuple[Shape, ...]:
    if status is None or "danger" not in grid.widths:
        return ()
    x = grid.box("danger", row).x + round(look.gap * EMU)
    return (mark(f"{group}/mark:{row}", status, x, middle),)


def _rest(grid: Grid, group: str, board: Board, look: _Look, height: int) -> tuple[Shape, ...]:
    """The accounts that are not shown, as one row: their sum, the endangered of them, the worst mark."""
    say, bad, status, room = board.say, board.rest_endangered, board.rest_status, grid.widths
    styles = _styles(look, "muted")
    names = [say(key, n=len(board.rest)) for key in ("dashboard.more", "dashboard.more_onboardings")]
    aside, words = styles["danger"], [say(f"dashboard.danger.{status}")]
    if status == "good":
        words.insert(0, say("dashboard.all_low"))
    texts = {
        "account": fit(names, _SIZE, room["account"] - _INSET, 1),
        "mrr": board.sum(board.rest),
        "danger": fit(words, _SIZE, room.get("danger", aside.left) - aside.left, 1),
    }
    cells: dict[str, Cell] = {
        key: styles[key].cell(texts[key], room=room[key]) for key in texts if key in room
    }
    middle = [key for key in ("logins", "risk") if key in room]
    if middle:
        bold, over = Style(_SIZE, True, align="r"), grid.width(middle[0], len(middle))
        keys = ("dashboard.more_endangered", "dashboard.card_short.endangered")
        named = (
            fit([say(key, n=len(bad), sum=board.sum(bad)) for key in keys], _SIZE, over, 1, True)
            if bad
            else ""
        )
        cells |= dict.fromkeys(middle, COVERED)
        cells[middle[0]] = bold.cell(named, room=over, span=len(middle))
    grid.row("more", height, cells)
    return _mark(grid, group, look, "more", status, grid.bottom - height + height // 2)


def _rule(view: str, board: Board, grid: Grid) -> tuple[Element, ...]:
    """What high and medium mean, with the limits of the settings; on two lines where one is too short."""
    say, fields, wide = board.say, danger_limits(board.portfolio.ctx), grid.room.w
    keys = "dashboard.rule", "dashboard.rule_short", "dashboard.rule_least"
    texts = [say(key, **fields) for key in keys]
    lines = min(2, len(wrap(texts[-1], 9, wide)))
    box = Box(grid.room.x, grid.bottom + round(0.04 * EMU), wide, lines * line_height(9))
    return (label(f"{view}/rule", fit(texts, 9, wide, lines), box, size=9),)
