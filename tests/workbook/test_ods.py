"""OpenDocument spreadsheets as LibreOffice writes them: errors, repeats, merged cells, notes, hidden rows."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest

from kamdeck.workbook.archive import RefusedError
from kamdeck.workbook.cells import Grid
from kamdeck.workbook.ods import Ods
from kamdeck.workbook.reader import read_book
from tests.workbook_files import told

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "table", "text")
)


def ods(sheets: dict[str, str]) -> bytes:
    """A spreadsheet package whose rows are given word for word."""
    body = "".join(
        f'<table:table table:name="{title}">{rows}</table:table>' for title, rows in sheets.items()
    )
    content = (
        f'<office:document-content {_NAMES} xmlns:calcext="urn:calcext"><office:body><office:spreadsheet>'
        f"{body}</office:spreadsheet></office:body></office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return data.getvalue()


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(kind: str = "", text: str = "", attributes: str = "") -> str:
    value = f'office:value-type="{kind}"' if kind else ""
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {value} {attributes}>{shown}</table:table-cell>"


def number(value: float) -> str:
    return cell("float", str(value), f'office:value="{value}"')


def grid(*rows: str) -> Grid:
    return Ods(ods({"S": "".join(rows)})).grid("S")


def test_cells_of_every_kind() -> None:
    found = grid(
        row(cell("string", "a<text:s/>b"), number(1.5), cell("date", "x", 'office:date-value="2026-10-31"')),
        row(
            cell("boolean", "TRUE", 'office:boolean-value="true"'),
            cell("percentage", "4%", 'office:value="0.04"'),
        ),
        row(cell("currency", "5 €", 'office:value="5" office:currency="EUR"')),
    )
    assert found.rows == [
        (1, [(1, "s", "a b"), (2, "n", 1.5), (3, "d", datetime.date(2026, 10, 31))]),
        (2, [(1, "b", True), (2, "n", 0.04)]),
        (3, [(1, "n", 5.0)]),
    ]
    assert found.signs == {(3, 1): "EUR"}


@pytest.mark.parametrize(
    "error",
    [
        cell(
            "string",
            "#REF!",
            'calcext:value-type="error" office:string-value=""',
        ),
        cell("float", "#DIV/0!", 'office:value="0" table:formula="of:=1/0"'),
        cell("string", "Err:502", 'table:formula="of:=X(1)"'),
    ],
)
def test_an_error_is_no_blank(error: str) -> None:
    assert [c[1] for c in grid(row(error)).rows[0][1]] == ["e"]


def test_a_formula_without_a_result_is_no_blank_and_a_text_is_no_error() -> None:
    assert grid(row(cell("", "", 'table:formula="of:=1+1"'))).rows[0][1] == [(1, "u", None)]
    assert grid(row(cell("string", "#REF!"))).rows[0][1] == [(1, "s", "#REF!")]


def test_repeats_count_and_blank_ones_cost_nothing() -> None:
    found = grid(
        row(cell("", "", 'table:number-columns-repeated="3"'), number(1)),
        row(cell(), attributes='table:number-rows-repeated="1048000"'),
        row(
            cell("string", "x", 'table:number-columns-repeated="2"'),
            attributes='table:number-rows-repeated="2"',
        ),
    )
    assert [(r, [c[0] for c in cells]) for r, cells in found.rows] == [
        (1, [4]),
        (1_048_002, [1, 2]),
        (1_048_003, [1, 2]),
    ]


def test_merged_hidden_and_notes() -> None:
    note = "<office:annotation><text:p>see mail</text:p></office:annotation>"
    found = grid(
        row(cell("string", "North", 'table:number-rows-spanned="2" table:number-columns-spanned="1"')),
        row("<table:covered-table-cell/>", number(2), attributes='table:visibility="filter"'),
        row(f'<table:table-cell office:value-type="string">{note}<text:p>a</text:p></table:table-cell>'),
    )
    assert found.merged == [(1, 1, 2, 1)]
    assert found.hidden == {2}
    assert found.rows[2] == (3, [(1, "s", "a")])


def test_what_is_no_spreadsheet_is_refused() -> None:
    with pytest.raises(RefusedError):
        Ods(b"PK\x05\x06" + bytes(18))
    bomb = row(
        cell("string", "x", 'table:number-columns-repeated="3000"'),
        attributes='table:number-rows-repeated="2000"',
    )
    with pytest.raises(RefusedError, match="huge"):
        grid(bomb)


def test_an_error_in_a_spreadsheet_is_a_problem_at_its_cell(tmp_path: Path) -> None:
    head = row(cell("string", "Account"), cell("string", "2026"))
    error = cell("string", "#N/A", 'calcext:value-type="error"')
    path = tmp_path / "book.ods"
    path.write_bytes(
        ods(
            {
                "Accounts": head + row(cell("string", "North")),
                "Revenue": head + row(cell("string", "North"), error),
            }
        )
    )
    book, problems = read_book(path, lang="en")
    assert ("error-value", "Revenue!B2") in told(problems)
    assert book.faulty == ("revenue",)
