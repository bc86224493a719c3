"""Axes of charts: grid lines, axis lines and the labels of their ticks."""

from __future__ import annotations

from kamdeck.deck.spec import Axis, Box, Para, Run
from kamdeck.pictures.canvas import Canvas
from kamdeck.pictures.chart_frame import Frame, Range, Values
from kamdeck.pictures.numbers import formatted
from kamdeck.pictures.texts import block_height, draw_lines
from kamdeck.pictures.words import Look, lines_of

GAP = 55_000  # EMU between an axis and its labels


def draw_grid(canvas: Canvas, frame: Frame, x: Axis, y: Axis, *, is_xy: bool) -> None:
    """The grid lines of both axes."""
    box = frame.box
    for axis, span, is_across in ((y, frame.y, frame.is_flat), (x, frame.x, not frame.is_flat)):
        if axis.grid is None or (axis is x and not is_xy):
            continue
        for tick in span.ticks():
            share = span.share(tick)
            if is_across:
                place = box.x + share * box.w
                canvas.course([(place, box.y), (place, box.y + box.h)], axis.grid)
            else:
                place = box.y + (1 - share) * box.h
                canvas.course([(box.x, place), (box.x + box.w, place)], axis.grid)


def draw_axis_lines(canvas: Canvas, frame: Frame, x: Axis, y: Axis, *, is_xy: bool, is_far: bool) -> None:
    """The lines of both axes, where they cross each other."""
    box = frame.box
    for axis, other, is_across, is_end in (
        (x, frame.y, not frame.is_flat, False),
        (y, frame.x, frame.is_flat, is_far),
    ):
        if axis.line is None or not axis.is_visible:
            continue
        share = _crossing(axis, other, is_end, is_category=axis is y and not is_xy)
        if is_across:
            place = box.y + (1 - share) * box.h
            canvas.course([(box.x, place), (box.x + box.w, place)], axis.line)
        else:
            place = box.x + share * box.w
            canvas.course([(place, box.y), (place, box.y + box.h)], axis.line)


def _crossing(axis: Axis, other: Range, is_far: bool, *, is_category: bool = False) -> float:
    """Where an axis stands along the other one: at its own wish, at 0, or at the end."""
    if axis.crosses_at is not None and not is_category:
        return min(max(other.share(axis.crosses_at), 0.0), 1.0)
    if is_far:
        return other.share(other.high)
    if is_category:
        return other.share(other.low)
    return other.share(min(max(0.0, other.low), other.high))


def draw_value_labels(
    canvas: Canvas, frame: Frame, axis: Axis, lang: str, bounds: Box, *, is_far: bool, is_across: bool,
    other: Range,
) -> None:  # fmt: skip
    """The numbers along a value axis: below it, or at its left, or on the far side."""
    box, look = frame.box, _look(axis)
    span = frame.x if is_across != frame.is_flat else frame.y
    is_category = not is_across and other is frame.x and other.step == 1.0 and other.low == -0.5
    is_low = axis.crosses_at is not None
    share = 0.0 if is_low else _crossing(axis, other, is_far, is_category=is_category)
    is_beyond = is_far if is_category else False
    for tick in span.ticks():
        text = formatted(tick, axis.format, lang)
        wide, high = look.width(text), look.size * 12_700 * 1.15
        along = span.share(tick)
        if is_across:
            x = box.x + along * box.w - wide / 2
            y = box.y + (1 - share) * box.h + GAP
            if is_far:
                y = box.y - GAP - high
        else:
            y = box.y + (1 - along) * box.h - high / 2
            edge = box.x + share * box.w
            x = edge + GAP if is_far or is_beyond else edge - GAP - wide
        place = Box(round(x), round(y), wide, round(high))
        _write(canvas, text, place, axis, "l")


def draw_category_labels(canvas: Canvas, frame: Frame, axis: Axis, values: Values, bounds: Box) -> None:
    """The names of the categories, always at the low end; broken where their slot is too narrow."""
    box = frame.box
    for index, label in enumerate(values.labels[: values.count]):
        share = frame.x.share(index)
        if not label:
            continue
        if frame.is_flat:
            right = box.x - GAP
            middle = box.y + (1 - share) * box.h
            slot = box.h / values.count
            room = Box(bounds.x, round(middle - slot / 2), max(right - bounds.x, 1), round(slot))
            _write(canvas, label, room, axis, "r", wraps=True)
            continue
        centre, slot = box.x + share * box.w, box.w / values.count
        top = box.y + box.h + GAP
        if axis.rot:
            _slanted(canvas, label, centre, top, axis)
            continue
        room = Box(round(centre - slot / 2), top, round(slot), max(bounds.y + bounds.h - top, 1))
        _write(canvas, label, room, axis, "ctr", wraps=True, anchor="t")


def _slanted(canvas: Canvas, label: str, x: float, y: float, axis: Axis) -> None:
    """A label turned so that it ends, or starts, at its tick."""
    look = _look(axis)
    is_rising = axis.rot < 0
    wide = look.width(label)
    drop = round(look.size * 12_700 * 0.35)
    box = Box(round(x - wide), y if isinstance(y, int) else round(y), 2 * wide, wide)
    canvas.write(label, (x, y + drop), look, align="r" if is_rising else "l", rot=axis.rot, box=box)


def _look(axis: Axis) -> Look:
    return Look(axis.size, axis.bold, False, axis.color)


def _write(
    canvas: Canvas, label: str, box: Box, axis: Axis, align: str, *, wraps: bool = False, anchor: str = "ctr"
) -> None:
    para = Para((Run(label),), align=align)  # type: ignore[arg-type]
    lines = lines_of((para,), box.w, wraps=wraps, base=_look(axis))
    if block_height(lines) > box.h:
        box = Box(box.x, box.y, box.w, block_height(lines)) if anchor == "t" else box
    draw_lines(canvas, lines, box, anchor)
