"""An explained figure: what it is, how it is computed, from which cells, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kamdeck.figures.context import Context
from kamdeck.figures.kind import Inputs
from kamdeck.figures.places import Place
from kamdeck.record import record
from kamdeck.text import Say
from kamdeck.workbook.rows import Settings


@record
class Threshold:
    """A setting that a figure uses: its name, its value, its cell ("" = the default)."""

    name: str
    value: str
    at: str


@record
class Doubt:
    """A text of the deck that does not say what the workbook gives today: what stands there, what would."""

    place: str
    now: str
    ours: str


@record
class Converted:
    """A cell whose amount was converted: what stands in it, the rate and its cell, what it comes to."""

    at: str
    said: str


@record
class Explained:
    """One figure, explained. `formula` are sentences, `kind` is the figure's key without its account, `value`
    None where a text or a day was entered.

    `stale` are texts of the deck that the next refresh would change, `edited` those that a person changed;
    `more` counts the further figures of its kind that were left out of a view's answer.
    """

    key: str
    kind: str
    label: str
    said: str
    value: float | None
    formula: tuple[str, ...]
    origin: str
    inputs: tuple[Inputs, ...]
    left_out: tuple[str, ...]
    converted: tuple[Converted, ...]
    thresholds: tuple[Threshold, ...]
    views: tuple[str, ...]
    also: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    stale: tuple[Doubt, ...] = ()
    edited: tuple[Doubt, ...] = ()
    is_sum: bool = False
    names: tuple[str, ...] = ()
    more: int = 0


def thresholds(ctx: Context, names: Iterable[str]) -> Iterable[Threshold]:
    """The settings with their values, as far as the edition may show them."""
    columns = {column.name: column for column in Settings.columns}
    settings = ctx.book.settings
    for name in names:
        column = columns[name]
        if ctx.edition == "internal" or ctx.edition in column.readers:
            value = _value(ctx.say, getattr(settings, name), column.kind)
            yield Threshold(column.header(ctx.say.lang), value, settings.at(name))


def _value(say: Say, value: object, kind: str) -> str:
    """A setting as a person would write it; "–" where there is none."""
    if value is None or value == "":
        return "–"
    if isinstance(value, date):
        return say.date(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        scaled = value * 100 if kind == "share" else value
        if kind == "year":
            return str(value)
        places = next((p for p in (0, 1, 2) if abs(scaled - round(scaled, p)) < 1e-9), 2)
        return say.percent(value, places) if kind == "share" else say.number(value, places)
    return say.list(map(str, value)) if isinstance(value, tuple) else str(value)


def converted(ctx: Context, given: Iterable[Inputs]) -> Iterator[Converted]:
    """Those of a figure's cells whose amounts were converted."""
    rates = {one.at: one for one in ctx.book.exchanged}
    for at in dict.fromkeys(at for each in given for at, _ in each.cells) if rates else ():
        if one := rates.get(at):
            say, own = ctx.say, ctx.book.settings.currency
            amount, value = f"{say.exact(one.amount)} {one.currency}", f"{say.exact(one.value)} {own}"
            fields = {"amount": amount, "rate": say.exact(one.rate, 2), "value": value}
            yield Converted(at, say("explain.converted", at=at, rate_at=one.rate_at, **fields))
