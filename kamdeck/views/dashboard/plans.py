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
    Plot,
    Point,
    Series,
    Text,
)
from kamdeck.figures.portfolio import YEAR, Portfolio, month_name
from kamdeck.layout.charts import column_key, inner_of, size_for, widened
from kamdeck.layout.grid import Style
from kamdeck.layout.status import panel_head
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.text.amounts import Unit, unit_for
from kamdeck.text.measure import line_height, width
from kamdeck.views.dashboard.layers import Layer

ABOVE, BELOW = round(0.335 * EMU), round(0.24 * EMU)  # the panel's head; the months' names
_NAMES = round(1.01 * EMU)
_BAR = round(0.62 * EMU)  # the widest column
_MARGIN = round(0.05 * EMU)
_CODE = "#,##0"


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
    def keys(self) -> tuple[str, ...]:
        """A key for each month."""
        return tuple(f"{year}-{month:02d}" for year, month in self.months)

    @property
    def pitch(self) -> float:
        """The width of one month in EMU."""
        return self.plot.w / len(self.months)

    @property
    def gap(self) -> int:
        """The gap between columns in percent of a column."""
        return max(14, min(500, round((self.pitch / _BAR - 1) * 100)))

    def shown(self, values: Sequence[float]) -> tuple[float | None, ...]:
        """The values by month, none in the gaps."""
        return tuple(None if i in self.gaps else value for i, value in enumerate(values))

    def height(self, value: float) -> int:
        """How high a value stands, in EMU."""
        return round(self.plot.h * value / self.top)


def draw_plans(
    view: str, portfolio: Portfolio, layers: Sequence[Layer], panel: Box, alt: str
) -> tuple[Element, ...]:
    """Head, chart and the plans' names beside the last column."""
    say, known = portfolio.ctx.say, portfolio.levels
    plot = widened(panel, top=-ABOVE, bottom=-BELOW, right=-_NAMES)
    totals, months = known.total[-YEAR:], known.months[-YEAR:]
    largest, room = max(totals), plot.h - round(0.21 * EMU)  # the totals stand on top
    plan = Plan(
        plot,
        largest * plot.h / room if largest > 0 else 1.0,
        months,
        totals,
        unit_for(totals, adds_up=True),
        tuple(i for i, month in enumerate(months) if month in known.missing),
    )
    title = say("dashboard.plans" if len(layers) > 1 else "dashboard.mrr")
    unit = say("dashboard.plans_unit", unit=plan.unit.head(say))
    return (
        *panel_head(f"{view}/plans", title, unit, panel.x, panel.y, panel.w),
        _chart(view, say, plan, layers, alt),
        *_names(view, portfolio, plan, layers),
    )


# ------------------------------------------------------------------ the native chart


def _chart(view: str, say: Say, plan: Plan, layers: Sequence[Layer], alt: str) -> Chart:
    box = widened(plan.plot, _MARGIN, _MARGIN, _MARGIN, BELOW)
    keys = [column_key(layer.key) for layer in layers]
    columns = [
        Data(key, layer.name, plan.shown(layer.values), _CODE)
        for key, layer in zip(keys, layers, strict=True)
    ]
    sum_ = f"SUM({{{keys[0]}}}{{r}}:{{{keys[-1]}}}{{r}})"
    columns.append(Data("total", say("dashboard.total"), plan.shown(plan.totals), _CODE, sum_))
    stacked = tuple(_series(say, plan, layer) for layer in layers)
    months = tuple(month_name(say, month, "short") for month in plan.months)
    size = size_for(months, plan.pitch)
    if not size:
        months = tuple(name[0].upper() for name in months)
    return Chart(
        f"{view}/chart",
        box,
        Grid(plan.keys, months, tuple(columns), label_head=say("dashboard.month")),
        (
            Plot("column", stacked, "stacked", plan.gap, 100),
            Plot("line", (_totals(say, plan),), "standard"),
        ),
        x=Axis(line=Line("unknown", 0.75), size=size or 9),
        y=Axis(0, plan.top, is_visible=False),
        inner=inner_of(box, plan.plot),
        alt=alt,
    )


def _series(say: Say, plan: Plan, layer: Layer) -> Series:
    """A plan; the emphasised one carries its values where every column is wide enough for its own."""
    ends, size = (0, len(plan.months) - 1), 0.0
    texts = [(plan.unit.text(say, value), i in ends) for i, value in enumerate(layer.values)]
    bar = plan.pitch * 100 / (100 + plan.gap)
    if layer.is_upsell:
        fits = (s for s in (10.0, 9.0) if all(width(text, s, is_bold) <= bar for text, is_bold in texts))
        size = next(fits, 0)
    points = [
        Point(key, labels=Labels("value", "ctr", plan.unit.format(say), size, i in ends, "paper"))
        for i, (key, value) in enumerate(zip(plan.keys, layer.values, strict=True))
        if size and plan.height(value) >= line_height(10)
    ]
    return Series(
        layer.key,
        column_key(layer.key),
        fill=layer.fill,
        line=Line("paper", 0.75),
        labels=Labels("none"),
        points=tuple(points),
    )


def _totals(say: Say, plan: Plan) -> Series:
    """Totals on top: on all columns where they fit, else on the first and the last, which are bold."""
    size = size_for((plan.unit.text(say, total) for total in plan.totals), plan.pitch)
    code, keys = plan.unit.format(say), plan.keys
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
    group, high, gap = f"{view}/names", 2 * line_height(10) + 12_700, round(0.10 * EMU)
    x, foot = plan.plot.x + plan.plot.w + gap, plan.plot.y + plan.plot.h
    below, lowest, children = 0.0, foot + round(0.02 * EMU), list[Text]()
    for layer in layers:
        middle = foot - plan.height(below + layer.values[-1] / 2)
        below += layer.values[-1]
        lowest = min(middle + high // 2, lowest) - high
        children.append(_name(group, portfolio, plan, layer, Box(x, lowest, _NAMES - gap, high)))
    return (Group(group, tuple(children), f"{view}/chart", portfolio.ctx.say("dashboard.names_alt")),)


def _name(group: str, portfolio: Portfolio, plan: Plan, layer: Layer, box: Box) -> Text:
    say, style = portfolio.ctx.say, Style(10, layer.is_upsell, "ink" if layer.is_upsell else "muted")
    value = plan.unit.text(say, layer.values[-1])
    if layer.step:
        grown = layer.step.rate
        change = say("dashboard.new_plan") if grown is None else say.percent(grown, signed=True)
        whole = f"{value} {change}"
        value = whole if width(whole, 10, layer.is_upsell) <= box.w else value
    paras = tuple(style.para(text, room=box.w) for text in (layer.name, value))
    return Text(f"{group}/{layer.key}", paras, box, anchor="ctr")
