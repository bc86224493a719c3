"""Rates of exchange, and the amounts that were converted by them."""

from __future__ import annotations

import datetime

from kamdeck.workbook.columns import EVERYONE, Record, Row, column


class Rate(Row):
    """What one unit of another currency is worth in the currency of the workbook, from a day or year on."""

    currency: str = column(
        "text", also=("code", "currency code", "code devise", "monnaie", "ccy"), readers=EVERYONE
    )
    rate: float = column(
        "number",
        also=("exchange rate", "fx rate", "taux", "taux de change", "cours de change"),
        readers=EVERYONE,
    )
    since: datetime.date | int | None = column(
        "since",
        default=None,
        also=("since", "valid from", "year", "date", "as of", "année", "exercice", "à partir de"),
        readers=EVERYONE,
    )
    note: str | None = column("text", default=None, also=("remark", "origin", "origine"), readers=EVERYONE)


class Exchanged(Record):
    """An amount that was converted: its cell, what stands in it, the rate and the rate's cell."""

    at: str
    currency: str
    amount: float
    rate: float
    rate_at: str

    @property
    def value(self) -> float:
        """The amount in the currency of the workbook."""
        return round(self.amount * self.rate, 6)
