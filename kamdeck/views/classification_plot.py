"""The bubbles of the classification: axes, native chart, and where the names stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor, hypot, sqrt

from kamdeck.deck.spec import (
    EMU,
    Axis,
    Box,
    Chart,
    Data,
    Grid,
    Line,
    Plot,
    Series,
    inches,
)
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.text.measure import line_height, shorten, width

PLOT = inches(0.88, 2.04, 8.91, 3.90)
BOX = inches(0.50, 1.96, 9.37, 4.24)
NAME_SIZE, VALUE_SIZE = 10.0, 9.0
MOST_NAMED = 40

_LARGEST = 0.25  # what programs give the largest bubble: its diameter over the plot's shorter side
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_GAP = round(0.05 * EMU)  # between a bubble and its name
_NEAR = round(0.08 * EMU)  # a name closer than this to another bubble could be taken for that one's
_RING = round(0.05 * EMU)  # the radius of the ring that stands for an account without revenue
_NAME_ROOM = round(2.0 * EMU)
_VALUE_RADIUS = round(0.25 * EMU)  # from here on the amount stands inside the bubble


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
    rows: Sequence[tuple[str, float, float, float, str]], across: Scale, up: Scale
) -> tuple[Bubble, ...]:
    """Bubbles whose areas are as the revenue, from rows of (account, growth, harmony, revenue, tier)."""
    most = max((row[3] for row in rows), default=0.0)
    widest = min(PLOT.w, PLOT.h) * _LARGEST / 2
    return tuple(
        Bubble(
            account,
            growth,
            harmony,
            revenue,
            tier,
            PLOT.x + round(across.share(harmony) * PLOT.w),
            PLOT.y + round((1 - up.share(growth)) * PLOT.h),
            round(widest * sqrt(revenue / most)) if tier else _RING,
        )
        for account, growth, harmony, revenue, tier in rows
    )


def make_chart(
    key: str, say: Say, bubbles: Sequence[Bubble], scales: tuple[Scale, Scale], alt: str
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
            (places[0], places[-1] + 1),
            f"tier_{tier.lower()}",
            Line("paper", 0.75),
        )
        for tier, places in tiers.items()
        if places
    )
    names = tuple(b.account for b in drawn)
    line = Line("muted", 1.0)
    return Chart(
        f"{key}/chart",
        BOX,
        Grid(names, names, tuple(columns), label_head=say("classification.account")),
        (Plot("bubble", series, "standard"),),
        x=across.axis(up.low, line),
        y=up.axis(across.low, line),
        inner=((PLOT.x - BOX.x) / BOX.w, (PLOT.y - BOX.y) / BOX.h, PLOT.w / BOX.w, PLOT.h / BOX.h),
        alt=alt,
    )


# ------------------------------------------------------------------ names


@record
class Name:
    """Where an account's name stands: `value` beside it, `inside` the bubble, or "" where unknown."""

    bubble: Bubble
    name: str
    value: str
    inside: str
    box: Box


def place_names(
    bubbles: Sequence[Bubble], names: Mapping[str, str], amounts: Mapping[str, str], cut: tuple[int, int]
) -> tuple[Name, ...]:
    """The names that find a place, in the order given: over no bubble, name or cut line (x, y in EMU)."""
    taken: list[Box] = []
    out: list[Name] = []
    for bubble in [b for b in bubbles if b.account in names][:MOST_NAMED]:
        amount = amounts.get(bubble.account, "")
        inside = amount if _holds(bubble, amount, bubbles) else ""
        value = "" if inside else amount
        for room, shown in ((_NAME_ROOM, value), (_NAME_ROOM * 2 // 3, ""), (_NAME_ROOM // 2, "")):
            name = shorten(names[bubble.account], NAME_SIZE, room, True)
            wide = width(name, NAME_SIZE, True) + (width(f" {shown}", VALUE_SIZE) if shown else 0)
            size = Box(0, 0, wide + 12_700, line_height(NAME_SIZE))
            box = _best(bubble, size, bubbles, taken, cut)
            if box is not None:
                taken.append(box)
                out.append(Name(bubble, name, shown, inside, box))
                break
    return tuple(out)


def _holds(bubble: Bubble, amount: str, bubbles: Sequence[Bubble]) -> bool:
    """True when the amount fits inside the bubble and no other bubble lies on it."""
    half = width(amount, VALUE_SIZE, True) // 2
    if not amount or bubble.r < _VALUE_RADIUS or half > bubble.r * 0.9:
        return False
    high = line_height(VALUE_SIZE)
    box = Box(bubble.x - half, bubble.y - high // 2, 2 * half, high)
    return all(b is bubble or _apart(b, box) > 0 for b in bubbles)


def _best(
    bubble: Bubble, size: Box, bubbles: Sequence[Bubble], taken: Sequence[Box], cut: tuple[int, int]
) -> Box | None:
    """The first of the places round the bubble that meets nothing, one away from others before all."""
    second = None
    for box in _places(bubble, size):
        if not _is_inside(box) or _meets_cut(box, cut) or any(_meet(box, other) for other in taken):
            continue
        nearest = float(EMU)
        for other in bubbles:
            if other is not bubble and (nearest := min(nearest, _apart(other, box))) <= 0:
                break  # among thousands the first one met settles it
        if nearest > _NEAR:
            return box
        if nearest > 0 and second is None:
            second = box
    return second


def _places(bubble: Bubble, size: Box) -> list[Box]:
    """Right and left, the same a little lower and higher, above, below, then the corners."""
    x, y, r, w, h = bubble.x, bubble.y, bubble.r, size.w, size.h
    slant, shift = round(r * 0.72) + _GAP // 2, round(0.7 * h)
    sides = (x + r + _GAP, x - r - _GAP - w)
    places = [(side, y - h // 2 + dy) for dy in (0, shift, -shift) for side in sides]
    places += [(x - w // 2, y - r - _GAP // 2 - h), (x - w // 2, y + r + _GAP // 2)]
    places += [(side, top) for top in (y - slant - h, y + slant) for side in (x + slant, x - slant - w)]
    return [Box(left, top, w, h) for left, top in places]


def _is_inside(box: Box) -> bool:
    return (
        box.x >= PLOT.x + _GAP
        and box.x + box.w <= PLOT.x + PLOT.w
        and box.y >= PLOT.y
        and box.y + box.h <= PLOT.y + PLOT.h
    )


def _meets_cut(box: Box, cut: tuple[int, int]) -> bool:
    margin = 12_700
    return (
        box.x - margin < cut[0] < box.x + box.w + margin or box.y - margin < cut[1] < box.y + box.h + margin
    )


def _meet(a: Box, b: Box) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def _apart(bubble: Bubble, box: Box) -> float:
    """The distance between a bubble's edge and a box; below zero where they overlap."""
    dx = max(box.x - bubble.x, 0, bubble.x - box.x - box.w)
    dy = max(box.y - bubble.y, 0, bubble.y - box.y - box.h)
    return hypot(dx, dy) - bubble.r
