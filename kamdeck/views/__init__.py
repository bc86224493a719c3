"""Every view of the deck, in the deck's order."""

from __future__ import annotations

from functools import lru_cache

from kamdeck.views.abc import accounts as abc_accounts
from kamdeck.views.abc import migration as abc_migration
from kamdeck.views.abc import tiers as abc_tiers
from kamdeck.views.blueprint import view as blueprint
from kamdeck.views.building_blocks import view as building_blocks
from kamdeck.views.changes import view as changes
from kamdeck.views.charter import view as charter
from kamdeck.views.classification import view as classification
from kamdeck.views.concentration import view as concentration
from kamdeck.views.cover import view as cover
from kamdeck.views.dashboard import view as dashboard
from kamdeck.views.decision import view as decision
from kamdeck.views.divisions import view as divisions
from kamdeck.views.elements import view as elements
from kamdeck.views.ideal_profile import view as ideal_profile
from kamdeck.views.identification import view as identification
from kamdeck.views.kam_evaluation import view as kam_evaluation
from kamdeck.views.notes import view as notes
from kamdeck.views.outside import views_from_outside
from kamdeck.views.pareto import view as pareto
from kamdeck.views.profit import view as profit_matrix
from kamdeck.views.ranking import view as ranking
from kamdeck.views.retention import view as retention
from kamdeck.views.retention_plan import view as retention_plan
from kamdeck.views.revenue_bridge import view as revenue_bridge
from kamdeck.views.risk import view as dashboard_risk
from kamdeck.views.rollout import view as rollout
from kamdeck.views.scoring import view as scoring
from kamdeck.views.strategies import view as strategies
from kamdeck.views.summary import view as summary
from kamdeck.views.team import view as team
from kamdeck.views.todo import view as todo
from kamdeck.views.view import View
from kamdeck.views.whitespace import view as whitespace

__all__ = ["VIEWS", "View", "every_view"]

VIEWS: tuple[View, ...] = (
    cover.VIEW,
    summary.VIEW,
    changes.VIEW,
    scoring.VIEW,
    revenue_bridge.VIEW,
    pareto.VIEW,
    concentration.VIEW,
    abc_tiers.VIEW,
    abc_accounts.VIEW,
    abc_migration.VIEW,
    classification.VIEW,
    profit_matrix.VIEW,
    identification.VIEW,
    ranking.VIEW,
    ideal_profile.VIEW,
    decision.VIEW,
    blueprint.VIEW,
    rollout.VIEW,
    charter.VIEW,
    divisions.VIEW,
    whitespace.VIEW,
    team.VIEW,
    todo.KAM_VIEW,
    todo.TEAM_VIEW,
    kam_evaluation.VIEW,
    dashboard_risk.VIEW,
    dashboard.VIEW,
    retention.VIEW,
    retention_plan.VIEW,
    strategies.VIEW,
    building_blocks.VIEW,
    elements.VIEW,
    notes.VIEW,
)


@lru_cache(maxsize=1)
def every_view() -> tuple[View, ...]:
    """All views in the deck's order: ours, and those of packages that are installed beside kamdeck, each
    behind the view that it names, else before the last.

    Raises: KamdeckError for a view from outside that cannot be used.
    """
    views = list(VIEWS)
    for view in views_from_outside([view.key for view in VIEWS]):
        keys = [each.key for each in views]
        views.insert(keys.index(view.after) + 1 if view.after in keys else len(views) - 1, view)
    return tuple(views)
