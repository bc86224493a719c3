"""How strongly revenue depends on a few accounts, and whether it does more than before."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.concentration import GIANT, Concentration, compare, measure, usable_share
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.deck.spec import EMU, Ask, Box, SlideSpec, Table, Text, para
from kamdeck.figures.advice import read_advice
from kamdeck.figures.context import Context
from kamdeck.layout.areas import area_of, columns_of, rows_of
from kamdeck.layout.insights import Fact, Rail, Step
from kamdeck.layout.marks import notes
from kamdeck.layout.names import brief_name
from kamdeck.layout.page import account_in_title, page
from kamdeck.layout.titles import Fields, Move, Titles, always, down, level, up, when, whole, wordings
from kamdeck.record import record
from kamdeck.text.measure import fit, line_height, wrap
from kamdeck.text.rounding import half_up
from kamdeck.views.concentration.chart import Year, choose_years, make_chart
from kamdeck.views.concentration.marks import make_marks
from kamdeck.views.concentration.table import WIDTH, Measure, make_table
from kamdeck.views.view import View

KEY = "concentration"
_GAP = round(0.14 * EMU)
_LEAST_CHART = round(3.6 * EMU)  # narrower, it stands over the table
_MOST_GROWING = 2  # accounts that the next step names
_NOTE, _NOTE_GAP, _NOTE_LINES = round(0.80 * EMU), round(0.08 * EMU), 5


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
        return compare(self.first.spread, self.now, self.share)

    @property
    def top(self) -> str:
        """The top share of accounts in words."""
        return self.ctx.say.entered(self.share or 0, "share")

    def top_of(self, spread: Concentration) -> float:
        """The share of revenue of the accounts on top: of the largest where `share` is None."""
        return spread.top_or_largest(self.share)


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide over the years shown; none when the newest year has fewer than two accounts with revenue."""
    spread = _measure(ctx)
    if spread is None:
        return ()
    say, area = ctx.say, area_of(ctx.frame)
    titles = TITLES(say, spread)
    shown = say.years([year.year for year in spread.years])
    what = ("top_heading", "top_share") if spread.share is not None else ("largest",)
    headings = [say(f"concentration.{name}", share=spread.top) for name in what]
    left, right = _halves(area.main)
    slide = page(
        ctx,
        KEY,
        "rail",
        (
            make_chart(KEY, say, spread.years, spread.share, left, _alt(spread, titles[0])),
            make_marks(KEY, say, spread.years, headings, left),
            *_table_and_note(spread, right),
        ),
        kicker=say("concentration.kicker"),
        titles=titles,
        subtitle=say("concentration.subtitle", years=shown),
        rail=Rail(say("concentration.rail"), _facts(spread), _next_step(spread)),
        area=area,
        sheets=["revenue"],
        scope=_scope(spread, shown),
        dated=False,
        notes=_notes(spread),
    )
    return (slide,)


def _halves(main: Box) -> tuple[Box, Box]:
    """Where the chart stands and where the table: side by side, the table below in a narrow room."""
    beside = main.w - WIDTH - _GAP
    if beside >= _LEAST_CHART:
        left, right = columns_of(main, (beside, WIDTH), _GAP)
    else:
        left, right = rows_of(main, (4, 5), _GAP)
    return left, right


VIEW = View(
    KEY,
    ("revenue",),
    build,
    finding=7,
    picture=5,
    rules=("concentration",),
    figures=("hhi", "equals", "top_share", "bottom_share"),
    cites=("gini",),
)


def _measure(ctx: Context) -> Spread | None:
    table = revenue_table(ctx.book.revenue, ctx.years)
    spreads = []
    for year in ctx.years:
        spread = measure(by_year[year] for by_year in table.values() if year in by_year)
        if spread.accounts:
            spreads.append((year, spread))
    if not spreads or spreads[-1][0] != ctx.year or spreads[-1][1].accounts < 2:
        return None
    chosen = ctx.book.settings
    share = usable_share(chosen.top_share, spreads[-1][1].accounts)
    largest = rank_accounts(table, ctx.year).accounts[0]
    return Spread(ctx, choose_years(spreads, share), share, chosen.pareto_threshold, largest)


def _measures(spread: Spread) -> tuple[Measure, ...]:
    """The rows of the table: shares first, then the measures; `top 5` only where there are more."""
    say, n = spread.ctx.say, spread.now.accounts
    percent = spread.ctx.say.entered(spread.threshold, "share")
    rows = [Measure("largest", say("concentration.largest"), "share", lambda c: c.largest)]
    few = 5 if n > 5 else 2
    if n > few:
        rows.append(Measure(f"top{few}", say("concentration.top", n=few), "share", lambda c: c.top(few)))
    if spread.share is not None:
        row = say("concentration.top_share", share=spread.top)
        rows.append(Measure("top_share", row, "share", spread.top_of))
    rows.append(Measure("bottom", say("concentration.bottom"), "share", lambda c: c.bottom_share(0.5)))
    rows.append(
        Measure(
            "to_threshold",
            say("concentration.to", share=percent),
            "count",
            lambda c: c.count_to(spread.threshold),
        )
    )
    rows.append(Measure("hhi", "HHI", "index", lambda c: c.hhi))
    rows.append(Measure("gini", "Gini", "gini", lambda c: c.gini))
    return tuple(rows)


# ------------------------------------------------------------------ words


def _top(spread: Spread, least: float = 0.01) -> Move | None:
    """The share of the accounts on top against the first year, in shares of revenue."""
    first = spread.first
    return Move(spread.top_of(first.spread), spread.top_of(spread.now), least, 1) if first else None


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
    return {
        "n": int(half_up(abs(change) * 100, 1)),
        "year": say.year(spread.first.year),
        "by": say.number(abs(change) * 100, 1),
        "points": say.number(change * 100, 1, signed=True),
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


def _alt(spread: Spread, title: str) -> str:
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


def _facts(spread: Spread) -> tuple[Fact, ...]:
    say, now, first = spread.ctx.say, spread.now, spread.first
    figure = spread.top_of(now)
    head = say("concentration.fact_top", n=1 if spread.share is None else 2, share=spread.top)
    text = head + next(iter(SINCE(say, spread)), ".")
    equals = say("concentration.fact_equals")
    if first is not None:
        before = say.number(first.spread.equals, 1)
        equals = say("concentration.fact_equals_before", year=say.year(first.year), before=before)
    half = now.bottom_share(0.5)
    parity = "even" if now.accounts % 2 == 0 else "odd"
    bottom = say(f"concentration.fact_bottom_{parity}", n=now.accounts // 2, sum=say.money(half * now.total))
    return (
        Fact("top", say.percent(figure, 1), text),
        Fact("equals", say.number(now.equals, 1), equals),
        Fact("bottom", say.percent(half, 1), bottom),
    )


def _next_step(spread: Spread) -> Step:
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


def _table_and_note(spread: Spread, room: Box) -> tuple[Table, Text]:
    """The measures, and under them what they mean: the fullest wording that five lines hold."""
    say = spread.ctx.say
    base = say("concentration.note_single")
    if spread.first:
        base = say("concentration.note", year=say.year(spread.first.year))
    longer = f"{base} {say('concentration.between')}" if any(y.mark is None for y in spread.years) else base
    text = fit((longer, base), 9.5, room.w, _NOTE_LINES)
    needed = len(wrap(text, 9.5, room.w)) * line_height(9.5) + _NOTE_GAP
    marked = [year for year in spread.years if year.mark]
    left = Box(room.x, room.y, room.w, room.h - needed)
    table = make_table(KEY, say, marked, _measures(spread), left)
    top = table.y + table.box.h + _NOTE_GAP
    box = Box(room.x, top, room.w, min(_NOTE, room.y + room.h - top))
    return table, Text(f"{KEY}/note", (para(text, size=9.5, color="muted"),), box)


def _scope(spread: Spread, shown: str) -> str:
    say, now = spread.ctx.say, spread.now
    text = say("concentration.scope", n=now.accounts, years=shown)
    if spread.share is None:
        return text
    top = spread.share * now.accounts
    fields: dict[str, object] = {"scope": text, "share": spread.top, "all": now.accounts}
    if abs(top - round(top)) < 1e-9:
        return say("concentration.scope_whole", n=round(top), **fields)
    return say("concentration.scope_top", top=say.number(top, 1), **fields)


def _notes(spread: Spread) -> str:
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
