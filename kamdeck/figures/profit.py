"""The profit matrix of the newest year that has one, and how its amounts and shares are said."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.profit import Matrix, Place, make_matrix, year_of
from kamdeck.figures.context import Context
from kamdeck.text.amounts import unit_for
from kamdeck.text.rounding import add_up


class ProfitFigures:
    """The matrix of one year in figures; `unit` is that of all its amounts."""

    def __init__(self, ctx: Context, matrix: Matrix, year: int | None) -> None:
        self.ctx, self.say, self.matrix, self.year = ctx, ctx.say, matrix, year
        sums = [matrix.total, *matrix.by_family, *map(sum, matrix.cells)]
        self.unit = unit_for((*sums, *(v for row in matrix.cells for v in row)), adds_up=True)
        self.places: tuple[Place, ...] = tuple(
            (g, f) for g in range(len(matrix.letters)) for f in range(len(matrix.families))
        )

    def amount(self, value: float) -> str:
        """An amount in the unit of the matrix."""
        return self.say.money(value, self.unit.places, unit=self.unit.letter)

    def shares(self, values: Sequence[float]) -> tuple[str, ...]:
        """Shares of net profit that add up to 100%; empty texts where there is no net profit."""
        if self.matrix.total <= 0:
            return tuple("" for _ in values)
        return tuple(self.say.percent(s, 1) for s in add_up([v / self.matrix.total for v in values], 1))

    def group_shares(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """The groups' shares, which add up to 100%, and those of their cells, which add up to the group's."""
        whole, cells = self.matrix.total, self.matrix.cells
        if whole <= 0:
            return tuple("" for _ in cells), tuple(tuple("" for _ in row) for row in cells)
        groups = add_up([sum(row) / whole for row in cells], 1)
        parts = (
            add_up([v / whole for v in row], 1, total=group) for row, group in zip(cells, groups, strict=True)
        )
        percent = self.say.percent
        return tuple(percent(s, 1) for s in groups), tuple(tuple(percent(s, 1) for s in row) for row in parts)


def read_profit(ctx: Context) -> ProfitFigures | None:
    """The matrix of the newest year shown; None where no profit is known."""
    year = year_of(ctx.book.profit, ctx.years[-1] if ctx.years else None)
    matrix = make_matrix(ctx.book.profit, ctx.book.settings, year)
    return ProfitFigures(ctx, matrix, year) if matrix else None
