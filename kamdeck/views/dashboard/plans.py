"""MRR by plan: stacked columns month by month, the upsell plan at the base and in the darkest colour."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import (
    EMU,
    Axis,
    Box,
    Chart,
    Data,
    Element,
    Grid,
    Group,
    Labels,
    Line,
    Para,
    Plot,
    Point,
    Run,
    Series,
    Text,
)
from kamdeck.layout.rail import BODY
from kamdeck.layout.status import panel_head
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.dashboard.layers import Layer, make_layers
from kamdeck.views.subscriptions import YEAR, Portfolio, Unit, choose_unit, month_name

ROOM = round(6.04 * EMU)
HEAD = round(2.565 * EMU)
_LEFT, _WIDE = BODY.x, round(5.03 * EMU)
_TOP = round(2.90 * EMU)
_BELOW = round(0.24 * EMU)  # the months' names
_BAR = round(0.62 * EMU)  # the widest column


@record
class Plan:
    """The measures of the chart: the plot, the end of its axis, the months shown and the unit.

    `gaps` are the places of the months that have no rows.
    """

    plot: Box
    top: float
    months: tuple[tuple[int, int], ...]
    totals: tuple[float, ...]
    unit: Unit
    gaps: tuple[int, ...]

    @property
    def pitch(self) -> float:
        """The width of one month in EMU."""
        return self.plot.w / len(self.months)

    @property
    def gap(self) -> int:
        """The gap between columns in percent of a column."""
        return max(14, min(500, round((self.pitch / _BAR - 1) * 100)))

    @property
    def bar(self) -> float:
        """The width of a column in EMU."""
        return self.pitch * 100 / (100 + self.gap)

    def shown(self, values: Sequence[float]) -> tuple[float | None, ...]:
        """The values by month, none in the gaps."""
        return tuple(None if i in self.gaps else value for i, value in enumerate(values))

    def height(self, value: float) -> int:
        """How high a value stands, in EMU."""
        return round(self.plot.h * value / self.top)


def draw_plans(view: str, portfolio: Portfolio, bottom: int, alt: str) -> tuple[Element, ...]:
    """Head, chart and the plans' names beside the last column; the columns stand on `bottom`."""
    say = portfolio.ctx.say
    plan = _lay_out(portfolio, bottom)
    layers = make_layers(portfolio, len(plan.months))
    unit = say("dashboard.plans_unit", unit=plan.unit.head(say))
    return (
        *panel_head(
            f"{view}/plans",
            say("dashboard.plans" if len(layers) > 1 else "dashboard.mrr"),
            unit,
            _LEFT,
            HEAD,
            ROOM,
        ),
        _chart(view, portfolio, plan, layers, alt),
        *_names(view, portfolio, plan, layers),
    )


def _lay_out(portfolio: Portfolio, bottom: int) -> Plan:
    known = portfolio.levels
    totals = known.total[-YEAR:]
    plot = Box(_LEFT, _TOP, _WIDE, bottom - _TOP)
    room = plot.h - round(0.21 * EMU)  # the totals stand on top
    largest = max(totals)
    return Plan(
        plot,
        largest * plot.h / room if largest > 0 else 1.0,
        known.months[-YEAR:],
        totals,
        choose_unit(totals),
        tuple(i for i, month in enumerate(known.months[-YEAR:]) if month in known.missing),
    )


# ------------------------------------------------------------------ the native chart


def _chart(view: str, portfolio: Portfolio, plan: Plan, layers: Sequence[Layer], alt: str) -> Chart:
    say = portfolio.ctx.say
    margin = round(0.05 * EMU)
    box = Box(_LEFT - margin, plan.plot.y - margin, plan.plot.w + 2 * margin, plan.plot.h + margin + _BELOW)
    keys = tuple(f"{year}-{month:02d}" for year, month in plan.months)
    columns = [Data(_column(layer), layer.name, plan.shown(layer.values), "#,##0") for layer in layers]
    ends = f"{{{_column(layers[0])}}}{{r}}:{{{_column(layers[-1])}}}{{r}}"
    columns.append(Data("total", say("dashboard.total"), plan.shown(plan.totals), "#,##0", f"SUM({ends})"))
    stacked = Plot(
        "column",
        tuple(_series(say, plan, keys, layer) for layer in layers),
        "stacked",
        plan.gap,
        100,
    )
    return Chart(
        f"{view}/chart",
        box,
        Grid(
            keys,
            tuple(month_name(say, month, "short") for month in plan.months),
            tuple(columns),
            label_head=say("dashboard.month"),
        ),
        (stacked, Plot("line", (_totals(say, plan, keys),), "standard")),
        x=Axis(line=Line("unknown", 0.75), size=10 if _widest_month(portfolio, plan) <= plan.pitch else 9),
        y=Axis(0, plan.top, is_visible=False),
        inner=(margin / box.w, margin / box.h, plan.plot.w / box.w, plan.plot.h / box.h),
        alt=alt,
    )


def _column(layer: Layer) -> str:
    return layer.key.replace("{", "(").replace("}", ")")


def _widest_month(portfolio: Portfolio, plan: Plan) -> int:
    return max(width(month_name(portfolio.ctx.say, month, "short"), 10) for month in plan.months)


def _series(say: Say, plan: Plan, keys: Sequence[str], layer: Layer) -> Series:
    """A plan; the emphasised one carries its values where every column is wide enough for its own."""
    ends = (0, len(keys) - 1)
    size = _label_size(say, plan, layer, ends)
    points = [
        Point(key, labels=Labels("value", "ctr", plan.unit.format(say), size, i in ends, "paper"))
        for i, (key, value) in enumerate(zip(keys, layer.values, strict=True))
        if size and plan.height(value) >= line_height(10)
    ]
    return Series(
        layer.key,
        _column(layer),
        fill=layer.fill,
        line=Line("paper", 0.75),
        labels=Labels("none"),
        points=tuple(points),
    )


def _label_size(say: Say, plan: Plan, layer: Layer, ends: tuple[int, int]) -> float:
    """The size of the values inside their segments; 0 where one is too wide, or the plan not emphasised."""
    if not layer.is_upsell:
        return 0
    texts = [(plan.unit.text(say, value), i in ends) for i, value in enumerate(layer.values)]
    sizes = (s for s in (10.0, 9.0) if all(width(text, s, is_bold) <= plan.bar for text, is_bold in texts))
    return next(sizes, 0)


def _totals(say: Say, plan: Plan, keys: Sequence[str]) -> Series:
    """Totals on top: on all columns where they fit, else on the first and the last, which are bold."""
    texts = [plan.unit.text(say, total) for total in plan.totals]
    size = next((s for s in (10.0, 9.0) if max(width(t, s) for t in texts) <= plan.pitch), 0)
    code = plan.unit.format(say)
    bold = Labels("value", "t", code, size or 9, True)
    ends = dict.fromkeys((keys[0], keys[-1])) if 0 not in plan.gaps else (keys[-1],)
    return Series(
        "total",
        "total",
        labels=Labels("value", "t", code, size) if size else Labels("none"),
        points=tuple(Point(key, labels=bold) for key in ends),
    )


# ------------------------------------------------------------------ names beside the last column


def _names(view: str, portfolio: Portfolio, plan: Plan, layers: Sequence[Layer]) -> tuple[Group, ...]:
    """Each plan's name, value and change beside its segment of the last column."""
    if len(layers) < 2:
        return ()
    group, high = f"{view}/names", 2 * line_height(10) + 12_700
    x = plan.plot.x + plan.plot.w + round(0.10 * EMU)
    room = _LEFT + ROOM - x
    below, middles = 0.0, []
    for layer in layers:
        middles.append(plan.plot.y + plan.plot.h - plan.height(below + layer.values[-1] / 2))
        below += layer.values[-1]
    lowest = plan.plot.y + plan.plot.h + round(0.02 * EMU)
    children = []
    for layer, middle in zip(layers, middles, strict=True):
        bottom = min(middle + high // 2, lowest)
        lowest = bottom - high
        children.append(_name(group, portfolio, plan, layer, Box(x, bottom - high, room, high)))
    return (Group(group, tuple(children), f"{view}/chart", portfolio.ctx.say("dashboard.names_alt")),)


def _name(group: str, portfolio: Portfolio, plan: Plan, layer: Layer, box: Box) -> Text:
    say = portfolio.ctx.say
    color = "ink" if layer.is_upsell else "muted"
    bold = layer.is_upsell or None
    value = plan.unit.text(say, layer.values[-1])
    if layer.before is not None:
        change = (
            say.percent(layer.values[-1] / layer.before - 1, signed=True)
            if layer.before
            else say("dashboard.new_plan")
        )
        whole = f"{value} {change}"
        value = whole if width(whole, 10, bool(bold)) <= box.w else value
    lines = (layer.name, value)
    paras = tuple(Para((Run(shorten(text, 10, box.w, bool(bold)), 10, bold, color),)) for text in lines)
    return Text(f"{group}/{layer.key}", paras, box, anchor="ctr")
