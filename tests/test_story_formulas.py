"""The formulas behind every chart of the story: LibreOffice computes what the deck shows."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kamdeck import build
from tests.recalculation import recalculated

ROOT = Path(__file__).parents[1]


def numbers(data: bytes, *, values: bool) -> dict[str, object]:
    """The cells of the only sheet: results, or formulas where there are any."""
    page = openpyxl.load_workbook(io.BytesIO(data), data_only=values).worksheets[0]
    return {cell.coordinate: cell.value for row in page.iter_rows() for cell in row}


def test_libreoffice_computes_what_the_charts_show(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    build(ROOT / "sample_workbooks" / "health_cloud.xlsx", deck)
    with zipfile.ZipFile(deck) as parts:
        books = {Path(n).stem: parts.read(n) for n in parts.namelist() if n.endswith(".xlsx")}
    results = recalculated(books, tmp_path)
    formulas = 0
    for name, data in books.items():
        stored, made = numbers(data, values=True), numbers(results[name], values=True)
        for cell, formula in numbers(data, values=False).items():
            if not (isinstance(formula, str) and formula.startswith("=")):
                continue
            formulas += 1
            value = stored[cell]
            if isinstance(value, int | float):
                assert made[cell] == pytest.approx(value, rel=1e-9, abs=1e-9), (name, cell, formula)
            else:
                assert made[cell] == value, (name, cell, formula)
    assert formulas > 100
