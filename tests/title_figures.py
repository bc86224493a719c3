"""The figures whose turns titles claim, computed from a book's rows by plain arithmetic.

Each gives its change and what a level one may move at most; None where the rows hold no comparison.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from kamdeck.figures.context import Context
from kamdeck.figures.profit import read_profit
from kamdeck.workbook.rows import Bridge

Found = tuple[float, float] | None


def revenue_of(ctx: Context, year: int) -> dict[str, float]:
    """Revenue by account of one year."""
    found: dict[str, float] = defaultdict(float)
    for row in ctx.book.revenue:
        if row.year == year and row.revenue is not None:
            found[row.account] += row.revenue
    return found


def _changes(ctx: Context) -> dict[str, float]:
    before, after = (revenue_of(ctx, year) for year in ctx.years[-2:])
    return {name: after.get(name, 0.0) - before.get(name, 0.0) for name in {*before, *after}}


def revenue(ctx: Context) -> Found:
    """All revenue against the year before."""
    if len(ctx.years) < 2:
        return None
    before, after = (sum(revenue_of(ctx, year).values()) for year in ctx.years[-2:])
    return after - before, 0.005 * abs(before)


def best_account(ctx: Context) -> Found:
    """The largest change of an account."""
    return (max(_changes(ctx).values()), 0) if len(ctx.years) > 1 else None


def worst_account(ctx: Context) -> Found:
    """The smallest change of an account."""
    return (min(_changes(ctx).values()), 0) if len(ctx.years) > 1 else None


def others(ctx: Context) -> Found:
    """All revenue without the account that moved most the way that the whole did."""
    if len(ctx.years) < 2 or not (net := sum((moved := _changes(ctx)).values())):
        return None
    before, after = (revenue_of(ctx, year) for year in ctx.years[-2:])
    most = (max if net > 0 else min)(moved.values())
    tied = [name for name, change in moved.items() if change == most]
    mover = max(tied, key=lambda name: max(before.get(name, 0.0), after.get(name, 0.0)))
    opening = sum(before.values()) - before.get(mover, 0.0)
    closing = sum(after.values()) - after.get(mover, 0.0)
    return (closing - opening, 0.0005 * opening) if opening > 0 else None


def account_rises(ctx: Context) -> Found:
    """What the accounts that grew gained together."""
    return (sum(c for c in _changes(ctx).values() if c > 0), 0) if len(ctx.years) > 1 else None


def account_falls(ctx: Context) -> Found:
    """What the accounts that shrank lost together, below zero."""
    return (sum(c for c in _changes(ctx).values() if c < 0), 0) if len(ctx.years) > 1 else None


def _positive(ctx: Context, year: int) -> list[tuple[float, str]]:
    """The accounts with revenue above zero, largest first."""
    order = list(ctx.accounts)
    newest = revenue_of(ctx, ctx.year)
    found = [(v, a) for a, v in revenue_of(ctx, year).items() if v > 0]
    return sorted(found, key=lambda p: (-p[0], -newest.get(p[1], 0.0), order.index(p[1])))


def _tiers(ctx: Context, year: int) -> dict[str, str]:
    """The tier of every account with revenue above zero: the one that crosses a cut belongs to the higher."""
    ranked, chosen = _positive(ctx, year), ctx.book.settings
    whole, reached, found = sum(v for v, _ in ranked), 0.0, {}
    for value, name in ranked:
        share = reached / whole + 1e-9
        found[name] = "A" if share < chosen.tier_a_share else "B" if share < chosen.tier_b_share else "C"
        reached += value
    return found


def a_accounts(ctx: Context) -> Found:
    """The smallest change of an account of tier A."""
    if len(ctx.years) < 2:
        return None
    return min(_changes(ctx)[name] for name, tier in _tiers(ctx, ctx.year).items() if tier == "A"), 0


def _sizes(ctx: Context) -> list[int]:
    return [list(_tiers(ctx, year).values()).count("A") for year in ctx.years]


def number_of_a(ctx: Context) -> Found:
    """How many A accounts there are more than in the year before."""
    sizes = _sizes(ctx)
    return (sizes[-1] - sizes[-2], 0) if len(sizes) > 1 and sizes[-2] else None


def _steps(ctx: Context) -> list[int]:
    """How many tiers each account of both years rose."""
    before, after = _tiers(ctx, ctx.years[-2]), _tiers(ctx, ctx.years[-1])
    return [ord(before[name]) - ord(after[name]) for name in after if name in before]


def tier_rises(ctx: Context) -> Found:
    """How many accounts rose a tier or two."""
    return sum(step > 0 for step in _steps(ctx)), 0


def tier_falls(ctx: Context) -> Found:
    """How many accounts fell, below zero."""
    return -sum(step < 0 for step in _steps(ctx)), 0


def tier_moves(ctx: Context) -> Found:
    """How many accounts changed tier."""
    return sum(step != 0 for step in _steps(ctx)), 0


def own_gap(ctx: Context) -> Found:
    """Whether the account of the pack has a tier above it to reach, else one below."""
    tiers = _tiers(ctx, ctx.year)
    return (1 if tiers[str(ctx.subject)] != "A" else -1), 0


def _curves(ctx: Context) -> list[list[float]]:
    """Revenue above zero of the first year that has any, and of the newest; one where they are the same."""
    years = [year for year in ctx.years if _positive(ctx, year)]
    return [[v for v, _ in _positive(ctx, year)] for year in dict.fromkeys((years[0], years[-1]))]


def top_share(ctx: Context) -> Found:
    """The share of the accounts on top, against the first year."""
    curves = _curves(ctx)
    if len(curves) < 2:
        return None
    part, shares = ctx.book.settings.top_share, []
    for values in curves:
        count = part * len(values) if part * len(curves[-1]) >= 1 else 1.0
        whole, rest = int(count), count - int(count)
        next_one = values[whole] if whole < len(values) else 0.0
        shares.append((sum(values[:whole]) + rest * next_one) / sum(values))
    return shares[1] - shares[0], 0.01


def largest_share(ctx: Context) -> Found:
    """The share of revenue that the largest account of the newest year has, against the first year."""
    (top, name), *_ = _positive(ctx, ctx.year)
    then = _positive(ctx, ctx.years[0])
    if len(ctx.years) < 2 or not then:
        return None
    before = sum(value for value, account in then if account == name) / sum(value for value, _ in then)
    return top / sum(value for value, _ in _positive(ctx, ctx.year)) - before, 0


def gini(ctx: Context) -> Found:
    """The mean difference of all pairs over twice the mean, against the first year."""
    found = [
        sum(abs(a - b) for a in values for b in values) / (2 * len(values) * sum(values))
        for values in _curves(ctx)
    ]
    return (found[1] - found[0], 0.01) if len(found) > 1 else None


def _ranks(ctx: Context, period: str) -> dict[str, int]:
    """Rank by combined score in one period, of the accounts with scores on both axes."""
    scores = {(r.account, r.criterion): r.score for r in ctx.book.scores if r.period == period}
    combined = {}
    for account in ctx.accounts:
        axes = {}
        for axis in ("growth", "harmony"):
            held = [
                (row.weight, scores[account, row.criterion])
                for row in ctx.book.criteria
                if row.axis == axis and (account, row.criterion) in scores
            ]
            if held:
                axes[axis] = sum(w * s for w, s in held) / sum(w for w, _ in held)
        weights = {"growth": ctx.book.settings.growth_weight, "harmony": 1 - ctx.book.settings.growth_weight}
        wanted = {row.axis for row in ctx.book.criteria}
        if axes.keys() == wanted:
            weighed = sum(weights[axis] * value for axis, value in axes.items())
            combined[account] = round(weighed / sum(weights[axis] for axis in wanted), 6)
    return {name: 1 + sum(other > own for other in combined.values()) for name, own in combined.items()}


def _climbs(ctx: Context) -> list[int]:
    periods = sorted({row.period for row in ctx.book.scores if row.period})
    before, now = (_ranks(ctx, period) for period in periods[-2:])
    both = before.keys() & now.keys()
    places = [{n: sum(ranks[m] < ranks[n] for m in both) for n in both} for ranks in (before, now)]
    return [places[0][name] - places[1][name] for name in both]


def widest_climb(ctx: Context) -> Found:
    """The most places that an account rose; 0 where none did."""
    return max([0, *_climbs(ctx)]), 0


def widest_fall(ctx: Context) -> Found:
    """The most places that an account fell, below zero."""
    return min([0, *_climbs(ctx)]), 0


def visits(ctx: Context) -> Found:
    """The visits planned for all scored accounts against those of the last twelve months."""
    cut = ctx.book.settings.class_cut
    axis_of = {row.criterion: (row.axis, row.weight) for row in ctx.book.criteria}
    sums: dict[tuple[str, str], float] = defaultdict(float)
    weights: dict[tuple[str, str], float] = defaultdict(float)
    newest = max((row.period or "" for row in ctx.book.scores), default="")
    for row in ctx.book.scores:
        axis, weight = axis_of[row.criterion]
        if row.score is not None and (row.period or "") == newest:
            sums[row.account, axis] += row.score * weight
            weights[row.account, axis] += weight
    had = {row.account: row.visits for row in ctx.book.accounts}
    each = {row.account_class: row.visits_per_account for row in ctx.book.strategies}
    names = {(True, True): "Strategic", (True, False): "Star", (False, True): "Status"}
    change = 0.0
    for name in {account for account, _ in sums}:
        if all((name, axis) in sums for axis in ("growth", "harmony")):
            high = [sums[name, axis] / weights[name, axis] >= cut - 1e-9 for axis in ("growth", "harmony")]
            change += (each[names.get((high[0], high[1]), "Streamline")] or 0) - (had[name] or 0)
    return change, 0


def _profit(ctx: Context) -> list[tuple[str, str, float]]:
    """Account, family and operating profit of the rows of the newest year and of those without one."""
    years = [row.year for row in ctx.book.profit if row.year is not None and row.year <= ctx.year]
    rows = [row for row in ctx.book.profit if row.year in (None, max(years, default=None))]
    earned = (
        (row.revenue or 0.0) - (row.cost or 0.0) if row.operating_profit is None else row.operating_profit
        for row in rows
    )
    return [(row.account, row.product_family, value) for row, value in zip(rows, earned, strict=True)]


def profit(ctx: Context) -> Found:
    """All operating profit, against none."""
    return sum(value for _, _, value in _profit(ctx)), 1e-6


def losses(ctx: Context) -> Found:
    """What the cells of the matrix below zero lose together; whose cell a row is, the matrix says."""
    found = read_profit(ctx)
    if found is None:
        return None
    group = {account: g for g, names in enumerate(found.matrix.groups) for account in names}
    cells: dict[tuple[int, str], float] = defaultdict(float)
    for account, family, value in _profit(ctx):
        cells[group[account], family if family in found.matrix.families else ""] += value
    return sum(value for value in cells.values() if value < -1e-6), 0


def goal(ctx: Context) -> Found:
    """The longest way from an account's revenue to the goal of its plan."""
    now = revenue_of(ctx, ctx.year)
    goals = {row.account: row.goal_revenue for row in ctx.book.plan if row.goal_revenue is not None}
    ways = [value - now[name] for name, value in goals.items() if name in now]
    return (max(ways), 0) if ways else None


def _mrr(ctx: Context) -> tuple[dict[str, float], dict[str, float]]:
    """MRR by account of the month a year before the newest, or of the oldest, and of the newest one."""
    months = sorted({(row.month.year, row.month.month) for row in ctx.book.mrr})
    year, month = months[-1]
    first = (year - 1, month) if (year - 1, month) in months else months[0]
    before, after = defaultdict[str, float](float), defaultdict[str, float](float)
    for row in ctx.book.mrr:
        for when, found in ((first, before), (months[-1], after)):
            if (row.month.year, row.month.month) == when:
                found[row.account] += row.mrr
    return before, after


def mrr(ctx: Context) -> Found:
    """MRR against the same month a year before; a percent of it is level."""
    before, after = (sum(found.values()) for found in _mrr(ctx))
    return after - before, 0.01 * before


def plan(ctx: Context) -> Found:
    """MRR of the plan to sell up to, else of the largest, against the month a year before, or the oldest."""
    months = sorted({(row.month.year, row.month.month) for row in ctx.book.mrr})
    year, month = months[-1]
    first = (year - 1, month) if (year - 1, month) in months else months[0]
    sums: dict[tuple[str, tuple[int, int]], float] = defaultdict(float)
    for row in ctx.book.mrr:
        sums[row.plan or "", (row.month.year, row.month.month)] += row.mrr
    names = {name for name, _ in sums}
    wanted = ctx.book.settings.upsell_plan or ""
    name = wanted if wanted in names else max(names, key=lambda each: sums[each, months[-1]])
    return sums[name, months[-1]] - sums[name, first], 0.005 * sums[name, first]


def _percent(share: float) -> int:
    return int(share * 100 + 0.5 + 1e-9)


def _net(ctx: Context) -> float:
    before, after = _mrr(ctx)
    cohort = [name for name, value in before.items() if value > 0]
    return sum(after.get(name, 0.0) for name in cohort) / sum(before.values())


def _year_before(ctx: Context) -> Bridge:
    return sorted(ctx.book.mrr_bridge, key=lambda row: row.fiscal_year)[-2]


def kept(ctx: Context) -> Found:
    """What the accounts at the start pay now against then, in whole percents."""
    return _percent(_net(ctx)) - 100, 0


def net_retention(ctx: Context) -> Found:
    """Net retention of the newest year against the one entered before it."""
    row = _year_before(ctx)
    old = (row.opening + row.expansion + row.contraction + row.churn) / row.opening
    return _percent(_net(ctx)) - _percent(old), 0


def logo_retention(ctx: Context) -> Found:
    """The share of the accounts at the start that stayed, against the year entered before."""
    before, after = _mrr(ctx)
    cohort = [name for name, value in before.items() if value > 0]
    stayed = sum(after.get(name, 0.0) > 0 for name in cohort) / len(cohort)
    row = _year_before(ctx)
    old = 1 - (row.accounts_lost or 0) / (row.accounts_start or 1)
    return _percent(stayed) - _percent(old), 0


def satisfaction(ctx: Context) -> Found:
    """CSAT of the newest month against the first of twelve, weighted by answers; a point is level."""
    months: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    for row in ctx.book.satisfaction:
        if ctx.subject not in (None, row.account):
            continue
        if row.survey == "CSAT" and row.answers > 0 and (ctx.as_of is None or row.date <= ctx.as_of):
            months[row.date.year, row.date.month].append((row.score, row.answers))
    shown = sorted(months)[-12:]
    means = [sum(s * n for s, n in months[m]) / sum(n for _, n in months[m]) for m in shown]
    given = [sum(n for _, n in months[m]) for m in shown]
    is_enough = len(means) > 1 and min(given[0], given[-1]) >= 30
    return (means[-1] - means[0], 1.0 + 1e-6) if is_enough else None


def mrr_since(ctx: Context) -> Found:
    """MRR of the newest month against the earlier deck's; half a unit is level."""
    if ctx.before is None or not ctx.before.mrr_of or not ctx.book.mrr:
        return None
    return sum(_mrr(ctx)[1].values()) - sum(ctx.before.mrr_of.values()), 0.5


def stake_since(ctx: Context) -> Found:
    """What the at-risk queue puts at stake, as entered, else the account's MRR, against the deck before."""
    if ctx.before is None or not ctx.before.stakes:
        return None
    paid = _mrr(ctx)[1] if ctx.book.mrr else {}
    stakes = (paid.get(r.account, 0.0) if r.mrr_at_risk is None else r.mrr_at_risk for r in ctx.book.risk)
    return sum(stakes) - sum(ctx.before.stakes.values()), 0


def _steps_since(ctx: Context) -> list[int] | None:
    """How many tiers each account of both decks rose."""
    then = ctx.before.tiers if ctx.before else None
    if then is None:
        return None
    return [ord(then[name]) - ord(tier) for name, tier in _tiers(ctx, ctx.year).items() if name in then]


def tier_rises_since(ctx: Context) -> Found:
    """How many accounts rose a tier or two since the earlier deck."""
    steps = _steps_since(ctx)
    return None if steps is None else (sum(step > 0 for step in steps), 0)


def tier_falls_since(ctx: Context) -> Found:
    """How many accounts fell, below zero."""
    steps = _steps_since(ctx)
    return None if steps is None else (-sum(step < 0 for step in steps), 0)


def tier_moves_since(ctx: Context) -> Found:
    """How many accounts changed tier since the earlier deck."""
    steps = _steps_since(ctx)
    return None if steps is None else (sum(map(bool, steps)), 0)


def relationships_since(ctx: Context) -> Found:
    """The coldest turn of a relationship since the earlier deck, the warmest one where none turned colder."""
    then = ctx.before.people if ctx.before else None
    if then is None:
        return None
    warmth = {"negative": -1, "neutral": 0, "positive": 1}
    turns = [
        warmth[row.relationship] - warmth[then[row.account, row.id].relationship]
        for row in ctx.book.stakeholders
        if (row.account, row.id) in then
        and {row.relationship, then[row.account, row.id].relationship} <= warmth.keys()
    ]
    return min(turns) if min(turns, default=0) < 0 else max(turns, default=0), 0


FIGURES: dict[str, Callable[[Context], Found]] = {
    "A accounts": a_accounts,
    "account falls": account_falls,
    "account rises": account_rises,
    "best account": best_account,
    "gini": gini,
    "goal": goal,
    "losses": losses,
    "largest share": largest_share,
    "logo retention": logo_retention,
    "MRR": mrr,
    "MRR at risk since the deck": stake_since,
    "MRR of the accounts at the start": kept,
    "MRR since the deck": mrr_since,
    "net retention": net_retention,
    "number of A accounts": number_of_a,
    "others": others,
    "own tier gap": own_gap,
    "plan": plan,
    "profit": profit,
    "relationships since the deck": relationships_since,
    "revenue": revenue,
    "satisfaction": satisfaction,
    "tier falls": tier_falls,
    "tier falls since the deck": tier_falls_since,
    "tier moves": tier_moves,
    "tier moves since the deck": tier_moves_since,
    "tier rises": tier_rises,
    "tier rises since the deck": tier_rises_since,
    "top share": top_share,
    "widest climb": widest_climb,
    "widest fall": widest_fall,
    "visits": visits,
    "worst account": worst_account,
}
