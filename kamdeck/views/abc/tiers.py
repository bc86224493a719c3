"""How many accounts and how much revenue each tier holds, year by year."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import TIERS, Tiers
from kamdeck.analysis.pareto import are_few
from kamdeck.deck.spec import EMU, Ask, Box, Element, Line, SlideSpec, Table, Text, para
from kamdeck.figures.advice import read_advice
from kamdeck.figures.context import Context
from kamdeck.figures.standing import Standing, read_standing, share_text, shown_shares
from kamdeck.layout.areas import area_of
from kamdeck.layout.grid import Grid, Head, Style
from kamdeck.layout.insights import Fact, Rail, Step
from kamdeck.layout.marks import notes
from kamdeck.layout.page import page
from kamdeck.layout.titles import Fields, Move, Titles, always, down, level, moved, up, when, wordings
from kamdeck.text.measure import fit, wrap
from kamdeck.views.abc import mirror as abc_mirror
from kamdeck.views.abc.columns import Pair, lay_out, make_chart, make_marks, make_pair
from kamdeck.views.view import View

KEY = "abc_tiers"
MOST_YEARS = 3
_THREE_YEARS, _WITH_TABLE = (
    round(7.2 * EMU),
    round(7.4 * EMU),
)  # the least rooms for these
_TABLE_GAP = round(1.0 * EMU)  # between a single pair of columns and its table: for labels of thin segments
_COLUMNS = {  # of that table: key, head and width in inches
    "tier": ("tier", 0.62),
    "accounts": ("accounts", 0.80),
    "part": ("share", 0.68),
    "revenue": ("revenue", 0.92),
    "share": ("share", 0.68),
    "mean": ("mean", 0.94),
}


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide: shares of accounts and revenue by tier for the newest three years; none without revenue."""
    standing = read_standing(ctx)
    if standing is None:
        return ()
    say, area = ctx.say, area_of(ctx.frame)
    most = MOST_YEARS if area.main.w >= _THREE_YEARS else MOST_YEARS - 1
    years = tuple(t for t in standing.tiers if t.accounts)[-most:]
    pairs = tuple(make_pair(t) for t in years)
    is_mirrored = ctx.book.settings.abc_chart == "mirrored"
    draw = _mirrored if is_mirrored else _columns
    how = (standing.rules(years)[0], say("abc_tiers.notes"))
    slide = page(
        ctx,
        KEY,
        "rail",
        (*draw(standing, pairs, area.main), _note(standing, years, area.main)),
        kicker=say("abc_tiers.kicker"),
        titles=TITLES(say, standing),
        subtitle=_mirrored_subtitle(standing, years) if is_mirrored else _subtitle(standing, years),
        rail=Rail(say("abc_tiers.rail"), _facts(standing, pairs[-1]), _next_step(standing)),
        area=area,
        sheets=["revenue"],
        compares=True,
        scope=standing.scope(),
        notes=notes(say, *how, cells=standing.cells(t.year for t in years)),
    )
    return (slide,)


VIEW = View(
    KEY,
    ("revenue",),
    build,
    picture=6,
    rules=("abc",),
    figures=("tier_share", "tier_accounts", "tier_ratio"),
    cites=("revenue", "accounts"),
)


def _columns(standing: Standing, pairs: Sequence[Pair], room: Box) -> tuple[Element, ...]:
    """A pair of columns per year; a table beside the only one."""
    table = _table(standing, pairs[0], room) if len(pairs) == 1 and room.w >= _WITH_TABLE else None
    plan = lay_out(pairs, room, table.x - _TABLE_GAP if table else room.x + room.w)
    return (
        make_chart(KEY, standing.ctx, pairs, plan, _alt(standing, pairs[-1])),
        make_marks(KEY, standing.ctx, pairs, plan),
        *((table,) if table else ()),
    )


def _mirrored(standing: Standing, pairs: Sequence[Pair], room: Box) -> tuple[Element, ...]:
    """Mirrored bars of the newest year; keys of their own, so that the one chart gives way to the other."""
    arms = abc_mirror.lay_out(pairs, room)
    return (
        abc_mirror.make_mirror(KEY, standing.ctx, pairs, arms, _alt(standing, pairs[-1], "mirror_alt")),
        abc_mirror.make_mirror_marks(KEY, standing.ctx, pairs, arms),
    )


# ------------------------------------------------------------------ words


def _number(standing: Standing) -> Move | None:
    """How many A accounts there are, against the year before."""
    step = standing.step([float(tiers.sizes[0]) for tiers in standing.tiers])
    return moved(step) if standing.before else None


def _is_next_year(standing: Standing) -> bool:
    return standing.before is not None and standing.now.year - standing.before.year == 1


def _fields(standing: Standing) -> Fields:
    say, now, before = standing.ctx.say, standing.now, standing.before or standing.now
    n = now.sizes[0]
    return {
        "n": n,
        "N": say.words(n, capital=True),
        "words": say.words(n),
        "share": say.percent(shown_shares(now.sums)[0]),
        "cut": say.entered(now.cuts[0], "share"),
        "was": say.words(before.sizes[0]),
        "before": say.year(before.year),
    }


_FEWER, _MORE = down("number of A accounts", _number), up("number of A accounts", _number)
TITLES: Titles[Standing] = wordings(
    _fields,
    when((_FEWER, _is_next_year), "abc_tiers.title_fewer_a_year", "abc_tiers.title_only"),
    when(_FEWER, "abc_tiers.title_fewer_years", "abc_tiers.title_only"),
    when((_MORE, _is_next_year), "abc_tiers.title_more_a_year", "abc_tiers.title_only"),
    when(_MORE, "abc_tiers.title_more_years", "abc_tiers.title_only"),
    when(level("number of A accounts", _number), "abc_tiers.title_same"),
    when(always, "abc_tiers.title_only"),
)


def _subtitle(standing: Standing, years: Sequence[Tiers]) -> str:
    say = standing.ctx.say
    if len(years) < 2:
        return say("abc_tiers.subtitle_one", year=say.year(years[0].year))
    if len(years) == len(standing.tiers):
        return say("abc_tiers.subtitle")
    return say("abc_tiers.subtitle_some", n=len(years), words=say.words(len(years)), all=len(standing.tiers))


def _mirrored_subtitle(standing: Standing, years: Sequence[Tiers]) -> str:
    return standing.ctx.say("abc_tiers.subtitle_mirror", year=standing.ctx.say.year(years[-1].year))


def _alt(standing: Standing, pair: Pair, key: str = "chart_alt") -> str:
    say = standing.ctx.say
    parts = [
        say(
            "abc_tiers.tier_alt",
            n=pair.tiers.sizes[i],
            tier=name,
            accounts=share_text(standing.ctx, pair.shown[0][i], 1),
            revenue=share_text(standing.ctx, pair.shown[1][i], 1),
        )
        for i, name in enumerate(TIERS)
        if pair.tiers.sizes[i]
    ]
    return say(f"abc_tiers.{key}", year=say.year(pair.tiers.year), tiers=say.list(parts))


def _facts(standing: Standing, pair: Pair) -> tuple[Fact, ...]:
    say, now = standing.ctx.say, standing.now
    n = now.sizes[0]
    share = share_text(standing.ctx, pair.shown[0][0], n)
    text = say("abc_tiers.fact_a", n=n, share=share, all=len(now.accounts))
    facts = [Fact("tier_a", say.percent(pair.shown[1][0]), _moved_at_top(standing, text))]
    low = "C" if now.sizes[2] else "B" if now.sizes[1] else ""
    if low:
        i = TIERS.index(low)
        high, small = now.sums[0] / n, now.sums[i] / now.sizes[i]
        times = say.number(high / small, 0 if high / small >= 9.95 else 1)
        means = {"high": say.money(high), "low": say.money(small), "tier": low}
        if high >= 1.05 * small:
            facts.append(Fact("average", f"{times}×", say("abc_tiers.fact_average", **means)))
        part = _part(standing, pair.shown[0][i])
        part_text = say("abc_tiers.fact_low", n=now.sizes[i], tier=low, part=part)
        facts.append(Fact(f"tier_{low.lower()}", say.percent(shown_shares(now.sums, 1)[i], 1), part_text))
    return tuple(facts)


def _moved_at_top(standing: Standing, text: str) -> str:
    """The fact with what changed in tier A: `...; Providence fell to B.`, or just a full stop."""
    say, found = standing.ctx.say, standing.migration
    moves = found.moves if found else ()
    left = [m for m in moves if m.before == "A"]
    joined = [m for m in moves if m.after == "A"]
    if len(left) == 1 and not joined:
        change = say("abc_tiers.one_left", name=standing.name(left[0].account), tier=left[0].after)
    elif len(joined) == 1 and not left:
        change = say("abc_tiers.one_joined", name=standing.name(joined[0].account))
    elif left or joined:
        change = say("abc_tiers.some_moved", left=len(left), joined=len(joined))
    else:
        return f"{text}."
    return standing.clauses(text, change)


def _part(standing: Standing, share: float) -> str:
    """A share of the accounts, in words where it is close to a simple fraction."""
    say = standing.ctx.say
    for name, value in (("half", 1 / 2), ("third", 1 / 3), ("quarter", 1 / 4), ("fifth", 1 / 5)):
        if abs(share - value) <= 0.02:
            return say(f"abc_tiers.part_{name}")
    return say("abc_tiers.part_other", share=share_text(standing.ctx, share, 1))


def _next_step(standing: Standing) -> Step:
    """Where the hours go: away from the small accounts only where none of them is leaving."""
    say, advice, now = standing.ctx.say, read_advice(standing.ctx), standing.now
    if not are_few(now.sizes[0], len(now.accounts)):
        return Step(say("abc_tiers.next_spread"))
    first, second, small = (now.members(tier) for tier in TIERS)
    at_risk = tuple(account for account in small if advice.verb(account) == "save")
    if small and advice.is_leaving:
        key = "next_save" if at_risk else "next_leaving"
        names = standing.names(at_risk) if at_risk else ""
        return Step(say(f"abc_tiers.{key}", names=names), (Ask("save", at_risk),) if at_risk else ())
    held, less = advice.those("hold", small), advice.those("cut", small)
    gaining = advice.those("grow", second) or advice.doing("grow")
    if (served := len(held) + len(less)) and gaining:
        where = say("abc_tiers.of_b", n=len(second), words=say.words(len(second)))
        if gaining != second:
            gaining = gaining[:2]
            where = say("abc_tiers.at_names", names=standing.names(gaining))
        fields = {"n": served, "words": say.words(served), "b": where}
        key = "next_bc" if served == len(small) else "next_bc_some"
        asks = Ask("hold", held), Ask("cut", less), Ask("grow", gaining)
        return Step(say(f"abc_tiers.{key}", **fields), asks)
    there = advice.those("plan", first)
    if not there:
        return Step()
    return Step(say("abc_tiers.next_a", n=len(there), words=say.words(len(there))), (Ask("plan", there),))


def _note(standing: Standing, years: Sequence[Tiers], room: Box) -> Text:
    """The rule under the chart, with remarks on ties and on what was left out as far as two lines go."""
    high = round(0.36 * EMU)
    box = Box(room.x, room.y + room.h - high - round(0.02 * EMU), room.w, high)
    rules = standing.rules(years)
    size = 10.0 if any(len(wrap(text, 10, box.w)) <= 2 for text in rules[:-1] or rules) else 9.0
    text = fit(rules, size, box.w, 2)
    return Text(f"{KEY}/note", (para(text, size=size, color="muted"),), box, anchor="b")


# ------------------------------------------------------------------ a single year


def _table(standing: Standing, pair: Pair, room: Box) -> Table:
    """The tiers of the only year as a table, in the room that further years would take."""
    say, tiers, keys = standing.ctx.say, pair.tiers, tuple(_COLUMNS)
    rule = Style(10, color="muted")
    heads = [
        Head(key, round(wide * EMU), say(f"abc_tiers.head_{name}"), rule.but(align="r" if i else "l"))
        for i, (key, (name, wide)) in enumerate(_COLUMNS.items())
    ]
    wide = sum(head.width or 0 for head in heads)
    place = Box(room.x + room.w - wide, room.y + round(0.59 * EMU), wide, room.h)
    grid, figure = Grid(f"{KEY}/table", place, heads), Style(11, align="r")
    grid.head(round(0.30 * EMU), anchor="ctr", foot=0)

    def row(key: str, texts: Sequence[str], look: Style, bottom: Line | None) -> None:
        cells = {name: look.cell(text) for name, text in zip(keys[1:], texts[1:], strict=True)}
        cells["tier"] = look.but(bold=True, align="l").cell(texts[0])
        grid.row(key, round(0.42 * EMU), cells, bottom=bottom)

    for i, name in enumerate(TIERS):
        n, amount = tiers.sizes[i], tiers.sums[i]
        parts = [share_text(standing.ctx, pair.shown[w][i], pair.amounts[w][i]) for w in (0, 1)]
        mean = say.money(amount / n) if n else "–"
        row(
            name, (name, say.number(n), parts[0], say.money(amount), parts[1], mean), figure, Line("hairline")
        )
    n, full = len(tiers.accounts), say.percent(1)
    last = say.number(n), full, say.money(tiers.total), full, say.money(tiers.total / n)
    row("total", (say("abc_tiers.all"), *last), figure.but(bold=True), None)
    return grid.table(say("abc_tiers.table_alt", year=say.year(tiers.year)))
