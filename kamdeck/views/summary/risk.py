"""The finding of what is at risk: its share of MRR, else of revenue, and where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kamdeck.analysis.risk import Queued
from kamdeck.figures.portfolio import whole_money
from kamdeck.layout.titles import Titles, always, when, wordings
from kamdeck.traced import fsum
from kamdeck.views.summary.findings import Call, Desk, Evidence, Finding, Part, upper_first

_HEAVY = 0.10  # of MRR at risk
_RISKS = (("risk", "paper"), ("risk_mid", "ink"), ("risk_light", "ink"))


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


HEADS: Titles[Desk] = wordings(
    lambda _: {},
    when(lambda desk: share_at_risk(desk) is None, "summary.risk.sum", "summary.risk.brief"),
    when(is_monthly, "summary.risk.title_month", "summary.risk.brief"),
    when(always, "summary.risk.title_year", "summary.risk.brief"),
)


def risk(desk: Desk) -> Finding | None:
    """What the at-risk queue puts at stake, and where; None without a queue."""
    say, stakes = desk.ctx.say, stakes_of(desk)
    if not stakes:
        return None
    share, total = share_at_risk(desk), fsum(stake for _, stake in stakes)
    amount = whole_money(say, total)
    named = "" if share is None else upper_first(desk.share(share))
    parts = _stake_parts(desk, stakes)
    calls: tuple[Call, Call] = ("watch", "risk")
    used = ("risk", "mrr") if is_monthly(desk) else ("risk", "revenue")
    return Finding(
        key="risk",
        figure=amount,
        heads=HEADS(say, desk, share=named, sum=amount),
        lines=_risk_lines(desk, stakes, total),
        call=calls[share is not None and share >= _HEAVY],
        evidence=Evidence(
            "bar",
            say("summary.risk.head"),
            parts,
            say("summary.risk.alt", parts=", ".join(f"{p.name} {p.text}" for p in parts)),
        ),
        sheets=tuple(sheet for sheet in used if getattr(desk.ctx.book, sheet)),
        rule=say("summary.risk.rule_month" if is_monthly(desk) else "summary.risk.rule_year"),
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
