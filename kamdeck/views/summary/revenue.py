"""Findings about revenue: growth and concentration."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.concentration import measure
from kamdeck.analysis.growth import Growth
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.text.rounding import half_up, to_places
from kamdeck.traced import fsum
from kamdeck.views.summary.findings import Call, Desk, Evidence, Finding, Part, upper_first

_YEARS_SHOWN = 3
_SHARP = -0.05  # a fall of revenue that calls for action
_LARGE, _TOO_LARGE = 1 / 5, 1 / 3  # shares of the largest account


# ------------------------------------------------------------------ growth


def growth(desk: Desk) -> Finding | None:
    """How revenue changed against the year before; None without a year before."""
    ctx, say = desk.ctx, desk.ctx.say
    found, step = desk.growth, desk.growth.step
    if desk.pareto is None or step is None or (rate := step.rate) is None:
        return None
    turn = turn_of(rate)
    amounts = {"sum": say.money(found.totals[-1]), "change": say.money(abs(found.net))}
    head = say(f"summary.growth.{turn}", year=say.year(ctx.years[-2]), **amounts)
    years, totals = ctx.years[-_YEARS_SHOWN:], found.totals[-_YEARS_SHOWN:]
    parts = tuple(
        Part(
            f"year:{year}",
            say.year(year),
            total,
            say.money(total),
            "tier_a" if year == ctx.year else "tier_c",
        )
        for year, total in zip(years, totals, strict=True)
    )
    calls: dict[str, Call] = {"up": "unknown", "flat": "watch"}
    return Finding(
        key="growth",
        figure=say.percent(rate, signed=True),
        heads=(head, say("summary.growth.brief", sum=amounts["sum"])),
        lines=_growth_lines(desk, found, turn),
        call=calls.get(turn, "risk" if rate <= _SHARP else "watch"),
        evidence=Evidence("columns", say("summary.growth.head"), parts, say("summary.growth.alt", head=head)),
        sheets=("revenue",),
        rule=say("summary.growth.rule"),
        cells=_revenue_cells(desk, ctx.years[-2:]),
    )


def turn_of(rate: float) -> str:
    """up, down, or flat where the change rounds to nothing at whole percents."""
    return "flat" if half_up(rate * 100) == 0 else "up" if rate > 0 else "down"


def _growth_lines(desk: Desk, found: Growth, turn: str) -> tuple[str, ...]:
    """Who moved most in the direction of the whole, and how many went the other way; shorter ones after."""
    say = desk.ctx.say
    rises = [(name, change) for name, change in found.changes if change > 0]
    falls = found.falls
    gains = fsum(change for _, change in rises)
    with_whole, against = (falls, rises) if turn == "down" else (rises, falls)
    first = ""
    if with_whole:
        name, change = with_whole[0]
        part = say.money(abs(change))
        key = "of_it" if turn != "flat" and abs(change) <= abs(found.net) else "alone"
        side = "fell" if turn == "down" else "rose"
        first = say(f"summary.growth.{side}_{key}", name=desk.name(name), sum=part)
    second = ""
    if against:
        n, total = len(against), gains if turn == "down" else -found.lost
        key = "grew" if turn == "down" else "shrank"
        second = say(f"summary.growth.{key}", n=n, words=say.words(n), sum=say.money(total))
    elif with_whole:
        second = say(f"summary.growth.no_{'gain' if turn == 'down' else 'loss'}")
    return _joined(desk, first, second)


def _joined(desk: Desk, first: str, second: str) -> tuple[str, ...]:
    """Two clauses as one sentence, then each alone."""
    both = [desk.ctx.say("summary.clauses", first=first, second=second)] if first and second else []
    singles = [desk.ctx.say("summary.clause", text=text) for text in (first, second) if text]
    return tuple(upper_first(text) for text in (*both, *singles)) or ("",)


def _revenue_cells(desk: Desk, years: Sequence[int]) -> tuple[tuple[str, Sequence[str]], ...]:
    rows = desk.ctx.book.revenue
    return tuple(
        (
            desk.ctx.say("summary.cells.revenue", year=desk.ctx.say.year(year)),
            [r.at for r in rows if r.year == year],
        )
        for year in years
    )


# ------------------------------------------------------------------ concentration


def concentration(desk: Desk) -> Finding | None:
    """What the largest account and the vital few weigh; None with fewer than two accounts."""
    ctx, say, now = desk.ctx, desk.ctx.say, desk.pareto
    if now is None or len(now.accounts) < 2:
        return None
    name, share = desk.name(now.accounts[0]), now.cumulative[0]
    first_year = ctx.years[0]
    was = _share_in(desk, now.accounts[0], first_year) if len(ctx.years) > 1 else None
    has_risen = was is not None and share - was >= 0.005
    head = say(f"summary.concentration.{'now' if has_risen else 'is'}", name=name, share=desk.share(share))
    parts = _weights(desk)
    figure = say.percent(parts[0].value)
    return Finding(
        key="concentration",
        figure=figure,
        heads=(head, say("summary.concentration.brief", share=desk.share(share))),
        lines=_concentration_lines(desk, was, figure),
        call="risk" if share >= _TOO_LARGE else "watch" if share >= _LARGE else "good",
        evidence=Evidence(
            "bar",
            say("summary.concentration.head"),
            parts,
            say("summary.concentration.alt", head=head),
            "0%",
        ),
        sheets=("revenue",),
        rule=say("summary.concentration.rule"),
        cells=_revenue_cells(desk, (ctx.year,)),
    )


def _share_in(desk: Desk, account: str, year: int) -> float | None:
    """An account's share of a year's revenue; None without any."""
    ranked = rank_accounts(desk.table, year)
    if not ranked.accounts:
        return None
    return max(0.0, desk.table[account].get(year, 0.0)) / ranked.total


def _weights(desk: Desk) -> tuple[Part, ...]:
    """The largest account, the rest of the vital few and all others.

    The shares reached are rounded, not the steps: so they add to 100%, and to the share of the vital few.
    """
    say, now = desk.ctx.say, desk.pareto
    assert now is not None
    count = len(now.accounts)
    few = min(max(now.vital, 2), count)
    first, reached = (to_places(now.cumulative[place], 2) for place in (0, few - 1))
    rounded = (first, reached - first, 1 - reached)
    largest = now.accounts[0]
    named = (
        (f"account:{largest}", desk.name(largest), "tier_a", "paper"),
        ("next", say("summary.concentration.next", n=few - 1), "tier_b", "paper"),
        ("others", say("summary.concentration.others", n=count - few), "tier_c", "ink"),
    )
    made = [
        Part(key, name, value, say.percent(value), fill, ink)
        for (key, name, fill, ink), value in zip(named, rounded, strict=True)
    ]
    return tuple(made if few < count else made[:2])


def _concentration_lines(desk: Desk, was: float | None, figure: str) -> tuple[str, ...]:
    ctx, say, now = desk.ctx, desk.ctx.say, desk.pareto
    assert now is not None
    clauses = []
    if was is not None and say.percent(was) != figure:
        clauses.append(say("summary.concentration.was", share=say.percent(was), year=say.year(ctx.years[0])))
    fields: dict[str, object] = {
        "n": now.vital,
        "words": say.words(now.vital, capital=True),
        "all": say.number(len(now.accounts)),
        "share": say.percent(now.vital_share),
    }
    spread = measure(now.revenue)
    gini = say.number(spread.gini, 2)
    few = say("summary.concentration.few", gini=gini, **fields)
    if len(ctx.years) > 1:
        before = measure(rank_accounts(desk.table, ctx.years[0]).revenue)
        past = say.number(before.gini, 2)
        if before.accounts and past != gini:
            turn = "up" if spread.gini > before.gini else "down"
            few = say(f"summary.concentration.few_{turn}", gini=gini, past=past, **fields)
    whole = " ".join((*clauses, few))
    return tuple(dict.fromkeys((whole, few, say("summary.concentration.few_only", **fields))))
