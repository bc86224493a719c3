"""The objectives of an account plan as bands: a box, and a table of strategies, initiatives and measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kamdeck.deck.spec import COVERED, EMU, Box, Cell, Connector, Element, Group, Line, Para, Run, Shape, Text
from kamdeck.figures.plans import Plan
from kamdeck.layout.grid import Grid, Head, Style
from kamdeck.layout.legend import Sign, legend, lines_of
from kamdeck.layout.marks import label
from kamdeck.record import replace
from kamdeck.text import Say
from kamdeck.text.measure import clip, fitting, line_height, shorten, width, wrap
from kamdeck.views.blueprint.sheet import Sheet
from kamdeck.views.blueprint.words import PlanWords, line_keys
from kamdeck.workbook.rows import Initiative


def _in(inches: float) -> int:
    return round(inches * EMU)


ROW_MIN, ROW_MAX, GAP = _in(0.36), _in(0.62), _in(0.10)
MOST = 12
_PAD, _MARK, _RIGHT = _in(0.17), _in(0.30), _in(0.08)
_NAME, _SMALL = 11.0, 10.0
_TWO_LINES, _NARROW = _in(0.52), _in(3.2)  # a row with names on two lines, columns that need them
_POINTS = _in(0.24)  # of an arrow, which its words keep clear of
_BETWEEN = Line("unknown", 1.0)  # strategies
_STATES = ("done", "on track", "in progress", "at risk", "late", "not started")
_LOOKS = {
    "done": ("ellipse", "ink", None),
    "on track": ("ellipse", "good", None),
    "in progress": ("ellipse", "tier_b", None),
    "at risk": ("triangle", "watch", None),
    "late": ("rect", "risk", None),
    "not started": ("ellipse", "paper", Line("unknown", 1.5)),
}


def shown_rows(plan: Plan, sheet: Sheet) -> tuple[Initiative, ...]:
    """The initiatives on the slide: up to twelve, fewer where many objectives take the room."""
    for count in range(min(MOST, len(plan.rows)), 1, -1):
        rows = plan.nearest(count)
        if _height(rows, sheet) >= ROW_MIN:
            return rows
    return plan.nearest(1)


def _height(rows: Sequence[Initiative], sheet: Sheet) -> int:
    """The height of a row, before it is held at the most."""
    bands = len({row.objective for row in rows})
    return (sheet.bands.h - (bands - 1) * GAP) // len(rows)


def make_heads(key: str, say: Say, sheet: Sheet) -> Group:
    """Arrows from the ambition to the measures; their words without what follows a comma where that does not
    fit."""
    steps = {
        "ambition": say("blueprint.ambition"),
        "objectives_head": say("blueprint.objectives_head"),
        "strategies": say("blueprint.strategies"),
        "initiatives_head": say("blueprint.initiatives_head"),
        "measures": say("blueprint.measures"),
    }
    names = list(steps)[1:] if sheet.is_stacked else list(steps)
    out: list[Text | Shape | Connector] = []
    for name, (x, right) in zip(names, pairwise(sheet.edges), strict=True):
        first, last = name == names[0], name == names[-1]
        wide = right - x + (0 if last else _in(0.08))
        inset = (_in(0.17) if first else _in(0.27), 0, _in(0.12), 0)
        room = wide - inset[0] - inset[2] - (0 if sheet.is_full else _POINTS)
        texts = (steps[name], steps[name].partition(",")[0])
        text = next((t for t in texts if width(t, 11.5, True) <= room), texts[1])
        size = fitting(text, (11.5, 10.5, 10.0, 9.0), room, bold=True)
        run = Run(shorten(text, size, room, True), size, True, "paper")
        box = Box(x, sheet.heads.y, wide, sheet.heads.h)
        geom = "homePlate" if first else "chevron"
        out.append(
            Shape(
                f"{key}/heads/{name}", box, geom, "ink", paras=(Para((run,)),), inset=inset, adjust=(36_000,)
            )
        )
    return Group(f"{key}/heads", tuple(out), alt=say("blueprint.heads"))


def make_bands(key: str, words: PlanWords, rows: Sequence[Initiative], sheet: Sheet) -> tuple[Element, ...]:
    """Each objective's box, its table, and the marks on it."""
    height = min(ROW_MAX, _height(rows, sheet))
    out: list[Element] = []
    y = sheet.bands.y
    numbers = {name: i for i, name in enumerate(words.plan.objectives, 1)}
    for objective in dict.fromkeys(row.objective for row in rows):
        mine = _by_strategy([row for row in rows if row.objective == objective])
        tall = height * len(mine)
        out.append(_box(key, objective, numbers[objective], replace(sheet.boxes, y=y, h=tall)))
        out += _band(key, words, objective, mine, replace(sheet, bands=replace(sheet.bands, y=y)), height)
        y += tall + GAP
    return tuple(out)


def _by_strategy(rows: Sequence[Initiative]) -> tuple[Initiative, ...]:
    """The rows with those of one strategy together, strategies in the sheet's order."""
    order = list(dict.fromkeys(row.strategy or "" for row in rows))
    return tuple(sorted(rows, key=lambda row: order.index(row.strategy or "")))


def _box(key: str, objective: str, number: int, box: Box) -> Group:
    """The objective in a frame, with its number on a disc."""
    group, near = f"{key}/objective:{objective}", 1.0 if box.w >= _in(1.6) else 0.6
    side = min(_in(0.28), box.h - _in(0.06))
    badge = Box(box.x + _in(0.12 * near), box.y + (box.h - side) // 2, side, side)
    left = badge.x + side + _in(0.10 * near)
    room = box.x + box.w - left - _in(0.08 * near)
    longest = max(objective.split(), key=lambda word: width(word, 12, True), default="")
    size = fitting(longest, (12.0, 11.0, 10.0, 9.5), room, bold=True)
    lines = max(1, (box.h - _in(0.04)) // line_height(size))
    name = Style(size, True).para(clip(objective, size, room, lines, True))
    count = Para((Run(str(number), 11, True, "paper"),), align="ctr")
    children = (
        Shape(f"{group}/box", box, "roundRect", "paper", Line("ink", 1.5), adjust=(2_000,)),
        Shape(f"{group}/number", badge, "ellipse", "ink", paras=(count,), wrap=False),
        Text(f"{group}/name", (name,), Box(left, box.y, room, box.h), anchor="ctr"),
    )
    return Group(group, children, alt=f"{number}. {objective}")


# ------------------------------------------------------------------ tables


def _band(
    key: str, words: PlanWords, objective: str, rows: Sequence[Initiative], sheet: Sheet, height: int
) -> Iterator[Element]:
    """The table of an objective, and the status of each initiative beside its first line."""
    heads = [
        Head(name, wide)
        for name, wide in zip(("strategy", "initiative", "measure"), sheet.widths, strict=True)
    ]
    grid, group = Grid(f"{key}/band:{objective}", sheet.bands, heads), f"{key}/marks:{objective}"
    marks = list[Shape]()
    for i, (row, line) in enumerate(zip(rows, line_keys(rows), strict=True)):
        is_last = i == len(rows) - 1
        ends = is_last or rows[i + 1].strategy != row.strategy
        rule = None if is_last else _BETWEEN if ends else Line("hairline", 1.0)
        name, lines = _initiative(words, row, rule, sheet.widths[1], height)
        cells = {
            "strategy": _strategy(rows, i, height, sheet),
            "initiative": name,
            "measure": _measure(words, row, rule, sheet.widths[2], height),
        }
        grid.row(line, height, cells)
        if (state := words.plan.state(row)) in _LOOKS:
            used_up = lines * line_height(_NAME) + line_height(_SMALL)
            middle = grid.box("initiative", line).y + (height - used_up) // 2 + line_height(_NAME) // 2
            marks.append(_mark(f"{group}/{line}", state, sheet.marks, middle))
    yield grid.table(words.alt(objective, rows), has_header=False)
    names = (words.say.colon(row.initiative, words.state(row)) for row in rows if words.state(row))
    if marks:
        yield Group(group, tuple(marks), grid.key, words.say.join(names))


def _strategy(rows: Sequence[Initiative], place: int, height: int, sheet: Sheet) -> Cell:
    """The strategy, merged over its initiatives."""
    name = rows[place].strategy
    if place and rows[place - 1].strategy == name:
        return COVERED
    count = sum(row.strategy == name for row in rows)
    room, text = sheet.widths[0] - _PAD - _RIGHT, name or "–"
    for size in (_NAME,) if sheet.is_full else (_NAME, 10.0, 9.5):
        lines = max(1, (height * count - _in(0.02)) // line_height(size))
        shown = clip(text, size, room, lines, True)
        if shown == text:
            break
    bottom = None if place + count == len(rows) else _BETWEEN
    style = Style(size, True, left=_PAD, right=_RIGHT)
    return style.cell(shown, fill="panel", bottom=bottom, vspan=count)


def _initiative(
    words: PlanWords, row: Initiative, rule: Line | None, wide: int, height: int
) -> tuple[Cell, int]:
    """The initiative above owner and date; and on how many lines its name stands."""
    name = Style(_NAME, left=_MARK, right=_in(0.10))
    small = name.but(size=_SMALL, color="muted")
    lines = 2 if wide < _NARROW and height >= _TWO_LINES else 1
    shown = name.cut(row.initiative, wide, lines)
    paras = [name.para(shown)]
    if whose := words.whose(row):
        paras.append(small.para(whose, room=wide))
    room = wide - name.left - name.right
    return name.cell_of(*paras, fill="panel", bottom=rule), len(wrap(shown, _NAME, room)) if lines > 1 else 1


def _measure(words: PlanWords, row: Initiative, rule: Line | None, wide: int, height: int) -> Cell:
    """The measure, and below it where it stands and where it should."""
    name = Style(_NAME, left=_in(0.02), right=_RIGHT)
    room = wide - name.left - name.right
    if not row.measure:
        return name.but(color="muted").cell("–", fill="panel", bottom=rule)
    now = Style(_SMALL, color="muted")
    arrow = f"{row.now or '–'} → "
    if width(arrow, _SMALL) > room // 2:
        arrow = f"{now.cut(row.now or '–', room // 2 - width(' → ', _SMALL))} → "
    goal = Style(_SMALL, bool(row.goal), "accent" if row.goal else "muted")
    target = goal.cut(words.goal(row) or words.say("blueprint.goal_missing"), room - width(arrow, _SMALL))
    lines = 2 if wide < _NARROW // 2 and height >= _TWO_LINES else 1
    paras = name.para(row.measure, room=wide, lines=lines), Para((now.run(arrow), goal.run(target)))
    return name.cell_of(*paras, fill="panel", bottom=rule)


def _mark(key: str, state: str, x: int, middle: int) -> Shape:
    geom, fill, line = _LOOKS[state]
    side = _in(0.12)
    return Shape(key, Box(x, middle - side // 2, side, side), geom, fill, line)


def make_legend(key: str, words: PlanWords, rows: Sequence[Initiative], sheet: Sheet) -> tuple[Element, ...]:
    """The statuses that occur, and how many initiatives only the notes have."""
    say, out = words.say, list[Element]()
    hidden = len(words.plan.rows) - len(rows)
    y, tall = sheet.bands.y + sheet.bands.h + _in(0.09), line_height(_SMALL) + 9_525
    left, right = sheet.boxes.x, sheet.bands.x + sheet.bands.w
    middle = sheet.bands.x + sheet.widths[0]
    if hidden:
        text = shorten(say("blueprint.more", n=hidden), _SMALL, middle - left)
        out.append(label(f"{key}/more", text, Box(left, y, middle - left, tall), size=_SMALL))
    found = {words.plan.state(row) for row in rows}
    signs = [_sign(state, words.state_word(state)) for state in _STATES if state in found]
    room = right - sheet.marks
    x = sheet.marks if hidden or len(lines_of(signs, room, _SMALL)) < 2 else left
    if signs:
        out.append(
            legend(
                f"{key}/legend",
                signs,
                Box(x, y, right - x, tall),
                say("blueprint.legend"),
                size=_SMALL,
                mark_key="mark:{}",
                word_key="word:{}",
            )
        )
    return tuple(out)


def _sign(state: str, word: str) -> Sign:
    def draw(key: str, x: int, middle: int) -> Sequence[Shape]:
        return (_mark(key, state, x, middle),)

    return Sign(state.replace(" ", "_"), word, draw, _in(0.12))
