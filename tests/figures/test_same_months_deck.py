"""A running year against the same months, from the workbook to the slides; goals of a year keep to years."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import fsum
from pathlib import Path
from typing import Any

import pytest

import kamdeck
from kamdeck.analysis.comparison import compare
from kamdeck.deck.spec import SlideSpec, Text
from kamdeck.figures.earlier import snapshot
from kamdeck.figures.evaluation import read_evaluation
from kamdeck.figures.identified import read_screen
from kamdeck.figures.mail import mail_figures
from kamdeck.run.choice import Choice
from kamdeck.run.composition import Composition, compose
from kamdeck.sources.reading import read_mapped
from kamdeck.sources.settings import read_mapping
from kamdeck.text import Say
from kamdeck.workbook.compared import compared
from kamdeck.workbook.reader import read_book
from tests.month_books import ACCOUNTS, KNOWN, MONTHS, figure, right, wide
from tests.workbook_files import write

SUMS = right(KNOWN, 7)
YEAR = fsum(figure(account, month) for account in ACCOUNTS for month in KNOWN if month.year == 2025)


def made(path: Path, lang: str = "en", months: Iterable[date] = KNOWN, **settings: Any) -> Composition:
    """The deck of a book by month, with tests for key accounts and a yearly target."""
    sheets = wide(list(months), **settings)
    for row, manager in zip(sheets["Accounts"], ("Manager", "K. Vale", "K. Vale", "K. Vale"), strict=True):
        row.append(manager)
    sheets["Identification"] = [
        ["Criterion", "Measure", "Threshold"],
        ["Size", "Revenue", 12 * figure("North", KNOWN[0])],
    ]
    sheets["Evaluation"] = [
        ["Manager", "Measure", "Unit", "Target", "Weight", "Actual from"],
        ["K. Vale", "Revenue", "Money", YEAR, 1, "Revenue"],
    ]
    book, problems = read_book(write(path / "book.xlsx", sheets))
    assert {problem.severity for problem in problems} <= {"warning"}
    return compose(book, problems, Choice(None, lang, None, None, None), Say("en"))


def slides(found: Composition) -> dict[str, SlideSpec]:
    return {slide.key: slide for slide in found.spec.slides}


def said(slide: SlideSpec) -> str:
    """All that a slide's text boxes say."""
    texts = [element for element in slide.elements if isinstance(element, Text)]
    return "\n".join("".join(run.text for run in para.runs) for text in texts for para in text.paras)


WORDS = {
    "en": "2026 to 31 Jul against the same months of 2024 and 2025",
    "fr": "2026 au 31 juil. par rapport aux mêmes mois de 2024 et 2025",
}


@pytest.mark.parametrize("lang", WORDS)
def test_every_slide_of_years_says_which_months_it_compares(tmp_path: Path, lang: str) -> None:
    found = slides(made(tmp_path, lang))
    for key in ("pareto", "concentration", "abc_tiers", "abc_accounts"):
        assert WORDS[lang] in said(found[key]).replace("\u00a0", " "), key


def test_the_figures_are_those_of_the_same_months(tmp_path: Path) -> None:
    found = made(tmp_path)
    assert found.figures["revenue"] == pytest.approx(SUMS[2026])
    assert (found.figures["year"], found.figures["until"]) == (2026, "2026-07-31")
    told = mail_figures(found.context, "", "", date(2026, 8, 1), "").texts
    assert told["revenue_change"] == "+10%"
    assert told["year"] == "2026 to 31 Jul"
    assert SUMS[2026] / SUMS[2025] - 1 == pytest.approx(0.1)


def test_goals_and_limits_of_a_year_are_held_against_whole_years(tmp_path: Path) -> None:
    found = made(tmp_path)
    screen = read_screen(found.context)
    assert screen is not None
    assert {row.account: row.revenue for row in screen.rows} == pytest.approx(
        {a: fsum(figure(a, month) for month in KNOWN if month.year == 2025) for a in ACCOUNTS}
    )
    assert [row.account for row in screen.of("key")] == ["North"], "seven months would not do"
    (row,) = read_evaluation(found.context).rated[0].measures
    assert row.actual == pytest.approx(YEAR)
    assert "31 Jul" not in found.context.annual.say.year(2025)
    assert found.context.annual.years == (2024, 2025)


def test_a_book_without_months_has_nothing_beside_years(tmp_path: Path) -> None:
    found = made(tmp_path, months=[month for month in MONTHS if month.year < 2026], As_of=date(2025, 12, 31))
    assert found.context.annual is found.context
    assert "until" not in found.figures


def test_both_sides_are_explained_by_their_cells(tmp_path: Path) -> None:
    made(tmp_path)
    growth = next(one for one in kamdeck.explain(tmp_path / "book.xlsx") if one.key == "growth")
    before, now = growth.inputs[:2]
    assert (before.what, now.what) == ("Revenue 2025 to 31 Jul", "Revenue 2026 to 31 Jul")
    assert {cell for cell, _ in now.cells} == {
        f"Revenue!{column}{row}" for column in ("Z", "AA", "AB", "AC", "AD", "AE", "AF") for row in (2, 3, 4)
    }
    assert fsum(value or 0.0 for _, value in before.cells) == pytest.approx(SUMS[2025])


def test_decks_of_other_months_are_not_compared(tmp_path: Path) -> None:
    now = snapshot(made(tmp_path).figures)
    spring = [month for month in KNOWN if month <= date(2026, 4, 30)]
    before = snapshot(made(tmp_path, months=spring, As_of=date(2026, 4, 30)).figures)
    found = compare(before, now)
    assert "year" in found.remarks
    assert "revenue" not in [change.name for change in found.figures]
    assert compare(now, now).remarks == ()


MAPPING = """
[mapping.settings]
as_of = 2026-07-31

[mapping.revenue]
account = "Customer"
year = {date = "Day"}
revenue = {sum = "Amount"}
"""


def test_dated_lines_of_a_mapping(tmp_path: Path) -> None:
    lines = [
        f"{a},{m.replace(day=day)},{figure(a, m) / 2}" for a in ACCOUNTS for m in KNOWN for day in (3, 21)
    ]
    (tmp_path / "orders.csv").write_text("\n".join(["Customer,Day,Amount", *lines]))
    (tmp_path / "kamdeck.toml").write_text(MAPPING)
    mapping = read_mapping(tmp_path / "kamdeck.toml", Say("en"))
    assert mapping is not None
    book, problems = read_mapped(tmp_path / "orders.csv", mapping)
    assert [problem.code for problem in problems] == ["year-to-date"]
    found = compared(book, book.years)
    rows = found.revenue(book.revenue)
    for year, value in SUMS.items():
        assert fsum(row.revenue or 0.0 for row in rows if row.year == year) == pytest.approx(value)
    assert (book.is_ledger, found.months) == (True, 7)
