"""The table of building blocks, with a dumbbell from today's level to the target laid upon each row."""

from __future__ import annotations

from itertools import pairwise

from kamdeck.analysis.maturity import Maturity, gap_of
from kamdeck.deck.spec import (
    COVERED,
    EMU,
    Box,
    Cell,
    Column,
    Connector,
    Group,
    Line,
    Para,
    Row,
    Run,
    Shape,
    Table,
    Text,
)
from kamdeck.layout.context import Context
from kamdeck.layout.rail import BODY, label
from kamdeck.record import record
from kamdeck.text.measure import clip, line_height, shorten, width
from kamdeck.workbook.rows import BuildingBlock

LEVELS = 5
MOST_ROWS = 8
HEAD, FOOT = round(0.46 * EMU), round(0.44 * EMU)
_ROOM = round(4.38 * EMU)  # of the rows
_TALLEST = round(0.95 * EMU)
_TALL = round(0.62 * EMU)  # from here on a row holds two lines of description
_BADGE, _NAME = round(0.46 * EMU), round(3.004 * EMU)
_LEVEL, _GAP = round(0.8325 * EMU), round(0.67 * EMU)
_STEP = round(3.13 * EMU)
_OWNER = BODY.w - _BADGE - _NAME - LEVELS * _LEVEL - _GAP - _STEP
_PAD = round(0.08 * EMU)
_DOT = round(0.22 * EMU)
_LOWEST = 0.6  # where a level below the scale is drawn
_RULE, _HAIR = Line("ink", 1.05), Line("hairline", 0.75)


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

    def pages(self) -> tuple[tuple[int, int], ...]:
        """First row and stop of each slide, as even as can be."""
        count = -(-len(self.rows) // MOST_ROWS)
        return tuple(pairwise(len(self.rows) * n // count for n in range(count + 1))) if count else ()

    def level(self, value: float) -> str:
        """A level as it is shown: half levels with a decimal."""
        return self.ctx.say.number(value, 0 if value == int(value) else 1)


# ------------------------------------------------------------------ table


def make_table(key: str, blocks: Blocks, page: int, alt: str) -> Table:
    """Badge, name, five levels, gap, next step, owner; the average below the last block."""
    first, stop = blocks.pages()[page - 1]
    height = min(_TALLEST, _ROOM // (stop - first))
    rows = [_head(blocks)]
    rows += [_row(blocks, row, height, row is blocks.rows[-1]) for row in blocks.rows[first:stop]]
    if stop == len(blocks.rows):
        rows.append(_average(blocks))
    columns = (
        Column("badge", _BADGE),
        Column("block", _NAME),
        *(Column(f"level:{n}", _LEVEL) for n in range(1, LEVELS + 1)),
        Column("gap", _GAP),
        Column("next_step", _STEP),
        Column("owner", _OWNER),
    )
    return Table(f"{key}/table", BODY.x, BODY.y, columns, tuple(rows), alt=alt)


def _head(blocks: Blocks) -> Row:
    say, chosen = blocks.ctx.say, blocks.ctx.book.settings
    names = [getattr(chosen, f"maturity_level_{n}") or "" for n in range(1, LEVELS + 1)]
    cells = [_head_cell(""), _head_cell(say("building_blocks.block"), _NAME)]
    for n, name in enumerate(names, 1):
        number = Para((Run(str(n), 12, True, "ink"),), align="ctr")
        meaning = Para((Run(shorten(name, 10, _LEVEL), 10, None, "muted"),), align="ctr")
        cells.append(
            Cell((number, meaning) if name else (number,), anchor="b", bottom=_RULE, inset=(0, 0, 0, 25_400))
        )
    gap = Para((Run(shorten(say("building_blocks.gap"), 10, _GAP), 10, None, "muted"),), align="ctr")
    cells.append(Cell((gap,), anchor="b", bottom=_RULE, inset=(0, 0, 0, 25_400), is_data=False))
    cells.append(_head_cell(say("building_blocks.next_step"), _STEP, _PAD))
    cells.append(_head_cell(say("building_blocks.owner"), _OWNER))
    return Row("head", HEAD, tuple(cells))


def _head_cell(text: str, room: int = 0, left: int = 0) -> Cell:
    shown = clip(text, 10, room - left, 2) if text else ""
    para = Para((Run(shown, 10, None, "muted"),)) if text else Para()
    return Cell((para,) if text else (), anchor="b", bottom=_RULE, inset=(left, 0, 0, 25_400), is_data=False)


def _row(blocks: Blocks, row: BuildingBlock, height: int, is_last: bool) -> Row:
    say = blocks.ctx.say
    bottom = _RULE if is_last else _HAIR
    fill = "up_tint" if row in blocks.widest else None
    name = [Para((Run(shorten(row.block, 13, _NAME - _PAD, True), 13, True, "ink"),))]
    if row.description:
        lines = 2 if height >= _TALL else 1
        shown = clip(row.description, 10.5, _NAME - _PAD, lines)
        name.append(Para((Run(shown, 10.5, None, "ink"),)))
    gap = gap_of(row)
    color = "accent" if row in blocks.widest else "ink" if gap else "muted"
    shown = say.number(gap, 0 if gap == int(gap) else 1, signed=True) if gap is not None else "–"
    size = 13.0
    if row.level_target is None:
        shown, size = shorten(say("building_blocks.not_set"), 9, _GAP), 9.0
    step = clip(row.next_step or "–", 11, _STEP - 2 * _PAD, 2)
    owner = [Para((Run(shorten(row.owner or "–", 10.5, _OWNER), 10.5, None, "ink"),))]
    if row.due_on:
        due = shorten(say.date(row.due_on, "month"), 10, _OWNER)
        owner.append(Para((Run(due, 10, None, "muted"),)))
    cells = (
        Cell((), fill, bottom=bottom),
        Cell(tuple(name), fill, bottom=bottom),
        *(Cell((), fill, bottom=bottom) for _ in range(LEVELS)),
        Cell((Para((Run(shown, size, size > 9 or None, color),), align="ctr"),), fill, bottom=bottom),
        Cell((Para((Run(step, 11, None, "ink"),)),), fill, bottom=bottom, inset=(_PAD, 0, _PAD, 0)),
        Cell(tuple(owner), fill, bottom=bottom),
    )
    return Row(row.block, height, cells)


def _average(blocks: Blocks) -> Row:
    say, gap = blocks.ctx.say, blocks.maturity.mean_gap
    shown = say.number(gap, 1, signed=True) if gap is not None else "–"
    name = Para((Run(say("building_blocks.average"), 12, True, "ink"),))
    cells = (
        Cell(),
        Cell((name,), is_data=False),
        *(Cell() for _ in range(LEVELS)),
        Cell((Para((Run(shown, 12, True, "ink"),), align="ctr"),)),
        Cell(span=2),
        COVERED,
    )
    return Row("average", FOOT, cells)


# ------------------------------------------------------------------ marks


def _place(level: float) -> int:
    """Where a level stands, from the slide's left edge."""
    return BODY.x + _BADGE + _NAME + round(_LEVEL * (max(level, _LOWEST) - 0.5))


def make_marks(key: str, blocks: Blocks, page: int, table: Table) -> Group:
    """Lines of the levels, badges, dumbbells, and the averages as diamonds."""
    group = f"{key}/marks"
    first, stop = blocks.pages()[page - 1]
    top = BODY.y + HEAD
    bottom = top + sum(row.height for row in table.rows if row.key not in ("head", "average"))
    out: list[Text | Shape | Connector] = [
        Connector(f"{group}/level:{n}", points=(_place(n), top, _place(n), bottom), line=Line("grid", 1.0))
        for n in range(1, LEVELS + 1)
    ]
    for number, (row, line) in enumerate(
        zip(blocks.rows[first:stop], table.rows[1:], strict=False), first + 1
    ):
        out += _dumbbell(group, blocks, row, number, top + line.height // 2)
        top += line.height
    if table.rows[-1].key == "average":
        out += _diamonds(group, blocks, bottom + FOOT // 2)
    return Group(group, tuple(out), table.key, blocks.ctx.say("building_blocks.marks"))


def _dumbbell(
    group: str, blocks: Blocks, row: BuildingBlock, number: int, middle: int
) -> list[Text | Shape | Connector]:
    is_wide, key = row in blocks.widest, f"{group}/{row.block}"
    side = round(0.29 * EMU)
    badge = Box(BODY.x + round(0.03 * EMU), middle - side // 2, side, side)
    looks = ("tier_a", "paper") if is_wide else ("paper", "ink")
    out: list[Text | Shape | Connector] = [_disc(f"{key}/badge", badge, str(number), 11, *looks, "ink")]
    now, target = row.level_now, row.level_target
    if now is not None and target is not None and now != target:
        line = Line("accent", 4.0) if is_wide else Line("unknown", 3.0)
        out.append(Connector(f"{key}/line", points=(_place(now), middle, _place(target), middle), line=line))
    if target is not None:
        ring = _DOT + (round(0.07 * EMU) if now == target else 0)
        box = Box(_place(target) - ring // 2, middle - ring // 2, ring, ring)
        text = "" if now == target else blocks.level(target)
        out.append(_disc(f"{key}/target", box, text, 9, "paper", "accent_deep", "accent"))
    if now is not None:
        box = Box(_place(now) - _DOT // 2, middle - _DOT // 2, _DOT, _DOT)
        out.append(_disc(f"{key}/now", box, blocks.level(now), 9, "tier_a", "paper", ""))
    return out


def _disc(key: str, box: Box, text: str, size: float, fill: str, color: str, edge: str) -> Shape:
    paras = (Para((Run(text, size, True, color),), align="ctr"),) if text else ()
    return Shape(key, box, "ellipse", fill, Line(edge, 1.75) if edge else None, paras, wrap=False)


def _diamonds(group: str, blocks: Blocks, middle: int) -> list[Text | Shape | Connector]:
    """The mean level today with its figure to the left, the mean target with its figure to the right."""
    out: list[Text | Shape | Connector] = []
    side, gap, high = round(0.18 * EMU), round(0.06 * EMU), line_height(12)
    for name, value in (("today", blocks.maturity.today), ("target", blocks.maturity.target)):
        if value is None:
            continue
        text = blocks.ctx.say.number(value, 1)
        wide = width(text, 12, True) + 25_400
        x, is_now = _place(value) - side // 2, name == "today"
        left = x - gap - wide if is_now else x + side + gap
        box = Box(x, middle - side // 2, side, side)
        line = None if is_now else Line("accent", 1.75)
        out.append(Shape(f"{group}/{name}", box, "diamond", "tier_a" if is_now else "paper", line))
        beside = Box(left, middle - high // 2, wide, high)
        color = "ink" if is_now else "accent"
        out.append(label(f"{group}/{name}_value", text, beside, size=12, bold=True, color=color))
    return out


def make_legend(key: str, blocks: Blocks, table: Table) -> Group:
    """What the dots and the tint mean, beside the average or below the rows."""
    say, group = blocks.ctx.say, f"{key}/legend"
    whole = table.box
    middle = whole.y + whole.h + (-FOOT // 2 if table.rows[-1].key == "average" else round(0.2 * EMU))
    x, side, high = BODY.x + BODY.w - _OWNER - _STEP + _PAD, round(0.13 * EMU), line_height(10)
    out: list[Text | Shape | Connector] = []
    for name in ("today", "target", "widest") if blocks.widest else ("today", "target"):
        box = Box(x, middle - side // 2, side, side)
        geom, fill = ("rect", "up_tint") if name == "widest" else ("ellipse", "paper")
        line = None if name == "today" else Line("accent", 1.25)
        out.append(Shape(f"{group}/{name}_mark", box, geom, "tier_a" if name == "today" else fill, line))
        text = say(f"building_blocks.legend.{name}")
        wide = width(text, 10) + 25_400
        x += side + round(0.06 * EMU)
        out.append(label(f"{group}/{name}", text, Box(x, middle - high // 2, wide, high), color="ink"))
        x += wide + round(0.16 * EMU)
    return Group(group, tuple(out), None, say("building_blocks.marks"))
