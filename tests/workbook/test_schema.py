from __future__ import annotations

import copy
import dataclasses
import pickle
import string
from pathlib import Path

import pytest

import kamdeck.workbook
from kamdeck.text import catalogue, languages
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
        for name in {fold(n) for n in fact.names}:
            assert owners.setdefault(name, fact.name) == fact.name, f"{key}: {name}"


@pytest.mark.parametrize(("key", "columns"), RECORDS)
def test_every_column_and_only_columns_are_in_the_catalogues(key: str, columns: tuple[Column, ...]) -> None:
    """A text that only one language has is found by the test of the catalogues."""
    texts = catalogue("en")["column"]
    assert texts[key].keys() == {fact.name for fact in columns}
    for fact in columns:
        assert all(fact.header(lang) and len(fact.help(lang)) < 160 for lang in languages())
        assert (fact.choices is not None) <= (fact.kind in ("choice", "list"))
        assert (fact.kind == "choice") <= (fact.choices is not None)
    assert {*texts} == {key for key, _ in RECORDS} == {*catalogue("en")["sheet"]}


def test_sheet_names_are_unique_in_each_language_and_fit_excel() -> None:
    names: dict[str, str] = {}
    for sheet in Book.sheets:
        for name in {fold(n) for n in sheet.names}:
            assert names.setdefault(name, sheet.key) == sheet.key
        assert max(len(sheet.title(lang)) for lang in languages()) <= 31
        assert known_names(sheet)
    assert [sheet.key for sheet in Book.sheets if sheet.required] == ["accounts", "revenue"]


@pytest.mark.parametrize("name", CHOICES)
def test_a_word_means_one_code(name: str) -> None:
    known = CHOICES[name]
    assert known.key == name.lower()
    assert {*catalogue("en")["choice"][known.key]} == {*known.codes}
    for code, words in known.accepted().items():
        for word in (code, *words):
            assert known.code(word) == code, word
            assert known.code(word.upper()) == code, word
        assert words[: len(languages())] == tuple(known.word(code, lang) for lang in languages())
    assert known.code("no such word") == ("no such word" if known.is_open else None)


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
        "Revenue(account='North', year=2026, month=None, revenue=None"
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
