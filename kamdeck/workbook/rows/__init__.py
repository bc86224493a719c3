"""The rows of a workbook, typed: what analyses and views work with. The fields of `Book` are the sheets."""

from __future__ import annotations

from kamdeck.workbook.columns import CUSTOMER, EVERYONE, INSIDE, SHARED, Record, Row, Spread, sheet
from kamdeck.workbook.rows.portfolio import (
    Account,
    Criterion,
    Policy,
    Product,
    Profit,
    Qualifier,
    Revenue,
    Score,
    Strategy,
)
from kamdeck.workbook.rows.programme import (
    BuildingBlock,
    Clause,
    Evaluation,
    Member,
    Milestone,
    Responsibility,
    RolloutTask,
    Task,
)
from kamdeck.workbook.rows.relations import Division, Influence, Initiative, Offer, Stakeholder
from kamdeck.workbook.rows.settings import Settings
from kamdeck.workbook.rows.subscriptions import (
    Bridge,
    Mrr,
    Onboarding,
    Previous,
    RetentionAction,
    Risk,
    Satisfaction,
    Usage,
)

__all__ = [
    "CUSTOMER", "Account", "Book", "Bridge", "BuildingBlock", "Clause", "Criterion", "Division", "Evaluation",
    "Influence",
    "Initiative", "Member", "Milestone", "Mrr", "Offer", "Onboarding", "Policy", "Previous", "Product",
    "Profit",
    "Qualifier", "Responsibility", "RetentionAction", "Revenue", "Risk", "RolloutTask", "Row", "Satisfaction",
    "Score", "Settings", "Stakeholder", "Strategy", "Task", "Usage",
]  # fmt: skip


class Book(Record):
    """Everything one workbook says; a sheet that is not there is an empty tuple.

    `titles` has the own name of each sheet that is there, `faulty` the keys of those that hold
    an error, `year_names` the years that the workbook calls otherwise than by their digits (2026, "FY26").
    """

    settings: Settings = Settings()
    accounts: tuple[Account, ...] = sheet(
        Account, "Accounts", "Comptes", "An account", "Un compte", required=True,
        also=("customers", "clients"),
        default=(), readers=EVERYONE,
    )  # fmt: skip
    revenue: tuple[Revenue, ...] = sheet(
        Revenue, "Revenue", "Chiffre d'affaires", "An account: one column per year, as many as you want",
        "Un compte : une colonne par année, autant que voulu", required=True, default=(),
        also=("sales", "ventes", "ca", "turnover"),
        spread=Spread("year", ("revenue", "units", "cost"), "years"),
    )  # fmt: skip
    criteria: tuple[Criterion, ...] = sheet(
        Criterion,
        "Criteria",
        "Critères",
        "A criterion of the scoring",
        "Un critère de la notation",
        default=(),
        main="weight",
    )
    scores: tuple[Score, ...] = sheet(
        Score, "Scores", "Notes", "An account in a period: one column per criterion",
        "Un compte sur une période : une colonne par critère", default=(), also=("scoring", "notation"),
        spread=Spread("criterion", ("score",), "criteria.criterion"),
    )  # fmt: skip
    identification: tuple[Qualifier, ...] = sheet(
        Qualifier, "Identification", "Identification", "A test that makes a key account",
        "Un test qui fait un grand compte",
        default=(),
    )  # fmt: skip
    strategies: tuple[Strategy, ...] = sheet(
        Strategy, "Strategies", "Stratégies", "A class of accounts: one column per lever",
        "Une classe de comptes : une colonne par levier", default=(),
        spread=Spread("lever", ("text",), "any"),
    )  # fmt: skip
    products: tuple[Product, ...] = sheet(
        Product,
        "Products",
        "Produits",
        "A product",
        "Un produit",
        default=(),
        readers=EVERYONE,
    )
    profit: tuple[Profit, ...] = sheet(
        Profit,
        "Profit",
        "Rentabilité",
        "An account and a product family",
        "Un compte et une famille de produits",
        default=(),
        main="operating_profit",
    )
    policies: tuple[Policy, ...] = sheet(
        Policy,
        "Policies",
        "Politiques",
        "A cell of the profit matrix",
        "Une case de la matrice de rentabilité",
        default=(),
    )
    mrr: tuple[Mrr, ...] = sheet(
        Mrr, "MRR", "RMR", "An account, a plan and a month; or one column per month",
        "Un compte, une offre et un mois ; ou une colonne par mois", default=(),
        spread=Spread("month", ("mrr",), "months"),
    )  # fmt: skip
    mrr_bridge: tuple[Bridge, ...] = sheet(
        Bridge, "MRR bridge", "Pont du RMR", "A fiscal year not known month by month",
        "Un exercice non connu mois par mois", default=(), main="closing",
    )  # fmt: skip
    onboarding: tuple[Onboarding, ...] = sheet(
        Onboarding,
        "Onboarding",
        "Intégration",
        "An onboarding",
        "Une intégration",
        default=(),
        main="completion",
    )
    satisfaction: tuple[Satisfaction, ...] = sheet(
        Satisfaction, "Satisfaction", "Satisfaction", "An answer or a survey", "Une réponse ou une enquête",
        default=(),
        spread=Spread("survey", ("score",), "choices"),
    )  # fmt: skip
    usage: tuple[Usage, ...] = sheet(
        Usage, "Usage", "Usage", "An account", "Un compte", default=(), main="cancellation_risk"
    )
    risk: tuple[Risk, ...] = sheet(
        Risk,
        "Risk",
        "Risques",
        "An account at risk",
        "Un compte à risque",
        default=(),
        main="mrr_at_risk",
        also=("risks", "at risk", "risque"),
    )
    retention_actions: tuple[RetentionAction, ...] = sheet(
        RetentionAction, "Retention actions", "Actions de rétention", "An action", "Une action", default=()
    )
    stakeholders: tuple[Stakeholder, ...] = sheet(
        Stakeholder,
        "Stakeholders",
        "Parties prenantes",
        "A person at an account",
        "Une personne chez un compte",
        default=(),
        main="id",
        readers=INSIDE,
    )
    influence: tuple[Influence, ...] = sheet(
        Influence,
        "Influence",
        "Influence",
        "Someone who influences someone",
        "Quelqu'un qui influence quelqu'un",
        default=(),
        readers=INSIDE,
    )
    divisions: tuple[Division, ...] = sheet(
        Division,
        "Divisions",
        "Divisions",
        "A division of an account",
        "Une division d'un compte",
        default=(),
        readers=EVERYONE,
    )
    whitespace: tuple[Offer, ...] = sheet(
        Offer,
        "White space",
        "Espace blanc",
        "A division and a product",
        "Une division et un produit",
        default=(),
        main="value",
        readers=EVERYONE,
    )
    plan: tuple[Initiative, ...] = sheet(
        Initiative, "Plan", "Plan", "An initiative of an account plan", "Une initiative d'un plan de compte",
        default=(),
        also=("blueprint", "account plan", "plan de compte"), readers=EVERYONE,
    )  # fmt: skip
    charter: tuple[Clause, ...] = sheet(
        Clause, "Charter", "Charte", "A line of the charter", "Une ligne de la charte", default=()
    )
    rollout: tuple[RolloutTask, ...] = sheet(
        RolloutTask, "Rollout", "Déploiement", "A task of the rollout", "Une tâche du déploiement", default=()
    )
    milestones: tuple[Milestone, ...] = sheet(
        Milestone, "Milestones", "Jalons", "A milestone of the rollout", "Un jalon du déploiement", default=()
    )
    team: tuple[Member, ...] = sheet(Member, "Team", "Équipe", "A member", "Un membre", default=())
    responsibilities: tuple[Responsibility, ...] = sheet(
        Responsibility, "Responsibilities", "Responsabilités",
        "An activity: one column per member with R, A, C, I",
        "Une activité : une colonne par membre avec R, A, C, I", default=(), also=("raci",),
        spread=Spread("member", ("letter",), "team.member", several=True), readers=INSIDE,
    )  # fmt: skip
    tasks: tuple[Task, ...] = sheet(
        Task,
        "Tasks",
        "Tâches",
        "A task",
        "Une tâche",
        default=(),
        also=("to do", "à faire"),
        readers=SHARED,
    )
    evaluation: tuple[Evaluation, ...] = sheet(
        Evaluation, "Evaluation", "Évaluation", "A measure of a key account manager",
        "Une mesure d'un responsable grand compte", default=(), main="target", readers=INSIDE,
    )  # fmt: skip
    building_blocks: tuple[BuildingBlock, ...] = sheet(
        BuildingBlock, "Building blocks", "Fondations", "A building block of the programme",
        "Une brique du programme", default=(),
    )  # fmt: skip
    previous: tuple[Previous, ...] = sheet(
        Previous, "Previous deck", "Présentation précédente", "A figure of an earlier deck",
        "Un chiffre d'une présentation précédente", default=(),
    )  # fmt: skip
    titles: tuple[tuple[str, str], ...] = ()
    source: str = ""
    faulty: tuple[str, ...] = ()
    year_names: tuple[tuple[int, str], ...] = ()

    def title(self, key: str) -> str:
        """The sheet's own name in the file, "" when it is not there."""
        return next((title for known, title in self.titles if known == key), "")

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have revenue, oldest first."""
        return tuple(sorted({row.year for row in self.revenue if row.revenue is not None}))
