from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from kamdeck.workbook.reader import blocked_sheets, read_book
from kamdeck.workbook.totals import is_total
from tests.steps import steps
from tests.workbook_files import ACCOUNTS, REVENUE, STRICT, inline, raw, read, told, write

Rows = list[list[Any]]


@pytest.mark.parametrize(
    "label",
    ["Total", "TOTAL", "Somme", "Total général", "Grand total", "Sous-total", "Total 2026", "Totaux", "Sum"],
)
def test_labels_of_total_rows(label: str) -> None:
    assert is_total(label)


@pytest.mark.parametrize(
    "label", ["TotalEnergies", "Total Energies", "Summit", "Grand Hotel", "", "Ensemble Santé"]
)
def test_names_that_only_look_like_totals(label: str) -> None:
    assert not is_total(label)


@pytest.mark.parametrize("label", ["Total", "Somme", None])
def test_a_total_row_is_never_an_account(tmp_path: Path, label: str | None) -> None:
    rows: Rows = [*REVENUE, [label, 150, 160]]
    book, problems = read(tmp_path, {"Revenue": rows})
    assert problems == ()
    assert {row.account for row in book.revenue} == {"North", "South"}


def test_subtotals_without_a_name(tmp_path: Path) -> None:
    accounts: Rows = [["Account"], ["A"], ["B"], ["C"]]
    rows: Rows = [["Account", "2026"], ["A", 10], ["B", 5], [None, 15], ["C", 7], [None, 7], ["Total", 22]]
    book, problems = read(tmp_path, {"Accounts": accounts, "Revenue": rows})
    assert problems == ()
    assert sum(row.revenue or 0 for row in book.revenue) == 22


def test_a_total_row_of_formulas_without_results(tmp_path: Path) -> None:
    rows: Rows = [*REVENUE, ["Total", ("=SUM(B2:B3)", ""), ("=SUM(C2:C3)", "")]]
    _, problems = read(tmp_path, {"Revenue": rows})
    assert problems == ()


def test_a_row_without_a_name_that_is_no_sum_is_a_fault(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {"Revenue": [*REVENUE, [None, 33, 44]]})
    assert told(problems) == [("value-missing", "Revenue!A4")]


def test_an_account_that_is_called_total(tmp_path: Path) -> None:
    accounts: Rows = [["Account", "Region"], ["North", "East"], ["South", "West"], ["Total", "Paris"]]
    rows: Rows = [*REVENUE, ["Total", 7, 8]]
    book, problems = read(tmp_path, {"Accounts": accounts, "Revenue": rows})
    assert problems == ()
    assert [row.account for row in book.accounts] == ["North", "South", "Total"]
    assert [row.revenue for row in book.revenue if row.account == "Total"] == [7, 8]


def test_a_total_on_the_accounts_sheet(tmp_path: Path) -> None:
    accounts: Rows = [
        ["Account", "Region", "Visits"],
        ["North", "East", 3],
        ["South", "West", 4],
        ["Total", None, 7],
    ]
    book, problems = read(tmp_path, {"Accounts": accounts})
    assert problems == ()
    assert len(book.accounts) == 2


def test_a_note_under_the_table_is_not_an_account_and_is_mentioned(tmp_path: Path) -> None:
    rows: Rows = [*REVENUE, [], ["Source: the books of October"]]
    book, problems = read(tmp_path, {"Revenue": rows})
    assert told(problems) == [("note-row", "Revenue!A5")]
    assert problems[0].severity == "warning"
    assert len(book.revenue) == 4


def test_blank_error_and_uncalculated_stay_apart(tmp_path: Path) -> None:
    rows: Rows = [
        ["Account", "2024", "2025", "2026"],
        ["North", None, ("=1/0", "#DIV/0!"), ("=SUM(B2:C2)", "")],
        ["South", "-", "n/a", ("=40+2", 42)],
    ]
    book, problems = read(tmp_path, {"Revenue": rows})
    assert told(problems) == [
        ("error-value", "Revenue!C2"),
        ("no-result", "Revenue!D2"),
        ("no-revenue", "Accounts!A2"),
    ]
    assert problems[0].seen == "#DIV/0!"
    assert [(row.account, row.year, row.revenue) for row in book.revenue] == [("South", 2026, 42)]


def test_spaces_accents_emoji_and_right_to_left(tmp_path: Path) -> None:
    names = ["Hôpital Saint\u2011Louis", "شركة النور", "Café ☕ Co", "東京病院"]
    accounts: Rows = [["Account"], *[[f"\u00a0 {name}\u202f\u200b "] for name in names]]
    rows: Rows = [["Account", "2026"], *[[f"{name} ", 10] for name in names]]
    book, problems = read(tmp_path, {"Accounts": accounts, "Revenue": rows})
    assert problems == ()
    assert [row.account for row in book.accounts] == names
    assert [row.account for row in book.revenue] == names


def test_allowed_values_in_both_languages(tmp_path: Path) -> None:
    accounts: Rows = [["Account", "Status", "Key account"], ["North", "Actif", "X"], ["South", "LOST", False]]
    tasks: Rows = [
        ["Task", "Owner", "Priority", "Status"],
        ["Call", "A. Chen", "élevée", "Terminé"],
        ["Write", "B", "low", None],
    ]
    book, problems = read(tmp_path, {"Accounts": accounts, "Tasks": tasks})
    assert problems == ()
    assert [(row.status, row.key_account) for row in book.accounts] == [("active", True), ("lost", False)]
    assert [(row.priority, row.status) for row in book.tasks] == [("high", "done"), ("low", "open")]


def test_a_cell_merged_downwards_counts_for_every_row(tmp_path: Path) -> None:
    rows: Rows = [["Workstream", "Task", "Start", "End"], *[
        ["People" if i == 0 else None, f"Task {i}", datetime.date(2026, 1, 1), datetime.date(2026, 2, 1)]
        for i in range(3)
    ]]  # fmt: skip
    book, problems = read(tmp_path, {"Rollout": rows}, merged={"Rollout": ["A2:A4"]})
    assert problems == ()
    assert [row.workstream for row in book.rollout] == ["People"] * 3


def test_a_broken_sheet_blocks_only_itself(tmp_path: Path) -> None:
    tasks: Rows = [["Task", "Owner", "Due"], ["Call", "A. Chen", "whenever"]]
    book, problems = read(tmp_path, {"Tasks": tasks})
    assert blocked_sheets(problems, book) == {"tasks"}
    assert [row.task for row in book.tasks] == ["Call"]


def test_a_missing_required_sheet_is_blocked(tmp_path: Path) -> None:
    path = write(tmp_path / "book.xlsx", {"Accounts": ACCOUNTS})
    book, problems = read_book(path, lang="en")
    assert blocked_sheets(problems, book) == {"revenue"}
    assert book.years == ()


def test_problems_are_in_the_order_of_sheets_and_cells(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Tasks": [["Task", "Owner", "Due"], ["Call", "A", "x"], ["Write", "B", "y"]],
        "Accounts": [["Account", "Visits"], ["North", "x"], ["South", -1]],
        "Revenue": [["Account", "2025", "2026"], ["North", 1, "x"], ["South", "y", 2]],
    }
    _, problems = read(tmp_path, sheets)
    places = ["Tasks!C2", "Tasks!C3", "Accounts!B2", "Accounts!B3", "Revenue!C2", "Revenue!B3"]
    assert [problem.place for problem in problems] == places


def _read_raw(folder: Path, data: bytes) -> Any:
    path = folder / "raw.xlsx"
    path.write_bytes(data)
    return read_book(path, lang="en")


def test_strict_namespaces_other_prefixes_and_a_lying_dimension(tmp_path: Path) -> None:
    sheets = {
        "Accounts": '<dimension ref="A1"/>' + inline(ACCOUNTS),
        "Revenue": '<dimension ref="A1"/>' + inline(REVENUE),
    }
    book, problems = _read_raw(tmp_path, raw(sheets, namespace=STRICT))
    assert problems == ()
    assert len(book.revenue) == 4
    prefixed = raw(sheets)
    assert _read_raw(tmp_path, prefixed)[0].revenue == book.revenue


def test_one_value_in_the_last_cell_of_the_grid(tmp_path: Path) -> None:
    far = inline(REVENUE).replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    book, problems = _read_raw(tmp_path, raw({"Accounts": inline(ACCOUNTS), "Revenue": far}))
    assert problems == ()
    assert len(book.revenue) == 4


def test_cells_without_addresses_and_rows_out_of_order(tmp_path: Path) -> None:
    plain = (
        '<sheetData><row r="3"><c t="inlineStr"><is><t>South</t></is></c><c/><c><v>5</v></c></row>'
        '<row r="1"><c t="inlineStr"><is><t>Account</t></is></c><c/><c><v>2026</v></c></row>'
        '<row r="2"><c t="inlineStr"><is><r><t>No</t></r><r><t>rth</t></r></is></c><c/>'
        "<c><v>4</v></c></row></sheetData>"
    )
    book, problems = _read_raw(tmp_path, raw({"Accounts": inline(ACCOUNTS), "Revenue": plain}))
    assert problems == ()
    assert [(r.account, r.revenue, r.at) for r in book.revenue] == [
        ("North", 4, "Revenue!C2"),
        ("South", 5, "Revenue!C3"),
    ]


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="[$-40C]d mmm yyyy;@"/>'
    '<numFmt numFmtId="165" formatCode="#,##0&quot; days&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
)


@pytest.mark.parametrize(
    ("properties", "day"), [("", "2026-10-31"), ('<workbookPr date1904="1"/>', "2030-11-01")]
)
@pytest.mark.parametrize("style", ["1", "2"])
def test_dates_by_number_format_in_both_epochs(tmp_path: Path, properties: str, day: str, style: str) -> None:
    accounts = inline([["Account", "Renewal"], ["North", None]]).replace(
        "</t></is></c></row></sheetData>",
        f'</t></is></c><c r="B2" s="{style}"><v>46326.5</v></c></row></sheetData>',
    )
    revenue = inline([["Account", "2026"], ["North", None]]).replace(
        "</t></is></c></row></sheetData>", '</t></is></c><c r="B2" s="3"><v>46326</v></c></row></sheetData>'
    )
    sheets = {"Accounts": accounts, "Revenue": revenue}
    book, problems = _read_raw(tmp_path, raw(sheets, styles=STYLES, properties=properties))
    assert problems == ()
    assert book.accounts[0].renewal is not None
    assert book.accounts[0].renewal.isoformat() == day
    assert book.revenue[0].revenue == 46326


def test_hidden_sheets_are_read(tmp_path: Path) -> None:
    sheets = {"Accounts": inline(ACCOUNTS), "Revenue": inline(REVENUE)}
    book, problems = _read_raw(tmp_path, raw(sheets, state="veryHidden"))
    assert problems == ()
    assert len(book.accounts) == 2


def test_a_shared_string_that_does_not_exist_is_a_fault_at_its_cell(tmp_path: Path) -> None:
    accounts = inline([["Account"], [0]]).replace('<c r="A2">', '<c r="A2" t="s">').replace(">0<", ">99<")
    _, problems = _read_raw(tmp_path, raw({"Accounts": accounts, "Revenue": inline(REVENUE)}))
    assert told(problems) == [("error-value", "Accounts!A2")]


def test_reading_is_linear_in_accounts(tmp_path: Path) -> None:
    def work(accounts: int) -> int:
        names = [f"Account {i:05}" for i in range(accounts)]
        rows: Rows = [["Account", *range(2017, 2027)], *[[n, *range(10, 20)] for n in names]]
        path = write(
            tmp_path / f"{accounts}.xlsx", {"Accounts": [["Account"], *[[n] for n in names]], "Revenue": rows}
        )

        def read_all() -> None:
            book, problems = read_book(path, lang="en")
            assert len(book.revenue) == accounts * 10
            assert problems == ()

        return steps(read_all)

    work(3)
    few = work(60)
    assert few < work(600) < 11 * few


def test_a_list_of_allowed_words_in_either_language(tmp_path: Path) -> None:
    settings: Rows = [["Dashboard cards", "NRR; MRR à risque, csat; NRR;"]]
    book, problems = read(tmp_path, {"Settings": settings})
    assert problems == ()
    assert book.settings.kpi_cards == ("nrr", "at_risk", "csat")
    _, wrong = read(tmp_path, {"Settings": [["Dashboard cards", "MRR; customer joy"]]})
    assert told(wrong) == [("not-choice", "Settings!B1")]
