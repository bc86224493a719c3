"""The results of a person's formulas once our figures are new."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kamdeck.pptxio.book import Value
from kamdeck.pptxio.formulas import UnknownError, result_of
from kamdeck.pptxio.refs import Place

Spot = tuple[str, int, int]  # sheet, row, column
_NEAR = 1e-9


class Results:
    """Values of all cells of a workbook; formulas are worked out when they are asked for.

    `values` are what is stored, `formulas` those to work out anew, `trusted` the ones among them whose old
    result was worked out right here as well. Of others the stored result stands, and they are `stale`.
    """

    def __init__(
        self, values: Mapping[Spot, Value], formulas: Mapping[Spot, str], trusted: Callable[[Spot], bool]
    ) -> None:
        self.values, self.formulas, self.trusted = dict(values), formulas, trusted
        self.stale: list[Spot] = []
        self._done: set[Spot] = set()

    def work(self) -> None:
        """Every formula's result, those it needs first."""
        for spot in self.formulas:
            self._settle(spot)

    def value(self, sheet: str, place: Place) -> Value:
        """What a cell shows now."""
        spot = (sheet, *place)
        self._settle(spot)
        return self.values.get(spot)

    def _settle(self, spot: Spot) -> None:
        formula = self.formulas.get(spot)
        if formula is None or spot in self._done:
            return
        self._done.add(spot)
        try:
            if not self.trusted(spot):
                raise UnknownError(formula)
            found = result_of(formula, spot[0], self.value)
            self.values[spot] = 0.0 if found is None else found
        except (UnknownError, RecursionError):
            self.stale.append(spot)


def agrees(formula: str, sheet: str, value: Value, read: Callable[[str, Place], Value]) -> bool:
    """Whether a formula gives here what the program stored that saved it."""
    try:
        found = result_of(formula, sheet, read)
    except (UnknownError, RecursionError):
        return False
    if isinstance(found, float) and isinstance(value, float):
        return abs(found - value) <= _NEAR * max(1.0, abs(value))
    return found == value or (found in (None, "", 0.0) and value in (None, "", 0.0))
