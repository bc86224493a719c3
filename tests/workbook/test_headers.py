from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.workbook_files import read, told

Rows = list[list[Any]]


def _revenue(folder: Path, rows: Rows, **options: Any) -> dict[tuple[str, int], float | None]:
    book, problems = read(folder, {"Revenue": rows}, **options)
    assert problems == ()
    return {(row.account, row.year): row.revenue for row in book.revenue}


WIDE = {("North", 2025): 100.0, ("North", 2026): 120.0, ("South", 2025): 50.0, ("South", 2026): 40.0}


@pytest.mark.parametrize(
    "headers",
    [
        ["Account", 2025, 2026],
        ["Account", "2025", "2026"],
        ["Account", "FY25", "FY26"],
        ["Account", "FY 2025", "FY'26"],
        ["ACCOUNT ", "Revenue 2025", "revenue  2026"],
        ["Compte", "CA 2025", "Chiffre d'affaires 2026"],
        ["Client", "Ventes 2025", "2026 ($)"],
    ],
)
def test_years_as_columns(tmp_path: Path, headers: list[Any]) -> None:
    rows: Rows = [headers, ["North", 100, 120], ["South", 50, 40]]
    assert _revenue(tmp_path, rows) == WIDE


def test_a_unit_in_the_header_multiplies(tmp_path: Path) -> None:
    rows: Rows = [["Account", "2025 (k€)", "CA 2026 M€"], ["North", 100, 0.12], ["South", 50, 0.04]]
    found = _revenue(tmp_path, rows)
    assert found[("North", 2025)] == pytest.approx(100_000)
    assert found[("South", 2026)] == pytest.approx(40_000)


def test_another_figure_of_a_year_is_not_its_revenue(tmp_path: Path) -> None:
    headers = [
        "Account",
        "2026 (budget)",
        "Budget 2025",
        "2025A",
        "2026 (réel)",
        "Total 2026",
        "2025 vs 2026",
    ]
    rows: Rows = [headers, ["North", 1, 2, 100, 120, 9, 9], ["South", 3, 4, 50, 40, 9, 9]]
    assert _revenue(tmp_path, rows) == WIDE


def test_years_as_a_column_with_units_and_cost(tmp_path: Path) -> None:
    rows: Rows = [
        ["Cost", "Year", "Account", "Units", "Revenue"],
        [60, 2026, "North", 7, 120],
        [None, "FY25", "South", None, "50"],
        [1, datetime.date(2025, 12, 31), "North", 2, 100],
    ]
    book, problems = read(tmp_path, {"Revenue": rows})
    assert problems == ()
    first = book.revenue[0]
    assert (first.account, first.year, first.revenue, first.units, first.cost) == ("North", 2026, 120, 7, 60)
    assert [row.year for row in book.revenue] == [2026, 2025, 2025]
    assert first.at == "Revenue!E2"


def test_several_figures_a_year_beside_each_other(tmp_path: Path) -> None:
    rows: Rows = [["Account", "Revenue 2026", "Cost 2026", "Units 2026"], ["North", 120, 60, 7]]
    book, _ = read(tmp_path, {"Revenue": rows})
    (row,) = book.revenue
    assert (row.revenue, row.cost, row.units, row.at) == (120, 60, 7, "Revenue!B2")


def test_any_order_extra_columns_and_title_rows(tmp_path: Path) -> None:
    rows: Rows = [
        ["Sales of all key accounts"],
        [],
        ["Prepared by finance", None, "2026-11-02"],
        ["2026", "Comment", "Account", "Budget 2027", "2025", "Growth 2026"],
        [120, "ok", "North", 130, 100, 0.2],
        [40, "down", "South", 35, 50, -0.2],
    ]
    book, problems = read(tmp_path, {"Revenue": rows})
    assert {(row.account, row.year): row.revenue for row in book.revenue} == WIDE
    assert told(problems) == [("year-unread", "Revenue!D4")]
    assert "Budget 2027 (D4)" in problems[0].message


def test_a_merged_header_over_the_years(tmp_path: Path) -> None:
    rows: Rows = [["Account", "Revenue", None], [None, 2025, 2026], ["North", 100, 120], ["South", 50, 40]]
    assert _revenue(tmp_path, rows, merged={"Revenue": ["B1:C1", "A1:A2"]}) == WIDE


def test_a_spanning_header_that_is_not_merged(tmp_path: Path) -> None:
    rows: Rows = [["Account", "Revenue", None], [None, 2025, 2026], ["North", 100, 120], ["South", 50, 40]]
    assert _revenue(tmp_path, rows) == WIDE


def test_two_merged_headers_keep_revenue_and_cost_apart(tmp_path: Path) -> None:
    rows: Rows = [
        [None, "Revenue", None, "Cost", None],
        ["Account", 2025, 2026, 2025, 2026],
        ["North", 100, 120, 60, 70],
    ]
    book, problems = read(tmp_path, {"Revenue": rows}, merged={"Revenue": ["B1:C1", "D1:E1"]})
    assert [p.code for p in problems] == ["no-revenue"]  # South
    assert [(r.year, r.revenue, r.cost) for r in book.revenue] == [(2025, 100, 60), (2026, 120, 70)]


def test_months_as_columns(tmp_path: Path) -> None:
    rows: Rows = [
        ["Account", "Plan", "sept. 2026", datetime.date(2026, 10, 1), "2026-11"],
        ["North", "Basic", 1, 2, None],
    ]
    book, problems = read(tmp_path, {"MRR": rows})
    assert problems == ()
    assert [(r.month.isoformat(), r.mrr, r.at) for r in book.mrr] == [
        ("2026-09-30", 1, "MRR!C2"),
        ("2026-10-31", 2, "MRR!D2"),
    ]


def test_a_month_that_ends_like_a_currency_is_a_month(tmp_path: Path) -> None:
    """The end of `mars` is ARS, the letter before it millions; a unit beside a month is read too."""
    rows: Rows = [["Compte", "Offre", "févr. 2026", "mars 2026", "avr. 2026 k€"], ["North", "Base", 1, 2, 3]]
    book, problems = read(tmp_path, {"RMR": rows})
    assert problems == ()
    assert [(r.month.isoformat(), r.mrr) for r in book.mrr] == [
        ("2026-02-28", 1),
        ("2026-03-31", 2),
        ("2026-04-30", 3_000),
    ]


def test_surveys_as_columns(tmp_path: Path) -> None:
    rows: Rows = [["Account", "Date", "NPS", "CSAT"], ["North", datetime.date(2026, 10, 3), 9, 81]]
    book, problems = read(tmp_path, {"Satisfaction": rows})
    assert problems == ()
    assert [(r.survey, r.score, r.answers) for r in book.satisfaction] == [("NPS", 9, 1), ("CSAT", 81, 1)]


def test_scores_wide_and_long_say_the_same(tmp_path: Path) -> None:
    criteria: Rows = [
        ["Axis", "Criterion", "Weight"],
        ["Growth", "Potential", 1],
        ["Harmony", "Culture", "100%"],
    ]
    wide: Rows = [["Account", "Period", "culture", "Potential", "Average"], ["North", 2026, 7, 8, 7.5]]
    long: Rows = [
        ["Account", "Period", "Criterion", "Score"],
        ["North", "2026", "Culture", 7],
        ["North", "2026", "POTENTIAL", 8],
    ]
    found = []
    for rows in (wide, long):
        book, problems = read(tmp_path, {"Criteria": criteria, "Scores": rows})
        assert problems == ()
        found.append({(r.account, r.period, r.criterion, r.score) for r in book.scores})
    assert found[0] == found[1] == {("North", "2026", "Culture", 7), ("North", "2026", "Potential", 8)}


def test_letters_under_a_name_that_is_not_in_the_team_are_told(tmp_path: Path) -> None:
    team: Rows = [["Name"], ["A. Chen"], ["R. Diaz"]]
    rows: Rows = [["Activity", "A. Chen", "R Diaz", "N. Berg", "Remark"], ["Plan", "A/R", "C", "I", "none"]]
    book, problems = read(tmp_path, {"Team": team, "Responsibilities": rows})
    assert told(problems) == [("name-unknown", "Responsibilities!D1")]
    assert [(r.member, r.letter) for r in book.responsibilities] == [
        ("A. Chen", "A"),
        ("A. Chen", "R"),
        ("R. Diaz", "C"),
    ]


def test_near_misses_are_suggested(tmp_path: Path) -> None:
    accounts: Rows = [["Acount", "Regoin"], ["North", "East"]]
    book, problems = read(tmp_path, {"Accounts": accounts})
    assert told(problems) == [("column-near-required", "Accounts!A1"), ("column-near", "Accounts!B1")]
    assert "“Account”" in problems[0].hint
    assert book.accounts == ()


def test_a_sheet_name_that_is_nearly_right(tmp_path: Path) -> None:
    from kamdeck.workbook.reader import read_book
    from tests.workbook_files import ACCOUNTS, REVENUE, write

    path = write(tmp_path / "book.xlsx", {"Accounts": ACCOUNTS, "Revenu": REVENUE})
    _, problems = read_book(path, lang="en")
    assert told(problems) == [("sheet-missing", ""), ("sheet-near", "Revenu")]
    assert "Did you mean “Revenue”?" in problems[1].message
    assert "Accounts, Revenu" in problems[0].message


def test_the_french_workbook_in_french_words(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Paramètres": [
            ["Paramètre", "Valeur"],
            ["Devise", "EUR"],
            ["Arrêté au", "05/01/2027"],
            ["A jusqu'à", "75 %"],
        ],
        "Comptes": [
            ["Région", "compte", "GRAND COMPTE"],
            ["Île-de-France", "Nord", "Oui"],
            ["Sud", "Été", "non"],
        ],
        "Chiffre d'affaires": [["Compte", "2026"], ["nord", "1 234,56 €"], ["ETE", "1.234,5"]],
    }
    book, problems = read(tmp_path, sheets, lang=None)
    assert problems == ()
    assert book.settings.currency == "EUR"
    assert book.settings.as_of == datetime.date(2027, 1, 5)
    assert book.settings.tier_a_share == pytest.approx(0.75)
    assert [row.key_account for row in book.accounts] == [True, False]
    assert [(row.account, row.revenue) for row in book.revenue] == [("Nord", 1234.56), ("Été", 1234.5)]


def test_problems_come_in_the_workbooks_language_unless_asked(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Comptes": [["Compte"], ["Nord"]],
        "Chiffre d'affaires": [["Compte", "2026"], ["Nord", "beaucoup"]],
    }
    (french,) = read(tmp_path, sheets, lang=None)[1]
    (english,) = read(tmp_path, sheets, lang="en")[1]
    assert "n’est pas un nombre" in french.message
    assert "is not a number" in english.message
    assert (french.code, french.place) == (english.code, english.place)


def test_a_sheet_without_headers_and_one_without_years(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path, {"Usage": [["x", "y"], ["North", 3]], "Revenue": [["Account", "Note"], ["North", "a"]]}
    )
    assert told(problems) == [("no-header", "Usage"), ("no-spread", "Revenue")]


def test_amounts_in_thousands(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Settings": [["Amounts are in", "thousands"], ["Screen from revenue", 500]],
        "Evaluation": [
            ["Manager", "Measure", "Unit", "Target", "Weight"],
            ["A. Chen", "Revenue", "money", 12, 0.5],
            ["A. Chen", "CSAT", "CSAT", 78, 0.5],
        ],
    }
    book, problems = read(tmp_path, sheets)
    assert problems == ()
    assert book.revenue[0].revenue == 100_000
    assert book.settings.screen_min_revenue == 500_000
    assert [row.target for row in book.evaluation] == [12_000, 78]
