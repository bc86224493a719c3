"""The values a column may hold where only a few are allowed, in English and in French.

A choice is (code, English, French, further accepted words...); the code is what the row carries.
"""

from __future__ import annotations

from kamdeck.workbook.wording import fold


class Choices:
    """The allowed values of a column."""

    __slots__ = ("_codes", "items")

    def __init__(self, *items: tuple[str, ...]) -> None:
        self.items = items
        self._codes: dict[str, str] = {}

    def code(self, text: str) -> str | None:
        """The code a text means, in either language, case and accents aside; None when it means none."""
        if not self._codes:
            for item in self.items:
                for word in item:
                    self._codes.setdefault(word, item[0])
                    self._codes.setdefault(word.casefold(), item[0])
                    self._codes.setdefault(fold(word) or word, item[0])
        codes = self._codes
        return codes.get(text) or codes.get(text.casefold()) or codes.get(fold(text) or text)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in the order in which a person should see them."""
        return tuple(item[0] for item in self.items)

    def words(self, lang: str) -> tuple[str, ...]:
        """The words for the codes, in the language ("fr" or English)."""
        return tuple(item[2 if lang == "fr" else 1] for item in self.items)

    def word(self, code: str, lang: str) -> str:
        """The word for one code, in the language; the code itself when it is unknown."""
        return next((item[2 if lang == "fr" else 1] for item in self.items if item[0] == code), code)


YES = Choices(
    ("yes", "yes", "oui", "y", "o", "true", "vrai", "x", "1", "✓", "✔"),
    ("no", "no", "non", "n", "false", "faux", "0", "-", "–"),
)
ACCOUNT_STATUS = Choices(
    ("active", "active", "actif", "active account", "client"),
    ("lost", "lost", "perdu", "churned", "parti"),
    ("prospect", "prospect", "prospect", "target", "cible"),
)
AXIS = Choices(("growth", "Growth", "Croissance", "potential"), ("harmony", "Harmony", "Harmonie", "fit"))
PROGRESS = Choices(
    ("not started", "not started", "non commencé", "planned", "planifié", "prévu", "to do", "à faire"),
    ("on track", "on track", "en bonne voie", "dans les temps"),
    ("in progress", "in progress", "en cours", "started", "ongoing"),
    ("at risk", "at risk", "à risque"),
    ("late", "late", "en retard", "overdue", "delayed"),
    ("done", "done", "terminé", "fait", "completed", "finished", "achevé"),
)
ROLLOUT_STATUS = Choices(
    ("planned", "planned", "planifié", "not started", "prévu", "non commencé"),
    ("on track", "on track", "en bonne voie", "in progress", "en cours"),
    ("at risk", "at risk", "à risque"),
    ("late", "late", "en retard", "overdue", "delayed"),
    ("done", "done", "terminé", "fait", "completed", "achevé"),
)
TASK_STATUS = Choices(
    ("open", "open", "ouvert", "ouverte", "to do", "à faire", "not started", "non commencé"),
    ("in progress", "in progress", "en cours", "started", "ongoing"),
    ("done", "done", "terminé", "fait", "completed", "closed", "achevé"),
)
PRIORITY = Choices(
    ("high", "High", "Haute", "élevée", "urgent", "haut"),
    ("medium", "Medium", "Moyenne", "normal", "normale", "moyen"),
    ("low", "Low", "Basse", "faible", "bas"),
)
SURVEY = Choices(("NPS", "NPS", "NPS", "net promoter score"), ("CSAT", "CSAT", "CSAT", "satisfaction"))
ROLE = Choices(
    ("decision maker", "decision maker", "décideur"),
    ("economic buyer", "economic buyer", "acheteur économique", "budget holder"),
    ("champion", "champion", "champion", "sponsor"),
    ("influencer", "influencer", "influenceur", "prescripteur"),
    ("user", "user", "utilisateur"),
    ("blocker", "blocker", "opposant", "bloqueur", "détracteur"),
)
RELATIONSHIP = Choices(
    ("positive", "positive", "positive", "positif", "+"),
    ("neutral", "neutral", "neutre", "0"),
    ("negative", "negative", "négative", "négatif", "-"),
    ("unknown", "unknown", "inconnue", "inconnu", "?"),
)
INFLUENCE = Choices(
    ("advises", "advises", "conseille", "adviser", "conseil"),
    ("informal", "informal", "informelle", "informel"),
    ("sponsors", "sponsors", "parraine"),
    ("opposes", "opposes", "s'oppose", "s'oppose à"),
    ("conflict", "conflict", "conflit", "in conflict", "en conflit"),
)
LOSS_LEVER = Choices(
    ("reprice", "reprice", "réviser le prix", "révision du prix"),
    ("self-service", "self-service", "libre-service", "self service"),
    ("partner", "partner", "partenaire"),
)
GROUP = Choices(("A", "A", "A"), ("B", "B", "B"), ("C", "C", "C"), ("D", "D", "D"))
CLASS = Choices(
    ("Strategic", "Strategic", "Stratégique"),
    ("Star", "Star", "Étoile"),
    ("Status", "Status", "Statut"),
    ("Streamline", "Streamline", "Simplifié", "Rationalisé"),
)
MEASURE = Choices(
    ("revenue", "Revenue", "Chiffre d'affaires", "CA"),
    ("revenue_cagr_2_years", "Revenue growth a year", "Croissance annuelle du CA", "CAGR", "TCAM"),
    ("growth_score", "Growth score", "Note de croissance"),
    ("harmony_score", "Harmony score", "Note d'harmonie"),
    ("csat", "CSAT", "CSAT"),
    ("contribution_margin", "Margin", "Marge"),
    ("mrr", "MRR", "RMR"),
    ("profit", "Operating profit", "Résultat d'exploitation"),
)
COMPARISON = Choices((">=", "at least", "au moins", ">=", "≥"), ("<=", "at most", "au plus", "<=", "≤"))
BETTER = Choices(
    ("higher", "higher", "plus haut", "haut", "high", "up", "at least", "au moins", ">=", "≥"),
    ("lower", "lower", "plus bas", "bas", "low", "down", "at most", "au plus", "<=", "≤"),
)
UNIT = Choices(
    ("money", "money", "montant", "usd", "eur", "$", "€"),
    ("share", "share", "part", "%", "percent", "pourcentage"),
    ("score", "score", "note", "points"),
    ("csat", "CSAT", "CSAT"),
    ("count", "count", "nombre", "number"),
    ("days", "days", "jours"),
)
ACTUAL_FROM = Choices(
    ("revenue", "Revenue", "Chiffre d'affaires"),
    ("mrr", "MRR", "RMR"),
    ("mrr and risk", "MRR and Risk", "RMR et Risques"),
    ("satisfaction", "Satisfaction", "Satisfaction"),
    ("entered", "entered", "saisi", "manual"),
)
CHARTER = Choices(
    ("version", "version", "version"),
    ("validity", "validity", "validité"),
    ("mission", "mission", "mission"),
    ("scope_in", "scope in", "dans le périmètre", "in scope"),
    ("scope_out", "scope out", "hors périmètre", "out of scope"),
    ("objective", "objective", "objectif"),
    ("role", "role", "rôle"),
    ("decision_right", "decision right", "droit de décision"),
    ("principle", "principle", "principe"),
    ("governance", "governance", "gouvernance"),
    ("signature", "signature", "signature"),
)
CHARTER_MEASURE = Choices(
    ("nrr", "NRR", "NRR", "net revenue retention"),
    ("logo_retention", "logo retention", "rétention des comptes"),
    ("premium_share", "upsell plan share", "part de l'offre cible", "premium share"),
    ("mrr_at_risk_share", "MRR at risk share", "part du RMR à risque"),
    ("csat", "CSAT", "CSAT"),
    ("revenue", "Revenue", "Chiffre d'affaires"),
)
STATE = Choices(
    ("in use", "in use", "en service", "used", "utilisé"),
    ("proposed", "proposed", "proposé", "offered"),
    ("white space", "white space", "espace blanc", "open", "libre"),
    ("competitor", "competitor", "concurrent"),
    ("not applicable", "not applicable", "sans objet", "n/a", "na", "s/o"),
)
LETTER = Choices(("R", "R", "R"), ("A", "A", "A"), ("C", "C", "C"), ("I", "I", "I"))
FIGURE = Choices(
    ("mrr_at_risk", "MRR at risk", "RMR à risque"),
    ("tier", "tier", "classe"),
    ("revenue", "Revenue", "Chiffre d'affaires"),
    ("mrr", "MRR", "RMR"),
)
LANGUAGE = Choices(("en", "English", "anglais", "en"), ("fr", "French", "français", "fr"))
SCALE = Choices(
    ("units", "units", "unités", "1"),
    ("thousands", "thousands", "milliers", "k", "1000"),
    ("millions", "millions", "millions", "m"),
)
KPI = Choices(
    ("mrr", "MRR", "RMR"),
    ("change", "change", "évolution", "growth", "croissance"),
    ("nrr", "NRR", "NRR", "net revenue retention", "rétention nette"),
    ("grr", "GRR", "GRR", "gross revenue retention", "rétention brute"),
    ("logos", "logo retention", "rétention des comptes", "logos"),
    ("upsell", "upsell plan share", "part de l'offre cible", "upsell", "premium share"),
    ("accounts", "accounts", "comptes", "key accounts", "grands comptes"),
    ("average", "MRR per account", "RMR par compte"),
    ("at_risk", "MRR at risk", "RMR à risque"),
    ("csat", "CSAT", "CSAT", "satisfaction"),
    ("nps", "NPS", "NPS", "net promoter score"),
    ("onboarding", "onboarding", "intégration"),
)
QUEUE_ORDER = Choices(
    ("mrr", "MRR", "RMR"), ("days", "days", "jours"), ("renewal", "renewal", "renouvellement")
)
ABC_CHART = Choices(
    ("columns", "columns", "colonnes"),
    ("mirrored", "mirrored", "opposées", "mirrored bars", "butterfly", "barres opposées", "papillon"),
)
