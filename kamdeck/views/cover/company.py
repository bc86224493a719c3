"""The cover on a company's own layout: all words in its places, and the accounts as columns."""

from __future__ import annotations

from collections.abc import Mapping

from kamdeck.analysis.pareto import Pareto
from kamdeck.deck.frame import Cover
from kamdeck.deck.spec import Box, Element, Para, Run, Text
from kamdeck.figures.context import Context
from kamdeck.record import record
from kamdeck.text.measure import clip, line_height, shorten, width, wrap
from kamdeck.views.cover.skyline import Colors, lay_out, make_chart, make_label

_TITLES = (60.0, 54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 26.0, 24.0, 22.0, 20.0)
_TEXTS = (32.0, 28.0, 24.0, 20.0, 18.0, 16.0, 14.0)
_SECOND, _LEAST = 0.7, 10.0  # size of the further paragraphs: a share of the first, points
_BEFORE = 4.0  # points above them
_COLORS = Colors("tier_c", "tier_b", "ink", "muted")
_DOT = " · "


@record
class Words:
    """What a cover says; `fields` are period, manager, date and distribution where they are known."""

    title: str
    subtitle: str
    company: str
    fields: Mapping[str, str]


def company_cover(
    view: str, ctx: Context, cover: Cover, words: Words, found: Pareto, teal: str
) -> tuple[Element, ...]:
    """Title, subtitle with whom it is for and when, date and reader in their places or below, columns."""
    fields = words.fields
    title, size = _title(ctx, cover, words.title)
    paras = [Para((Run(title, size if size < cover.title_size else None),))]
    elements: list[Element] = [Text(f"{view}/title", tuple(paras), placeholder="title")]
    people = (words.company, fields.get("manager", ""), fields.get("period", ""))
    homeless = [
        fields.get(key, "")
        for key, has_place in (("date", cover.has_date), ("distribution", cover.has_footer))
        if not has_place
    ]
    lines = [words.subtitle, *(_DOT.join(filter(None, row)) for row in (people, homeless))]
    elements.append(
        Text(f"{view}/subtitle", _paras(ctx, cover, [t for t in lines if t]), placeholder="subtitle")
    )
    for key, name, has_place in (
        ("date", "date", cover.has_date),
        ("distribution", "footer", cover.has_footer),
    ):
        if has_place and fields.get(key):
            elements.append(Text(f"{view}/{key}", (Para((Run(fields[key]),)),), placeholder=name))
    if cover.skyline is not None and found.accounts:
        elements += _columns(view, ctx, cover.skyline, found, teal)
    return tuple(elements)


def _title(ctx: Context, cover: Cover, title: str) -> tuple[str, float]:
    """The title on at most two even lines, and the largest size at which it stands in its room."""
    font, room = ctx.frame.heading, cover.title
    size = _TITLES[-1]
    for size in (size for size in _TITLES if size <= max(cover.title_size, _TITLES[-1])):
        lines = wrap(title, size, room.w, True, font)
        if len(lines) <= 2 and len(lines) * line_height(size) <= room.h:
            break
    shown = clip(title, size, room.w, 2, True, font)
    pieces = shown.split(" ")
    if len(wrap(shown, size, room.w, True, font)) < 2:
        return shown, size
    halves = [(" ".join(pieces[:n]), " ".join(pieces[n:])) for n in range(1, len(pieces))]
    even = min(halves, key=lambda half: max(width(part, size, True, font) for part in half))
    return "\v".join(even), size


def _paras(ctx: Context, cover: Cover, lines: list[str]) -> tuple[Para, ...]:
    """The subtitle's paragraphs, the further ones smaller, as large as lets each have one line."""
    font, room = ctx.frame.font, cover.text
    end = room.y + room.h if cover.skyline is None else min(room.y + room.h, cover.skyline.y)
    size = _TEXTS[-1]
    for size in (size for size in _TEXTS if size <= max(cover.text_size, _TEXTS[-1])):
        sizes = [size, *(max(_LEAST, size * _SECOND) for _ in lines[1:])]
        high = sum(line_height(s) for s in sizes) + round(_BEFORE * 12_700) * (len(sizes) - 1)
        fits = all(width(t, s, False, font) <= room.w for t, s in zip(lines, sizes, strict=True))
        if fits and high <= end - room.y:
            break
    made = []
    for n, text in enumerate(lines):
        own = size if n == 0 else max(_LEAST, round(size * _SECOND))
        run = Run(shorten(text, own, room.w, False, font), own)
        made.append(Para((run,), cover.align, _BEFORE if n else 0))
    return tuple(made)


def _columns(view: str, ctx: Context, area: Box, found: Pareto, teal: str) -> list[Element]:
    label = line_height(11.5) + line_height(10) + 120_000
    high = Box(area.x, area.y + label, area.w, area.h - label)
    skyline = lay_out(found, (), ctx.subject, high)
    return [
        make_chart(view, ctx, found, skyline, teal, _COLORS),
        *make_label(view, ctx, found, skyline, teal, (), _COLORS),
    ]
