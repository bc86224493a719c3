"""The table of building blocks, with a dumbbell from today's level to the target laid upon each row."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from kamdeck.analysis.maturity import Maturity, gap_of
from kamdeck.deck.spec import COVERED, EMU, Box, Cell, Connector, Group, Line, Para, Row, Run, Shape, Text
from kamdeck.figures.context import Context
from kamdeck.layout.grid import HAIR, HEAD, RULE, Grid, Head, Style, row_height
from kamdeck.layout.legend import HIGH, Sign, legend
from kamdeck.layout.marks import label
from kamdeck.record import record, replace
from kamdeck.text.measure import line_height, width
from kamdeck.workbook.rows import BuildingBlock

Place = Callable[[float], int]  # where a level stands, from the slide's left edge

LEVELS = 5
HEAD_HIGH, FOOT = round(0.46 * EMU), round(0.44 * EMU)
_AROUND = HEAD_HIGH + FOOT + round(0.04 * EMU)
_TALL = round(0.62 * EMU)  # from here on a row holds two lines of description
_PAD = round(0.08 * EMU)
_DOT, _SIDE = round(0.22 * EMU), round(0.13 * EMU)
_LOWEST = 0.6  # where a level below the scale is drawn
_SHARES = {  # of the body's width, and the least width in inches
    "block": (3.004, 1.5),
    "level": (0.8325, 0.40),
    "gap": (0.67, 0.50),
    "next_step": (3.13, 1.55),
}
_WHOLE, _BADGE, _OWNER = 12.33, 0.46, 0.80  # inches
_MIDDLE = HEAD.but(align="ctr")


@record
class Blocks:
    """The blocks in the sheet's order, as the slides need them."""

    ctx: Context
    maturity: Maturity

    @property
    def rows(self) -> tuple[BuildingBlock, ...]:
        """All blocks."""
        return self.maturity.blocks

    @property
    def widest(self) -> tuple[BuildingBlock, ...]:
        """The blocks to build first."""
        return self.maturity.widest

    @property
    def room(self) -> Box:
        """Where the table stands."""
        return self.ctx.frame.body

    def pages(self) -> tuple[tuple[int, int], ...]:
        """First row and stop of each slide, as many as it holds and as even as can be."""
        most = max(2, min(8, (self.room.h - _AROUND) // round(0.47 * EMU)))
        count = -(-len(self.rows) // most)
        return tuple(pairwise(len(self.rows) * n // count for n in range(count + 1))) if count else ()

    def level(self, value: float) -> str:
        """A level as it is shown: half levels with a decimal."""
        return self.ctx.say.number(value, 0 if value == int(value) else 1)


# ------------------------------------------------------------------ table


def make_grid(key: str, blocks: Blocks, page: int) -> Grid:
    """Badge, name, five levels, gap, next step, owner; the average below the last block."""
    first, stop = blocks.pages()[page - 1]
    height = row_height(blocks.room.h - _AROUND, stop - first, most=0.95)
    grid = Grid(f"{key}/table", blocks.room, _heads(blocks))
    grid.head(HEAD_HIGH, lines=2)
    _name_levels(blocks, grid)
    for row in blocks.rows[first:stop]:
        _write(grid, blocks, row, height)
        grid.underline(RULE if row is blocks.rows[-1] else HAIR)
    if stop == len(blocks.rows):
        grid.rows.append(_average(blocks, grid))
    return grid


def _heads(blocks: Blocks) -> tuple[Head, ...]:
    say, share = blocks.ctx.say, blocks.room.w / EMU / _WHOLE
    wide = {name: round(max(least, part * share) * EMU) for name, (part, least) in _SHARES.items()}
    left = HEAD.but(align=None)
    return (
        Head("badge", round(_BADGE * EMU), "", left, 1),
        Head("block", wide["block"], say("building_blocks.block"), left),
        *(Head(f"level:{n}", wide["level"], "", HEAD.but(align=None)) for n in range(1, LEVELS + 1)),
        Head("gap", wide["gap"], say("building_blocks.gap"), _MIDDLE, 2),
        Head("next_step", wide["next_step"], say("building_blocks.next_step"), left.but(left=_PAD)),
        Head("owner", None, say("building_blocks.owner"), left, 0, round(_OWNER * EMU)),
    )


def _name_levels(blocks: Blocks, grid: Grid) -> None:
    """The heads of the levels: their number, and what it means where all of these words fit."""
    chosen, head, room = blocks.ctx.book.settings, grid.rows[0], grid.width("level:1")
    names = [getattr(chosen, f"maturity_level_{n}") or "" for n in range(1, LEVELS + 1)]
    is_named = blocks.room.w >= round(11 * EMU) or all(width(name, 10) <= room for name in names)
    cells, start = list(head.cells), list(grid.widths).index("level:1")
    for n, name in enumerate(names, 1):
        number = Style(12, True, align="ctr").para(str(n))
        meaning = [_MIDDLE.para(name, room=room)] if name and is_named else []
        cells[start + n - 1] = Cell((number, *meaning), anchor="b", bottom=RULE, inset=(0, 0, 0, 25_400))
    grid.rows[0] = replace(head, cells=tuple(cells))


def _write(grid: Grid, blocks: Blocks, row: BuildingBlock, height: int) -> None:
    """The cells of one block, tinted where it is among those to build first."""
    say, room = blocks.ctx.say, grid.widths
    fill = "up_tint" if row in blocks.widest else None
    name = [Style(13, True, right=_PAD).para(row.block, room=room["block"])]
    if row.description:
        lines = 2 if height >= _TALL else 1
        name.append(Style(right=_PAD).para(row.description, room=room["block"], lines=lines))
    gap = gap_of(row)
    color = "accent" if row in blocks.widest else "ink" if gap else "muted"
    shown = say.number(gap, 0 if gap == int(gap) else 1, signed=True) if gap is not None else "–"
    style = Style(13.0, True, color, "ctr")
    if row.level_target is None:
        shown, style = say("building_blocks.not_set"), Style(9, False, color, "ctr")
    owner = [Style().para(row.owner or "–", room=room["owner"])]
    if row.due_on:
        owner.append(Style(10, color="muted").para(say.date(row.due_on, "month"), room=room["owner"]))
    step = Style(11, left=_PAD, right=_PAD)
    more = 2 if room["next_step"] > round(2.5 * EMU) else max(2, height // line_height(11))
    cells = {
        "block": Style().cell_of(*name, fill=fill),
        "gap": style.cell(shown, room=room.get("gap", 0), fill=fill),
        "next_step": step.cell(row.next_step or "–", room=room["next_step"], lines=more, fill=fill),
        "owner": Style().cell_of(*owner, fill=fill),
    }
    grid.row(row.block, height, {key: cells.get(key, Cell((), fill)) for key in grid.widths})


def _average(blocks: Blocks, grid: Grid) -> Row:
    say, gap = blocks.ctx.say, blocks.maturity.mean_gap
    shown = say.number(gap, 1, signed=True) if gap is not None else "–"
    style = Style(12, True)
    cells = {
        "block": style.cell(say("building_blocks.average"), is_data=False),
        "gap": style.but(align="ctr").cell(shown),
        "next_step": Cell(span=2),
        "owner": COVERED,
    }
    return Row("average", FOOT, tuple(cells.get(key, Cell()) for key in grid.widths))


# ------------------------------------------------------------------ marks


def _place(grid: Grid, level: float) -> int:
    """Where a level stands, from the slide's left edge."""
    first = grid.box("level:1", "head")
    return first.x + round(first.w * (max(level, _LOWEST) - 0.5))


def make_marks(key: str, blocks: Blocks, page: int, grid: Grid) -> Group:
    """Lines of the levels, badges, dumbbells, and the averages as diamonds."""
    group, place = f"{key}/marks", partial(_place, grid)
    first, stop = blocks.pages()[page - 1]
    shown = blocks.rows[first:stop]
    field = grid.box("level:1", shown[0].block, shown[-1].block)
    top, bottom = field.y, field.y + field.h
    out: list[Text | Shape | Connector] = [
        Connector(f"{group}/level:{n}", points=(place(n), top, place(n), bottom), line=Line("grid", 1.0))
        for n in range(1, LEVELS + 1)
    ]
    for number, row in enumerate(shown, first + 1):
        box = grid.box("block", row.block)
        middle = box.y + box.h // 2
        if "badge" in grid.widths:
            out.append(
                _badge(group, row, number, row in blocks.widest, grid.box("badge", row.block).x, middle)
            )
        out += _dumbbell(group, blocks, row, place, middle)
    if grid.rows[-1].key == "average":
        out += _diamonds(group, blocks, place, bottom + FOOT // 2)
    return Group(group, tuple(out), grid.key, blocks.ctx.say("building_blocks.marks"))


def _badge(group: str, row: BuildingBlock, number: int, is_wide: bool, x: int, middle: int) -> Shape:
    side = round(0.29 * EMU)
    box = Box(x + round(0.03 * EMU), middle - side // 2, side, side)
    looks = ("tier_a", "paper") if is_wide else ("paper", "ink")
    return _disc(f"{group}/{row.block}/badge", box, str(number), 11, *looks, "ink")


def _dumbbell(
    group: str, blocks: Blocks, row: BuildingBlock, place: Place, middle: int
) -> list[Text | Shape | Connector]:
    is_wide, key = row in blocks.widest, f"{group}/{row.block}"
    out: list[Text | Shape | Connector] = []
    now, target = row.level_now, row.level_target
    if now is not None and target is not None and now != target:
        line = Line("accent", 4.0) if is_wide else Line("unknown", 3.0)
        out.append(Connector(f"{key}/line", points=(place(now), middle, place(target), middle), line=line))
    if target is not None:
        ring = _DOT + (round(0.07 * EMU) if now == target else 0)
        box = Box(place(target) - ring // 2, middle - ring // 2, ring, ring)
        text = "" if now == target else blocks.level(target)
        out.append(_disc(f"{key}/target", box, text, 9, "paper", "accent_deep", "accent"))
    if now is not None:
        box = Box(place(now) - _DOT // 2, middle - _DOT // 2, _DOT, _DOT)
        out.append(_disc(f"{key}/now", box, blocks.level(now), 9, "tier_a", "paper", ""))
    return out


def _disc(key: str, box: Box, text: str, size: float, fill: str, color: str, edge: str) -> Shape:
    paras = (Para((Run(text, size, True, color),), align="ctr"),) if text else ()
    return Shape(key, box, "ellipse", fill, Line(edge, 1.75) if edge else None, paras, wrap=False)


def _diamonds(group: str, blocks: Blocks, place: Place, middle: int) -> list[Text | Shape | Connector]:
    """The mean level today with its figure to the left, the mean target with its figure to the right."""
    out: list[Text | Shape | Connector] = []
    side, gap, high = round(0.18 * EMU), round(0.06 * EMU), line_height(12)
    for name, value in (("today", blocks.maturity.today), ("target", blocks.maturity.target)):
        if value is None:
            continue
        text = blocks.ctx.say.number(value, 1)
        wide = width(text, 12, True) + 25_400
        x, is_now = place(value) - side // 2, name == "today"
        left = x - gap - wide if is_now else x + side + gap
        box = Box(x, middle - side // 2, side, side)
        line = None if is_now else Line("accent", 1.75)
        out.append(Shape(f"{group}/{name}", box, "diamond", "tier_a" if is_now else "paper", line))
        beside = Box(left, middle - high // 2, wide, high)
        color = "ink" if is_now else "accent"
        out.append(label(f"{group}/{name}_value", text, beside, size=12, bold=True, color=color))
    return out


def make_legend(key: str, blocks: Blocks, grid: Grid) -> Group:
    """What the dots and the tint mean, beside the average or below the rows."""
    say, names = blocks.ctx.say, ("today", "target", "widest") if blocks.widest else ("today", "target")
    is_beside = grid.rows[-1].key == "average"
    middle = grid.bottom + (-FOOT // 2 if is_beside else round(0.2 * EMU))
    start = grid.box("next_step", "head").x + _PAD
    box = Box(start, middle - HIGH // 2, blocks.room.x + blocks.room.w - start, HIGH)
    signs = [Sign(name, say(f"building_blocks.legend.{name}"), _look(name), _SIDE) for name in names]
    return legend(f"{key}/legend", signs, box, say("building_blocks.marks"))


def _look(name: str) -> Callable[[str, int, int], tuple[Shape, ...]]:
    geom, fill = {"today": ("ellipse", "tier_a"), "target": ("ellipse", "paper")}.get(
        name, ("rect", "up_tint")
    )
    line = None if name == "today" else Line("accent", 1.25)
    return lambda key, x, middle: (Shape(key, Box(x, middle - _SIDE // 2, _SIDE, _SIDE), geom, fill, line),)
