"""The elements of the programme as the workbook shows them: what there is of each, and how fresh it is.

Every figure is the one that the element's own slide shows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from kamdeck.analysis.decision import decide
from kamdeck.analysis.elements import Element, Elements, gather
from kamdeck.analysis.rollout import plan_rollout
from kamdeck.analysis.satisfaction import newest_csat
from kamdeck.analysis.scoring import score_accounts
from kamdeck.analysis.tasks import list_tasks
from kamdeck.figures.charter import read_charter
from kamdeck.figures.charter_words import Figures
from kamdeck.figures.context import Context
from kamdeck.figures.evaluation import read_evaluation
from kamdeck.figures.plans import read_plans
from kamdeck.figures.portfolio import read_queue
from kamdeck.figures.spaces import read_spaces
from kamdeck.figures.teams import read_teams
from kamdeck.record import record
from kamdeck.workbook.rows import Book, Stakeholder

FEWEST = 3
YEAR = 12  # months in which an answer on satisfaction counts as fresh
INSIDE = "internal"


@record
class Found:
    """One element with the words of how it stands (empty where there is nothing to say) and its cells."""

    element: Element
    detail: str = ""
    cells: tuple[str, ...] = ()


@record
class Programme:
    """All elements; `accounts` are the key accounts that coverage is counted against."""

    ctx: Context
    found: tuple[Found, ...]
    accounts: tuple[str, ...]

    @property
    def elements(self) -> Elements:
        """The elements alone."""
        return gather([found.element for found in self.found])


def read_programme(ctx: Context) -> Programme:
    """Every element that the edition may show, in the order of the slides."""
    accounts = Figures(ctx).accounts
    made = [
        make(ctx, accounts) if any(getattr(ctx.book, sheet) for sheet in SHEETS[key]) else _nothing(key)
        for key, make in _MAKERS.items()
        if not any(_is_withheld(sheet, ctx.edition) for sheet in SHEETS[key])
    ]
    return Programme(ctx, tuple(made), accounts)


def _is_withheld(sheet: str, edition: str) -> bool:
    return edition != INSIDE and any(s.key == sheet and edition not in s.readers for s in Book.sheets)


def _nothing(key: str) -> Found:
    return Found(Element(key))


def _covered(accounts: Sequence[str], have: Collection[str]) -> tuple[int, int]:
    """How many of the key accounts have something, and how many there are."""
    return sum(account in have for account in accounts), len(accounts)


# ------------------------------------------------------------------ one by one


def _selection(ctx: Context, accounts: Sequence[str]) -> Found:
    """Key accounts with a score on every criterion."""
    book = ctx.book
    if not book.criteria:
        return _nothing("selection")
    scoring = score_accounts(book.criteria, book.scores, accounts, period=book.settings.score_period)
    done = sum(all(score is not None for score in row.scores) for row in scoring.accounts)
    detail = ctx.say("elements.detail.period", period=scoring.period) if scoring.period else ""
    cells = tuple(row.at for row in book.scores)
    return Found(Element("selection", done, len(accounts)), detail, cells)


def _decision(ctx: Context, accounts: Sequence[str]) -> Found:
    """Key accounts with a decision map; out of date where half the dated contacts are stale."""
    rows, days = ctx.book.stakeholders, ctx.book.settings.stale_contact_days
    named: dict[str, list[Stakeholder]] = {}
    for row in rows:
        named.setdefault(row.account, []).append(row)
    stale = sum(
        len(decide(name, people, (), as_of=ctx.as_of, stale_days=days).stale)
        for name, people in named.items()
    )
    dated = sum(row.last_contact is not None for row in rows)
    detail = ctx.say("elements.detail.people", n=len(rows))
    if dated and ctx.as_of:
        detail = ctx.say("elements.detail.stale", n=dated, stale=stale, days=days)
    done, whole = _covered(accounts, named)
    cells = tuple(row.at for row in rows)
    return Found(Element("decision", done, whole, bool(dated) and stale * 2 >= dated), detail, cells)


def _plans(ctx: Context, accounts: Sequence[str]) -> Found:
    """Key accounts with an account plan."""
    plans = read_plans(ctx)
    done, whole = _covered(accounts, {plan.account for plan in plans})
    n = sum(len(plan.rows) for plan in plans)
    started, late = sum(plan.started for plan in plans), sum(plan.late for plan in plans)
    turn = "late" if late else "started"
    detail = ctx.say(f"elements.detail.{turn}", n=n, started=started, late=late)
    cells = tuple(row.at for plan in plans for row in plan.rows)
    return Found(Element("plans", done, whole), detail, cells)


def _rollout(ctx: Context, accounts: Sequence[str]) -> Found:
    """Tasks of the rollout that are not late; milestones beside."""
    book = ctx.book
    programme = plan_rollout(book.rollout, book.milestones, ctx.as_of)
    if programme is None:
        return _nothing("rollout")
    whole = len(programme.tasks)
    reached = sum(row.reached for row in programme.milestones)
    n = len(programme.milestones)
    detail = ctx.say("elements.detail.milestones", n=n, reached=reached) if n else ""
    is_stale = any(programme.is_overdue(row) for row in programme.milestones)
    cells = tuple(row.at for row in (*book.rollout, *book.milestones))
    return Found(Element("rollout", whole - len(programme.late), whole, is_stale), detail, cells)


def _charter(ctx: Context, accounts: Sequence[str]) -> Found:
    """Signatures under the charter; where it has none to give, its sections. Out of date when expired."""
    charter = read_charter(ctx)
    if charter is None:
        return _nothing("charter")
    cells = tuple(row.at for row in ctx.book.charter)
    signed = sum(entry.clause.date is not None for entry in charter.signatures)
    detail = ""
    if charter.valid_to:
        turn = "expired" if charter.is_expired else "valid"
        detail = ctx.say(f"elements.detail.{turn}", date=ctx.say.date(charter.valid_to))
    whole = len(charter.signatures)
    if not whole:
        return Found(Element("charter", 1, 1, charter.is_expired), detail, cells)
    return Found(Element("charter", signed, whole, charter.is_expired), detail, cells)


def _whitespace(ctx: Context, accounts: Sequence[str]) -> Found:
    """Key accounts with a white-space map."""
    spaces = [space for space in read_spaces(ctx) if space.map.whole.cells]
    done, whole = _covered(accounts, {space.map.account for space in spaces})
    open_ = ctx.say.money(sum(space.map.whole.open for space in spaces))
    cells = tuple(row.at for row in ctx.book.whitespace)
    return Found(Element("whitespace", done, whole), ctx.say("elements.detail.open", open=open_), cells)


def _team(ctx: Context, accounts: Sequence[str]) -> Found:
    """Activities with exactly one accountable owner, over all teams."""
    teams = read_teams(ctx)
    whole = sum(len(team.chart.activities) for team in teams)
    done = whole - sum(len(team.chart.faults) for team in teams)
    members = {member for team in teams for member in team.chart.members}
    cells = tuple(row.at for row in ctx.book.responsibilities)
    return Found(Element("team", done, whole), ctx.say("elements.detail.members", n=len(members)), cells)


def _tasks(ctx: Context, accounts: Sequence[str]) -> Found:
    """Open tasks that are not overdue; all done is complete."""
    lists = list_tasks(ctx.book.tasks, ctx.as_of, ctx.book.settings.task_next_days)
    cells = tuple(row.at for row in ctx.book.tasks)
    detail = ctx.say("elements.detail.done", n=lists.done)
    if not lists.open:
        return Found(Element("tasks", lists.done, lists.done), detail, cells)
    whole = len(lists.open)
    return Found(Element("tasks", whole - len(lists.overdue), whole), detail, cells)


def _evaluation(ctx: Context, accounts: Sequence[str]) -> Found:
    """Key account managers with a score."""
    found = read_evaluation(ctx)
    good = sum(row.is_on_target for row in found.known)
    detail = ctx.say("elements.detail.on_target", n=good)
    cells = tuple(row.at for row in ctx.book.evaluation)
    return Found(Element("evaluation", len(found.known), len(found.rated)), detail, cells)


def _satisfaction(ctx: Context, accounts: Sequence[str]) -> Found:
    """Key accounts that answered in the last twelve months."""
    rows = [row for row in ctx.book.satisfaction if row.account is not None and row.answers > 0]
    if not rows:
        return _nothing("satisfaction")
    last = ctx.as_of or max(row.date for row in rows)
    fresh = [row for row in rows if 0 <= _months(row.date, last) < YEAR]
    done, whole = _covered(accounts, {row.account or "" for row in fresh})
    scores = newest_csat(fresh, last)
    detail = ctx.say("elements.detail.csat", n=len(scores)) if scores else ""
    return Found(Element("satisfaction", done, whole), detail, tuple(row.at for row in fresh))


def _months(day: date, last: date) -> int:
    return (last.year - day.year) * 12 + last.month - day.month


def _retention(ctx: Context, accounts: Sequence[str]) -> Found:
    """Accounts at risk with an action; none at risk is complete. Out of date where actions are overdue."""
    waiting = read_queue(ctx)
    rows = waiting.rows
    done = sum(bool(row.actions) for row in rows)
    late = len(waiting.overdue)
    detail = ctx.say("elements.detail.overdue", n=late) if late else ctx.say("elements.detail.punctual")
    cells = tuple(row.at for row in (*ctx.book.risk, *ctx.book.retention_actions))
    return Found(Element("retention", done, len(rows), late > 0), detail, cells)


SHEETS: dict[str, tuple[str, ...]] = {
    "selection": ("scores",),
    "decision": ("stakeholders",),
    "plans": ("plan",),
    "rollout": ("rollout",),
    "charter": ("charter",),
    "whitespace": ("whitespace",),
    "team": ("responsibilities",),
    "tasks": ("tasks",),
    "evaluation": ("evaluation",),
    "satisfaction": ("satisfaction",),
    "retention": ("risk",),
}
"""The sheet that each element stands in."""

Maker = Callable[[Context, Sequence[str]], Found]
_MAKERS: dict[str, Maker] = {
    "selection": _selection,
    "decision": _decision,
    "plans": _plans,
    "rollout": _rollout,
    "charter": _charter,
    "whitespace": _whitespace,
    "team": _team,
    "tasks": _tasks,
    "evaluation": _evaluation,
    "satisfaction": _satisfaction,
    "retention": _retention,
}
