"""The rows of one sheet: from its cells and its layout to typed rows.

Blank rows are skipped, total rows are recognised and never become a row, and a cell merged downwards
counts for every row it covers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kamdeck.workbook.addresses import letters
from kamdeck.workbook.cells import Cell, Grid
from kamdeck.workbook.columns import Column, Sheet
from kamdeck.workbook.convert import BAD, BLANK, MOST_SHARE, Converter
from kamdeck.workbook.faults import Faults
from kamdeck.workbook.header_names import Spot
from kamdeck.workbook.headers import Layout
from kamdeck.workbook.numerals import UnreadableError, number_of
from kamdeck.workbook.totals import SumRows, is_total, sounds_total
from kamdeck.workbook.wording import fold, nearest, trimmed

MOST_SUGGESTIONS = 50
MOST_COVERED = 100_000
_AND = frozenset({"and", "et"})
_LETTER_MARKS = str.maketrans("/,;+&|", "      ")


class Known:
    """The names that a reference may take: the sheet they stand on, each under its folded form.

    `former` are names of before by their folded form, each with the name of today.
    """

    __slots__ = ("_folded", "_former", "_left", "names", "title")

    def __init__(self, names: Iterable[str], title: str, former: Mapping[str, str] | None = None) -> None:
        self.names = dict.fromkeys(names)
        self.title = title
        self._former = former or {}
        self._left = MOST_SUGGESTIONS
        self._folded: dict[str, str] | None = None

    def find(self, name: str) -> str | None:
        """The name as it stands on its own sheet, None when it is unknown."""
        if name in self.names:
            return name
        if self._folded is None:
            self._folded = {}
            for known in self.names:
                key = fold(known)
                self._folded[key] = known if key and key not in self._folded else ""
        return self._folded.get(fold(name)) or None

    def renamed(self, name: str) -> str | None:
        """The name of today of what was called so before; None for any other name, one of today's too."""
        return None if self.find(name) else self._former.get(fold(name))

    def suggest(self, name: str) -> str:
        """The nearest known name; "" when none is near or many have been asked for already."""
        self._left -= 1
        return nearest(name, self.names) if self._left >= 0 else ""


class Table:
    """Reads the rows of one sheet below its header."""

    __slots__ = (
        "_blank_row",
        "_convert",
        "_covered",
        "_faults",
        "_grid",
        "_key",
        "_known",
        "_layout",
        "_main",
        "_places",
        "_plan",
        "_sheet",
        "_sums",
        "_united",
        "_wanted",
        "_written",
        "written",
    )  # fmt: skip

    def __init__(
        self,
        sheet: Sheet,
        grid: Grid,
        layout: Layout,
        convert: Converter,
        known: dict[str, Known],
        faults: Faults,
    ) -> None:
        self._sheet = sheet
        self._grid = grid
        self._layout = layout
        self._convert = convert
        self._known = known
        self._faults = faults
        names = sheet.row.names
        self._places = {name: names.index(name) for name in names}
        self._blank_row = [sheet.row.defaults.get(name) for name in names]
        first = (sheet.when, "unit")  # what an amount is of, and whether a number is one
        spots = sorted(layout.spots, key=lambda spot: spot.fact.name not in first)
        self._plan = [(s.column, self._places[s.fact.name], s, s.fact.kind == "text") for s in spots]
        self._united = _united(spots)
        self._wanted = {s.column for s in layout.spots} | {s.column for s in layout.spread}
        self._key = next((s for s in layout.spots if s.fact.required and s.fact.kind == "text"), None)
        main = next((s for s in layout.spots if s.fact.name == sheet.main), None)
        self._main = main or self._key
        self._sums = SumRows(grid, layout.header)
        self._covered = _covered(grid, layout)
        self._written = ""
        self.written: dict[str, str] = {}
        """The former name that stands in a row, by the row's `at`."""

    def rows(self) -> tuple[Any, ...]:
        """The rows that could be read; everything else is noted."""
        found: list[Any] = []
        before = len(self._faults.found)
        last = self._layout.header
        hidden: list[int] = []
        wanted = self._wanted
        for number, cells in self._grid.rows:
            if number <= self._layout.header:
                continue
            here = {cell[0]: cell for cell in cells if cell[0] in wanted}
            if self._covered:
                here |= {c: v for c, v in self._covered.get(number, {}).items() if c not in here}
            if not here or all(c[1] == "s" and not trimmed(c[2]) for c in here.values()):
                continue
            if not self._is_beside(number, here, last):
                self._row(number, here, found)
                if number in self._grid.hidden:
                    hidden.append(number)
            last = number
        if hidden:
            self._faults.add(
                "hidden-rows", self._grid.title, hidden[0], min(wanted), "", count=len(hidden), rows=hidden
            )
        if not found and self._sheet.required and len(self._faults.found) == before:
            self._faults.add("no-rows", self._grid.title, sheet=self._sheet)
        return tuple(found)

    def _is_beside(self, number: int, here: dict[int, Cell], last: int) -> bool:
        """True for what is no row: a total, or a note under the table (which is mentioned)."""
        if self._key is None or self._grid.is_made:
            return False
        cell = here.get(self._key.column)
        label = trimmed(cell[2]) if cell and cell[1] == "s" else ""
        if label and self._is_account(label, here):
            return number in self._grid.totals
        if (
            number in self._grid.totals
            or (label and is_total(label))
            or (not label and (cell is None or cell[1] in "su") and self._sums.is_sum(number, here))
        ):
            self._sums.skipped.append(number)
            return True
        if label and len(here) == 1 and len(self._wanted) >= 3 and self._is_note(label, number > last + 1):
            self._faults.add("note-row", self._grid.title, number, self._key.column, label)
            return True
        return bool(label) and self._is_total_by_figures(label, number, here)

    def _is_note(self, label: str, is_apart: bool) -> bool:
        """True for a text alone in its row: below the table, or under no name like those that are known."""
        assert self._key
        known = self._known.get(self._key.fact.refers)
        return is_apart or bool(known and known.names and not nearest(label, known.names))

    def _is_total_by_figures(self, label: str, number: int, here: dict[int, Cell]) -> bool:
        """True for a row that is made from those above it, under a name that nobody knows; it is said.

        A name that sounds like a total over other figures is asked about: left out it might be missed, and
        as an account it would count twice.
        """
        assert self._key
        known = self._known.get(self._key.fact.refers)
        if known is None or not known.names:
            return False
        made = self._sums.made(number, here, label)
        if not made and not sounds_total(label):
            return False
        code = "total-row" if made else "total-unclear"
        self._faults.add(
            code, self._grid.title, number, self._key.column, label, where=known.title, made=made
        )
        self._sums.skipped.append(number)
        return True

    def _is_account(self, label: str, here: dict[int, Cell]) -> bool:
        """True when the label is a name that is known, or (on the accounts' own sheet) comes with words."""
        assert self._key
        known = self._known.get(self._key.fact.refers)
        if known and (known.find(label) or known.renamed(label)):
            return True
        return self._sheet.key == "accounts" and any(
            c[1] == "s" and c[0] != self._key.column and not _is_number(c[2]) for c in here.values()
        )

    def _row(self, number: int, here: dict[int, Cell], found: list[Any]) -> None:
        values = self._blank_row.copy()
        good, unit = True, ""
        self._written, before = "", len(found)
        self._convert.of(None)
        for column, place, spot, is_plain in self._plan:
            cell = here.get(column)
            value = BLANK
            if cell is not None:
                # Plain texts, most of what stands in a workbook, take the short way.
                is_short = is_plain and cell[1] == "s"
                value = trimmed(cell[2]) or BLANK if is_short else self._value(number, cell, spot, unit)
            fact = spot.fact
            if value is BLANK:
                if fact.required:
                    self._faults.add("value-missing", self._grid.title, number, column, column=fact)
                    good = False
            elif value is BAD:
                good = good and not fact.required
            else:
                values[place] = self._referred(number, column, fact, value) if fact.refers else value
                if fact.name == self._sheet.when:
                    self._convert.of(value)
                unit = value if fact.name == "unit" else unit
        if self._layout.spread:
            self._spread(number, here, values, good, found)
        elif good:
            main = self._main if self._main and self._main.column in here else self._key
            values[-1] = f"{self._grid.title}!{letters(main.column) if main else 'A'}{number}"
            found.append(self._sheet.row.of(values))
        if self._written:
            self.written |= {row.at: self._written for row in found[before:]}

    def _value(self, number: int, cell: Cell, spot: Spot, unit: str) -> Any:
        """The value of a cell; a number of a row whose unit says so is an amount or a share."""
        return self._convert.value(number, cell, self._united.get((unit, spot.column), spot))

    def _referred(self, number: int, column: int, fact: Column, value: str) -> str:
        known = self._known.get(fact.refers)
        if known is None or not known.names:
            return value
        name = known.find(value)
        if name is None and (name := known.renamed(value)):
            self._written = value
        if name is None:
            self._faults.add(
                "name-unknown", self._grid.title, number, column, value,
                column=fact, where=known.title, near=known.suggest(value),
            )  # fmt: skip
            return value
        return name

    def _spread(
        self, number: int, here: dict[int, Cell], values: list[Any], good: bool, found: list[Any]
    ) -> None:
        """One row per year, month, criterion ... that has a value."""
        spread = self._sheet.spread
        assert spread
        over = self._places[spread.over]
        made: dict[Any, list[Any]] = {}
        for spot in self._layout.spread:
            cell = here.get(spot.column)
            if cell is None:
                continue
            self._convert.of(spot.over)
            for part in _parts(cell) if spread.several else (cell,):
                value = self._convert.value(number, part, spot)
                if value is BLANK or value is BAD or not good:
                    continue
                key = (spot.over, value) if spread.several else spot.over
                if key not in made:
                    made[key] = values.copy()
                    made[key][over] = spot.over
                    made[key][-1] = f"{self._grid.title}!{letters(spot.column)}{number}"
                made[key][self._places[spot.fact.name]] = value
        found.extend(self._sheet.row.of(row) for row in made.values())


def _united(spots: Iterable[Spot]) -> dict[tuple[str, int], Spot]:
    """The columns of numbers as they are where the unit of a row is an amount or a share."""
    numbers = [spot for spot in spots if spot.fact.kind == "number"]
    amounts = {("money", s.column): Spot(s.column, s.fact.of_kind("money"), s.label) for s in numbers}
    shares = {
        ("share", s.column): Spot(s.column, s.fact.of_kind("share", MOST_SHARE), s.label) for s in numbers
    }
    return amounts | shares


def _is_number(text: str) -> bool:
    try:
        number_of(text, False, ".")
    except UnreadableError:
        return False
    return True


def _parts(cell: Cell) -> list[Cell]:
    """The cell for each mark in it: `A/R`, `A, R` and `A et R` are an A and an R."""
    column, kind, value = cell
    if kind != "s":
        return [cell]
    words = trimmed(value).translate(_LETTER_MARKS).split()
    return [(column, kind, word) for word in words if word not in _AND]


def _covered(grid: Grid, layout: Layout) -> dict[int, dict[int, Cell]]:
    """The cells that text columns show because a cell above is merged downwards over them, by row."""
    words = {s.column for s in layout.spots if s.fact.kind in ("text", "choice")}
    areas = [
        a for a in grid.merged if a[0] > layout.header and a[2] > a[0] and a[1] == a[3] and a[1] in words
    ]
    if not areas:
        return {}
    tops = {(row, cell[0]): cell for row, cells in grid.rows for cell in cells if cell[0] in words}
    found: dict[int, dict[int, Cell]] = {}
    left = MOST_COVERED
    for first, column, last, _ in areas:
        cell = tops.get((first, column))
        left -= last - first
        if cell and left >= 0:
            for row in range(first + 1, last + 1):
                found.setdefault(row, {})[column] = cell
    return found
