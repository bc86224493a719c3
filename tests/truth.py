"""Real ledgers with figures that somebody else computed from them: where they lie, and their mappings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CORPUS = (Path(__file__).parents[1] / ".." / "shared" / "corpus").resolve()
BUSINESS, TRUTH = CORPUS / "business", CORPUS / "truth"
ABSENT = f"the corpus of real ledgers is not at {CORPUS}"
IS_THERE = TRUTH.is_dir() and BUSINESS.is_dir()

SUPERSTORE = "Sample-Datasets__Sample - Superstore.xls"
HYPERMARCHE = "Hypermarche__Hypermarché.xls"
SAAS = "AWS-SaaS-Sales-Data-Anal__SaaS-Sales.csv"
SAAS_XLSX = "AWS-SaaS-Sales-Data-Anal__Cleaned SaaS-Sales-Data.xlsx"
VENTES = "Power-Query-PRO__ventes.xlsx"
LINES = "Power-Query-PRO__Factures_detail.csv"
INVOICES = "Power-Query-PRO__Factures.csv"
CLIENTS = "Power-Query-PRO__Client.csv"

# Name of the truth file: the ledger, and the mapping of its lines; {year} is where the year comes from.
LEDGERS: dict[str, tuple[str, str]] = {
    "superstore_by_id": (
        SUPERSTORE,
        """
[mapping.revenue]
sheet = "Orders"
account = "Customer ID"
year = {year}
revenue = {sum = "Sales"}
""",
    ),
    "superstore_by_name": (
        SUPERSTORE,
        """
[mapping.revenue]
sheet = "Orders"
account = "Customer Name"
year = {year}
revenue = {sum = "Sales"}
""",
    ),
    "hypermarche_fr": (
        HYPERMARCHE,
        """
[mapping.revenue]
sheet = "Achats"
compte = "Nom du client"
year = {year}
"chiffre d'affaires" = {sum = "Ventes"}
""",
    ),
    "aws_saas": (
        SAAS,
        """
[mapping.revenue]
account = "Customer"
year = {year}
revenue = {sum = "Sales"}
""",
    ),
    "aws_saas_xlsx": (
        SAAS_XLSX,
        """
[mapping.revenue]
account = "Customer"
year = {year}
revenue = {sum = "Sales"}
""",
    ),
    "ventes_fr": (
        VENTES,
        """
[mapping.revenue]
account = "idClient"
year = {year}
revenue = {sum = "prixUnitaire * quantite * (1 - remisePourcent)"}
where = [{column = "quantite", not = ["annulation", ""]}]
""",
    ),
    "factures_fr": (
        LINES,
        """
[mapping.revenue]
account = "IDClient"
year = {year}
revenue = {sum = "MontantLigne"}
where = [{column = "IDFacture", not = 0}]
join = [{source = "INVOICES", on = "IDFacture"}]
""",
    ),
}
DATES = {
    "superstore_by_id": "Order Date", "superstore_by_name": "Order Date",
    "hypermarche_fr": "Date de commande", "aws_saas": "Order Date", "aws_saas_xlsx": "Order Date",
    "ventes_fr": "dateCommande", "factures_fr": "DateFacture",
}  # fmt: skip


def truth(name: str) -> dict[str, Any]:
    """The figures of one data set."""
    found: dict[str, Any] = json.loads((TRUTH / f"{name}.json").read_text(encoding="utf-8"))
    return found


def toml(name: str, *, by_year: bool) -> str:
    """The mapping of one data set, by the year of its dates or with all lines in one year."""
    year = f'{{date = "{DATES[name]}"}}' if by_year else "{value = 2000}"
    text = LEDGERS[name][1].replace("{year}", year)
    return text.replace("INVOICES", (BUSINESS / INVOICES).as_posix())
