"""Data notes: how the figures were made, what they leave out, and why."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import COVERED, EMU, Box, Cell, Column, Row, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.figures.counted import count_accounts
from kamdeck.layout.grid import HAIR, RULE, Style
from kamdeck.layout.page import page
from kamdeck.layout.titles import Titles, when, wordings
from kamdeck.text import Say
from kamdeck.text.measure import line_height, wrap
from kamdeck.views.notes.remarks import Remark, gather
from kamdeck.views.view import ACCOUNT, NEVER, REVIEW, View

KEY = "notes"
_TEXT_STYLE, _TOPIC_STYLE = Style(10), Style(10, True)
_PAD = round(0.10 * EMU)  # above and below the text of a row, together
_HEAD = round(0.31 * EMU)
_MOST_LINES = 6


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """As many slides as the notes need; always at least one."""
    pages = _paged(gather(ctx), ctx.frame.body)
    return tuple(_slide(ctx, shown, i, len(pages)) for i, shown in enumerate(pages, 1))


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


def _slide(ctx: Context, remarks: Sequence[Remark], number: int, pages: int) -> SlideSpec:
    say = ctx.say
    key = KEY if number == 1 else f"{KEY}:{number}"
    kicker = say("notes.kicker")
    if pages > 1:
        kicker = f"{kicker} · {say('frame.page', page=number, pages=pages)}"
    used = [name for name in ("revenue", "scores", "stakeholders") if getattr(ctx.book, name)]
    scope = say("notes.scope", years=say.years(ctx.years)) if ctx.years else say("notes.scope_none")
    return page(
        ctx,
        key,
        "notes",
        (_table(key, say, remarks, ctx.frame.body),),
        kicker=kicker,
        titles=_titles(ctx, number),
        subtitle=say("notes.subtitle"),
        sheets=used or ["accounts"],
        scope=scope,
        notes=say("notes.spoken"),
    )


def _titles(ctx: Context, page: int) -> tuple[str, ...]:
    """Whether all accounts count, or that the notes go on."""
    return (ctx.say("notes.more", n=page),) if page > 1 else TITLES(ctx.say, ctx)


def _counted(ctx: Context) -> dict[str, object]:
    """How many accounts count in the newest year, of how many."""
    counted = count_accounts(ctx)
    n, gone = len(counted.ranked), counted.gone
    return {"n": gone or n, "all": n + gone, "year": ctx.say.year(ctx.year) if ctx.years else ""}


TITLES: Titles[Context] = wordings(
    _counted,
    when(lambda ctx: not count_accounts(ctx).ranked, "notes.title_none"),
    when(lambda ctx: count_accounts(ctx).gone > 0, "notes.title_some"),
    when(lambda ctx: count_accounts(ctx).gone == 0, "notes.title_all"),
)


# ------------------------------------------------------------------ table


def _topic_width(body: Box) -> int:
    return min(round(2.35 * EMU), body.w // 4)


def _cells(remark: Remark, body: Box) -> tuple[str, str]:
    """Topic and text as they fit."""
    wide = _topic_width(body)
    topic = _TOPIC_STYLE.cut(remark.topic, wide - _PAD, 2)
    return topic, _TEXT_STYLE.cut(remark.text, body.w - wide, _MOST_LINES)


def _height(remark: Remark, body: Box) -> int:
    (topic, text), wide = _cells(remark, body), _topic_width(body)
    size = _TEXT_STYLE.size
    lines = max(len(wrap(text, size, body.w - wide)), len(wrap(topic, size, wide - _PAD, True)))
    return lines * line_height(size) + _PAD


def _paged(remarks: Sequence[Remark], body: Box) -> list[list[Remark]]:
    """The remarks by slide, as few slides as they need and each about as full as the others."""
    sized = [(remark, _height(remark, body)) for remark in remarks]
    pages = _filled(sized, body.h)
    low, high = body.h // 2, body.h
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


def _table(view: str, say: Say, remarks: Sequence[Remark], body: Box) -> Table:
    """Topic and text, with a head above each section."""
    rows: list[Row] = []
    section, wide = "", _topic_width(body)
    for remark in remarks:
        if remark.section != section:
            section = remark.section
            rows.append(_head(section, say(f"notes.section.{section}")))
        topic, text = _cells(remark, body)
        cells = (
            _TOPIC_STYLE.but(right=_PAD, is_data=False).cell(topic, bottom=HAIR),
            _TEXT_STYLE.cell(text, bottom=HAIR),
        )
        rows.append(Row(remark.key, _height(remark, body), cells))
    columns = (Column("topic", wide), Column("text", body.w - wide))
    alt = say("notes.table_alt")
    return Table(f"{view}/table", body.x, body.y, columns, tuple(rows), has_header=False, alt=alt)


def _head(section: str, text: str) -> Row:
    para = Style(10, True, "accent").para(text)
    cell = Cell((para,), span=2, bottom=RULE, anchor="b", inset=(0, 0, 0, 38_100), is_data=False)
    return Row(f"section:{section}", _HEAD, (cell, COVERED))
