"""The key figures of a run, kept in the deck so that a later run can say what moved.

Every run names its accounts once, in the workbook's order; lists by account hold their places in it. A run
whose names are those of the run after it leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from zlib import crc32

from kamdeck.analysis.abc import Tiers, rank_years, revenue_table
from kamdeck.analysis.concentration import measure
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.analysis.satisfaction import csat, csat_answers, few, nps
from kamdeck.analysis.whitespace import tally
from kamdeck.figures.context import Context
from kamdeck.figures.kpis import read_indicators
from kamdeck.figures.portfolio import Portfolio, read_portfolio
from kamdeck.figures.retention import read_retention
from kamdeck.figures.scored import read_scoring
from kamdeck.record import replace
from kamdeck.workbook.rows import Book
from kamdeck.workbook.watched import read_by, watched

LEADERS = 10
NAMES, SHORTS, PEOPLE, FORMERLY = "names", "shorts", "people", "formerly"
BASIS, TRACES = "since", "traces"
ONCE = (NAMES, SHORTS, PEOPLE, FORMERLY)  # a run that has the same as the run after it leaves these out
NO_TIER, NO_ROLE = "-", "-"
ROLES = {"decision maker": "d", "economic buyer": "e", "champion": "c", "influencer": "i", "user": "u",
         "blocker": "b"}  # fmt: skip
RELATIONS = {"positive": "+", "neutral": "0", "negative": "-", "unknown": "?"}

Figures = Mapping[str, object]


def key_figures(
    context: Context, former: Mapping[str, str] | None = None, faulty: frozenset[str] = frozenset()
) -> dict[str, object]:
    """As-of date, revenue (in the workbook's currency), concentration, tiers, scores, MRR and what is at
    risk of it, retention, CSAT, and how the stakeholders stand to us.

    `former` are names that accounts had before, beside those that the workbook gives. What reads one of the
    `faulty` sheets is left out: a later deck would compare itself with a figure that is not known.
    """
    book = watched(context.book) if faulty else context.book
    context = replace(context, book=book)
    places = _places(book)
    found: dict[str, object] = {
        "as_of": context.as_of.isoformat() if context.as_of else None,
        "currency": book.settings.currency,
        "accounts": len(book.accounts),
    }
    found |= identity(book, former or {})
    makers = (
        *(partial(make, context, places) for make in (_revenue, _scores, _subscriptions, _people)),
        partial(_satisfaction, context),
        partial(_own, context, places),
    )
    for make in makers:
        made, read = read_by(book, make) if faulty else (make(), frozenset())
        if not read & faulty:
            found |= made
    return found


def identity(book: Book, former: Mapping[str, str]) -> dict[str, object]:
    """The accounts' names, and by place their short names and those they had before."""
    places = _places(book)
    found: dict[str, object] = {NAMES: list(places)}
    if shorts := {places[row.account]: row.short_name for row in book.accounts if row.short_name}:
        found[SHORTS] = [list(pair) for pair in shorts.items()]
    told = {name.casefold() for row in book.accounts for name in row.formerly}
    earlier = {row.account: list(row.formerly) for row in book.accounts}
    for name, account in former.items():
        if name.casefold() not in told and account in earlier:
            earlier[account].append(name)
    if any(earlier.values()):
        found[FORMERLY] = [[places[account], *names] for account, names in earlier.items() if names]
    return found


def traces_of(book: Book) -> dict[str, object]:
    """What accounts are known by where nothing else tells: for each of the years a mark of their revenue
    ("" where there is none)."""
    table, years = revenue_table(book.revenue, book.years), book.years
    if not table:
        return {}
    return {"years": list(years), "marks": [_trace(table.get(name, {}), years) for name in _places(book)]}


def _places(book: Book) -> dict[str, int]:
    """The accounts by name, each with its place."""
    return {name: place for place, name in enumerate(dict.fromkeys(row.account for row in book.accounts))}


def _trace(revenue: Mapping[int, float], years: Iterable[int]) -> str:
    """A mark of each year's revenue, joined by commas."""
    amounts = (round(revenue.get(year, 0.0), 2) for year in years)
    return ",".join(f"{crc32(repr(amount).encode()) & 0xFFFF:x}" if amount else "" for amount in amounts)


def runs_of(manifest: Mapping[str, object]) -> tuple[dict[str, object], ...]:
    """The key figures of all runs that a deck remembers, oldest first, each with its names, the newest with
    the traces of its accounts; after them the basis of comparison that was chosen for it, where one was."""
    kept = manifest.get("runs")
    runs = [dict(run) for run in kept if isinstance(run, dict)] if isinstance(kept, list) else []
    for run, later in zip(reversed(runs[:-1]), reversed(runs[1:]), strict=True):
        if NAMES not in run:
            run |= {name: later[name] for name in ONCE if name in later}
    if runs and (traces := manifest.get(TRACES)):
        runs[-1][TRACES] = traces
    basis = manifest.get(BASIS)
    return (*runs, {**basis, BASIS: True}) if isinstance(basis, dict) else tuple(runs)


def basis_of(runs: Iterable[Figures]) -> Figures | None:
    """The chosen basis of comparison among some runs; None where none was chosen."""
    return next((run for run in runs if run.get(BASIS)), None)


def newest_of(runs: Sequence[Figures]) -> Figures | None:
    """The newest run that a deck remembers of its own."""
    return next((run for run in reversed(runs) if not run.get(BASIS)), None)


def amounts(values: Mapping[str, float | None], places: Mapping[str, int]) -> list[object]:
    """The amount of every account in its place (None where there is none), cents at the finest; then each
    account that the workbook does not list, with its amount."""
    listed: list[object] = [_short(values.get(name)) for name in places]
    return listed + [[name, _short(value)] for name, value in values.items() if name not in places]


def _short(value: float | None) -> float | None:
    """The number as JSON writes it shortest."""
    if value is None:
        return None
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def _revenue(context: Context, places: Mapping[str, int]) -> dict[str, object]:
    settings = context.book.settings
    if not context.years:
        return {}
    table = revenue_table(context.book.revenue, context.years)
    pareto = rank_accounts(table, context.year, settings.pareto_threshold)
    spread = measure(pareto.revenue)
    cuts = (settings.tier_a_share, settings.tier_b_share)
    (tiers,) = rank_years(table, (context.year,), cuts)
    last = context.compared.last.get(context.year) if context.compared else None
    return {
        "year": context.year,
        **({"until": last.isoformat()} if last else {}),
        "revenue": pareto.net,
        "vital": pareto.vital,
        "hhi": round(spread.hhi, 1),
        "gini": round(spread.gini, 4),
        "tiers": [list(tiers.sizes), list(tiers.sums)],
        "tier_of": _letters(tiers, places),
        "revenue_of": amounts({name: by_year.get(context.year) for name, by_year in table.items()}, places),
        "largest": [[n, v] for n, v in zip(pareto.accounts, pareto.revenue, strict=True)][:LEADERS],
    }


def _letters(tiers: Tiers, places: Iterable[str]) -> str:
    """The tier of every account, one letter each."""
    return "".join(tiers.tier_of.get(name, NO_TIER) for name in places)


def _scores(context: Context, places: Mapping[str, int]) -> dict[str, object]:
    book = context.book
    if not (book.criteria and book.scores):
        return {}
    scoring = read_scoring(context)
    scored = {row.account: row.combined for row in scoring.accounts}
    return {
        "scores": [[name, scored[name]] for name in scoring.ranking[:LEADERS]],
        "ranking": [places[name] for name in scoring.ranking if name in places],
        "combined": [_short(scored[name]) for name in scoring.ranking if name in places],
    }


def _subscriptions(context: Context, places: Mapping[str, int]) -> dict[str, object]:
    """MRR of the newest month, the at-risk queue, who is endangered, and retention of the newest period."""
    portfolio = read_portfolio(context)
    found: dict[str, object] = {}
    if portfolio.levels.last:
        known = portfolio.levels.at(portfolio.levels.last).items()
        found |= {"mrr": portfolio.total, "month": list(portfolio.levels.last)}
        found["mrr_of"] = amounts(dict(known), places)  # 0: it had MRR in an earlier month
    if context.book.risk:
        found["at_risk"] = _queue(portfolio, places)
        if portfolio.total:
            found["at_risk_share"] = round(portfolio.queue.stake / portfolio.total, 6)
    if portfolio.dangers:
        found["endangered"] = [places.get(name, name) for name in portfolio.endangered]
    retention = read_retention(context, portfolio.levels)
    if retention is not None:
        now = retention.now
        rates = ("nrr", now.movement.nrr), ("grr", now.movement.grr), ("logos", now.movement.logo_retention)
        found["period"] = now.label
        found |= {name: round(rate, 6) for name, rate in rates if rate is not None}
    return found


def _queue(portfolio: Portfolio, places: Mapping[str, int]) -> list[list[object]]:
    """Each account in the queue with the MRR it puts at stake."""
    sums: dict[str, float] = {}
    for row in portfolio.queue.rows:
        sums[row.account] = sums.get(row.account, 0.0) + row.stake
    return [[places.get(name, name), stake] for name, stake in sums.items()]


def _satisfaction(context: Context) -> dict[str, object]:
    """CSAT of the newest month, the Net Promoter Score, and the share of the potential that is in use."""
    book = context.book
    found: dict[str, object] = {}
    months = csat(book.satisfaction, until=context.as_of)
    if months and not few(csat_answers(book.satisfaction, until=context.as_of)):
        found["csat"] = round(list(months.values())[-1], 4)
    promoters = nps(book.satisfaction, until=context.as_of)
    if promoters.score is not None and promoters.is_firm:
        found["nps"] = round(promoters.score, 4)
    cells = {(row.account, row.division, row.product): row for row in book.whitespace}
    share = tally([row for row in cells.values() if row.state != "not applicable"]).penetration
    if share is not None:
        found["penetration"] = round(share, 6)
    return found


def _own(context: Context, places: Mapping[str, int]) -> dict[str, object]:
    """The own indicators: name, place of the account (None = the whole), value, unit, whether lower is
    better, and the period's kind and last day."""
    rows = [
        [
            one.name,
            None if one.account is None else places.get(one.account, one.account),
            _short_of(one.value),
            one.unit,
            one.is_lower,
            one.span.kind if not one.is_partial else "part",
            one.span.last.isoformat(),
        ]
        for one in read_indicators(context).every()
    ]
    return {"kpis": rows} if rows else {}


def _short_of(value: float) -> float:
    """The value without the noise of floats."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _people(context: Context, places: Mapping[str, int]) -> dict[str, object]:
    """How every stakeholder stands to us, by the account's place and the id; names and roles beside them."""
    rows = {f"{places.get(row.account, row.account)}|{row.id}": row for row in context.book.stakeholders}
    if not rows:
        return {}
    return {
        "relations": {key: RELATIONS.get(row.relationship, "?") for key, row in rows.items()},
        "roles": "".join(ROLES.get(row.role or "", NO_ROLE) for row in rows.values()),
        PEOPLE: [row.name for row in rows.values()],
    }
