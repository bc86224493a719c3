"""Writes the starter workbook: every sheet ready to be filled in, empty or with the sample story."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from kamdeck.errors import WorkbookError
from kamdeck.text import Say
from kamdeck.workbook.addresses import letters
from kamdeck.workbook.choices import YES
from kamdeck.workbook.columns import Column, Sheet
from kamdeck.workbook.pages import Page, pages
from kamdeck.workbook.starter_guide import write_guide, write_settings
from kamdeck.workbook.starter_looks import Looks, column_width, put, row_height
from kamdeck.workbook.story import sample_settings
from kamdeck.workbook.wording import fold

HEADER_ROW = 3  # counted from 0: title, help, an empty line, then the headers
VALIDATED_ROWS = 2_000
BLANK_ROWS = 15
_CREATED = datetime.datetime(2026, 1, 1)


def write_starter(path: str | Path, *, lang: str = "en", sample: bool = False) -> None:
    """Writes a workbook with every sheet, in the language; the same bytes every time.

    With `sample` the sheets hold the sample story.

    Raises: WorkbookError when the file cannot be written.
    """
    settings = sample_settings(lang) if sample else {"language": lang}
    write_workbook(Path(path), pages(lang, sample), lang, settings)


def write_workbook(path: Path, shown: list[Page], lang: str, settings: dict[str, Any]) -> None:
    """Writes the guide, the settings (by field name; the rest stay empty) and the pages.

    Raises: WorkbookError when the file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": path.stem, "author": "kamdeck", "comments": "", "created": _CREATED})
    book.set_size(2400, 1400)
    looks = Looks(book, lang)
    write_guide(book, looks, [page.sheet for page in shown], lang)
    write_settings(book, looks, lang, settings)
    titles = {page.sheet.key: page for page in shown}
    for page in shown:
        _write_page(book, looks, page, titles, lang)
    try:
        book.close()
    except FileCreateError as fault:
        say = Say(lang)
        message = say("guide.unwritten", name=path.name, fault=fault)
        raise WorkbookError(message, say("guide.unwritten_hint")) from None


def _write_page(book: Any, looks: Looks, page: Page, titles: dict[str, Page], lang: str) -> None:
    sheet = book.add_worksheet(page.title)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(looks.tab(page.sheet.required))
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, page.title, looks.title)
    sheet.write_string(1, 0, _subtitle(page.sheet, lang), looks.muted)
    sheet.write_url(2, 0, f"internal:'{looks.guide_title}'!A1", looks.link, looks.back)
    widths = [
        column_width(header, fact, [row[column] for row in page.rows], len(page.columns))
        for column, (header, fact) in enumerate(page.columns)
    ]
    rows = page.rows or [[None] * len(page.columns)] * BLANK_ROWS
    for column, (header, fact) in enumerate(page.columns):
        sheet.set_column(column, column, widths[column])
        if text := fact.help(lang):
            sheet.write_comment(
                HEADER_ROW, column, text, {"x_scale": 1.6, "y_scale": 0.5, "author": "kamdeck"}
            )
        _validate(sheet, column, fact, header, titles, lang)
    _write_table(sheet, looks, page, rows, widths)
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    looks.print_setup(sheet, HEADER_ROW)


def _subtitle(sheet: Sheet, lang: str) -> str:
    meaning = sheet.help(lang)
    return Say(lang)("guide.row_is", meaning=meaning[0].lower() + meaning[1:])


def _write_table(sheet: Any, looks: Looks, page: Page, rows: list[list[Any]], widths: list[float]) -> None:
    last_row, last_column = HEADER_ROW + len(rows), len(page.columns) - 1
    sheet.add_table(
        HEADER_ROW,
        0,
        last_row,
        last_column,
        {
            "name": "kd_" + fold(page.title).replace(" ", "_"),
            "style": None,
            "columns": [
                {"header": h, "header_format": looks.header(f.required or page.sheet.main == f.name)}
                for h, f in page.columns
            ],
        },
    )
    sheet.set_row(HEADER_ROW, 32)
    units = [column for column, (_, fact) in enumerate(page.columns) if fact.name == "unit"]
    for number, row in enumerate(rows, HEADER_ROW + 1):
        sheet.set_row(number, row_height(row, widths))
        is_share = any(_is_share(page.columns[column][1], row[column]) for column in units)
        for column, value in enumerate(row):
            put(sheet, number, column, value, looks.cell(page.columns[column][1], value, is_share))


def _is_share(fact: Column, unit: Any) -> bool:
    return bool(fact.choices and isinstance(unit, str) and fact.choices.code(unit) == "share")


def _validate(sheet: Any, column: int, fact: Column, header: str, titles: dict[str, Page], lang: str) -> None:
    """Drop-downs where a list is known, limits for numbers and dates, the column's help as input message."""
    rule: dict[str, Any] | None = None
    if fact.choices and header == fact.header(lang):
        rule = {"validate": "list", "source": list(fact.choices.words(lang))}
        rule |= {"error_type": "warning"} if fact.choices.is_open else {}
    elif fact.choices:
        rule = {"validate": "list", "source": [*fact.choices.words(lang), "A/R"], "error_type": "warning"}
    elif fact.kind == "yes":
        rule = {"validate": "list", "source": list(YES.words(lang))}
    elif fact.refers in titles and header == fact.header(lang):
        rule = {"validate": "list", "source": _names(titles[fact.refers]), "error_type": "warning"}
    elif fact.kind in ("date", "month"):
        rule = {
            "validate": "date",
            "criteria": ">=",
            "value": datetime.date(1950, 1, 1),
            "error_type": "warning",
        }
    elif fact.kind == "year":
        rule = {"validate": "integer", "criteria": "between", "minimum": 1980, "maximum": 2100}
    elif fact.low is not None or fact.high is not None:
        low = -1e12 if fact.low is None else fact.low
        high = 1e12 if fact.high is None else fact.high
        rule = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": low,
            "maximum": high,
            "error_type": "warning",
        }
    rule = rule or {"validate": "any"}
    if text := fact.help(lang):
        rule |= {"input_title": header[:32], "input_message": text[:255]}
    if rule != {"validate": "any"}:
        sheet.data_validation(HEADER_ROW + 1, column, HEADER_ROW + VALIDATED_ROWS, column, rule)


def _names(page: Page) -> str:
    """The cells of another sheet that list its names, as the source of a drop-down."""
    field = next(
        i
        for i, (_, fact) in enumerate(page.columns)
        if fact.required and fact.kind == "text" and not fact.refers
    )
    title = page.title.replace("'", "''")
    first = HEADER_ROW + 2
    return f"='{title}'!${letters(field + 1)}${first}:${letters(field + 1)}${first + VALIDATED_ROWS}"
