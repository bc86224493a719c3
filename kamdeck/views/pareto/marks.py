"""The words and lines laid over the Pareto chart."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.pareto import Pareto
from kamdeck.deck.spec import EMU, Box, Connector, Group, Line, Shape, Text, para
from kamdeck.layout.marks import label
from kamdeck.text import Say
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.pareto.chart import HEADS, Plan, curve_at

_ROW, _HEAD = round(0.18 * EMU), round(0.19 * EMU)  # the height of a line of words, and of an axis' head
_SECOND = round(0.21 * EMU)  # where the second line above the plot begins


def make_marks(view: str, say: Say, found: Pareto, plan: Plan, percent: str) -> Group:
    """Axis heads, the line between vital few and trivial many, the threshold's name; one group.

    `percent` is the threshold in words.
    """
    box, key = plan.box, f"{view}/marks"
    top, half = box.y - HEADS, min(round(3 * EMU), box.w // 2)
    children: list[Text | Shape | Connector] = [
        label(
            f"{key}/revenue",
            say("pareto.axis_revenue", unit=say.unit(plan.letter)),
            Box(plan.plot.x - round(0.10 * EMU), top, half, _HEAD),
        ),
        label(
            f"{key}/share", say("pareto.axis_share"), Box(box.x + box.w - half, top, half, _HEAD), align="r"
        ),
    ]
    if found.vital < len(found.accounts):
        children += _divider(key, say, found, plan, percent, top + _SECOND)
    if len(found.accounts) > 1:
        children.append(_threshold(key, say("pareto.threshold_label", share=percent), found, plan))
    if not plan.names.size:
        children += _ranks(key, say, found, plan)
    return Group(key, tuple(children), follows=f"{view}/chart", alt=say("pareto.marks_alt"))


def _divider(key: str, say: Say, found: Pareto, plan: Plan, percent: str, y: int) -> list[Text | Connector]:
    """The line after the vital few and its two names, above the plot where nothing else stands."""
    plot, left_edge = plan.plot, plan.box.x
    x = plot.x + round(found.vital * plan.pitch)
    pad = round(0.07 * EMU)
    few, many = ("vital", "trivial") if found.is_few else ("reach", "rest")
    left, right = say(f"pareto.{few}", share=percent), say(f"pareto.{many}")
    left_room, right_room = x - pad - left_edge, plot.x + plot.w - x - pad
    if width(left, 11, True) > left_room and few == "vital":
        left = say("pareto.vital_short")
    left, right = shorten(left, 11, left_room, True), shorten(right, 11, right_room)
    before, after = Box(left_edge, y, left_room, _ROW), Box(x + pad, y, right_room, _ROW)
    return [
        Connector(f"{key}/line", points=(x, y, x, plot.y + plot.h), line=Line("ink", 1.0, "sysDash")),
        label(f"{key}/vital", left, before, size=11, bold=True, color="ink", align="r"),
        label(f"{key}/trivial", right, after, size=11),
    ]


def _threshold(key: str, text: str, found: Pareto, plan: Plan) -> Shape:
    """The threshold's name at the right end of its line: above it, below it, or on paper of its own."""
    plot, n = plan.plot, len(found.accounts)
    wide = width(text, 10, True) + round(0.06 * EMU)
    high = line_height(10) + 12_700
    gap = round(0.02 * EMU)
    first = n - wide / plan.pitch - 0.5  # in bars, as for `curve_at`
    y = plan.y(found.threshold)
    spots = (y - gap - high, y + gap)
    bars = [value / plan.top for value in found.revenue[max(0, int(first + 0.5)) :]]
    free = [
        spot for spot in spots if _is_clear(found, first, (plan.share(spot + high), plan.share(spot)), bars)
    ]
    box = Box(plot.x + plot.w - wide, free[0] if free else spots[0], wide, high)
    run = para(text, size=10, bold=True, color="risk", align="r")
    fill = None if free else "paper"
    return Shape(
        f"{key}/threshold", box, fill=fill, paras=(run,), inset=(0, 0, round(0.03 * EMU), 0), wrap=False
    )


def _is_clear(found: Pareto, first: float, zone: tuple[float, float], bars: Sequence[float]) -> bool:
    """Whether a zone from bar `first` to the right end of the plot is met by no curve, bar or bar label."""
    last = len(found.accounts) - 1
    ends_before = first > last
    low = curve_at(found, first)
    meets_curve = not ends_before and zone[1] > low - 0.01 and zone[0] < 1.01
    label_room = 0.06
    return not meets_curve and all(bar + label_room < zone[0] for bar in bars)


def _ranks(key: str, say: Say, found: Pareto, plan: Plan) -> list[Text | Shape | Connector]:
    """Under an axis too full for names: first, last and dividing rank, and the largest accounts by name."""
    plot, n = plan.plot, len(found.accounts)
    y = plot.y + plot.h + round(0.04 * EMU)
    wide = round(0.60 * EMU)
    places = {1: plot.x, n: plot.x + plot.w}
    middle = plot.x + round(found.vital * plan.pitch)
    if all(abs(middle - x) > wide for x in places.values()):
        places[found.vital] = middle
    ticks: list[Text | Shape | Connector] = [
        label(f"{key}/rank:{rank}", say.number(rank), Box(x - wide // 2, y, wide, _ROW), align="ctr")
        for rank, x in sorted(places.items())
    ]
    names = ", ".join(shorten(name, 10, round(1.5 * EMU)) for name in plan.labels[:8])
    shown = shorten(say("pareto.largest_first", names=names), 10, plot.w)
    under = Box(plot.x, y + _ROW + round(0.05 * EMU), plot.w, _ROW)
    return [*ticks, label(f"{key}/names", shown, under, color="ink")]
