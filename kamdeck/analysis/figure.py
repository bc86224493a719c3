"""A figure with all that decides what it may stand against, and the step from one to another."""

from __future__ import annotations

from typing import Literal

from kamdeck.analysis.tidy import Tidy
from kamdeck.record import record, replace
from kamdeck.workbook.spans import Apart, Span, apart

LEAST_COVERED = 0.6
Unit = Literal["number", "money", "share", "count", "score", "days"]
Refusal = Apart | Literal["unknown", "fault", "unit", "currency", "coverage"]
"""Why two figures do not stand against each other: a value is not known, or rests on a sheet with errors;
another unit or currency; less than 60% covered; or as their periods are apart."""


@record
class Figure(Tidy):
    """A value with what it is of. It is None where it is not known.

    `currency` is that of money, `span` the period (None = not known, as of decks that did not keep it),
    `coverage` the share (0 to 1) of what it rests on that is there. `left_out` are sentences on what does not
    count, `faults` the sheets with errors that it was read from.
    """

    value: float | None
    unit: Unit = "number"
    currency: str = ""
    span: Span | None = None
    coverage: float = 1.0
    left_out: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    def of(self, value: float | None) -> Figure:
        """Another value of the same unit and period."""
        return replace(self, value=value)

    def refusal(self, before: Figure | None) -> Refusal:
        """Why it does not stand against another, "" where it does."""
        if before is None or self.value is None or before.value is None:
            return "unknown"
        if self.faults or before.faults:
            return "fault"
        if self.unit != before.unit:
            return "unit"
        if self.currency != before.currency and self.currency and before.currency:
            return "currency"
        if min(self.coverage, before.coverage) < LEAST_COVERED - 1e-9:
            return "coverage"
        return apart(before.span, self.span) if before.span and self.span else ""

    def against(self, before: Figure | None) -> Step | None:
        """The step from an earlier figure; None where the two are not comparable."""
        if before is None or self.refusal(before):
            return None
        return Step(before, self)


@record
class Step(Tidy):
    """From one figure to another that it may stand against: made by `Figure` alone."""

    before: Figure
    after: Figure

    def of(self, before: float, after: float) -> Step:
        """The step of a part of the whole, between the same two periods."""
        return Step(self.before.of(before), self.after.of(after))

    @property
    def first(self) -> float:
        """The value before."""
        return self.before.value or 0.0

    @property
    def last(self) -> float:
        """The value after."""
        return self.after.value or 0.0

    @property
    def amount(self) -> float:
        """By how much it rose."""
        return self.last - self.first

    @property
    def rate(self) -> float | None:
        """Relative change (0.1 = 10% more); None where there was nothing before."""
        return self.last / self.first - 1 if self.first > 0 else None

    @property
    def annual(self) -> float | None:
        """Compound annual growth rate: (last / first)^(1 / years between) - 1. None where the periods are not
        a year or more apart, the first value is not above zero or the last is below it."""
        spans = self.before.span, self.after.span
        years = spans[1].year - spans[0].year if spans[0] and spans[1] else 0
        if years < 1 or self.first <= 0 or self.last < 0:
            return None
        return float((self.last / self.first) ** (1 / years)) - 1
