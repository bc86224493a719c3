"""Figures of the programme: rollout, charter, evaluation, visits by class, building blocks, elements."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kamdeck.analysis.maturity import assess
from kamdeck.analysis.rollout import plan_rollout
from kamdeck.figures.charter import read_charter
from kamdeck.figures.context import Context
from kamdeck.figures.elements import read_programme
from kamdeck.figures.evaluation import read_evaluation
from kamdeck.figures.kind import Inputs, Kind, Reading, inputs
from kamdeck.figures.scored import read_classes
from kamdeck.figures.visits import read_visits

# ------------------------------------------------------------------ rollout and charter


def _late(ctx: Context) -> Iterator[Reading]:
    book, chosen = ctx.book, ctx.book.settings
    span = chosen.programme_start, chosen.programme_end
    found = plan_rollout(book.rollout, book.milestones, ctx.as_of, *span)
    if found is not None:
        n = len(found.late)
        cells = inputs(ctx.say("rollout.notes.listed"), [(stand.task.at, None) for stand in found.late])
        yield Reading(n, ctx.say.number(n), (cells,))


def _rollout_tasks(ctx: Context) -> Iterator[Reading]:
    if ctx.book.rollout:
        n = len(ctx.book.rollout)
        cells = inputs(ctx.say("rollout.notes.listed"), [(row.at, None) for row in ctx.book.rollout])
        yield Reading(n, ctx.say.number(n), (cells,))


def _objectives(ctx: Context) -> Iterator[Reading]:
    found = read_charter(ctx)
    if found is not None and found.objectives:
        n = len(found.objectives)
        cells = inputs(ctx.sheet("charter"), [(entry.clause.at, None) for entry in found.objectives])
        yield Reading(n, ctx.say.number(n), (cells,))


def _charter_accounts(ctx: Context) -> Iterator[Reading]:
    found = read_charter(ctx)
    if found is not None and found.accounts:
        mine, n = set(found.accounts), len(found.accounts)
        cells = inputs(ctx.sheet("accounts"), [(r.at, None) for r in ctx.book.accounts if r.account in mine])
        yield Reading(n, ctx.say.number(n), (cells,))


# ------------------------------------------------------------------ evaluation and visits


def _target_cells(ctx: Context, manager: str | None = None) -> Inputs:
    rows = [(row.at, row.target) for row in ctx.book.evaluation if manager in (None, row.manager)]
    return inputs(ctx.say("kam_evaluation.cells.targets"), rows)


def _on_target(ctx: Context) -> Iterator[Reading]:
    found = read_evaluation(ctx)
    if found.known:
        n = sum(row.is_on_target for row in found.known)
        gone = len(found.rated) - len(found.known)
        rest = (ctx.say("explain.unrated", n=gone),) if gone else ()
        said, also = ctx.say("pareto.of", v=n, n=len(found.known)), (ctx.say.number(n),)
        yield Reading(n, said, (_target_cells(ctx),), also=also, left_out=rest)


def _attainment(ctx: Context) -> Iterator[Reading]:
    for row in read_evaluation(ctx).known:
        score = row.score or 0.0
        cells = (_target_cells(ctx, row.manager),)
        yield Reading(score, ctx.say.percent(score), cells, of=row.manager)


def _visits(ctx: Context) -> Iterator[Reading]:
    visits = read_visits(ctx, read_classes(ctx))
    if visits.planned:
        rows = [(row.at, None) for row in ctx.book.strategies if row.visits_per_account is not None]
        cells = (inputs(ctx.say("strategies.notes.policies"), rows),)
        yield Reading(visits.planned, ctx.say.number(visits.planned), cells)


def _recorded(ctx: Context) -> Iterator[Reading]:
    visits = read_visits(ctx, read_classes(ctx))
    if visits.recorded:
        counted = {account for row in visits.rows for account in row.accounts}
        rows = [(r.at, None) for r in ctx.book.accounts if r.visits is not None and r.account in counted]
        cells = (inputs(ctx.say("strategies.notes.accounts"), rows),)
        yield Reading(visits.recorded, ctx.say.number(visits.recorded), cells)


# ------------------------------------------------------------------ building blocks and elements


def _levels(ctx: Context, name: str) -> Iterator[Reading]:
    found = assess(ctx.book.building_blocks)
    value = found.today if name == "today" else found.target
    if value is not None:
        cells = inputs(ctx.say("building_blocks.notes.blocks"), [(row.at, None) for row in found.blocks])
        yield Reading(value, ctx.say.number(value, 1), (cells,))


def _in_place(ctx: Context) -> Iterator[Reading]:
    found = read_programme(ctx)
    done = found.elements.of("in place")
    if found.elements.present:
        cells = tuple(
            inputs(ctx.say(f"elements.name.{each.element.key}"), [(cell, None) for cell in each.cells])
            for each in found.found
            if any(each.cells)
        )
        yield Reading(len(done), ctx.say.number(len(done)), cells)


_RATING = ("kam_rating_a", "kam_rating_b", "kam_rating_c", "kam_attainment_cap", "kam_near_target")

FIGURES = (
    Kind("rollout_late", ("rollout",), _late, ("as_of",)),
    Kind("rollout_tasks", (), _rollout_tasks),
    Kind("charter_accounts", (), _charter_accounts),
    Kind("objectives", (), _objectives),
    Kind("kam_on_target", ("kam_evaluation",), _on_target, _RATING),
    Kind("kam_score", ("kam_evaluation",), _attainment, _RATING),
    Kind("visits_planned", ("visits",), _visits, ("class_cut",)),
    Kind("visits_recorded", ("visits",), _recorded),
    Kind("maturity", ("building_blocks",), partial(_levels, name="today")),
    Kind("maturity_target", ("building_blocks",), partial(_levels, name="target")),
    Kind("elements_in_place", ("elements",), _in_place),
)
