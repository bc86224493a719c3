"""What `kamdeck map` proposes for messy files of every kind: the field, how sure, and the totals it gives."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import kamdeck
from kamdeck.api import propose
from kamdeck.errors import KamdeckError
from kamdeck.report import Proposed, ProposedSheet
from tests.maps import LEDGERS, Line, groups, line_of, missed
from tests.truth import ABSENT, IS_THERE, LINES, VENTES

SAMPLED = (
    LINES,
    VENTES,
    "simulation-gestion-proje__Matrice RACI.xlsx",
    "Power-Query-PRO__contrats_signataires.xlsx",
    "Power-Query-PRO__objectifs_mensuels.xlsx",
    "poi__simple-monthly-budget.xlsx",
)


def looked(
    folder: Path, *files: tuple[str, str], answers: dict[str, str] | None = None, lang: str = "en"
) -> Proposed:
    """The proposal for text files of these names and contents."""
    paths = []
    for name, text in files:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return propose(paths, answers=answers, lang=lang)


def sheet_of(found: Proposed, key: str) -> ProposedSheet:
    return next(sheet for sheet in found.sheets if sheet.key == key)


def field(found: Proposed, key: str, name: str) -> tuple[Any, str]:
    """The value of a field, as TOML reads it, and how sure it is."""
    each = next(each for each in sheet_of(found, key).fields if each.name == name)
    return tomllib.loads(f"v = {each.value}")["v"], each.certainty


def remarks(found: Proposed) -> str:
    return " ".join(remark for sheet in found.sheets for remark in sheet.remarks)


LEDGER_FR = """Export ERP – Ventes
Période : 2025-2026

N° facture;Code client;Nom du client;Vendeur;Date facture;Échéance;Total HT (k€);TVA;Total TTC (k€)
F1;C1;Alpha SA;Durand;31/01/2025;28/02/2025;1 200,50;240,10;1 440,60
F2;C2;Béta SARL;Martin;15/03/2025;15/04/2025;800,00;160,00;960,00
F3;C1;Alpha SA;Durand;02/02/2026;02/03/2026;-200,50;-40,10;-240,60
F4;C2;Béta SARL;Martin;20/04/2026;20/05/2026;900,00;180,00;1 080,00
F5;C1;Alpha SA;Durand;11/05/2026;11/06/2026;100,00;20,00;120,00
;;Total;;;;2 800,00;560,00;3 360,00
Édité le 01/06/2026;;;;;;;;
"""


def test_a_french_ledger_below_titles_with_totals_and_notes(tmp_path: Path) -> None:
    found = looked(tmp_path, ("ventes.csv", LEDGER_FR))
    assert field(found, "revenue", "account") == ("Nom du client", "sure")
    assert field(found, "revenue", "year") == ({"date": "Date facture"}, "sure")
    assert field(found, "revenue", "revenue") == ({"sum": "Total HT (k€)"}, "sure")
    assert {(s.name, s.value) for s in found.settings} >= {("currency", '"EUR"'), ("scale", '"thousands"')}
    assert sheet_of(found, "revenue").header == 4
    assert dict(found.totals) == {2025: 2_000_500.0, 2026: 799_500.0}
    assert field(found, "accounts", "manager")[0] == {"most": "Vendeur"}
    assert "below zero on 1 line" in remarks(found)
    assert [p for p in found.problems if p.severity == "error"] == []


def test_price_times_quantity_less_a_percentage(tmp_path: Path) -> None:
    rows = "".join(f"{n},Client {n % 3},{n:02}/13/2026,{n},10,{n % 2 * 50}\n" for n in range(1, 7))
    found = looked(tmp_path, ("s.csv", "No,Customer,Order date,Qty,Unit price,Discount %\n" + rows))
    value, certainty = field(found, "revenue", "revenue")
    assert value == {"sum": "[Unit price] * Qty * (1 - [Discount %] / 100)"}
    assert certainty == "likely"
    assert dict(found.totals) == {2026: 10 * (2 + 4 + 6) + 5 * (1 + 3 + 5)}


@pytest.mark.parametrize(
    ("off", "formula"), [("0.5", "* (1 - Discount)"), ("30", "* (1 - Discount / 100)"), ("300", "- Discount")]
)
def test_a_discount_is_what_its_values_say(off: str, formula: str, tmp_path: Path) -> None:
    rows = "".join(f"Client {n % 3},2026-01-{n:02},{n},1000,{off if n > 1 else 0}\n" for n in range(1, 7))
    name = "Discount amount" if off == "300" else "Discount"
    found = looked(tmp_path, ("s.csv", f"Customer,Date,Quantity,Price,{name}\n" + rows))
    formula = formula.replace("Discount", "[Discount amount]") if off == "300" else formula
    assert field(found, "revenue", "revenue")[0] == {"sum": f"Price * Quantity {formula}"}


def test_an_amount_of_the_whole_order_is_not_summed(tmp_path: Path) -> None:
    lines = [
        f"O{n // 2},Client {n // 2 % 3},2026-03-0{n // 2 + 1},{n + 1},10,{10 * (4 * (n // 2) + 3)}"
        for n in range(8)
    ]
    found = looked(
        tmp_path,
        ("o.csv", "Order ID,Customer,Order Date,Quantity,Price,Order total\n" + "\n".join(lines) + "\n"),
    )
    assert field(found, "revenue", "revenue")[0] == {"sum": "Price * Quantity"}
    assert dict(found.totals) == {2026: 10.0 * sum(range(1, 9))}


def test_the_line_total_is_sure_where_price_and_quantity_bear_it_out(tmp_path: Path) -> None:
    rows = "".join(f"Client {n % 3},2026-01-{n:02},{n},10,{n * 10}\n" for n in range(1, 7))
    found = looked(tmp_path, ("s.csv", "Customer,Date,Quantity,Price,Total\n" + rows))
    assert field(found, "revenue", "revenue") == ({"sum": "Total"}, "sure")
    wrong = rows.replace(",30\n", ",31\n").replace(",60\n", ",65\n")
    found = looked(tmp_path, ("s.csv", "Customer,Date,Quantity,Price,Total\n" + wrong))
    assert field(found, "revenue", "revenue")[1] == "likely"


def test_files_that_a_number_links(tmp_path: Path) -> None:
    people = "Client No,First name,Last name,Sector\n1,Ann,Lee,Health\n2,Bo,Ray,Labs\n3,Cy,Fox,Health\n"
    heads = "Invoice No,Client No,Invoice date\n10,1,2025-05-05\n11,2,2026-06-06\n12,1,2026-07-07\n"
    lines = "Invoice No,Item,Line total\n10,a,5\n10,b,6\n11,a,7\n12,c,8\n0,x,99\n12,d,1\n"
    found = looked(tmp_path, ("people.csv", people), ("heads.csv", heads), ("lines.csv", lines))
    assert Path(found.main).name == "lines.csv"
    assert field(found, "revenue", "account")[0] == ["First name", "Last name"]
    assert field(found, "accounts", "segment")[0] == {"most": "Sector"}
    assert dict(found.totals) == {2025: 11.0, 2026: 16.0}
    assert "1 line with “0” in “Invoice No”" in remarks(found)
    assert field(found, "revenue", "revenue")[1] == "likely"  # a line with an amount is left out


def test_a_contact_or_a_salesman_is_no_account(tmp_path: Path) -> None:
    rows = "".join(f"Rep {n % 2},Contact {n},Firm {n % 3},2026-01-{n:02},{n}\n" for n in range(1, 10))
    found = looked(tmp_path, ("s.csv", "Sales rep,Contact name,Company,Date,Sales\n" + rows))
    assert field(found, "revenue", "account") == ("Company", "sure")


def test_what_two_columns_leave_open_is_asked(tmp_path: Path) -> None:
    rows = "".join(f"End {n % 4},Sold {n % 3},2026-01-{n:02},{n}\n" for n in range(1, 10))
    text = "End customer,Sold to customer,Date,Sales\n" + rows
    found = looked(tmp_path, ("s.csv", text))
    assert field(found, "revenue", "account") == ("End customer", "likely")
    asked = {q.key: q.options for q in found.questions}
    assert asked["account"] == ("End customer", "Sold to customer")
    assert {"currency", "end_month"} <= asked.keys()
    told = {"account": "Sold to customer", "currency": "gbp", "end_month": "3"}
    found = looked(tmp_path, ("s.csv", text), answers=told)
    assert field(found, "revenue", "account") == ("Sold to customer", "sure")
    assert {(s.name, s.value) for s in found.settings} >= {
        ("currency", '"GBP"'),
        ("fiscal_year_end_month", "3"),
    }
    assert found.questions == ()


def test_cancelled_lines_count_until_somebody_says_otherwise(tmp_path: Path) -> None:
    rows = "".join(
        f"Firm {n % 3},2026-01-{n:02},{n},{'Cancelled' if n == 9 else 'Shipped'}\n" for n in range(1, 10)
    )
    text = "Customer,Date,Sales,Status\n" + rows
    found = looked(tmp_path, ("s.csv", text))
    assert dict(found.totals) == {2026: 45.0}
    assert field(found, "revenue", "revenue")[1] == "likely"
    assert '{column = "Status", not = ["Cancelled"]}' in remarks(found)
    found = looked(tmp_path, ("s.csv", text), answers={"cancelled": "yes"})
    assert dict(found.totals) == {2026: 36.0}


def test_credit_notes_above_zero_and_two_currencies_are_never_sure(tmp_path: Path) -> None:
    rows = "".join(
        f"Firm {n % 3},2026-01-{n:02},{n},{'Avoir' if n == 9 else 'Facture'}\n" for n in range(1, 10)
    )
    found = looked(tmp_path, ("s.csv", "Client,Date,Montant HT,Type\n" + rows))
    assert field(found, "revenue", "revenue")[1] == "guess"
    assert "would be added" in remarks(found)
    rows = "".join(f"Firm {n % 3},2026-01-{n:02},{n},{'EUR' if n == 9 else 'USD'}\n" for n in range(1, 10))
    found = looked(tmp_path, ("s.csv", "Client,Date,Net amount,Currency\n" + rows))
    assert field(found, "revenue", "revenue")[1] == "guess"
    assert "EUR, USD" in remarks(found)


def test_days_that_read_two_ways_are_a_guess(tmp_path: Path) -> None:
    rows = "".join(f"Firm {n % 3},0{n}/0{n % 3 + 1}/2026,{n}\n" for n in range(1, 10))
    found = looked(tmp_path, ("s.csv", "Customer,Date,Sales\n" + rows))
    assert field(found, "revenue", "year") == ({"date": "Date", "order": "dmy"}, "guess")


def test_years_as_columns_below_a_title(tmp_path: Path) -> None:
    text = (
        "Revenue by customer\n"
        "\n"
        "Customer,2024,2025,2026 (budget),Growth\n"
        "North,100,120,130,20%\n"
        "South,80,70,90,-12%\n"
        "Total,180,190,220,6%\n"
    )
    found = looked(tmp_path, ("r.csv", text))
    assert field(found, "revenue", "account") == ("Customer", "likely")
    assert [f.name for f in sheet_of(found, "revenue").fields] == ["account", "2024", "2025"]
    assert dict(found.totals) == {2024: 180.0, 2025: 190.0}


def test_months_as_columns(tmp_path: Path) -> None:
    head = "Client;janv. 2026;févr. 2026;mars 2026\n"
    found = looked(tmp_path, ("MRR.csv", "MRR par client\n" + head + "Nord;10;11;12\nSud;20;20;\n"))
    assert [sheet.key for sheet in found.sheets] == ["mrr"]
    assert sheet_of(found, "mrr").rows == 5
    found = looked(tmp_path, ("ca.csv", "CA par client\n" + head + "Nord;10;11;12\nSud;20;20;5\n"))
    assert dict(found.totals) == {2026: 78.0}
    found = looked(
        tmp_path, ("ca_2025.csv", "CA par client 2025\nClient;Jan;Feb;Mar\nNord;1;2;3\nSud;4;5;6\n")
    )
    assert dict(found.totals) == {2025: 21.0}


TASKS = {
    "en": (
        "Action items – steering committee\n"
        "\n"
        "Action,Owner,Due date,Status,Priority\n"
        "Call,Ann,2026-05-01,Open,High\n"
        "Write,,2026-05-09,Done,Low\n"
    ),
    "fr": (
        "Suivi des actions\n"
        "\n"
        "Action;Responsable;Échéance;Statut;Priorité\n"
        "Appeler;Anne;31/05/2026;À faire;Haute\n"
        "Écrire;;09/06/2026;Terminé;Basse\n"
    ),
}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_tracker_is_tasks(lang: str, tmp_path: Path) -> None:
    found = looked(tmp_path, ("t.csv", TASKS[lang]), lang=lang)
    assert [sheet.key for sheet in found.sheets] == ["tasks"]
    assert {f.name for f in sheet_of(found, "tasks").fields} >= {
        "task",
        "owner",
        "due_on",
        "status",
        "priority",
    }


def test_a_risk_log_without_accounts_is_tasks_and_with_them_risk(tmp_path: Path) -> None:
    log = (
        "Risk,Probability,Impact,Mitigation,Owner,Due date\n"
        "Delay,High,High,Add people,Ann,2026-05-01\n"
        "Cost,Low,Medium,Renegotiate,Bo,2026-06-01\n"
    )
    found = looked(tmp_path, ("risks.csv", log))
    assert field(found, "tasks", "task")[0] == "Mitigation"
    named = "Customer,Risk,Owner,Renewal date\nNorth,Price,Ann,2026-05-01\nSouth,Quality,Bo,2026-06-01\n"
    found = looked(tmp_path, ("risks.csv", named))
    assert field(found, "risk", "reason")[0] == "Risk"
    assert field(found, "risk", "account") == ("Customer", "sure")


def test_people_and_plans(tmp_path: Path) -> None:
    people = "Prénom;Nom;Société;Fonction;Courriel\nAnn;Lee;Nord;DAF;a@x\nBo;Ray;Sud;DG;b@x\n"
    found = looked(tmp_path, ("contacts.csv", people))
    assert field(found, "stakeholders", "name")[0] == ["Prénom", "Nom"]
    assert field(found, "stakeholders", "account")[0] == "Société"
    assert field(found, "stakeholders", "id")[0] == "Courriel"
    plan = "Task,Start,End,Owner\nPrepare,2026-01-01,2026-02-01,Ann\nRoll out,2026-02-01,2026-04-01,Bo\n"
    found = looked(tmp_path, ("Plan_2026.csv", plan))
    assert field(found, "rollout", "workstream") == ({"value": "Plan 2026"}, "likely")


def test_a_raci_form_with_remarks_beside_and_a_legend_below(tmp_path: Path) -> None:
    form = (
        "Étape,Chef de projet,Équipe,Client,Remarque\n"
        "Cadrer,A,R,C,vite\n"
        "Livrer,R et A,,I,\n"
        "Former,A/R,C,I,en mai\n"
        "\n"
        "R = Réalise,,,,\n"
    )
    found = looked(tmp_path, ("raci.csv", form))
    names = [f.name for f in sheet_of(found, "responsibilities").fields]
    assert names == ["activity", "Chef de projet", "Équipe", "Client"]
    assert sheet_of(found, "responsibilities").rows == 10


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("b.csv", "Item,Budget 2026\nRent,5\nCars,6\nFood,7\n", "nor like a price and a quantity"),
        ("t.csv", "Customer,2025,2026\nNorth target,5,6\nSouth target,6,7\n", ""),
        ("g.csv", "Sales targets\nCustomer,2025,2026\nNorth,5,6\nSouth,6,7\n", "targets or a budget"),
        ("n.csv", "Customer,Sales\nNorth,5\nSouth,6\nEast,7\n", "no day and no year"),
    ],
)  # fmt: skip
def test_what_is_nothing_is_said_with_the_reason(name: str, text: str, why: str, tmp_path: Path) -> None:
    if not why:
        assert looked(tmp_path, (name, text)).sheets
        return
    with pytest.raises(KamdeckError) as caught:
        looked(tmp_path, (name, text))
    assert name in caught.value.message
    assert why in caught.value.hint


def test_a_workbook_that_kamdeck_knows_needs_none(tmp_path: Path) -> None:
    from tests.validators import ROOT

    with pytest.raises(KamdeckError) as caught:
        propose([ROOT / "sample_workbooks" / "small.xlsx"])
    assert "needs no mapping" in caught.value.message


# ------------------------------------------------------------------ what lists make with what they have


PARTIAL = {
    "tasks": (TASKS["en"], "todo_team"),
    "risks": (
        "Risk,Probability,Mitigation,Owner,Status\nDelay,High,Add people,Ann,Open\nCost,Low,Ask,,Clos\n",
        "todo_team",
    ),
    "raci": ("Activity,Ann,Bo\nPlan,A,R\nDo,A/R,\n", "team"),
    "people": (
        "Stakeholder,Position,Attitude\nAnn Lee,CFO,Supportive\nBo Ray,CEO,Neutral\nCy Fox,IT,Resistant\n",
        "decision",
    ),
    "plan": ("Task,Start,End\nPrepare,2026-01-01,2026-02-01\nRun,2026-02-01,2026-04-01\n", "rollout"),
}


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", PARTIAL)
def test_a_list_alone_gives_the_view_it_has_the_data_for(name: str, lang: str, tmp_path: Path) -> None:
    text, view = PARTIAL[name]
    found = looked(tmp_path, (f"{name}.csv", text))
    (tmp_path / "kamdeck.toml").write_text(found.text, encoding="utf-8")
    report = kamdeck.build(tmp_path / f"{name}.csv", tmp_path / "deck.pptx", lang=lang)
    assert view in {slide.partition(":")[0] for slide in report.slides}
    assert {p.severity for p in report.problems} <= {"warning"}
    assert sum(p.code == "sheet-unmapped" for p in report.problems) == 2
    assert kamdeck.refresh(tmp_path / "deck.pptx").changes == ()


def test_a_task_without_an_owner_is_nobodys(tmp_path: Path) -> None:
    found = looked(tmp_path, ("t.csv", TASKS["en"].replace("Done", "Open")))
    (tmp_path / "kamdeck.toml").write_text(found.text, encoding="utf-8")
    for lang, nobody in (("en", "Not assigned"), ("fr", "Sans responsable")):
        kamdeck.build(tmp_path / "t.csv", tmp_path / f"{lang}.pptx", lang=lang)
        deck = kamdeck.open_presentation(tmp_path / f"{lang}.pptx")
        words = [
            cell.text
            for slide in deck.slides
            for shape in slide.shapes
            if shape.has_table
            for row in shape.table.rows
            for cell in row.cells
        ]
        assert any(nobody in word for word in words)
        titles = " ".join(s.shapes.title.text for s in deck.slides if s.shapes.title is not None)
        assert nobody not in titles


def test_a_workbook_without_a_mapping_still_needs_its_sheets(tmp_path: Path) -> None:
    from tests.workbook_files import write

    write(tmp_path / "w.xlsx", {"Tasks": [["Task", "Owner"], ["Call", "Ann"]]})
    with pytest.raises(KamdeckError):
        kamdeck.build(tmp_path / "w.xlsx")


# ------------------------------------------------------------------ real files


@pytest.mark.skipif(not IS_THERE, reason=ABSENT)
@pytest.mark.parametrize("files", [f for f in groups() if f[0] in SAMPLED], ids=lambda files: files[0])
def test_real_files_are_what_a_person_says(files: tuple[str, ...]) -> None:
    """A sample of `make maps`, which looks at all."""
    line = line_of(files)
    assert line.is_right, line.note
    assert not missed([line])


def test_the_aims_are_missed_where_something_sure_is_wrong() -> None:
    wrong = Line((next(iter(LEDGERS))), ("revenue",), "sure", False, "")
    assert missed([wrong]) == ["0 of 1 ledgers right", f"sure and wrong: {wrong.files[0]}"]
