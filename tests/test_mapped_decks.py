"""Decks straight from real ledgers and business workbooks, each through a mapping alone."""

from __future__ import annotations

from pathlib import Path

import pytest

import kamdeck
from kamdeck.errors import KamdeckError
from kamdeck.pptxio.lint import lint
from tests.truth import (
    ABSENT,
    BUSINESS,
    CLIENTS,
    INVOICES,
    IS_THERE,
    LINES,
    SAAS,
    SUPERSTORE,
    VENTES,
    truth,
)
from tests.workbook_files import write

corpus = pytest.mark.skipif(not IS_THERE, reason=ABSENT)

SUPERSTORE_TOML = """
[mapping.settings]
company = "Superstore"
as_of = 2022-12-31

[mapping.accounts]
sheet = "Orders"
join = [{sheet = "People", on = "Region"}]
account = "Customer Name"
segment = {most = "Segment"}
region = {most = "Region"}
manager = {most = "Regional Manager"}
customer_since = {min = "Order Date"}

[mapping.revenue]
sheet = "Orders"
account = "Customer Name"
year = {date = "Order Date"}
revenue = {sum = "Sales"}
units = {sum = "Quantity"}

[mapping.profit]
sheet = "Orders"
account = "Customer Name"
"product family" = "Category"
operating_profit = {sum = "Profit"}
"""

INVOICES_TOML = f"""
[mapping.settings]
company = "Atelier"
currency = "EUR"
language = "fr"
as_of = 2024-12-31

[mapping.accounts]
source = "{(BUSINESS / CLIENTS).as_posix()}"
account = ["Prenom", "Nom"]
region = "Region"
segment = "TypeClient"

[mapping.revenue]
join = [
    {{source = "{(BUSINESS / INVOICES).as_posix()}", on = "IDFacture"}},
    {{source = "{(BUSINESS / CLIENTS).as_posix()}", on = "IDClient"}},
]
account = ["Prenom", "Nom"]
year = {{date = "DateFacture"}}
revenue = {{sum = "MontantLigne"}}
units = {{sum = "Quantite"}}
where = [{{column = "IDFacture", not = 0}}]
"""

# Sales of a subscription business by month: what a plan is, the product says.
SAAS_TOML = """
[mapping.settings]
as_of = 2023-12-31
upsell_plan = "Big Ol Database"

[mapping.accounts]
account = "Customer"
segment = {most = "Segment"}
region = {most = "Region"}

[mapping.revenue]
account = "Customer"
year = {date = "Order Date"}
revenue = {sum = "Sales"}

[mapping.mrr]
account = "Customer"
month = {date = "Order Date"}
mrr = {sum = "Sales"}
where = [{column = "Order Date", since = 2022-12-01}]

[mapping.profit]
account = "Customer"
product_family = "Product"
operating_profit = {sum = "Profit"}
"""


def build(folder: Path, ledger: Path, toml: str, **choices: object) -> tuple[Path, kamdeck.Report]:
    """A deck of a ledger with a mapping, and what it holds."""
    (folder / "kamdeck.toml").write_text(toml, encoding="utf-8")
    deck = folder / "deck.pptx"
    report = kamdeck.build(ledger, deck, mapping=folder / "kamdeck.toml", **choices)  # type: ignore[arg-type]
    return deck, report


@corpus
@pytest.mark.parametrize(
    ("ledger", "toml", "views"),
    [
        (SUPERSTORE, SUPERSTORE_TOML, {"pareto", "concentration", "abc_accounts", "profit_matrix"}),
        (LINES, INVOICES_TOML, {"pareto", "concentration", "abc_accounts", "abc_migration"}),
        (SAAS, SAAS_TOML, {"pareto", "abc_accounts", "dashboard", "retention", "profit_matrix"}),
    ],
    ids=["superstore", "factures", "saas"],
)
def test_a_ledger_makes_a_sound_deck_that_is_refreshed(
    tmp_path: Path, ledger: str, toml: str, views: set[str]
) -> None:
    # Every deck that is written goes before the judges (see conftest).
    deck, report = build(tmp_path, BUSINESS / ledger, toml)
    assert views <= set(report.slides)
    assert [p for p in report.problems if p.severity == "error"] == []
    assert lint(deck) == ()
    again = kamdeck.refresh(deck)
    assert again.changes == ()
    assert again.slides == report.slides


@corpus
def test_sums_over_the_account_names_are_those_of_the_ids(tmp_path: Path) -> None:
    (tmp_path / "kamdeck.toml").write_text(INVOICES_TOML, encoding="utf-8")
    book, problems = kamdeck.read_workbook(BUSINESS / LINES, mapping=tmp_path / "kamdeck.toml")
    assert [p for p in problems if p.severity == "error"] == []
    told = truth("factures_fr")
    for year in told["years"]:
        total = sum(row.revenue or 0 for row in book.revenue if row.year == year)
        assert total == told["year_totals"][str(year)]
    assert book.accounts[0].account == "André Traore"
    assert book.accounts[0].region == "Ouest"


@corpus
def test_a_text_among_the_amounts_stops_the_deck_until_it_is_settled(tmp_path: Path) -> None:
    toml = """
[mapping.revenue]
account = "idClient"
year = {date = "dateCommande"}
revenue = {sum = "prixUnitaire * quantite * (1 - remisePourcent)"}
"""
    with pytest.raises(KamdeckError, match="No slide can be made"):
        build(tmp_path, BUSINESS / VENTES, toml, views=["pareto"])
    problems = kamdeck.check(BUSINESS / VENTES, mapping=tmp_path / "kamdeck.toml")
    (told,) = [p for p in problems if p.code == "not-number"]
    assert (told.place, told.count) == ("Sheet1!E41", 30)
    assert "The same in 29 more cells: E109, E502, E670, E715, " in told.message
    deck, report = build(tmp_path, BUSINESS / VENTES, f'{toml}unreadable = "leave out"\n', views=["pareto"])
    assert deck.exists()
    assert {p.code for p in report.problems} == {"lines-left-out", "lines-blank"}


@corpus
def test_a_responsibility_matrix(tmp_path: Path) -> None:
    toml = """
[mapping.responsibilities]
activity = "/"
others = true
where = [{column = "Chef de Projet", not = ""}]
"""
    (tmp_path / "kamdeck.toml").write_text(toml, encoding="utf-8")
    found, problems = kamdeck.read_workbook(
        BUSINESS / "simulation-gestion-proje__Matrice RACI.xlsx", mapping=tmp_path / "kamdeck.toml"
    )
    assert {p.code for p in problems} == {"sheet-unmapped"}
    letters = [(r.activity, r.member, r.letter) for r in found.responsibilities]
    assert len({activity for activity, _, _ in letters}) == 25
    assert ("Affichage des promotions par produit", "Développeur Back-End", "I") in letters
    assert found.responsibilities[0].at == "Feuil1!B2"

    # The slide: every activity of the matrix, and each row that breaks the rule of one A.
    counted = {name: sum(a == name and "A" in x for a, _, x in letters) for name, _, _ in letters}
    wrong = [name for name, count in counted.items() if count != 1]
    deck = tmp_path / "deck.pptx"
    kamdeck.build(
        BUSINESS / "simulation-gestion-proje__Matrice RACI.xlsx",
        deck,
        mapping=tmp_path / "kamdeck.toml",
        views=["team"],
    )
    tables = [
        shape.table
        for slide in kamdeck.open_presentation(deck).slides
        for shape in slide.shapes
        if shape.has_table
    ]
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    shown = {row[0] for row in rows}
    assert sum(any(row.startswith(name[:20]) for row in shown) for name in counted) == len(counted)
    titles = [slide.shapes.title.text_frame.text for slide in kamdeck.open_presentation(deck).slides]
    assert any(str(len(wrong)) in title for title in titles) or not wrong


@corpus
def test_scores_from_a_file_of_contracts(tmp_path: Path) -> None:
    """Contracts have a value and a likelihood of renewal: put on our scale, they classify the clients."""
    book = write(
        tmp_path / "book.xlsx",
        {"Criteria": [["Axis", "Criterion", "Weight"], ["growth", "Value", 1], ["harmony", "Renewal", 1]]},
    )
    contracts = (BUSINESS / "Power-Query-PRO__contrats_signataires.xlsx").as_posix()
    toml = f"""
[mapping.accounts]
source = "{contracts}"
sheet = "Contrats"
account = "Nom_Client"
segment = {{most = "Secteur"}}

[mapping.revenue]
source = "{contracts}"
sheet = "Contrats"
account = "Nom_Client"
year = {{date = "Date_Signature"}}
revenue = {{sum = "Montant"}}

[mapping.scores]
source = "{contracts}"
sheet = "Contrats"
account = "Nom_Client"
[mapping.scores.columns]
Value = {{max = "Montant"}}
Renewal = {{average = "1 + 9 * Probabilité_Renouvellement"}}
"""
    toml = toml.replace('Value = {max = "Montant"}', 'Value = {average = "1 + 9 * Montant / 200000"}')
    deck, report = build(tmp_path, book, toml)
    assert [p for p in report.problems if p.severity == "error"] == []
    assert {"scoring", "classification", "ranking"} <= set(report.slides)
    assert lint(deck) == ()


# ------------------------------------------------------------------ without the corpus

ORDERS = "Customer;Date;Amount\nNorth;31/12/2025;10,5\nSouth;01/02/2026;20\nNorth;15/03/2026;30\n"
TOML = '[mapping.revenue]\naccount = "Customer"\nyear = {date = "Date"}\nrevenue = {sum = "Amount"}\n'


def test_a_mapping_beside_the_ledger_is_found_and_remembered(tmp_path: Path) -> None:
    ledger, settings = tmp_path / "orders.csv", tmp_path / "kamdeck.toml"
    ledger.write_text(ORDERS, encoding="utf-8")
    with pytest.raises(KamdeckError, match=r"kamdeck map orders\.csv"):
        kamdeck.build(ledger)
    settings.write_text(TOML, encoding="utf-8")
    report = kamdeck.build(ledger)
    assert "pareto" in report.slides
    assert kamdeck.check(ledger) == ()
    deck = tmp_path / "orders.pptx"
    assert kamdeck.refresh(deck).changes == ()
    ledger.write_text(f"{ORDERS}South;01/04/2026;200\n", encoding="utf-8")
    assert kamdeck.refresh(deck).changes != ()

    # The whole folder may move; a mapping that is gone is told, another may be named.
    moved = tmp_path / "moved"
    moved.mkdir()
    for path in (ledger, settings, deck):
        path.rename(moved / path.name)
    assert kamdeck.refresh(moved / "orders.pptx").changes == ()
    (moved / "kamdeck.toml").rename(moved / "other.toml")
    with pytest.raises(KamdeckError) as error:
        kamdeck.refresh(moved / "orders.pptx")
    assert "The mapping of orders.pptx was not found" in error.value.message
    assert kamdeck.refresh(moved / "orders.pptx", mapping=moved / "other.toml").changes == ()
    assert kamdeck.refresh(moved / "orders.pptx").changes == ()


def test_a_mapping_for_a_workbook_in_another_folder(tmp_path: Path) -> None:
    home, away = tmp_path / "home", tmp_path / "away"
    home.mkdir()
    away.mkdir()
    (home / "orders.csv").write_text(ORDERS, encoding="utf-8")
    (home / "kamdeck.toml").write_text("[jobs]\n", encoding="utf-8")
    (away / "m.toml").write_text(TOML, encoding="utf-8")
    kamdeck.build(home / "orders.csv", mapping=away / "m.toml")
    assert kamdeck.refresh(home / "orders.pptx").changes == ()
    with pytest.raises(KamdeckError, match=r"has no table \[mapping\]"):
        kamdeck.check(home / "orders.csv", mapping=home / "kamdeck.toml")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_commands_take_a_mapping(
    tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kamdeck.cli.main import run

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8" if lang == "fr" else "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    (tmp_path / "orders.csv").write_text(ORDERS.replace("10,5", "dix"), encoding="utf-8")
    (tmp_path / "m.toml").write_text(TOML.replace("Customer", "Custmer"), encoding="utf-8")
    assert run(["check", "orders.csv", "--mapping", "m.toml", "--lang", lang]) == 1
    told = capsys.readouterr().out
    assert (
        "Did you mean “Customer”?" if lang == "en" else "Vouliez-vous dire «\u202fCustomer\u202f»\u202f?"
    ) in told
    (tmp_path / "m.toml").write_text(TOML, encoding="utf-8")
    assert run(["check", "orders.csv", "--mapping", "m.toml", "--lang", lang]) == 1
    told = capsys.readouterr().out
    assert ("line 2, Amount" if lang == "en" else "ligne 2, Amount") in told
    (tmp_path / "m.toml").write_text(f'{TOML}unreadable = "leave out"\n', encoding="utf-8")
    assert run(["build", "orders.csv", "--mapping", "m.toml", "--lang", lang]) == 0
    deck = f"orders {lang}.pptx"
    assert run(["refresh", deck]) == 0
    (tmp_path / "m.toml").write_text("[mapping.revenu]\n", encoding="utf-8")
    assert run(["refresh", deck, "--mapping", "m.toml"]) == 1
    assert "mapping.revenu" in capsys.readouterr().err
