"""The door: whether a deck is ours, which version wrote it, for whom, and what was chosen for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kamdeck.deck.ledger import Ledger
from kamdeck.errors import DeckError, KamdeckError
from kamdeck.figures.key_figures import runs_of
from kamdeck.pptxio.manifest import damaged, read_manifest
from kamdeck.pptxio.marks import edition_of_slides, is_ours, marked_edition
from kamdeck.pptxio.master import Master
from kamdeck.pptxio.package import Package
from kamdeck.pptxio.shipped import shipped_master
from kamdeck.record import fresh, record
from kamdeck.run.choice import Choice, recall
from kamdeck.text import Say, told
from kamdeck.workbook.columns import INTERNAL


@record
class KnownDeck:
    """A deck of ours: its bytes and parts, what it remembers, and what was chosen for it.

    `ledger` is None only for a deck that somebody took on by name (`adopted`): nothing is remembered of it.
    """

    name: str
    data: bytes
    package: Package
    manifest: Mapping[str, object]
    ledger: Ledger | None
    choice: Choice
    memo: dict[str, Master] = fresh(dict)

    @classmethod
    def open(
        cls, source: Path | bytes, say: Say, name: str = "", hint: str = "run.not_ours_hint"
    ) -> KnownDeck:
        """The deck in a file, or in its bytes; `hint` is the text that says what to do with one of others.

        Raises: DeckError where it is not ours, lost what it remembered, is damaged, or a newer kamdeck made
        it; the hint says what can be done.
        """
        name, data = _content(source, name, say)
        package = Package.open(data, name)
        manifest, ledger = read_manifest(package)
        if not manifest:
            raise _stranger(package, name, say, hint)
        try:
            choice = recall(manifest.get("choice"))
        except ValueError as fault:
            raise damaged(name) from fault
        if marked_edition(package) not in ("", choice.edition or INTERNAL):
            raise damaged(name)
        return cls(name, data, package, manifest, ledger, choice)

    @classmethod
    def adopted(cls, source: Path | bytes, choice: Choice, say: Say, name: str = "") -> KnownDeck:
        """A deck that lost what it remembered, taken on for the readers that `choice` names.

        Raises: DeckError where nothing of ours is found in it, or it is marked for fewer readers;
        KamdeckError where edition and pack are not named.
        """
        name, data = _content(source, name, say)
        if choice.edition is None or choice.pack is None:
            raise KamdeckError(say("run.adopt_whom", name=name), say("run.adopt_hint", name=name))
        package = Package.open(data, name)
        if not package.related(package.main_part, "slide"):
            raise DeckError(say("run.not_ours", name=name), say("run.not_ours_hint"))
        marked = {marked_edition(package), *edition_of_slides(package)} - {"", choice.edition}
        if marked:
            now = ", ".join(sorted(marked))
            text = say("run.other_edition", deck=name, now=now, wanted=choice.edition)
            raise DeckError(text, say("run.other_edition_hint"))
        return cls(name, data, package, {}, None, choice)

    @property
    def runs(self) -> tuple[dict[str, object], ...]:
        """The key figures of all runs that the deck remembers, oldest first."""
        return runs_of(self.manifest)

    @property
    def master(self) -> Master:
        """The master that the deck was built on: a company's own lies in the deck itself."""
        if self.choice.template is None:
            return shipped_master()[0]
        if "master" not in self.memo:
            from kamdeck.pptxio.roles import read_master

            self.memo["master"] = read_master(self.package, self.ledger)
        return self.memo["master"]

    def again(self) -> Package:
        """The deck's parts as they were read, to begin once more."""
        return Package.open(self.data, self.name)


def _content(source: Path | bytes, name: str, say: Say) -> tuple[str, bytes]:
    if isinstance(source, bytes):
        return name or "deck.pptx", source
    if not source.is_file():
        raise DeckError(say("run.no_file", name=source))
    try:
        return name or source.name, source.read_bytes()
    except OSError as fault:
        raise DeckError(
            told("refused.unreadable", name=source, detail=str(fault.strerror or fault))
        ) from fault


def _stranger(package: Package, name: str, say: Say, hint: str) -> DeckError:
    """Why a deck without a manifest is refused."""
    if is_ours(package):
        return DeckError(say("run.forgot", name=name), say("run.adopt_hint", name=name))
    return DeckError(say("run.not_ours", name=name), say(hint))
