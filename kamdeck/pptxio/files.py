"""A deck's file from the moment it is read to the moment it is replaced: never under an open program, never
over what somebody saved meanwhile, never without a way back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from kamdeck.errors import DeckError
from kamdeck.pptxio.disk import (
    FRESH,
    OLD,
    beside,
    content_of,
    flush_folder,
    forget,
    refuse_protected,
    unwritable,
    write_backup,
    write_fresh,
)
from kamdeck.pptxio.locks import PATIENCE, held
from kamdeck.text import told

T = TypeVar("T")
TRIES = 3  # how often a run is made over a deck that is saved meanwhile


class ChangedMeanwhileError(DeckError):
    """The deck is not what the run has read: somebody saved it while the run was on its way."""

    def __init__(self, name: str) -> None:
        super().__init__(
            told("refused.changed_meanwhile", name=name),
            told("refused.again"),
        )


class DeckFile:
    """A deck's file as it was read: `data` are its bytes, None where there is none yet.

    `path` is where the file lies, links resolved, `shown` the path that a person gave. `locked` makes one.
    """

    __slots__ = ("_mark", "data", "path", "shown")

    def __init__(self, shown: Path, *, is_alone: bool) -> None:
        self.shown, self.path = shown, real_path(shown)
        # without locks two runs must not write to the same file beside the deck
        self._mark = "" if is_alone else f".{os.getpid()}"
        self.data = content_of(self.path)

    def read_again(self) -> None:
        """Take the file as it is now."""
        self.data = content_of(self.path)

    def replace(self, data: bytes) -> Path | None:
        """Put `data` in the file's place; the backup of what was there, or None where nothing was.

        The deck is whole at every moment: the old one or the new one. The same bytes write nothing.

        Raises:
            ChangedMeanwhileError: the file is not what was read; nothing is written.
            DeckError: open in a program, or not to be written.
        """
        self._refuse()
        if data == self.data:
            return None
        fresh, old = (beside(self.path, self._mark + extra) for extra in (FRESH, OLD))
        try:
            backup = self._swap(data, fresh, old)
        except OSError as fault:
            raise unwritable(self.shown, fault) from fault
        finally:
            forget(fresh)
            forget(old)
        self.data = data
        return backup

    def _swap(self, data: bytes, fresh: Path, old: Path) -> Path | None:
        """Write the new file and the backup beside, look at the deck once more, and change their places."""
        is_new, backup = self.data is None, None
        write_fresh(fresh, data, None if is_new else self.path)
        if self.data is not None:
            backup = write_backup(self.path, self.data, old, _bears_manifest)
        self._refuse()
        if backup is not None:
            old.replace(backup)
        fresh.replace(self.path)
        flush_folder(self.path.parent)
        return backup

    def _refuse(self) -> None:
        refuse_unwritable(self.shown)
        if content_of(self.path) != self.data:
            raise ChangedMeanwhileError(self.shown.name)


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[DeckFile]:
    """A deck's file for one run alone, read once; what dead runs left beside it is taken away.

    Raises: DeckError where the deck is open in a program, write-protected, or held by another run for longer
    than `patience` seconds.
    """
    refuse_unwritable(path)
    with held(real_path(path), patience) as is_alone:
        yield DeckFile(path, is_alone=is_alone)


def rewrite(path: Path, work: Callable[[DeckFile], T]) -> T:
    """What `work` gives on a deck's file, which it reads and replaces; begun again, at most three times in
    all, when somebody saves the deck meanwhile.

    Raises: as `locked` and `DeckFile.replace`.
    """
    with locked(path) as file:
        for _ in range(TRIES - 1):
            try:
                return work(file)
            except ChangedMeanwhileError:
                file.read_again()
        return work(file)


def replace_file(path: Path, data: bytes) -> Path | None:
    """Put `data` in place of a deck as it lies there now, or make it; the backup of what was there, or None.

    Raises: as `locked` and `DeckFile.replace`.
    """
    return rewrite(path, lambda file: file.replace(data))


def replace_known(path: Path, known: bytes | None, data: bytes) -> Path | None:
    """The same where the deck is still `known`, as it was read before; None where there was none.

    Raises: ChangedMeanwhileError where it is not; else as `replace_file`.
    """
    with locked(path) as file:
        if file.data != known:
            raise ChangedMeanwhileError(path.name)
        return file.replace(data)


def real_path(path: Path) -> Path:
    """Where a file lies, every link resolved: a link to a deck stays a link."""
    return Path(os.path.realpath(path))


def refuse_unwritable(path: Path) -> None:
    """Nothing, if the deck may be replaced now, so that nothing is computed in vain.

    Raises: DeckError where a program has it open, or it is write-protected.
    """
    refuse_open(path)
    refuse_protected(real_path(path))


def refuse_open(path: Path) -> None:
    """Nothing, if no program has the deck open.

    PowerPoint and LibreOffice leave a lock file beside it, or beside the link they opened. Raises: DeckError
    where one is there.
    """
    for place in dict.fromkeys((path, real_path(path))):
        # PowerPoint cuts the first two characters off long names.
        for name, program in (
            (f"~${place.name}", "PowerPoint"),
            (f"~${place.name[2:]}", "PowerPoint"),
            (f".~lock.{place.name}#", "LibreOffice"),
        ):
            if os.path.exists(place.parent / name):  # noqa: PTH110 - a name too long is not there
                raise DeckError(
                    told("refused.open", name=path.name, program=program),
                    told("refused.open_hint", lock=name),
                )


def is_open(path: Path) -> bool:
    """Whether a program has the deck open: by its lock file, or, on Windows, because it cannot be written
    though it is not write-protected."""
    try:
        refuse_open(path)
        if os.name == "nt" and os.access(path, os.W_OK):
            path.open("r+b").close()
    except (DeckError, PermissionError):
        return True
    return False


def _bears_manifest(path: Path) -> bool:
    """Whether a file is a deck of ours, for disks where a backup cannot be marked."""
    from kamdeck.pptxio.manifest import read_manifest
    from kamdeck.pptxio.package import Package

    try:
        return bool(read_manifest(Package.open(path))[0])
    except DeckError:
        return False
