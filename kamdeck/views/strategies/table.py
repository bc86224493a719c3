"""The table of strategies: a row per class, a column per lever, and the visits with their bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from kamdeck.analysis.classification import CLASSES
from kamdeck.analysis.visits import ClassVisits, Visits
from kamdeck.deck.spec import EMU, Box, Cell, Group, Para, Shape, Table, Text
from kamdeck.figures.context import Context
from kamdeck.layout.areas import area_of
from kamdeck.layout.grid import HAIR, HEAD, RULE, Grid, Head, Style
from kamdeck.layout.legend import legend, swatch
from kamdeck.layout.marks import arrow, label
from kamdeck.record import record, replace
from kamdeck.text.measure import line_height, shorten, width, wrap

TOP, FOOT = round(0.31 * EMU), round(0.22 * EMU)  # of the heads on one line, and of the line below the table
_CLASS, _VISITS, _LEVER, _LEVER_LOW = (round(inch * EMU) for inch in (1.94, 1.41, 1.18, 1.38))
_BELOW = FOOT + round(0.07 * EMU)
_WITH_CHANGE, _LOW = round(1.05 * EMU), round(0.90 * EMU)  # rows that hold the bars and the change; low rows
MOST_LEVERS, MOST_LEVERS_WIDE = 5, 7  # beside the visits; on a slide of levers alone
_GAP, _HEAD_GAP, _PAD = (round(inch * EMU) for inch in (0.11, 0.02, 0.10))
_TEXT, _NAME, _VISIT = Style(11.0, right=_GAP), Style(10.0), Style(10, True, is_data=True)
_TEXT_LINE = 1.08  # between the lines of a lever's text
_NAME_LINES, _TEXT_LINES, _HEAD_LINES = 3, 5, 2
_MOST_NAMED = 24
_BAR = round(0.88 * EMU)


@record
class Policies:
    """What each class gets: `texts` by class and lever, and the visits; the levers in the sheet's order."""

    ctx: Context
    visits: Visits
    levers: tuple[str, ...]
    texts: Mapping[tuple[str, str], str]

    @property
    def has_visits(self) -> bool:
        """True when a plan or a record of visits is there."""
        return any(row.each is not None or row.recorded for row in self.visits.rows)

    def room(self, is_first: bool) -> Box:
        """Where the table and the line below it stand."""
        frame = self.ctx.frame
        return area_of(frame).main if is_first else frame.body

    def height(self, is_first: bool, head: int = TOP) -> int:
        """The height of each class's row, beneath heads of a height."""
        return (self.room(is_first).h - _BELOW - head) // len(CLASSES)

    def pages(self) -> tuple[tuple[str, ...], ...]:
        """The levers by slide: the first has the visits beside them."""
        first = self._most(True)
        rest = self.levers[first:]
        count = -(-len(rest) // self._most(False))
        cuts = [len(rest) * n // count for n in range(count + 1)] if count else []
        return (self.levers[:first], *(rest[a:b] for a, b in pairwise(cuts)))

    def _most(self, is_first: bool) -> int:
        """How many levers a slide holds: in low rows they need more width."""
        least = _LEVER if self.height(is_first) >= _WITH_CHANGE else _LEVER_LOW
        room = self.room(is_first).w - class_width(self.ctx) - (visits_width(self) if is_first else 0)
        return max(1, min(MOST_LEVERS if is_first else MOST_LEVERS_WIDE, room // least))


def class_width(ctx: Context) -> int:
    """The width of the column of classes."""
    return min(_CLASS, ctx.frame.body.w * 22 // 100)


def visits_width(policies: Policies) -> int:
    """The width of the column of visits; 0 without any."""
    return _VISITS if policies.has_visits else 0


# ------------------------------------------------------------------ table


def make_grid(key: str, policies: Policies, levers: Sequence[str], is_first: bool) -> Grid:
    """Four rows, always: an empty class says so."""
    say, room = policies.ctx.say, policies.room(is_first)
    has_visits, wide = is_first and policies.has_visits, class_width(policies.ctx)
    look = HEAD.but(align=None, right=_HEAD_GAP, is_data=True)
    named = look.but(bold=True, color="ink")
    each = (room.w - wide - (visits_width(policies) if is_first else 0)) // len(levers)
    heads = [Head("class", wide, say("strategies.class"), look)]
    heads += [Head(f"lever:{name}", each, name, named) for name in levers]
    if has_visits:
        left = room.w - wide - each * len(levers)
        heads.append(Head("visits", left, say("strategies.visits"), named))
    grid = Grid(f"{key}/table", room, heads)
    texts = [(head.text, each) for head in heads[1:]]
    lines = max(
        len(wrap(named.cut(text, wide, _HEAD_LINES), 10, wide - _HEAD_GAP, True)) for text, wide in texts
    )
    head = TOP if lines == 1 else TOP + line_height(10)
    grid.head(head, lines=_HEAD_LINES, foot=round(0.04 * EMU))
    height = policies.height(is_first, head)
    inset = {"anchor": "t", "inset": (0, _PAD, _GAP, round(0.03 * EMU))}
    for row in policies.visits.rows:
        cells = {"class": _class_paras(policies, row, height), "visits": (_visits(policies, row),)}
        for lever in levers:
            cells[f"lever:{lever}"] = (_lever(policies.texts.get((row.name, lever), "–"), each, height),)
        made = {name: Cell(paras, bottom=HAIR, **inset) for name, paras in cells.items()}  # type: ignore[arg-type]
        grid.row(row.name, height, made)
    grid.underline(RULE)
    return grid


def _class_paras(policies: Policies, row: ClassVisits, height: int) -> tuple[Para, ...]:
    """Name, count and revenue, and as many accounts as the row holds."""
    say, room = policies.ctx.say, class_width(policies.ctx) - _GAP
    name = Style(14, True).para(say(f"strategies.name.{row.name}"))
    muted = _NAME.but(color="muted")
    if not row.accounts:
        return name, muted.para(say("strategies.empty"))
    count = say("strategies.accounts", n=len(row.accounts))
    whole = f"{count} · {say.money(row.revenue)}"
    shown = muted.para(whole if width(whole, _NAME.size) <= room else count)
    left = height - _PAD - line_height(14) - line_height(10) - round(0.06 * EMU)
    lines = min(_NAME_LINES, left // line_height(10))
    if lines < 1:
        return name, shown
    names = names_that_fit(policies.ctx, row.accounts, room, lines)
    return (name, replace(shown, after=2), _NAME.para(names)) if names else (name, shown)


def names_that_fit(ctx: Context, accounts: Sequence[str], room: int, lines: int) -> str:
    """As many names as `lines` hold, largest first, then `and n more`; a name is never broken; none
    where not even the first fits."""
    names = [shorten(ctx.short(a), _NAME.size, room).replace(" ", "\u00a0") for a in accounts[:_MOST_NAMED]]
    for count in range(len(names), 1, -1):
        text, left = ", ".join(names[:count]), len(accounts) - count
        if left:
            text = ctx.say("strategies.more", names=text, n=left)
        if len(wrap(text, _NAME.size, room)) <= lines:
            return text
    left = len(accounts) - 1
    text = ctx.say("strategies.more", names=names[0], n=left) if left else names[0]
    return text if len(wrap(text, _NAME.size, room)) <= lines else ""


def _lever(text: str, room: int, height: int) -> Para:
    """What the class gets, as many lines as the row holds (the notes have it whole)."""
    lines = min(_TEXT_LINES, (height - _PAD - round(0.03 * EMU)) // line_height(_TEXT.size, _TEXT_LINE))
    return replace(_TEXT.para(text, room=room, lines=max(2, lines)), line=_TEXT_LINE)


def shortened(policies: Policies, table: Table) -> tuple[tuple[str, str, str], ...]:
    """Class, lever and whole text of the cells that the table shows cut."""
    out = []
    for row in table.rows[1:]:
        for column, cell in zip(table.columns, row.cells, strict=True):
            lever = column.key.removeprefix("lever:")
            text = policies.texts.get((row.key, lever), "")
            if column.key != lever and text and cell.text != text:
                out.append((row.key, lever, text))
    return tuple(out)


def _visits(policies: Policies, row: ClassVisits) -> Para:
    if row.each is None:
        return Style(18, True, "muted").para("–")
    say = policies.ctx.say
    each = _NAME.but(color="muted").run(f" {say('strategies.each')}")
    return Style(18, True).para(say.number(row.each), each)


# ------------------------------------------------------------------ marks


def make_marks(key: str, policies: Policies, grid: Grid) -> Group | None:
    """Bars of the planned and the recorded visits of each class, with the difference below."""
    top = max((max(row.planned or 0, row.recorded or 0) for row in policies.visits.rows), default=0)
    if not top or "visits" not in grid.widths:
        return None
    group = f"{key}/marks"
    out: list[Text | Shape] = []
    for row in policies.visits.rows:
        if row.accounts:
            box = grid.box("visits", row.name)
            out += _bars(group, policies, row, top, box)
            if box.h >= _WITH_CHANGE:
                out += _difference(group, policies, row, box)
    return Group(group, tuple(out), grid.key, policies.ctx.say("strategies.marks"))


def _bars(group: str, policies: Policies, row: ClassVisits, top: int, cell: Box) -> list[Text | Shape]:
    out: list[Text | Shape] = []
    x, y = cell.x, cell.y
    tall = round(0.13 * EMU)
    first, second = (0.495, 0.69) if cell.h >= _LOW else (0.40, 0.555)
    looks = (("plan", row.planned, "tier_a", first, True), ("past", row.recorded, "tier_c", second, False))
    for name, value, fill, offset, bold in looks:
        if value is None:
            continue
        bar = Box(x, y + round(offset * EMU), max(round(_BAR * value / top), 12_700), tall)
        if value:
            out.append(Shape(f"{group}/{name}:{row.name}", bar, "rect", fill))
        text = policies.ctx.say.number(value)
        left = x + (bar.w + round(0.06 * EMU) if value else 0)
        beside = Box(
            left,
            bar.y + tall // 2 - line_height(10) // 2,
            width(text, 10, bold) + 25_400,
            line_height(10),
        )
        color = "ink" if bold else "muted"
        out.append(label(f"{group}/{name}_value:{row.name}", text, beside, bold=bold, color=color))
    return out


def _difference(group: str, policies: Policies, row: ClassVisits, cell: Box) -> list[Text | Shape]:
    """Arrow and words for planned less recorded; how many figures are missing where some are."""
    say, side = policies.ctx.say, round(0.10 * EMU)
    middle = cell.y + round(0.965 * EMU)
    left, color = cell.x, "ink"
    out: list[Text | Shape] = []
    if row.change is not None:
        left += round(0.18 * EMU)
        out.append(
            arrow(f"{group}/arrow:{row.name}", row.change, Box(cell.x, middle - side // 2, side, side))
        )
        words = say("strategies.change", change=say.number(row.change, signed=True))
        text = words if row.change else say("strategies.same")
    elif row.unknown and row.recorded is not None:
        text, color = say("strategies.unknown", n=len(row.unknown)), "muted"
    else:
        return []
    box = Box(left, middle - line_height(10) // 2, cell.x + cell.w - left, line_height(10))
    out.append(label(f"{group}/change:{row.name}", shorten(text, 10, box.w), box, color=color))
    return out


def make_legend(key: str, policies: Policies) -> Group | None:
    """What the two bars are, with their totals; right-aligned under the table."""
    say, visits, signs = policies.ctx.say, policies.visits, []
    for name, total, fill in (("plan", visits.planned, "tier_a"), ("past", visits.recorded, "tier_c")):
        if any((row.planned if name == "plan" else row.recorded) for row in visits.rows):
            text = say(f"strategies.legend_{name}")
            whole = f"{text} ({say.number(total)})" if total is not None else text
            signs.append(swatch(name, whole, fill))
    if not signs:
        return None
    box = foot_of(policies.room(True))
    return legend(f"{key}/legend", signs, box, say("strategies.marks"), align="r")


def foot_of(room: Box) -> Box:
    """The line below the table."""
    return Box(room.x, room.y + room.h - FOOT, room.w, line_height(10))
