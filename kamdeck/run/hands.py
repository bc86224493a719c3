"""What mails and fleets need done with a workbook and a deck."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kamdeck.choice import Choice, demanded, followed
from kamdeck.intake import Loaded, companions, load
from kamdeck.portfolios import column_named, values_of
from kamdeck.pptxio.package import Package
from kamdeck.record import replace
from kamdeck.report import Problem, Report
from kamdeck.run.links import link
from kamdeck.run.making import Made, Order, bring, make
from kamdeck.text import Say

if TYPE_CHECKING:
    from kamdeck.deliver.jobs import Job
    from kamdeck.fleets.tasks import Task


class MailHands:
    """What a mail needs done with a workbook and a deck."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def bring(self, job: Job, deck: Path) -> Made:
        """The deck refreshed, or built as the job says, and what its workbook gives."""
        asked = Choice.of(
            lang=job.lang, template=job.template, account=job.account, pack=job.pack, edition=job.edition
        )
        agree = partial(demanded, say=self._say, who=job.name)
        return bring(deck, Order(job.workbook, asked, agree), self._say)

    def slides(self, deck: Path) -> Collection[str]:
        """The keys of our slides that stand in the deck."""
        from kamdeck.pptxio.read import read_state

        return read_state(Package.open(deck)).state.slides.keys()

    def pictures(self, deck: Path, keys: Sequence[str]) -> Sequence[bytes]:
        """Slides of the deck as PNG."""
        from kamdeck.pictures import pictures
        from kamdeck.pptxio.scene import pages_of

        pages = {page.key: page for page in pages_of(Package.open(deck), keys)}
        return tuple(pictures([pages[key] for key in keys]))

    def pdf(self, deck: Path) -> bytes:
        """The deck as PDF."""
        from kamdeck.deliver.pdf import as_pdf

        return as_pdf(deck, self._say)


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
