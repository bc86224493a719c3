"""The retention plan: what is done for each account at risk, by whom, and what it should save."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.context import Context
from kamdeck.layout.marks import notes
from kamdeck.layout.page import about
from kamdeck.layout.page import page as compose
from kamdeck.views.retention_plan.rows import Entry, Plan, read_plan
from kamdeck.views.retention_plan.table import PlanTable
from kamdeck.views.view import ACCOUNT, REVIEW, View

KEY = "retention_plan"
_MOST_NAMED = 30


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide with all actions; where they find no room, one action an account, on several slides."""
    plan = read_plan(ctx)
    if not plan.queue.rows:
        return ()
    titles = _titles(plan)
    return tuple(_slide(plan, titles, page) for page in range(len(plan.pages)))


VIEW = View(
    KEY,
    ("risk",),
    build,
    uses=("retention_actions", "mrr"),
    packs=(ACCOUNT, REVIEW),
    is_own=True,
    finding=11,
    rules=("retention_plan",),
    figures=("saved", "saved_late"),
    cites=("mrr_at_risk", "queue"),
    element="retention",
)


def _slide(plan: Plan, titles: Sequence[str], page: int) -> SlideSpec:
    ctx, say, pages = plan.ctx, plan.ctx.say, len(plan.pages)
    key, kicker = KEY, about(ctx, say("retention_plan.kicker"))
    if pages > 1:
        kicker = f"{kicker} · {say('frame.page', page=page + 1, pages=pages)}"
    if page:
        key = f"{KEY}:{page + 1}"
        first = sum(len(p) for p in plan.pages[:page]) + 1
        last = first + len(plan.pages[page]) - 1
        titles = (say("retention_plan.title.further", first=first, last=last, n=len(plan.queue.rows)),)
    table = PlanTable(key, plan, page, ctx.frame.body)
    return compose(
        ctx,
        key,
        "table",
        table.drawn(_alt(plan, plan.pages[page], titles[0])),
        kicker=kicker,
        titles=titles,
        subtitle=say("retention_plan.subtitle"),
        sheets=[name for name in ("risk", "retention_actions", "mrr") if getattr(ctx.book, name)],
        scope=_scope(plan),
        notes=_notes(plan, plan.pages[page], table.cut()),
    )


# ------------------------------------------------------------------ words


def _titles(plan: Plan) -> tuple[str, ...]:
    """The title from the fullest wording to the shortest."""
    say, found = plan.ctx.say, plan.queue
    stake, saved = say.money(found.stake), say.money(found.saved)
    if found.stake <= 0:
        return (say("retention_plan.title.nothing", n=len(found.rows)),)
    if found.without_action:
        gone = sum(row.stake for row in found.rows if not row.actions)
        fields: dict[str, object] = {"all": len(found.rows), "sum": say.money(gone)}
        return (say("retention_plan.title.no_action", n=len(found.without_action), **fields),)
    if all(row.likelihood is None for row in found.rows):
        return (say("retention_plan.title.no_likelihood", n=plan.actions, stake=stake),)
    if found.saved <= 0:
        return (say("retention_plan.title.none", stake=stake),)
    first = say("retention_plan.title.saves", saved=saved, stake=stake)
    return (*(say("retention_plan.title.clause", first=first, second=c) for c in _seconds(plan)), first)


def _seconds(plan: Plan) -> list[str]:
    """What the saving hangs on: overdue actions, else the account that brings most of it."""
    say, found = plan.ctx.say, plan.queue
    late = tuple(dict.fromkeys(action.account for action in found.overdue))
    if late and found.saved_late > 0:
        share = say.percent(found.saved_late / found.saved)
        count = say("retention_plan.title.at_count", n=len(late), share=share)
        if len(late) > 2:
            return [count]
        whole, short = say.list(late), say.list([plan.ctx.short(name) for name in late])
        return [say("retention_plan.title.at", share=share, names=names) for names in (whole, short)] + [
            count
        ]
    top = max(found.rows, key=lambda row: row.saved)
    share = say.percent(top.saved / found.saved)
    names = (top.account, plan.ctx.short(top.account))
    return [say("retention_plan.title.from", share=share, name=name) for name in names]


def _alt(plan: Plan, entries: Sequence[Entry], title: str) -> str:
    say, scale = plan.ctx.say, plan.unit.scale
    parts = [
        say(
            "retention_plan.alt_row",
            name=entry.account,
            stake=say.money(entry.stake * scale),
            saved=say.money(entry.saved * scale),
            actions=say("retention_plan.actions", n=len(entry.actions) + entry.hidden),
        )
        for entry in entries
    ]
    return say("retention_plan.alt", title=title, rows="; ".join(parts))


def _scope(plan: Plan) -> str:
    say = plan.ctx.say
    accounts = say("retention_plan.accounts", n=len(plan.queue.rows))
    return say(
        "retention_plan.scope", accounts=accounts, actions=say("retention_plan.actions", n=plan.actions)
    )


def _notes(plan: Plan, entries: Sequence[Entry], cut: Sequence[tuple[str, str]]) -> str:
    """The rule, whole texts of cut and unlisted actions, accounts without a line, and the cells."""
    say, book = plan.ctx.say, plan.ctx.book
    lines = [say("retention_plan.notes.rule")]
    lines += [f"{account}: {action}" for account, action in cut]
    hidden = {entry.account: entry.actions for entry in entries if entry.hidden}
    for row in plan.queue.rows:
        if row.account in hidden:
            others = [action.action for action in row.actions if action not in hidden[row.account]]
            lines.append(say("retention_plan.notes.others", name=row.account, actions="; ".join(others)))
    if plan.rest is not None:
        names = [*plan.rest.accounts[:_MOST_NAMED]]
        if len(plan.rest.accounts) > _MOST_NAMED:
            names.append(say("retention_plan.rest", n=len(plan.rest.accounts) - _MOST_NAMED))
        lines.append(say("retention_plan.notes.rest", names=", ".join(names)))
    known = {row.account for row in plan.queue.rows}
    outside = [action for action in book.retention_actions if action.account not in known]
    if outside:
        names = list(dict.fromkeys(action.account for action in outside))[:_MOST_NAMED]
        lines.append(say("retention_plan.notes.outside", n=len(outside), names=", ".join(names)))
    shown = [action.at for action in book.retention_actions if action.account in known]
    cells = (
        (say("retention_plan.notes.stakes"), [row.at for row in plan.queue.rows]),
        (say("retention_plan.notes.actions"), shown),
    )
    return notes(say, *lines, cells=cells)
