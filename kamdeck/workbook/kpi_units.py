"""What the rows of an own indicator say together: its unit, its direction, its short name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kamdeck.record import replace
from kamdeck.workbook.amounts import Amounts
from kamdeck.workbook.choices import KPI_UNIT
from kamdeck.workbook.convert import Converter
from kamdeck.workbook.currencies import without_currency
from kamdeck.workbook.faults import split
from kamdeck.workbook.kpis import KpiNames
from kamdeck.workbook.marks import Marks
from kamdeck.workbook.rows import Kpi
from kamdeck.workbook.wording import fold

ONCE = ("unit", "better", "short_name")
"""What is said once of an indicator, in any of its rows."""


def settled(
    rows: tuple[Kpi, ...], columns: Mapping[str, int], convert: Converter, amounts: Amounts, marks: Marks
) -> tuple[Kpi, ...]:
    """The rows of each indicator with the unit, direction and short name that one of them gives.

    A cell that shows a percent sign or a currency says its unit where no row does; money is in the unit of
    the settings, and in the book's currency. A row that contradicts the first is noted.
    """
    names = KpiNames(rows)
    first: dict[str, dict[str, tuple[Any, Kpi]]] = {}
    facts = {fact.name: fact for fact in Kpi.columns}
    for row in rows:
        told = {field: getattr(row, field) for field in ONCE} | {"unit": _unit(row, columns, convert)}
        known = first.setdefault(names.find(row.kpi), {})
        for field, value in told.items():
            if value is None:
                continue
            other, at = known.setdefault(field, (value, row))
            if (fold(value) or value) != (fold(other) or other):
                fields = {"column": facts[field], "other": other, "first": at.at.rpartition("!")[2]}
                marks.add("kpi-differs", "kpis", row, field, value, kpi=row.kpi, **fields)
    made = []
    for row in rows:
        known = first[names.find(row.kpi)]
        said = {field: known[field][0] if field in known else None for field in ONCE}
        if said["unit"] == "money":
            amounts.when = row.period.last
            said |= {field: _amount(row, field, columns, convert, amounts) for field in ("value", "target")}
        made.append(replace(row, kpi=names.find(row.kpi), **said))
    return tuple(made)


def _unit(row: Kpi, columns: Mapping[str, int], convert: Converter) -> str | None:
    """The unit that a row names, else the one that its figures show; a currency is money."""
    if row.unit is not None:
        is_money = row.unit == "amount" or _currency(row)
        return "money" if is_money else row.unit
    shown = (convert.shown.get(_place(row, field, columns), "") for field in ("value", "target"))
    sign = next(filter(None, shown), "")
    return None if not sign else "share" if sign == "%" else "money"


def _currency(row: Kpi) -> str:
    """The currency that a row has for its unit, "" where it has another one."""
    if row.unit is None or row.unit in KPI_UNIT.codes:
        return ""
    bare, sign = without_currency(row.unit)
    return "" if fold(bare) else sign


def _amount(
    row: Kpi, field: str, columns: Mapping[str, int], convert: Converter, amounts: Amounts
) -> float | None:
    """A figure of money in units of the book's currency."""
    value: float | None = getattr(row, field)
    if value is None:
        return None
    place = _place(row, field, columns)
    factor = 1.0 if place in convert.factors else amounts.scale
    sign = convert.shown.get(place, "") or _currency(row)
    return amounts.in_book(place[0], (place[1], "n", value), value * factor, sign.strip("%"))


def _place(row: Kpi, field: str, columns: Mapping[str, int]) -> tuple[int, int]:
    number, _ = split(row.at.rpartition("!")[2])
    return number, columns.get(field, 0)
