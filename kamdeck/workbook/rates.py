"""The rates of exchange of a book: what an amount in another currency comes to in the book's own.

A rate holds from its day or year on, one without either from the beginning. An amount of a year takes the
rate in force when that year ends (or on the as-of date, where the year is not over), an amount of a month or
a day the rate of that day, any other the newest up to the as-of date.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from kamdeck.record import record
from kamdeck.workbook.currencies import CODES, SIGNS, WORTH, code_of, fits, without_currency
from kamdeck.workbook.faults import Faults, split
from kamdeck.workbook.periods import period_of
from kamdeck.workbook.rows import Rate, Settings
from kamdeck.workbook.values import year_in

FAR, NEAR = 10.0, 3.0
"""A rate is upside down where it is FAR times off what is usual and its reverse within NEAR."""


@record
class Told:
    """A rate that can be used: the first day it holds, its row."""

    start: datetime.date
    row: Rate


class Rates:
    """The rates that can be used; `codes` are their currencies."""

    __slots__ = ("_as_of", "_by_code", "_end_month", "codes")

    def __init__(self, told: Iterable[tuple[str, Told]], settings: Settings) -> None:
        self._as_of = settings.as_of
        self._end_month = settings.fiscal_year_end_month
        self._by_code: dict[str, list[Told]] = defaultdict(list)
        for code, rate in told:
            self._by_code[code].append(rate)
        for rates in self._by_code.values():
            rates.sort(key=lambda rate: rate.start)
        self.codes = tuple(self._by_code)

    def candidates(self, sign: str) -> tuple[str, ...]:
        """The currencies with a rate that a sign or code can stand for."""
        return tuple(code for code in self.codes if fits(sign, code))

    def find(self, code: str, when: object) -> Rate | None:
        """The rate of a currency for an amount of a year (2026, "FY26"), a month or a day; None for no time.

        None where the first rate begins later.
        """
        day = self._day(when)
        return next((rate.row for rate in reversed(self._by_code[code]) if rate.start <= day), None)

    def _day(self, when: object) -> datetime.date:
        if isinstance(when, str) and (found := year_in(when)):
            when = found[0]
        if isinstance(when, int):
            last = period_of(when, self._end_month).last
            return min(last, self._as_of) if self._as_of and self._covers(when) else last
        if isinstance(when, datetime.date):
            return when
        return self._as_of or datetime.date.max

    def _covers(self, year: int) -> bool:
        return period_of(year, self._end_month, self._as_of).is_running


def usable_rates(
    rows: Iterable[Rate], columns: dict[str, int], title: str, own: str, settings: Settings, faults: Faults
) -> Rates:
    """The rates that can be used; what is wrong with the others is noted at its cell.

    `own` is the currency of the book. A rate that is not above zero, of no currency, given twice, other than
    1 for the book's own currency or upside down converts nothing.
    """
    told: dict[str, dict[datetime.date, Told]] = defaultdict(dict)
    twice: set[tuple[str, datetime.date]] = set()
    faulty = {fault.row for fault in faults.found if fault.sheet == title}
    for row in rows:
        number, _ = split(row.at.rpartition("!")[2])
        if number in faulty:
            continue
        code = code_named(row.currency)
        if not code:
            faults.add("rate-currency", title, number, columns["currency"], row.currency)
            continue
        fault = _fault(row, code, own)
        if fault:
            faults.add(
                fault,
                title,
                number,
                columns["rate"],
                row.rate,
                code=code,
                currency=own,
                reverse=_reverse(row),
            )
            continue
        start = _start(row, settings.fiscal_year_end_month)
        first = told[code].setdefault(start, Told(start, row))
        if first.row is not row:
            twice.add((code, start))
            place = first.row.at.rpartition("!")[2]
            faults.add("rate-twice", title, number, columns["rate"], (code, row.since), first=place)
    return Rates(
        ((c, rate) for c, rates in told.items() for s, rate in rates.items() if (c, s) not in twice), settings
    )


def code_named(text: str) -> str:
    """The code that a cell names: `GBP`, `£`, `euro`; "" where it names none."""
    sign = without_currency(text)[1] or text.strip().upper()
    if sign in CODES or sign in SIGNS:
        return code_of(sign, "")
    return sign if len(sign) == 3 and sign.isascii() and sign.isalpha() else ""


def _fault(row: Rate, code: str, own: str) -> str:
    if row.rate <= 0:
        return "rate-zero"
    if code == own:
        return "" if row.rate == 1 else "rate-own"
    usual = WORTH.get(code, 0.0) / WORTH.get(own, 1.0)
    if usual and max(row.rate / usual, usual / row.rate) > FAR:
        other = 1 / row.rate
        if max(other / usual, usual / other) < NEAR:
            return "rate-inverted"
    return ""


def _reverse(row: Rate) -> float:
    return float(f"{1 / row.rate:.4g}") if row.rate else 0.0


def _start(row: Rate, end_month: int) -> datetime.date:
    if row.since is None:
        return datetime.date.min
    return row.since if isinstance(row.since, datetime.date) else period_of(row.since, end_month).first
