"""What the signs of a decision map mean."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import EMU, Box, Connector, Group, Line, Para, Run, Shape
from kamdeck.layout.legend import Sign, legend
from kamdeck.layout.status import mark
from kamdeck.text.measure import line_height
from kamdeck.views.decision.layout import Room
from kamdeck.views.decision.map import COLORS, CONFLICTS, INFLUENCES, REPORTS, badge, ring
from kamdeck.views.decision.words import RELATIONS, DecisionWords


def _in(inches: float) -> int:
    return round(inches * EMU)


def signs_of(words: DecisionWords, **has: bool) -> tuple[Sign, ...]:
    """What stands in the legend: relationships, power, touch points, the kinds of line, people hidden."""
    say, pin = words.say, _in(0.13)

    def relation(name: str) -> Sign:
        return Sign(
            name, words.relation_word(name), lambda key, x, y: (mark(key, COLORS[name], x, y, pin),), pin
        )

    def line(name: str, text: str, look: Line) -> Sign:
        def draw(key: str, x: int, y: int) -> Sequence[Connector]:
            return (Connector(key, points=(x, y, x + _in(0.34), y), line=look, tail=look is INFLUENCES),)

        return Sign(name, text, draw, _in(0.34))

    def power(key: str, x: int, y: int) -> Sequence[Shape]:
        return (badge(key, 1, Box(x, y - _in(0.10), _in(0.20), _in(0.20)), 9),)

    def touch(key: str, x: int, y: int) -> Sequence[Shape]:
        return (ring(key, x + pin // 2, y, pin),)

    def hidden(key: str, x: int, y: int) -> Sequence[Shape]:
        tall = line_height(9)
        para = Para((Run("+n", 9, True, "muted"),), align="ctr")
        return (Shape(key, Box(x, y - tall // 2, _in(0.20), tall), "rect", None, paras=(para,), wrap=False),)

    found = {
        "power": Sign("power", say("decision.legend.power"), power, _in(0.20)),
        "touch": Sign("touch", say("decision.legend.touch"), touch, pin),
        "reports": line("reports", say("decision.legend.reports"), REPORTS),
        "influences": line("influences", say("decision.legend.influences"), INFLUENCES),
        "conflicts": line("conflicts", say("decision.legend.conflicts"), CONFLICTS),
        "hidden": Sign("hidden", say("decision.legend.hidden"), hidden, _in(0.20)),
    }
    return (*map(relation, RELATIONS), *(sign for name, sign in found.items() if has.get(name, True)))


def draw_legend(key: str, words: DecisionWords, shown: Sequence[Sign], room: Room) -> Group:
    """What the signs mean, below the map."""
    y, alt = room.bottom + _in(0.16), words.say("decision.legend.alt")
    rule = Connector(f"{key}/legend/rule", points=(room.left, y, room.right, y), line=Line("hairline", 0.75))
    return legend(
        f"{key}/legend",
        shown,
        room.legend,
        alt,
        least=9,
        lines=room.lines,
        mark_key="{}",
        word_key="{}_word",
        rule=None if room.is_low else rule,
    )
