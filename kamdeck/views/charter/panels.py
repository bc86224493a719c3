"""A panel of the charter: how its lines are set in the room they have, and the table they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kamdeck.deck.spec import EMU, Box, Cell, Element, Group, Line, Para, Run, Shape
from kamdeck.figures.charter import Entry
from kamdeck.layout.grid import HAIR, Grid, Head, Style
from kamdeck.layout.status import HEAD_HEIGHT, panel_head
from kamdeck.record import record, replace
from kamdeck.text.measure import clip, fit, line_height, width, wrap
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
        spare = room - 2 * number
        if spare - label < (least := _longest([entry.text for entry in entries], size)):
            labels = _longest([entry.label for entry in entries], size, bold=True) + _GAP
            label = max(min(label, labels), spare - least)
        return label, spare - label, number, number
    if panel == "governance" and any(entry.aside for entry in entries):
        aside = max(width(entry.aside, size) for entry in entries)
        text = max(width(entry.text, size) for entry in entries) + _GAP
        left = room - label
        aside = min(aside, max(left - text, round(left * 0.4)))
        return label, left - aside, aside
    return label, room - label


def _longest(texts: Sequence[str], size: float, *, bold: bool = False) -> int:
    """The width of the longest word, which a column should not break."""
    return max((width(word, size, bold) for text in texts for word in text.split()), default=0)


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


def _shorter(year: str) -> tuple[str, ...]:
    """A fiscal year, without the words before its digits, without its century: `Ex. 2025/26`, `25/26`."""
    digits = year[next((n for n, sign in enumerate(year) if sign.isdigit()), 0) :]
    return year, digits, re.sub(r"\d\d(?=\d\d[/–-])", "", digits)


# ------------------------------------------------------------------ drawing


class Panel:
    """One panel on one slide: head, table, and the marks laid upon it; `cut` are the lines that it shows
    shortened."""

    def __init__(
        self, view: str, words: CharterWords, panel: str, entries: Sequence[Entry], box: Box, how: Setting
    ) -> None:
        self.cut: list[Entry] = []
        self._key, self._words, self._panel, self._how, self._box = f"{view}/{panel}", words, panel, how, box
        self._entries = entries[: how.count]

    def draw(self, first: int) -> tuple[Element, ...]:
        """The elements; `first` is the number of the first line."""
        words, box, panel = self._words, self._box, self._panel
        title = panel_head(self._key, words.head(panel), words.head_unit(panel), box.x, box.y, box.w)
        is_figures = panel == "objectives"
        top = HEAD_HEIGHT + (0 if is_figures else _in(0.06))
        heads = [Head(f"{panel}:{n}", wide) for n, wide in enumerate(self._how.widths)]
        grid = Grid(self._key, replace(box, y=box.y + top), heads)
        if is_figures:
            year = Style(10, color="muted", align="r")
            room = self._how.widths[2] - _GAP // 2
            years = (year.cell(fit(_shorter(text), 10, room, 1)) for text in words.years())
            grid.row("head", _HEAD, dict(zip(list(grid.widths)[2:], years, strict=True)))
        for n, entry in enumerate(self._entries):
            cells = zip(grid.widths, self._cells(n, entry), strict=True)
            grid.row(entry.key, self._how.heights[n], dict(cells))
        table = grid.table(words.panel_alt(panel, self._entries), has_header=is_figures)
        return (*title, table, *self._marks(grid, first))

    def _cells(self, n: int, entry: Entry) -> Iterator[Cell]:
        """The line's cells; a label or a side stands once over the lines that share it."""
        panel, size = self._panel, self._how.size
        before = self._entries[n - 1] if n else None
        after = self._entries[n + 1] if n + 1 < len(self._entries) else None
        rule = HAIR if panel in _RULED and after else None
        parts = list(_parts(panel, entry))
        goes_on = panel == "objectives" and after is not None and after.label == entry.label
        if panel == "objectives" and before and before.label == entry.label:
            parts[0] = ("", True)
        for column, wide in enumerate(self._how.widths):
            if panel == "objectives" and column > 1:
                yield self._number(entry, column == 3, rule)
            elif (
                panel == "scope"
                and not column
                and (not before or before.clause.section != entry.clause.section)
            ):
                side = Style(size, True, "muted")
                yield side.cell(
                    clip(self._words.say(f"charter.{entry.clause.section}"), size, _SIDE, 1, True)
                )
            else:
                yield self._cell(entry, column, parts[column], wide, None if goes_on and not column else rule)

    def _cell(self, entry: Entry, column: int, part: tuple[str, bool], wide: int, rule: Line | None) -> Cell:
        (text, bold), size, room = part, self._how.size, _room(self._panel, column, wide)
        shown = clip(text, size, room, _MOST_LINES, bold)
        if shown != text and entry not in self.cut:
            self.cut.append(entry)
        left = {"principles": _NUMBER_LEFT, "scope": _TEXT_LEFT if column else 0}.get(self._panel, 0)
        style = Style(size, bold, left=left, right=wide - left - room)
        if column == 2:
            style = style.but(color="muted", align="r")
        return style.cell_of(*([style.para(shown)] if shown else []), bottom=rule)

    def _number(self, entry: Entry, is_goal: bool, rule: Line | None) -> Cell:
        text, more = (entry.goal, 1) if is_goal else (entry.actual, 0)
        style = Style(self._how.size + more, is_goal, "accent" if is_goal else "ink", "r")
        return style.cell(clip(text, style.size, self._how.widths[2], 1, is_goal), bottom=rule)

    def _marks(self, grid: Grid, first: int) -> Iterator[Group]:
        """Squares before the lines of the scope, numbers before the principles."""
        if self._panel not in ("scope", "principles"):
            return
        group, out = f"{grid.key}_marks", list[Shape]()
        for n, entry in enumerate(self._entries):
            key, row = f"{group}/{entry.key}", grid.box(f"{self._panel}:0", entry.key)
            middle = row.y + row.h // 2
            if self._panel == "scope":
                fill = "accent" if entry.clause.section == "scope_in" else "unknown"
                box = Box(row.x + _SIDE, middle - _BULLET // 2, _BULLET, _BULLET)
                out.append(Shape(key, box, "rect", fill))
            else:
                box = Box(row.x, middle - _DISC // 2, _DISC, _DISC)
                paras = (Para((Run(str(first + n), 10, True, "ink"),), align="ctr"),)
                out.append(Shape(key, box, "ellipse", "paper", Line("ink", 1.0), paras, wrap=False))
        alt = self._words.say(f"charter.marks_{self._panel}")
        yield Group(group, tuple(out), grid.key, alt)
