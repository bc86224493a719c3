"""How a starter workbook looks: colours, number formats, widths, print set-up."""

from __future__ import annotations

import datetime
from typing import Any

from kamdeck.text import entry, forms
from kamdeck.workbook.columns import Column

NAVY, BLUE, PALE, TEAL = "#14284F", "#4F86C6", "#F4F6FA", "#1B998B"
INK, MUTED, RULE = "#12264A", "#64748B", "#D9DFE8"
WIDEST, NARROWER, MANY_COLUMNS = 46, 28, 7
LINE_HEIGHT = 13.0

_FORMATS = {"money": "#,##0;[Red]−#,##0", "share": "0.0%", "count": "0", "year": "0", "month": "mmm yyyy",
            "period": "mmm yyyy"}  # fmt: skip


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any, lang: str) -> None:
        self._book = book
        self._day: str = forms(lang)["cell"]["date"]
        self._cells: dict[str, Any] = {}
        self.guide_title = entry(lang, "guide", "title")
        self.back = entry(lang, "guide", "back")
        font = {"font_name": "Arial", "font_size": 10, "font_color": INK}
        self._font = font
        self.title = self.made(font_size=16, bold=True)
        self.headline = self.made(font_size=20, bold=True)
        self.section = self.made(font_size=12, bold=True, font_color=TEAL, bottom=1, bottom_color=TEAL)
        self.text = self.made(indent=1, align="left", text_wrap=True, valign="top")
        self.muted = self.made(font_color=MUTED)
        self.link = self.made(font_color=BLUE, underline=1)
        self.row = self.made(
            indent=1, align="left", text_wrap=True, valign="top", bottom=1, bottom_color=RULE
        )
        self.row_muted = self.made(
            indent=1,
            align="left",
            text_wrap=True,
            valign="top",
            bottom=1,
            bottom_color=RULE,
            font_color=MUTED,
        )
        self.row_link = self.made(
            indent=1, valign="top", bottom=1, bottom_color=RULE, font_color=BLUE, underline=1
        )
        self.number = self.made(bold=True, font_color=TEAL, valign="top", align="right")
        self._required = self._head(NAVY)
        self._optional = self._head(BLUE)

    def made(self, **look: Any) -> Any:
        """A format in the workbook's font."""
        return self._book.add_format({**self._font, **look})

    def _head(self, fill: str) -> Any:
        return self.made(
            bold=True,
            font_color="#FFFFFF",
            bg_color=fill,
            text_wrap=True,
            valign="vcenter",
            border=1,
            border_color="#FFFFFF",
            indent=1,
        )

    def header(self, required: bool) -> Any:
        """The format of a column's header."""
        return self._required if required else self._optional

    def tab(self, required: bool) -> str:
        """The colour of a sheet's tab."""
        return NAVY if required else BLUE

    def cell(self, fact: Column, value: Any = None, is_share: bool = False) -> Any:
        """The format of a column's cells: dates in the language's order, thousands grouped; a number whose
        row says that it is a share as a percentage."""
        kind = "share" if is_share and fact.kind == "number" else fact.kind
        if isinstance(value, datetime.date) and kind not in ("month", "period"):
            kind = "date"
        if kind not in self._cells:
            code = _FORMATS.get(kind, self._day if kind == "date" else "General")
            words = {"text_wrap": True, "align": "left"} if kind in ("text", "list", "names") else {}
            side = {"align": "left" if kind in ("choice", "yes") else "right"}
            look = {"num_format": code, "bottom": 1, "bottom_color": RULE, "valign": "top", "indent": 1}
            self._cells[kind] = self.made(**look, **(words or side))
        return self._cells[kind]

    def entry(self, fact: Column) -> Any:
        """The format of a setting's value: tinted and on the left, whatever its kind."""
        key = f"entry {fact.kind}"
        if key not in self._cells:
            code = _FORMATS.get(fact.kind, self._day if fact.kind == "date" else "General")
            look = {"num_format": code, "bottom": 1, "bottom_color": RULE, "valign": "top", "bg_color": PALE}
            self._cells[key] = self.made(**look, align="left", indent=1, text_wrap=True)
        return self._cells[key]

    def default(self, fact: Column) -> Any:
        """The format in which a setting's default is shown."""
        key = f"default {fact.kind}"
        if key not in self._cells:
            look = {"num_format": _FORMATS.get(fact.kind, "General"), "bottom": 1, "bottom_color": RULE}
            self._cells[key] = self.made(**look, valign="top", align="left", indent=1, font_color=MUTED)
        return self._cells[key]

    def print_setup(self, sheet: Any, header_row: int | None) -> None:
        """Landscape A4, as wide as one page, headers on every page, file, sheet and page in the footer."""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&L&8&F&C&8&A&R&8&P / &N")
        if header_row is not None:
            sheet.repeat_rows(header_row)


class Formula:
    """A formula cell and its stored result; a result of "" is none at all."""

    __slots__ = ("result", "text")

    def __init__(self, text: str, result: str | float) -> None:
        self.text = text
        self.result = result


def put(sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
    """Writes one cell, rows and columns counted from 0; texts are never taken for formulas or links."""
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), look)
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, look, value.result)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)


def column_width(header: str, fact: Column, values: list[Any], columns: int) -> float:
    """A width in characters that fits the header's words and most values; longer texts wrap."""
    most = WIDEST if columns <= MANY_COLUMNS else NARROWER
    longest = max((len(word) for word in header.split()), default=0)
    for value in values:
        if isinstance(value, datetime.date):
            longest = max(longest, 10)
        elif isinstance(value, str):
            longest = max(longest, len(value))
        elif isinstance(value, int | float):
            longest = max(longest, len(f"{value:,.0f}") if fact.kind == "money" else 6)
    smallest = {"text": 14, "date": 12, "money": 12}.get(fact.kind, 9)
    return min(max(longest + 4, smallest), most)


def row_height(values: list[Any], widths: list[float]) -> float | None:
    """The height in points of a row whose texts wrap, None when every one fits on a line.

    LibreOffice does not fit rows by itself when it opens a workbook, so lines are counted here.
    """
    lines = max(
        (
            wrapped_lines(value, width)
            for value, width in zip(values, widths, strict=True)
            if isinstance(value, str)
        ),
        default=1,
    )
    return None if lines == 1 else lines * LINE_HEIGHT + 2


def wrapped_lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width, breaking between words."""
    room = max(int(width) - 3, 1)
    lines = used = 0
    for word in text.split():
        if lines and used + 1 + len(word) <= room:
            used += 1 + len(word)
        else:
            lines += 1
            used = len(word)
    return max(lines, 1)
