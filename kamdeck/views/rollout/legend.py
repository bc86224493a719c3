"""What bars, marks and diamonds of the rollout calendar mean, in one or two lines below the table."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.rollout import STATES, State
from kamdeck.deck.spec import EMU, Box, Line, Shape
from kamdeck.layout.legend import Sign
from kamdeck.layout.status import SIDE as MARK
from kamdeck.views.rollout.bars import LOOKS, state_mark
from kamdeck.views.rollout.milestones import SIDE, diamond
from kamdeck.views.rollout.words import RolloutWords

_BAR, _TALL, _NEAR = round(0.23 * EMU), round(0.125 * EMU), round(0.06 * EMU)


def signs(words: RolloutWords) -> list[Sign]:
    """The states, overruns and milestones that occur."""
    programme, say = words.programme, words.say
    found = [_state(state, words.state(state)) for state in STATES if programme.of(state)]
    if any(stand.overruns for stand in programme.tasks):
        found.append(Sign("overrun", say("rollout.legend.overrun"), _overrun, _BAR))
    rows = programme.milestones
    if any(row.reached for row in rows):
        found.append(_milestone("reached", say("rollout.legend.reached")))
    if any(not row.reached and not programme.is_overdue(row) for row in rows):
        found.append(_milestone("to_come", say("rollout.legend.to_come")))
    if any(not row.reached and programme.is_overdue(row) for row in rows):
        found.append(_milestone("missed", say("rollout.legend.missed")))
    return found


def _bar(x: int, middle: int) -> Box:
    return Box(x, middle - _TALL // 2, _BAR, _TALL)


def _overrun(key: str, x: int, middle: int) -> Sequence[Shape]:
    return (Shape(key, _bar(x, middle), "rect", "paper", Line("risk", 1.25)),)


def _state(state: State, word: str) -> Sign:
    def draw(key: str, x: int, middle: int) -> Sequence[Shape]:
        bar = Shape(key, _bar(x, middle), "rect", LOOKS[state][0])
        return bar, state_mark(f"{key}_mark", state, x + _BAR + _NEAR, middle)

    return Sign(state, word, draw, _BAR + _NEAR + MARK)


def _milestone(name: str, word: str) -> Sign:
    def draw(key: str, x: int, middle: int) -> Sequence[Shape]:
        box = Box(x, middle - SIDE // 2, SIDE, SIDE)
        return (diamond(key, box, "risk" if name == "missed" else "ink", name == "reached"),)

    return Sign(name, word, draw, SIDE)
