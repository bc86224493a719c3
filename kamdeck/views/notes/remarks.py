"""What the data notes say: definitions, what was left out and why, ties, coverage, views left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce

from kamdeck.analysis.abc import Tiers, rank_years, revenue_table
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.figures.context import Context
from kamdeck.figures.counted import count_accounts
from kamdeck.figures.rules import NAMES, RULES, own_rule
from kamdeck.figures.scored import read_scoring
from kamdeck.figures.wording import some_names
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.workbook.rows import Exchanged


@record
class Remark:
    """One line of the notes: its section, a key that stays the same between runs, topic and text."""

    section: str
    key: str
    topic: str
    text: str


def gather(ctx: Context) -> tuple[Remark, ...]:
    """All remarks, section by section."""
    sections = (_definitions, _part, _left_out, _ties, _edition, _coverage, _absent)
    return tuple(remark for section in sections for remark in section(ctx))


# ------------------------------------------------------------------ definitions


def _definitions(ctx: Context) -> Iterator[Remark]:
    """The rules of the views in this deck, with the settings they used."""
    followed = dict.fromkeys(name for view in ctx.shown for name in view.rules)
    for rule in (*RULES, *(own_rule(name) for name in followed if name not in NAMES)):
        if rule.is_shown(ctx):
            yield _remark(ctx, "definitions", rule.name, rule.text(ctx))
    yield _remark(ctx, "definitions", "rounding", ctx.say("notes.rule.rounding"))
    if ctx.book.exchanged and not ctx.is_outside:
        yield _remark(ctx, "definitions", "rates", _rates(ctx))


def _rates(ctx: Context) -> str:
    """What was converted: each currency with its rates, and how many amounts of which sheets."""
    say, rows = ctx.say, {row.at: row for row in ctx.book.rates}
    currencies: dict[str, list[Exchanged]] = {}
    for one in ctx.book.exchanged:
        currencies.setdefault(one.currency, []).append(one)
    parts = []
    for code, done in currencies.items():
        rates = []
        for at, rate in {one.rate_at: one.rate for one in done}.items():
            told = (_since(say, row.since), row.note or "") if (row := rows.get(at)) else ()
            rates.append(f"{say.exact(rate, 2)} ({', '.join((*filter(None, told), at))})")
        sheets = dict.fromkeys(one.at.rpartition("!")[0] for one in done)
        fields = {"code": code, "rates": say.list(rates), "sheets": say.list(sheets)}
        parts.append(say("notes.rates", n=len(done), **fields))
    return " ".join(parts)


def _since(say: Say, since: date | int | None) -> str:
    if since is None:
        return ""
    return say("notes.since", since=say.date(since) if isinstance(since, date) else say.year(since))


def _remark(ctx: Context, section: str, key: str, text: str) -> Remark:
    topic = f"notes.topic.{key}"
    return Remark(section, key, ctx.say(topic if ctx.say.has(topic) else f"{key}.view"), text)


# ------------------------------------------------------------------ what was left out


def _part(ctx: Context) -> Iterator[Remark]:
    """Which of the workbook's accounts the deck is about."""
    if ctx.part:
        header, value, every = ctx.part
        text = ctx.say("notes.part", n=len(ctx.accounts), all=every, column=header, name=value)
        yield _remark(ctx, "left_out", "part", text)


def _left_out(ctx: Context) -> Iterator[Remark]:
    """Accounts at or below zero by year, accounts without a figure, lost accounts, years not shown."""
    say = ctx.say
    table = revenue_table(ctx.book.revenue, ctx.years)
    parts = []
    for year in reversed(ctx.years):
        gone = rank_accounts(table, year).left_out
        if gone:
            total = sum(value for _, value in gone)
            names = some_names(ctx, [account for account, _ in gone])
            fields = {"year": say.year(year), "sum": say.money(total), "names": names}
            parts.append(say("notes.below_zero", n=len(gone), **fields))
    if parts:
        yield _remark(ctx, "left_out", "below_zero", _joined(ctx, parts))
    missing = count_accounts(ctx).missing
    if missing:
        text = say("notes.missing", n=len(missing), year=say.year(ctx.year), names=some_names(ctx, missing))
        yield _remark(ctx, "left_out", "missing", text)
    lost = [row.account for row in ctx.book.accounts if row.status == "lost"]
    if lost:
        yield _remark(ctx, "left_out", "lost", say("notes.lost", n=len(lost), names=some_names(ctx, lost)))
    if ctx.running is not None:
        yield _remark(ctx, "left_out", "running", say("notes.running", year=say.year(ctx.running)))
    found = ctx.compared
    if found and found.months:
        text = say("notes.same_months", year=say.year(ctx.year), n=found.months)
        yield _remark(ctx, "left_out", "running", text)
    if found and found.lacking:
        names = some_names(ctx, list(found.lacking))
        text = say("notes.lacking", n=len(found.lacking), names=names)
        yield _remark(ctx, "left_out", "lacking", text)
    hidden = [year for year in ctx.book.years if year not in (*ctx.years, ctx.running)]
    if hidden:
        text = say("notes.hidden_years", n=len(hidden), years=say.list(map(say.year, hidden)))
        yield _remark(ctx, "left_out", "years", text)


def _joined(ctx: Context, parts: Sequence[str]) -> str:
    return reduce(lambda first, last: ctx.say("pareto.then", first=first, last=last), parts) + "."


# ------------------------------------------------------------------ ties


def _ties(ctx: Context) -> Iterator[Remark]:
    """Equal accounts that a cut parts: the vital few of the newest year, the tiers of every year."""
    table = revenue_table(ctx.book.revenue, ctx.years)
    chosen = ctx.book.settings
    parts = []
    if ctx.years and ctx.follows("pareto"):
        tied = rank_accounts(table, ctx.year, chosen.pareto_threshold).ties
        if tied:
            parts.append(
                ctx.say("notes.tied_vital", year=ctx.say.year(ctx.year), names=some_names(ctx, tied))
            )
    if ctx.follows("abc"):
        cuts = (chosen.tier_a_share, chosen.tier_b_share)
        parts += [_tied(ctx, tiers) for tiers in rank_years(table, ctx.years, cuts) if any(tiers.ties)]
    if parts:
        yield _remark(ctx, "left_out", "ties", ctx.say("notes.ties", cases=_joined(ctx, parts)))


def _tied(ctx: Context, tiers: Tiers) -> str:
    named = ctx.say.list(some_names(ctx, tied) for tied in tiers.ties if tied)
    return ctx.say("notes.tied_tiers", year=ctx.say.year(tiers.year), names=named)


def _edition(ctx: Context) -> Iterator[Remark]:
    """What this edition withholds, by sheet, without a value of it."""
    if ctx.withheld:
        parts = [ctx.say("notes.withheld_of", sheet=sheet, what=what) for sheet, what in ctx.withheld]
        yield _remark(ctx, "left_out", "edition", _joined(ctx, parts))


# ------------------------------------------------------------------ coverage


def _coverage(ctx: Context) -> Iterator[Remark]:
    """How much of revenue, scores and decision maps the workbook holds."""
    say, counted = ctx.say, count_accounts(ctx)
    if ctx.years:
        table = revenue_table(ctx.book.revenue, ctx.years)
        whole = sum(1 for by_year in table.values() if all(year in by_year for year in ctx.years))
        fields = {
            "whole": say("notes.whole_years", n=whole, years=say.years(ctx.years)),
            "year": say.year(ctx.year),
        }
        yield _remark(
            ctx, "coverage", "revenue", say("notes.revenue_coverage", n=len(counted.ranked), **fields)
        )
    if ctx.follows("scoring"):
        yield _remark(ctx, "coverage", "scores", _scores(ctx))
    people = ctx.book.stakeholders
    if people and ctx.follows("decision"):
        accounts = len({row.account for row in people})
        text = say("notes.people_coverage", n=len(people), accounts=say("notes.accounts", n=accounts))
        yield _remark(ctx, "coverage", "people", text)


def _scores(ctx: Context) -> str:
    """Accounts scored, share of the scores that are there, accounts without a score on an axis."""
    say, scoring = ctx.say, read_scoring(ctx)
    given = [score for row in scoring.accounts for score in row.scores]
    filled = sum(score is not None for score in given) / len(given) if given else 0.0
    parts = [
        say(
            "notes.score_coverage",
            n=len(scoring.ranking),
            all=len(ctx.customers),
            share=say.percent(int(filled * 100) / 100),  # cut, so that 100% means all
            period=f" {say('notes.of_period', period=scoring.period)}" if scoring.period else "",
        )
    ]
    if scoring.unranked:
        parts.append(say("notes.unranked", n=len(scoring.unranked), names=some_names(ctx, scoring.unranked)))
    if scoring.normalised:
        parts.append(say("notes.normalised"))
    return " ".join(parts)


# ------------------------------------------------------------------ views left out


def _absent(ctx: Context) -> Iterator[Remark]:
    for view, reason in ctx.left_out:
        key = f"{view}.view"
        name = ctx.say(key) if ctx.say.has(key) else view
        yield Remark("absent", f"absent:{view}", name, reason)
