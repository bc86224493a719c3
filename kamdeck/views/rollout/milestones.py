"""The milestones of the rollout calendar as diamonds, their names on as few lines as keep them apart."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Box, Group, Line, Para, Run, Shape
from kamdeck.layout.marks import numbered
from kamdeck.record import record
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.rollout.axis import Axis
from kamdeck.views.rollout.pages import HEAD
from kamdeck.views.rollout.words import RolloutWords
from kamdeck.workbook.rows import Milestone

SIDE = round(0.15 * EMU)
_SIZE = 10.0
_LEVELS = 3
_LINE = line_height(_SIZE)
_GAP = round(0.08 * EMU)
_LEAST = round(0.5 * EMU)  # a name with less room is left to the speaker notes
_WIDEST = round(1.5 * EMU)  # of a name, where names are many


@record
class Name:
    """A milestone's name: on which line, from where on, and as it is shown ("" = not at all)."""

    row: Milestone
    level: int
    x: int
    text: str


@record
class Strip:
    """The row of milestones: every name with its place; `height` of the row in EMU, 0 without milestones."""

    names: tuple[Name, ...]
    height: int

    @property
    def cut(self) -> tuple[Milestone, ...]:
        """The milestones whose names are shown cut or not at all."""
        return tuple(name.row for name in self.names if name.text != name.row.milestone)


def lay_out(words: RolloutWords, axis: Axis) -> Strip:
    """Names on one line where they fit, else on two or three; then cut to what room there is."""
    rows = [row for row in words.programme.milestones if axis.holds(row.due_on)]
    rows += [row for row in words.programme.milestones if row not in rows]
    if not rows:
        return Strip((), 0)
    for levels in range(1, _LEVELS + 1):
        names = _place(words, axis, rows, levels, levels == _LEVELS)
        if names is not None:
            break
    used = 1 + max(name.level for name in names or ())
    return Strip(tuple(names or ()), round(0.29 * EMU) + used * _LINE)


def _text(words: RolloutWords, axis: Axis, row: Milestone) -> str:
    if axis.holds(row.due_on):
        return row.milestone
    return words.milestone_beyond(row, row.due_on > axis.end)


def _place(
    words: RolloutWords, axis: Axis, rows: list[Milestone], levels: int, may_cut: bool
) -> list[Name] | None:
    """Every name on one of so many lines, as close to its diamond as those before it allow."""
    ends = [axis.left] * levels
    placed: list[Name] = []
    for row in sorted(rows, key=lambda row: row.due_on):
        text = _text(words, axis, row)
        if may_cut:
            text = shorten(text, _SIZE, _WIDEST, _is_bold(words, row))
        wide, middle = _wide(text, _is_bold(words, row)), axis.after(row.due_on)
        wanted = max(axis.left, min(middle - wide // 2, axis.right - wide))
        wanted = _clear_of(_today(words, axis), wanted, wide, middle)
        spots = [(max(wanted, end), level) for level, end in enumerate(ends)]
        fitting = [(x, lv) for x, lv in spots if x <= max(wanted, middle - SIDE) and x + wide <= axis.right]
        if fitting:
            x, level = min(fitting, key=lambda spot: (abs(spot[0] - wanted) > _GAP, spot[1]))
        elif not may_cut:
            return None
        else:
            x, level = min(spots)
            x = min(x, max(axis.left, middle + SIDE))
            x = max(x, ends[level])
            room = min(axis.right - x, _WIDEST)
            is_near = x <= middle + _GAP
            text = shorten(text, _SIZE, room, _is_bold(words, row)) if is_near and room >= _LEAST else ""
            wide = _wide(text, _is_bold(words, row)) if text else 0
        placed.append(Name(row, level, x, text))
        if text:
            ends[level] = x + wide + _GAP
    return placed


def _today(words: RolloutWords, axis: Axis) -> int | None:
    """Where the line of the as-of date runs."""
    day = words.programme.as_of
    return axis.after(day) if day and axis.holds(day) else None


def _clear_of(line: int | None, x: int, wide: int, middle: int) -> int:
    """The name moved aside where the line would strike it, as long as it still touches its diamond."""
    pad = _GAP // 2
    if line is None or not x - pad < line < x + wide + pad:
        return x
    left, right = line - pad - wide, line + pad
    near = [spot for spot in (left, right) if spot - SIDE <= middle <= spot + wide + SIDE]
    return min(near, key=lambda spot: abs(spot - x), default=x)


def _is_bold(words: RolloutWords, row: Milestone) -> bool:
    return row.reached or words.programme.is_overdue(row)


def _wide(text: str, bold: bool) -> int:
    return width(text, _SIZE, bold) + 12_700


def make_milestones(view: str, words: RolloutWords, axis: Axis, strip: Strip, top: int) -> tuple[Group, ...]:
    """A diamond per milestone: filled when reached, red when it was missed, and its name below."""
    if not strip.names:
        return ()
    group, top = f"{view}/milestones", top + HEAD
    middle = top + round(0.14 * EMU)
    keys = numbered(name.row.milestone for name in strip.names)
    diamonds: list[Shape] = []
    labels: list[Shape] = []
    for name, own in zip(strip.names, keys, strict=True):
        row, key = name.row, f"{group}/{own}"
        color = milestone_color(words, row)
        if axis.holds(row.due_on):
            box = Box(axis.after(row.due_on) - SIDE // 2, middle - SIDE // 2, SIDE, SIDE)
            diamonds.append(diamond(key, box, color, row.reached))
        if name.text:
            wide = _wide(name.text, _is_bold(words, row))
            y = top + round(0.24 * EMU) + name.level * _LINE
            run = Run(name.text, _SIZE, _is_bold(words, row) or None, color)
            box = Box(name.x, y, wide, _LINE)
            paras = (Para((run,), align="ctr"),)
            labels.append(Shape(f"{key}/name", box, fill="paper", paras=paras, wrap=False))
    return (Group(group, (*labels, *diamonds), f"{view}/table", words.milestones_alt()),)


def milestone_color(words: RolloutWords, row: Milestone) -> str:
    """Red where a milestone was missed."""
    return "risk" if words.programme.is_overdue(row) else "ink"


def diamond(key: str, box: Box, color: str, is_filled: bool) -> Shape:
    """A milestone's mark: filled when reached."""
    return Shape(
        key, box, "diamond", "ink" if is_filled else "paper", None if is_filled else Line(color, 1.5)
    )
