"""The bridge from an opening to a closing amount: a native waterfall of stacked columns, also across zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, log10
from typing import Literal

from kamdeck.analysis.mrr import Movement
from kamdeck.deck.spec import (
    EMU,
    Axis,
    Box,
    Chart,
    Connector,
    Data,
    Grid,
    Group,
    Labels,
    Line,
    Plot,
    Point,
    Series,
    Shape,
    Text,
)
from kamdeck.layout.charts import inner_of, size_for, widened
from kamdeck.layout.grid import Style
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.text.amounts import Unit, unit_for
from kamdeck.text.measure import shorten, width, wrap

_SMALLEST = 0.08 * EMU  # a lower step calls for a cut axis
_MOVES = ("new", "expansion", "reactivation", "contraction", "churn", "unexplained")
_ABOVE, _BELOW = round(0.54 * EMU), round(0.61 * EMU)  # of the plot in its panel: head; names and a note
_GAP = 47  # of the columns, in percent of a column
_LABEL, _TOTAL = 10.5, 11.0
_NAME_GAP, _LEAST_NAME, _LINES = round(0.04 * EMU), 9.0, 2  # between names; their least size, most lines
_LOOKS = (
    ("base", None),
    ("total", "tier_a"),
    ("up", "good"),
    ("down", "risk"),
    ("up_below", "good"),
    ("down_below", "risk"),
)
_PALE = {
    "total": "tier_c",
    "up": "good_mid",
    "down": "risk_mid",
    "up_below": "good_mid",
    "down_below": "risk_mid",
}


Named = tuple[Sequence[str], float]
"""The names of the columns, and their type size."""


@record
class Step:
    """One column: the amount, and the levels it leads from and to (a total stands on zero). A pale one is an
    earlier total, or the sum of several."""

    key: str
    amount: float
    before: float
    after: float
    is_total: bool = False
    is_pale: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """The lower and the upper end of what is drawn."""
        return min(self.before, self.after), max(self.before, self.after)


@record
class Scale:
    """Ends of the value axis; `cut` is True where it starts above zero."""

    least: float
    most: float
    cut: bool

    def y(self, level: float, plot: Box) -> int:
        """Where a level stands on the slide."""
        return plot.y + round((self.most - level) / (self.most - self.least) * plot.h)


@record
class Field:
    """Where columns stand: the plot's box, its scale, and how many columns share its width."""

    plot: Box
    scale: Scale
    count: int

    @property
    def pitch(self) -> float:
        """From column to column, in EMU."""
        return self.plot.w / self.count

    @property
    def half(self) -> float:
        """Half a column, in EMU."""
        return self.pitch / (1 + _GAP / 100) / 2

    def x(self, place: int) -> float:
        """The middle of a column."""
        return self.plot.x + self.pitch * (place + 0.5)

    def y(self, level: float) -> int:
        """Where a level stands on the slide."""
        return self.scale.y(level, self.plot)


def field_of(shown: Sequence[Step], panel: Box) -> Field:
    """Where the columns stand in a panel."""
    return Field(_plot_of(panel), scale_of(shown, panel), len(shown))


def name_room(panel: Box, columns: int) -> int:
    """How wide the name of each of so many columns may be, in EMU."""
    return _plot_of(panel).w // columns - _NAME_GAP


def steps_of(moved: Movement, unexplained: float = 0.0) -> tuple[Step, ...]:
    """Opening, movements and closing; reactivation and what is not explained only where they are."""
    amounts = {name: getattr(moved, name) for name in _MOVES[:-1]} | {"unexplained": unexplained}
    out = [Step("opening", moved.opening, 0.0, moved.opening, is_total=True)]
    level = moved.opening
    for name in _MOVES:
        amount = amounts[name]
        if amount or name not in ("reactivation", "unexplained"):
            out.append(Step(name, amount, level, level + amount))
            level += amount
    return (*out, Step("closing", moved.closing, 0.0, moved.closing, is_total=True))


def scale_of(shown: Sequence[Step], panel: Box) -> Scale:
    """From zero (or the lowest level below it) to a little over the highest.

    Above zero only where the smallest movement would else be lower than 0.08 in.
    """
    levels = [level for step in shown for level in step.ends]
    high, low = max(levels), min(levels)
    if high <= 0 and low >= 0:
        return Scale(0.0, 1.0, False)
    room = 0.10 * (high - low)
    moves = [abs(step.amount) for step in shown if step.amount and not step.is_total]
    lowest = min(step.amount if step.is_total else step.ends[0] for step in shown)
    if low >= 0 < lowest and moves and min(moves) / (high + room) * _plot_of(panel).h < _SMALLEST:
        start = _cut_at(lowest, high)
        if start > 0:
            return Scale(start, high + 0.10 * (high - start), True)
    return Scale(low - room if low < 0 else 0.0, high + room if high > 0 else 0.0, False)


def _plot_of(panel: Box) -> Box:
    return widened(panel, top=-_ABOVE, bottom=-_BELOW)


def _cut_at(lowest: float, high: float) -> float:
    """A round number well below the lowest level."""
    span = max(high - lowest, 0.02 * high)
    power = 10.0 ** floor(log10(span))
    unit = 5 * power if span >= 2.5 * power else power
    return max(0.0, floor((lowest - 0.6 * span) / unit) * unit)


def unit_of(shown: Sequence[Step]) -> Unit:
    """The unit of the amounts."""
    return unit_for((step.amount for step in shown), adds_up=True)


# ------------------------------------------------------------------ sheet


_AMOUNT, _BEFORE, _AFTER = "{amount}{r}", "{level}{prev}", "{level}{r}"
_LOW, _HIGH = f"MIN({_BEFORE},{_AFTER})", f"MAX({_BEFORE},{_AFTER})"
_FORMULAS = {
    "base": f"MAX(0,{_LOW})+MIN(0,{_HIGH})",
    "above": f"MAX(0,{_HIGH})-MAX(0,{_LOW})",
    "below": f"MIN(0,{_LOW})-MIN(0,{_HIGH})",
}


def make_columns(say: Say, shown: Sequence[Step]) -> tuple[Data, ...]:
    """Amounts, the level after each, and the pieces of the columns as formulas on them.

    A movement's column stands on an unseen base; where it crosses zero the base is nothing and the column
    has one piece above and one below.
    """
    levels = tuple(_AMOUNT if step.is_total else f"{_BEFORE}+{_AMOUNT}" for step in shown)
    amounts = tuple(step.amount for step in shown)
    totals = tuple(step.amount if step.is_total else None for step in shown)
    made = [
        _data(say, "amount", amounts, ("",) * (len(shown) - 1) + (_BEFORE,)),
        _data(say, "level", tuple(step.after for step in shown), levels),
        _data(say, "base", _pieces(shown, 0, "base"), _FORMULAS["base"]),
        _data(say, "total", totals, _AMOUNT),
        _data(say, "up", _pieces(shown, 1, "above"), _FORMULAS["above"]),
        _data(say, "down", _pieces(shown, -1, "above"), _FORMULAS["above"]),
    ]
    if any(step.ends[0] < 0 for step in shown):
        made.append(_data(say, "up_below", _pieces(shown, 1, "below"), _FORMULAS["below"]))
        made.append(_data(say, "down_below", _pieces(shown, -1, "below"), _FORMULAS["below"]))
    tops = tuple(step.ends[1] if is_above(step) else None for step in shown)
    feet = tuple(None if is_above(step) else step.ends[0] for step in shown)
    for key, values, formula in (("label_above", tops, _HIGH), ("label_below", feet, _LOW)):
        if any(value is not None for value in values):
            formulas = tuple(_AMOUNT if step.is_total else formula for step in shown)
            made.append(_data(say, key, values, formulas))
    return tuple(made)


def _data(say: Say, key: str, values: tuple[float | None, ...], formula: str | tuple[str, ...]) -> Data:
    """A column of the sheet; blank cells have no formula."""
    each = (formula,) * len(values) if isinstance(formula, str) else formula
    shown = tuple("" if value is None else text for value, text in zip(values, each, strict=True))
    return Data(key, say(f"waterfall.{key}"), values, "#,##0", formulas=shown)


def _pieces(shown: Sequence[Step], sign: int, kind: str) -> tuple[float | None, ...]:
    """The base of every movement, or what its column has above or below zero; `sign` picks gains or
    losses."""
    out: list[float | None] = []
    for step in shown:
        low, high = step.ends
        values = {
            "base": max(0.0, low) + min(0.0, high),
            "above": max(0.0, high) - max(0.0, low),
            "below": min(0.0, low) - min(0.0, high),
        }
        is_wanted = not step.is_total and (not sign or step.amount * sign > 0)
        out.append(values[kind] if is_wanted else None)
    return tuple(out)


def is_above(step: Step) -> bool:
    """Whether the label stands above the column: totals on their far side from zero, losses below."""
    return step.amount >= 0


# ------------------------------------------------------------------ chart


def waterfall(
    view: str,
    say: Say,
    shown: Sequence[Step],
    panel: Box,
    alt: str,
    named: Named,
    unit: Unit | None = None,
) -> tuple[Chart | Group, ...]:
    """The chart in its panel, and the lines that carry each level on. The columns are `named`; amounts
    are in `unit`, that of a sum where none is given."""
    field = field_of(shown, panel)
    plot, scale = field.plot, field.scale
    columns = make_columns(say, shown)
    has = {column.key: any(column.values) for column in columns}
    bars = tuple(
        Series(key, key, fill=fill, points=_pale(key, shown)) for key, fill in _LOOKS if has.get(key)
    )
    labels, size = named
    box = widened(plot, top=round(0.12 * EMU), bottom=round(0.33 * EMU))
    chart = Chart(
        f"{view}/bridge",
        box,
        Grid(tuple(step.key for step in shown), tuple(labels), columns, label_head=say("waterfall.step")),
        (
            Plot("column", bars, "stacked", gap=_GAP, overlap=100),
            Plot("line", _label_series(say, shown, unit or unit_of(shown)), "standard"),
        ),
        x=Axis(size=size, color="ink", line=Line("muted", 1.0)),
        y=Axis(scale.least, scale.most, is_visible=False),
        inner=inner_of(box, plot),
        alt=alt,
    )
    return (chart, *_marks(view, say, shown, field))


def cut_note(say: Say, scale: Scale) -> str:
    """Where the columns of a cut axis start."""
    places = next((n for n in range(3) if round(scale.least, 6) % 10 ** (6 - n) == 0), 3)
    return say("waterfall.cut", level=say.money(scale.least, places))


def movement_names(say: Say, shown: Sequence[Step], panel: Box) -> Named:
    """What the movements of MRR are called: whole where all of them fit, else abbreviated."""
    room = name_room(panel, len(shown))
    forms = [[say(f"retention.{form}.{step.key}") for step in shown] for form in ("step", "step_short")]
    sized = ((form, size_for(form, room)) for form in forms)
    cut = [shorten(name, _LEAST_NAME, room) for name in forms[-1]], _LEAST_NAME
    return next(((form, size) for form, size in sized if size), cut)


def names_in(room: int, names: Iterable[Sequence[str]]) -> Named:
    """The columns' names, each the first of its wordings that stands on two lines of a column's room without
    a broken word, else cut to one."""
    found = []
    for wordings in names:
        fits = (text for text in wordings if _is_within(text, room))
        found.append(next(fits, None) or shorten(wordings[-1], _LEAST_NAME, room))
    return found, _LEAST_NAME


def _is_within(name: str, room: int) -> bool:
    is_whole = all(width(word, _LEAST_NAME) <= room for word in name.split())
    return is_whole and len(wrap(name, _LEAST_NAME, room)) <= _LINES


def _pale(key: str, shown: Sequence[Step]) -> tuple[Point, ...]:
    """The points of a series that are pale."""
    return tuple(
        Point(step.key, _PALE[key]) for step in shown if step.is_pale and key in _PALE and _has(key, step)
    )


def _has(key: str, step: Step) -> bool:
    """Whether a series draws a step."""
    return (
        step.is_total if key == "total" else not step.is_total and (step.amount > 0) == key.startswith("up")
    )


def _label_series(say: Say, shown: Sequence[Step], unit: Unit) -> tuple[Series, ...]:
    """Unseen lines whose points bear the amounts: labels of stacked columns cannot stand outside them."""
    out = list[Series]()
    sides: tuple[tuple[str, Literal["t", "b"]], ...] = (("label_above", "t"), ("label_below", "b"))
    for key, side in sides:
        points = []
        for step in shown:
            if is_above(step) == (side == "t"):
                text = say.number(step.amount / unit.scale, unit.places, signed=not step.is_total)
                size = _TOTAL if step.is_total else _LABEL
                color = "ink" if step.is_total or not step.amount else "good" if step.amount > 0 else "risk"
                paras = (Style(size, True, color, "ctr").para(text),)
                points.append(Point(step.key, None, Labels("value", side, "", size, True, color, paras)))
        if points:
            out.append(Series(key, key, labels=Labels("none"), points=tuple(points)))
    return tuple(out)


def _marks(view: str, say: Say, shown: Sequence[Step], field: Field) -> tuple[Group, ...]:
    """Thin lines that carry each level to the next column, and the break of a cut axis."""
    group, half, out = f"{view}/bridge_marks", field.half, list[Text | Shape | Connector]()
    for i, step in enumerate(shown[:-1]):
        if step.is_total and shown[i + 1].is_total:
            continue  # an earlier total stands apart
        y = field.y(step.after)
        start = half if step.amount else -half  # a step of nothing has no column to carry the level
        left, right = round(field.x(i) + start), round(field.x(i + 1) - half)
        line = Line("muted", 0.75)
        out.append(Connector(f"{group}/level:{step.key}", points=(left, y, right, y), line=line))
    for i in [n for n, step in enumerate(shown) if step.is_total and field.scale.cut]:
        wide, tall = round(2 * half * 1.12), round(0.09 * EMU)
        x, y = round(field.x(i)) - wide // 2, field.plot.y + field.plot.h - round(0.34 * EMU)
        box = Box(x, y, wide, tall)
        out.append(Shape(f"{group}/break:{shown[i].key}", box, "rect", "paper", rot=-8.0))
    return (Group(group, tuple(out), f"{view}/bridge", say("waterfall.marks")),) if out else ()
