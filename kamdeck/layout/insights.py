"""The insights: a heading, two to four facts and the next step, in the form that the room allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from kamdeck.deck.spec import EMU, Ask, Box, Connector, Element, Line, Para, Run, Shape, Text
from kamdeck.figures.context import Context
from kamdeck.layout.areas import NARROW, Area, columns_of, rows_of
from kamdeck.layout.clauses import heads_of
from kamdeck.record import record, replace
from kamdeck.text import Say
from kamdeck.text.measure import clip, fit, line_height, pieces, shorten, width, wrap

FIGURE_SIZE, FACT_SIZE, HEAD_SIZE, CAPS_SIZE = 22.0, 11.5, 12.0, 9.0
STRIP_FIGURE, STRIP_TEXT, LOW_FIGURE, LINE_TEXT = 18.0, 10.0, 14.0, 10.5
_FACT_LINE = 1.1
_PAD = round(0.23 * EMU)
_GAP_MIN, _GAP_MAX = round(0.21 * EMU), round(0.63 * EMU)
_BAR = 36_576  # EMU, the width of the bar at a rail's left edge
_MOST_BELOW, _MOST_STEP = 3, 5  # facts in a strip; lines of the next step at the right


@record
class Fact:
    """One insight: `key` names what it says (not where it stands), a figure, a sentence, and a shorter one
    for narrow places where there is one; `asks` are what the sentence asks for."""

    key: str
    figure: str
    text: str
    short: str = ""
    asks: tuple[Ask, ...] = ()


@record
class Step:
    """What is to be done next: a sentence, and what it asks for at which accounts; no text for none."""

    text: str = ""
    asks: tuple[Ask, ...] = ()


NO_STEP = Step()


@record
class Rail:
    """What stands beside the main part."""

    heading: str
    facts: tuple[Fact, ...]
    next_step: Step = NO_STEP

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What its facts and its next step ask for."""
        return (*(ask for fact in self.facts for ask in fact.asks), *self.next_step.asks)


def draw_rail(ctx: Context, view: str, rail: Rail, area: Area) -> tuple[Element, ...]:
    """The insights in the area's form; in the notes there is nothing to draw."""
    box, say = area.rail, ctx.say
    if box is None:
        return ()
    if area.form == "right":
        drawn = _beside(view, say, rail, box)
    elif area.form == "line":
        return _line(view, say, rail, box)
    else:
        drawn = _below(view, say, rail, box, is_low=area.form == "low")
    return (*rail_ground(ctx, view, box), *drawn)


def rail_ground(ctx: Context, view: str, box: Box) -> tuple[Shape, ...]:
    """The panel and its bar, where the master's layout does not draw them."""
    if ctx.frame.line is None:
        return ()
    bar = Box(box.x, box.y, _BAR, box.h)
    return (Shape(f"{view}/rail_ground", box, fill="panel"), Shape(f"{view}/rail_bar", bar, fill="accent"))


def said_in_notes(ctx: Context, rail: Rail, area: Area, notes: str) -> str:
    """The notes, with the insights that found no place on the slide before them."""
    if area.form not in ("line", "notes"):
        left = rail.facts[_MOST_BELOW:] if area.form != "right" else ()
        step = ""
    else:
        left, step = rail.facts, rail.next_step.text if area.form == "notes" else ""
    if not left and not step:
        return notes
    lines = [ctx.say("frame.beside")]
    lines += [f"{fact.figure} {fact.text}" for fact in left]
    lines += [ctx.say.colon(ctx.say("frame.next_step"), step)] if step else []
    return "\n".join([*lines, *([notes] if notes else [])])


# ------------------------------------------------------------------ at the right


def _beside(view: str, say: Say, rail: Rail, box: Box) -> tuple[Element, ...]:
    """Heading, facts with hairlines between, the next step at the foot.

    Gaps stretch between 0.21 and 0.63 in. Too full: the last fact is dropped; the type never shrinks.
    """
    inner = inside(box)
    out: list[Element] = [
        Text(
            f"{view}/rail",
            (Para((Run(clip(rail.heading, HEAD_SIZE, inner.w, 1, True), HEAD_SIZE, True, "ink"),)),),
            Box(inner.x, inner.y, inner.w, line_height(HEAD_SIZE) + 9525),
        )
    ]
    top = inner.y + round(0.36 * EMU)
    foot, step = _next_step(view, say, rail.next_step.text, inner)
    shown = list(rail.facts)
    while len(shown) > 1 and _room(shown, inner.w, foot - top) < _GAP_MIN:
        shown.pop()
    gap = max(_GAP_MIN, min(_GAP_MAX, _room(shown, inner.w, foot - top))) if shown else 0
    y = top
    for i, fact in enumerate(shown):
        if i:
            out.append(_rule(f"{view}/rule:{fact.key}", inner, y - gap // 2, Line("hairline", 0.75)))
        out.append(_fact(view, fact, Box(inner.x, y, inner.w, _height(fact, inner.w))))
        y += _height(fact, inner.w) + gap
    return (*out, *step)


def inside(box: Box) -> Box:
    """A rail at the right without its margins."""
    return Box(box.x + _PAD, box.y + round(0.17 * EMU), box.w - round(0.42 * EMU), box.h - round(0.30 * EMU))


def foot_of(say: Say, rail: Rail, box: Box) -> int:
    """Where what stands above the next step must end, in a rail at the right."""
    return _next_step("", say, rail.next_step.text, inside(box))[0]


def _room(facts: Sequence[Fact], room: int, height: int) -> int:
    """The gap that spreads the facts over `height`; half a gap stays below the last."""
    return (height - sum(_height(fact, room) for fact in facts)) * 2 // (2 * len(facts) - 1)


def _height(fact: Fact, room: int) -> int:
    lines = len(wrap(fact.text, FACT_SIZE, room))
    return line_height(FIGURE_SIZE) + lines * line_height(FACT_SIZE, _FACT_LINE) + 12_700


def _fact(view: str, fact: Fact, box: Box) -> Text:
    figure = clip(fact.figure, FIGURE_SIZE, box.w, 1, True)
    return Text(
        f"{view}/fact:{fact.key}",
        (
            Para((Run(figure, FIGURE_SIZE, True, "ink"),)),
            Para((Run(fact.text, FACT_SIZE, None, "ink"),), line=_FACT_LINE),
        ),
        box,
    )


def _next_step(view: str, say: Say, text: str, inner: Box) -> tuple[int, tuple[Element, ...]]:
    """Where the facts must end, and the elements of the next step."""
    bottom = inner.y + inner.h
    if not text:
        return bottom, ()
    shown = fit(_steps(text), FACT_SIZE, inner.w, _MOST_STEP)
    lines = len(wrap(shown, FACT_SIZE, inner.w))
    caps = line_height(CAPS_SIZE)
    height = round(0.10 * EMU) + caps + lines * line_height(FACT_SIZE, _FACT_LINE) + 25_400
    top = bottom - height
    paras = (
        Para((_caps(say),), after=1),
        Para((Run(shown, FACT_SIZE, None, "ink"),), line=_FACT_LINE),
    )
    box = Box(inner.x, top + round(0.10 * EMU), inner.w, height - round(0.10 * EMU))
    return top - round(0.10 * EMU), (
        _rule(f"{view}/next_rule", inner, top, Line("accent", 1.25)),
        Text(f"{view}/next", paras, box),
    )


def _caps(say: Say) -> Run:
    return Run(say("frame.next_step").upper(), CAPS_SIZE, True, "accent", spacing=0.6)


def _rule(key: str, inner: Box, y: int, line: Line) -> Connector:
    return Connector(key, points=(inner.x, y, inner.x + inner.w, y), line=line)


# ------------------------------------------------------------------ below, and in a line


def _below(view: str, say: Say, rail: Rail, box: Box, *, is_low: bool) -> tuple[Element, ...]:
    """Up to three facts and the next step, side by side or two by two, in columns by the root of their words'
    length."""
    facts = list(rail.facts[: _MOST_BELOW if not is_low or box.w >= 8.6 * EMU else 2])
    items: list[Fact | None] = [*facts, *([None] if rail.next_step.text else [])]
    half = -(-len(items) // 2)
    if not items:
        return ()
    if box.w >= NARROW or half == len(items):
        return tuple(_row(view, say, rail, items, box, is_low=is_low))
    top, bottom = rows_of(box, (1, 1), 0)
    return (
        *_row(view, say, rail, items[:half], top, is_low=is_low),
        *_row(view, say, rail, items[half:], bottom, is_low=is_low),
    )


def _row(
    view: str, say: Say, rail: Rail, items: Sequence[Fact | None], box: Box, *, is_low: bool
) -> Iterator[Element]:
    """Facts and (None) the next step beside each other, with hairlines between."""
    pad, gap = round(0.14 * EMU), round(0.22 * EMU)
    inner = Box(box.x + pad, box.y + round(0.05 * EMU), box.w - 2 * pad, box.h - round(0.08 * EMU))
    weights = tuple(sqrt(max(24, len(item.text if item else rail.next_step.text))) for item in items)
    for i, (item, place) in enumerate(zip(items, columns_of(inner, weights, gap), strict=True)):
        if i:
            x = place.x - gap // 2
            points = (x, box.y + pad, x, box.y + box.h - pad)
            yield Connector(
                f"{view}/rule:{item.key if item else 'next'}", points=points, line=Line("hairline", 0.75)
            )
        if item is None:
            yield _step_below(view, say, rail.next_step.text, place, is_low=is_low)
        else:
            yield (_inline if is_low else _stacked)(view, item, place)


def _step_below(view: str, say: Say, text: str, box: Box, *, is_low: bool) -> Text:
    """The next step under its head; in a low strip behind it."""
    head, size = _caps(say), STRIP_TEXT
    if is_low:
        beside = width(f"{head.text}  ", CAPS_SIZE + 1, True)
        shown = _behind(_steps(text), size, box.w, beside)
        paras = (Para((replace(head, text=f"{head.text}  "), Run(shown, size, None, "ink"))),)
        return Text(f"{view}/next", paras, box, anchor="ctr")
    lines = (box.h - line_height(CAPS_SIZE)) // line_height(size)
    run = Run(fit(_steps(text), size, box.w, lines), size, None, "ink")
    return Text(f"{view}/next", (Para((head,)), Para((run,))), box)


def _stacked(view: str, fact: Fact, box: Box) -> Text:
    """A fact with its figure over its sentence."""
    figure = shorten(fact.figure, STRIP_FIGURE, box.w, True)
    text = _short(fact, STRIP_TEXT, box.w, (box.h - line_height(STRIP_FIGURE)) // line_height(STRIP_TEXT))
    paras = (Para((Run(figure, STRIP_FIGURE, True, "ink"),)), Para((Run(text, STRIP_TEXT, None, "ink"),)))
    return Text(f"{view}/fact:{fact.key}", paras, box)


def _inline(view: str, fact: Fact, box: Box) -> Text:
    """A fact whose figure begins its first line, with two lines more."""
    figure = shorten(fact.figure, LOW_FIGURE, box.w, True)
    beside = width(f"{figure}  ", LOW_FIGURE, True)
    text = _behind(_wordings(fact), STRIP_TEXT, box.w, beside)
    runs = (Run(f"{figure}  ", LOW_FIGURE, True, "ink"), Run(text, STRIP_TEXT, None, "ink"))
    return Text(f"{view}/fact:{fact.key}", (Para(runs),), box, anchor="ctr")


def _behind(wordings: Sequence[str], size: float, room: int, beside: int) -> str:
    """The first wording that three lines hold behind `beside` EMU, else as much of the last as they do."""
    cut = [_after(text, size, room, beside) for text in wordings]
    return next((shown for shown, text in zip(cut, wordings, strict=True) if shown == text), cut[-1])


def _after(text: str, size: float, room: int, beside: int) -> str:
    """As much of a text as three lines hold, of which the first begins behind `beside` EMU."""
    first, used, words = "", beside, pieces(text)
    for word in words:
        used += width(word, size)
        if used - width(word, size) + width(word.rstrip(), size) > room:
            break
        first += word
    rest = text[len(first) :]
    return f"{first}{clip(rest, size, room, 2)}" if rest else text


def _short(fact: Fact, size: float, room: int, lines: int) -> str:
    """The fullest of its sentences that fits."""
    return fit(_wordings(fact), size, room, lines)


def _wordings(fact: Fact) -> tuple[str, ...]:
    """The sentence, the shorter one where there is one, then as many of its clauses as may do."""
    heads = [f"{head}." for head in heads_of(fact.text, ";.")]
    return (fact.text, *([fact.short] if fact.short else []), *heads)


def _steps(text: str) -> tuple[str, ...]:
    """The next step, and as many of its clauses as may do."""
    return (text, *(f"{head}." for head in heads_of(text, ";.,")))


def _line(view: str, say: Say, rail: Rail, box: Box) -> tuple[Element, ...]:
    """The next step alone, on one line."""
    if not rail.next_step.text:
        return ()
    head = say.colon(say("frame.next_step"), "") + " "
    room = box.w - width(head, LINE_TEXT, True)
    text = fit(_steps(rail.next_step.text), LINE_TEXT, room, 1)
    runs = (Run(head, LINE_TEXT, True, "accent"), Run(text, LINE_TEXT, None, "ink"))
    return (Text(f"{view}/next", (Para(runs),), box, anchor="ctr"),)
