"""The table of the programme's elements: how much of each is there, its state, how it stands, its slide."""

from __future__ import annotations

from kamdeck.analysis.elements import Element, State
from kamdeck.deck.spec import EMU, Box, Group, Shape, Table
from kamdeck.figures.counted import read_key_accounts
from kamdeck.figures.elements import Found, Programme
from kamdeck.figures.judged import Status
from kamdeck.layout.grid import HAIR, HEAD, RULE, Grid, Head, Style, row_height
from kamdeck.layout.status import SIDE, bar, mark

MARKS: dict[State, Status] = {"in place": "good", "partly": "watch", "weak": "risk", "missing": "unknown"}
_FILLS = {"in place": "ramp8", "partly": "watch", "weak": "risk", "missing": "grid"}
_TOP, _TWO_LINES = round(0.36 * EMU), round(0.345 * EMU)
_PAD = round(0.08 * EMU)
_WORD = _PAD + SIDE + round(0.07 * EMU)
_COLUMNS: tuple[
    tuple[str, float | None, Style, int], ...
] = (  # key, width (None: the rest), head's style, rank of leaving
    ("element", None, HEAD, 0),
    ("count", 0.86, HEAD.but(align="r"), 0),
    ("bar", 1.44, HEAD.but(left=2 * _PAD), 1),
    ("state", 1.06, HEAD.but(left=_PAD), 0),
    ("detail", 1.75, HEAD.but(left=_PAD), 0),
    ("slide", 1.16, HEAD, 2),
)


def slide_of(programme: Programme, key: str) -> str:
    """The name of the view that shows more, the last of several; a dash where none is in the deck."""
    ctx = programme.ctx
    shown = next((view.key for view in reversed(ctx.shown) if view.element == key), "")
    return ctx.say(f"{shown}.view") if shown else "–"


def count_of(programme: Programme, element: Element) -> str:
    """`10 of 12`; a dash where there is nothing to count."""
    if element.share is None or element.done is None:
        return "–"
    return programme.ctx.say("elements.of", k=element.done, n=element.whole)


def draw_table(key: str, programme: Programme, main: Box, alt: str) -> tuple[Table, Group]:
    """One row an element, in the order of the slides, with its marks laid over."""
    say, group = programme.ctx.say, f"{key}/marks"
    least = round(2.4 * EMU)
    heads = [
        Head(
            name,
            None if inch is None else round(inch * EMU),
            say(f"elements.head.{name}"),
            style,
            rank,
            least,
        )
        for name, inch, style, rank in _COLUMNS
    ]
    grid = Grid(f"{key}/table", main, heads)
    grid.head(_TOP)
    height = row_height(main.h - _TOP, len(programme.found), most=0.60)
    marks, thick = list[Shape](), round(0.11 * EMU)
    for found in programme.found:
        element, is_last = found.element, found is programme.found[-1]
        _row(grid, programme, found, height)
        grid.underline(RULE if is_last else HAIR)
        if "bar" in grid.widths:
            box = grid.box("bar", element.key)
            track = Box(box.x + 2 * _PAD, box.y + height // 2 - thick // 2, box.w - 3 * _PAD, thick)
            marks += bar(f"{group}/bar:{element.key}", track, element.share or 0.0, _FILLS[element.state])
        box = grid.box("state", element.key)
        marks.append(mark(f"{group}/{element.key}", MARKS[element.state], box.x + _PAD, box.y + height // 2))
    return grid.table(alt), Group(group, tuple(marks), grid.key, say("elements.marks"))


def _row(grid: Grid, programme: Programme, found: Found, height: int) -> None:
    """Name with its rule where the row holds two lines, count, state, how it stands, the slide."""
    say, element, room = programme.ctx.say, found.element, grid.widths
    color = "muted" if element.state == "missing" else "ink"
    is_bad = element.state == "weak"
    name, small = Style(11.5, True, color), Style(9.5)
    state = Style(10, is_bad, "risk" if is_bad else color, left=_WORD)
    told = small.but(color=color, left=_PAD)
    lines = 2 if height >= _TWO_LINES else 1
    count = name.but(align="r", size=11.5 if lines > 1 else 10)
    named = [name.para(say(f"elements.name.{element.key}"), room=room["element"])]
    if lines > 1:
        rule = small.but(color="muted")
        nouns = read_key_accounts(programme.ctx).nouns(programme.ctx)
        named.append(rule.para(say(f"elements.rule.{element.key}", **nouns), room=room["element"]))
    word = say(f"elements.state.{element.state.replace(' ', '_')}")
    cells = {
        "element": name.cell_of(*named),
        "count": count.cell(count_of(programme, element)),
        "bar": Style().cell_of(),
        "state": state.cell(word, room=room["state"]),
        "detail": told.cell(found.detail or "–", room=room["detail"], lines=lines),
        "slide": small.but(color="muted").cell(
            slide_of(programme, element.key), room=room.get("slide", 0), lines=lines
        ),
    }
    grid.row(element.key, height, cells)
