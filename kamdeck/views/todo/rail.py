"""The rail beside a to-do list: open tasks by owner as stacked bars, what is due next, the next step."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.tasks import days_late
from kamdeck.deck.spec import (
    EMU,
    Axis,
    Box,
    Chart,
    Connector,
    Data,
    Element,
    Grid,
    Group,
    Labels,
    Line,
    Para,
    Plot,
    Point,
    Run,
    Series,
    Shape,
    Text,
)
from kamdeck.layout.rail import HEAD_SIZE, RAIL, label, rail
from kamdeck.record import record
from kamdeck.text.measure import clip, line_height, shorten, width, wrap
from kamdeck.views.todo.words import TodoWords
from kamdeck.workbook.rows import Task

_X, _W = RAIL.x + round(0.23 * EMU), RAIL.w - round(0.42 * EMU)
_SIZE, _NEXT_SIZE, _LEGEND_SIZE = 10.5, 10.0, 9.0
_MOST_OWNERS, _MOST_NEXT = 6, 4
_NAME_MOST = round(0.98 * EMU)
_PITCH, _BAR = round(0.33 * EMU), round(0.245 * EMU)
_CHART_LEAST = round(0.85 * EMU)  # programs break the numbers of a chart that is less high
_DATE, _EDGE = round(0.60 * EMU), round(0.08 * EMU)  # the date's column; what tasks take of the margin
_LABEL_FREE = round(0.04 * EMU)  # beside a number in its piece of a bar
_FILLS = {"overdue": ("risk", "paper"), "soon": ("tier_a", "paper"), "later": ("tier_c", "ink")}


@record
class Load:
    """The open tasks of one owner, by when they are due."""

    key: str
    name: str
    counts: tuple[int, int, int]  # overdue, due within the window, later


def make_rail(view: str, words: TodoWords, top: int) -> tuple[Element, ...]:
    """Heading, chart, what is due next, next step; the list takes the room that the others leave."""
    base = rail(view, words.say, words.say("todo.rail"), (), words.next_step())
    ends = [e.points[1] for e in base if isinstance(e, Connector) and e.points]
    foot = min(ends, default=RAIL.y + RAIL.h) - round(0.10 * EMU)
    loads = _loads(words)
    y = top + round(0.50 * EMU)
    if not loads:
        none = label(
            f"{view}/none", words.say("todo.all_done"), Box(_X, y, _W, line_height(_SIZE)), size=_SIZE
        )
        return (*base, none)
    drawn, others = loads[:_MOST_OWNERS], loads[_MOST_OWNERS:]
    chart = _chart(view, words, drawn, y)
    legend = _legend(view, words, drawn, others, y + chart.box.h + round(0.10 * EMU))
    y = legend.box.y + legend.box.h + round(0.13 * EMU)
    rule = Connector(f"{view}/soon_rule", points=(_X, y, _X + _W, y), line=Line("hairline", 0.75))
    return (*base, chart, legend, rule, *_soon(view, words, y + round(0.10 * EMU), foot))


def _loads(words: TodoWords) -> tuple[Load, ...]:
    """The owners with open tasks, those with most overdue and open ones first."""
    owners = [owned for owned in words.lists.owners if owned.open]
    return tuple(Load(f"owner:{o.owner}", o.owner, _counts(words, o.tasks)) for o in owners)


def _counts(words: TodoWords, tasks: Sequence[Task]) -> tuple[int, int, int]:
    window = words.ctx.book.settings.task_window_days
    days = [days_late(task, words.ctx.as_of) for task in tasks if task.status != "done"]
    overdue = sum(late is not None and late > 0 for late in days)
    soon = sum(late is not None and -window <= late <= 0 for late in days)
    return overdue, soon, len(days) - overdue - soon


def _name(words: TodoWords, key: str) -> str:
    if key == "later" and words.ctx.as_of is None:
        return words.say("todo.load.open")
    return words.say(f"todo.load.{key}", n=words.ctx.book.settings.task_window_days)


def _chart(view: str, words: TodoWords, loads: Sequence[Load], y: int) -> Chart:
    names = [shorten(load.name, _SIZE, _NAME_MOST) for load in loads]
    left = max(width(name, _SIZE) for name in names) + round(0.12 * EMU)
    box = Box(_X, y, _W, max(_PITCH * len(loads), _CHART_LEAST))
    gap = round((box.h / len(loads) / _BAR - 1) * 100)
    most = max(sum(load.counts) for load in loads)
    unit = (box.w - left) / most
    columns, series = [], []
    for i, (key, (fill, ink)) in enumerate(_FILLS.items()):
        counts = [load.counts[i] for load in loads]
        columns.append(Data(key, _name(words, key), tuple(float(n) if n else None for n in counts), "0"))
        labels = Labels("value", "ctr", "0", 10, True, ink)
        narrow = [
            Point(load.key, labels=Labels("none"))
            for load, n in zip(loads, counts, strict=True)
            if n and width(f"{n}", 10, True) + _LABEL_FREE > n * unit
        ]
        series.append(
            Series(key, key, fill=fill, line=Line("panel", 1.0), labels=labels, points=tuple(narrow))
        )
    return Chart(
        f"{view}/chart",
        box,
        Grid(
            tuple(load.key for load in loads),
            tuple(names),
            tuple(columns),
            label_head=words.say("todo.owner"),
        ),
        (Plot("bar", tuple(series), "stacked", gap, 100),),
        x=Axis(size=_SIZE, color="ink", is_reversed=True),
        y=Axis(0, most, is_visible=False),
        inner=(left / box.w, 0.0, 1 - left / box.w, 1.0),
        alt=words.chart_alt(),
    )


def _legend(view: str, words: TodoWords, loads: Sequence[Load], others: Sequence[Load], y: int) -> Group:
    """The colours with what they mean, those that the chart has; then the owners that it leaves out."""
    group, side, high = f"{view}/legend", round(0.10 * EMU), line_height(_LEGEND_SIZE) + 12_700
    children: list[Text | Shape] = []
    x = _X
    for i, (key, (fill, _)) in enumerate(_FILLS.items()):
        if not any(load.counts[i] for load in loads):
            continue
        text = _name(words, key)
        wide = width(text, _LEGEND_SIZE) + 25_400
        if x > _X and x + side + round(0.05 * EMU) + wide > _X + _W:
            x, y = _X, y + high
        children.append(Shape(f"{group}/{key}", Box(x, y + (high - side) // 2, side, side), "rect", fill))
        x += side + round(0.05 * EMU)
        box = Box(x, y, wide, high)
        children.append(label(f"{group}/{key}_name", text, box, size=_LEGEND_SIZE, color="ink"))
        x += wide + round(0.07 * EMU)
    if others:
        tasks = sum(sum(load.counts) for load in others)
        text = words.say("todo.rail_others", n=len(others), tasks=tasks)
        box = Box(_X, y + high, _W, high)
        children.append(label(f"{group}/others", shorten(text, _LEGEND_SIZE, _W), box, size=_LEGEND_SIZE))
    return Group(group, tuple(children), f"{view}/chart", words.say("todo.legend"))


# ------------------------------------------------------------------ what is due next


def _soon(view: str, words: TodoWords, y: int, foot: int) -> tuple[Element, ...]:
    """Heading and as many of the next tasks as there is room for, then how many more there are."""
    head_high, line = line_height(HEAD_SIZE) + 9_525, line_height(_NEXT_SIZE)
    head = shorten(words.soon_head(), HEAD_SIZE, _W, True)
    out: list[Element] = [
        label(
            f"{view}/soon",
            head,
            Box(_X, y, _W, head_high),
            size=HEAD_SIZE,
            bold=True,
            color="ink",
            anchor="t",
        )
    ]
    y += head_high + round(0.06 * EMU)
    dated = [task for task in words.lists.open if task.due_on]
    tasks = list(words.lists.soon if words.ctx.as_of else dated)
    if not tasks:
        none = label(f"{view}/soon_none", words.say("todo.soon.none"), Box(_X, y, _W, line), size=_NEXT_SIZE)
        return (*out, none) if y + line <= foot else ()
    shown = 0
    for task in tasks[:_MOST_NEXT]:
        item = _item(view, words, task, y, 2 if len(tasks) > 2 else 3)
        after = line if len(tasks) > shown + 1 else 0
        bottom = max(e.box.y + e.box.h for e in item if e.box)
        if bottom + after > foot:
            break
        out += item
        shown, y = shown + 1, bottom + round(0.07 * EMU)
    if not shown:
        return ()
    if len(tasks) > shown:
        more = words.say("todo.n_more", n=len(tasks) - shown)
        out.append(label(f"{view}/soon_more", more, Box(_X + _DATE, y, _W - _DATE, line), size=_NEXT_SIZE))
    return tuple(out)


def _item(view: str, words: TodoWords, task: Task, y: int, most: int) -> tuple[Text, Text]:
    """The date, and beside it the task in as many lines as it may have, with its owner below."""
    key, room = words.keys[id(task)], _W - _DATE + _EDGE
    day = words.say.date(task.due_on, "day") if task.due_on else "–"
    text = clip(task.task, _NEXT_SIZE, room, most)
    lines = len(wrap(text, _NEXT_SIZE, room)) + 1
    paras = (
        Para((Run(text, _NEXT_SIZE, None, "ink"),)),
        Para((Run(shorten(task.owner, _NEXT_SIZE, room), _NEXT_SIZE, None, "muted"),)),
    )
    high = lines * line_height(_NEXT_SIZE) + 12_700
    beside = Text(f"{view}/soon_task:{key}", paras, Box(_X + _DATE, y, room, high))
    first = Box(_X, y, _DATE, line_height(_NEXT_SIZE) + 12_700)
    date = label(f"{view}/soon_date:{key}", day, first, size=_NEXT_SIZE, bold=True, color="ink", anchor="t")
    return date, beside
