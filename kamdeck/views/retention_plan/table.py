"""The table of the retention plan: a row per action, accounts merged over theirs, and the marks upon it."""

from __future__ import annotations

from typing import Any

from kamdeck.analysis.risk import is_overdue
from kamdeck.deck.spec import COVERED, EMU, Box, Cell, Connector, Group, Line, Shape, Table, Text
from kamdeck.figures.judged import Status
from kamdeck.layout.grid import HAIR, Grid, Head, Style
from kamdeck.layout.marks import label
from kamdeck.layout.status import OF_PROGRESS, mark
from kamdeck.record import record, replace
from kamdeck.text.measure import clip, line_height, width, wrap
from kamdeck.views.retention_plan.rows import Entry, Plan, Rest
from kamdeck.workbook.rows import RetentionAction

_HEAD, _TOTAL, _SPARE = round(0.27 * EMU), round(0.42 * EMU), round(0.05 * EMU)
_ACTION = 2.3  # inches of the action, below which other columns leave
_ROW_MIN = round(0.29 * EMU)
_BAR_HIGH, _BAR_LOW = round(0.19 * EMU), round(0.15 * EMU)
_MERGED = ("account", "mrr", "likelihood", "saved")
_PALE = Line("grid", 0.75)


_NAMES = ("account", "mrr", "lever", "action", "owner", "due", "status", "likelihood", "saved")


@record
class Look:
    """How the table looks from a width on (inches): the wording of its heads, its columns (None: the rest, 0:
    not there), the longest bar, the type of words and of names and amounts, the highest row with its lines
    and the air in it."""

    least: float
    head: str
    widths: tuple[float | None, ...]
    bar: float
    size: float
    large: float
    row: float
    lines: int
    air: float = 0.03

    def style(self, name: str, color: str = "ink", *, bold: bool = False, is_large: bool = False) -> Style:
        """How a column's words look and stand."""
        left = {"account": 0.10, "status": 0.21, "saved": 0.15}.get(name, 0.0)
        mrr, saved = 0.22 if self is _LOOKS[0] else 0.12, 0.08 if self.bar else 0.0
        right = {"mrr": mrr, "likelihood": 0.0, "saved": saved}.get(name, 0.08)
        size, align = self.large if is_large else self.size, "r" if name in ("mrr", "likelihood") else "l"
        return Style(size, bold, color, align, round(left * EMU), round(right * EMU))  # type: ignore[arg-type]


_LOOKS = (
    Look(10.4, "head", (1.46, 0.80, 1.10, None, 0.88, 0.92, 1.36, 0.75, 1.90), 1.24, 11.0, 12, 0.58, 3, 0.08),
    Look(8.4, "head_tight", (1.36, 0.74, 1.00, None, 0.82, 0.76, 1.10, 0.62, 1.22), 0.62, 10.5, 11, 0.58, 3),
    Look(0.0, "head_tight", (1.22, 0.66, 0, None, 0.72, 0.70, 1.00, 0.58, 0.80), 0.0, 10.0, 10.5, 0.74, 4),
)


class PlanTable:
    """One slide of the plan: its lines, the marks over them, and the actions that it shows cut."""

    def __init__(self, key: str, plan: Plan, page: int, room: Box) -> None:
        self.plan, self.say, self.entries = plan, plan.ctx.say, plan.pages[page]
        self.look = next(look for look in _LOOKS if room.w >= look.least * EMU)
        self.grid, self.group = Grid(f"{key}/table", room, self._heads()), f"{key}/marks"
        self.marks = list[Text | Shape | Connector]()
        is_last = page == len(plan.pages) - 1
        lines = sum(entry.height for entry in self.entries) + (is_last and plan.rest is not None)
        spare = room.h - _HEAD - _TOTAL - _SPARE
        self.height = max(_ROW_MIN, min(round(self.look.row * EMU), spare // max(1, lines)))
        self.grid.head(_HEAD, anchor="ctr", foot=0)
        for entry in self.entries:
            self._entry(entry)
        if is_last:
            if plan.rest is not None:
                self._rest(plan.rest)
            self.grid.underline()
            self._total()

    def drawn(self, alt: str) -> tuple[Table, Group]:
        """The table and the marks over it."""
        over = Group(self.group, tuple(self.marks), self.grid.key, self.say("retention_plan.marks"))
        return self.grid.table(alt), over

    def cut(self) -> tuple[tuple[str, str], ...]:
        """Account and whole text of the actions that the table shows cut."""
        shown = {cell.text for row in self.grid.rows for cell in row.cells if not cell.is_covered}
        return tuple(
            (entry.account, action.action)
            for entry in self.entries
            for action in entry.actions
            if action.action not in shown
        )

    def _heads(self) -> list[Head]:
        unit, ranks, heads = self.plan.unit.head(self.say), {"lever": 1, "likelihood": 2}, []
        for name, wide in zip(_NAMES, self.look.widths, strict=True):
            if wide == 0:
                continue
            key = f"retention_plan.{self.look.head}.{name}"
            text = self.say(key if self.say.has(key) else f"retention_plan.head.{name}", unit=unit)
            style = self.look.style(name, "muted").but(size=10)
            rank = ranks.get(name, 0) if name == "lever" or not self.look.bar else 0
            emu = None if wide is None else round(wide * EMU)
            heads.append(Head(name, emu, text, style, rank, round(_ACTION * EMU)))
        return heads

    # -------------------------------------------------------------- rows

    def _entry(self, entry: Entry) -> None:
        """One row per action; account, MRR, likelihood and bar span them."""
        say, high, name = self.say, self.height * entry.height, self._named(entry)
        likelihood = "–" if entry.likelihood is None else say.percent(entry.likelihood)
        spans = {
            "account": self._cell("account", name, high, bold=True, is_large=True),
            "mrr": self._cell("mrr", self.plan.shown(entry.stake), high, bold=True, is_large=True),
            "likelihood": self._cell("likelihood", likelihood, high),
            "saved": self._cell("saved", "", high),
        }
        spans = {name: replace(cell, bottom=HAIR, vspan=entry.height) for name, cell in spans.items()}
        for i in range(entry.height):
            action = entry.actions[i] if entry.actions else None
            key = entry.account if i == 0 else f"{entry.account}/{i + 1}"
            cells = dict.fromkeys(_MERGED, COVERED) if i else spans
            bottom = HAIR if i == entry.height - 1 else _PALE
            self.grid.row(key, self.height, {**cells, **self._action(entry, action)}, bottom=bottom)
            if action is not None and (status := state_of(action, self.plan)[1]):
                box = self.grid.box("status", key)
                name = f"{self.group}/mark:{key}"
                self.marks.append(mark(name, status, box.x, box.y + box.h // 2))
        self._bar(entry, self.grid.bottom - high + high // 2)

    def _action(self, entry: Entry, action: RetentionAction | None) -> dict[str, Cell]:
        say, high = self.say, self.height
        if action is None:
            texts = {"action": say("retention_plan.no_action")}
            names = [name for name in _NAMES if name not in _MERGED]
            return {name: self._cell(name, texts.get(name, ""), high, "risk", bold=True) for name in names}
        state, _ = state_of(action, self.plan)
        red = {"color": "risk", "bold": True} if state in ("overdue", "late") else {}
        word = say(f"retention_plan.status.{state}") if state else "–"
        text = action.action
        if entry.hidden:
            text = self._with_more(say("retention_plan.more_actions", n=entry.hidden), text)
        return {
            "lever": self._cell("lever", action.lever or "", high),
            "action": self._cell("action", text, high),
            "owner": self._cell("owner", action.owner or "–", high),
            "due": self._cell("due", _due(self.plan, action), high, **red),  # type: ignore[arg-type]
            "status": self._cell("status", word, high, **red),  # type: ignore[arg-type]
        }

    def _cell(self, name: str, text: str, high: int, color: str = "ink", **look: bool) -> Cell:
        """A cell whose text is cut to the lines that its height holds."""
        style, wide = self.look.style(name, color, **look), self.grid.widths.get(name, 1)
        lines = self._lines(high, style.size)
        if name in ("mrr", "likelihood", "due", "status"):
            lines = 1
        elif name == "account" and lines > 1:
            return style.cell(text)
        return style.cell(text, room=wide, lines=min(self.look.lines, lines))

    def _lines(self, high: int, size: float) -> int:
        return max(1, (high - round(self.look.air * EMU)) // line_height(size))

    def _room(self, name: str) -> int:
        style = self.look.style(name)
        return self.grid.width(name) - style.left - style.right

    def _named(self, entry: Entry) -> str:
        """The account's name where it fits, else its short name."""
        room, size = self._room("account"), self.look.large
        lines = self._lines(self.height * entry.height, size)
        if len(wrap(entry.account, size, room, True)) <= min(2, lines):
            return entry.account
        return clip(self.plan.ctx.short(entry.account), size, room, lines, True)

    def _with_more(self, more: str, text: str) -> str:
        """The action with the count of the account's others, which is never cut."""
        size = self.look.size
        room = self._room("action") - width(f" {more}", size)
        return f"{clip(text, size, room, self._lines(self.height, size))} {more}"

    def _rest(self, rest: Rest) -> None:
        say = self.say
        texts = {
            "account": say("retention_plan.rest", n=len(rest.accounts)),
            "mrr": self.plan.shown(rest.stake),
            "action": say("retention_plan.actions", n=rest.actions),
        }
        cells = {name: self._cell(name, texts.get(name, ""), self.height, "muted") for name in _NAMES}
        self.grid.row("rest", self.height, cells, bottom=HAIR)

    def _total(self) -> None:
        say, (stake, saved), found = self.say, self.plan.totals, self.plan.queue
        actions = say("retention_plan.actions", n=self.plan.actions)
        if found.overdue:
            actions = say("retention_plan.and_overdue", actions=actions, n=len(found.overdue))
        share = say.percent(found.saved / found.stake if found.stake > 0 else 0.0)
        large: dict[str, Any] = {"bold": True, "is_large": True}
        cells = {name: self._cell(name, "", _TOTAL) for name in _NAMES}
        cells |= {
            "account": self._cell("account", say("retention_plan.total"), _TOTAL, **large),
            "mrr": self._cell("mrr", self.plan.shown(stake), _TOTAL, **large),
            "action": self._cell("action", actions, _TOTAL),
            "likelihood": self._cell("likelihood", share, _TOTAL, bold=True),
            "saved": self._cell("saved", self.plan.shown(saved), _TOTAL, "good", **large),
        }
        self.grid.row("total", _TOTAL, cells)
        if self.look.bar:
            self._legend()

    # -------------------------------------------------------------- marks

    def _bar(self, entry: Entry, middle: int) -> None:
        """What is saved in green, the rest of the MRR at stake in pale blue, and the amount saved."""
        most = max((row.stake for row in self.plan.queue.rows), default=0.0) / self.plan.unit.scale
        high, size = _BAR_LOW if entry.height == 1 else _BAR_HIGH, self.look.size
        x = self.grid.box("saved", entry.account).x + self.look.style("saved").left
        whole = round(self.look.bar * EMU * min(1.0, entry.stake / most)) if most > 0 else 0
        saved = round(whole * min(1.0, entry.saved / entry.stake)) if entry.stake > 0 else 0
        top = middle - high // 2
        if whole > saved:
            box = Box(x + saved, top, whole - saved, high)
            self.marks.append(Shape(f"{self.group}/lost:{entry.account}", box, "rect", "tier_c"))
        if saved:
            box = Box(x, top, saved, high)
            self.marks.append(Shape(f"{self.group}/saved:{entry.account}", box, "rect", "good"))
        text, tall = self.plan.shown(entry.saved), line_height(size)
        left = x + whole + (round(0.07 * EMU) if whole else 0)
        box = Box(left, middle - tall // 2, width(text, size, True) + 25_400, tall)
        key = f"{self.group}/value:{entry.account}"
        self.marks.append(label(key, text, box, size=size, bold=True, color="ink"))

    def _legend(self) -> None:
        """What the two colours of the bars are, at the right of the total's row; beside the amount where that
        has no room."""
        cell = self.grid.box("saved" if self.look is _LOOKS[0] else "status", "total")
        side, high = round(0.10 * EMU), line_height(10)
        x, middle = cell.x + cell.w, cell.y + cell.h // 2
        for name, fill in (("lost", "tier_c"), ("saved", "good")):
            text = self.say(f"retention_plan.legend_{name}")
            wide = width(text, 10) + 25_400
            x -= wide
            box, key = Box(x, middle - high // 2, wide, high), f"{self.group}/legend_{name}"
            self.marks.append(label(key, text, box, color="ink"))
            x -= round(0.15 * EMU)
            square = Box(x, middle - side // 2, side, side)
            self.marks.append(Shape(f"{key}_mark", square, "rect", fill))
            x -= round(0.10 * EMU)


def state_of(action: RetentionAction, plan: Plan) -> tuple[str, Status | None]:
    """The word's key and the mark of an action; overdue is computed, whatever the sheet says."""
    if is_overdue(action, plan.ctx.as_of):
        return "overdue", "risk"
    status = action.status or ""
    return status.replace(" ", "_"), dict(OF_PROGRESS).get(status)


def _due(plan: Plan, action: RetentionAction) -> str:
    """The day, with the year where it is another than the as-of date's."""
    if action.due_on is None:
        return "–"
    day = plan.ctx.say.date(action.due_on, "day")
    is_same = plan.ctx.as_of is not None and plan.ctx.as_of.year == action.due_on.year
    return day if is_same else f"{day} ’{action.due_on.year % 100:02}"
