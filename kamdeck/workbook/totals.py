"""Which rows of a table are no rows of it: totals, subtotals, averages, growth, by their words or figures."""

from __future__ import annotations

from kamdeck.workbook.cells import Cell, Grid
from kamdeck.workbook.wording import fold, trimmed

MOST_CHECKS = 20
MOST_RATIO = 5.0  # a growth of 500%
LEAST_AMOUNT = 100.0
ROUNDED = 0.005  # how much of an amount may be lost where each is rounded to whole numbers

_TOTALS = frozenset({"total", "totals", "totaux", "somme", "sum", "ensemble", "gesamt", "summe"})
_TAILS = frozenset(
    {
        "general", "generale", "global", "overall", "accounts", "comptes", "portfolio", "portefeuille", "ca",
        "all", "revenue",
    }
)  # fmt: skip
_HEADS = frozenset({"grand", "sub", "sous", "overall", "all", "report"})
_SOUNDS = _TOTALS | {
    "subtotal", "average", "averages", "mean", "median", "moyenne", "mediane", "growth", "croissance",
    "change", "variation", "evolution", "all", "tous", "toutes", "share", "part", "cagr", "tcam", "check",
}  # fmt: skip


def is_total(label: str) -> bool:
    """True for the label of a total row in any language, such as `Total général` or `Grand total`."""
    words = fold(label).split()
    if words and words[0] in _HEADS:
        words = words[1:]
    if not words or (words[0] not in _TOTALS and words[0] != "subtotal"):
        return False
    return all(word in _TAILS or word.isdigit() for word in words[1:])


def sounds_total(label: str) -> bool:
    """True for a label with a word of totals, averages or growth in it, such as `Total portfolio (all)`."""
    return not _SOUNDS.isdisjoint(fold(label).split())


class SumRows:
    """Tells by the figures whether a row is made from those above it; `skipped` are the rows that were."""

    __slots__ = ("_grid", "_header", "_left", "skipped")

    def __init__(self, grid: Grid, header: int) -> None:
        self._grid = grid
        self._header = header
        self._left = MOST_CHECKS
        self.skipped: list[int] = []

    def is_sum(self, number: int, here: dict[int, Cell]) -> bool:
        """True when every figure of a row without a name is the sum of those above it."""
        words = [c for c in here.values() if c[1] == "s" and trimmed(c[2]) and not is_total(trimmed(c[2]))]
        if words or self._left <= 0:
            return False
        if not any(c[1] == "n" for c in here.values()):
            return all(c[1] in "ues" for c in here.values())
        return self._made(number, here, least=1) == "sum"

    def made(self, number: int, here: dict[int, Cell], label: str) -> str:
        """What a row with a name is of the rows above: "sum", "average", "ratio", "" for nothing.

        Two rows above tell, or three where a single figure might be a coincidence; one does under a name that
        says so, as of a group with one member.
        """
        if self._left <= 0:
            return ""
        is_told = sounds_total(label)
        is_single = sum(cell[1] == "n" for cell in here.values()) == 1
        made = self._made(number, here, least=1 if is_told else 3 if is_single else 2, is_named=True)
        return "" if made == "ratio" and not is_told else made

    def _made(self, number: int, here: dict[int, Cell], least: int, *, is_named: bool = False) -> str:
        figures = {c[0]: c[2] for c in here.values() if c[1] == "n"}
        if not figures:
            return ""
        self._left -= 1
        for start in sorted({0, max(self.skipped, default=0)}):
            above = self._above(max(start, self._header), number, figures)
            if any(len(values) < least for values in above.values()):
                continue
            if all(value and _equal(sum(above[column]), value) for column, value in figures.items()):
                return "sum"
            if is_named and all(
                value and _equal(sum(above[column]) / len(above[column]), value)
                for column, value in figures.items()
            ):
                return "average"
        above = self._above(self._header, number, figures)
        is_small = all(abs(value) <= MOST_RATIO for value in figures.values())
        are_large = all(max(map(abs, values), default=0) >= LEAST_AMOUNT for values in above.values())
        return "ratio" if is_named and is_small and are_large else ""

    def _above(self, first: int, last: int, figures: dict[int, float]) -> dict[int, list[float]]:
        """By column the figures of the rows between two others that are rows of the table."""
        found: dict[int, list[float]] = {column: [] for column in figures}
        for row, cells in self._grid.rows:
            if first < row < last and row not in self.skipped:
                for column, kind, value in cells:
                    if kind == "n" and column in found:
                        found[column].append(value)
        return found


def _equal(made: float, value: float) -> bool:
    return abs(made - value) <= max(1e-6 * abs(value), min(0.51, ROUNDED * abs(value)))
