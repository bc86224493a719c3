"""The broken sample workbook: the story with one of each fault planted in it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from kamdeck.workbook.columns import Column
from kamdeck.workbook.pages import Page, pages
from kamdeck.workbook.starter import write_workbook
from kamdeck.workbook.starter_looks import Formula
from kamdeck.workbook.story import sample_settings

_DAY = datetime.date

# Sheet, row of the data counted from 0, header, what is put there.
CELLS: tuple[tuple[str, int, str, Any], ...] = (
    ("accounts", 1, "Renewal", _DAY(2010, 5, 31)),
    ("accounts", 3, "Margin", 26),
    ("accounts", 4, "Visits", 2.5),
    ("accounts", 5, "Key account", "perhaps"),
    ("accounts", 6, "Status", "actve"),
    ("accounts", 7, "Customer since", "soon"),
    ("accounts", 8, "Visits", -2),
    ("accounts", 9, "Margin", Formula("=NA()", "#N/A")),
    ("accounts", 10, "Visits", Formula("=SUM(1,6)", "")),
    ("accounts", 23, "Lost on", _DAY(2026, 5, 1)),
    ("revenue", 2, "2025", "about 5 million"),
    ("revenue", 3, "2026", _DAY(2026, 10, 31)),
    ("criteria", 1, "Weight", 0.15),
    ("criteria", 5, "Ideal", 12),
    ("scores", 0, "Vision", 14),
    ("profit", 2, "Operating profit", None),
    ("profit", 3, "Revenue", 900_000),
    ("profit", 3, "Cost", 700_000),
    ("policies", 3, "Product family", "Legacy suport"),
    ("mrr", 0, "2026-03", "none yet"),
    ("mrr", 1, "2026-04", -500),
    ("mrr_bridge", 1, "Closing MRR", 2_700_000),
    ("mrr_bridge", 2, "Churn", 62_000),
    ("onboarding", 2, "Done", 1.0),
    ("satisfaction", 363, "Score", 11),
    ("usage", 0, "Account", "Mount Sinay"),
    ("usage", 3, "Cancellation risk", 45),
    ("risk", 1, "In queue since", _DAY(2026, 12, 1)),
    ("risk", 2, "Renewal", _DAY(2027, 6, 30)),
    ("retention_actions", 6, "Account", "Tarrow"),
    ("stakeholders", 1, "Relationship", "friendly"),
    ("stakeholders", 2, "Reports to", "ceo"),
    ("stakeholders", 3, "Reports to", "cln"),
    ("stakeholders", 6, "Id", "cio"),
    ("influence", 0, "To", "boss"),
    ("influence", 1, "To", "cln"),
    ("whitespace", 0, "State", "in usage"),
    ("plan", 3, "Goal revenue", 11_000_000),
    ("plan", 4, "Goal year", "soon"),
    ("charter", 11, "Goal", None),
    ("rollout", 3, "Start", _DAY(2026, 9, 20)),
    ("rollout", 7, "Due again", "05/11/2026"),
    ("responsibilities", 2, "T. Adler", "X"),
    ("tasks", 0, "Done on", _DAY(2026, 10, 20)),
    ("evaluation", 0, "Weight", 0.4),
    ("evaluation", 7, "Target", 0),
    ("building_blocks", 1, "Level now", 7),
    ("building_blocks", 3, "Target", 1),
)

# Sheet, rows that are added below the others, by header.
ROWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("accounts", {"Account": "Tarrow", "Regoin": "West"}),
    ("accounts", {"Regoin": "West", "Manager": "R. Diaz"}),
    ("accounts", {"Account": "Newbridge", "Status": "active"}),
    ("revenue", {"Account": "Corvane", "2024": 10_000}),
    ("revenue", {"Account": "Total", "2024": 36_000_000}),
    ("revenue", {}),
    ("revenue", {"Account": "Provisional figures of the finance team"}),
    ("products", {"Product": "Dictation", "Product family": "Dictation AI", "In white space": "no"}),
    ("mrr", {"Account": "Ardenova", "Plan": "Basic", "2026-10": 1_000}),
    ("divisions", {"Account": "Larkmoor", "Division": "Larkmoor North"}),
    (
        "whitespace",
        {"Account": "Mount Sinai", "Division": "Larkmoor North", "Product": "Security", "State": "proposed"},
    ),
    ("team", {"Name": "L. Moreau", "Role": "Sponsor", "Team": "Mount Sinai"}),
)

# Sheet, header as it should be, header as it is.
HEADERS = (
    ("accounts", "Region", "Regoin"),
    ("revenue", "2023", "2022"),
    ("scores", "Culture", "Culturre"),
    ("identification", "Threshold", "Treshold"),
    ("milestones", "Date", "When"),
    ("retention_actions", "Likelihood", "Due on"),
)

SETTINGS: dict[str, Any] = {
    "focus_account": "Mount Sinai Hospital",
    "currency": "Dollars",
    "language": "Klingon",
    "first_year": 2019,
    "fiscal_year_end_month": 13,
    "tier_b_share": 0.75,
    "score_period": "2027",
    "class_cut": "five",
    "upsell_plan": "Premum",
    "profit_group_d": 12,
    "previous_deck_as_of": "31/02/2026",
    "Reporting dat": "2026-10-31",
    "Deck title": "Second title",
}


def write_broken(path: Path) -> None:
    """Writes the workbook; which fault must be found at which cell stands in the test of it.

    Raises: WorkbookError when the file cannot be written.
    """
    book = {page.sheet.key: page for page in pages("en", sample=True)}
    for key, right, wrong in HEADERS:
        columns = book[key].columns
        columns[_place(book[key], right)] = (wrong, columns[_place(book[key], right)][1])
    for key, row, header, value in CELLS:
        book[key].rows[row][_place(book[key], header)] = value
    for key, values in ROWS:
        shown = book[key]
        shown.rows.append([values.get(header) for header, _ in shown.columns])
    _without_levers(book["strategies"])
    book["previous"].title = "Previus deck"
    twin = Page(book["products"].sheet, "Customers", _first(book["accounts"].columns), [["Mount Sinai"]])
    write_workbook(path, [*book.values(), twin], "en", sample_settings("en") | SETTINGS)


def _place(page: Page, header: str) -> int:
    return next(place for place, (name, _) in enumerate(page.columns) if name == header)


def _first(columns: list[tuple[str, Column]]) -> list[tuple[str, Column]]:
    return columns[:1]


def _without_levers(page: Page) -> None:
    """Takes the columns away that the sheet is spread over, so that it says nothing."""
    own = [i for i, (header, fact) in enumerate(page.columns) if header == fact.header("en")]
    page.columns = [page.columns[i] for i in own]
    page.rows = [[row[i] for i in own] for row in page.rows]
