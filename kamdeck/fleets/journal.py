"""What was made from what, beside the decks: a run that was stopped goes on where it was, and a deck whose
workbook, settings and program are the same is not made again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kamdeck.errors import KamdeckError, Problem
from kamdeck.fleets.places import Folder, Store
from kamdeck.fleets.tasks import Task
from kamdeck.text import Say

NAME = ".kamdeck-fleet.jsonl"
KEEP_SECONDS = 20.0  # how often a store, which cannot append, is given the whole journal
_FIELDS = ("code", "sheet", "cell", "message", "hint", "severity", "seen")


class Journal:
    """The journal of one output. In a folder a deck is written down before the next is told of."""

    def __init__(self, place: Folder | Store) -> None:
        self._place = place
        self._stamps: dict[str, str] = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self._kept_at = 0.0
        data = place.read(NAME) or b""
        for line in data.decode("utf-8", "replace").splitlines():
            self._take(line)

    def is_done(self, task: Task) -> bool:
        """Whether the deck was made from just this."""
        return self._stamps.get(task.deck) == task.stamp

    def problems(self, task: Task) -> tuple[Problem, ...]:
        """What was wrong with the task's workbook when it was read."""
        return self._problems.get(task.contents, ())

    def add(self, task: Task, problems: tuple[Problem, ...]) -> None:
        """Write down that the deck is there, made from this."""
        lines = []
        if self._problems.get(task.contents) != problems:
            self._problems[task.contents] = problems
            lines.append(_problem_line(task.contents, problems))
        self._stamps[task.deck] = task.stamp
        lines.append(_deck_line(task.deck, task.stamp))
        self._append(lines)

    def close(self, tasks: Iterable[Task]) -> None:
        """Write it anew without what is no longer of use."""
        used = {task.contents for task in tasks}
        lines = [_problem_line(key, found) for key, found in self._problems.items() if key in used]
        lines += [_deck_line(deck, stamp) for deck, stamp in self._stamps.items()]
        self._write(lines)

    def _take(self, line: str) -> None:
        """One line; one that was cut off by a crash counts for nothing."""
        try:
            values = json.loads(line)
            if "deck" in values:
                self._stamps[values["deck"]] = values["stamp"]
            else:
                self._problems[values["contents"]] = tuple(Problem(*found) for found in values["problems"])
        except (ValueError, KeyError, TypeError):
            return

    def _append(self, lines: list[str]) -> None:
        if isinstance(self._place, Folder):
            path = self._place.path / NAME
            with path.open("ab") as file:
                # A line that a crash cut off must not swallow the next one.
                file.write(("\n" + "\n".join(lines) + "\n").encode())
            return
        import time

        if time.monotonic() - self._kept_at > KEEP_SECONDS:
            self._kept_at = time.monotonic()
            self._write([*map(_problem_line, self._problems, self._problems.values()),
                         *map(_deck_line, self._stamps, self._stamps.values())])  # fmt: skip

    def _write(self, lines: list[str]) -> None:
        data = "".join(f"{line}\n" for line in lines).encode()
        if isinstance(self._place, Store):
            self._place.write(NAME, data)
            return
        path = self._place.path / NAME
        if not lines and not path.exists():
            return
        fresh = path.with_name(f"{NAME}.{os.getpid()}.new")
        fresh.write_bytes(data)
        fresh.replace(path)


@contextmanager
def alone(folder: Path, say: Say) -> Iterator[None]:
    """Hold an output alone; the system frees it when the process ends, however it ends.

    Raises: KamdeckError when another run writes there, or nobody may.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / f"{NAME}.lock").open("a+b")
    except OSError as error:
        why = error.strerror or str(error)
        raise KamdeckError(say("fleet.unwritable", name=folder, why=why)) from None
    with file:
        if not _take(file.fileno()):
            raise KamdeckError(say("fleet.busy", name=folder), say("fleet.busy_hint"))
        yield


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


def _deck_line(deck: str, stamp: str) -> str:
    return json.dumps({"deck": deck, "stamp": stamp}, ensure_ascii=False)


def _problem_line(contents: str, problems: tuple[Problem, ...]) -> str:
    told = [[getattr(problem, name) for name in _FIELDS] for problem in problems]
    return json.dumps({"contents": contents, "problems": told}, ensure_ascii=False)
