"""Where the columns of a sheet are: names in any language, in any order, below any title rows.

A header may stand in one row or in two (a merged "Revenue" above 2024 and 2025); what a sheet spreads
over columns (years, months, criteria, members) is recognised by its name.
"""

from __future__ import annotations

from kamdeck.workbook.cells import Cell, Grid, day_of
from kamdeck.workbook.choices import Choices
from kamdeck.workbook.columns import Column, Sheet
from kamdeck.workbook.faults import Faults
from kamdeck.workbook.header_names import Names, Spot, fact_named, known_names, named_spot, wide_spot
from kamdeck.workbook.period_headers import month_order, note_unread, real_months
from kamdeck.workbook.values import are_fiscal
from kamdeck.workbook.wording import nearest, trimmed

SEARCHED_ROWS = 25
SEARCHED_BEYOND = 3  # rows looked at below the best header so far

Labels = list[tuple[int, tuple[str, ...]]]
"""Column and the texts by which it may be known, best first."""


Rank = tuple[int, int]
"""How many labels of a row mean something, and how many of them are required columns."""


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


def find_layout(sheet: Sheet, grid: Grid, names: Names, lang: str, faults: Faults) -> Layout | None:
    """The layout with the most columns recognised; None (and a fault) when no row looks like a header."""
    best: Layout | None = None
    most, found_at = (0, 0), 0
    for index, (row, cells) in enumerate(grid.rows[:SEARCHED_ROWS]):
        single: Labels = [(c, (text,)) for c, text in _texts(cells, grid)]
        following = grid.rows[index + 1] if index + 1 < len(grid.rows) else None
        layout, alone = _read(sheet, row, single, names, lang)
        if alone > most:
            best, most, found_at = layout, alone, index
        for last, labels in _double(row, single, following, grid, alone[0] > 0):
            double, score = _read(sheet, last, labels, names, lang)
            if score > most:
                best, most, found_at = double, score, index
        is_whole = best is layout and alone[0] == len(single) > 1
        if is_whole or (most[0] > 1 and index >= found_at + SEARCHED_BEYOND):
            break
    best = best or _nearly(sheet, grid, lang)
    if best is None:
        required = [fact for fact in sheet.columns if fact.required]
        faults.add("no-header", grid.title, sheet=sheet, columns=required)
        return None
    _check(sheet, grid, best, names, lang, faults)
    return best


def _nearly(sheet: Sheet, grid: Grid, lang: str) -> Layout | None:
    """The row in which every header is misspelt, if there is one: its labels are all unknown."""
    headers = [fact.header(lang) for fact in sheet.columns]
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


def _read(sheet: Sheet, row: int, labels: Labels, names: Names, lang: str) -> tuple[Layout, Rank]:
    """The layout that these labels make, and how good it is.

    It is as good as many labels mean something, repeated ones counted once; a required column weighs more
    than the title of the sheet, which may be the name of a column too.
    """
    known = known_names(sheet)
    spots: list[Spot] = []
    spread: list[Spot] = []
    unknown: list[tuple[int, str]] = []
    is_fiscal = are_fiscal(text for _, texts in labels for text in texts)
    is_monthly = sheet.spread is not None and sheet.spread.names in ("months", "years")
    order = month_order(text for _, texts in labels for text in texts) if is_monthly else ""
    for column, texts in labels:
        spot = next((s for text in reversed(texts) if (s := named_spot(known, column, text))), None)
        wides = (wide_spot(sheet, column, text, names, lang, order, is_fiscal=is_fiscal) for text in texts)
        wide = next((spot for spot in wides if spot), None)
        if spot and not (wide and len(texts) == 2):
            spots.append(spot)
        elif wide:
            spread.append(wide)
        else:
            unknown.append((column, texts[0]))
    if not spots:
        return Layout(row, [], [], []), (0, 0)
    if sheet.spread and sheet.spread.names == "years":
        spread, others = real_months(spread)
        unknown += others
    if sheet.spread and names.any and not _is_long(sheet, spots):
        value = fact_named(sheet, sheet.spread.values[0])
        spread += [Spot(column, value, text, text) for column, text in unknown]
        unknown = []
        score = len({s.fact.name for s in spots})
    else:
        score = len({s.fact.name for s in spots}) + len({(s.over, s.fact.name) for s in spread})
    return Layout(row, spots, spread, unknown), (score, len({s.fact.name for s in spots if s.fact.required}))


def _is_long(sheet: Sheet, spots: list[Spot]) -> bool:
    assert sheet.spread
    found = {spot.fact.name for spot in spots}
    over = {sheet.spread.over, sheet.spread.part}
    return not found.isdisjoint(over) and not found.isdisjoint(sheet.spread.values)


def _check(sheet: Sheet, grid: Grid, layout: Layout, names: Names, lang: str, faults: Faults) -> None:
    """Notes repeated, missing and nearly right columns, and drops what a long table does not spread."""
    spread = sheet.spread
    if spread and layout.spread and _is_long(sheet, layout.spots):
        layout.spread = []
    _drop_repeated(grid, layout, faults)
    is_wide = spread and not _is_long(sheet, layout.spots)
    if spread and is_wide and spread.names in ("years", "months"):
        note_unread(spread.names, grid, layout.header, layout.spread, layout.unknown, faults)
    found = {spot.fact.name for spot in layout.spots}
    if spread and layout.spread:
        found |= {spread.over, *spread.values}
        narrow = (spread.over, spread.part, *spread.values)
        layout.spots = [s for s in layout.spots if s.fact.name not in narrow]
    missing = [fact for fact in sheet.columns if fact.name not in found]
    over = fact_named(sheet, spread.over) if spread else None
    value = fact_named(sheet, spread.values[0]).choices if spread else None
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
    _note_missing(sheet, grid, layout, missing, found, faults)


def _note_missing(
    sheet: Sheet, grid: Grid, layout: Layout, missing: list[Column], found: set[str], faults: Faults
) -> None:
    spread = sheet.spread
    for fact in missing:
        if not fact.required or (spread and fact.name == spread.over and spread.part in found):
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
