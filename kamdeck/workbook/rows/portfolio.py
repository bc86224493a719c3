"""Rows about all accounts: who they are, what they buy, how they score, what they earn."""

from __future__ import annotations

import datetime

from kamdeck.workbook import choices
from kamdeck.workbook.columns import EVERYONE, Row, column


class Account(Row):
    """One account."""

    account: str = column(
        "text", "Account", "Compte", "The account's name, the same on every sheet",
        "Le nom du compte, identique partout",
        also=("customer", "client", "account name", "nom du compte", "nom du client"), readers=EVERYONE,
    )  # fmt: skip
    short_name: str | None = column(
        "text",
        "Short name",
        "Nom court",
        "For narrow columns",
        "Pour les colonnes étroites",
        default=None,
        readers=EVERYONE,
    )
    segment: str | None = column(
        "text", "Segment", "Segment", "Your own grouping", "Votre propre regroupement", default=None
    )
    region: str | None = column(
        "text", "Region", "Région", "Sales region", "Région commerciale", default=None
    )
    manager: str | None = column(
        "text", "Manager", "Responsable", "Key account manager", "Responsable grand compte", default=None,
        also=("key account manager", "kam", "owner", "responsable grand compte"), readers=EVERYONE,
    )  # fmt: skip
    customer_since: datetime.date | None = column(
        "date", "Customer since", "Client depuis", "First contract", "Premier contrat", default=None
    )
    renewal: datetime.date | None = column(
        "date", "Renewal", "Renouvellement", "Next renewal date", "Prochaine échéance", default=None,
        also=("renewal date", "date de renouvellement", "échéance du contrat"),
    )  # fmt: skip
    status: str | None = column(
        "choice", "Status", "Statut", "Is it a customer today?", "Est-il client aujourd'hui ?", default=None,
        choices=choices.ACCOUNT_STATUS,
    )  # fmt: skip
    lost_on: datetime.date | None = column(
        "date", "Lost on", "Perdu le", "Last day as a customer", "Dernier jour comme client", default=None
    )
    key_account: bool | None = column(
        "yes", "Key account", "Grand compte", "Is it a key account?", "Est-ce un grand compte ?", default=None
    )
    margin: float | None = column(
        "share", "Margin", "Marge", "Contribution margin, such as 31%",
        "Marge sur coûts variables, par exemple 31 %",
        default=None, high=1,
        also=("contribution margin", "marge de contribution", "marge sur coûts variables"),
    )  # fmt: skip
    visits: int | None = column(
        "count", "Visits", "Visites", "Visits in the last 12 months", "Visites des 12 derniers mois",
        default=None,
        low=0, also=("visits last 12 months", "visites 12 derniers mois"),
    )  # fmt: skip
    formerly: tuple[str, ...] = column(
        "names", "Formerly", "Anciennement", "Former names, separated by ; or one a line",
        "Anciens noms, séparés par ; ou un par ligne", default=(), readers=EVERYONE,
        also=(
            "former name", "former names", "previous name", "old name", "alias", "renamed from",
            "ancien nom", "anciens noms", "nom précédent",
        ),
    )  # fmt: skip
    parent: str | None = column(
        "text", "Parent", "Groupe", "The group it belongs to, an account of this sheet",
        "Le groupe dont il fait partie, un compte de cette feuille", default=None, readers=EVERYONE,
        also=("parent account", "compte parent", "maison mère", "société mère"),
    )  # fmt: skip


class Revenue(Row):
    """The revenue of one account in one year."""

    account: str = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        refers="accounts", also=("customer", "client", "account name", "nom du compte", "nom du client"),
    )  # fmt: skip
    year: int = column(
        "year", "Year", "Année", "Calendar or fiscal year, such as 2026",
        "Année civile ou exercice, comme 2026",
        also=("fiscal year", "fy", "exercice", "an"),
    )  # fmt: skip
    revenue: float | None = column(
        "money", "Revenue", "Chiffre d'affaires", "Revenue of the year", "Chiffre d'affaires de l'année",
        default=None,
        also=(
            "sales", "net sales", "net revenue", "turnover", "ca", "ca ht", "ventes", "amount", "montant",
            "revenu", "revenus",
        ),
    )  # fmt: skip
    units: float | None = column("number", "Units", "Unités", "Units sold", "Unités vendues", default=None)
    cost: float | None = column(
        "money", "Cost", "Coût", "Cost to serve", "Coût de service", default=None, also=("coûts",)
    )


class Criterion(Row):
    """One criterion of the scoring."""

    axis: str = column(
        "choice", "Axis", "Axe", "Growth or harmony", "Croissance ou harmonie", choices=choices.AXIS
    )
    criterion: str = column(
        "text",
        "Criterion",
        "Critère",
        "Its name, as on Scores",
        "Son nom, comme dans Notes",
        also=("criteria", "critères"),
    )
    question: str | None = column(
        "text", "Question", "Question", "What a high score means", "Ce que signifie une note élevée",
        default=None,
        also=("description",),
    )  # fmt: skip
    weight: float = column(
        "share", "Weight", "Poids", "Weights of an axis add up to 100%", "Les poids d'un axe font 100 %",
        low=0,
        also=("pondération",),
    )  # fmt: skip
    ideal: float | None = column(
        "number", "Ideal", "Idéal", "Score of the ideal account", "Note du compte idéal", default=None,
        also=("ideal score", "target score", "note idéale"),
    )  # fmt: skip
    minimum: float | None = column(
        "number", "Minimum", "Minimum", "Lowest score that is accepted", "Note minimale acceptée",
        default=None,
    )  # fmt: skip


class Score(Row):
    """The score of one account on one criterion."""

    account: str = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        refers="accounts",
    )  # fmt: skip
    period: str | None = column(
        "text", "Period", "Période", "When it was scored, such as 2026", "Date de la notation, comme 2026",
        default=None,
        also=("year", "année"),
    )  # fmt: skip
    criterion: str = column(
        "text", "Criterion", "Critère", "A criterion of the Criteria sheet",
        "Un critère de la feuille Critères",
        refers="criteria",
    )  # fmt: skip
    score: float = column("number", "Score", "Note", "High is good", "Élevée = bonne")


class Qualifier(Row):
    """One test that makes a key account."""

    criterion: str = column("text", "Criterion", "Critère", "Name on the slide", "Nom sur la diapositive")
    measure: str = column(
        "choice",
        "Measure",
        "Mesure",
        "The figure that is tested",
        "Le chiffre qui est testé",
        choices=choices.MEASURE,
    )
    comparison: str = column(
        "choice", "Comparison", "Comparaison", "At least or at most", "Au moins ou au plus", default=">=",
        choices=choices.COMPARISON,
    )  # fmt: skip
    threshold: float = column("number", "Threshold", "Seuil", "The limit", "La limite")
    unit: str | None = column(
        "choice", "Unit", "Unité", "How the figure is shown", "Comment le chiffre est affiché", default=None,
        choices=choices.UNIT,
    )  # fmt: skip
    required: bool = column(
        "yes", "Required", "Obligatoire", "Must a key account pass it?",
        "Un grand compte doit-il le réussir ?",
        default=False,
    )  # fmt: skip


class Product(Row):
    """One product."""

    product: str = column("text", "Product", "Produit", "Its name", "Son nom", readers=EVERYONE)
    product_family: str | None = column(
        "text", "Product family", "Famille de produits", "As on Profit", "Comme dans Rentabilité",
        default=None,
        also=("family", "famille"), readers=EVERYONE,
    )  # fmt: skip
    in_whitespace: bool = column(
        "yes", "In white space", "Dans l'espace blanc", "Show it on the white-space map?",
        "La montrer sur la carte ?",
        default=True, readers=EVERYONE,
    )  # fmt: skip
    short_name: str | None = column(
        "text",
        "Short name",
        "Nom court",
        "For chips and narrow columns",
        "Pour les étiquettes étroites",
        default=None,
        readers=EVERYONE,
    )


class Profit(Row):
    """What one account earned with one product family."""

    account: str = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        refers="accounts",
    )  # fmt: skip
    year: int | None = column(
        "year", "Year", "Année", "Year of the figures", "Année des chiffres", default=None
    )
    product_family: str = column(
        "text", "Product family", "Famille de produits", "A family of products", "Une famille de produits",
        also=("family", "famille"),
    )  # fmt: skip
    revenue: float | None = column(
        "money", "Revenue", "Chiffre d'affaires", "Revenue, if profit is to be computed",
        "Chiffre d'affaires, si le résultat est à calculer", default=None, also=("ca",),
    )  # fmt: skip
    cost: float | None = column(
        "money", "Cost", "Coût", "Full cost, if profit is to be computed",
        "Coût complet, si le résultat est à calculer",
        default=None, also=("coûts",),
    )  # fmt: skip
    operating_profit: float | None = column(
        "money", "Operating profit", "Résultat d'exploitation", "Or the profit itself; a loss is negative",
        "Ou le résultat lui-même ; une perte est négative", default=None, also=("profit", "résultat"),
    )  # fmt: skip


class Policy(Row):
    """What to do in one cell of the profit matrix."""

    customer_group: str = column(
        "choice", "Customer group", "Groupe de clients", "A to D by profit", "A à D selon le résultat",
        choices=choices.GROUP,
    )  # fmt: skip
    product_family: str = column(
        "text", "Product family", "Famille de produits", "A family of Profit", "Une famille de Rentabilité",
        also=("family", "famille"),
    )  # fmt: skip
    policy: str = column("text", "Policy", "Politique", "What we do there", "Ce que nous y faisons")
    loss_lever: str | None = column(
        "choice", "Loss lever", "Levier en cas de perte", "How a loss there is stopped",
        "Comment y arrêter une perte",
        default=None, choices=choices.LOSS_LEVER,
    )  # fmt: skip


class Strategy(Row):
    """What one class of accounts gets on one lever."""

    account_class: str = column(
        "choice", "Class", "Classe", "Class of the growth and harmony map",
        "Classe de la carte croissance-harmonie",
        choices=choices.CLASS, also=("account class", "classe de comptes"),
    )  # fmt: skip
    rule: str | None = column(
        "text",
        "Rule",
        "Règle",
        "When an account is in the class",
        "Quand un compte est dans la classe",
        default=None,
    )
    headline: str | None = column(
        "text",
        "Headline",
        "Principe",
        "The stance in a few words",
        "La posture en quelques mots",
        default=None,
    )
    visits_per_account: int | None = column(
        "count", "Visits per account", "Visites par compte", "Planned a year", "Prévues par an",
        default=None, low=0,
        also=("visits a year", "visites par an"),
    )  # fmt: skip
    lever: str = column("text", "Lever", "Levier", "What is dealt by class", "Ce qui varie selon la classe")
    text: str = column("text", "Text", "Texte", "What the class gets", "Ce que la classe reçoit")
