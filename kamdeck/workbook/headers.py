"""Where the columns of a sheet are: names in either language, in any order, below any title rows.

A header may stand in one row or in two (a merged "Revenue" above 2024 and 2025); what a sheet spreads
over columns (years, months, criteria, members) is recognised by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kamdeck.workbook.cells import Cell, Grid, day_of
from kamdeck.workbook.choices import Choices
from kamdeck.workbook.columns import Column, Sheet
from kamdeck.workbook.faults import Faults
from kamdeck.workbook.values import FACTORS, UnreadableError, date_of, month_end, year_in
from kamdeck.workbook.wording import fold, nearest, trimmed

SEARCHED_ROWS = 25
SEARCHED_BEYOND = 3  # rows looked at below the best header so far
YEARS = range(1980, 2101)

_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")

Labels = list[tuple[int, tuple[str, ...]]]
"""Column and the texts by which it may be known, best first."""


class Spot:
    """Where one field is read: the column of the sheet, its facts, what amounts there are multiplied by.

    `over` is the year, month, criterion ... of a spread column, None for an ordinary one.
    """

    __slots__ = ("column", "fact", "factor", "label", "over")

    def __init__(self, column: int, fact: Column, factor: float, label: str, over: object = None) -> None:
        self.column = column
        self.fact = fact
        self.factor = factor
        self.label = label
        self.over = over


class Layout:
    """The columns of one sheet: `spots` for fields, `spread` for wide columns; data follow row `header`.

    Not `is_complete` when a required column is missing: then there are no rows.
    """

    __slots__ = ("header", "is_complete", "spots", "spread", "unknown")

    def __init__(
        self, header: int, spots: list[Spot], spread: list[Spot], unknown: list[tuple[int, str]]
    ) -> None:
        self.header = header
        self.spots = spots
        self.spread = spread
        self.unknown = unknown
        self.is_complete = True


class Names:
    """What the spread columns of a sheet may be called: known names of other sheets, or anything."""

    __slots__ = ("any", "known", "title")

    def __init__(self, known: Iterable[str] = (), any_name: bool = False, title: str = "") -> None:
        self.title = title
        self.known = {fold(name): name for name in known}
        self.any = any_name


def find_layout(sheet: Sheet, grid: Grid, names: Names, french: bool, faults: Faults) -> Layout | None:
    """The layout with the most columns recognised; None (and a fault) when no row looks like a header."""
    best: Layout | None = None
    most = found_at = 0
    for index, (row, cells) in enumerate(grid.rows[:SEARCHED_ROWS]):
        single: Labels = [(c, (text,)) for c, text in _texts(cells, grid)]
        following = grid.rows[index + 1] if index + 1 < len(grid.rows) else None
        layout, alone = _read(sheet, row, single, names, french)
        if alone > most:
            best, most, found_at = layout, alone, index
        for last, labels in _double(row, single, following, grid, alone > 0):
            double, score = _read(sheet, last, labels, names, french)
            if score > most:
                best, most, found_at = double, score, index
        is_whole = best is layout and alone == len(single) > 1
        if is_whole or (most > 1 and index >= found_at + SEARCHED_BEYOND):
            break
    best = best or _nearly(sheet, grid, french)
    if best is None:
        required = [fact for fact in sheet.columns if fact.required]
        faults.add("no-header", grid.title, sheet=sheet, columns=required)
        return None
    _check(sheet, grid, best, names, french, faults)
    return best


def _nearly(sheet: Sheet, grid: Grid, french: bool) -> Layout | None:
    """The row in which every header is misspelt, if there is one: its labels are all unknown."""
    headers = [fact.header("fr" if french else "en") for fact in sheet.columns]
    for row, cells in grid.rows[:SEARCHED_ROWS]:
        labels = _texts(cells, grid)
        if any(nearest(text, headers) for _, text in labels):
            return Layout(row, [], [], labels)
    return None


def _texts(cells: list[Cell], grid: Grid) -> list[tuple[int, str]]:
    found = []
    for column, kind, value in cells:
        if kind == "s":
            text = trimmed(value)
        elif kind == "n":
            text = f"{value:g}" if value != int(value) else str(int(value))
        elif kind == "d":
            day = day_of(value, grid.epoch)
            text = day.isoformat() if day else ""
        else:
            continue
        if text:
            found.append((column, text))
    return found


def _double(
    row: int, upper: Labels, following: tuple[int, list[Cell]] | None, grid: Grid, is_known: bool
) -> list[tuple[int, Labels]]:
    """The labels of two rows read together, where the upper one spans columns of the lower one."""
    spans = any(first <= row <= last for first, _, last, _ in grid.merged)
    if following is None or following[0] != row + 1 or not upper or not (spans or is_known):
        return []
    tops = {column: texts[0] for column, texts in upper}
    for first, left, last, right in grid.merged:
        if first <= row <= last and left in tops:
            tops |= dict.fromkeys(range(left, min(right, left + 500) + 1), tops[left])
    below = dict(_texts(following[1], grid))
    labels: Labels = []
    for column in sorted({*tops, *below}):
        top, bottom = tops.get(column, ""), below.get(column, "")
        labels.append((column, (f"{top} {bottom}", bottom) if top and bottom else (top or bottom,)))
    return [(row + 1, labels)]


def _read(sheet: Sheet, row: int, labels: Labels, names: Names, french: bool) -> tuple[Layout, int]:
    """The layout that these labels make and how many of them mean something, repeated ones counted once."""
    known = known_names(sheet)
    spots: list[Spot] = []
    spread: list[Spot] = []
    unknown: list[tuple[int, str]] = []
    for column, texts in labels:
        spot = next((s for text in reversed(texts) if (s := _spot(known, column, text))), None)
        wide = next((s for text in texts if (s := _wide(sheet, column, text, names, french))), None)
        if spot and not (wide and len(texts) == 2):
            spots.append(spot)
        elif wide:
            spread.append(wide)
        else:
            unknown.append((column, texts[0]))
    if not spots:
        return Layout(row, [], [], []), 0
    if sheet.spread and names.any and not _is_long(sheet, spots):
        value = _fact(sheet, sheet.spread.values[0])
        spread += [Spot(column, value, 1.0, text, over=text) for column, text in unknown]
        unknown = []
        score = len({s.fact.name for s in spots})
    else:
        score = len({s.fact.name for s in spots}) + len({(s.over, s.fact.name) for s in spread})
    return Layout(row, spots, spread, unknown), score


def _spot(known: dict[str, Column], column: int, text: str) -> Spot | None:
    fact = known.get(fold(text))
    if fact:
        return Spot(column, fact, 1.0, text)
    bare, factor = _without_unit(text)
    fact = known.get(fold(bare)) if bare != text else None
    return Spot(column, fact, factor if fact.kind == "money" else 1.0, text) if fact else None


def _wide(sheet: Sheet, column: int, text: str, names: Names, french: bool) -> Spot | None:
    spread = sheet.spread
    if spread is None:
        return None
    value = _fact(sheet, spread.values[0])
    if spread.names == "years":
        return _year_spot(sheet, column, text)
    if spread.names == "months":
        try:
            return Spot(column, value, 1.0, text, over=month_end(date_of(text, french, month=True)))
        except UnreadableError:
            return None
    if spread.names == "choices":
        choices = _fact(sheet, spread.over).choices
        code = choices.code(text) if choices else None
        return Spot(column, value, 1.0, text, over=code) if code else None
    name = names.known.get(fold(text))
    return Spot(column, value, 1.0, text, over=name) if name else None


def _year_spot(sheet: Sheet, column: int, text: str) -> Spot | None:
    assert sheet.spread
    bare, factor = _without_unit(text)
    found = year_in(bare)
    if found is None or found[0] not in YEARS:
        return None
    year, rest = found
    words = rest.split()
    if words and words[-1] in FACTORS:
        factor, rest = FACTORS[words[-1]], " ".join(words[:-1])
    known = known_names(sheet)
    fact = known.get(rest) if rest else _fact(sheet, sheet.spread.values[0])
    if fact is None or fact.name not in sheet.spread.values:
        return None
    return Spot(column, fact, factor if fact.kind == "money" else 1.0, text, over=year)


def _without_unit(text: str) -> tuple[str, float]:
    """The header without a bracket, and the factor of the unit in it: `MRR (k€)` is ("MRR", 1000)."""
    match = _BRACKET.search(text)
    if not match:
        return text, 1.0
    words = fold(match[1].replace("€", "").replace("$", "")).split()
    factor = next((FACTORS[w] for w in words if w in FACTORS), 1.0)
    return trimmed(text[: match.start()] + " " + text[match.end() :]), factor


@cache
def known_names(sheet: Sheet) -> dict[str, Column]:
    """Every folded name under which a column of the sheet is accepted."""
    found: dict[str, Column] = {}
    for fact in sheet.columns:
        for name in (fact.en, fact.fr, fact.name.replace("_", " "), *fact.also):
            found.setdefault(fold(name), fact)
    return found


def _fact(sheet: Sheet, name: str) -> Column:
    return next(fact for fact in sheet.columns if fact.name == name)


def _is_long(sheet: Sheet, spots: list[Spot]) -> bool:
    assert sheet.spread
    found = {spot.fact.name for spot in spots}
    return sheet.spread.over in found and not found.isdisjoint(sheet.spread.values)


def _check(sheet: Sheet, grid: Grid, layout: Layout, names: Names, french: bool, faults: Faults) -> None:
    """Notes repeated, missing and nearly right columns, and drops what a long table does not spread."""
    lang = "fr" if french else "en"
    spread = sheet.spread
    if spread and layout.spread and _is_long(sheet, layout.spots):
        layout.spread = []
    _drop_repeated(grid, layout, faults)
    found = {spot.fact.name for spot in layout.spots}
    if spread and layout.spread:
        found |= {spread.over, *spread.values}
        layout.spots = [s for s in layout.spots if s.fact.name not in (spread.over, *spread.values)]
    missing = [fact for fact in sheet.columns if fact.name not in found]
    over = _fact(sheet, spread.over) if spread else None
    value = _fact(sheet, spread.values[0]).choices if spread else None
    for column, label in layout.unknown:
        near = nearest(label, [fact.header(lang) for fact in missing])
        fact = next((f for f in missing if f.header(lang) == near), None)
        wide = nearest(label, names.known.values()) if not fact and names.known else ""
        if fact:
            missing.remove(fact)
            code = "column-near-required" if fact.required else "column-near"
            layout.is_complete = layout.is_complete and not fact.required
            faults.add(code, grid.title, layout.header, column, label, column=fact)
        elif names.known and value and _has_codes(grid, layout.header, column, value):
            faults.add(
                "name-unknown",
                grid.title,
                layout.header,
                column,
                label,
                column=over,
                where=names.title,
                near=wide,
            )
        elif wide and not any(s.over == wide for s in layout.spread):
            faults.add("name-near", grid.title, layout.header, column, label, name=wide)
    for fact in missing:
        if not fact.required:
            continue
        if spread and fact.name == spread.over:
            layout.is_complete = False
            faults.add("no-spread", grid.title, layout.header, seen="", sheet=sheet, column=fact)
        elif not (spread and fact.name in spread.values and spread.over not in found):
            layout.is_complete = False
            faults.add("column-missing", grid.title, layout.header, seen="", column=fact)


def _has_codes(grid: Grid, header: int, column: int, choices: Choices) -> bool:
    """True when a column under an unknown name holds allowed values: what is lost there must be said."""
    return any(
        kind == "s" and choices.code(trimmed(value)) is not None
        for row, cells in grid.rows
        if row > header
        for place, kind, value in cells
        if place == column
    )


def _drop_repeated(grid: Grid, layout: Layout, faults: Faults) -> None:
    for spots in (layout.spots, layout.spread):
        seen: dict[tuple[str, object], Spot] = {}
        for spot in list(spots):
            first = seen.setdefault((spot.fact.name, spot.over), spot)
            if first is not spot:
                faults.add(
                    "column-twice", grid.title, layout.header, spot.column, spot.label, first=first.label
                )
                spots.remove(spot)
