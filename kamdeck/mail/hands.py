"""What a mail needs done with a workbook and a deck."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

from kamdeck.mail.jobs import Job
from kamdeck.pptxio.package import Package
from kamdeck.run.choice import Choice, demanded
from kamdeck.run.making import Made, Order, bring
from kamdeck.text import Say


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
        from kamdeck.pictures.pdf import as_pdf

        return as_pdf(deck, self._say)
