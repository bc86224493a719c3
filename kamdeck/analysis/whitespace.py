"""White space of one account: what its divisions use, what is still open, and with whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.traced import fsum
from kamdeck.workbook.rows import Offer

OPEN = ("white space", "proposed", "competitor")


@record
class Tally(Tidy):
    """The sums of some cells, in currency a year.

    `used` is what is in use; `open` the potential of every other applicable cell, of which `proposed` and
    `rival` (with a competitor); `cells` counts the applicable cells, `cells_used` those in use, `unknown`
    the open cells without a value.
    """

    used: float = 0.0
    open: float = 0.0
    proposed: float = 0.0
    rival: float = 0.0
    cells: int = 0
    cells_used: int = 0
    unknown: int = 0

    @property
    def potential(self) -> float:
        """In use and open together."""
        return self.used + self.open

    @property
    def penetration(self) -> float | None:
        """In use / (in use + open), 0..1; None where nothing is known."""
        return self.used / self.potential if self.potential > 0 else None

    @property
    def is_known(self) -> bool:
        """True when the potential is known: every open cell has a value, or there is none open."""
        return self.cells > 0 and not self.unknown


@record
class SpaceMap(Tidy):
    """The cells of one account, and their tallies by division, by product and as a whole."""

    account: str
    cells: Mapping[tuple[str, str], Offer]
    divisions: Mapping[str, Tally]
    products: Mapping[str, Tally]
    whole: Tally

    def to_columns(self) -> Columns:
        """One row a division and product: account, division, product, state, value (currency a year)."""
        return {
            "account": [self.account] * len(self.cells),
            "division": [division for division, _ in self.cells],
            "product": [product for _, product in self.cells],
            "state": [offer.state for offer in self.cells.values()],
            "value": [offer.value for offer in self.cells.values()],
        }

    def gaps(self) -> tuple[str, ...]:
        """The divisions, the one with the largest open sum first; equals in the given order."""
        return tuple(sorted(self.divisions, key=lambda name: -self.divisions[name].open))

    def widest(self) -> str | None:
        """The product with the largest open sum; None where nothing is open."""
        name = max(self.products, key=lambda product: self.products[product].open, default=None)
        return name if name is not None and self.products[name].open > 0 else None

    def offers(self, state: str, product: str | None = None) -> tuple[Offer, ...]:
        """The cells in a state, of one product or of all, the largest value first."""
        found = [o for o in self.cells.values() if o.state == state and product in (None, o.product)]
        return tuple(sorted(found, key=lambda offer: -(offer.value or 0.0)))


def map_account(
    rows: Iterable[Offer], account: str, divisions: Sequence[str] = (), products: Sequence[str] = ()
) -> SpaceMap:
    """The map of one account; cells that are not applicable count nowhere.

    Divisions and products stand in the order given, those that only the rows name after them. Where two
    rows name the same cell, the later one counts.
    """
    cells = {(row.division, row.product): row for row in rows if row.account == account}
    counted = [row for row in cells.values() if row.state != "not applicable"]
    lines: dict[str, list[Offer]] = {name: [] for name in (*divisions, *(d for d, _ in cells))}
    columns: dict[str, list[Offer]] = {name: [] for name in (*products, *(p for _, p in cells))}
    for row in counted:
        lines[row.division].append(row)
        columns[row.product].append(row)
    return SpaceMap(
        account,
        cells,
        {name: tally(some) for name, some in lines.items()},
        {name: tally(some) for name, some in columns.items()},
        tally(counted),
    )


def tally(rows: Sequence[Offer]) -> Tally:
    """The sums of some applicable cells."""
    used = [row for row in rows if row.state == "in use"]
    still = [row for row in rows if row.state in OPEN]
    return Tally(
        _sum(used),
        _sum(still),
        _sum(row for row in still if row.state == "proposed"),
        _sum(row for row in still if row.state == "competitor"),
        len(rows),
        len(used),
        sum(row.value is None for row in still),
    )


def _sum(rows: Iterable[Offer]) -> float:
    return fsum(row.value or 0.0 for row in rows)


def peers(rows: Iterable[Offer], account: str, product: str) -> tuple[int, Tally]:
    """How many other accounts could use the product, and the tally of it over them all."""
    others = [row for row in rows if row.product == product and row.account != account]
    cells = {(row.account, row.division): row for row in others}
    counted = [row for row in cells.values() if row.state != "not applicable"]
    return len({row.account for row in counted}), tally(counted)


def thirds(values: Iterable[float]) -> tuple[float, float]:
    """The two values that cut the white space in thirds, by rank: a value up to the first is small."""
    ranked = sorted(values)
    if not ranked:
        return (0.0, 0.0)
    first, second = (ranked[-(-len(ranked) * n // 3) - 1] for n in (1, 2))
    return first, second
