"""The division map drawn: the account, its regions as columns, a card per division."""

from __future__ import annotations

from kamdeck.analysis.whitespace import Tally
from kamdeck.deck.spec import EMU, Align, Box, Connector, Element, End, Group, Line, Para, Run, Shape, Text
from kamdeck.layout.areas import rows_of
from kamdeck.layout.charts import widened
from kamdeck.text.measure import fit, fitting, line_height, shorten, width
from kamdeck.views.divisions.data import Divisions, Region
from kamdeck.views.divisions.layout import FULL, Column, Layout
from kamdeck.workbook.rows import Division


def _in(inches: float) -> int:
    return round(inches * EMU)


ROOT_WIDE, ROOT_HIGH = _in(4.58), _in(0.40)
SPINE, NARROW = _in(0.06), _in(2.4)
FOOT = _in(0.18)  # the legend's line
_PAD = _in(0.12)
_LINE = Line("unknown", 1.0)
_INSIDE = Line("ink", 0.75)

Child = Text | Shape | Connector


def draw(key: str, data: Divisions, regions: tuple[Region, ...], layout: Layout) -> tuple[Element, ...]:
    """Lines first, then account, regions, cards, from the top left."""
    marked, body = set(data.largest()), layout.body
    root = Box(body.x + (body.w - ROOT_WIDE) // 2, body.y, ROOT_WIDE, ROOT_HIGH)
    heads, high, _ = layout.rows
    bend = (root.y + root.h + body.y + heads) // 2
    lines: list[Element] = []
    boxes: list[Element] = [_root(key, data, root)]
    for place, region in enumerate(regions):
        mine = [column for column in layout.columns if column.region == place]
        last, head = mine[-1], f"{key}/region:{region.name}/box"
        over = Box(mine[0].x, body.y + heads, last.x + last.width - mine[0].x, high)
        boxes.append(_region(key, data, region, over, layout.is_tight))
        lines.append(_elbow(f"{key}/line:{region.name}", End(f"{key}/root/box", 2), End(head, 0), bend))
        for column in mine:
            for i, row in enumerate(column.cards):
                box = layout.card(column, i)
                boxes.append(_card(key, data, row, box, row.division in marked, layout))
                if len(mine) == 1:
                    end = End(f"{key}/card:{row.division}/box", 1)
                    lines.append(_elbow(f"{key}/spine:{row.division}", End(head, 1), end, column.x + SPINE))
            if column.hidden:
                boxes.append(_more(key, data, column, layout.card(column, len(column.cards))))
    return (*lines, *boxes)


def _elbow(key: str, start: End, end: End, bend: int) -> Connector:
    return Connector(key, start, end, kind="elbow", line=_LINE, bend=bend)


def _pair(
    key: str, names: tuple[str, str], box: Box, left: Run, right: Run, *, gap: int = _in(0.08)
) -> list[Child]:
    """Two texts on one line: the right one whole, the left one in what is left of it."""
    size = right.size or 10
    wide = min(box.w, width(right.text, size, bool(right.bold)) + 12_700) if right.text else 0
    room = box.w - wide - (gap if right.text else 0)
    out: list[Child] = []
    shown = shorten(left.text, left.size or 10, room, bool(left.bold)) if left.text else ""
    if shown and room > _in(0.2):
        run = Run(shown, left.size, left.bold, left.color)
        out.append(_text(f"{key}/{names[0]}", run, Box(box.x, box.y, room, box.h), "l"))
    if right.text:
        out.append(_text(f"{key}/{names[1]}", right, Box(box.x + box.w - wide, box.y, wide, box.h), "r"))
    return out


def _text(key: str, run: Run, box: Box, align: Align) -> Text:
    return Text(key, (Para((run,), align=align),), box, anchor="ctr", wrap=False)


def _root(key: str, data: Divisions, place: Box) -> Group:
    """The account: what it buys of what it could."""
    say, whole = data.ctx.say, data.whole
    group = f"{key}/root"
    box = Shape(f"{group}/box", place, "roundRect", "ink", adjust=(6_000,))
    inner = Box(place.x + _in(0.19), place.y, place.w - _in(0.38), place.h)
    text = ""
    if whole.penetration is not None:
        fields = {"used": data.money(whole.used, 1), "potential": data.money(whole.potential, 1)}
        text = say("divisions.root", share=say.percent(whole.penetration), **fields)
    name = data.account if width(data.account, 13.5, True) < _in(2) else data.ctx.short(data.account)
    left, right = Run(name, 13.5, True, "paper"), Run(text, 12, None, "paper")
    children = _pair(group, ("name", "sum"), inner, left, right)
    return Group(group, (box, *children), alt=f"{data.account}. {text}".strip())


def _region(key: str, data: Divisions, region: Region, box: Box, is_tight: bool) -> Group:
    """The head over the columns of a region."""
    say, group = data.ctx.say, f"{key}/region:{region.name}"
    tallies = [data.tally(row.division) for row in region.divisions]
    used, potential = sum(t.used for t in tallies), sum(t.potential for t in tallies)
    fields = {"used": data.money(used, 1), "potential": data.money(potential, 1)}
    text = say("divisions.of", **fields) if potential else ""
    inner = Box(box.x + _PAD, box.y, box.w - _in(0.20), box.h)
    room = inner.w if is_tight else inner.w - width(text, 10) - _in(0.10)
    size = fitting(region.name, (12, 10.5), room, bold=True)
    left, right = Run(region.name, size, True, "ink"), Run(text, 10, None, "ink")
    if is_tight and text:
        over, below = rows_of(widened(inner, top=-_in(0.03), bottom=-_in(0.03)), (1.1, 1.0), 0)
        words = [
            *_pair(group, ("name", ""), over, left, Run("")),
            *_pair(group, ("sum", ""), below, right, Run("")),
        ]
    else:
        words = _pair(group, ("name", "sum"), inner, left, right)
    low = box.y + box.h
    rule = Connector(f"{group}/rule", points=(box.x, low, box.x + box.w, low), line=Line("ink", 1.5))
    shape = Shape(f"{group}/box", box, "rect", "panel")
    return Group(group, (shape, *words, rule), alt=f"{region.name}. {text}".strip())


# ------------------------------------------------------------------ cards


def _card(key: str, data: Divisions, row: Division, box: Box, is_marked: bool, layout: Layout) -> Group:
    """One division: name and penetration, bar, sums, people and products."""
    say, tally, is_low = data.ctx.say, data.tally(row.division), layout.is_low
    group = f"{key}/card:{row.division}"
    line = Line("accent", 2.25) if is_marked else Line("hairline", 1.0)
    out: list[Child] = [Shape(f"{group}/box", box, "roundRect", "paper", line, adjust=(2_500,))]
    x, room = box.x + _PAD, box.w - 2 * _PAD
    top = box.y + (_in(0.045) if is_low else _in(0.08))
    size = 11.0 if is_low else 12.0
    share = "" if tally.penetration is None else say.percent(tally.penetration)
    over = Box(x, top, room, line_height(size) + 12_700)
    figure = Run(share, size, True, "ink")
    if layout.is_tight:
        size = fitting(row.division, (size, 10.5, 10.0, 9.5, 9.0), room, bold=True)
    name = Run(row.division, size, True, "ink")
    out += _pair(group, ("name", "share"), over, name, Run("") if layout.is_tight else figure)
    y = box.y + (_in(0.265) if is_low else _in(0.355))
    if not data.ctx.is_outside:
        out += _bar(group, tally, Box(x, y, room, _in(0.065) if is_low else _in(0.09)))
    y += _in(0.10) if is_low else _in(0.13)
    below = Box(x, y, room, line_height(10) + 9_525)
    if layout.is_tight:
        right = Run(share, 10, True, "ink")
        wide = room - width(share, 10, True) - _in(0.11)
        both = [sums(data, tally, places)[0] for places in (2, 1)]
        size = fitting(both[-1], (10, 9), wide)
        out += _pair(group, ("sum", "share"), below, Run(fit(both, size, wide, 1), size, None, "ink"), right)
    else:
        out += _sums(group, data, tally, below, is_marked)
    if layout.size == FULL:
        out += _people(group, data, row, tally, below.moved(0, _in(0.21)))
    if not is_low:
        tall = _in(0.21)
        out += _chips(group, data, row, Box(x, box.y + box.h - _in(0.32), room, tall))
    return Group(group, tuple(out), alt=card_words(data, row))


def _bar(group: str, tally: Tally, box: Box) -> list[Child]:
    """Penetration: in use on the whole potential; a pale outline where nothing is known."""
    if tally.penetration is None:
        return [Shape(f"{group}/bar", box, "rect", "panel")]
    out: list[Child] = [Shape(f"{group}/bar", box, "rect", "tier_c")]
    filled = round(box.w * tally.penetration)
    if filled:
        out.append(Shape(f"{group}/used_bar", Box(box.x, box.y, filled, box.h), "rect", "ink"))
    return out


def _sums(group: str, data: Divisions, tally: Tally, box: Box, is_marked: bool) -> list[Child]:
    left, right = sums(data, tally)
    if box.w < NARROW - _in(0.4):
        right = "" if left else right
    shown = Run(right, 10, is_marked or None, "accent" if is_marked else "ink")
    return _pair(group, ("sum", "open"), box, Run(left, 10, None, "ink"), shown)


def sums(data: Divisions, tally: Tally, places: int = 2) -> tuple[str, str]:
    """What is in use of what, and what is open, in words; for the account itself how much it uses."""
    say = data.ctx.say
    if data.ctx.is_outside:
        return (say("place.in_use", n=tally.cells_used) if tally.cells_used else "", "")
    if tally.penetration is None:
        return "", say("divisions.unknown")
    left = say(
        "divisions.of", used=data.money(tally.used, places), potential=data.money(tally.potential, places)
    )
    if tally.open:
        return left, say("divisions.open", sum=data.money(tally.open))
    return left, say("divisions.unknown" if tally.unknown else "divisions.nothing")


def people(data: Divisions, row: Division) -> tuple[str, str]:
    """The division's head with the title, and our lead."""
    head = ", ".join(part for part in (row.head, row.head_title) if part)
    return head, data.ctx.say("divisions.lead", name=row.our_lead) if row.our_lead else ""


def _people(group: str, data: Divisions, row: Division, tally: Tally, box: Box) -> list[Child]:
    """Head and lead, without the title where it does not fit; a narrow card has what is open instead."""
    head, lead = people(data, row)
    if box.w < NARROW - _in(0.4):
        head, lead = (sums(data, tally)[1], "") if tally.penetration is not None else (head, "")
    elif width(head, 10) > box.w - width(lead, 10) - _in(0.10):
        head = row.head or head
    return _pair(group, ("head", "lead"), box, Run(head, 10, None, "ink"), Run(lead, 10, None, "ink"))


_LEAST_NAME = _in(0.45)  # a name is cut to six letters or so before it gives way to a circle


def _chips(group: str, data: Divisions, row: Division, box: Box) -> list[Child]:
    """The products in fixed places, so that they scan down a column; none where not applicable."""
    if data.space is None:
        return []
    names, shorts = data.products, chip_names(data)
    slot = box.w // len(names)
    slot_wide = slot - min(_in(0.04), slot // 4)
    room = slot_wide - _in(0.02)
    has_names = room >= min(_LEAST_NAME, max(width(name, 9) for name in shorts))
    out: list[Child] = []
    for i, (name, text) in enumerate(zip(names, shorts, strict=True)):
        offer = data.space.map.cells.get((row.division, name))
        if offer is None or offer.state == "not applicable":
            continue
        is_used, child = offer.state == "in use", f"{group}/chip:{name}"
        if has_names:
            place = Box(box.x + i * slot, box.y, slot_wide, box.h)
            out.append(chip(child, shorten(text, 9, room), place, is_used))
        else:
            side = min(_in(0.13), slot_wide)
            place = Box(box.x + i * slot, box.y + (box.h - side) // 2, side, side)
            fill, line = ("ink", _INSIDE) if is_used else ("paper", Line("unknown", 0.75))
            out.append(Shape(child, place, "ellipse", fill, line))
    return out


def chip(key: str, text: str, box: Box, is_used: bool) -> Shape:
    """A product: filled where it is in use, an outline where it is not."""
    fill, line = ("ink", _INSIDE) if is_used else ("paper", Line("unknown", 0.75))
    para = Para((Run(text, 9, None, "paper" if is_used else "muted"),), align="ctr")
    return Shape(key, box, "roundRect", fill, line, (para,), wrap=False, adjust=(8_000,))


def chip_names(data: Divisions) -> tuple[str, ...]:
    """The products' short names, where the workbook has them."""
    shorts = {p.product: p.short_name or p.product for p in data.ctx.book.products}
    return tuple(shorts.get(name, name) for name in data.products)


def _more(key: str, data: Divisions, column: Column, box: Box) -> Group:
    """The divisions that have no card: how many, and their sums; a table on the next slide has them."""
    say = data.ctx.say
    tallies = [data.tally(row.division) for row in column.hidden]
    used, potential = sum(t.used for t in tallies), sum(t.potential for t in tallies)
    group = f"{key}/more:{column.region}"
    head = say("divisions.more", n=len(column.hidden))
    text = say("divisions.of", used=data.money(used), potential=data.money(potential))
    room = box.w - 2 * _PAD
    paras = (
        Para((Run(shorten(head, 10, room, True), 10, True, "muted"),)),
        *(() if data.ctx.is_outside else (Para((Run(shorten(text, 10, room), 10, None, "muted"),)),)),
    )
    shape = Shape(f"{group}/box", box, "roundRect", "panel", None, paras, inset=(_PAD, 0, _PAD, 0))
    return Group(group, (shape,), alt=head if data.ctx.is_outside else f"{head}. {text}")


def card_words(data: Divisions, row: Division) -> str:
    """Everything about a division in one line, for alternative text and notes."""
    say = data.ctx.say
    cells = data.space.map.cells if data.space else {}
    in_use = [p for p in data.products if (o := cells.get((row.division, p))) and o.state == "in use"]
    parts = [*sums(data, data.tally(row.division)), *people(data, row)]
    if in_use:
        parts.append(say("divisions.uses", products=say.list(in_use)))
    return say("divisions.card", division=row.division, text=" · ".join(part for part in parts if part))
