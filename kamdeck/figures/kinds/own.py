"""Figures of own indicators: each of the whole and of each account, as entered."""

from __future__ import annotations

from collections.abc import Iterator

from kamdeck.figures.context import Context
from kamdeck.figures.kind import Inputs, Kind, Reading, inputs
from kamdeck.figures.kpis import period_text, read_indicators, target_text, value_text
from kamdeck.workbook.kpis import Indicator
from kamdeck.workbook.spans import said


def _kpis(ctx: Context) -> Iterator[Reading]:
    known = read_indicators(ctx)
    for one in known.every():
        target = (target_text(ctx.say, one),) if one.target is not None else ()
        names = (one.name, one.short)
        if one.account:
            accounts = (one.account, ctx.short(one.account))
            plain = () if known.of(one.name) else names
            names = (*(ctx.say("explain.of", name=n, of=a) for n in names for a in accounts), *plain)
        yield Reading(
            one.value,
            value_text(ctx.say, one),
            _inputs(ctx, one),
            of=names[0],
            also=target,
            names=names,
            account=one.account or "",
        )


def _inputs(ctx: Context, one: Indicator) -> tuple[Inputs, ...]:
    """The row of the figure, then those of the trend before it."""
    newest = inputs(period_text(ctx.say, one), [(one.newest.at, one.newest.value)])
    earlier = (inputs(said(row.period, ctx.say), [(row.at, row.value)]) for row in reversed(one.trend[:-1]))
    return (newest, *earlier)


FIGURES = (Kind("kpi", (), _kpis, ("as_of",), is_entered=True),)
