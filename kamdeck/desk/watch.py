"""Keeping a deck up to date while its workbook is edited: one round for every save."""

from __future__ import annotations

import gc
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from kamdeck.errors import KamdeckError
from kamdeck.report import Report, Round

TICK_MS = 400  # how often the files are looked at where the system tells nothing (network folders)
SETTLE = 0.08  # seconds without a change after which a save counts as finished
PATIENCE = 8.0  # seconds that a missing or half-written workbook is waited for
ZIPPED = (".xlsx", ".xlsm", ".xlsb", ".ods")

Mark = tuple[int, int, int] | None


def watch(
    sources: Sequence[Path],
    update: Callable[[], Report],
    is_open: Callable[[], bool],
    tell: Callable[[Round], None],
    *,
    stop: threading.Event | None = None,
) -> None:
    """Nothing, until `stop` is set: one `update` at the start and one after every save of a source.

    A save is taken when the file is whole and has stopped changing, so temporary and half-written files
    cost no round. While `is_open` says that the deck is open, the round waits; it is made from the deck as
    it was saved last, so that what a person did meanwhile is in it. An error ends the round, not the watch.
    """
    done: tuple[Mark, ...] | None = None
    told: tuple[Mark, ...] | None = None
    since, last = time.monotonic(), marks_of(sources)
    for _ in _ticks({source.parent for source in sources}, stop or threading.Event()):
        now = marks_of(sources)
        if now == done:
            continue
        if now != last:
            since, last = time.monotonic(), now
        if not _is_settled(sources, now) and time.monotonic() - since < PATIENCE:
            continue
        if is_open():
            if told != now:
                tell(Round())
            told = now
            continue
        done = now
        tell(_round(update))
        gc.collect()  # while nobody waits: what a round leaves in circles must not pile up


def marks_of(sources: Sequence[Path]) -> tuple[Mark, ...]:
    """Time, size and file number of each source; None where there is no file."""
    return tuple(_mark(source) for source in sources)


def is_whole(path: Path) -> bool:
    """Whether the file can be read and is not half-written: a zip file's directory comes last."""
    try:
        if path.suffix.lower() in ZIPPED:
            return zipfile.is_zipfile(path)
        with path.open("rb") as file:
            return bool(file.read(1))
    except OSError:
        return False


def _round(update: Callable[[], Report]) -> Round:
    start = time.monotonic()
    try:
        return Round(report=update(), seconds=time.monotonic() - start)
    except KamdeckError as error:
        return Round(error=error, seconds=time.monotonic() - start)


def _is_settled(sources: Sequence[Path], now: tuple[Mark, ...]) -> bool:
    if None in now:
        return False
    time.sleep(SETTLE)
    return marks_of(sources) == now and all(is_whole(source) for source in sources)


def _mark(path: Path) -> Mark:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _ticks(folders: set[Path], stop: threading.Event) -> Iterator[None]:
    """A moment to look at the files: at once, when a folder changes, and every `TICK_MS`.

    Folders that the system cannot watch (some network drives, too many watches) are looked at by the clock.
    """
    from watchfiles import watch as changes

    yield
    with suppress(OSError, RuntimeError):
        for _ in changes(
            *folders,
            watch_filter=None,
            debounce=60,
            step=20,
            rust_timeout=TICK_MS,
            yield_on_timeout=True,
            recursive=False,
            stop_event=stop,
        ):
            yield
    while not stop.wait(TICK_MS / 1000):
        yield
