"""The matrix of profit: a cell per customer group and product family, with axes, note and legend round it."""

from __future__ import annotations

from typing import Any

from kamdeck.analysis.profit import Place
from kamdeck.deck.spec import EMU, Align, Box, Cell, Connector, Element, Group, Line, Para, Run, Shape, Text
from kamdeck.layout.grid import RULE, Grid, Head, Style
from kamdeck.layout.marks import label
from kamdeck.text.measure import clip, fitting, line_height, width, wrap
from kamdeck.text.rounding import half_up
from kamdeck.views.profit.words import ProfitWords

_BROAD = round(7.0 * EMU)  # of the main part: from here on heads and totals have air
_AIRY, _DENSE = (round(1.21 * EMU), round(0.91 * EMU)), (round(1.00 * EMU), round(0.80 * EMU))
_LEFT, _TOP, _BELOW = round(0.33 * EMU), round(0.16 * EMU), round(0.46 * EMU)  # round the table
_HEADER, _FOOT = round(0.32 * EMU), round(0.46 * EMU)
_HEADER_TWO, _FOOT_LOW = round(0.42 * EMU), round(0.40 * EMU)  # names on two lines; in a low room
_ROW_MOST, _ROW_TALL = round(1.30 * EMU), round(0.80 * EMU)
_PAD, _PAD_TOP = round(0.11 * EMU), round(0.09 * EMU)
_NOTE, _NOTE_HIGH, _LEGEND = round(0.42 * EMU), round(0.17 * EMU), round(0.18 * EMU)  # from the bottom
_AXIS_UP, _AXIS_X = round(0.03 * EMU), round(0.11 * EMU)
_SPLIT, _GAP = round(0.02 * EMU), round(0.10 * EMU)
_HIGH = line_height(10) + 12_700
_EDGE = Line("paper", 3.0)
_LOSSES = ("loss_light", "loss_mid", "loss_deep")
_FILLS = (*reversed(_LOSSES), "ramp2", "ramp4", "ramp6", "ramp8", "ramp9", "ramp10")
_POLICY_LINES = 3
_SMALL, _BOLD = Style(10, color="muted"), Style(10, True)


class MatrixDrawing:
    """The main part of the slide."""

    def __init__(self, key: str, words: ProfitWords, main: Box) -> None:
        self.key, self.words, self.say, self.found, self.main = key, words, words.say, words.matrix, main
        self.heads, self.total = _AIRY if main.w >= _BROAD else _DENSE
        room = Box(main.x + _LEFT, main.y + _TOP, main.w - _LEFT, main.h - _TOP - _BELOW)
        self.cells = room.w - self.heads - self.total
        self.each = self.cells // len(self.found.families)
        self.keys = [name or "#merged" for name in self.found.families]
        families = [Head(name, self.each) for name in self.keys]
        heads = [Head("group", self.heads), *families, Head("total", self.total)]
        self.grid = Grid(f"{key}/table", room, heads)
        count = len(self.found.letters)
        self.header, self.foot = _HEADER if main.w >= _BROAD else _HEADER_TWO, _FOOT
        if room.h - self.header - _FOOT < _ROW_TALL * count:
            self.foot = _FOOT_LOW
        self.height = min(_ROW_MOST, (room.h - self.header - self.foot) // count)
        self.whole, self.parts = words.group_shares()
        self.gap = self._gap()
        self._header()
        for g in range(count):
            self._row(g)
        self._foot()

    def elements(self, title: str) -> tuple[Element, ...]:
        """Axes, table, note, legend."""
        return (*self._axes(), self.grid.table(self.words.alt(title)), *self._note(), self._legend())

    # -------------------------------------------------------------- the table

    def _header(self) -> None:
        cells = {"group": Cell(bottom=RULE, is_data=False)}
        for i, key in enumerate(self.keys):
            number = Run(f"{self.say.number(i + 1)}  ", 13, True, "accent")
            room, text = self.each - _PAD - width(number.text, 13, True), self.words.family(i)
            lines = 1 if self.header == _HEADER else 2
            size = fitting(text, (11, 10, 9), room, lines, bold=True)
            name = Style(size, True).run(Style(size, True).cut(text, room, lines))
            cells[key] = Style(left=_PAD).cell(number, name, bottom=RULE)
        total = _SMALL.but(align="r", is_data=False)
        cells["total"] = total.cell(self.say("profit_matrix.total"), bottom=RULE)
        self.grid.row("head", self.header, cells)

    def _row(self, g: int) -> None:
        """One group: its head, its cells, its sum."""
        cells = {"group": self._head(g)}
        for f, key in enumerate(self.keys):
            cells[key] = self._cell((g, f), self.parts[g][f])
        cells["total"] = self._sum(sum(self.found.cells[g]), self.whole[g], "r")
        self.grid.row(self.found.letters[g], self.height, cells)

    def _head(self, g: int) -> Cell:
        """The group's letter, its accounts (a single one by name), and who is served against the policy."""
        words, group, room = self.words, self.found.groups[g], self.heads - _PAD
        is_tall = self.height >= _ROW_TALL
        letter = Run(
            self.found.letters[g] if is_tall else f"{self.found.letters[g]}  ",
            20 if is_tall else 13,
            True,
            "accent",
        )
        wrong = words.group_misfits(self.found.letters[g])
        if len(group) == 1:
            beside = 0 if is_tall else width(letter.text, 13, True)
            most = 2 if is_tall and not wrong else 1
            named = _BOLD.para(words.name(group[0], 10 * EMU), room=room - beside, lines=most)
        else:
            named = _SMALL.para(self.say("profit_matrix.accounts", n=len(group)))
        paras = [Para((letter,)), named] if is_tall else [Para((letter, *named.runs))]
        lines = (self.height - line_height(letter.size or 0)) // line_height(10) - is_tall
        shown = clip(wrong, 10, room, max(1, lines), True)
        paras += [_BOLD.but(color="watch").para(line) for line in wrap(shown, 10, room, True) if line]
        return Style(right=_PAD).cell_of(*paras)

    def _gap(self) -> str:
        """What parts amount and share in all cells: a tab to the right edge where nothing is too wide for it.

        LibreOffice knows no tab stops in cells but every inch: the tab must do there too.
        """
        cells = [(self.words.amount(self.found.cells[g][f]), self.parts[g][f]) for g, f in self.words.places]
        has_room = all(
            width(amount, 13, True) < EMU and EMU + width(share, 10) + _PAD // 2 <= self.each - 2 * _PAD
            for amount, share in cells
        )
        return "\t" if has_room else "  "

    def _cell(self, place: Place, share: str) -> Cell:
        """Profit, share and policy on the ramp of profit or loss."""
        words, value = self.words, self.found.cells[place[0]][place[1]]
        fill, color = _look(words, value)
        ink, room = "paper" if color == "paper" else "ink", self.each - 2 * _PAD
        runs = [Run(words.amount(value), 13, True, color)]
        if share and width(runs[0].text, 13, True) + width(f"  {share}", 10) <= room:
            runs.append(Run(f"{self.gap}{share}", 10, None, ink))
        size, top = (10.5, _PAD_TOP) if self.height >= _ROW_TALL else (10.0, _PAD_TOP // 3)
        left = (self.height - top - line_height(13) - 25_400) // line_height(size)
        policy = Style(size, color=ink).para(
            words.policy(place, size, room, max(1, min(_POLICY_LINES, left)))
        )
        is_first, is_last = place[0] == 0, place[0] == len(self.found.letters) - 1
        return Cell(
            (Para(tuple(runs), tabs=((room, "r"),)), Para(policy.runs, before=2)),
            fill=fill,
            anchor="t",
            top=RULE if is_first else _EDGE,
            bottom=RULE if is_last else _EDGE,
            left=_EDGE,
            right=_EDGE,
            inset=(_PAD, top, _PAD, 0),
        )

    def _sum(self, value: float, share: str, align: Align, left: int = 0, **look: Any) -> Cell:
        """A total with its share below."""
        style = Style(12, True, "loss" if value < 0 else "ink", align, left)
        paras = [style.para(self.words.amount(value))]
        if share:
            paras.append(_SMALL.but(align=align).para(share))
        return style.cell_of(*paras, **look)

    def _foot(self) -> None:
        say, found = self.say, self.found
        count = _SMALL.para(say("profit_matrix.accounts", n=len(found.accounts)))
        head = Run(say("profit_matrix.total"), 11, True)
        cells = {"group": Cell((Para((head,)), count), top=RULE)}
        shares = self.words.shares(found.by_family)
        for key, value, share in zip(self.keys, found.by_family, shares, strict=True):
            cells[key] = self._sum(value, share, "l", _PAD, top=RULE)
        whole = say.percent(1, 1) if found.total > 0 else ""
        cells["total"] = self._sum(found.total, whole, "r", top=RULE)
        self.grid.row("total", self.foot, cells)

    # -------------------------------------------------------------- axes, note, legend

    def _axes(self) -> tuple[Group, ...]:
        """The arrows from the highest to the lowest profit: along the families, down the customers."""
        say, key, line = self.say, f"{self.key}/axes", Line("unknown", 1.0)
        lowest = say("profit_matrix.lowest")
        left = self.grid.room.x + self.heads + _SPLIT
        right, y = self.grid.room.x + self.heads + self.cells, self.main.y - _AXIS_UP
        end, children = width(lowest, 10) + 25_400, list[Text | Shape | Connector]()
        first = say("profit_matrix.families")
        wide = width(first, 10) + 25_400
        if len(self.keys) > 1 and right - left > wide + end + 3 * _GAP:
            points = (left + wide + _GAP, y + _HIGH // 2, right - end - _GAP, y + _HIGH // 2)
            children += [
                label(f"{key}/families", first, Box(left, y, wide, _HIGH)),
                label(f"{key}/lowest_family", lowest, Box(right - end, y, end, _HIGH), align="r"),
                Connector(f"{key}/across", points=points, line=line, tail=True),
            ]
        rows = self.grid.box("group", self.found.letters[0], self.found.letters[-1])
        top, bottom = rows.y, rows.y + rows.h
        first = say("profit_matrix.customers")
        wide = width(first, 10) + 25_400
        if rows.h >= wide + end + round(0.5 * EMU):
            middle = self.main.x + _AXIS_X
            points = (middle, top + wide + _GAP, middle, bottom - end - _GAP)
            children += [
                _upright(f"{key}/customers", first, middle, top, wide, "r"),
                _upright(f"{key}/lowest_customer", lowest, middle, bottom - end, end, "l"),
                Connector(f"{key}/down", points=points, line=line, tail=True),
            ]
        if not children:
            return ()
        return (Group(key, tuple(children), follows=self.grid.key, alt=say("profit_matrix.axes_alt")),)

    def _note(self) -> tuple[Text, ...]:
        room = self.grid.room
        text = self.words.misfit_line(10, room.w)
        box = Box(room.x, self.main.y + self.main.h - _NOTE, room.w, _NOTE_HIGH)
        return (label(f"{self.key}/service", text, box, color="ink"),) if text else ()

    def _legend(self) -> Group:
        """Loss and profit, light to dark, and what the percentages are."""
        say, key, side = self.say, f"{self.key}/legend", round(0.235 * EMU)
        x, y = self.grid.room.x + self.heads + _SPLIT, self.main.y + self.main.h - _LEGEND
        wide = width(say("profit_matrix.loss"), 10) + 25_400
        children: list[Text | Shape | Connector] = [
            label(f"{key}/loss", say("profit_matrix.loss"), Box(x, y, wide, _HIGH))
        ]
        x += wide + round(0.08 * EMU)
        for i, fill in enumerate(_FILLS):
            x += round(0.05 * EMU) if i == len(_LOSSES) else 0
            box = Box(x, y + round(0.03 * EMU), side, _HIGH - round(0.06 * EMU))
            children.append(Shape(f"{key}/{fill}", box, fill=fill))
            x += side
        x += round(0.06 * EMU)
        wide = width(say("profit_matrix.profit"), 10) + 25_400
        children.append(label(f"{key}/profit", say("profit_matrix.profit"), Box(x, y, wide, _HIGH)))
        text, right = say("profit_matrix.share"), self.grid.room.x + self.grid.room.w
        share = width(text, 10) + 25_400
        if self.found.total > 0 and x + wide + share <= right:
            children.append(label(f"{key}/share", text, Box(right - share, y, share, _HIGH), align="r"))
        return Group(key, tuple(children), alt=say("profit_matrix.legend_alt"))


def _look(words: ProfitWords, value: float) -> tuple[str, str]:
    """Fill and text color: by the root of the amount, so that small cells differ too."""
    values = [v for row in words.matrix.cells for v in row]
    if value < 0:
        step = int(half_up(3 * (value / min(values)) ** 0.5))
        return _LOSSES[max(1, step) - 1], "loss"
    top = max(values)
    step = max(1, int(half_up(10 * (value / top) ** 0.5))) if top > 0 else 1
    return f"ramp{step}", "paper" if step >= 9 else "ink"


def _upright(key: str, text: str, x: int, top: int, length: int, align: Align) -> Text:
    """A text that reads upwards around `x`, from `top` on for `length`."""
    box = Box(x - length // 2, top + length // 2 - _HIGH // 2, length, _HIGH)
    return Text(key, (_SMALL.but(align=align).para(text),), box, anchor="ctr", rot=-90)
