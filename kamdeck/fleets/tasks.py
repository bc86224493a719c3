"""What a fleet is asked for, one deck of it, and what came of that deck."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from kamdeck.errors import Problem
from kamdeck.record import record
from kamdeck.report import Report

WORKBOOK, ACCOUNT = "workbook", "account"
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


@record
class Wanted:
    """One table of a fleet file: a deck for each workbook, account, or value of a column of Accounts.

    `only` narrows to some accounts or values (none = all), `choice` is what `build` is told of a deck,
    `pattern` names the files ("" = the program does), `output` is a folder or a URL.
    """

    name: str
    workbooks: tuple[Path, ...]
    output: str
    each: str = WORKBOOK
    only: tuple[str, ...] = ()
    choice: tuple[tuple[str, object], ...] = ()
    pattern: str = ""


@record
class Task:
    """One deck to be made: where it goes (`deck` seen from `output`), and what decides how it looks.

    `value` is its account, manager or region ("" for a whole workbook). `stamp` changes with everything that
    the deck is made from. `is_new` is True where there was no deck when the run began.
    """

    number: int
    output: str
    deck: str
    workbook: Path
    value: str
    choice: tuple[tuple[str, object], ...]
    contents: str
    stamp: str
    version: str
    is_new: bool = True
    is_forced: bool = False

    @property
    def target(self) -> str:
        """The deck's path or URL."""
        return join(self.output, self.deck)

    @property
    def folder(self) -> Path:
        """The folder that the deck lies in, as seen from the workbook: its own, where that is no folder."""
        folder = local_path(self.output) if is_url(self.output) else Path(self.output)
        return self.workbook.parent if folder is None else Path(folder, *self.deck.split("/")[:-1])

    @property
    def template(self) -> Path | None:
        """The company's master, where one was chosen."""
        path = dict(self.choice).get("template")
        return Path(str(path)) if path else None


@record
class Result:
    """What a worker made of a task: the state, what was found, and the deck's bytes where it does not write
    them itself."""

    number: int
    state: str
    seconds: float = 0.0
    changes: int = 0
    kept: int = 0
    conflicts: int = 0
    left_out: tuple[str, ...] = ()
    reason: str = ""
    problems: tuple[Problem, ...] = ()
    tries: int = 1
    data: bytes | None = None


class Hands(Protocol):
    """What a fleet needs done with a workbook and a deck; made again in every worker."""

    lang: str

    def read(self, workbook: Path, shown: Path) -> Any:
        """A workbook that was read, as it lies at `shown`. Raises: KamdeckError."""

    def files(self, workbook: Path) -> tuple[Path, ...]:
        """The other files that its decks are made from. Raises: KamdeckError."""

    def values(self, loaded: Any, each: str) -> tuple[str, ...]:
        """Its accounts, or what stands in a column of Accounts."""

    def column(self, name: str) -> str:
        """The field of a column of Accounts by its header. Raises: KamdeckError."""

    def problems(self, loaded: Any) -> tuple[Problem, ...]:
        """What is wrong in it."""

    def remember(self, tasks: Iterable[Task]) -> None:
        """Keep in mind which workbooks are read for decks in which folders. Raises: KamdeckError."""

    def make(
        self, loaded: Any, task: Task, old: bytes | None, template: bytes | None
    ) -> tuple[bytes | None, Report]:
        """The deck, None where it is as it was, and the report. Raises: KamdeckError."""


def is_url(place: str) -> bool:
    """Whether an output is a URL (`s3://bucket/folder`), not a folder of this machine."""
    scheme, mark, _ = place.partition("://")
    return bool(mark) and len(scheme) > 1


def local_path(url: str) -> Path | None:
    """The folder of a file URL, None for any other."""
    scheme, _, rest = url.partition("://")
    if scheme not in ("file", "local"):
        return None
    from urllib.request import url2pathname

    return Path(url2pathname(rest))


def join(output: str, deck: str) -> str:
    """The path or URL of a deck."""
    return f"{output.rstrip('/')}/{deck}" if is_url(output) else str(Path(output, *deck.split("/")))
