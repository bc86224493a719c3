"""The white-space rows as the slides need them: one map per account, names and amounts in words."""

from __future__ import annotations

from collections.abc import Iterator

from kamdeck.analysis.whitespace import SpaceMap, map_account
from kamdeck.figures.context import Context, accounts_with
from kamdeck.record import record
from kamdeck.text.amounts import Unit, unit_for
from kamdeck.workbook.rows import Offer


@record
class Space:
    """One account's map, with the short names of its divisions; `unit` is that of the table."""

    ctx: Context
    map: SpaceMap
    shorts: dict[str, str]
    unit: Unit

    @property
    def is_valued(self) -> bool:
        """Whether every cell in use has a value."""
        return all(offer.value is not None for offer in self.map.cells.values() if offer.state == "in use")

    def amount(self, value: float) -> str:
        """An amount in the table's unit, without the unit."""
        return self.ctx.say.number(value / self.unit.scale, self.unit.places)

    def short(self, division: str) -> str:
        """The division's name for a sentence."""
        return self.shorts.get(division, division)


def read_spaces(ctx: Context) -> tuple[Space, ...]:
    """The maps of all accounts with white-space rows: divisions as in Divisions, products as in Products.

    Products that the workbook keeps off the map are left out.
    """
    maps = ctx.once(("spaces", ctx.account), lambda: tuple(_maps(ctx)))
    return tuple([Space(ctx, space, shorts, unit) for space, shorts, unit in maps])


def _maps(ctx: Context) -> Iterator[tuple[SpaceMap, dict[str, str], Unit]]:
    """Each account's map, the short names of its divisions, and the unit of its table."""
    off = {product.product for product in ctx.book.products if not product.in_whitespace}
    rows: dict[str, list[Offer]] = {}
    for row in ctx.book.whitespace:
        if row.product in off:
            continue
        rows.setdefault(row.account, []).append(row)
    divisions: dict[str, dict[str, str]] = {}
    for division in ctx.book.divisions:
        names = divisions.setdefault(division.account, {})
        names.setdefault(division.division, division.short_name or division.division)
    listed = [product.product for product in ctx.book.products]
    for account in accounts_with(ctx, rows):
        mine = rows[account]
        shorts = divisions.get(account, {})
        named, offered = {row.division for row in mine}, {row.product for row in mine}
        order = [name for name in shorts if name in named]
        space = map_account(mine, account, order, [name for name in listed if name in offered])
        yield space, shorts, unit_for((space.whole.potential,), adds_up=True)
