"""The accounts whose contracts are to be renewed next, one row each."""

from __future__ import annotations

from datetime import date

from kamdeck.deck.spec import EMU, Box, SlideSpec, Table
from kamdeck.figures.context import Context
from kamdeck.layout.areas import area_of
from kamdeck.layout.empty import Empty
from kamdeck.layout.grid import HAIR, Grid, Head, Style, row_height
from kamdeck.layout.insights import Fact, Rail
from kamdeck.layout.marks import notes
from kamdeck.layout.page import page
from kamdeck.views import View
from kamdeck.workbook.rows import Account

KEY = "renewals"
MOST = 10
_HEAD = round(0.36 * EMU)


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide with the ten next renewals; none where no account has a date for it."""
    dated = [(row.renewal, row) for row in ctx.book.accounts if row.renewal]
    if not dated:
        return Empty(f"{KEY}.empty")
    shown = sorted(dated, key=lambda pair: (pair[0], pair[1].account))[:MOST]
    say, (day, first) = ctx.say, shown[0]
    title = say(f"{KEY}.title", name=ctx.short(first.account), date=say.date(day))
    scope = say(f"{KEY}.scope", n=len(dated))
    told = notes(say, say(f"{KEY}.notes.rule"), cells=[(scope, [row.at for _, row in shown])])
    area = area_of(ctx.frame, has_step=False)
    slide = page(
        ctx,
        KEY,
        "rail",
        (_table(ctx, shown, title, area.main),),
        kicker=say(f"{KEY}.kicker"),
        titles=title,
        rail=Rail(say(f"{KEY}.heading"), _facts(ctx, dated, shown)),
        area=area,
        sheets=("accounts",),
        scope=scope,
        notes=told,
    )
    return (slide,)


def _facts(
    ctx: Context, dated: list[tuple[date, Account]], shown: list[tuple[date, Account]]
) -> tuple[Fact, ...]:
    """How many accounts have a date, and when the last of those shown ends."""
    say, n = ctx.say, len(dated)
    return (
        Fact("dated", say.number(n), say(f"{KEY}.fact.dated", n=len(ctx.book.accounts))),
        Fact("last", say.date(shown[-1][0]), say(f"{KEY}.fact.last", n=len(shown))),
    )


def _table(ctx: Context, shown: list[tuple[date, Account]], alt: str, room: Box) -> Table:
    """Account, its key account manager, the day; as wide as the main part is on any master."""
    say = ctx.say
    widths = {"account": None, "manager": room.w * 3 // 10, "date": round(1.6 * EMU)}
    grid = Grid(f"{KEY}/table", room, [Head(k, w, say(f"{KEY}.head.{k}")) for k, w in widths.items()])
    grid.head(_HEAD)
    height, style = row_height(room.h - _HEAD, len(shown), most=0.42), Style(12)
    for day, row in shown:
        cells = {
            "account": style.but(bold=True).cell(row.account, room=grid.widths["account"]),
            "manager": style.cell(row.manager or "–", room=grid.widths["manager"]),
            "date": style.cell(say.date(day), room=grid.widths["date"]),
        }
        grid.row(row.account, height, cells, bottom=HAIR)
    return grid.table(alt)


VIEW = View(KEY, ("accounts",), build, packs=("review",), rules=(KEY,), after="decision")
