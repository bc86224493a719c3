"""What all finding slides share: title block, insight rail, source line, speaker notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamdeck.deck.spec import EMU, Box, Connector, Element, Line, Para, Run, Shape, Text, inches
from kamdeck.layout.context import Context
from kamdeck.layout.insights import Fact as Fact
from kamdeck.text import Say
from kamdeck.text.measure import clip, line_height, width, wrap

TITLE_SIZE = 23.0
TITLE_WIDTH = round(12.33 * EMU)
SOURCE_WIDTH = round(11.4 * EMU)
KICKER_WIDTH = round(9.0 * EMU)
BODY = inches(0.50, 1.56, 12.33, 5.32)
MAIN = inches(0.50, 1.56, 9.29, 5.32)
RAIL = inches(10.13, 1.56, 2.71, 5.32)

FIGURE_SIZE, FACT_SIZE, HEAD_SIZE, CAPS_SIZE = 22.0, 11.5, 12.0, 9.0
_FACT_LINE = 1.1
_PAD = round(0.23 * EMU)
_GAP_MIN, _GAP_MAX = round(0.21 * EMU), round(0.63 * EMU)


def title_block(
    view: str, kicker: str, titles: str | Sequence[str], subtitle: str = "", *, room: int = TITLE_WIDTH
) -> tuple[Text, ...]:
    """Kicker, title and subtitle placeholders.

    `titles` are wordings from the fullest to the shortest: the first that fits in two lines is taken. A
    title of two lines breaks after its first clause where both halves fit, and drops the subtitle.
    """
    choices = (titles,) if isinstance(titles, str) else tuple(titles)
    title = next((t for t in choices if len(wrap(t, TITLE_SIZE, room, True)) <= 2), choices[-1])
    title = clip(title, TITLE_SIZE, room, 2, True)
    has_two = len(wrap(title, TITLE_SIZE, room, True)) > 1
    shown = _broken(title, room) if has_two else title
    block = [
        placeholder(view, "kicker", clip(kicker.upper(), 11, KICKER_WIDTH, 1, True)),
        placeholder(view, "title", shown),
    ]
    if subtitle and not has_two:
        block.append(placeholder(view, "subtitle", clip(subtitle, 12, room, 1)))
    return tuple(block)


def break_title(title: str) -> str:
    """The title on at most two lines, broken where it breaks best, and cut where it is longer."""
    if width(title, TITLE_SIZE, True) <= TITLE_WIDTH:
        return title
    return clip(_broken(title, TITLE_WIDTH), TITLE_SIZE, TITLE_WIDTH, 2, True)


def about(ctx: Context, kicker: str) -> str:
    """The kicker with the account that the pack is about."""
    return f"{kicker} · {ctx.short(ctx.subject)}" if ctx.subject else kicker


def placeholder(view: str, name: str, text: str) -> Text:
    """A placeholder of the layout, filled with one line of text in the layout's own format."""
    return Text(f"{view}/{name}", (Para((Run(text),)),), placeholder=name)


def _broken(title: str, room: int) -> str:
    """The title with a line break after its first clause that lets both halves fit on a line."""
    for marks in ((":", ";"), (",",)):
        ends = [n + 2 for n, sign in enumerate(title[:-1]) if sign in marks and title[n + 1] == " "]
        for end in ends:
            first, rest = title[:end].rstrip(), title[end:]
            if width(first, TITLE_SIZE, True) <= room and width(rest, TITLE_SIZE, True) <= room:
                return f"{first}\v{rest}"
    return title


def source_line(
    view: str, ctx: Context, sheets: Sequence[str], scope: str, *, dated: bool = True
) -> tuple[Text, ...]:
    """The source placeholder: file, sheets, scope, as-of date and the workbook's disclaimer.

    Too long, it loses the end of its own words, never the disclaimer. An account that reads the slide itself
    is not told which sheets we keep.
    """
    named = () if ctx.is_outside else dict.fromkeys(ctx.sheet(s) for s in sheets)
    fields = {"file": ctx.source, "sheets": ctx.say.list(named), "scope": scope}
    form = "frame.source_file" if ctx.is_outside else "frame.source"
    if dated and ctx.as_of:
        text = ctx.say(f"{form}_dated", date=ctx.say.date(ctx.as_of), **fields)
    else:
        text = ctx.say(form, **fields)
    disclaimer = clip(ctx.book.settings.disclaimer or "", 9, SOURCE_WIDTH // 2, 1)
    room = SOURCE_WIDTH - (width(f" {disclaimer}", 9) if disclaimer else 0)
    return (placeholder(view, "source", f"{clip(text, 9, room, 1)} {disclaimer}".rstrip()),)


def accounts_with(ctx: Context, names: Iterable[str]) -> tuple[str, ...]:
    """The accounts named, each once: the focus account, then the workbook's order; only the wanted one
    where one is wanted."""
    have = dict.fromkeys(names)
    order = dict.fromkeys((ctx.book.settings.focus_account, *ctx.accounts, *have))
    return tuple(name for name in order if name in have and ctx.account in (None, name))


# ------------------------------------------------------------------ rail


def rail(
    view: str, say: Say, heading: str, facts: Sequence[Fact], next_step: str = "", *, box: Box = RAIL
) -> tuple[Element, ...]:
    """The insight rail: heading, two to four facts with hairlines between, optional next step at the foot.

    Gaps stretch between 0.21 and 0.63 in. Too full: the last fact is dropped; the type never shrinks.
    """
    inner = Box(box.x + _PAD, box.y + round(0.17 * EMU), box.w - round(0.42 * EMU), box.h - round(0.30 * EMU))
    out: list[Element] = [
        Text(
            f"{view}/rail",
            (Para((Run(clip(heading, HEAD_SIZE, inner.w, 1, True), HEAD_SIZE, True, "ink"),)),),
            Box(inner.x, inner.y, inner.w, line_height(HEAD_SIZE) + 9525),
        )
    ]
    top = inner.y + round(0.36 * EMU)
    foot, step = _next_step(view, say, next_step, inner)
    shown = list(facts)
    while len(shown) > 1 and _room(shown, inner.w, foot - top) < _GAP_MIN:
        shown.pop()
    gap = max(_GAP_MIN, min(_GAP_MAX, _room(shown, inner.w, foot - top)))
    y = top
    for i, fact in enumerate(shown):
        if i:
            out.append(_rule(f"{view}/rule:{fact.key}", inner, y - gap // 2, Line("hairline", 0.75)))
        out.append(_fact(view, fact, Box(inner.x, y, inner.w, _height(fact, inner.w))))
        y += _height(fact, inner.w) + gap
    return (*out, *step)


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
    shown = clip(text, FACT_SIZE, inner.w, 4)
    lines = len(wrap(shown, FACT_SIZE, inner.w))
    caps = line_height(CAPS_SIZE)
    height = round(0.10 * EMU) + caps + lines * line_height(FACT_SIZE, _FACT_LINE) + 25_400
    top = bottom - height
    head = Run(say("frame.next_step").upper(), CAPS_SIZE, True, "accent", spacing=0.6)
    paras = (
        Para((head,), after=1),
        Para((Run(shown, FACT_SIZE, None, "ink"),), line=_FACT_LINE),
    )
    box = Box(inner.x, top + round(0.10 * EMU), inner.w, height - round(0.10 * EMU))
    return top - round(0.10 * EMU), (
        _rule(f"{view}/next_rule", inner, top, Line("accent", 1.25)),
        Text(f"{view}/next", paras, box),
    )


def _rule(key: str, inner: Box, y: int, line: Line) -> Connector:
    return Connector(key, points=(inner.x, y, inner.x + inner.w, y), line=line)


# ------------------------------------------------------------------ marks and words


def label(
    key: str,
    text: str,
    box: Box,
    *,
    size: float = 10,
    bold: bool = False,
    color: str = "muted",
    align: str = "l",
    anchor: str = "ctr",
) -> Text:
    """A line of text in a box of its own."""
    run = Run(text, size, bold or None, color)
    return Text(key, (Para((run,), align=align),), box, anchor=anchor)  # type: ignore[arg-type]


def chip(key: str, letter: str, box: Box, *, size: float = 10) -> Shape:
    """The tier's letter on its colour."""
    fill = f"tier_{letter.lower()}"
    color = "ink" if letter == "C" else "paper"
    run = Run(letter, size, True, color)
    return Shape(key, box, "roundRect", fill, paras=(Para((run,), align="ctr"),), adjust=(16_000,))


def arrow(key: str, change: float, box: Box) -> Shape:
    """A triangle up or down, or a dash where nothing changed: colour and shape together."""
    if change > 0:
        return Shape(key, box, "triangle", "good")
    if change < 0:
        return Shape(key, box, "triangle", "risk", flip_v=True)
    return Shape(key, Box(box.x, box.y + box.h // 2 - 12_700, box.w, 25_400), "rect", "unknown")


def notes(say: Say, *paragraphs: str, cells: Sequence[tuple[str, Sequence[str]]] = ()) -> str:
    """Speaker notes: how the figures were computed, and the cells that each main figure comes from."""
    lines = [p for p in paragraphs if p]
    lines += [say("frame.from_cells", what=what, cells=spans(at)) for what, at in cells if at]
    return "\n".join(lines)


def spans(cells: Sequence[str]) -> str:
    """Cell addresses of one sheet in short: the first to the last of each column, `Revenue!D5:D28`."""
    columns: dict[str, list[int]] = {}
    for cell in cells:
        place = cell.rstrip("0123456789")
        if place != cell:
            columns.setdefault(place, []).append(int(cell[len(place) :]))
    out = []
    for place, rows in columns.items():
        column = place.rpartition("!")[2]
        out.append(f"{place}{min(rows)}" + (f":{column}{max(rows)}" if len(set(rows)) > 1 else ""))
    return ", ".join(out)
