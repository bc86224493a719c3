"""Findings about subscriptions: what is at risk, the plans, onboarding, satisfaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kamdeck.analysis.mrr import month_of
from kamdeck.analysis.risk import Queued
from kamdeck.figures.portfolio import month_name, whole_money
from kamdeck.text.amounts import unit_for
from kamdeck.text.rounding import half_up
from kamdeck.traced import fsum
from kamdeck.views.dashboard.onboarding import needs_help, worst_first
from kamdeck.views.summary.findings import Call, Desk, Evidence, Finding, Part, upper_first
from kamdeck.views.summary.revenue import turn_of

_SHARP = -0.05  # a fall of a plan's MRR that calls for action
_HEAVY = 0.10  # of MRR at risk
_FAR = 10.0  # points of CSAT below the target
_LEVEL = 1.0  # points of CSAT within which it holds
_RISKS = (("risk", "paper"), ("risk_mid", "ink"), ("risk_light", "ink"))


# ------------------------------------------------------------------ at risk


def stakes_of(desk: Desk) -> tuple[tuple[Queued, float], ...]:
    """What each account in the queue puts at stake, largest first: MRR, else its revenue of the year."""
    rows = desk.board.rows
    if is_monthly(desk):
        pairs = [(row, row.stake) for row in rows]
    else:
        year = desk.ctx.years[-1] if desk.ctx.years else 0
        pairs = [(row, max(0.0, desk.table.get(row.account, {}).get(year, 0.0))) for row in rows]
    return tuple(sorted((pair for pair in pairs if pair[1] > 0), key=lambda pair: -pair[1]))


def is_monthly(desk: Desk) -> bool:
    """True where what is at risk is known as MRR; else it is revenue of the year."""
    return desk.board.stake > 0 or desk.board.portfolio.total > 0


def share_at_risk(desk: Desk) -> float | None:
    """The part of MRR, else of the year's revenue, that is at risk; None where neither is known."""
    stakes = stakes_of(desk)
    if not stakes:
        return None
    if is_monthly(desk):
        return desk.board.share
    return fsum(stake for _, stake in stakes) / desk.pareto.total if desk.pareto else None


def risk(desk: Desk) -> Finding | None:
    """What the at-risk queue puts at stake, and where; None without a queue."""
    say, stakes = desk.ctx.say, stakes_of(desk)
    if not stakes:
        return None
    share, total = share_at_risk(desk), fsum(stake for _, stake in stakes)
    kind = "month" if is_monthly(desk) else "year"
    amount = whole_money(say, total)
    if share is None:
        head = say("summary.risk.sum", sum=amount)
    else:
        head = say(f"summary.risk.title_{kind}", share=upper_first(desk.share(share)))
    parts = _stake_parts(desk, stakes)
    calls: tuple[Call, Call] = ("watch", "risk")
    used = ("risk", "mrr") if kind == "month" else ("risk", "revenue")
    return Finding(
        key="risk",
        figure=amount,
        heads=(head, say("summary.risk.brief", sum=amount)),
        lines=_risk_lines(desk, stakes, total),
        call=calls[share is not None and share >= _HEAVY],
        evidence=Evidence(
            "bar",
            say("summary.risk.head"),
            parts,
            say("summary.risk.alt", parts=", ".join(f"{p.name} {p.text}" for p in parts)),
        ),
        sheets=tuple(sheet for sheet in used if getattr(desk.ctx.book, sheet)),
        rule=say(f"summary.risk.rule_{kind}"),
        cells=((say("summary.cells.risk"), [row.at for row in desk.ctx.book.risk]),),
    )


def _stake_parts(desk: Desk, stakes: Sequence[tuple[Queued, float]]) -> tuple[Part, ...]:
    """The two largest accounts and the others together; a third alone keeps its name."""
    say = desk.ctx.say
    count = 3 if len(stakes) == 3 else 2
    named = [(f"account:{row.account}", desk.name(row.account), stake) for row, stake in stakes[:count]]
    rest = stakes[count:]
    if rest:
        named.append(("others", say("summary.others", n=len(rest)), fsum(stake for _, stake in rest)))
    return tuple(
        Part(key, name, value, whole_money(say, value), fill, ink)
        for (key, name, value), (fill, ink) in zip(named, _RISKS, strict=False)
    )


def _risk_lines(desk: Desk, stakes: Sequence[tuple[Queued, float]], total: float) -> tuple[str, ...]:
    """The account that weighs most, and how many renew before the year ends."""
    say, as_of = desk.ctx.say, desk.ctx.as_of
    row, stake = stakes[0]
    name = desk.name(row.account)
    if len(stakes) == 1:
        first = say("summary.risk.only", name=name)
    else:
        shown = dict(desk.board.largest).get(row, stake / total) if is_monthly(desk) else stake / total
        first = say("summary.risk.top", name=name, sum=whole_money(say, stake), share=say.percent(shown))
    due = 0
    if as_of:
        due = sum(r.renewal_on is not None and r.renewal_on <= date(as_of.year, 12, 31) for r, _ in stakes)
    clauses = [first]
    if due:
        count = {"n": due, "words": say.words(due), "all": say.words(len(stakes))}
        key = "renews_only" if len(stakes) == 1 else "renews"
        clauses.append(say(f"summary.risk.{key}", **count))
        whole = say("summary.clauses", first=first, second=clauses[1])
        return upper_first(whole), upper_first(say("summary.clause", text=first))
    return (upper_first(say("summary.clause", text=first)),)


# ------------------------------------------------------------------ plans


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
    turn, now = turn_of(rate), say.money(values[-1], unit=letter)
    share = values[-1] / portfolio.total
    head = say(f"summary.plans.{turn}", plan=plan, sum=now, share=say.percent(share))
    parts = tuple(
        Part(f"{year}-{month:02}", month_name(say, (year, month)), value, say.money(value, unit=letter), "")
        for (year, month), value in zip(portfolio.levels.months[start:], values, strict=True)
        if (year, month) not in portfolio.levels.missing
    )
    newest = portfolio.levels.last
    calls: dict[str, Call] = {"up": "unknown", "flat": "watch"}
    return Finding(
        key="plans",
        figure=say.percent(rate, signed=True),
        heads=(head, say("summary.plans.brief", sum=now, share=say.percent(share))),
        lines=_plan_lines(desk, plan, start),
        call=calls.get(turn, "risk" if rate <= _SHARP else "watch"),
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
    moved: list[str] = []
    for name in others[:2]:
        step = portfolio.step_of(by_plan[name])
        if step and step.rate is not None and name:
            moved.append(
                say(
                    f"summary.plans.moved{'_too' * bool(moved)}",
                    plan=name,
                    rate=say.percent(step.rate, signed=True),
                )
            )
    trades_up = total[-1] >= total[start] and _is_from_below(desk, plan, start)
    if not moved or portfolio.opening is None:
        return ("",)
    month = month_name(say, portfolio.opening)
    plain = say("summary.plans.since", month=month, moved=say.list(moved))
    is_upsell = plan == desk.ctx.book.settings.upsell_plan
    wide = say("summary.plans.since_up", month=month, moved=say.list(moved))
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


def onboarding(desk: Desk) -> Finding | None:
    """How many onboardings need help, and which is worst; None without onboardings."""
    say, rows = desk.ctx.say, worst_first(desk.ctx.book.onboarding)
    if not rows:
        return None
    helped = sum(map(needs_help, rows))
    average = fsum(row.completion for row in rows) / len(rows)
    fields: dict[str, object] = {"n": helped, "words": say.words(helped, capital=True)}
    key = "none" if not helped else "title"
    head = say(f"summary.onboarding.{key}", all=say.words(len(rows)), **fields)
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
        heads=(head,),
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


def csat(desk: Desk) -> Finding | None:
    """Where satisfaction goes and how far it is from the target; None without two months of CSAT that can be
    compared."""
    board, say = desk.board, desk.ctx.say
    if not board.trend:
        return None
    months, values = tuple(board.months), tuple(board.months.values())
    now, target = say.number(values[-1]), desk.ctx.book.settings.csat_target
    head = say(f"summary.csat.{board.trend}", first=say.number(values[0]), value=now)
    lines = []
    if target is not None:
        gap = int(half_up(values[-1]) - half_up(target))
        key = "below" if gap < 0 else "met" if gap else "on"
        lines.append(
            say(f"summary.csat.{key}", n=abs(gap), words=say.words(abs(gap)), target=say.entered(target))
        )
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
        heads=(head,),
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
