"""What the lines of revenue must be to each other: accounts, years, months."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from kamdeck.traced import fsum
from kamdeck.workbook.compared import compared, is_cut
from kamdeck.workbook.marks import Marks
from kamdeck.workbook.periods import periods_of
from kamdeck.workbook.revenue_months import YEAR, amount, fiscal_year, known_months, lacking, months_of
from kamdeck.workbook.rows import Book, Revenue
from kamdeck.workbook.values import month_end
from kamdeck.workbook.wording import fold

TOLERANCE = 0.005
"""A total may differ from its months by half a percent: both are rounded when typed."""


def revenue(book: Book, marks: Marks) -> None:
    """Revenue: one figure per account and year, every active account, years within the range."""
    if not book.is_ledger:
        marks.repeated("revenue", book.revenue, "account", "year", "month", adds_up=True)
    settings = book.settings
    if not book.revenue:
        return
    having = {row.account for row in book.revenue}
    groups = {fold(row.parent) for row in book.accounts if row.parent}
    for row in book.accounts:
        is_silent = row.account not in having and fold(row.account) not in groups
        if is_silent and row.status in (None, "active"):
            marks.add("no-revenue", "accounts", row, "account", row.account)
    years = book.years
    for name in ("first_year", "last_year"):
        year = getattr(settings, name)
        if year is not None and years and not years[0] <= year <= years[-1]:
            marks.setting("year-absent", book, name, year, first=years[0], last=years[-1])


def gaps(book: Book, marks: Marks) -> None:
    """Revenue: a year without any figure between years that have some."""
    years = book.years
    missing = [y for y in range(years[0], years[-1]) if y not in years] if years else []
    if missing:
        marks.sheet("year-gap", book, "revenue", ", ".join(map(str, missing)))


def years(book: Book, marks: Marks) -> None:
    """Revenue: a year that is not over by the as-of date compares with no whole year, at most with the same
    months; one that lacks months is not whole either."""
    against, known = compared(book, book.years, book.settings.last_year or 0), known_months(book)
    names = {year: dict(book.year_names).get(year, str(year)) for year in book.years}
    for period in periods_of(book, book.years):
        year = period.year
        row = next(row for row in book.revenue if row.year == year and row.revenue is not None)
        fields: dict[str, object] = {"as_of": period.as_of, "last": period.last}
        if year in against.last and not period.is_whole:
            code = "year-to-date"
            fields |= {"until": against.last[year], "before": names[year - 1]}
        elif not period.is_whole:
            is_named = year <= (book.settings.last_year or 0)
            code = "year-running" if period.is_running else "year-named" if is_named else "year-ahead"
        elif is_cut(period, book, known):
            months = set(months_of(year, book.settings.fiscal_year_end_month))
            code, fields = "year-cut", {"months": said(sorted(months - known))}
        else:
            continue
        marks.head(code, book, "revenue", row.month or year, row, names[year], **fields)


def said(months: list[date]) -> list[str]:
    """Months as `2026-07`."""
    return [f"{month:%Y-%m}" for month in months]


def months(book: Book, marks: Marks) -> None:
    """Revenue: a month is of its row's year, and over by the as-of date where that cuts the year."""
    end, as_of = book.settings.fiscal_year_end_month, book.settings.as_of
    late: dict[date, Revenue] = {}
    for row in book.revenue:
        if row.month is None:
            continue
        if fiscal_year(row.month, end) != row.year:
            marks.add("month-year", "revenue", row, "month", f"{row.month:%Y-%m}", year=str(row.year))
        elif as_of and row.month > month_end(as_of) and row.year == fiscal_year(as_of, end):
            late.setdefault(row.month, row)
    if late and as_of:
        first = min(late)
        names = said(sorted(late))
        marks.head("month-ahead", book, "revenue", first, late[first], names, as_of=as_of)


def blanks(book: Book, marks: Marks) -> None:
    """Revenue: an account whose months are blank after others that are filled has a gap, which is no zero."""
    known = known_months(book)
    if not known or book.is_ledger:
        return
    end, as_of = book.settings.fiscal_year_end_month, book.settings.as_of
    years = {}
    for year in sorted({fiscal_year(month, end) for month in known}):
        own = [m for m in months_of(year, end) if m in known and (as_of is None or m <= month_end(as_of))]
        years[year] = tuple(own)
    last: dict[str, Revenue] = {}
    for row in book.revenue:
        if row.month is not None and amount(row) is not None:
            last[row.account] = row
    for account, gaps in lacking(book, years).items():
        if account in last:
            marks.blank("revenue-blank", "revenue", gaps[0], last[account], said(gaps), account=account)


def totals(book: Book, marks: Marks) -> None:
    """Revenue: the total of a year is the sum of its months, where all of them are there."""
    parts: dict[tuple[str, int], list[float]] = defaultdict(list)
    for row in book.revenue:
        if row.of_month is not None:
            parts[row.account, row.year].append(row.of_month)
    if not parts:
        return
    open_years = {period.year for period in periods_of(book, book.years) if not period.is_whole}
    for row in book.revenue:
        own = parts.get((row.account, row.year), [])
        if row.month is not None or row.revenue is None or not own:
            continue
        told = fsum(own)
        is_all = len(own) >= YEAR or row.year in open_years
        if is_all and abs(told - row.revenue) > max(abs(row.revenue) * TOLERANCE, 1.0):
            marks.add("months-differ", "revenue", row, "", row.revenue, year=str(row.year), told=told)


REVENUE_RULES = (revenue, gaps, years, months, blanks, totals)
