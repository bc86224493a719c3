"""What rows must be to each other: every rule is a small function that marks what it finds."""

from __future__ import annotations

from collections import Counter, defaultdict

from kamdeck.workbook.former import FORMER_RULES
from kamdeck.workbook.groups import GROUP_RULES
from kamdeck.workbook.marks import Marks
from kamdeck.workbook.rows import Book, Criterion
from kamdeck.workbook.rules_kpis import KPI_RULES
from kamdeck.workbook.rules_people import PEOPLE_RULES
from kamdeck.workbook.rules_programme import PROGRAMME_RULES
from kamdeck.workbook.rules_revenue import REVENUE_RULES
from kamdeck.workbook.rules_sanity import SANITY_RULES, SHOWN_RULES
from kamdeck.workbook.rules_subscriptions import SUBSCRIPTION_RULES
from kamdeck.workbook.wording import nearest

TOLERANCE = 0.0005  # weights typed as 33.3% three times still add up


def check_book(book: Book, marks: Marks, *, is_check: bool = False) -> None:
    """Runs every rule over the book; those about what a slide says itself only for a check."""
    for rules in (
        PORTFOLIO_RULES, REVENUE_RULES, FORMER_RULES, GROUP_RULES, SUBSCRIPTION_RULES, PEOPLE_RULES,
        PROGRAMME_RULES, KPI_RULES, SANITY_RULES, SHOWN_RULES if is_check else (),
    ):  # fmt: skip
        for rule in rules:
            rule(book, marks)


def accounts(book: Book, marks: Marks) -> None:
    """Accounts: each once, dates in order, lost ones with the right status."""
    marks.repeated("accounts", book.accounts, "account")
    marks.in_order("accounts", book.accounts, "customer_since", "renewal")
    marks.in_order("accounts", book.accounts, "customer_since", "lost_on")
    for row in book.accounts:
        if row.lost_on is not None and row.status == "active":
            marks.add("lost-active", "accounts", row, "status", row.status, on=row.lost_on)


def criteria(book: Book, marks: Marks) -> None:
    """Criteria: each once, weights of an axis add up to 100%, ideal and minimum on the scale."""
    marks.repeated("criteria", book.criteria, "criterion")
    low, high = book.settings.score_min, book.settings.score_max
    axes: dict[str, float] = defaultdict(float)
    first: dict[str, Criterion] = {}
    for row in book.criteria:
        axes[row.axis] += row.weight
        first.setdefault(row.axis, row)
        for field in ("ideal", "minimum"):
            value = getattr(row, field)
            if value is not None and not low <= value <= high:
                marks.add("off-scale", "criteria", row, field, value, low=low, high=high)
    for axis, total in axes.items():
        if abs(total - 1) > TOLERANCE:
            marks.add("weights", "criteria", first[axis], "weight", total, axis=axis, total=total)


def scores(book: Book, marks: Marks) -> None:
    """Scores: on the scale, each once, every criterion scored, the chosen period there."""
    low, high = book.settings.score_min, book.settings.score_max
    marks.repeated("scores", book.scores, "account", "period", "criterion")
    for row in book.scores:
        if not low <= row.score <= high:
            marks.add("off-scale", "scores", row, "score", row.score, low=low, high=high)
    if not book.scores:
        return
    scored = {row.criterion for row in book.scores}
    for criterion in book.criteria:
        if criterion.criterion not in scored:
            marks.add("not-scored", "criteria", criterion, "criterion", criterion.criterion)
    periods = sorted({row.period for row in book.scores if row.period})
    period = book.settings.score_period
    if period and periods and period not in periods:
        marks.setting("period-unknown", book, "score_period", period, periods=periods)


def focus(book: Book, marks: Marks) -> None:
    """Settings: the focus account is one of the accounts."""
    name = book.settings.focus_account
    names = [row.account for row in book.accounts]
    if name and names and name not in names:
        marks.setting("focus-unknown", book, "focus_account", name, near=nearest(name, names))


def products(book: Book, marks: Marks) -> None:
    """Products, Profit, Policies: each once, families known, a profit where one can be told."""
    marks.repeated("products", book.products, "product")
    marks.repeated("profit", book.profit, "account", "year", "product_family")
    marks.repeated("policies", book.policies, "customer_group", "product_family")
    families = {row.product_family for row in book.profit}
    for policy in book.policies:
        if families and policy.product_family not in families:
            near = nearest(policy.product_family, families)
            marks.add(
                "family-unknown", "policies", policy, "product_family", policy.product_family, near=near
            )
    for row in book.profit:
        told = None if row.revenue is None or row.cost is None else row.revenue - row.cost
        if row.operating_profit is None and told is None:
            marks.add("no-profit", "profit", row, "operating_profit")
        elif row.operating_profit is not None and told is not None and abs(told - row.operating_profit) > 1:
            marks.add("profit-differs", "profit", row, "operating_profit", row.operating_profit, told=told)


def identification(book: Book, marks: Marks) -> None:
    """Identification and Strategies: each test and each class's lever once."""
    marks.repeated("identification", book.identification, "criterion")
    marks.repeated("strategies", book.strategies, "account_class", "lever")
    most = book.settings.key_min_passes
    if most and book.identification and most > len(book.identification):
        marks.setting("too-many-passes", book, "key_min_passes", most, tests=len(book.identification))


def divisions(book: Book, marks: Marks) -> None:
    """Divisions and white space: each once, every division of the map known for its account."""
    marks.repeated("divisions", book.divisions, "account", "division")
    marks.repeated("whitespace", book.whitespace, "account", "division", "product")
    owners: dict[str, set[str]] = defaultdict(set)
    for division in book.divisions:
        owners[division.division].add(division.account)
    for row in book.whitespace:
        if row.division in owners and row.account not in owners[row.division]:
            marks.add(
                "division-elsewhere", "whitespace", row, "division", row.division,
                account=row.account, other=sorted(owners[row.division])[0],
            )  # fmt: skip


def plans(book: Book, marks: Marks) -> None:
    """Plan: one ambition, goal revenue and goal year per account."""
    marks.repeated("plan", book.plan, "account", "objective", "initiative")
    for field in ("ambition", "goal_revenue", "goal_year"):
        told: dict[str, object] = {}
        for row in book.plan:
            value = getattr(row, field)
            if value is not None and told.setdefault(row.account, value) != value:
                marks.add(
                    "plan-differs", "plan", row, field, value, account=row.account, first=told[row.account]
                )


def profit_groups(book: Book, marks: Marks) -> None:
    """Settings: the profit groups do not hold more customers than have a profit."""
    sizes = [getattr(book.settings, f"profit_group_{g}") for g in "abcd"]
    customers = len(Counter(row.account for row in book.profit))
    if customers and all(size is not None for size in sizes) and sum(sizes) != customers:
        marks.setting("group-sizes", book, "profit_group_d", sum(sizes), customers=customers)


PORTFOLIO_RULES = (
    accounts, criteria, scores, focus, products, identification, divisions, plans,
    profit_groups,
)  # fmt: skip
