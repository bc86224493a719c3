"""The division map drawn: the account, its regions as columns, a card per division."""

from __future__ import annotations

from kamdeck.analysis.whitespace import Tally
from kamdeck.deck.spec import EMU, Align, Box, Connector, Element, End, Group, Line, Para, Run, Shape, Text
from kamdeck.layout.rail import BODY
from kamdeck.record import record
from kamdeck.text.measure import line_height, shorten, width
from kamdeck.views.divisions.data import Divisions, Region
from kamdeck.workbook.rows import Division


def _in(inches: float) -> int:
    return round(inches * EMU)


ROOT = Box(_in(4.38), _in(1.54), _in(4.58), _in(0.40))
HEADS, HEAD = _in(2.19), _in(0.33)
CARDS = _in(2.67)
GAP, INDENT, SPINE = _in(0.17), _in(0.17), _in(0.06)
FULL = (_in(1.32), _in(1.42), 3)  # height, pitch, cards in a column
LOW = (_in(0.62), _in(0.70), 6)
MOST_COLUMNS, NARROW = 4, _in(2.4)
FOOT = _in(6.87)
_PAD = _in(0.12)
_LINE = Line("unknown", 1.0)


@record
class Column:
    """One column of cards: where it stands, and the region it belongs to."""

    region: int
    x: int
    width: int
    cards: tuple[Division, ...]
    hidden: tuple[Division, ...] = ()


@record
class Layout:
    """The columns, and whether cards are low (no people, no products)."""

    columns: tuple[Column, ...]
    is_low: bool

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Height and pitch of a card, and how many a column holds."""
        return LOW if self.is_low else FULL


def lay_out(regions: tuple[Region, ...]) -> Layout:
    """Columns for the regions: one or two regions share four columns; above three cards they are low,
    above six the rest is summed in the last place."""
    each = MOST_COLUMNS // len(regions) if len(regions) <= 2 else 1
    count = len(regions) * each
    wide = (BODY.w - (count - 1) * GAP) // count
    is_low = any(len(region.divisions) > FULL[2] * each for region in regions)
    most = (LOW if is_low else FULL)[2]
    columns = []
    for place, region in enumerate(regions):
        rows = region.divisions
        hidden: tuple[Division, ...] = ()
        if len(rows) > most * each:
            rows, hidden = rows[: most * each - 1], rows[most * each - 1 :]
        high = max(1, -(-(len(rows) + bool(hidden)) // each))
        for i in range(each):
            x = BODY.x + (place * each + i) * (wide + GAP)
            part = rows[i * high : (i + 1) * high]
            last = i == (len(rows) + bool(hidden) - 1) // high
            columns.append(Column(place, x, wide, part, hidden if last else ()))
    return Layout(tuple(columns), is_low)


def draw(key: str, data: Divisions, regions: tuple[Region, ...], layout: Layout) -> tuple[Element, ...]:
    """Lines first, then account, regions, cards, from the top left, and the legend."""
    marked = set(data.largest())
    lines: list[Element] = []
    boxes: list[Element] = [_root(key, data)]
    for place, region in enumerate(regions):
        mine = [column for column in layout.columns if column.region == place]
        boxes.append(_region(key, data, region, mine))
        lines.append(
            Connector(
                f"{key}/line:{region.name}",
                End(f"{key}/root/box", 2),
                End(f"{key}/region:{region.name}/box", 0),
                kind="elbow",
                line=_LINE,
                bend=(ROOT.y + ROOT.h + HEADS) // 2,
            )
        )
        for column in mine:
            for i, row in enumerate(column.cards):
                box = _card_box(layout, column, i)
                boxes.append(_card(key, data, row, box, row.division in marked, layout.is_low))
                if len(mine) == 1:
                    lines.append(_spine(key, region, row, column.x))
            if column.hidden:
                boxes.append(_more(key, data, column, _card_box(layout, column, len(column.cards))))
    return (*lines, *boxes)


def _spine(key: str, region: Region, row: Division, x: int) -> Connector:
    return Connector(
        f"{key}/spine:{row.division}",
        End(f"{key}/region:{region.name}/box", 1),
        End(f"{key}/card:{row.division}/box", 1),
        kind="elbow",
        line=_LINE,
        bend=x + SPINE,
    )


def _card_box(layout: Layout, column: Column, place: int) -> Box:
    high, pitch, _ = layout.sizes
    return Box(column.x + INDENT, CARDS + place * pitch, column.width - INDENT, high)


def _pair(
    key: str, names: tuple[str, str], box: Box, left: Run, right: Run, *, gap: int = _in(0.08)
) -> list[Text | Shape | Connector]:
    """Two texts on one line: the right one whole, the left one in what is left of it."""
    size = right.size or 10
    wide = min(box.w, width(right.text, size, bool(right.bold)) + 12_700) if right.text else 0
    room = box.w - wide - (gap if right.text else 0)
    out: list[Text | Shape | Connector] = []
    shown = shorten(left.text, left.size or 10, room, bool(left.bold)) if left.text else ""
    if shown and room > _in(0.2):
        run = Run(shown, left.size, left.bold, left.color)
        out.append(_text(f"{key}/{names[0]}", run, Box(box.x, box.y, room, box.h), "l"))
    if right.text:
        out.append(_text(f"{key}/{names[1]}", right, Box(box.x + box.w - wide, box.y, wide, box.h), "r"))
    return out


def _text(key: str, run: Run, box: Box, align: Align) -> Text:
    return Text(key, (Para((run,), align=align),), box, anchor="ctr", wrap=False)


def _root(key: str, data: Divisions) -> Group:
    """The account: what it buys of what it could."""
    say, whole = data.ctx.say, data.whole
    group = f"{key}/root"
    box = Shape(f"{group}/box", ROOT, "roundRect", "ink", adjust=(6_000,))
    inner = Box(ROOT.x + _in(0.19), ROOT.y, ROOT.w - _in(0.38), ROOT.h)
    text = ""
    if whole.penetration is not None:
        text = say(
            "divisions.root",
            used=data.money(whole.used, 1),
            potential=data.money(whole.potential, 1),
            share=say.percent(whole.penetration),
        )
    name = data.account if width(data.account, 13.5, True) < _in(2) else data.ctx.short(data.account)
    children = _pair(
        group, ("name", "sum"), inner, Run(name, 13.5, True, "paper"), Run(text, 12, None, "paper")
    )
    return Group(group, (box, *children), alt=f"{data.account}. {text}".strip())


def _region(key: str, data: Divisions, region: Region, columns: list[Column]) -> Group:
    """The head over the columns of a region."""
    say = data.ctx.say
    group = f"{key}/region:{region.name}"
    last = columns[-1]
    box = Box(columns[0].x, HEADS, last.x + last.width - columns[0].x, HEAD)
    used, potential = (
        sum(getattr(data.tally(row.division), field) for row in region.divisions)
        for field in ("used", "potential")
    )
    text = (
        say("divisions.of", used=data.money(used, 1), potential=data.money(potential, 1)) if potential else ""
    )
    inner = Box(box.x + _PAD, box.y, box.w - _in(0.20), box.h)
    room = inner.w - width(text, 10) - _in(0.10)
    size = 12 if width(region.name, 12, True) <= room else 10.5
    left, right = Run(region.name, size, True, "ink"), Run(text, 10, None, "ink")
    rule = Connector(
        f"{group}/rule",
        points=(box.x, box.y + box.h, box.x + box.w, box.y + box.h),
        line=Line("ink", 1.5),
    )
    shape = Shape(f"{group}/box", box, "rect", "panel")
    return Group(
        group,
        (shape, *_pair(group, ("name", "sum"), inner, left, right), rule),
        alt=f"{region.name}. {text}".strip(),
    )


# ------------------------------------------------------------------ cards


def _card(key: str, data: Divisions, row: Division, box: Box, is_marked: bool, is_low: bool) -> Group:
    """One division: name and penetration, bar, sums, people and products."""
    say, tally = data.ctx.say, data.tally(row.division)
    group = f"{key}/card:{row.division}"
    line = Line("accent", 2.25) if is_marked else Line("hairline", 1.0)
    out: list[Text | Shape | Connector] = [
        Shape(f"{group}/box", box, "roundRect", "paper", line, adjust=(2_500,))
    ]
    x, room = box.x + _PAD, box.w - 2 * _PAD
    top = box.y + (_in(0.045) if is_low else _in(0.08))
    size = 11.0 if is_low else 12.0
    share = "" if tally.penetration is None else say.percent(tally.penetration)
    out += _pair(
        group,
        ("name", "share"),
        Box(x, top, room, line_height(size) + 12_700),
        Run(row.division, size, True, "ink"),
        Run(share, size, True, "ink"),
    )
    y = box.y + (_in(0.265) if is_low else _in(0.355))
    if not data.ctx.is_outside:
        out += _bar(group, tally, Box(x, y, room, _in(0.065) if is_low else _in(0.09)))
    y += _in(0.10) if is_low else _in(0.13)
    out += _sums(group, data, tally, Box(x, y, room, line_height(10) + 9_525), is_marked)
    if not is_low:
        y += _in(0.21)
        out += _people(group, data, row, tally, Box(x, y, room, line_height(10) + 9_525))
        out += _chips(group, data, row, Box(x, box.y + _in(1.0), room, _in(0.21)))
    return Group(group, tuple(out), alt=card_words(data, row))


def _bar(group: str, tally: Tally, box: Box) -> list[Text | Shape | Connector]:
    """Penetration: in use on the whole potential; a pale outline where nothing is known."""
    if tally.penetration is None:
        return [Shape(f"{group}/bar", box, "rect", "panel")]
    out: list[Text | Shape | Connector] = [Shape(f"{group}/bar", box, "rect", "tier_c")]
    filled = round(box.w * tally.penetration)
    if filled:
        out.append(Shape(f"{group}/used_bar", Box(box.x, box.y, filled, box.h), "rect", "ink"))
    return out


def _sums(
    group: str, data: Divisions, tally: Tally, box: Box, is_marked: bool
) -> list[Text | Shape | Connector]:
    left, right = sums(data, tally)
    if box.w < NARROW - _in(0.4):
        right = "" if left else right
    shown = Run(right, 10, is_marked or None, "accent" if is_marked else "ink")
    return _pair(group, ("sum", "open"), box, Run(left, 10, None, "ink"), shown)


def sums(data: Divisions, tally: Tally) -> tuple[str, str]:
    """What is in use of what, and what is open, in words; for the account itself how much it uses."""
    say = data.ctx.say
    if data.ctx.is_outside:
        return (say("place.in_use", n=tally.cells_used) if tally.cells_used else "", "")
    if tally.penetration is None:
        return "", say("divisions.unknown")
    left = say("divisions.of", used=data.money(tally.used), potential=data.money(tally.potential))
    if tally.open:
        return left, say("divisions.open", sum=data.money(tally.open))
    return left, say("divisions.unknown" if tally.unknown else "divisions.nothing")


def people(data: Divisions, row: Division) -> tuple[str, str]:
    """The division's head with the title, and our lead."""
    head = ", ".join(part for part in (row.head, row.head_title) if part)
    return head, data.ctx.say("divisions.lead", name=row.our_lead) if row.our_lead else ""


def _people(
    group: str, data: Divisions, row: Division, tally: Tally, box: Box
) -> list[Text | Shape | Connector]:
    """Head and lead, without the title where it does not fit; a narrow card has what is open instead."""
    head, lead = people(data, row)
    if box.w < NARROW - _in(0.4):
        head, lead = (sums(data, tally)[1], "") if tally.penetration is not None else (head, "")
    elif width(head, 10) > box.w - width(lead, 10) - _in(0.10):
        head = row.head or head
    return _pair(group, ("head", "lead"), box, Run(head, 10, None, "ink"), Run(lead, 10, None, "ink"))


def _chips(group: str, data: Divisions, row: Division, box: Box) -> list[Text | Shape | Connector]:
    """The products in fixed places, so that they scan down a column; none where not applicable."""
    if data.space is None:
        return []
    names, shorts = data.products, chip_names(data)
    slot = box.w // len(names)
    chip = slot - min(_in(0.04), slot // 4)
    has_names = all(width(name, 9) <= chip - _in(0.02) for name in shorts)
    out: list[Text | Shape | Connector] = []
    for i, (name, text) in enumerate(zip(names, shorts, strict=True)):
        offer = data.space.map.cells.get((row.division, name))
        if offer is None or offer.state == "not applicable":
            continue
        is_used = offer.state == "in use"
        fill, line = ("ink", Line("ink", 0.75)) if is_used else ("paper", Line("unknown", 0.75))
        child = f"{group}/chip:{name}"
        if has_names:
            run = Run(text, 9, None, "paper" if is_used else "muted")
            place = Box(box.x + i * slot, box.y, chip, box.h)
            paras = (Para((run,), align="ctr"),)
            out.append(Shape(child, place, "roundRect", fill, line, paras, wrap=False, adjust=(8_000,)))
        else:
            side = min(_in(0.13), chip)
            place = Box(box.x + i * slot, box.y + (box.h - side) // 2, side, side)
            out.append(Shape(child, place, "ellipse", fill, line))
    return out


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
