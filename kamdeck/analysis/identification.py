"""Which accounts qualify as key accounts: tests passed, missed by little, failed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.workbook.rows import Mrr, Qualifier, Settings

Mark = Literal["pass", "near", "fail", "none"]
Verdict = Literal["key", "candidate", "not_now"]
VERDICTS: tuple[Verdict, ...] = ("key", "candidate", "not_now")
_SLACK = 1e-9


@record
class Screened(Tidy):
    """One account: figure and mark per test (None and "none" without a figure), and the verdict.

    `lacking` counts the passes it is short of a key account; `required` are the tests it must pass and
    does not.
    """

    account: str
    revenue: float
    values: tuple[float | None, ...]
    marks: tuple[Mark, ...]
    verdict: Verdict
    lacking: int
    required: tuple[int, ...]

    @property
    def passes(self) -> int:
        """Tests passed."""
        return self.marks.count("pass")

    @property
    def nears(self) -> int:
        """Tests missed by no more than the tolerance."""
        return self.marks.count("near")


@record
class Screen(Tidy):
    """The screened accounts by verdict, passes, near misses and revenue, and the rule they were put to.

    `minimum` is the revenue from which accounts are screened, `key_passes` and `candidate_passes` how many
    tests each verdict takes.
    """

    tests: tuple[Qualifier, ...]
    rows: tuple[Screened, ...]
    minimum: float
    key_passes: int
    candidate_passes: int

    def to_columns(self) -> Columns:
        """One row an account and test: account, revenue, verdict, criterion, threshold, value, mark."""
        pairs = [(row, place) for row in self.rows for place in range(len(self.tests))]
        return {
            "account": [row.account for row, _ in pairs],
            "revenue": [row.revenue for row, _ in pairs],
            "verdict": [row.verdict for row, _ in pairs],
            "criterion": [self.tests[place].criterion for _, place in pairs],
            "threshold": [self.tests[place].threshold for _, place in pairs],
            "value": [row.values[place] for row, place in pairs],
            "mark": [row.marks[place] for row, place in pairs],
        }

    def of(self, verdict: Verdict) -> tuple[Screened, ...]:
        """The accounts with one verdict, in order."""
        return tuple(row for row in self.rows if row.verdict == verdict)


def screen_accounts(
    tests: Sequence[Qualifier],
    figures: Mapping[str, Mapping[str, float]],
    revenue: Mapping[str, float],
    settings: Settings,
) -> Screen:
    """The accounts of `revenue` (that of the newest year) put to the tests.

    `figures` gives each measure's value by account. Accounts below the setting's revenue, or at or below
    zero, are not screened. Key account: as many passes as set (default all tests but one), every required
    test among them; candidate: as many as set (default half, rounded up). Near miss: short of the limit
    by at most the tolerance, a share of the limit. A missing figure is no pass.
    """
    minimum = settings.screen_min_revenue or 0.0
    wanted, half = settings.key_min_passes, settings.candidate_min_passes
    key = max(1, len(tests) - 1) if wanted is None else wanted
    candidate = (len(tests) + 1) // 2 if half is None else half
    rows = [
        _screened(account, amount, tests, figures, settings.near_miss_tolerance, (key, candidate))
        for account, amount in revenue.items()
        if amount > 0 and amount >= minimum - _SLACK
    ]
    rows.sort(key=lambda row: (VERDICTS.index(row.verdict), -row.passes, -row.nears, -row.revenue))
    return Screen(tuple(tests), tuple(rows), minimum, key, candidate)


def _screened(
    account: str,
    revenue: float,
    tests: Sequence[Qualifier],
    figures: Mapping[str, Mapping[str, float]],
    tolerance: float,
    passes: tuple[int, int],
) -> Screened:
    values = tuple(figures.get(test.measure, {}).get(account) for test in tests)
    marks = tuple(mark_of(test, value, tolerance) for test, value in zip(tests, values, strict=True))
    missed = tuple(i for i, test in enumerate(tests) if test.required and marks[i] != "pass")
    passed = marks.count("pass")
    verdict: Verdict = "not_now"
    if passed >= passes[0] and not missed:
        verdict = "key"
    elif passed >= passes[1]:
        verdict = "candidate"
    return Screened(account, revenue, values, marks, verdict, max(0, passes[0] - passed), missed)


def mark_of(test: Qualifier, value: float | None, tolerance: float) -> Mark:
    """How a figure stands to a test's limit; `tolerance` is a share of the limit."""
    if value is None:
        return "none"
    above = (test.threshold - value) if test.comparison == "<=" else (value - test.threshold)
    if above >= -_SLACK:
        return "pass"
    return "near" if above >= -tolerance * abs(test.threshold) - _SLACK else "fail"


# ------------------------------------------------------------------ figures of the newest month


def latest_mrr(rows: Iterable[Mrr], as_of: date | None) -> dict[str, float]:
    """Each account's MRR in the newest month of the sheet up to `as_of`, all plans together."""
    limit = (as_of.year, as_of.month) if as_of else (9999, 12)
    known = [row for row in rows if (row.month.year, row.month.month) <= limit]
    newest = max(((row.month.year, row.month.month) for row in known), default=None)
    found: dict[str, float] = {}
    for row in known:
        if (row.month.year, row.month.month) == newest:
            found[row.account] = found.get(row.account, 0.0) + row.mrr
    return found
