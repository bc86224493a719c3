"""The key account dashboard: cards, MRR by plan, onboarding, and who is endangered."""

from __future__ import annotations

from typing import Any

from kamdeck.deck.spec import EMU, Box, SlideSpec
from kamdeck.figures.context import Context
from kamdeck.figures.portfolio import YEAR, read_portfolio
from kamdeck.layout.areas import columns_of
from kamdeck.layout.charts import widened
from kamdeck.layout.page import page
from kamdeck.views.dashboard import onboarding
from kamdeck.views.dashboard.accounts import draw_board, make_board, rows_in
from kamdeck.views.dashboard.cards import MOST, choose_cards, draw_cards, in_a_row
from kamdeck.views.dashboard.layers import make_layers
from kamdeck.views.dashboard.plans import ABOVE, BELOW, draw_plans
from kamdeck.views.dashboard.words import DashboardWords
from kamdeck.views.view import REVIEW, View

KEY = "dashboard"
_LOW, _NARROW = round(4.2 * EMU), round(7.2 * EMU)
_LOWEST = round(3.7 * EMU)  # from here on the accounts have a slide of their own, as on narrow ones
_PITCH, _PITCH_LOW = round(0.26 * EMU), round(0.24 * EMU)  # of the onboardings
_PLOT = round(1.10 * EMU)  # the least height of the chart
_SHADE = round(0.02 * EMU)


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide, the accounts on a second where there is little room; none where the workbook has no MRR
    above zero up to the as-of month."""
    portfolio = read_portfolio(ctx)
    if not portfolio.levels.by_plan:
        return ()
    body = ctx.frame.body
    is_low, is_narrow = body.h < _LOW, body.w < _NARROW
    is_apart = is_narrow or body.h < _LOWEST
    chosen, missing = choose_cards(portfolio, in_a_row(body.w) if is_low else MOST)
    high = round((0.74 if is_low else 0.85) * EMU)
    cards, end = draw_cards(KEY, chosen, widened(body, top=_SHADE), high)
    below = widened(body, top=body.y - end - round(0.175 * EMU))
    left, right = columns_of(below, (1, 1), round(0.25 * EMU))
    accounts = body if is_apart else right
    board = make_board(portfolio, rows_in(accounts))
    layers = make_layers(portfolio, min(YEAR, len(portfolio.levels.months)))
    words = DashboardWords(portfolio, board, layers)
    titles = words.titles()
    rows = min(onboarding.MOST, len(ctx.book.onboarding))
    if is_apart and not is_narrow:
        chart, most = (left if rows else below), max(2, (below.h - onboarding.TOP) // _PITCH)
        steps = widened(right, bottom=-max(0, below.h - onboarding.TOP - most * _PITCH))
    else:
        chart, steps, most = _stacked(below if is_narrow else left, rows, is_low)
    money = (
        *cards,
        *draw_plans(KEY, portfolio, layers, chart, words.chart_alt()),
        *(onboarding.draw_onboarding(KEY, portfolio, steps, most, words.onboarding_alt()) if rows else ()),
    )
    around: dict[str, Any] = {"sheets": words.sheets(chosen), "scope": words.scope()}
    kicker, spoken = words.kicker(), words.notes(chosen, missing)
    if not is_apart:
        table = draw_board(KEY, board, accounts, words.table_alt(titles[0]))
        around |= {"subtitle": words.subtitle(), "notes": spoken}
        return (page(ctx, KEY, "wide", (*money, *table), kicker=kicker, titles=titles, **around),)
    first, second = (f"{kicker} · {ctx.say('frame.page', page=n, pages=2)}" for n in (1, 2))
    key, further = f"{KEY}:2", words.title_of_accounts()
    table = draw_board(key, board, accounts, words.table_alt(further[0]))
    return (
        page(ctx, KEY, "wide", money, kicker=first, titles=titles, notes=spoken, **around),
        page(ctx, key, "wide", table, kicker=second, titles=further, **around),
    )


def _stacked(panel: Box, rows: int, is_low: bool) -> tuple[Box, Box, int]:
    """The chart's room, that of the onboardings below it, and how many of these it holds: as many as leave
    the chart its least height."""
    if not rows:
        return widened(panel, bottom=-round(0.14 * EMU)), panel, 0
    gap, pitch = round(0.13 * EMU), _PITCH_LOW if is_low else _PITCH
    spare = panel.h - _SHADE - onboarding.TOP - gap - ABOVE - BELOW - _PLOT
    most = max(2, min(onboarding.MOST, spare // pitch))
    tall = onboarding.TOP + most * pitch
    top = panel.y + panel.h - _SHADE - tall
    chart = Box(panel.x, panel.y, panel.w, top - gap - panel.y)
    return chart, Box(panel.x, top, panel.w, tall), most


VIEW = View(
    KEY,
    ("mrr",),
    build,
    ("usage", "onboarding", "risk", "satisfaction", "kpis"),
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
        "kpi",
    ),
    cites=("mrr_at_risk", "at_risk_share", "csat", "nps", "onboarding", "nrr", "grr", "logos"),
)
