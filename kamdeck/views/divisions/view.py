"""The division map of each account: regions, divisions, what each buys of what it could."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import EMU, Align, Cell, Column, Element, Line, Para, Row, Run, SlideSpec, Table
from kamdeck.layout import rail as frame
from kamdeck.layout.context import Context
from kamdeck.text.measure import shorten
from kamdeck.views.divisions.data import Divisions, Region, read_divisions
from kamdeck.views.divisions.legend import make_legend
from kamdeck.views.divisions.map import card_words, draw, lay_out
from kamdeck.views.view import ACCOUNT, View

DEFENDED = 0.90  # above this penetration the account is to be defended
TABLE_ROWS = 18
_WIDTHS = (3.60, 2.90, 1.83, 1.0, 1.0, 1.0, 1.0)
_NAMES = ("division", "head", "lead", "used", "potential", "open", "share")


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One map per account with divisions, the focus account first; regions of more than the map holds
    follow as tables."""
    return tuple(slide for data in read_divisions(ctx) for slide in _account(data))


def _account(data: Divisions) -> tuple[SlideSpec, ...]:
    regions = data.regions()
    layout = lay_out(regions)
    key = f"divisions:{data.account}"
    overfull = [regions[c.region] for c in layout.columns if c.hidden]
    tables = [
        (region, region.divisions[i : i + TABLE_ROWS])
        for region in overfull
        for i in range(0, len(region.divisions), TABLE_ROWS)
    ]
    pages = 1 + len(tables)
    legend = make_legend(key, data, layout)
    elements: tuple[Element, ...] = (
        *frame.title_block(key, _kicker(data, 1, pages), _titles(data, regions), _subtitle(data)),
        *draw(key, data, regions, layout),
        *((legend,) if legend else ()),
        *_source(key, data, regions),
    )
    first = SlideSpec(key, "wide", elements, _notes(data))
    rest = [_table_slide(data, region, rows, i, pages) for i, (region, rows) in enumerate(tables, 2)]
    return (first, *rest)


def _kicker(data: Divisions, page: int, pages: int) -> str:
    say = data.ctx.say
    parts = [say("divisions.kicker"), data.account]
    if pages > 1:
        parts.append(say("frame.page", page=page, pages=pages))
    return " · ".join(parts)


def _subtitle(data: Divisions) -> str:
    return data.ctx.say("place.divisions_subtitle" if data.ctx.is_outside else "divisions.subtitle")


def _titles(data: Divisions, regions: Sequence[Region]) -> tuple[str, ...]:
    """The finding, the fullest wording first; long account names give way to short ones."""
    names = dict.fromkeys((data.account, data.ctx.short(data.account)))
    return tuple(title for name in names for title in _titles_of(data, regions, name))


def _titles_of(data: Divisions, regions: Sequence[Region], account: str) -> tuple[str, ...]:
    say, whole = data.ctx.say, data.whole
    if data.ctx.is_outside:
        return (_uses(data, regions, account),)
    if whole.open <= 0 and (whole.unknown or not whole.cells):
        count = say("divisions.count", n=len(data.rows))
        fields = {"account": account, "divisions": count, "regions": _region_count(data, regions)}
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


def _uses(data: Divisions, regions: Sequence[Region], account: str) -> str:
    """What is in use where, without what could be."""
    say, count = data.ctx.say, say_count(data)
    if not data.whole.cells_used:
        fields = {"account": account, "divisions": count, "regions": _region_count(data, regions)}
        return say("place.divisions_scope", **fields)
    uses = say("place.uses", n=len(data.products), cells=data.whole.cells_used)
    return say("place.divisions_title", account=account, uses=uses, divisions=count)


def say_count(data: Divisions) -> str:
    """How many divisions there are."""
    return data.ctx.say("divisions.count", n=len(data.rows))


def _region_count(data: Divisions, regions: Sequence[Region]) -> str:
    named = {row.region for row in data.rows if row.region}
    return data.ctx.say("divisions.regions", n=max(1, len(named)))


def _source(key: str, data: Divisions, regions: Sequence[Region]) -> tuple[Element, ...]:
    say = data.ctx.say
    scope = say(
        "place.divisions_scope" if data.ctx.is_outside else "divisions.scope",
        account=data.account,
        divisions=say("divisions.count", n=len(data.rows)),
        regions=_region_count(data, regions),
    )
    sheets = ("divisions", "whitespace") if data.space else ("divisions",)
    return frame.source_line(key, data.ctx, sheets, scope)


def _notes(data: Divisions) -> str:
    say = data.ctx.say
    cells = tuple(data.space.map.cells.values()) if data.space else ()
    return frame.notes(
        say,
        say("divisions.notes.rule"),
        *(card_words(data, row) for row in data.rows),
        cells=(
            (say("divisions.notes.divisions"), [row.at for row in data.rows if row.at]),
            (say("divisions.notes.used"), [o.at for o in cells if o.state == "in use" and o.at]),
            (
                say("divisions.notes.open"),
                [o.at for o in cells if o.state not in ("in use", "not applicable") and o.at],
            ),
        ),
    )


# ------------------------------------------------------------------ tables


def _table_slide(data: Divisions, region: Region, rows: Sequence[object], page: int, pages: int) -> SlideSpec:
    """A region with more divisions than the map holds: all of them, one a row."""
    say = data.ctx.say
    key = f"divisions:{data.account}:{page}"
    shown = [row for row in region.divisions if row in rows]
    start = region.divisions.index(shown[0]) + 1
    title = say(
        "divisions.table.title",
        region=region.name,
        n=len(region.divisions),
        first=start,
        last=start + len(shown) - 1,
    )
    rule, hair = Line("ink", 1.05), Line("hairline", 0.75)
    shown_names = _NAMES[:3] if data.ctx.is_outside else _NAMES
    spare = sum(_WIDTHS[len(shown_names) :]) / len(shown_names)
    widths = [round((w + spare) * EMU) for w in _WIDTHS[: len(shown_names)]]
    heads = [say(f"divisions.table.{name}") for name in shown_names]
    lines = [Row("head", round(0.30 * EMU), _cells(heads, widths, rule, is_head=True))]
    for row in shown:
        tally = data.tally(row.division)
        head = ", ".join(part for part in (row.head, row.head_title) if part)
        known = tally.penetration is not None
        sums = [data.money(v) if known else "–" for v in (tally.used, tally.potential, tally.open)]
        share = say.percent(tally.penetration) if tally.penetration is not None else "–"
        texts = [row.division, head or "–", row.our_lead or "–", *sums, share][: len(shown_names)]
        lines.append(Row(row.division, round(0.27 * EMU), _cells(texts, widths, hair)))
    columns = tuple(Column(name, wide) for name, wide in zip(shown_names, widths, strict=True))
    elements: tuple[Element, ...] = (
        *frame.title_block(key, _kicker(data, page, pages), title, _subtitle(data)),
        Table(f"{key}/table", frame.BODY.x, frame.BODY.y, columns, tuple(lines), alt=title),
        *_source(key, data, data.regions()),
    )
    return SlideSpec(key, "table", elements, say("divisions.notes.rule"))


def _cells(
    texts: Sequence[str], widths: Sequence[int], bottom: Line, *, is_head: bool = False
) -> tuple[Cell, ...]:
    out = []
    for i, (text, wide) in enumerate(zip(texts, widths, strict=True)):
        align: Align = "l" if i < 3 else "r"
        size, color = (10.0, "muted") if is_head else (11.0, "ink")
        is_bold = i == 0 and not is_head
        shown = shorten(text, size, wide - round(0.1 * EMU), is_bold)
        run = Run(shown, size, is_bold or None, color)
        out.append(Cell((Para((run,), align=align),), bottom=bottom, is_data=not is_head))
    return tuple(out)


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
