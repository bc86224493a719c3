"""The embedded sheet: one cell model, formulas that give what is stored, the same bytes each time."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamdeck.deck.spec import Data, Grid, Input
from kamdeck.errors import DeckError
from kamdeck.pptxio.refs import column_number, letters
from kamdeck.pptxio.sheets import Sheet
from kamdeck.pptxio.workbooks import workbook
from tests.recalculation import recalculated

NAMES = ("Mount Sinai", "R&D <Inc>", "Éco «5»", "  spaced", "2024")
VALUES = (8.6, 7.9, 0.1 + 0.2, -1.5, 1e-9)


def pareto() -> Grid:
    total, sums = sum(VALUES), [sum(VALUES[: i + 1]) for i in range(5)]
    return Grid(
        NAMES,
        NAMES,
        (
            Data("rev", "Revenue", VALUES, "0.0"),
            Data("cum", "Cumulative", tuple(s / total for s in sums), "0%",
                 "SUM({rev}${first}:{rev}{r})/{in:all}"),
            Data("step", "Change", (0.0, *(b - a for a, b in pairwise(VALUES))), "0.0",
                 formulas=("0", *["={rev}{r}-{rev}{prev}"] * 4)),
            Data("limit", "Threshold", (0.8,) * 5, "0%", "={in:limit}"),
        ),
        (
            Input("all", "Total", total, "0.0", "SUM({rev}{first}:{rev}{last})"),
            Input("limit", "Threshold", 0.8, "0%"),
        ),
        label_head="Account",
    )  # fmt: skip


def gaps() -> Grid:
    return Grid(
        ("a", "b", "c"),
        ("a", "", "c"),
        (
            Data("x", "X", (1, None, float("nan")), '"€"#,##0;-#,##0;;'),
            Data("y", "Twice & more", (2, None, None), "0", "IF({x}{r}>0,{x}{r}*2,0)"),
        ),
        sheet="Bob's: figures/2026",
    )


def wide() -> Grid:
    columns = [Data(f"c{i}", f"C{i}", (float(i), i * 2.0)) for i in range(30)]
    last = Data("sum", "Sum", (sum(range(30)), sum(range(30)) * 2), "0", "SUM({c0}{r}:{c29}{r})")
    return Grid(("a", "b"), ("a", "b"), (*columns, last))


def many_inputs() -> Grid:
    inputs = tuple(Input(f"i{n}", f"Input {n}", n * 1.5) for n in range(4))
    return Grid(("a",), ("a",), (Data("v", "V", (4.5,), "0.0", "{in:i3}"),), inputs)


GRIDS = {"pareto": pareto, "gaps": gaps, "wide": wide, "many_inputs": many_inputs}


def read(data: bytes, *, values: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values).active


@pytest.mark.parametrize(("index", "named"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_column_letters(index: int, named: str) -> None:
    assert letters(index) == named
    assert column_number(named) == index


def test_the_block_is_a_table_from_a1_with_inputs_to_the_right() -> None:
    page = read(workbook(Sheet(pareto())), values=True)
    assert [c.value for c in page[1]] == [
        "Account", "Revenue", "Cumulative", "Change", "Threshold", None, "Total", pytest.approx(sum(VALUES)),
    ]  # fmt: skip
    assert [page.cell(r, 1).value for r in range(2, 7)] == list(NAMES)
    assert page["G2"].value == "Threshold"
    assert page["H2"].number_format == "0%"
    assert page["B2"].number_format == "0.0"
    assert page["B1"].font.bold


def test_formulas_are_filled_in_for_each_row() -> None:
    page = read(workbook(Sheet(pareto())), values=False)
    assert page["C4"].value == "=SUM(B$2:B4)/$H$1"
    assert (page["D2"].value, page["D4"].value) == ("=0", "=B4-B3")
    assert page["E5"].value == "=$H$2"
    assert page["H1"].value == "=SUM(B2:B6)"


def test_values_are_stored_beside_the_formulas() -> None:
    page = read(workbook(Sheet(pareto())), values=True)
    assert page["C6"].value == pytest.approx(1.0)
    assert [page.cell(r, 2).value for r in range(2, 7)] == list(VALUES)


def test_blanks_stay_blank_and_formulas_go_with_them() -> None:
    page = read(workbook(Sheet(gaps())), values=False)
    assert [page.cell(r, 2).value for r in (2, 3, 4)] == [1, None, None]
    assert [page.cell(r, 3).value for r in (2, 3, 4)] == ["=IF(B2>0,B2*2,0)", None, None]
    assert page["B2"].number_format == '"€"#,##0;-#,##0;;'


def test_sheet_names_are_legal_and_quoted() -> None:
    sheet = Sheet(gaps())
    assert sheet.name == "Bob's  figures 2026"
    assert "<c:f>'Bob''s  figures 2026'!$B$2:$B$4</c:f>" in sheet.number_ref("x")
    assert read(workbook(sheet), values=True).title == sheet.name
    assert "<c:f>Data!$A$2:$A$6</c:f>" in Sheet(pareto()).text_ref("label")


def test_columns_beyond_z() -> None:
    sheet = Sheet(wide())
    assert sheet.letters["sum"] == "AF"
    assert read(workbook(sheet), values=False)["AF3"].value == "=SUM(B3:AE3)"


def test_part_of_the_rows() -> None:
    sheet = Sheet(pareto())
    assert "Data!$B$3:$B$4<" in sheet.number_ref("rev", (1, 3))
    assert '<c:ptCount val="2"/><c:pt idx="0"><c:v>7.9</c:v>' in sheet.number_ref("rev", (1, 3))
    assert "Data!$B$6<" in sheet.number_ref("rev", (4, 5))


@pytest.mark.parametrize("formula", ["{revenue}{r}", "{in:nothing}", "={r}+{}"])
def test_a_wrong_name_in_a_formula_lists_the_right_ones(formula: str) -> None:
    grid = Grid(("a",), ("a",), (Data("rev", "Revenue", (1.0,), formula=formula),))
    with pytest.raises(DeckError, match="rev"):
        workbook(Sheet(grid))


def test_columns_of_another_length_are_an_error() -> None:
    with pytest.raises(DeckError, match="2 values for 1 rows"):
        Sheet(Grid(("a",), ("a",), (Data("v", "V", (1.0, 2.0)),)))


def test_an_unknown_column_lists_the_known_ones() -> None:
    with pytest.raises(DeckError, match="limit"):
        Sheet(pareto()).number_ref("profit")


@pytest.mark.parametrize("name", GRIDS)
def test_the_same_cells_give_the_same_bytes(name: str) -> None:
    assert workbook(Sheet(GRIDS[name]())) == workbook(Sheet(GRIDS[name]()))


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5))
def test_every_double_comes_back_as_it_was(values: list[float]) -> None:
    keys = tuple(str(i) for i in range(len(values)))
    page = read(workbook(Sheet(Grid(keys, keys, (Data("v", "V", tuple(values)),)))), values=True)
    assert [page.cell(r, 2).value for r in range(2, len(values) + 2)] == values


# ------------------------------------------------------------------ recalculation


@pytest.fixture(scope="session")
def computed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The sheets as LibreOffice computes them from formulas and inputs alone, in one run."""
    books = {name: workbook(Sheet(make())) for name, make in GRIDS.items()}
    results = recalculated(books, tmp_path_factory.mktemp("sheets"))
    return {name: read(data, values=True) for name, data in results.items()}


@pytest.mark.parametrize("name", GRIDS)
def test_libreoffice_computes_the_stored_values(name: str, computed: dict[str, Any]) -> None:
    stored = read(workbook(Sheet(GRIDS[name]())), values=True)
    count = 0
    for row in stored.iter_rows():
        for cell in row:
            if isinstance(cell.value, int | float):
                count += 1
                assert computed[name][cell.coordinate].value == pytest.approx(cell.value, abs=1e-12)
    assert count > 0
