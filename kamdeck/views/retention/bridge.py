"""The bridge panel: head, waterfall, and what to know about its axis."""

from __future__ import annotations

from kamdeck.analysis.mrr import shift
from kamdeck.deck.spec import Box, Element
from kamdeck.figures.retention import Retention
from kamdeck.layout.marks import foot_note
from kamdeck.layout.status import panel_head
from kamdeck.layout.waterfall import Step, cut_note, movement_names, scale_of, steps_of, unit_of, waterfall


def steps(found: Retention) -> tuple[Step, ...]:
    """The steps of the newest period."""
    return steps_of(found.now.movement, found.unexplained)


def make_bridge(view: str, found: Retention, panel: Box, alt: str) -> tuple[Element, ...]:
    """The steps of the newest period in their panel."""
    say, now, shown = found.ctx.say, found.now, steps(found)
    scale, unit = scale_of(shown, panel), unit_of(shown).head(say)
    if now.opening and now.closing:
        first = found.month(shift(now.opening, 1))
        unit = say("retention.bridge_unit", unit=unit, first=first, last=found.month(now.closing))
    words = [cut_note(say, scale)] if scale.cut else []
    if any(step.key == "unexplained" for step in shown):
        words.append(say("retention.unexplained"))
    elif not scale.cut:
        words.append(say("retention.outside"))
    name = say("retention.bridge", period=now.label)
    return (
        *panel_head(f"{view}/bridge", name, unit, panel.x, panel.y, panel.w),
        *waterfall(view, say, shown, panel, alt, movement_names(say, shown, panel)),
        foot_note(f"{view}/bridge_note", " ".join(words), panel),
    )
