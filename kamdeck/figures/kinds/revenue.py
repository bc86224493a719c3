"""Figures of revenue: totals, growth, Pareto, concentration, tiers and moves between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kamdeck.analysis.abc import TIERS, find_closest, revenue_table
from kamdeck.analysis.concentration import Concentration, measure, usable_share
from kamdeck.analysis.pareto import Pareto, rank_accounts
from kamdeck.figures.context import Context
from kamdeck.figures.counted import count_accounts
from kamdeck.figures.kind import Inputs, Kind, Reading, inputs
from kamdeck.figures.standing import Standing, read_standing, shown_shares, step_of
from kamdeck.figures.wording import share_text, some_names

_PARETO = "J. M. Juran, Universals in management planning and controlling, 1954"
_ABC = "H. F. Dickie, ABC inventory analysis shoots for dollars, not pennies, 1951"
_HHI = "A. O. Hirschman, The paternity of an index, American Economic Review 54, 1964"
_GINI = "C. Gini, Variabilità e mutabilità, 1912"


def _rank(ctx: Context) -> tuple[Standing, Pareto] | None:
    """The newest year's accounts; None without revenue above zero in it."""
    standing = read_standing(ctx)
    if standing is None or not standing.now.accounts:
        return None
    return standing, rank_accounts(standing.table, ctx.year, ctx.book.settings.pareto_threshold)


def revenue_cells(
    ctx: Context, year: int, accounts: Collection[str] | None = None, *, is_net: bool = False
) -> Inputs:
    """Revenue of a year: of these accounts, or of all; above zero only, unless it is net of credit notes."""
    rows = [
        (row.at, row.revenue)
        for row in ctx.book.revenue
        if row.year == year and row.revenue is not None and (is_net or row.revenue > 0)
        if accounts is None or row.account in accounts
    ]
    total = sum(value for _, value in rows)
    return inputs(ctx.say("abc.revenue_of", year=ctx.say.year(year)), rows, ctx.say.money(total))


def left_out(ctx: Context, *, is_net: bool = False) -> tuple[str, ...]:
    """Who does not count in the newest year, and why; in what `is_net` of credit notes they do count."""
    say, found = ctx.say, count_accounts(ctx)
    lost = [row.account for row in ctx.book.accounts if row.status == "lost"]
    parts = []
    if found.left_out and not is_net:
        table = revenue_table(ctx.book.revenue, (ctx.year,))
        total = say.money(sum(table.get(name, {}).get(ctx.year, 0.0) for name in found.left_out))
        fields = {"year": say.year(ctx.year), "sum": total, "names": some_names(ctx, found.left_out)}
        parts.append(
            say.colon(say("notes.topic.below_zero"), say("notes.below_zero", n=len(found.left_out), **fields))
        )
    if found.missing:
        names = some_names(ctx, found.missing)
        parts.append(say("notes.missing", n=len(found.missing), year=say.year(ctx.year), names=names))
    if lost:
        parts.append(say("notes.lost", n=len(lost), names=some_names(ctx, lost)))
    return tuple(parts)


# ------------------------------------------------------------------ totals and growth


def _revenue(ctx: Context) -> Iterator[Reading]:
    if found := _rank(ctx):
        total = found[1].net
        cells = (revenue_cells(ctx, ctx.year, is_net=True),)
        yield Reading(total, ctx.say.money(total), cells, left_out=left_out(ctx, is_net=True), is_sum=True)


def _accounts(ctx: Context) -> Iterator[Reading]:
    if found := _rank(ctx):
        n = len(found[1].accounts)
        yield Reading(n, ctx.say.number(n), (revenue_cells(ctx, ctx.year),), left_out=left_out(ctx))


def _account_revenue(ctx: Context) -> Iterator[Reading]:
    if found := _rank(ctx):
        what = ctx.say("abc.revenue_of", year=ctx.say.year(ctx.year))
        rows: dict[str, list[tuple[str, float | None]]] = {}
        for row in ctx.book.revenue:
            if row.year == ctx.year and row.revenue is not None:
                rows.setdefault(row.account, []).append((row.at, row.revenue))
        for name, value in zip(found[1].accounts, found[1].revenue, strict=True):
            cells = (inputs(what, rows[name], ctx.say.money(value)),)
            yield Reading(value, ctx.say.money(value), cells, of=name, is_sum=True)


def _growth(ctx: Context) -> Iterator[Reading]:
    found = _rank(ctx)
    step = found[0].growth.step if found else None
    if step and (rate := step.rate) is not None:
        cells = tuple(revenue_cells(ctx, year, is_net=True) for year in (ctx.years[-2], ctx.year))
        said = ctx.say.percent(rate, signed=True)
        also = ctx.say.percent(abs(rate)), ctx.say.percent(rate, 1, signed=True)
        yield Reading(rate, said, cells, also=also, left_out=left_out(ctx, is_net=True))


def _net_growth(ctx: Context) -> Iterator[Reading]:
    found = _rank(ctx)
    if found and (step := found[0].growth.step):
        net = step.amount
        cells = tuple(revenue_cells(ctx, year, is_net=True) for year in (ctx.year, ctx.years[-2]))
        yield Reading(net, ctx.say.money(net, signed=True), cells, also=(ctx.say.money(abs(net)),))


def _shrunk(ctx: Context) -> Iterator[Reading]:
    found = _rank(ctx)
    if found and found[0].growth.falls:
        growth = found[0].growth
        names = {name for name, _ in growth.falls}
        cells = tuple(revenue_cells(ctx, year, names, is_net=True) for year in (ctx.years[-2], ctx.year))
        n, whole = ctx.say.number(len(names)), ctx.say.number(len(found[1].accounts))
        said = ctx.say("pareto.of", v=n, n=whole)
        yield Reading(len(names), said, cells, also=(ctx.say.money(-growth.lost),))


def _doubled(ctx: Context) -> Iterator[Reading]:
    found = _rank(ctx)
    if found and found[0].growth.doubled:
        names = set(found[0].growth.doubled)
        cells = revenue_cells(ctx, ctx.years[0], names), revenue_cells(ctx, ctx.year, names)
        yield Reading(len(names), ctx.say.number(len(names)), cells)


# ------------------------------------------------------------------ Pareto and concentration


def _vital(ctx: Context) -> Iterator[Reading]:
    if found := _rank(ctx):
        pareto = found[1]
        said = ctx.say("pareto.of", v=pareto.vital, n=len(pareto.accounts))
        cells = revenue_cells(ctx, ctx.year, pareto.accounts[: pareto.vital]), revenue_cells(ctx, ctx.year)
        yield Reading(pareto.vital, said, cells, also=(ctx.say.number(pareto.vital),), left_out=left_out(ctx))


def _vital_share(ctx: Context) -> Iterator[Reading]:
    if found := _rank(ctx):
        pareto = found[1]
        cells = revenue_cells(ctx, ctx.year, pareto.accounts[: pareto.vital]), revenue_cells(ctx, ctx.year)
        said = share_text(ctx, pareto.vital_share)
        yield Reading(pareto.vital_share, said, cells, left_out=left_out(ctx))


def _largest(ctx: Context) -> Iterator[Reading]:
    if found := _rank(ctx):
        pareto = found[1]
        share = pareto.revenue[0] / pareto.total
        cells = revenue_cells(ctx, ctx.year, pareto.accounts[:1]), revenue_cells(ctx, ctx.year)
        yield Reading(share, share_text(ctx, share), cells, of=pareto.accounts[0], left_out=left_out(ctx))


def _spread(ctx: Context) -> Concentration | None:
    found = _rank(ctx)
    return measure(found[1].revenue) if found and len(found[1].accounts) > 1 else None


def _index(ctx: Context, value: float, said: str, *also: str) -> Reading:
    return Reading(value, said, (revenue_cells(ctx, ctx.year),), also=also, left_out=left_out(ctx))


def _gini(ctx: Context) -> Iterator[Reading]:
    if spread := _spread(ctx):
        yield _index(ctx, spread.gini, ctx.say.number(spread.gini, 2), ctx.say.number(spread.gini, 3))


def _hhi(ctx: Context) -> Iterator[Reading]:
    if spread := _spread(ctx):
        yield _index(ctx, spread.hhi, ctx.say.number(spread.hhi))


def _equals(ctx: Context) -> Iterator[Reading]:
    if spread := _spread(ctx):
        yield _index(ctx, spread.equals, ctx.say.number(spread.equals, 1))


def _top(ctx: Context) -> Iterator[Reading]:
    spread = _spread(ctx)
    share = usable_share(ctx.book.settings.top_share, spread.accounts) if spread else None
    if spread and share:
        value = spread.top_share(share)
        yield _index(ctx, value, ctx.say.percent(value, 1), ctx.say.percent(value))


def _bottom(ctx: Context) -> Iterator[Reading]:
    if spread := _spread(ctx):
        value = spread.bottom_share(0.5)
        yield _index(ctx, value, ctx.say.percent(value, 1))


# ------------------------------------------------------------------ tiers


def _tier_shares(ctx: Context) -> Iterator[Reading]:
    if found := _rank(ctx):
        now = found[0].now
        shown = shown_shares(now.sums)
        for i, tier in enumerate(TIERS):
            if now.sizes[i]:
                cells = revenue_cells(ctx, ctx.year, now.members(tier)), revenue_cells(ctx, ctx.year)
                said = ctx.say.percent(shown[i])
                yield Reading(now.sums[i] / now.total, said, cells, of=tier, left_out=left_out(ctx))


def _tier_sizes(ctx: Context) -> Iterator[Reading]:
    if found := _rank(ctx):
        now = found[0].now
        for i, tier in enumerate(TIERS):
            cells = (revenue_cells(ctx, ctx.year, now.members(tier)),)
            yield Reading(now.sizes[i], ctx.say.number(now.sizes[i]), cells, of=tier)


def _tier_ratio(ctx: Context) -> Iterator[Reading]:
    found = _rank(ctx)
    if found and found[0].now.sizes[2]:
        now = found[0].now
        ratio = now.sums[0] / now.sizes[0] / (now.sums[2] / now.sizes[2])
        cells = revenue_cells(ctx, ctx.year, now.members("A")), revenue_cells(ctx, ctx.year, now.members("C"))
        yield Reading(ratio, f"{ctx.say.number(ratio, 0 if ratio >= 9.95 else 1)}×", cells)


def _moved(ctx: Context) -> Iterator[Reading]:
    found = _rank(ctx)
    if found and found[0].before is not None:
        moves = [m for m in found[0].moves if m.year == ctx.year]
        names = {move.account for move in moves}
        both = sum(a in found[0].before.tier_of for a in found[0].now.accounts)
        cells = revenue_cells(ctx, ctx.years[-2], names), revenue_cells(ctx, ctx.year, names)
        said = ctx.say("pareto.of", v=len(moves), n=both)
        yield Reading(len(moves), said, cells, also=(ctx.say.number(len(moves)),))


def _closest(ctx: Context) -> Iterator[Reading]:
    found = _rank(ctx)
    gaps = find_closest(found[0].now, step=step_of(found[0])) if found else ()
    if gaps:
        near = min(gaps, key=lambda gap: abs(gap.change))
        cells = revenue_cells(ctx, ctx.year, {near.account}), revenue_cells(ctx, ctx.year)
        yield Reading(abs(near.change), ctx.say.money(abs(near.change)), cells, of=near.account)


_CUTS = ("tier_a_share", "tier_b_share")

FIGURES = (
    Kind("revenue", (), _revenue, ("first_year", "last_year")),
    Kind("accounts", (), _accounts),
    Kind("account_revenue", (), _account_revenue),
    Kind("growth", ("growth",), _growth),
    Kind("net_growth", ("growth",), _net_growth),
    Kind("shrunk", ("growth",), _shrunk),
    Kind("doubled", (), _doubled),
    Kind("vital_few", ("pareto",), _vital, ("pareto_threshold",), _PARETO),
    Kind("vital_share", ("pareto",), _vital_share, ("pareto_threshold",), _PARETO),
    Kind("largest_share", (), _largest),
    Kind("gini", ("concentration",), _gini, (), _GINI),
    Kind("hhi", ("concentration",), _hhi, (), _HHI),
    Kind("equals", ("concentration",), _equals, (), _HHI),
    Kind("top_share", ("concentration",), _top, ("top_share",)),
    Kind("bottom_share", ("concentration",), _bottom),
    Kind("tier_share", ("abc",), _tier_shares, _CUTS, _ABC),
    Kind("tier_accounts", ("abc",), _tier_sizes, _CUTS, _ABC),
    Kind("tier_ratio", ("abc",), _tier_ratio, _CUTS, _ABC),
    Kind("moved", ("abc",), _moved, _CUTS, _ABC),
    Kind("closest", ("abc",), _closest, _CUTS, _ABC),
)
