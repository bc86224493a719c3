"""The profit matrix: customers in groups A to D by operating profit, product families 1 to 4."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kamdeck.analysis.tidy import Columns, Tidy
from kamdeck.record import record
from kamdeck.traced import fsum
from kamdeck.workbook.rows import Profit, Settings

LETTERS = ("A", "B", "C", "D")
MOST_FAMILIES, MOST_COLUMNS = 4, 5  # the fifth only so that a loss keeps its column
TARGET = 0.8  # share of net profit that the earning cells reach
# A sum of floats may miss a limit that it meets on paper; in the workbook's currency.
_SLACK = 0.005

Place = tuple[int, int]  # row and column of a cell


@record
class Matrix(Tidy):
    """`cells[g][f]` is the operating profit of group g with family f.

    `letters` and `groups` are the groups that hold accounts, best first; `families` the names of the columns,
    most profitable first, `members` the product families of each. Where there are too many, the further
    earning ones share a column named "" (`merged`), the further losing ones one that names them: a loss is
    never merged with what earns. `earning` are
    the fewest cells that reach 80% of net profit, largest first; `losses` all cells below zero, largest
    loss first. `accounts` maps each account to its profit, best first.
    """

    letters: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    families: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[float, ...], ...]
    accounts: Mapping[str, float]
    total: float
    earning: tuple[Place, ...]
    losses: tuple[Place, ...]

    def to_columns(self) -> Columns:
        """One row a cell: customer_group, product_family (None = others), operating_profit, is_earning."""
        places = [(g, f) for g in range(len(self.letters)) for f in range(len(self.families))]
        return {
            "customer_group": [self.letters[g] for g, _ in places],
            "product_family": [self.families[f] or None for _, f in places],
            "operating_profit": [self.cells[g][f] for g, f in places],
            "is_earning": [place in self.earning for place in places],
        }

    @property
    def merged(self) -> tuple[str, ...]:
        """The earning families that share a column."""
        return self.members[self.families.index("")] if "" in self.families else ()

    def column(self, family: str) -> int:
        """The column that a product family is in."""
        return next(i for i, names in enumerate(self.members) if family in names)

    @property
    def count(self) -> int:
        """How many cells there are."""
        return len(self.letters) * len(self.families)

    @property
    def earned(self) -> float:
        """Profit of the earning cells."""
        return self.sum_of(self.earning)

    @property
    def lost(self) -> float:
        """Losses of all loss-making cells together, at or below zero."""
        return self.sum_of(self.losses)

    @property
    def by_family(self) -> tuple[float, ...]:
        """Profit of each family over all groups."""
        return tuple(fsum(row[i] for row in self.cells) for i in range(len(self.families)))

    def sum_of(self, places: Iterable[Place]) -> float:
        """Profit of some cells together."""
        return fsum(self.cells[g][f] for g, f in places)

    def name(self, place: Place) -> str:
        """What a cell is called, such as `B2`."""
        return f"{self.letters[place[0]]}{place[1] + 1}"


def value_of(row: Profit) -> float | None:
    """The operating profit of a row: as entered, else revenue less cost; None without them."""
    if row.operating_profit is not None:
        return row.operating_profit
    if row.revenue is not None and row.cost is not None:
        return row.revenue - row.cost
    return None


def year_of(rows: Sequence[Profit], newest: int | None) -> int | None:
    """The newest year of the rows that is no later than `newest`; None where no row names such a year."""
    years = [row.year for row in rows if row.year is not None and (newest is None or row.year <= newest)]
    return max(years, default=None)


def profit_by_account(rows: Iterable[Profit], year: int | None) -> dict[str, dict[str, float]]:
    """Operating profit of one year by account and product family; rows without a year always count."""
    table: dict[str, dict[str, float]] = {}
    for row in rows:
        value = value_of(row)
        if value is None or row.year not in (None, year):
            continue
        cell = table.setdefault(row.account, {})
        cell[row.product_family] = cell.get(row.product_family, 0.0) + value
    return table


def group_sizes(count: int, settings: Settings) -> tuple[int, int, int, int]:
    """How many accounts A, B, C and D take of `count` ranked accounts.

    Up to four accounts have a group each. Otherwise the sizes set count, from A on; groups without a size
    share what is left in equal parts, the remainder to the later ones; what is left after that goes to D.
    """
    if count <= len(LETTERS):
        return (int(count > 0), int(count > 1), int(count > 2), int(count > 3))
    given = (
        settings.profit_group_a,
        settings.profit_group_b,
        settings.profit_group_c,
        settings.profit_group_d,
    )
    open_groups = given.count(None)
    each, extra = divmod(max(0, count - sum(size or 0 for size in given)), open_groups or 1)
    sizes, left = [], count
    for size in given:
        if size is None:
            size = each + (open_groups <= extra)
            open_groups -= 1
        sizes.append(min(size, left))
        left -= sizes[-1]
    return sizes[0], sizes[1], sizes[2], sizes[3] + left


def make_matrix(rows: Sequence[Profit], settings: Settings, year: int | None) -> Matrix | None:
    """The matrix of one year; None without any profit figure.

    Ties keep the workbook's order. Where there are more than four families, the earning ones beyond the third
    or fourth are merged, and the losing ones among themselves. Groups without accounts are left out.
    """
    table = profit_by_account(rows, year)
    if not table:
        return None
    profit = {account: fsum(by_family.values()) for account, by_family in table.items()}
    order = sorted(profit, key=lambda account: -round(profit[account], 6))
    members = _columns(table)
    letters, groups, start = [], [], 0
    for letter, size in zip(LETTERS, group_sizes(len(order), settings), strict=True):
        if size:
            letters.append(letter)
            groups.append(tuple(order[start : start + size]))
        start += size
    cells = tuple(
        tuple(fsum(table[account].get(each, 0.0) for account in group for each in names) for names in members)
        for group in groups
    )
    total = fsum(fsum(row) for row in cells)
    return Matrix(
        letters=tuple(letters),
        groups=tuple(groups),
        families=tuple(_column_name(names, table) for names in members),
        members=members,
        cells=cells,
        accounts={account: profit[account] for account in order},
        total=0.0 if abs(total) < _SLACK else total,
        earning=_earning(cells, total),
        losses=_losses(cells),
    )


def _sums(table: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The profit of each family."""
    sums: dict[str, float] = {}
    for by_family in table.values():
        for name, value in by_family.items():
            sums[name] = sums.get(name, 0.0) + value
    return sums


def _columns(table: Mapping[str, Mapping[str, float]]) -> tuple[tuple[str, ...], ...]:
    """The families of each column, most profitable first.

    Up to four families have a column each. Of more, up to four that earn do, or three and the others
    together; what loses takes the columns that are left, the worst by themselves, the others together.
    """
    sums = _sums(table)
    ranked = sorted(sums, key=lambda name: -round(sums[name], 6))
    if len(ranked) <= MOST_FAMILIES:
        return tuple((name,) for name in ranked)
    losing = [name for name in ranked if sums[name] < -_SLACK]
    earning = ranked[: len(ranked) - len(losing)]
    alone = MOST_FAMILIES if len(earning) <= MOST_FAMILIES else MOST_FAMILIES - 1
    columns: list[tuple[str, ...]] = [(name,) for name in earning[:alone]]
    if earning[alone:]:
        columns.append(tuple(earning[alone:]))
    together = max(0, len(losing) - (MOST_COLUMNS - len(columns)) + 1)
    if together > 1:
        columns.append(tuple(losing[:together]))
        losing = losing[together:]
    return (*columns, *((name,) for name in losing))


def _column_name(names: Sequence[str], table: Mapping[str, Mapping[str, float]]) -> str:
    """The family of a column; all of them where they lose, "" for further ones that earn."""
    if len(names) == 1:
        return names[0]
    sums = _sums(table)
    return " + ".join(reversed(names)) if sums[names[-1]] < -_SLACK else ""


def _earning(cells: Sequence[Sequence[float]], total: float) -> tuple[Place, ...]:
    """The fewest cells, largest first, that reach the target share of net profit."""
    places = [(g, f) for g, row in enumerate(cells) for f in range(len(row)) if row[f] > 0]
    places.sort(key=lambda place: -cells[place[0]][place[1]])
    found: list[Place] = []
    reached = 0.0
    for g, f in places:
        if total <= _SLACK or reached >= TARGET * total - _SLACK:
            break
        found.append((g, f))
        reached += cells[g][f]
    return tuple(found)


def _losses(cells: Sequence[Sequence[float]]) -> tuple[Place, ...]:
    places = [(g, f) for g, row in enumerate(cells) for f in range(len(row)) if row[f] < -_SLACK]
    return tuple(sorted(places, key=lambda place: cells[place[0]][place[1]]))


# ------------------------------------------------------------------ service against policy


@record
class Misfit(Tidy):
    """An account that is visited like another group: its group, its visits, and the median visits of the
    group that it is compared with. It has more than a better group, or fewer than a lower one."""

    account: str
    letter: str
    visits: int
    compared: str
    median: float

    @property
    def has_more(self) -> bool:
        """True when it is served above its group."""
        return self.compared < self.letter


def misfits(matrix: Matrix, visits: Mapping[str, int]) -> tuple[Misfit, ...]:
    """The accounts whose visits contradict their group's policy, furthest from the median first.

    Service is meant to fall from A to D. An account contradicts it with clearly more visits than the median
    of the next better group, or clearly fewer than that of the next lower one: by a visit and a fifth of
    that median at least. Groups with fewer than two figures are passed over, and so are two whose medians
    do not fall as the policy has it: there no account stands out.
    """
    middle: dict[int, float] = {}
    for g, group in enumerate(matrix.groups):
        known = [visits[account] for account in group if account in visits]
        if len(known) > 1:
            middle[g] = _median(known)
    found = []
    for g, group in enumerate(matrix.groups):
        better = max((i for i in middle if i < g), default=None)
        lower = min((i for i in middle if i > g), default=None)
        if better is not None and g in middle and middle[better] <= middle[g]:
            better = None
        if lower is not None and g in middle and middle[lower] >= middle[g]:
            lower = None
        for account in group:
            own = visits.get(account)
            if own is None:
                continue
            if better is not None and own - middle[better] >= _tolerance(middle[better]):
                found.append((own - middle[better], g, better, account, own))
            elif lower is not None and middle[lower] - own >= _tolerance(middle[lower]):
                found.append((middle[lower] - own, g, lower, account, own))
    found.sort(key=lambda row: -row[0])
    letters = matrix.letters
    return tuple(
        Misfit(name, letters[g], own, letters[other], middle[other]) for _, g, other, name, own in found
    )


def _tolerance(median: float) -> float:
    """Nearer than so many visits to a median an account is served like the group."""
    return max(1.0, median / 5)


def _median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two in the middle."""  # importing statistics takes 10 ms
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2
