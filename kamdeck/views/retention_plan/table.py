"""The table of the retention plan: a row per action, accounts merged over theirs."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.risk import is_overdue
from kamdeck.deck.spec import (
    COVERED,
    EMU,
    Align,
    Cell,
    Column,
    Line,
    Para,
    Row,
    Run,
    Table,
)
from kamdeck.layout.rail import BODY
from kamdeck.layout.status import OF_PROGRESS, Status
from kamdeck.text.measure import clip, line_height, shorten, width, wrap
from kamdeck.views.retention_plan.rows import Entry, Plan
from kamdeck.workbook.rows import RetentionAction

WIDTHS = (
    ("account", 1.46),
    ("mrr", 0.80),
    ("lever", 1.10),
    ("action", 3.16),
    ("owner", 0.88),
    ("due", 0.92),
    ("status", 1.36),
    ("likelihood", 0.75),
    ("saved", 1.90),
)
HEAD, TOTAL = round(0.27 * EMU), round(0.42 * EMU)
_ROOM, _ROW_MAX, _ROW_MIN = round(4.58 * EMU), round(0.58 * EMU), round(0.32 * EMU)
SIZE = 11.0
_INDENT, _MARK = round(0.10 * EMU), round(0.21 * EMU)
_GAP = round(0.08 * EMU)
_MERGED = ("account", "mrr", "likelihood", "saved")
_RULE, _HAIR, _PALE = Line("ink", 1.05), Line("hairline", 0.75), Line("grid", 0.75)
_RIGHT = ("mrr", "likelihood")


def state_of(action: RetentionAction, plan: Plan) -> tuple[str, Status | None]:
    """The word's key and the mark of an action; overdue is computed, whatever the sheet says."""
    if is_overdue(action, plan.ctx.as_of):
        return "overdue", "risk"
    status = action.status or ""
    return status.replace(" ", "_"), dict(OF_PROGRESS).get(status)


# ------------------------------------------------------------------ table


def make_table(key: str, plan: Plan, page: int, alt: str) -> Table:
    """One slide's lines; the last slide ends with what is not listed and the total."""
    say, entries = plan.ctx.say, plan.pages[page]
    is_last = page == len(plan.pages) - 1
    lines = sum(entry.height for entry in entries) + (is_last and plan.rest is not None)
    height = max(_ROW_MIN, min(_ROW_MAX, _ROOM // max(1, lines)))
    unit = say.unit(plan.unit[1])
    heads = [
        _cell(say(f"retention_plan.head.{name}", unit=unit), name, 10, "muted", bottom=_RULE, room=HEAD)
        for name, _ in WIDTHS
    ]
    rows = [Row("head", HEAD, tuple(heads))]
    for entry in entries:
        rows += _entry_rows(plan, entry, height)
    if is_last:
        if plan.rest is not None:
            rows.append(_rest_row(plan, height))
        rows[-1] = _ruled(rows[-1])
        rows.append(_total_row(plan))
    columns = tuple(Column(name, round(wide * EMU)) for name, wide in WIDTHS)
    return Table(f"{key}/table", BODY.x, BODY.y, columns, tuple(rows), alt=alt)


def _entry_rows(plan: Plan, entry: Entry, height: int) -> list[Row]:
    """One row per action; account, MRR, likelihood and bar span them."""
    out = []
    for i in range(entry.height):
        action = entry.actions[i] if entry.actions else None
        bottom = _HAIR if i == entry.height - 1 else _PALE
        cells = []
        for name, _ in WIDTHS:
            if name not in _MERGED:
                cells.append(_action_cell(plan, entry, action, name, height, bottom))
            else:
                cells.append(COVERED if i else _account_cell(plan, entry, name, height * entry.height))
        out.append(Row(entry.account if i == 0 else f"{entry.account}/{i + 1}", height, tuple(cells)))
    return out


def _account_cell(plan: Plan, entry: Entry, name: str, high: int) -> Cell:
    """A cell that spans all actions of an account."""
    say = plan.ctx.say
    texts = {
        "account": _named(plan, entry.account, high),
        "mrr": say.number(entry.stake),
        "likelihood": "–" if entry.likelihood is None else say.percent(entry.likelihood),
    }
    is_strong = name in ("account", "mrr")
    size = 12 if is_strong else SIZE
    text = texts.get(name, "")
    return _cell(text, name, size, "ink", bold=is_strong, bottom=_HAIR, room=high, span=entry.height)


def _named(plan: Plan, account: str, high: int) -> str:
    """The account's name where it fits, else its short name."""
    room, lines = _room("account"), max(1, (high - _GAP) // line_height(12))
    if len(wrap(account, 12, room, True)) <= min(2, lines):
        return account
    return clip(plan.ctx.short(account), 12, room, lines, True)


def _action_cell(
    plan: Plan, entry: Entry, action: RetentionAction | None, name: str, high: int, bottom: Line
) -> Cell:
    say = plan.ctx.say
    if action is None:
        text = say("retention_plan.no_action") if name == "action" else ""
        return _cell(text, name, SIZE, "risk", bold=True, bottom=bottom, room=high)
    state, _ = state_of(action, plan)
    is_late = state in ("overdue", "late")
    if name == "action":
        text = action.action
        if entry.hidden:
            text = _with_more(say("retention_plan.more_actions", n=entry.hidden), text, high)
        return _cell(text, name, SIZE, "ink", bottom=bottom, room=high)
    texts = {
        "lever": action.lever or "",
        "owner": action.owner or "–",
        "due": _due(plan, action),
        "status": say(f"retention_plan.status.{state}") if state else "–",
    }
    is_red = is_late and name in ("due", "status")
    return _cell(texts[name], name, SIZE, "risk" if is_red else "ink", bold=is_red, bottom=bottom, room=high)


def _with_more(more: str, text: str, high: int) -> str:
    """The action with the count of the account's others, which is never cut."""
    lines = max(1, (high - _GAP) // line_height(SIZE))
    room = _room("action")
    if lines == 1:
        return f"{shorten(text, SIZE, room - width(f' {more}', SIZE))} {more}"
    return f"{clip(text, SIZE, room - width(f' {more}', SIZE), lines)} {more}"


def _due(plan: Plan, action: RetentionAction) -> str:
    """The day, with the year where it is another than the as-of date's."""
    if action.due_on is None:
        return "–"
    day = plan.ctx.say.date(action.due_on, "day")
    is_same = plan.ctx.as_of is not None and plan.ctx.as_of.year == action.due_on.year
    return day if is_same else f"{day} ’{action.due_on.year % 100:02}"


def _rest_row(plan: Plan, height: int) -> Row:
    say, rest = plan.ctx.say, plan.rest
    assert rest is not None
    texts = {
        "account": say("retention_plan.rest", n=len(rest.accounts)),
        "mrr": say.number(rest.stake),
        "action": say("retention_plan.actions", n=rest.actions),
    }
    cells = [_cell(texts.get(name, ""), name, SIZE, "muted", bottom=_HAIR, room=height) for name, _ in WIDTHS]
    return Row("rest", height, tuple(cells))


def _total_row(plan: Plan) -> Row:
    say, (stake, saved) = plan.ctx.say, plan.totals
    late = len(plan.queue.overdue)
    actions = say("retention_plan.actions", n=plan.actions)
    if late:
        actions = say("retention_plan.and_overdue", actions=actions, n=late)
    share = plan.queue.saved / plan.queue.stake if plan.queue.stake > 0 else 0.0
    texts = {
        "account": (say("retention_plan.total"), 12, True, "ink"),
        "mrr": (say.number(stake), 12, True, "ink"),
        "action": (actions, SIZE, False, "ink"),
        "likelihood": (say.percent(share), SIZE, True, "ink"),
        "saved": (say.number(saved), 12, True, "good"),
    }
    cells = []
    for name, _ in WIDTHS:
        text, size, bold, color = texts.get(name, ("", SIZE, False, "ink"))
        cells.append(_cell(text, name, size, color, bold=bold, room=TOTAL))
    return Row("total", TOTAL, tuple(cells))


def _ruled(row: Row) -> Row:
    """The row above the total, on a navy rule."""
    cells = tuple(
        cell
        if cell.is_covered
        else Cell(cell.paras, bottom=_RULE, inset=cell.inset, vspan=cell.vspan, is_data=cell.is_data)
        for cell in row.cells
    )
    return Row(row.key, row.height, cells)


def _room(name: str) -> int:
    wide = round(dict(WIDTHS)[name] * EMU)
    left, right = insets_of(name)
    return wide - left - right


def insets_of(name: str) -> tuple[int, int]:
    """What a column keeps free on its left and right."""
    left = {"account": _INDENT, "status": _MARK, "saved": round(0.15 * EMU)}.get(name, 0)
    return left, {"mrr": round(0.22 * EMU), "likelihood": 0}.get(name, _GAP)


def _cell(
    text: str,
    name: str,
    size: float,
    color: str,
    *,
    bold: bool = False,
    bottom: Line | None = None,
    room: int,
    span: int = 1,
) -> Cell:
    """A cell whose text is cut to the lines that its height holds."""
    left, right = insets_of(name)
    lines = max(1, (room - _GAP) // line_height(size))
    wide = _room(name)
    if lines == 1 or name in ("mrr", "likelihood", "due", "status"):
        text = shorten(text, size, wide, bold)
    elif name != "account":
        text = clip(text, size, wide, min(3, lines), bold)
    align: Align = "r" if name in _RIGHT else "l"
    run = Run(text, size, bold or None, color)
    return Cell((Para((run,), align=align),), bottom=bottom, inset=(left, 0, right, 0), vspan=span)


def cut_actions(table: Table, entries: Sequence[Entry]) -> tuple[tuple[str, str], ...]:
    """Account and whole text of the actions that the table shows cut."""
    shown = {cell.text for row in table.rows for cell in row.cells if not cell.is_covered}
    return tuple(
        (entry.account, action.action)
        for entry in entries
        for action in entry.actions
        if action.action not in shown
    )
