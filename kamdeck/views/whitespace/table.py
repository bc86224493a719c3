"""The white-space table: divisions by products, a mark and a value in every cell, sums at the edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from kamdeck.analysis.whitespace import thirds
from kamdeck.deck.spec import EMU, Box, Cell, Group, Line, Para, Shape, Table
from kamdeck.figures.spaces import Space
from kamdeck.layout.areas import Area, area_of
from kamdeck.layout.grid import BLANK, HEAD, RULE, Grid, Head, Style, row_height
from kamdeck.layout.legend import Child, Sign, legend
from kamdeck.record import record
from kamdeck.workbook.rows import Offer

DIVISION, TOTAL = round(1.92 * EMU), round(0.76 * EMU)
PRODUCT, PRODUCT_MAX = round(0.72 * EMU), round(1.30 * EMU)
TOP, SUMS, LEGEND = round(0.46 * EMU), round(0.25 * EMU), round(0.19 * EMU)
ROW = 0.285  # inches, the least height of a division's row
BESIDE_RAIL, MOST_PRODUCTS, MOST_DIVISIONS = 6, 9, 12

STATES = {  # mark, fill, ink
    "in use": ("●", "tier_a", "paper"),
    "proposed": ("»", "tier_b", "paper"),
    "white space": ("○", "", "ink"),
    "competitor": ("×", "loss_mid", "loss"),
    "not applicable": ("–", "panel", "muted"),
}
_TINTS = ("open_low", "open_mid", "open_high")
_PAD, _SPACE = round(0.12 * EMU), "\u00a0\u00a0"
_EDGE = Line("paper", 2.25)
_NAME, _WORD = Style(bold=True, align="l"), Style(align="l", is_data=False)
_AMOUNT = Style(align="r", right=_PAD)
_TOTAL = _AMOUNT.but(bold=True)
_PRODUCT_HEAD = HEAD.but(align="ctr", is_data=True)
_SUM_HEAD = HEAD.but(align="r", right=_PAD)


@record
class Plan:
    """What the table shows: names of divisions and products, those that are summed in a last row or
    column, and where it stands; `has_rail` where the insights have a place beside it."""

    divisions: tuple[str, ...]
    hidden: tuple[str, ...]
    products: tuple[str, ...]
    merged: tuple[str, ...]
    area: Area
    has_rail: bool


def plan(space: Space) -> Plan:
    """As many divisions as the room holds, twelve at most, the widest gaps first; up to nine products, where
    the smallest merge."""
    products, merged = tuple(space.map.products), tuple[str, ...]()
    area, frame, widest = area_of(space.ctx.frame), space.ctx.frame, space.map.widest()
    has_rail = area.form != "right" or len(products) <= BESIDE_RAIL
    main = area.main if has_rail else frame.body
    most = min(MOST_PRODUCTS, max(2, (main.w - DIVISION - 2 * TOTAL) // PRODUCT))
    if len(products) > most:
        ranked = sorted(products, key=lambda name: -space.map.products[name].potential)
        kept = set(ranked[: most - 1])
        if widest is not None and widest not in kept:
            kept = {*ranked[: most - 2], widest}
        products, merged = (
            tuple(name for name in products if (name in kept) is shown) for shown in (True, False)
        )
    order = space.map.gaps()
    rows = min(MOST_DIVISIONS, _room(main) // round(ROW * EMU))
    shown = len(order) if len(order) <= rows else rows - (rows < MOST_DIVISIONS)
    if not has_rail:
        area = Area(main, area.form, None)
    return Plan(order[:shown], order[shown:], products, merged, area, has_rail)


def _room(main: Box) -> int:
    """What the divisions' rows share: the head, the sums and the legend aside."""
    return main.h - TOP - 2 * SUMS - LEGEND - round(0.12 * EMU)


def draw_table(key: str, space: Space, shown: Plan, alt: str) -> tuple[Table | Group, ...]:
    """Divisions by open value, sums of each and of each product below; the frame round the widest gap, and
    the legend."""
    say, found, amount, widest = space.ctx.say, space.map, space.amount, space.map.widest()
    main = shown.area.main
    grid = Grid(f"{key}/table", main, _heads(space, shown))
    grid.head(TOP, lines=2, foot=round(0.04 * EMU))
    cuts = thirds(o.value for o in found.offers("white space") if o.value is not None)
    count = len(shown.divisions) + bool(shown.hidden)
    most = 0.50 if count <= 4 else 0.42 if count <= 9 else 0.30
    height = row_height(_room(main), count, most=most, least=ROW)

    def merged(divisions: Iterable[str], products: Iterable[str]) -> Cell:
        """The open sum of what has no row or column of its own."""
        offers = [offer for d in divisions for p in products if (offer := found.cells.get((d, p)))]
        still = sum(o.value or 0.0 for o in offers if o.state in ("white space", "proposed", "competitor"))
        return _AMOUNT.but(color="muted").cell(amount(still))

    for name in shown.divisions:
        top = RULE if name == shown.divisions[0] else _EDGE
        tally = found.divisions[name]
        cells = {f"product:{p}": _offer(space, found.cells.get((name, p)), cuts, top) for p in shown.products}
        cells |= {
            "division": _NAME.cell(name, room=grid.width("division") - _PAD),
            "more": merged([name], shown.merged),
            "used": _AMOUNT.cell(amount(tally.used)),
            "open": _TOTAL.cell(amount(tally.open)),
        }
        grid.row(name, height, cells)
    if shown.hidden:
        tallies = [found.divisions[name] for name in shown.hidden]
        text = say("whitespace.more", n=len(shown.hidden))
        cells = {f"product:{p}": merged(shown.hidden, [p]) for p in shown.products}
        cells |= {
            "division": Style(align="l").cell(text, room=grid.width("division") - _PAD),
            "more": merged(shown.hidden, shown.merged),
            "used": _AMOUNT.cell(amount(sum(t.used for t in tallies))),
            "open": _TOTAL.cell(amount(sum(t.open for t in tallies))),
        }
        grid.row("more", height, cells)
    grid.underline()
    sums = {f"product:{p}": (p,) for p in shown.products} | ({"more": shown.merged} if shown.merged else {})
    tallied = {column: [found.products[name] for name in names] for column, names in sums.items()}
    used = {column: _AMOUNT.cell(amount(sum(t.used for t in some))) for column, some in tallied.items()}
    still = {
        column: _TOTAL.but(color="accent" if sums[column] == (widest,) else "ink").cell(
            amount(sum(t.open for t in some))
        )
        for column, some in tallied.items()
    }
    words = {"used": _WORD.cell(say("whitespace.used"))}
    words["open"] = _WORD.but(bold=True).cell(say("whitespace.open"))
    ends = {"used": _TOTAL.cell(amount(found.whole.used)), "open": _TOTAL.cell(amount(found.whole.open))}
    grid.row("used", SUMS, used | {"division": words["used"], "used": ends["used"], "open": BLANK})
    grid.row("open", SUMS, still | {"division": words["open"], "used": BLANK, "open": ends["open"]})
    return (grid.table(alt), *_outline(key, space, grid), _legend(key, space, main))


def _heads(space: Space, shown: Plan) -> Sequence[Head]:
    say, widest = space.ctx.say, space.map.widest()
    count = len(shown.products) + bool(shown.merged)
    each = min(PRODUCT_MAX, (shown.area.main.w - 2 * TOTAL - DIVISION) // count)
    heads = [Head("division", None, say("whitespace.head", unit=space.unit.head(say)))]
    for name in shown.products:
        look = _PRODUCT_HEAD.but(bold=True, color="ink") if name == widest else _PRODUCT_HEAD
        heads.append(Head(f"product:{name}", each, name, look))
    if shown.merged:
        more = say("whitespace.more_products", n=len(shown.merged))
        heads.append(Head("more", each, more, HEAD.but(align="ctr")))
    return (
        *heads,
        Head("used", TOTAL, say("whitespace.used"), _SUM_HEAD),
        Head("open", TOTAL, say("whitespace.open"), _SUM_HEAD),
    )


def _offer(space: Space, offer: Offer | None, cuts: tuple[float, float], top: Line) -> Cell:
    """Mark and value on the color of the state; a dash where nothing applies.

    No tab stands between them: LibreOffice breaks the line at a tab in a table cell.
    """
    state = offer.state if offer else "not applicable"
    mark, fill, ink = STATES[state]
    edges = partial(Style.cell, top=top, bottom=_EDGE, left=_EDGE, right=_EDGE)
    style = _AMOUNT.but(bold=state in ("in use", "proposed", "competitor"), color=ink)
    if offer is None or state == "not applicable":
        return edges(style, mark, fill=fill)
    if state == "white space":
        fill = _TINTS[sum((offer.value or 0.0) > cut for cut in cuts)]
    value = "?" if offer.value is None else space.amount(offer.value)
    return edges(style, style.but(size=9).run(f"{mark}{_SPACE}"), value, fill=fill)


def _outline(key: str, space: Space, grid: Grid) -> tuple[Group, ...]:
    """A frame round the widest gap; none where nothing is open or the product has no column."""
    wanted = f"product:{space.map.widest()}"
    if wanted not in grid.widths or len(space.map.products) < 2:
        return ()
    alt = space.ctx.say("whitespace.outline", product=space.map.widest())
    box = grid.box(wanted, grid.rows[1].key, grid.rows[-3].key)
    shape = Shape(f"{key}/gap/frame", box, "rect", None, Line("accent", 2.0), alt=alt)
    return (Group(f"{key}/gap", (shape,), follows=grid.key, alt=alt),)


def _legend(key: str, space: Space, main: Box) -> Group:
    """The states that occur, as they look in a cell, with their words."""
    say, found = space.ctx.say, {offer.state for offer in space.map.cells.values()}
    if len(space.map.cells) < len(space.map.divisions) * len(space.map.products):
        found.add("not applicable")
    words = {state: say(f"whitespace.state.{state.replace(' ', '_')}") for state in STATES if state in found}
    signs = [_sign(state, word) for state, word in words.items()]
    box = Box(main.x, main.y + main.h - LEGEND, main.w, LEGEND)
    return legend(
        f"{key}/legend", signs, box, say("whitespace.legend"), mark_key="mark:{}", word_key="word:{}"
    )


def _sign(state: str, word: str) -> Sign:
    mark, fill, ink = STATES[state]
    wide = round(0.31 * EMU)

    def draw(key: str, x: int, middle: int) -> Sequence[Child]:
        paras = (Para((Style(9, color=ink).run(mark),), align="ctr"),)
        box = Box(x, middle - LEGEND // 2, wide, LEGEND)
        return (Shape(key, box, fill=fill or "open_mid", paras=paras),)

    return Sign(state.replace(" ", "_"), word, draw, wide)
