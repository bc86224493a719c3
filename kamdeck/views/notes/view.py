"""Data notes: how the figures were made, what they leave out, and why."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import COVERED, EMU, Cell, Column, Element, Line, Row, SlideSpec, Table, para
from kamdeck.layout.context import Context
from kamdeck.layout.rail import BODY, source_line, title_block
from kamdeck.text import Say
from kamdeck.text.measure import clip, line_height, wrap
from kamdeck.views.notes.remarks import Remark, count_accounts, gather
from kamdeck.views.view import ACCOUNT, NEVER, REVIEW, View

KEY = "notes"
_TOPIC = round(2.35 * EMU)
_TEXT = BODY.w - _TOPIC
_SIZE = 10
_PAD = round(0.10 * EMU)  # above and below the text of a row, together
_HEAD = round(0.31 * EMU)
_MOST_LINES = 6
_HAIR, _RULE = Line("hairline", 0.75), Line("ink", 1.05)


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """As many slides as the notes need; always at least one."""
    pages = _paged(gather(ctx))
    return tuple(_slide(ctx, page, i, len(pages)) for i, page in enumerate(pages, 1))


VIEW = View(
    KEY,
    (),
    build,
    packs=(ACCOUNT, REVIEW),
    finding=NEVER,
    cites=("accounts",),
    is_frame=True,
    tells_faults=True,
)


def _slide(ctx: Context, remarks: Sequence[Remark], page: int, pages: int) -> SlideSpec:
    say = ctx.say
    key = KEY if page == 1 else f"{KEY}:{page}"
    kicker = say("notes.kicker")
    if pages > 1:
        kicker = f"{kicker} · {say('frame.page', page=page, pages=pages)}"
    used = [name for name in ("revenue", "scores", "stakeholders") if getattr(ctx.book, name)]
    scope = say("notes.scope", years=say.years(ctx.years)) if ctx.years else say("notes.scope_none")
    elements: tuple[Element, ...] = (
        *title_block(key, kicker, _title(ctx, page), say("notes.subtitle")),
        _table(key, say, remarks),
        *source_line(key, ctx, used or ["accounts"], scope),
    )
    return SlideSpec(key, "notes", elements, say("notes.spoken"))


def _title(ctx: Context, page: int) -> str:
    say, counted = ctx.say, count_accounts(ctx)
    if page > 1:
        return say("notes.title_more", n=page)
    n, gone = len(counted.ranked), counted.gone
    if not ctx.years or not n:
        return say("notes.title_none")
    if not gone:
        return say("notes.title_all", n=n, year=say.year(ctx.year))
    return say("notes.title_some", n=gone, all=n + gone, year=say.year(ctx.year))


# ------------------------------------------------------------------ table


def _text(remark: Remark) -> str:
    return clip(remark.text, _SIZE, _TEXT, _MOST_LINES)


def _topic(remark: Remark) -> str:
    return clip(remark.topic, _SIZE, _TOPIC - _PAD, 2, True)


def _height(remark: Remark) -> int:
    lines = max(len(wrap(_text(remark), _SIZE, _TEXT)), len(wrap(_topic(remark), _SIZE, _TOPIC - _PAD, True)))
    return lines * line_height(_SIZE) + _PAD


def _paged(remarks: Sequence[Remark]) -> list[list[Remark]]:
    """The remarks by slide, as few slides as they need and each about as full as the others."""
    sized = [(remark, _height(remark)) for remark in remarks]
    pages = _filled(sized, BODY.h)
    low, high = BODY.h // 2, BODY.h
    while high - low > _HEAD // 8:
        room = (low + high) // 2
        low, high = (low, room) if len(_filled(sized, room)) <= len(pages) else (room, high)
    return _filled(sized, high)


def _filled(sized: Sequence[tuple[Remark, int]], room: int) -> list[list[Remark]]:
    """The remarks on slides of a height; a section that goes on takes its head with it."""
    pages: list[list[Remark]] = [[]]
    left, section = room, ""
    for remark, height in sized:
        need = height + (_HEAD if remark.section != section else 0)
        if need > left and pages[-1]:
            pages.append([])
            left, need = room, height + _HEAD
        pages[-1].append(remark)
        left, section = left - need, remark.section
    return pages


def _table(view: str, say: Say, remarks: Sequence[Remark]) -> Table:
    """Topic and text, with a head above each section."""
    rows: list[Row] = []
    section = ""
    for remark in remarks:
        if remark.section != section:
            section = remark.section
            rows.append(_head(section, say(f"notes.section.{section}")))
        topic = para(_topic(remark), size=_SIZE, bold=True, color="ink")
        text = para(_text(remark), size=_SIZE, color="ink")
        cells = (
            Cell((topic,), bottom=_HAIR, inset=(0, 0, _PAD, 0), is_data=False),
            Cell((text,), bottom=_HAIR),
        )
        rows.append(Row(remark.key, _height(remark), cells))
    columns = (Column("topic", _TOPIC), Column("text", _TEXT))
    return Table(
        f"{view}/table", BODY.x, BODY.y, columns, tuple(rows), has_header=False, alt=say("notes.table_alt")
    )


def _head(section: str, text: str) -> Row:
    run = para(text, size=10, bold=True, color="accent")
    cell = Cell((run,), span=2, bottom=_RULE, anchor="b", inset=(0, 0, 0, 38_100), is_data=False)
    return Row(f"section:{section}", _HEAD, (cell, COVERED))
