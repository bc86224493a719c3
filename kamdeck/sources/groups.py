"""From lines to the grid of one sheet of ours: filtered, brought together, each row where it stands.

The grid keeps the addresses of the source: a field stands in the column it comes from, a row at the
first of its lines. So every cell that a problem or a note names can be looked up in the source.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from math import fsum
from typing import Any

from kamdeck.sources.lines import Lines
from kamdeck.sources.notes import LineNotes
from kamdeck.sources.spec import OVER, Given, MappedSheet
from kamdeck.sources.typed import Value, Wrong
from kamdeck.sources.vectors import Vectors, names_of
from kamdeck.text.catalogues import ENGLISH
from kamdeck.workbook.amounts import CURRENCY_HEADERS
from kamdeck.workbook.cells import Cell, Grid
from kamdeck.workbook.columns import Column, Sheet
from kamdeck.workbook.header_names import fact_named
from kamdeck.workbook.totals import is_total
from kamdeck.workbook.wording import fold


class Field:
    """One field of the sheet with the column of the grid it stands in and its values, line by line."""

    __slots__ = ("column", "fact", "given", "header", "must_be", "values")

    def __init__(
        self, fact: Column, given: Given, header: str, column: int, values: list[Value], is_wide: bool
    ) -> None:
        self.fact = fact
        self.given = given
        self.header = header
        self.column = column
        self.values = values
        self.must_be = fact.required and not is_wide  # of a wide sheet any cell may be blank


class Sheetful:
    """Makes the grid of one mapped sheet out of its lines."""

    __slots__ = ("_lines", "_notes", "_others", "_sheet", "_spec", "_vectors", "fields", "stands")

    def __init__(
        self, spec: MappedSheet, sheet: Sheet, lines: Lines, vectors: Vectors, notes: LineNotes
    ) -> None:
        self._spec = spec
        self._sheet = sheet
        self._lines = lines
        self._vectors = vectors
        self._notes = notes
        self._others: list[int] = []
        self.stands: dict[int, int] = {}  # a column of the grid alone: the column of the source it is about
        self.fields = self._placed()
        self._add_months()

    def grid(self) -> Grid:
        """The sheet under its own headers, at the places of the source."""
        kept = self._kept()
        self._note_currencies(kept)
        rows = self._grouped(kept) if self._spec.is_grouped else self._plain(kept)
        self._notes.flush()
        labels: list[Cell] = [(field.column, "s", field.header) for field in self.fields]
        labels += [(column, "s", self._lines.labels[column]) for column in self._others]
        rows.insert(0, (self._lines.header, sorted(labels)))
        return Grid(self._lines.title, rows, [], self._lines.epoch, is_made=self._spec.is_grouped)

    def _note_currencies(self, kept: list[int]) -> None:
        """Says of a column of currencies that its lines hold several: amounts are taken as they stand."""
        if not any(field.fact.kind == "money" for field in self.fields):
            return
        for column, label in self._lines.labels.items():
            if fold(label) in CURRENCY_HEADERS:
                texts = self._vectors.texts(label)
                found = [(texts[place], place) for place in kept if isinstance(texts[place], str)]
                codes = dict.fromkeys(text.upper() for text, _ in found)
                if len(codes) > 1:
                    place = next(place for text, place in found if text.upper() != next(iter(codes)))
                    self._notes.say("lines-currencies", self._lines.numbers[place], column, tuple(codes))

    def _placed(self) -> list[Field]:
        """Each field in the column of the source it comes from, or in one beyond them where that is taken."""
        named = dict(self._spec.fields)
        wanted = [
            (fact, named[fact.name], fact.header(ENGLISH), False)
            for fact in self._sheet.columns
            if fact.name in named
        ]
        if self._sheet.spread:
            value = fact_named(self._sheet, self._sheet.spread.values[0])
            wanted += [(value, given, name, True) for name, given in self._spec.spread]
        taken: dict[int, None] = {}
        fields = []
        for fact, given, header, is_wide in wanted:
            source = next((c for name in names_of(given) if (c := self._lines.column(name))), 0)
            column = source
            if not column or column in taken or column in self._lines.joined:
                column = max(*self._lines.labels, *taken, 0) + 1
                self.stands[column] = self._lines.root(source) or 1
            taken[column] = None
            fields.append(Field(fact, given, header, column, self._vectors.of(fact, given), is_wide))
        if self._spec.others:
            used = {self._lines.column(name) for _, given, _, _ in wanted for name in names_of(given)}
            free = self._lines.labels.keys() - used - taken.keys() - self._lines.joined.keys()
            self._others = sorted(free)
        return fields

    def _add_months(self) -> None:
        """Keeps the sums of dated lines by month, where a year comes from their dates."""
        spread = self._sheet.spread
        named = {field.fact.name: field for field in self.fields}
        if not (spread and spread.part and self._spec.is_grouped) or spread.part in named:
            return
        year = named.get(spread.over)
        over = [field.given.how for field in self.fields if field.given.how in OVER]
        if year is None or len(year.given.columns) != 1 or set(over) != {"sum"}:
            return
        fact = fact_named(self._sheet, spread.part)
        months = self._vectors.of(fact, year.given)
        if any(isinstance(month, datetime.date) for month in months) and not any(
            isinstance(month, Wrong) for month in months
        ):
            column = max(*self._lines.labels, *(field.column for field in self.fields)) + 1
            self.stands[column] = self.stands.get(year.column, year.column)
            self.fields.append(Field(fact, year.given, fact.header(ENGLISH), column, months, is_wide=False))

    def _kept(self) -> list[int]:
        """The lines that meet every condition."""
        kept = [True] * len(self._lines)
        for condition in self._spec.where:
            column = self._lines.column(condition.column)
            for place, met in enumerate(self._vectors.meets(condition)):
                if kept[place] and met is not True:
                    kept[place] = False
                    if isinstance(met, Wrong):
                        self._fault(met, place, Column("text", label=self._lines.labels[column]), column)
        return [place for place, is_kept in enumerate(kept) if is_kept]

    def _fault(self, wrong: Wrong, place: int, fact: Column, column: int) -> None:
        column = wrong.column or column
        column = self.stands.get(column) or self._lines.root(column)
        self._notes.add(wrong.code, self._lines.numbers[place], column, wrong.seen, fact)

    def _is_sound(self, place: int, fields: list[Field]) -> bool:
        """True when no field is faulty on a line and none that must be filled is blank; else one is noted."""
        for field in fields:
            value = field.values[place]
            if value is None and field.must_be:
                value = self._blank(field, place)
            if isinstance(value, Wrong):
                self._fault(value, place, field.fact, field.column)
                return False
        return True

    def _blank(self, field: Field, place: int) -> Wrong:
        """Why a field is blank on a line: nothing stands there, or a joined table has no partner."""
        for name in names_of(field.given):
            column = self._lines.column(name)
            if place in self._lines.unmatched.get(column, ()):
                return Wrong("no-partner", self._lines.key_of(column, place))
        return Wrong("value-missing")

    def _totals(self, kept: list[int], keys: list[Field]) -> set[int]:
        """The lines that are total rows: named so, and blank in all columns of words or dates beside."""
        named = next((f for f in keys if f.fact.kind == "text" and f.fact.required), None)
        words = [f.values for f in self.fields if f is not named and f.given.how == "plain"]
        telling = [name for given in self._spec.telling for name in given.columns if self._lines.column(name)]
        words += [self._vectors.texts(name) for name in telling]
        if named is None:
            return set()
        return {
            place
            for place in kept
            if isinstance(label := named.values[place], str)
            and is_total(label)
            and all(values[place] is None for values in words)
        }

    # ------------------------------------------------------------------ line by line

    def _plain(self, kept: list[int]) -> list[tuple[int, list[Cell]]]:
        rows = []
        for place in kept:
            cells = [c for column in self._others if (c := self._lines.cells[column][place])]
            if not cells and all(field.values[place] is None for field in self.fields):
                continue
            if self._is_sound(place, self.fields):
                cells += [
                    _cell(f.column, f.values[place]) for f in self.fields if f.values[place] is not None
                ]
                rows.append((self._lines.numbers[place], sorted(cells, key=lambda cell: cell[0])))
        return rows

    # ------------------------------------------------------------------ brought together

    def _grouped(self, kept: list[int]) -> list[tuple[int, list[Cell]]]:
        keys = [field for field in self.fields if field.given.how not in OVER]
        over = [field for field in self.fields if field.given.how in OVER]
        groups: dict[tuple[Any, ...], list[int]] = {}
        totals = self._totals(kept, keys)
        for place in kept:
            if place in totals or all(field.values[place] is None for field in self.fields):
                continue
            if self._is_sound(place, keys):
                groups.setdefault(tuple([_same(f.values[place]) for f in keys]), []).append(place)
        rows = []
        for members in groups.values():
            first = members[0]
            cells = [_cell(f.column, f.values[first]) for f in keys if f.values[first] is not None]
            for field in over:
                value = self._over(field, members)
                if value is not None:
                    cells.append(_cell(field.column, value))
            rows.append((self._lines.numbers[first], sorted(cells, key=lambda cell: cell[0])))
        return rows

    def _over(self, field: Field, members: list[int]) -> Value:
        """The one value that a group's lines give; blank ones do not count, and are noted in a sum."""
        found: list[Any] = []
        how = field.given.how
        for place in members:
            value = field.values[place]
            if isinstance(value, Wrong):
                self._fault(value, place, field.fact, field.column)
            elif value is not None:
                found.append(value)
            elif how == "sum":
                self._fault(Wrong("lines-blank"), place, field.fact, field.column)
        if how == "count":
            return float(len(found))
        if how == "distinct":
            return float(len({_same(value) for value in found}))
        return _WORK[how](found) if found else None


def _most(values: list[Any]) -> Any:
    """The value that most lines have, the first one met where several do."""
    return Counter(values).most_common(1)[0][0]


_WORK: dict[str, Callable[[list[Any]], Any]] = {
    "sum": fsum,
    "average": lambda values: fsum(values) / len(values),
    "first": lambda values: values[0],
    "last": lambda values: values[-1],
    "most": _most,
    "min": min,
    "max": max,
}


def _same(value: Value) -> Any:
    """What two values of a group have in common: texts but for case, accents and punctuation."""
    return (fold(value) or value) if isinstance(value, str) else value


def _cell(column: int, value: Any) -> Cell:
    if isinstance(value, bool):
        return (column, "b", value)
    if isinstance(value, float | int):
        return (column, "n", float(value))
    return (column, "d" if isinstance(value, datetime.date) else "s", value)
