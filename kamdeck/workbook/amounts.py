"""In which unit and currency the amounts of a sheet are, and what contradicts the settings.

The nearest unit counts: that of the cell, else of its column's header, else of a title above the table, else
of the settings. Amounts of two currencies are never added: what is not in the book's currency is a fault.
"""

from __future__ import annotations

from kamdeck.workbook.cells import Cell, Grid
from kamdeck.workbook.currencies import code_of, fits, without_currency
from kamdeck.workbook.faults import Faults
from kamdeck.workbook.header_names import Spot
from kamdeck.workbook.headers import Layout
from kamdeck.workbook.units import titled_unit
from kamdeck.workbook.wording import fold, trimmed

_CURRENCY_HEADERS = frozenset(
    {"currency", "devise", "monnaie", "ccy", "curr", "currency code", "code devise"}
)


class Currency:
    """The currency of the book: its code, and whether somebody gave it.

    Where nobody did, the first sign or code of an amount gives it.
    """

    __slots__ = ("code", "is_given")

    def __init__(self, code: str, is_given: bool = False) -> None:
        self.code = code
        self.is_given = is_given

    def takes(self, sign: str) -> bool:
        """Whether an amount with the sign or code is in the book's currency."""
        if not self.is_given:
            self.code, self.is_given = code_of(sign, self.code), True
        return fits(sign, self.code)


class Amounts:
    """The unit and the currency of the amounts of one sheet.

    `scale` is the unit of the settings, `currency` the book's; `faults` hears of every contradiction.
    """

    __slots__ = (
        "_currency",
        "_faults",
        "_grid",
        "_is_plain",
        "_named",
        "_rows",
        "_spots",
        "_titled",
        "scale",
    )

    def __init__(self, grid: Grid, layout: Layout, scale: float, currency: Currency, faults: Faults) -> None:
        self._grid = grid
        self._currency = currency
        self._faults = faults
        self._spots = [s for s in (*layout.spots, *layout.spread) if s.fact.kind == "money"]
        self._titled: float | None = None
        self._named = {s.column: s.currency for s in self._spots if s.currency}
        self._rows = self._currency_column(layout)
        self._is_plain = not (grid.signs or self._rows)
        self.scale = scale
        if self._spots and not grid.is_made:
            self._titles(layout)
            self._headers(layout)

    def unit(self, spot: Spot) -> float:
        """What an amount under a header is multiplied by where its cell names no unit."""
        if spot.unit is not None:
            return spot.unit
        return self.scale if self._titled is None else self._titled

    def check(self, row: int, cell: Cell, sign: str) -> None:
        """Notes an amount that is not in the book's currency by its sign, its format or its row's code."""
        if not sign and self._is_plain:
            return
        sign = sign or self._grid.signs.get((row, cell[0]), "") or self._rows.get(row, "")
        if sign and not self._currency.takes(sign):
            self._faults.add(
                "currency-differs",
                self._grid.title,
                row,
                cell[0],
                sign,
                currency=self._currency.code,
                cause=sign,
            )

    def _titles(self, layout: Layout) -> None:
        """Takes the unit of a title above the table, and says so."""
        for row, cells in self._grid.rows:
            if row >= layout.header:
                return
            for column, kind, value in cells:
                text = trimmed(value) if kind == "s" else ""
                unit, sign = titled_unit(text) if text else (None, "")
                if unit is None or all(s.unit is not None for s in self._spots):
                    continue
                self._titled = unit
                if unit != self.scale:
                    code = "unit-title" if self.scale == 1 else "unit-differs"
                    self._faults.add(code, self._grid.title, row, column, text, unit=unit, other=self.scale)
                self._named = dict.fromkeys((s.column for s in self._spots), sign) | self._named

    def _headers(self, layout: Layout) -> None:
        """Notes the first header whose unit is not the one of the settings, and each in another currency."""
        for spot in self._spots:
            if spot.unit is not None and self.scale != 1 and spot.unit != self.scale:
                self._faults.add(
                    "unit-differs", self._grid.title, layout.header, spot.column, spot.label,
                    unit=spot.unit, other=self.scale,
                )  # fmt: skip
                break
        for column, sign in self._named.items():
            if sign and not self._currency.takes(sign):
                self._faults.add(
                    "currency-differs", self._grid.title, layout.header, column, sign,
                    currency=self._currency.code, cause=sign,
                )  # fmt: skip

    def _currency_column(self, layout: Layout) -> dict[int, str]:
        """The currency of each row, where a column of the sheet says it."""
        columns = {column for column, label in layout.unknown if fold(label) in _CURRENCY_HEADERS}
        if not columns or not self._spots:
            return {}
        found: dict[int, str] = {}
        for row, cells in self._grid.rows:
            for column, kind, value in cells:
                if row > layout.header and column in columns and kind == "s":
                    found[row] = without_currency(value)[1] or trimmed(value).upper()
        return found
