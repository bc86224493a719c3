"""The rows of a workbook, typed: what analyses and views work with. The fields of `Book` are the sheets."""

from __future__ import annotations

from kamdeck.workbook.columns import CUSTOMER, EVERYONE, INSIDE, SHARED, Record, Row, Spread, sheet
from kamdeck.workbook.rows.exchange import Exchanged, Rate
from kamdeck.workbook.rows.kpis import Kpi
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
from kamdeck.workbook.wording import fold

__all__ = [
    "CUSTOMER", "Account", "Book", "Bridge", "BuildingBlock", "Clause", "Criterion", "Division",
    "Evaluation", "Exchanged", "Influence", "Initiative", "Kpi", "Member", "Milestone", "Mrr", "Offer",
    "Onboarding", "Policy", "Previous", "Product", "Profit", "Qualifier", "Rate", "Responsibility",
    "RetentionAction", "Revenue", "Risk", "RolloutTask", "Row", "Satisfaction", "Score", "Settings",
    "Stakeholder", "Strategy", "Task", "Usage",
]  # fmt: skip


class Book(Record):
    """Everything one workbook says; a sheet that is not there is an empty tuple.

    `titles` has the own name of each sheet that is there, `faulty` the keys of those that hold
    an error, `year_names` the years that the workbook calls otherwise than by their digits (2026, "FY26"),
    `exchanged` the amounts that were converted into the workbook's currency, `letters` by sheet those of the
    columns that were read. With `is_ledger` the months of revenue come from dated lines: a month without one
    is without revenue, while a month that nobody entered is not known.
    """

    settings: Settings = Settings()
    accounts: tuple[Account, ...] = sheet(
        Account, required=True, also=("customers", "clients"), default=(), readers=EVERYONE
    )
    revenue: tuple[Revenue, ...] = sheet(
        Revenue,
        required=True,
        default=(),
        also=("sales", "ventes", "ca", "turnover"),
        spread=Spread("year", ("revenue", "units", "cost"), "years", part="month"),
    )
    criteria: tuple[Criterion, ...] = sheet(Criterion, default=(), main="weight")
    scores: tuple[Score, ...] = sheet(
        Score,
        default=(),
        also=("scoring", "notation"),
        spread=Spread("criterion", ("score",), "criteria.criterion"),
    )
    identification: tuple[Qualifier, ...] = sheet(Qualifier, default=())
    strategies: tuple[Strategy, ...] = sheet(Strategy, default=(), spread=Spread("lever", ("text",), "any"))
    products: tuple[Product, ...] = sheet(Product, default=(), readers=EVERYONE)
    profit: tuple[Profit, ...] = sheet(Profit, default=(), main="operating_profit", when="year")
    policies: tuple[Policy, ...] = sheet(Policy, default=())
    mrr: tuple[Mrr, ...] = sheet(Mrr, default=(), also=("rmr",), spread=Spread("month", ("mrr",), "months"))
    mrr_bridge: tuple[Bridge, ...] = sheet(
        Bridge, default=(), main="closing", also=("pont du rmr",), when="fiscal_year"
    )
    onboarding: tuple[Onboarding, ...] = sheet(Onboarding, default=(), main="completion")
    satisfaction: tuple[Satisfaction, ...] = sheet(
        Satisfaction, default=(), spread=Spread("survey", ("score",), "choices")
    )
    usage: tuple[Usage, ...] = sheet(Usage, default=(), main="cancellation_risk")
    risk: tuple[Risk, ...] = sheet(Risk, default=(), main="mrr_at_risk", also=("risks", "at risk", "risque"))
    retention_actions: tuple[RetentionAction, ...] = sheet(RetentionAction, default=())
    kpis: tuple[Kpi, ...] = sheet(
        Kpi,
        default=(),
        main="value",
        also=("kpi", "own kpis", "key performance indicators", "metrics", "indicateurs clés"),
        readers=EVERYONE,
    )
    stakeholders: tuple[Stakeholder, ...] = sheet(Stakeholder, default=(), main="id", readers=INSIDE)
    influence: tuple[Influence, ...] = sheet(Influence, default=(), readers=INSIDE)
    divisions: tuple[Division, ...] = sheet(Division, default=(), readers=EVERYONE)
    whitespace: tuple[Offer, ...] = sheet(Offer, default=(), main="value", readers=EVERYONE)
    plan: tuple[Initiative, ...] = sheet(
        Initiative, default=(), also=("blueprint", "account plan", "plan de compte"), readers=EVERYONE
    )
    charter: tuple[Clause, ...] = sheet(Clause, default=())
    rollout: tuple[RolloutTask, ...] = sheet(RolloutTask, default=())
    milestones: tuple[Milestone, ...] = sheet(Milestone, default=())
    team: tuple[Member, ...] = sheet(Member, default=())
    responsibilities: tuple[Responsibility, ...] = sheet(
        Responsibility,
        default=(),
        also=("raci",),
        spread=Spread("member", ("letter",), "team.member", several=True),
        readers=INSIDE,
    )
    tasks: tuple[Task, ...] = sheet(Task, default=(), also=("to do", "à faire"), readers=SHARED)
    evaluation: tuple[Evaluation, ...] = sheet(Evaluation, default=(), main="target", readers=INSIDE)
    building_blocks: tuple[BuildingBlock, ...] = sheet(BuildingBlock, default=())
    previous: tuple[Previous, ...] = sheet(Previous, default=(), when="as_of")
    rates: tuple[Rate, ...] = sheet(
        Rate,
        default=(),
        main="rate",
        also=(
            "exchange rates",
            "currency rates",
            "currencies",
            "fx",
            "fx rates",
            "taux",
            "taux de change",
            "cours de change",
            "devises",
        ),
        readers=EVERYONE,
    )
    titles: tuple[tuple[str, str], ...] = ()
    source: str = ""
    faulty: tuple[str, ...] = ()
    year_names: tuple[tuple[int, str], ...] = ()
    exchanged: tuple[Exchanged, ...] = ()
    letters: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    is_ledger: bool = False

    def title(self, key: str) -> str:
        """The sheet's own name in the file, "" when it is not there."""
        return next((title for known, title in self.titles if known == key), "")

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have revenue, oldest first."""
        return tuple(sorted({row.year for row in self.revenue if row.revenue is not None}))

    @property
    def groups(self) -> frozenset[str]:
        """The accounts that others name as their parent and that have no revenue of their own: they stand for
        their members, and are no accounts to count beside them."""
        named = {fold(row.parent) for row in self.accounts if row.parent}
        earning = {row.account for row in self.revenue} if named else set[str]()
        return frozenset(r.account for r in self.accounts if fold(r.account) in named) - earning
