"""Who counts in the newest year, and who is a key account: one count of each, wherever it stands."""

from __future__ import annotations

from typing import Literal

from kamdeck.analysis.abc import revenue_table
from kamdeck.analysis.pareto import rank_accounts
from kamdeck.figures.context import Context
from kamdeck.figures.identified import read_screen
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
    """Who counts in the newest year; lost accounts and groups beside their members are not missed."""
    return ctx.once("counted", lambda: _counted(ctx))


def _counted(ctx: Context) -> Counted:
    if not ctx.years:
        return Counted((), (), ())
    found = rank_accounts(revenue_table(ctx.book.revenue, (ctx.year,)), ctx.year)
    lost = {row.account for row in ctx.book.accounts if row.status == "lost"}
    named = {*found.accounts, *(account for account, _ in found.left_out), *lost, *ctx.groups}
    known = dict.fromkeys((*ctx.accounts, *(row.account for row in ctx.book.revenue)))
    missing = tuple(name for name in known if name not in named)
    return Counted(found.accounts, tuple(account for account, _ in found.left_out), missing)


@record
class KeyAccounts:
    """The key accounts: those marked on Accounts and not lost, else those that pass the tests.

    Where there are neither, `rule` is "all": the accounts with revenue in the newest year, else the active
    ones, which are then called accounts.
    """

    accounts: tuple[str, ...]
    rule: Literal["marked", "tests", "all"]

    @property
    def are_key(self) -> bool:
        """Whether they may be called key accounts."""
        return self.rule != "all"

    def nouns(self, ctx: Context) -> dict[str, str]:
        """What one and many of them are called, as the fields of a text."""
        kind = "key" if self.are_key else "all"
        return {"one": ctx.say(f"counted.{kind}.one"), "many": ctx.say(f"counted.{kind}.many")}


def read_key_accounts(ctx: Context) -> KeyAccounts:
    """The key accounts by the only rule that a deck has."""
    return ctx.once("key accounts", lambda: _key_accounts(ctx))


def _key_accounts(ctx: Context) -> KeyAccounts:
    there = frozenset(ctx.customers)
    if marked := tuple(row.account for row in ctx.book.accounts if row.key_account and row.account in there):
        return KeyAccounts(marked, "marked")
    screen = read_screen(ctx)
    if passed := tuple(row.account for row in screen.of("key")) if screen else ():
        return KeyAccounts(passed, "tests")
    rows = [row for row in ctx.book.accounts if row.status in (None, "active")]
    active = tuple(row.account for row in rows if row.account not in ctx.groups)
    return KeyAccounts(count_accounts(ctx).ranked or active, "all")
