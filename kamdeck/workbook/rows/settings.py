"""The settings of a workbook: each field is a line of the Settings sheet, with its default."""

from __future__ import annotations

import datetime

from kamdeck.workbook import choices
from kamdeck.workbook.columns import EVERYONE, Record, column


class Settings(Record):
    """What a workbook says about the deck as a whole; a line that is missing or empty keeps its default."""

    company: str | None = column("text", default=None, readers=EVERYONE)
    deck_title: str | None = column("text", default=None)
    period: str | None = column("text", default=None, readers=EVERYONE)
    disclaimer: str | None = column("text", default=None, readers=EVERYONE)
    as_of: datetime.date | None = column(
        "date", default=None, also=("as of date", "date d'arrêté", "reporting date"), readers=EVERYONE
    )
    key_account_manager: str | None = column("text", default=None, readers=EVERYONE)
    confidentiality: str | None = column("text", default=None, also=("distribution", "diffusion"))
    focus_account: str | None = column("text", default=None, refers="accounts", readers=EVERYONE)
    currency: str = column("text", default="USD", readers=EVERYONE)
    scale: str = column(
        "choice", default="units", choices=choices.SCALE, also=("unit", "unité"), readers=EVERYONE
    )
    language: str | None = column("choice", default=None, choices=choices.LANGUAGE, readers=EVERYONE)
    first_year: int | None = column("year", default=None, readers=EVERYONE)
    last_year: int | None = column("year", default=None, readers=EVERYONE)
    fiscal_year_end_month: int = column(
        "count",
        default=12,
        low=1,
        high=12,
        also=("fiscal year end month", "fiscal year end"),
        readers=EVERYONE,
    )
    current_fiscal_year: str | None = column("text", default=None)
    pareto_threshold: float = column("share", default=0.8, low=0, high=1)
    tier_a_share: float = column("share", default=0.8, low=0, high=1, also=("tier a share",))
    tier_b_share: float = column("share", default=0.95, low=0, high=1, also=("tier b share",))
    abc_chart: str = column("choice", default="columns", choices=choices.ABC_CHART)
    top_share: float = column("share", default=0.2, low=0, high=1)
    score_min: float = column("number", default=1)
    score_max: float = column("number", default=10)
    score_period: str | None = column("text", default=None, also=("score period",))
    growth_weight: float = column("share", default=0.5, low=0, high=1)
    class_cut: float = column("number", default=5.5)
    leading_accounts: int = column("count", default=6, low=1)
    screen_min_revenue: float | None = column("money", default=None, low=0)
    key_min_passes: int | None = column("count", default=None, low=0)
    candidate_min_passes: int | None = column("count", default=None, low=0)
    near_miss_tolerance: float = column("share", default=0.1, low=0, high=1)
    profit_group_a: int | None = column("count", default=None, low=0)
    profit_group_b: int | None = column("count", default=None, low=0)
    profit_group_c: int | None = column("count", default=None, low=0)
    profit_group_d: int | None = column("count", default=None, low=0)
    plan_order: tuple[str, ...] = column("list", default=())
    upsell_plan: str | None = column("text", default=None)
    nrr_target: float | None = column("share", default=None)
    csat_target: float | None = column("number", default=None, low=0, high=100)
    kpi_cards: tuple[str, ...] = column(
        "list",
        default=("mrr", "change", "nrr", "upsell", "accounts"),
        also=("kpi cards", "cartes kpi"),
        choices=choices.KPI,
    )
    logins_high: float = column("share", default=-0.3)
    logins_medium: float = column("share", default=-0.15)
    cancellation_high: float = column("share", default=0.4, low=0, high=1)
    cancellation_medium: float = column("share", default=0.25, low=0, high=1)
    queue_order: str = column("choice", default="mrr", choices=choices.QUEUE_ORDER)
    queue_old_days: int = column("count", default=90, low=0)
    renewal_soon_days: int = column("count", default=60, low=0)
    stale_contact_days: int = column("count", default=90, low=0)
    raci_points_r: float = column("number", default=3, low=0)
    raci_points_a: float = column("number", default=2, low=0)
    raci_points_c: float = column("number", default=1, low=0)
    raci_points_i: float = column("number", default=0, low=0)
    task_window_days: int = column("count", default=14, low=0, readers=EVERYONE)
    task_next_days: int = column("count", default=7, low=0, readers=EVERYONE)
    kam_attainment_cap: float = column("share", default=1.2, low=0)
    kam_rating_a: float = column("share", default=1.0, low=0)
    kam_rating_b: float = column("share", default=0.9, low=0)
    kam_rating_c: float = column("share", default=0.75, low=0)
    kam_near_target: float = column("share", default=0.9, low=0)
    maturity_level_1: str | None = column("text", default=None)
    maturity_level_2: str | None = column("text", default=None)
    maturity_level_3: str | None = column("text", default=None)
    maturity_level_4: str | None = column("text", default=None)
    maturity_level_5: str | None = column("text", default=None)
    programme_start: datetime.date | None = column("date", default=None)
    programme_end: datetime.date | None = column("date", default=None)
    previous_deck: str | None = column("text", default=None)
    previous_deck_as_of: datetime.date | None = column("date", default=None)
    cells: tuple[tuple[str, str], ...] = ()

    def at(self, name: str) -> str:
        """Where a setting stands, such as `Settings!B7`; "" when the workbook does not give it."""
        return dict(self.cells).get(name, "")
