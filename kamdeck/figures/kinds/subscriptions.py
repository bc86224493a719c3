"""Figures of subscriptions: MRR and its movements, retention, what is at risk and saved, satisfaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from kamdeck.analysis.mrr import Month, month_of
from kamdeck.figures.context import Context
from kamdeck.figures.kind import Inputs, Kind, Reading, inputs
from kamdeck.figures.portfolio import Portfolio, month_name, read_portfolio, whole_money
from kamdeck.figures.retention import Period, Retention, read_retention
from kamdeck.figures.risk_board import read_board
from kamdeck.figures.wording import some_names
from kamdeck.text.rounding import half_up
from kamdeck.traced import fsum

_NPS = "F. F. Reichheld, The one number you need to grow, Harvard Business Review, 2003"


def _mrr_cells(
    ctx: Context, month: Month, accounts: Collection[str] | None = None, plan: str | None = None
) -> Inputs:
    """The MRR of a month: of these accounts, of one plan, or all."""
    rows = [
        (row.at, row.mrr)
        for row in ctx.book.mrr
        if month_of(row.month) == month
        if (accounts is None or row.account in accounts) and plan in (None, row.plan)
    ]
    what = ctx.say("dashboard.cells.mrr", month=month_name(ctx.say, month))
    return inputs(what, rows, whole_money(ctx.say, fsum(value for _, value in rows)))


def _later(ctx: Context) -> tuple[str, ...]:
    """The months that the as-of date leaves out."""
    if ctx.as_of is None:
        return ()
    last = month_of(ctx.as_of)
    months = sorted({month_of(row.month) for row in ctx.book.mrr if month_of(row.month) > last})
    names = ctx.say.list(month_name(ctx.say, month) for month in months)
    return (ctx.say("explain.later_months", n=len(months), months=names),) if months else ()


# ------------------------------------------------------------------ MRR


def _mrr(ctx: Context) -> Iterator[Reading]:
    found = read_portfolio(ctx)
    if found.levels.last:
        cells = (_mrr_cells(ctx, found.levels.last),)
        said, also = whole_money(ctx.say, found.total), (ctx.say.money(found.total),)
        yield Reading(found.total, said, cells, also=also, left_out=_later(ctx), is_sum=True)


def _arr(ctx: Context) -> Iterator[Reading]:
    found = read_portfolio(ctx)
    if found.levels.last:
        value = 12 * found.total
        yield Reading(
            value, ctx.say.money(value), (_mrr_cells(ctx, found.levels.last),), left_out=_later(ctx)
        )


def _mrr_growth(ctx: Context) -> Iterator[Reading]:
    found = read_portfolio(ctx)
    if found.levels.last and found.opening and found.step and (rate := found.step.rate) is not None:
        cells = _mrr_cells(ctx, found.levels.last), _mrr_cells(ctx, found.opening)
        said = ctx.say.percent(rate, 1, signed=True)
        also = (ctx.say.percent(abs(rate)),)
        yield Reading(rate, said, cells, also=also, left_out=_later(ctx))


def _upsell(found: Portfolio) -> tuple[str, float] | None:
    plan = found.ctx.book.settings.upsell_plan
    values = found.levels.by_plan.get(plan or "")
    return (plan, values[-1]) if plan and values and found.total else None


def _upsell_share(ctx: Context) -> Iterator[Reading]:
    found = read_portfolio(ctx)
    if (upsold := _upsell(found)) and found.levels.last:
        plan, value = upsold
        cells = _mrr_cells(ctx, found.levels.last, plan=plan), _mrr_cells(ctx, found.levels.last)
        share = value / found.total
        yield Reading(share, ctx.say.percent(share), cells, left_out=_later(ctx))


def _upsell_left(ctx: Context) -> Iterator[Reading]:
    found = read_portfolio(ctx)
    if (upsold := _upsell(found)) and found.levels.last:
        left = found.total - upsold[1]
        cells = _mrr_cells(ctx, found.levels.last), _mrr_cells(ctx, found.levels.last, plan=upsold[0])
        yield Reading(left, whole_money(ctx.say, left), cells, left_out=_later(ctx))


def _with_mrr(ctx: Context) -> Iterator[Reading]:
    found = read_portfolio(ctx)
    if found.levels.last:
        count, cells = len(found.mrr), _mrr_cells(ctx, found.levels.last)
        yield Reading(count, ctx.say.number(count), (cells,))


# ------------------------------------------------------------------ at risk


def _stake_cells(ctx: Context, found: Portfolio, account: str | None = None) -> Inputs:
    """The amounts at stake as entered; where none is, the account's latest MRR."""
    rows: list[tuple[str, float | None]] = []
    for row in ctx.book.risk:
        if account not in (None, row.account):
            continue
        if row.mrr_at_risk is not None:
            rows.append((row.at, row.mrr_at_risk))
        elif found.levels.last:
            rows += _mrr_cells(ctx, found.levels.last, {row.account}).cells
    total = fsum(value for _, value in rows if value is not None)
    return inputs(ctx.sheet("risk"), rows, whole_money(ctx.say, total))


def _at_risk(ctx: Context) -> Iterator[Reading]:
    found = read_portfolio(ctx)
    if ctx.book.risk:
        stake = found.queue.stake
        also = (whole_money(ctx.say, stake),)
        cells = (_stake_cells(ctx, found),)
        yield Reading(stake, ctx.say.money(stake), cells, also=also, is_sum=True)


def _account_at_risk(ctx: Context) -> Iterator[Reading]:
    found = read_portfolio(ctx)
    for row in found.queue.rows:
        cells = (_stake_cells(ctx, found, row.account),)
        yield Reading(row.stake, ctx.say.money(row.stake), cells, of=row.account)


def _at_risk_share(ctx: Context) -> Iterator[Reading]:
    found = read_portfolio(ctx)
    if ctx.book.risk and found.total and found.levels.last:
        share = found.queue.stake / found.total
        cells = _stake_cells(ctx, found), _mrr_cells(ctx, found.levels.last)
        yield Reading(share, ctx.say.percent(share), cells, left_out=_later(ctx))


def _queued(ctx: Context) -> Iterator[Reading]:
    if ctx.book.risk:
        n = len(read_portfolio(ctx).queue.rows)
        yield Reading(n, ctx.say.number(n), (_queue_cells(ctx),))


def _queue_cells(ctx: Context) -> Inputs:
    return inputs(ctx.sheet("risk"), [(row.at, row.mrr_at_risk) for row in ctx.book.risk])


def _danger_cells(ctx: Context) -> Inputs:
    """What endangerment is read from: usage, else the queue."""
    if ctx.book.usage:
        rows = [(row.at, row.cancellation_risk) for row in ctx.book.usage]
        return inputs(ctx.say("dashboard.cells.usage"), rows)
    return _queue_cells(ctx)


def _endangered(ctx: Context) -> Iterator[Reading]:
    found = read_portfolio(ctx)
    if found.dangers:
        n = len(found.endangered)
        yield Reading(n, ctx.say.number(n), (_danger_cells(ctx),))


def _endangered_share(ctx: Context) -> Iterator[Reading]:
    found = read_portfolio(ctx)
    if found.endangered and found.levels.last:
        share = found.endangered_share
        last = found.levels.last
        cells = _mrr_cells(ctx, last, found.endangered), _mrr_cells(ctx, last), _danger_cells(ctx)
        yield Reading(share, ctx.say.percent(share), cells)


def _saved(ctx: Context) -> Iterator[Reading]:
    found = read_portfolio(ctx).queue
    if found.saved > 0:
        cells = _stake_cells(ctx, read_portfolio(ctx)), _actions(ctx)
        gone = tuple(found.without_action)
        rest = (ctx.say("explain.without_action", n=len(gone), names=some_names(ctx, gone)),) if gone else ()
        yield Reading(found.saved, ctx.say.money(found.saved), cells, left_out=rest)


def _saved_late(ctx: Context) -> Iterator[Reading]:
    found = read_portfolio(ctx).queue
    if found.saved > 0 and found.saved_late > 0:
        late = {row.account for row in found.overdue}
        share = found.saved_late / found.saved
        rows = [(r.at, r.mrr_at_risk) for r in ctx.book.risk if r.account in late]
        cells = inputs(ctx.sheet("risk"), rows), _actions(ctx)
        yield Reading(share, ctx.say.percent(share), cells)


def _actions(ctx: Context) -> Inputs:
    rows = [(row.at, None) for row in ctx.book.retention_actions]
    return inputs(ctx.say("retention_plan.notes.actions"), rows)


# ------------------------------------------------------------------ satisfaction and onboarding


def _csat(ctx: Context) -> Iterator[Reading]:
    months = read_board(ctx).months
    if months:
        month, value = list(months.items())[-1]
        rows = [(r.at, r.score) for r in ctx.book.satisfaction
                if r.survey == "CSAT" and (r.date.year, r.date.month) == month]  # fmt: skip
        cells = (inputs(f"CSAT, {month_name(ctx.say, month)}", rows),)
        yield Reading(value, ctx.say.number(value), cells, also=(ctx.say.number(value, 1),))


def _nps(ctx: Context) -> Iterator[Reading]:
    found = read_board(ctx).promoters
    if found.score is not None and found.first and found.last:
        answered = [r for r in ctx.book.satisfaction if r.survey == "NPS"]
        rows = [(r.at, r.score) for r in answered if found.first <= r.date <= found.last]
        gone = sum(r.answers for r in answered) - found.count
        rest = (ctx.say("explain.not_counted", n=gone),) if gone else ()
        cells = (inputs("NPS", rows),)
        yield Reading(found.score, ctx.say.number(found.score, signed=True), cells, left_out=rest)


def _onboarding(ctx: Context) -> Iterator[Reading]:
    rows = ctx.book.onboarding
    if rows:
        share = fsum(row.completion for row in rows) / len(rows)
        cells = (inputs(ctx.say("dashboard.cells.onboarding"), [(r.at, r.completion) for r in rows]),)
        yield Reading(share, ctx.say.percent(share), cells)


# ------------------------------------------------------------------ retention


def _period_cells(found: Retention) -> tuple[Inputs, ...]:
    """The months of the newest period, or its row on the bridge sheet."""
    period: Period = found.now
    if period.opening and period.closing:
        return _mrr_cells(found.ctx, period.closing), _mrr_cells(found.ctx, period.opening)
    rows = [(row.at, row.closing) for row in found.ctx.book.mrr_bridge if row.fiscal_year == period.key]
    return (inputs(found.ctx.say("retention.notes.entered"), rows),)


def _rate(ctx: Context, name: str) -> Iterator[Reading]:
    found = read_retention(ctx)
    value = getattr(found.now.movement, name) if found else None
    if found and value is not None:
        said, also = ctx.say.percent(value), (ctx.say.percent(value, 1),)
        yield Reading(value, said, _period_cells(found), also=also, left_out=_later(ctx))


def _steps(ctx: Context) -> Iterator[Reading]:
    """Opening, each movement and closing of the newest period."""
    found = read_retention(ctx)
    if found is None:
        return
    names = ("opening", "new", "expansion", "reactivation", "contraction", "churn", "closing")
    for name in names:
        value = getattr(found.now.movement, name)
        if half_up(value) != 0:
            is_level = name in ("opening", "closing")
            said = whole_money(ctx.say, value, signed=not is_level)
            also = (ctx.say.money(abs(value)), whole_money(ctx.say, abs(value)))
            of = ctx.say(f"retention.step.{name}")
            yield Reading(value, said, _period_cells(found), of=of, also=also)


_DANGER = ("logins_high", "logins_medium", "cancellation_high", "cancellation_medium")
_QUEUE = ("queue_order", "queue_old_days", "renewal_soon_days")
_MONTHS = ("as_of", "fiscal_year_end_month")

FIGURES = (
    Kind("mrr", (), _mrr, ("as_of",)),
    Kind("arr", (), _arr, ("as_of",)),
    Kind("mrr_growth", (), _mrr_growth, ("as_of",)),
    Kind("upsell_share", (), _upsell_share, ("upsell_plan", "as_of")),
    Kind("upsell_left", (), _upsell_left, ("upsell_plan", "as_of")),
    Kind("marked_accounts", (), _with_mrr),
    Kind("endangered", ("danger",), _endangered, _DANGER),
    Kind("endangered_share", ("danger",), _endangered_share, _DANGER),
    Kind("mrr_at_risk", ("at_risk",), _at_risk),
    Kind(
        "at_risk_share",
        ("at_risk",),
        _at_risk_share,
        ("as_of",),
    ),
    Kind("account_at_risk", ("at_risk",), _account_at_risk),
    Kind(
        "queue",
        ("queue",),
        _queued,
        _QUEUE,
    ),
    Kind(
        "csat",
        ("csat",),
        _csat,
        ("csat_target", "as_of"),
    ),
    Kind("nps", ("nps",), _nps, ("as_of",), _NPS),
    Kind("onboarding", ("onboarding",), _onboarding),
    Kind(
        "nrr",
        ("retention",),
        partial(_rate, name="nrr"),
        ("nrr_target", *_MONTHS),
    ),
    Kind("grr", ("retention",), partial(_rate, name="grr"), _MONTHS),
    Kind("logos", ("retention",), partial(_rate, name="logo_retention"), _MONTHS),
    Kind("movement", ("retention",), _steps, _MONTHS),
    Kind("saved", ("retention_plan",), _saved, ("as_of",)),
    Kind("saved_late", ("retention_plan",), _saved_late, ("as_of",)),
)
