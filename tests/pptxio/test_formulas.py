"""Formulas of a person's in a chart's sheet: what they give, and where their references go."""

from __future__ import annotations

import pytest

from kamdeck.pptxio.cell_formulas import filled_formula, moved_formula, references
from kamdeck.pptxio.formulas import UnknownError, result_of
from kamdeck.pptxio.refs import Area, areas_of, formula_of

CELLS: dict[tuple[str, int, int], float | str] = {
    ("Data", 2, 2): 10.0,
    ("Data", 3, 2): 5.0,
    ("Data", 2, 1): "Acme",
    ("My plan", 1, 1): 7.0,
}


def given(formula: str) -> object:
    return result_of(formula, "Data", lambda sheet, place: CELLS.get((sheet, *place)))


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("B2*1.1", 11.0),
        ("SUM(B2:B4)/2", 7.5),
        ("-2^2", 4.0),
        ("2^-1", 0.5),
        ("10-5-2", 3.0),
        ("1+2*3-4", 3.0),
        ("50%", 0.5),
        ("IF(B4=0,0,B2/B4)", 0.0),
        ("B2/B4", "#DIV/0!"),
        ('IFERROR(B2/B4,"none")', "none"),
        ('A2&": "&TEXT(B2/SUM(B$2:B3),"0.0%")', "Acme: 66.7%"),
        ('TEXT(1234.5,"#,##0")', "1,235"),
        ("ROUND(-2.5,0)", -3.0),
        ('A2="acme"', True),
        ('"a"<"a"', False),
        ("AVERAGE(B2:B4)", 7.5),
        ("'My plan'!A1+1", 8.0),
        ('"say ""B2"""', 'say "B2"'),
        ("MAX(B2:B3,20)", 20.0),
    ],
)
def test_formulas_give_what_excel_gives(formula: str, result: object) -> None:
    assert given(formula) == result


@pytest.mark.parametrize(
    "formula",
    ["XLOOKUP(A2,A:A,B:B)", "SUM(B:B)", "Table1[Revenue]", "A2+1", "Rate*2", "B2#", "B2:B3", "SUM(B2", ""],
)
def test_what_is_not_understood_is_refused(formula: str) -> None:
    with pytest.raises(UnknownError):
        given(formula)


def down(area: Area, _: bool) -> Area | None:
    return None if area.top == 9 else area._replace(top=area.top + 1, bottom=area.bottom + 1)


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("B2*$C$3", "B3*$C$4"),
        ("SUM(B$2:B5)", "SUM(B$3:B6)"),
        ("IF(A1=\"B2\",Data!C3,'My plan'!C4)", "IF(A2=\"B2\",Data!C4,'My plan'!C5)"),
        ("Table1[A1]+LOG10(B2)+x_B2", "Table1[A1]+LOG10(B3)+x_B2"),
        ("[1]Sheet1!A1+'[1]Plan'!A1", "[1]Sheet1!A1+'[1]Plan'!A1"),
        ("A9+1", "#REF!+1"),
    ],
)
def test_references_move_and_nothing_else(formula: str, moved: str) -> None:
    assert moved_formula(formula, down) == moved


def test_formulas_are_filled_as_excel_fills_them() -> None:
    assert filled_formula("B2*$C$3+D$4+$E5", 2, 1) == "C4*$C$3+E$4+$E7"
    assert filled_formula("A1", -1, 0) == "#REF!"
    assert references("SUM(B2:B4)+Plan!A1") == [Area("", 2, 2, 4, 2), Area("Plan", 1, 1, 1, 1)]


@pytest.mark.parametrize(
    "formula", ["Data!$A$1", "(Data!$B$2:$B$5,Data!$B$7:$B$9)", "'Bob''s plan'!$AA$10:$AB$12"]
)
def test_formulas_of_charts_are_read_and_written(formula: str) -> None:
    assert formula_of(areas_of(formula) or ()) == formula


@pytest.mark.parametrize("formula", ["label 0", "Data!Mine", "[x.xlsx]Data!$A$1", ""])
def test_other_formulas_of_charts_are_no_areas(formula: str) -> None:
    assert areas_of(formula) is None
