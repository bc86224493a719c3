"""The table of managers by measures; bars, marks and ratings are laid upon its cells."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.analysis.evaluation import Measured, Rated
from kamdeck.deck.spec import EMU, Box, Cell, Column, Connector, Group, Line, Para, Row, Run, Shape, Table
from kamdeck.figures.evaluation import Measure
from kamdeck.figures.judged import Status
from kamdeck.layout.grid import HAIR, RULE
from kamdeck.layout.status import SIDE, mark
from kamdeck.text.measure import clip, fit, shorten, width, wrap
from kamdeck.views.kam_evaluation.pages import AROUND, beside
from kamdeck.views.kam_evaluation.words import EvaluationWords


def _in(inches: float) -> int:
    return round(inches * EMU)


HEAD = _in(0.50)
_ROW_FEW, _ROW = _in(0.95), _in(0.90)
_STACKED, _BESIDE = _in(0.66), _in(0.38)  # from these heights on: bar below the figure, bar beside it
_NARROW = _in(1.40)  # up to this width measures stand closer
_LEAST_BAR, _LONGEST_BESIDE = _in(0.45), _in(1.80)
_BADGE, _LOW_BADGE, _PAD = _in(0.40), _in(0.27), _in(0.08)
_ABOVE = _in(0.13)  # of a figure above the middle of its row, and of a bar below it
_SMALLEST = 9.0
_WITHOUT_BARS = ("tinted", "low")
_TINTS = {"good": "up_tint", "watch": "watch_tint", "risk": "down_tint"}
_GEOMS = {"A": "ellipse", "B": "ellipse", "C": "triangle", "D": "rect"}
_FILLS: dict[str, Status] = {"A": "good", "B": "good", "C": "watch", "D": "risk"}


class EvaluationTable:
    """The table of one slide and what is drawn over it.

    `form` says how a figure stands: "stacked" over its bar, "beside" it, "tinted" without bars, or "low":
    the same in rows that have no room for a badge. The columns' keys name it, so that a refresh draws all
    cells anew where it changes.
    """

    def __init__(
        self,
        key: str,
        words: EvaluationWords,
        rated: Sequence[Rated],
        measures: Sequence[Measure],
        title: str,
    ) -> None:
        self.words = words
        self.rated = rated
        self.measures = measures
        self._key = key
        self._cut: list[str] = []
        self.room = room = words.ctx.frame.body
        self.height = min(_ROW_FEW if len(rated) <= 3 else _ROW, (room.h - AROUND) // len(rated))
        name, self.rating = beside(room)
        self.wide = (room.w - name - self.rating) // len(measures)
        self.name = room.w - self.rating - self.wide * len(measures)
        self._gap = _in(0.33) if self.wide > _NARROW else _in(0.16)
        self.size, self.form = _SMALLEST, "stacked" if self.height >= _STACKED else "tinted"
        self._texts: dict[tuple[str, str], tuple[str, str]] = {}
        for shortness in range(3):
            self._texts = self._write(shortness)
            if self._choose_form():
                break
        if self.form == "tinted" and self.height < _BESIDE:
            self.form = "low"
        columns = (
            Column(f"{self.form}:manager", self.name),
            *(Column(f"{self.form}:{measure.name}", self.wide) for measure in measures),
            Column(f"{self.form}:rating", self.rating),
        )
        rows = (self._head(), *(self._row(row) for row in rated))
        self.table = Table(f"{key}/table", room.x, room.y, columns, rows, alt=words.alt(title, rated))

    def _write(self, shortness: int) -> dict[tuple[str, str], tuple[str, str]]:
        return {
            (row.manager, measure.name): self.words.cell(measure, m, shortness)
            for row in self.rated
            for measure in self.measures
            if (m := row.find(measure.name)) is not None
        }

    def _choose_form(self) -> bool:
        """The largest type in which all figures fit, with bars where there is room; False where none does."""
        is_stacked = self.form == "stacked"
        room = self.wide - (self._gap if is_stacked else self._gap // 2) - SIDE - _in(0.05)
        for size in (12.0, 11.0, 10.0, _SMALLEST) if is_stacked else (10.0, _SMALLEST):
            left, self.size = room - self._widest(size), size
            if not is_stacked and self.height >= _BESIDE and left >= _LEAST_BAR + _in(0.10):
                self.form = "beside"
                return True
            if left >= (0 if is_stacked else _PAD):
                return True
        return False

    def _widest(self, size: float) -> int:
        texts = self._texts.values()
        return max((width(f"{a}  ", size, True) + width(t, size) for a, t in texts), default=0)

    @property
    def has_bars(self) -> bool:
        """False where rows or columns are too small for bars."""
        return self.form not in _WITHOUT_BARS

    def shortened(self) -> tuple[str, ...]:
        """The names that the table shows cut."""
        return tuple(dict.fromkeys(self._cut))

    def _clip(self, text: str, size: float, room: int, lines: int, bold: bool) -> str:
        shown = clip(text, size, room, lines, bold)
        if shown != text:
            self._cut.append(text)
        return shown

    # -------------------------------------------------------------- cells

    def _head(self) -> Row:
        say = self.words.say
        cells = [self._head_cell("", (say("kam_evaluation.manager"),), self.name)]
        cells += [self._head_cell(m.name, self.words.units(m), self.wide) for m in self.measures]
        cells.append(
            self._head_cell(say("kam_evaluation.rating"), (say("kam_evaluation.rating_unit"),), self.rating)
        )
        return Row("head", HEAD, tuple(cells))

    def _head_cell(self, name: str, units: Sequence[str], room: int) -> Cell:
        room -= _in(0.08)
        paras = []
        if name:
            is_long = width(name, 11, True) > room
            size = 9.0 if is_long else 11.0
            shown = self._clip(name, size, room, 2, True)
            paras.append(Para((Run(shown, size, True, "ink"),)))
        size = 10.0 if not name or (not is_long and width(units[0], 10) <= room) else 9.0
        shown = fit(units, size, room, 1)
        if shown:
            paras.append(Para((Run(shown, size, None, "muted"),)))
        return Cell(tuple(paras), anchor="b", bottom=RULE, inset=(0, 0, 0, _in(0.03)), is_data=bool(name))

    def _row(self, row: Rated) -> Row:
        cells = [self._manager(row)]
        cells += [
            self._figure(row.find(m.name), self._texts.get((row.manager, m.name))) for m in self.measures
        ]
        cells.append(self._score(row))
        return Row(row.manager, self.height, tuple(cells))

    def _manager(self, row: Rated) -> Cell:
        """The name, and the number of accounts below it or on the same line."""
        room, count = self.name - _in(0.10), self.words.accounts(row.manager)
        if self.form == "stacked":
            size, lines = 13.0, 2
            if len(wrap(row.manager, size, room, True)) > 1:
                size = 11.0
            paras = [Para((Run(self._clip(row.manager, size, room, lines, True), size, True, "ink"),))]
            if count:
                paras.append(Para((Run(shorten(count, 10, room), 10, None, "muted"),)))
            return Cell(tuple(paras), bottom=HAIR)
        size = 11.0 if self.form == "beside" else 10.0
        name = self._clip(row.manager, size, room, 1, True)
        runs = [Run(name, size, True, "ink")]
        left = room - width(f"{name}  ", size, True)
        if count and width(count, 9) <= left:
            runs.append(Run(f"  {count}", 9, None, "muted"))
        return Cell((Para(tuple(runs)),), bottom=HAIR)

    def _figure(self, measured: Measured | None, texts: tuple[str, str] | None) -> Cell:
        """Actual and target; "no data" without one, a dash where the manager has no such measure."""
        is_tinted = not self.has_bars
        pad = _PAD if is_tinted else 0
        if measured is None or texts is None:
            return Cell((Para((Run("–", self.size, None, "muted"),)),), bottom=HAIR, inset=(pad, 0, 0, 0))
        actual, target = texts
        runs = [Run(actual, self.size, True, "ink")] if actual else []
        if target:
            runs.append(Run(f"  {target}" if actual else target, self.size, None, "muted"))
        paras = (Para(tuple(runs)),)
        if self.form == "stacked":  # always as far above the middle: a refresh leaves insets alone
            return Cell(paras, bottom=HAIR, inset=(0, 0, 0, 2 * _ABOVE))
        fill = _TINTS.get(self.words.found.status(measured)) if is_tinted else None
        return Cell(paras, fill, bottom=HAIR, inset=(pad, 0, 0, 0))

    def _score(self, row: Rated) -> Cell:
        """Score and targets met beside the badge; with the letter where rows are too low for a badge."""
        side = self._badge()
        say, inset = self.words.say, (side + (_PAD if side == SIDE else 0) + _in(0.12), 0, 0, 0)
        if row.score is None:
            text = Run(say("kam_evaluation.no_data"), min(self.size, 10), None, "muted")
            return Cell((Para((text,)),), bottom=HAIR, inset=inset)
        met = Run(say("kam_evaluation.met", n=row.met, all=row.counted), 10, None, "muted")
        score = Run(say.percent(row.score), 12 if self.form == "stacked" else 10, True, "ink")
        if self.form == "stacked":
            return Cell((Para((score,)), Para((met,))), bottom=HAIR, inset=inset)
        letter = (Run(f"{row.rating}  ", 10, True, "ink"),) if side == SIDE else ()
        low = Run(f"  {met.text}", 9, None, "muted")
        return Cell((Para((*letter, score, low)),), bottom=HAIR, inset=inset)

    # -------------------------------------------------------------- marks

    def _badge(self) -> int:
        """The side of the rating's shape; that of a plain mark in low rows."""
        return {"stacked": _BADGE, "low": SIDE}.get(self.form, _LOW_BADGE)

    def marks(self) -> Group:
        """Bars on their tracks with the target as a tick, the status of each measure, the rating."""
        group = f"{self._key}/marks"
        out: list[Shape | Connector] = []
        y = self.room.y + HEAD
        for row in self.rated:
            x = self.room.x + self.name
            for measure in self.measures:
                measured = row.find(measure.name)
                if measured is not None:
                    out += self._measure(f"{group}/{row.manager}:{measure.name}", measure, measured, x, y)
                x += self.wide
            out.append(self._rating(f"{group}/{row.manager}:rating", row, x, y + self.height // 2))
            y += self.height
        return Group(group, tuple(out), self.table.key, self.words.say("kam_evaluation.marks"))

    def _measure(
        self, key: str, measure: Measure, measured: Measured, x: int, y: int
    ) -> list[Shape | Connector]:
        status: Status = self.words.found.status(measured)
        end = x + self.wide - (self._gap if self.form == "stacked" else self._gap // 2)
        out: list[Shape | Connector] = []
        middle = y + self.height // 2 - (_ABOVE if self.form == "stacked" else 0)
        if self.has_bars and measured.attainment is not None:
            out += self._bar(key, measure, measured, status, x, end, y)
        out.append(mark(f"{key}:mark", status, end - SIDE, middle))
        return out

    def _bar(
        self, key: str, measure: Measure, measured: Measured, status: Status, x: int, end: int, y: int
    ) -> list[Shape | Connector]:
        """A wide pale track as far as the target, the narrow actual upon it, the target's tick.

        All managers share one scale for each measure.
        """
        middle, thick = y + self.height // 2 + _ABOVE, _in(0.20)
        if self.form == "beside":
            middle, end = y + self.height // 2, end - SIDE - _in(0.08)
            x = max(x + self._widest(self.size) + _in(0.05), end - _LONGEST_BESIDE)
            thick = _in(0.16)
        room = end - x
        target = round(room * measured.target / measure.most)
        actual = round(room * max(0.0, measured.actual or 0.0) / measure.most)
        out: list[Shape | Connector] = []
        for name, wide, high, fill in (
            ("track", max(target, actual), thick, "hairline"),
            ("bar", actual, thick // 2, status),
        ):
            if wide:
                out.append(Shape(f"{key}:{name}", Box(x, middle - high // 2, wide, high), "rect", fill))
        half = round(thick * 0.68)
        tick = Line("ink", 2.0)
        out.append(
            Connector(
                f"{key}:target", points=(x + target, middle - half, x + target, middle + half), line=tick
            )
        )
        return out

    def _rating(self, key: str, row: Rated, x: int, middle: int) -> Shape:
        """The letter on a disc, a triangle or a square; a ring without a rating."""
        side = self._badge()
        if not row.rating or side == SIDE:
            return mark(key, _FILLS.get(row.rating, "unknown"), x + _PAD, middle, min(side, 2 * SIDE))
        box = Box(x, middle - side // 2, side, side)
        size = 14.0 if side > _in(0.35) else 11.0
        if _FILLS[row.rating] == "watch":  # a triangle's text area is its lower half
            more = min(side * 15 // 100, (self.height - side) // 2)
            box = Box(box.x - more, box.y - more, side + 2 * more, side + more)
        color = "ink" if _FILLS[row.rating] == "watch" else "paper"
        paras = (Para((Run(row.rating, size, True, color),), align="ctr"),)
        inset = (0, 0, 0, side // 6 if color == "ink" else 0)
        return Shape(key, box, _GEOMS[row.rating], _FILLS[row.rating], paras=paras, inset=inset, wrap=False)
