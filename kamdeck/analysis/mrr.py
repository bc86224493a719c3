"""Monthly recurring revenue: levels by plan and account, movements, retention of revenue and of accounts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.traced import fsum
from kamdeck.workbook.rows import Bridge, Mrr

Month = tuple[int, int]  # year, month


@record
class Levels(Tidy):
    """MRR by month: `months` ascending, without gaps between the first and the last that have rows.

    `by_plan` and `by_account` hold one value per month, 0 where there is no row; `total` is their sum,
    month by month. `missing` are the months inside the span that have no row at all.
    """

    months: tuple[Month, ...]
    by_plan: Mapping[str, tuple[float, ...]]
    by_account: Mapping[str, tuple[float, ...]]
    total: tuple[float, ...]
    missing: tuple[Month, ...] = ()

    def to_columns(self) -> Columns:
        """One row an account and month: account, month (its first day), mrr."""
        return {
            "account": [account for account in self.by_account for _ in self.months],
            "month": [date(*month, 1) for _ in self.by_account for month in self.months],
            "mrr": [value for values in self.by_account.values() for value in values],
        }

    @property
    def last(self) -> Month | None:
        """The newest month, which always has rows; None without any."""
        return self.months[-1] if self.months else None

    def at(self, month: Month | None) -> Mapping[str, float]:
        """The MRR of every account in one month; empty where the month is unknown."""
        if month not in self.months:
            return {}
        i = self.months.index(month)
        return {account: values[i] for account, values in self.by_account.items()}


@record
class Movement(Tidy):
    """What led from the opening to the closing MRR of a period; contraction and churn are negative.

    `accounts` at the opening, of them `lost`, and `gained` (new and reactivated); None where unknown.
    `at` is the cell it was entered in, "" where it was computed from the months.
    """

    label: str
    opening: float
    new: float
    expansion: float
    reactivation: float
    contraction: float
    churn: float
    closing: float
    accounts: int | None = None
    lost: int | None = None
    gained: int | None = None
    at: str = ""

    @property
    def nrr(self) -> float | None:
        """Net revenue retention of the opening cohort: (opening + expansion + contraction + churn) / opening.

        New accounts and reactivations count outside it; None where nothing was there at the opening.
        """
        kept = self.opening + self.expansion + self.contraction + self.churn
        return kept / self.opening if self.opening > 0 else None

    @property
    def grr(self) -> float | None:
        """Gross revenue retention: (opening + contraction + churn) / opening, never above 1."""
        return (self.opening + self.contraction + self.churn) / self.opening if self.opening > 0 else None

    @property
    def logo_retention(self) -> float | None:
        """The share of the opening accounts that are still there."""
        if not self.accounts or self.lost is None:
            return None
        return (self.accounts - self.lost) / self.accounts

    @property
    def is_balanced(self) -> bool:
        """True when opening and movements give the closing MRR (to half a unit)."""
        moved = self.new + self.expansion + self.reactivation + self.contraction + self.churn
        return abs(self.opening + moved - self.closing) < 0.5


def month_of(day: date) -> Month:
    """The month a day lies in."""
    return day.year, day.month


def shift(month: Month, months: int) -> Month:
    """The month so many months later (or earlier, below zero)."""
    index = month[0] * 12 + month[1] - 1 + months
    return index // 12, index % 12 + 1


def months_between(first: Month, last: Month) -> int:
    """How many months `last` is after `first`."""
    return (last[0] - first[0]) * 12 + last[1] - first[1]


def levels(
    rows: Sequence[Mrr],
    plan_order: Sequence[str] = (),
    until: Month | None = None,
    unknown: Collection[Month] = (),
) -> Levels:
    """MRR by month, plan and account; plans in `plan_order`, others after them as they come.

    Months after `until` (the as-of month) are left out: they are forecasts. `unknown` months, in which
    somebody has a gap, are left out at the end and missing before it. A plan without a name is "".
    """
    days = {day: month_of(day) for day in {row.month for row in rows}}
    known = {month for month in days.values() if until is None or month <= until}.difference(unknown)
    if not known:
        return Levels((), {}, {}, ())
    months = tuple(shift(min(known), i) for i in range(months_between(min(known), max(known)) + 1))
    place = {day: months.index(month) for day, month in days.items() if month in known}
    by_plan = {plan: [0.0] * len(months) for plan in plan_order}
    by_account: dict[str, list[float]] = {}
    for row in rows:
        i = place.get(row.month)
        if i is None:
            continue
        for table, name in ((by_plan, row.plan or ""), (by_account, row.account)):
            if name not in table:
                table[name] = [0.0] * len(months)
            table[name][i] += row.mrr
    return Levels(
        months=months,
        by_plan={plan: tuple(values) for plan, values in by_plan.items() if any(values)},
        by_account={account: tuple(values) for account, values in by_account.items()},
        total=tuple(fsum(values[i] for values in by_plan.values()) for i in range(len(months))),
        missing=tuple(month for month in months if month not in known),
    )


def movement(known: Levels, opening: Month, closing: Month, label: str = "") -> Movement | None:
    """The movements between two months, per account and all plans together; None where a month is unknown.

    New: the account never had MRR before. Reactivation: it had some before the opening month and none in
    it. An account that comes and goes between the two months is not seen.
    """
    if any(m not in known.months or m in known.missing for m in (opening, closing)):
        return None
    i, j = known.months.index(opening), known.months.index(closing)
    parts = dict.fromkeys(("new", "expansion", "reactivation", "contraction", "churn"), 0.0)
    had = lost = gained = 0
    for values in known.by_account.values():
        before, after = values[i], values[j]
        had += before > 0
        lost += before > 0 >= after
        gained += before <= 0 < after
        if before <= 0 < after:
            parts["reactivation" if any(v > 0 for v in values[:i]) else "new"] += after
        elif before > 0 >= after:
            parts["churn"] -= before
        else:
            parts["expansion" if after >= before else "contraction"] += after - before
    return Movement(
        label=label,
        opening=known.total[i],
        new=parts["new"],
        expansion=parts["expansion"],
        reactivation=parts["reactivation"],
        contraction=parts["contraction"],
        churn=parts["churn"],
        closing=known.total[j],
        accounts=had,
        lost=lost,
        gained=gained,
    )


def fiscal_years(known: Levels, bridges: Sequence[Bridge], end_month: int = 12) -> tuple[Movement, ...]:
    """One movement per fiscal year, oldest first: from the months where they are known, else as entered.

    A fiscal year is named after the calendar year it ends in (FY26); the running one ends with the newest
    month.
    """
    found = {year: _entered(row) for row in bridges if (year := _year(row.fiscal_year)) is not None}
    for year in sorted({m[0] + (m[1] > end_month) for m in known.months}):
        opening, closing = (year - 1, end_month), min((year, end_month), known.months[-1])
        made = movement(known, opening, closing, f"FY{year % 100:02d}")
        if made is not None and closing > opening:
            found[year] = made
    return tuple(found[year] for year in sorted(found))


def _year(label: str) -> int | None:
    """The year that a name such as FY26, 2026 or 2025/26 ends in."""
    digits = "".join(c if c.isdigit() else " " for c in label).split()
    if not digits or len(digits[-1]) not in (2, 4):
        return None
    return int(digits[-1]) + (2000 if len(digits[-1]) == 2 else 0)


def _entered(row: Bridge) -> Movement:
    return Movement(
        label=row.fiscal_year,
        opening=row.opening,
        new=row.new,
        expansion=row.expansion,
        reactivation=row.reactivation,
        contraction=row.contraction,
        churn=row.churn,
        closing=row.closing,
        accounts=row.accounts_start,
        lost=row.accounts_lost,
        gained=row.accounts_new,
        at=row.at,
    )
