"""Amounts in other currencies: converted by the rate of their time, on every sheet, or asked about."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from kamdeck.text import Say
from kamdeck.workbook.rows import Book
from tests.workbook_files import read, told

Rows = list[list[Any]]
DAY = datetime.date
EURO: Rows = [["Setting", "Value"], ["Currency", "EUR"]]
HEAD = ["Currency", "Rate", "From", "Source"]
RATES: Rows = [HEAD, ["GBP", 1.15, None, "ECB"], ["GBP", 1.2, 2026, None], ["USD", 0.9, None, None]]


def revenue(book: Book) -> dict[tuple[str, int], float | None]:
    """Revenue by account and year."""
    return {(row.account, row.year): row.revenue for row in book.revenue}


@pytest.mark.parametrize(
    "rows",
    [
        [["Account", "Currency", "2025", "2026"], ["North", "GBP", 100, 100], ["South", "EUR", 5, 6]],
        [["Account", "2025", "2026"], ["North", "£100", "100 GBP"], ["South", 5, "6 €"]],
        [["Account", "Year", "Devise", "Revenue"], ["North", 2025, "£", 100], ["North", 2026, "GBP", 100],
         ["South", 2025, None, 5], ["South", 2026, "€", 6]],
        [["Revenue", "Account", "Year"], ["£100", "North", 2025], ["£0.1k", "North", "FY26"],
         [5, "South", 2025], [6, "South", 2026]],
    ],
)  # fmt: skip
def test_each_year_takes_its_rate(tmp_path: Path, rows: Rows) -> None:
    book, problems = read(tmp_path, {"Settings": EURO, "Rates": RATES, "Revenue": rows})
    assert problems == ()
    assert revenue(book) == {
        ("North", 2025): 115, ("North", 2026): 120, ("South", 2025): 5, ("South", 2026): 6,
    }  # fmt: skip
    assert [(one.amount, one.rate, one.rate_at) for one in book.exchanged] == [
        (100, 1.15, "Rates!B2"), (100, 1.2, "Rates!B3"),
    ]  # fmt: skip


def test_a_header_names_the_currency_and_the_unit(tmp_path: Path) -> None:
    rows: Rows = [["Account", "2025 (k£)", "2026 (€)"], ["North", 2, 7], ["South", "3 €", 8]]
    book, problems = read(tmp_path, {"Settings": EURO, "Rates": RATES, "Revenue": rows})
    assert problems == ()
    assert revenue(book) == {
        ("North", 2025): 2_300, ("North", 2026): 7, ("South", 2025): 3_000, ("South", 2026): 8,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "rows", "field", "value"),
    [
        ("MRR", [["Account", "2025-12", "2026-01"], ["North", "£10", "£10"]], "mrr", [11.5, 12]),
        ("MRR", [["MRR", "Account", "Month"], ["£10", "North", "2025-12"]], "mrr", [11.5]),
        ("Profit", [["Account", "Product family", "Operating profit", "Year"], ["North", "P", "£10", 2025]],
         "operating_profit", [11.5]),
        ("Profit", [["Account", "Product family", "Operating profit"], ["North", "P", "£10"]],
         "operating_profit", [12]),
        ("Risk", [["Account", "MRR at risk"], ["North", "£10"]], "mrr_at_risk", [12]),
        ("Plan", [["Account", "Objective", "Initiative", "Goal revenue"], ["North", "O", "I", "$10"]],
         "goal_revenue", [9]),
        ("White space", [["Account", "Division", "Product", "State", "Value"],
                         ["North", "D", "P", "proposed", "10 USD"]], "value", [9]),
        ("MRR bridge", [["Fiscal year", "Opening MRR", "Closing MRR"], ["FY25", "£10", "£10"]],
         "closing", [11.5]),
        ("Charter", [["Section", "Title", "Actual", "Goal", "Unit"], ["objective", "O", "£10", 20, "money"]],
         "actual", [12]),
        ("Evaluation", [["Manager", "Measure", "Target", "Unit", "Weight"], ["M", "R", "$10", "money", 1]],
         "target", [9]),
    ],
)  # fmt: skip
def test_every_sheet_with_amounts(
    tmp_path: Path, key: str, rows: Rows, field: str, value: list[float]
) -> None:
    book, problems = read(tmp_path, {"Settings": EURO, "Rates": RATES, key: rows})
    assert not [problem for problem in problems if problem.severity == "error"]
    sheet = next(sheet for sheet in Book.sheets if sheet.title("en") == key)
    assert [getattr(row, field) for row in getattr(book, sheet.key)] == value


def test_a_unit_counts_once_where_a_row_says_money(tmp_path: Path) -> None:
    settings: Rows = [*EURO, ["Amounts are in", "thousands"]]
    rows: Rows = [["Section", "Title", "Actual", "Goal", "Unit"], ["objective", "O", "5M", 20, "money"]]
    book, _ = read(tmp_path, {"Settings": settings, "Charter": rows})
    assert (book.charter[0].actual, book.charter[0].target) == (5e6, 20_000)


@pytest.mark.parametrize(
    ("as_of", "value"),
    [(DAY(2026, 3, 31), 12), (DAY(2026, 7, 31), 13), (DAY(2027, 7, 31), 14), (None, 14)],
)
def test_a_rate_from_a_day_on(tmp_path: Path, as_of: DAY | None, value: float) -> None:
    """The running year is converted at the as-of date, a whole one at its end."""
    rates: Rows = [HEAD, ["GBP", 1.2, None], ["GBP", 1.3, DAY(2026, 4, 1)], ["GBP", 1.4, "October 2026"]]
    settings: Rows = [*EURO, *([["As of", as_of]] if as_of else [])]
    rows: Rows = [["Account", "2025", "2026"], ["North", 1, "£10"], ["South", 1, 1]]
    book, _ = read(tmp_path, {"Settings": settings, "Rates": rates, "Revenue": rows})
    assert revenue(book)["North", 2026] == value


def test_a_fiscal_year_ends_in_its_month(tmp_path: Path) -> None:
    settings: Rows = [*EURO, ["Fiscal year ends in month", 3]]
    rates: Rows = [HEAD, ["GBP", 1.2, None], ["GBP", 1.3, DAY(2026, 4, 1)], ["USD", 0.9, "FY26"]]
    rows: Rows = [["Account", "FY26", "FY27"], ["North", "£10", "£10"], ["South", "$10", "$10"]]
    book, _ = read(tmp_path, {"Settings": settings, "Rates": rates, "Revenue": rows})
    assert [row.revenue for row in book.revenue] == [12, 13, 9, 9]


@pytest.mark.parametrize(
    ("rates", "code", "cell"),
    [
        ([["GBP", 0]], "rate-zero", "B2"),
        ([["GBP", -1.2]], "rate-zero", "B2"),
        ([["GBP", "much"]], "not-number", "B2"),
        ([["GBP", None]], "value-missing", "B2"),
        ([["GBP", 1.2], ["£", 1.3]], "rate-twice", "B3"),
        ([["GBP", 1.2, 2026], ["GBP", 1.3, DAY(2026, 1, 1)]], "rate-twice", "B3"),
        ([["GBP", 1.2, "soon"]], "not-date", "C2"),
        ([["JPY", 160], ["GBP", 1.2]], "rate-inverted", "B2"),
        ([["SEK", 11], ["GBP", 1.2]], "rate-inverted", "B2"),
        ([["EUR", 1.1], ["GBP", 1.2]], "rate-own", "B2"),
        ([["pounds", 1.1], ["GBP", 1.2]], "rate-currency", "A2"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_rate_that_converts_nothing(tmp_path: Path, rates: Rows, code: str, cell: str, lang: str) -> None:
    rows: Rows = [["Account", "2025", "2026"], ["North", "£1", 1], ["South", 1, 1]]
    book, problems = read(tmp_path, {"Settings": EURO, "Rates": [HEAD, *rates], "Revenue": rows}, lang=lang)
    assert (code, f"Rates!{cell}") in told(problems)
    is_used = any(row[0] in ("GBP", "£") for row in rates if row[1] == 1.2) and code not in (
        "rate-twice", "not-date",
    )  # fmt: skip
    assert ("revenue" in book.faulty) is not is_used
    assert "rates" in book.faulty


@pytest.mark.parametrize(("code", "rate"), [("JPY", 0.0062), ("SEK", 0.09), ("GBP", 0.8), ("XAU", 2_000)])
def test_a_rate_that_may_be(tmp_path: Path, code: str, rate: float) -> None:
    _, problems = read(tmp_path, {"Settings": EURO, "Rates": [HEAD, [code, rate], ["EUR", 1]]})
    assert problems == ()


def test_a_time_without_a_rate(tmp_path: Path) -> None:
    rows: Rows = [["Account", "2024", "2026"], ["North", "£1", "£1"], ["South", "£1", 1]]
    rates: Rows = [HEAD, ["GBP", 1.2, 2025]]
    book, problems = read(tmp_path, {"Settings": EURO, "Rates": rates, "Revenue": rows})
    assert told([p for p in problems if p.severity == "error"]) == [("rate-later", "Revenue!B2")]
    assert next(p for p in problems if p.code == "rate-later").count == 2
    assert "revenue" in book.faulty


def test_a_sign_of_two_currencies(tmp_path: Path) -> None:
    rates: Rows = [HEAD, ["USD", 0.9], ["CAD", 0.7]]
    rows: Rows = [["Account", "2025", "2026"], ["North", "$10", "CA$10"], ["South", 1, "10 USD"]]
    book, problems = read(tmp_path, {"Settings": EURO, "Rates": rates, "Revenue": rows})
    assert told(problems) == [("rate-unclear", "Revenue!B2")]
    assert "USD, CAD" in problems[0].message
    assert (revenue(book)["North", 2026], revenue(book)["South", 2026]) == (7, 9)


def test_header_and_column_that_contradict(tmp_path: Path) -> None:
    rows: Rows = [["Account", "Currency", "2026 (USD)"], ["North", "GBP", 10], ["South", "USD", 10]]
    _, problems = read(tmp_path, {"Settings": EURO, "Rates": RATES, "Revenue": rows})
    assert told(problems) == [("currency-unclear", "Revenue!C2")]


def test_the_currency_of_the_rates_is_the_one_that_is_worth_1(tmp_path: Path) -> None:
    rows: Rows = [["Account", "2026"], ["North", "£10"], ["South", 1]]
    book, problems = read(tmp_path, {"Rates": [*RATES, ["EUR", 1, None, None]], "Revenue": rows})
    assert (problems, book.settings.currency, book.revenue[0].revenue) == ((), "EUR", 12)
    _, problems = read(tmp_path, {"Rates": RATES, "Revenue": rows})
    assert ("rate-base", "Rates") in told(problems)


def test_a_missing_rate_names_the_sheet(tmp_path: Path) -> None:
    rows: Rows = [["Compte", "2026"], ["North", "£10"], ["South", 1]]
    sheets = {"Paramètres": [["Devise", "EUR"]], "Chiffre d'affaires": rows}
    _, problems = read(tmp_path, sheets | {"Comptes": [["Compte"], ["North"], ["South"]]}, lang="fr")
    assert told(problems) == [("currency-differs", "Chiffre d'affaires!B2")]
    assert "feuille Cours" in problems[0].hint


def test_a_number_with_the_decimals_that_it_has() -> None:
    assert [Say("en").exact(value, 2) for value in (1.15, 1.1, 0.00654)] == ["1.15", "1.10", "0.00654"]
    assert Say("fr").exact(1234.5) == "1\u202f234,5"
