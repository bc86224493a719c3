"""What the title and the facts say of what changed: tiers, MRR and what is at risk, who came and went."""

from __future__ import annotations

from collections.abc import Callable, Sized

from kamdeck.analysis.comparison import Change, Comparison
from kamdeck.layout.titles import (
    Claim,
    Fields,
    Move,
    Test,
    Titles,
    always,
    down,
    effect,
    level,
    up,
    when,
    wordings,
)
from kamdeck.views.changes.data import Sight

LEAST = 0.5  # of an amount of MRR that counts as moved


def stake_of(sight: Sight) -> Change | None:
    """What is at risk then and now; None where it did not change or one deck does not know it."""
    return next((c for c in sight.found.figures if c.name == "stake"), None)


def _tier_moves(sight: Sight) -> Move | None:
    """The accounts of both decks that changed tier."""
    known = sight.found.tiers
    return None if known is None else effect(len(known))


def _mrr(sight: Sight) -> Move | None:
    bridge = sight.found.bridge
    return effect(bridge.closing - bridge.opening, least=LEAST) if bridge else None


def _stake(sight: Sight) -> Move | None:
    change = stake_of(sight)
    return effect(change.amount) if change else None


def _steps(sight: Sight, *, is_up: bool) -> tuple[str, ...]:
    """The accounts that moved up or down a tier."""
    return tuple(move.account for move in sight.found.tiers or () if move.is_up == is_up)


def turned(sight: Sight, sign: int) -> tuple[str, ...]:
    """The people whose relationship turned warmer (1) or colder (-1)."""
    return tuple(shift.person for shift in sight.turned if shift.warmth * sign > 0)


def _moved(sight: Sight) -> float:
    """All movements of MRR without their signs."""
    bridge = sight.found.bridge
    return bridge.moved if bridge else 0.0


def has_moved(sight: Sight) -> bool:
    """Whether any MRR moved."""
    return _moved(sight) >= LEAST


def _has(lists: Callable[[Comparison], tuple[Sized | None, ...]]) -> Test[Sight]:
    """That each of some lists of changes has any."""
    return lambda sight: all(lists(sight.found))


def _listed(found: Comparison) -> int:
    """The moves beside tiers and MRR."""
    return sum(len(s or ()) for s in (found.entered, found.left, found.came, found.gone, found.people))


def _fields(sight: Sight) -> Fields:
    found, say = sight.found, sight.ctx.say
    fields: Fields = {"since": sight.since(), "sum": say.money(_moved(sight), 2), "n": len(found.tiers or ())}
    return {**fields, "came": len(found.came), "gone": len(found.gone)}


def _count(count: Callable[[Comparison], int]) -> Callable[[Sight], Fields]:
    return lambda sight: {"n": count(sight.found)}


_RETIERED = _has(lambda found: (found.tiers,))
TITLES: Titles[Sight] = wordings(
    _fields,
    when(lambda sight: sight.is_first, "changes.title.first"),
    when((_RETIERED, has_moved), "changes.title.tiers_mrr", "changes.title.tiers"),
    when(_RETIERED, "changes.title.tiers"),
    when((level("tier moves since the deck", _tier_moves), has_moved), "changes.title.mrr"),
    when(has_moved, "changes.title.mrr_only"),
    when(
        _has(lambda found: (found.came, found.gone)),
        "changes.title.accounts",
        fields=_count(lambda found: len(found.came)),
    ),
    when(
        lambda sight: _listed(sight.found) > 0,
        "changes.title.moves",
        fields=_count(_listed),
    ),
    when(
        lambda sight: bool(sight.found.figures or sight.found.kpis),
        "changes.title.figures",
        fields=_count(lambda found: len(found.figures) + len(found.kpis)),
    ),
    when(always, "changes.title.nothing"),
)

# ------------------------------------------------------------------ facts


def _of_mrr(sight: Sight) -> Fields:
    """Who brings or loses most of what MRR moved."""
    move = _mrr(sight)
    most = next(each for each in sight.found.mrr if move and each.amount * move.turn > 0)
    return {"name": sight.name(most.name), "sum": sight.ctx.say.money(abs(most.amount), 2)}


def _of_stake(sight: Sight) -> Fields:
    """By how much what is at risk changed."""
    change, say = stake_of(sight), sight.ctx.say
    amount = change.amount if change else 0.0
    return {
        "change": say.money(abs(amount), 2),
        "signed": say.money(amount, 2, signed=True),
        "since": sight.since(),
    }


def _named(sight: Sight, names: tuple[str, ...]) -> Fields:
    return {"n": len(names), "names": sight.names(names)}


_RISEN: Claim[Sight] = up("tier rises since the deck", lambda s: effect(len(_steps(s, is_up=True))))
_FALLEN: Claim[Sight] = down("tier falls since the deck", lambda s: effect(-len(_steps(s, is_up=False))))
NET: Titles[Sight] = wordings(
    lambda sight: {"since": sight.since()},
    when(up("MRR since the deck", _mrr), "changes.fact.net_up", fields=_of_mrr),
    when(down("MRR since the deck", _mrr), "changes.fact.net_down", fields=_of_mrr),
    when(level("MRR since the deck", _mrr), "changes.fact.net_same"),
)
RISK: Titles[Sight] = wordings(
    _of_stake,
    when(
        (up("MRR at risk since the deck", _stake), _has(lambda found: (found.entered,))),
        "changes.fact.risk_up",
        fields=lambda s: _named(s, s.found.entered or ()),
    ),
    when(
        (down("MRR at risk since the deck", _stake), _has(lambda found: (found.left,))),
        "changes.fact.risk_down",
        fields=lambda s: _named(s, s.found.left or ()),
    ),
    when(always, "changes.fact.risk_change"),
)
TIERS: Titles[Sight] = wordings(
    lambda sight: {"up": len(_steps(sight, is_up=True)), "down": len(_steps(sight, is_up=False))},
    when((_RISEN, _FALLEN), "changes.fact.tiers_both"),
    when(_RISEN, "changes.fact.tiers_up", fields=lambda s: _named(s, _steps(s, is_up=True))),
    when(_FALLEN, "changes.fact.tiers_down", fields=lambda s: _named(s, _steps(s, is_up=False))),
)
_COOLED: Claim[Sight] = down("relationships since the deck", lambda s: effect(-len(turned(s, -1))))
_WARMED: Claim[Sight] = up("relationships since the deck", lambda s: effect(len(turned(s, 1))))
PEOPLE: Titles[Sight] = wordings(
    lambda _: {},
    when(_COOLED, "changes.fact.people_cold", fields=lambda s: _named(s, turned(s, -1))),
    when(_WARMED, "changes.fact.people_warm", fields=lambda s: _named(s, turned(s, 1))),
)
