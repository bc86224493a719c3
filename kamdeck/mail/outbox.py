"""The outbox: a folder with every message and what became of it, so that none is lost or sent again.

A message is two files: `ID.eml`, written once, and `ID.json`, what became of it, replaced as a whole at every
step. A message counts as queued when its `.json` stands; both are on the disk, not in a cache, before the
next step begins.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from kamdeck.errors import DeliveryError
from kamdeck.record import fresh, workspace
from kamdeck.text import Say

State = Literal["waiting", "delivered", "failed"]
KEEP_MESSAGES, KEEP_STATES = timedelta(days=35), timedelta(days=400)
LOOK_SECONDS = 0.2


class BusyError(DeliveryError):
    """Another run holds the outbox."""


@workspace
class Entry:
    """One message and what became of it.

    `people` is per address "waiting", "sent" or "refused", with what the server said in `said`; `sending`
    are the addresses of an attempt whose end is not recorded. `not_before` is when it may be tried (again).
    `shown` is what the message said, for the next one to compare with.
    """

    id: str
    job: str
    period: str
    message_id: str
    sender: str
    queued: str
    kind: str = "deck"
    people: dict[str, str] = fresh(dict)
    said: dict[str, str] = fresh(dict)
    sending: list[str] = fresh(list)
    is_second: bool = False
    tries: int = 0
    not_before: str = ""
    ended: str = ""
    detail: str = ""
    shown: dict[str, Any] = fresh(dict)

    @property
    def waiting(self) -> list[str]:
        """The addresses that have neither got the message nor been refused."""
        return [address for address, state in self.people.items() if state == "waiting"]

    @property
    def state(self) -> State:
        """waiting while somebody waits, delivered when anybody got it, else failed."""
        if self.waiting and not self.ended:
            return "waiting"
        return "delivered" if "sent" in self.people.values() else "failed"

    def is_due(self, now: datetime) -> bool:
        """True when it waits and its time has come."""
        return self.state == "waiting" and (
            not self.not_before or datetime.fromisoformat(self.not_before) <= now
        )


class Outbox:
    """The folder, made when it is first used. Everything but `lock` expects the lock to be held: the entries
    are read once, since nobody else writes to them meanwhile."""

    def __init__(self, folder: Path, say: Say) -> None:
        self.folder = folder
        self._say = say
        self._read_before: dict[str, Entry] | None = None

    @contextmanager
    def lock(self, patience: float) -> Iterator[None]:
        """Hold the outbox alone; the system frees it when the process ends, however it ends.

        Raises: BusyError when another run holds it for longer than `patience` seconds.
        """
        import time

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / "lock").open("a+b")
        except OSError as error:
            raise self._unwritable(error) from None
        with file:
            end = time.monotonic() + patience
            while not _take(file.fileno()):
                if time.monotonic() >= end:
                    raise BusyError(self._say("mail.busy", name=self.folder), self._say("mail.busy_hint"))
                time.sleep(LOOK_SECONDS)
            yield

    # ------------------------------------------------------------------ messages

    def find(self, key: str) -> Entry | None:
        """The entry of an id, None where there is none."""
        return self._entries().get(key)

    def put(self, entry: Entry, message: bytes | None = None) -> None:
        """Write an entry down, its message first; when this returns, both are on the disk."""
        if message is not None:
            self._write(self.message_path(entry), message)
        values = {name: getattr(entry, name) for name in Entry.__slots__}  # type: ignore[attr-defined]
        text = json.dumps(values, ensure_ascii=False, indent=1)
        self._write(self.folder / f"{entry.id}.json", text.encode())
        self._entries()[entry.id] = entry

    def message_path(self, entry: Entry) -> Path:
        """Where the message itself lies."""
        return self.folder / f"{entry.id}.eml"

    def entries(self) -> tuple[Entry, ...]:
        """Every message, the oldest first."""
        return tuple(sorted(self._entries().values(), key=lambda entry: (entry.queued, entry.id)))

    def last(self, job: str) -> Entry | None:
        """The newest message of a job that has arrived or still may."""
        found = (
            e for e in self._entries().values() if e.job == job and e.kind == "deck" and e.state != "failed"
        )
        return max(found, key=lambda entry: (entry.queued, entry.id), default=None)

    def tidy(self, now: datetime) -> None:
        """Remove what ended long ago: the message after a month, what became of it after a year."""
        last = {entry.job: entry.id for entry in self.entries() if entry.state != "failed"}
        for entry in self.entries():
            age = now - datetime.fromisoformat(entry.ended or now.isoformat())
            with suppress(OSError):
                if age > KEEP_MESSAGES and entry.state == "delivered":
                    self.message_path(entry).unlink(missing_ok=True)
                if age > KEEP_STATES and last.get(entry.job) != entry.id:
                    (self.folder / f"{entry.id}.json").unlink()

    # ------------------------------------------------------------------ jobs that were begun

    def begin(self, job: str, at: datetime) -> None:
        """Write down that a job has begun, so that a run that dies is made good by the next one."""
        self._write(self._begun(job), at.isoformat().encode())

    def end(self, job: str) -> None:
        """The job's message is queued, or was reported as impossible."""
        self._begun(job).unlink(missing_ok=True)

    def unfinished(self, jobs: Sequence[str]) -> tuple[str, ...]:
        """The jobs that were begun and neither queued nor reported."""
        return tuple(job for job in jobs if self._begun(job).exists())

    def _begun(self, job: str) -> Path:
        return self.folder / f"{job}.begun"

    # ------------------------------------------------------------------ files

    def _entries(self) -> dict[str, Entry]:
        """Every entry by its id."""
        if self._read_before is None:
            paths = [path for path in self.folder.glob("*.json") if not path.name.startswith(".")]
            self._read_before = {path.stem: self._read(path) for path in paths}
        return self._read_before

    def _read(self, path: Path) -> Entry:
        try:
            values = json.loads(path.read_bytes())
            return Entry(**values)
        except (OSError, ValueError, TypeError):
            raise DeliveryError(
                self._say("mail.damaged", name=path), self._say("mail.damaged_hint")
            ) from None

    def _write(self, path: Path, data: bytes) -> None:
        """Put data in a file as a whole: written beside it, flushed to the disk, renamed."""
        fresh_path = path.with_name(f".{path.name}.new")
        try:
            with fresh_path.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh_path.replace(path)
            _flush_folder(path.parent)
        except OSError as error:
            raise self._unwritable(error) from None

    def _unwritable(self, error: OSError) -> DeliveryError:
        why = error.strerror or str(error)
        return DeliveryError(
            self._say("mail.unwritable", name=self.folder, why=why), self._say("mail.unwritable_hint")
        )


def _flush_folder(folder: Path) -> None:
    """Bring the folder's list of names to the disk; Windows does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    """Take the lock on an open file, False when another process has it."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
