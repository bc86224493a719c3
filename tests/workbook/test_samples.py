from __future__ import annotations

import datetime
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kamdeck import check
from kamdeck.text import Say
from kamdeck.workbook import spans
from kamdeck.workbook.columns import Record
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book, Settings
from kamdeck.workbook.samples import OTHERS, make
from kamdeck.workbook.story import sample_folder
from tests.validators import audit_findings

NAMES = (
    "health_cloud.xlsx", "health_cloud_fr.xlsx", "small.xlsx", "broken.xlsx", "pumps.xlsx", "emballages.xlsx",
)  # fmt: skip
ASKED = {  # what the data of a story ask for: it is no fault, and a check says it
    "pumps.xlsx": (
        "year-running Revenue!F4", "answers-old Satisfaction!B12", "use-unvalued White space!E7",
        "mrr-blank MRR!M22", "two-accountable Responsibilities!B8", "none-accountable Responsibilities!B9",
    ),
    "emballages.xlsx": ("none-accountable Responsabilités!B7", "two-accountable Responsabilités!B9"),
}  # fmt: skip


def _book(name: str) -> Book:
    book, problems = read_book(sample_folder() / name)
    assert problems == ()
    return book


def test_the_shipped_samples_are_what_the_code_makes(tmp_path: Path) -> None:
    for made in make(tmp_path):
        # Parts are compared, not bytes: another zlib packs the same parts differently.
        assert _parts(made) == _parts(sample_folder() / made.name), f"remake {made.name}"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_pass_the_package_audit(name: str) -> None:
    assert audit_findings(sample_folder() / name) == []


def test_two_makings_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert [p.read_bytes() for p in make(one)] == [p.read_bytes() for p in make(other)]


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("name", NAMES[:2])
def test_every_sheet_of_the_story_is_filled(name: str) -> None:
    book = _book(name)
    assert [sheet.key for sheet in Book.sheets if not getattr(book, sheet.key)] == []
    assert len(book.titles) == len(Book.sheets) + 1
    assert book.years == (2023, 2024, 2025, 2026)
    assert len(book.accounts) == 26
    assert len(book.mrr) == 901


def test_the_story_round_trips() -> None:
    """Every value of the readable source stands in the book, and nothing is there that the source lacks."""
    story = json.loads((sample_folder() / "story.json").read_text("utf-8"))
    book = _book("health_cloud.xlsx")
    for name, value in story.pop("settings").items():
        found = getattr(book.settings, name)
        shown = "; ".join(found) if isinstance(found, tuple) else found
        assert (shown.isoformat() if isinstance(shown, datetime.date) else shown) == value, name
    for sheet in Book.sheets:
        names, rows = story[sheet.key]["columns"], story[sheet.key]["rows"]
        assert _told(sheet, getattr(book, sheet.key)) == _source(sheet, names, rows), sheet.key


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, spans.Span):
        return value.last.isoformat() if value.kind == "month" else spans.said(value, Say("en"))
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _told(sheet: Any, rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [
        {
            fact.name: _plain(getattr(row, fact.name))
            for fact in sheet.columns
            if getattr(row, fact.name) != (None if fact.required else fact.default)
        }
        for row in rows
    ]


def _source(sheet: Any, names: list[str], rows: list[list[Any]]) -> list[dict[str, Any]]:
    facts = {fact.name: fact for fact in sheet.columns}
    spread = [name for name in names if name not in facts]
    found = []
    for row in rows:
        said = dict(zip(names, row, strict=True))
        own = {n: v for n, v in said.items() if n in facts}
        wide = [{}] if not spread else [
            {sheet.spread.over: _over(name), sheet.spread.values[0]: part}
            for name in spread
            if said[name] is not None
            for part in (str(said[name]).split("/") if sheet.spread.several else [said[name]])
        ]  # fmt: skip
        for extra in wide:
            whole = {n: v for n, v in (own | extra).items() if v is not None}
            found.append(
                {n: _plain(v) for n, v in whole.items() if facts[n].required or v != facts[n].default}
            )
    return found


def _over(name: str) -> Any:
    if name.isdigit():
        return int(name)
    if name[:4].isdigit():
        year, month = int(name[:4]), int(name[5:])
        return (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).isoformat()
    return name


def _figures(record: Record) -> list[Any]:
    """Everything of a row but its words: what must not change with the language."""
    columns = {fact.name: fact for fact in type(record).columns}
    return [
        getattr(record, name)
        for name, fact in columns.items()
        if fact.kind != "text" and fact.kind != "list" and name != "language"
    ]


def test_the_french_story_has_the_same_figures_in_other_words() -> None:
    english, french = _book("health_cloud.xlsx"), _book("health_cloud_fr.xlsx")
    words = 0
    for sheet in Book.sheets:
        ours, theirs = getattr(english, sheet.key), getattr(french, sheet.key)
        assert [_figures(row) for row in ours] == [_figures(row) for row in theirs], sheet.key
        assert [getattr(r, "account", None) for r in ours] == [getattr(r, "account", None) for r in theirs]
        words += sum(
            getattr(a, f.name) != getattr(b, f.name)
            for a, b in zip(ours, theirs, strict=True)
            for f in sheet.columns
        )
    assert words > 500
    assert _figures(english.settings) == _figures(french.settings)
    assert (english.settings.language, french.settings.language) == ("en", "fr")


def test_every_text_of_the_story_has_its_french() -> None:
    """A text without a translation must be a name, a code or a number."""
    folder = sample_folder()
    story = json.loads((folder / "story.json").read_text("utf-8"))
    french = json.loads((folder / "story.fr.json").read_text("utf-8"))
    names = {row[0] for row in story["accounts"]["rows"]} | {row[1] for row in story["accounts"]["rows"]}
    names |= {row[0] for row in story["team"]["rows"]} | {row[2] for row in story["stakeholders"]["rows"]}
    names |= {row[1] for row in story["divisions"]["rows"]} | {row[4] for row in story["divisions"]["rows"]}
    names |= {"New York", "Long Island", "Manhattan", "Basic", "Standard", "Premium", "Azure"}
    missing = []
    for sheet in Book.sheets:
        facts = {fact.name: fact for fact in sheet.columns}
        for row in story[sheet.key]["rows"]:
            for name, value in zip(story[sheet.key]["columns"], row, strict=True):
                fact = facts.get(name)
                is_text = isinstance(value, str) and (fact is None or fact.kind == "text") and name != "id"
                if is_text and value not in french and value not in names and len(value) > 4:
                    missing.append((sheet.key, name, value))
    assert missing == []
    assert all(translation.strip() for translation in french.values())


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_check_of_the_other_stories_says_what_their_data_ask_for(name: str) -> None:
    problems = check(sample_folder() / name)
    assert {problem.severity for problem in problems} == {"warning"}
    assert sorted(f"{problem.code} {problem.place}" for problem in problems) == sorted(ASKED[name])


def test_the_samples_are_marked_illustrative() -> None:
    english, french = _book("health_cloud.xlsx").settings, _book("health_cloud_fr.xlsx").settings
    assert english.company == "Microsoft Health Cloud (illustrative)"
    assert english.disclaimer == "Illustrative figures."
    assert french.company == "Microsoft Health Cloud (illustratif)"
    assert french.disclaimer == "Chiffres illustratifs."
    for name in OTHERS:
        told = read_book(sample_folder() / f"{name}.xlsx")[0].settings
        assert "(illustrati" in (told.company or "")
        assert told.disclaimer in ("Illustrative figures.", "Chiffres illustratifs.")
    assert english.as_of == datetime.date(2026, 10, 31)


def test_the_small_workbook_has_six_accounts_and_two_sheets() -> None:
    book = _book("small.xlsx")
    assert [key for key, _ in book.titles] == ["settings", "accounts", "revenue"]
    assert len(book.accounts) == 6
    assert {row.account for row in book.revenue} == {row.account for row in book.accounts}


def test_settings_know_their_cells() -> None:
    settings = _book("health_cloud.xlsx").settings
    assert settings.at("company") == "Settings!B6"
    assert settings.at("first_year").startswith("Settings!B")
    assert Settings().at("company") == ""
