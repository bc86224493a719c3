"""The values a column may hold where only a few are allowed.

A choice is a code, or (code, further accepted words...); the code is what the row carries. The words for
the codes stand in the catalogues, under `choice`.
"""

from __future__ import annotations

from kamdeck.text import entry, languages
from kamdeck.workbook.wording import fold


class Choices:
    """The allowed values of a column; `key` is their name in the catalogues."""

    __slots__ = ("_codes", "_items", "key")
    is_open = False

    def __init__(self, key: str, *items: str | tuple[str, ...]) -> None:
        self.key = key
        self._items = tuple((item,) if isinstance(item, str) else item for item in items)
        self._codes: dict[str, str] = {}

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in the order in which a person should see them."""
        return tuple(item[0] for item in self._items)

    def code(self, text: str) -> str | None:
        """The code a text means, in any language, case and accents aside; None when it means none."""
        if not self._codes:
            for code, words in self.accepted().items():
                for word in (code, *words):
                    self._codes.setdefault(word, code)
                    self._codes.setdefault(word.casefold(), code)
                    self._codes.setdefault(fold(word) or word, code)
        codes = self._codes
        return codes.get(text) or codes.get(text.casefold()) or codes.get(fold(text) or text)

    def accepted(self) -> dict[str, tuple[str, ...]]:
        """The words that mean each code: in every language, then the further ones."""
        also = {item[0]: item[1:] for item in self._items}
        return {
            code: (*(self.word(code, lang) for lang in languages()), *also.get(code, ()))
            for code in self.codes
        }

    def words(self, lang: str) -> tuple[str, ...]:
        """The words for the codes, in the language."""
        return tuple(self.word(code, lang) for code in self.codes)

    def word(self, code: str, lang: str) -> str:
        """The word for one code, in the language; the code itself when it is unknown."""
        found = entry(lang, "choice", self.key, code)
        return code if found is None else str(found)


class OpenChoices(Choices):
    """Choices beside which a person's own word may stand: it is taken as it is."""

    __slots__ = ()
    is_open = True

    def code(self, text: str) -> str:
        """The code that a text means, else the text."""
        return super().code(text) or text


class LanguageChoices(Choices):
    """The languages there are. A catalogue that does not know one calls it what its own calls it."""

    __slots__ = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages, English first."""
        return languages()

    def word(self, code: str, lang: str) -> str:
        """The name of a language in another."""
        found = entry(lang, "choice", self.key, code)
        if found is None and code in self.codes:
            found = entry(code, "choice", self.key, code)
        return code if found is None else str(found)


YES = Choices(
    "yes", ("yes", "y", "o", "true", "vrai", "x", "1", "✓", "✔"), ("no", "n", "false", "faux", "0", "-", "–")
)
ACCOUNT_STATUS = Choices(
    "account_status",
    ("active", "active account", "client"),
    ("lost", "churned", "parti"),
    ("prospect", "target", "cible"),
)
AXIS = Choices("axis", ("growth", "potential"), ("harmony", "fit"))
PROGRESS = Choices(
    "progress",
    ("not started", "planned", "planifié", "prévu", "to do", "à faire"),
    ("on track", "dans les temps"),
    ("in progress", "started", "ongoing"),
    "at risk",
    ("late", "overdue", "delayed"),
    ("done", "fait", "completed", "finished", "achevé"),
)
ROLLOUT_STATUS = Choices(
    "rollout_status",
    ("planned", "not started", "prévu", "non commencé"),
    ("on track", "in progress", "en cours"),
    "at risk",
    ("late", "overdue", "delayed"),
    ("done", "fait", "completed", "achevé"),
)
TASK_STATUS = Choices(
    "task_status",
    (
        "open",
        "ouverte",
        "to do",
        "à faire",
        "not started",
        "non commencé",
        "ouvert",
        "new",
        "pending",
        "waiting",
        "on hold",
        "planned",
        "en attente",
        "à lancer",
        "nouveau",
        "prévu",
        "planifié",
    ),
    ("in progress", "started", "ongoing", "wip", "doing", "démarré", "commencé"),
    (
        "done",
        "fait",
        "completed",
        "closed",
        "achevé",
        "complete",
        "finished",
        "resolved",
        "terminé",
        "terminée",
        "clos",
        "close",
        "clôturé",
        "clôturée",
        "résolu",
        "réalisé",
    ),
)
PRIORITY = Choices(
    "priority",
    ("high", "élevée", "urgent", "haut", "élevé", "critical", "critique", "forte", "fort"),
    ("medium", "normal", "normale", "moyen", "modéré", "modérée"),
    ("low", "faible", "bas"),
)
SURVEY = Choices("survey", ("NPS", "net promoter score"), ("CSAT", "satisfaction"))
ROLE = Choices(
    "role",
    "decision maker",
    ("economic buyer", "budget holder"),
    ("champion", "sponsor"),
    ("influencer", "prescripteur"),
    "user",
    ("blocker", "bloqueur", "détracteur"),
)
RELATIONSHIP = Choices(
    "relationship",
    ("positive", "positif", "+", "supportive", "supporter", "favourable", "favorable", "allié"),
    ("neutral", "0"),
    ("negative", "négatif", "-", "resistant", "opposed", "opponent", "hostile", "opposant", "défavorable"),
    ("unknown", "inconnu", "?"),
)
INFLUENCE = Choices(
    "influence",
    ("advises", "adviser", "conseil"),
    ("informal", "informel"),
    "sponsors",
    ("opposes", "s'oppose à"),
    ("conflict", "in conflict", "en conflit"),
)
LOSS_LEVER = Choices(
    "loss_lever", ("reprice", "révision du prix"), ("self-service", "self service"), "partner"
)
GROUP = Choices("group", "A", "B", "C", "D")
CLASS = Choices("class", "Strategic", "Star", "Status", ("Streamline", "Rationalisé"))
MEASURE = Choices(
    "measure",
    ("revenue", "CA"),
    ("revenue_cagr_2_years", "CAGR", "TCAM"),
    "growth_score",
    "harmony_score",
    "csat",
    "contribution_margin",
    ("mrr", "RMR"),
    "profit",
)
COMPARISON = Choices("comparison", (">=", ">=", "≥"), ("<=", "<=", "≤"))
BETTER = Choices(
    "better",
    ("higher", "haut", "high", "up", "at least", "au moins", ">=", "≥"),
    ("lower", "bas", "low", "down", "at most", "au plus", "<=", "≤"),
)
UNIT = Choices(
    "unit",
    ("money", "usd", "eur", "$", "€"),
    ("share", "%", "percent", "pourcentage"),
    ("score", "points"),
    "csat",
    ("count", "number"),
    "days",
)
KPI_UNIT = OpenChoices(
    "kpi_unit",
    ("amount", "money", "montant"),
    ("share", "percent", "pourcentage"),
    ("days", "day", "jour"),
    ("count", "number"),
    ("score", "points"),
)
ACTUAL_FROM = OpenChoices(
    "actual_from",
    "revenue",
    ("mrr", "RMR"),
    ("mrr and risk", "RMR et Risques"),
    "satisfaction",
    ("entered", "manual"),
)
CHARTER = Choices(
    "charter",
    "version",
    "validity",
    "mission",
    ("scope_in", "in scope"),
    ("scope_out", "out of scope"),
    "objective",
    "role",
    "decision_right",
    "principle",
    "governance",
    "signature",
)
CHARTER_MEASURE = OpenChoices(
    "charter_measure",
    ("nrr", "net revenue retention"),
    "logo_retention",
    ("premium_share", "premium share"),
    ("mrr_at_risk_share", "part du RMR à risque"),
    "csat",
    "revenue",
)
STATE = Choices(
    "state",
    ("in use", "used", "utilisé"),
    ("proposed", "offered"),
    ("white space", "open", "libre"),
    "competitor",
    ("not applicable", "n/a", "na", "s/o"),
)
LETTER = Choices("letter", "R", "A", "C", "I")
FIGURE = Choices("figure", ("mrr_at_risk", "RMR à risque"), "tier", "revenue", ("mrr", "RMR"))
LANGUAGE = LanguageChoices("language")
SCALE = Choices("scale", ("units", "1"), ("thousands", "k", "1000"), ("millions", "m"))
KPI = OpenChoices(
    "kpi",
    ("mrr", "RMR"),
    ("change", "growth", "croissance"),
    ("nrr", "net revenue retention", "rétention nette"),
    ("grr", "gross revenue retention", "rétention brute"),
    ("logos", "logos"),
    ("upsell", "upsell", "premium share"),
    ("accounts", "key accounts", "grands comptes"),
    ("average", "RMR par compte"),
    ("at_risk", "RMR à risque"),
    ("csat", "satisfaction"),
    ("nps", "net promoter score"),
    "onboarding",
)
QUEUE_ORDER = OpenChoices(
    "queue_order",
    ("mrr", "RMR"),
    "days",
    "renewal",
    ("revenue", "ca"),
    "csat",
    ("cancellation_risk", "churn risk"),
    ("logins_change", "usage"),
)
ABC_CHART = Choices(
    "abc_chart", "columns", ("mirrored", "mirrored bars", "butterfly", "barres opposées", "papillon")
)
