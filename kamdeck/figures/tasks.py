"""Whose tasks a deck is about."""

from __future__ import annotations

from collections.abc import Callable

from kamdeck.figures.context import Context
from kamdeck.record import replace
from kamdeck.workbook.rows import Task


def manager_tasks(ctx: Context) -> list[Task]:
    """The tasks whose owners are managers of accounts."""
    is_manager = is_manager_of(ctx)
    return [task for task in wanted_tasks(ctx) if is_manager(task.owner)]


def wanted_tasks(ctx: Context) -> list[Task]:
    """All tasks, or those of the one account wanted; a review goes through all. One without an owner is
    nobody's, in words."""
    wanted = None if ctx.pack == "review" else ctx.account
    nobody = ctx.say("todo.nobody")
    tasks = (task for task in ctx.book.tasks if wanted in (None, task.account))
    return [task if task.owner else replace(task, owner=nobody) for task in tasks]


def is_manager_of(ctx: Context) -> Callable[[str], bool]:
    """Whether an owner is a manager of accounts."""
    names = {account.manager for account in ctx.book.accounts}
    names.add(ctx.book.settings.key_account_manager)
    known = {name.strip().casefold() for name in names if name}
    return lambda owner: owner.strip().casefold() in known
