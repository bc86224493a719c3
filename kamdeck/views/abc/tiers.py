"""How many accounts and how much revenue each tier holds, year by year."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.abc import TIERS, Tiers, migrate
from kamdeck.deck.spec import (
    EMU,
    Align,
    Box,
    Cell,
    Column,
    Element,
    Line,
    Para,
    Row,
    Run,
    SlideSpec,
    Table,
    Text,
    para,
)
from kamdeck.layout.context import Context
from kamdeck.layout.marks import cut_text
from kamdeck.layout.rail import MAIN, Fact, notes, rail, source_line, title_block
from kamdeck.text.measure import fit, wrap
from kamdeck.views.abc import mirror as abc_mirror
from kamdeck.views.abc.columns import Pair, lay_out, make_chart, make_marks, make_pair
from kamdeck.views.abc.data import Standing, read_standing, share_text, shown_shares
from kamdeck.views.view import View

KEY = "abc_tiers"
MOST_YEARS = 3


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide: shares of accounts and revenue by tier for the newest three years; none without revenue."""
    standing = read_standing(ctx)
    if standing is None:
        return ()
    say = ctx.say
    years = tuple(t for t in standing.tiers if t.accounts)[-MOST_YEARS:]
    pairs = tuple(make_pair(t) for t in years)
    is_mirrored = ctx.book.settings.abc_chart == "mirrored"
    subtitle = _mirrored_subtitle(standing, years) if is_mirrored else _subtitle(standing, years)
    elements: tuple[Element, ...] = (
        *title_block(KEY, say("abc_tiers.kicker"), _titles(standing, pairs[-1]), subtitle),
        *(_mirrored(standing, pairs) if is_mirrored else _columns(standing, pairs)),
        _note(standing, years),
        *rail(KEY, say, say("abc_tiers.rail"), _facts(standing, pairs[-1]), _next_step(standing)),
        *source_line(KEY, ctx, ["revenue"], standing.scope()),
    )
    how = (standing.rules(years)[0], say("abc_tiers.notes"))
    spoken = notes(say, *how, cells=standing.cells(t.year for t in years))
    return (SlideSpec(KEY, "rail", elements, spoken),)


VIEW = View(
    KEY,
    ("revenue",),
    build,
    picture=6,
    rules=("abc",),
    figures=("tier_share", "tier_accounts", "tier_ratio"),
    cites=("revenue", "accounts"),
)


def _columns(standing: Standing, pairs: Sequence[Pair]) -> tuple[Element, ...]:
    """A pair of columns per year; a table beside the only one."""
    plan = lay_out(pairs)
    return (
        make_chart(KEY, standing.ctx, pairs, plan, _alt(standing, pairs[-1])),
        make_marks(KEY, standing.ctx, pairs, plan),
        *((_table(standing, pairs[0]),) if len(pairs) == 1 else ()),
    )


def _mirrored(standing: Standing, pairs: Sequence[Pair]) -> tuple[Element, ...]:
    """Mirrored bars of the newest year; keys of their own, so that the one chart gives way to the other."""
    arms = abc_mirror.lay_out(pairs)
    return (
        abc_mirror.make_mirror(KEY, standing.ctx, pairs, arms, _alt(standing, pairs[-1], "mirror_alt")),
        abc_mirror.make_mirror_marks(KEY, standing.ctx, pairs, arms),
    )


# ------------------------------------------------------------------ words


def _titles(standing: Standing, pair: Pair) -> tuple[str, ...]:
    say, now, before = standing.ctx.say, standing.now, standing.before
    n = now.sizes[0]
    fields: dict[str, object] = {
        "n": n,
        "N": say.words(n, capital=True),
        "words": say.words(n),
        "share": say.percent(pair.shown[1][0]),
        "cut": cut_text(standing.ctx, now.cuts[0]),
    }
    only = say("abc_tiers.title_only", **fields)
    if before is None:
        return (only,)
    if n == before.sizes[0]:
        return (say("abc_tiers.title_same", **fields),)
    turn = "more" if n > before.sizes[0] else "fewer"
    since = "a_year" if now.year - before.year == 1 else "years"
    fields |= {"was": say.words(before.sizes[0]), "before": say.year(before.year)}
    return say(f"abc_tiers.title_{turn}_{since}", **fields), only


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


def _facts(standing: Standing, pair: Pair) -> list[Fact]:
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
    return facts


def _moved_at_top(standing: Standing, text: str) -> str:
    """The fact with what changed in tier A: `...; Providence fell to B.`, or just a full stop."""
    say, before = standing.ctx.say, standing.before
    moves = migrate(before, standing.now).moves if before else ()
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


def _next_step(standing: Standing) -> str:
    say, (a, b, c) = standing.ctx.say, standing.now.sizes
    if b and c:
        of_b = say("abc_tiers.of_b", n=b, words=say.words(b))
        return say("abc_tiers.next_bc", n=c, words=say.words(c), b=of_b)
    if b:
        return say("abc_tiers.next_b", n=b, words=say.words(b))
    return say("abc_tiers.next_a", n=a, words=say.words(a))


def _note(standing: Standing, years: Sequence[Tiers]) -> Text:
    """The rule under the chart, with remarks on ties and on what was left out as far as two lines go."""
    box = Box(MAIN.x, round(6.50 * EMU), MAIN.w, round(0.36 * EMU))
    rules = standing.rules(years)
    size = 10.0 if any(len(wrap(text, 10, box.w)) <= 2 for text in rules[:-1] or rules) else 9.0
    text = fit(rules, size, box.w, 2)
    return Text(f"{KEY}/note", (para(text, size=size, color="muted"),), box, anchor="b")


# ------------------------------------------------------------------ a single year


def _table(standing: Standing, pair: Pair) -> Table:
    """The tiers of the only year as a table, in the room that further years would take."""
    say, tiers = standing.ctx.say, pair.tiers
    heads = [
        say(f"abc_tiers.head_{name}") for name in ("tier", "accounts", "share", "revenue", "share", "mean")
    ]
    rows = [_row("head", heads, "muted", False, Line("ink", 1.05))]
    for i, name in enumerate(TIERS):
        n = tiers.sizes[i]
        mean = say.money(tiers.sums[i] / n) if n else "–"
        shares = [share_text(standing.ctx, pair.shown[w][i], pair.amounts[w][i]) for w in (0, 1)]
        texts = [name, say.number(n), shares[0], say.money(tiers.sums[i]), shares[1], mean]
        rows.append(_row(name, texts, "ink", False, Line("hairline")))
    n = len(tiers.accounts)
    full, mean = say.percent(1), say.money(tiers.total / n)
    last = [say("abc_tiers.all"), say.number(n), full, say.money(tiers.total), full, mean]
    rows.append(_row("total", last, "ink", True, None))
    widths = (0.62, 0.80, 0.68, 0.92, 0.68, 0.94)
    columns = tuple(
        Column(key, round(w * EMU))
        for key, w in zip(("tier", "accounts", "part", "revenue", "share", "mean"), widths, strict=True)
    )
    alt = say("abc_tiers.table_alt", year=say.year(tiers.year))
    return Table(f"{KEY}/table", round(5.15 * EMU), round(2.15 * EMU), columns, tuple(rows), alt=alt)


def _row(key: str, texts: Sequence[str], color: str, is_bold: bool, rule: Line | None) -> Row:
    cells = []
    for i, text in enumerate(texts):
        align: Align = "r" if i else "l"
        run = Run(text, 10 if key == "head" else 11, is_bold or (i == 0 and key != "head") or None, color)
        cells.append(Cell((Para((run,), align=align),), bottom=rule, is_data=key != "head"))
    return Row(key, round((0.30 if key == "head" else 0.42) * EMU), tuple(cells))
