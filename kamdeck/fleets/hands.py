"""What a fleet needs done with a workbook and a deck."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from kamdeck.errors import Problem
from kamdeck.fleets.tasks import Task
from kamdeck.record import replace
from kamdeck.report import Report
from kamdeck.run.choice import Choice, followed
from kamdeck.run.intake import Loaded, companions, load
from kamdeck.run.links import link
from kamdeck.run.making import Order, make
from kamdeck.run.portfolios import column_named, values_of
from kamdeck.text import Say


class FleetHands:
    """What a fleet needs done with a workbook and a deck; `lang` is the language of messages."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def read(self, workbook: Path, shown: Path) -> Loaded:
        """A workbook that was read, as it lies at `shown`."""
        found = load(workbook, Say(self.lang))
        if workbook == shown or found.mapping is None:
            return replace(found, path=shown)
        near = os.path.relpath(found.mapping, workbook.parent.resolve())
        return replace(found, path=shown, mapping=shown.parent / near)

    def files(self, workbook: Path) -> tuple[Path, ...]:
        """The mapping beside the workbook and what that reads."""
        return companions(workbook, Say(self.lang))

    def values(self, loaded: Loaded, each: str) -> tuple[str, ...]:
        """The accounts, or what stands in a column of Accounts."""
        if each == "account":
            return tuple(row.account for row in loaded.book.accounts)
        return values_of(loaded.book, each)

    def column(self, name: str) -> str:
        """The field of a column of Accounts by its header."""
        return column_named(name, Say(self.lang))

    def problems(self, loaded: Loaded) -> tuple[Problem, ...]:
        """What is wrong in the workbook."""
        return loaded.problems

    def make(
        self, loaded: Loaded, task: Task, old: bytes | None, template: bytes | None
    ) -> tuple[bytes, Report]:
        """The deck, built, or refreshed as `old` remembers and the task chooses."""
        say, choice = Say(self.lang), Choice(**dict(task.choice))  # type: ignore[arg-type]
        order = Order(loaded, choice, partial(followed, say=say), template=template, is_forced=task.is_forced)
        where = task.folder / Path(task.deck).name
        made = make(old, where, order, say)
        return made.data, made.report

    def remember(self, tasks: Iterable[Task]) -> None:
        """This user has these workbooks read for decks in these folders."""
        read = dict.fromkeys((task.workbook, task.folder) for task in tasks)
        link((path, folder) for book, folder in read for path in (book, *self.files(book)))
