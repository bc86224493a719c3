"""Every account's revenue by tier, with its trend, growth and share: one table and the marks upon it."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Ask, SlideSpec
from kamdeck.figures.advice import read_advice
from kamdeck.figures.context import Context
from kamdeck.figures.standing import Standing, read_standing, shown_shares
from kamdeck.layout.areas import area_of
from kamdeck.layout.insights import Fact, Rail, Step
from kamdeck.layout.marks import notes
from kamdeck.layout.page import account_in_title, page
from kamdeck.layout.titles import Fields, Move, Titles, down, effect, level, moved, up, when, wordings
from kamdeck.views.abc.entries import choose_entries, unit_name
from kamdeck.views.abc.lines import lay_out, lines_in, make_marks, make_table
from kamdeck.views.place import TIER, find_place, tier_facts
from kamdeck.views.view import ACCOUNT, View

KEY = "abc_accounts"


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide: accounts by tier, small ones folded; none without revenue."""
    standing = read_standing(ctx)
    if standing is None:
        return ()
    say, area = ctx.say, area_of(ctx.frame)
    grid = lay_out(KEY, standing, area.main)
    room = grid.widths["name"] - round(0.06 * EMU)
    entries = choose_entries(standing, room, grid.width("name", len(grid.widths)), lines_in(area.main))
    place = find_place(ctx)
    titles = TIER(say, place) if place else TITLES(say, standing)
    facts = _facts(standing) if standing.growth.changes else _facts_of_one_year(standing)
    step = _next_step(standing) if len(facts) < 4 else Step()
    years = [t.year for t in standing.tiers]
    slide = page(
        ctx,
        KEY,
        "rail",
        (
            make_table(grid, standing, entries, say("abc_accounts.alt", title=titles[0])),
            make_marks(KEY, standing, grid, entries),
        ),
        kicker=say("abc_accounts.kicker"),
        titles=titles,
        subtitle=_subtitle(standing),
        rail=Rail(say("place.rail"), tuple(tier_facts(place)))
        if place
        else Rail(say("abc_accounts.rail"), tuple(facts), step),
        area=area,
        sheets=["revenue"],
        compares=True,
        scope=standing.scope_with_cuts(),
        notes=notes(
            say, standing.rules(standing.tiers)[0], say("abc_accounts.notes"), cells=standing.cells(years)
        ),
    )
    return (slide,)


VIEW = View(
    KEY,
    ("revenue",),
    build,
    packs=(ACCOUNT,),
    rules=("growth", "abc"),
    figures=("net_growth", "shrunk", "doubled"),
    cites=("account_revenue", "growth", "tier_accounts"),
)


def _subtitle(standing: Standing) -> str:
    say, years = standing.ctx.say, [standing.ctx.say.year(t.year) for t in standing.tiers]
    fields = {"unit": unit_name(standing), "year": years[-1], "first": years[0], "last": years[-1]}
    if len(years) == 1:
        return say("abc_accounts.subtitle_one", **fields)
    key = "abc_accounts.subtitle" if len(years) <= 3 else "abc_accounts.subtitle_many"
    return say(key, **fields)


# ------------------------------------------------------------------ title


def _total(standing: Standing) -> Move | None:
    """Revenue against the year before; level where the rate rounds to 0.0%."""
    step = standing.growth.step
    return moved(step, 0.0005 * abs(step.first)) if step and standing.growth.changes else None


def _weakest_in_a(standing: Standing) -> Move | None:
    """The least change among the A accounts, against none; None where there is one such account."""
    members, changes = standing.now.members("A"), dict(standing.growth.changes)
    return effect(min(changes[account] for account in members)) if changes and len(members) > 1 else None


def _best(standing: Standing) -> Move | None:
    """The largest gain of an account, against none."""
    growth = standing.growth
    return effect(growth.changes[0][1], growth.totals[-2]) if growth.changes else None


def _worst(standing: Standing) -> Move | None:
    """The largest loss of an account, against none."""
    growth = standing.growth
    return effect(growth.changes[-1][1], growth.totals[-2]) if growth.changes else None


def _covers(standing: Standing) -> bool:
    """Whether the largest gain is more than the whole grew by, and makes good all that others lost."""
    growth = standing.growth
    return growth.changes[0][1] > max(growth.net, -growth.lost)


def _fields(standing: Standing) -> Fields:
    say, growth, now = standing.ctx.say, standing.growth, standing.now
    fields = {"total": say.money(now.net), "sum": say.money(abs(growth.net)), "n": len(growth.falls)}
    if growth.changes:
        best, gain = growth.changes[0]
        fields |= {"best": account_in_title(standing.ctx, best), "gain": say.money(gain)}
    if growth.falls:
        worst, loss = growth.falls[0]
        fields |= {
            "worst": account_in_title(standing.ctx, worst),
            "loss": say.money(-loss),
            "lost": say.money(-growth.lost),
        }
    return fields | {"words": say.words(len(growth.falls))}


def _one_year(standing: Standing) -> Fields:
    now = standing.now
    share = standing.ctx.say.percent(shown_shares(now.revenue, 0)[0])
    return {"n": len(now.accounts), "name": account_in_title(standing.ctx, now.accounts[0]), "share": share}


def _in_a(standing: Standing) -> Fields:
    n = len(_falls_in_a(standing))
    return {"n": n, "words": standing.ctx.say.words(n)}


CLAUSES = wordings(
    _in_a,
    when(down("A accounts", _weakest_in_a), "abc_accounts.a_shrank"),
    when(up("A accounts", _weakest_in_a), "abc_accounts.a_grew"),
    when(level("A accounts", _weakest_in_a), "abc_accounts.a_held"),
    join="abc.clauses",
)
TITLES: Titles[Standing] = wordings(
    _fields,
    when(lambda s: not s.growth.changes, "abc_accounts.title_one_year", fields=_one_year),
    when(
        (level("revenue", _total), up("best account", _best), down("worst account", _worst)),
        "abc_accounts.title_flat_moved",
        "abc_accounts.title_flat",
    ),
    when(level("revenue", _total), "abc_accounts.title_flat"),
    when(
        (down("revenue", _total), down("worst account", _worst)),
        "abc_accounts.title_fall",
        "abc_accounts.title_fall_short",
    ),
    when((up("best account", _best), lambda s: len(s.growth.changes) == 1), "abc_accounts.title_rise_only"),
    when((up("best account", _best), up("revenue", _total), _covers), "abc_accounts.title_cover"),
    when(
        (up("revenue", _total), lambda s: s.growth.changes[0][1] <= s.growth.net),
        "abc_accounts.title_rise",
        then=CLAUSES,
    ),
    when(
        (up("revenue", _total), up("best account", _best), down("worst account", _worst)),
        "abc_accounts.title_rise_mixed",
    ),
)


def _falls_in_a(standing: Standing) -> list[tuple[str, float]]:
    """The A accounts of the newest year that shrank, largest of them first."""
    changes = dict(standing.growth.falls)
    return [(account, changes[account]) for account in standing.now.members("A") if account in changes]


# ------------------------------------------------------------------ rail


def _facts(standing: Standing) -> list[Fact]:
    say, growth = standing.ctx.say, standing.growth
    best, gain = growth.changes[0]
    facts = []
    if gain > 0:
        name = standing.name(best)
        if 0 < gain <= growth.net:
            share, net = say.percent(gain / growth.net), say.money(growth.net)
            text = say("abc_accounts.fact_best", name=name, share=share, net=net)
        else:
            text = say("abc_accounts.fact_gain", name=name)
        facts.append(Fact("best", say.money(gain, signed=True), text))
    if in_a := _falls_in_a(standing):
        most = standing.name(min(in_a, key=lambda pair: pair[1])[0])
        names = standing.names([account for account, _ in in_a])
        key = "abc_accounts.fact_a" if len(in_a) < 3 else "abc_accounts.fact_a_many"
        loss = say.money(sum(change for _, change in in_a))
        facts.append(Fact("a_falls", loss, say(key, n=len(in_a), names=names, name=most)))
    elif growth.falls:
        worst, change = growth.falls[0]
        facts.append(
            Fact("worst", say.money(change), say("abc_accounts.fact_worst", name=standing.name(worst)))
        )
    facts.append(_fall_fact(standing))
    if growth.doubled:
        names = standing.names(growth.doubled)
        year = say.year(standing.tiers[0].year)
        text = say("abc_accounts.fact_doubled", n=len(growth.doubled), names=names, year=year)
        facts.append(Fact("doubled", say.number(len(growth.doubled)), text))
    return facts


def _fall_fact(standing: Standing) -> Fact:
    """How many accounts shrank, by how much, and how many of them are small or gone."""
    say, growth, now = standing.ctx.say, standing.growth, standing.now
    falls = growth.falls
    figure = say("abc_accounts.of", n=len(falls), all=len(growth.changes))
    if not falls:
        return Fact("falls", figure, say("abc_accounts.fact_no_fall", year=say.year(standing.tiers[-2].year)))
    text = say("abc_accounts.fact_falls", n=len(falls), sum=say.money(-growth.lost))
    gone = sum(account not in now.tier_of for account, _ in falls)
    small = sum(now.tier_of.get(account, "A") != "A" for account, _ in falls)
    if gone:
        return Fact("falls", figure, standing.clauses(text, say("abc_accounts.fact_gone", n=gone)))
    if 0 < small < len(falls):
        return Fact("falls", figure, standing.clauses(text, say("abc_accounts.fact_small", n=small)))
    return Fact("falls", figure, f"{text}.")


def _loss_of(standing: Standing, account: str) -> str:
    """What became of an account that shrank: lost by Accounts, less, a credit note, or no revenue at all."""
    if account in standing.ctx.lost:
        return "lost"
    if account in standing.now.tier_of:
        return "worst"
    return "credit" if standing.table[account].get(standing.now.year, 0.0) < 0 else "without"


def _facts_of_one_year(standing: Standing) -> list[Fact]:
    say, now = standing.ctx.say, standing.now
    share = say.percent(shown_shares(now.sums, 1)[0], 1)
    facts = [Fact("tier_a", share, say("abc_accounts.fact_tier_a", n=now.sizes[0]))]
    count = len(now.accounts)
    if count > 2:
        median = (now.revenue[(count - 1) // 2] + now.revenue[count // 2]) / 2
        facts.append(Fact("median", say.money(median), say("abc_accounts.fact_median")))
    return facts


def _next_step(standing: Standing) -> Step:
    """The largest fall among those that may be asked for a plan, else the largest rise."""
    say, growth, advice = standing.ctx.say, standing.growth, read_advice(standing.ctx)
    if there := advice.those("plan", (account for account, _ in _falls_in_a(standing))):
        named = there if len(there) < 3 else there[:1]
        text = say("abc_accounts.next_a", n=len(there), names=standing.names(there, len(named)))
        return Step(text, (Ask("plan", there),))
    for account, _ in growth.falls:
        turn = _loss_of(standing, account)
        if turn != "worst":
            return Step(say(f"abc_accounts.next_{turn}", name=standing.name(account)))
        if advice.fits("plan", account):
            return Step(
                say("abc_accounts.next_worst", name=standing.name(account)), (Ask("plan", (account,)),)
            )
    if growth.changes and growth.changes[0][1] > 0:
        return Step(say("abc_accounts.next_best", name=standing.name(growth.changes[0][0])))
    if not growth.changes:
        return Step(say("abc_accounts.next_years"))
    growing = advice.those("grow", standing.now.members("A"))
    if not growing or growing == standing.now.accounts:
        return Step(say("abc_accounts.next_still"))
    return Step(say("abc_accounts.next_flat", names=standing.names(growing)), (Ask("grow", growing),))
