"""Rows about recurring revenue: months, onboarding, satisfaction, usage, risk and what is done about it."""

from __future__ import annotations

import datetime

from kamdeck.workbook import choices
from kamdeck.workbook.columns import Row, column


class Mrr(Row):
    """The monthly recurring revenue of one account on one plan in one month."""

    account: str = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        refers="accounts",
    )  # fmt: skip
    plan: str | None = column(
        "text", "Plan", "Offre", "Subscription plan", "Formule d'abonnement", default=None
    )
    month: datetime.date = column(
        "month", "Month", "Mois", "Any day of the month", "N'importe quel jour du mois", also=("date",)
    )
    mrr: float = column(
        "money", "MRR", "RMR", "Monthly recurring revenue", "Revenu mensuel récurrent", low=0,
        also=("monthly recurring revenue", "revenu mensuel récurrent"),
    )  # fmt: skip


class Bridge(Row):
    """The movements of MRR over one fiscal year, where accounts are not known month by month."""

    fiscal_year: str = column(
        "text", "Fiscal year", "Exercice", "Such as FY25", "Par exemple FY25", also=("year", "année")
    )
    opening: float = column("money", "Opening MRR", "RMR d'ouverture", "Start of year", "Début d'exercice")
    new: float = column(
        "money", "New", "Nouveaux", "First subscriptions", "Premiers abonnements", default=0.0
    )
    expansion: float = column(
        "money", "Expansion", "Expansion", "Accounts that buy more", "Comptes qui achètent plus", default=0.0
    )
    reactivation: float = column(
        "money", "Reactivation", "Réactivation", "Accounts that came back", "Comptes revenus", default=0.0
    )
    contraction: float = column(
        "money", "Contraction", "Contraction", "Accounts that buy less, negative",
        "Comptes qui achètent moins, négatif",
        default=0.0,
    )  # fmt: skip
    churn: float = column(
        "money", "Churn", "Attrition", "Accounts lost, negative", "Comptes perdus, négatif", default=0.0
    )
    closing: float = column("money", "Closing MRR", "RMR de clôture", "End of year", "Fin d'exercice")
    accounts_start: int | None = column(
        "count",
        "Accounts at start",
        "Comptes au début",
        "Number of accounts",
        "Nombre de comptes",
        default=None,
        low=0,
    )
    accounts_lost: int | None = column(
        "count",
        "Accounts lost",
        "Comptes perdus",
        "Number of accounts",
        "Nombre de comptes",
        default=None,
        low=0,
    )
    accounts_new: int | None = column(
        "count",
        "Accounts new",
        "Nouveaux comptes",
        "Number of accounts",
        "Nombre de comptes",
        default=None,
        low=0,
    )


class Onboarding(Row):
    """One onboarding."""

    account: str = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        refers="accounts",
    )  # fmt: skip
    step: str = column("text", "Step", "Étape", "Where it stands", "Où il en est", also=("stage",))
    completion: float = column(
        "share", "Done", "Avancement", "Share done, such as 62%", "Part faite, par exemple 62 %", low=0,
        high=1,
        also=("completion", "share done", "part faite"),
    )  # fmt: skip
    status: str = column(
        "choice",
        "Status",
        "Statut",
        "How it goes",
        "Comment il avance",
        choices=choices.PROGRESS,
        also=("état",),
    )
    due_on: datetime.date | None = column(
        "date", "Due", "Échéance", "Planned end", "Fin prévue", default=None, also=("due on",)
    )


class Satisfaction(Row):
    """One answer, or the result of one survey."""

    account: str | None = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        default=None, refers="accounts",
    )  # fmt: skip
    date: datetime.date = column(
        "date",
        "Date",
        "Date",
        "Day or month of the survey",
        "Jour ou mois de l'enquête",
        also=("month", "mois"),
    )
    survey: str = column("choice", "Survey", "Enquête", "NPS or CSAT", "NPS ou CSAT", choices=choices.SURVEY)
    score: float = column(
        "number",
        "Score",
        "Note",
        "NPS answer 0 to 10, CSAT 0 to 100",
        "Réponse NPS de 0 à 10, CSAT de 0 à 100",
    )
    answers: int = column(
        "count", "Answers", "Réponses", "How many answers", "Combien de réponses", default=1, low=0
    )


class Usage(Row):
    """How much one account uses what it bought."""

    account: str = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        refers="accounts",
    )  # fmt: skip
    date: datetime.date | None = column(
        "date", "Date", "Date", "Day of the figures", "Jour des chiffres", default=None
    )
    logins: float | None = column(
        "number", "Logins", "Connexions", "Or any measure of engagement", "Ou toute mesure d'engagement",
        default=None,
        low=0,
    )  # fmt: skip
    logins_change: float | None = column(
        "share", "Change in logins", "Évolution des connexions", "Over 90 days, such as -12%",
        "Sur 90 jours, comme -12 %",
        default=None, also=("logins change 90d", "usage change", "évolution de l'usage"), low=-1,
    )  # fmt: skip
    cancellation_risk: float | None = column(
        "share", "Cancellation risk", "Risque de résiliation", "Probability, 0 to 100%",
        "Probabilité, 0 à 100 %",
        default=None, low=0, high=1, also=("churn risk", "risque d'attrition"),
    )  # fmt: skip


class Risk(Row):
    """One account at risk."""

    account: str = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        refers="accounts",
    )  # fmt: skip
    in_queue_since: datetime.date | None = column(
        "date", "In queue since", "En file depuis", "Day it was put at risk",
        "Jour de la mise sous surveillance",
        default=None,
    )  # fmt: skip
    reason: str | None = column("text", "Reason", "Motif", "Why", "Pourquoi", default=None, also=("raison",))
    owner: str | None = column(
        "text",
        "Owner",
        "Porteur",
        "Who looks after it",
        "Qui s'en occupe",
        default=None,
        also=("responsable",),
    )
    mrr_at_risk: float | None = column(
        "money", "MRR at risk", "RMR à risque", "Empty: the latest MRR of the account",
        "Vide : le dernier RMR du compte",
        default=None, low=0, also=("mrr at stake", "rmr en jeu"),
    )  # fmt: skip
    renewal_on: datetime.date | None = column(
        "date",
        "Renewal",
        "Renouvellement",
        "Next renewal date",
        "Prochaine échéance",
        default=None,
        also=("renewal on",),
    )
    likelihood_saved: float | None = column(
        "share", "Likelihood saved", "Probabilité de sauvetage", "0 to 100%", "0 à 100 %", default=None,
        low=0, high=1,
        also=("likelihood", "probabilité"),
    )  # fmt: skip


class RetentionAction(Row):
    """One action that keeps an account."""

    account: str = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        refers="accounts",
    )  # fmt: skip
    lever: str | None = column("text", "Lever", "Levier", "Kind of action", "Type d'action", default=None)
    action: str = column("text", "Action", "Action", "What is done", "Ce qui est fait")
    owner: str | None = column(
        "text", "Owner", "Porteur", "Who does it", "Qui le fait", default=None, also=("responsable",)
    )
    due_on: datetime.date | None = column(
        "date", "Due", "Échéance", "By when", "Pour quand", default=None, also=("due on",)
    )
    status: str | None = column(
        "choice", "Status", "Statut", "How it goes", "Où elle en est", default=None, choices=choices.PROGRESS
    )
    likelihood: float | None = column(
        "share", "Likelihood", "Probabilité", "That it saves the account", "Qu'elle sauve le compte",
        default=None,
        low=0, high=1,
    )  # fmt: skip


class Previous(Row):
    """One figure of an earlier deck, for comparison."""

    deck: str | None = column(
        "text", "Deck", "Présentation", "Name of the earlier deck", "Nom de la précédente", default=None
    )
    as_of: datetime.date = column("date", "As of", "Au", "Date of its figures", "Date de ses chiffres")
    figure: str = column(
        "choice", "Figure", "Chiffre", "What is compared", "Ce qui est comparé", choices=choices.FIGURE
    )
    account: str | None = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        default=None, refers="accounts",
    )  # fmt: skip
    value: float | None = column("money", "Value", "Valeur", "The figure", "Le chiffre", default=None)
    text: str | None = column(
        "text", "Text", "Texte", "Or a word, such as A", "Ou un mot, comme A", default=None
    )
