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
from kamdeck.layout.titles import Titles, always, when, wordings
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
    say = data.ctx.say
    said = (OUTSIDE if data.ctx.is_outside else TITLES)(say, data)
    map_ = _page(data, key, "wide", main, (1, pages), said, _notes(data))
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


def _names(data: Divisions) -> tuple[str, ...]:
    """The account's name from the longest form to the shortest."""
    short = data.ctx.short(data.account)
    return tuple(dict.fromkeys((data.account, short, name_in_title(data.ctx.frame, short, 0.3))))


def _fields(data: Divisions) -> list[dict[str, object]]:
    """What the titles say, for each form of the account's name."""
    say, whole, largest = data.ctx.say, data.whole, data.largest()
    first, second = (*map(data.short, largest), "", "")[:2]
    fields = {
        "share": say.part(whole.penetration or 0.0),
        "open": say.money(whole.open),
        "used": say.money(whole.used),
        "sum": say.money(sum(data.tally(name).open for name in largest)),
        "known": data.known,
        "divisions": say_count(data),
        "regions": _region_count(data),
        "uses": say("place.uses", n=len(data.products), cells=data.whole.cells_used),
        "first": first,
        "second": second,
        "division": first,
    }
    return [{**fields, "account": name} for name in _names(data)]


def _is_known(data: Divisions) -> bool:
    """Whether the potential of every applicable cell is known."""
    return bool(data.whole.cells) and not data.whole.unknown


def _held(data: Divisions, count: int) -> bool:
    """Whether so many divisions hold all that is open."""
    return _is_known(data) and sum(data.tally(row.division).open > 0 for row in data.rows) == count


_PLAIN = "divisions.title.plain"
TITLES: Titles[Divisions] = wordings(
    _fields,
    when(lambda d: not d.whole.open and not _is_known(d) and not d.whole.used, "divisions.title.none_known"),
    when(lambda d: not d.whole.open and not _is_known(d), "divisions.title.used_only"),
    when(lambda d: not d.whole.open and not d.whole.used, "divisions.title.all_valued"),
    when(lambda d: not d.whole.open, "divisions.title.all"),
    when(lambda d: not d.is_valued, "divisions.title.unvalued"),
    when(lambda d: not _is_known(d), "divisions.title.most"),
    when(lambda d: (d.whole.penetration or 0.0) > DEFENDED, "divisions.title.defend"),
    when(lambda d: _held(d, 1), "divisions.title.only", _PLAIN),
    when(lambda d: len(d.largest()) == 1, "divisions.title.alone", _PLAIN),
    when(lambda d: _held(d, 2), "divisions.title.both", _PLAIN),
    when(lambda d: len(d.largest()) == 2, "divisions.title.two", _PLAIN),
)


# for those outside: what is in use where, without what could be
OUTSIDE: Titles[Divisions] = wordings(
    _fields,
    when(lambda d: d.whole.cells_used > 0, "place.divisions_title"),
    when(always, "place.divisions_scope"),
)


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
