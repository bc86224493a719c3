"""A company's own key performance indicators as of a day: which one a name means, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import takewhile

from kamdeck.record import record
from kamdeck.traced import fsum
from kamdeck.workbook.choices import ACTUAL_FROM, CHARTER_MEASURE
from kamdeck.workbook.rows import Book, Clause, Evaluation, Kpi
from kamdeck.workbook.spans import Span, is_next
from kamdeck.workbook.wording import fold, nearest

MOST_SHOWN = 12
LEAST_COVERED = 0.6
_SUMMED = ("money", "count")
_SLACK = 1e-9


class KpiNames:
    """The names of the indicators: each as it was first written, found by it or by its short name whatever
    its case, accents and signs."""

    __slots__ = ("_found", "names", "shorts")

    def __init__(self, rows: Iterable[Kpi]) -> None:
        rows = tuple(rows)
        self._found: dict[str, str] = {}
        for row in rows:
            self._found.setdefault(fold(row.kpi), row.kpi)
        self.names = tuple(self._found.values())
        self.shorts = {row.short_name: self._found[fold(row.kpi)] for row in rows if row.short_name}
        for short, name in self.shorts.items():
            self._found.setdefault(fold(short), name)

    def find(self, text: str | None) -> str:
        """The indicator that a text means, "" when it means none."""
        return self._found.get(fold(text), "") if text else ""

    def nearest(self, text: str) -> str:
        """The indicator that was most likely meant, "" when none is near."""
        return self.find(nearest(text, (*self.names, *self.shorts)))


@record
class Indicator:
    """One indicator of one account (None = of the whole). `points` are its rows with a value whose period had
    begun by the as-of date, oldest first; the last one is the figure.

    `target` is the one of its period, else the last one given before.
    """

    name: str
    short: str
    account: str | None
    unit: str | None
    is_lower: bool
    points: tuple[Kpi, ...]
    target: float | None
    as_of: date | None

    @property
    def key(self) -> str:
        """What it is known by, whatever its case, accents and signs."""
        return fold(self.name)

    @property
    def newest(self) -> Kpi:
        """The row that the figure stands in."""
        return self.points[-1]

    @property
    def value(self) -> float:
        """The figure."""
        return self.newest.value or 0.0

    @property
    def span(self) -> Span:
        """The period of the figure."""
        return self.newest.period

    @property
    def is_partial(self) -> bool:
        """True where the as-of date cuts the period: such a figure compares with none of a whole one."""
        return self.as_of is not None and self.span.last > self.as_of

    @property
    def is_old(self) -> bool:
        """True where the period ended a year before the as-of date or earlier."""
        return self.as_of is not None and _a_year_after(self.span.last) <= self.as_of

    @property
    def is_met(self) -> bool | None:
        """Whether the target is reached; None where nothing can be held against it."""
        if self.target is None or self.is_partial or self.is_old:
            return None
        over = self.value - self.target
        return over <= _SLACK if self.is_lower else over >= -_SLACK

    @property
    def trend(self) -> tuple[Kpi, ...]:
        """Up to twelve rows of whole periods as long as the newest, which is the last; none beside a part of
        a period."""
        if self.is_partial:
            return ()
        return tuple(row for row in self.points if row.period.kind == self.span.kind)[-MOST_SHOWN:]

    @property
    def before(self) -> Kpi | None:
        """The row of the period right before, of days the one before; None where it is missing or of another
        length."""
        last = self.trend[-2:-1]
        return last[0] if last and is_next(last[0].period, self.span) else None


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)


class Indicators:
    """All indicators of a workbook as of a day."""

    __slots__ = ("_known", "names")

    def __init__(self, rows: Sequence[Kpi], as_of: date | None) -> None:
        self.names = KpiNames(rows)
        series: dict[tuple[str, str | None], list[Kpi]] = {}
        for row in rows:
            series.setdefault((self.names.find(row.kpi), row.account), []).append(row)
        made = (_indicator(name, account, own, as_of) for (name, account), own in series.items())
        self._known = {(one.name, one.account): one for one in made if one}

    def every(self) -> tuple[Indicator, ...]:
        """All of them, in the order of the sheet."""
        return tuple(self._known.values())

    def of(self, text: str | None, account: str | None = None) -> Indicator | None:
        """The indicator that a name means, of an account or of the whole; None without a figure."""
        return self._known.get((self.names.find(text), account))

    def by_account(self, text: str | None) -> dict[str, Indicator]:
        """An indicator of each account that has a figure."""
        name = self.names.find(text)
        return {account: one for (found, account), one in self._known.items() if account and found == name}

    def comparable(self, text: str | None, accounts: Iterable[str] | None = None) -> dict[str, Indicator]:
        """Those by account that may stand beside each other: of the newest period that most of them have,
        none of them old."""
        wanted = None if accounts is None else set(accounts)
        found = {
            account: one
            for account, one in self.by_account(text).items()
            if not one.is_old and (wanted is None or account in wanted)
        }
        spans = [(one.span.kind, one.span.first) for one in found.values()]
        best = max(spans, key=lambda span: (spans.count(span), span[1]), default=None)
        return {a: one for a, one in found.items() if (one.span.kind, one.span.first) == best}

    def attained(self, text: str | None, accounts: Sequence[str], is_alone: bool) -> float | None:
        """What a manager's accounts have together; the whole's figure where the manager is the only one and
        no account has one."""
        whole = self.of(text) if is_alone and not self.by_account(text) else None
        return whole.value if whole and not whole.is_old else self.joint(text, accounts)

    def joint(self, text: str | None, accounts: Sequence[str]) -> float | None:
        """What some accounts have together: money and counts are added where all are known, everything else
        is the mean where three in five are. None where too few are."""
        found = self.comparable(text, accounts)
        if not found:
            return None
        values, unit = [one.value for one in found.values()], next(iter(found.values())).unit
        if unit in _SUMMED:
            return fsum(values) if len(found) == len(set(accounts)) else None
        return fsum(values) / len(values) if len(found) >= LEAST_COVERED * len(set(accounts)) else None


def of_clause(row: Clause, known: Indicators) -> Indicator | None:
    """The indicator that a line of the charter names: by its measure, else its text or title; None where it
    names a figure of ours."""
    if row.section != "objective" or row.measure in CHARTER_MEASURE.codes:
        return None
    found = (known.of(text) for text in (row.measure, row.text, row.label))
    return next((one for one in found if one), None)


def of_measure(row: Evaluation, known: KpiNames) -> str:
    """The indicator that a line of the evaluation names, "" for none: where its actual comes from, else its
    measure."""
    if row.actual_from in ACTUAL_FROM.codes:
        return known.find(row.measure) if row.actual_from == "entered" else ""
    return known.find(row.actual_from) or known.find(row.measure)


def accounts_of(book: Book, manager: str) -> tuple[str, ...]:
    """The accounts that a manager has: no lost ones, no prospects, no groups beside their members."""
    wanted, groups = manager.strip().casefold(), book.groups
    return tuple(
        row.account
        for row in book.accounts
        if row.manager and row.manager.strip().casefold() == wanted and row.status in (None, "active")
        if row.account not in groups
    )


def _indicator(name: str, account: str | None, rows: Sequence[Kpi], as_of: date | None) -> Indicator | None:
    begun = [row for row in rows if as_of is None or row.period.first <= as_of]
    points = sorted((row for row in begun if row.value is not None), key=lambda row: _age(row.period, as_of))
    if not points:
        return None
    newest, unit, better, short = points[-1], *(_first(rows, f) for f in ("unit", "better", "short_name"))
    aimed = sorted((row for row in begun if row.target is not None), key=lambda row: row.period.first)
    past = [*takewhile(lambda row: row.period.first <= newest.period.first, aimed)]
    target = newest.target if newest.target is not None else past[-1].target if past else None
    return Indicator(name, short or name, account, unit, better == "lower", tuple(points), target, as_of)


def _first(rows: Iterable[Kpi], field: str) -> str | None:
    """What one of the rows says of all."""
    return next((value for row in rows if (value := getattr(row, field)) is not None), None)


def _age(span: Span, as_of: date | None) -> tuple[date, bool, date]:
    """What puts a period after another: its last known day, then a whole one, then the shorter."""
    known = span.last if as_of is None else min(span.last, as_of)
    return known, known == span.last, span.first
