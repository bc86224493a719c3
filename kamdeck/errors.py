"""What a person is told when kamdeck cannot go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kamdeck.report import Problem


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
