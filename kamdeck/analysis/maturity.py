"""Building blocks of the programme: how far each is from its target, and which to build first."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.workbook.rows import BuildingBlock


@record
class Maturity(Tidy):
    """The blocks in the sheet's order; gaps and averages leave out what has no figure."""

    blocks: tuple[BuildingBlock, ...]

    def to_columns(self) -> Columns:
        """One row a block: block, level_now, level_target, gap (None where one of them is missing)."""
        return {
            "block": [row.block for row in self.blocks],
            "level_now": [row.level_now for row in self.blocks],
            "level_target": [row.level_target for row in self.blocks],
            "gap": [gap_of(row) for row in self.blocks],
        }

    @property
    def today(self) -> float | None:
        """The mean level today."""
        return _mean([row.level_now for row in self.blocks if row.level_now is not None])

    @property
    def target(self) -> float | None:
        """The mean target."""
        return _mean([row.level_target for row in self.blocks if row.level_target is not None])

    @property
    def mean_gap(self) -> float | None:
        """The mean gap of the blocks that have both figures."""
        return _mean([gap for row in self.blocks if (gap := gap_of(row)) is not None])

    @property
    def rated(self) -> int:
        """How many blocks have a level."""
        return sum(row.level_now is not None for row in self.blocks)

    @property
    def is_complete(self) -> bool:
        """True when every block has a level and a target."""
        return all(gap_of(row) is not None for row in self.blocks)

    @property
    def behind(self) -> tuple[BuildingBlock, ...]:
        """The blocks below their target, widest gap first, then in the sheet's order."""
        return tuple(
            sorted((r for r in self.blocks if (gap_of(r) or 0) > 0), key=lambda r: -(gap_of(r) or 0))
        )

    @property
    def widest(self) -> tuple[BuildingBlock, ...]:
        """The one or two blocks whose gaps stand out; none where more share the widest gap."""
        behind = self.behind
        gaps = [gap_of(row) for row in behind]
        for count in (2, 1):
            if len(gaps) == count or (len(gaps) > count and gaps[count - 1] != gaps[count]):
                return behind[:count]
        return ()


def assess(blocks: Sequence[BuildingBlock]) -> Maturity:
    """How the programme stands by its building blocks."""
    return Maturity(tuple(blocks))


def gap_of(row: BuildingBlock) -> float | None:
    """Target less today's level; None where one of them is missing."""
    return None if row.level_now is None or row.level_target is None else row.level_target - row.level_now


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
