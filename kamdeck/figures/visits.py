"""The visits that the classes are given, and those that the workbook records."""

from __future__ import annotations

from kamdeck.analysis.classification import CLASSES, Classes
from kamdeck.analysis.visits import Visits, deal_visits
from kamdeck.figures.context import Context


def read_visits(ctx: Context, classes: Classes) -> Visits:
    """Visits by class: planned by Strategies, recorded in Accounts (both of a year), beside the newest whole
    year's revenue."""
    ctx = ctx.annual
    revenue: dict[str, float] = {}
    for line in ctx.book.revenue:
        if ctx.years and line.year == ctx.year and line.revenue is not None:
            revenue[line.account] = revenue.get(line.account, 0.0) + line.revenue
    return deal_visits(
        [(name, classes.members(name)) for name in CLASSES],
        {
            row.account_class: row.visits_per_account
            for row in ctx.book.strategies
            if row.visits_per_account is not None
        },
        {account.account: account.visits for account in ctx.book.accounts if account.visits is not None},
        revenue,
    )
