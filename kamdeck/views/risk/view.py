"""Satisfaction, onboarding and MRR at risk in four panels, over the queue of accounts at risk."""

from __future__ import annotations

from collections.abc import Callable

from kamdeck.deck.spec import EMU, Box, Element, SlideSpec
from kamdeck.layout.context import Context, Empty
from kamdeck.layout.rail import BODY, source_line, title_block
from kamdeck.views.risk.board import RiskBoard, read_board
from kamdeck.views.risk.queue import draw_queue
from kamdeck.views.risk.satisfaction import draw_csat, draw_nps
from kamdeck.views.risk.stake import draw_onboarding, draw_stake
from kamdeck.views.risk.words import RiskWords
from kamdeck.views.view import ACCOUNT, REVIEW, View

KEY = "dashboard_risk"
_TOP, _GAP = round(1.535 * EMU), round(0.165 * EMU)
_BOTTOM, _BOTTOM_CALM, _BOTTOM_ALONE = round(3.66 * EMU), round(4.85 * EMU), round(6.75 * EMU)
"""Where the panels end: above the queue, above the word that it is empty, on a slide without one."""

Draw = Callable[[str, RiskBoard, Box, str], tuple[Element, ...]]


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide; none where the workbook holds neither accounts at risk nor answers on satisfaction."""
    board = read_board(ctx)
    if not ctx.book.risk and not board.months and board.promoters.score is None:
        return Empty("no_risk")
    words = RiskWords(board)
    titles = words.titles()
    bottom = _BOTTOM if board.rows else _BOTTOM_CALM if board.is_listed else _BOTTOM_ALONE
    top, alt = bottom + round(0.08 * EMU), words.queue_alt(titles[0])
    queue, cut = draw_queue(KEY, board, top, alt) if board.is_listed else ((), ())
    elements: tuple[Element, ...] = (
        *title_block(KEY, words.kicker(), titles, words.subtitle()),
        *_panels(board, words, bottom),
        *queue,
        *source_line(KEY, ctx, words.sheets(), words.scope()),
    )
    return (SlideSpec(KEY, "wide", elements, words.notes(cut)),)


VIEW = View(
    KEY,
    (),
    build,
    ("risk", "satisfaction", "onboarding", "mrr"),
    packs=(ACCOUNT, REVIEW),
    is_own=True,
    finding=3,
    rules=("at_risk", "queue", "csat", "nps", "onboarding"),
    figures=("mrr_at_risk", "at_risk_share", "account_at_risk", "queue", "csat", "nps", "onboarding"),
    element="satisfaction",
)


def _panels(board: RiskBoard, words: RiskWords, bottom: int) -> tuple[Element, ...]:
    """The panels that have figures, side by side; without a queue below they take its room."""
    found: list[tuple[float, Draw, str]] = []
    if board.months:
        found.append((2.63, draw_csat, words.csat_alt()))
    if board.promoters.score is not None:
        found.append((3.46, draw_nps, words.nps_alt()))
    if board.ctx.book.onboarding:
        found.append((2.85, draw_onboarding, words.onboarding_alt()))
    if board.rows:
        found.append((2.90, draw_stake, words.stake_alt()))
    room = BODY.w - _GAP * (len(found) - 1)
    whole, x = sum(part for part, _, _ in found), BODY.x
    out: list[Element] = []
    for part, draw, alt in found:
        wide = round(room * part / whole)
        out += draw(KEY, board, Box(x, _TOP, wide, bottom - _TOP), alt)
        x += wide + _GAP
    return tuple(out)
