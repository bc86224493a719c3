"""What bars, marks and diamonds of the rollout calendar mean, in one line below the table."""

from __future__ import annotations

from collections.abc import Iterator

from kamdeck.analysis.rollout import STATES, State
from kamdeck.deck.spec import EMU, Box, Group, Line, Shape
from kamdeck.layout.rail import BODY, label
from kamdeck.text.measure import line_height, width
from kamdeck.views.rollout.axis import Child
from kamdeck.views.rollout.bars import LOOKS, state_mark
from kamdeck.views.rollout.milestones import SIDE, diamond
from kamdeck.views.rollout.words import RolloutWords

_BAR, _TALL = round(0.23 * EMU), round(0.125 * EMU)
_NEAR, _MARK = round(0.06 * EMU), round(0.12 * EMU)
_HIGH = line_height(10)
_LARGEST_GAP = round(0.27 * EMU)
_MILESTONES = ("reached", "to_come", "missed")


def make_legend(group: str, words: RolloutWords, top: int, follows: str) -> Group:
    """The states, overruns and milestones that occur; closer together where the words are long."""
    items = [(name, _text(words, name)) for name in _occurring(words)]
    wides = [_mark_width(name) + _NEAR + width(text, 10) + 12_700 for name, text in items]
    gap = min(_LARGEST_GAP, (BODY.w - sum(wides)) // max(1, len(items) - 1))
    children: list[Child] = []
    x = BODY.x
    for (name, text), whole in zip(items, wides, strict=True):
        wide = _mark_width(name)
        children += _marks(group, name, x, top + _HIGH // 2)
        box = Box(x + wide + _NEAR, top, whole - wide - _NEAR, _HIGH)
        children.append(label(f"{group}/{name}_text", text, box, color="ink"))
        x += whole + gap
    return Group(group, tuple(children), follows, words.say("rollout.legend_alt"))


def _occurring(words: RolloutWords) -> Iterator[str]:
    programme = words.programme
    yield from (state for state in STATES if programme.of(state))
    if any(stand.overruns for stand in programme.tasks):
        yield "overrun"
    kinds = {
        "reached" if row.reached else "missed" if programme.is_overdue(row) else "to_come"
        for row in programme.milestones
    }
    yield from (kind for kind in _MILESTONES if kind in kinds)


def _text(words: RolloutWords, name: str) -> str:
    if name in _MILESTONES:
        return words.say(f"rollout.legend.{name}")
    return words.say("rollout.legend.overrun") if name == "overrun" else words.state(name)


def _mark_width(name: str) -> int:
    if name in _MILESTONES:
        return SIDE
    return _BAR if name == "overrun" else _BAR + _NEAR + _MARK


def _marks(group: str, name: str, x: int, middle: int) -> Iterator[Shape]:
    key, bar = f"{group}/{name}", Box(x, middle - _TALL // 2, _BAR, _TALL)
    if name in _MILESTONES:
        box = Box(x, middle - SIDE // 2, SIDE, SIDE)
        yield diamond(key, box, "risk" if name == "missed" else "ink", name == "reached")
    elif name == "overrun":
        yield Shape(key, bar, "rect", "paper", Line("risk", 1.25))
    else:
        state: State = next(s for s in STATES if s == name)
        yield Shape(key, bar, "rect", LOOKS[state][0])
        yield state_mark(f"{key}_mark", state, x + _BAR + _NEAR, middle)
