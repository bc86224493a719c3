"""The path from us to the target in small boxes, joined by arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kamdeck.deck.spec import EMU, Box, Connector, Element, End, Line, Para, Run, Shape
from kamdeck.text.measure import shorten, width
from kamdeck.views.decision.map import COLORS
from kamdeck.views.decision.words import DecisionWords, short_title

HIGH, PAD, ARROW = round(0.32 * EMU), round(0.20 * EMU), round(0.28 * EMU)
_SIZES = (10.5, 9.5, 9.0)


def path_of(words: DecisionWords) -> tuple[str, ...]:
    """Who stands on the path from us to the target; at most four, the middle left out of a longer one."""
    d = words.decision
    if d.ally:
        people = d.ally.people
        return people if len(people) <= 3 else (people[0], "", people[-1])
    return (d.target,) if d.target and words.person(d.target).touch_point else ()


def draw_path(key: str, words: DecisionWords, people: Sequence[str], place: Box) -> list[Element]:
    """You, the ally and the target as small boxes; arrows solid for reporting, dotted for influence.

    Where the names do not fit, the people between the ally and the target give way to dots.
    """
    size, texts = _labelled(words, people, place.w)
    if len(people) > 2 and any(text.endswith("…") for text in texts):
        people = (people[0], "", people[-1])
        size, texts = _labelled(words, people, place.w)
    wides = [width(text, size, True) + PAD for text in texts]
    arrow = min(round(0.45 * EMU), (place.w - sum(wides)) // len(people))
    keys = [f"{key}/path_you", *(f"{key}/path:{name}" if name else f"{key}/path_between" for name in people)]
    out: list[Element] = []
    x = place.x
    for name, shape, text, wide in zip(("", *people), keys, texts, wides, strict=True):
        line = Line(COLORS[words.person(name).relationship], 1.75) if name else Line("ink", 1.25)
        run = Para((Run(text, size, True, "ink"),), align="ctr")
        corner = 50_000 if name in words.decision.outside else 8_000
        box = Box(x, place.y, wide, HIGH)
        out.append(Shape(shape, box, "roundRect", "paper", line, (run,), wrap=False, adjust=(corner,)))
        x += wide + arrow
    for i, link in enumerate(_links(words, people)):
        style = Line("ink", 1.25, "sysDot" if link == "influences" else "solid")
        ends = End(keys[i], 3), End(keys[i + 1], 1)
        out.append(Connector(f"{key}/path_line:{i + 1}", *ends, line=style, tail=True))
    return out


def _labelled(words: DecisionWords, people: Sequence[str], room: int) -> tuple[float, list[str]]:
    tags = [_tag(words, name, i == len(people) - 1) for i, name in enumerate(people)]
    return _sized([words.say("decision.rail.you"), *tags], room - len(people) * ARROW, PAD)


def _links(words: DecisionWords, people: Sequence[str]) -> tuple[Literal["reports", "influences", ""], ...]:
    """The kind of each arrow: the first is ours."""
    path = words.decision.ally
    if path is None:
        return ("",)
    return ("", *path.links) if "" not in people else ("", path.links[0], path.links[-1])


def _tag(words: DecisionWords, name: str, is_target: bool) -> str:
    """How a person is called in a small box: the target by short title, others by name."""
    if not name:
        return "…"
    title = short_title(words.person(name))
    return title if is_target and title and len(title) <= 12 else words.person(name).name


def _sized(labels: Sequence[str], room: int, pad: int) -> tuple[float, list[str]]:
    """The type size and the labels, shortened evenly where they are too long for the rail."""
    for size in _SIZES:
        if sum(width(text, size, True) + pad for text in labels) <= room:
            return size, list(labels)
    texts = list(labels)
    limit = max(width(text, 9, True) for text in texts)
    while sum(width(text, 9, True) + pad for text in texts) > room and limit > pad:
        limit -= round(0.02 * EMU)
        texts = [shorten(text, 9, limit, True) for text in labels]
    return 9.0, texts
