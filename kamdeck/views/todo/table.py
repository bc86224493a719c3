"""The list itself: a row for each owner, a row for each task, marks of priority and status over them."""

from __future__ import annotations

from kamdeck.analysis.tasks import days_late
from kamdeck.deck.spec import (
    COVERED,
    EMU,
    Box,
    Cell,
    Column,
    Group,
    Line,
    Para,
    Row,
    Run,
    Shape,
    Table,
    para,
)
from kamdeck.layout.rail import BODY, MAIN
from kamdeck.layout.status import Status, mark
from kamdeck.text.measure import fitting, shorten, width
from kamdeck.views.todo.pages import GROUP_MORE, Block, Page
from kamdeck.views.todo.words import TodoWords
from kamdeck.workbook.rows import Task

HEAD = round(0.23 * EMU)
SIZE, _NAME_SIZE = 10.5, 12.0
_SIZES = (SIZE, 10.0, 9.5, 9.0)  # of a task, before its words are cut
_INSET = round(0.10 * EMU)
_WIDTHS = {"account": 1.35, "priority": 1.13, "due": 0.73, "late": 1.12, "status": 0.99}
_WIDE_ACCOUNT, _DATED = 2.60, 0.95  # on a slide without rail; where dates need their year
_ACCOUNT_LEAST = 0.85  # where long tasks take the room that short names leave
_PRIORITY_INSET, _STATUS_INSET = round(0.33 * EMU), round(0.19 * EMU)
_BARS = (0.045, 0.08, 0.12)
_RANKS = {"high": 3, "medium": 2, "low": 1}
_STATES: dict[str, Status] = {"open": "unknown", "in progress": "good", "done": "done"}
_RULE, _HAIR = Line("ink", 1.05), Line("hairline", 0.75)


class TodoTable:
    """The table of one slide, and what is drawn over it."""

    def __init__(self, view: str, words: TodoWords, page: Page, is_first: bool, title: str) -> None:
        self.words = words
        self.page = page
        self._columns = self._make_columns(MAIN.w if is_first else BODY.w, is_first)
        self._wide = {column.key: column.width for column in self._columns}
        self._shown: list[tuple[Task, str]] = []
        self._places: list[tuple[str, Task, int, int]] = []
        rows = [self._head(), *self._rows()]
        alt = words.table_alt(title, page)
        self.table = Table(f"{view}/table", MAIN.x, MAIN.y, self._columns, tuple(rows), alt=alt)
        self._view = view

    def _make_columns(self, whole: int, is_first: bool) -> tuple[Column, ...]:
        widths = dict(_WIDTHS)
        tasks = [task for block in self.page.blocks for task in block.tasks]
        if any(self.words.has_year(task) for task in tasks):
            widths["due"] = _DATED
        longest = max((width(task.task, SIZE, self.words.is_late(task)) for task in tasks), default=0)
        if not is_first:
            widths["account"] = _WIDE_ACCOUNT
        elif longest > whole - round(sum(widths.values()) * EMU) - 2 * _INSET:
            names = [width(self.words.account(task), SIZE) + _INSET for task in tasks]
            widths["account"] = min(widths["account"], max(*names, round(_ACCOUNT_LEAST * EMU)) / EMU)
        if self.words.is_single:
            del widths["account"]
        if self.words.ctx.is_outside:
            del widths["priority"]
        fixed = [Column(key, round(value * EMU)) for key, value in widths.items()]
        return (Column("task", whole - sum(column.width for column in fixed)), *fixed)

    def shortened(self) -> tuple[Task, ...]:
        """The tasks whose words the table shows cut."""
        return tuple(task for task, shown in self._shown if shown != task.task)

    # -------------------------------------------------------------- rows

    def _head(self) -> Row:
        cells = []
        for key in self._wide:
            text = "" if key == "late" else self.words.say(f"todo.{key}")
            left = _INSET if key == "task" else 0
            run = para(text, size=10, color="muted")
            foot = round(0.03 * EMU)
            cells.append(Cell((run,), anchor="b", bottom=_RULE, inset=(left, 0, 0, foot), is_data=False))
        return Row("head", HEAD, tuple(cells))

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        y, keys = MAIN.y + HEAD, self.words.keys
        for block in self.page.blocks:
            rows.append(self._owner(block))
            y += rows[-1].height
            for task in block.tasks:
                rule = _RULE if task is block.tasks[-1] else _HAIR
                rows.append(Row(keys[id(task)], self.page.row, self._cells(task, rule)))
                self._places.append((keys[id(task)], task, y, self.page.row))
                y += self.page.row
        if self.page.others:
            run = para(self.words.others(self.page), size=10, color="muted")
            cell = Cell((run,), span=len(self._columns), bottom=_RULE, inset=(_INSET, 0, 0, 0))
            rows.append(Row("row:more", self.page.row, (cell, *(COVERED,) * (len(self._columns) - 1))))
        return rows

    def _owner(self, block: Block) -> Row:
        """Name and role; how many tasks are open, overdue, and not listed."""
        words, owned = self.words, block.owner
        leading = [key for key in ("task", "account", "priority") if key in self._wide]
        room = sum(self._wide[key] for key in leading) - 2 * _INSET
        name = shorten(owned.owner, _NAME_SIZE, room, True)
        runs = [Run(name, _NAME_SIZE, True, "ink")]
        left = room - width(f"{name}  ", _NAME_SIZE, True)
        role = words.say("todo.continued") if block.is_further else words.role(owned.owner)
        if role and left > round(0.5 * EMU):
            runs.append(Run(f"  {shorten(role, SIZE, left)}", SIZE, None, "muted"))
        overdue = words.say("todo.n_overdue", n=owned.overdue) if owned.overdue else ""
        cells = (
            Cell((Para(tuple(runs)),), "panel", span=len(leading), inset=(_INSET, 0, 0, 0)),
            *(COVERED,) * (len(leading) - 1),
            self._count("due", words.say("todo.n_open", n=owned.open) if owned.open else "", "ink"),
            self._count("late", overdue, "risk"),
            self._count("status", words.unlisted(block), "muted"),
        )
        return Row(f"owner:{owned.owner}", self.page.row + GROUP_MORE, cells)

    def _count(self, column: str, text: str, color: str) -> Cell:
        bold = color == "risk"
        shown = shorten(text, SIZE, self._wide[column], bold)
        return Cell((para(shown, size=SIZE, bold=bold or None, color=color),), "panel")

    def _cells(self, task: Task, rule: Line) -> tuple[Cell, ...]:
        words, late = self.words, days_late(task, self.words.ctx.as_of)
        is_late, is_done = words.is_late(task), task.status == "done"
        plain = "muted" if is_done else "ink"
        strong = "risk" if is_late else plain
        room = self._wide["task"] - 2 * _INSET
        least = fitting(task.task, _SIZES, room, 1, is_late)
        name = shorten(task.task, least, room, is_late)
        self._shown.append((task, name))
        texts = (
            ("task", name, plain, is_late, _INSET),
            ("account", words.account(task), plain, False, 0),
            ("priority", words.priority(task), plain, False, _PRIORITY_INSET if task.priority else 0),
            ("due", words.due(task), strong, is_late, 0),
            ("late", words.lateness(late), strong, is_late, 0),
            ("status", words.status(task), strong, is_late, _STATUS_INSET),
        )
        gaps = {"task": _INSET, "account": _INSET // 2}
        cells = []
        for column, text, color, bold, left in texts:
            if column not in self._wide:
                continue
            room = self._wide[column] - left - gaps.get(column, 0)
            size = least if column == "task" else SIZE
            run = para(shorten(text, size, room, bold), size=size, bold=bold or None, color=color)
            cells.append(Cell((run,), bottom=rule, inset=(left, 0, gaps.get(column, 0), 0)))
        return tuple(cells)

    # -------------------------------------------------------------- marks

    def marks(self) -> Group:
        """Three bars for the priority and the status as a shape of its own colour, on every task's row."""
        group = f"{self._view}/marks"
        x, lefts = MAIN.x, {}
        for key, wide in self._wide.items():
            lefts[key], x = x, x + wide
        children: list[Shape] = []
        for key, task, y, height in self._places:
            middle = y + height // 2
            if task.status != "done" and "priority" in lefts:
                children += self._bars(f"{group}/priority:{key}", task, lefts["priority"], middle)
            status = "risk" if self.words.is_late(task) else _STATES.get(task.status, "unknown")
            children.append(mark(f"{group}/status:{key}", status, lefts["status"], middle))
        return Group(group, tuple(children), self.table.key, self.words.say("todo.marks"))

    def _bars(self, key: str, task: Task, x: int, middle: int) -> list[Shape]:
        rank = _RANKS.get(task.priority or "", 0)
        if not rank:
            return []
        foot, wide, step = middle + round(0.06 * EMU), round(0.06 * EMU), round(0.085 * EMU)
        return [
            Shape(
                f"{key}/{n}",
                Box(x + (n - 1) * step, foot - round(high * EMU), wide, round(high * EMU)),
                fill="ink" if n <= rank else "hairline",
            )
            for n, high in enumerate(_BARS, 1)
        ]
