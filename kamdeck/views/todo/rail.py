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
    Text,
)
from kamdeck.layout.insights import HEAD_SIZE, Rail, foot_of, inside
from kamdeck.layout.legend import legend, swatch
from kamdeck.layout.marks import label
from kamdeck.record import record, replace
from kamdeck.text.measure import clip, line_height, shorten, width, wrap
from kamdeck.views.todo.words import TodoWords
from kamdeck.workbook.rows import Task

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


def draw_loads(view: str, words: TodoWords, rail: Rail, box: Box) -> tuple[Element, ...]:
    """Chart, its legend, and what is due next; the list takes the room that the others leave."""
    room, loads = inside(box), _loads(words)
    place = Box(room.x, box.y + round(0.50 * EMU), room.w, 0)
    if not loads:
        none = replace(place, h=line_height(_SIZE))
        return (label(f"{view}/none", words.say("todo.all_done"), none, size=_SIZE),)
    drawn, others = loads[:_MOST_OWNERS], loads[_MOST_OWNERS:]
    chart = _chart(view, words, drawn, place)
    key = _legend(view, words, drawn, others, replace(place, y=chart.box.y + chart.box.h + round(0.10 * EMU)))
    y = key.box.y + key.box.h + round(0.13 * EMU)
    rule = Connector(f"{view}/soon_rule", points=(room.x, y, room.x + room.w, y), line=Line("hairline", 0.75))
    soon = replace(place, y=y + round(0.10 * EMU))
    return (chart, key, rule, *_soon(view, words, soon, foot_of(words.say, rail, box)))


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


def _chart(view: str, words: TodoWords, loads: Sequence[Load], place: Box) -> Chart:
    names = [shorten(load.name, _SIZE, _NAME_MOST) for load in loads]
    left = max(width(name, _SIZE) for name in names) + round(0.12 * EMU)
    box = replace(place, h=max(_PITCH * len(loads), _CHART_LEAST))
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


def _legend(view: str, words: TodoWords, loads: Sequence[Load], others: Sequence[Load], place: Box) -> Group:
    """The colours with what they mean, those that the chart has; then the owners that it leaves out."""
    side, high = round(0.10 * EMU), line_height(_LEGEND_SIZE) + 12_700
    signs = [
        swatch(key, _name(words, key), fill, side=side)
        for i, (key, (fill, _)) in enumerate(_FILLS.items())
        if any(load.counts[i] for load in loads)
    ]
    made = legend(
        f"{view}/legend",
        signs,
        replace(place, h=high),
        words.say("todo.legend"),
        follows=f"{view}/chart",
        size=_LEGEND_SIZE,
        mark_key="{}",
        word_key="{}_name",
        lines=3,
    )
    if not others:
        return made
    tasks = sum(sum(load.counts) for load in others)
    text = words.say("todo.rail_others", n=len(others), tasks=tasks)
    box = Box(place.x, made.box.y + made.box.h, place.w, high)
    more = label(f"{made.key}/others", shorten(text, _LEGEND_SIZE, place.w), box, size=_LEGEND_SIZE)
    return replace(made, children=(*made.children, more))


# ------------------------------------------------------------------ what is due next


def _soon(view: str, words: TodoWords, place: Box, foot: int) -> tuple[Element, ...]:
    """Heading and as many of the next tasks as there is room for, then how many more there are."""
    head_high, line = line_height(HEAD_SIZE) + 9_525, line_height(_NEXT_SIZE)
    head, box = shorten(words.soon_head(), HEAD_SIZE, place.w, True), replace(place, h=head_high)
    out: list[Element] = [
        label(f"{view}/soon", head, box, size=HEAD_SIZE, bold=True, color="ink", anchor="t")
    ]
    y = place.y + head_high + round(0.06 * EMU)
    dated = [task for task in words.lists.open if task.due_on]
    tasks = list(words.lists.soon if words.ctx.as_of else dated)
    if not tasks:
        none = label(
            f"{view}/soon_none", words.say("todo.soon.none"), replace(place, y=y, h=line), size=_NEXT_SIZE
        )
        return (*out, none) if y + line <= foot else ()
    shown = 0
    for task in tasks[:_MOST_NEXT]:
        item = _item(view, words, task, replace(place, y=y), 2 if len(tasks) > 2 else 3)
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
        out.append(
            label(f"{view}/soon_more", more, Box(place.x + _DATE, y, place.w - _DATE, line), size=_NEXT_SIZE)
        )
    return tuple(out)


def _item(view: str, words: TodoWords, task: Task, place: Box, most: int) -> tuple[Text, Text]:
    """The date, and beside it the task in as many lines as it may have, with its owner below."""
    key, room = words.keys[id(task)], place.w - _DATE + _EDGE
    day = words.say.date(task.due_on, "day") if task.due_on else "–"
    text = clip(task.task, _NEXT_SIZE, room, most)
    lines = len(wrap(text, _NEXT_SIZE, room)) + 1
    paras = (
        Para((Run(text, _NEXT_SIZE, None, "ink"),)),
        Para((Run(shorten(task.owner, _NEXT_SIZE, room), _NEXT_SIZE, None, "muted"),)),
    )
    high = lines * line_height(_NEXT_SIZE) + 12_700
    beside = Text(f"{view}/soon_task:{key}", paras, Box(place.x + _DATE, place.y, room, high))
    first = Box(place.x, place.y, _DATE, line_height(_NEXT_SIZE) + 12_700)
    date = label(f"{view}/soon_date:{key}", day, first, size=_NEXT_SIZE, bold=True, color="ink", anchor="t")
    return date, beside
