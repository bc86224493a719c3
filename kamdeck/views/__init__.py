"""Every view of the deck, in the deck's order."""

from __future__ import annotations

from kamdeck.views.view import Context, View

__all__ = ["VIEWS", "Context", "View"]

VIEWS: tuple[View, ...] = ()
