"""From a workbook file to a book: typed rows, and every problem there is, in one run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from kamdeck.errors import Problem
from kamdeck.record import replace
from kamdeck.text import entry, languages
from kamdeck.text.catalogues import ENGLISH
from kamdeck.workbook.addresses import letters
from kamdeck.workbook.amounts import Amounts, Currency
from kamdeck.workbook.archive import RefusedError
from kamdeck.workbook.cells import EPOCH_1900, Grid
from kamdeck.workbook.choices import SCALE
from kamdeck.workbook.columns import Sheet
from kamdeck.workbook.convert import Converter
from kamdeck.workbook.faults import Faults, together
from kamdeck.workbook.former import former_names
from kamdeck.workbook.groups import counted_once
from kamdeck.workbook.header_names import Names
from kamdeck.workbook.headers import find_layout
from kamdeck.workbook.kpi_units import settled
from kamdeck.workbook.marks import Marks
from kamdeck.workbook.opening import Source, open_workbook, refusal_reason, refused_error
from kamdeck.workbook.rates import code_named, usable_rates
from kamdeck.workbook.revenue_months import dated
from kamdeck.workbook.rows import Book, Rate, Settings
from kamdeck.workbook.rules import check_book
from kamdeck.workbook.settings_sheet import read_settings, settings_titles
from kamdeck.workbook.tables import Known, Table
from kamdeck.workbook.values import year_name
from kamdeck.workbook.wording import fold, nearest

# Sheets that others refer to come first; the field holds the names.
_LISTS = {
    "accounts": "account",
    "criteria": "criterion",
    "products": "product",
    "divisions": "division",
    "milestones": "milestone",
    "team": "member",
}
_SCALES = {"units": 1.0, "thousands": 1e3, "millions": 1e6}


class Door(Protocol):
    """Sheets that come from elsewhere than the workbook's own: mapped ones, frames.

    `titles` says by sheet key how each is called, `sources` names sheets of the workbook that are only
    read through the door. What it brings may be all that is wanted, where it `is_partial`: then no sheet is
    missing.
    """

    titles: dict[str, str]
    sources: frozenset[str]
    is_partial: bool

    def complete(self, present: Iterable[str]) -> None:
        """Told which sheets the workbook has, the door may add some of its own."""

    def settings(self) -> Grid | None:
        """Settings that come before those of the workbook."""

    def grid(self, key: str, settings: Settings, faults: Faults) -> Grid:
        """The cells of one sheet."""

    def settle(self, faults: Faults, lang: str) -> None:
        """Puts each fault at the place where a person finds it."""


def read_book(
    path: str | Path,
    *,
    lang: str | None = None,
    is_check: bool = False,
) -> tuple[Book, tuple[Problem, ...]]:
    """The book that could be read, and all problems in the order of sheets and cells.

    Messages are in `lang`, else in the language that Settings names, else in that of the sheet names.
    The file is only ever read. With `is_check` what a slide says itself is a problem too.

    Raises: WorkbookError when the file itself cannot be read (missing, locked, damaged, no workbook).
    """
    path = Path(path)
    try:
        source, is_legacy = open_workbook(path, lang or "en")
        return read_source(source, path.name, None, lang, path.suffix if is_legacy else "", is_check)
    except (OSError, RefusedError) as error:
        raise refused_error(path, refusal_reason(error, path), lang or "en") from None


def read_door(door: Door, name: str, lang: str | None = None) -> tuple[Book, tuple[Problem, ...]]:
    """The book whose sheets all come through a door, and all problems; `name` is what it is called."""
    return read_source(_Nothing(), name, door, lang)


class _Nothing:
    """A workbook without sheets."""

    titles: tuple[str, ...] = ()

    def grid(self, title: str) -> Grid:
        """No cells."""
        return Grid(title, [], [], EPOCH_1900)


def read_source(
    source: Source,
    name: str,
    door: Door | None,
    lang: str | None,
    legacy: str = "",
    is_check: bool = False,
) -> tuple[Book, tuple[Problem, ...]]:
    """The book of an opened workbook called `name`, sheets through the `door` instead where it has them.

    `legacy` is the suffix of a kind of file that hides uncalculated formulas; the rest as in `read_book`.
    """
    reading = _Reading(source, name, door)
    if legacy:
        reading.faults.add("legacy", "", seen=legacy)
    book = reading.book()
    check_book(
        book,
        Marks(reading.columns, reading.faults, reading.written, reading.heads),
        is_check=is_check,
    )
    if not reading.faults.found:
        return book, ()
    from kamdeck.workbook.messages import problem

    words = lang or book.settings.language or reading.lang
    titles = ("", *source.titles, *(door.titles.values() if door else ()))
    order = {title: place for place, title in enumerate(dict.fromkeys(titles))}
    found = sorted(reading.faults.found, key=lambda f: (order.get(f.sheet, len(order)), f.row, f.column))
    if door:
        door.settle(reading.faults, words)
    # Sheets that come through a door have no language of their own.
    names = words if door and reading.lang == ENGLISH else reading.lang
    problems = tuple(dict.fromkeys(problem(fault, words, names) for fault in together(found)))
    faulty = blocked_sheets(problems, book)
    return (replace(book, faulty=tuple(sorted(faulty))) if faulty else book), problems


def blocked_sheets(problems: tuple[Problem, ...], book: Book) -> frozenset[str]:
    """The keys of the sheets that hold an error, and of required sheets that are missing.

    Views that need one of them cannot be trusted; "settings" is among them when that sheet has an error.
    """
    wrong = {p.sheet for p in problems if p.severity == "error"}
    present = dict(book.titles)
    missing = {sheet.key for sheet in Book.sheets if sheet.required and sheet.key not in present}
    return frozenset(missing | {key for key, title in book.titles if title in wrong})


class _Reading:
    """One workbook being read: which sheet is which, the language of its cells, and its faults."""

    def __init__(self, source: Source, name: str, door: Door | None = None) -> None:
        self.faults = Faults()
        self.columns: dict[str, dict[str, int]] = {}
        self._letters: dict[str, tuple[tuple[str, str], ...]] = {}
        self.heads: dict[str, dict[Any, tuple[int, int]]] = {}
        self.year_names: dict[int, str] = {}
        self.written: dict[str, str] = {}
        self._source = source
        self._name = name
        self._door = door
        self._titles = self._recognised(door.sources if door else frozenset())
        if door:
            door.complete(self._titles)
            self._titles |= door.titles
        self.lang = self._language()
        self._known: dict[str, Known] = {}
        self._is_ledger = False
        self._scale = 1.0
        self._currency = Currency("USD")

    def _recognised(self, sources: frozenset[str]) -> dict[str, str]:
        """Sheet key to the sheet's own name; `sources` are left to the mapping that reads them."""
        names = {fold(title): "settings" for title in settings_titles()}
        for sheet in Book.sheets:
            names |= {fold(name): sheet.key for name in sheet.names}
        guides = {entry(lang, "guide", "title") for lang in languages()}
        found: dict[str, str] = {}
        strangers = []
        for title in self._source.titles:
            if title in sources:
                continue
            key = names.get(fold(title))
            if key is None and title not in guides:
                strangers.append(title)
            elif key is None:
                continue
            elif key in found:
                self.faults.add("sheet-twice", title, first=found[key])
            else:
                found[key] = title
        absent = {s.title(lang): s for s in Book.sheets if s.key not in found for lang in languages()}
        for title in strangers:
            near = nearest(title, absent)
            if near and absent[near].key not in found:
                self.faults.add("sheet-near", title, seen=title, name=near)
        return found

    def _language(self) -> str:
        """The language in which most sheets have their names, English where none has more."""
        names = {s.key: s for s in Book.sheets}
        told = [(names[key], fold(title)) for key, title in self._titles.items() if key in names]
        return max(languages(), key=lambda lang: sum(title == fold(s.title(lang)) for s, title in told))

    def book(self) -> Book:
        """The book, sheet by sheet."""
        settings = self._settings()
        self._scale = _SCALES[settings.scale if settings.scale in SCALE.codes else "units"]
        is_given = "currency" in dict(settings.cells)
        self._currency = Currency(settings.currency, is_given)
        rows: dict[str, tuple[Any, ...]] = {}
        for sheet in sorted(Book.sheets, key=lambda s: (s.key != "rates", s.key not in _LISTS)):
            title = self._titles.get(sheet.key)
            if title is not None:
                grid = self._grid(sheet.key, title, settings)
                rows[sheet.key] = self._rows(sheet, grid, settings.fiscal_year_end_month)
                if sheet.key == "rates":
                    self._exchange(rows["rates"], title, settings)
                if sheet.key in _LISTS:
                    names = (getattr(row, _LISTS[sheet.key]) for row in rows[sheet.key])
                    former = former_names(rows[sheet.key]) if sheet.key == "accounts" else None
                    self._known[sheet.key] = Known(names, title, former)
            elif sheet.required and self._titles:
                code = "sheet-unmapped" if self._door and self._door.is_partial else "sheet-missing"
                self.faults.add(code, "", sheet=sheet, titles=self._source.titles)
        if "revenue" in rows:
            revenue = dated(rows["revenue"], settings.fiscal_year_end_month)
            rows["revenue"] = counted_once(rows.get("accounts", ()), revenue)
        if not self._titles:
            self.faults.add("no-sheets", "", titles=self._source.titles)
        accounts = self._known.get("accounts")
        if accounts and settings.focus_account and (name := accounts.renamed(settings.focus_account)):
            settings = replace(settings, focus_account=name)
        order = ("settings", *(sheet.key for sheet in Book.sheets))
        titles = tuple((key, self._titles[key]) for key in order if key in self._titles)
        settings = replace(settings, currency=self._currency.code)
        named = tuple(sorted(self.year_names.items()))
        done = tuple(self._currency.exchanged)
        return Book(
            settings=settings,
            titles=titles,
            source=self._name,
            year_names=named,
            exchanged=done,
            letters=tuple(self._letters.items()),
            is_ledger=self._is_ledger,
            **rows,
        )

    def _exchange(self, rows: tuple[Rate, ...], title: str, settings: Settings) -> None:
        """Takes the rates; where no setting names the book's currency, it is the one whose rate is 1."""
        if not rows:
            return
        if not self._currency.is_given:
            own = {code for row in rows if row.rate == 1 and (code := code_named(row.currency))}
            if len(own) != 1:
                self.faults.add("rate-base", title)
                return
            self._currency = Currency(own.pop(), is_given=True)
        self._currency.rates = usable_rates(
            rows, self.columns["rates"], title, self._currency.code, settings, self.faults
        )

    def _settings(self) -> Settings:
        """The settings of the workbook, those of the door before them."""
        title = self._titles.get("settings")
        settings = read_settings(self._source.grid(title), self.lang, self.faults) if title else Settings()
        if self._door is None or (grid := self._door.settings()) is None:
            return settings
        first = read_settings(grid, self.lang, self.faults)
        given = {name: getattr(first, name) for name, _ in first.cells}
        cells = (*first.cells, *((name, at) for name, at in settings.cells if name not in given))
        self._titles.setdefault("settings", grid.title)
        return replace(settings, **given, cells=cells)

    def _grid(self, key: str, title: str, settings: Settings) -> Grid:
        if self._door and key in self._door.titles:
            return self._door.grid(key, settings, self.faults)
        return self._source.grid(title)

    def _rows(self, sheet: Sheet, grid: Grid, end_month: int) -> tuple[Any, ...]:
        names = Names()
        if sheet.spread:
            key = sheet.spread.names.partition(".")[0]
            listed = self._known.get(key)
            is_any = key == "any" or (key in _LISTS and not (listed and listed.names))
            names = Names(listed.names, is_any, listed.title) if listed else Names((), is_any)
        if not grid.rows:
            # A made sheet without even a header has a fault already that says why.
            if sheet.required and not grid.is_made:
                self.faults.add("no-rows", grid.title, sheet=sheet)
            return ()
        layout = find_layout(sheet, grid, names, self.lang, self.faults)
        if layout is None or not layout.is_complete:
            return ()
        self.columns[sheet.key] = {spot.fact.name: spot.column for spot in layout.spots}
        if not grid.is_made:
            self._letters[sheet.key] = tuple((s.fact.name, letters(s.column)) for s in layout.spots)
        self.heads[sheet.key] = {spot.over: (layout.header, spot.column) for spot in layout.spread}
        amounts = Amounts(grid, layout, self._scale, self._currency, self.faults)
        convert = Converter(grid, self.lang, self.faults, amounts, end_month)
        table = Table(sheet, grid, layout, convert, self._known, self.faults)
        rows = table.rows()
        if sheet.key == "kpis":
            columns = self.columns[sheet.key]
            rows = settled(rows, columns, convert, amounts, Marks(self.columns, self.faults))
        if sheet.spread and sheet.spread.names == "years":
            heads = ((spot.over, year_name(spot.label)) for spot in layout.spread)
            named = {year: name for year, name in heads if isinstance(year, int) and name}
            self.year_names |= convert.years | named
        if sheet.key == "revenue" and "month" in self.columns["revenue"]:
            self._is_ledger = grid.is_made or convert.has_days
        self.written |= table.written
        return rows
