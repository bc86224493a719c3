"""The table of the programme's elements: how much of each is there, its state, how it stands, its slide."""

from __future__ import annotations

from kamdeck.analysis.elements import Element, State
from kamdeck.deck.spec import EMU, Align, Box, Cell, Column, Group, Line, Para, Row, Run, Shape, Table
from kamdeck.layout.rail import MAIN
from kamdeck.layout.status import SIDE, Status, bar, mark
from kamdeck.text.measure import clip, shorten
from kamdeck.views.elements.data import VIEWS, Found, Programme

MARKS: dict[State, Status] = {"in place": "good", "partly": "watch", "weak": "risk", "missing": "unknown"}
_FILLS = {"in place": "ramp8", "partly": "watch", "weak": "risk", "missing": "grid"}
_HEAD, _TALLEST = round(0.36 * EMU), round(0.60 * EMU)
_WIDTHS = (3.02, 0.86, 1.44, 1.06, 1.75, 1.16)  # element, of how many, bar, state, how it stands, slide
_PAD = round(0.08 * EMU)
_MARK = _PAD  # of the state, from the left edge of its column
_WORD = _MARK + SIDE + round(0.07 * EMU)
_RULE, _HAIR = Line("ink", 1.05), Line("hairline", 0.75)


def _columns() -> tuple[Column, ...]:
    names = ("element", "count", "bar", "state", "detail", "slide")
    widths = [round(wide * EMU) for wide in _WIDTHS]
    return tuple(Column(name, wide) for name, wide in zip(names, widths, strict=True))


def slide_of(programme: Programme, key: str) -> str:
    """The name of the view that shows more; a dash where none is in the deck."""
    ctx = programme.ctx
    shown = next((view for view in VIEWS[key] if view in ctx.shown), "")
    return ctx.say(f"notes.view.{shown}") if shown else "–"


def make_table(key: str, programme: Programme, alt: str) -> Table:
    """One row an element, in the order of the slides."""
    columns = _columns()
    height = min(_TALLEST, (MAIN.h - _HEAD) // max(1, len(programme.found)))
    rows = [_head(programme, columns)]
    rows += [_row(programme, columns, f, height, f is programme.found[-1]) for f in programme.found]
    return Table(f"{key}/table", MAIN.x, MAIN.y, columns, tuple(rows), alt=alt)


def _head(programme: Programme, columns: tuple[Column, ...]) -> Row:
    cells = []
    for column in columns:
        align: Align = "r" if column.key == "count" else "l"
        left = {"bar": 2 * _PAD, "state": _PAD, "detail": _PAD}.get(column.key, 0)
        text = programme.ctx.say(f"elements.head.{column.key}")
        run = Run(shorten(text, 10, column.width - left), 10, None, "muted")
        inset = (left, 0, 0, 25_400)
        cells.append(Cell((Para((run,), align=align),), anchor="b", bottom=_RULE, inset=inset, is_data=False))
    return Row("head", _HEAD, tuple(cells))


def _row(programme: Programme, columns: tuple[Column, ...], found: Found, height: int, is_last: bool) -> Row:
    say, element = programme.ctx.say, found.element
    wide = [column.width for column in columns]
    bottom = _RULE if is_last else _HAIR
    color = "muted" if element.state == "missing" else "ink"
    name = Run(shorten(say(f"elements.name.{element.key}"), 11.5, wide[0], True), 11.5, True, color)
    rule = Run(shorten(say(f"elements.rule.{element.key}"), 9.5, wide[0]), 9.5, None, "muted")
    count = Run(count_of(programme, element), 11.5, True, color)
    state = say(f"elements.state.{element.state.replace(' ', '_')}")
    is_bad = element.state == "weak"
    word = Run(shorten(state, 10, wide[3] - _WORD, is_bad), 10, is_bad or None, "risk" if is_bad else color)
    detail = Run(clip(found.detail or "–", 9.5, wide[4] - _PAD, 2), 9.5, None, color)
    slide = Run(clip(slide_of(programme, element.key), 9.5, wide[5], 2), 9.5, None, "muted")
    cells = (
        Cell((Para((name,)), Para((rule,))), bottom=bottom),
        Cell((Para((count,), align="r"),), bottom=bottom),
        Cell((), bottom=bottom),
        Cell((Para((word,)),), bottom=bottom, inset=(_WORD, 0, 0, 0)),
        Cell((Para((detail,)),), bottom=bottom, inset=(_PAD, 0, 0, 0)),
        Cell((Para((slide,)),), bottom=bottom),
    )
    return Row(element.key, height, cells)


def count_of(programme: Programme, element: Element) -> str:
    """`10 of 12`; a dash where there is nothing to count."""
    if element.share is None or element.done is None:
        return "–"
    return programme.ctx.say("elements.of", k=element.done, n=element.whole)


def make_marks(key: str, programme: Programme, table: Table) -> Group:
    """A bar of the share and the mark of the state on each row."""
    group, children = f"{key}/marks", list[Shape]()
    wide = [column.width for column in table.columns]
    start, thick = table.x + sum(wide[:2]) + 2 * _PAD, round(0.11 * EMU)
    top = table.y + _HEAD
    for found, row in zip(programme.found, table.rows[1:], strict=True):
        element, middle = found.element, top + row.height // 2
        track = Box(start, middle - thick // 2, wide[2] - 3 * _PAD, thick)
        children += bar(f"{group}/bar:{element.key}", track, element.share or 0.0, _FILLS[element.state])
        x = table.x + sum(wide[:3]) + _MARK
        children.append(mark(f"{group}/{element.key}", MARKS[element.state], x, middle))
        top += row.height
    return Group(group, tuple(children), table.key, programme.ctx.say("elements.marks"))
