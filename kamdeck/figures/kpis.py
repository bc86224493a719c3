"""Own indicators as views say them: which one a name means here, its figure, period, target and change."""

from __future__ import annotations

from kamdeck.analysis.comparison import Kept, KeptChange
from kamdeck.figures.context import Context
from kamdeck.text import Say
from kamdeck.text.rounding import half_up, places_of
from kamdeck.workbook.kpis import Indicator, Indicators
from kamdeck.workbook.spans import said


def read_indicators(ctx: Context) -> Indicators:
    """All indicators of the book as of its date, computed once."""
    return ctx.once("kpis", lambda: Indicators(ctx.book.kpis, ctx.as_of))


def indicator(ctx: Context, name: str | None) -> Indicator | None:
    """The indicator that a name means: in an account's pack the account's own, else that of the whole."""
    known = read_indicators(ctx)
    own = known.of(name, ctx.subject) if ctx.subject else None
    return own or known.of(name)


def value_text(say: Say, one: Indicator) -> str:
    """The figure with up to two decimals, with more where a target that is missed would read like it."""
    least = _places(one.unit, one.value)
    if one.target is None or one.value == one.target:
        return _text(say, one.unit, one.value, least)
    apart = (n for n in range(least, least + 5) if not _is_like(say, one, one.target, n))
    return _text(say, one.unit, one.value, next(apart, least + 4))


def _is_like(say: Say, one: Indicator, target: float, places: int) -> bool:
    """Whether the figure reads like its target with so many decimals."""
    if one.unit == "money":
        return _text(say, one.unit, one.value, places) == _text(say, one.unit, target, places)
    scale = 100 if one.unit == "share" else 1
    return half_up(one.value * scale, places) == half_up(target * scale, 9)


def target_text(say: Say, one: Indicator) -> str:
    """The target as entered, "" without one."""
    return "" if one.target is None else entered_text(say, one, one.target)


def entered_text(say: Say, one: Indicator, value: float) -> str:
    """A value in the indicator's unit, with every digit that was entered."""
    kind = one.unit if one.unit in ("share", "money") else ""
    return _worded(say, one.unit, value, say.entered(value, kind))


def any_text(say: Say, one: Indicator, value: float) -> str:
    """A value in the indicator's unit, up to two decimals."""
    return _text(say, one.unit, value, _places(one.unit, value))


def kept_name(say: Say, one: Kept, account: str) -> str:
    """What an indicator is called, with its account where it is of one."""
    return say("explain.of", name=one.name, of=account) if account else one.name


def kept_texts(say: Say, change: KeptChange) -> tuple[str, str]:
    """An indicator then and now, with as many decimals as it takes to tell them apart."""
    unit, values = change.after.unit, (change.before.value, change.after.value)
    least = max(_places(unit, value) for value in values)
    for places in range(least, least + 5):
        first, last = (_text(say, unit, value, places) for value in values)
        if first != last:
            break
    return first, last


def change_text(say: Say, one: Indicator) -> str:
    """By how much it moved since the period before, "" where there is none: shares in points."""
    if one.before is None or one.before.value is None:
        return ""
    change = one.value - one.before.value
    scaled = change * 100 if one.unit == "share" else change
    places = 0 if abs(scaled - round(scaled)) < 1e-6 else 1
    key = one.unit if one.unit in ("share", "days") else ""
    if one.unit == "money":
        return say.money(change, 2, signed=True)
    number = say.number(scaled, places, signed=True)
    return say(f"kpi.change.{key}", n=round(abs(scaled), places), number=number) if key else number


def period_text(say: Say, one: Indicator) -> str:
    """The period of the figure; one that the as-of date cuts ends there (`Q4 2026 to 31 Oct`)."""
    name = said(one.span, say)
    if not one.is_partial or one.as_of is None:
        return name
    return say("numbers.year_to", year=name, date=say.date(one.as_of, "day"))


def _places(unit: str | None, value: float) -> int:
    """The decimals that a value is shown with: its own up to two, else one."""
    if unit == "money":
        return 2
    own = places_of(value * 100 if unit == "share" else value)
    return own if own <= 2 else 1


def _text(say: Say, unit: str | None, value: float, places: int) -> str:
    if unit == "share":
        return say.percent(value, places)
    if unit == "money":
        return say.money(value, places)
    return _worded(say, unit, value, say.number(value, places))


def _worded(say: Say, unit: str | None, value: float, number: str) -> str:
    """A number with the word of its unit; what has none as it stands."""
    if unit == "days":
        return say("kpi.days", n=abs(value), number=number)
    return number if unit in (None, "share", "money", "count", "score") else f"{number}\u00a0{unit}"
