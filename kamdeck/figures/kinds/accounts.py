"""Figures of single accounts: people, plan, white space, team, tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kamdeck.analysis.decision import Decision, decide
from kamdeck.analysis.tasks import TaskLists, list_tasks
from kamdeck.figures.context import Context, accounts_with
from kamdeck.figures.kind import Inputs, Kind, Reading, inputs
from kamdeck.figures.kinds.revenue import revenue_cells
from kamdeck.figures.plans import Plan, read_plans
from kamdeck.figures.spaces import Space, read_spaces
from kamdeck.figures.tasks import manager_tasks, wanted_tasks
from kamdeck.figures.teams import Team, read_teams
from kamdeck.workbook.rows import Task

# ------------------------------------------------------------------ people


def _decisions(ctx: Context) -> Iterator[Decision]:
    days = ctx.book.settings.stale_contact_days
    people, lines = ctx.book.stakeholders, ctx.book.influence
    for account in accounts_with(ctx, [row.account for row in people]):
        yield decide(account, people, lines, as_of=ctx.as_of, stale_days=days)


def _people(ctx: Context) -> Iterator[Reading]:
    for found in _decisions(ctx):
        n = len(found.inside)
        cells = inputs(ctx.say("decision.notes.people"), [(found.people[i].at, None) for i in found.inside])
        rest = (ctx.say("explain.outside", n=len(found.outside)),) if found.outside else ()
        yield Reading(n, ctx.say.number(n), (cells,), of=found.account, left_out=rest)


def _touch_points(ctx: Context) -> Iterator[Reading]:
    for found in _decisions(ctx):
        if any(found.people[name].touch_point is not None for name in found.inside):
            touched = found.touch_points
            cells = inputs(ctx.say("decision.notes.people"), [(found.people[i].at, None) for i in touched])
            said = ctx.say("decision.scope.touch", n=len(touched), of=len(found.inside))
            yield Reading(len(touched), said, (cells,), of=found.account)


# ------------------------------------------------------------------ plan


def _plan_cells(ctx: Context, plan: Plan) -> Inputs:
    return inputs(ctx.say("blueprint.notes.plan"), [(row.at, None) for row in plan.rows])


def _started(ctx: Context) -> Iterator[Reading]:
    for plan in read_plans(ctx):
        also = (ctx.say("pareto.of", v=plan.started, n=len(plan.rows)),)
        cells = (_plan_cells(ctx, plan),)
        yield Reading(plan.started, ctx.say.number(plan.started), cells, of=plan.account, also=also)


def _goal(ctx: Context) -> Iterator[Reading]:
    for plan in read_plans(ctx):
        if plan.goal is not None:
            rows = [(row.at, None) for row in plan.rows if row.goal_revenue is not None]
            cells = (inputs(ctx.say("blueprint.notes.plan"), rows),)
            yield Reading(plan.goal, ctx.say.entered(plan.goal, "money"), cells, of=plan.account)


def _now(ctx: Context) -> Iterator[Reading]:
    for plan in read_plans(ctx):
        if plan.revenue is not None and plan.goal is not None:
            cells = (revenue_cells(plan.ctx, plan.ctx.year, {plan.account}),)
            said = ctx.say.money(plan.revenue)
            yield Reading(plan.revenue, said, cells, of=plan.account, is_sum=plan.revenue > 0)


# ------------------------------------------------------------------ white space


def _space_cells(ctx: Context, space: Space, what: str, tests: Callable[[str], bool]) -> Inputs:
    rows = [(row.at, row.value) for row in space.map.cells.values() if tests(row.state)]
    total = sum(value for _, value in rows if value is not None)
    return inputs(ctx.say(what), rows, ctx.say.money(total))


def _is_used(state: str) -> bool:
    return state == "in use"


def _is_open(state: str) -> bool:
    return state not in ("in use", "not applicable")


def _used(ctx: Context, space: Space) -> Inputs:
    return _space_cells(ctx, space, "divisions.notes.used", _is_used)


def _open(ctx: Context, space: Space) -> Inputs:
    return _space_cells(ctx, space, "divisions.notes.open", _is_open)


def _unvalued(ctx: Context, space: Space) -> tuple[str, ...]:
    """The cells without a value, and those that do not apply."""
    say, whole = ctx.say, space.map.whole
    mine = (row for row in ctx.book.whitespace if row.account == space.map.account)
    gone = sum(row.state == "not applicable" for row in mine)
    parts = [say("explain.not_applicable", n=gone)] if gone else []
    if whole.unknown:
        parts.append(say("whitespace.notes.unknown", n=whole.unknown))
    return tuple(parts)


def _penetration(ctx: Context) -> Iterator[Reading]:
    for space in read_spaces(ctx):
        value = space.map.whole.penetration
        if value is not None:
            cells = _used(ctx, space), _open(ctx, space)
            rest = _unvalued(ctx, space)
            yield Reading(value, ctx.say.percent(value), cells, of=space.map.account, left_out=rest)


def _open_potential(ctx: Context) -> Iterator[Reading]:
    for space in read_spaces(ctx):
        value = space.map.whole.open
        cells, rest = (_open(ctx, space),), _unvalued(ctx, space)
        yield Reading(value, ctx.say.money(value), cells, of=space.map.account, left_out=rest, is_sum=True)


def _potential(ctx: Context) -> Iterator[Reading]:
    for space in read_spaces(ctx):
        value = space.map.whole.potential
        cells, rest = (_used(ctx, space), _open(ctx, space)), _unvalued(ctx, space)
        yield Reading(value, ctx.say.money(value), cells, of=space.map.account, left_out=rest)


def _rivals(ctx: Context) -> Iterator[Reading]:
    for space in read_spaces(ctx):
        value = space.map.whole.rival
        if value:
            cells = _space_cells(ctx, space, "whitespace.state.competitor", lambda s: s == "competitor")
            said, also = ctx.say.money(value, 2), (ctx.say.money(value),)
            yield Reading(value, said, (cells,), of=space.map.account, also=also, is_sum=True)


# ------------------------------------------------------------------ team and tasks


def _team_cells(ctx: Context, team: Team) -> Inputs:
    return inputs(ctx.say("team.notes.letters"), [(row.at, None) for row in team.rows])


def _faults(ctx: Context) -> Iterator[Reading]:
    for team in read_teams(ctx):
        n, whole = len(team.chart.faults), len(team.chart.activities)
        if n:
            said = ctx.say("pareto.of", v=n, n=whole)
            yield Reading(n, said, (_team_cells(ctx, team),), of=team.account or "")


def _load(ctx: Context) -> Iterator[Reading]:
    for team in read_teams(ctx):
        if team.factor is not None:
            member = team.chart.heaviest[0]
            said = f"{ctx.say.number(team.factor, 1)}×"
            points = team.points(team.chart.load[member]), team.points(team.chart.mean_load)
            yield Reading(team.factor, said, (_team_cells(ctx, team),), of=team.account or "", also=points)


def _lists(ctx: Context, tasks: Sequence[Task]) -> TaskLists | None:
    return list_tasks(tasks, ctx.as_of, ctx.book.settings.task_next_days) if tasks else None


def _task_cells(ctx: Context, what: str, tasks: Iterable[Task]) -> Inputs:
    return inputs(ctx.say(what), [(task.at, None) for task in tasks])


def _tasks(listed: Callable[[Context], Sequence[Task]], part: str) -> Callable[[Context], Iterator[Reading]]:
    """Reads how many tasks of a list are open, or overdue."""

    def read(ctx: Context) -> Iterator[Reading]:
        lists = _lists(ctx, listed(ctx))
        if lists is None:
            return
        found = lists.open if part == "open" else lists.overdue
        cells = (_task_cells(ctx, "todo.notes.late" if part == "overdue" else "todo.notes.listed", found),)
        rest = (ctx.say("explain.done", n=lists.done),) if lists.done else ()
        yield Reading(len(found), ctx.say.number(len(found)), cells, left_out=rest)

    return read


_POINTS = ("raci_points_r", "raci_points_a", "raci_points_c", "raci_points_i")
_TASKS = ("as_of", "task_next_days")

FIGURES = (
    Kind("people", (), _people),
    Kind("touch_points", (), _touch_points),
    Kind("initiatives", ("blueprint",), _started),
    Kind("goal_revenue", (), _goal),
    Kind("revenue_to_goal", (), _now),
    Kind("penetration", ("whitespace",), _penetration),
    Kind("potential", ("whitespace",), _potential),
    Kind("open_potential", ("whitespace",), _open_potential),
    Kind("rivals", ("whitespace",), _rivals),
    Kind("team_faults", ("team",), _faults, _POINTS),
    Kind("load", ("team",), _load, _POINTS),
    Kind("kam_tasks_open", ("tasks",), _tasks(manager_tasks, "open"), _TASKS),
    Kind("kam_tasks_overdue", ("tasks",), _tasks(manager_tasks, "overdue"), _TASKS),
    Kind("tasks_open", ("tasks",), _tasks(wanted_tasks, "open"), _TASKS),
    Kind("tasks_overdue", ("tasks",), _tasks(wanted_tasks, "overdue"), _TASKS),
)
