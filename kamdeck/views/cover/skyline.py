"""The accounts as a skyline at the foot of the cover."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.pareto import Pareto
from kamdeck.deck.spec import EMU, Axis, Box, Chart, Data, Grid, Plot, Point, Series, Text, para
from kamdeck.figures.context import Context
from kamdeck.record import record
from kamdeck.text.measure import line_height, shorten, width

MOST = 40
_LEFT, _RIGHT, _BOTTOM, _TALLEST = (round(v * EMU) for v in (0.75, 12.58, 7.5, 4.2))
AREA = Box(_LEFT, _BOTTOM - _TALLEST, _RIGHT - _LEFT, _TALLEST)  # on our own cover
_WIDEST = 0.6 * EMU
_GAP = 0.47  # between columns, as a share of their width
_MARGIN = EMU // 8


@record
class Colors:
    """The roles of most columns, of the vital few, and of the label's two lines."""

    far: str = "cover_far"
    near: str = "cover_near"
    name: str = "paper"
    total: str = "cover_text"


@record
class Skyline:
    """The columns, smallest first: where each stands and how high it is (EMU), and the chart's box."""

    accounts: tuple[str, ...]
    revenue: tuple[float, ...]
    box: Box
    scale: float  # EMU of height to one unit of revenue

    @property
    def pitch(self) -> float:
        """From one column to the next."""
        return self.box.w / len(self.accounts)

    def right(self, i: int) -> int:
        """The right edge of a column."""
        return self.box.x + round(self.pitch * (i + 1) - self.pitch * _GAP / (1 + _GAP) / 2)

    def top(self, i: int) -> int:
        """The upper edge of a column."""
        return self.box.y + self.box.h - round(self.revenue[i] * self.scale)


OURS = Colors()


def lay_out(found: Pareto, words: Sequence[Box], subject: str | None = None, area: Box = AREA) -> Skyline:
    """The forty largest accounts and the subject at the foot of an area, right aligned, at most 0.6 in wide
    each, all lower where one would stand behind `words`."""
    end, bottom = area.x + area.w, area.y + area.h
    shown = list(zip(found.accounts, found.revenue, strict=True))
    if subject in found.accounts[MOST:]:
        shown[MOST - 1] = shown[found.accounts.index(subject)]
    accounts, revenue = zip(*reversed(shown[:MOST]), strict=True)
    n = len(accounts)
    pitch = min(area.w / (n - _GAP / (1 + _GAP)), _WIDEST * (1 + _GAP))
    wide = round(pitch * n)
    right = end + round(pitch * _GAP / (1 + _GAP) / 2)
    plain = Skyline(accounts, revenue, Box(right - wide, 0, wide, 0), area.h / revenue[-1])
    shrink = 1.0
    for i, value in enumerate(revenue):
        left = plain.right(i) - plain.pitch / (1 + _GAP)
        for box in words:
            if left < box.x + box.w + _MARGIN:
                shrink = min(shrink, (bottom - box.y - box.h - _MARGIN) / (value * plain.scale))
    high = round(area.h * shrink)
    return Skyline(accounts, revenue, Box(right - wide, bottom - high, wide, high), plain.scale * shrink)


def make_chart(
    view: str, ctx: Context, found: Pareto, skyline: Skyline, teal: str, colors: Colors = OURS
) -> Chart:
    """One column per account without axes: focus account teal, the vital few mid blue, the rest dark."""
    say = ctx.say
    vital = frozenset(found.accounts[: found.vital])
    points = tuple(
        Point(name, "accent" if name == teal else colors.near)
        for name in skyline.accounts
        if name in vital or name == teal
    )
    data = Data("revenue", say("cover.revenue", year=say.year(found.year)), skyline.revenue, "#,##0")
    labels = tuple(ctx.short(name) for name in skyline.accounts)
    hidden = Axis(is_visible=False)
    return Chart(
        f"{view}/skyline",
        skyline.box,
        Grid(skyline.accounts, labels, (data,), label_head=say("cover.account")),
        (
            Plot(
                "column",
                (Series("revenue", "revenue", fill=colors.far, points=points),),
                gap=round(_GAP * 100),
            ),
        ),
        x=hidden,
        y=Axis(0, skyline.revenue[-1], is_visible=False),
        inner=(0, 0, 1, 1),
        alt=say(
            "cover.alt",
            year=say.year(found.year),
            name=ctx.short(found.accounts[0]),
            sum=say.money(found.revenue[0]),
            total=say.money(found.net),
        ),
    )


def make_label(
    view: str,
    ctx: Context,
    found: Pareto,
    skyline: Skyline,
    teal: str,
    words: Sequence[Box],
    colors: Colors = OURS,
) -> tuple[Text, ...]:
    """The teal column's name and figure above it; none where that would meet other `words`."""
    say = ctx.say
    i = skyline.accounts.index(teal)
    total = say(
        "cover.of_total",
        sum=say.money(skyline.revenue[i]),
        total=say.money(found.net),
        year=say.year(found.year),
    )
    name = shorten(ctx.short(teal), 11.5, round(2.4 * EMU), True)
    wide = max(width(name, 11.5, True), width(total, 10)) + 25_400
    high = line_height(11.5) + line_height(10) + 25_400
    box = Box(skyline.right(i) - wide, skyline.top(i) - high - round(0.08 * EMU), wide, high)
    if box.x < min(_LEFT, skyline.box.x) or any(_meets(box, other) for other in words):
        return ()
    paras = (
        para(name, size=11.5, bold=True, color=colors.name, align="r"),
        para(total, size=10, color=colors.total, align="r"),
    )
    return (Text(f"{view}/label", paras, box, anchor="b", wrap=False),)


def _meets(box: Box, other: Box) -> bool:
    """Whether two boxes overlap or stand closer than the margin."""
    return (
        box.x < other.x + other.w + _MARGIN
        and other.x < box.x + box.w + _MARGIN
        and box.y < other.y + other.h + _MARGIN
        and other.y < box.y + box.h + _MARGIN
    )
