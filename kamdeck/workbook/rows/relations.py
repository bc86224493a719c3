"""Rows about one account from within: its people, divisions, white space and plan."""

from __future__ import annotations

import datetime

from kamdeck.workbook import choices
from kamdeck.workbook.columns import EVERYONE, Row, column


class Stakeholder(Row):
    """One person (or outside organisation) that matters to a decision."""

    account: str = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        refers="accounts",
    )  # fmt: skip
    id: str = column("text", "Id", "Id", "Short and unique in the account", "Court et unique dans le compte")
    name: str = column("text", "Name", "Nom", "Person or organisation", "Personne ou organisation")
    title: str | None = column(
        "text", "Title", "Fonction", "Job title", "Intitulé de poste", default=None, also=("titre",)
    )
    short_title: str | None = column(
        "text",
        "Short title",
        "Fonction courte",
        "Such as CIO",
        "Par exemple DSI",
        default=None,
        also=("titre court",),
    )
    organisation: str | None = column(
        "text", "Organisation", "Organisation", "Only if outside the account", "Seulement si hors du compte",
        default=None,
        also=("organization", "outside organisation"),
    )  # fmt: skip
    reports_to: str | None = column(
        "text",
        "Reports to",
        "Rattaché à",
        "The id of the manager",
        "L'id du supérieur",
        default=None,
        also=("n+1",),
    )
    power: int | None = column(
        "count", "Decision power", "Pouvoir de décision", "1 = highest", "1 = le plus fort", default=None,
        low=1,
        also=("power", "power rank", "pouvoir", "rang"),
    )  # fmt: skip
    role: str | None = column(
        "choice",
        "Role",
        "Rôle",
        "Role in the decision",
        "Rôle dans la décision",
        default=None,
        choices=choices.ROLE,
    )
    relationship: str = column(
        "choice", "Relationship", "Relation", "How the person stands to us",
        "Position de la personne envers nous",
        default="unknown", choices=choices.RELATIONSHIP,
    )  # fmt: skip
    touch_point: bool | None = column(
        "yes", "Touch point", "Contact direct", "Do we have access?", "Avons-nous un accès ?", default=None,
        also=("point de contact",),
    )  # fmt: skip
    last_contact: datetime.date | None = column(
        "date",
        "Last contact",
        "Dernier contact",
        "Day of the last contact",
        "Jour du dernier contact",
        default=None,
    )
    next_step: str | None = column(
        "text", "Next step", "Prochaine étape", "What we do next", "Ce que nous faisons ensuite", default=None
    )
    next_step_on: datetime.date | None = column(
        "date", "Next step on", "Prochaine étape le", "By when", "Pour quand", default=None
    )


class Influence(Row):
    """One line of influence beside the reporting lines."""

    account: str = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        refers="accounts",
    )  # fmt: skip
    source: str = column(
        "text", "From", "De", "Id of who influences", "Id de qui influence", also=("source", "from id")
    )
    target: str = column(
        "text",
        "To",
        "Vers",
        "Id of who is influenced",
        "Id de qui est influencé",
        also=("target", "to id", "à"),
    )
    kind: str | None = column(
        "choice", "Kind", "Nature", "Kind of influence", "Nature de l'influence", default=None,
        choices=choices.INFLUENCE,
        also=("type",),
    )  # fmt: skip


class Division(Row):
    """One division of an account."""

    account: str = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        refers="accounts", readers=EVERYONE,
    )  # fmt: skip
    division: str = column(
        "text",
        "Division",
        "Division",
        "Its name",
        "Son nom",
        also=("business unit", "entité"),
        readers=EVERYONE,
    )
    short_name: str | None = column(
        "text",
        "Short name",
        "Nom court",
        "For sentences",
        "Pour les phrases",
        default=None,
        readers=EVERYONE,
    )
    region: str | None = column(
        "text", "Region", "Région", "Groups the map", "Groupe la carte", default=None, readers=EVERYONE
    )
    head: str | None = column(
        "text", "Head", "Dirigeant", "Who leads it", "Qui la dirige", default=None, readers=EVERYONE
    )
    head_title: str | None = column(
        "text",
        "Head's title",
        "Fonction du dirigeant",
        "Job title",
        "Intitulé de poste",
        default=None,
        also=("head title",),
        readers=EVERYONE,
    )
    our_lead: str | None = column(
        "text",
        "Our lead",
        "Notre interlocuteur",
        "Who of us",
        "Qui chez nous",
        default=None,
        readers=EVERYONE,
    )


class Offer(Row):
    """What one division does with one product."""

    account: str = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        refers="accounts", readers=EVERYONE,
    )  # fmt: skip
    division: str = column(
        "text",
        "Division",
        "Division",
        "A division of Divisions",
        "Une division de Divisions",
        refers="divisions",
        readers=EVERYONE,
    )
    product: str = column(
        "text",
        "Product",
        "Produit",
        "A product of Products",
        "Un produit de Produits",
        refers="products",
        readers=EVERYONE,
    )
    state: str = column(
        "choice",
        "State",
        "État",
        "In use, or not",
        "En service, ou non",
        choices=choices.STATE,
        also=("status", "statut"),
        readers=EVERYONE,
        opens=("in use",),
    )
    value: float | None = column(
        "money", "Value", "Valeur", "Revenue a year, today or possible", "Revenu annuel, actuel ou possible",
        default=None, low=0, also=("potential", "potentiel"),
    )  # fmt: skip
    reason: str | None = column(
        "text",
        "Reason",
        "Motif",
        "Why not, if blocked",
        "Pourquoi pas, si bloqué",
        default=None,
        also=("raison",),
    )


class Initiative(Row):
    """One initiative of an account plan."""

    account: str = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        refers="accounts", readers=EVERYONE,
    )  # fmt: skip
    ambition: str | None = column(
        "text",
        "Ambition",
        "Ambition",
        "Once per account is enough",
        "Une fois par compte suffit",
        default=None,
    )
    goal_revenue: float | None = column(
        "money",
        "Goal revenue",
        "CA visé",
        "Once per account is enough",
        "Une fois par compte suffit",
        default=None,
        low=0,
    )
    goal_year: int | None = column(
        "year",
        "Goal year",
        "Année visée",
        "Once per account is enough",
        "Une fois par compte suffit",
        default=None,
    )
    objective: str = column(
        "text",
        "Objective",
        "Objectif",
        "Two to four per account",
        "Deux à quatre par compte",
        readers=EVERYONE,
    )
    strategy: str | None = column("text", "Strategy", "Stratégie", "How", "Comment", default=None)
    initiative: str = column(
        "text", "Initiative", "Initiative", "What is done", "Ce qui est fait", readers=EVERYONE
    )
    owner: str | None = column(
        "text",
        "Owner",
        "Porteur",
        "Who does it",
        "Qui le fait",
        default=None,
        also=("responsable",),
        readers=EVERYONE,
    )
    due_on: datetime.date | None = column(
        "date",
        "Due",
        "Échéance",
        "By when",
        "Pour quand",
        default=None,
        also=("due on",),
        readers=EVERYONE,
    )
    due_label: str | None = column(
        "text",
        "Due, as shown",
        "Échéance affichée",
        "Such as Q1 2027",
        "Par exemple T1 2027",
        default=None,
        also=("due label",),
        readers=EVERYONE,
    )
    status: str | None = column(
        "choice",
        "Status",
        "Statut",
        "How it goes",
        "Où elle en est",
        default=None,
        choices=choices.PROGRESS,
        readers=EVERYONE,
    )
    measure: str | None = column(
        "text", "Measure", "Mesure", "How success shows", "À quoi se voit le succès", default=None
    )
    now: str | None = column(
        "text", "Now", "Aujourd'hui", "The measure today", "La mesure aujourd'hui", default=None
    )
    goal: str | None = column(
        "text", "Goal", "Cible", "The measure at the end", "La mesure à la fin", default=None
    )
    shared: bool = column(
        "yes", "Shared", "Partagé", "May the account itself see it?", "Le compte lui-même peut-il le voir ?",
        default=False, also=("shared with the account", "partagé avec le compte"), readers=EVERYONE,
        opens=(True,),
    )  # fmt: skip
