"""Workbooks of any size for the growth measurement: accounts with four years of revenue and scores."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

YEARS = (2023, 2024, 2025, 2026)
CRITERIA = (
    ("Growth", "Revenue potential", 0.4),
    ("Growth", "Market growth", 0.35),
    ("Growth", "Product fit", 0.25),
    ("Harmony", "Shared goals", 0.5),
    ("Harmony", "Cost to serve", 0.5),
)


def write(path: Path, accounts: int) -> None:
    """A workbook with so many accounts; the figures follow a rule, so that every run is the same."""
    names = [f"Account {n + 1:04d}" for n in range(accounts)]
    with xlsxwriter.Workbook(path) as book:
        rows: dict[str, list[Sequence[object]]] = {
            "Accounts": [["Account", "Segment", "Region"], *[[n, "Segment", "Region"] for n in names]],
            "Revenue": [
                ["Account", *YEARS],
                *([name, *(revenue(n, year) for year in YEARS)] for n, name in enumerate(names)),
            ],
            "Criteria": [["Axis", "Criterion", "Weight"], *(list(line) for line in CRITERIA)],
            "Scores": [
                ["Account", *(name for _, name, _ in CRITERIA)],
                *([name, *(1 + (n * k + k) % 10 for k in range(3, 8))] for n, name in enumerate(names)),
            ],
        }
        for title, lines in rows.items():
            sheet = book.add_worksheet(title)
            for r, line in enumerate(lines):
                sheet.write_row(r, 0, line)


def revenue(n: int, year: int) -> int:
    """Few large accounts and many small ones, some growing and some shrinking."""
    size: float = 8_000_000 / (n + 1) ** 0.8
    return round(size * (1 + (n % 7 - 2) * (year - YEARS[0]) / 20))


def raise_amounts(source: Path, target: Path, factor: float) -> None:
    """A copy of a workbook with every number of 100,000 or more (so no date) multiplied."""

    def change(found: re.Match[bytes]) -> bytes:
        number = float(found[2])
        return (
            found[1]
            + (str(round(number * factor)).encode() if abs(number) >= 100_000 else found[2])
            + found[3]
        )

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/"):
                data = re.sub(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?><v>)([-0-9.]+)(</v>)', change, data)
            new.writestr(name, data)
