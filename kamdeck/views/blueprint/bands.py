"""The objectives of an account plan as bands: a box, and a table of strategies, initiatives and measures."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import (
    COVERED,
    EMU,
    Box,
    Cell,
    Column,
    Connector,
    Element,
    Group,
    Line,
    Para,
    Row,
    Run,
    Shape,
    Table,
    Text,
)
from kamdeck.text import Say
from kamdeck.text.measure import clip, line_height, shorten, width
from kamdeck.views.blueprint.data import Plan
from kamdeck.views.blueprint.panel import PANEL
from kamdeck.views.blueprint.words import PlanWords
from kamdeck.workbook.rows import Initiative


def _in(inches: float) -> int:
    return round(inches * EMU)


HEADS, HEAD = _in(1.56), _in(0.33)
STEPS = ("ambition", "objectives_head", "strategies", "initiatives_head", "measures")
_EDGES = tuple(_in(x) for x in (0.50, 2.42, 4.46, 6.71, 10.42, 12.83))
BOX_X, BOX_W = _in(2.42), _in(1.88)
BAND_X = _in(4.46)
WIDTHS = (_in(2.20), _in(3.90), _in(2.27))  # strategy, initiative, measure
ROW_MIN, ROW_MAX, GAP = _in(0.36), _in(0.62), _in(0.10)
MOST = 12
LEGEND = _in(6.76)
_PAD, _MARK = _in(0.17), _in(0.30)
_NAME, _SMALL = 11.0, 10.0
_STATES = ("done", "on track", "in progress", "at risk", "late", "not started")
_LOOKS = {
    "done": ("ellipse", "ink", None),
    "on track": ("ellipse", "good", None),
    "in progress": ("ellipse", "tier_b", None),
    "at risk": ("triangle", "watch", None),
    "late": ("rect", "risk", None),
    "not started": ("ellipse", "paper", Line("unknown", 1.5)),
}


def shown_rows(plan: Plan) -> tuple[Initiative, ...]:
    """The initiatives on the slide: up to twelve, fewer where many objectives take the room."""
    for count in range(min(MOST, len(plan.rows)), 1, -1):
        rows = plan.nearest(count)
        if _height(rows) >= ROW_MIN:
            return rows
    return plan.nearest(1)


def _height(rows: Sequence[Initiative]) -> int:
    """The height of a row, before it is held at the most."""
    bands = len({row.objective for row in rows})
    return (PANEL.h - (bands - 1) * GAP) // len(rows)


def make_heads(key: str, say: Say) -> Group:
    """Five arrows, from the ambition to the measures."""
    out: list[Text | Shape | Connector] = []
    for i, name in enumerate(STEPS):
        x, right = _EDGES[i], _EDGES[i + 1]
        first, last = i == 0, i == len(STEPS) - 1
        wide = right - x + (0 if last else _in(0.08))
        inset = (_in(0.17) if first else _in(0.27), 0, _in(0.12), 0)
        text = shorten(say(f"blueprint.{name}"), 11.5, wide - inset[0] - inset[2], True)
        run = Run(text, 11.5, True, "paper")
        geom = "homePlate" if first else "chevron"
        box = Box(x, HEADS, wide, HEAD)
        paras = (Para((run,)),)
        out.append(Shape(f"{key}/heads/{name}", box, geom, "ink", paras=paras, inset=inset, adjust=(36_000,)))
    return Group(f"{key}/heads", tuple(out), alt=say("blueprint.heads"))


def make_bands(key: str, words: PlanWords, rows: Sequence[Initiative]) -> tuple[Element, ...]:
    """Each objective's box, its table, and the marks on it."""
    height = min(ROW_MAX, _height(rows))
    out: list[Element] = []
    y = PANEL.y
    numbers = {name: i for i, name in enumerate(words.plan.objectives, 1)}
    for objective in dict.fromkeys(row.objective for row in rows):
        mine = _by_strategy([row for row in rows if row.objective == objective])
        tall = height * len(mine)
        out.append(_box(key, objective, numbers[objective], Box(BOX_X, y, BOX_W, tall)))
        table = _table(key, words, objective, mine, y, height)
        out.append(table)
        out += _marks(key, words, objective, mine, table, height)
        y += tall + GAP
    return tuple(out)


def _by_strategy(rows: Sequence[Initiative]) -> tuple[Initiative, ...]:
    """The rows with those of one strategy together, strategies in the sheet's order."""
    order = list(dict.fromkeys(row.strategy or "" for row in rows))
    return tuple(sorted(rows, key=lambda row: order.index(row.strategy or "")))


def _box(key: str, objective: str, number: int, box: Box) -> Group:
    group = f"{key}/objective:{objective}"
    size = 12.0
    side = min(_in(0.28), box.h - _in(0.06))
    x = box.x + _in(0.12)
    badge = Box(x, box.y + (box.h - side) // 2, side, side)
    left = x + side + _in(0.10)
    room = box.x + box.w - left - _in(0.08)
    lines = max(1, (box.h - _in(0.04)) // line_height(size))
    name = Run(clip(objective, size, room, lines, True), size, True, "ink")
    count = Run(str(number), 11, True, "paper")
    children = (
        Shape(f"{group}/box", box, "roundRect", "paper", Line("ink", 1.5), adjust=(2_000,)),
        Shape(f"{group}/number", badge, "ellipse", "ink", paras=(Para((count,), align="ctr"),), wrap=False),
        Text(f"{group}/name", (Para((name,)),), Box(left, box.y, room, box.h), anchor="ctr"),
    )
    return Group(group, children, alt=f"{number}. {objective}")


# ------------------------------------------------------------------ tables


def _table(
    key: str, words: PlanWords, objective: str, rows: Sequence[Initiative], y: int, height: int
) -> Table:
    lines: list[Row] = []
    used: dict[str, int] = {}
    for i, row in enumerate(rows):
        used[row.initiative] = used.get(row.initiative, 0) + 1
        again = f":{used[row.initiative]}" if used[row.initiative] > 1 else ""
        is_last = i == len(rows) - 1
        ends = is_last or rows[i + 1].strategy != row.strategy
        rule = None if is_last else Line("unknown", 1.0) if ends else Line("hairline", 1.0)
        cells = (
            _strategy(rows, i, height),
            _initiative(words, row, rule),
            _measure(words, row, rule),
        )
        lines.append(Row(f"{row.initiative}{again}", height, cells))
    columns = tuple(
        Column(name, wide) for name, wide in zip(("strategy", "initiative", "measure"), WIDTHS, strict=True)
    )
    alt = words.alt(objective, rows)
    return Table(f"{key}/band:{objective}", BAND_X, y, columns, tuple(lines), has_header=False, alt=alt)


def _strategy(rows: Sequence[Initiative], place: int, height: int) -> Cell:
    """The strategy, merged over its initiatives."""
    name = rows[place].strategy
    if place and rows[place - 1].strategy == name:
        return COVERED
    count = sum(row.strategy == name for row in rows)
    room = WIDTHS[0] - _PAD - _in(0.08)
    lines = max(1, (height * count - _in(0.02)) // line_height(_NAME))
    run = Run(clip(name or "–", _NAME, room, lines, True), _NAME, True, "ink")
    is_end = place + count == len(rows)
    bottom = None if is_end else Line("unknown", 1.0)
    return Cell((Para((run,)),), "panel", bottom=bottom, inset=(_PAD, 0, _in(0.08), 0), vspan=count)


def _initiative(words: PlanWords, row: Initiative, rule: Line | None) -> Cell:
    room = WIDTHS[1] - _MARK - _in(0.10)
    paras = [Para((Run(shorten(row.initiative, _NAME, room), _NAME, None, "ink"),))]
    whose = words.whose(row)
    if whose:
        paras.append(Para((Run(shorten(whose, _SMALL, room), _SMALL, None, "muted"),)))
    return Cell(tuple(paras), "panel", bottom=rule, inset=(_MARK, 0, _in(0.10), 0))


def _measure(words: PlanWords, row: Initiative, rule: Line | None) -> Cell:
    """The measure, and below it where it stands and where it should."""
    inset = (_in(0.02), 0, _in(0.08), 0)
    room = WIDTHS[2] - inset[0] - inset[2]
    if not row.measure:
        return Cell((Para((Run("–", _NAME, None, "muted"),)),), "panel", bottom=rule, inset=inset)
    arrow = f"{row.now or '–'} → "
    goal = row.goal or words.say("blueprint.goal_missing")
    if width(arrow, _SMALL) > room // 2:
        arrow = f"{shorten(row.now or '–', _SMALL, room // 2 - width(' → ', _SMALL))} → "
    goal = shorten(goal, _SMALL, room - width(arrow, _SMALL), bool(row.goal))
    color = "accent" if row.goal else "muted"
    runs = (Run(arrow, _SMALL, None, "muted"), Run(goal, _SMALL, bool(row.goal) or None, color))
    name = Run(shorten(row.measure, _NAME, room), _NAME, None, "ink")
    return Cell((Para((name,)), Para(runs)), "panel", bottom=rule, inset=inset)


def _mark(key: str, state: str, x: int, middle: int) -> Shape:
    geom, fill, line = _LOOKS[state]
    side = _in(0.12)
    return Shape(key, Box(x, middle - side // 2, side, side), geom, fill, line)


def _marks(
    key: str, words: PlanWords, objective: str, rows: Sequence[Initiative], table: Table, height: int
) -> tuple[Group, ...]:
    """The status of each initiative, beside its first line."""
    group = f"{key}/marks:{objective}"
    offset = (height - line_height(_NAME) - line_height(_SMALL)) // 2 + line_height(_NAME) // 2
    x = BAND_X + WIDTHS[0] + _in(0.07)
    out = [
        _mark(f"{group}/{line.key}", state, x, table.y + i * height + offset)
        for i, (row, line) in enumerate(zip(rows, table.rows, strict=True))
        if (state := words.plan.state(row)) in _LOOKS
    ]
    names = (f"{row.initiative}: {words.state(row)}" for row in rows if words.state(row))
    return (Group(group, tuple(out), table.key, "; ".join(names)),) if out else ()


def make_legend(key: str, words: PlanWords, rows: Sequence[Initiative]) -> tuple[Element, ...]:
    """The statuses that occur, and how many initiatives only the notes have."""
    say, out = words.say, list[Element]()
    hidden = len(words.plan.rows) - len(rows)
    tall = line_height(_SMALL) + 9_525
    if hidden:
        text = shorten(say("blueprint.more", n=hidden), _SMALL, BAND_X + WIDTHS[0] - BOX_X)
        box = Box(BOX_X, LEGEND, BAND_X + WIDTHS[0] - BOX_X, tall)
        out.append(Text(f"{key}/more", (Para((Run(text, _SMALL, None, "muted"),)),), box, anchor="ctr"))
    found = {words.plan.state(row) for row in rows}
    x = BAND_X + WIDTHS[0] + _in(0.07)
    children: list[Text | Shape | Connector] = []
    for state in _STATES:
        if state not in found:
            continue
        name = state.replace(" ", "_")
        children.append(_mark(f"{key}/legend/mark:{name}", state, x, LEGEND + tall // 2))
        text = say(f"blueprint.state.{name}")
        wide = width(text, _SMALL) + 25_400
        run = Run(text, _SMALL, None, "ink")
        box = Box(x + _in(0.20), LEGEND, wide, tall)
        word = Text(f"{key}/legend/word:{name}", (Para((run,)),), box, anchor="ctr", wrap=False)
        children.append(word)
        x += _in(0.20) + wide + _in(0.22)
    if children:
        out.append(Group(f"{key}/legend", tuple(children), alt=say("blueprint.legend")))
    return tuple(out)
