from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from kamdeck.errors import WorkbookError
from kamdeck.text import catalogue, entry
from kamdeck.views import VIEWS
from kamdeck.workbook.columns import Column, sheet_title
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book, Settings
from kamdeck.workbook.starter import HEADER_ROW, write_starter
from tests.workbook_files import told

LANGUAGES = ("en", "fr")


@pytest.fixture(scope="module", params=[(lang, sample) for lang in LANGUAGES for sample in (False, True)])
def starter(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    lang, sample = request.param
    path = tmp_path_factory.mktemp("starter") / "starter.xlsx"
    write_starter(path, lang=lang, sample=sample)
    return lang, path


@pytest.fixture(scope="module")
def opened(starter: tuple[str, Path]) -> Workbook:
    return load_workbook(starter[1])


def test_sheets_stand_in_the_order_of_the_book(starter: tuple[str, Path], opened: Workbook) -> None:
    lang, _ = starter
    names = [
        entry(lang, "guide", "title"),
        sheet_title("settings", lang),
        *(sheet.title(lang) for sheet in Book.sheets),
    ]
    assert opened.sheetnames == names
    assert opened.active is not None
    assert opened.active.title == names[0]


def test_every_sheet_is_a_table_with_help_frozen_headers_and_print_set_up(
    starter: tuple[str, Path], opened: Workbook
) -> None:
    lang, _ = starter
    for sheet in Book.sheets:
        page = opened[sheet.title(lang)]
        (table,) = page.tables.values()
        assert table.ref.startswith(f"A{HEADER_ROW + 1}:")
        assert page.freeze_panes == f"B{HEADER_ROW + 2}"
        assert page.print_title_rows == f"${HEADER_ROW + 1}:${HEADER_ROW + 1}"
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.fitToHeight == 0
        assert page.sheet_properties.pageSetUpPr is not None
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.sheet_properties.tabColor is not None
        headers = {cell.value: cell for cell in page[HEADER_ROW + 1]}
        for fact in sheet.columns:
            if fact.header(lang) in headers:
                comment = headers[fact.header(lang)].comment
                assert comment is not None, (sheet.key, fact.name)
                assert fact.help(lang) in comment.text


def test_drop_downs_offer_the_allowed_values_and_the_accounts(
    starter: tuple[str, Path], opened: Workbook
) -> None:
    lang, _ = starter
    offered = {sheet.key: _lists(opened, sheet.title(lang)) for sheet in Book.sheets}
    for sheet in Book.sheets:
        headers = [cell.value for cell in opened[sheet.title(lang)][HEADER_ROW + 1]]
        for fact in sheet.columns:
            if fact.header(lang) not in headers:
                continue
            formula = offered[sheet.key].get(headers.index(fact.header(lang)) + 1)
            if fact.choices:
                assert formula == '"' + ",".join(fact.choices.words(lang)) + '"'
            elif fact.refers == "accounts":
                assert formula is not None
                assert formula.startswith(f"'{Book.sheets[0].title(lang)}'!$A$")


def _lists(opened: Workbook, title: str) -> dict[int, str]:
    found = {}
    for rule in opened[title].data_validations.dataValidation:
        if rule.type == "list":
            for area in rule.sqref.ranges:
                found[area.min_col] = rule.formula1
    return found


def test_settings_show_every_setting_with_its_default(starter: tuple[str, Path], opened: Workbook) -> None:
    lang, _ = starter
    page = opened[sheet_title("settings", lang)]
    labels = {row[0].value: row for row in page.iter_rows(min_row=5)}
    for fact in Settings.columns:
        assert fact.header(lang) in labels
        assert labels[fact.header(lang)][2].value == fact.help(lang)
        assert _default(fact, lang) == labels[fact.header(lang)][3].value


def _default(fact: Column, lang: str) -> object:
    if fact.choices and isinstance(fact.default, tuple):
        return "; ".join(fact.choices.word(code, lang) for code in fact.default)
    if fact.choices and fact.default:
        return fact.choices.word(fact.default, lang)
    return None if fact.default == () else fact.default


def test_the_guide_links_to_every_sheet(starter: tuple[str, Path], opened: Workbook) -> None:
    lang, _ = starter
    page = opened[entry(lang, "guide", "title")]
    targets = {cell.value for row in page.iter_rows() for cell in row if cell.hyperlink}
    assert targets == set(opened.sheetnames) - {page.title}
    text = " ".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)
    assert entry(lang, "guide", "about") in text
    assert all(step in text for step in entry(lang, "guide", "steps"))


def test_the_empty_starter_lacks_only_its_rows(tmp_path: Path) -> None:
    for lang in LANGUAGES:
        path = tmp_path / f"{lang}.xlsx"
        write_starter(path, lang=lang)
        book, problems = read_book(path)
        accounts, revenue = (sheet.title(lang) for sheet in Book.sheets[:2])
        assert told(problems) == [("no-rows", accounts), ("no-rows", revenue)]
        assert book.settings.language == lang
        assert len(book.criteria) == 8


def test_filling_in_two_sheets_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "starter.xlsx"
    write_starter(path)
    opened = load_workbook(path)
    for row, (account, figures) in enumerate(
        {"North": (1, 2, 3), "South": (4, None, 6)}.items(), HEADER_ROW + 2
    ):
        opened["Accounts"].cell(row, 1, account)
        opened["Revenue"].cell(row, 1, account)
        for column, figure in enumerate(figures, 2):
            opened["Revenue"].cell(row, column, figure)
    opened.save(path)
    book, problems = read_book(path)
    assert problems == ()
    assert [row.account for row in book.accounts] == ["North", "South"]
    assert sum(row.revenue or 0 for row in book.revenue) == 16


def test_a_starter_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="cannot be written"):
        write_starter(tmp_path / "no folder" / "starter.xlsx")


def test_the_guide_names_the_slides_of_every_sheet() -> None:
    assert {"settings", *(sheet.key for sheet in Book.sheets)} == {*catalogue("en")["sheet"]}
    assert all(entry("en", "sheet", key, "slides") for view in VIEWS for key in view.needs)
    assert {*catalogue("en")["guide"]["group"]} <= {fact.name for fact in Settings.columns}
