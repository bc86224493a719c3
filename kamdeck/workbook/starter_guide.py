"""The first two sheets of a starter workbook: the guide and the settings."""

from __future__ import annotations

from typing import Any

from kamdeck.text import entry
from kamdeck.workbook.columns import Column, Sheet, sheet_title
from kamdeck.workbook.pages import dated
from kamdeck.workbook.rows import Settings
from kamdeck.workbook.starter_looks import BLUE, LINE_HEIGHT, NAVY, TEAL, Looks, put, wrapped_lines

SETTINGS_HEADER_ROW = 3
SLIDES_WIDTH = 66


def write_guide(book: Any, looks: Looks, sheets: list[Sheet], lang: str) -> None:
    """The sheet that explains: what kamdeck does, how to fill in, colours, and a link to every sheet."""
    page = book.add_worksheet(entry(lang, "guide", "title"))
    page.hide_gridlines(2)
    page.set_tab_color(TEAL)
    page.set_column(0, 0, 4)
    page.set_column(1, 1, 28)
    page.set_column(2, 2, 62)
    page.set_column(3, 3, SLIDES_WIDTH)
    page.set_row(0, 34)
    page.write_string(0, 1, entry(lang, "guide", "headline"), looks.headline)
    page.set_row(1, 46)
    page.merge_range(1, 1, 1, 3, entry(lang, "guide", "about"), looks.text)
    row = _list(
        page, looks, 3, entry(lang, "guide", "steps_title"), entry(lang, "guide", "steps"), numbered=True
    )
    row = _list(
        page, looks, row, entry(lang, "guide", "hints_title"), entry(lang, "guide", "hints"), numbered=False
    )
    row = _legend(page, looks, row, lang)
    _sheets(page, looks, row, sheets, lang)
    looks.print_setup(page, None)
    page.activate()


def _heading(page: Any, looks: Looks, row: int, text: str) -> None:
    page.write_string(row, 1, text, looks.section)
    page.write_blank(row, 2, None, looks.section)
    page.write_blank(row, 3, None, looks.section)


def _list(page: Any, looks: Looks, row: int, title: str, lines: list[str], *, numbered: bool) -> int:
    _heading(page, looks, row, title)
    for number, line in enumerate(lines, 1):
        page.write_string(row + number, 0, str(number) if numbered else "•", looks.number)
        page.merge_range(row + number, 1, row + number, 3, line, looks.text)
    return row + len(lines) + 2


def _legend(page: Any, looks: Looks, row: int, lang: str) -> int:
    _heading(page, looks, row, entry(lang, "guide", "legend_title"))
    required, optional, required_sheet, optional_sheet = entry(lang, "guide", "legend")
    for offset, (color, words) in enumerate(
        ((NAVY, f"{required}, {required_sheet}"), (BLUE, f"{optional}, {optional_sheet}")), 1
    ):
        look = looks.made(bg_color=color, font_color="#FFFFFF", bold=True, indent=1)
        page.write_string(row + offset, 1, words, look)
        page.write_blank(row + offset, 2, None, look)
    return row + 4


def _sheets(page: Any, looks: Looks, row: int, sheets: list[Sheet], lang: str) -> None:
    _heading(page, looks, row, entry(lang, "guide", "sheets_title"))
    for column, header in enumerate(entry(lang, "guide", "sheets_headers"), 1):
        page.write_string(row + 1, column, header, looks.header(True))
    lines = [
        (sheet_title("settings", lang), entry(lang, "sheet", "settings", "row"), _slides("settings", lang))
    ]
    lines += [(s.title(lang), s.help(lang), _slides(s.key, lang)) for s in sheets]
    for number, (title, help_text, slides) in enumerate(lines, row + 2):
        quoted = title.replace("'", "''")
        page.write_url(number, 1, f"internal:'{quoted}'!A1", looks.row_link, title)
        page.write_string(number, 2, help_text, looks.row)
        page.write_string(number, 3, slides, looks.row_muted)
        if wrapped_lines(slides, SLIDES_WIDTH) > 1:
            page.set_row(number, 2 * LINE_HEIGHT + 2)


def _slides(key: str, lang: str) -> str:
    """The slides that a sheet is for."""
    return str(entry(lang, "sheet", key, "slides"))


def write_settings(book: Any, looks: Looks, lang: str, given: dict[str, Any]) -> None:
    """The settings sheet: grouped lines of name, value, what it does and the default."""
    title = sheet_title("settings", lang)
    page = book.add_worksheet(title)
    page.hide_gridlines(2)
    page.set_tab_color(BLUE)
    for column, width in enumerate((34, 40, 58, 14)):
        page.set_column(column, column, width)
    page.set_row(0, 26)
    page.write_string(0, 0, title, looks.title)
    page.write_string(1, 0, entry(lang, "guide", "settings_help"), looks.muted)
    page.write_url(2, 0, f"internal:'{looks.guide_title}'!A1", looks.link, looks.back)
    for column, header in enumerate(entry(lang, "guide", "settings_headers")):
        page.write_string(SETTINGS_HEADER_ROW, column, header, looks.header(True))
    row = SETTINGS_HEADER_ROW + 1
    for fact in Settings.columns:
        if group := entry(lang, "guide", "group", fact.name):
            for column in range(1, 4):
                page.write_blank(row, column, None, looks.section)
            page.write_string(row, 0, group, looks.section)
            row += 1
        _setting(page, looks, row, fact, given.get(fact.name), lang)
        row += 1
    for label, value in given.items():  # lines that are no settings, for the workbook that shows faults
        if label not in Settings.names:
            put(page, row, 0, label, looks.row)
            put(page, row, 1, value, looks.row)
            row += 1
    page.freeze_panes(SETTINGS_HEADER_ROW + 1, 1)
    looks.print_setup(page, SETTINGS_HEADER_ROW)


def _setting(page: Any, looks: Looks, row: int, fact: Column, value: Any, lang: str) -> None:
    page.write_string(row, 0, fact.header(lang), looks.row)
    put(page, row, 1, _shown(value, fact, lang), looks.entry(fact))
    page.write_string(row, 2, fact.help(lang), looks.row_muted)
    default = fact.default if fact.default != () else None
    put(page, row, 3, _shown(default, fact, lang), looks.default(fact))
    if fact.choices and fact.kind == "choice":
        rule = {"validate": "list", "source": list(fact.choices.words(lang))}
        rule |= {"error_type": "warning"} if fact.choices.is_open else {}
        page.data_validation(row, 1, row, 1, rule)


def _shown(value: Any, fact: Column, lang: str) -> Any:
    if fact.choices and value is not None:
        codes = value.split("; ") if isinstance(value, str) else value
        return "; ".join(fact.choices.word(code, lang) for code in codes)
    if fact.kind == "date" and isinstance(value, str):
        return dated(value)
    return value
