"""Satisfaction, onboarding and MRR at risk in four panels, over the queue of accounts at risk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kamdeck.deck.spec import EMU, Box, Element, SlideSpec
from kamdeck.figures.advice import saved_first
from kamdeck.figures.context import Context
from kamdeck.figures.risk_board import RiskBoard, read_board
from kamdeck.layout.areas import balanced, columns_of, rows_of
from kamdeck.layout.charts import widened
from kamdeck.layout.empty import Empty
from kamdeck.layout.page import page
from kamdeck.views.risk.queue import QueueTable, draw_queue
from kamdeck.views.risk.satisfaction import draw_csat, draw_nps
from kamdeck.views.risk.stake import draw_onboarding, draw_stake
from kamdeck.views.risk.words import RiskWords
from kamdeck.views.view import ACCOUNT, REVIEW, View

KEY = "dashboard_risk"
_GAP, _BELOW = round(0.165 * EMU), round(0.08 * EMU)  # between panels; between them and the queue
_HIGH, _LEAST = round(2.125 * EMU), round(1.70 * EMU)  # a row of panels over the queue
_CALM, _ALONE = round(2.03 * EMU), round(0.13 * EMU)  # below panels: for a word, for nothing
_IN_A_ROW = round(7.5 * EMU)  # a narrower slide has its panels two by two
_APART = round(3.7 * EMU)  # on a lower slide the queue stands alone

Draw = Callable[[str, RiskBoard, Box, str], tuple[Element, ...]]


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide, the queue on a second where there is little room; none where the workbook holds neither
    accounts at risk nor answers on satisfaction."""
    board = read_board(ctx)
    if not ctx.book.risk and not board.months and board.promoters.score is None:
        return Empty("no_risk")
    words, body = RiskWords(board), widened(ctx.frame.body, top=round(0.025 * EMU))
    titles, panels = words.titles(), _panels(board, words)
    is_apart = bool(board.rows) and len(panels) > 1 and body.h < _APART
    counts = balanced(len(panels), 4 if body.w >= _IN_A_ROW and not is_apart else 2)
    high = body.h - (0 if is_apart else _CALM if board.is_listed else _ALONE)
    if board.rows and not is_apart:
        each = max(_LEAST, min(_HIGH, round(0.40 * body.h / len(counts))))
        high = len(counts) * (each + _GAP) - _GAP
    key, top = (f"{KEY}:2", body.y) if is_apart else (KEY, body.y + high + _BELOW)
    below = Box(body.x, top, body.w, body.y + body.h - top - round(0.01 * EMU))
    queue = draw_queue(key, board, below, words.queue_alt(titles[0])) if board.is_listed else QueueTable()
    drawn, left = list[Element](), list(panels)
    rows = rows_of(Box(body.x, body.y, body.w, high), (1.0,) * len(counts), _GAP)
    for row, count in zip(rows, counts, strict=True):
        here, left = left[:count], left[count:]
        for box, (_, draw, alt) in zip(columns_of(row, tuple(p[0] for p in here), _GAP), here, strict=True):
            drawn += draw(KEY, board, box, alt)
    kicker, subtitle, scope = words.kicker(), words.subtitle(), words.scope()
    fields: dict[str, Any] = {"sheets": words.sheets(), "notes": words.notes(queue)}
    fields["asks"] = (saved_first(ctx, (row.account for row in board.rows)),)

    def slide(name: str, main: Sequence[Element], head: str, texts: Sequence[str]) -> SlideSpec:
        around: dict[str, Any] = {"kicker": head, "titles": texts, "subtitle": subtitle, "scope": scope}
        return page(ctx, name, "wide", main, **around, **fields)

    if not is_apart:
        return (slide(KEY, (*drawn, *queue.elements), kicker, titles),)
    first, second = (f"{kicker} · {ctx.say('frame.page', page=n, pages=2)}" for n in (1, 2))
    further = words.title_of_queue()
    return slide(KEY, drawn, first, titles), slide(key, queue.elements, second, further)


VIEW = View(
    KEY,
    (),
    build,
    ("risk", "satisfaction", "onboarding", "mrr", "kpis"),
    packs=(ACCOUNT, REVIEW),
    is_own=True,
    finding=3,
    rules=("at_risk", "queue", "csat", "nps", "onboarding"),
    figures=("mrr_at_risk", "at_risk_share", "account_at_risk", "queue", "csat", "nps", "onboarding"),
    cites=("kpi",),
    element="satisfaction",
)


def _panels(board: RiskBoard, words: RiskWords) -> list[tuple[float, Draw, str]]:
    """The panels that have figures: how wide each is against the others, what draws it, its alternative
    text."""
    found: list[tuple[bool, float, Draw, str]] = [
        (bool(board.months), 2.63, draw_csat, words.csat_alt()),
        (board.promoters.score is not None, 3.46, draw_nps, words.nps_alt()),
        (bool(board.ctx.book.onboarding), 2.85, draw_onboarding, words.onboarding_alt()),
        (bool(board.rows), 2.90, draw_stake, words.stake_alt()),
    ]
    return [(part, draw, alt) for is_there, part, draw, alt in found if is_there]
