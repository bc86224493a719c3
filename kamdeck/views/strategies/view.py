"""Strategies by class: what Strategic, Star, Status and Streamline accounts get, and the visits of each."""

from __future__ import annotations

from kamdeck.analysis.classification import CLASSES, Classes
from kamdeck.deck.spec import EMU, Box, SlideSpec, Text
from kamdeck.figures.context import Context
from kamdeck.figures.scored import read_classes
from kamdeck.figures.visits import read_visits
from kamdeck.layout.areas import area_of
from kamdeck.layout.insights import Rail
from kamdeck.layout.marks import label
from kamdeck.layout.page import page
from kamdeck.record import replace
from kamdeck.text.measure import clip
from kamdeck.views.strategies.table import (
    Policies,
    foot_of,
    make_grid,
    make_legend,
    make_marks,
    shortened,
)
from kamdeck.views.strategies.words import StrategyWords
from kamdeck.views.view import View

KEY = "strategies"
_SHEETS = ("strategies", "scores", "accounts", "revenue")


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide with up to five levers and the visits; further levers on wide slides after it."""
    classes = read_classes(ctx)
    policies = read_policies(ctx, classes)
    headlines = {row.account_class: row.headline for row in ctx.book.strategies if row.headline}
    words = StrategyWords(policies, classes, headlines.get(CLASSES[0], ""))
    pages = policies.pages()
    return (
        _first(words, len(pages)),
        *(_further(words, page, len(pages)) for page in range(2, len(pages) + 1)),
    )


VIEW = View(
    KEY,
    ("strategies", "criteria", "scores", "revenue"),
    build,
    uses=("accounts",),
    rules=("classification", "visits"),
    figures=("visits_planned", "visits_recorded"),
)


def read_policies(ctx: Context, classes: Classes) -> Policies:
    """What the sheet gives each class, and the visits of its accounts."""
    rows = ctx.book.strategies
    levers = tuple(dict.fromkeys(row.lever for row in rows))
    texts = {(row.account_class, row.lever): row.text for row in rows}
    return Policies(ctx, read_visits(ctx, classes), levers, texts)


def _first(words: StrategyWords, pages: int) -> SlideSpec:
    ctx, policies = words.ctx, words.policies
    titles, room = words.titles(), policies.room(True)
    grid = make_grid(KEY, policies, policies.pages()[0], True)
    table = grid.table(words.table_alt(titles[0]))
    marks, legend = make_marks(KEY, policies, grid), make_legend(KEY, policies)
    left = room.w if legend is None else legend.box.x - room.x - round(0.15 * EMU)
    drawn = (table, marks, _rule(KEY, words, replace(foot_of(room), w=left)), legend)
    return page(
        ctx,
        KEY,
        "rail",
        [element for element in drawn if element is not None],
        kicker=_kicker(words, 1, pages),
        titles=titles,
        subtitle=words.subtitle(),
        rail=Rail(ctx.say("strategies.rail"), words.facts(), words.next_step()),
        area=area_of(ctx.frame),
        sheets=_SHEETS,
        scope=words.scope(),
        notes=words.notes(shortened(policies, table)),
    )


def _further(words: StrategyWords, number: int, pages: int) -> SlideSpec:
    """Further levers, over the whole width."""
    ctx, policies, key = words.ctx, words.policies, f"{KEY}:{number}"
    levers = policies.pages()[number - 1]
    title = ctx.say("strategies.further.levers", levers=words.levers(levers))
    short = ctx.say("strategies.further.short", n=len(levers), page=number)
    table = make_grid(key, policies, levers, False).table(words.table_alt(title))
    return page(
        ctx,
        key,
        "wide",
        (table, _rule(key, words, foot_of(policies.room(False)))),
        kicker=_kicker(words, number, pages),
        titles=(title, short),
        sheets=_SHEETS,
        scope=words.scope(),
        notes=words.notes(shortened(policies, table)),
    )


def _rule(key: str, words: StrategyWords, box: Box) -> Text:
    return label(f"{key}/rule", clip(words.rule(), 10, box.w, 1), box)


def _kicker(words: StrategyWords, page: int, pages: int) -> str:
    say = words.ctx.say
    kicker = say("strategies.kicker")
    return f"{kicker} · {say('frame.page', page=page, pages=pages)}" if pages > 1 else kicker
