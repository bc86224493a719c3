"""What a figure is: its name, the views that show it, and how it is read from a book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kamdeck.figures.context import Context
from kamdeck.record import record
from kamdeck.traced import fsum

Cells = tuple[tuple[str, float | None], ...]


@record
class Inputs:
    """Cells that a figure is computed from: what they are, each cell with its value (None where it holds
    no number), and what they come to, as it is said ("" where they are not added)."""

    what: str
    cells: Cells
    comes_to: str = ""


@record
class Reading:
    """A figure as the book gives it. `said` is what stands on slides, `also` further wordings of it.

    `of` is the account or person that it is about, "" for one figure of the whole book. `names` are what a
    person calls it, where each has its own, `account` then the account that it is about. `left_out` are
    sentences on what does not count. Where `is_sum` the cells of the first inputs add up to `value`.
    """

    value: float
    said: str
    inputs: tuple[Inputs, ...]
    of: str = ""
    also: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    is_sum: bool = False
    names: tuple[str, ...] = ()
    account: str = ""


@record
class Kind:
    """A kind of figure: `rules` are the names of the rules it follows, `settings` the thresholds they use.
    Views say which figures they show.

    Where it `is_entered` the workbook gives it, whether a view shows it or not.
    `formula` is a text of its own that stands before the rules, `origin` the publication of its formula.
    """

    key: str
    rules: tuple[str, ...]
    read: Callable[[Context], Iterable[Reading]]
    settings: tuple[str, ...] = ()
    origin: str = ""
    is_entered: bool = False

    @property
    def formula(self) -> str:
        """The key of the text that says how it is computed, beside the rules."""
        return f"explain.formula.{self.key}"

    @property
    def label(self) -> str:
        """The key of its name."""
        return f"explain.label.{self.key}"


def inputs(what: str, cells: Iterable[tuple[str, float | None]], comes_to: str = "") -> Inputs:
    """Inputs from pairs of cell and value; a cell without an address is not told."""
    return Inputs(what, tuple((at, value) for at, value in cells if at), comes_to)


def added(cells: Sequence[tuple[str, float | None]]) -> float:
    """What the cells add up to."""
    return fsum(value for _, value in cells if value is not None)
