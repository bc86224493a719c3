"""Account classification: every scored account by growth and harmony, in four classes."""

from __future__ import annotations

from kamdeck.analysis.abc import rank_years, revenue_table
from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.scored import read_classes
from kamdeck.layout.areas import area_of
from kamdeck.layout.insights import Rail
from kamdeck.layout.page import page
from kamdeck.views.classification.drawing import Drawing
from kamdeck.views.classification.plot import make_scale
from kamdeck.views.classification.titles import TITLES
from kamdeck.views.classification.words import ClassWords
from kamdeck.views.view import View

KEY = "classification"


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; none when no account is scored on both axes."""
    classes = read_classes(ctx)
    if not classes.accounts:
        return ()
    settings, say, area = ctx.book.settings, ctx.say, area_of(ctx.frame)
    cuts = (settings.tier_a_share, settings.tier_b_share)
    words = ClassWords(
        ctx, classes, rank_years(revenue_table(ctx.book.revenue, (ctx.year,)), (ctx.year,), cuts)[-1]
    )
    ends = (classes.cut, settings.score_min, settings.score_max)
    across = make_scale([row.harmony for row in classes.accounts], *ends)
    up = make_scale([row.growth for row in classes.accounts], *ends)
    drawing, titles = Drawing(KEY, words, (across, up), area.main), TITLES(say, words)
    slide = page(
        ctx,
        KEY,
        "rail",
        drawing.elements(words.alt(titles[0])),
        kicker=say("classification.kicker", year=say.year(ctx.year)),
        titles=titles,
        subtitle=words.subtitle(),
        rail=Rail(say("classification.rail"), words.facts(drawing.placed), words.next_step()),
        area=area,
        sheets=("scores", "criteria", "revenue"),
        scope=words.scope(),
        notes=words.notes(),
        asks=words.asks(),
    )
    return (slide,)


VIEW = View(
    KEY,
    ("criteria", "scores", "revenue"),
    build,
    uses=("accounts",),
    finding=10,
    picture=3,
    rules=("scoring", "classification"),
    figures=("class_share", "class_accounts"),
    cites=("account_revenue", "score", "growth_score", "harmony_score"),
)
