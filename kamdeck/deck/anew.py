"""What of a slide that was moved to another master is written over as a build would write it there."""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.deck.ledger import ElementBase
from kamdeck.deck.merge import Verdict
from kamdeck.deck.normal import Fields, class_of
from kamdeck.deck.spec import Connector, Element, Group, SlideSpec, Text
from kamdeck.deck.state import SlideState

TOLD = ("data", "text")  # that an element looks otherwise or stands elsewhere goes without saying


def stays_of(
    element: Element, ours: Fields, theirs: Fields, verdict: Verdict, there: SlideState, *, is_untouched: bool
) -> tuple[str, ...] | None:
    """What of a person's stays on an element that is written over: nothing where nobody worked on it; of a
    text that was `edited` the `words` and the `place` that are a person's. None for all that people worked
    on otherwise, which is brought up to date as on any refresh, and for groups, whose children are looked at.
    """
    ends = (element.start, element.end) if isinstance(element, Connector) else ()
    if isinstance(element, Group) or any(end and end.key not in there.elements for end in ends):
        return None
    if is_untouched:
        return ()
    if not isinstance(element, Text):
        return None
    is_placed = theirs.get("box", "") != "" and (verdict.keeps("box") or "box" not in ours)
    return ("edited", *["words"] * verdict.keeps("text"), *["place"] * is_placed)


def told_less(verdict: Verdict, stays: tuple[str, ...]) -> None:
    """Leave out of a verdict what follows from the other master alone, and losses on words that are ours or
    that stay."""
    verdict.changes[:] = [change for change in verdict.changes if class_of(change.field) in TOLD]
    if not stays or "words" in stays:
        verdict.lost.clear()


def order_of(spec: SlideSpec, there: SlideState, known: Mapping[str, ElementBase]) -> tuple[str, ...]:
    """Our elements from the lowest to the highest; none where a person drew them in another order than we."""
    now = [key for key, each in there.elements.items() if key in known and not each.parent]
    if now != [key for key in known if key in set(now)]:
        return ()
    return tuple([element.key for element in spec.elements])
