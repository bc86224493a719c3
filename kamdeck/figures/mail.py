"""The figures that a mail's subject and text may name, written as the slides write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import partial

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.growth import measure_growth
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.errors import KamdeckError
from kamdeck.figures.context import Context
from kamdeck.figures.kpis import indicator, read_indicators, value_text
from kamdeck.figures.portfolio import read_portfolio, whole_money
from kamdeck.figures.wording import share_text
from kamdeck.record import record, replace
from kamdeck.text import Say
from kamdeck.text.lines import one_line
from kamdeck.workbook.watched import read_by, watched
from kamdeck.workbook.wording import fold, nearest

FIGURES = (
    "title", "company", "period", "as_of", "date", "job", "account", "accounts", "year", "revenue",
    "revenue_before", "revenue_change", "vital_accounts", "vital_share", "largest_account", "largest_share",
    "mrr", "mrr_change", "nrr", "grr", "at_risk", "at_risk_share", "at_risk_accounts", "endangered_share",
    "finding",
)  # fmt: skip
COMPARED = (
    "accounts", "revenue", "vital_accounts", "vital_share", "mrr", "nrr", "grr", "at_risk", "at_risk_share",
    "at_risk_accounts",
)  # fmt: skip
"""The figures whose change from one mail to the next is told."""

_FIELD = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


_OF_REVENUE = FIGURES[FIGURES.index("year") : FIGURES.index("mrr")]
_OF_MRR = FIGURES[FIGURES.index("mrr") : FIGURES.index("finding")]


@record
class MailFigures:
    """What the figures read as, by name; `unknown` are those that rest on a faulty sheet, with its key: they
    read "not known"."""

    texts: Mapping[str, str]
    unknown: Mapping[str, str]

    @property
    def known(self) -> dict[str, str]:
        """The figures that are known."""
        return {name: text for name, text in self.texts.items() if name not in self.unknown}


def mail_figures(
    context: Context, title: str, job: str, today: date, finding: str, faulty: frozenset[str] = frozenset()
) -> MailFigures:
    """Each figure that the workbook gives, by name; those it does not give are left out, those that read one
    of the `faulty` sheets are not known."""
    say, settings = context.say, context.book.settings
    texts: dict[str, str | None] = {
        "title": title,
        "company": settings.company,
        "period": settings.period,
        "as_of": say.date(context.as_of, "long") if context.as_of else None,
        "date": say.date(today, "long"),
        "job": job,
        "account": context.account,
        "finding": finding,
    }
    unknown: dict[str, str] = {}
    book = watched(context.book)
    context = replace(context, book=book)
    for names, make in ((("accounts",), _accounts), (_OF_REVENUE, _revenue), (_OF_MRR, _subscriptions)):
        made, read = read_by(book, partial(make, context))
        if wrong := sorted(read & faulty):
            unknown |= dict.fromkeys(names, wrong[0])
        texts |= dict.fromkeys(names, say("mail.not_known")) if wrong else made
    shown = {name: one_line(text) for name in FIGURES if (text := texts.get(name))}
    own, read = read_by(book, partial(_own, context))
    if wrong := sorted(read & faulty):
        unknown |= dict.fromkeys(own, wrong[0])
        own = dict.fromkeys(own, say("mail.not_known"))
    return MailFigures(own | shown, unknown)


def _own(context: Context) -> dict[str, str]:
    """The own indicators by name and short name: in the mail of an account's deck its own."""
    found: dict[str, str] = {}
    for name in read_indicators(context).names.names:
        one = indicator(context, name)
        if one is not None:
            found |= dict.fromkeys((one.short, one.name), value_text(context.say, one))
    return found


def filled(template: str, figures: Mapping[str, str], field: str, say: Say) -> str:
    """The text with its `{names}` filled in; `{{` and `}}` are braces.

    Raises: KamdeckError for a name that is none, with all that there are, or a figure that this workbook
    does not give. `field` says where the text stands.
    """

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0][0]
        if name in figures:
            return figures[name]
        if own := next(iter(named_in(found[0], figures)), ""):
            return figures[own]
        key = "mail.figure_missing" if name in FIGURES else "mail.no_figure"
        near = nearest(name, figures)
        names = say("run.choose", names=", ".join(figures))
        hint = f"{say('settings.near', name=near)} {names}" if near else names
        raise KamdeckError(say(key, name=f"{{{name}}}", field=field), hint)

    return _FIELD.sub(value, template)


def check_names(template: str, field: str, say: Say, own: Callable[[], Iterable[str] | None]) -> None:
    """Nothing, where every `{name}` of a text is one that there is; `own` gives the own indicators where a
    name is none of ours, None where they cannot be known.

    Raises: KamdeckError with all names.
    """
    asked = {found[1] for found in _FIELD.finditer(template) if found[1] is not None}
    if asked <= set(FIGURES):
        return
    if (names := own()) is not None:
        filled(template, dict.fromkeys((*FIGURES, *names), ""), field, say)


def named_in(template: str, figures: Collection[str]) -> frozenset[str]:
    """The figures that a text names, own indicators whatever their case and accents."""
    asked = {found[1] for found in _FIELD.finditer(template) if found[1] is not None}
    folded = {fold(name) for name in asked}
    return frozenset(name for name in figures if name in asked or fold(name) in folded)


def changed_figures(before: Mapping[str, str], now: Mapping[str, str], say: Say) -> list[str]:
    """A line for each compared figure that reads differently from the last time."""
    return [
        say("mail.figure_changed", name=say(f"mail.figure.{name}"), before=before[name], now=now[name])
        for name in COMPARED
        if name in before and name in now and before[name] != now[name]
    ]


def _accounts(context: Context) -> dict[str, str | None]:
    count = len(context.book.accounts)
    return {"accounts": context.say.number(count) if count else None}


def _revenue(context: Context) -> dict[str, str | None]:
    say = context.say
    if not context.years or not context.book.revenue:
        return {}
    table = revenue_table(context.book.revenue, context.years)
    pareto = rank_accounts(table, context.year, context.book.settings.pareto_threshold)
    if not pareto.accounts:
        return {"year": say.year(context.year)}
    found: dict[str, str | None] = {
        "year": say.year(context.year),
        "revenue": say.money(pareto.net),
        "vital_accounts": say.number(pareto.vital),
        "vital_share": share_text(context, pareto.vital_share),
        "largest_account": context.short(pareto.accounts[0]),
        "largest_share": share_text(context, pareto.cumulative[0]),
    }
    if step := measure_growth(table, context.years, context.of_year).step:
        found["revenue_before"] = say.money(step.first)
        found["revenue_change"] = None if step.rate is None else say.percent(step.rate, signed=True)
    return found


def _subscriptions(context: Context) -> dict[str, str | None]:
    say, book = context.say, context.book
    if not book.mrr and not book.risk:
        return {}
    portfolio = read_portfolio(context)
    found: dict[str, str | None] = {}

    def put(name: str, value: float | None, write: Callable[[float], str]) -> None:
        found[name] = write(value) if value is not None else None

    if portfolio.total:
        put("mrr", portfolio.total, lambda value: whole_money(say, value))
        rate = portfolio.step.rate if portfolio.step else None
        put("mrr_change", rate, lambda value: say.percent(value, signed=True))
        moved = portfolio.movement
        put("nrr", moved.nrr if moved else None, say.percent)
        put("grr", moved.grr if moved else None, say.percent)
        if portfolio.dangers:
            put("endangered_share", portfolio.endangered_share, say.percent)
    if book.risk:
        stake = portfolio.queue.stake
        put("at_risk", stake, lambda value: whole_money(say, value))
        put("at_risk_accounts", len(portfolio.queue.rows), say.number)
        put("at_risk_share", stake / portfolio.total if portfolio.total else None, say.percent)
    return found
