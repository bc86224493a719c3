"""The tables of the scores: one per axis, the combined scores below, and the frame round a column."""

from __future__ import annotations

from typing import Any

from kamdeck.analysis.scoring import AXES, Scored
from kamdeck.deck.spec import EMU, Box, Cell, Group, Line, Para, Run, Shape, Table
from kamdeck.layout.grid import HAIR, RULE, Grid, Head, Style
from kamdeck.record import record
from kamdeck.text.measure import clip, shorten, width, wrap
from kamdeck.views.scoring.words import ScoringWords

Part = tuple[tuple[str, tuple[int, ...]], ...]
"""The axes on a slide, with the places of their criteria."""


@record
class Heights:
    """Heights in EMU: of the first head, of a second one (which has no names where it is low), of the rows of
    averages, of combined scores and of ranks, and of the gap between tables."""

    head: int
    second: int
    average: int
    combined: int
    rank: int
    gap: int

    def beside(self, axes: int) -> int:
        """What the rows of the criteria leave to everything else."""
        foot = self.combined + self.rank
        return foot + self.head + self.second * (axes - 1) + axes * (self.average + self.gap)


ROOMY = Heights(*(round(inch * EMU) for inch in (0.375, 0.375, 0.33, 0.30, 0.28, 0.125)))
TIGHT = Heights(*(round(inch * EMU) for inch in (0.36, 0.23, 0.22, 0.24, 0.22, 0.04)))
ROW_LEAST = round(0.22 * EMU)
_ROW_MOST, _ROW_UPRIGHT, _ROW_TEXT = round(0.385 * EMU), round(0.60 * EMU), round(0.34 * EMU)
_WEIGHT, _COLUMN_MOST = round(0.71 * EMU), round(1.30 * EMU)
_CRITERION = {True: (round(3.60 * EMU), round(4.97 * EMU)), False: (round(2.60 * EMU), round(5.97 * EMU))}
_NARROW, _NARROWEST = round(0.70 * EMU), round(2.2 * EMU)  # a column of scores, of criteria
_LEAST, _PAD = round(1.5 * EMU), round(0.08 * EMU)
_FOOT, _SIDE = round(0.03 * EMU), round(0.05 * EMU)
_EDGE = Line("paper", 1.5)
_NAME = Style(9.5, True, align="ctr", left=_SIDE, right=_SIDE)
_FIGURE = Style(align="ctr")
_LABEL = Style(11, True, is_data=False)
_QUIET = Style(10, color="muted", is_data=False)


def heights_of(room: int, rows: int, axes: int) -> Heights | None:
    """The heights that leave each of so many rows its least height; None where there is not the room."""
    fits = (heights for heights in (ROOMY, TIGHT) if room - heights.beside(axes) >= rows * ROW_LEAST)
    return next(fits, None)


class ScoreTables:
    """The tables of one slide in its main part."""

    def __init__(self, key: str, words: ScoringWords, part: Part, room: Box) -> None:
        self.key, self.words, self.room = key, words, room
        self.accounts = words.shown.accounts
        count = sum(len(rows) for _, rows in part)
        self.heights = heights_of(room.h, count, len(part)) or TIGHT
        most = _ROW_UPRIGHT if room.h > room.w * 0.8 else _ROW_MOST
        self.height = max(ROW_LEAST, min(most, (room.h - self.heights.beside(len(part))) // count))
        self.heads = self._heads()
        y, self.grids = room.y, list[Grid]()
        for axis, rows in part:
            self.grids.append(self._axis(axis, rows, y))
            y = self.grids[-1].bottom + self.heights.gap
        self.grids.append(self._foot(y))

    def elements(self) -> tuple[Table | Group, ...]:
        """The tables, and the frame round a column laid over them."""
        *axes, foot = self.grids
        alts = [self.words.table_alt(grid.key.rpartition("/")[2]) for grid in axes]
        tables = [grid.table(alt) for grid, alt in zip(axes, alts, strict=True)]
        return (*tables, foot.table(self.words.foot_alt(), has_header=False), *self._outline())

    def _heads(self) -> tuple[Head, ...]:
        """Criterion, weight, one column per account. The criterion takes what is left of the width; in a
        narrow room it gives the accounts of its own, down to its longest name."""
        count = len(self.accounts)
        most, scores = _CRITERION[count <= 6]
        longest = max(width(c.criterion, 10, True) for c in self.words.shown.criteria) + 2 * _PAD
        least = max(_LEAST, min(most, longest, round(self.room.w * 0.4)))
        weight = min(_WEIGHT, round(self.room.w * 0.085))
        wide = self.room.w - weight
        each = min(_COLUMN_MOST, (wide - min(most, max(least, wide - scores))) // count)
        accounts = (Head(row.account, each) for row in self.accounts)
        return (Head("criterion", None), Head("weight", weight), *accounts)

    # -------------------------------------------------------------- rows of an axis

    def _axis(self, axis: str, rows: tuple[int, ...], y: int) -> Grid:
        grid = Grid(f"{self.key}/{axis}", Box(self.room.x, y, self.room.w, 0), self.heads)
        say, height = self.words.ctx.say, self.heights.head if y == self.room.y else self.heights.second
        foot: dict[str, Any] = {"anchor": "b", "bottom": RULE, "inset": (0, 0, 0, _FOOT)}
        head = Run(say(f"scoring.{axis}"), 12.5, True, "ink")
        question = _QUIET.run(say(f"scoring.{axis}_question"))
        cells = {
            "criterion": self._label(grid, head, question, **foot),
            "weight": _QUIET.but(align="ctr").cell(say("scoring.weight"), **foot),
        }
        wide = grid.widths[self.accounts[0].account]
        style = _NAME if wide >= _NARROW else _NAME.but(size=9.0, left=_FOOT // 2, right=_FOOT // 2)
        names = [""] * len(self.accounts)
        if height >= TIGHT.head:
            names = self._names(style.size, wide - style.left - style.right)
        for row, name in zip(self.accounts, names, strict=True):
            inset = (style.left, 0, style.right, _FOOT)
            cells[row.account] = style.cell(name, anchor="b", bottom=RULE, inset=inset)
        grid.row("head", height, cells)
        for place in rows:
            self._criterion(grid, place, place == rows[0], place == rows[-1])
        self._average(grid, axis)
        return grid

    def _names(self, size: float, room: int) -> list[str]:
        """The account names on two lines each; where cut names would be alike, their ends are kept."""
        names = [row.account for row in self.accounts]
        whole = [n if len(wrap(n, size, room, True)) <= 2 else self.words.ctx.short(n) for n in names]
        cut = [clip(name, size, room, 2, True) for name in whole]
        return [
            text if cut.count(text) == 1 else f"{shorten(name, size, room, True)}\v{_end(name, size, room)}"
            for text, name in zip(cut, whole, strict=True)
        ]

    def _criterion(self, grid: Grid, place: int, is_first: bool, is_last: bool) -> None:
        """One criterion: its name, what it asks where the row is high enough, weight, and the scores."""
        criterion, room = self.words.shown.criteria[place], grid.widths["criterion"] - _PAD
        is_large = self.height >= round(0.25 * EMU) and room >= _NARROWEST
        name = Style(11.0 if is_large else 10.0, True)
        paras = [name.para(criterion.criterion, room=room)]
        if criterion.question and self.height >= _ROW_TEXT and room >= _NARROWEST:
            paras.append(Style(9, color="muted").para(criterion.question, room=room))
        top, bottom = (RULE if is_first else None), (RULE if is_last else HAIR)
        cells = {
            "criterion": name.cell_of(*paras, top=top, bottom=bottom),
            "weight": _FIGURE.but(bold=True).cell(self.words.weights()[place], top=top, bottom=bottom),
        }
        edges: dict[str, Any] = {"top": RULE if is_first else _EDGE, "bottom": RULE if is_last else _EDGE}
        for row in self.accounts:
            cells[row.account] = self._score(row.scores[place], **edges)
        grid.row(criterion.criterion, self.height, cells)

    def _score(self, score: float | None, **edges: Any) -> Cell:
        """A score on its step of the ramp; a dash where it is missing."""
        step = 0 if score is None else self.words.step(score)
        color = "paper" if step >= 9 else "ink" if step else "muted"
        style, fill = Style(11.5, step >= 9, color, "ctr"), f"ramp{step}" if step else "panel"
        text = "–" if score is None else self.words.score(score)
        return style.cell(text, fill=fill, left=_EDGE, right=_EDGE, **edges)

    def _average(self, grid: Grid, axis: str) -> None:
        """The weighted averages, with the share of the weight that is scored where that is not all of it."""
        say, place = self.words.ctx.say, AXES.index(axis)
        is_part = any(0 < row.coverage[place] < 1 - 1e-9 for row in self.accounts)
        beside = [Run(say("scoring.coverage_label"), 9, None, "muted")] if is_part else []
        cells = {
            "criterion": self._label(grid, _LABEL.run(say("scoring.average")), *beside, top=RULE),
            "weight": _FIGURE.but(color="muted").cell(say.percent(1), top=RULE),
        }
        for row in self.accounts:
            runs = self._average_runs(row, axis, row.coverage[place], grid.widths[row.account])
            cells[row.account] = _FIGURE.cell(*runs, top=RULE)
        grid.row("average", self.heights.average, cells)

    def _average_runs(self, row: Scored, axis: str, covered: float, room: int) -> list[Run]:
        value = row.axis(axis)
        runs = [Run("–", 12.5, None, "muted")]
        if value is not None:
            runs = [Run(self.words.points(value), 12.5, True, "ink")]
        share = f" {self.words.ctx.say.percent(covered)}"
        if 0 < covered < 1 - 1e-9 and width(runs[0].text, 12.5, True) + width(share, 9) <= room:
            runs.append(Run(share, 9, None, "muted"))
        return runs

    # -------------------------------------------------------------- combined scores

    def _foot(self, y: int) -> Grid:
        """Combined score and rank."""
        say, grid = (
            self.words.ctx.say,
            Grid(f"{self.key}/foot", Box(self.room.x, y, self.room.w, 0), self.heads),
        )
        head, rules = Run(say("scoring.combined"), 12, True, "ink"), dict[str, Any](top=RULE, bottom=HAIR)
        combined: dict[str, Cell] = {
            "criterion": self._label(grid, head, _QUIET.run(self.words.mix()), **rules),
            "weight": _QUIET.cell_of(**rules),
        }
        ranks = {"criterion": self._label(grid, _LABEL.but(bold=False).run(self.words.rank_head()))}
        for row in self.accounts:
            value = "–" if row.combined is None else self.words.points(row.combined)
            rank = "–" if row.rank is None else say.number(row.rank)
            combined[row.account] = Style(14, True, align="ctr").cell(value, **rules)
            ranks[row.account] = Style(11, row.rank == 1, align="ctr").cell(rank)
        grid.row("combined", self.heights.combined, combined)
        grid.row("rank", self.heights.rank, ranks)
        return grid

    def _label(self, grid: Grid, name: Run, *more: Run, **look: object) -> Cell:
        """A first cell: the name, and what belongs to it where there is room on the same line."""
        room, size, bold = grid.widths["criterion"], name.size or 11, bool(name.bold)
        shown = shorten(name.text, size, room, bold)
        runs, used = [Run(shown, name.size, name.bold, name.color)], width(shown, size, bold)
        for run in more:
            used += width(f"   {run.text}", run.size or 10)
            if used <= room:
                runs.append(Run(f"   {run.text}", run.size, run.bold, run.color))
        return _LABEL.cell_of(Para(tuple(runs)), **look)

    def _outline(self) -> tuple[Group, ...]:
        """A frame round the winner's column, none where nobody or more than one is first; in an account's
        pack round the account's."""
        subject, key, alt = self.words.ctx.subject, f"{self.key}/winner", self.words.winner_alt
        firsts = [r.account for r in self.accounts if (r.account == subject if subject else r.rank == 1)]
        if len(firsts) != 1:
            return ()
        top = self.grids[0].box(firsts[0], "head")
        box = Box(top.x, top.y, top.w, self.grids[-1].bottom - top.y)
        line = Line("accent", 2.25)
        drawn = Shape(f"{key}/frame", box, "roundRect", None, line, adjust=(4_000,), alt=alt())
        return (Group(key, (drawn,), follows=self.grids[-1].key, alt=alt()),)


def _end(name: str, size: float, room: int) -> str:
    """As much of a name's end as fits on a line."""
    start = next((i for i in range(len(name)) if width(f"…{name[i:]}", size, True) <= room), len(name))
    return f"…{name[start:].lstrip()}"
