"""The words of the first sheet of a starter workbook, in English and French."""

from __future__ import annotations

TITLE = {"en": "Start here", "fr": "Mode d'emploi"}
HEADLINE = {
    "en": "From this workbook to your key account deck",
    "fr": "De ce classeur à votre présentation grands comptes",
}
ABOUT = {
    "en": "kamdeck reads this workbook and makes a PowerPoint deck of native, editable charts and tables. "
    "When the figures change, it brings the same deck up to date and keeps what you changed by hand. "
    "It only ever reads the workbook.",
    "fr": "kamdeck lit ce classeur et en fait une présentation PowerPoint aux graphiques et tableaux natifs "
    "et modifiables. Quand les chiffres changent, il met la même présentation à jour et garde ce que vous y "
    "avez modifié à la main. Il ne fait que lire le classeur.",
}
STEPS_TITLE = {"en": "How to fill it in", "fr": "Comment le remplir"}
STEPS = {
    "en": (
        "Fill in Accounts and Revenue: nothing else is required. One column per year, as many as you want.",
        "Fill in any other sheet you have data for; slides of sheets that stay empty are left out.",
        "Enter the company, the currency and the as-of date on the sheet Settings.",
        "Double-click “Update deck” beside this workbook: it makes the deck, opens it, says what is wrong.",
        "On the command line, “kamdeck check” names each fault with its cell; then “kamdeck update”.",
    ),
    "fr": (
        "Remplissez Comptes et Chiffre d'affaires : rien d'autre n'est obligatoire. Une colonne par année.",
        "Remplissez les autres feuilles si vous avez les données : les pages sans données sont omises.",
        "Indiquez la société, la devise et la date d'arrêté sur la feuille Paramètres.",
        "Double-cliquez sur « Actualiser la présentation », à côté : elle est faite, ouverte, et vérifiée.",
        "En ligne de commande : « kamdeck check » (chaque erreur et sa cellule), puis « kamdeck update ».",
    ),
}
HINTS_TITLE = {"en": "Good to know", "fr": "Bon à savoir"}
HINTS = {
    "en": (
        "Columns may stand in any order, and you may add columns of your own: they are ignored.",
        "Account names must be the same on every sheet; the lists in the cells offer them.",
        "Total rows are recognised and not counted. Hidden rows and sheets are read like all others.",
        "Point at a column's header to see what belongs there.",
    ),
    "fr": (
        "L'ordre des colonnes est libre, et vous pouvez en ajouter d'autres : elles sont ignorées.",
        "Les noms de compte doivent être identiques partout ; les listes des cellules les proposent.",
        "Les lignes de total sont reconnues et non comptées. Lignes et feuilles masquées sont lues aussi.",
        "Pointez l'en-tête d'une colonne pour voir ce qui s'y saisit.",
    ),
}
LEGEND_TITLE = {"en": "Colours", "fr": "Couleurs"}
LEGEND = {
    "en": ("required column", "optional column", "required sheet", "optional sheet"),
    "fr": ("colonne obligatoire", "colonne facultative", "feuille obligatoire", "feuille facultative"),
}
SHEETS_TITLE = {"en": "The sheets", "fr": "Les feuilles"}
SHEETS_HEADERS = {
    "en": ("Sheet", "A row is", "Slides it is for"),
    "fr": ("Feuille", "Une ligne est", "Pages concernées"),
}
SETTINGS_TITLE = {"en": "Settings", "fr": "Paramètres"}
SETTINGS_ROW = {"en": "A setting", "fr": "Un paramètre"}
SETTINGS_HELP = {
    "en": "What applies to the deck as a whole. An empty value keeps the default.",
    "fr": "Ce qui vaut pour toute la présentation. Une valeur vide garde le réglage par défaut.",
}
SETTINGS_HEADERS = {
    "en": ("Setting", "Value", "What it does", "Default"),
    "fr": ("Paramètre", "Valeur", "À quoi il sert", "Par défaut"),
}
ALL_SLIDES = {"en": "All", "fr": "Toutes"}
BACK = {"en": "← Start here", "fr": "← Mode d'emploi"}

_REVENUE_SLIDES = {
    "en": "Cover, Pareto, Concentration, ABC tiers, ABC accounts, ABC migration",
    "fr": "Couverture, Pareto, Concentration, Classes ABC, Comptes ABC, Migration ABC",
}
_SCORING_SLIDES = {"en": "Scoring, Classification, Ranking", "fr": "Notation, Classification, Classement"}
_PROFIT_SLIDE = {"en": "Profit matrix", "fr": "Matrice de rentabilité"}
_DECISION_SLIDE = {"en": "Decision map", "fr": "Carte de décision"}
_RISK_SLIDES = {"en": "Risk dashboard, Dashboard", "fr": "Tableau des risques, Tableau de bord"}
_RETENTION_SLIDES = {"en": "Dashboard, Retention", "fr": "Tableau de bord, Rétention"}
_NO_SLIDE = {"en": "none in this version", "fr": "aucune dans cette version"}
_DIVISION_SLIDES = {"en": "Divisions, White space", "fr": "Divisions, Espace blanc"}

SLIDES = {
    "accounts": _REVENUE_SLIDES,
    "revenue": _REVENUE_SLIDES,
    "criteria": _SCORING_SLIDES,
    "scores": _SCORING_SLIDES,
    "identification": {"en": "Identification", "fr": "Identification"},
    "strategies": {"en": "Strategies", "fr": "Stratégies"},
    "products": _DIVISION_SLIDES,
    "profit": _PROFIT_SLIDE,
    "policies": _PROFIT_SLIDE,
    "mrr": _RETENTION_SLIDES,
    "mrr_bridge": {"en": "Retention", "fr": "Rétention"},
    "onboarding": _RISK_SLIDES,
    "satisfaction": _RISK_SLIDES,
    "usage": {"en": "Dashboard", "fr": "Tableau de bord"},
    "risk": _RISK_SLIDES,
    "retention_actions": {"en": "Retention plan", "fr": "Plan de rétention"},
    "stakeholders": _DECISION_SLIDE,
    "influence": _DECISION_SLIDE,
    "divisions": _DIVISION_SLIDES,
    "whitespace": _DIVISION_SLIDES,
    "plan": {"en": "Account plan", "fr": "Plan de compte"},
    "charter": {"en": "Charter", "fr": "Charte"},
    "rollout": {"en": "Rollout calendar", "fr": "Calendrier de déploiement"},
    "milestones": {"en": "Rollout calendar", "fr": "Calendrier de déploiement"},
    "team": {"en": "Team responsibilities, To-do lists", "fr": "Responsabilités, Listes de tâches"},
    "responsibilities": {"en": "Team responsibilities", "fr": "Responsabilités de l'équipe"},
    "tasks": {"en": "To-do lists", "fr": "Listes de tâches"},
    "evaluation": {"en": "KAM evaluation", "fr": "Évaluation"},
    "building_blocks": {"en": "Building blocks", "fr": "Fondations"},
    "previous": {"en": "Summary", "fr": "Synthèse"},
}
"""The slides that each sheet is for."""

# Groups of settings: title in both languages and the first field of the group.
SETTING_GROUPS = {
    "company": {"en": "Deck", "fr": "Présentation"},
    "first_year": {"en": "Years", "fr": "Années"},
    "pareto_threshold": {"en": "Pareto, ABC and concentration", "fr": "Pareto, ABC et concentration"},
    "score_min": {"en": "Scoring", "fr": "Notation"},
    "screen_min_revenue": {"en": "Identification", "fr": "Identification"},
    "profit_group_a": {"en": "Profit matrix", "fr": "Matrice de rentabilité"},
    "plan_order": {"en": "Plans and targets", "fr": "Offres et objectifs"},
    "logins_high": {"en": "Risk", "fr": "Risque"},
    "raci_points_r": {"en": "Team and tasks", "fr": "Équipe et tâches"},
    "kam_attainment_cap": {"en": "Evaluation", "fr": "Évaluation"},
    "maturity_level_1": {"en": "Programme", "fr": "Programme"},
    "previous_deck": {"en": "Earlier deck", "fr": "Présentation précédente"},
}
