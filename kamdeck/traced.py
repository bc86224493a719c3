"""Numbers and days that know the cells they come from: what an explanation follows back.

They compute as the plain ones do; what comes out of them knows the cells of all that went in. A run that
explains reads its book so; every other run has plain numbers, and `fsum` is `math.fsum` to them.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

Cells = frozenset[str]
NONE: Cells = frozenset()


class Number(float):
    """A number with the cells that it comes from."""

    __slots__ = ("cells",)
    cells: Cells

    def __new__(cls, value: float, cells: Cells = NONE) -> Number:
        """The number, from these cells."""
        made = super().__new__(cls, value)
        made.cells = cells
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (float(self), self.cells)


class Count(int):
    """A whole number with the cells that it comes from."""

    cells: Cells

    def __new__(cls, value: int, cells: Cells = NONE) -> Count:
        """The number, from these cells."""
        made = super().__new__(cls, value)
        made.cells = cells
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (int(self), self.cells)


class Span(timedelta):
    """A time between two days; its `days` know the cells of both."""

    cells: Cells

    @property
    def days(self) -> Count:
        """The days, as a count from cells."""
        return Count(timedelta.days.__get__(self), self.cells)


class Day(date):
    """A day with the cell that it comes from."""

    cells: Cells

    def __sub__(self, other: object) -> Any:
        if isinstance(other, timedelta):
            return date.__sub__(self, other)
        return _between(self, other) if isinstance(other, date) else NotImplemented

    def __rsub__(self, other: object) -> Any:
        return _between(other, self)


def _between(after: Any, before: Any) -> Span:
    made = Span(date.toordinal(after) - date.toordinal(before))
    made.cells = cells_of(after) | cells_of(before)
    return made


def traced(value: Any, cell: str) -> Any:
    """The value, from the cell; what is neither number nor day stays as it is."""
    if isinstance(value, bool) or value is None or not cell:
        return value
    if isinstance(value, float):
        return Number(value, frozenset((cell,)))
    if isinstance(value, int):
        return Count(value, frozenset((cell,)))
    if type(value) is date:
        day = Day(value.year, value.month, value.day)
        day.cells = frozenset((cell,))
        return day
    return value


def cells_of(*values: object) -> Cells:
    """The cells that the values come from; none of plain ones."""
    known = [cells for value in values if (cells := getattr(value, "cells", None))]
    return NONE.union(*known) if known else NONE


_PLAIN = frozenset((float, int))


def like(value: float, *sources: object) -> float:
    """The value as one that comes from the cells of the sources; as it is where they have none."""
    if _PLAIN.issuperset(map(type, sources)):
        return value
    cells = cells_of(*sources)
    return _with(value, cells) if cells else value


def fsum(values: Iterable[float]) -> float:
    """`math.fsum`, from the cells of the values."""
    kept = values if isinstance(values, list | tuple) else tuple(values)
    return like(math.fsum(kept), *kept)


# ------------------------------------------------------------------ arithmetic


def _with(value: Any, cells: Cells) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return Number(value, cells) if isinstance(value, float) else Count(value, cells)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Number) else int(value) if isinstance(value, Count) else value


def _two(do: Callable[[Any, Any], Any], *, is_reflected: bool) -> Callable[[Any, Any], Any]:
    def made(self: Any, other: Any) -> Any:
        if not isinstance(other, int | float):
            return NotImplemented
        first, second = (_plain(other), _plain(self)) if is_reflected else (_plain(self), _plain(other))
        return _with(do(first, second), cells_of(self, other))

    return made


def _one(do: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self, *given: _with(do(_plain(self), *given), self.cells)


for _kind in (Number, Count):
    for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
        setattr(_kind, f"__{_name}__", _two(getattr(operator, _name), is_reflected=False))
        setattr(_kind, f"__r{_name}__", _two(getattr(operator, _name), is_reflected=True))
    for _name, _do in (("neg", operator.neg), ("pos", operator.pos), ("abs", abs), ("round", round)):
        setattr(_kind, f"__{_name}__", _one(_do))
