"""Figures of scores and what is made of them: classes, ranks, fit, tests, and the profit matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from kamdeck.analysis.classification import CLASSES, Classes
from kamdeck.analysis.identification import Screen
from kamdeck.analysis.profit import Matrix, Place, value_of
from kamdeck.analysis.ranking import compare_ranks, widest_climb, widest_fall
from kamdeck.analysis.scoring import Scoring
from kamdeck.figures.context import Context
from kamdeck.figures.identified import cells_of, read_screen, revenue_base, testable
from kamdeck.figures.kind import Inputs, Kind, Reading, inputs
from kamdeck.figures.kinds.revenue import revenue_cells
from kamdeck.figures.profile import read_profile
from kamdeck.figures.profit import ProfitFigures, read_profit
from kamdeck.figures.scored import read_classes, read_scoring, read_scoring_before
from kamdeck.figures.standing import read_standing
from kamdeck.figures.wording import some_names

_WEIGHTS = ("growth_weight", "score_min", "score_max", "score_period")


# ------------------------------------------------------------------ scores


def _scoring(ctx: Context, period: str | None = None) -> Scoring | None:
    """The scores of the accounts that are still customers; None where nobody is ranked."""
    found = read_scoring(ctx, period)
    return found if found.ranking else None


def _score_cells(ctx: Context, scoring: Scoring, account: str | None = None) -> Inputs:
    """The scores of an account, or of all ranked ones."""
    names = {account} if account else set(scoring.ranking)
    wanted = {c.criterion for c in scoring.criteria}
    rows = [
        (row.at, row.score)
        for row in ctx.book.scores
        if row.account in names and row.criterion in wanted and row.period in (None, scoring.period)
    ]
    return inputs(ctx.say("scoring.notes.scores"), rows)


def _weights(ctx: Context, axis: str = "") -> Inputs:
    rows = [(row.at, row.weight) for row in ctx.book.criteria if axis in ("", row.axis)]
    return inputs(ctx.say("scoring.notes.weights"), rows)


def _unranked(ctx: Context, scoring: Scoring) -> tuple[str, ...]:
    if not scoring.unranked:
        return ()
    names = some_names(ctx, scoring.unranked)
    return (ctx.say("notes.unranked", n=len(scoring.unranked), names=names),)


def _combined(ctx: Context) -> Iterator[Reading]:
    if scoring := _scoring(ctx):
        rest, mine, weights = _unranked(ctx, scoring), _by_account(ctx, scoring), _weights(ctx)
        for row in scoring.ranked:
            value = row.combined or 0.0
            also = (ctx.say.number(value, 2),)
            cells = mine[row.account], weights
            yield Reading(value, ctx.say.number(value, 1), cells, of=row.account, also=also, left_out=rest)


def _axis(ctx: Context, axis: str) -> Iterator[Reading]:
    if scoring := _scoring(ctx):
        rest, mine = _unranked(ctx, scoring), _by_account(ctx, scoring, axis)
        weights = _weights(ctx, axis)
        for row in scoring.ranked:
            value = row.axis(axis)
            if value is not None:
                also = (ctx.say.number(value, 2),)
                cells = mine[row.account], weights
                yield Reading(
                    value, ctx.say.number(value, 1), cells, of=row.account, also=also, left_out=rest
                )


def _by_account(ctx: Context, scoring: Scoring, axis: str = "") -> dict[str, Inputs]:
    """Every account's scores, on an axis or on both."""
    wanted = {c.criterion for c in scoring.criteria if axis in ("", c.axis)}
    rows: dict[str, list[tuple[str, float | None]]] = {name: [] for name in scoring.ranking}
    for row in ctx.book.scores:
        if row.account in rows and row.criterion in wanted and row.period in (None, scoring.period):
            rows[row.account].append((row.at, row.score))
    return {name: inputs(ctx.say("scoring.notes.scores"), found) for name, found in rows.items()}


def _step(ctx: Context, sign: str) -> Iterator[Reading]:
    """The widest climb or fall against the period before."""
    now = _scoring(ctx)
    then = read_scoring_before(ctx, now) if now else None
    if now is None or then is None:
        return
    places = compare_ranks(_ranks(now), _ranks(then))
    found = widest_climb(places) if sign == "▲" else widest_fall(places)
    if found is not None:
        cells = _score_cells(ctx, now, found.account), _score_cells(ctx, then, found.account), _weights(ctx)
        said = f"{sign} {ctx.say.number(abs(found.climb))}"
        yield Reading(found.climb, said, cells, of=found.account)


def _ranks(scoring: Scoring) -> list[tuple[str, int, float]]:
    return [(row.account, row.rank or 0, row.combined or 0.0) for row in scoring.ranked]


# ------------------------------------------------------------------ classes and fit


def _classes(ctx: Context) -> tuple[Scoring, Classes] | None:
    if (scoring := _scoring(ctx)) is None or not ctx.years:
        return None
    return scoring, read_classes(ctx)


def _class_revenue(ctx: Context, classes: Classes, name: str) -> tuple[float, float]:
    """The revenue of a class, and that of all accounts."""
    standing = read_standing(ctx)
    if standing is None:
        return 0.0, 0.0
    tiers = standing.now
    mine = (tiers.revenue_of[a] for a in classes.members(name) if a in tiers.tier_of)
    return sum(mine), tiers.total


def _class_share(ctx: Context) -> Iterator[Reading]:
    if found := _classes(ctx):
        for name in CLASSES:
            value, total = _class_revenue(ctx, found[1], name)
            if value and total:
                cells = (
                    revenue_cells(ctx, ctx.year, set(found[1].members(name))),
                    _score_cells(ctx, found[0]),
                    _weights(ctx),
                )
                of = ctx.say(f"strategies.name.{name}")
                said = ctx.say.percent(value / total)
                yield Reading(value / total, said, cells, of=of, left_out=_unranked(ctx, found[0]))


def _class_accounts(ctx: Context) -> Iterator[Reading]:
    if found := _classes(ctx):
        for name in CLASSES:
            members = found[1].members(name)
            value, _ = _class_revenue(ctx, found[1], name)
            count = ctx.say.number(len(members))
            said = f"{count} · {ctx.say.money(value)}" if value else count
            cells = _score_cells(ctx, found[0]), _weights(ctx)
            of = ctx.say(f"strategies.name.{name}")
            yield Reading(len(members), said, cells, of=of, left_out=_unranked(ctx, found[0]))


def _fit(ctx: Context) -> Iterator[Reading]:
    profile = read_profile(ctx)
    if profile is None:
        return
    fits = {name: value for value, name in profile.others} | {profile.focus: profile.fit.fit}
    weights = inputs(ctx.say("ideal_profile.notes.targets"), _weights(ctx).cells)
    for name, value in fits.items():
        cells = _score_cells(ctx, profile.scoring, name), weights
        also = (ctx.say.percent(value, 1),)
        yield Reading(value, ctx.say.percent(value), cells, of=name, also=also)


# ------------------------------------------------------------------ tests


def _test_cells(ctx: Context, screen: Screen) -> tuple[Inputs, ...]:
    """The cells of every test, and of the limits."""
    tests = tuple(inputs(t.criterion, [(at, None) for at in cells_of(ctx, t.measure)]) for t in screen.tests)
    limits = [(row.at, None) for row in screen.tests]
    return *tests, inputs(ctx.say("identification.notes.limits"), limits)


def _counted(ctx: Context, screen: Screen, value: int) -> Reading:
    gone = len(testable(ctx)) - len(screen.rows)
    rest = (ctx.say("explain.not_screened", n=gone),) if gone else ()
    return Reading(value, ctx.say.number(value), _test_cells(ctx, screen), left_out=rest)


def _screened(ctx: Context) -> Iterator[Reading]:
    if screen := read_screen(ctx):
        yield _counted(ctx, screen, len(screen.rows))


def _candidates(ctx: Context) -> Iterator[Reading]:
    """Everybody with as many passes as a candidate needs, key accounts among them."""
    if screen := read_screen(ctx):
        yield _counted(ctx, screen, len(screen.of("key")) + len(screen.of("candidate")))


def _keys(ctx: Context) -> Iterator[Reading]:
    if screen := read_screen(ctx):
        yield _counted(ctx, screen, len(screen.of("key")))


def _key_share(ctx: Context) -> Iterator[Reading]:
    ctx = ctx.annual
    screen = read_screen(ctx)
    if screen and screen.of("key"):
        whole = revenue_base(ctx)
        names = {row.account for row in screen.of("key")}
        value = sum(row.revenue for row in screen.of("key")) / whole
        cells = revenue_cells(ctx, ctx.year, names), revenue_cells(ctx, ctx.year), *_test_cells(ctx, screen)
        yield Reading(value, ctx.say.percent(value), cells)


# ------------------------------------------------------------------ profit


def _matrix(ctx: Context) -> tuple[Matrix, ProfitFigures, int | None] | None:
    found = read_profit(ctx)
    return (found.matrix, found, found.year) if found else None


def _profit_cells(ctx: Context, matrix: Matrix, year: int | None, places: Sequence[Place]) -> Inputs:
    """The rows of some cells of the matrix."""
    where = {account: g for g, group in enumerate(matrix.groups) for account in group}
    rows = []
    for row in ctx.book.profit:
        value = value_of(row)
        if value is None or row.year not in (None, year):
            continue
        place = where[row.account], matrix.column(row.product_family)
        if place in places:
            rows.append((row.at, value))
    return inputs(ctx.say("profit_matrix.notes.profit"), rows, ctx.say.money(sum(v for _, v in rows)))


def _no_profit(ctx: Context, matrix: Matrix) -> tuple[str, ...]:
    gone = [name for name in ctx.customers if name not in matrix.accounts]
    names = some_names(ctx, gone)
    return (ctx.say("profit_matrix.notes.missing", n=len(gone), names=names),) if gone else ()


def _profit(ctx: Context) -> Iterator[Reading]:
    if found := _matrix(ctx):
        matrix, words, year = found
        cells = (_profit_cells(ctx, matrix, year, words.places),)
        said, rest = words.amount(matrix.total), _no_profit(ctx, matrix)
        also = (ctx.say.money(matrix.total),)
        yield Reading(matrix.total, said, cells, also=also, left_out=rest, is_sum=True)


def _earned(ctx: Context) -> Iterator[Reading]:
    found = _matrix(ctx)
    if found and found[0].earning and found[0].total > 0:
        matrix, _, year = found
        cells = (
            _profit_cells(ctx, matrix, year, matrix.earning),
            _profit_cells(ctx, matrix, year, found[1].places),
        )
        share = matrix.earned / matrix.total
        also = (ctx.say.money(matrix.earned),)
        rest = _no_profit(ctx, matrix)
        yield Reading(share, ctx.say.percent(share), cells, also=also, left_out=rest)


def _lost(ctx: Context) -> Iterator[Reading]:
    found = _matrix(ctx)
    if found and found[0].losses:
        matrix, _, year = found
        cells = (_profit_cells(ctx, matrix, year, matrix.losses),)
        said = ctx.say.money(-matrix.lost)
        also = (ctx.say.money(matrix.lost),)
        yield Reading(matrix.lost, said, cells, also=also, left_out=_no_profit(ctx, matrix), is_sum=True)


_CUT = ("class_cut", *_WEIGHTS)
_GROUPS = ("profit_group_a", "profit_group_b", "profit_group_c", "profit_group_d")
_TESTS = ("screen_min_revenue", "near_miss_tolerance", "key_min_passes", "candidate_min_passes")

FIGURES = (
    Kind("score", ("scoring",), _combined, _WEIGHTS),
    Kind("growth_score", ("scoring",), partial(_axis, axis="growth"), _WEIGHTS),
    Kind("harmony_score", ("scoring",), partial(_axis, axis="harmony"), _WEIGHTS),
    Kind("class_share", ("classification",), _class_share, _CUT),
    Kind("class_accounts", ("classification",), _class_accounts, _CUT),
    Kind("profit", ("profit_matrix",), _profit, _GROUPS),
    Kind("profit_earned", ("profit_matrix",), _earned, _GROUPS),
    Kind("profit_lost", ("profit_matrix",), _lost, _GROUPS),
    Kind("screened", ("identification",), _screened, _TESTS),
    Kind("candidates", ("identification",), _candidates, _TESTS),
    Kind("key_accounts", ("identification",), _keys, _TESTS),
    Kind("key_share", ("identification",), _key_share, _TESTS),
    Kind("climb", ("ranking",), partial(_step, sign="▲"), _WEIGHTS),
    Kind("fall", ("ranking",), partial(_step, sign="▼"), _WEIGHTS),
    Kind("fit", ("ideal_profile",), _fit, ("leading_accounts", *_WEIGHTS)),
)
