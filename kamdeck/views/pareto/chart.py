"""The Pareto chart: bars with their labels, cumulative curve and threshold."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.pareto import Pareto
from kamdeck.deck.spec import (
    EMU,
    Axis,
    Box,
    Chart,
    Data,
    Grid,
    Input,
    Labels,
    Line,
    Marker,
    Plot,
    Point,
    Series,
)
from kamdeck.layout.charts import inner_of, places_of, round_steps
from kamdeck.record import record, replace
from kamdeck.text import Say
from kamdeck.text.amounts import unit_for
from kamdeck.text.measure import line_height, shorten, width

HEADS = round(0.30 * EMU)  # above the chart, for the heads of its axes
_LEFT, _RIGHT, _ABOVE = round(0.45 * EMU), round(0.49 * EMU), round(0.19 * EMU)  # around the plot
_LEVEL, _RANKS = round(0.43 * EMU), round(0.55 * EMU)  # below it: for level names, and for ranks
_BELOW, _MOST_BELOW = round(0.735 * EMU), round(1.16 * EMU)  # for turned names: at least, at most
_LEAST_PLOT = round(1.5 * EMU)
_NAME_GAP = round(0.09 * EMU)  # between the axis and its names
_LABEL_GAP = round(0.06 * EMU)  # between two value labels, and beyond the axis
_BAR_GAP = round(0.02 * EMU)  # between a label and the bar before
_LABEL = 10.0
_SIN45 = 0.7071


@record
class Names:
    """How the accounts are named under the axis: turn in degrees, type size, and the room below the plot.

    `size` 0 means too many to name.
    """

    turn: float
    size: float
    below: int


@record
class Plan:
    """Measures of the chart: box, plot area, one bar's share of it, and the value axis in `letter` units."""

    box: Box
    plot: Box
    pitch: float
    gap: int
    step: float
    letter: str
    scale: float
    places: int
    names: Names
    labels: tuple[str, ...]

    @property
    def top(self) -> float:
        """The end of the value axis: five steps, so that its lines are the shares' lines too."""
        return 5 * self.step

    def y(self, share: float) -> int:
        """The height on the slide of a share (0..1) on the right axis."""
        return self.plot.y + round((1 - share) * self.plot.h)

    def share(self, y: int) -> float:
        """The share (0..1) that stands at a height on the slide."""
        return (self.plot.y + self.plot.h - y) / self.plot.h


def lay_out(say: Say, found: Pareto, names: Sequence[str], room: Box) -> Plan:
    """The measures for these accounts in a room; `names` are short names in the order of the ranking.

    The value axis ends at the round number, of the first few above the largest account, that leaves room
    for most value labels.
    """
    box = Box(room.x, room.y + HEADS, room.w, room.h - HEADS)
    wide = box.w - _LEFT - _RIGHT
    pitch = wide / len(found.accounts)
    form = _name_form(pitch, names, box)
    largest = found.revenue[0]
    unit = unit_for((largest,))
    plan = Plan(
        box=box,
        plot=Box(box.x + _LEFT, box.y + _ABOVE, wide, box.h - _ABOVE - form.below),
        pitch=pitch,
        gap=max(37, min(500, round(pitch / (1.2 * EMU) * 100) - 100)) if form.size else 12,
        step=0.0,
        letter=unit.letter,
        scale=unit.scale,
        places=1 if unit.letter and largest / unit.scale < 100 else 0,
        names=form,
        labels=_shown_names(form, pitch, names),
    )
    plans = [replace(plan, step=step) for step in round_steps(largest / 0.95 / 5)]
    return max(plans, key=lambda each: len(_value_labels(say, found, each)))


def _name_form(pitch: float, names: Sequence[str], box: Box) -> Names:
    """Level names while they have an inch each, then slanted, then upright, then none.

    Turned names get the height that the longest needs, as long as the plot keeps its own.
    """
    if pitch >= 1.0 * EMU:
        return Names(0, 10, _LEVEL)
    most = max(_BELOW, min(_MOST_BELOW, box.h - _ABOVE - _LEAST_PLOT))

    def below(length: float) -> int:
        return min(most, max(_BELOW, _NAME_GAP + round(length)))

    for size in (10.0, 9.0):
        if pitch * _SIN45 >= 1.03 * line_height(size):
            longest = max(width(name, size) for name in names) + line_height(size)
            return Names(-45, size, below(longest * _SIN45))
    if pitch >= 9 * 12_700 * 1.12:
        return Names(-90, 9, below(max(width(name, 9) for name in names)))
    return Names(0, 0, _RANKS)


def _shown_names(form: Names, pitch: float, names: Sequence[str]) -> tuple[str, ...]:
    """The names as they fit below the axis; whole where the axis shows none."""
    below = form.below - _NAME_GAP
    if not form.size:
        return tuple(names)
    if form.turn == 0:
        return tuple(shorten(name, form.size, round(pitch * 0.94)) for name in names)
    if form.turn == -90:
        return tuple(shorten(name, form.size, below) for name in names)
    room = round(below / _SIN45) - line_height(form.size) + 1
    return tuple(  # the first names lean out to the left
        shorten(name, form.size, min(room, round((_LEFT + (i + 0.5) * pitch) / _SIN45)))
        for i, name in enumerate(names)
    )


# ------------------------------------------------------------------ the native chart


def make_chart(view: str, say: Say, found: Pareto, plan: Plan, alt: str, subject: str | None = None) -> Chart:
    """Bars, curve and threshold over a sheet whose shares are formulas; the subject's bar in the accent."""
    n, names = len(found.accounts), plan.names
    cumulative = "SUM({revenue}${first}:{revenue}{r})/{in:total}"
    columns = (
        Data("revenue", say("pareto.revenue", unit=say.unit("")), found.revenue, "#,##0"),
        Data("cumulative", say("pareto.cumulative"), found.cumulative, "0.0%", cumulative),
        Data("threshold", say("pareto.threshold"), (found.threshold,) * n, "0%", "{in:threshold}"),
    )
    inputs = (
        Input("threshold", say("pareto.threshold"), found.threshold, say.percent_format(found.threshold)),
        Input("total", say("pareto.total"), found.total, "#,##0", "SUM({revenue}{first}:{revenue}{last})"),
    )
    bars = Series("revenue", "revenue", fill="tier_c", points=_points(say, found, plan, subject))
    marker = Marker("circle", 5, "paper", Line("accent", 1.5)) if names.size else None
    curve = Series("cumulative", "cumulative", line=Line("accent", 2.25), marker=marker)
    threshold = (Series("threshold", "threshold", trend=Line("risk", 1.25, "dash")),) if n > 1 else ()
    return Chart(
        f"{view}/chart",
        plan.box,
        Grid(found.accounts, plan.labels, columns, inputs, label_head=say("pareto.account")),
        (
            Plot("column", (bars,), gap=plan.gap),
            Plot("line", (curve, *threshold), grouping="standard", is_secondary=True),
        ),
        x=Axis(
            size=names.size or 9,
            rot=names.turn,
            has_labels=names.size > 0,
            line=Line("hairline", 0.75),
            color="ink",
        ),
        y=Axis(
            0,
            plan.top,
            plan.step,
            say.money_format(plan.letter, places_of(plan.step / plan.scale)),
            grid=Line("grid", 0.75),
        ),
        y2=Axis(0, 1, 0.2, "0%"),
        inner=inner_of(plan.box, plan.plot),
        alt=alt,
    )


# ------------------------------------------------------------------ labels on the bars


def _points(say: Say, found: Pareto, plan: Plan, subject: str | None) -> tuple[Point, ...]:
    """The vital few in the darkest tier's colour, the subject in the accent; value labels where they meet
    nothing."""
    labels = _value_labels(say, found, plan)
    return tuple(
        Point(name, "accent" if name == subject else "tier_a" if i < found.vital else None, labels.get(i))
        for i, name in enumerate(found.accounts)
        if i < found.vital or i in labels or name == subject
    )


def _value_labels(say: Say, found: Pareto, plan: Plan) -> dict[int, Labels]:
    """The labels of the vital few and of the first after them, of all bars where there are few.

    A label stands above its bar; where it would meet the curve, the threshold, the bar before it or its
    label, inside the bar's end; where that is no better, it is left out.
    """
    n = len(found.accounts)
    wanted = n if n <= 12 else min(n, found.vital + 1)
    high = line_height(_LABEL) / plan.plot.h
    bar = plan.pitch / (1 + plan.gap / 100)
    code = say.money_format(plan.letter, plan.places)
    apart, beside = _LABEL_GAP / plan.pitch, 0.5 / (1 + plan.gap / 100) + _BAR_GAP / plan.pitch
    out: dict[int, Labels] = {}
    taken = (-1.0, 1.0)  # right end in bars, and foot, of the label before
    for i in range(wanted):
        is_vital = i < found.vital
        room = width(say.number(found.revenue[i] / plan.scale, plan.places), _LABEL, is_vital)
        half, end = room / plan.pitch / 2, found.revenue[i] / plan.top
        above = (end + 0.01, end + 0.01 + high)
        inside = (end - 0.01 - high, end - 0.01)
        meets_bar = i > 0 and half > 1 - beside
        meets_last = meets_bar or (i - half - apart < taken[0] and above[1] > taken[1])
        is_narrow = room <= _most_room(found, plan, i)
        if is_narrow and not meets_last and _is_free(found, i, half, above):
            color = "ink" if is_vital else "muted"
            out[i] = Labels("value", "outEnd", code, _LABEL, is_vital, color)
            taken = (i + half, above[0])
        elif room < bar and inside[0] > 0 and _is_free(found, i, half, inside):
            color = "paper" if is_vital else "ink"
            out[i] = Labels("value", "inEnd", code, _LABEL, is_vital, color)
    return out


def _most_room(found: Pareto, plan: Plan, i: int) -> float:
    """How wide the label above bar `i` may be: up to the next bar, the left axis or the divider."""
    if i == 0:
        return plan.pitch + 2 * _LABEL_GAP
    return plan.pitch if i in (found.vital - 1, found.vital) else 1.27 * plan.pitch


def _is_free(found: Pareto, place: float, half: float, zone: tuple[float, float]) -> bool:
    """Whether neither curve nor threshold passes a zone (shares of the plot) around a place (in bars)."""
    if len(found.accounts) > 1 and zone[0] < found.threshold + 0.004 and zone[1] > found.threshold - 0.004:
        return False
    low, high = curve_at(found, place - half), curve_at(found, place + half)
    return zone[1] < low - 0.008 or zone[0] > high + 0.008


def curve_at(found: Pareto, place: float) -> float:
    """The curve's height at a place counted in bars (0 = the middle of the first)."""
    last = len(found.cumulative) - 1
    below = max(0, min(last, int(place)))
    above = min(last, below + 1)
    part = max(0.0, min(1.0, place - below))
    return found.cumulative[below] + part * (found.cumulative[above] - found.cumulative[below])
