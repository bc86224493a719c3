"""The bubbles of the classification: axes and native chart."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, sqrt

from kamdeck.deck.spec import EMU, Axis, Box, Chart, Data, Grid, Line, Plot, Series
from kamdeck.layout.charts import inner_of, widened
from kamdeck.record import record
from kamdeck.text import Say

# in the main part beside the plot, and in the chart's box round it
_TOP, _LEFT, _FOOT = round(0.48 * EMU), round(0.38 * EMU), round(0.94 * EMU)
_NUMBERS, _ABOVE, _EDGE = round(0.26 * EMU), round(0.08 * EMU), round(0.06 * EMU)
_LARGEST = 0.25  # what programs give the largest bubble: its diameter over the plot's shorter side
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_RING = round(0.05 * EMU)  # the radius of the ring that stands for an account without revenue


def plot_of(main: Box) -> Box:
    """The plot between the bands of the classes, with room for the names of the axes."""
    return widened(main, -_LEFT, -_TOP, 0, -_FOOT)


@record
class Scale:
    """One axis: it runs from `low` to `high` in steps; only `first` to `last` are on the score scale."""

    low: float
    high: float
    step: float
    first: float
    last: float

    def share(self, value: float) -> float:
        """How far along the axis a score stands, 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    def axis(self, crosses_at: float, line: Line | None) -> Axis:
        """The native axis: numbers beyond the score scale are not written."""
        code = "0" if self.step >= 1 else "0.0"
        hidden = f'[<{_plain(self.first)}]"";[>{_plain(self.last)}]"";{code}'
        inside = self.low >= self.first and self.high <= self.last
        return Axis(
            self.low, self.high, self.step, code if inside else hidden, line=line, crosses_at=crosses_at
        )


def _plain(value: float) -> str:
    return f"{value:g}"


def make_scale(scores: Sequence[float], cut: float, first: float, last: float) -> Scale:
    """The scores and the cut rounded outwards, with a step of room at both ends."""
    step = next((s for s in _STEPS if s >= (last - first) / 10), _STEPS[-1])
    low, high = min(*scores, cut), max(*scores, cut)
    return Scale(
        round((floor(low / step + 1e-9) - 1) * step, 6),
        round((-floor(-high / step + 1e-9) + 1) * step, 6),
        step,
        first,
        last,
    )


@record
class Bubble:
    """One account on the plot: middle and radius in EMU; `tier` is "" where it has no revenue."""

    account: str
    growth: float
    harmony: float
    revenue: float
    tier: str
    x: int
    y: int
    r: int


def place_bubbles(
    rows: Sequence[tuple[str, float, float, float, str]], across: Scale, up: Scale, plot: Box
) -> tuple[Bubble, ...]:
    """Bubbles whose areas are as the revenue, from rows of (account, growth, harmony, revenue, tier)."""
    most = max((row[3] for row in rows), default=0.0)
    widest = min(plot.w, plot.h) * _LARGEST / 2
    return tuple(
        Bubble(
            account,
            growth,
            harmony,
            revenue,
            tier,
            plot.x + round(across.share(harmony) * plot.w),
            plot.y + round((1 - up.share(growth)) * plot.h),
            round(widest * sqrt(revenue / most)) if tier else _RING,
        )
        for account, growth, harmony, revenue, tier in rows
    )


def make_chart(
    key: str, say: Say, bubbles: Sequence[Bubble], scales: tuple[Scale, Scale], plot: Box, alt: str
) -> Chart | None:
    """Bubbles in a series per tier; the sheet holds harmony, revenue and growth. None without revenue."""
    drawn = sorted((b for b in bubbles if b.tier), key=lambda b: (b.tier, -b.revenue))
    if not drawn:
        return None
    across, up = scales
    tiers = {tier: [i for i, b in enumerate(drawn) if b.tier == tier] for tier in "ABC"}
    columns = [
        Data("harmony", say("classification.harmony"), tuple(b.harmony for b in drawn), "0.0"),
        Data("revenue", say("classification.revenue"), tuple(b.revenue for b in drawn), "#,##0"),
    ]
    for tier, places in tiers.items():
        values = tuple(b.growth if i in places else None for i, b in enumerate(drawn))
        columns.append(Data(f"growth_{tier}", say("classification.growth_of", tier=tier), values, "0.0"))
    series = tuple(
        Series(
            f"growth_{tier}",
            f"growth_{tier}",
            "harmony",
            "revenue",
            None,
            f"tier_{tier.lower()}",
            Line("paper", 0.75),
        )
        for tier, places in tiers.items()
        if places
    )
    names, box = tuple(b.account for b in drawn), widened(plot, _LEFT, _ABOVE, _EDGE, _NUMBERS)
    line = Line("muted", 1.0)
    return Chart(
        f"{key}/chart",
        box,
        Grid(names, names, tuple(columns), label_head=say("classification.account")),
        (Plot("bubble", series, "standard"),),
        x=across.axis(up.low, line),
        y=up.axis(across.low, line),
        inner=inner_of(box, plot),
        alt=alt,
    )
