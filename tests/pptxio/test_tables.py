"""Native tables: ids from keys, merges, borders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kamdeck.deck.spec import COVERED, Cell, Column, Line, Row, Table, para
from kamdeck.errors import DeckError
from kamdeck.pptxio.ink import Ink
from kamdeck.pptxio.markup import A16, A
from kamdeck.pptxio.tables import col_id, distinct, grid_xml, row_id

NS = {"a": A, "a16": A16}
RULE = Line("ink", 1)


def table(*rows: tuple[Cell, ...], keys: tuple[str, ...] = ()) -> Table:
    width = len(rows[0])
    return Table(
        "v/t",
        0,
        0,
        tuple(Column(f"c{i}", 100 + i) for i in range(width)),
        tuple(Row(keys[i] if keys else f"r{i}", 50 + i, row) for i, row in enumerate(rows)),
    )


def grid(it: Table) -> etree._Element:
    return etree.fromstring(f'<root xmlns:a="{A}">{grid_xml(it, Ink())}</root>')[0]


def text(words: str, **rest: object) -> Cell:
    return Cell((para(words, size=11),), **rest)  # type: ignore[arg-type]


def test_rows_and_columns_bear_ids_made_from_their_keys() -> None:
    found = grid(table((text("a"), text("b")), (text("c"), text("d"))))
    assert [e.get("val") for e in found.iterfind(".//a16:colId", NS)] == [
        str(col_id("c0")),
        str(col_id("c1")),
    ]
    assert [e.get("val") for e in found.iterfind(".//a16:rowId", NS)] == [
        str(row_id("r0")),
        str(row_id("r1")),
    ]
    assert [c.get("w") for c in found.iterfind("a:tblGrid/a:gridCol", NS)] == ["100", "101"]
    assert [r.get("h") for r in found.iterfind("a:tr", NS)] == ["50", "51"]


def test_rows_of_one_key_get_ids_of_their_own() -> None:
    found = grid(table((text("a"),), (text("b"),), keys=("same", "same")))
    ids = [e.get("val") for e in found.iterfind(".//a16:rowId", NS)]
    assert ids == [str(row_id("same")), str(row_id("same") + 1)]


@given(st.lists(st.integers(1, 2**32 - 1)))
def test_ids_are_distinct_and_fit_32_bits(ids: list[int]) -> None:
    got = distinct(ids)
    assert len(set(got)) == len(ids)
    assert all(0 < number < 2**32 for number in got)


@given(st.text())
def test_ids_are_never_zero(key: str) -> None:
    assert 0 < row_id(key) < 2**32
    assert 0 < col_id(key) < 2**32


def test_merged_cells_mark_what_they_cover() -> None:
    big = text("big", span=2, vspan=2, bottom=RULE, fill="panel")
    found = grid(
        table((big, COVERED, text("x")), (COVERED, COVERED, text("y")), (text("1"), text("2"), text("3")))
    )
    cells = [[dict(cell.attrib) for cell in row.iterfind("a:tc", NS)] for row in found.iterfind("a:tr", NS)]
    assert cells == [
        [{"rowSpan": "2", "gridSpan": "2"}, {"rowSpan": "2", "hMerge": "1"}, {}],
        [{"gridSpan": "2", "vMerge": "1"}, {"hMerge": "1", "vMerge": "1"}, {}],
        [{}, {}, {}],
    ]
    # The lower edge of a merged cell is drawn from the cells under it.
    lower = found.findall("a:tr", NS)[1].findall("a:tc", NS)
    assert [len(cell.findall("a:tcPr/a:lnB", NS)) for cell in lower] == [1, 1, 0]


def test_merges_that_leave_the_table_end_at_its_edge() -> None:
    found = grid(
        table(
            (text("a"), text("wide", span=5)),
        )
    )
    assert len(found.findall("a:tr/a:tc", NS)) == 2


def test_cell_properties_stand_in_the_order_of_the_schema() -> None:
    cell = text(
        "x", left=RULE, right=RULE, top=RULE, bottom=RULE, fill="panel", inset=(1, 2, 3, 4), anchor="b"
    )
    properties = grid(table((cell,))).find(".//a:tcPr", NS)
    assert properties is not None
    names = [etree.QName(c).localname for c in properties]
    assert names == ["lnL", "lnR", "lnT", "lnB", "solidFill"]
    assert [properties.get(k) for k in ("marL", "marT", "marR", "marB", "anchor")] == [
        "1",
        "2",
        "3",
        "4",
        "b",
    ]


def test_every_cell_has_a_paragraph() -> None:
    found = grid(table((Cell(), text("x"))))
    assert [len(cell.findall("a:txBody/a:p", NS)) for cell in found.iterfind(".//a:tc", NS)] == [1, 1]


def test_a_row_of_another_length_is_an_error() -> None:
    ragged = Table("v/t", 0, 0, (Column("a", 1), Column("b", 1)), (Row("r", 1, (text("x"),)),))
    with pytest.raises(DeckError, match="1 cells for 2 columns"):
        grid_xml(ragged, Ink())


def test_no_style_but_ours() -> None:
    found = grid(table((text("x"),)))
    style = found.find("a:tblPr/a:tableStyleId", NS)
    assert style is not None
    assert style.text == "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
    assert found.find("a:tblPr", NS).attrib == {"firstRow": "1"}  # type: ignore[union-attr]
