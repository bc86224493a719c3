"""The insights of a decision map: the target, the path to it, the blocker, the next steps."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import EMU, Box, Connector, Element, Group, Line, Para, Run, Text
from kamdeck.layout.areas import Area, columns_of, rows_of
from kamdeck.layout.insights import LINE_TEXT, Fact, Rail, Step, rail_ground, said_in_notes
from kamdeck.record import record, replace
from kamdeck.text.measure import clip, line_height, shorten, width, wrap
from kamdeck.views.decision.path import HIGH, draw_path, path_of
from kamdeck.views.decision.words import DecisionWords
from kamdeck.workbook.rows import Stakeholder

HEAD, NAME, BODY = 10.5, 12.0, 10.5
STRIP_NAME, STRIP = 11.0, 10.0
CHIPS = HIGH + round(0.12 * EMU)
DATE, STRIP_DATE, AIR = round(0.60 * EMU), round(0.52 * EMU), round(0.03 * EMU)
GAP_MIN, GAP_MAX = round(0.13 * EMU), round(0.30 * EMU)
MOST_STEPS = 4
STRIP_MOST = round(1.2 * EMU)  # a higher strip has two rows
Due = tuple[Stakeholder, tuple[str, ...]]


@record
class _Section:
    """One part: its heading, a name, a sentence with shorter wordings, whom the path leads through, and the
    steps with the lines of their words."""

    key: str
    head: str
    name: str = ""
    text: str = ""
    shorter: tuple[str, ...] = ()
    chips: tuple[str, ...] = ()
    steps: tuple[Due, ...] = ()

    def height(self, wide: int) -> int:
        """Its height in EMU in a rail of this width."""
        high = line_height(HEAD) + (CHIPS if self.chips else line_height(NAME) if self.name else 0)
        high += len(wrap(self.text, BODY, wide)) * line_height(BODY) if self.text else 0
        return high + sum(len(lines) * line_height(BODY) + AIR for _, lines in self.steps)


def draw_rail(key: str, words: DecisionWords, area: Area) -> tuple[Element, ...]:
    """What stands at the right or in a strip below; on a line and in the notes it is like all others'."""
    if area.rail is None or area.form not in ("right", "strip", "low"):
        return ()
    ground = rail_ground(words.ctx, key, area.rail)
    return (*ground, *(_beside if area.form == "right" else _below)(key, words, area.rail))


def in_words(words: DecisionWords, line: Box | None = None) -> Rail:
    """The same as sentences, for places too narrow to draw it; the steps are those that fit on the line."""
    sections = _sections(words, 20 * EMU)
    facts = [
        Fact(part.key, words.say.colon(part.head, f"{part.name}." if part.name else ""), part.text)
        for part in sections
        if not part.steps
    ]
    steps = [
        words.say.colon(_day(words, row), " ".join(lines)) for part in sections for row, lines in part.steps
    ]
    choices = [steps, [*steps[:1], *steps[1:][-1:]], steps[:1]]
    room = line.w - round(1.2 * EMU) if line else 0
    said = [words.say.join(choice) for choice in choices if choice] or [""]
    step = next((text for text in said if not line or width(text, LINE_TEXT) <= room), said[-1])
    return Rail(words.say("decision.rail.heading"), tuple(facts), Step(step))


def notes_of(words: DecisionWords, area: Area, notes: str) -> str:
    """The notes, led by what a strip leaves out."""
    if area.rail is None or area.form == "right":
        return notes
    rail, shown = in_words(words), {part.key for part in _in_strip(words, area.rail.w)}
    left = tuple(fact for fact in rail.facts if fact.key not in shown)
    beside = replace(rail, facts=left, next_step=Step())
    return said_in_notes(words.ctx, beside, Area(area.main, "notes", None), notes)


def _sections(words: DecisionWords, wide: int) -> list[_Section]:
    """Target, path, blocker, gaps and steps, their words cut to the width."""
    d, say = words.decision, words.say
    out = []
    head = {key: say(f"decision.rail.{key}") for key in ("target", "path", "blocker", "gaps")}

    def name(person: str) -> str:
        return shorten(words.heading_of(person), NAME, wide, True)

    def text(sentence: str, lines: int = 3) -> str:
        return clip(sentence, BODY, wide, lines)

    if d.target:
        stands = words.stands(d.target)
        out.append(_Section("target", head["target"], name(d.target), text(words.target_text()), stands))
        reach = (words.reach(d.ally),) if d.ally else ()
        out.append(_Section("path", head["path"], "", text(words.path_text()), reach, path_of(words)))
        if d.blocker:
            who = d.blocker.people[0]
            said = text(words.blocker_text(d.blocker), 4)
            out.append(_Section("blocker", head["blocker"], name(who), said, words.stands(who)))
        else:
            nobody = say("decision.rail.no_blocker", who=words.who(d.target))
            out.append(_Section("blocker", head["blocker"], "", text(nobody)))
    elif d.inside:
        out.append(_Section("target", head["target"], "", say("decision.rail.no_target")))
    if gaps := words.gaps():
        out.append(_Section("gaps", head["gaps"], "", text(gaps)))
    steps = [row for row in d.people.values() if row.next_step]
    steps.sort(key=lambda row: (row.next_step_on is None, row.next_step_on and row.next_step_on.toordinal()))
    if steps:
        shown = tuple((row, _step_lines(words, row, wide - DATE)) for row in steps[:MOST_STEPS])
        out.append(_Section("steps", say("decision.rail.steps_head"), steps=shown))
    return out


def _is_late(words: DecisionWords, row: Stakeholder) -> bool:
    return bool(row.next_step_on and words.ctx.as_of and row.next_step_on < words.ctx.as_of)


def _day(words: DecisionWords, row: Stakeholder) -> str:
    return words.say.date(row.next_step_on, "day") if row.next_step_on else "–"


def _step_lines(
    words: DecisionWords, row: Stakeholder, room: int, size: float = BODY, lines: int = 2
) -> tuple[str, ...]:
    """What is done, on so many lines at most; a day that has passed is named so."""
    late = f" ({words.say('decision.rail.overdue')})" if _is_late(words, row) else ""
    whole = lines * room - width(late, size)
    text = clip(row.next_step or "", size, room, lines)
    if late and width(text, size) > whole * 0.9:
        text = shorten(text, size, round(whole * 0.9))
    return wrap(text + late, size, room)


# ------------------------------------------------------------------ at the right


def _beside(key: str, words: DecisionWords, box: Box) -> tuple[Element, ...]:
    """One part below the other; where it is too full, the gaps, then the later steps go."""
    x, wide = box.x + round(0.215 * EMU), box.w - round(0.35 * EMU)
    first, last = box.y + round(0.50 * EMU), box.y + box.h - round(0.06 * EMU)
    heading = words.say("decision.rail.heading")
    size = 12.0 if width(heading, 12, True) <= wide else 11.0
    run = Run(clip(heading, size, wide, 1, True), size, True, "ink")
    top = Box(x, box.y + round(0.17 * EMU), wide, line_height(12) + 9525)
    out: list[Element] = [Text(f"{key}/rail", (Para((run,)),), top)]
    sections = _fitted(_sections(words, wide), wide, last - first)
    spare = last - first - sum(part.height(wide) for part in sections)
    gap = max(GAP_MIN, min(GAP_MAX, spare // max(1, len(sections) - 1)))
    y = first
    for part in sections:
        out += _drawn(key, words, part, Box(x, y, wide, part.height(wide)))
        y += part.height(wide) + gap
    return tuple(out)


def _fitted(sections: list[_Section], wide: int, room: int) -> list[_Section]:
    """Without what does not fit: the last steps first, then the gaps, then all steps."""
    shown = list(sections)

    def is_full() -> bool:
        return sum(part.height(wide) + GAP_MIN for part in shown) - GAP_MIN > room

    while is_full() and len(shown[-1].steps) > 2:
        shown[-1] = replace(shown[-1], steps=shown[-1].steps[:-1])
    for key in ("gaps", "steps"):
        if is_full():
            shown = [part for part in shown if part.key != key]
    return shown


def _drawn(key: str, words: DecisionWords, part: _Section, box: Box) -> list[Element]:
    head = Para((Run(part.head, HEAD, True, "muted"),))
    body = Para((Run(part.text, BODY, None, "ink"),))
    name = f"{key}/rail:{part.key}"
    if not part.chips and not part.steps:
        named = (Para((Run(part.name, NAME, True, "ink"),)),) if part.name else ()
        return [Text(name, (head, *named, body), box)]
    out: list[Element] = [Text(name, (head,), Box(box.x, box.y, box.w, line_height(HEAD)))]
    y = box.y + line_height(HEAD)
    if part.chips:
        out += draw_path(key, words, part.chips, Box(box.x, y + round(0.05 * EMU), box.w, HIGH))
        y += CHIPS
        out.append(Text(f"{key}/rail:path_text", (body,), Box(box.x, y, box.w, box.y + box.h - y)))
    return out + _steps(key, words, part.steps, Box(box.x, y, box.w, 0), BODY)


def _steps(
    key: str, words: DecisionWords, steps: Sequence[Due], box: Box, size: float, date: int = DATE
) -> list[Element]:
    """The next steps: the day of each, red where it has passed, and what is done."""
    out, y, high = list[Element](), box.y, line_height(size)
    for row, lines in steps:
        name, text, top = f"{key}/step:{row.id}", " ".join(lines), y + AIR
        day = Run(_day(words, row), size, True, "risk" if _is_late(words, row) else "ink")
        body = Box(box.x + date, top, box.w - date, len(lines) * high)
        children = (
            Text(f"{name}/day", (Para((day,)),), Box(box.x, top, date, high), wrap=False),
            Text(f"{name}/text", (Para((Run(text, size, None, "ink"),)),), body),
        )
        out.append(Group(name, children, alt=f"{day.text}, {text}"))
        y = top + len(lines) * high
    return out


# ------------------------------------------------------------------ below


def _in_strip(words: DecisionWords, wide: int) -> list[_Section]:
    """What a strip shows."""
    return [part for part in _sections(words, wide) if part.key != "gaps"]


def _below(key: str, words: DecisionWords, box: Box) -> tuple[Element, ...]:
    """The parts side by side, the steps with twice the width; in a tall strip these stand below."""
    pad, gap = round(0.14 * EMU), round(0.22 * EMU)
    inner = Box(box.x + pad, box.y + round(0.05 * EMU), box.w - 2 * pad, box.h - round(0.08 * EMU))
    sections = _in_strip(words, box.w)
    steps = sections[-1:] if box.h > STRIP_MOST and sections[-1].steps and len(sections) > 1 else []
    upper, lower = rows_of(inner, (1.1, 1.0), pad) if steps else (inner, inner)
    beside = sections[: len(sections) - len(steps)]
    out: list[Element] = []
    places = columns_of(upper, tuple(2.0 if part.steps else 1.0 for part in beside), gap)
    for n, (part, place) in enumerate(zip(beside, places, strict=True)):
        if n:
            x = place.x - gap // 2
            points = (x, upper.y + pad // 2, x, upper.y + upper.h - pad // 2)
            out.append(Connector(f"{key}/rule:{part.key}", points=points, line=Line("hairline", 0.75)))
        out += _column(key, words, part, place)
    for part in steps:
        y = lower.y - pad // 2
        rule = (lower.x, y, lower.x + lower.w, y)
        out.append(Connector(f"{key}/rule:{part.key}", points=rule, line=Line("hairline", 0.75)))
        out += _column(key, words, part, lower)
    return tuple(out)


def _column(key: str, words: DecisionWords, part: _Section, box: Box) -> list[Element]:
    """Heading, name and as many words as there is room for; of the steps the first ones and the last."""
    name, high = f"{key}/rail:{part.key}", line_height(STRIP)
    head = Para((Run(part.head, STRIP, True, "muted"),))
    if part.steps:
        rows = [row for row, _ in part.steps]
        most = max(1, (box.h - high) // (high + AIR))
        rows = rows[: most - 1] + rows[-1:] if len(rows) > most else rows
        steps = [(row, (" ".join(_step_lines(words, row, box.w - STRIP_DATE, STRIP, 1)),)) for row in rows]
        below = Box(box.x, box.y + high, box.w, box.h - high)
        return [
            Text(name, (head,), Box(box.x, box.y, box.w, high)),
            *_steps(key, words, steps, below, STRIP, STRIP_DATE),
        ]
    called = part.name or (words.name(part.chips[0]) if part.shorter and part.chips else "")
    named = (
        (Para((Run(shorten(called, STRIP_NAME, box.w, True), STRIP_NAME, True, "ink"),)),) if called else ()
    )
    lines = max(1, (box.h - high - (line_height(STRIP_NAME) if named else 0)) // high)
    wordings = (part.text, *part.shorter)
    text = next((t for t in wordings if len(wrap(t, STRIP, box.w)) <= lines), wordings[-1])
    return [
        Text(name, (head, *named, Para((Run(clip(text, STRIP, box.w, lines), STRIP, None, "ink"),))), box)
    ]
