"""Units and currencies: the nearest unit counts once, and amounts of two currencies are never added."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from kamdeck.workbook.currencies import code_of, fits, without_currency
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.units import titled_unit
from tests.workbook_files import ACCOUNTS, read, told

Rows = list[list[Any]]
THOUSANDS: Rows = [["Setting", "Value"], ["Amounts are in", "thousands"], ["Currency", "EUR"]]
EURO: Rows = [["Setting", "Value"], ["Currency", "EUR"]]


@pytest.mark.parametrize(
    ("settings", "header", "cell", "value"),
    [
        (EURO, "2026", 5, 5),
        (EURO, "2026 (k€)", 5, 5_000),
        (EURO, "2026 (k€)", "5 M€", 5e6),
        (EURO, "2026 in thousands", 5, 5_000),
        (THOUSANDS, "2026", 5, 5_000),
        (THOUSANDS, "2026", "5M", 5e6),
        (THOUSANDS, "2026", "5 €", 5_000),
        (THOUSANDS, "2026 (k€)", 5, 5_000),
        (THOUSANDS, "2026 (k€)", "5 k€", 5_000),
    ],
)
def test_the_nearest_unit_counts(
    tmp_path: Path, settings: Rows, header: str, cell: object, value: float
) -> None:
    rows: Rows = [["Account", header], ["North", cell], ["South", 1]]
    book, problems = read(tmp_path, {"Settings": settings, "Revenue": rows})
    assert problems == ()
    assert book.revenue[0].revenue == value


def test_a_header_against_the_settings_is_said(tmp_path: Path) -> None:
    rows: Rows = [["Account", "2025 (M€)", "2026 (M€)"], ["North", 5, 6], ["South", 1, 1]]
    book, problems = read(tmp_path, {"Settings": THOUSANDS, "Revenue": rows})
    assert told(problems) == [("unit-differs", "Revenue!B1")]
    assert book.revenue[0].revenue == 5e6


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("All amounts in thousands of euros", 1e3),
        ("En milliers d'euros", 1e3),
        ("Revenue (k€)", 1e3),
        ("Chiffre d'affaires en M€", 1e6),
        ("USD thousands", 1e3),
        ("$ '000", 1e3),
        ("in CHF millions", 1e6),
        ("Customers above $1 million", None),
        ("Thousands of customers", None),
        ("In 2026 (draft)", None),
        ("Revenue by account, 12 months", None),
    ],
)
def test_the_unit_that_a_title_names(tmp_path: Path, title: str, unit: float | None) -> None:
    assert titled_unit(title)[0] == unit
    rows: Rows = [[title], [], ["Account", "2026"], ["North", 5], ["South", 1]]
    currency = {"USD": "USD", "$ '": "USD", "in CHF": "CHF"}
    code = next((code for start, code in currency.items() if title.startswith(start)), "EUR")
    book, problems = read(tmp_path, {"Settings": [["Currency", code]], "Revenue": rows})
    assert told(problems) == ([("unit-title", "Revenue!A1")] if unit else [])
    assert book.revenue[0].revenue == 5 * (unit or 1)


@pytest.mark.parametrize(
    ("cells", "header", "found"),
    [
        (["€5", "$6"], "2026", ["B3"]),
        (["5 CHF", "6"], "2026", ["B2"]),
        (["5 EUR", "6 €"], "2026", []),
        ([5, 6], "2026 (GBP)", ["B1"]),
        ([5, 6], "2026 ($)", ["B1"]),
        ([5, 6], "2026 (€)", []),
    ],
)
def test_an_amount_in_another_currency(
    tmp_path: Path, cells: list[object], header: str, found: list[str]
) -> None:
    rows: Rows = [["Account", header], ["North", cells[0]], ["South", cells[1]]]
    _, problems = read(tmp_path, {"Settings": EURO, "Revenue": rows})
    assert told(problems) == [("currency-differs", f"Revenue!{cell}") for cell in found]
    assert all(problem.severity == "error" for problem in problems)


@pytest.mark.parametrize("header", ["Currency", "Devise", "Ccy"])
def test_a_column_of_currencies(tmp_path: Path, header: str) -> None:
    rows: Rows = [["Account", header, "2026"], ["North", "EUR", 5], ["South", "usd", 6]]
    _, problems = read(tmp_path, {"Settings": EURO, "Revenue": rows})
    assert told(problems) == [("currency-differs", "Revenue!C3")]


def _formatted(path: Path, formats: list[str], currency: str) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for title, rows in {"Accounts": ACCOUNTS, "Settings": [["Currency", currency or None]]}.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    sheet = book.add_worksheet("Revenue")
    sheet.write_row(0, 0, ["Account", "2026"])
    for at, (name, code) in enumerate(zip(("North", "South"), formats, strict=True), 1):
        sheet.write(at, 0, name)
        sheet.write_number(at, 1, 5, book.add_format({"num_format": code}))
    book.close()
    return path


@pytest.mark.parametrize(
    ("formats", "currency", "found", "code"),
    [
        (["[$€-407] #,##0", "#,##0"], "USD", ["B2"], "USD"),
        (['"$"#,##0', "#,##0\\ [$€-40C]"], "USD", ["B3"], "USD"),
        (["[$CHF] #,##0", "0.0"], "CHF", [], "CHF"),
        (["[$$-1009]#,##0", "[$$-409]#,##0"], "CAD", [], "CAD"),
        (["[$€-407] #,##0", "#,##0 [$EUR]"], "", [], "EUR"),
        (["[$£-809]#,##0", "[$€-407] #,##0"], "", ["B3"], "GBP"),
        (["#,##0", "0.00%"], "", [], "USD"),
    ],
)
def test_the_currency_of_a_number_format(
    tmp_path: Path, formats: list[str], currency: str, found: list[str], code: str
) -> None:
    book, problems = read_book(_formatted(tmp_path / "book.xlsx", formats, currency), lang="en")
    assert told(problems) == [("currency-differs", f"Revenue!{cell}") for cell in found]
    assert book.settings.currency == code


def test_a_sign_stands_for_some_currencies() -> None:
    assert fits("$", "CAD")
    assert not fits("$", "EUR")
    assert not fits("US$", "CAD")
    assert code_of("$", "CAD") == "CAD"
    assert code_of("KR", "USD") == "SEK"
    assert without_currency("Eurotel") == ("Eurotel", "")
    assert without_currency("12 KEUR") == ("12 K", "EUR")


def test_other_texts_settle_one_mark_before_three_digits(tmp_path: Path) -> None:
    rows: Rows = [["Account", "2025", "2026"], ["North", "1.500", "1.250"], ["South", "700,25", "9"]]
    book, problems = read(tmp_path, {"Revenue": rows})
    assert problems == ()
    assert [row.revenue for row in book.revenue] == [1500, 1250, 700.25, 9]
    rows = [["Account", "2026"], ["North", "1.500"], ["South", "7"]]
    assert ("number-ambiguous", "Revenue!B2") in told(read(tmp_path, {"Revenue": rows})[1])
    rows = [["Account", "2026"], ["North", "1.500,5"], ["South", "1,500.5"], ["South", "1,500"]]
    assert ("number-ambiguous", "Revenue!B4") in told(read(tmp_path, {"Revenue": rows})[1])


def test_other_texts_settle_the_order_of_days(tmp_path: Path) -> None:
    accounts: Rows = [["Account", "Renewal"], ["North", "05/10/2026"], ["South", "25/10/2026"]]
    book, problems = read(tmp_path, {"Accounts": accounts})
    assert problems == ()
    assert [row.renewal.isoformat() for row in book.accounts if row.renewal] == ["2026-10-05", "2026-10-25"]
    accounts[2][1] = "10/25/2026"
    accounts[0] = ["Compte", "Échéance du contrat"]
    revenue: Rows = [["Compte", "2026"], ["North", 1], ["South", 1]]
    book, problems = read(tmp_path, {"Comptes": accounts, "CA": revenue})
    assert problems == ()
    assert [row.renewal.isoformat() for row in book.accounts if row.renewal] == ["2026-05-10", "2026-10-25"]
