"""Putting a deck's file in place safely: never over an open one, unchecked, or without a way back."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from kamdeck.errors import DeckError

BACKUP = ".bak"
Check = Callable[[bytes], Sequence[object]]


def refuse_open(path: Path) -> None:
    """Nothing, if no program has the deck open.

    PowerPoint and LibreOffice leave a lock file beside it. Raises: DeckError where one is there.
    """
    for name, program in ((f"~${path.name}", "PowerPoint"), (f".~lock.{path.name}#", "LibreOffice")):
        # PowerPoint cuts the first two characters off long names.
        short = path.parent / f"~${path.name[2:]}" if program == "PowerPoint" else None
        lock = path.parent / name
        for found in (lock, short):
            if found is not None and found.exists():
                raise DeckError(
                    f"{path.name} is open in {program}.",
                    f"Close it first; if it is not open, delete {found.name} beside it.",
                )


def is_open(path: Path) -> bool:
    """Whether a program has the deck open: by its lock file, or because the system refuses to write to it."""
    try:
        refuse_open(path)
        if path.exists():
            path.open("r+b").close()
    except (DeckError, PermissionError):
        return True
    return False


def backup_of(path: Path) -> Path:
    """Where the last version of a deck is kept: `name.bak.pptx`."""
    return path.with_name(f"{path.stem}{BACKUP}{path.suffix}")


def replace_file(path: Path, data: bytes, check: Check | None = None) -> Path | None:
    """Put `data` in place of a deck, or make it; the backup of what was there, or None.

    The new file is written beside the old one and checked before it takes its place, so that the deck is
    whole at every moment. A file of the same bytes is left as it is.

    Raises:
        DeckError: open in a program, faulty (`check` finds something), or not to be written.
    """
    refuse_open(path)
    if check is not None and (faults := check(data)):
        listed = "; ".join(str(fault) for fault in faults[:3])
        raise DeckError(
            f"{path.name} was not written: the new deck would be faulty ({listed}).",
            "The deck is as it was. Please report this with the workbook.",
        )
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        old = path.read_bytes() if path.exists() else None
        if old == data:
            return None
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        backup = None
        if old is not None:
            fresh.chmod(path.stat().st_mode & 0o777)
            backup = backup_of(path)
            backup.write_bytes(old)
        fresh.replace(path)
    except OSError as fault:
        with suppress(OSError):
            fresh.unlink()
        raise DeckError(
            f"{path} cannot be written: {fault.strerror or fault}.",
            "Is the folder write-protected or the disk full?",
        ) from fault
    return backup
