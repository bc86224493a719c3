"""A panel of the charter: how its lines are set in the room they have, and the table they make."""

from __future__ import annotations

from collections.abc import Sequence

from kamdeck.deck.spec import (
    EMU,
    Align,
    Box,
    Cell,
    Column,
    Element,
    Group,
    Line,
    Para,
    Row,
    Run,
    Shape,
    Table,
)
from kamdeck.layout.status import HEAD_HEIGHT, panel_head
from kamdeck.record import record
from kamdeck.text.measure import clip, line_height, width, wrap
from kamdeck.views.charter.data import Entry
from kamdeck.views.charter.words import CharterWords


def _in(inches: float) -> int:
    return round(inches * EMU)


MOST = {"scope": 6, "objectives": 5, "principles": 5, "roles": 5, "decisions": 5, "governance": 4}
"""The lines of each panel on a slide that has all six; twice as many where there is one row of panels."""

_PITCH = {"scope": 0.235, "objectives": 0.312, "principles": 0.335, "roles": 0.30, "decisions": 0.355,
          "governance": 0.355}  # fmt: skip
_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)
_MOST_LINES = 4
_HEAD = _in(0.24)  # of the objectives' columns
_SIDE, _BULLET, _DISC = _in(0.44), _in(0.055), _in(0.21)
_TEXT_LEFT, _NUMBER_LEFT = _in(0.16), _in(0.33)
_GAP = _in(0.14)
_LEAST_NUMBER = _in(0.50)
_RULED = ("objectives", "roles", "decisions", "governance")
_HAIR = Line("hairline", 0.75)


@record
class Setting:
    """How the first `count` lines of a panel are set: type size, column widths, row heights."""

    count: int
    size: float
    widths: tuple[int, ...]
    heights: tuple[int, ...]


def set_panel(
    panel: str, entries: Sequence[Entry], room: int, height: int, most: int, largest: float = _SIZES[0]
) -> Setting:
    """As many lines as fit, up to `most`, in the largest type that holds them; always the first one."""
    area = height - _above(panel)
    sizes = [size for size in _SIZES if size <= largest]
    for count in range(min(most, len(entries)), 0, -1):
        for size in sizes:
            shown = entries[:count]
            widths = _widths(panel, shown, size, room)
            needed = [_height(panel, entry, size, widths) for entry in shown]
            left = area - sum(needed)
            if left >= 0 or (count == 1 and size == sizes[-1]):
                line = line_height(size) + _pad(panel)
                more = max(0, min(left // count, _in(_PITCH[panel]) - line))
                return Setting(count, size, widths, tuple(high + more for high in needed))
    raise AssertionError("a panel has a line")


def height_of(panel: str, entries: Sequence[Entry], room: int, most: int) -> int:
    """The height that a panel asks for in type of middle size."""
    size, shown = _SIZES[1], entries[:most]
    widths = _widths(panel, shown, size, room)
    return _above(panel) + sum(
        max(_height(panel, entry, size, widths), _in(_PITCH[panel])) for entry in shown
    )


def _above(panel: str) -> int:
    """What lies above the first line."""
    return HEAD_HEIGHT + (_HEAD if panel == "objectives" else _in(0.06))


def _pad(panel: str) -> int:
    return _in(0.03 if panel in ("scope", "principles") else 0.05)


def _widths(panel: str, entries: Sequence[Entry], size: float, room: int) -> tuple[int, ...]:
    """The columns: labels and figures as wide as they are, texts have the rest."""
    if panel == "scope":
        return _SIDE, room - _SIDE
    if panel == "principles":
        return (room,)
    label = max((width(entry.label, size, True) for entry in entries if entry.label), default=0)
    most = 0.40 if panel == "objectives" else 0.48
    label = min(label + _GAP, round(room * most)) if label else 0
    if panel == "objectives":
        texts = [(entry.actual, False, size) for entry in entries] + [
            (e.goal, True, size + 1) for e in entries
        ]
        number = max(width(text, big, bold) for text, bold, big in texts) + _GAP
        number = min(max(number, _LEAST_NUMBER), room // 4)
        return label, room - label - 2 * number, number, number
    if panel == "governance" and any(entry.aside for entry in entries):
        aside = max(width(entry.aside, size) for entry in entries)
        text = max(width(entry.text, size) for entry in entries) + _GAP
        left = room - label
        aside = min(aside, max(left - text, round(left * 0.4)))
        return label, left - aside, aside
    return label, room - label


def _parts(panel: str, entry: Entry) -> tuple[tuple[str, bool], ...]:
    """The texts that may need several lines, column by column, with whether they are bold."""
    if panel == "scope":
        return ("", False), (entry.text, False)
    if panel == "principles":
        return ((entry.text, False),)
    return (entry.label, True), (entry.text, False), (entry.aside, False)


def _room(panel: str, column: int, wide: int) -> int:
    """The room of a column's text."""
    if panel == "scope":
        return wide - (_TEXT_LEFT if column else 0)
    if panel == "principles":
        return wide - _NUMBER_LEFT
    return wide - (_GAP // 2 if column == 0 or (column == 1 and panel == "governance") else 0)


def _height(panel: str, entry: Entry, size: float, widths: Sequence[int]) -> int:
    """The height of a row: its longest text, up to four lines."""
    lines = 1
    for column, ((text, bold), wide) in enumerate(zip(_parts(panel, entry), widths, strict=False)):
        if text:
            lines = max(lines, len(wrap(text, size, _room(panel, column, wide), bold)))
    return min(lines, _MOST_LINES) * line_height(size) + _pad(panel)


# ------------------------------------------------------------------ drawing


class Panel:
    """One panel on one slide: head, table, and the marks laid upon it."""

    def __init__(
        self, view: str, words: CharterWords, panel: str, entries: Sequence[Entry], box: Box, how: Setting
    ) -> None:
        self._view = view
        self._words = words
        self._panel = panel
        self._entries = entries[: how.count]
        self._box = box
        self._how = how
        self.cut: list[Entry] = []

    def draw(self, first: int) -> tuple[Element, ...]:
        """The elements; `first` is the number of the first line."""
        words, box, panel = self._words, self._box, self._panel
        key = f"{self._view}/{panel}"
        head = panel_head(key, words.head(panel), words.head_unit(panel), box.x, box.y, box.w)
        gap = 0 if panel == "objectives" else _in(0.06)
        rows = [self._row(n) for n in range(len(self._entries))]
        if panel == "objectives":
            rows.insert(0, self._heads())
        columns = tuple(Column(f"{panel}:{n}", wide) for n, wide in enumerate(self._how.widths))
        alt = words.panel_alt(panel, self._entries)
        table = Table(key, box.x, box.y + HEAD_HEIGHT + gap, columns, tuple(rows), panel == "objectives", alt)
        marks = self._marks(table, first)
        return (*head, table, marks) if marks else (*head, table)

    def _heads(self) -> Row:
        cells = [Cell(is_data=False), Cell(is_data=False)]
        for text in self._words.years():
            run = Run(clip(text, 10, self._how.widths[2] - _GAP // 2, 1), 10, None, "muted")
            cells.append(Cell((Para((run,), align="r"),)))
        return Row("head", _HEAD, tuple(cells))

    def _row(self, n: int) -> Row:
        entry, panel, size = self._entries[n], self._panel, self._how.size
        is_last = n == len(self._entries) - 1
        rule = _HAIR if panel in _RULED and not is_last else None
        parts = list(_parts(panel, entry))
        goes_on = panel == "objectives" and not is_last and self._entries[n + 1].label == entry.label
        if panel == "objectives" and n and self._entries[n - 1].label == entry.label:
            parts[0] = ("", True)
        cells = []
        for column, wide in enumerate(self._how.widths):
            if panel == "objectives" and column > 1:
                cells.append(self._number(entry, column == 3, rule))
                continue
            text, bold = parts[column]
            line = None if goes_on and column == 0 else rule
            cells.append(self._cell(entry, column, text, bold, wide, line))
        if panel == "scope" and (n == 0 or self._entries[n - 1].clause.section != entry.clause.section):
            side = self._words.say(f"charter.{entry.clause.section}")
            cells[0] = Cell((Para((Run(clip(side, size, _SIDE, 1, True), size, True, "muted"),)),))
        return Row(entry.key, self._how.heights[n], tuple(cells))

    def _cell(self, entry: Entry, column: int, text: str, bold: bool, wide: int, rule: Line | None) -> Cell:
        size = self._how.size
        shown = clip(text, size, _room(self._panel, column, wide), _MOST_LINES, bold)
        if shown != text and entry not in self.cut:
            self.cut.append(entry)
        is_aside = column == 2
        align: Align | None = "r" if is_aside else None
        color = "muted" if is_aside else "ink"
        paras = (Para((Run(shown, size, bold or None, color),), align=align),) if shown else ()
        left = 0
        if self._panel == "principles" or (self._panel == "scope" and column):
            left = _NUMBER_LEFT if self._panel == "principles" else _TEXT_LEFT
        right = wide - left - _room(self._panel, column, wide)
        return Cell(paras, bottom=rule, inset=(left, 0, right, 0))

    def _number(self, entry: Entry, is_goal: bool, rule: Line | None) -> Cell:
        text, size = (entry.goal, self._how.size + 1) if is_goal else (entry.actual, self._how.size)
        shown = clip(text, size, self._how.widths[2], 1, is_goal)
        run = Run(shown, size, is_goal or None, "accent" if is_goal else "ink")
        return Cell((Para((run,), align="r"),), bottom=rule)

    def _marks(self, table: Table, first: int) -> Group | None:
        """Squares before the lines of the scope, numbers before the principles."""
        if self._panel not in ("scope", "principles"):
            return None
        group, out = f"{table.key}_marks", []
        y = table.y
        for n, row in enumerate(table.rows):
            middle = y + row.height // 2
            key = f"{group}/{row.key}"
            if self._panel == "scope":
                fill = "accent" if self._entries[n].clause.section == "scope_in" else "unknown"
                x = table.x + _SIDE
                out.append(Shape(key, Box(x, middle - _BULLET // 2, _BULLET, _BULLET), "rect", fill))
            else:
                box = Box(table.x, middle - _DISC // 2, _DISC, _DISC)
                paras = (Para((Run(str(first + n), 10, True, "ink"),), align="ctr"),)
                out.append(Shape(key, box, "ellipse", "paper", Line("ink", 1.0), paras, wrap=False))
            y += row.height
        return Group(group, tuple(out), table.key, self._words.say(f"charter.marks_{self._panel}"))
