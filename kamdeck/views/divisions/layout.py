"""Where the cards of the division map stand: columns for the regions, three sizes of card."""

from __future__ import annotations

from kamdeck.deck.spec import EMU, Box
from kamdeck.record import record
from kamdeck.views.divisions.data import Region
from kamdeck.workbook.rows import Division


def _in(inches: float) -> int:
    return round(inches * EMU)


ROWS, TIGHT_ROWS = (_in(0.63), _in(0.33), _in(1.11)), (_in(0.53), _in(0.46), _in(1.08))
"""Below the body's top: the heads of regions, their height, the cards."""
FULL, MIDDLE, LOW = (_in(1.32), _in(1.42)), (_in(1.08), _in(1.18)), (_in(0.62), _in(0.70))
"""Height and pitch of a card: with people and products, without people, with the sums alone."""
GAP, INDENT = _in(0.17), _in(0.17)
MOST_COLUMNS, LEAST, WIDE = 4, _in(1.80), _in(11)


@record
class Column:
    """One column of cards: where it stands, and the region it belongs to."""

    region: int
    x: int
    width: int
    cards: tuple[Division, ...]
    hidden: tuple[Division, ...] = ()


@record
class Layout:
    """The columns, height and pitch of their cards, and the room that they stand in."""

    columns: tuple[Column, ...]
    size: tuple[int, int]
    body: Box

    @property
    def is_low(self) -> bool:
        """Whether cards have neither people nor products."""
        return self.size == LOW

    @property
    def is_tight(self) -> bool:
        """Whether names need all of their line."""
        return self.body.w < WIDE

    @property
    def rows(self) -> tuple[int, int, int]:
        """Below the body's top: the heads of regions, their height, the cards."""
        return TIGHT_ROWS if self.is_tight else ROWS

    def card(self, column: Column, place: int) -> Box:
        """Where a column's card stands."""
        high, pitch = self.size
        y = self.body.y + self.rows[2] + place * pitch
        return Box(column.x + INDENT, y, column.width - INDENT, high)

    def end(self, column: Column) -> int:
        """Where a column's last card ends."""
        box = self.card(column, len(column.cards) + bool(column.hidden) - 1)
        return box.y + box.h if column.cards or column.hidden else self.body.y + self.rows[2]


def most_columns(body: Box) -> int:
    """How many columns of cards a body has room for."""
    return (body.w + GAP) // (LEAST + GAP)


def lay_out(regions: tuple[Region, ...], body: Box) -> Layout:
    """Columns for the regions: one or two regions share up to four columns; more cards than the body is high
    are low, and of more than that the rest is summed in the last place."""
    each = max(1, min(MOST_COLUMNS, most_columns(body)) // len(regions)) if len(regions) <= 2 else 1
    count = len(regions) * each
    wide = (body.w - (count - 1) * GAP) // count
    is_tight = body.w < WIDE
    sizes = (MIDDLE, LOW) if is_tight else (FULL, MIDDLE, LOW)
    room = body.h - (TIGHT_ROWS if is_tight else ROWS)[2]
    longest = max(len(region.divisions) for region in regions)
    for size in sizes:
        most = (room + size[1] - size[0]) // size[1]
        if longest <= most * each:
            break
    columns = []
    for place, region in enumerate(regions):
        rows = region.divisions
        hidden: tuple[Division, ...] = ()
        if len(rows) > most * each:
            rows, hidden = rows[: most * each - 1], rows[most * each - 1 :]
        high = max(1, -(-(len(rows) + bool(hidden)) // each))
        for i in range(each):
            x = body.x + (place * each + i) * (wide + GAP)
            part = rows[i * high : (i + 1) * high]
            last = i == (len(rows) + bool(hidden) - 1) // high
            columns.append(Column(place, x, wide, part, hidden if last else ()))
    return Layout(tuple(columns), size, body)
