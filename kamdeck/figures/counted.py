"""Who counts in the newest year: one count of the accounts, wherever it stands."""

from __future__ import annotations

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.figures.context import Context
from kamdeck.record import record


@record
class Counted:
    """The accounts that the newest year counts, and those it does not."""

    ranked: tuple[str, ...]
    left_out: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def gone(self) -> int:
        """How many accounts are not counted."""
        return len(self.left_out) + len(self.missing)


def count_accounts(ctx: Context) -> Counted:
    """Who counts in the newest year; accounts known as lost are not missed."""
    if not ctx.years:
        return Counted((), (), ())
    found = rank_accounts(revenue_table(ctx.book.revenue, (ctx.year,)), ctx.year)
    lost = {row.account for row in ctx.book.accounts if row.status == "lost"}
    named = {*found.accounts, *(account for account, _ in found.left_out)}
    known = dict.fromkeys((*ctx.accounts, *(row.account for row in ctx.book.revenue)))
    missing = tuple(name for name in known if name not in named and name not in lost)
    return Counted(found.accounts, tuple(account for account, _ in found.left_out), missing)
