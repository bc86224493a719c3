"""Which few accounts bring most of the revenue."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Box, SlideSpec
from kamdeck.figures.context import Context
from kamdeck.layout.areas import area_of
from kamdeck.layout.insights import Rail
from kamdeck.layout.page import page
from kamdeck.views.pareto.chart import lay_out, make_chart
from kamdeck.views.pareto.marks import make_marks
from kamdeck.views.pareto.words import TITLES, facts_of, find, next_step, notes_of, scope_of
from kamdeck.views.place import RANK, find_place, rank_facts
from kamdeck.views.view import ACCOUNT, View

KEY = "pareto"
_AXIS = round(0.07 * EMU)  # how far the shares' axis may reach into the gap before the rail


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide for the newest year shown; none when no account has revenue above zero in it."""
    finding = find(ctx)
    if finding is None:
        return ()
    say, found, area = ctx.say, finding.found, area_of(ctx.frame)
    end = min(area.main.x + area.main.w + _AXIS, ctx.frame.body.x + ctx.frame.body.w)
    room = Box(area.main.x, area.main.y, end - area.main.x, area.main.h)
    plan = lay_out(say, found, [ctx.short(a) for a in found.accounts], room)
    place = find_place(ctx)
    titles = RANK(say, place) if place else TITLES(say, finding)
    facts, largest = facts_of(finding), found.accounts[0]
    alt = say(
        "pareto.alt",
        title=titles[0],
        year=finding.year,
        name=ctx.short(largest),
        sum=say.money(found.revenue[0]),
    )
    percent = ctx.say.entered(found.threshold, "share")
    slide = page(
        ctx,
        KEY,
        "rail",
        (
            make_chart(KEY, say, found, plan, alt, ctx.subject),
            make_marks(KEY, say, found, plan, percent),
        ),
        kicker=say("pareto.kicker", year=finding.year),
        titles=titles,
        subtitle=say("pareto.subtitle", year=finding.year, unit=say.unit(plan.letter)),
        rail=Rail(say("place.rail"), (*rank_facts(place), facts[0]))
        if place
        else Rail(say("pareto.rail"), facts, next_step(finding)),
        area=area,
        sheets=["revenue"],
        compares=True,
        scope=scope_of(finding, percent),
        notes=notes_of(finding, percent),
        asks=[ask for ask in (finding.first_ask,) if ask and not place],
    )
    return (slide,)


VIEW = View(
    KEY,
    ("revenue",),
    build,
    packs=(ACCOUNT,),
    finding=5,
    picture=2,
    rules=("pareto",),
    figures=("revenue", "accounts", "account_revenue", "vital_few", "vital_share", "largest_share", "gini"),
)
