"""The cards of the dashboard: one key figure each; which ones is a setting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kamdeck.analysis.satisfaction import csat, csat_answers, few, nps
from kamdeck.deck.spec import EMU, Box, Connector, Group, Shape, Text
from kamdeck.figures.judged import Status
from kamdeck.figures.kpis import read_indicators
from kamdeck.figures.portfolio import YEAR, Portfolio, month_name, whole_money
from kamdeck.layout.areas import balanced, columns_of
from kamdeck.layout.marks import label
from kamdeck.layout.status import SIDE, mark
from kamdeck.text import Say
from kamdeck.text.measure import fit, fitting, line_height, width
from kamdeck.traced import fsum
from kamdeck.views.dashboard.own import Card, draw_trend, own_card

MOST = 6
_GAP, _LEAST = round(0.17 * EMU), round(1.40 * EMU)  # between cards; the narrowest one
_TREND = round(1.0 * EMU)  # the widest trend
_FIGURES, _TEXT = (22.0, 20.0, 18.0, 16.0), 10.0


def choose_cards(portfolio: Portfolio, most: int = MOST) -> tuple[tuple[Card, ...], tuple[str, ...]]:
    """The cards that the settings name, up to `most`, and the names of those that are not shown: beyond that,
    or without data."""
    makers, ctx = _makers(), portfolio.ctx
    names = read_indicators(ctx).names
    found: list[tuple[str, Card | None]] = []
    for key in ctx.book.settings.kpi_cards:
        if key in makers:
            found.append((ctx.say(f"dashboard.card_name.{key}"), makers[key](portfolio)))
        elif name := names.find(key):
            found.append((name, own_card(ctx, name)))
    cards = tuple({card.key: card for _, card in found if card is not None}.values())[:most]
    shown = {card.key for card in cards}
    return cards, tuple(name for name, card in found if card is None or card.key not in shown)


def in_a_row(room: int) -> int:
    """How many cards find room side by side, six at most."""
    return min(MOST, (room + _GAP) // (_LEAST + _GAP))


def draw_cards(view: str, cards: Sequence[Card], room: Box, height: int) -> tuple[tuple[Group, ...], int]:
    """The cards side by side, in two rows where they find no room in one; and where they end."""
    out, y, left = list[Group](), room.y, list(cards)
    for count in balanced(len(cards), in_a_row(room.w)):
        row = Box(room.x, y, room.w, height)
        for box in columns_of(row, (1.0,) * count, _GAP):
            card = left.pop(0)
            out.append(_card(f"{view}/card:{card.key}", card, box))
        y += height + _GAP * 2 // 3
    return tuple(out), y - _GAP * 2 // 3 if cards else room.y


def _card(key: str, card: Card, box: Box) -> Group:
    pad = round((0.165 if box.w >= 1.7 * EMU else 0.09) * EMU)
    x, room, foot = box.x + pad, box.w - 2 * pad, box.h * 705 // 850
    lip = round(0.17 * EMU) if card.status else 0
    figure = fitting(card.figure, _FIGURES, room, bold=True)

    def line(
        name: str, texts: Sequence[str], middle: int, size: float, indent: int = 0, **look: object
    ) -> Text:
        high = line_height(size) + 12_700
        place = Box(x + indent, box.y + middle - high // 2, room - indent, high)
        text = fit(texts, size, place.w, 1, bool(look.get("bold")))
        return label(f"{key}/{name}", text, place, size=size, **look)  # type: ignore[arg-type]

    children: list[Shape | Text | Connector] = [
        Shape(f"{key}/box", box, "rect", "panel"),
        Shape(f"{key}/rule", Box(box.x, box.y, box.w, round(0.03 * EMU)), "rect", "ink"),
        line("label", card.label, box.h * 185 // 850, _TEXT),
        line("figure", (card.figure,), box.h * 44 // 85, figure, bold=True, color="ink"),
    ]
    if card.detail:
        children.append(line("detail", card.detail, foot, _TEXT, lip, color="ink"))
        if card.status:
            children.append(mark(f"{key}/mark", card.status, x, box.y + foot, SIDE))
    left = width(card.figure, figure, True) + round(0.12 * EMU)
    high, middle = box.h * 20 // 85, box.y + box.h * 44 // 85
    spare = min(room - left, _TREND)
    children += draw_trend(f"{key}/trend", card, Box(x + room - spare, middle - high // 2, spare, high))
    return Group(key, tuple(children), alt=card.alt)


# ------------------------------------------------------------------ the figures

Maker = Callable[[Portfolio], Card | None]


def _makers() -> Mapping[str, Maker]:
    """How each card is computed; None where the workbook lacks its figures."""
    return {
        "mrr": _mrr,
        "change": _change,
        "nrr": _nrr,
        "grr": _grr,
        "logos": _logos,
        "upsell": _upsell,
        "accounts": _accounts,
        "average": _average,
        "at_risk": _at_risk,
        "csat": _csat,
        "nps": _nps,
        "onboarding": _onboarding,
    }


def _said(say: Say, text: str, **fields: object) -> tuple[str, ...]:
    """A text of a card, and its short form where it has one."""
    keys = (f"dashboard.card.{text}", f"dashboard.card_short.{text}")
    return tuple(say(key, **fields) for key in keys if say.has(key))


def _mrr(portfolio: Portfolio) -> Card | None:
    say, last = portfolio.ctx.say, portfolio.levels.last
    if last is None:
        return None
    name = _said(say, "mrr", month=month_name(say, last))
    yearly = _said(say, "yearly", sum=say.money(12 * portfolio.total))
    return Card("mrr", name, whole_money(say, portfolio.total), yearly)


def _change(portfolio: Portfolio) -> Card | None:
    say, step = portfolio.ctx.say, portfolio.step
    if step is None or step.rate is None or portfolio.opening is None:
        return None
    change = whole_money(say, step.amount, signed=True)
    since = _said(say, "since", sum=change, month=month_name(say, portfolio.opening))
    return Card(
        "change", _said(say, "change", n=portfolio.months), say.percent(step.rate, 1, signed=True), since
    )


def _nrr(portfolio: Portfolio) -> Card | None:
    moved, target = portfolio.movement, portfolio.ctx.book.settings.nrr_target
    if moved is None or moved.nrr is None:
        return None
    say = portfolio.ctx.say
    if target is None:
        detail, status = _said(say, "opening", sum=whole_money(say, moved.opening)), None
    else:
        detail, status = _said(say, "target", value=say.entered(target, "share")), _against(moved.nrr, target)
    return Card("nrr", _said(say, "nrr"), say.percent(moved.nrr), detail, status)


def _against(value: float, target: float) -> Status:
    return "good" if value >= target - 1e-9 else "risk"


def _grr(portfolio: Portfolio) -> Card | None:
    moved, say = portfolio.movement, portfolio.ctx.say
    if moved is None or moved.grr is None:
        return None
    lost = _said(say, "lost", sum=whole_money(say, moved.contraction + moved.churn))
    return Card("grr", _said(say, "grr"), say.percent(moved.grr), lost)


def _logos(portfolio: Portfolio) -> Card | None:
    moved, say = portfolio.movement, portfolio.ctx.say
    if moved is None or moved.logo_retention is None:
        return None
    left = _said(say, "left", n=moved.lost or 0, all=moved.accounts or 0)
    return Card("logos", _said(say, "logos"), say.percent(moved.logo_retention), left)


def _upsell(portfolio: Portfolio) -> Card | None:
    plan, say = portfolio.ctx.book.settings.upsell_plan, portfolio.ctx.say
    values = portfolio.levels.by_plan.get(plan or "")
    if plan is None or values is None or not portfolio.total:
        return None
    left = portfolio.total - values[-1]
    detail = _said(say, "to_upsell", sum=whole_money(say, left)) if left >= 0.5 else ()
    return Card("upsell", _said(say, "upsell", plan=plan), say.percent(values[-1] / portfolio.total), detail)


def _accounts(portfolio: Portfolio) -> Card | None:
    say, endangered = portfolio.ctx.say, portfolio.endangered
    detail, status = tuple[str, ...](), None
    if endangered:
        detail = _said(say, "endangered", n=len(endangered), share=say.percent(portfolio.endangered_share))
        status = "risk" if any(portfolio.dangers[name] == "risk" for name in endangered) else "watch"
    elif portfolio.dangers:
        detail, status = _said(say, "none_endangered"), "good"
    count = len(portfolio.mrr)
    return Card("accounts", _said(say, "accounts", n=count), say.number(count), detail, status)  # type: ignore[arg-type]


def _average(portfolio: Portfolio) -> Card | None:
    say, count = portfolio.ctx.say, len(portfolio.mrr)
    if not count:
        return None
    largest = max(portfolio.mrr, key=lambda name: portfolio.mrr[name])
    sum_ = whole_money(say, portfolio.mrr[largest])
    detail = _said(say, "largest", name=portfolio.name(largest, _TEXT), sum=sum_)
    return Card("average", _said(say, "average"), whole_money(say, portfolio.total / count), detail)


def _at_risk(portfolio: Portfolio) -> Card | None:
    say, stake = portfolio.ctx.say, portfolio.queue.stake
    if not portfolio.ctx.book.risk:
        return None
    share = say.percent(stake / portfolio.total) if portfolio.total else None
    detail = _said(say, "share_of_mrr", share=share) if share else ()
    return Card("at_risk", _said(say, "at_risk"), whole_money(say, stake), detail, "risk")


def _csat(portfolio: Portfolio) -> Card | None:
    say, target = portfolio.ctx.say, portfolio.ctx.book.settings.csat_target
    months = csat(portfolio.ctx.book.satisfaction, until=portfolio.ctx.as_of)
    if not months:
        return None
    month, value = list(months.items())[-1]
    count = few(csat_answers(portfolio.ctx.book.satisfaction, until=portfolio.ctx.as_of))
    detail = _said(say, "target", value=say.entered(target)) if target is not None else ()
    status = _against(value, target) if target is not None else None
    if count:
        detail, status = _said(say, "answers", n=count), None
    return Card("csat", _said(say, "csat", month=month_name(say, month)), say.number(value), detail, status)


def _nps(portfolio: Portfolio) -> Card | None:
    say, found = portfolio.ctx.say, nps(portfolio.ctx.book.satisfaction, portfolio.ctx.as_of, YEAR)
    if found.score is None:
        return None
    answers = _said(say, "answers", n=found.count)
    return Card("nps", _said(say, "nps"), say.number(found.score, signed=True), answers)


def _onboarding(portfolio: Portfolio) -> Card | None:
    say, rows = portfolio.ctx.say, portfolio.ctx.book.onboarding
    if not rows:
        return None
    late = sum(row.status in ("late", "at risk") for row in rows)
    share, detail = (
        fsum(row.completion for row in rows) / len(rows),
        _said(say, "need_help", n=late, all=len(rows)),
    )
    status: Status = "watch" if late else "good"
    return Card("onboarding", _said(say, "onboarding"), say.percent(share), detail, status)
