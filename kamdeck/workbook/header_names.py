"""What one header means: a column in either language, a year, a month, a name of another sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kamdeck.workbook.columns import Column, Sheet
from kamdeck.workbook.values import FACTORS, UnreadableError, date_of, month_end, year_in
from kamdeck.workbook.wording import fold, trimmed

YEARS = range(1980, 2101)

_ACTUAL = frozenset({"a", "actual", "actuals", "reel", "reels", "realise"})
_UNIT_WORDS = frozenset(
    {
        "in", "en", "of", "de", "d", "usd", "eur", "gbp", "chf", "cad", "aud", "jpy", "euro", "euros",
        "dollar", "dollars",
    }
)  # fmt: skip
_CURRENCY_MARKS = str.maketrans("€$£¥", "    ")
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


class Spot:
    """Where one field is read: the column of the sheet, its facts, what amounts there are multiplied by.

    `over` is the year, month, criterion ... of a spread column, None for an ordinary one.
    """

    __slots__ = ("column", "fact", "factor", "label", "over")

    def __init__(self, column: int, fact: Column, factor: float, label: str, over: object = None) -> None:
        self.column = column
        self.fact = fact
        self.factor = factor
        self.label = label
        self.over = over


class Names:
    """What the spread columns of a sheet may be called: known names of other sheets, or anything."""

    __slots__ = ("any", "known", "title")

    def __init__(self, known: Iterable[str] = (), any_name: bool = False, title: str = "") -> None:
        self.title = title
        self.known = {fold(name): name for name in known}
        self.any = any_name


def named_spot(known: dict[str, Column], column: int, text: str) -> Spot | None:
    """The ordinary column that a header names, in either language, a bracket aside; None when none."""
    fact = known.get(fold(text))
    if fact:
        return Spot(column, fact, 1.0, text)
    bare, factor, is_unit = _without_unit(text)
    fact = known.get(fold(bare)) if bare != text else None
    if fact is None or (fact.kind == "money" and not is_unit):
        return None
    return Spot(column, fact, factor if fact.kind == "money" else 1.0, text)


def wide_spot(sheet: Sheet, column: int, text: str, names: Names, french: bool) -> Spot | None:
    """The year, month, survey or listed name that a header of a wide sheet says; None when none."""
    spread = sheet.spread
    if spread is None:
        return None
    value = fact_named(sheet, spread.values[0])
    if spread.names == "years":
        return _year_spot(sheet, column, text)
    if spread.names == "months":
        try:
            return Spot(column, value, 1.0, text, over=month_end(date_of(text, french, month=True)))
        except UnreadableError:
            return None
    if spread.names == "choices":
        choices = fact_named(sheet, spread.over).choices
        code = choices.code(text) if choices else None
        return Spot(column, value, 1.0, text, over=code) if code else None
    name = names.known.get(fold(text))
    return Spot(column, value, 1.0, text, over=name) if name else None


def _year_spot(sheet: Sheet, column: int, text: str) -> Spot | None:
    assert sheet.spread
    bare, factor, is_unit = _without_unit(text)
    found = year_in(bare if is_unit else text)
    if found is None or found[0] not in YEARS:
        return None
    year, rest = found
    words = [word for word in rest.split() if word not in _ACTUAL]
    if words and words[-1] in FACTORS:
        factor = FACTORS[words.pop()]
    rest = " ".join(words)
    known = known_names(sheet)
    fact = known.get(rest) if rest else fact_named(sheet, sheet.spread.values[0])
    if fact is None or fact.name not in sheet.spread.values:
        return None
    return Spot(column, fact, factor if fact.kind == "money" else 1.0, text, over=year)


def _without_unit(text: str) -> tuple[str, float, bool]:
    """The header without a bracket, the factor of the unit in it, and whether it is a unit at all.

    `MRR (k€)` is ("MRR", 1000, True); `2026 (budget)` is ("2026", 1, False): another figure.
    """
    match = _BRACKET.search(text)
    if not match:
        return text, 1.0, True
    words = fold(match[1].translate(_CURRENCY_MARKS)).split()
    factor = next((FACTORS[w] for w in words if w in FACTORS), 1.0)
    is_unit = all(w in FACTORS or w in _UNIT_WORDS or w in _ACTUAL for w in words)
    return trimmed(text[: match.start()] + " " + text[match.end() :]), factor, is_unit


@cache
def known_names(sheet: Sheet) -> dict[str, Column]:
    """Every folded name under which a column of the sheet is accepted."""
    found: dict[str, Column] = {}
    for fact in sheet.columns:
        for name in (fact.en, fact.fr, fact.name.replace("_", " "), *fact.also):
            found.setdefault(fold(name), fact)
    return found


def fact_named(sheet: Sheet, name: str) -> Column:
    """The facts of one field of the sheet."""
    return next(fact for fact in sheet.columns if fact.name == name)
