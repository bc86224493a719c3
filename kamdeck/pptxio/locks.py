"""One run at a time on a file: a lock beside it, which the system frees however the run ends."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kamdeck.errors import DeckError
from kamdeck.pptxio.disk import FRESH, OLD, beside, forget, unwritable
from kamdeck.text import told

PATIENCE = 10.0  # seconds that a run waits for another one on the same file
_LOCK = ".kamdeck-lock"
_POLL = 0.05
_LOCKED_AT = 1 << 30  # the byte that is locked on Windows: one that nobody reads
_BUSY = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


@contextmanager
def held(path: Path, patience: float = PATIENCE) -> Iterator[bool]:
    """Hold a file against other runs; False where the disk knows no locks.

    The system frees the lock when the process ends, however it ends. Raises: DeckError where another run
    holds the file for longer than `patience` seconds, or where nothing can be written beside it.
    """
    lock, until = beside(path, _LOCK), time.monotonic() + patience
    while True:
        try:
            handle = _opened(lock)
        except OSError as fault:
            raise unwritable(path, fault) from fault
        taken = _take(handle)
        if taken is not False and _is_same(handle, lock):
            break
        os.close(handle)
        if time.monotonic() > until:
            raise DeckError(
                told("refused.written_by_other", name=path.name, holder=_holder(lock)),
                told("refused.written_hint"),
            )
        time.sleep(_POLL)
    try:
        _sign(handle)
        if taken:
            forget(beside(path, FRESH))
            forget(beside(path, OLD))
        yield bool(taken)
    finally:
        if os.name != "nt":  # there a file can only go once it is closed
            forget(lock)
        os.close(handle)
        if os.name == "nt":
            forget(lock)


def _opened(lock: Path) -> int:
    """The lock's file, made where it is not there; one that another user left can only be read."""
    plain = getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | plain, 0o666)
    except PermissionError:
        if not lock.is_file():
            raise
        return os.open(lock, os.O_RDONLY | plain)


def _take(handle: int) -> bool | None:
    """Take the lock on an open file: False when another run has it, None where there are no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _LOCKED_AT, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        return False if fault.errno in _BUSY else None
    return True


def _is_same(handle: int, lock: Path) -> bool:
    """Whether the lock that was opened still lies there: the run before takes it away at its end."""
    try:
        return os.path.samestat(os.fstat(handle), lock.stat())
    except OSError:
        return False


def _sign(handle: int) -> None:
    """Write into the lock who holds it."""
    import platform

    with suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        os.truncate(handle, 0)
        text = f"process {os.getpid()} on {platform.node()} since {time.strftime('%Y-%m-%d %H:%M:%S')}"
        os.write(handle, text.encode("utf-8", "replace"))


def _holder(lock: Path) -> str:
    """Who holds a lock, as it says itself."""
    try:
        return lock.read_text(encoding="utf-8", errors="replace")[:200] or "–"
    except OSError:
        return "–"
