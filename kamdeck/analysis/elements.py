"""What the programme consists of: how much of each element is there, and whether it is in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record

State = Literal["in place", "partly", "weak", "missing"]
IN_PLACE, PARTLY = 0.8, 0.4
_SLACK = 1e-9  # a share that meets its limit on paper may miss it as a float


@record
class Element(Tidy):
    """One element: `done` of `whole` things are there (None = the workbook has nothing about it), and
    whether what is there is out of date."""

    key: str
    done: int | None = None
    whole: int = 0
    is_stale: bool = False

    @property
    def share(self) -> float | None:
        """How complete it is (0..1); None where there is nothing to count."""
        return self.done / self.whole if self.done is not None and self.whole else None

    @property
    def state(self) -> State:
        """In place from 80% on and up to date, partly from 40% on or out of date, weak below."""
        if self.share is None:
            return "missing"
        if self.share < PARTLY - _SLACK:
            return "weak"
        return "in place" if self.share >= IN_PLACE - _SLACK and not self.is_stale else "partly"


@record
class Elements(Tidy):
    """All elements, in the order of the slides."""

    all: tuple[Element, ...]

    def to_columns(self) -> Columns:
        """One row an element: element, done, whole, share (None = missing), is_stale, state."""
        return {
            "element": [element.key for element in self.all],
            "done": [element.done for element in self.all],
            "whole": [element.whole for element in self.all],
            "share": [element.share for element in self.all],
            "is_stale": [element.is_stale for element in self.all],
            "state": [element.state for element in self.all],
        }

    def of(self, state: State) -> tuple[Element, ...]:
        """The elements in a state."""
        return tuple(element for element in self.all if element.state == state)

    @property
    def present(self) -> tuple[Element, ...]:
        """The elements that the workbook says something about."""
        return tuple(element for element in self.all if element.share is not None)

    @property
    def weakest(self) -> tuple[Element, ...]:
        """Of those that are there but not in place, the least complete: several where they are level."""
        open_ = [element for element in self.present if element.state != "in place"]
        low = min((element.share or 0.0 for element in open_), default=0.0)
        return tuple(element for element in open_ if (element.share or 0.0) <= low + _SLACK)

    @property
    def mean(self) -> float | None:
        """The mean completeness of the elements that are there."""
        shares = [element.share or 0.0 for element in self.present]
        return sum(shares) / len(shares) if shares else None


def gather(elements: Sequence[Element]) -> Elements:
    """The programme's elements together."""
    return Elements(tuple(elements))
