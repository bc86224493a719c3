"""The list itself: a row for each owner, a row for each task, marks of priority and status over them."""

from __future__ import annotations

from kamdeck.analysis.tasks import days_late
from kamdeck.deck.spec import COVERED, EMU, Box, Cell, Group, Line, Shape
from kamdeck.figures.judged import Status
from kamdeck.layout.grid import HAIR, RULE, Grid, Head, Style
from kamdeck.layout.grid import HEAD as HEADS
from kamdeck.layout.status import mark
from kamdeck.text.measure import fitting, line_height, width
from kamdeck.views.todo.pages import GROUP_MORE, Block, Page
from kamdeck.views.todo.words import TodoWords
from kamdeck.workbook.rows import Task

HEAD = round(0.23 * EMU)
_SIZES = (10.5, 10.0, 9.5, 9.0)  # of a task, before its words are cut
_INSET = round(0.10 * EMU)
_TASK_LEAST = round(2.4 * EMU)
_WIDTHS = {"account": 1.35, "priority": 1.13, "due": 0.73, "late": 1.12, "status": 0.99}
_RANK = {"priority": 2, "late": 1}  # of leaving where tasks have too little room
_WIDE_ACCOUNT, _DATED = 2.60, 0.95  # on a wide slide without rail; where dates need their year
_ACCOUNT_LEAST = 0.85  # where long tasks take the room that short names leave
_WIDE, _NARROW = round(11.0 * EMU), round(9.2 * EMU)  # below it a task may take two lines
_PRIORITY_INSET, _STATUS_INSET = round(0.33 * EMU), round(0.19 * EMU)
_BARS = (0.045, 0.08, 0.12)
_RANKS = {"high": 3, "medium": 2, "low": 1}
_STATES: dict[str, Status] = {"open": "unknown", "in progress": "good", "done": "done"}
_TEXT = Style(10.5)


class TodoTable:
    """The table of one slide in its room, and what is drawn over it; `cut` are the tasks whose words it shows
    shortened."""

    def __init__(self, view: str, words: TodoWords, page: Page, room: Box, title: str) -> None:
        self.words = words
        self.page = page
        self.cut: list[Task] = []
        self._view, self._row = view, page.row(room.h - HEAD)
        self._grid = grid = Grid(f"{view}/table", room, self._heads(room.w))
        grid.head(HEAD, foot=round(0.03 * EMU))
        for block in page.blocks:
            self._owner(block)
            for task in block.tasks:
                self._task(task, RULE if task is block.tasks[-1] else HAIR)
        if page.others:
            first, *others = grid.widths
            style = Style(10, color="muted", left=_INSET)
            text = style.cell(words.others(page), span=len(grid.widths), bottom=RULE)
            grid.row("row:more", self._row, {first: text, **dict.fromkeys(others, COVERED)})
        self.table = grid.table(words.table_alt(title, page))

    def _heads(self, whole: int) -> list[Head]:
        """The columns; the accounts' is as wide as the tasks' words leave it."""
        widths, words, tasks = dict(_WIDTHS), self.words, self.page.tasks
        if any(words.has_year(task) for task in tasks):
            widths["due"] = _DATED
        longest = max((width(task.task, 10.5, words.is_late(task)) for task in tasks), default=0)
        if whole >= _WIDE:
            widths["account"] = _WIDE_ACCOUNT
        elif longest > whole - round(sum(widths.values()) * EMU) - 2 * _INSET:
            names = [width(words.account(task), 10.5) + _INSET for task in tasks]
            widths["account"] = min(widths["account"], max(*names, round(_ACCOUNT_LEAST * EMU)) / EMU)
        if words.is_single:
            del widths["account"]
        if words.ctx.is_outside:
            del widths["priority"]
        style, say = HEADS.but(align=None), words.say
        return [
            Head("task", None, say("todo.task"), style.but(left=_INSET), least=_TASK_LEAST),
            *(
                Head(
                    key,
                    round(wide * EMU),
                    "" if key == "late" else say(f"todo.{key}"),
                    style,
                    _RANK.get(key, 0),
                )
                for key, wide in widths.items()
            ),
        ]

    # -------------------------------------------------------------- rows

    def _owner(self, block: Block) -> None:
        """Name and role; how many tasks are open, overdue, and not listed."""
        words, owned, wide = self.words, block.owner, self._grid.widths
        leading = [key for key in ("task", "account", "priority") if key in wide]
        name, role = Style(12.0, True, left=_INSET, right=_INSET), _TEXT.but(color="muted")
        room = sum(wide[key] for key in leading)
        shown = name.cut(owned.owner, room)
        runs = [name.run(shown)]
        left = room - 2 * _INSET - width(f"{shown}  ", 12.0, True)
        told = words.say("todo.continued") if block.is_further else words.role(owned.owner)
        if told and left > round(0.5 * EMU):
            runs.append(role.run(f"  {role.cut(told, left)}"))
        overdue = words.say("todo.n_overdue", n=owned.overdue) if owned.overdue else ""
        open_ = words.say("todo.n_open", n=owned.open) if owned.open else ""
        inset = (_INSET, 0, 0, 0)
        cells: dict[str, Cell] = dict.fromkeys(leading, COVERED)
        cells["task"] = name.cell(*runs, fill="panel", span=len(leading), inset=inset)
        for key, text, color in (
            ("due", open_, "ink"), ("late", overdue, "risk"), ("status", words.unlisted(block), "muted"),
        ):  # fmt: skip
            style = _TEXT.but(bold=color == "risk", color=color)
            cells[key] = style.cell(text, room=wide.get(key, 0), fill="panel")
        self._grid.row(f"owner:{owned.owner}", self._row + GROUP_MORE, cells)

    def _task(self, task: Task, rule: Line) -> None:
        words, late, wide = self.words, days_late(task, self.words.ctx.as_of), self._grid.widths
        is_late = words.is_late(task)
        plain = _TEXT.but(color="muted" if task.status == "done" else "ink")
        strong = plain.but(color="risk", bold=True) if is_late else plain
        name = plain.but(bold=is_late, left=_INSET, right=_INSET)
        lines = 2 if self._grid.room.w < _NARROW and self._row >= 2 * line_height(10.5) else 1
        name = name.but(size=fitting(task.task, _SIZES, wide["task"] - 2 * _INSET, lines, is_late))
        if name.cut(task.task, wide["task"], lines) != task.task:
            self.cut.append(task)
        cells = {
            key: style.cell(text, room=wide.get(key, 0), lines=lines if key == "task" else 1, bottom=rule)
            for key, style, text in (
                ("task", name, task.task),
                ("account", plain.but(right=_INSET // 2), words.account(task)),
                ("priority", plain.but(left=_PRIORITY_INSET if task.priority else 0), words.priority(task)),
                ("due", strong, words.due(task)),
                ("late", strong, words.lateness(late)),
                ("status", strong.but(left=_STATUS_INSET), words.status(task)),
            )
        }
        self._grid.row(words.keys[id(task)], self._row, cells)

    # -------------------------------------------------------------- marks

    def marks(self) -> Group:
        """Three bars for the priority and the status as a shape of its own colour, on every task's row."""
        group, grid, children = f"{self._view}/marks", self._grid, list[Shape]()
        for task in self.page.tasks:
            key = self.words.keys[id(task)]
            box = grid.box("status", key)
            middle = box.y + box.h // 2
            if task.status != "done" and "priority" in grid.widths:
                children += _bars(f"{group}/priority:{key}", task, grid.box("priority", key).x, middle)
            status = "risk" if self.words.is_late(task) else _STATES.get(task.status, "unknown")
            children.append(mark(f"{group}/status:{key}", status, box.x, middle))
        return Group(group, tuple(children), self.table.key, self.words.say("todo.marks"))


def _bars(key: str, task: Task, x: int, middle: int) -> list[Shape]:
    rank = _RANKS.get(task.priority or "", 0)
    foot, wide, step = middle + round(0.06 * EMU), round(0.06 * EMU), round(0.085 * EMU)
    return [
        Shape(
            f"{key}/{n}",
            Box(x + (n - 1) * step, foot - round(high * EMU), wide, round(high * EMU)),
            fill="ink" if n <= rank else "hairline",
        )
        for n, high in enumerate(_BARS, 1)
        if rank
    ]
