"""The words of the Pareto slide: what is found, titles by effect, facts, the next step, the notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import reduce

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.concentration import Concentration, course, measure, usable_share
from kamdeck.analysis.pareto import Pareto, rank_accounts
from kamdeck.deck.spec import EMU, Ask, Verb
from kamdeck.figures.advice import Advice, read_advice
from kamdeck.figures.context import Context
from kamdeck.figures.wording import share_text
from kamdeck.layout.insights import FIGURE_SIZE, Fact, Step
from kamdeck.layout.marks import notes
from kamdeck.layout.page import account_in_title
from kamdeck.layout.titles import Fields, Move, Titles, always, down, level, moved, up, when, wordings
from kamdeck.record import record
from kamdeck.text.measure import fit, shorten

_RAIL_NAME, _FIGURE = round(2.2 * EMU), round(2.29 * EMU)  # of a rail's line: a name in it, a figure


@record
class Finding:
    """The newest year's ranking, how revenue is spread now and in the years before, and what to do."""

    ctx: Context
    found: Pareto
    now: Concentration
    past: Mapping[int, Concentration]
    advice: Advice

    @property
    def first(self) -> tuple[int, Concentration] | None:
        """The first year that has revenue, where it is not the newest."""
        return next(iter(self.past.items()), None)

    @property
    def vital(self) -> tuple[str, ...]:
        """The vital few, those that are lost since included."""
        return self.found.accounts[: self.found.vital]

    @property
    def first_ask(self) -> Ask | None:
        """What the title asks for: the only vital account is kept first, few of them come first; None where
        that may not be asked of them all."""
        verb: Verb = "hold" if self.found.vital == 1 else "plan"
        is_said = self.found.vital == 1 < len(self.found.accounts) or self.found.is_few
        return Ask(verb, self.vital) if is_said and self.advice.all_fit(verb, self.vital) else None

    def name(self, account: str, size: float = 11.5) -> str:
        """The account's short name, cut to a line of the rail."""
        return shorten(self.ctx.short(account), size, _RAIL_NAME)

    @property
    def n(self) -> int:
        """How many accounts have revenue."""
        return len(self.found.accounts)

    @property
    def v(self) -> int:
        """How many of them are the vital few."""
        return self.found.vital

    @property
    def turn(self) -> str:
        """Where concentration went since the first year; "" without one."""
        share = usable_share(self.ctx.book.settings.top_share, self.now.accounts)
        return course([*self.past.values(), self.now], share) if self.past else ""

    @property
    def year(self) -> str:
        """The year as text."""
        return self.ctx.say.year(self.found.year)

    @property
    def share(self) -> str:
        """The vital few's share as it is shown everywhere."""
        return share_text(self.ctx, self.found.vital_share)


def find(ctx: Context) -> Finding | None:
    """What the newest year says; None without revenue above zero in it."""
    if not ctx.years:
        return None
    table = revenue_table(ctx.book.revenue, ctx.years)
    found = rank_accounts(table, ctx.year, ctx.book.settings.pareto_threshold)
    if not found.accounts:
        return None
    spreads = {year: measure(_values(table, year)) for year in ctx.years[:-1] if ctx.is_alike(year)}
    past = {year: spread for year, spread in spreads.items() if spread.accounts}
    return Finding(ctx, found, measure(found.revenue), past, read_advice(ctx))


def _values(table: Mapping[str, Mapping[int, float]], year: int) -> list[float]:
    return [by_year[year] for by_year in table.values() if year in by_year]


def _fields(finding: Finding) -> Fields:
    say, found = finding.ctx.say, finding.found
    return {
        "n": finding.n,
        "v": finding.v,
        "share": finding.share,
        "threshold": finding.ctx.say.entered(found.threshold, "share"),
        "year": finding.year,
        "sum": say.money(found.total),
        "name": account_in_title(finding.ctx, found.accounts[0]),
    }


TITLES: Titles[Finding] = wordings(
    _fields,
    when(lambda f: f.n == 1, "pareto.title_single"),
    when(lambda f: f.found.is_level and f.n == 2, "pareto.title_level_two"),
    when(lambda f: f.found.is_level, "pareto.title_level"),
    when(lambda f: f.v == f.n == 2, "pareto.title_all_two"),
    when(lambda f: f.v == f.n, "pareto.title_all"),
    when(lambda f: f.v > 1 and not f.found.is_few, "pareto.title_spread", "pareto.title_spread_short"),
    when(lambda f: f.v == 1 and f.found.accounts[0] in f.ctx.lost, "pareto.title_one_lost"),
    when(lambda f: f.v == 1 and f.first_ask is None, "pareto.title_one_short"),
    when(lambda f: f.v == 1, "pareto.title_one", "pareto.title_one_short"),
    when(lambda f: f.first_ask is None, "pareto.title_short"),
    when(always, "pareto.title", "pareto.title_short"),
)


def facts_of(finding: Finding) -> tuple[Fact, ...]:
    """The vital few, the largest account, how unequal the accounts are."""
    say, found = finding.ctx.say, finding.found
    n = len(found.accounts)
    if n == 1:
        return _facts_of_one(finding)
    fields = {
        "n": found.vital,
        "part": share_text(finding.ctx, found.vital / n),
        "share": finding.share,
        "year": finding.year,
        "sum": say.money(found.total),
    }
    counts = [say("pareto.of", v=found.vital, n=n), say("pareto.of_short", v=found.vital, n=n)]
    vital = say("pareto.fact_vital", **fields), say("pareto.fact_vital_short", **fields)
    gini = GINI(say, finding)
    return (
        Fact("vital", fit(counts, FIGURE_SIZE, _FIGURE, 1, True), *vital),
        Fact("largest", say.money(found.revenue[0]), *_largest_texts(finding)),
        Fact("gini", say.number(finding.now.gini, 2), gini[0], gini[-1]),
    )


def _facts_of_one(finding: Finding) -> tuple[Fact, ...]:
    """What there is to say where one account has all."""
    say, account = finding.ctx.say, finding.found.accounts[0]
    key = "pareto.fact_lost" if account in finding.ctx.lost else "pareto.fact_single_risk"
    text = say(key, name=finding.name(account), share=say.percent(1))
    return (
        Fact("vital", say.percent(1), say("pareto.fact_single", year=finding.year)),
        Fact("largest", say.money(finding.found.total), text),
    )


def _largest_texts(finding: Finding) -> tuple[str, str]:
    """What the largest account weighs, against the small ones where it outweighs several; in full and
    short."""
    say, found = finding.ctx.say, finding.found
    outweighed, largest = found.count_outweighed(), found.accounts[0]
    share = share_text(finding.ctx, found.revenue[0] / found.total)
    fields = {"name": finding.name(largest), "share": share, "last": outweighed}
    if found.is_level:
        turn = "level"
    elif largest in finding.ctx.lost:
        turn = "lost"
    elif outweighed == len(found.accounts) - 1:
        turn = "more_than_all"
    else:
        turn = "largest" if outweighed < 2 else "outweighs"
    text = say(f"pareto.fact_{turn}", **fields)
    has_short = turn in ("more_than_all", "outweighs")
    return text, say(f"pareto.fact_{turn}_short", **fields) if has_short else ""


def _gini(finding: Finding) -> Move | None:
    """The Gini coefficient against the first year, as `course` holds it."""
    if finding.first is None:
        return None
    (year, first), of_year = finding.first, finding.ctx.of_year
    now = of_year(finding.now.gini, finding.found.year, "number")
    return moved(now.against(of_year(first.gini, year, "number")), 0.01)


def _since(finding: Finding) -> Fields:
    if finding.first is None:
        return {}
    say, (year, before) = finding.ctx.say, finding.first
    return {"year": say.year(year), "before": say.number(before.gini, 2)}


GINI: Titles[Finding] = wordings(
    _since,
    when(lambda f: f.first is None, "pareto.fact_gini_only", "pareto.fact_gini_only_short"),
    when(
        (up("gini", _gini), lambda f: f.turn == "rising"), "pareto.fact_gini_rising", "pareto.fact_gini_short"
    ),
    when(
        (down("gini", _gini), lambda f: f.turn == "falling"),
        "pareto.fact_gini_falling",
        "pareto.fact_gini_short",
    ),
    when(lambda f: f.turn == "mixed", "pareto.fact_gini_mixed", "pareto.fact_gini_short"),
    when(
        (level("gini", _gini), lambda f: f.turn == "flat"), "pareto.fact_gini_flat", "pareto.fact_gini_short"
    ),
    when(lambda f: f.turn == "unclear", "pareto.fact_gini_unclear", "pareto.fact_gini_short"),
)


def next_step(finding: Finding) -> Step:
    """What to do next at the vital few that are still there, dated three months after the as-of date."""
    say, found, advice = finding.ctx.say, finding.found, finding.advice
    if found.is_level or not (found.is_few or found.vital == 1):
        return Step(say("pareto.next_spread"))
    as_of = finding.ctx.as_of
    by = say("pareto.by", date=say.date(months_after(as_of, 3))) if as_of else say("pareto.by_undated")
    there = advice.those("plan", finding.vital)
    if not there:
        is_lost = finding.ctx.lost.issuperset(finding.vital)
        name = finding.name(finding.vital[0])
        return Step(say("pareto.next_lost", by=by, name=name)) if is_lost else Step()
    unowned = tuple(account for account in there if not advice.positions[account].manager)
    unplanned = tuple(account for account in there if not advice.positions[account].has_plan)
    key, those = "review", there
    if unowned:
        key, those = "owner" if len(unowned) < len(there) else "both", unowned
    elif unplanned:
        key, those = "plan", unplanned
    text = say(f"pareto.next_{key}", n=len(those), by=by, name=finding.name(those[0]))
    return Step(text, (Ask("plan", those),))


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of a month stays the last."""
    years, month = divmod(day.month - 1 + months, 12)
    after_next = (month + 1) % 12 + 1
    begins = date(day.year + years + (month == 11), after_next if month < 11 else 1, 1)
    last = (begins - timedelta(days=1)).day
    is_last = (day + timedelta(days=1)).month != day.month
    return date(day.year + years, month + 1, last if is_last else min(day.day, last))


def scope_of(finding: Finding, percent: str) -> str:
    """Accounts counted, those left out, the rule, and the ties that the workbook's order decided."""
    say, found = finding.ctx.say, finding.found
    parts = [say("pareto.accounts", n=len(found.accounts))]
    if found.left_out:
        parts.append(say("pareto.left_out", n=len(found.left_out), sum=say.money(found.left_out_sum)))
    if found.ties:
        parts.append(say("pareto.ties", names=_some_names(finding, found.ties)))
    elif len(found.accounts) > 1:
        parts.append(say("pareto.rule" if found.is_few else "pareto.rule_spread", share=percent))
    return reduce(lambda first, last: say("pareto.then", first=first, last=last), parts)


def _some_names(finding: Finding, accounts: tuple[str, ...]) -> str:
    names = [finding.name(a, 9) for a in accounts[:2]]
    if len(accounts) > 2:
        names.append(finding.ctx.say("pareto.others", n=len(accounts) - 2))
    return finding.ctx.say.list(names)


def notes_of(finding: Finding, percent: str) -> str:
    """The definitions, ties and what was left out, with the cells."""
    say, found = finding.ctx.say, finding.found
    rows = [r for r in finding.ctx.book.revenue if r.revenue is not None]
    vital = frozenset(found.accounts[: found.vital])
    now = [r for r in rows if r.year == found.year]
    cells = [
        (say("pareto.cells_total", year=finding.year), [r.at for r in now]),
        (say("pareto.cells_vital"), [r.at for r in now if r.account in vital]),
        (say("pareto.cells_largest"), [r.at for r in now if r.account == found.accounts[0]]),
    ]
    if finding.first is not None:
        year = finding.first[0]
        cells.append((say("pareto.cells_gini", year=say.year(year)), [r.at for r in rows if r.year == year]))
    said = [say("pareto.definition", share=percent), say("pareto.gini_definition")]
    if found.ties:
        said.append(say("pareto.ties_definition", names=_some_names(finding, found.ties)))
    if found.left_out:
        said.append(
            say("pareto.left_out_definition", n=len(found.left_out), sum=say.money(found.left_out_sum))
        )
    return notes(say, *said, cells=cells)
