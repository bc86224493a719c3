"""What is drawn over the table of key account tests: marks, verdicts, the legend and the funnel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamdeck.analysis.identification import Mark, Screened
from kamdeck.deck.spec import EMU, Box, Connector, Group, Line, Para, Run, Shape, Table, Text, inches
from kamdeck.layout.rail import FACT_SIZE, HEAD_SIZE, MAIN, RAIL, label
from kamdeck.text import Say
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.identification.words import IdentificationWords

SIDE = round(0.155 * EMU)
PANEL = inches(10.13, 1.56, 2.71, 2.04)
REST = Box(RAIL.x, round(3.73 * EMU), RAIL.w, RAIL.y + RAIL.h - round(3.73 * EMU))
_LEGEND_Y = round(6.69 * EMU)
_PAD = round(0.23 * EMU)
_FUNNEL = ("tier_c", "ramp8", "ramp9", "tier_a")
_BAR_WIDEST, _BAR_NARROWEST = round(1.08 * EMU), round(0.20 * EMU)
_BAR, _STEP = round(0.28 * EMU), round(0.375 * EMU)
_BROAD = round(0.80 * EMU)
Drawn = Text | Shape | Connector


def mark_shapes(key: str, mark: Mark, x: int, y: int, side: int = SIDE) -> tuple[Drawn, ...]:
    """A tick on a disc, an exclamation mark on a triangle, a cross on a square: colour and shape together."""
    if mark == "pass":
        return (
            Shape(key, Box(x, y, side, side), "ellipse", "good"),
            _stroke(f"{key}/down", x + 0.36 * side, y + 0.60 * side, 0.30 * side, 45),
            _stroke(f"{key}/up", x + 0.59 * side, y + 0.51 * side, 0.52 * side, -48),
        )
    if mark == "near":
        bar = round(0.10 * side)
        left = x + (side - bar) // 2
        return (
            Shape(key, Box(x - side // 20, y, side + side // 10, side), "triangle", "watch"),
            Shape(f"{key}/stroke", Box(left, y + round(0.36 * side), bar, round(0.30 * side)), fill="paper"),
            Shape(f"{key}/dot", Box(left, y + round(0.74 * side), bar, bar), fill="paper"),
        )
    if mark == "fail":
        inner = round(0.86 * side)
        inset = (side - inner) // 2
        return (
            Shape(key, Box(x, y, side, side), fill="risk"),
            Shape(f"{key}/cross", Box(x + inset, y + inset, inner, inner), "mathMultiply", "paper"),
        )
    return ()


def _stroke(key: str, x: float, y: float, length: float, rot: float) -> Shape:
    """A white stroke around a middle point, turned by `rot` degrees."""
    thick = 0.12 * SIDE
    box = Box(round(x - length / 2), round(y - thick / 2), round(length), round(thick))
    return Shape(key, box, fill="paper", rot=rot)


def make_marks(
    view: str, words: IdentificationWords, table: Table, rows: Sequence[Screened], names: Sequence[str]
) -> Group:
    """Marks and verdicts over the rows of the table; `names` are the shown tests' keys."""
    key, y = f"{view}/marks", table.y + table.rows[0].height
    children: list[Drawn] = []
    lefts = [table.x]
    for column in table.columns:
        lefts.append(lefts[-1] + column.width)
    verdict = Box(lefts[-2], 0, table.columns[-1].width, 0)
    for row, drawn in zip(rows, table.rows[1:], strict=False):
        top = y + (drawn.height - SIDE) // 2
        for i, name in enumerate(names):
            x = lefts[i + 1] + mark_inset(table.columns[i + 1].width)
            children += mark_shapes(f"{key}/{row.account}/{name}", row.marks[i], x, top)
        if row.verdict != "not_now":
            children.append(_pill(f"{key}/verdict:{row.account}", words.say, row, verdict, y, drawn.height))
        y += drawn.height
    return Group(key, tuple(children), follows=table.key, alt=words.say("identification.marks_alt"))


def mark_inset(column: int) -> int:
    """How far a mark stands from its column's left edge."""
    return round(0.11 * column) if column >= _BROAD else round(0.03 * EMU)


def value_inset(column: int) -> int:
    """Where the figure beside the mark begins."""
    return mark_inset(column) + SIDE + round((0.055 if column >= _BROAD else 0.03) * EMU)


def _pill(key: str, say: Say, row: Screened, column: Box, y: int, height: int) -> Shape:
    high = min(round(0.21 * EMU), height - round(0.05 * EMU))
    box = Box(column.x, y + (height - high) // 2, column.w, high)
    is_key = row.verdict == "key"
    run = Run(say(f"identification.{row.verdict}"), 10, True, "paper" if is_key else "accent")
    return Shape(
        key,
        box,
        "roundRect",
        "accent_deep" if is_key else "paper",
        Line("accent_deep" if is_key else "accent", 1.25),
        (Para((run,), align="ctr"),),
        adjust=(50_000,),
    )


# ------------------------------------------------------------------ legend


def make_legend(view: str, words: IdentificationWords) -> Group:
    """What the three marks mean, and the rule for the verdicts."""
    say, key = words.say, f"{view}/legend"
    high, x = line_height(10) + 12_700, MAIN.x
    tolerance = say.percent(words.ctx.book.settings.near_miss_tolerance)
    children: list[Drawn] = []
    marks: tuple[Mark, ...] = ("pass", "near", "fail")
    for mark in marks:
        text = say(f"identification.legend.{mark}", tolerance=tolerance)
        children += mark_shapes(f"{key}/{mark}", mark, x, _LEGEND_Y + (high - SIDE) // 2)
        x += SIDE + round(0.07 * EMU)
        wide = width(text, 10) + 25_400
        children.append(label(f"{key}/{mark}_text", text, Box(x, _LEGEND_Y, wide, high)))
        x += wide + round(0.20 * EMU)
    room = MAIN.x + MAIN.w - x
    rule = words.rule()
    size = 10.0 if width(rule, 10) <= room else 9.0
    box = Box(x, _LEGEND_Y, room, high)
    children.append(label(f"{key}/rule", shorten(rule, size, room), box, size=size, align="r"))
    return Group(key, tuple(children), alt=say("identification.legend_alt", rule=rule))


# ------------------------------------------------------------------ funnel


def make_funnel(view: str, words: IdentificationWords) -> tuple[Shape | Text | Group, ...]:
    """The panel's lower end, its heading, and a bar per step, as wide as its count."""
    steps, say = words.funnel(), words.say
    x, room = PANEL.x + _PAD, PANEL.w - round(0.42 * EMU)
    gap = Shape(
        f"{view}/gap", Box(PANEL.x, PANEL.y + PANEL.h, PANEL.w, REST.y - PANEL.y - PANEL.h), fill="paper"
    )
    heading = say("identification.funnel", first=steps[0][2], last=steps[-1][2])
    head = label(
        f"{view}/funnel_head",
        shorten(heading, HEAD_SIZE, room, True),
        Box(x, PANEL.y + round(0.17 * EMU), room, line_height(HEAD_SIZE) + 9525),
        size=HEAD_SIZE,
        bold=True,
        color="ink",
        anchor="t",
    )
    children = tuple(_steps(f"{view}/funnel", steps, x, room))
    told = ", ".join(f"{text} {count}" for _, text, count in steps)
    return gap, head, Group(f"{view}/funnel", children, alt=say("identification.funnel_alt", steps=told))


def _steps(key: str, steps: Sequence[tuple[str, str, int]], x: int, room: int) -> Iterator[Drawn]:
    middle = x + room - _BAR_WIDEST // 2
    most = max(1, *(count for _, _, count in steps))
    y = PANEL.y + round(0.48 * EMU)
    for (name, text, count), fill in zip(steps, _FUNNEL, strict=True):
        figure = f"{count:d}"
        narrowest = max(_BAR_NARROWEST, width(figure, 11, True) + round(0.06 * EMU))
        wide = max(narrowest, round(_BAR_WIDEST * count / most))
        color = "paper" if fill in ("ramp9", "tier_a") else "ink"
        run = Run(figure, 11, True, color)
        yield Shape(
            f"{key}/{name}",
            Box(middle - wide // 2, y, wide, _BAR),
            fill=fill,
            paras=(Para((run,), align="ctr"),),
            wrap=False,
        )
        free = middle - wide // 2 - x - round(0.05 * EMU)
        size = next(
            (s for s in (FACT_SIZE, 11.0, 10.5, 10.0, 9.5) if width(text, s, name == "key") <= free), 9.0
        )
        yield label(
            f"{key}/{name}_text",
            shorten(text, size, free, name == "key"),
            Box(x, y, free, _BAR),
            size=size,
            bold=name == "key",
            color="ink",
        )
        y += _STEP
