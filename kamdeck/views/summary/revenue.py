"""Findings about revenue: growth and concentration."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.concentration import measure
from kamdeck.analysis.growth import Growth
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.layout.titles import Fields, Move, Titles, always, down, effect, level, moved, up, when, wordings
from kamdeck.record import record
from kamdeck.text.rounding import to_places
from kamdeck.traced import fsum
from kamdeck.views.summary.findings import Call, Desk, Evidence, Finding, Part, upper_first

_YEARS_SHOWN = 3
LEVEL_REVENUE = 0.005  # of what was before: smaller moves read as none
_SHARP = 0.05  # a fall that calls for action
_LARGE, _TOO_LARGE = 1 / 5, 1 / 3  # shares of the largest account


# ------------------------------------------------------------------ growth


def revenue_move(found: Growth) -> Move | None:
    """Revenue of the newest year against the year before; level where it rounds to nothing at whole
    percents."""
    step = found.step
    return moved(step, LEVEL_REVENUE * step.first) if step and step.first > 0 else None


def call_of(move: Move | None) -> Call:
    """Up has no target to meet; a sharp fall calls for action."""
    if move is None or move.turn == 0:
        return "watch"
    if move.turn > 0:
        return "unknown"
    return "risk" if move.size >= _SHARP else "watch"


@record
class Grown:
    """Revenue of the newest two years or more, with the words for it."""

    desk: Desk
    found: Growth

    @property
    def rises(self) -> tuple[tuple[str, float], ...]:
        """The accounts that grew, largest gain first."""
        return tuple(pair for pair in self.found.changes if pair[1] > 0)

    @property
    def fell(self) -> bool:
        """Whether revenue went down as a whole."""
        return self._turn < 0

    @property
    def _turn(self) -> int:
        move = revenue_move(self.found)
        return move.turn if move else 0

    @property
    def first(self) -> tuple[str, float]:
        """The account that moved most in the direction of the whole, up where that is level."""
        return (*(self.found.falls if self.fell else self.rises), ("", 0.0))[0]

    @property
    def is_part(self) -> bool:
        """Whether that is a part of what the whole moved."""
        return self._turn != 0 and abs(self.first[1]) <= abs(self.found.net)

    def fields(self) -> Fields:
        """That account, and what it moved."""
        say = self.desk.ctx.say
        return {"name": self.desk.name(self.first[0]), "sum": say.money(abs(self.first[1]))}

    def against(self) -> Fields:
        """How many accounts went the other way, and what they moved together."""
        say, pairs = self.desk.ctx.say, self.rises if self.fell else self.found.falls
        total = abs(fsum(change for _, change in pairs))
        return {"n": len(pairs), "words": say.words(len(pairs)), "sum": say.money(total)}


def _rise(grown: Grown) -> Move:
    return effect(fsum(change for _, change in grown.rises))


def _fall(grown: Grown) -> Move:
    return effect(grown.found.lost)


_UP, _DOWN = up("account rises", _rise), down("account falls", _fall)
HEADS: Titles[Growth] = wordings(
    lambda _: {},
    when(up("revenue", revenue_move), "summary.growth.up", "summary.growth.brief"),
    when(down("revenue", revenue_move), "summary.growth.down", "summary.growth.brief"),
    when(level("revenue", revenue_move), "summary.growth.flat", "summary.growth.brief"),
)
WITH: Titles[Grown] = wordings(
    Grown.fields,
    when((_DOWN, lambda g: g.fell and g.is_part), "summary.growth.fell_of_it"),
    when((_DOWN, lambda g: g.fell), "summary.growth.fell_alone"),
    when((_UP, lambda g: not g.fell and g.is_part), "summary.growth.rose_of_it"),
    when((_UP, lambda g: not g.fell), "summary.growth.rose_alone"),
)
AGAINST: Titles[Grown] = wordings(
    Grown.against,
    when((_UP, lambda g: g.fell), "summary.growth.grew"),
    when((level("account rises", _rise), lambda g: g.fell), "summary.growth.no_gain"),
    when((_DOWN, lambda g: not g.fell), "summary.growth.shrank"),
    when((level("account falls", _fall), lambda g: not g.fell and bool(g.rises)), "summary.growth.no_loss"),
)


def growth(desk: Desk) -> Finding | None:
    """How revenue changed against the year before; None without a year before."""
    ctx, say = desk.ctx, desk.ctx.say
    found, step = desk.growth, desk.growth.step
    if desk.pareto is None or step is None or (rate := step.rate) is None:
        return None
    heads = HEADS(
        say,
        found,
        year=say.year(ctx.years[-2]),
        sum=say.money(found.totals[-1]),
        change=say.money(abs(found.net)),
    )
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
    return Finding(
        key="growth",
        figure=say.percent(rate, signed=True),
        heads=heads,
        lines=_growth_lines(desk, found),
        call=call_of(revenue_move(found)),
        evidence=Evidence(
            "columns", say("summary.growth.head"), parts, say("summary.growth.alt", head=heads[0])
        ),
        sheets=("revenue",),
        rule=say("summary.growth.rule"),
        cells=_revenue_cells(desk, ctx.years[-2:]),
    )


def _growth_lines(desk: Desk, found: Growth) -> tuple[str, ...]:
    """Who moved most in the direction of the whole, and how many went the other way; shorter ones after."""
    grown = Grown(desk, found)
    return _joined(desk, *("".join(table(desk.ctx.say, grown)[:1]) for table in (WITH, AGAINST)))


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


LARGEST: Titles[Move | None] = wordings(
    lambda _: {},
    when(up("largest share", lambda move: move), "summary.concentration.now", "summary.concentration.brief"),
    when(always, "summary.concentration.is", "summary.concentration.brief"),
)
_FEW = ("summary.concentration.few", "summary.concentration.few_only")
# by the Gini coefficient of the first year and the newest, as printed
FEW: Titles[Move | None] = wordings(
    lambda _: {},
    when(up("gini", lambda move: move), "summary.concentration.few_up", *_FEW),
    when(down("gini", lambda move: move), "summary.concentration.few_down", *_FEW),
    when(always, *_FEW),
)


def concentration(desk: Desk) -> Finding | None:
    """What the largest account and the vital few weigh; None with fewer than two accounts."""
    ctx, say, now = desk.ctx, desk.ctx.say, desk.pareto
    if now is None or len(now.accounts) < 2:
        return None
    name, share = desk.name(now.accounts[0]), now.cumulative[0]
    first_year = ctx.years[0]
    was = _share_in(desk, now.accounts[0], first_year) if len(ctx.years) > 1 else None
    step = ctx.of_year(share, ctx.year, "share").against(ctx.of_year(was, first_year, "share"))
    heads = LARGEST(say, moved(step, 0.005), name=name, share=desk.share(share))
    parts = _weights(desk)
    figure = say.percent(parts[0].value)
    return Finding(
        key="concentration",
        figure=figure,
        heads=heads,
        lines=_concentration_lines(desk, was, figure),
        call="risk" if share >= _TOO_LARGE else "watch" if share >= _LARGE else "good",
        evidence=Evidence(
            "bar",
            say("summary.concentration.head"),
            parts,
            say("summary.concentration.alt", head=heads[0]),
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
    then, gini = measure(rank_accounts(desk.table, ctx.years[0]).revenue), measure(now.revenue).gini
    past = to_places(then.gini, 2) if then.accounts else None
    step = ctx.of_year(to_places(gini, 2), ctx.year).against(ctx.of_year(past, ctx.years[0]))
    few = FEW(say, moved(step), gini=say.number(gini, 2), past=say.number(then.gini, 2), **fields)
    return tuple(dict.fromkeys((*(" ".join((*clauses, text)) for text in few[:-1]), *few)))
