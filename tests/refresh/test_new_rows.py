"""A row that is new in a table has the spec's formats, but for what a person made of a whole column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from kamdeck.deck.spec import EMU, Cell, Column, DeckSpec, Line, Para, Row, Run, SlideSpec, Table, Text, para
from tests.refreshing import built, edited, find, opened, refreshed, slide_of, values_of

Sound = Callable[[Path | bytes], None]
HIGH = 300_000


def story(*rows: tuple[str, str]) -> DeckSpec:
    """A table of names and states: color and fill of a state are data."""
    title = Text("list/title", (para("Rows"),), placeholder="title")
    columns = (Column("name", 3 * EMU), Column("state", 2 * EMU))
    head = Row(
        "head", 400_000, tuple(Cell((para(word, bold=True),), fill="ink") for word in ("Name", "State"))
    )
    body = [
        Row(name, HIGH, (_cell(name, "ink"), _cell(state, state, "watch_tint" if state == "risk" else None)))
        for name, state in rows
    ]
    total = Row("total", 500_000, (_cell("Total", "ink", bold=True), _cell("", "ink")))
    table = Table("list/table", EMU // 2, 2 * EMU, columns, (head, *body, total))
    return DeckSpec((SlideSpec("list", "wide", (title, table)),))


def _cell(text: str, color: str, fill: str | None = None, *, bold: bool = False) -> Cell:
    run = Run(text, 10, bold, color)
    return Cell((Para((run,)),), fill=fill, bottom=Line("hairline", 0.5))


FIRST = ("Acme", "good"), ("Bolt", "good"), ("Cyan", "good"), ("Dune", "risk")
OLD, NEW = story(*FIRST), story(*FIRST[:2], ("Echo", "watch"), ("Foxy", "risk"), *FIRST[2:])


def after(change: Callable[[Any], object], sound: Sound) -> tuple[Any, bytes]:
    """The table that a person changed, after the refresh; checked, and checked to be settled."""
    data, _ = refreshed(edited(built(OLD), lambda deck: change(table_in(deck))), NEW)
    sound(data)
    again, nothing = refreshed(data, NEW)
    assert (nothing.edits, again) == ((), data)
    return table_in(opened(data)), data


def table_in(deck: Deck) -> Any:
    return find(slide_of(deck, "list"), "kd:list/table").table


def font(table: Any, row: int, column: int) -> Any:
    return table.cell(row, column).text_frame.paragraphs[0].runs[0].font


def fonts(table: Any, column: int | None = None) -> list[Any]:
    """The fonts of all rows below the head, of one column or of both."""
    columns = (0, 1) if column is None else (column,)
    cells = [table.cell(row, i) for row in range(1, len(table.rows)) for i in columns]
    return [run.font for cell in cells for run in cell.text_frame.paragraphs[0].runs]


def recolor(font: Any) -> None:
    font.color.rgb = RGBColor(9, 9, 9)


def paint(cell: Any) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor(1, 2, 3)


def test_untouched_table_is_that_of_a_build(sound: Sound) -> None:
    _, data = after(lambda table: None, sound)
    assert values_of(data, NEW) == values_of(built(NEW), NEW)


def test_one_restyled_neighbour_is_no_example(sound: Sound) -> None:
    def change(table: Any) -> None:
        for column in (0, 1):
            cell = table.cell(2, column)
            paint(cell)
            recolor(font(table, 2, column))
            font(table, 2, column).size = Pt(20)
            cell.margin_left = 90_000
        table.rows[2].height = 2 * HIGH

    table, data = after(change, sound)
    have, want = (values_of(d, NEW)["list/table"] for d in (data, built(NEW)))
    for key in ("Echo", "Foxy"):
        for column in ("name", "state"):
            for name in ("cell", "fill", "font"):
                assert have[f"{name}/{key}/{column}"] == want[f"{name}/{key}/{column}"]
        assert have[f"height/{key}"] == want[f"height/{key}"] == (HIGH,)
    assert table.cell(3, 0).margin_left == 0
    assert font(table, 2, 0).size == Pt(20)


def test_size_of_the_whole_table_is_followed_colors_stay_data(sound: Sound) -> None:
    def change(table: Any) -> None:
        for each in fonts(table):
            each.size, each.name = Pt(13), "Georgia"

    table, _ = after(change, sound)
    assert {(each.size, each.name) for each in fonts(table)} == {(Pt(13), "Georgia")}
    plain = table_in(opened(built(NEW)))
    for row in (3, 4):
        colors = [str(run.font._element.find(".//{*}solidFill")[0].attrib) for run in
                  (t.cell(row, 1).text_frame.paragraphs[0].runs[0] for t in (table, plain))]  # fmt: skip
        assert colors[0] == colors[1]
        assert font(table, row, 0).color.theme_color == MSO_THEME_COLOR.TEXT_1


def test_color_fill_and_alignment_of_a_column_are_followed(sound: Sound) -> None:
    def change(table: Any) -> None:
        for each in fonts(table, 0):
            recolor(each)
        for row in range(1, len(table.rows)):
            paint(table.cell(row, 0))
            table.cell(row, 0).text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER

    table, _ = after(change, sound)
    for row in (3, 4):
        cell = table.cell(row, 0)
        assert font(table, row, 0).color.rgb == RGBColor(9, 9, 9)
        assert cell.fill.fore_color.rgb == RGBColor(1, 2, 3)
        assert cell.text_frame.paragraphs[0].alignment == PP_ALIGN.CENTER
        assert font(table, row, 0).size == Pt(10)
    assert table.cell(3, 1).fill.type != table.cell(3, 0).fill.type


def test_height_of_all_rows_is_followed(sound: Sound) -> None:
    def change(table: Any) -> None:
        for row in range(1, 5):
            table.rows[row].height = 360_000

    table, _ = after(change, sound)
    assert [row.height for row in table.rows] == [400_000, *[360_000] * 6, 500_000]


def test_one_height_is_not_followed(sound: Sound) -> None:
    def change(table: Any) -> None:
        table.rows[2].height = 360_000

    table, _ = after(change, sound)
    assert [row.height for row in table.rows][1:5] == [HIGH, 360_000, HIGH, HIGH]
