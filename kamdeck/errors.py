"""What a person is told when kamdeck cannot go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kamdeck.record import record

Severity = Literal["error", "warning"]


@record
class Problem:
    """One fault of a workbook: where it is, what was seen, what was expected and what to do.

    `code` names the kind of fault and is the same in every language; `message` and `hint` are in the
    language asked for. `sheet` is the sheet's own name as it stands in the file, `cell` an A1 address
    ("" when the whole sheet or file is meant). One fault that many cells have is one problem: `count` says
    how many have it, `more` where the others are (the first hundred).
    """

    code: str
    sheet: str
    cell: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    seen: str = ""
    count: int = 1
    more: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The address a person can jump to, such as `Revenue!C7`, or `revenue.loc[17, 'Cost']` in a frame."""
        if not self.sheet or not self.cell:
            return self.sheet or self.cell
        mark = "" if self.cell.startswith("[") else "." if self.cell.endswith("]") else "!"
        return f"{self.sheet}{mark}{self.cell}"


class KamdeckError(Exception):
    """Cannot go on: `message` says what, where and what was seen; `hint` what exists or what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class WorkbookError(KamdeckError):
    """The workbook cannot be used; `problems` lists every fault that was found."""

    def __init__(self, message: str, hint: str = "", problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, hint)
        self.problems = tuple(problems)


class TemplateError(KamdeckError):
    """The master cannot be used."""


class DeckError(KamdeckError):
    """The deck cannot be read, written or replaced."""


class DeliveryError(KamdeckError):
    """A message cannot be built or sent."""
