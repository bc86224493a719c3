"""Rows about all accounts: who they are, what they buy, how they score, what they earn."""

from __future__ import annotations

import datetime

from kamdeck.workbook import choices
from kamdeck.workbook.columns import EVERYONE, Row, column


class Account(Row):
    """One account."""

    account: str = column(
        "text",
        also=("customer", "client", "account name", "nom du compte", "nom du client"),
        readers=EVERYONE,
    )
    short_name: str | None = column("text", default=None, readers=EVERYONE)
    segment: str | None = column("text", default=None)
    region: str | None = column("text", default=None)
    manager: str | None = column(
        "text",
        default=None,
        also=("key account manager", "kam", "owner", "responsable grand compte"),
        readers=EVERYONE,
    )
    customer_since: datetime.date | None = column("date", default=None)
    renewal: datetime.date | None = column(
        "date", default=None, also=("renewal date", "date de renouvellement", "échéance du contrat")
    )
    status: str | None = column("choice", default=None, choices=choices.ACCOUNT_STATUS)
    lost_on: datetime.date | None = column("date", default=None)
    key_account: bool | None = column("yes", default=None)
    margin: float | None = column(
        "share",
        default=None,
        high=1,
        also=("contribution margin", "marge de contribution", "marge sur coûts variables"),
    )
    visits: int | None = column(
        "count", default=None, low=0, also=("visits last 12 months", "visites 12 derniers mois")
    )
    formerly: tuple[str, ...] = column(
        "names",
        default=(),
        readers=EVERYONE,
        also=(
            "former name",
            "former names",
            "previous name",
            "old name",
            "alias",
            "renamed from",
            "ancien nom",
            "anciens noms",
            "nom précédent",
        ),
    )
    parent: str | None = column(
        "text",
        default=None,
        readers=EVERYONE,
        also=("parent account", "compte parent", "maison mère", "société mère"),
    )


class Revenue(Row):
    """The revenue of one account in one year, or in one month of it (its last day).

    `of_month` is the amount of a month whose year has a total of its own beside it, to which it adds nothing.
    """

    account: str = column(
        "text",
        refers="accounts",
        also=("customer", "client", "account name", "nom du compte", "nom du client"),
    )
    year: int = column("year", also=("fiscal year", "fy", "exercice", "an"))
    month: datetime.date | None = column(
        "month", default=None, also=("date", "invoice date", "date de facture")
    )
    revenue: float | None = column(
        "money",
        default=None,
        also=(
            "sales",
            "net sales",
            "net revenue",
            "turnover",
            "ca",
            "ca ht",
            "ventes",
            "amount",
            "montant",
            "revenu",
            "revenus",
        ),
    )
    units: float | None = column("number", default=None)
    cost: float | None = column("money", default=None, also=("coûts",))
    of_month: float | None = None


class Criterion(Row):
    """One criterion of the scoring."""

    axis: str = column("choice", choices=choices.AXIS)
    criterion: str = column("text", also=("criteria", "critères"))
    question: str | None = column("text", default=None, also=("description",))
    weight: float = column("share", low=0, also=("pondération",))
    ideal: float | None = column("number", default=None, also=("ideal score", "target score", "note idéale"))
    minimum: float | None = column("number", default=None)


class Score(Row):
    """The score of one account on one criterion."""

    account: str = column("text", refers="accounts")
    period: str | None = column("text", default=None, also=("year", "année"))
    criterion: str = column("text", refers="criteria")
    score: float = column("number")


class Qualifier(Row):
    """One test that makes a key account."""

    criterion: str = column("text")
    measure: str = column("choice", choices=choices.MEASURE)
    comparison: str = column("choice", default=">=", choices=choices.COMPARISON)
    threshold: float = column("number")
    unit: str | None = column("choice", default=None, choices=choices.UNIT)
    required: bool = column("yes", default=False)


class Product(Row):
    """One product."""

    product: str = column("text", readers=EVERYONE)
    product_family: str | None = column("text", default=None, also=("family", "famille"), readers=EVERYONE)
    in_whitespace: bool = column("yes", default=True, readers=EVERYONE)
    short_name: str | None = column("text", default=None, readers=EVERYONE)


class Profit(Row):
    """What one account earned with one product family."""

    account: str = column("text", refers="accounts")
    year: int | None = column("year", default=None)
    product_family: str = column("text", also=("family", "famille"))
    revenue: float | None = column("money", default=None, also=("ca",))
    cost: float | None = column("money", default=None, also=("coûts",))
    operating_profit: float | None = column("money", default=None, also=("profit", "résultat"))


class Policy(Row):
    """What to do in one cell of the profit matrix."""

    customer_group: str = column("choice", choices=choices.GROUP)
    product_family: str = column("text", also=("family", "famille"))
    policy: str = column("text")
    loss_lever: str | None = column("choice", default=None, choices=choices.LOSS_LEVER)


class Strategy(Row):
    """What one class of accounts gets on one lever."""

    account_class: str = column("choice", choices=choices.CLASS, also=("account class", "classe de comptes"))
    rule: str | None = column("text", default=None)
    headline: str | None = column("text", default=None)
    visits_per_account: int | None = column(
        "count", default=None, low=0, also=("visits a year", "visites par an")
    )
    lever: str = column("text")
    text: str = column("text")
