"""What figures cannot be beside others: a scale that another one was meant for, a stake above its account."""

from __future__ import annotations

from collections import defaultdict

from kamdeck.workbook.compared import compared
from kamdeck.workbook.marks import Marks
from kamdeck.workbook.rows import Book, Offer, Responsibility, Revenue, Satisfaction
from kamdeck.workbook.wording import fold

TOLERANCE = 1.005
"""A figure may exceed what it is part of by half a percent: both are rounded when typed."""

LEAST_YEARS, MOST_MEMBERS = 2, 20  # one year may be a coincidence
MOST_SHARE = 1.0  # no threshold of a share can ask for more than 100%
_SHARES = frozenset({"revenue_cagr_2_years", "contribution_margin"})
SCALES = (1.0, 5.0, 10.0)
"""Scales that satisfaction is measured on beside 0 to 100: a share, marks of five, marks of ten."""


def alike(book: Book, marks: Marks) -> None:
    """Accounts: two names that differ in capitals, accents or signs only are one account or need a word."""
    first: dict[str, str] = {}
    cells: dict[str, str] = {}
    for row in book.accounts:
        key = fold(row.account)
        if not key or first.setdefault(key, row.account) == row.account:
            cells.setdefault(key, row.at.rpartition("!")[2])
        else:
            marks.add(
                "account-alike", "accounts", row, "account", row.account, other=first[key], first=cells[key]
            )


def groups(book: Book, marks: Marks) -> None:
    """Revenue: no account is the sum of two or more that stand right below it, in every one of several years.

    A group beside its subsidiaries would count twice.
    """
    figures: dict[str, dict[int, float]] = {}
    first: dict[str, Revenue] = {}
    for row in book.revenue:
        if row.revenue:
            by_year = figures.setdefault(row.account, {})
            by_year[row.year] = by_year.get(row.year, 0.0) + row.revenue
            first.setdefault(row.account, row)
    names = list(figures)
    for place, name in enumerate(names):
        own = figures[name]
        if len(own) < LEAST_YEARS:
            continue
        members: list[str] = []
        sums: dict[int, float] = defaultdict(float)
        for member in names[place + 1 : place + 1 + MOST_MEMBERS]:
            members.append(member)
            for year, figure in figures[member].items():
                sums[year] += figure
            if len(members) > 1 and _same(own, sums):
                marks.add("group-sum", "revenue", first[name], "account", name, names=members)
                break


def _same(own: dict[int, float], sums: dict[int, float]) -> bool:
    return own.keys() == sums.keys() and all(abs(sums[y] - v) <= abs(v) * 1e-6 for y, v in own.items())


def thresholds(book: Book, marks: Marks) -> None:
    """Identification: a threshold of a share is no more than 100%."""
    for row in book.identification:
        if (row.unit == "share" or row.measure in _SHARES) and abs(row.threshold) > MOST_SHARE:
            marks.add("threshold-share", "identification", row, "threshold", row.threshold)


def scales(book: Book, marks: Marks) -> None:
    """Satisfaction: NPS answers are whole, CSAT is not on a scale of 1, 5 or 10."""
    scores = []
    for row in book.satisfaction:
        if row.survey == "NPS" and row.score != int(row.score):
            marks.add("nps-average", "satisfaction", row, "score", row.score)
        elif row.survey != "NPS":
            scores.append(row)
    top = max((row.score for row in scores), default=0.0)
    scale = next((scale for scale in SCALES if top <= scale), None)
    if top > 0 and scale is not None:
        _other_scale(scores, scale, marks)


def _other_scale(scores: list[Satisfaction], scale: float, marks: Marks) -> None:
    first = scores[0]
    marks.add("csat-scale", "satisfaction", first, "score", first.score, count=len(scores), high=scale)


def satisfaction_limits(book: Book, marks: Marks) -> None:
    """Targets and thresholds of CSAT are on its scale of 0 to 100 where they stand beside our figure."""
    if all(row.survey == "NPS" for row in book.satisfaction):
        return
    target = book.settings.csat_target
    if _is_off_scale(target):
        marks.setting("csat-target", book, "csat_target", target)
    for clause in book.charter:
        if clause.measure == "csat" and clause.actual is None and _is_off_scale(clause.target):
            marks.add("csat-target", "charter", clause, "target", clause.target)
    for line in book.evaluation:
        if line.actual_from == "satisfaction" and line.actual is None and _is_off_scale(line.target):
            marks.add("csat-target", "evaluation", line, "target", line.target)
    for test in book.identification:
        if test.measure == "csat" and _is_off_scale(test.threshold):
            marks.add("csat-target", "identification", test, "threshold", test.threshold)


def _is_off_scale(limit: float | None) -> bool:
    return limit is not None and 0 < limit <= SCALES[-1]


def stakes(book: Book, marks: Marks) -> None:
    """Risk: an account stakes no more than the MRR it has in the newest month up to the as-of date."""
    as_of = book.settings.as_of
    months = {row.month for row in book.mrr if as_of is None or row.month <= as_of}
    if not months:
        return
    last = max(months)
    now: dict[str, float] = defaultdict(float)
    for figure in book.mrr:
        if figure.month == last:
            now[figure.account] += figure.mrr
    known = {figure.account for figure in book.mrr}
    for row in book.risk:
        stake = row.mrr_at_risk
        if stake is not None and row.account in known and stake > now.get(row.account, 0.0) * TOLERANCE:
            marks.add(
                "stake-above", "risk", row, "mrr_at_risk", stake, most=now.get(row.account, 0.0), month=last
            )


def white_space(book: Book, marks: Marks) -> None:
    """White space: what is in use has a value, and is no more than the account's revenue of the newest whole
    year, since it is what a year brings."""
    years = compared(book, book.years, book.settings.last_year or 0).whole
    revenue: dict[str, float] = defaultdict(float)
    for figure in book.revenue:
        if years and figure.year == years[-1]:
            revenue[figure.account] += figure.revenue or 0.0
    used: dict[str, list[Offer]] = defaultdict(list)
    for row in book.whitespace:
        if row.state != "in use":
            continue
        if row.value is None:
            marks.add("use-unvalued", "whitespace", row, "value", row.product)
        elif row.value > 0:
            used[row.account].append(row)
    for account, rows in used.items():
        total = sum(row.value or 0.0 for row in rows)
        if account in revenue and total > max(revenue[account], 0.0) * TOLERANCE:
            marks.add(
                "use-above", "whitespace", rows[0], "value", total,
                account=account, most=revenue[account], year=str(years[-1]),
            )  # fmt: skip


def letters(book: Book, marks: Marks) -> None:
    """Responsibilities: each activity has exactly one A."""
    activities: dict[tuple[str | None, str], list[Responsibility]] = defaultdict(list)
    for row in book.responsibilities:
        activities[row.account, row.activity].append(row)
    for (_, activity), rows in activities.items():
        accountable = [row.member for row in rows if row.letter == "A"]
        if len(set(accountable)) > 1:
            marks.add("two-accountable", "responsibilities", rows[0], "activity", activity, names=accountable)
        elif not accountable:
            marks.add("none-accountable", "responsibilities", rows[0], "activity", activity)


SANITY_RULES = (alike, groups, thresholds, scales, satisfaction_limits, stakes, white_space)
SHOWN_RULES = (letters,)
"""What a slide says itself: only a check of the workbook has to name the cells."""
