"""Satisfaction: CSAT month by month and by account, Net Promoter Score."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.workbook.rows import Satisfaction

Month = tuple[int, int]
ENOUGH = 30  # answers from which on a score is a headline: on fewer chance moves it by more than it says
FRESH = 12  # months from which on answers are old news


@record
class Promoters(Tidy):
    """Net Promoter Score: `answers[s]` counts the answers of score s (0 to 10); `score` is -100 to 100.

    Promoters answer 9 or 10, detractors 0 to 6 (Reichheld, 2003). `first` and `last` are the dates of the
    oldest and the newest answers counted.
    """

    answers: tuple[int, ...]
    score: float | None
    first: date | None = None
    last: date | None = None

    def to_columns(self) -> Columns:
        """One row a score from 0 to 10: score, answers, kind (detractor, passive, promoter)."""
        scores = range(len(self.answers))
        return {
            "score": scores,
            "answers": self.answers,
            "kind": ["detractor" if s < 7 else "passive" if s < 9 else "promoter" for s in scores],
        }

    @property
    def count(self) -> int:
        """All answers."""
        return sum(self.answers)

    @property
    def is_firm(self) -> bool:
        """Whether there are answers enough for a headline."""
        return self.count >= ENOUGH

    @property
    def detractors(self) -> int:
        """Answers of 0 to 6."""
        return sum(self.answers[:7])

    @property
    def passives(self) -> int:
        """Answers of 7 and 8."""
        return sum(self.answers[7:9])

    @property
    def promoters(self) -> int:
        """Answers of 9 and 10."""
        return sum(self.answers[9:])


def csat(
    rows: Iterable[Satisfaction], accounts: Collection[str] | None = None, until: date | None = None
) -> dict[Month, float]:
    """CSAT (0 to 100) by month, oldest first, each survey weighted by its answers.

    `accounts` limits it to theirs, `until` to the months up to that day's. Empty where the newest month is a
    year older than that day: such answers say nothing about today.
    """
    sums = _by_month(rows, accounts, until)
    return {month: total / count for month, (total, count) in sums.items()}


def csat_answers(
    rows: Iterable[Satisfaction], accounts: Collection[str] | None = None, until: date | None = None
) -> dict[Month, int]:
    """How many answers the CSAT of each month rests on: the months of `csat`."""
    return {month: count for month, (_, count) in _by_month(rows, accounts, until).items()}


def few(answers: Mapping[Month, int]) -> int:
    """How many answers the newest month has, where they are too few for a headline; else 0."""
    count = list(answers.values())[-1] if answers else 0
    return count if count < ENOUGH else 0


def _by_month(
    rows: Iterable[Satisfaction], accounts: Collection[str] | None, until: date | None
) -> dict[Month, tuple[float, int]]:
    """Sum and number of the answers of each month, oldest first."""
    given = _counted(rows, "CSAT", until)
    if accounts is not None:
        wanted = frozenset(accounts)
        given = [row for row in given if row.account in wanted]
    return _summed(given, until)


def _summed(rows: Iterable[Satisfaction], until: date | None) -> dict[Month, tuple[float, int]]:
    """The same of rows that all count."""
    sums: dict[Month, tuple[float, int]] = {}
    for row in rows:
        month = (row.date.year, row.date.month)
        total, count = sums.get(month, (0.0, 0))
        sums[month] = (total + row.score * row.answers, count + row.answers)
    if until is not None and sums and _index(until) - max(y * 12 + m for y, m in sums) >= FRESH:
        return {}
    return {month: sums[month] for month in sorted(sums)}


def newest_csat(rows: Iterable[Satisfaction], until: date | None = None) -> dict[str, float]:
    """Each account's CSAT in the newest month it answered in, weighted by answers."""
    return {account: total / count for account, (total, count) in _newest(rows, until).items()}


def few_answers(rows: Iterable[Satisfaction], until: date | None = None) -> dict[str, int]:
    """How many answers each account's newest CSAT rests on, where they are too few to stand alone."""
    return {account: count for account, (_, count) in _newest(rows, until).items() if count < ENOUGH}


def _newest(rows: Iterable[Satisfaction], until: date | None) -> dict[str, tuple[float, int]]:
    """Sum and number of each account's answers in the newest month it answered in."""
    by_account: dict[str, list[Satisfaction]] = {}
    for row in _counted(rows, "CSAT", until):
        if row.account is not None:
            by_account.setdefault(row.account, []).append(row)
    months = {account: list(_summed(own, until).values()) for account, own in by_account.items()}
    return {account: own[-1] for account, own in months.items() if own}


def nps(rows: Iterable[Satisfaction], until: date | None = None, months: int = 12) -> Promoters:
    """The Net Promoter Score of the answers in the `months` up to the day's (to the newest one where there is
    no day); `score` None without any.

    A score between two whole ones counts as the lower; answers outside 0 to 10 are left out.
    """
    given = [row for row in _counted(rows, "NPS", until) if 0 <= row.score <= 10]
    if not given:
        return Promoters((0,) * 11, None)
    last = max(row.date for row in given)
    recent = [row for row in given if _index(until or last) - _index(row.date) < months]
    if not recent:
        return Promoters((0,) * 11, None)
    answers = [0] * 11
    for row in recent:
        answers[int(row.score)] += row.answers
    score = (sum(answers[9:]) - sum(answers[:7])) / sum(answers) * 100
    return Promoters(tuple(answers), score, min(row.date for row in recent), last)


def _counted(rows: Iterable[Satisfaction], survey: str, until: date | None) -> list[Satisfaction]:
    """The rows of one survey that have answers, up to the month of a day."""
    given = [row for row in rows if row.survey == survey and row.answers > 0]
    if until is None:
        return given
    last = _index(until)
    return [row for row in given if _index(row.date) <= last]


def _index(day: date) -> int:
    return day.year * 12 + day.month
