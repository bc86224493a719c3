"""Groups and their subsidiaries: a group's own line of revenue that is the sum of its members counts once.

Accounts names the group of an account under Parent. Where the group's line is more or less than its members'
sum, it is business of its own and counts beside them.
"""

from __future__ import annotations

from collections import defaultdict

from kamdeck.workbook.marks import Marks
from kamdeck.workbook.rows import Account, Book, Revenue
from kamdeck.workbook.wording import fold, nearest

TOLERANCE = 1e-6


def counted_once(accounts: tuple[Account, ...], revenue: tuple[Revenue, ...]) -> tuple[Revenue, ...]:
    """The lines of revenue without those of groups that only add up their members', year by year."""
    names = {fold(row.account): row.account for row in reversed(accounts)}
    parents = {row.account: names.get(fold(row.parent)) for row in accounts if row.parent}
    if not parents:
        return revenue
    own: dict[tuple[str, int], float] = defaultdict(float)
    sums: dict[tuple[str, int], float] = defaultdict(float)
    for row in revenue:
        own[row.account, row.year] += row.revenue or 0.0
        parent = parents.get(row.account)
        if parent and parent != row.account:
            sums[parent, row.year] += row.revenue or 0.0
    twice = {key for key, total in sums.items() if abs(own.get(key, 0.0) - total) <= abs(total) * TOLERANCE}
    return tuple(row for row in revenue if (row.account, row.year) not in twice)


def parents(book: Book, marks: Marks) -> None:
    """Accounts: a parent is another account of the sheet."""
    names = {fold(row.account): row.account for row in book.accounts}
    for row in book.accounts:
        if row.parent and (fold(row.parent) not in names or fold(row.parent) == fold(row.account)):
            others = [name for name in names.values() if name != row.account]
            near = nearest(row.parent, others) if fold(row.parent) not in names else ""
            marks.add("parent-unknown", "accounts", row, "parent", row.parent, near=near)


GROUP_RULES = (parents,)
