"""The retention plan: what is done for each account at risk, by whom, and what it should save."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kamdeck.deck.spec import SlideSpec
from kamdeck.figures.advice import saved_first
from kamdeck.figures.context import Context
from kamdeck.layout.marks import notes
from kamdeck.layout.page import about
from kamdeck.layout.page import page as compose
from kamdeck.layout.titles import Titles, always, when, wordings
from kamdeck.views.retention_plan.rows import Entry, Plan, read_plan
from kamdeck.views.retention_plan.table import PlanTable
from kamdeck.views.view import ACCOUNT, REVIEW, View

KEY = "retention_plan"
_MOST_NAMED = 30
_MOST_LATE = 2  # accounts with overdue actions that a title names


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide with all actions; where they find no room, one action an account, on several slides."""
    plan = read_plan(ctx)
    if not plan.queue.rows:
        return ()
    titles = TITLES(ctx.say, plan)
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
        titles = (say("retention_plan.further", first=first, last=last, n=len(plan.queue.rows)),)
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
        asks=(saved_first(ctx, (entry.account for entry in plan.pages[page])),),
    )


# ------------------------------------------------------------------ words


def _fields(plan: Plan) -> dict[str, object]:
    """What the titles say."""
    say, found = plan.ctx.say, plan.queue
    gone = say.money(_without_action(plan))
    fields = {"stake": say.money(found.stake), "saved": say.money(found.saved), "sum": gone}
    return {**fields, "n": len(found.without_action), "all": len(found.rows)}


def _without_action(plan: Plan) -> float:
    """The MRR at stake of the accounts that have no action."""
    return sum(row.stake for row in plan.queue.rows if not row.actions)


def _late(plan: Plan) -> tuple[str, ...]:
    """The accounts whose saving hangs on overdue actions."""
    return tuple(dict.fromkeys(action.account for action in plan.queue.overdue))


def _of_late(plan: Plan) -> list[dict[str, object]]:
    """Where overdue actions are, with the accounts' names and with their short ones."""
    say, late = plan.ctx.say, _late(plan)
    share = say.part(plan.queue.saved_late / plan.queue.saved)
    names = (say.list(late), say.list([plan.ctx.short(name) for name in late]))
    return [{"n": len(late), "share": share, "names": each} for each in names]


def _of_top(plan: Plan) -> list[dict[str, object]]:
    """The account that brings most of the saving, with its name and with its short one."""
    top = max(plan.queue.rows, key=lambda row: row.saved)
    share = plan.ctx.say.part(top.saved / plan.queue.saved)
    return [{"share": share, "name": name} for name in (top.account, plan.ctx.short(top.account))]


def _share_of(amount: Callable[[Plan], float]) -> Callable[[Plan], float]:
    """An amount as a share of the MRR at stake."""
    return lambda plan: amount(plan) / plan.queue.stake if plan.queue.stake > 0 else 0.0


_BEHIND = "retention_plan.clause"
LATE: Titles[Plan] = wordings(
    _of_late,
    when(
        lambda p: 0 < len(_late(p)) <= _MOST_LATE,
        "retention_plan.title.at",
        "retention_plan.title.at_count",
    ),
    when(lambda p: len(_late(p)) > _MOST_LATE, "retention_plan.title.at_count"),
    join=_BEHIND,
)
TOP: Titles[Plan] = wordings(_of_top, when(always, "retention_plan.title.from"), join=_BEHIND)
_covered = _share_of(lambda p: p.queue.stake - _without_action(p))
_saved = _share_of(lambda p: p.queue.saved)
_open = _share_of(_without_action)
TITLES: Titles[Plan] = wordings(
    _fields,
    when(
        lambda p: p.queue.stake <= 0,
        "retention_plan.title.nothing",
        fields=lambda p: {"n": len(p.queue.rows)},
    ),
    when(lambda p: _open(p) == 1, "retention_plan.title.no_actions", effect=_open),
    when(lambda p: 0 < _open(p) < 1, "retention_plan.title.no_action", effect=_open),
    when(
        lambda p: all(row.likelihood is None for row in p.queue.rows),
        "retention_plan.title.no_likelihood",
        fields=lambda p: {"n": p.actions},
        effect=_covered,
    ),
    when(lambda p: p.queue.saved <= 0, "retention_plan.title.none", effect=_covered),
    when(
        lambda p: p.queue.saved_late >= max(row.saved for row in p.queue.rows) > 0,
        "retention_plan.title.saves",
        then=LATE,
        effect=_saved,
    ),
    when(lambda p: p.queue.saved > 0, "retention_plan.title.saves", then=TOP, effect=_saved),
)


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
    return say("retention_plan.alt", title=title, rows=say.join(parts))


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
    lines += [say.colon(account, action) for account, action in cut]
    hidden = {entry.account: entry.actions for entry in entries if entry.hidden}
    for row in plan.queue.rows:
        if row.account in hidden:
            others = [action.action for action in row.actions if action not in hidden[row.account]]
            lines.append(say("retention_plan.notes.others", name=row.account, actions=say.join(others)))
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
