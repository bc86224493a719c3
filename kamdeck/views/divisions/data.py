"""The divisions of one account by region, with what each buys and could buy."""

from __future__ import annotations

from kamdeck.analysis.whitespace import Tally
from kamdeck.figures.context import Context, accounts_with
from kamdeck.figures.spaces import Space, read_spaces
from kamdeck.record import record
from kamdeck.text.amounts import unit_for
from kamdeck.workbook.rows import Division

MOST_REGIONS = 6


@record
class Region:
    """A column of the map: its name, and its divisions in the sheet's order."""

    name: str
    divisions: tuple[Division, ...]


@record
class Divisions:
    """All divisions of an account; `space` is its white-space map, None without rows."""

    ctx: Context
    account: str
    rows: tuple[Division, ...]
    space: Space | None

    def tally(self, division: str) -> Tally:
        """What the division buys and has open; an empty tally where nothing is known."""
        return self.space.map.divisions.get(division, Tally()) if self.space else Tally()

    @property
    def whole(self) -> Tally:
        """The account as a whole."""
        return self.space.map.whole if self.space else Tally()

    @property
    def is_valued(self) -> bool:
        """Whether every cell in use has a value, without which nobody knows what part of all it is."""
        return self.space is None or self.space.is_valued

    @property
    def known(self) -> int:
        """How many divisions have a known potential."""
        return sum(self.tally(row.division).is_known for row in self.rows)

    @property
    def products(self) -> tuple[str, ...]:
        """The products of the white-space map, in its order."""
        return tuple(self.space.map.products) if self.space else ()

    def money(self, value: float, places: int = 2) -> str:
        """An amount in the unit of the account's potential."""
        return self.ctx.say.money(value, places, unit=unit_for((self.whole.potential,)).letter)

    def short(self, division: str) -> str:
        """The division's name for a sentence."""
        return next((r.short_name or division for r in self.rows if r.division == division), division)

    def largest(self) -> tuple[str, ...]:
        """The two divisions with most still open; one alone where it holds more than half."""
        ranked = sorted((r.division for r in self.rows), key=lambda name: -self.tally(name).open)
        ranked = [name for name in ranked if self.tally(name).open > 0]
        if ranked and self.tally(ranked[0]).open > self.whole.open / 2:
            return tuple(ranked[:1])
        return tuple(ranked[:2])

    def regions(self, most: int = MOST_REGIONS) -> tuple[Region, ...]:
        """The regions in the sheet's order; above `most` the smallest by potential become one."""
        say = self.ctx.say
        names = [row.region or "" for row in self.rows]
        found: dict[str, list[Division]] = {name: [] for name in dict.fromkeys(names) if name}
        if "" in names:
            found[""] = []
        for row in self.rows:
            found[row.region or ""].append(row)
        if len(found) > most:
            size = {name: sum(self.tally(r.division).potential for r in rows) for name, rows in found.items()}
            ranked = sorted(found, key=lambda name: -size[name])
            kept = set(ranked[: most - 1])
            rest = tuple(row for row in self.rows if (row.region or "") not in kept)
            shown = [Region(name, tuple(rows)) for name, rows in found.items() if name in kept]
            return (*shown, Region(say("divisions.other_regions"), rest))
        alone = "divisions.all" if len(found) == 1 else "divisions.no_region"
        return tuple(Region(name or say(alone), tuple(rows)) for name, rows in found.items())


def read_divisions(ctx: Context) -> tuple[Divisions, ...]:
    """The divisions of every account that has some, the focus account first."""
    spaces = {space.map.account: space for space in read_spaces(ctx)}
    rows: dict[str, dict[str, Division]] = {}
    for row in ctx.book.divisions:
        rows.setdefault(row.account, {}).setdefault(row.division, row)
    out = []
    for account in accounts_with(ctx, rows):
        space = spaces.get(account)
        for name in space.map.divisions if space else ():
            rows[account].setdefault(name, Division(account=account, division=name))
        out.append(Divisions(ctx, account, tuple(rows[account].values()), space))
    return tuple(out)
