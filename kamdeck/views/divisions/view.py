"""The division map of each account: regions, divisions, what each buys of what it could."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from kamdeck.deck.spec import EMU, Box, Element, SlideSpec
from kamdeck.figures.context import Context
from kamdeck.layout.areas import balanced
from kamdeck.layout.grid import HAIR, HEAD, Grid, Head, Style
from kamdeck.layout.marks import notes
from kamdeck.layout.page import name_in_title, page
from kamdeck.views.divisions.data import MOST_REGIONS, Divisions, Region, read_divisions
from kamdeck.views.divisions.layout import lay_out, most_columns
from kamdeck.views.divisions.legend import make_legend
from kamdeck.views.divisions.map import FOOT, card_words, draw
from kamdeck.views.view import ACCOUNT, View

DEFENDED = 0.90  # above this penetration the account is to be defended
TABLE_ROWS = 18
_HEAD, _ROW, _AIR = round(0.30 * EMU), round(0.27 * EMU), round(0.1 * EMU)
_WIDTHS = {
    "division": 3.60,
    "head": 2.90,
    "lead": 1.83,
    "used": 1.0,
    "potential": 1.0,
    "open": 1.0,
    "share": 1.0,
}
_RANKS = {"head": 1, "lead": 2}  # in which columns leave a narrow table, the highest first
_LEAST_SUM = 0.78


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One map per account with divisions, the focus account first; regions of more than the map holds
    follow as tables."""
    return tuple(slide for data in read_divisions(ctx) for slide in _account(data))


def _account(data: Divisions) -> tuple[SlideSpec, ...]:
    frame = data.ctx.frame
    body = frame.body
    foot = Box(body.x + round(0.17 * EMU), body.y + body.h - FOOT, body.w - round(0.17 * EMU), FOOT)
    if frame.line is None:  # our own master keeps room for the legend below the body
        foot = foot.moved(0, FOOT)
    elif data.space is not None:
        body = Box(body.x, body.y, body.w, body.h - FOOT - round(0.04 * EMU))
    regions = data.regions(min(MOST_REGIONS, most_columns(body)))
    layout = lay_out(regions, body)
    key = f"divisions:{data.account}"
    most = min(TABLE_ROWS, (frame.body.h - _HEAD) // _ROW)
    tables = []
    for region in (regions[column.region] for column in layout.columns if column.hidden):
        ends = accumulate(balanced(len(region.divisions), most), initial=0)
        tables += [(region, first, last) for first, last in pairwise(ends)]
    pages = 1 + len(tables)
    legend = make_legend(key, data, layout, foot)
    main = (*draw(key, data, regions, layout), *((legend,) if legend else ()))
    map_ = _page(data, key, "wide", main, (1, pages), _titles(data), _notes(data))
    rest = [_table_slide(data, *table, (i, pages)) for i, table in enumerate(tables, 2)]
    return (map_, *rest)


def _page(
    data: Divisions,
    key: str,
    layout: str,
    main: Sequence[Element],
    number: tuple[int, int],
    titles: str | Sequence[str],
    said: str,
) -> SlideSpec:
    """A map or a table with all around it; `number` is its place among how many."""
    say, is_outside = data.ctx.say, data.ctx.is_outside
    kicker = [say("divisions.kicker"), data.account]
    if number[1] > 1:
        kicker.append(say("frame.page", page=number[0], pages=number[1]))
    fields = {"divisions": say_count(data), "regions": _region_count(data)}
    forms = ("place.divisions_scope",) if is_outside else ("divisions.scope", "place.divisions_scope")
    scopes = [say(form, account=data.account, **fields) for form in forms]
    return page(
        data.ctx,
        key,
        layout,
        main,
        kicker=" · ".join(kicker),
        titles=titles,
        subtitle=say("place.divisions_subtitle" if is_outside else "divisions.subtitle"),
        sheets=("divisions", "whitespace") if data.space else ("divisions",),
        scope=[*scopes, say_count(data)],
        notes=said,
    )


def _titles(data: Divisions) -> tuple[str, ...]:
    """The finding, the fullest wording first; long account names give way to short ones."""
    short = data.ctx.short(data.account)
    names = dict.fromkeys((data.account, short, name_in_title(data.ctx.frame, short, 0.3)))
    return tuple(title for name in names for title in _titles_of(data, name))


def _titles_of(data: Divisions, account: str) -> tuple[str, ...]:
    say, whole = data.ctx.say, data.whole
    if data.ctx.is_outside:
        return (_uses(data, account),)
    if whole.open <= 0 and (whole.unknown or not whole.cells):
        count = say("divisions.count", n=len(data.rows))
        fields = {"account": account, "divisions": count, "regions": _region_count(data)}
        if whole.used <= 0:
            return (say("divisions.title.none_known", **fields),)
        return (say("divisions.title.used_only", used=say.money(whole.used), known=data.known, **fields),)
    share = whole.penetration or 0.0
    fields = {"account": account, "share": say.percent(share), "open": say.money(whole.open)}
    if whole.open <= 0:
        return (say("divisions.title.all", used=say.money(whole.used), **fields),)
    if share > DEFENDED:
        return (say("divisions.title.defend", **fields),)
    largest = data.largest()
    sum_ = say.money(sum(data.tally(name).open for name in largest))
    plain = say("divisions.title.plain", **fields)
    if len(largest) == 1:
        turn = "only" if data.tally(largest[0]).open == whole.open else "alone"
        return (say(f"divisions.title.{turn}", division=data.short(largest[0]), sum=sum_, **fields), plain)
    pair = [data.short(name) for name in largest]
    return (say("divisions.title.two", first=pair[0], second=pair[1], sum=sum_, **fields), plain)


def _uses(data: Divisions, account: str) -> str:
    """What is in use where, without what could be."""
    say, count = data.ctx.say, say_count(data)
    if not data.whole.cells_used:
        fields = {"account": account, "divisions": count, "regions": _region_count(data)}
        return say("place.divisions_scope", **fields)
    uses = say("place.uses", n=len(data.products), cells=data.whole.cells_used)
    return say("place.divisions_title", account=account, uses=uses, divisions=count)


def say_count(data: Divisions) -> str:
    """How many divisions there are."""
    return data.ctx.say("divisions.count", n=len(data.rows))


def _region_count(data: Divisions) -> str:
    """How many regions the workbook names."""
    named = {row.region for row in data.rows if row.region}
    return data.ctx.say("divisions.regions", n=max(1, len(named)))


def _notes(data: Divisions) -> str:
    say = data.ctx.say
    cells = tuple(data.space.map.cells.values()) if data.space else ()
    unused = [o.at for o in cells if o.state not in ("in use", "not applicable") and o.at]
    return notes(
        say,
        say("divisions.notes.rule"),
        *(card_words(data, row) for row in data.rows),
        cells=(
            (say("divisions.notes.divisions"), [row.at for row in data.rows if row.at]),
            (say("divisions.notes.used"), [o.at for o in cells if o.state == "in use" and o.at]),
            (say("divisions.notes.open"), unused),
        ),
    )


# ------------------------------------------------------------------ tables


def _table_slide(
    data: Divisions, region: Region, first: int, last: int, number: tuple[int, int]
) -> SlideSpec:
    """A region with more divisions than the map holds: all of them, one a row."""
    say = data.ctx.say
    key = f"divisions:{data.account}:{number[0]}"
    count = len(region.divisions)
    title = say("divisions.table.title", region=region.name, n=count, first=first + 1, last=last)
    grid = Grid(f"{key}/table", data.ctx.frame.body, _heads(data))
    grid.head(_HEAD, anchor="ctr", foot=0)
    for row in region.divisions[first:last]:
        tally = data.tally(row.division)
        known = tally.penetration is not None
        texts = {
            "division": row.division,
            "head": ", ".join(part for part in (row.head, row.head_title) if part) or "–",
            "lead": row.our_lead or "–",
            "used": data.money(tally.used) if known else "–",
            "potential": data.money(tally.potential) if known else "–",
            "open": data.money(tally.open) if known else "–",
            "share": say.percent(tally.penetration) if tally.penetration is not None else "–",
        }
        cells = {}
        for head in grid.heads:
            style = Style(11, head.key == "division", align=head.style.align)
            cells[head.key] = style.cell(texts[head.key], room=grid.widths[head.key] - _AIR)
        grid.row(row.division, _ROW, cells, bottom=HAIR)
    table = (grid.table(title),)
    return _page(data, key, "table", table, number, title, say("divisions.notes.rule"))


def _heads(data: Divisions) -> list[Head]:
    """The columns; the account itself sees no sums, and the others share their room."""
    names = list(_WIDTHS)[: 3 if data.ctx.is_outside else None]
    part = min(1.0, data.ctx.frame.body.w / (12.33 * EMU))
    spare = sum(wide for name, wide in _WIDTHS.items() if name not in names) / len(names)
    heads = []
    for n, name in enumerate(names):
        wide = (_WIDTHS[name] + spare) * part
        width = None if not n else round(max(_LEAST_SUM, wide) * EMU)
        style = HEAD.but(align="l" if n < 3 else "r")
        text = data.ctx.say(f"divisions.table.{name}")
        heads.append(Head(name, width, text, style, _RANKS.get(name, 0), round(2.2 * EMU)))
    return heads


VIEW = View(
    "divisions",
    ("divisions",),
    build,
    uses=("whitespace", "products"),
    packs=(ACCOUNT,),
    is_shared=True,
    rules=("whitespace",),
    figures=("penetration", "potential"),
    cites=("open_potential",),
    is_plan=True,
)
