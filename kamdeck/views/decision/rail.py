"""The rail of a decision map: the target, the path to it, the blocker, the next steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kamdeck.deck.spec import EMU, Box, Connector, Element, End, Group, Line, Para, Run, Shape, Text
from kamdeck.record import record
from kamdeck.text.measure import clip, line_height, shorten, width, wrap
from kamdeck.views.decision.map import COLORS
from kamdeck.views.decision.words import DecisionWords, short_title
from kamdeck.workbook.rows import Stakeholder

BOX = Box(round(9.62 * EMU), round(1.56 * EMU), round(3.21 * EMU), round(5.35 * EMU))
X, WIDE = round(9.855 * EMU), round(2.85 * EMU)
FIRST, LAST = round(2.06 * EMU), round(6.82 * EMU)
HEAD, NAME, BODY = 10.5, 12.0, 10.5
CHIP, CHIP_PAD, ARROW = round(0.32 * EMU), round(0.20 * EMU), round(0.28 * EMU)
DATE = round(0.60 * EMU)
GAP_MIN, GAP_MAX = round(0.13 * EMU), round(0.30 * EMU)
MOST_STEPS = 4


@record
class _Section:
    """One part of the rail: its paragraphs, the path's shapes below the head, or the steps below it."""

    key: str
    head: str
    name: str = ""
    text: str = ""
    chips: tuple[str, ...] = ()
    steps: tuple[tuple[Stakeholder, tuple[str, ...]], ...] = ()

    @property
    def height(self) -> int:
        """Its height in EMU."""
        high = line_height(HEAD)
        high += line_height(NAME) if self.name else 0
        high += CHIP + round(0.12 * EMU) if self.chips else 0
        high += len(wrap(self.text, BODY, WIDE)) * line_height(BODY) if self.text else 0
        return high + sum(_step_height(lines) for _, lines in self.steps)


def _step_height(lines: Sequence[str]) -> int:
    """The height of one next step, with the space above it."""
    return len(lines) * line_height(BODY) + round(0.03 * EMU)


def rail(key: str, words: DecisionWords) -> tuple[Element, ...]:
    """The rail of the first slide; where it is too full, the gaps, then the later steps go."""
    say = words.say
    size = 12.0 if width(say("decision.rail.heading"), 12, True) <= WIDE else 11.0
    heading = Run(clip(say("decision.rail.heading"), size, WIDE, 1, True), size, True, "ink")
    box = Box(X, round(1.73 * EMU), WIDE, line_height(12) + 9525)
    out: list[Element] = [Text(f"{key}/rail", (Para((heading,)),), box)]
    sections = _fitted(_sections(words))
    spare = LAST - FIRST - sum(s.height for s in sections)
    gap = max(GAP_MIN, min(GAP_MAX, spare // max(1, len(sections) - 1)))
    y = FIRST
    for section in sections:
        out += _drawn(key, words, section, y)
        y += section.height + gap
    return tuple(out)


def _sections(words: DecisionWords) -> list[_Section]:
    d, say = words.decision, words.say
    out = []
    if d.target:
        title = shorten(words.heading_of(d.target), NAME, WIDE, True)
        out.append(_Section("target", say("decision.rail.target"), title, _three(words.target_text())))
        out.append(_Section("path", say("decision.rail.path"), "", _three(words.path_text()), _path(words)))
        if d.blocker:
            name = shorten(words.heading_of(d.blocker.people[0]), NAME, WIDE, True)
            text = clip(words.blocker_text(d.blocker), BODY, WIDE, 4)
            out.append(_Section("blocker", say("decision.rail.blocker"), name, text))
        else:
            text = _three(say("decision.rail.no_blocker", who=words.who(d.target)))
            out.append(_Section("blocker", say("decision.rail.blocker"), "", text))
    elif d.inside:
        out.append(_Section("target", say("decision.rail.target"), "", say("decision.rail.no_target")))
    gaps = words.gaps()
    if gaps:
        out.append(_Section("gaps", say("decision.rail.gaps"), "", clip(gaps, BODY, WIDE, 3)))
    steps = [row for row in d.people.values() if row.next_step]
    steps.sort(key=lambda row: (row.next_step_on is None, row.next_step_on and row.next_step_on.toordinal()))
    if steps:
        shown = tuple((row, _step_lines(words, row)) for row in steps[:MOST_STEPS])
        out.append(_Section("steps", say("decision.rail.steps_head"), steps=shown))
    return out


def _is_late(words: DecisionWords, row: Stakeholder) -> bool:
    return bool(row.next_step_on and words.ctx.as_of and row.next_step_on < words.ctx.as_of)


def _step_lines(words: DecisionWords, row: Stakeholder) -> tuple[str, ...]:
    """What is done, on two lines at most; a day that has passed is named so."""
    late = f" ({words.say('decision.rail.overdue')})" if _is_late(words, row) else ""
    room = 2 * (WIDE - DATE) - width(late, BODY)
    text = clip(row.next_step or "", BODY, WIDE - DATE, 2)
    if late and width(text, BODY) > room * 0.9:
        text = shorten(text, BODY, round(room * 0.9))
    return wrap(text + late, BODY, WIDE - DATE)


def _three(text: str) -> str:
    return clip(text, BODY, WIDE, 3)


def _path(words: DecisionWords) -> tuple[str, ...]:
    """Who stands on the path from us to the target; at most four, the middle left out of a longer one."""
    d = words.decision
    if d.ally:
        people = d.ally.people
        return people if len(people) <= 3 else (people[0], "", people[-1])
    return (d.target,) if d.target and words.person(d.target).touch_point else ()


def _fitted(sections: list[_Section]) -> list[_Section]:
    """Without what does not fit: the last steps first, then the gaps, then all steps."""
    shown = list(sections)

    def is_full() -> bool:
        gaps = (len(shown) - 1) * GAP_MIN
        return sum(section.height for section in shown) + gaps > LAST - FIRST

    while is_full() and shown[-1].key == "steps" and len(shown[-1].steps) > 2:
        last = shown[-1]
        shown[-1] = _Section(last.key, last.head, steps=last.steps[:-1])
    for key in ("gaps", "steps"):
        if is_full():
            shown = [section for section in shown if section.key != key]
    return shown


# ------------------------------------------------------------------ drawing


def _drawn(key: str, words: DecisionWords, section: _Section, y: int) -> list[Element]:
    head = Para((Run(section.head, HEAD, True, "muted"),))
    name = Para((Run(section.name, NAME, True, "ink"),))
    body = Para((Run(section.text, BODY, None, "ink"),))
    part = f"{key}/rail:{section.key}"
    if not section.chips and not section.steps:
        paras = (head, *((name,) if section.name else ()), body)
        return [Text(part, paras, Box(X, y, WIDE, section.height))]
    out: list[Element] = [Text(part, (head,), Box(X, y, WIDE, line_height(HEAD)))]
    y += line_height(HEAD)
    if section.chips:
        out += _chips(key, words, section.chips, y + round(0.05 * EMU))
        y += CHIP + round(0.12 * EMU)
        lines = len(wrap(section.text, BODY, WIDE))
        out.append(Text(f"{key}/rail:path_text", (body,), Box(X, y, WIDE, lines * line_height(BODY))))
    for row, step in section.steps:
        out.append(_step(key, words, row, step, y + round(0.03 * EMU)))
        y += _step_height(step)
    return out


def _step(key: str, words: DecisionWords, row: Stakeholder, lines: Sequence[str], y: int) -> Group:
    """A next step: its day, red where it has passed, and what is done."""
    day = words.say.date(row.next_step_on, "day") if row.next_step_on else "–"
    name, text = f"{key}/step:{row.id}", " ".join(lines)
    date = Run(day, BODY, True, "risk" if _is_late(words, row) else "ink")
    body = Box(X + DATE, y, WIDE - DATE, len(lines) * line_height(BODY))
    children = (
        Text(f"{name}/day", (Para((date,)),), Box(X, y, DATE, line_height(BODY)), wrap=False),
        Text(f"{name}/text", (Para((Run(text, BODY, None, "ink"),)),), body),
    )
    return Group(name, children, alt=f"{day}, {text}")


def _chips(key: str, words: DecisionWords, people: Sequence[str], y: int) -> list[Element]:
    """You, the ally and the target as small boxes; arrows solid for reporting, dotted for influence.

    Where the names do not fit, the people between the ally and the target give way to dots.
    """
    size, texts = _labelled(words, people)
    if len(people) > 2 and any(text.endswith("…") for text in texts):
        people = (people[0], "", people[-1])
        size, texts = _labelled(words, people)
    wides = [width(text, size, True) + CHIP_PAD for text in texts]
    arrow = min(round(0.45 * EMU), (WIDE - sum(wides)) // len(people))
    keys = [f"{key}/path_you", *(f"{key}/path:{name}" if name else f"{key}/path_between" for name in people)]
    out: list[Element] = []
    x = X
    for name, shape, text, wide in zip(("", *people), keys, texts, wides, strict=True):
        line = Line(COLORS[words.person(name).relationship], 1.75) if name else Line("ink", 1.25)
        run = Para((Run(text, size, True, "ink"),), align="ctr")
        corner = 50_000 if name in words.decision.outside else 8_000
        box = Box(x, y, wide, CHIP)
        out.append(Shape(shape, box, "roundRect", "paper", line, (run,), wrap=False, adjust=(corner,)))
        x += wide + arrow
    for i, link in enumerate(_links(words, people)):
        style = Line("ink", 1.25, "sysDot" if link == "influences" else "solid")
        ends = End(keys[i], 3), End(keys[i + 1], 1)
        out.append(Connector(f"{key}/path_line:{i + 1}", *ends, line=style, tail=True))
    return out


def _labelled(words: DecisionWords, people: Sequence[str]) -> tuple[float, list[str]]:
    tags = [_tag(words, name, i == len(people) - 1) for i, name in enumerate(people)]
    return _sized([words.say("decision.rail.you"), *tags], WIDE - len(people) * ARROW, CHIP_PAD)


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
    for size in (BODY, 9.5, 9.0):
        if sum(width(text, size, True) + pad for text in labels) <= room:
            return size, list(labels)
    texts = list(labels)
    limit = max(width(text, 9, True) for text in texts)
    while sum(width(text, 9, True) + pad for text in texts) > room and limit > pad:
        limit -= round(0.02 * EMU)
        texts = [shorten(text, 9, limit, True) for text in labels]
    return 9.0, texts
