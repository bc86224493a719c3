"""Mappings: a company's own files and columns as our sheets, and what is said of wrong ones."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kamdeck.errors import KamdeckError, Problem
from kamdeck.sources.reading import read_mapped
from kamdeck.sources.settings import read_mapping
from kamdeck.text import Say
from kamdeck.workbook.reader import read_book
from kamdeck.workbook.rows import Book
from tests.steps import steps
from tests.workbook_files import write

ORDERS = """Customer,Date,Amount,State,Region
North,2025-03-01,100,paid,East
South,2025-04-01,50,paid,West
North,2026-01-15,70.5,paid,East
North,2026-02-15,9.5,returned,West
South,2026-03-01,40,paid,West
"""
REVENUE = """
[mapping.revenue]
account = "Customer"
year = {date = "Date"}
revenue = {sum = "Amount"}
"""


def mapped(
    folder: Path, toml: str, files: dict[str, str | bytes], main: str = "orders.csv", lang: str = "en"
) -> tuple[Book, tuple[Problem, ...]]:
    """The book and the problems of a main file with other files and a mapping beside it."""
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "kamdeck.toml").write_text(toml, encoding="utf-8")
    mapping = read_mapping(folder / "kamdeck.toml", Say(lang))
    assert mapping is not None
    return read_mapped(folder / main, mapping, lang=lang) if mapping else read_book(folder / main, lang=lang)


def sums(book: Book) -> dict[tuple[str, int], float | None]:
    """Revenue by account and year: of dated lines there is a row a month."""
    found: dict[tuple[str, int], float | None] = {}
    for row in book.revenue:
        before = found.get((row.account, row.year))
        found[row.account, row.year] = row.revenue if before is None else before + (row.revenue or 0.0)
    return found


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in problems]


ALL = {("North", 2025): 100.0, ("South", 2025): 50.0, ("North", 2026): 80.0, ("South", 2026): 40.0}


# ------------------------------------------------------------------ what it makes


def test_lines_summed_by_account_and_year(tmp_path: Path) -> None:
    book, problems = mapped(tmp_path, REVENUE, {"orders.csv": ORDERS})
    assert problems == ()
    assert sums(book) == ALL
    assert [row.account for row in book.accounts] == ["North", "South"]
    assert book.source == "orders.csv"
    assert dict(book.titles) == {"accounts": "orders", "revenue": "orders"}
    assert book.revenue[2].at == "orders!C4"  # the first line of the group, the column of the amounts


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ('{column = "State", is = "paid"}', 70.5),
        ('{column = "State", not = "Returned"}', 70.5),
        ('{column = "State", is = ["paid", "RETURNED"]}', 80.0),
        ('{column = "Amount", above = 10}', 70.5),
        ('{column = "Amount", below = 10.0}', 9.5),
        ('{column = "Date", since = 2026-02-01, until = 2026-02-15}', 9.5),
        ('[{column = "State", is = "paid"}, {column = "Region", not = "West"}]', 70.5),
    ],
)
def test_only_the_lines_that_meet_every_condition(tmp_path: Path, where: str, expected: float) -> None:
    book, problems = mapped(tmp_path, f"{REVENUE}where = {where}\n", {"orders.csv": ORDERS})
    assert problems == ()
    assert sums(book)["North", 2026] == expected


def test_fields_over_lines(tmp_path: Path) -> None:
    toml = f"""{REVENUE}
units = {{count = "Amount"}}
cost = {{average = "Amount * 2"}}

[mapping.accounts]
account = "Customer"
region = {{most = "Region"}}
customer_since = {{min = "Date"}}
renewal = {{max = "Date"}}
segment = {{first = "State"}}
manager = {{last = "State"}}
visits = {{distinct = "Region"}}
"""
    book, problems = mapped(tmp_path, toml, {"orders.csv": ORDERS})
    assert problems == ()
    north = book.accounts[0]
    assert (north.region, north.segment, north.manager, north.visits) == ("East", "paid", "returned", 2)
    assert (north.customer_since, north.renewal) == (datetime.date(2025, 3, 1), datetime.date(2026, 2, 15))
    row = next(row for row in book.revenue if (row.account, row.year) == ("North", 2026))
    assert (row.units, row.cost) == (2, 80.0)


def test_fiscal_years_follow_the_settings(tmp_path: Path) -> None:
    toml = f'[mapping.settings]\nfiscal_year_end_month = 3\ncurrency = "EUR"\nas_of = 2026-06-30\n{REVENUE}'
    book, problems = mapped(tmp_path, toml, {"orders.csv": ORDERS})
    assert problems == ()
    assert sums(book) == {
        ("North", 2025): 100.0, ("South", 2026): 90.0, ("North", 2026): 80.0,
    }  # fmt: skip
    assert (book.settings.currency, book.settings.as_of) == ("EUR", datetime.date(2026, 6, 30))


def test_columns_of_other_tables(tmp_path: Path) -> None:
    lines = "Invoice;Amount\n1;10,5\n1;2,5\n2;100\n9;7\n"
    invoices = "No;Client;Day\n1;7;05/11/2026\n2;8;31/10/2026\n"
    clients = "Client;First;Last\n7;Ada;Byron\n8;Alan;Turing\n"
    toml = """
[mapping.revenue]
join = [{source = "invoices.csv", on = ["Invoice", "No"]}, {source = "clients.csv", on = "Client"}]
account = ["First", "Last"]
year = {date = "Day"}
revenue = {sum = "Amount"}
"""
    files: dict[str, str | bytes] = {"orders.csv": lines, "invoices.csv": invoices, "clients.csv": clients}
    book, problems = mapped(tmp_path, toml, files)
    assert sums(book) == {("Ada Byron", 2026): 13.0, ("Alan Turing", 2026): 100.0}
    assert places(problems) == [("no-partner", "orders!line 5, Invoice")]
    assert "“9” is not found" in problems[0].message
    assert book.faulty == ("accounts", "revenue")
    book, problems = mapped(tmp_path, toml + 'where = [{column = "Invoice", not = 9}]\n', files)
    assert problems == ()


def test_a_workbook_keeps_its_own_sheets(tmp_path: Path) -> None:
    write(
        tmp_path / "book.xlsx",
        {
            "Settings": [["Setting", "Value"], ["Company", "Acme"]],
            "Accounts": [["Account"], ["North"], ["South"]],
            "Sales": [["Who", "When", "What"], ["North", datetime.date(2026, 1, 1), 5], ["South", 2025, 6]],
            "Tasks": [["Task", "Owner"], ["Call", "Ada"]],
        },
    )
    toml = """
[mapping.revenue]
sheet = "sales"
account = "who"
year = "When"
revenue = {sum = "WHAT"}
"""
    book, problems = mapped(tmp_path, toml, {}, main="book.xlsx")
    assert problems == ()
    assert sums(book) == {("North", 2026): 5.0, ("South", 2025): 6.0}
    assert book.settings.company == "Acme"
    assert [task.task for task in book.tasks] == ["Call"]
    assert book.title("revenue") == "Sales"


def test_line_by_line_with_other_columns_kept(tmp_path: Path) -> None:
    matrix = "/;Ada;Bob\nPlan;A;R\nSell;I;A/R\n"
    toml = f"""{REVENUE}
source = "orders.csv"
[mapping.responsibilities]
source = "raci.csv"
activity = "/"
others = true
[mapping.tasks]
source = "todo.csv"
task = "What"
owner = {{value = "Ada"}}
due = {{date = "By", order = "dmy"}}
status = "How"
"""
    files: dict[str, str | bytes] = {
        "orders.csv": ORDERS, "raci.csv": matrix,
        "todo.csv": "What;By;How\nCall;05/06/2026;open\nBad;x;open\n",
    }  # fmt: skip
    book, problems = mapped(tmp_path, toml, files)
    assert [(r.activity, r.member, r.letter) for r in book.responsibilities] == [
        ("Plan", "Ada", "A"), ("Plan", "Bob", "R"), ("Sell", "Ada", "I"), ("Sell", "Bob", "A"),
        ("Sell", "Bob", "R"),
    ]  # fmt: skip
    (task,) = book.tasks
    assert (task.owner, task.due_on) == ("Ada", datetime.date(2026, 6, 5))
    assert places(problems) == [("not-date", "todo.csv!line 3, By")]
    assert book.faulty == ("tasks",)


def test_wide_columns_by_name(tmp_path: Path) -> None:
    toml = f"""{REVENUE}
[mapping.scores]
account = "Customer"
[mapping.scores.columns]
Potential = {{average = "Amount / 10"}}
Trust = {{max = "Amount"}}
[mapping.criteria]
source = "criteria.csv"
axis = "Axis"
criterion = "Name"
weight = "Weight"
"""
    files: dict[str, str | bytes] = {
        "orders.csv": ORDERS.replace("100,", "10,")
        .replace(",50,", ",5,")
        .replace("70.5", "8")
        .replace("40,", "4,"),
        "criteria.csv": "Axis,Name,Weight\ngrowth,Potential,100%\nharmony,Trust,100%\n",
    }
    book, problems = mapped(tmp_path, toml, files)
    assert [p for p in problems if p.code != "off-scale"] == []
    assert {(s.account, s.criterion): round(s.score, 4) for s in book.scores} == {
        ("North", "Potential"): 0.9167, ("North", "Trust"): 10.0,
        ("South", "Potential"): 0.45, ("South", "Trust"): 5.0,
    }  # fmt: skip


def test_total_rows_are_no_accounts(tmp_path: Path) -> None:
    lines = f"{ORDERS}Total,2026-05-01,7,paid,East\nGrand total,,277,,\n"
    book, problems = mapped(tmp_path, REVENUE, {"orders.csv": lines})
    assert problems == ()
    assert [row.account for row in book.accounts] == ["North", "South", "Total"]  # a customer of that name
    assert sums(book) == {**ALL, ("Total", 2026): 7.0}
    toml = REVENUE.replace('{date = "Date"}', "{value = 2026}")
    book, problems = mapped(tmp_path, toml, {"orders.csv": f"{ORDERS}Total,,270,,\n"})
    assert problems == ()
    assert sums(book) == {("North", 2026): 180.0, ("South", 2026): 90.0}


# ------------------------------------------------------------------ text files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = 'Client,Date,Montant\n"Hôpital, Orléans",2026-01-31,12\nŒuvre,2026-02-28,3\n'
    text = text.replace(",", delimiter).replace(f"l{delimiter} O", ", O" if delimiter == "," else "l, O")
    if delimiter == ",":
        text = 'Client,Date,Montant\n"Hôpital, Orléans",2026-01-31,12\nŒuvre,2026-02-28,3\n'
    toml = '[mapping.revenue]\naccount = "Client"\nyear = "Date"\nrevenue = {sum = "Montant"}\n'
    book, problems = mapped(tmp_path, toml, {"orders.csv": text.encode(encoding)})
    assert problems == ()
    assert sums(book) == {("Hôpital, Orléans", 2026): 12.0, ("Œuvre", 2026): 3.0}


def test_quoted_line_breaks_keep_the_lines_numbers(tmp_path: Path) -> None:
    text = 'sep=;\nClient;Date;Montant\n"A\nB";2026-01-01;5\n\nC;never;6\n'
    toml = '[mapping.revenue]\naccount = "Client"\nyear = "Date"\nrevenue = {sum = "Montant"}\n'
    book, problems = mapped(tmp_path, toml, {"orders.csv": text})
    assert sums(book) == {("A B", 2026): 5.0}
    assert ("not-date", "orders!line 6, Date") in places(problems)


def test_an_open_quotation_mark_swallows_nothing_in_silence(tmp_path: Path) -> None:
    text = ORDERS.replace("South,2025", '"South,2025')
    problems = mapped(tmp_path, REVENUE, {"orders.csv": text})[1]
    assert {problem.code for problem in problems} == {"refused"}
    assert "never closed" in problems[0].message


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (["1 234,56 €", "2,5"], 1237.06),
        (["1.234,56", "1.000"], 2234.56),
        (["$1,234.56", "1,000"], 2234.56),
        (["(5.25)", "-", "n/a"], -5.25),
        (["1,5", "2"], 3.5),
        (["12", "0.125"], 12.125),
    ],
)
def test_amounts_are_read_as_their_column_writes_them(
    tmp_path: Path, amounts: list[str], expected: float
) -> None:
    lines = "".join(f"North\t2026-01-01\t{amount}\n" for amount in amounts)
    book, problems = mapped(tmp_path, REVENUE, {"orders.csv": f"Customer\tDate\tAmount\n{lines}"})
    assert [p.code for p in problems if p.severity == "error"] == []
    assert sums(book)["North", 2026] == pytest.approx(expected)


def test_what_could_be_two_numbers_or_dates_is_a_fault_unless_settled(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"orders.csv": "Customer\tDate\tAmount\nNorth\t05/10/2026\t1,234\n"}
    problems = mapped(tmp_path, REVENUE, files)[1]
    assert places(problems) == [("number-ambiguous", "orders!line 2, Amount")]  # 2026 either way
    parted = f"[mapping.settings]\nfiscal_year_end_month = 6\n{REVENUE}"
    assert ("date-ambiguous", "orders!line 2, Date") in places(mapped(tmp_path, parted, files)[1])
    toml = REVENUE.replace('{date = "Date"}', '{date = "Date", order = "mdy"}')
    problems = mapped(tmp_path, toml, files)[1]
    assert places(problems) == [("number-ambiguous", "orders!line 2, Amount")]
    book, problems = mapped(tmp_path, f'{toml}decimal = ","\n', files)
    assert problems == ()
    assert sums(book) == {("North", 2026): 1.234}
    # 25/10 further down tells that days come first.
    files = {"orders.csv": "Customer\tDate\tAmount\nNorth\t05/01/2026\t1\nNorth\t25/10/2026\t2\n"}
    toml = f"[mapping.settings]\nfiscal_year_end_month = 1\n{REVENUE}"
    assert sums(mapped(tmp_path, toml, files)[0]) == {("North", 2026): 1.0, ("North", 2027): 2.0}


# ------------------------------------------------------------------ what is said


def test_the_first_few_faults_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    lines = ORDERS + "".join(f"North,2026-05-{day:02d},cancelled,paid,East\n" for day in range(1, 9))
    book, problems = mapped(tmp_path, REVENUE, {"orders.csv": lines})
    assert places(problems) == [("not-number", "orders!line 7, Amount")]
    assert "The same in 7 more cells: line 8, Amount, line 9, Amount, " in problems[0].message
    assert problems[0].count == 8
    assert book.faulty == ("accounts", "revenue")
    assert sums(book) == ALL
    french = mapped(tmp_path, REVENUE, {"orders.csv": lines}, lang="fr")[1]
    assert french[0].place == "orders!ligne 7, Amount"
    assert "De même dans 7 autres cellules : ligne 8, Amount" in french[-1].message

    book, problems = mapped(tmp_path, f'{REVENUE}unreadable = "leave out"\n', {"orders.csv": lines})
    assert [(p.code, p.severity) for p in problems] == [("lines-left-out", "warning")]
    expected = "Lines left out, because “Revenue” cannot be read: 8 (C7, C8, C9, C10, C11, C12, C13, C14)."
    assert problems[0].message == expected
    assert book.faulty == ()


def test_blank_amounts_are_counted_and_blank_accounts_are_faults(tmp_path: Path) -> None:
    lines = ORDERS + "North,2026-05-01,,paid,East\n,2026-05-01,12,paid,East\n"
    _, problems = mapped(tmp_path, REVENUE, {"orders.csv": lines})
    assert places(problems) == [
        ("lines-blank", "orders!line 7, Amount"), ("value-missing", "orders!line 8, Customer"),
    ]  # fmt: skip
    assert problems[0].severity == "warning"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_wrong_names_list_the_right_ones(tmp_path: Path, lang: str) -> None:
    toml = REVENUE.replace('"Customer"', '"Custmer"').replace('"Amount"', '"Amount * Rabate"')
    toml = toml.replace('"Date"', '"Day of order"')
    problems = mapped(tmp_path, toml, {"orders.csv": ORDERS}, lang=lang)[1]
    assert {problem.code for problem in problems} == {"mapped-column"}
    told = " ".join(f"{p.message} {p.hint}" for p in problems)
    assert "mapping.revenue.account" in told
    assert ("Did you mean “Customer”?" if lang == "en" else "Vouliez-vous dire « Customer » ?") in told
    assert "Rabate" in told
    assert "Customer, Date, Amount, State, Region" in told
    toml = '[mapping.revenue]\nsource = "none.csv"\naccount = "A"\nyear = "Y"\nrevenue = "R"\n'
    problems = mapped(tmp_path, toml, {"orders.csv": ORDERS}, lang=lang)[1]
    assert problems[0].code == "refused"
    assert problems[0].sheet == "none.csv"


def test_a_wrong_sheet_lists_the_right_ones(tmp_path: Path) -> None:
    write(tmp_path / "book.xlsx", {"Orders 2026": [["a"], [1]], "Other": [["b"], [1]]})
    toml = '[mapping.revenue]\nsheet = "Orders 2025"\naccount = "A"\nyear = "Y"\nrevenue = "R"\n'
    problems = mapped(tmp_path, toml, {}, main="book.xlsx")[1]
    (problem,) = [problem for problem in problems if problem.code == "mapped-sheet"][:1]
    assert "Did you mean “Orders 2026”?" in problem.message
    assert "Orders 2026, Other" in problem.hint


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[mapping.revenues]\na = 1\n", "line 1: there is no setting mapping.revenues. Did you mean"),
        ('[mapping.revenue]\nacount = "A"\n', "no setting mapping.revenue.acount. Did you mean account?"),
        ('[mapping.revenue]\naccount = "A"\n', "line 1: mapping.revenue cannot be read. These fields"),
        ("[mapping.revenue]\naccount = 3\n", "line 2: mapping.revenue.account cannot be read. Give a column"),
        ('[mapping.revenue]\naccount = {sum = "A", min = "B"}\n', "mapping.revenue.account cannot be read"),
        ('[mapping.revenue]\naccount = {summ = "A"}\n', "mapping.revenue.account.summ. Did you mean sum?"),
        ('[mapping.revenue]\naccount = {formula = "A +"}\n', "Formulas know"),
        ('[mapping.revenue]\nwhere = [{column = "A"}]\n', "mapping.revenue.where cannot be read"),
        ('[mapping.revenue]\nwhere = [{column = "A", above = "b"}]\n', "Give a number"),
        ('[mapping.revenue]\njoin = [{source = "b.csv"}]\n', "mapping.revenue.join.on cannot be read"),
        ('[mapping.revenue]\nunreadable = "skip"\n', "leave out"),
        ('[mapping.revenue]\ndecimal = ";"\n', 'decimal = ","'),
        ("[mapping.settings]\ncurency = 3\n", "Did you mean currency?"),
        ('[mapping.accounts]\naccount = "A"\n[mapping.accounts.columns]\nx = "B"\n', "no columns of your"),
        ("mapping = 3\n", "It must be a table"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_with_its_line(tmp_path: Path, toml: str, message: str) -> None:
    path = tmp_path / "kamdeck.toml"
    path.write_text(toml, encoding="utf-8")
    for lang in ("en", "fr"):
        with pytest.raises(KamdeckError) as error:
            read_mapping(path, Say(lang))
        if lang == "en":
            assert message in str(error.value)
        assert "kamdeck.toml" in str(error.value) or "mapping" in str(error.value)


def test_others_cannot_be_kept_of_grouped_lines(tmp_path: Path) -> None:
    path = tmp_path / "kamdeck.toml"
    path.write_text(f"{REVENUE}others = true\n", encoding="utf-8")
    with pytest.raises(KamdeckError, match="name each under columns"):
        read_mapping(path, Say("en"))


def test_no_mapping_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "kamdeck.toml"
    path.write_text("", encoding="utf-8")
    assert read_mapping(path, Say("en")) is None


def test_ten_times_the_lines_are_a_few_times_the_steps_of_ours(tmp_path: Path) -> None:
    def work(lines: int) -> int:
        rows = "".join(f"Customer {i % 800},2026-{i % 12 + 1:02d}-11,{i}.5,paid,East\n" for i in range(lines))
        text = ORDERS.splitlines()[0] + "\n" + rows

        def read_all() -> None:
            book, problems = mapped(tmp_path, REVENUE, {"orders.csv": text})
            assert problems == ()
            assert sum(row.revenue or 0 for row in book.revenue) == sum(i + 0.5 for i in range(lines))

        return steps(read_all)

    work(10)
    few = work(1000)
    assert work(10_000) < 4 * few  # 2.4 times the accounts by month; the engine goes through the lines


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("", [("lines-currencies", "orders!line 3, Devise")]),
        ('where = {column = "Devise", is = "EUR"}\n', []),
    ],
)
def test_lines_in_several_currencies_are_said(
    tmp_path: Path, where: str, found: list[tuple[str, str]]
) -> None:
    lines = ("North,2025-03-01,100,EUR", "South,2025-04-01,50,usd", "North,2026-01-15,7,eur")
    orders = "\n".join(("Customer,Date,Amount,Devise", *lines))
    _, problems = mapped(tmp_path, REVENUE + where, {"orders.csv": orders})
    told = [problem for problem in problems if problem.code == "lines-currencies"]
    assert places(tuple(told)) == found
    assert all("EUR, USD" in problem.message and problem.severity == "warning" for problem in told)
