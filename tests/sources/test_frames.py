"""Frames as a book: the story again, every kind of value, problems at row and column labels."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import kamdeck
from kamdeck.errors import KamdeckError, WorkbookError
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book
from kamdeck.workbook.story import sample_folder

ACCOUNTS = pd.DataFrame({"Account": ["North", "South"], "Region": ["East", None]})
REVENUE = pd.DataFrame({"Account": ["North", "South"], 2025: [100.0, 50.0], 2026: [120.0, np.nan]})


def book_of(**frames: Any) -> Book:
    """The book of frames without problems; accounts and revenue where they are not given."""
    book, problems = kamdeck.read_frames({"accounts": ACCOUNTS, "revenue": REVENUE, **frames})
    assert problems == ()
    return book


def told(frames: dict[str, Any], **rest: Any) -> list[tuple[str, str]]:
    """Code and place of the problems of frames."""
    problems = kamdeck.read_frames({"accounts": ACCOUNTS, "revenue": REVENUE, **frames}, **rest)[1]
    return [(problem.code, problem.place) for problem in problems]


def values(rows: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Rows without their addresses."""
    return [tuple(getattr(row, name) for name in type(row).names if name != "at") for row in rows]


def frames_of(path: Path, book: Book) -> dict[str, Any]:
    """A workbook's sheets as pandas reads them: headers where the table begins, the years as they stand."""
    raw = pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
    frames = {}
    for key, title in book.titles:
        sheet = raw[title]
        if key == "settings":
            frames[title] = sheet
            continue
        first = min(
            int(row.at.rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for row in getattr(book, key)
        )
        frame = sheet.iloc[first - 1 :].reset_index(drop=True)
        frame.columns = sheet.iloc[first - 2]
        frames[title] = frame.loc[:, frame.columns.notna()].infer_objects()
    return frames


@pytest.mark.parametrize("name", ["health_cloud.xlsx", "health_cloud_fr.xlsx", "small.xlsx"])
def test_a_workbook_through_pandas_is_the_same_book(name: str) -> None:
    path = sample_folder() / name
    book, _ = read_book(path)
    found, problems = kamdeck.read_frames(frames_of(path, book))
    assert problems == ()
    for sheet in Book.sheets:
        assert values(getattr(found, sheet.key)) == values(getattr(book, sheet.key)), sheet.key
    for field in type(book.settings).names:
        assert field == "cells" or getattr(found.settings, field) == getattr(book.settings, field), field
    assert found.titles[1:] == book.titles[1:]
    assert found.years == book.years


def test_wide_and_long_years_index_and_two_levels() -> None:
    wide = book_of()
    assert [(r.account, r.year, r.revenue) for r in wide.revenue] == [
        ("North", 2025, 100), ("North", 2026, 120), ("South", 2025, 50),
    ]  # fmt: skip
    long = REVENUE.melt("Account", var_name="Year", value_name="Revenue").dropna()
    key = lambda row: (row.account, row.year)  # noqa: E731
    assert [values((r,)) for r in sorted(book_of(revenue=long).revenue, key=key)] == [
        values((r,)) for r in sorted(wide.revenue, key=key)
    ]
    assert values(book_of(revenue=REVENUE.set_index("Account")).revenue) == values(wide.revenue)
    levels = REVENUE.set_index("Account")
    levels.columns = pd.MultiIndex.from_product([["Revenue"], [2025, 2026]])
    assert values(book_of(revenue=levels).revenue) == values(wide.revenue)
    assert wide.revenue[0].at == "revenue!B2"


def test_names_in_either_language() -> None:
    french = {
        "comptes": pd.DataFrame({"Compte": ["Nord"], "Région": ["Est"]}),
        "chiffre_d_affaires": pd.DataFrame({"Compte": ["Nord"], "CA 2026": [10]}),
    }
    book, problems = kamdeck.read_frames(french)
    assert problems == ()
    assert values(book.revenue) == [("Nord", 2026, None, 10.0, None, None, None)]
    assert book.accounts[0].region == "Est"


@pytest.mark.parametrize("blank", [None, np.nan, pd.NA, pd.NaT, float("nan"), ""])
def test_missing_values_are_blank(blank: Any) -> None:
    frame = pd.DataFrame({"Account": ["North", "South"], "Region": pd.Series(["East", blank], dtype=object)})
    assert [row.region for row in book_of(accounts=frame).accounts] == ["East", None]


def test_every_kind_of_value() -> None:
    frame = pd.DataFrame(
        {
            "Account": pd.Categorical(["North", "South"]),
            "Customer since": pd.to_datetime(["2020-05-01", "2021-06-01"]),
            "Renewal": [date(2027, 1, 1), datetime(2027, 2, 1, 12, 30)],
            "Key account": pd.array([True, pd.NA], dtype="boolean"),
            "Visits": pd.array([3, pd.NA], dtype="Int64"),
            "Margin": [np.float32(0.25), Decimal("0.5")],
        }
    )
    book = book_of(accounts=frame)
    north, south = book.accounts
    assert (north.customer_since, south.customer_since) == (date(2020, 5, 1), date(2021, 6, 1))
    assert (north.renewal, south.renewal) == (date(2027, 1, 1), date(2027, 2, 1))
    assert (north.key_account, south.key_account) == (True, None)
    assert (north.visits, south.visits) == (3, None)
    assert (north.margin, south.margin) == (0.25, 0.5)


def test_months_as_timestamps_and_periods() -> None:
    frame = pd.DataFrame(
        [["North", 1.0, 2.0]], columns=["Account", pd.Timestamp(2026, 1, 1), pd.Period("2026-02")]
    )
    expected = [("North", None, date(2026, 1, 31), 1.0), ("North", None, date(2026, 2, 28), 2.0)]
    assert [(r.account, r.plan, r.month, r.mrr) for r in book_of(mrr=frame).mrr] == expected
    long = pd.DataFrame(
        {"Account": ["North"] * 2, "Month": pd.period_range("2026-01", periods=2, freq="M"), "MRR": [1, 2]}
    )
    assert [(r.account, r.plan, r.month, r.mrr) for r in book_of(mrr=long).mrr] == expected


def test_settings_by_name() -> None:
    frames = {"accounts": ACCOUNTS, "revenue": REVENUE}
    given = {
        "currency": "EUR",
        "as_of": date(2026, 12, 31),
        "Pareto threshold": 0.7,
        "plan_order": ["S", "M"],
    }
    book, problems = kamdeck.read_frames(frames, settings=given)
    assert problems == ()
    settings = book.settings
    assert (settings.currency, settings.as_of, settings.pareto_threshold) == ("EUR", date(2026, 12, 31), 0.7)
    assert settings.plan_order == ("S", "M")
    sheet = pd.DataFrame({"Setting": ["Currency", "Company"], "Value": ["USD", "Acme"]})
    book, problems = kamdeck.read_frames({**frames, "settings": sheet}, settings=given)
    assert problems == ()
    assert (book.settings.currency, book.settings.company) == ("EUR", "Acme")
    assert told({}, settings={"curency": "EUR", "score_min": "x"}) == [
        ("setting-unknown", "settings['curency']"), ("not-number", "settings['score_min']"),
    ]  # fmt: skip


def test_problems_by_row_and_column_label() -> None:
    frame = REVENUE.set_index(pd.Index(["a", "b"])).astype(object)
    frame.loc["b", 2025] = "many"
    frame["Account"] = ["North", "Sud"]
    assert sorted(told({"revenue": frame})) == [
        ("name-unknown", "revenue.loc['b', 'Account']"),
        ("no-revenue", "accounts.loc[1, 'Account']"),
        ("not-number", "revenue.loc['b', 2025]"),
    ]
    twice = pd.concat([ACCOUNTS, ACCOUNTS.iloc[:1]])
    assert told({"accounts": twice}) == [("row-twice", "accounts.iloc[2, 0]")]
    assert told({"accounts": ACCOUNTS.rename(columns={"Region": "Regoin"})}) == [
        ("column-near", "accounts['Regoin']")
    ]
    endless = pd.DataFrame({"Account": ["North", "South"], "Year": [2026] * 2, "Revenue": [np.inf, 1]})
    assert ("not-number", "revenue.loc[0, 'Revenue']") in told({"revenue": endless})


def test_frames_that_are_none_of_ours() -> None:
    with pytest.raises(KamdeckError, match=r"There is no sheet revenu\. Did you mean revenue\?"):
        kamdeck.read_frames({"revenu": REVENUE})
    with pytest.raises(KamdeckError, match="accounts is no frame but of the kind dict"):
        kamdeck.read_frames({"accounts": {"Account": ["North"]}})  # type: ignore[dict-item]
    with pytest.raises(KamdeckError, match="accounts and Comptes mean the same sheet"):
        kamdeck.read_frames({"accounts": ACCOUNTS, "Comptes": ACCOUNTS})
    with pytest.raises(KamdeckError, match="Il n’y a pas de feuille revenu"):
        kamdeck.read_frames({"revenu": REVENUE}, lang="fr")
    assert ("sheet-missing", "") in told_alone({"accounts": ACCOUNTS})


def told_alone(frames: dict[str, Any]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in kamdeck.read_frames(frames)[1]]


# ------------------------------------------------------------------ decks


def test_a_deck_in_two_lines_and_its_refresh(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    book, _ = kamdeck.read_frames({"accounts": ACCOUNTS, "revenue": REVENUE})
    report = kamdeck.build(book, deck)
    assert "pareto" in report.slides
    assert kamdeck.lint(deck) == ()
    assert kamdeck.refresh(deck, workbook=book).changes == ()
    with pytest.raises(KamdeckError) as error:
        kamdeck.refresh(deck)
    assert "was made from frames" in error.value.message
    assert "workbook=book" in error.value.hint
    more = REVENUE.assign(**{"2026": [300.0, 50.0]}).drop(columns=2026)
    changed, _ = kamdeck.read_frames({"accounts": ACCOUNTS, "revenue": more})
    assert kamdeck.refresh(deck, workbook=changed).changes != ()
    with pytest.raises(KamdeckError, match="no name of its own"):
        kamdeck.build(book)


def test_a_faulty_frame_blocks_its_views_as_a_faulty_sheet_does(tmp_path: Path) -> None:
    tasks = pd.DataFrame({"Task": ["Call"], "Owner": ["Ada"], "Due": ["soon"]})
    book, problems = kamdeck.read_frames({"accounts": ACCOUNTS, "revenue": REVENUE, "tasks": tasks})
    assert [problem.place for problem in problems] == ["tasks.loc[0, 'Due']"]
    assert book.faulty == ("tasks",)
    report = kamdeck.build(book, tmp_path / "deck.pptx", lang="en")
    assert "todo_kam" in dict(report.left_out)
    with pytest.raises(WorkbookError, match="1 error"):
        kamdeck.build(book, tmp_path / "strict.pptx", is_strict=True)
