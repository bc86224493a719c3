"""Small workbooks for tests: sheets as rows of values, written with XlsxWriter or as raw XML."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from kamdeck.errors import Problem
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book

Rows = list[list[Any]]

ACCOUNTS: Rows = [["Account", "Region"], ["North", "East"], ["South", "West"]]
REVENUE: Rows = [["Account", "2025", "2026"], ["North", 100, 120], ["South", 50, 40]]


def write(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    merged: Mapping[str, Sequence[str]] | None = None,
) -> Path:
    """The workbook; a date is written as a date, a tuple (formula, result) as a formula."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for area in (merged or {}).get(title, ()):
            sheet.merge_range(area, None)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, datetime.date):
                    sheet.write_datetime(r, c, datetime.datetime.combine(value, datetime.time()), day)
                elif isinstance(value, tuple):
                    sheet.write_formula(r, c, value[0], None, value[1])
                elif isinstance(value, str):
                    sheet.write_string(r, c, value)
                elif value is not None:
                    sheet.write(r, c, value)
    book.close()
    return path


def read(
    folder: Path,
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    lang: str | None = "en",
    merged: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Book, tuple[Problem, ...]]:
    """What the reader makes of such a workbook; Accounts and Revenue are added where absent."""
    names = {title.lower() for title in sheets}
    whole: dict[str, Sequence[Sequence[Any]]] = dict(sheets)
    if not names & {"accounts", "comptes"}:
        whole["Accounts"] = ACCOUNTS
    if not names & {"revenue", "chiffre d'affaires", "ca"}:
        whole["Revenue"] = REVENUE
    return read_book(write(folder / "book.xlsx", whole, merged), lang=lang)


def told(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """Code and place of each problem."""
    return [(problem.code, problem.place) for problem in problems]


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def raw(
    sheets: Mapping[str, str],
    *,
    namespace: str = MAIN,
    before: str = "",
    properties: str = "",
    styles: str = "",
    state: str = "visible",
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """A workbook package whose sheet XML (what stands inside `worksheet`) is given word for word."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_TYPE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(
            f'<sheet name="{title}" sheetId="{i}" state="{state}" r:id="rId{i}"/>'
            for i, title in enumerate(sheets, 1)
        )
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{namespace}" xmlns:r="{_TYPE}">{properties}'
            f"<sheets>{listed}</sheets></workbook>",
        )
        targets = "".join(
            f'<Relationship Id="rId{i}" Type="{_TYPE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(sheets) + 1)
        )
        styled = f'<Relationship Id="rIdS" Type="{_TYPE}/styles" Target="styles.xml"/>' if styles else ""
        package.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_RELS}">{targets}{styled}</Relationships>'
        )
        if styles:
            package.writestr("xl/styles.xml", f'<styleSheet xmlns="{namespace}">{styles}</styleSheet>')
        for i, body in enumerate(sheets.values(), 1):
            package.writestr(
                f"xl/worksheets/sheet{i}.xml", f'{before}<worksheet xmlns="{namespace}">{body}</worksheet>'
            )
        for name, content in (extra or {}).items():
            package.writestr(name, content)
    return data.getvalue()


def inline(rows: Sequence[Sequence[Any]]) -> str:
    """Rows as sheet XML with inline strings."""
    from kamdeck.workbook.addresses import a1

    lines = []
    for r, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{a1(r, c)}" t="inlineStr"><is><t>{value}</t></is></c>'
            if isinstance(value, str)
            else f'<c r="{a1(r, c)}"><v>{value}</v></c>'
            for c, value in enumerate(row, 1)
            if value is not None
        )
        lines.append(f'<row r="{r}">{cells}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>"
