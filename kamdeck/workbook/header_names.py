"""What one header means: a column in any language, a year, a month, a name of another sheet."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kamdeck.workbook.columns import Column, Sheet
from kamdeck.workbook.numerals import UnreadableError
from kamdeck.workbook.units import ACTUAL, Named, named_unit
from kamdeck.workbook.values import date_of, days_first, is_quarter, month_end, year_in
from kamdeck.workbook.wording import fold

YEARS = range(1980, 2101)
COMPARED_MARKS = "%ΔΣ→"
"""Signs of a figure that is made from those of the years."""


class Spot:
    """Where one field is read: the column of the sheet, its facts, and what its header says of amounts.

    `unit` is what amounts are multiplied by (None where the header names no unit), `currency` a sign or code
    ("" where it names none). `over` is the year, month, criterion ... of a spread column, None for an
    ordinary one.
    """

    __slots__ = ("column", "currency", "fact", "label", "over", "unit")

    def __init__(
        self,
        column: int,
        fact: Column,
        label: str,
        over: object = None,
        unit: float | None = None,
        currency: str = "",
    ) -> None:
        self.column = column
        self.fact = fact
        self.label = label
        self.over = over
        self.unit = unit if fact.kind == "money" else None
        self.currency = currency if fact.kind == "money" else ""


class Names:
    """What the spread columns of a sheet may be called: known names of other sheets, or anything."""

    __slots__ = ("any", "known", "title")

    def __init__(self, known: Iterable[str] = (), any_name: bool = False, title: str = "") -> None:
        self.title = title
        self.known = {fold(name): name for name in known}
        self.any = any_name


def named_spot(known: dict[str, Column], column: int, text: str) -> Spot | None:
    """The ordinary column that a header names, in any language, a unit aside; None when none."""
    fact = known.get(fold(text))
    if fact:
        return Spot(column, fact, text)
    named = named_unit(text)
    fact = known.get(fold(named.bare)) if named.bare != text else None
    if fact is None or (fact.kind == "money" and named.is_other):
        return None
    return Spot(column, fact, text, None, named.unit, named.currency)


def wide_spot(
    sheet: Sheet, column: int, text: str, names: Names, lang: str, order: str = "", *, is_fiscal: bool = False
) -> Spot | None:
    """The year, month, survey or listed name that a header of a wide sheet says; None when none.

    `order` says what comes first in month headers such as 10/1/2025, `is_fiscal` that 2011-12 is a year,
    where their row told.
    """
    spread = sheet.spread
    if spread is None:
        return None
    value = fact_named(sheet, spread.values[0])
    if spread.names == "years":
        year = _year_spot(sheet, column, text, is_fiscal)
        is_whole = year is not None or is_quarter(named_unit(text).bare)
        return year if is_whole else _month_spot(value, column, text, days_first(lang), order)
    if spread.names == "months":
        return _month_spot(value, column, text, days_first(lang), order)
    if spread.names == "choices":
        choices = fact_named(sheet, spread.over).choices
        code = choices.code(text) if choices else None
        return Spot(column, value, text, code) if code else None
    name = names.known.get(fold(text))
    return Spot(column, value, text, name) if name else None


def _month_spot(value: Column, column: int, text: str, days_first: bool, order: str) -> Spot | None:
    """A month as it stands, else one with its unit: the last letters of `mars` are a currency too."""
    for named in (Named(text), named_unit(text)):
        try:
            month = month_end(date_of(named.bare, days_first, month=True, order=order))
        except UnreadableError:
            continue
        return None if named.is_other else Spot(column, value, text, month, named.unit, named.currency)
    return None


def _year_spot(sheet: Sheet, column: int, text: str, is_fiscal: bool) -> Spot | None:
    assert sheet.spread
    if any(mark in text for mark in COMPARED_MARKS):
        return None
    named = named_unit(text)
    found = year_in(text if named.is_other else named.bare, is_fiscal=is_fiscal)
    if found is None or found[0] not in YEARS:
        return None
    year, rest = found
    rest = " ".join(word for word in rest.split() if word not in ACTUAL)
    fact = known_names(sheet).get(rest) if rest else fact_named(sheet, sheet.spread.values[0])
    if fact is None or fact.name not in sheet.spread.values:
        return None
    return Spot(column, fact, text, year, named.unit, named.currency)


@cache
def known_names(sheet: Sheet) -> dict[str, Column]:
    """Every folded name under which a column of the sheet is accepted."""
    found: dict[str, Column] = {}
    for fact in sheet.columns:
        for name in fact.names:
            found.setdefault(fold(name), fact)
    return found


def fact_named(sheet: Sheet, name: str) -> Column:
    """The facts of one field of the sheet."""
    return next(fact for fact in sheet.columns if fact.name == name)
