from __future__ import annotations

import copy
import dataclasses
import pickle
import string
from pathlib import Path

import pytest

import kamdeck.workbook
from kamdeck.text import catalogue
from kamdeck.workbook import choices
from kamdeck.workbook.choices import Choices
from kamdeck.workbook.columns import Column, Record
from kamdeck.workbook.header_names import known_names
from kamdeck.workbook.messages import WARNINGS
from kamdeck.workbook.rows import Account, Book, Revenue, Settings
from kamdeck.workbook.wording import fold

RECORDS: list[tuple[str, tuple[Column, ...]]] = [
    ("settings", Settings.columns),
    *((sheet.key, sheet.columns) for sheet in Book.sheets),
]
CHOICES = {name: value for name, value in vars(choices).items() if isinstance(value, Choices)}


@pytest.mark.parametrize(("key", "columns"), RECORDS)
def test_no_two_columns_answer_to_one_name(key: str, columns: tuple[Column, ...]) -> None:
    owners: dict[str, str] = {}
    for fact in columns:
        for name in {fold(n) for n in (fact.en, fact.fr, fact.name.replace("_", " "), *fact.also)}:
            assert owners.setdefault(name, fact.name) == fact.name, f"{key}: {name}"


@pytest.mark.parametrize(("key", "columns"), RECORDS)
def test_every_column_has_both_languages(key: str, columns: tuple[Column, ...]) -> None:
    for fact in columns:
        assert fact.en
        assert fact.fr
        assert fact.help_en
        assert fact.help_fr
        assert len(fact.help_fr) < 120
        assert (fact.choices is not None) <= (fact.kind in ("choice", "list"))
        assert (fact.kind == "choice") <= (fact.choices is not None)


def test_sheet_names_are_unique_in_each_language_and_fit_excel() -> None:
    names: dict[str, str] = {}
    for sheet in Book.sheets:
        for name in {fold(n) for n in (sheet.en, sheet.fr, sheet.key, *sheet.also)}:
            assert names.setdefault(name, sheet.key) == sheet.key
        assert max(len(sheet.en), len(sheet.fr)) <= 31
        assert known_names(sheet)
    assert [sheet.key for sheet in Book.sheets if sheet.required] == ["accounts", "revenue"]


@pytest.mark.parametrize("name", CHOICES)
def test_a_word_means_one_code(name: str) -> None:
    known = CHOICES[name]
    for item in known.items:
        for word in item:
            assert known.code(word) == item[0], word
            assert known.code(word.upper()) == item[0], word
        assert known.word(item[0], "en") == item[1]
        assert known.word(item[0], "fr") == item[2]
    assert known.code("no such word") is None


def test_rows_behave_like_frozen_dataclasses() -> None:
    row = Account(account="North", region="East")
    assert row == Account(account="North", region="East")
    assert hash(row) == hash(Account(account="North", region="East"))
    assert row != Account(account="North")
    assert dataclasses.replace(row, region="West").region == "West"
    assert dataclasses.is_dataclass(row)
    assert [field.name for field in dataclasses.fields(row)][:2] == ["account", "short_name"]
    assert pickle.loads(pickle.dumps(row)) == copy.deepcopy(row) == row
    assert repr(Revenue(account="North", year=2026)).startswith(
        "Revenue(account='North', year=2026, revenue=None"
    )
    with pytest.raises(AttributeError):
        row.region = "West"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Account()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Account(account="North", regoin="East")  # type: ignore[call-arg]
    assert not hasattr(row, "__dict__")


def test_a_book_is_a_record_of_sheets() -> None:
    book = Book(accounts=(Account(account="North"),), titles=(("accounts", "Comptes"),))
    assert isinstance(book, Record)
    assert book.title("accounts") == "Comptes"
    assert book.title("revenue") == ""
    assert book.years == ()


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_is_used_and_every_used_code_has_words() -> None:
    folder = Path(kamdeck.workbook.__file__).parent
    files = (*folder.rglob("*.py"), *(folder.parent / "sources").rglob("*.py"))
    source = "".join(p.read_text("utf-8") for p in files)
    texts = catalogue("en")
    assert [code for code in texts["problem"] if source.count(f'"{code}"') < 1 + (code in WARNINGS)] == []
    assert set(texts["problem"]) >= WARNINGS
    assert [reason for reason in texts["unread"] if f'"{reason}"' not in source] == []
    assert all(_fields(text["message"]) == {"name"} for text in texts["unread"].values())
