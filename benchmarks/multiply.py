"""A workbook with more accounts: `python multiply.py SOURCE TARGET TIMES`."""

from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import xlsxwriter


def multiply(source: Path, target: Path, times: int) -> None:
    """A workbook with every account so many times over, with its rows on all sheets but the people's."""
    read = openpyxl.load_workbook(source, data_only=True, read_only=True)
    with xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd"}) as book:
        for sheet in read:
            lines: list[list[object]] = [list(line) for line in sheet.iter_rows(values_only=True)]
            head = next((r for r, line in enumerate(lines) if "Account" in line), None)
            if head is not None and sheet.title not in ("Stakeholders", "Influence"):
                place, rows = lines[head].index("Account"), lines[head + 1 :]
                lines += [named(line, place, n) for n in range(1, times) for line in rows if line[place]]
            written = book.add_worksheet(sheet.title)
            for r, line in enumerate(lines):
                written.write_row(r, 0, line)


def named(line: list[object], place: int, n: int) -> list[object]:
    """A row of the n-th copy of its account."""
    return [*line[:place], f"{line[place]} {n}", *line[place + 1 :]]


if __name__ == "__main__":
    multiply(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
