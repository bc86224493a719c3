"""Which views a pack holds, and which of them an account may be shown: one line per view."""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.views.view import View

PORTFOLIO, ACCOUNT, REVIEW = "portfolio", "account", "review"
PACKS = (PORTFOLIO, ACCOUNT, REVIEW)

# Beside the packs: "own" views see nothing but the account's rows in its pack, "shared" ones may be shown
# to the account itself (in the edition made for it). Every view is in the portfolio's pack. A view that is
# not named here is in no other, and shown to nobody outside.
# "comparing" views are only there when an earlier deck to compare with was named, or they were themselves.
OWN, SHARED, COMPARING = "own", "shared", "comparing"
USES: Mapping[str, tuple[str, ...]] = {
    "cover": (ACCOUNT, REVIEW, SHARED),
    "summary": (REVIEW,),
    "changes": (REVIEW, COMPARING),
    "scoring": (ACCOUNT,),
    "pareto": (ACCOUNT,),
    "concentration": (),
    "abc_tiers": (),
    "abc_accounts": (ACCOUNT,),
    "abc_migration": (),
    "classification": (),
    "profit_matrix": (),
    "identification": (),
    "ranking": (),
    "ideal_profile": (ACCOUNT,),
    "decision": (ACCOUNT, REVIEW),
    "blueprint": (ACCOUNT, REVIEW, SHARED),
    "rollout": (REVIEW,),
    "charter": (),
    "divisions": (ACCOUNT, SHARED),
    "whitespace": (ACCOUNT,),
    "team": (ACCOUNT, OWN),
    "todo_kam": (REVIEW,),
    "todo_team": (ACCOUNT, REVIEW, SHARED),
    "kam_evaluation": (REVIEW,),
    "dashboard_risk": (ACCOUNT, REVIEW, OWN),
    "dashboard": (REVIEW,),
    "retention": (REVIEW,),
    "retention_plan": (ACCOUNT, REVIEW, OWN),
    "strategies": (),
    "building_blocks": (),
    "elements": (),
    "notes": (ACCOUNT, REVIEW),
}


def is_in(view: View, pack: str) -> bool:
    """Whether a pack holds the view."""
    return pack == PORTFOLIO or pack in USES.get(view.key, ())


def packs_of(view: View) -> tuple[str, ...]:
    """The packs that hold the view."""
    return tuple(pack for pack in PACKS if is_in(view, pack))


def is_own(view: View) -> bool:
    """Whether the view sees nothing but the account's rows in an account's pack."""
    return OWN in USES.get(view.key, ())


def is_shared(view: View) -> bool:
    """Whether the account itself may be shown the view."""
    return SHARED in USES.get(view.key, ())


def is_comparing(view: View) -> bool:
    """Whether the view is only there for a deck that is compared with an earlier one."""
    return COMPARING in USES.get(view.key, ())
