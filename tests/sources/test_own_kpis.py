"""The sheet of own indicators through a mapping and through frames: every way to write its period."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import kamdeck
from kamdeck.workbook.rows import Book
from tests.sources.test_mapping import mapped

TOML = """
[mapping.settings]
fiscal_year_end_month = {end}

[mapping.revenue]
account = "Customer"
year = "Year"
revenue = "Amount"

[mapping.kpis]
source = "{file}"
kpi = "Measure"
period = "When"
value = "Figure"
unit = {{ value = "%" }}
"""
ORDERS = "Customer,Year,Amount\nNorth,2026,100\n"
Q3 = ("quarter", date(2026, 7, 1), date(2026, 9, 30))
OCT = ("month", date(2026, 10, 1), date(2026, 10, 31))
AUTUMN = ("day", date(2026, 10, 15), date(2026, 10, 15))
Y26 = ("year", date(2026, 1, 1), date(2026, 12, 31))
FY26 = ("year", date(2025, 7, 1), date(2026, 6, 30))
BOTH = (
    ("Q3 2026", 12, Q3), ("T3 2026", 12, Q3), ("2026-Q3", 12, Q3), ("Q1 FY27", 6, Q3), ("Oct 2026", 12, OCT),
    ("oct. 2026", 12, OCT), ("2026-10", 12, OCT), ("10/2026", 12, OCT), (202610, 12, OCT), (2026, 12, Y26),
    ("2026", 12, Y26), ("FY26", 6, FY26), ("2025/26", 6, FY26), (2026, 6, FY26), ("2026-10-15", 12, AUTUMN),
    ("2026-10-31", 12, OCT), ("15/10/2026", 12, AUTUMN), ("10/31/2026", 12, OCT), ("20261031", 12, OCT),
    ("H1 2026", 12, ("half", date(2026, 1, 1), date(2026, 6, 30))),
)  # fmt: skip
CELLS = (*BOTH, (date(2026, 10, 31), 12, OCT), (date(2026, 10, 1), 12, OCT), (date(2026, 10, 15), 12, AUTUMN))
PERIODS = (
    (pd.Period("2026-10"), 12, OCT), (pd.Period("2026Q3"), 12, Q3),
    (pd.Period("2027Q1", freq="Q-JUN"), 6, Q3),
    (pd.Period("2026", freq="Y"), 12, Y26), (pd.Period("2026", freq="Y-JUN"), 6, FY26),
    (pd.Period("2026", freq="Y"), 6, Y26), (pd.Period("2026-10-15", freq="D"), 12, AUTUMN),
    (pd.Timestamp(2026, 10, 31), 12, OCT), (pd.Timestamp(2026, 10, 15), 12, AUTUMN),
)  # fmt: skip


def spans(book: Book) -> list[tuple[str, date, date]]:
    return [(row.period.kind, row.period.first, row.period.last) for row in book.kpis]


def sheet_of(*whens: object) -> bytes:
    book: Any = openpyxl.Workbook()
    book.active.append(["Measure", "When", "Figure"])
    for when in whens:
        book.active.append(["Adoption", when, 0.6])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(("when", "end", "wanted"), CELLS, ids=str)
def test_a_mapped_sheet(when: object, end: int, wanted: tuple[str, date, date], tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"kpis.xlsx": sheet_of(when), "orders.csv": ORDERS}
    book, problems = mapped(tmp_path, TOML.format(end=end, file="kpis.xlsx"), files)
    assert problems == ()
    assert spans(book) == [wanted]
    assert [(row.kpi, row.value, row.unit) for row in book.kpis] == [("Adoption", 0.6, "share")]


@pytest.mark.parametrize(("when", "end", "wanted"), BOTH, ids=str)
def test_a_mapped_text_file(when: object, end: int, wanted: tuple[str, date, date], tmp_path: Path) -> None:
    text = f"Measure;When;Figure\nAdoption;{when};60%\n"
    files: dict[str, str | bytes] = {"kpis.csv": text, "orders.csv": ORDERS}
    book, problems = mapped(tmp_path, TOML.format(end=end, file="kpis.csv"), files)
    assert problems == ()
    assert spans(book) == [wanted]


@pytest.mark.parametrize(
    ("when", "end", "wanted"), [*(each for each in CELLS if each[0] != "20261031"), *PERIODS], ids=str
)
def test_a_frame(when: object, end: int, wanted: tuple[str, date, date]) -> None:
    accounts = pd.DataFrame({"Account": ["North"], "Region": ["East"]})
    revenue = pd.DataFrame({"Account": ["North"], 2026: [1e5]})
    kpis = pd.DataFrame(
        {"KPI": ["Adoption"], "Period": pd.Series([when], dtype=object), "Value": [0.6], "Unit": ["%"]}
    )
    frames = {"accounts": accounts, "revenue": revenue, "kpis": kpis}
    book, problems = kamdeck.read_frames(frames, settings={"fiscal_year_end_month": end})
    assert problems == ()
    assert spans(book) == [wanted]


def test_days_among_months_are_days(tmp_path: Path) -> None:
    contents: dict[str, str | bytes] = {
        "kpis.xlsx": sheet_of("2026-10-31", "2026-10-15"),
        "kpis.csv": "Measure;When;Figure\nA;2026-10-31;6\nA;2026-10-15;6\n",
    }
    for name, content in contents.items():
        files: dict[str, str | bytes] = {name: content, "orders.csv": ORDERS}
        book, _ = mapped(tmp_path, TOML.format(end=12, file=name), files)
        assert [kind for kind, *_ in spans(book)] == ["day", "day"]


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("autumn", "not-period"),
        ("05/10/2026", "date-ambiguous"),
        (True, "not-period"),
        ("#N/A", "error-value"),
    ],
)
def test_what_is_no_period_is_said_at_its_cell(when: object, code: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"kpis.xlsx": sheet_of(when), "orders.csv": ORDERS}
    for lang in ("en", "fr"):
        _, (problem,) = mapped(tmp_path, TOML.format(end=12, file="kpis.xlsx"), files, lang=lang)
        assert (problem.code, problem.cell) == (code, "B2")


def test_a_week_or_another_year_is_no_period_of_a_frame() -> None:
    for period in (pd.Period("2026-10-15", freq="W"), pd.Period("2026", freq="Y-MAR")):
        kpis = pd.DataFrame({"KPI": ["Adoption"], "Period": [period], "Value": [1]})
        accounts = pd.DataFrame({"Account": ["North"], "Region": ["East"]})
        revenue = pd.DataFrame({"Account": ["North"], 2026: [1e5]})
        frames = {"accounts": accounts, "revenue": revenue, "kpis": kpis}
        _, (problem,) = kamdeck.read_frames(frames)
        assert (problem.code, problem.place) == ("not-period", "kpis.loc[0, 'Period']")
