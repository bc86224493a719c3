"""A finding's slide: title block, main part, insights, source line, speaker notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from kamdeck.deck.frame import OURS, Frame
from kamdeck.deck.spec import EMU, Ask, Box, Element, Para, Run, SlideSpec, Text
from kamdeck.figures.context import Context
from kamdeck.layout.areas import Area
from kamdeck.layout.clauses import heads_of
from kamdeck.layout.insights import Rail, draw_rail, said_in_notes
from kamdeck.text.measure import clip, fit, is_measured, line_height, shorten, width, wrap

KICKER_SIZE, LINE_SIZE, SOURCE_SIZE = 11.0, 12.0, 9.0
_DOT = "  ·  "


def page(
    ctx: Context,
    key: str,
    layout: str,
    main: Iterable[Element],
    *,
    kicker: str,
    titles: str | Sequence[str],
    subtitle: str = "",
    rail: Rail | None = None,
    area: Area | None = None,
    beside: Iterable[Element] = (),
    sheets: Sequence[str] = (),
    scope: str | Sequence[str] = "",
    dated: bool = True,
    notes: str = "",
    asks: Iterable[Ask] = (),
    compares: bool = False,
) -> SlideSpec:
    """One slide; `titles` are wordings from the fullest to the shortest, `area` is where main part and rail
    stand, `beside` is what the rail has that is no words, `sheets` and `scope` go into the source line.
    `asks` are what title and main part ask for: the rail's are added. One that `compares` years says so where
    only the same months of each count."""
    if compares:
        subtitle = _with_months(ctx, subtitle)
    elements: list[Element] = [*title_block(ctx, key, kicker, titles, subtitle), *main]
    if rail is not None and area is not None:
        elements += draw_rail(ctx, key, rail, area)
        notes = said_in_notes(ctx, rail, area, notes)
        asks = (*asks, *rail.asks)
    elements += beside
    elements += source_line(ctx, key, sheets, scope, dated=dated)
    return SlideSpec(key, layout, tuple(elements), notes, tuple([ask for ask in asks if ask.accounts]))


def _with_months(ctx: Context, subtitle: str) -> str:
    """The subtitle and which months it is about, `2026 to 31 Jul against the same months of 2025`, where only
    these count; without the rest where both find no room."""
    found = ctx.compared
    if found is None or not found.months:
        return subtitle
    now, before = ctx.say.year(ctx.years[-1]), ctx.say.list(map(ctx.say.year_name, ctx.years[:-1]))
    text = ctx.say("frame.same_months", year=now, before=before)
    wordings = ctx.say.join(part for part in (subtitle, text) if part), text
    return fit(wordings, LINE_SIZE, ctx.frame.title_width, 1)


def title_block(
    ctx: Context, key: str, kicker: str, titles: str | Sequence[str], subtitle: str = ""
) -> tuple[Text, ...]:
    """Kicker, title and subtitle.

    `titles` are wordings from the fullest to the shortest: the first that fits is taken. A title of two lines
    breaks after its first clause where both halves fit; where the subtitle stands below it, it drops that.
    """
    frame = ctx.frame
    choices = (titles,) if isinstance(titles, str) else tuple(titles)
    title = next((t for t in choices if _lines(frame, t) <= frame.title_lines), choices[-1])
    title, rest = _first_clause(frame, title)
    title = clip(title, frame.title_size, frame.title_width, frame.title_lines, True, frame.heading)
    has_two = _lines(frame, title) > 1
    shown = _broken(frame, title) if has_two else title
    if frame.line is not None:
        subtitle = ". ".join(part for part in (rest, subtitle) if part)
        below = _one_line(frame, frame.line, key, kicker, subtitle)
        return (below[0], placeholder(key, "title", shown), *below[1:])
    block = [
        placeholder(key, "kicker", clip(kicker.upper(), KICKER_SIZE, frame.kicker_width, 1, True)),
        placeholder(key, "title", shown),
    ]
    if subtitle and not has_two:
        block.append(placeholder(key, "subtitle", clip(subtitle, LINE_SIZE, frame.title_width, 1)))
    return tuple(block)


def _one_line(frame: Frame, line: Box, key: str, kicker: str, subtitle: str) -> tuple[Text, ...]:
    """Kicker and subtitle side by side, on the title's alignment; the subtitle loses clauses, then all."""
    size = LINE_SIZE if frame.width >= 11 * EMU else KICKER_SIZE
    head = shorten(kicker, size, line.w, True)
    wide = width(head, size, True) + 12_700
    if not is_measured(frame.font):  # another font may stand in that is wider
        wide = min(line.w, wide * 9 // 8)
    room = line.w - wide
    tail = ""
    if subtitle and room > round(1.2 * EMU):
        left = room - width(_DOT, size)
        said = (text for text in (subtitle, *heads_of(subtitle, ";.,")) if width(text, size) <= left)
        tail = next((f"{_DOT}{text}" for text in said), "")
    more = width(tail, size) + 12_700 if tail else 0
    spare = line.w - wide - more
    x = line.x + {"l": 0, "ctr": spare // 2, "r": spare}[frame.align]
    tall = max(line.h, line_height(size))
    texts = [_boxed(key, "kicker", Run(head, size, True, "accent"), Box(x, line.y, wide, tall))]
    if tail:
        box = Box(x + wide, line.y, more, tall)
        texts.append(_boxed(key, "subtitle", Run(tail, size, None, "muted"), box))
    return tuple(texts)


def _boxed(key: str, name: str, run: Run, box: Box) -> Text:
    return Text(f"{key}/{name}", (Para((run,)),), box, anchor="ctr", wrap=False)


def break_title(frame: Frame, title: str) -> str:
    """The title on as many lines as it may have, broken where it breaks best, and cut where it is longer."""
    if width(title, frame.title_size, True, frame.heading) <= frame.title_width:
        return title
    title, _ = _first_clause(frame, title)
    shown = _broken(frame, title) if frame.title_lines > 1 else title
    if "\v" in shown:
        return shown
    return clip(shown, frame.title_size, frame.title_width, frame.title_lines, True, frame.heading)


def name_in_title(frame: Frame, name: str, part: float = 0.4) -> str:
    """A name, cut to a part of the title's line."""
    return shorten(name, frame.title_size, round(frame.title_width * part), True, frame.heading)


def account_in_title(ctx: Context, account: str) -> str:
    """An account's short name, cut to a part of the title's line."""
    return name_in_title(ctx.frame, ctx.short(account))


def _lines(frame: Frame, title: str) -> int:
    return len(wrap(title, frame.title_size, frame.title_width, True, frame.heading))


def _first_clause(frame: Frame, title: str) -> tuple[str, str]:
    """A title that is too long without its last clauses, and these: the rest opens the subtitle where that
    has its place below."""
    if frame is OURS or _lines(frame, title) <= frame.title_lines:
        return title, ""
    head = next((h for h in heads_of(title, ":;,") if _lines(frame, h) <= frame.title_lines), title)
    return head, title[len(head) :].lstrip(" ,;:\u00a0\u202f")


def _ends(title: str, marks: str = ":;,") -> list[int]:
    """Where the clauses of a title end."""
    return [n + 2 for n, sign in enumerate(title[:-1]) if sign in marks and title[n + 1] == " "]


_MOST_UNEVEN = 4


def _broken(frame: Frame, title: str) -> str:
    """The title with a line break after its first clause that lets both halves fit on a line; after a comma
    only where that leaves no line of a few words."""

    def fits(text: str) -> bool:
        return width(text, frame.title_size, True, frame.heading) <= frame.title_width

    for marks in (":;", ","):
        for end in _ends(title, marks):
            first, rest = title[:end].rstrip(), title[end:]
            is_even = marks != "," or min(len(first), len(rest)) * _MOST_UNEVEN >= max(len(first), len(rest))
            if is_even and fits(first) and fits(rest):
                return f"{first}\v{rest}"
    return title


def placeholder(key: str, name: str, text: str) -> Text:
    """A placeholder of the layout, filled with one line of text in the layout's own format."""
    return Text(f"{key}/{name}", (Para((Run(text),)),), placeholder=name)


def paged(ctx: Context, kicker: str, number: int, pages: int) -> str:
    """The kicker with which slide it is, where there are several."""
    return f"{kicker} · {ctx.say('frame.page', page=number, pages=pages)}" if pages > 1 else kicker


def about(ctx: Context, kicker: str) -> str:
    """The kicker with the account that the pack is about."""
    return f"{kicker} · {ctx.short(ctx.subject)}" if ctx.subject else kicker


def source_line(
    ctx: Context, key: str, sheets: Sequence[str], scope: str | Sequence[str], *, dated: bool = True
) -> tuple[Text, ...]:
    """The source: file, sheets, scope, as-of date and the workbook's disclaimer.

    `scope` may have wordings from the fullest to the shortest: the first that leaves the line whole is taken.
    Too long, it loses the end of its own words, never the disclaimer. An account that reads the slide itself
    is not told which sheets we keep.
    """
    frame = ctx.frame
    named = {} if ctx.is_outside else dict.fromkeys(ctx.sheet(s) for s in sheets)
    if named.keys() & ctx.exchanged:
        named[ctx.sheet("rates")] = None
    fields = {"file": ctx.source, "sheets": ctx.say.list(named)}
    form = "frame.source_file" if ctx.is_outside else "frame.source"
    if dated and ctx.as_of:
        form, fields["date"] = f"{form}_dated", ctx.say.date(ctx.as_of)
    disclaimer = clip(ctx.book.settings.disclaimer or "", SOURCE_SIZE, frame.source_width // 2, 1)
    beside = width(f" {disclaimer}", SOURCE_SIZE) if disclaimer else 0
    room = frame.source_width - beside
    if frame.source_lines > 1:  # the disclaimer ends the last line, wherever that breaks
        room = round((room + (frame.source_lines - 1) * frame.source_width) * 0.93)
    wordings = (scope,) if isinstance(scope, str) else scope
    texts = [ctx.say(form, scope=wording, **fields) for wording in wordings]
    text = next((text for text in texts if width(text, SOURCE_SIZE) <= room), texts[-1])
    cut = shorten if frame.source_lines > 1 else partial(clip, lines=1)
    shown = f"{cut(text, SOURCE_SIZE, room)} {disclaimer}".rstrip()
    if frame.source is None:
        return (placeholder(key, "source", shown),)
    run = Run(shown, SOURCE_SIZE, None, "muted")
    return (Text(f"{key}/source", (Para((run,)),), frame.source, anchor="b"),)
