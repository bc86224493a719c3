"""Who earns us money with what: customers in four groups by four product families, with a policy per cell."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.profit import Place, make_matrix, year_of
from kamdeck.deck.spec import (
    EMU,
    Align,
    Box,
    Cell,
    Column,
    Connector,
    Element,
    Group,
    Line,
    Para,
    Row,
    Run,
    Shape,
    SlideSpec,
    Table,
    Text,
    inches,
    para,
)
from kamdeck.layout.context import Context
from kamdeck.layout.rail import label, rail, source_line, title_block
from kamdeck.text.measure import clip, line_height, shorten, width, wrap
from kamdeck.text.rounding import half_up
from kamdeck.views.profit.words import ProfitWords
from kamdeck.views.view import View

KEY = "profit_matrix"
_HEADS, _TOTAL = round(1.21 * EMU), round(0.91 * EMU)
_LEFT, _TOP = round(0.83 * EMU), round(1.72 * EMU)
_CELLS = round(6.84 * EMU)
_HEADER, _FOOT = round(0.32 * EMU), round(0.46 * EMU)
_ROWS, _ROW_MAX = round(3.92 * EMU), round(1.30 * EMU)
_PAD = round(0.11 * EMU)
_PAD_TOP = round(0.09 * EMU)
_NOTE = inches(0.83, 6.46, 8.96, 0.17)
_LEGEND_Y = round(6.70 * EMU)
_RULE, _EDGE = Line("ink", 1.05), Line("paper", 3.0)
_LOSSES = ("loss_light", "loss_mid", "loss_deep")
_POLICY_LINES = 3


def build(ctx: Context) -> tuple[SlideSpec, ...]:
    """One slide for the newest year shown that has profit figures; none without figures."""
    newest = ctx.years[-1] if ctx.years else None
    year = year_of(ctx.book.profit, newest)
    matrix = make_matrix(ctx.book.profit, ctx.book.settings, year)
    if matrix is None:
        return ()
    say, words = ctx.say, ProfitWords(ctx, matrix, year)
    table = _table(words)
    subtitle = say("profit_matrix.subtitle", unit=say.unit(words.letter))
    elements: tuple[Element, ...] = (
        *title_block(KEY, words.kicker(), words.titles(), subtitle),
        *_axes(words, table),
        table,
        *_note(words),
        _legend(words),
        *rail(KEY, say, say("profit_matrix.rail"), words.facts(), words.next_step()),
        *source_line(KEY, ctx, words.sheets(), words.scope()),
    )
    return (SlideSpec(KEY, "rail", elements, words.notes()),)


VIEW = View(
    KEY,
    ("profit",),
    build,
    uses=("policies",),
    rules=("profit_matrix",),
    figures=("profit", "profit_earned", "profit_lost"),
)


# ------------------------------------------------------------------ the table


def _table(words: ProfitWords) -> Table:
    found = words.matrix
    each = _CELLS // len(found.families)
    columns = (
        Column("group", _HEADS),
        *(Column(name or "#merged", each) for name in found.families),
        Column("total", _TOTAL),
    )
    high = min(_ROW_MAX, _ROWS // len(found.letters))
    rows = [_header(words, each)]
    sums = [sum(row) for row in found.cells]
    whole, parts = words.group_shares()
    gap = _gap(words, parts, each)
    for g, share in enumerate(whole):
        cells = (_cell(words, (g, f), parts[g][f], gap, each) for f in range(len(found.families)))
        total = _sum(words, sums[g], share, "r")
        rows.append(Row(found.letters[g], high, (_head(words, g), *cells, total)))
    rows.append(_foot(words))
    return Table(f"{KEY}/table", _LEFT, _TOP, columns, tuple(rows), alt=words.alt())


def _header(words: ProfitWords, each: int) -> Row:
    cells = [Cell(bottom=_RULE, is_data=False)]
    for i in range(len(words.matrix.families)):
        number = Run(f"{i + 1}  ", 13, True, "accent")
        room = each - _PAD - width(number.text, 13, True)
        text = words.family(i)
        size = next((size for size in (11, 10) if width(text, size, True) <= room), 9)
        name = Run(shorten(text, size, room, True), size, True, "ink")
        cells.append(Cell((Para((number, name)),), bottom=_RULE, inset=(_PAD, 0, 0, 0)))
    total = para(words.say("profit_matrix.total"), align="r", size=10, color="muted")
    cells.append(Cell((total,), bottom=_RULE, is_data=False))
    return Row("head", _HEADER, tuple(cells))


def _head(words: ProfitWords, g: int) -> Cell:
    """The group's letter, its accounts (a single one by name), and who is served against the policy."""
    say, group = words.say, words.matrix.groups[g]
    room = _HEADS - _PAD
    paras = [para(words.matrix.letters[g], size=20, bold=True, color="accent")]
    wrong = words.group_misfits(words.matrix.letters[g])
    if len(group) == 1:
        most = 1 if wrong else 2
        paras.append(para(clip(words.name(group[0], 10 * EMU), 10, room, most, True), size=10, bold=True))
    else:
        paras.append(para(say("profit_matrix.accounts", n=len(group)), size=10, color="muted"))
    paras += [para(line, size=10, bold=True, color="watch") for line in wrap(wrong, 10, room, True) if line]
    return Cell(tuple(paras), inset=(0, 0, _PAD, 0))


def _gap(words: ProfitWords, parts: Sequence[Sequence[str]], each: int) -> str:
    """What parts amount and share in all cells: a tab to the right edge where nothing is too wide for it.

    LibreOffice knows no tab stops in cells but every inch: the tab must do there too.
    """
    cells = [(words.amount(words.matrix.cells[g][f]), parts[g][f]) for g, f in words.places]
    has_room = all(
        width(amount, 13, True) < EMU and EMU + width(share, 10) + _PAD // 2 <= each - 2 * _PAD
        for amount, share in cells
    )
    return "\t" if has_room else "  "


def _cell(words: ProfitWords, place: Place, share: str, gap: str, wide: int) -> Cell:
    """Profit, share and policy on the ramp of profit or loss."""
    value = words.matrix.cells[place[0]][place[1]]
    fill, color = _look(words, value)
    ink = "paper" if color == "paper" else "ink"
    room = wide - 2 * _PAD
    runs = [Run(words.amount(value), 13, True, color)]
    if share and width(runs[0].text, 13, True) + width(f"  {share}", 10) <= room:
        runs.append(Run(f"{gap}{share}", 10, None, ink))
    policy = clip(words.stances[place].text, 10.5, room, _POLICY_LINES)
    paras = (Para(tuple(runs), tabs=((room, "r"),)), para(policy, before=2, size=10.5, color=ink))
    is_first, is_last = place[0] == 0, place[0] == len(words.matrix.letters) - 1
    return Cell(
        paras,
        fill=fill,
        anchor="t",
        top=_RULE if is_first else _EDGE,
        bottom=_RULE if is_last else _EDGE,
        left=_EDGE,
        right=_EDGE,
        inset=(_PAD, _PAD_TOP, _PAD, 0),
    )


def _look(words: ProfitWords, value: float) -> tuple[str, str]:
    """Fill and text color: by the root of the amount, so that small cells differ too."""
    values = [v for row in words.matrix.cells for v in row]
    if value < 0:
        step = int(half_up(3 * (value / min(values)) ** 0.5))
        return _LOSSES[max(1, step) - 1], "loss"
    top = max(values)
    step = max(1, int(half_up(10 * (value / top) ** 0.5))) if top > 0 else 1
    return f"ramp{step}", "paper" if step >= 9 else "ink"


def _sum(
    words: ProfitWords, value: float, share: str, align: Align, top: Line | None = None, left: int = 0
) -> Cell:
    """A total with its share below."""
    color = "loss" if value < 0 else "ink"
    paras = [Para((Run(words.amount(value), 12, True, color),), align=align)]
    if share:
        paras.append(Para((Run(share, 10, None, "muted"),), align=align))
    return Cell(tuple(paras), top=top, inset=(left, 0, 0, 0))


def _foot(words: ProfitWords) -> Row:
    say, found = words.say, words.matrix
    count = para(say("profit_matrix.accounts", n=len(found.accounts)), size=10, color="muted")
    head = Cell((para(say("profit_matrix.total"), size=11, bold=True), count), top=_RULE)
    sums = found.by_family
    cells = [
        _sum(words, value, share, "l", _RULE, _PAD)
        for value, share in zip(sums, words.shares(sums), strict=True)
    ]
    whole = say.percent(1, 1) if found.total > 0 else ""
    return Row("total", _FOOT, (head, *cells, _sum(words, found.total, whole, "r", _RULE)))


# ------------------------------------------------------------------ axes, legend, note


def _axes(words: ProfitWords, table: Table) -> tuple[Group, ...]:
    """The arrows from the highest to the lowest profit: along the families, down the customers."""
    say, key = words.say, f"{KEY}/axes"
    lowest = say("profit_matrix.lowest")
    high, gap = line_height(10) + 12_700, round(0.10 * EMU)
    left, right = table.x + _HEADS + round(0.02 * EMU), table.x + _HEADS + _CELLS
    y, end = round(1.53 * EMU), width(lowest, 10) + 25_400
    children: list[Text | Shape | Connector] = []
    if len(words.matrix.families) > 1:
        first = say("profit_matrix.families")
        wide = width(first, 10) + 25_400
        points = (left + wide + gap, y + high // 2, right - end - gap, y + high // 2)
        children += [
            label(f"{key}/families", first, Box(left, y, wide, high)),
            label(f"{key}/lowest_family", lowest, Box(right - end, y, end, high), align="r"),
            Connector(f"{key}/across", points=points, line=Line("unknown", 1.0), tail=True),
        ]
    top = table.y + _HEADER
    bottom = top + sum(row.height for row in table.rows[1:-1])
    first = say("profit_matrix.customers")
    wide = width(first, 10) + 25_400
    if bottom - top >= wide + end + round(0.5 * EMU):
        middle = round(0.61 * EMU)
        points = (middle, top + wide + gap, middle, bottom - end - gap)
        children += [
            _upright(f"{key}/customers", first, middle, top, wide, high, "r"),
            _upright(f"{key}/lowest_customer", lowest, middle, bottom - end, end, high, "l"),
            Connector(f"{key}/down", points=points, line=Line("unknown", 1.0), tail=True),
        ]
    if not children:
        return ()
    return (Group(key, tuple(children), follows=table.key, alt=say("profit_matrix.axes_alt")),)


def _upright(key: str, text: str, x: int, top: int, length: int, high: int, align: Align) -> Text:
    """A text that reads upwards around `x`, from `top` on for `length`."""
    box = Box(x - length // 2, top + length // 2 - high // 2, length, high)
    run = Run(text, 10, None, "muted")
    return Text(key, (Para((run,), align=align),), box, anchor="ctr", rot=-90)


def _note(words: ProfitWords) -> tuple[Text, ...]:
    text = words.misfit_line(10, _NOTE.w)
    return (label(f"{KEY}/service", text, _NOTE, color="ink"),) if text else ()


def _legend(words: ProfitWords) -> Group:
    """Loss and profit, light to dark, and what the percentages are."""
    say, key = words.say, f"{KEY}/legend"
    high, side = line_height(10) + 12_700, round(0.235 * EMU)
    x = _LEFT + _HEADS + round(0.02 * EMU)
    wide = width(say("profit_matrix.loss"), 10) + 25_400
    children: list[Text | Shape | Connector] = [
        label(f"{key}/loss", say("profit_matrix.loss"), Box(x, _LEGEND_Y, wide, high))
    ]
    x += wide + round(0.08 * EMU)
    for i, fill in enumerate((*reversed(_LOSSES), "ramp2", "ramp4", "ramp6", "ramp8", "ramp9", "ramp10")):
        x += round(0.05 * EMU) if i == len(_LOSSES) else 0
        box = Box(x, _LEGEND_Y + round(0.03 * EMU), side, high - round(0.06 * EMU))
        children.append(Shape(f"{key}/{fill}", box, fill=fill))
        x += side
    x += round(0.06 * EMU)
    wide = width(say("profit_matrix.profit"), 10) + 25_400
    children.append(label(f"{key}/profit", say("profit_matrix.profit"), Box(x, _LEGEND_Y, wide, high)))
    if words.matrix.total > 0:
        text = say("profit_matrix.share")
        wide, right = width(text, 10) + 25_400, _LEFT + _HEADS + _CELLS + _TOTAL
        children.append(label(f"{key}/share", text, Box(right - wide, _LEGEND_Y, wide, high), align="r"))
    return Group(key, tuple(children), alt=say("profit_matrix.legend_alt"))
