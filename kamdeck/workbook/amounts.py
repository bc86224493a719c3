"""In which unit and currency the amounts of a sheet are, and what contradicts the settings.

The nearest unit counts: that of the cell, else of its column's header, else of a title above the table, else
of the settings. Amounts of two currencies are never added: what is not in the book's currency is converted by
its rate, and a fault where there is none.
"""

from __future__ import annotations

from kamdeck.workbook.addresses import a1
from kamdeck.workbook.cells import Cell, Grid
from kamdeck.workbook.currencies import code_of, fits, without_currency
from kamdeck.workbook.faults import Faults
from kamdeck.workbook.header_names import Spot
from kamdeck.workbook.headers import Layout
from kamdeck.workbook.rates import Rates
from kamdeck.workbook.rows import Book, Exchanged
from kamdeck.workbook.units import titled_unit
from kamdeck.workbook.wording import fold, trimmed

CURRENCY_HEADERS = frozenset({"currency", "devise", "monnaie", "ccy", "curr", "currency code", "code devise"})


_RATES = next(sheet for sheet in Book.sheets if sheet.key == "rates")


class Currency:
    """The currency of the book: its code, whether somebody gave it, and the rates of others.

    Where nobody gave it, the first sign or code of an amount does. `exchanged` are the amounts converted.
    """

    __slots__ = ("code", "exchanged", "is_given", "rates")

    def __init__(self, code: str, is_given: bool = False, rates: Rates | None = None) -> None:
        self.code = code
        self.is_given = is_given
        self.rates = rates
        self.exchanged: list[Exchanged] = []

    def takes(self, sign: str) -> bool:
        """Whether an amount with the sign or code is in the book's currency."""
        if not self.is_given:
            self.code, self.is_given = code_of(sign, self.code), True
        return fits(sign, self.code)

    def candidates(self, sign: str) -> tuple[str, ...]:
        """The currencies with a rate that a sign or code can stand for."""
        return self.rates.candidates(sign) if self.rates else ()


class Amounts:
    """The unit and the currency of the amounts of one sheet.

    `scale` is the unit of the settings, `currency` the book's; `faults` hears of every contradiction. `when`
    is the year, month or day that the amounts of the row being read are of.
    """

    __slots__ = (
        "_currency", "_faults", "_grid", "_is_plain", "_named", "_rows", "_spots", "_titled", "scale", "when",
    )  # fmt: skip

    def __init__(self, grid: Grid, layout: Layout, scale: float, currency: Currency, faults: Faults) -> None:
        self._grid = grid
        self._currency = currency
        self._faults = faults
        self._spots = [s for s in (*layout.spots, *layout.spread) if s.fact.kind == "money"]
        self._titled: float | None = None
        self._named = {s.column: s.currency for s in self._spots if s.currency}
        self._rows = self._currency_column(layout)
        self.scale = scale
        self.when: object = None
        if self._spots and not grid.is_made:
            self._titles(layout)
            self._headers(layout)
        self._is_plain = not (grid.signs or self._rows or self._named)

    def unit(self, spot: Spot) -> float:
        """What an amount under a header is multiplied by where its cell names no unit."""
        if spot.unit is not None:
            return spot.unit
        return self.scale if self._titled is None else self._titled

    def in_book(self, row: int, cell: Cell, amount: float, sign: str) -> float:
        """The amount in the book's currency, by its sign, its format, its row's code or its header.

        What cannot be converted is noted, and stays as it is.
        """
        if not sign and self._is_plain:
            return amount
        column = cell[0]
        sign = sign or self._shown(row, column)
        if not sign or self._currency.takes(sign):
            return amount
        codes = self._currency.candidates(sign)
        if len(codes) != 1:
            self._differs(row, column, sign, codes)
            return amount
        rates, code = self._currency.rates, codes[0]
        assert rates
        rate = rates.find(code, self.when)
        if rate is None:
            self._faults.add(
                "rate-later", self._grid.title, row, column, code, when=self.when, cause=(code, self.when),
                rates=_RATES,
            )  # fmt: skip
            return amount
        made = Exchanged(
            at=f"{self._grid.title}!{a1(row, column)}", currency=code, amount=amount, rate=rate.rate,
            rate_at=rate.at,
        )  # fmt: skip
        self._currency.exchanged.append(made)
        return made.value

    def _shown(self, row: int, column: int) -> str:
        """The currency of a cell whose text says none: that of its format, its row, its header; "" for none.

        Where two of them differ, the cell is noted.
        """
        told = (self._grid.signs.get((row, column), ""), self._rows.get(row, ""), self._named.get(column, ""))
        signs = [sign for sign in told if sign]
        sign = next((s for s in signs if len(s) == 3 and s.isalpha()), signs[0] if signs else "")
        other = next((s for s in signs if not fits(s, code_of(sign, self._currency.code))), "")
        if other:
            self._faults.add(
                "currency-unclear", self._grid.title, row, column, sign, other=other, cause=(sign, other)
            )
        return sign

    def _differs(self, row: int, column: int, sign: str, codes: tuple[str, ...]) -> None:
        code = "rate-unclear" if codes else "currency-differs"
        self._faults.add(
            code, self._grid.title, row, column, sign,
            currency=self._currency.code, rates=_RATES, names=codes, cause=sign,
        )  # fmt: skip

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
        for column, sign in list(self._named.items()):
            if not sign or self._currency.takes(sign):
                continue
            if len(codes := self._currency.candidates(sign)) != 1:
                self._differs(layout.header, column, sign, codes)
                del self._named[column]

    def _currency_column(self, layout: Layout) -> dict[int, str]:
        """The currency of each row, where a column of the sheet says it."""
        columns = {column for column, label in layout.unknown if fold(label) in CURRENCY_HEADERS}
        if not columns or not self._spots:
            return {}
        found: dict[int, str] = {}
        for row, cells in self._grid.rows:
            for column, kind, value in cells:
                if row > layout.header and column in columns and kind == "s":
                    found[row] = without_currency(value)[1] or trimmed(value).upper()
        return found
