"""Who earns us money with what: customers in four groups by four product families, with a policy per cell."""

from __future__ import annotations

from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.profit import read_profit
from kamdeck.layout.areas import area_of
from kamdeck.layout.insights import Rail, Step
from kamdeck.layout.page import page
from kamdeck.views.profit.matrix import MatrixDrawing
from kamdeck.views.profit.titles import titles_of
from kamdeck.views.profit.words import ProfitWords
from kamdeck.views.view import View

KEY = "profit_matrix"


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide for the newest year shown that has profit figures; none without figures."""
    found = read_profit(ctx)
    if found is None:
        return ()
    say, words, area = ctx.say, ProfitWords(ctx, found.matrix, found.year), area_of(ctx.frame)
    titles = titles_of(words)
    slide = page(
        ctx,
        KEY,
        "rail",
        MatrixDrawing(KEY, words, area.main).elements(titles[0]),
        kicker=words.kicker(),
        titles=titles,
        subtitle=say("profit_matrix.subtitle", unit=words.unit.head(say)),
        rail=Rail(say("profit_matrix.rail"), tuple(words.facts()), Step(words.next_step())),
        area=area,
        sheets=words.sheets(),
        scope=words.scope(),
        notes=words.notes(),
    )
    return (slide,)


VIEW = View(
    KEY,
    ("profit",),
    build,
    uses=("policies",),
    rules=("profit_matrix",),
    figures=("profit", "profit_earned", "profit_lost"),
)
