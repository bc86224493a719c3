"""The words of the concentration slide: how revenue is spread, titles by effect, facts, next step, notes."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.concentration import GIANT, Concentration, course, measure, usable_share
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.deck.spec import Ask
from kamdeck.figures.advice import read_advice
from kamdeck.figures.context import Context
from kamdeck.layout.insights import Fact, Step
from kamdeck.layout.marks import notes
from kamdeck.layout.names import brief_name
from kamdeck.layout.page import account_in_title
from kamdeck.layout.titles import Fields, Move, Titles, always, down, level, moved, up, when, whole, wordings
from kamdeck.record import record
from kamdeck.text.rounding import half_up
from kamdeck.views.concentration.chart import Year, choose_years

_MOST_GROWING = 2  # accounts that the next step names


@record
class Spread:
    """The years with revenue, oldest first; `share` is the top share of accounts that is shown, None where
    it comes to less than one account and the largest account stands for it. `largest` is the largest
    account's name."""

    ctx: Context
    years: tuple[Year, ...]
    share: float | None
    threshold: float
    largest: str = ""

    @property
    def is_largest_lost(self) -> bool:
        """Whether Accounts says that the largest account is lost."""
        return self.largest in self.ctx.lost

    @property
    def now(self) -> Concentration:
        """The newest year."""
        return self.years[-1].spread

    @property
    def first(self) -> Year | None:
        """The first year, where it is not the newest."""
        return self.years[0] if len(self.years) > 1 else None

    @property
    def turn(self) -> str:
        """rising, falling, flat or mixed; single without an earlier year."""
        if self.first is None:
            return "single"
        return course([year.spread for year in self.years], self.share)

    @property
    def top(self) -> str:
        """The top share of accounts in words."""
        return self.ctx.say.entered(self.share or 0, "share")

    def top_of(self, spread: Concentration) -> float:
        """The share of revenue of the accounts on top: of the largest where `share` is None."""
        return spread.top_or_largest(self.share)


def measured(ctx: Context) -> Spread | None:
    """How revenue is spread over the years shown; None where the newest has fewer than two accounts."""
    table = revenue_table(ctx.book.revenue, ctx.years)
    spreads = []
    for year in ctx.years:
        spread = measure(by_year[year] for by_year in table.values() if year in by_year)
        if spread.accounts and ctx.is_alike(year):
            spreads.append((year, spread))
    if not spreads or spreads[-1][0] != ctx.year or spreads[-1][1].accounts < 2:
        return None
    chosen = ctx.book.settings
    share = usable_share(chosen.top_share, spreads[-1][1].accounts)
    largest = rank_accounts(table, ctx.year).accounts[0]
    return Spread(ctx, choose_years(spreads, share), share, chosen.pareto_threshold, largest)


def _top(spread: Spread, least: float = 0.01) -> Move | None:
    """The share of the accounts on top against the first year, in shares of revenue."""
    first, of_year = spread.first, spread.ctx.of_year
    if first is None:
        return None
    now = of_year(spread.top_of(spread.now), spread.years[-1].year, "share")
    return moved(now.against(of_year(spread.top_of(first.spread), first.year, "share")), least, 1)


def _shown(spread: Spread) -> Move | None:
    """The same, level where it reads 0.0 points."""
    return _top(spread, 0.0005)


def _is_even(spread: Spread) -> bool:
    return spread.now.revenue[0] == spread.now.revenue[-1]


def _is_giant(spread: Spread) -> bool:
    return spread.now.largest > GIANT


def _fields(spread: Spread) -> Fields:
    say, now = spread.ctx.say, spread.now
    return {
        "n": 1 if spread.share is None else 2,
        "share": spread.top,
        "figure": say.percent(spread.top_of(now)),
        "name": account_in_title(spread.ctx, spread.largest),
        "giant": say.percent(now.largest),
        "all": now.accounts,
    }


def _since(spread: Spread) -> Fields:
    """How the measures moved since the first year."""
    if spread.first is None:
        return {}
    say, now, before = spread.ctx.say, spread.now, spread.first.spread
    change = spread.top_of(now) - spread.top_of(before)
    points, number = float(half_up(abs(change) * 100, 1)), say.number(change * 100, 1, signed=True)
    return {
        "n": points,
        "year": say.year(spread.first.year),
        "by": say.number(abs(change) * 100, 1),
        "points": say("kpi.change.share", n=points, number=number),
        "hhi": say.number(now.hhi - before.hhi, signed=True),
        "gini": say.number(now.gini - before.gini, 2, signed=True),
    }


def _mixed(spread: Spread) -> Fields:
    return {**_since(spread), "n": _fields(spread)["n"]}


TITLES: Titles[Spread] = wordings(
    _fields,
    when((_is_even, lambda s: s.now.accounts == 2), "concentration.title_level_two", effect=whole),
    when(_is_even, "concentration.title_level", effect=whole),
    # above half of revenue in one account, that account is the headline, whatever moved
    when((_is_giant, lambda s: s.is_largest_lost), "concentration.title_giant_lost", effect=whole),
    when(_is_giant, "concentration.title_giant", effect=whole),
    when(
        (up("top share", _top), lambda s: s.turn == "rising"),
        "concentration.title_rising",
        "concentration.title_single",
    ),
    when(
        (down("top share", _top), lambda s: s.turn == "falling"),
        "concentration.title_falling",
        "concentration.title_single",
    ),
    when(
        (level("top share", _top), lambda s: s.turn == "flat"),
        "concentration.title_flat",
        "concentration.title_single",
    ),
    when(
        lambda s: s.turn == "mixed", "concentration.title_mixed", "concentration.title_single", fields=_mixed
    ),
    when(always, "concentration.title_single"),
)
SINCE: Titles[Spread] = wordings(
    _since,
    when(up("top share", _shown), "concentration.fact_more"),
    when(down("top share", _shown), "concentration.fact_less"),
    when(level("top share", _shown), "concentration.fact_same"),
)


def alt_of(spread: Spread, title: str) -> str:
    """The finding, with the top share of every year."""
    say = spread.ctx.say
    marks = [
        say("concentration.alt_year", year=say.year(y.year), figure=say.percent(y.mark[1], 1))
        for y in spread.years
        if y.mark
    ]
    what = (
        say("concentration.top_heading", share=spread.top)
        if spread.share is not None
        else say("concentration.largest")
    )
    return say("concentration.alt", title=title, what=what, years=say.list(marks))


def facts_of(spread: Spread) -> tuple[Fact, ...]:
    """The share on top, the equal accounts that would be as concentrated, the smaller half."""
    say, now, first = spread.ctx.say, spread.now, spread.first
    figure = spread.top_of(now)
    head = say("concentration.fact_top", n=1 if spread.share is None else 2, share=spread.top)
    text = head + next(iter(SINCE(say, spread)), ".")
    n = float(half_up(now.equals, 1))
    equals = say("concentration.fact_equals", n=n)
    if first is not None:
        before = say.number(first.spread.equals, 1)
        equals = say("concentration.fact_equals_before", n=n, year=say.year(first.year), before=before)
    half = now.bottom_share(0.5)
    parity = "even" if now.accounts % 2 == 0 else "odd"
    bottom = say(f"concentration.fact_bottom_{parity}", n=now.accounts // 2, sum=say.money(half * now.total))
    return (
        Fact("top", say.percent(figure, 1), text),
        Fact("equals", say.number(now.equals, 1), equals),
        Fact("bottom", say.percent(half, 1), bottom),
    )


def next_step(spread: Spread) -> Step:
    """What lowers the weight of the largest account: never less of it, but more of the others."""
    ctx, say, now, advice = spread.ctx, spread.ctx.say, spread.now, read_advice(spread.ctx)
    if _is_even(spread):
        return Step(say("concentration.next_level"))
    growing = [name for name in advice.doing("grow") if name != spread.largest][:_MOST_GROWING]
    fields = {"share": say.percent(now.largest), "name": brief_name(ctx, spread.largest)}
    fields["names"] = say.list(brief_name(ctx, account) for account in growing)
    those = (Ask("grow", tuple(growing)),) if growing else ()
    if spread.is_largest_lost:
        return Step(
            say("concentration.next_lost_grow" if growing else "concentration.next_lost", **fields), those
        )
    if now.largest < 0.1:
        return Step(say("concentration.next_watch", **fields))
    if advice.verb(spread.largest) == "save":
        return Step(say("concentration.next_save", **fields), (Ask("save", (spread.largest,)),))
    return Step(say("concentration.next_grow" if growing else "concentration.next_win", **fields), those)


def scope_of(spread: Spread, shown: str) -> str:
    """The accounts and years, and what stands for the top share."""
    say, now = spread.ctx.say, spread.now
    text = say("concentration.scope", n=now.accounts, years=shown)
    if spread.share is None:
        return text
    top = spread.share * now.accounts
    fields: dict[str, object] = {"scope": text, "share": spread.top, "all": now.accounts}
    if abs(top - round(top)) < 1e-9:
        return say("concentration.scope_whole", n=round(top), **fields)
    return say("concentration.scope_top", n=float(half_up(top, 1)), top=say.number(top, 1), **fields)


def notes_of(spread: Spread) -> str:
    """The definitions, what was left out, and the cells."""
    say, rows = spread.ctx.say, spread.ctx.book.revenue
    cells: list[tuple[str, Sequence[str]]] = [
        (
            say("concentration.revenue_of", year=say.year(year.year)),
            [r.at for r in rows if r.year == year.year and r.revenue is not None],
        )
        for year in reversed(spread.years)
    ]
    said = [say("concentration.definition")]
    gone = spread.now.left_out
    if gone:
        said.append(say("concentration.left_out", n=gone, sum=say.money(spread.now.left_out_sum)))
    return notes(say, *said, cells=cells)
