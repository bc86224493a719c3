"""Strategies by class: what Strategic, Star, Status and Streamline accounts get, and the visits of each."""

from __future__ import annotations

from kamdeck.analysis.classification import CLASSES, Classes
from kamdeck.analysis.visits import deal_visits
from kamdeck.deck.spec import EMU, Box, Element, SlideSpec
from kamdeck.layout.context import Context
from kamdeck.layout.rail import BODY, MAIN, label, rail, source_line, title_block
from kamdeck.text.measure import clip, line_height
from kamdeck.views.classification.view import read_classes
from kamdeck.views.strategies.table import FOOT, Policies, make_legend, make_marks, make_table, shortened
from kamdeck.views.strategies.words import StrategyWords
from kamdeck.views.view import View

KEY = "strategies"


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
    revenue: dict[str, float] = {}
    for line in ctx.book.revenue:
        if ctx.years and line.year == ctx.year and line.revenue is not None:
            revenue[line.account] = revenue.get(line.account, 0.0) + line.revenue
    visits = deal_visits(
        [(name, classes.members(name)) for name in CLASSES],
        {row.account_class: row.visits_per_account for row in rows if row.visits_per_account is not None},
        {account.account: account.visits for account in ctx.book.accounts if account.visits is not None},
        revenue,
    )
    levers = tuple(dict.fromkeys(row.lever for row in rows))
    return Policies(ctx, visits, levers, {(row.account_class, row.lever): row.text for row in rows})


def _first(words: StrategyWords, pages: int) -> SlideSpec:
    ctx, policies = words.ctx, words.policies
    say = ctx.say
    titles = words.titles()
    table = make_table(KEY, policies, policies.pages()[0], True, words.table_alt(titles[0]))
    marks, legend = make_marks(KEY, policies, table), make_legend(KEY, policies)
    left = MAIN.w if legend is None else legend.box.x - MAIN.x - round(0.15 * EMU)
    rule = Box(MAIN.x, FOOT, left, line_height(10))
    drawn = (marks, label(f"{KEY}/rule", clip(words.rule(), 10, left, 1), rule), legend)
    elements: tuple[Element, ...] = (
        *title_block(KEY, _kicker(words, 1, pages), titles, words.subtitle()),
        table,
        *(element for element in drawn if element is not None),
        *rail(KEY, say, say("strategies.rail"), words.facts(), words.next_step()),
        *source_line(KEY, ctx, ["strategies", "scores", "accounts", "revenue"], words.scope()),
    )
    return SlideSpec(KEY, "rail", elements, words.notes(shortened(policies, table)))


def _further(words: StrategyWords, page: int, pages: int) -> SlideSpec:
    """Further levers, over the whole width."""
    ctx, policies, key = words.ctx, words.policies, f"{KEY}:{page}"
    levers = policies.pages()[page - 1]
    title = ctx.say("strategies.title.further", levers=words.levers(levers))
    short = ctx.say("strategies.title.further_short", n=len(levers), page=page)
    table = make_table(key, policies, levers, False, words.table_alt(title))
    rule = Box(BODY.x, FOOT, BODY.w, line_height(10))
    elements: tuple[Element, ...] = (
        *title_block(key, _kicker(words, page, pages), (title, short)),
        table,
        label(f"{key}/rule", words.rule(), rule),
        *source_line(key, ctx, ["strategies", "scores", "accounts", "revenue"], words.scope()),
    )
    return SlideSpec(key, "wide", elements, words.notes(shortened(policies, table)))


def _kicker(words: StrategyWords, page: int, pages: int) -> str:
    say = words.ctx.say
    kicker = say("strategies.kicker")
    return f"{kicker} · {say('frame.page', page=page, pages=pages)}" if pages > 1 else kicker
