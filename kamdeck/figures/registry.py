"""Where figures come from: formula, cells, exclusions and thresholds of what stands on the slides."""

from __future__ import annotations

from kamdeck.figures import accounts, programme, revenue, scores, subscriptions
from kamdeck.figures.origin_figure import Figure

FIGURES: tuple[Figure, ...] = (
    *revenue.FIGURES,
    *scores.FIGURES,
    *accounts.FIGURES,
    *subscriptions.FIGURES,
    *programme.FIGURES,
)
