"""Findings about subscriptions: the plans, onboarding, satisfaction."""

from __future__ import annotations

from kamdeck.analysis.mrr import month_of
from kamdeck.figures.portfolio import month_name
from kamdeck.figures.risk_board import RiskBoard
from kamdeck.layout.titles import Fields, Move, Titles, always, down, level, moved, up, when, wordings
from kamdeck.text.amounts import unit_for
from kamdeck.text.rounding import half_up
from kamdeck.traced import fsum
from kamdeck.views.dashboard.onboarding import needs_help, worst_first
from kamdeck.views.risk.words import satisfaction_move
from kamdeck.views.summary.findings import Call, Desk, Evidence, Finding, Part, upper_first
from kamdeck.views.summary.revenue import LEVEL_REVENUE, call_of

_FAR = 10.0  # points of CSAT below the target
_LEVEL = 1.0  # points of CSAT within which it holds


# ------------------------------------------------------------------ plans


def _no_fields(_: object) -> Fields:
    return {}


def _itself(move: Move | None) -> Move | None:
    return move


PLANS: Titles[Move | None] = wordings(
    _no_fields,
    when(up("plan", _itself), "summary.plans.up", "summary.plans.brief"),
    when(down("plan", _itself), "summary.plans.down", "summary.plans.brief"),
    when(level("plan", _itself), "summary.plans.flat", "summary.plans.brief"),
)


def plans(desk: Desk) -> Finding | None:
    """How the plan to sell up to, else the largest, moved; None with fewer than two plans or months."""
    portfolio, say = desk.board.portfolio, desk.ctx.say
    by_plan, opening = portfolio.levels.by_plan, portfolio.opening
    if len(by_plan) < 2 or opening is None or portfolio.total <= 0:
        return None
    start = portfolio.levels.months.index(opening)
    upsell = desk.ctx.book.settings.upsell_plan
    plan = upsell if upsell in by_plan else max(by_plan, key=lambda name: by_plan[name][-1])
    values = by_plan[plan or ""][start:]
    step = portfolio.step_of(by_plan[plan or ""])
    if step is None or (rate := step.rate) is None or not plan:
        return None
    letter = unit_for((by_plan[name][-1] for name in by_plan), adds_up=True).letter
    move = moved(step, LEVEL_REVENUE * step.first)
    fields = {"plan": plan, "sum": say.money(values[-1], unit=letter)}
    heads = PLANS(say, move, share=say.percent(values[-1] / portfolio.total), **fields)
    parts = tuple(
        Part(f"{year}-{month:02}", month_name(say, (year, month)), value, say.money(value, unit=letter), "")
        for (year, month), value in zip(portfolio.levels.months[start:], values, strict=True)
        if (year, month) not in portfolio.levels.missing
    )
    newest = portfolio.levels.last
    return Finding(
        key="plans",
        figure=say.percent(rate, signed=True),
        heads=heads,
        lines=_plan_lines(desk, plan, start),
        call=call_of(move),
        evidence=Evidence(
            "line",
            plan,
            parts,
            say("summary.plans.alt", plan=plan, first=parts[0].text, last=parts[-1].text),
        ),
        sheets=("mrr",),
        rule=say("summary.plans.rule"),
        cells=(
            (
                say("summary.cells.plan", plan=plan),
                [
                    r.at
                    for r in desk.ctx.book.mrr
                    if r.plan == plan and month_of(r.month) in (opening, newest)
                ],
            ),
        ),
    )


def _plan_lines(desk: Desk, plan: str, start: int) -> tuple[str, ...]:
    """How the other plans moved, the two largest of them; and that customers trade up, where they do."""
    portfolio, say = desk.board.portfolio, desk.ctx.say
    by_plan, total = portfolio.levels.by_plan, portfolio.levels.total
    others = sorted((name for name in by_plan if name != plan), key=lambda name: -by_plan[name][-1])
    others_moved: list[str] = []
    for name in others[:2]:
        step = portfolio.step_of(by_plan[name])
        if step and step.rate is not None and name:
            others_moved.append(
                say(
                    f"summary.plans.moved{'_too' * bool(others_moved)}",
                    plan=name,
                    rate=say.percent(step.rate, signed=True),
                )
            )
    trades_up = total[-1] >= total[start] and _is_from_below(desk, plan, start)
    if not others_moved or portfolio.opening is None:
        return ("",)
    month = month_name(say, portfolio.opening)
    plain = say("summary.plans.since", month=month, moved=say.list(others_moved))
    is_upsell = plan == desk.ctx.book.settings.upsell_plan
    wide = say("summary.plans.since_up", month=month, moved=say.list(others_moved))
    return (wide, plain) if trades_up and is_upsell else (plain,)


def _is_from_below(desk: Desk, plan: str, start: int) -> bool:
    """True where a plan gained share while a lower plan of the order fell and no higher one did."""
    levels, order = desk.board.portfolio.levels, desk.ctx.book.settings.plan_order
    by_plan, total = levels.by_plan, levels.total
    before = by_plan[plan][start] / total[start] if total[start] else 0.0
    if by_plan[plan][-1] / total[-1] <= before:
        return False
    fell = [name for name in by_plan if name != plan and by_plan[name][-1] < by_plan[name][start]]
    if plan not in order:
        return bool(fell)
    below = order[: order.index(plan)]
    return bool(fell) and all(name in below for name in fell)


# ------------------------------------------------------------------ onboarding


# by how many onboardings need help
ONBOARDING: Titles[int] = wordings(
    _no_fields,
    when(lambda helped: not helped, "summary.onboarding.none"),
    when(always, "summary.onboarding.title"),
)


def onboarding(desk: Desk) -> Finding | None:
    """How many onboardings need help, and which is worst; None without onboardings."""
    say, rows = desk.ctx.say, worst_first(desk.ctx.book.onboarding)
    if not rows:
        return None
    helped = sum(map(needs_help, rows))
    average = fsum(row.completion for row in rows) / len(rows)
    words = {"words": say.words(helped, capital=True), "all": say.words(len(rows))}
    mean = say("summary.onboarding.average", share=say.percent(average))
    lines = [mean]
    if helped:
        name, done = desk.name(rows[0].account), say.percent(rows[0].completion)
        lines.insert(0, f"{mean} {say('summary.onboarding.worst', name=name, share=done, step=rows[0].step)}")
    late = sum(row.status == "late" for row in rows)
    states = (
        ("well", len(rows) - helped, "tier_a", "paper"),
        ("at_risk", helped - late, "watch", "ink"),
        ("late", late, "risk", "paper"),
    )
    parts = tuple(
        Part(key, say(f"summary.onboarding.part.{key}"), n, say.number(n), fill, ink)
        for key, n, fill, ink in states
        if n
    )
    return Finding(
        key="onboarding",
        figure=say("summary.of", n=helped, all=len(rows)),
        heads=ONBOARDING(say, helped, n=helped, **words),
        lines=tuple(lines),
        call="good" if not helped else "risk" if 2 * helped >= len(rows) else "watch",
        evidence=Evidence(
            "bar",
            say("summary.onboarding.head"),
            parts,
            say("summary.onboarding.alt", parts=", ".join(f"{p.name} {p.text}" for p in parts)),
        ),
        sheets=("onboarding",),
        rule=say("summary.onboarding.rule"),
        cells=((say("summary.cells.onboarding"), [row.at for row in rows]),),
    )


# ------------------------------------------------------------------ satisfaction


CSAT: Titles[RiskBoard] = wordings(
    _no_fields,
    when(down("satisfaction", satisfaction_move), "summary.csat.slides"),
    when(up("satisfaction", satisfaction_move), "summary.csat.recovers"),
    when(level("satisfaction", satisfaction_move), "summary.csat.holds"),
)
# by how many whole points satisfaction lies above its target
TARGET: Titles[int] = wordings(
    _no_fields,
    when(lambda gap: gap < 0, "summary.csat.below"),
    when(lambda gap: gap > 0, "summary.csat.met"),
    when(always, "summary.csat.on"),
)


def csat(desk: Desk) -> Finding | None:
    """Where satisfaction goes and how far it is from the target; None without two months of CSAT that can be
    compared."""
    board, say = desk.board, desk.ctx.say
    if not board.trend:
        return None
    months, values = tuple(board.months), tuple(board.months.values())
    now, target = say.number(values[-1]), desk.ctx.book.settings.csat_target
    lines: list[str] = []
    if target is not None:
        gap = int(half_up(values[-1]) - half_up(target))
        lines += TARGET(say, gap, n=abs(gap), words=say.words(abs(gap)), target=say.entered(target))
    if board.promoters.score is not None and board.promoters.is_firm:
        lines.append(say("summary.csat.nps", score=say.number(board.promoters.score, signed=True)))
    if target is None:
        call: Call = "watch" if values[-1] - values[0] < -_LEVEL else "unknown"
    else:
        call = "good" if values[-1] >= target else "risk" if values[-1] <= target - _FAR else "watch"
    parts = tuple(
        Part(f"{month[0]}-{month[1]:02}", month_name(say, month), value, say.number(value), "")
        for month, value in zip(months, values, strict=True)
    )
    return Finding(
        key="csat",
        figure=now,
        heads=CSAT(say, board, first=say.number(values[0]), value=now),
        lines=tuple(dict.fromkeys((" ".join(map(upper_first, lines)), upper_first(lines[0]))))
        if lines
        else ("",),
        call=call,
        evidence=Evidence(
            "line",
            say("summary.csat.head"),
            parts,
            say("summary.csat.alt", first=parts[0].text, last=now),
            "0.0",
        ),
        sheets=("satisfaction",),
        rule=say("summary.csat.rule"),
        cells=(
            (
                say("summary.cells.csat"),
                [row.at for row in desk.ctx.book.satisfaction if row.survey == "CSAT"],
            ),
        ),
    )
