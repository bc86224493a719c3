"""What stands on each sheet of a starter workbook: columns with their headers and facts, and rows."""

from __future__ import annotations

import datetime
from typing import Any

from kamdeck.text import entry
from kamdeck.workbook.choices import YES
from kamdeck.workbook.columns import Column, Sheet
from kamdeck.workbook.rows import Book
from kamdeck.workbook.story import sample_table

# What an empty starter workbook suggests where a sheet is spread over columns the reader cannot know.
_SUGGESTED = {
    "years": ("2024", "2025", "2026"),
    "months": ("2026-01", "2026-02", "2026-03"),
}


class Page:
    """One sheet to write: `columns` are (header, facts) and `rows` hold values ready for the cells."""

    __slots__ = ("columns", "rows", "sheet", "title")

    def __init__(
        self, sheet: Sheet, title: str, columns: list[tuple[str, Column]], rows: list[list[Any]]
    ) -> None:
        self.sheet = sheet
        self.title = title
        self.columns = columns
        self.rows = rows


def page(sheet: Sheet, lang: str, sample: bool) -> Page:
    """The page of one sheet, filled with the sample story or with what every workbook needs anyway."""
    names, rows = sample_table(sheet.key, lang)
    if not sample:
        names, rows = _blank(sheet, lang, names, rows)
    return filled(sheet, lang, names, rows)


def filled(sheet: Sheet, lang: str, names: list[str], rows: list[list[Any]]) -> Page:
    """The page of one sheet with its rows; `names` are fields, or headers that values are spread over."""
    spread = [name for name in names if name not in sheet.row.names]
    facts = {fact.name: fact for fact in sheet.columns}
    columns: list[tuple[str, Column]] = []
    wide = (sheet.spread.over, sheet.spread.part, *sheet.spread.values) if sheet.spread else ()
    hidden = wide if spread else ()
    columns = [(fact.header(lang), fact) for fact in sheet.columns if fact.name not in hidden]
    order = [fact.name for _, fact in columns]
    if sheet.spread and spread:
        value = facts[sheet.spread.values[0]]
        columns += [(name, value) for name in spread]
        order += spread
    places = {name: i for i, name in enumerate(names)}
    made = [
        [
            _cell(row[places[name]], fact, lang) if name in places else None
            for name, (_, fact) in zip(order, columns, strict=True)
        ]
        for row in rows
    ]
    return Page(sheet, sheet.title(lang), columns, made)


def _blank(
    sheet: Sheet, lang: str, names: list[str], rows: list[list[Any]]
) -> tuple[list[str], list[list[Any]]]:
    """The sample's columns without its rows; criteria and classes stay, as a proposal to change."""
    if sheet.key == "criteria":
        return names, rows
    if sheet.key == "strategies":
        return names, [[row[0], row[1], *[None] * (len(names) - 2)] for row in rows]
    fields = [name for name in names if name in sheet.row.names]
    if sheet.spread is None or len(fields) == len(names):
        return names, []
    listed = sheet.spread.names
    if listed in _SUGGESTED:
        return [*fields, *_SUGGESTED[listed]], []
    return ([*fields, *entry(lang, "guide", "members")] if listed.startswith("team") else names), []


def _cell(value: Any, fact: Column, lang: str) -> Any:
    if value is None:
        return None
    if fact.choices and isinstance(value, str):
        # A cell may hold several codes, such as A/R.
        return "/".join(fact.choices.word(code, lang) for code in value.split("/"))
    if fact.kind == "yes":
        return YES.word("yes" if value else "no", lang)
    if fact.kind in ("date", "month", "since", "period") and isinstance(value, str):
        return dated(value)
    return value


def dated(text: str) -> datetime.date | str:
    """The day of a date as a story writes it (2026-07-31); a date in a person's words stays as it is."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


def pages(lang: str, sample: bool) -> list[Page]:
    """The pages of all sheets, in the order of the book."""
    return [page(sheet, lang, sample) for sheet in Book.sheets]
