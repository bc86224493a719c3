"""The key account dashboard: cards, MRR by plan, onboarding, and who is endangered."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Element, SlideSpec
from kamdeck.layout.context import Context
from kamdeck.layout.rail import source_line, title_block
from kamdeck.views.dashboard.accounts import draw_board, make_board
from kamdeck.views.dashboard.cards import choose_cards, draw_cards
from kamdeck.views.dashboard.layers import make_layers
from kamdeck.views.dashboard.onboarding import draw_onboarding
from kamdeck.views.dashboard.plans import draw_plans
from kamdeck.views.dashboard.words import DashboardWords
from kamdeck.views.subscriptions import YEAR, read_portfolio
from kamdeck.views.view import REVIEW, View

KEY = "dashboard"
_BASE, _BASE_ALONE = (
    round(4.66 * EMU),
    round(6.50 * EMU),
)  # where the columns stand, with onboardings and without


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; none where the workbook has no MRR above zero up to the as-of month."""
    portfolio = read_portfolio(ctx)
    if not portfolio.levels.by_plan:
        return ()
    cards, missing = choose_cards(portfolio)
    board = make_board(portfolio)
    layers = make_layers(portfolio, min(YEAR, len(portfolio.levels.months)))
    words = DashboardWords(portfolio, board, layers)
    titles = words.titles()
    base = _BASE if ctx.book.onboarding else _BASE_ALONE
    elements: tuple[Element, ...] = (
        *title_block(KEY, words.kicker(), titles, words.subtitle()),
        *draw_cards(KEY, cards),
        *draw_plans(KEY, portfolio, base, words.chart_alt()),
        *draw_onboarding(KEY, portfolio, words.onboarding_alt()),
        *draw_board(KEY, board, words.table_alt(titles[0])),
        *source_line(KEY, ctx, words.sheets(), words.scope()),
    )
    return (SlideSpec(KEY, "wide", elements, words.notes(cards, missing)),)


VIEW = View(
    KEY,
    ("mrr",),
    build,
    ("usage", "onboarding", "risk", "satisfaction"),
    packs=(REVIEW,),
    finding=2,
    picture=1,
    rules=("onboarding", "danger"),
    figures=(
        "mrr",
        "arr",
        "mrr_growth",
        "upsell_share",
        "upsell_left",
        "marked_accounts",
        "endangered",
        "endangered_share",
    ),
    cites=("mrr_at_risk", "at_risk_share", "csat", "nps", "onboarding", "nrr", "grr", "logos"),
)
