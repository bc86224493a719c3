"""What mails and fleets need done with a workbook and a deck."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kamdeck.choice import Choice, followed, recall
from kamdeck.composition import Composition
from kamdeck.errors import KamdeckError
from kamdeck.figures import Figures, runs_of
from kamdeck.intake import Loaded, companions, load
from kamdeck.making import (
    compose_deck,
    fresh_deck,
    refuse_emptying,
    renewed,
    report_of,
    silent,
    sound_bytes,
)
from kamdeck.portfolios import column_named, values_of
from kamdeck.pptxio.manifest import read_manifest
from kamdeck.pptxio.package import Package
from kamdeck.record import replace
from kamdeck.report import Problem, Report
from kamdeck.text import Say
from kamdeck.whereabouts import mapping_of

if TYPE_CHECKING:
    from kamdeck.deliver.jobs import Job
    from kamdeck.fleets.tasks import Task


class MailHands:
    """What a mail needs done with a workbook and a deck."""

    def __init__(self, say: Say, build: Callable[..., Report], refresh: Callable[..., Report]) -> None:
        self._say, self._build, self._refresh = say, build, refresh

    def update(self, job: Job, deck: Path) -> Report:
        """The deck refreshed, or built as the job says."""
        if deck.exists():
            return self._refresh(deck, workbook=job.workbook, speak=self._say.lang)
        return self._build(
            job.workbook,
            deck,
            lang=job.lang,
            template=job.template,
            account=job.account,
            pack=job.pack,
            edition=job.edition,
            speak=self._say.lang,
        )

    def compose(self, workbook: Path, deck: Path, choice: Choice, runs: Sequence[Figures]) -> Composition:
        """The spec that the deck shows."""
        used = mapping_of(read_manifest(Package.open(deck))[0], deck, self._say)
        return compose_deck(workbook, deck, choice, False, self._say, silent, runs, mapping=used)[0]

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
        where = task.folder / Path(task.deck).name
        if old is None or task.is_forced:
            composition, problems = compose_deck(loaded, where, choice, False, say, silent)
            if choice.views is None:
                refuse_emptying(composition.book, problems, say, is_new=True)
            package, planned = fresh_deck(composition.spec, template)
            data = sound_bytes(package, None, say, is_whole=template is not None)
            return data, report_of(composition, problems, planned)
        package = Package.open(old)
        known = read_manifest(package)
        if not known[0]:
            raise KamdeckError(say("run.not_ours", name=task.deck), say("run.not_ours_hint"))
        choice = followed(choice, recall(known[0].get("choice")), task.deck, say)
        composition, problems = compose_deck(
            loaded, where, choice, False, say, silent, runs_of(known[0]), is_refresh=True
        )
        refuse_emptying(composition.book, problems, say)
        planned = renewed(package, composition.spec, choice, known)
        return sound_bytes(package, old, say, is_whole=False), report_of(composition, problems, planned)
