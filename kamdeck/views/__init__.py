"""Every view of the deck, in the deck's order."""

from __future__ import annotations

from kamdeck.views import (
    abc_accounts,
    abc_migration,
    abc_tiers,
    blueprint,
    building_blocks,
    classification,
    concentration,
    cover,
    dashboard,
    dashboard_risk,
    decision,
    divisions,
    ideal_profile,
    identification,
    notes,
    pareto,
    profit_matrix,
    ranking,
    retention,
    retention_plan,
    rollout,
    scoring,
    strategies,
    todo,
    whitespace,
)
from kamdeck.views.view import Context, Empty, View

__all__ = ["VIEWS", "Context", "Empty", "View"]

VIEWS: tuple[View, ...] = (
    cover.VIEW,
    scoring.VIEW,
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
    divisions.VIEW,
    whitespace.VIEW,
    todo.KAM_VIEW,
    todo.TEAM_VIEW,
    dashboard_risk.VIEW,
    dashboard.VIEW,
    retention.VIEW,
    retention_plan.VIEW,
    strategies.VIEW,
    building_blocks.VIEW,
    notes.VIEW,
)
