"""The cards of the dashboard: one key figure each; which ones is a setting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum

from kamdeck.analysis.mrr import Movement
from kamdeck.analysis.satisfaction import csat, nps
from kamdeck.deck.spec import EMU, Box, Group, Shape
from kamdeck.layout.rail import BODY, label
from kamdeck.layout.status import SIDE, Status, mark
from kamdeck.record import record
from kamdeck.text.measure import line_height, shorten
from kamdeck.views.subscriptions import YEAR, Portfolio, account_count, month_name, whole_money

MOST = 6
TOP, HEIGHT = round(1.54 * EMU), round(0.85 * EMU)
_GAP, _PAD = round(0.17 * EMU), round(0.165 * EMU)
_FIGURE, _TEXT = 22.0, 10.0


@record
class Card:
    """One figure with what it is and what stands behind it; `status` marks the line below."""

    key: str
    label: str
    figure: str
    detail: str = ""
    status: Status | None = None


def choose_cards(portfolio: Portfolio) -> tuple[tuple[Card, ...], tuple[str, ...]]:
    """The cards that the settings name, up to six, and the keys of those that are not shown: beyond six, or
    without data."""
    makers = _makers()
    made = [(key, makers[key](portfolio)) for key in portfolio.ctx.book.settings.kpi_cards if key in makers]
    cards = tuple(card for _, card in made if card is not None)[:MOST]
    shown = {card.key for card in cards}
    return cards, tuple(key for key, _ in made if key not in shown)


def draw_cards(view: str, cards: Sequence[Card]) -> tuple[Group, ...]:
    """The cards side by side, over the whole width."""
    if not cards:
        return ()
    room = (BODY.w - (len(cards) - 1) * _GAP) // len(cards)
    return tuple(
        _card(f"{view}/card:{card.key}", card, Box(BODY.x + i * (room + _GAP), TOP, room, HEIGHT))
        for i, card in enumerate(cards)
    )


def _card(key: str, card: Card, box: Box) -> Group:
    x, room = box.x + _PAD, box.w - 2 * _PAD
    lip = round(0.17 * EMU) if card.status else 0

    def line(
        name: str, text: str, middle: float, size: float, bold: bool, color: str, indent: int = 0
    ) -> Shape:
        high = line_height(size) + 12_700
        place = Box(x + indent, box.y + round(middle * EMU) - high // 2, room - indent, high)
        text = shorten(text, size, place.w, bold)
        return label(f"{key}/{name}", text, place, size=size, bold=bold, color=color)  # type: ignore[return-value]

    children = [
        Shape(f"{key}/box", box, "rect", "panel"),
        Shape(f"{key}/rule", Box(box.x, box.y, box.w, round(0.03 * EMU)), "rect", "ink"),
        line("label", card.label, 0.185, _TEXT, False, "muted"),
        line("figure", card.figure, 0.44, _FIGURE, True, "ink"),
    ]
    if card.detail:
        children.append(line("detail", card.detail, 0.705, _TEXT, False, "ink", lip))
        if card.status:
            children.append(mark(f"{key}/mark", card.status, x, box.y + round(0.705 * EMU), SIDE))
    words = (card.figure, card.detail) if card.detail else (card.figure,)
    return Group(key, tuple(children), alt=f"{card.label}: {', '.join(words)}")


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


def _mrr(portfolio: Portfolio) -> Card | None:
    say, last = portfolio.ctx.say, portfolio.levels.last
    if last is None:
        return None
    return Card(
        "mrr",
        say("dashboard.card.mrr", month=month_name(say, last)),
        whole_money(say, portfolio.total),
        say("dashboard.card.yearly", sum=say.money(12 * portfolio.total)),
    )


def _change(portfolio: Portfolio) -> Card | None:
    say, growth = portfolio.ctx.say, portfolio.growth
    if growth is None or portfolio.opening is None:
        return None
    change = whole_money(say, portfolio.total - (portfolio.before or 0.0), signed=True)
    return Card(
        "change",
        say("dashboard.card.change", n=portfolio.months),
        say.percent(growth, 1, signed=True),
        say("dashboard.card.since", sum=change, month=month_name(say, portfolio.opening)),
    )


def _nrr(portfolio: Portfolio) -> Card | None:
    moved = portfolio.movement
    if moved is None or moved.nrr is None:
        return None
    say, target = portfolio.ctx.say, portfolio.ctx.book.settings.nrr_target
    detail, status = say("dashboard.card.opening", sum=whole_money(say, moved.opening)), None
    if target is not None:
        detail = say("dashboard.card.target", value=say.percent(target))
        status = _against(moved.nrr, target)
    return Card("nrr", say("dashboard.card.nrr"), say.percent(moved.nrr), detail, status)


def _against(value: float, target: float) -> Status:
    return "good" if value >= target - 1e-9 else "risk"


def _grr(portfolio: Portfolio) -> Card | None:
    moved = portfolio.movement
    if moved is None or moved.grr is None:
        return None
    say = portfolio.ctx.say
    lost = whole_money(say, moved.contraction + moved.churn)
    return Card(
        "grr", say("dashboard.card.grr"), say.percent(moved.grr), say("dashboard.card.lost", sum=lost)
    )


def _logos(portfolio: Portfolio) -> Card | None:
    moved: Movement | None = portfolio.movement
    if moved is None or moved.logo_retention is None:
        return None
    say = portfolio.ctx.say
    detail = say("dashboard.card.left", n=moved.lost or 0, all=moved.accounts or 0)
    return Card("logos", say("dashboard.card.logos"), say.percent(moved.logo_retention), detail)


def _upsell(portfolio: Portfolio) -> Card | None:
    plan, say = portfolio.ctx.book.settings.upsell_plan, portfolio.ctx.say
    values = portfolio.levels.by_plan.get(plan or "")
    if plan is None or values is None or not portfolio.total:
        return None
    left = portfolio.total - values[-1]
    detail = say("dashboard.card.to_upsell", sum=whole_money(say, left)) if left >= 0.5 else ""
    name = say("dashboard.card.upsell", plan=plan)
    return Card("upsell", name, say.percent(values[-1] / portfolio.total), detail)


def _accounts(portfolio: Portfolio) -> Card | None:
    say, endangered = portfolio.ctx.say, portfolio.endangered
    detail, status = "", None
    if endangered:
        share = say.percent(portfolio.endangered_share)
        detail = say("dashboard.card.endangered", n=len(endangered), share=share)
        status = "risk" if any(portfolio.dangers[name] == "risk" for name in endangered) else "watch"
    elif portfolio.dangers:
        detail, status = say("dashboard.card.none_endangered"), "good"
    count = account_count(portfolio)
    return Card("accounts", say("dashboard.card.accounts", n=count), say.number(count), detail, status)  # type: ignore[arg-type]


def _average(portfolio: Portfolio) -> Card | None:
    say, count = portfolio.ctx.say, len(portfolio.mrr)
    if not count:
        return None
    largest = max(portfolio.mrr, key=lambda name: portfolio.mrr[name])
    detail = say(
        "dashboard.card.largest",
        name=portfolio.name(largest, _TEXT),
        sum=whole_money(say, portfolio.mrr[largest]),
    )
    return Card("average", say("dashboard.card.average"), whole_money(say, portfolio.total / count), detail)


def _at_risk(portfolio: Portfolio) -> Card | None:
    say, waiting = portfolio.ctx.say, portfolio.queue
    if not portfolio.ctx.book.risk:
        return None
    share = waiting.stake / portfolio.total if portfolio.total else None
    detail = say("dashboard.card.share_of_mrr", share=say.percent(share)) if share is not None else ""
    return Card("at_risk", say("dashboard.card.at_risk"), whole_money(say, waiting.stake), detail, "risk")


def _csat(portfolio: Portfolio) -> Card | None:
    say, chosen = portfolio.ctx.say, portfolio.ctx.book.settings
    months = csat(portfolio.ctx.book.satisfaction, until=portfolio.ctx.as_of)
    if not months:
        return None
    month, value = list(months.items())[-1]
    name = say("dashboard.card.csat", month=month_name(say, month))
    if chosen.csat_target is None:
        return Card("csat", name, say.number(value))
    detail = say("dashboard.card.target", value=say.number(chosen.csat_target))
    return Card("csat", name, say.number(value), detail, _against(value, chosen.csat_target))


def _nps(portfolio: Portfolio) -> Card | None:
    say, found = portfolio.ctx.say, nps(portfolio.ctx.book.satisfaction, portfolio.ctx.as_of, YEAR)
    if found.score is None:
        return None
    detail = say("dashboard.card.answers", n=found.count)
    return Card("nps", say("dashboard.card.nps"), say.number(found.score, signed=True), detail)


def _onboarding(portfolio: Portfolio) -> Card | None:
    say, rows = portfolio.ctx.say, portfolio.ctx.book.onboarding
    if not rows:
        return None
    late = sum(row.status in ("late", "at risk") for row in rows)
    detail = say("dashboard.card.need_help", n=late, all=len(rows))
    share = fsum(row.completion for row in rows) / len(rows)
    return Card(
        "onboarding",
        say("dashboard.card.onboarding"),
        say.percent(share),
        detail,
        "watch" if late else "good",
    )
