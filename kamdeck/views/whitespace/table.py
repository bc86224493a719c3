"""The white-space table: divisions by products, a mark and a value in every cell, sums at the edges."""

from __future__ import annotations

from kamdeck.analysis.whitespace import thirds
from kamdeck.deck.spec import (
    EMU,
    Align,
    Box,
    Cell,
    Column,
    Connector,
    Group,
    Line,
    Para,
    Row,
    Run,
    Shape,
    Table,
    Text,
)
from kamdeck.layout.rail import BODY
from kamdeck.record import record, replace
from kamdeck.text.measure import clip, shorten, width
from kamdeck.views.whitespace.data import Space
from kamdeck.workbook.rows import Offer

RAILED = round(9.38 * EMU)  # the table's width beside the rail
DIVISION, TOTAL = round(1.92 * EMU), round(0.76 * EMU)
PRODUCT, PRODUCT_MAX = round(0.99 * EMU), round(1.30 * EMU)
HEAD = round(0.46 * EMU)
ROWS = round(3.80 * EMU)  # what the divisions share
ROW_FEW, ROW, ROW_MANY = round(0.50 * EMU), round(0.42 * EMU), round(0.30 * EMU)
SUMS = round(0.25 * EMU)
LEGEND = round(6.69 * EMU)
BESIDE_RAIL, MOST_PRODUCTS = 6, 9
PITCHED, MOST_DIVISIONS = 9, 12

STATES = ("in use", "proposed", "white space", "competitor", "not applicable")
MARKS = {"in use": "●", "proposed": "»", "white space": "○", "competitor": "×", "not applicable": "–"}
_FILLS = {"in use": "tier_a", "proposed": "tier_b", "competitor": "loss_mid", "not applicable": "panel"}
_INKS = {"in use": "paper", "proposed": "paper", "competitor": "loss", "not applicable": "muted"}
_TINTS = ("open_low", "open_mid", "open_high")
_SIZE = 10.5
_PAD = round(0.12 * EMU)
_SPACE = "\u00a0\u00a0"
_EDGE, _RULE = Line("paper", 2.25), Line("ink", 1.05)


@record
class Plan:
    """What the table shows: names of divisions and products, those that are summed in a last row or
    column, and the width of the product columns."""

    divisions: tuple[str, ...]
    hidden: tuple[str, ...]
    products: tuple[str, ...]
    merged: tuple[str, ...]
    width: int


def has_rail(space: Space) -> bool:
    """True when the products leave room for the insights."""
    return len(space.map.products) <= BESIDE_RAIL


def plan(space: Space) -> Plan:
    """Up to twelve divisions, the widest gaps first; up to nine products, where the smallest merge."""
    products = tuple(space.map.products)
    merged: tuple[str, ...] = ()
    if len(products) > MOST_PRODUCTS:
        ranked = sorted(products, key=lambda name: -space.map.products[name].potential)
        kept = set(ranked[: MOST_PRODUCTS - 1])
        products, merged = (
            tuple(name for name in products if (name in kept) is shown) for shown in (True, False)
        )
    columns = len(products) + bool(merged)
    room = (RAILED if has_rail(space) else BODY.w) - 2 * TOTAL - DIVISION
    order = space.map.gaps()
    return Plan(
        order[:MOST_DIVISIONS], order[MOST_DIVISIONS:], products, merged, min(PRODUCT_MAX, room // columns)
    )


def make_table(key: str, space: Space, grid: Plan, alt: str) -> Table:
    """Divisions by open value, sums of each, and the sums of each product below."""
    whole = RAILED if has_rail(space) else BODY.w
    heads = [f"product:{name}" for name in grid.products] + ["more"] * bool(grid.merged)
    first = whole - 2 * TOTAL - len(heads) * grid.width
    columns = (
        Column("division", first),
        *(Column(name, grid.width) for name in heads),
        Column("used", TOTAL),
        Column("open", TOTAL),
    )
    cuts = thirds(o.value for o in space.map.offers("white space") if o.value is not None)
    rows = [_head(space, grid, first)]
    height = _row_height(len(grid.divisions) + bool(grid.hidden))
    rows += [_row(space, grid, name, height, first, cuts) for name in grid.divisions]
    if grid.hidden:
        rows.append(_hidden(space, grid, height, first))
    rows[-1] = Row(rows[-1].key, height, tuple(replace(cell, bottom=_RULE) for cell in rows[-1].cells))
    rows += _sums(space, grid)
    return Table(f"{key}/table", BODY.x, BODY.y, columns, tuple(rows), alt=alt)


def _row_height(count: int) -> int:
    if count <= 4:
        return ROW_FEW
    return ROW if count <= PITCHED else max(round(0.285 * EMU), min(ROW_MANY, ROWS // count))


def _cell(
    text: str,
    *,
    bold: bool = False,
    color: str = "ink",
    align: Align = "r",
    size: float = _SIZE,
    is_data: bool = True,
) -> Cell:
    """A plain cell; figures end a little before the column does."""
    inset = (0, 0, 0, 0) if align == "l" else (0, 0, _PAD, 0)
    paras = (Para((Run(text, size, bold or None, color),), align=align),)
    return Cell(paras, inset=inset, is_data=is_data)


def _head(space: Space, grid: Plan, room: int) -> Row:
    say, widest = space.ctx.say, space.map.widest()
    unit = say("whitespace.head", unit=say.unit(space.letter))
    cells = [_head_cell(unit, room, "l")]
    cells += [
        _head_cell(name, grid.width, "ctr", is_bold=name == widest, is_data=True) for name in grid.products
    ]
    if grid.merged:
        cells.append(_head_cell(say("whitespace.more_products", n=len(grid.merged)), grid.width, "ctr"))
    cells += [_head_cell(say("whitespace.used"), TOTAL, "r"), _head_cell(say("whitespace.open"), TOTAL, "r")]
    return Row("head", HEAD, tuple(cells))


def _head_cell(text: str, room: int, align: Align, *, is_bold: bool = False, is_data: bool = False) -> Cell:
    pad = _PAD if align == "r" else 0
    shown = clip(text, 10, room - pad - 25_400, 2, is_bold)
    run = Run(shown, 10, is_bold or None, "ink" if is_bold else "muted")
    return Cell(
        (Para((run,), align=align),),
        anchor="b",
        bottom=_RULE,
        inset=(0, 0, pad, round(0.04 * EMU)),
        is_data=is_data,
    )


def _row(space: Space, grid: Plan, division: str, height: int, room: int, cuts: tuple[float, float]) -> Row:
    """One division: name, a cell per product, what is in use and what is open."""
    top = _RULE if division == grid.divisions[0] else _EDGE
    name = shorten(division, _SIZE, room - _PAD, True)
    cells = [_cell(name, bold=True, align="l")]
    for product in grid.products:
        cells.append(_offer(space, space.map.cells.get((division, product)), cuts, top))
    if grid.merged:
        some = [space.map.cells.get((division, product)) for product in grid.merged]
        cells.append(_merged(space, [offer for offer in some if offer]))
    tally = space.map.divisions[division]
    cells += [_cell(space.amount(tally.used)), _cell(space.amount(tally.open), bold=True)]
    return Row(division, height, tuple(cells))


def _offer(space: Space, offer: Offer | None, cuts: tuple[float, float], top: Line) -> Cell:
    """Mark and value on the color of the state; a dash where nothing applies.

    No tab stands between them: LibreOffice breaks the line at a tab in a table cell.
    """
    state = offer.state if offer else "not applicable"
    fill, ink = _FILLS.get(state, ""), _INKS.get(state, "ink")
    if not offer or state == "not applicable":
        run = Run(MARKS["not applicable"], _SIZE, None, "muted")
        return _filled((Para((run,), align="r"),), fill, top)
    if state == "white space":
        fill = _TINTS[sum((offer.value or 0.0) > cut for cut in cuts)]
    is_bold = state in ("in use", "proposed", "competitor") or None
    value = "?" if offer.value is None else space.amount(offer.value)
    runs = (Run(f"{MARKS[state]}{_SPACE}", 9, is_bold, ink), Run(value, _SIZE, is_bold, ink))
    return _filled((Para(runs, align="r"),), fill, top)


def _filled(paras: tuple[Para, ...], fill: str, top: Line) -> Cell:
    return Cell(paras, fill, top=top, bottom=_EDGE, left=_EDGE, right=_EDGE, inset=(0, 0, _PAD, 0))


def _merged(space: Space, offers: list[Offer]) -> Cell:
    """The open sum of the products that have no column of their own."""
    still = sum(o.value or 0.0 for o in offers if o.state in ("white space", "proposed", "competitor"))
    return _cell(space.amount(still), color="muted")


def _hidden(space: Space, grid: Plan, height: int, room: int) -> Row:
    """The divisions below the fold: how many, and what they have open by product."""
    say = space.ctx.say
    cells = [_cell(shorten(say("whitespace.more", n=len(grid.hidden)), _SIZE, room - _PAD), align="l")]
    products: list[tuple[str, ...]] = [(name,) for name in grid.products]
    for names in products + ([grid.merged] if grid.merged else []):
        some = [space.map.cells.get((division, name)) for division in grid.hidden for name in names]
        cells.append(_merged(space, [offer for offer in some if offer]))
    tallies = [space.map.divisions[name] for name in grid.hidden]
    cells.append(_cell(space.amount(sum(t.used for t in tallies))))
    cells.append(_cell(space.amount(sum(t.open for t in tallies)), bold=True))
    return Row("more", height, tuple(cells))


def _sums(space: Space, grid: Plan) -> list[Row]:
    """What is in use and what is open, by product and as a whole."""
    say, whole, widest = space.ctx.say, space.map.whole, space.map.widest()
    tallies = [space.map.products[name] for name in grid.products]
    used = [_cell(space.amount(t.used)) for t in tallies]
    still = [
        _cell(space.amount(t.open), bold=True, color="accent" if name == widest else "ink")
        for name, t in zip(grid.products, tallies, strict=True)
    ]
    if grid.merged:
        rest = [space.map.products[name] for name in grid.merged]
        used.append(_cell(space.amount(sum(t.used for t in rest))))
        still.append(_cell(space.amount(sum(t.open for t in rest)), bold=True))
    blank = Cell(is_data=False)
    first = _cell(say("whitespace.used"), align="l", is_data=False)
    second = _cell(say("whitespace.open"), align="l", bold=True, is_data=False)
    ends = (_cell(space.amount(whole.used), bold=True), Cell(is_data=False))
    return [
        Row("used", SUMS, (first, *used, *ends)),
        Row("open", SUMS, (second, *still, blank, _cell(space.amount(whole.open), bold=True))),
    ]


# ------------------------------------------------------------------ marks


def make_outline(key: str, space: Space, table: Table) -> tuple[Group, ...]:
    """A frame round the widest gap; none where nothing is open or the product has no column."""
    names = [column.key for column in table.columns]
    wanted = f"product:{space.map.widest()}"
    if wanted not in names or len(space.map.products) < 2:
        return ()
    place = names.index(wanted)
    x = table.x + sum(column.width for column in table.columns[:place])
    rows = sum(row.height for row in table.rows[1:-2])
    box = Box(x, table.y + HEAD, table.columns[place].width, rows)
    alt = space.ctx.say("whitespace.outline", product=space.map.widest())
    shape = Shape(f"{key}/gap/frame", box, "rect", None, Line("accent", 2.0), alt=alt)
    return (Group(f"{key}/gap", (shape,), follows=table.key, alt=alt),)


def make_legend(key: str, space: Space) -> Group:
    """The states that occur, as they look in a cell, with their words."""
    say = space.ctx.say
    out: list[Text | Shape | Connector] = []
    x, tall = BODY.x, round(0.19 * EMU)
    found = {offer.state for offer in space.map.cells.values()}
    if len(space.map.cells) < len(space.map.divisions) * len(space.map.products):
        found.add("not applicable")
    for state in STATES:
        if state not in found:
            continue
        name = state.replace(" ", "_")
        fill, ink = _FILLS.get(state, "open_mid"), _INKS.get(state, "ink")
        box = Box(x, LEGEND, round(0.31 * EMU), tall)
        run = Run(MARKS[state], 9, None, ink)
        out.append(Shape(f"{key}/legend/mark:{name}", box, fill=fill, paras=(Para((run,), align="ctr"),)))
        text = say(f"whitespace.state.{name}")
        wide = width(text, 10) + 25_400
        words = Para((Run(text, 10, None, "ink"),))
        beside = Box(box.x + box.w + round(0.08 * EMU), LEGEND, wide, tall)
        out.append(Text(f"{key}/legend/word:{name}", (words,), beside, anchor="ctr", wrap=False))
        x = beside.x + wide + round(0.22 * EMU)
    return Group(f"{key}/legend", tuple(out), alt=say("whitespace.legend"))
