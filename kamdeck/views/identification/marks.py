"""What is drawn over the table of key account tests: marks, verdicts, the legend and the funnel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamdeck.analysis.identification import Mark, Screened
from kamdeck.deck.spec import EMU, Box, Connector, Element, Group, Line, Para, Run, Shape, Text
from kamdeck.figures.context import Context
from kamdeck.layout.grid import Grid
from kamdeck.layout.insights import FACT_SIZE, HEAD_SIZE, rail_ground
from kamdeck.layout.legend import HIGH, NEAR, NEXT, Sign, legend
from kamdeck.layout.marks import label
from kamdeck.text import Say
from kamdeck.text.measure import fitting, line_height, shorten, width
from kamdeck.views.identification.words import IdentificationWords

SIDE = round(0.155 * EMU)
_PAD = round(0.23 * EMU)
_FUNNEL = ("tier_c", "ramp8", "ramp9", "tier_a")
_FUNNEL_HIGH, _REST = (
    round(2.04 * EMU),
    round(2.17 * EMU),
)  # the funnel's panel, and where the next one begins
_BAR_WIDEST, _BAR_NARROWEST = round(1.08 * EMU), round(0.20 * EMU)
_BAR, _STEP = round(0.28 * EMU), round(0.375 * EMU)
_BROAD = round(0.80 * EMU)
_LEGEND, _LEGEND_GAP = round(0.19 * EMU), round(0.09 * EMU)
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
    view: str, words: IdentificationWords, grid: Grid, rows: Sequence[Screened], names: Sequence[str]
) -> Group:
    """Marks and verdicts over the rows of the table; `names` are the shown tests' keys."""
    key, children = f"{view}/marks", list[Drawn]()
    for row in rows:
        for i, name in enumerate(names):
            box = grid.box(name, row.account)
            top = box.y + (box.h - SIDE) // 2
            children += mark_shapes(
                f"{key}/{row.account}/{name}", row.marks[i], box.x + mark_inset(box.w), top
            )
        if row.verdict != "not_now":
            box = grid.box("verdict", row.account)
            children.append(_pill(f"{key}/verdict:{row.account}", words.say, row, box))
    return Group(key, tuple(children), follows=grid.key, alt=words.say("identification.marks_alt"))


def mark_inset(column: int) -> int:
    """How far a mark stands from its column's left edge."""
    return round(0.11 * column) if column >= _BROAD else round(0.03 * EMU)


def value_inset(column: int) -> int:
    """Where the figure beside the mark begins."""
    return mark_inset(column) + SIDE + round((0.055 if column >= _BROAD else 0.03) * EMU)


def _pill(key: str, say: Say, row: Screened, cell: Box) -> Shape:
    high = min(round(0.21 * EMU), cell.h - round(0.05 * EMU))
    box = Box(cell.x, cell.y + (cell.h - high) // 2, cell.w, high)
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


def _signs(words: IdentificationWords) -> list[Sign]:
    """The three marks."""
    return [_sign(words, mark) for mark in ("pass", "near", "fail")]


def _sign(words: IdentificationWords, mark: Mark) -> Sign:
    tolerance = words.say.entered(words.ctx.book.settings.near_miss_tolerance, "share")

    def draw(key: str, x: int, middle: int) -> Sequence[Drawn]:
        return mark_shapes(key, mark, x, middle - SIDE // 2)

    return Sign(mark, words.say(f"identification.legend.{mark}", tolerance=tolerance), draw, SIDE)


def _beside(words: IdentificationWords, room: int) -> int:
    """What the signs leave of a line to the rule for the verdicts; below zero where it needs its own."""
    left = room - sum(sign.wide + NEAR + width(sign.word, 10) + 25_400 + NEXT for sign in _signs(words))
    return left if width(words.rule(), 9) <= left else -1


def legend_height(words: IdentificationWords, room: int) -> int:
    """How high the legend is, with the gap above it."""
    return _LEGEND_GAP + _LEGEND + (HIGH if _beside(words, room) < 0 else 0)


def make_legend(view: str, words: IdentificationWords, main: Box) -> Group:
    """What the three marks mean, and the rule for the verdicts: beside them, or below."""
    key, rule, left = f"{view}/legend", words.rule(), _beside(words, main.w)
    alt = words.say("identification.legend_alt", rule=rule)
    line = Box(main.x, main.y + main.h - _LEGEND - (HIGH if left < 0 else 0), main.w, HIGH)
    signs = legend(key, _signs(words), line, alt, mark_key="{}", word_key="{}_text", color="muted")
    room = left if left > 0 else main.w
    size = 10.0 if width(rule, 10) <= room else 9.0
    box = Box(main.x + main.w - room, main.y + main.h - _LEGEND, room, HIGH)
    align = "r" if left > 0 else "l"
    told = label(f"{key}/rule", shorten(rule, size, room), box, size=size, align=align)
    return Group(key, (*signs.children, told), alt=alt)


# ------------------------------------------------------------------ funnel


def parted(rail: Box) -> tuple[Box, Box]:
    """A rail's two panels: the funnel's, and that of the facts."""
    return Box(rail.x, rail.y, rail.w, _FUNNEL_HIGH), Box(rail.x, rail.y + _REST, rail.w, rail.h - _REST)


def draw_funnel(
    ctx: Context, view: str, words: IdentificationWords, panel: Box, below: int
) -> tuple[Element, ...]:
    """The panel, which ends above `below`, its heading, and a bar per step, as wide as its count."""
    steps, say = words.funnel(), words.say
    x, room, foot = panel.x + _PAD, panel.w - round(0.42 * EMU), panel.y + panel.h
    ground: tuple[Shape, ...] = rail_ground(ctx, f"{view}/funnel", panel)
    if not ground:  # the layout draws one panel behind both
        ground = (Shape(f"{view}/gap", Box(panel.x, foot, panel.w, below - foot), fill="paper"),)
    heading = say("identification.funnel", first=steps[0][2], last=steps[-1][2])
    head = label(
        f"{view}/funnel_head",
        shorten(heading, HEAD_SIZE, room, True),
        Box(x, panel.y + round(0.17 * EMU), room, line_height(HEAD_SIZE) + 9525),
        size=HEAD_SIZE,
        bold=True,
        color="ink",
        anchor="t",
    )
    bars = tuple(_steps(f"{view}/funnel", steps, x, panel.y + round(0.48 * EMU), room))
    alt = say("identification.funnel_alt", steps=words.funnel_told())
    return (*ground, head, Group(f"{view}/funnel", bars, alt=alt))


def _steps(key: str, steps: Sequence[tuple[str, str, int]], x: int, y: int, room: int) -> Iterator[Drawn]:
    middle = x + room - _BAR_WIDEST // 2
    most = max(1, *(count for _, _, count in steps))
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
        size = fitting(text, (FACT_SIZE, 11.0, 10.5, 10.0, 9.5, 9.0), free, bold=name == "key")
        yield label(
            f"{key}/{name}_text",
            shorten(text, size, free, name == "key"),
            Box(x, y, free, _BAR),
            size=size,
            bold=name == "key",
            color="ink",
        )
        y += _STEP
