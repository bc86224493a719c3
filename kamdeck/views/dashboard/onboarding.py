"""Onboardings, those that need help first."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import (
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
from kamdeck.layout.rail import BODY
from kamdeck.layout.status import OF_PROGRESS, SIDE, Status, bar, mark, panel_head
from kamdeck.text.measure import shorten
from kamdeck.views.dashboard.plans import ROOM
from kamdeck.views.subscriptions import Portfolio
from kamdeck.workbook.rows import Onboarding

MOST = 6
HEAD = round(5.03 * EMU)
_TOP = round(5.30 * EMU)
_PITCH, _HIGHEST = round(0.26 * EMU), round(0.36 * EMU)
_SIZE = 10.5
_BAR_X, _BAR_W = round(3.28 * EMU), round(1.68 * EMU)
_MARK_X = round(5.55 * EMU)
_WIDTHS = (1.16, 1.58, 2.17, 1.13)  # account, step, bar with its share, state
_FILLS = {"risk": "risk", "watch": "watch"}
_HAIR = Line("hairline", 0.75)


def worst_first(rows: Sequence[Onboarding]) -> tuple[Onboarding, ...]:
    """Onboardings by state, worst first, then the least done."""
    order = {state: i for i, (state, _) in enumerate(OF_PROGRESS)}
    return tuple(sorted(rows, key=lambda row: (order.get(row.status, len(order)), row.completion)))


def status_of(row: Onboarding) -> Status:
    """How an onboarding is marked."""
    return dict(OF_PROGRESS).get(row.status, "unknown")


def needs_help(row: Onboarding) -> bool:
    """True when it is late or at risk."""
    return row.status in ("late", "at risk")


def draw_onboarding(view: str, portfolio: Portfolio, alt: str) -> tuple[Element, ...]:
    """Head, table and marks; nothing without onboardings."""
    say, rows = portfolio.ctx.say, worst_first(portfolio.ctx.book.onboarding)
    if not rows:
        return ()
    helped = sum(map(needs_help, rows))
    unit = say("dashboard.onboarding_unit", n=len(rows), help=say("dashboard.need_help", n=helped))
    shown = rows if len(rows) <= MOST else rows[: MOST - 1]
    table = _table(view, portfolio, shown, rows[len(shown) :], alt)
    return (
        *panel_head(f"{view}/onboarding", say("dashboard.onboarding"), unit, BODY.x, HEAD, ROOM),
        table,
        _marks(view, portfolio, shown, rows[len(shown) :], table),
    )


def _keys(rows: Sequence[Onboarding]) -> tuple[str, ...]:
    """A key for each: account and step, which a workbook has once."""
    return tuple(f"{row.account}/{row.step}" for row in rows)


def _table(
    view: str, portfolio: Portfolio, shown: Sequence[Onboarding], rest: Sequence[Onboarding], alt: str
) -> Table:
    say = portfolio.ctx.say
    count = len(shown) + bool(rest)
    height = max(_PITCH, min(_HIGHEST, MOST * _PITCH // count))
    columns = tuple(
        Column(key, round(wide * EMU))
        for key, wide in zip(("account", "step", "done", "state"), _WIDTHS, strict=True)
    )
    lines = []
    for key, row in zip(_keys(shown), shown, strict=True):
        is_bold = needs_help(row)
        texts = (
            portfolio.name(row.account, _SIZE, columns[0].width - round(0.06 * EMU), is_bold),
            shorten(row.step, _SIZE, columns[1].width - round(0.05 * EMU)),
            say.percent(row.completion),
            say(f"dashboard.progress.{row.status.replace(' ', '_')}", n=1),
        )
        lines.append(_row(key, texts, (is_bold, False, is_bold, False), height, "ink"))
    if rest:
        late = sum(map(needs_help, rest))
        state = say("dashboard.more_late", n=late) if late else say("dashboard.more_well")
        more = (say("dashboard.more_onboardings", n=len(rest)), "", "", state)
        lines.append(_row("more", more, (False,) * 4, height, "muted"))
    return Table(f"{view}/onboarding", BODY.x, _TOP, columns, tuple(lines), has_header=False, alt=alt)


def _row(key: str, texts: Sequence[str], bold: Sequence[bool], height: int, color: str) -> Row:
    cells = []
    for i, text in enumerate(texts):
        align: Align = "r" if i == 2 else "l"
        left = _MARK_X + SIDE + round(0.10 * EMU) - BODY.x - sum(round(w * EMU) for w in _WIDTHS[:3])
        inset = (left if i == 3 else 0, 0, 0, 0)
        room = round(_WIDTHS[i] * EMU) - inset[0]
        shown = text if i < 2 else shorten(text, _SIZE, room, bold[i])
        run = Run(shown, _SIZE, bold[i] or None, color)
        cells.append(Cell((Para((run,), align=align),), bottom=_HAIR, inset=inset))
    return Row(key, height, tuple(cells))


def _marks(
    view: str, portfolio: Portfolio, shown: Sequence[Onboarding], rest: Sequence[Onboarding], table: Table
) -> Group:
    """Bars of the share done and marks of the state; the rest has the mark of its worst."""
    group, children = f"{view}/progress", list[Shape]()
    thick = round(0.11 * EMU)
    for i, (key, row) in enumerate(zip(_keys(shown), shown, strict=True)):
        middle = table.y + i * table.rows[0].height + table.rows[0].height // 2
        status = status_of(row)
        track = Box(_BAR_X, middle - thick // 2, _BAR_W, thick)
        children += bar(f"{group}/bar:{key}", track, row.completion, _FILLS.get(status, "ramp8"))
        children.append(mark(f"{group}/mark:{key}", status, _MARK_X, middle))
    if rest:
        last = table.y + table.box.h - table.rows[-1].height // 2
        children.append(mark(f"{group}/mark:more", status_of(rest[0]), _MARK_X, last))
    return Group(group, tuple(children), table.key, portfolio.ctx.say("dashboard.progress_alt"))
