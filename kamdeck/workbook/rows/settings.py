"""The settings of a workbook: each field is a line of the Settings sheet, with its default."""

from __future__ import annotations

import datetime

from kamdeck.workbook import choices
from kamdeck.workbook.columns import EVERYONE, Record, column


class Settings(Record):
    """What a workbook says about the deck as a whole; a line that is missing or empty keeps its default."""

    company: str | None = column(
        "text",
        "Company",
        "Société",
        "Shown on the cover",
        "Affichée en couverture",
        default=None,
        readers=EVERYONE,
    )
    deck_title: str | None = column(
        "text", "Deck title", "Titre", "Cover title", "Titre de couverture", default=None
    )
    period: str | None = column(
        "text",
        "Period",
        "Période",
        "Shown on the cover",
        "Affichée en couverture",
        default=None,
        readers=EVERYONE,
    )
    disclaimer: str | None = column(
        "text",
        "Disclaimer",
        "Mention",
        "Ends every source line",
        "Termine chaque ligne de source",
        default=None,
        readers=EVERYONE,
    )
    as_of: datetime.date | None = column(
        "date", "As of", "Arrêté au", "Date of the figures; nothing is ever compared with today's date",
        "Date des chiffres ; rien n'est jamais comparé à la date du jour", default=None,
        also=("as of date", "date d'arrêté", "reporting date"), readers=EVERYONE,
    )  # fmt: skip
    key_account_manager: str | None = column(
        "text", "Key account manager", "Responsable grand compte", "Of the focus account",
        "Du compte principal",
        default=None, readers=EVERYONE,
    )  # fmt: skip
    confidentiality: str | None = column(
        "text", "Confidentiality", "Confidentialité", "Who may read the deck",
        "Qui peut lire la présentation",
        default=None, also=("distribution", "diffusion"),
    )  # fmt: skip
    focus_account: str | None = column(
        "text", "Focus account", "Compte principal", "Account of the account-plan slides",
        "Compte des pages de plan de compte", default=None, refers="accounts", readers=EVERYONE,
    )  # fmt: skip
    currency: str = column(
        "text",
        "Currency",
        "Devise",
        "Three letters, such as USD or EUR",
        "Trois lettres, comme USD ou EUR",
        default="USD",
        readers=EVERYONE,
    )
    scale: str = column(
        "choice", "Amounts are in", "Montants en", "Units, thousands or millions, on every sheet",
        "Unités, milliers ou millions, sur toutes les feuilles", default="units", choices=choices.SCALE,
        also=("unit", "unité"), readers=EVERYONE,
    )  # fmt: skip
    language: str | None = column(
        "choice",
        "Language",
        "Langue",
        "Of the deck",
        "De la présentation",
        default=None,
        choices=choices.LANGUAGE,
        readers=EVERYONE,
    )
    first_year: int | None = column(
        "year", "First year", "Première année", "First year shown; empty: all there are",
        "Première année affichée ; vide : toutes", default=None, readers=EVERYONE,
    )  # fmt: skip
    last_year: int | None = column(
        "year", "Last year", "Dernière année", "Last year shown; empty: all there are",
        "Dernière année affichée ; vide : toutes", default=None, readers=EVERYONE,
    )  # fmt: skip
    fiscal_year_end_month: int = column(
        "count", "Fiscal year ends in month", "Mois de clôture", "1 to 12", "1 à 12", default=12, low=1,
        high=12,
        also=("fiscal year end month", "fiscal year end"), readers=EVERYONE,
    )  # fmt: skip
    current_fiscal_year: str | None = column(
        "text", "Current fiscal year", "Exercice en cours", "Such as FY26", "Par exemple FY26", default=None
    )
    pareto_threshold: float = column(
        "share", "Pareto threshold", "Seuil de Pareto", "Share that the vital few reach",
        "Part atteinte par les comptes vitaux", default=0.8, low=0, high=1,
    )  # fmt: skip
    tier_a_share: float = column(
        "share", "A up to", "A jusqu'à", "Cumulative revenue share of class A",
        "Part cumulée du CA de la classe A",
        default=0.8, low=0, high=1, also=("tier a share",),
    )  # fmt: skip
    tier_b_share: float = column(
        "share", "B up to", "B jusqu'à", "Cumulative revenue share of classes A and B",
        "Part cumulée du CA des classes A et B", default=0.95, low=0, high=1, also=("tier b share",),
    )  # fmt: skip
    abc_chart: str = column(
        "choice", "ABC chart", "Graphique ABC", "Columns by year, or quantity and value as mirrored bars",
        "Colonnes par année, ou quantité et valeur en barres opposées", default="columns",
        choices=choices.ABC_CHART,
    )  # fmt: skip
    top_share: float = column(
        "share", "Top share of accounts", "Part des premiers comptes", "For concentration",
        "Pour la concentration",
        default=0.2, low=0, high=1,
    )  # fmt: skip
    score_min: float = column(
        "number", "Lowest score", "Note minimale", "Of the scale", "De l'échelle", default=1
    )
    score_max: float = column(
        "number", "Highest score", "Note maximale", "Of the scale", "De l'échelle", default=10
    )
    score_period: str | None = column(
        "text", "Period of the scores", "Période des notes", "Empty: the newest one",
        "Vide : la plus récente",
        default=None, also=("score period",),
    )  # fmt: skip
    growth_weight: float = column(
        "share", "Growth weight", "Poids de la croissance", "The rest is harmony", "Le reste est l'harmonie",
        default=0.5, low=0, high=1,
    )  # fmt: skip
    class_cut: float = column(
        "number", "Class cut", "Seuil des classes", "Growth and harmony score that parts the classes",
        "Note de croissance et d'harmonie qui sépare les classes", default=5.5,
    )  # fmt: skip
    leading_accounts: int = column(
        "count", "Leading accounts", "Comptes de tête", "Accounts on the scoring slide",
        "Comptes de la page de notation",
        default=6, low=1,
    )  # fmt: skip
    screen_min_revenue: float | None = column(
        "money", "Screen from revenue", "Examen à partir du CA", "Accounts screened for key account status",
        "Comptes examinés comme grands comptes", default=None, low=0,
    )  # fmt: skip
    key_min_passes: int | None = column(
        "count", "Key account from passes", "Grand compte dès", "Tests passed, the required ones among them",
        "Tests réussis, dont les obligatoires", default=None, low=0,
    )  # fmt: skip
    candidate_min_passes: int | None = column(
        "count", "Candidate from passes", "Candidat dès", "Tests passed", "Tests réussis", default=None, low=0
    )
    near_miss_tolerance: float = column(
        "share", "Near miss", "Échec de peu", "Up to this share off the limit",
        "Jusqu'à cette part de la limite",
        default=0.1, low=0, high=1,
    )  # fmt: skip
    profit_group_a: int | None = column(
        "count", "Customers in profit group A", "Clients du groupe A", "Empty: quarters", "Vide : quarts",
        default=None,
        low=0,
    )  # fmt: skip
    profit_group_b: int | None = column(
        "count", "Customers in profit group B", "Clients du groupe B", "Empty: quarters", "Vide : quarts",
        default=None,
        low=0,
    )  # fmt: skip
    profit_group_c: int | None = column(
        "count", "Customers in profit group C", "Clients du groupe C", "Empty: quarters", "Vide : quarts",
        default=None,
        low=0,
    )  # fmt: skip
    profit_group_d: int | None = column(
        "count", "Customers in profit group D", "Clients du groupe D", "Empty: quarters", "Vide : quarts",
        default=None,
        low=0,
    )  # fmt: skip
    plan_order: tuple[str, ...] = column(
        "list", "Plan order", "Ordre des offres", "Plans from lowest to highest, separated by ;",
        "Offres de la plus basse à la plus haute, séparées par ;", default=(),
    )  # fmt: skip
    upsell_plan: str | None = column(
        "text",
        "Upsell plan",
        "Offre cible",
        "The plan to sell up to",
        "L'offre vers laquelle monter",
        default=None,
    )
    nrr_target: float | None = column(
        "share",
        "NRR target",
        "Objectif de NRR",
        "Net revenue retention",
        "Rétention nette du revenu",
        default=None,
    )
    csat_target: float | None = column(
        "number", "CSAT target", "Objectif CSAT", "0 to 100", "0 à 100", default=None, low=0, high=100
    )
    kpi_cards: tuple[str, ...] = column(
        "list", "Dashboard cards", "Cartes du tableau de bord", "Up to six, separated by ;",
        "Six au plus, séparées par ;", default=("mrr", "change", "nrr", "upsell", "accounts"),
        also=("kpi cards", "cartes kpi"), choices=choices.KPI,
    )  # fmt: skip
    logins_high: float = column(
        "share", "Logins, high risk", "Connexions, risque élevé", "A change of this or less",
        "Une évolution de ce niveau ou moins", default=-0.3,
    )  # fmt: skip
    logins_medium: float = column(
        "share", "Logins, medium risk", "Connexions, risque moyen", "A change of this or less",
        "Une évolution de ce niveau ou moins", default=-0.15,
    )  # fmt: skip
    cancellation_high: float = column(
        "share", "Cancellation risk, high", "Résiliation, risque élevé", "From this probability",
        "À partir de cette probabilité", default=0.4, low=0, high=1,
    )  # fmt: skip
    cancellation_medium: float = column(
        "share", "Cancellation risk, medium", "Résiliation, risque moyen", "From this probability",
        "À partir de cette probabilité", default=0.25, low=0, high=1,
    )  # fmt: skip
    queue_order: str = column(
        "choice", "Risk queue ranked by", "File de risque classée par", "MRR, days in queue or renewal",
        "RMR, jours en file ou renouvellement", default="mrr", choices=choices.QUEUE_ORDER,
    )  # fmt: skip
    queue_old_days: int = column(
        "count",
        "Old in queue from days",
        "Ancien en file dès (jours)",
        "Marked red",
        "Marqué en rouge",
        default=90,
        low=0,
    )
    renewal_soon_days: int = column(
        "count", "Renewal soon within days", "Renouvellement proche (jours)", "Marked red",
        "Marqué en rouge", default=60,
        low=0,
    )  # fmt: skip
    stale_contact_days: int = column(
        "count", "Contact stale after days", "Contact ancien après (jours)", "On the decision map",
        "Sur la carte de décision", default=90, low=0,
    )  # fmt: skip
    raci_points_r: float = column(
        "number",
        "Load points of R",
        "Points de charge de R",
        "Per activity",
        "Par activité",
        default=3,
        low=0,
    )
    raci_points_a: float = column(
        "number",
        "Load points of A",
        "Points de charge de A",
        "Per activity",
        "Par activité",
        default=2,
        low=0,
    )
    raci_points_c: float = column(
        "number",
        "Load points of C",
        "Points de charge de C",
        "Per activity",
        "Par activité",
        default=1,
        low=0,
    )
    raci_points_i: float = column(
        "number",
        "Load points of I",
        "Points de charge de I",
        "Per activity",
        "Par activité",
        default=0,
        low=0,
    )
    task_window_days: int = column(
        "count", "Tasks due soon, days", "Tâches à échéance, jours", "Counted as due soon",
        "Comptées comme proches",
        default=14, low=0, readers=EVERYONE,
    )  # fmt: skip
    task_next_days: int = column(
        "count", "Tasks listed next, days", "Prochaines tâches, jours", "Listed as next",
        "Listées comme prochaines",
        default=7, low=0, readers=EVERYONE,
    )  # fmt: skip
    kam_attainment_cap: float = column(
        "share", "Attainment cap", "Plafond d'atteinte", "A measure counts up to this",
        "Une mesure compte jusque-là",
        default=1.2, low=0,
    )  # fmt: skip
    kam_rating_a: float = column(
        "share", "Rating A from", "Note A dès", "Attainment", "Taux d'atteinte", default=1.0, low=0
    )
    kam_rating_b: float = column(
        "share", "Rating B from", "Note B dès", "Attainment", "Taux d'atteinte", default=0.9, low=0
    )
    kam_rating_c: float = column(
        "share", "Rating C from", "Note C dès", "Attainment", "Taux d'atteinte", default=0.75, low=0
    )
    kam_near_target: float = column(
        "share",
        "Near target from",
        "Proche de la cible dès",
        "Attainment",
        "Taux d'atteinte",
        default=0.9,
        low=0,
    )
    maturity_level_1: str | None = column(
        "text", "Maturity level 1", "Niveau de maturité 1", "Its name", "Son nom", default=None
    )
    maturity_level_2: str | None = column(
        "text", "Maturity level 2", "Niveau de maturité 2", "Its name", "Son nom", default=None
    )
    maturity_level_3: str | None = column(
        "text", "Maturity level 3", "Niveau de maturité 3", "Its name", "Son nom", default=None
    )
    maturity_level_4: str | None = column(
        "text", "Maturity level 4", "Niveau de maturité 4", "Its name", "Son nom", default=None
    )
    maturity_level_5: str | None = column(
        "text", "Maturity level 5", "Niveau de maturité 5", "Its name", "Son nom", default=None
    )
    programme_start: datetime.date | None = column(
        "date", "Programme start", "Début du programme", "First day of the rollout calendar",
        "Premier jour du calendrier de déploiement", default=None,
    )  # fmt: skip
    programme_end: datetime.date | None = column(
        "date", "Programme end", "Fin du programme", "Last day of the rollout calendar",
        "Dernier jour du calendrier de déploiement", default=None,
    )  # fmt: skip
    previous_deck: str | None = column(
        "text", "Previous deck", "Présentation précédente", "Its name", "Son nom", default=None
    )
    previous_deck_as_of: datetime.date | None = column(
        "date", "Previous deck as of", "Présentation précédente au", "Date of its figures",
        "Date de ses chiffres",
        default=None,
    )  # fmt: skip
    cells: tuple[tuple[str, str], ...] = ()

    def at(self, name: str) -> str:
        """Where a setting stands, such as `Settings!B7`; "" when the workbook does not give it."""
        return dict(self.cells).get(name, "")
