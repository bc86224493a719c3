"""One count of accounts: a group that only adds up its members stands beside them in none."""

from __future__ import annotations

import pytest

from kamdeck.figures.context import Context
from kamdeck.figures.counted import count_accounts, read_key_accounts
from kamdeck.figures.evaluation import read_evaluation
from kamdeck.figures.identified import testable as countable
from kamdeck.text import Say
from kamdeck.workbook.rows import Account, Book, Evaluation, Revenue


def book(parent: str, own: float | None) -> Book:
    """A group of two members and an account beside; `own` is revenue of the group itself."""
    names = (("Group", None), ("North", parent), ("South", parent), ("Other", None))
    amounts = {"North": 60.0, "South": 40.0, "Other": 30.0, **({} if own is None else {"Group": own})}
    return Book(
        accounts=tuple(Account(account=name, parent=above, manager="Ann") for name, above in names),
        revenue=tuple(Revenue(account=name, year=2026, revenue=sum_) for name, sum_ in amounts.items()),
        evaluation=(Evaluation(manager="Ann", measure="M", weight=1.0, target=1.0, actual=1.0),),
    )


@pytest.mark.parametrize("parent", ["Group", "group", " GROUP "])
def test_a_group_without_revenue_of_its_own_is_counted_nowhere(parent: str) -> None:
    ctx = Context(book(parent, None), Say("en"), (2026,))
    assert ctx.groups == {"Group"}
    assert countable(ctx) == ("North", "South", "Other")
    assert count_accounts(ctx).missing == ()
    assert read_key_accounts(ctx).accounts == ("North", "South", "Other")
    assert read_evaluation(ctx).accounts["Ann"] == ("North", "South", "Other")


def test_a_group_that_earns_beside_its_members_counts() -> None:
    ctx = Context(book("Group", 10.0), Say("en"), (2026,))
    assert ctx.groups == frozenset()
    assert "Group" in countable(ctx)
    assert "Group" in count_accounts(ctx).ranked
    assert "Group" in read_evaluation(ctx).accounts["Ann"]
