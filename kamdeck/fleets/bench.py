"""Where a worker makes its decks: what it has read stays on the bench for the next one."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kamdeck import __version__
from kamdeck.errors import KamdeckError
from kamdeck.fleets.places import Write, place_of
from kamdeck.fleets.tasks import Hands, Result, Task, is_url, join
from kamdeck.record import record, replace
from kamdeck.run.outputs import refuse_inputs
from kamdeck.text import Say

MOST_BOOKS = 2  # the decks of a workbook come one after the other


@record
class Parcel:
    """The files that a workbook's decks are made from, for a worker that does not see them: bytes by the name
    seen from the folder that holds them all, `workbook` being one of the names."""

    workbook: str
    files: tuple[tuple[str, bytes], ...]
    template: bytes | None = None


class Bench:
    """Hands, and the last workbooks and masters that were read."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._say = Say(hands.lang)
        self._books: dict[str, Any] = {}
        self._masters: dict[str, bytes] = {}

    def perform(
        self, task: Task, parcel: Parcel | None = None, old: bytes | None = None, *, is_sent: bool = False
    ) -> Result:
        """What came of the task. Nothing that goes wrong with one deck gets out of here.

        Where the deck `is_sent` back, `old` is what stands there; else it is read and written here.
        """
        start = time.perf_counter()
        try:
            result = self._made(task, parcel, old, is_sent=is_sent)
        except KamdeckError as error:
            result = Result(
                task.number, "failed", reason=str(error), problems=tuple(getattr(error, "problems", ()))
            )
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            result = Result(task.number, "failed", reason=f"{where}{error.strerror or error}")
        except Exception as error:
            why = f"{type(error).__name__}: {error}"
            result = Result(task.number, "failed", reason=self._say("fleet.unexpected", why=why))
        return replace(result, seconds=time.perf_counter() - start)

    def _made(self, task: Task, parcel: Parcel | None, old: bytes | None, *, is_sent: bool) -> Result:
        if task.version != __version__:
            raise KamdeckError(self._say("fleet.other_version", here=__version__, there=task.version))
        loaded = self._read(task, parcel)
        template = parcel.template if parcel else self._master(task)
        if is_sent:
            return self._deck(task, loaded, template, old, None)
        place = place_of(task.output, self._say)
        if not is_url(task.output) and task.template:
            refuse_inputs(Path(join(task.output, task.deck)), (task.template,), self._say)
        return place.rewrite(task.deck, lambda old, write: self._deck(task, loaded, template, old, write))

    def _deck(
        self, task: Task, loaded: Any, template: bytes | None, old: bytes | None, write: Write | None
    ) -> Result:
        """The task's deck, written, or in the result where nothing can; `old` is what stands there."""
        data, report = self._hands.make(loaded, task, old, template)
        state = "made" if task.is_new or task.is_forced else "refreshed"
        if data is None or data == old:
            data, state = None, "made" if task.is_new else "unchanged"
        elif write is not None:
            write(data)
        return Result(
            task.number,
            state,
            changes=len(report.changes) if state == "refreshed" else 0,
            kept=len(report.kept),
            conflicts=len(report.conflicts),
            left_out=tuple(view for view, _ in report.left_out),
            problems=report.problems,
            data=data if write is None else None,
        )

    def _read(self, task: Task, parcel: Parcel | None) -> Any:
        """The task's workbook, read once as long as it stays the same."""
        key = f"{task.workbook}\0{task.contents}"
        if key not in self._books:
            if parcel is None:
                loaded = self._hands.read(task.workbook, task.workbook)
            else:
                with tempfile.TemporaryDirectory(prefix="kamdeck-") as name:
                    loaded = self._hands.read(_unpacked(parcel, Path(name)), task.workbook)
            while len(self._books) >= MOST_BOOKS:
                self._books.pop(next(iter(self._books)), None)
            self._books[key] = loaded
            return loaded
        return self._books[key]

    def _master(self, task: Task) -> bytes | None:
        """The company's master, read once."""
        path = task.template
        if path is None:
            return None
        key = f"{path}\0{task.contents}"
        if key not in self._masters:
            self._masters = {key: path.read_bytes()}
        return self._masters[key]


def pack(task: Task, files: Mapping[Path, bytes], template: bytes | None) -> Parcel:
    """The parcel of a task's workbook: the names are seen from the folder that holds all files."""
    import os

    whole = {path.resolve(): data for path, data in files.items()}
    base = Path(os.path.commonpath([path.parent for path in whole]))
    named = tuple((path.relative_to(base).as_posix(), data) for path, data in whole.items())
    return Parcel(task.workbook.resolve().relative_to(base).as_posix(), named, template)


def _unpacked(parcel: Parcel, folder: Path) -> Path:
    """The workbook in a folder that has all files of the parcel."""
    for name, data in parcel.files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder / parcel.workbook
