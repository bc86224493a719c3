"""Former names of accounts: what they lead to, and the rules about them.

A row of any sheet that still has a former name is the account's. Figures of one year or month under two
names add up where a sheet has a line for each; where it has a column for each, they are one row that was
continued under another name, and more than one column with a figure in both rows cannot be that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kamdeck.workbook.marks import Marks
from kamdeck.workbook.rows import Account, Book
from kamdeck.workbook.wording import fold


def former_names(accounts: Iterable[Account]) -> dict[str, str]:
    """The account's name of today by each folded former name; a name that several accounts had leads
    nowhere."""
    found: dict[str, str] = {}
    for row in accounts:
        for name in row.formerly:
            key = fold(name)
            found[key] = row.account if found.get(key, row.account) == row.account else ""
    return {key: name for key, name in found.items() if key and name}


def former(book: Book, marks: Marks) -> None:
    """Accounts: a former name is another than today's, is given once, and nobody bears it today.

    Names that moved on are no contradiction: where B was A, C may have been B.
    """
    today = {fold(row.account): row for row in reversed(book.accounts)}
    first: dict[str, Account] = {}
    for row in book.accounts:
        for name in row.formerly:
            key = fold(name)
            if key in first:
                cell = first[key].at.rpartition("!")[2]
                marks.add("former-twice", "accounts", row, "formerly", name, first=cell)
            elif key == fold(row.account):
                marks.add("former-own", "accounts", row, "formerly", name)
            elif key in today:
                code = "former-moved" if today[key].formerly else "former-today"
                cell = today[key].at.rpartition("!")[2]
                marks.add(code, "accounts", row, "formerly", name, first=cell)
            first.setdefault(key, row)


def continued(book: Book, marks: Marks) -> None:
    """Revenue and MRR: a line under a former name ends where the one under the next name begins."""
    if not marks.written:
        return
    for key, field, over in (("revenue", "revenue", "year"), ("mrr", "mrr", "month")):
        if not marks.has_column(key, over):
            for lines in _lines(getattr(book, key), marks, field, over):
                _check(key, field, lines, marks)


Lines = dict[str, dict[Any, Any]]  # by the name that was written the rows by year or month


def _lines(rows: Iterable[Any], marks: Marks, field: str, over: str) -> Iterable[Lines]:
    """For each account (and plan) with rows under several names: the figures under each."""
    found: dict[tuple[str, str], Lines] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if getattr(row, field):
            name = marks.written.get(row.at, row.account)
            found[row.account, getattr(row, "plan", None) or ""][name][getattr(row, over)] = row
    return [lines for lines in found.values() if len(lines) > 1]


def _check(key: str, field: str, lines: Lines, marks: Marks) -> None:
    """Marks what two lines of one account both have: one figure is the year of the new name, more are not."""
    names = sorted(lines, key=lambda name: min(lines[name]))
    for place, name in enumerate(names):
        for later in names[place + 1 :]:
            both = sorted(lines[name].keys() & lines[later].keys())
            is_one = len(both) == 1 and both[0] == max(lines[name]) == min(lines[later])
            for over in both:
                one, other = lines[name][over], lines[later][over]
                cell = one.at.rpartition("!")[2]
                code = "former-continued" if is_one else "former-both"
                names_told = {"name": name, "later": later, "first": cell}
                marks.add(code, key, other, "", getattr(other, field), **names_told)


FORMER_RULES = (former, continued)
