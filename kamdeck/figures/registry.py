"""Where figures come from: formula, cells, exclusions and thresholds of what stands on the slides."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.figures.context import Shown
from kamdeck.figures.kind import Kind
from kamdeck.figures.kinds import accounts, own, programme, revenue, scores, subscriptions

FIGURES: tuple[Kind, ...] = (
    *revenue.FIGURES,
    *scores.FIGURES,
    *accounts.FIGURES,
    *subscriptions.FIGURES,
    *programme.FIGURES,
    *own.FIGURES,
)


def shown_by(figure: Kind, views: Sequence[Shown]) -> tuple[Shown, ...]:
    """The views that show a figure, the one that it is at home in first."""
    return (
        *(view for view in views if figure.key in view.figures),
        *(view for view in views if figure.key in view.cites),
    )
