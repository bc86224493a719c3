"""The files that a mapping reads, and the grids of our sheets made from them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kamdeck.record import replace
from kamdeck.sources.delimited import Delimited, open_table
from kamdeck.sources.engine import Engine
from kamdeck.sources.groups import Sheetful
from kamdeck.sources.lines import SEARCHED_ROWS, Lines, load
from kamdeck.sources.notes import LineNotes
from kamdeck.sources.readings import Readings, names_of
from kamdeck.sources.spec import Given, MappedSheet, Mapping, Place
from kamdeck.text import Say
from kamdeck.workbook.archive import RefusedError
from kamdeck.workbook.cells import EPOCH_1900, Cell, Grid
from kamdeck.workbook.faults import Faults
from kamdeck.workbook.opening import Source, refusal_reason
from kamdeck.workbook.rows import Book, Settings
from kamdeck.workbook.wording import fold, nearest

MOST_LABELS = 60
_SHEETS = {sheet.key: sheet for sheet in Book.sheets}


class Mapped:
    """What a mapping makes of a workbook and the files around it: a grid for each sheet that it names.

    `titles` says how each is called: by the sheet of the workbook it comes from, `[file]sheet` when that
    is in another file, the file's name for a text file. `sources` are sheets of the workbook that are only
    read through the mapping.
    """

    __slots__ = (
        "_engine",
        "_files",
        "_grids",
        "_mapping",
        "_specs",
        "_stands",
        "_tables",
        "_texts",
        "_workbook",
        "is_partial",
        "sources",
        "titles",
    )

    def __init__(self, mapping: Mapping, workbook: Path, source: Source) -> None:
        self.is_partial = True
        self._engine = Engine()
        self._tables: dict[tuple[str, int], str] = {}
        self._mapping = mapping
        self._workbook = workbook.resolve()
        self._files: dict[Path, Source | str] = {self._workbook: source}
        self._grids: dict[str, Grid] = {}
        self._texts: dict[str, dict[int, str]] = {}
        self._stands: dict[str, dict[int, int]] = {}
        self._specs = {spec.key: spec for spec in mapping.sheets}
        self.titles = {spec.key: self._title(spec.place) for spec in mapping.sheets}
        own = {self._title(spec.place) for spec in mapping.sheets}
        self.sources = frozenset(own.intersection(source.titles))

    def complete(self, present: Iterable[str]) -> None:
        """Adds the accounts that the mapped revenue names, where there is no other list of accounts."""
        revenue = self._specs.get("revenue")
        account = dict(revenue.fields).get("account") if revenue else None
        if revenue and account and "accounts" not in self._specs and "accounts" not in present:
            fields = (("account", account),)
            self._specs["accounts"] = replace(
                revenue,
                key="accounts",
                fields=fields,
                spread=(),
                others=False,
                is_distinct=True,
                telling=tuple(given for name, given in revenue.fields if name == "year"),
            )
            self.titles["accounts"] = self.titles["revenue"]

    def settings(self) -> Grid | None:
        """The settings that the mapping gives, None when it gives none."""
        rows: list[tuple[int, list[Cell]]] = []
        for number, (name, value) in enumerate(self._mapping.settings, 1):
            kind = "b" if isinstance(value, bool) else "s" if isinstance(value, str) else "d"
            kind = "n" if isinstance(value, float | int) and kind != "b" else kind
            rows.append((number, [(1, "s", name), (2, kind, value)]))
        return Grid(self._mapping.file.name, rows, [], EPOCH_1900) if rows else None

    def grid(self, key: str, settings: Settings, faults: Faults) -> Grid:
        """The cells of one mapped sheet; empty (and a fault) when a source or a column is not there."""
        spec, title = self._specs[key], self.titles[key]
        empty = Grid(title, [], [], EPOCH_1900, is_made=True)
        lines = self._lines(spec, title, faults)
        if lines is None:
            return empty
        readings = Readings(self._engine, lines, settings.fiscal_year_end_month, spec.decimal)
        if not self._has_columns(spec, lines, readings, faults):
            return empty
        notes = LineNotes(title, faults, spec.is_lenient)
        made = Sheetful(self._engine, spec, _SHEETS[key], lines, readings, notes)
        self._stands.setdefault(title, {}).update(made.stands)
        return made.grid()

    def settle(self, faults: Faults, lang: str) -> None:
        """Puts each fault where a person finds it: the source's own column, a line of a text file."""
        say = Say(lang)
        for fault in faults.found:
            fault.column = self._stands.get(fault.sheet, {}).get(fault.column, fault.column)
            labels = self._texts.get(fault.sheet)
            if labels is not None and fault.row:
                label = labels.get(fault.column, "")
                line = say("told.line", row=str(fault.row))
                fault.place = f"{line}, {label}" if label else line

    # ------------------------------------------------------------------ files and sheets

    def _file(self, place: Place) -> Path:
        return (self._mapping.file.parent / place.file).resolve() if place.file else self._workbook

    def _open(self, place: Place) -> Source | str:
        """The opened file, or the reason why it cannot be read."""
        path = self._file(place)
        if path not in self._files:
            try:
                self._files[path] = open_table(path)
            except (OSError, RefusedError) as error:
                self._files[path] = refusal_reason(error, path)
        return self._files[path]

    def _sheet(self, place: Place, source: Source) -> str:
        """The sheet's own name; "" when there is none like it."""
        if place.sheet is None:
            return source.titles[0] if source.titles else ""
        if place.sheet in source.titles:
            return place.sheet
        return next((title for title in source.titles if fold(title) == fold(place.sheet)), "")

    def _title(self, place: Place) -> str:
        path, source = self._file(place), self._open(place)
        if isinstance(source, str):
            return path.name
        sheet = self._sheet(place, source) or place.sheet or ""
        if path == self._workbook:
            return sheet
        return path.name if isinstance(source, Delimited) else f"[{path.name}]{sheet}"

    # ------------------------------------------------------------------ lines and columns

    def _lines(self, spec: MappedSheet, title: str, faults: Faults) -> Lines | None:
        """The lines of a mapped sheet with its joined columns; None (and a fault) without their source."""
        names = _names(spec)
        lines = self._read(spec.place, title, names, faults, is_whole=spec.others)
        for join in spec.joins:
            if lines is None:
                break
            there = self._title(join.place)
            other = self._read(join.place, there, {join.there, *names}, faults)
            here = lines.column(join.here)
            if other is None or not here or not (key := other.column(join.there)):
                if other is not None:
                    at, name = (other, join.there) if here else (lines, join.here)
                    _no_column(at, name, f"{spec.key}.join", faults)
                return None
            wanted = [name for name in names if not lines.column(name) and other.column(name)]
            lines.add(self._engine, other, here, key, wanted)
        return lines

    def _read(
        self, place: Place, title: str, names: set[str], faults: Faults, *, is_whole: bool = False
    ) -> Lines | None:
        source = self._open(place)
        if isinstance(source, str):
            faults.add("refused", title, reason=source, name=title)
            return None
        sheet = self._sheet(place, source)
        if not sheet:
            near = nearest(place.sheet or "", source.titles)
            faults.add("mapped-sheet", title, seen=place.sheet, titles=source.titles, near=near)
            return None
        try:
            return self._load(place, title, source, sheet, names, is_whole=is_whole)
        except RefusedError as refused:
            faults.add("refused", title, reason=refused.reason, name=self._file(place).name)
            return None

    def _load(
        self, place: Place, title: str, source: Source, sheet: str, names: set[str], *, is_whole: bool
    ) -> Lines:
        """The lines of a sheet, on a table of the engine that serves everything that is made from it."""
        if isinstance(source, Delimited):
            lines = Lines(title, source.head(SEARCHED_ROWS), EPOCH_1900, names, is_whole=is_whole)
            self._texts[title] = lines.labels
        else:
            grid = self._cells(source, title, sheet)
            head = grid.rows[:SEARCHED_ROWS]
            lines = Lines(title, head, grid.epoch, names, is_whole=is_whole, is_coded=True)
        if (title, lines.header) not in self._tables:
            every = self._columns(title, lines)
            if isinstance(source, Delimited):
                table = source.load(self._engine, lines.header, every)
            else:
                below = (row for row in self._cells(source, title, sheet).rows if row[0] > lines.header)
                table = load(self._engine, below, every, is_coded=True)
            self._tables[title, lines.header] = table
        lines.stand_on(self._tables[title, lines.header])
        return lines

    def _columns(self, title: str, lines: Lines) -> list[int]:
        """The columns of a sheet that anything is made from."""
        names: set[str] = set()
        is_whole = False
        for spec in self._specs.values():
            if title in map(self._title, (spec.place, *(join.place for join in spec.joins))):
                names |= _names(spec) | {join.there for join in spec.joins}
                is_whole = is_whole or (spec.others and title == self._title(spec.place))
        return lines.columns(names, is_whole=is_whole)

    def _cells(self, source: Source, title: str, sheet: str) -> Grid:
        """The cells of a sheet of a workbook, read once for all that is made from them."""
        if title not in self._grids:
            self._grids[title] = source.grid(sheet)
        return self._grids[title]

    def _has_columns(self, spec: MappedSheet, lines: Lines, readings: Readings, faults: Faults) -> bool:
        """True when every column that the mapping names is there; each other is noted with the right ones."""
        fields = ((name, readings.missing(given)) for name, given in (*spec.fields, *spec.spread))
        lost = [(column, field) for field, columns in fields for column in columns]
        lost += [(c.column, "where") for c in spec.where if not lines.column(c.column)]
        for column, field in dict.fromkeys(lost):
            # Accounts that come from the revenue lines are not in the mapping by name.
            key = "revenue" if spec.is_distinct else spec.key
            _no_column(lines, column, f"{key}.{field}", faults)
        return not lost


def _no_column(lines: Lines, column: str, field: str, faults: Faults) -> None:
    labels = tuple(lines.labels.values())
    faults.add(
        "mapped-column",
        lines.title,
        lines.header,
        0,
        column,
        field=field,
        labels=", ".join(labels[:MOST_LABELS]),
        near=nearest(column, labels),
    )


def _names(spec: MappedSheet) -> set[str]:
    """Every name that may be a column of a mapped sheet's source."""
    fields: tuple[tuple[str, Given], ...] = (*spec.fields, *spec.spread)
    names = {name for given in (*(g for _, g in fields), *spec.telling) for name in names_of(given)}
    return names | {c.column for c in spec.where} | {join.here for join in spec.joins}
