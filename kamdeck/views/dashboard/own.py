"""A card of an own indicator: its figure and period, how it stands to its target, and a small trend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from kamdeck.deck.spec import EMU, Box, Connector, Line, Shape
from kamdeck.figures.context import Context
from kamdeck.figures.judged import Status
from kamdeck.figures.kpis import any_text, change_text, indicator, period_text, target_text, value_text
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.workbook.kpis import Indicator
from kamdeck.workbook.spans import is_next, said

LEAST_TREND = round(0.45 * EMU)
_DOT, _THIN = round(0.075 * EMU), round(0.04 * EMU)
_WIDTH = 1.5  # points


@record
class Card:
    """One figure with what it is and what stands behind it, each in wordings from the fullest to the
    shortest; `status` marks the line below, `own` is the indicator whose trend stands beside the figure."""

    key: str
    label: tuple[str, ...]
    figure: str
    detail: tuple[str, ...] = ()
    status: Status | None = None
    own: Indicator | None = None
    course: str = ""

    @property
    def alt(self) -> str:
        """What it says, with the course of its trend."""
        words = (self.figure, self.detail[0]) if self.detail else (self.figure,)
        return f"{self.label[0]}: {', '.join(words)}{self.course}"


def own_card(ctx: Context, name: str) -> Card | None:
    """The card of an own indicator; None where it has no figure for the deck."""
    say, one = ctx.say, indicator(ctx, name)
    if one is None:
        return None
    period = period_text(say, one)
    names = [one.name, one.short]
    if one.account:
        names = [say("dashboard.card.of_account", name=n, account=ctx.short(one.account)) for n in names]
    labels = (*(say("dashboard.card.of_period", name=n, period=period) for n in names), *names)
    is_met = one.is_met
    return Card(
        f"kpi:{one.key}",
        tuple(dict.fromkeys(labels)),
        value_text(say, one),
        _details(say, one),
        None if is_met is None else "good" if is_met else "risk",
        one,
        _course(say, one),
    )


def _details(say: Say, one: Indicator) -> tuple[str, ...]:
    """That it is old, else its target, else how it moved."""
    if one.is_old:
        return say("dashboard.card.old", period=said(one.span, say)), said(one.span, say)
    target = say("dashboard.card.target", value=target_text(say, one)) if one.target is not None else ""
    change = change_text(say, one)
    since = ""
    if change and one.before:
        since = say("dashboard.card.since", sum=change, month=said(one.before.period, say))
    if not target:
        return (since, change) if change else ()
    return (
        (say("dashboard.card.target_change", target=target, change=change), target) if change else (target,)
    )


def _course(say: Say, one: Indicator) -> str:
    """From where to where it went, for who cannot see the trend."""
    if len(one.trend) < 2:
        return ""
    first, last = one.trend[0], one.trend[-1]
    return say(
        "dashboard.card.course",
        first=said(first.period, say),
        before=any_text(say, one, first.value or 0.0),
        last=said(last.period, say),
        value=value_text(say, one),
    )


def draw_trend(key: str, card: Card, room: Box) -> Iterator[Connector | Shape]:
    """The trend as lines from period to period in the room, its end marked; where a period is missing the
    line is broken. Nothing where there is too little of either."""
    rows = card.own.trend if card.own else ()
    if len(rows) < 2 or room.w < LEAST_TREND:
        return
    spots = _spots([(row.period.first, row.value or 0.0) for row in rows], room)
    joined = [is_next(a.period, b.period) for a, b in pairwise(rows)]
    for i, row in enumerate(rows):
        name, (x, y) = row.period.first.isoformat(), spots[i]
        if i and joined[i - 1]:
            points = (*spots[i - 1], x, y)
            yield Connector(f"{key}/line:{name}", points=points, line=Line("tier_b", _WIDTH))
        elif i < len(rows) - 1 and not joined[i]:
            yield _dot(f"{key}/dot:{name}", x, y, _THIN, "tier_b")
    yield _dot(f"{key}/end", *spots[-1], _DOT, card.status or "ink")


def _spots(values: Sequence[tuple[date, float]], room: Box) -> list[tuple[int, int]]:
    """Where each value stands: by its day from left to right, from the lowest to the highest."""
    figures, first = [value for _, value in values], values[0][0]
    low, high, days = min(figures), max(figures), (values[-1][0] - first).days
    return [
        (
            room.x + round(room.w * (day - first).days / days),
            room.y + round(room.h * (0.5 if high == low else (high - value) / (high - low))),
        )
        for day, value in values
    ]


def _dot(key: str, x: int, y: int, side: int, fill: str) -> Shape:
    return Shape(key, Box(x - side // 2, y - side // 2, side, side), "ellipse", fill)
