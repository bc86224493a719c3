"""Rows about key performance indicators of a company's own."""

from __future__ import annotations

from kamdeck.workbook import choices
from kamdeck.workbook.columns import EVERYONE, Row, column, shared_column
from kamdeck.workbook.spans import Span


class Kpi(Row):
    """The value of one key performance indicator in one period, of one account or (without) of the whole."""

    kpi: str = column(
        "text",
        also=("name", "nom", "indicator", "kpi name", "key figure", "metric", "indicateur clé"),
        readers=EVERYONE,
    )
    account: str | None = column("text", default=None, refers="accounts", readers=EVERYONE)
    period: Span = column(
        "period",
        also=("month", "mois", "quarter", "trimestre", "year", "année", "date", "fiscal year", "exercice"),
        readers=EVERYONE,
    )
    value: float | None = column(
        "number", default=None, also=("actual", "réel", "result", "résultat"), readers=EVERYONE
    )
    unit: str | None = column("choice", default=None, choices=choices.KPI_UNIT, readers=EVERYONE)
    target: float | None = column("number", default=None, also=("goal", "objectif"))
    better: str | None = column(
        "choice", default=None, choices=choices.BETTER, also=("direction", "sens", "polarity")
    )
    short_name: str | None = column("text", default=None, readers=EVERYONE)
    shared: bool = shared_column(default=False)
